//! `kamm settings`: by whose clock the salon lives, and how bookings in Cal.com are made.

use jiff::Timestamp;
use serde::Serialize;
use sync::{CustomerMails, Preferences, SegmentCancelled};

use super::{
    Terminal,
    answer::Answer,
    args::{Mails, OneCancelled, Settings, YesNo},
    language::Language,
};
use crate::problem::Problem;

/// What is decided.
#[derive(Serialize)]
struct Decided<'a> {
    zone: &'a str,
    #[serde(flatten)]
    preferences: Preferences,
}

/// Shows what is decided; what is given is decided anew first.
pub(super) fn settings(
    terminal: &Terminal,
    asked: Settings,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let nothing = asked.zone.is_none()
        && asked.customer_mails.is_none()
        && asked.address.is_none()
        && asked.segment_cancelled.is_none()
        && asked.hold_online.is_none();
    let book = match nothing {
        true => terminal.read()?,
        false => terminal.own()?,
    };
    if let Some(zone) = &asked.zone {
        book.move_to_zone(zone, asked.despite_appointments, now)?;
    }
    let mut preferences = book.preferences()?;
    if let Some(mails) = asked.customer_mails {
        preferences.customer_mails = match mails {
            Mails::First => CustomerMails::First,
            Mails::All => CustomerMails::All,
            Mails::None => CustomerMails::None,
        };
    }
    if let Some(address) = asked.address {
        preferences.address = address.trim().to_owned();
    }
    if let Some(cancelled) = asked.segment_cancelled {
        preferences.segment_cancelled = match cancelled {
            OneCancelled::CancelAll => SegmentCancelled::CancelAll,
            OneCancelled::Ask => SegmentCancelled::Ask,
        };
    }
    if let Some(hold) = asked.hold_online {
        preferences.hold_online = hold == YesNo::Yes;
    }
    if !nothing {
        book.prefer(preferences.clone(), now)?;
    }
    let switch = book.can_silence()?;
    let salon = book.salon()?;
    let zone = salon.zone.iana_name().unwrap_or("UTC");
    let of_zone = terminal.language.pick("Zeitzone", "Time zone");
    let lines = lines(&preferences, switch, terminal.language);
    let decided = Decided { zone, preferences };
    Answer::new(&decided, format!("{of_zone}: {zone}\n{lines}"))
}

/// `switch`: Cal.com's mails can be switched off.
fn lines(preferences: &Preferences, switch: bool, language: Language) -> String {
    let mails = match preferences.customer_mails {
        CustomerMails::First => language.pick("nur der erste Abschnitt", "first segment only"),
        CustomerMails::All => language.pick("jeder Abschnitt", "every segment"),
        CustomerMails::None if switch => language.pick(
            "keine (Schalter der Organisation, mit `kamm event-types apply`)",
            "none (the organization's switch, by `kamm event-types apply`)",
        ),
        CustomerMails::None => language.pick(
            "keine (Platzhalter-Adressen)",
            "none (placeholder addresses)",
        ),
    };
    let of_mails = language.pick("Mails an Kundinnen", "Mails to customers");
    let of_place = language.pick("Ort der Termine", "Place of appointments");
    let place = match preferences.address.as_str() {
        "" => "–",
        known => known,
    };
    let cancelled = match preferences.segment_cancelled {
        SegmentCancelled::CancelAll => {
            language.pick("sagt den ganzen Termin ab", "cancels the whole appointment")
        }
        SegmentCancelled::Ask => language.pick("kommt in die Prüfliste", "is put to review"),
    };
    let of_cancelled = language.pick(
        "Ein in Cal.com abgesagter Abschnitt",
        "A segment cancelled in Cal.com",
    );
    let of_hold = language.pick(
        "Offene Buchung auch in Cal.com freihalten",
        "Keep free in Cal.com while a booking is open",
    );
    let hold = match preferences.hold_online {
        true => language.pick("ja", "yes"),
        false => language.pick("nein", "no"),
    };
    format!(
        "{of_mails}: {mails}\n{of_place}: {place}\n{of_cancelled}: {cancelled}\n{of_hold}: {hold}"
    )
}
