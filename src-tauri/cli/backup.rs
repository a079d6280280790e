//! `kamm backup` and `kamm restore`.

use std::{fmt::Write as _, path::Path};

use jiff::Timestamp;
use serde_json::json;
use store::{Loss, Restored, StoreError, backups::Backup};

use super::{answer::Answer, language::Language, sentence};
use crate::{
    problem::Problem,
    reception::{Book, Place},
};

/// Copies the book, beside whoever works with it.
pub(super) fn take(
    book: &Book,
    to: Option<&Path>,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let taken = match to {
        None => book.store.back_up(now)?,
        Some(file) => {
            book.store.backup(file)?;
            let bytes = file.metadata().map_or(0, |about| about.len());
            Backup {
                path: file.to_owned(),
                taken_at: now,
                bytes,
            }
        }
    };
    let label = language.pick("Sicherung", "Backup");
    let line = format!("{label}: {}", taken.path.display());
    Answer::new(&document(&taken), line)
}

/// Which backups there are, the newest first. Works without a book: that may be why somebody asks.
pub(super) fn list(place: &Place) -> Result<Answer, Problem> {
    let all = store::backups::list(&place.book())?;
    let mut lines = String::new();
    for one in &all {
        let _ = writeln!(
            lines,
            "{}  {} kB  {}",
            one.taken_at,
            one.bytes / 1024,
            one.path.display()
        );
    }
    let documents: Vec<_> = all.iter().map(document).collect();
    Answer::new(&documents, lines)
}

/// Puts a backup in the place of the book.
pub(super) fn restore(
    place: &Place,
    file: Option<&Path>,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    if file.is_none() && !place.book().exists() && store::backups::list(&place.book())?.is_empty() {
        return Err(StoreError::NoBook.into());
    }
    let restored = Book::restore(place, file, now)?;
    let document =
        json!({ "kept_as": restored.kept_as, "loss": sync::backup::facts(&restored.loss) });
    Answer::new(&document, told(&restored, language))
}

/// What happened, what was kept, what is lost.
pub(super) fn told(restored: &Restored, language: Language) -> String {
    let mut lines = sentence::trouble("book_restored", language);
    lines.push('\n');
    if let Some(kept) = &restored.kept_as {
        let label = language.pick("Was vorher da war", "What was there before");
        let _ = writeln!(lines, "  {label}: {}", kept.display());
    }
    lines + &lost(&restored.loss, language)
}

fn lost(loss: &Loss, language: Language) -> String {
    let from = language.pick(
        "Es fehlt, was eingetragen wurde, seit",
        "Missing is what was entered since",
    );
    let until = loss
        .until
        .map(|until| format!(" {} {until:.0}", language.pick("bis", "until")));
    let mut lines = format!("  {from} {}{}\n", loss.since, until.unwrap_or_default());
    match &loss.missing {
        Some(missing) => {
            let appointments = language.pick("Termine", "appointments");
            let customers = language.pick("Kundinnen und Kunden", "customers");
            let _ = writeln!(
                lines,
                "  {} {appointments}, {} {customers}",
                missing.appointments.len(),
                missing.customers
            );
            for start in &missing.appointments {
                let _ = writeln!(lines, "    · {start}");
            }
        }
        None => lines.push_str(language.pick(
            "  Wie viel das ist, sagt die beschädigte Datei nicht mehr.\n",
            "  The damaged file does not tell any more how much that is.\n",
        )),
    }
    lines
}

fn document(backup: &Backup) -> serde_json::Value {
    json!({ "path": backup.path, "taken_at": backup.taken_at.to_string(), "bytes": backup.bytes })
}
