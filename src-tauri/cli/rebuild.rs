//! `kamm rebuild`: the book again, from Cal.com alone.

use std::fmt::Write as _;

use sync::rebuild::Rebuild;

use super::{
    Terminal,
    answer::{Answer, Exit},
    language::Language,
    now_line,
};
use crate::{problem::Problem, reception::Account};

/// With `dry_run` only what would be done.
pub(super) async fn rebuild(terminal: &Terminal, dry_run: bool) -> Result<Answer, Problem> {
    let account = Account::new(terminal.own()?, terminal.vault.clone());
    let _log = terminal.log(true);
    let language = terminal.language;
    let told = match dry_run {
        true => account.preview_rebuild().await?,
        false => {
            let bookings = language.pick("Buchungen", "bookings");
            let progress = |done, all| now_line(&format!("{done} / {all} {bookings}"));
            account.rebuild(progress).await?
        }
    };
    let answer = Answer::new(&told, lines(&told, language))?;
    let incomplete = !told.other_zone.is_empty()
        || told.without_key > 0
        || told.undecodable > 0
        || told.refused > 0
        || !told.without_gaps.is_empty();
    Ok(match incomplete {
        true => answer.with_exit(Exit::NeedsPerson),
        false => answer,
    })
}

fn lines(told: &Rebuild, language: Language) -> String {
    let counted = [
        (told.staff, language.pick("Mitarbeitende", "staff members")),
        (
            told.with_hours,
            language.pick("davon mit Arbeitszeiten", "of them with hours"),
        ),
        (told.services, language.pick("Leistungen", "services")),
        (
            told.event_types,
            language.pick("Ereignistypen", "event types"),
        ),
        (told.appointments, language.pick("Termine", "appointments")),
        (
            told.customers,
            language.pick("Kundinnen und Kunden", "customers"),
        ),
        (
            told.foreign,
            language.pick("Buchungen von anderswo", "bookings from elsewhere"),
        ),
    ];
    let mut text = String::new();
    // Writing to a String does not fail.
    for (count, what) in counted {
        let _ = writeln!(text, "{count:>6} {what}");
    }
    for name in &told.without_gaps {
        let unknown = language.pick(
            "Einwirkzeiten unbekannt, weil noch nie gebucht",
            "gaps unknown, because it was never booked",
        );
        let _ = writeln!(text, "! {name}: {unknown}");
    }
    for person in &told.other_zone {
        let other = language.pick(
            "Arbeitszeiten nach einer anderen Zeitzone als der Salon, nicht übernommen: kamm settings --zone",
            "hours by another time zone than the salon, left out: kamm settings --zone",
        );
        let _ = writeln!(text, "! {person}: {other}");
    }
    let odd = [
        (
            told.without_key,
            language.pick(
                "Personen kommen vor, deren Schlüssel fehlt: kamm staff key --new",
                "people are told of whose key is missing: kamm staff key --new",
            ),
        ),
        (
            told.undecodable,
            language.pick("Buchungen nicht lesbar", "bookings cannot be read"),
        ),
        (
            told.refused,
            language.pick(
                "Buchungen passen nicht ins Buch: siehe kamm review",
                "bookings do not fit into the book: see kamm review",
            ),
        ),
    ];
    for (count, what) in odd.into_iter().filter(|(count, _)| *count > 0) {
        let _ = writeln!(text, "! {count} {what}");
    }
    let heading = language.pick("Nicht in Cal.com:", "Not in Cal.com:");
    let _ = writeln!(text, "{heading}");
    for what in &told.lost {
        let _ = writeln!(text, "- {}", lost(what, language));
    }
    text
}

/// What Cal.com never knew.
fn lost(what: &str, language: Language) -> &str {
    match what {
        "notes" => language.pick(
            "Notizen an Terminen und zu Kundinnen und Kunden",
            "notes on appointments and customers",
        ),
        "history" => language.pick("der Verlauf der Termine", "the history of appointments"),
        "cancelled" => language.pick("abgesagte Termine", "cancelled appointments"),
        "kept_local" => language.pick(
            "Termine und Segmente, die nie in Cal.com standen",
            "appointments and segments that never were in Cal.com",
        ),
        "prices" => language.pick(
            "Preise, Gruppen, Farben und Reihenfolge der Leistungen",
            "prices, groups, colours and order of the services",
        ),
        "roles" => language.pick(
            "wer Stylistin, wer Assistenz ist, und wer nirgends eingeplant ist",
            "who is stylist and who assistant, and who does no segment",
        ),
        "ranks" => language.pick(
            "wer ein Segment bevorzugt übernimmt",
            "who takes over a segment first",
        ),
        "time_off" => language.pick(
            "Urlaub und Pausen, die nur im Buch standen",
            "time off and breaks that were in the book only",
        ),
        "refused_addresses" => language.pick(
            "E-Mail-Adressen, die Cal.com nicht annimmt oder nie bekam",
            "e-mail addresses that Cal.com refuses or never got",
        ),
        other => other,
    }
}
