//! Lines that are appointments.

use jiff::{Timestamp, ToSpan, civil::DateTime};
use salon::customer::fold;

use crate::{
    CustomerDraft, Fault, FaultCode, Field, Mapping, Row, Table,
    customers::{Cells, customer},
    field::part_key,
    when::{self, When},
};

/// When something begins: on the wall of the salon, or as an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// "Friday half past nine".
    Civil(DateTime),
    /// With an offset.
    Instant(Timestamp),
}

/// What a line says about lengths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Minutes by the key of the part.
    pub named: Vec<(String, u16)>,
    /// Minutes of the parts in their order.
    pub in_order: Vec<u16>,
    /// All of it.
    pub all: Option<u16>,
}

/// An appointment as a line has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentDraft {
    /// The row's name where it comes from.
    pub key: Option<String>,
    /// For whom. Their note is the appointment's: a line has one.
    pub customer: CustomerDraft,
    /// Number or name.
    pub service: String,
    /// Name; `None`: whoever can.
    pub staff: Option<String>,
    /// When.
    pub start: Start,
    /// How long.
    pub pieces: Pieces,
    /// What the line notes.
    pub note: String,
}

/// Every line of the table: an appointment, `None` if it was called off, or what is wrong with it.
pub fn appointments<'a>(
    table: &'a Table,
    mapping: &'a Mapping,
) -> impl Iterator<Item = (&'a Row, Result<Option<AppointmentDraft>, Fault>)> {
    table.rows.iter().map(move |row| {
        let read = |row| appointment(&Cells { row, mapping }, &table.headings);
        (row, row.whole().and_then(read))
    })
}

fn appointment(cells: &Cells<'_>, headings: &[String]) -> Result<Option<AppointmentDraft>, Fault> {
    if cells.one(Field::Status).is_some_and(is_called_off) {
        return Ok(None);
    }
    let mut customer = customer(cells)?;
    let key = customer.key.take();
    let note = std::mem::take(&mut customer.note);
    let service = cells.one(Field::Service);
    let (start, when) = start(cells)?;
    Ok(Some(AppointmentDraft {
        key,
        customer,
        service: service
            .ok_or_else(|| Fault::bare(FaultCode::ServiceMissing))?
            .to_owned(),
        staff: cells.one(Field::Staff).map(str::to_owned),
        start,
        pieces: pieces(cells, headings, &when)?,
        note,
    }))
}

fn is_called_off(status: &str) -> bool {
    const WORDS: &[&str] = &[
        "storniert",
        "storno",
        "abgesagt",
        "abgelehnt",
        "geloescht",
        "cancelled",
        "canceled",
        "declined",
        "deleted",
        "rejected",
        "no-show",
        "noshow",
        "no show",
        "nicht erschienen",
    ];
    WORDS.contains(&fold(status).as_str())
}

fn start(cells: &Cells<'_>) -> Result<(Start, When), Fault> {
    let written: Vec<&str> = cells
        .all(Field::Date)
        .chain(cells.all(Field::Time))
        .collect();
    let text = written.join(" ");
    let when = when::read(written).ok_or_else(|| Fault::of(FaultCode::InvalidWhen, &text))?;
    match (when.instant, when.civil()) {
        (Some(instant), _) => Ok((Start::Instant(instant), when)),
        (None, Some(civil)) => Ok((Start::Civil(civil), when)),
        (None, None) => Err(Fault::of(FaultCode::StartMissing, &text)),
    }
}

fn pieces(cells: &Cells<'_>, headings: &[String], start: &When) -> Result<Pieces, Fault> {
    let invalid = |text: &str| Fault::of(FaultCode::InvalidLength, text);
    let mut pieces = Pieces::default();
    if let Some(text) = cells.one(Field::Minutes) {
        pieces.all = Some(
            when::minutes(text)
                .filter(|m| *m > 0)
                .ok_or_else(|| invalid(text))?,
        );
    } else if let Some(text) = cells.one(Field::End) {
        pieces.all = Some(until(text, start).ok_or_else(|| invalid(text))?);
    }
    let columns = headings.iter().zip(&cells.row.cells).zip(cells.mapping);
    for ((heading, cell), mapped) in columns {
        if *mapped != Some(Field::Part) || cell.is_empty() {
            continue;
        }
        let key = part_key(heading).ok_or_else(|| Fault::of(FaultCode::UnknownPart, heading))?;
        let minutes = when::minutes(cell).ok_or_else(|| invalid(cell))?;
        pieces.named.push((key, minutes));
    }
    if let Some(text) = cells.one(Field::Parts) {
        listed(text, &mut pieces).ok_or_else(|| invalid(text))?;
    }
    Ok(pieces)
}

/// `A=30 GAP_A=45 B=20`, or `30/45/20`.
fn listed(text: &str, pieces: &mut Pieces) -> Option<()> {
    let words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '+' | ',' | ';' | '|'))
        .filter(|word| !word.is_empty());
    for word in words {
        match word.split_once(['=', ':']) {
            Some((key, minutes)) => {
                let key = part_key(key)?;
                pieces.named.push((key, when::minutes(minutes)?));
            }
            None => pieces.in_order.push(when::minutes(word)?),
        }
    }
    Some(())
}

/// Minutes from the start to a time of the same day or another moment.
fn until(text: &str, start: &When) -> Option<u16> {
    let end = when::read([text])?;
    let seconds = match (start.instant, end.instant) {
        (Some(start), Some(end)) => end.as_second() - start.as_second(),
        _ => {
            let start = start.civil()?;
            let date = end.date.unwrap_or_else(|| start.date());
            let end = date.to_datetime(end.time?);
            // Both on the wall: an appointment over a change of the clocks is as long as it says.
            let end = if end < start && end.date() == start.date() {
                end.checked_add(1.day()).ok()?
            } else {
                end
            };
            end.duration_since(start).as_secs()
        }
    };
    let minutes = u16::try_from(seconds / 60).ok()?;
    (minutes > 0 && seconds % 60 == 0).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sheet, field::guess};

    fn read(text: &str) -> Vec<Result<Option<AppointmentDraft>, Fault>> {
        let table = Table::read(text).unwrap();
        let mapping = guess(&table.headings, Sheet::Appointments);
        appointments(&table, &mapping)
            .map(|(_, read)| read)
            .collect()
    }

    #[test]
    fn lengths_come_whole_or_part_by_part() {
        let read = read(
            "Kunde;Leistung;Datum;Zeit;Ende;Segmente;A;GAP_A\n\
             Anna;440;27.11.2026;9:30;11:15;;;\n\
             Anna;440;27.11.2026;9:30;;30/45/20;;\n\
             Anna;440;27.11.2026;9:30;;A=30 GAP_A=45;;\n\
             Anna;440;27.11.2026;9:30;;;30;0",
        );
        let pieces: Vec<_> = read
            .into_iter()
            .map(|one| one.unwrap().unwrap().pieces)
            .collect();
        assert_eq!(pieces[0].all, Some(105));
        assert_eq!(pieces[1].in_order, [30, 45, 20]);
        let named = [("A".to_owned(), 30), ("GAP_A".to_owned(), 45)];
        assert_eq!(pieces[2].named, named);
        assert_eq!(
            pieces[3].named,
            [("A".to_owned(), 30), ("GAP_A".to_owned(), 0)]
        );
    }

    #[test]
    fn what_was_called_off_is_no_appointment_and_no_fault() {
        let read = read(
            "Kunde;Leistung;Datum;Zeit;Status\nAnna;440;gestern;;Storniert\nAnna;440;27.11.2026;9:30;Bestätigt",
        );
        assert!(matches!(read[0], Ok(None)));
        assert!(matches!(read[1], Ok(Some(_))));
    }

    #[test]
    fn a_date_without_a_time_is_no_start() {
        let read = read(
            "Kunde;Leistung;Datum;Zeit;Ende\nAnna;440;27.11.2026;;\nAnna;440;27.11.2026;9:30;9:30\nAnna;440;bald;;",
        );
        let codes: Vec<_> = read.into_iter().map(|one| one.unwrap_err().code).collect();
        assert_eq!(
            codes,
            [
                FaultCode::StartMissing,
                FaultCode::InvalidLength,
                FaultCode::InvalidWhen
            ]
        );
    }
}
