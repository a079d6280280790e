//! Lines that are customers.

use salon::{
    Email, Name, Phone,
    customer::{LONGEST_NOTE, fold, note},
};

use crate::{Fault, FaultCode, Field, Mapping, Row, Table};

/// A customer as a line has them.
#[derive(Clone, PartialEq, Eq)]
pub struct CustomerDraft {
    /// The row's name where it comes from.
    pub key: Option<String>,
    /// As written.
    pub name: Name,
    /// If given.
    pub phone: Option<Phone>,
    /// If given.
    pub email: Option<Email>,
    /// If given.
    pub note: String,
}

impl CustomerDraft {
    /// What makes two lines one person: their name with phone number and address.
    #[must_use]
    pub fn identity(&self) -> String {
        let phone = self.phone.as_ref().map(Phone::e164).unwrap_or_default();
        let email = self.email.as_ref().map(Email::as_str).unwrap_or_default();
        format!("{}\n{phone}\n{}", fold(self.name.as_str()), fold(email))
    }
}

/// Every line of the table, as a customer or with what is wrong with it.
pub fn customers<'a>(
    table: &'a Table,
    mapping: &'a Mapping,
) -> impl Iterator<Item = (&'a Row, Result<CustomerDraft, Fault>)> {
    table.rows.iter().map(move |row| {
        let read = |row| customer(&Cells { row, mapping });
        (row, row.whole().and_then(read))
    })
}

/// A row by what its columns are.
pub(crate) struct Cells<'a> {
    pub(crate) row: &'a Row,
    pub(crate) mapping: &'a Mapping,
}

impl<'a> Cells<'a> {
    /// All cells of a field in which something stands.
    pub(crate) fn all(&self, field: Field) -> impl Iterator<Item = &'a str> {
        let cells = self.row.cells.iter().zip(self.mapping);
        cells
            .filter(move |(cell, mapped)| **mapped == Some(field) && !cell.is_empty())
            .map(|(cell, _)| cell.as_str())
    }

    /// The first of them, or nothing.
    pub(crate) fn one(&self, field: Field) -> Option<&'a str> {
        self.all(field).next()
    }
}

pub(crate) fn customer(cells: &Cells<'_>) -> Result<CustomerDraft, Fault> {
    let name = name(cells).ok_or_else(|| Fault::bare(FaultCode::NameMissing))?;
    let phone = cells.one(Field::Mobile).or_else(|| cells.one(Field::Phone));
    let email = cells.one(Field::Email);
    let notes: Vec<&str> = cells.all(Field::Note).collect();
    Ok(CustomerDraft {
        key: cells.one(Field::Key).map(str::to_owned),
        name: Name::parse(&name).map_err(|error| Fault::customer(error, &name))?,
        phone: phone
            .map(|text| Phone::parse(text).map_err(|error| Fault::customer(error, text)))
            .transpose()?,
        email: email
            .map(|text| Email::parse(text).map_err(|error| Fault::customer(error, text)))
            .transpose()?,
        note: note(&notes.join("\n"), LONGEST_NOTE).map_err(|error| Fault::customer(error, ""))?,
    })
}

fn name(cells: &Cells<'_>) -> Option<String> {
    let parts: Vec<&str> = [Field::FirstName, Field::LastName]
        .into_iter()
        .filter_map(|field| cells.one(field))
        .collect();
    if !parts.is_empty() {
        return Some(parts.join(" "));
    }
    let name = cells.one(Field::Name)?;
    // "Meier, Anna" as address books sort it.
    match name.split(',').collect::<Vec<_>>().as_slice() {
        [last, first] if !first.trim().is_empty() && !last.trim().is_empty() => {
            Some(format!("{} {}", first.trim(), last.trim()))
        }
        _ => Some(name.to_owned()),
    }
}

impl std::fmt::Debug for CustomerDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CustomerDraft(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sheet, field::guess};

    fn read(text: &str) -> Vec<Result<CustomerDraft, Fault>> {
        let table = Table::read(text).unwrap();
        let mapping = guess(&table.headings, Sheet::Customers);
        customers(&table, &mapping).map(|(_, read)| read).collect()
    }

    #[test]
    fn a_phone_number_is_one_number_however_it_is_written() {
        let read = read(
            "Name;Telefon;Handy\nMeier, Anna;;0170 1234567\nAnna Meier;+49 (170) 123-4567;\nAnna Meier;0049170/1234567;",
        );
        let identities: Vec<_> = read
            .iter()
            .map(|one| one.as_ref().unwrap().identity())
            .collect();
        assert_eq!(identities[0], identities[1]);
        assert_eq!(identities[1], identities[2]);
    }

    #[test]
    fn a_line_is_understood_altogether_or_named_with_what_is_wrong() {
        let read = read(
            "Vorname;Nachname;Telefon;E-Mail\n;;030 1234567;\nAnna;Meier;12;\nAnna;Meier;;anna@\n;Meier;;",
        );
        let codes: Vec<_> = read
            .iter()
            .map(|one| {
                one.as_ref()
                    .map_err(|fault| (fault.code, fault.text.as_str()))
                    .err()
            })
            .collect();
        assert_eq!(
            codes,
            [
                Some((FaultCode::NameMissing, "")),
                Some((FaultCode::InvalidPhone, "12")),
                Some((FaultCode::InvalidEmail, "anna@")),
                None
            ]
        );
    }

    #[test]
    fn a_line_whose_quote_is_nowhere_closed_is_not_understood() {
        for open in ["Bea;\"Stammkundin", "Bea;\"Stammkundin\nCleo;x\n", "Bea;\""] {
            let read = read(&format!("Name;Notiz\nAnna;\"zu\"\n{open}"));
            let codes: Vec<_> = read
                .iter()
                .map(|one| one.as_ref().map_err(|fault| fault.code).err())
                .collect();
            assert_eq!(codes, [None, Some(FaultCode::Unreadable)], "{open}");
        }
    }
}
