//! `kamm calls`

use std::fmt::Write as _;

use desk::view::CallView;
use jiff::Timestamp;

use super::{answer::Answer, language::Language, sentence, wall::Wall};
use crate::{problem::Problem, reception::Book};

pub(super) fn calls(
    book: &Book,
    before: Option<i64>,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let page = book.desk.calls(before, now)?;
    let wall = Wall::of(book)?;
    let lines: Vec<String> = page
        .calls
        .iter()
        .map(|one| call(one, &wall, language))
        .collect();
    let text = match lines.as_slice() {
        [] => language.pick("Keine Anrufe.", "No calls.").to_owned(),
        lines => lines.join("\n"),
    };
    Answer::new(&page, text)
}

/// The call, then a line for everything that it did, with its segments from when to when.
fn call(call: &CallView, wall: &Wall, language: Language) -> String {
    let withheld = language.pick("unbekannte Nummer", "unknown number");
    let name = call
        .customer
        .as_ref()
        .map(|customer| customer.name.as_str());
    let mut lines = format!(
        "{:>4}  {}  {:<24} {}",
        call.id,
        wall.moment(&call.started),
        name.or(call.phone.as_deref()).unwrap_or(withheld),
        sentence::call_outcome(&call.outcome, language),
    );
    for deed in &call.deeds {
        let appointment = &deed.appointment;
        let segments: Vec<String> = appointment
            .phases
            .iter()
            .filter(|phase| phase.kind == "staff")
            .map(|phase| {
                let (from, to) = (wall.time(&phase.start), wall.time(&phase.end));
                format!("{} {from}–{to}", phase.key)
            })
            .collect();
        let _ = write!(
            lines,
            "\n      {} #{}: {}, {}  {}",
            sentence::call_deed(&deed.deed, language),
            appointment.id,
            appointment.service.name,
            appointment.start.get(..10).unwrap_or_default(),
            segments.join(" · "),
        );
    }
    lines
}
