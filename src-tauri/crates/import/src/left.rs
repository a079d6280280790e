//! The lines that could not be taken, as a file that can be put right and read again.

use std::collections::BTreeMap;

use crate::Table;

/// The last column's heading. No field is called like it, so that a repeat passes over it.
const REASON: &str = "Kamm";

/// The table with only those lines that have a reason, and the reason in a last column. With a byte order mark, because spreadsheets
/// lose umlauts without one.
#[must_use]
pub fn with_reasons(table: &Table, reasons: &BTreeMap<u64, String>) -> Vec<u8> {
    // A file that was left before has the column already; its reasons were answered.
    let width = match table.headings.last() {
        Some(last) if last == REASON => table.headings.len() - 1,
        _ => table.headings.len(),
    };
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(table.separator.byte())
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(&mut bytes);
        let headings = table.headings.iter().take(width).map(String::as_str);
        // Writing to memory does not fail.
        let _ = writer.write_record(headings.chain([REASON]));
        for row in &table.rows {
            if let Some(reason) = reasons.get(&row.line) {
                let padded = row
                    .cells
                    .iter()
                    .map(String::as_str)
                    .chain(std::iter::repeat(""));
                let _ = writer.write_record(padded.take(width).chain([reason.as_str()]));
            }
        }
        let _ = writer.flush();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[test]
    fn what_was_left_is_read_again_line_by_line() {
        let table = Table::read("Name;Telefon;Notiz\nAnna;12;\"a;b\"\nBea;030 1234567;\n").unwrap();
        let reasons = BTreeMap::from([(2, "Das ist keine Telefonnummer.".to_owned())]);
        let left = Table::read(&decode(&with_reasons(&table, &reasons)).0).unwrap();
        assert_eq!(left.headings, ["Name", "Telefon", "Notiz", "Kamm"]);
        assert_eq!(left.rows.len(), 1);
        assert_eq!(
            left.rows[0].cells,
            ["Anna", "12", "a;b", "Das ist keine Telefonnummer."]
        );

        let again = BTreeMap::from([(2, "Immer noch nicht.".to_owned())]);
        let left = Table::read(&decode(&with_reasons(&left, &again)).0).unwrap();
        assert_eq!(left.headings, ["Name", "Telefon", "Notiz", "Kamm"]);
        assert_eq!(left.rows[0].cells[3], "Immer noch nicht.");
    }
}
