//! What a column is, guessed from its heading in German or English, and said by a person where the guess is wrong.

use std::collections::BTreeMap;

use salon::{SegmentKey, customer::fold};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    FileError,
    headings::{DATES, KEYS, KNOWN},
};

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ImportSheet")]
pub enum Sheet {
    /// A line per customer.
    Customers,
    /// A line per appointment.
    Appointments,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ImportField")]
pub enum Field {
    /// The row's name in the program that it comes from: makes a repeat harmless, whatever else was corrected.
    Key,
    /// First and last name, or "Meier, Anna".
    Name,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Phone number.
    Phone,
    /// Mobile number: goes first where there are both.
    Mobile,
    /// E-mail address.
    Email,
    /// A note.
    Note,
    /// Number or name of the service.
    Service,
    /// Name of the stylist; whoever can if empty.
    Staff,
    /// Date, or date and time.
    Date,
    /// Time, or date and time.
    Time,
    /// When it ends.
    End,
    /// How long all of it takes.
    Minutes,
    /// How long the parts take: `A=30 GAP_A=45 B=20`, or `30/45/20` in their order.
    Parts,
    /// How long the part takes that the heading names: `A`, `GAP_A`, `B`.
    Part,
    /// What became of it: lines that were called off are left out.
    Status,
}

/// What each column is; `None`: nothing that is taken.
pub type Mapping = Vec<Option<Field>>;

impl Field {
    /// All that a sheet can have, in the order in which they are offered.
    #[must_use]
    pub fn of(sheet: Sheet) -> Vec<Self> {
        let person = [
            Self::Name,
            Self::FirstName,
            Self::LastName,
            Self::Phone,
            Self::Mobile,
            Self::Email,
            Self::Note,
            Self::Key,
        ];
        let appointment = [
            Self::Service,
            Self::Staff,
            Self::Date,
            Self::Time,
            Self::End,
            Self::Minutes,
            Self::Parts,
            Self::Part,
            Self::Status,
        ];
        match sheet {
            Sheet::Customers => person.to_vec(),
            Sheet::Appointments => person.into_iter().chain(appointment).collect(),
        }
    }

    /// By the name that it has in `--map` and on the wire.
    #[must_use]
    pub fn by_word(word: &str) -> Option<Self> {
        let named = Self::of(Sheet::Appointments);
        named.into_iter().find(|field| field.word() == word)
    }

    /// Its name in `--map` and on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Name => "name",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Email => "email",
            Self::Note => "note",
            Self::Service => "service",
            Self::Staff => "staff",
            Self::Date => "date",
            Self::Time => "time",
            Self::End => "end",
            Self::Minutes => "minutes",
            Self::Parts => "parts",
            Self::Part => "part",
            Self::Status => "status",
        }
    }

    /// Whether two columns may be this.
    fn repeats(self) -> bool {
        matches!(self, Self::Part | Self::Phone | Self::Mobile | Self::Note)
    }
}

/// The heading without what is only decoration.
fn bare(heading: &str) -> String {
    fold(heading)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// What the columns most likely are. Each field goes to the first column whose heading means it.
#[must_use]
pub fn guess(headings: &[String], sheet: Sheet) -> Mapping {
    let offered = Field::of(sheet);
    let has_dates = headings.iter().any(|heading| is_date(heading));
    let mut given: BTreeMap<Field, usize> = BTreeMap::new();
    headings
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let found = meanings(heading, sheet)
                .filter(|field| offered.contains(field))
                .filter(|field| *field != Field::Date || !has_dates || is_date(heading))
                .find(|field| field.repeats() || !given.contains_key(field))?;
            given.insert(found, column);
            Some(found)
        })
        .collect()
}

fn is_date(heading: &str) -> bool {
    DATES.contains(&bare(heading).as_str())
}

fn meanings(heading: &str, sheet: Sheet) -> impl Iterator<Item = Field> {
    let word = bare(heading);
    let is_part = part_key(heading).is_some();
    let is_key = KEYS
        .iter()
        .any(|(of, words)| *of == sheet && words.contains(&word.as_str()));
    let known = KNOWN
        .iter()
        .filter(move |(_, words)| words.contains(&word.as_str()))
        .map(|(field, _)| *field);
    is_part
        .then_some(Field::Part)
        .into_iter()
        .chain(is_key.then_some(Field::Key))
        .chain(known)
}

/// `A` or `GAP_A`, as a heading.
pub(crate) fn part_key(heading: &str) -> Option<String> {
    let upper = heading.trim().to_ascii_uppercase();
    let (gap, key) = match upper.strip_prefix("GAP_") {
        Some(key) => (true, key),
        None => (false, upper.as_str()),
    };
    // A letter, and a number where the alphabet was used up: "Ende" is no part.
    let number = key.strip_prefix(|c: char| c.is_ascii_uppercase())?;
    let key = SegmentKey::parse(key).filter(|_| number.bytes().all(|b| b.is_ascii_digit()))?;
    Some(if gap { key.gap_key() } else { key.to_string() })
}

/// Refuses a mapping without what is needed to understand any line.
///
/// # Errors
/// `Mapping` if it is as wide as no line of this file; `ColumnsMissing`.
pub fn complete(mapping: &Mapping, headings: &[String], sheet: Sheet) -> Result<(), FileError> {
    if mapping.len() != headings.len() {
        return Err(FileError::Mapping);
    }
    let missing = missing(mapping, sheet);
    match missing.is_empty() {
        true => Ok(()),
        false => Err(FileError::ColumnsMissing(missing)),
    }
}

/// What no column is and no line can be understood without.
#[must_use]
pub(crate) fn missing(mapping: &Mapping, sheet: Sheet) -> Vec<Field> {
    let has = |field| mapping.contains(&Some(field));
    let mut missing = Vec::new();
    if !has(Field::Name) && !has(Field::LastName) && !has(Field::FirstName) {
        missing.push(Field::Name);
    }
    if sheet == Sheet::Appointments {
        if !has(Field::Service) {
            missing.push(Field::Service);
        }
        if !has(Field::Date) {
            missing.push(Field::Date);
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headings: &str, sheet: Sheet) -> Vec<&'static str> {
        let headings: Vec<String> = headings.split(';').map(str::to_owned).collect();
        let mapping = guess(&headings, sheet);
        mapping
            .into_iter()
            .map(|field| field.map_or("-", Field::word))
            .collect()
    }

    #[test]
    fn headings_of_other_programs_are_understood() {
        assert_eq!(
            guessed(
                "Kunden-Nr.;Anrede;Vorname;Nachname;Telefon privat;Handy;E-Mail;Bemerkungen",
                Sheet::Customers
            ),
            [
                "key",
                "-",
                "first_name",
                "last_name",
                "phone",
                "mobile",
                "email",
                "note"
            ]
        );
        assert_eq!(
            guessed(
                "Datum;Uhrzeit;Ende;Kunde;Mobil;Leistung;Mitarbeiter/in;Dauer (Min.);Status",
                Sheet::Appointments
            ),
            [
                "date", "time", "end", "name", "mobile", "service", "staff", "minutes", "status"
            ]
        );
        assert_eq!(
            guessed(
                "Start;Customer;Service;Staff;A;GAP_A;B",
                Sheet::Appointments
            ),
            ["date", "name", "service", "staff", "part", "part", "part"]
        );
    }

    #[test]
    fn a_start_beside_a_date_is_the_time() {
        assert_eq!(
            guessed("Datum;Beginn;Kunde;Leistung", Sheet::Appointments),
            ["date", "time", "name", "service"]
        );
        assert_eq!(
            guessed("Beginn;Datum", Sheet::Appointments),
            ["time", "date"]
        );
    }

    #[test]
    fn a_customers_number_is_not_an_appointments_name() {
        assert_eq!(
            guessed("Kundennummer;Kunde", Sheet::Appointments),
            ["-", "name"]
        );
    }

    #[test]
    fn what_no_line_can_do_without_is_named() {
        assert_eq!(
            missing(&vec![Some(Field::Staff)], Sheet::Appointments),
            [Field::Name, Field::Service, Field::Date]
        );
        assert!(missing(&vec![Some(Field::LastName)], Sheet::Customers).is_empty());
    }

    #[test]
    fn every_field_has_its_word_on_the_wire() {
        for field in Field::of(Sheet::Appointments) {
            assert_eq!(Field::by_word(field.word()), Some(field));
        }
    }
}
