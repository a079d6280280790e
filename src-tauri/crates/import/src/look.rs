//! A first look at a table: what its columns most likely are and how its first lines are understood.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    AppointmentDraft, CustomerDraft, Encoding, Fault, FaultCode, Field, FileError, LARGEST_FILE,
    Mapping, Separator, Sheet, Start, Table, appointments, customers, decode,
    field::{guess, missing},
};

/// Lines that are shown before anything is done.
const SHOWN: usize = 6;
/// Cells of a column that are shown beside its heading.
const SAMPLES: usize = 3;

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "ImportColumn")]
pub struct Column {
    /// What it is called.
    pub heading: String,
    /// What it is taken for.
    pub field: Option<Field>,
    /// What stands in it first.
    pub samples: Vec<String>,
}

/// A line as it is understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "ImportSample")]
pub struct SampleRow {
    /// In the file.
    pub line: u64,
    /// Who.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// Number or name of the service.
    pub service: Option<String>,
    /// With whom.
    pub staff: Option<String>,
    /// `2026-11-27T09:30`, or with an offset.
    pub start: Option<String>,
    /// All of it in minutes, as far as the line says so.
    pub minutes: Option<u16>,
    /// Whether it was called off, and is left out.
    pub called_off: bool,
    /// What is wrong with it.
    pub fault: Option<FaultCode>,
    /// What was written where something is wrong.
    pub text: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "ImportLook")]
pub struct Look {
    /// How it was written.
    pub encoding: Encoding,
    /// What stands between cells.
    pub separator: Separator,
    /// Its columns.
    pub columns: Vec<Column>,
    /// What a column can be.
    pub fields: Vec<Field>,
    /// What no column is and no line can be understood without.
    pub missing: Vec<Field>,
    /// How many lines there are under the headings.
    pub rows: usize,
    /// The first of them.
    pub first: Vec<SampleRow>,
}

/// Looks at a file, with the mapping that a person chose or one that is guessed.
///
/// # Errors
/// `TooLarge`, `NoTable`; `Mapping` if it is not of this file.
pub fn look(bytes: &[u8], sheet: Sheet, mapping: Option<Mapping>) -> Result<Look, FileError> {
    let (table, encoding) = table(bytes)?;
    let mapping = mapping.unwrap_or_else(|| guess(&table.headings, sheet));
    if mapping.len() != table.headings.len() {
        return Err(FileError::Mapping);
    }
    Ok(Look {
        encoding,
        separator: table.separator,
        columns: columns(&table, &mapping),
        fields: Field::of(sheet),
        missing: missing(&mapping, sheet),
        rows: table.rows.len(),
        first: first(&table, &mapping, sheet),
    })
}

/// The table of a file.
///
/// # Errors
/// `TooLarge`, `NoTable`.
pub fn table(bytes: &[u8]) -> Result<(Table, Encoding), FileError> {
    if bytes.len() > LARGEST_FILE {
        return Err(FileError::TooLarge);
    }
    let (text, encoding) = decode(bytes);
    Ok((Table::read(&text)?, encoding))
}

fn columns(table: &Table, mapping: &Mapping) -> Vec<Column> {
    let column = |(index, (heading, field)): (usize, (&String, &Option<Field>))| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
        Column {
            heading: heading.clone(),
            field: *field,
            samples: cells
                .filter(|cell| !cell.is_empty())
                .take(SAMPLES)
                .cloned()
                .collect(),
        }
    };
    table
        .headings
        .iter()
        .zip(mapping)
        .enumerate()
        .map(column)
        .collect()
}

fn first(table: &Table, mapping: &Mapping, sheet: Sheet) -> Vec<SampleRow> {
    match sheet {
        Sheet::Customers => customers(table, mapping)
            .take(SHOWN)
            .map(|(row, read)| match read {
                Ok(draft) => SampleRow::of(row.line, &draft),
                Err(fault) => SampleRow::wrong(row.line, fault),
            })
            .collect(),
        Sheet::Appointments => appointments(table, mapping)
            .take(SHOWN)
            .map(|(row, read)| match read {
                Ok(Some(draft)) => SampleRow::appointment(row.line, &draft),
                Ok(None) => SampleRow {
                    called_off: true,
                    ..SampleRow::blank(row.line)
                },
                Err(fault) => SampleRow::wrong(row.line, fault),
            })
            .collect(),
    }
}

impl SampleRow {
    fn blank(line: u64) -> Self {
        Self {
            line,
            name: String::new(),
            phone: None,
            email: None,
            service: None,
            staff: None,
            start: None,
            minutes: None,
            called_off: false,
            fault: None,
            text: String::new(),
        }
    }

    fn wrong(line: u64, fault: Fault) -> Self {
        Self {
            fault: Some(fault.code),
            text: fault.text,
            ..Self::blank(line)
        }
    }

    fn of(line: u64, draft: &CustomerDraft) -> Self {
        Self {
            name: draft.name.as_str().to_owned(),
            phone: draft.phone.as_ref().map(salon::Phone::e164),
            email: draft.email.as_ref().map(|email| email.as_str().to_owned()),
            ..Self::blank(line)
        }
    }

    fn appointment(line: u64, draft: &AppointmentDraft) -> Self {
        let named = draft.pieces.named.iter().map(|(_, minutes)| *minutes);
        let in_order = draft.pieces.in_order.iter().copied();
        let parts = named.chain(in_order).fold(0, u16::saturating_add);
        Self {
            service: Some(draft.service.clone()),
            staff: draft.staff.clone(),
            start: Some(match draft.start {
                Start::Civil(civil) => civil.strftime("%Y-%m-%dT%H:%M").to_string(),
                Start::Instant(instant) => instant.to_string(),
            }),
            minutes: draft.pieces.all.or((parts > 0).then_some(parts)),
            ..Self::of(line, &draft.customer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_that_no_day_has_are_shown_as_the_longest_there_is() {
        let file = "Kunde;Leistung;Start;A;B;Segmente\n\
                    Anna;440;2026-11-27 09:30;60000;60000;\n\
                    Anna;440;2026-11-27 09:30;;;60000/60000";
        let look = look(file.as_bytes(), Sheet::Appointments, None).unwrap();
        let minutes: Vec<_> = look.first.iter().map(|row| row.minutes).collect();
        assert_eq!(minutes, [Some(u16::MAX); 2]);
    }
}
