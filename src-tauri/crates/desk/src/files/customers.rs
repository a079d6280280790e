//! Customers out of a table.

use std::collections::{BTreeSet, HashMap};

use import::{CustomerDraft, FaultCode, Mapping, Sheet};
use jiff::Timestamp;
use store::Read;
use uuid::Uuid;

use super::{
    FileHow, Heard, ImportFault, ImportReport, go_on, key,
    line::LineError,
    person::{self, Person},
};
use crate::{Desk, DeskError};

/// What became of a line.
enum Became {
    New,
    Completed,
    Known,
    Erased,
}

impl Desk {
    /// Reads customers in: whoever is not known is written down, of whoever is, what was not known. `mapping` `None`: as the headings say.
    ///
    /// # Errors
    /// `import_*` for a file that cannot be read at all; the store's.
    pub fn import_customers(
        &self,
        file: &[u8],
        mapping: Option<Mapping>,
        how: FileHow,
        now: Timestamp,
        heard: Heard<'_>,
    ) -> Result<ImportReport, DeskError> {
        let (table, _) = import::table(file)?;
        let mapping = mapping.unwrap_or_else(|| import::guess(&table.headings, Sheet::Customers));
        import::complete(&mapping, &table.headings, Sheet::Customers)?;
        let desk = self.for_files();
        let mut report = ImportReport {
            rehearsed: how.rehearse,
            ..ImportReport::default()
        };
        let mut keys: HashMap<String, u64> = HashMap::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let all = table.rows.len();
        for (done, (row, read)) in (1..).zip(import::customers(&table, &mapping)) {
            report.lines += 1;
            let ended = match read {
                Err(fault) => Err(ImportFault::of(row.line, fault).into()),
                Ok(draft) => match repeated(&draft, row.line, &mut keys) {
                    Some(fault) => Err(fault.into()),
                    None if !seen.insert(draft.identity()) => Ok(Became::Known),
                    None if how.rehearse => {
                        desk.store.read(|book| rehearse(book, &draft, row.line))
                    }
                    None => desk.take_customer(&draft, row.line, now),
                },
            };
            match ended {
                Ok(Became::New) => report.customers += 1,
                Ok(Became::Completed) => report.completed += 1,
                Ok(Became::Known) => report.known += 1,
                Ok(Became::Erased) => report.erased += 1,
                Err(LineError::Fault(fault)) => report.faults.push(*fault),
                Err(LineError::Desk(error)) => return Err(error),
            }
            if !go_on(heard, done, all) {
                report.stopped = done < all;
                break;
            }
        }
        tracing::info!(
            rehearsed = how.rehearse,
            customers = report.customers,
            faults = report.faults.len(),
            "customers read from a file"
        );
        Ok(report)
    }

    fn take_customer(
        &self,
        draft: &CustomerDraft,
        line: u64,
        now: Timestamp,
    ) -> Result<Became, LineError> {
        self.store.write(|tx| {
            let key = line_key(draft);
            let person = found(tx, draft, line)?;
            if !matches!(person, Person::Erased) {
                self.take_person(tx, &person, draft, key, now)?;
            }
            Ok(became(&person, draft))
        })
    }
}

fn rehearse(read: &Read<'_>, draft: &CustomerDraft, line: u64) -> Result<Became, LineError> {
    found(read, draft, line).map(|person| became(&person, draft))
}

fn found(read: &Read<'_>, draft: &CustomerDraft, line: u64) -> Result<Person, LineError> {
    match person::find(read, draft, line_key(draft))? {
        Person::Several => {
            let name = draft.name.as_str();
            let code = FaultCode::AmbiguousCustomer;
            Err(ImportFault::named(line, code, name, Vec::new()).into())
        }
        found @ (Person::Known(_) | Person::New | Person::Erased) => Ok(found),
    }
}

fn became(person: &Person, draft: &CustomerDraft) -> Became {
    match person {
        Person::Known(customer) => match person::completed(customer, draft) {
            Some(_) => Became::Completed,
            None => Became::Known,
        },
        Person::Erased => Became::Erased,
        Person::New | Person::Several => Became::New,
    }
}

fn line_key(draft: &CustomerDraft) -> Option<Uuid> {
    draft.key.as_deref().map(|id| key(&["customer", id]))
}

/// Two lines of one name in the file are a mistake in it.
fn repeated(
    draft: &CustomerDraft,
    line: u64,
    keys: &mut HashMap<String, u64>,
) -> Option<ImportFault> {
    let key = draft.key.clone()?;
    match keys.get(&key) {
        Some(first) => Some(ImportFault::repeats(line, *first)),
        None => {
            keys.insert(key, line);
            None
        }
    }
}
