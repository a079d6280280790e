//! Text to rows: which character separates the cells, what the columns are called.

use std::io::Read as _;

use serde::Serialize;
use ts_rs::TS;

use crate::{Fault, FaultCode, FileError, MOST_COLUMNS, MOST_ROWS};

/// Stands behind the table: a line of its own, unless a quote before it was left open.
const END: &str = "\u{4}";

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Separator {
    /// As spreadsheets of this country have it.
    Semicolon,
    /// As the name of the format has it.
    Comma,
    /// As it is when it was copied out of a spreadsheet.
    Tab,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Semicolon, Self::Comma, Self::Tab];

    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
        }
    }
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// In the file, from 1; a cell may have line breaks in it.
    pub line: u64,
    /// As they are written, without surrounding blanks.
    pub cells: Vec<String>,
    /// A quote in it is nowhere closed: all that stood behind is in its last cell.
    pub open: bool,
}

impl Row {
    /// Itself, unless lines are lost in it.
    pub(crate) fn whole(&self) -> Result<&Self, Fault> {
        match self.open {
            true => Err(Fault::bare(FaultCode::Unreadable)),
            false => Ok(self),
        }
    }
}

/// A table with headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands between cells.
    pub separator: Separator,
    /// What the columns are called.
    pub headings: Vec<String>,
    /// Rows in which something stands.
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads a table. The separator is the one that makes the most of the first line.
    ///
    /// # Errors
    /// `NoTable` without headings or rows; `TooLarge` beyond [`MOST_ROWS`] or [`MOST_COLUMNS`].
    pub fn read(text: &str) -> Result<Self, FileError> {
        let separator = separator(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator.byte())
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes().chain(&b"\n"[..]).chain(END.as_bytes()));
        let mut rows = Vec::new();
        let mut lines = Lines::of(text);
        for record in reader.records() {
            // Text is text: what a reader of bytes could object to has been decoded away.
            let record = record.map_err(|_| FileError::NoTable)?;
            let at = record.position().map_or(0, csv::Position::byte);
            let line = lines.up_to(usize::try_from(at).unwrap_or(text.len()));
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let open = false;
                rows.push(Row { line, cells, open });
            }
            if rows.len() > MOST_ROWS + 1 {
                return Err(FileError::TooLarge);
            }
        }
        close(&mut rows);
        let mut rows = rows.into_iter();
        let headings = rows.next().ok_or(FileError::NoTable)?.cells;
        if headings.len() > MOST_COLUMNS {
            return Err(FileError::TooLarge);
        }
        let rows: Vec<Row> = rows.collect();
        match rows.is_empty() {
            true => Err(FileError::NoTable),
            false => Ok(Self {
                separator,
                headings,
                rows,
            }),
        }
    }
}

/// Takes the end away again, from wherever it came to stand.
fn close(rows: &mut Vec<Row>) {
    if rows.pop_if(|row| row.cells == [END]).is_some() {
        return;
    }
    if let Some(row) = rows.last_mut() {
        row.open = true;
        let cells = row.cells.iter_mut();
        cells.for_each(|cell| cell.truncate(cell.trim_end_matches(END).trim_end().len()));
    }
}

/// Counts lines as the file goes by. The reader's own count stops before blank lines.
struct Lines<'a> {
    text: &'a str,
    passed: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            passed: 0,
            line: 1,
        }
    }

    /// The line of the first thing that is written from `at` on.
    fn up_to(&mut self, at: usize) -> u64 {
        let rest = self.text.get(at..).unwrap_or_default();
        let at = at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let between = self.text.get(self.passed..at).unwrap_or_default();
        // Both signs end one line together, each of them ends one alone.
        let ends = between.replace("\r\n", "\n");
        let ends = ends.bytes().filter(|b| matches!(b, b'\r' | b'\n'));
        self.line += ends.map(|_| 1).sum::<u64>();
        self.passed = at;
        self.line
    }
}

/// Outside of quotes in the first line, whichever there is most of; a semicolon if there is none.
fn separator(text: &str) -> Separator {
    let first = text
        .split(['\r', '\n'])
        .find(|line| !line.trim().is_empty());
    let bare: String = first.unwrap_or_default().split('"').step_by(2).collect();
    let count = |separator: &Separator| bare.bytes().filter(|b| *b == separator.byte()).count();
    let best = Separator::ALL.into_iter().rev().max_by_key(count);
    best.unwrap_or(Separator::Semicolon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_seen_in_the_headings() {
        for (text, separator) in [
            ("Name;Telefon\nA;1", Separator::Semicolon),
            ("name,phone\nA,1", Separator::Comma),
            ("Name\tTelefon\nA\t1", Separator::Tab),
            ("\"Name, Vorname\";Telefon\nA;1", Separator::Semicolon),
            ("Name\nA", Separator::Semicolon),
        ] {
            let table = Table::read(text).unwrap();
            assert_eq!(table.separator, separator, "{text}");
        }
    }

    #[test]
    fn lines_are_counted_as_in_the_file() {
        let table = Table::read("Name;Notiz\n\nAnna;\"zwei\nZeilen\"\n;\nBea;x\n").unwrap();
        let lines: Vec<_> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 6]);
        assert_eq!(table.rows[0].cells, ["Anna", "zwei\nZeilen"]);
    }

    #[test]
    fn headings_alone_are_no_table() {
        assert_eq!(Table::read("Name;Telefon\n"), Err(FileError::NoTable));
        assert_eq!(Table::read(" \n"), Err(FileError::NoTable));
    }

    #[test]
    fn lines_end_as_any_system_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["Name,Notiz", "", "Anna,a;b;c;d", "Bea,\"e", "f\"", "Cleo,"].join(end);
            let table = Table::read(&text).unwrap();
            assert_eq!(table.separator, Separator::Comma, "{end:?}");
            let lines: Vec<_> = table.rows.iter().map(|row| row.line).collect();
            assert_eq!(lines, [3, 4, 6], "{end:?}");
        }
    }

    #[test]
    fn more_columns_than_any_salon_has_are_too_many() {
        let wide = format!("{}\n{}", "a;".repeat(100_000), "b\n".repeat(10));
        assert_eq!(Table::read(&wide), Err(FileError::TooLarge));
    }
}
