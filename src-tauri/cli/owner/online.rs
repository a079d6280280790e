//! Where customers book a service themselves, as lines for people.

use std::fmt::Write as _;

use desk::sheets::{OnlineSheet, PublicEventType};

use crate::{
    cli::{language::Language, sentence, wall::Wall},
    problem::Problem,
};

/// On which event types, when it was carried over, and why the last try failed.
#[must_use]
pub(in crate::cli) fn online(online: &OnlineSheet, wall: &Wall, language: Language) -> String {
    let each: Vec<String> = online.event_types.iter().map(event_type).collect();
    let mut text = match each.is_empty() {
        true => language.pick(
            "  Online: auf keinem Ereignistyp",
            "  Online: on no event type",
        ),
        false => language.pick("  Online: Ereignistyp ", "  Online: event type "),
    }
    .to_owned();
    text.push_str(&each.join(", "));
    // Writing to a String does not fail.
    if let Some(at) = &online.succeeded_at {
        let word = language.pick("zuletzt übertragen", "last carried over");
        let _ = write!(text, " · {word} {}", wall.moment(at));
    }
    text.push('\n');
    if let Some(failed) = &online.failure {
        let word = language.pick("Letzter Versuch", "Last try");
        let calls = language.pick(
            "Aufrufe seit dem letzten Erfolg",
            "calls since the last success",
        );
        let problem = Problem::new(&failed.code, failed.message.clone());
        let why = sentence::of(&problem, language);
        let (at, attempts) = (wall.moment(&failed.tried_at), failed.attempts);
        let _ = writeln!(text, "! {word} {at} ({calls}: {attempts}): {why}");
    }
    text
}

fn event_type(one: &PublicEventType) -> String {
    match &one.staff_name {
        Some(staff) => format!("{} ({staff})", one.event_type_id),
        None => one.event_type_id.to_string(),
    }
}
