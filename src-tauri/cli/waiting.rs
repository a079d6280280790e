//! `kamm waiting`

use std::fmt::Write as _;

use desk::{
    request::{BookWaitingRequest, WaitRequest},
    view::WaitingView,
};
use jiff::Timestamp;
use serde_json::json;

use super::{
    Terminal,
    answer::Answer,
    args::{self, Wait},
    at_desk::{appointment, chosen_staff, customer},
    choose,
    language::Language,
    owner::minute,
    wall::Wall,
};
use crate::problem::Problem;

pub(super) fn waiting(
    terminal: &Terminal,
    what: args::Waiting,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    match what {
        args::Waiting::List => {
            let book = terminal.read()?;
            let waiting = book.desk.waiting(now)?;
            Answer::new(&waiting, list(&waiting, &Wall::of(&book)?, language))
        }
        args::Waiting::Add(wait) => add(terminal, &wait, now, language),
        args::Waiting::Book {
            id,
            start,
            staff,
            despite_warnings,
        } => {
            let book = terminal.own()?;
            let desk = &book.desk;
            let request = BookWaitingRequest {
                id,
                start,
                staff_id: chosen_staff(desk, staff.as_deref())?,
                despite_warnings,
            };
            appointment(&book, &desk.book_waiting(&request, now)?, language)
        }
        args::Waiting::Remove { id } => {
            terminal.own()?.desk.stop_waiting(id, now)?;
            let done = language.pick(
                "Von der Warteliste genommen.",
                "Taken off the waiting list.",
            );
            Answer::new(&json!({ "removed": id }), done.to_owned())
        }
    }
}

fn add(
    terminal: &Terminal,
    wait: &Wait,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let book = terminal.own()?;
    let desk = &book.desk;
    let request = WaitRequest {
        customer: customer(&wait.customer, wait.phone.as_deref(), None)?,
        service_id: choose::service(&desk.catalogue()?, &wait.service)?.id,
        staff_id: chosen_staff(desk, wait.staff.as_deref())?,
        from: wait.from.clone(),
        to: wait.to.clone(),
        weekdays: wait.weekdays.clone(),
        from_minute: wait.not_before.as_deref().map(minute).transpose()?,
        to_minute: wait.over_by.as_deref().map(minute).transpose()?,
        note: wait.note.clone(),
    };
    let waiting = desk.wait(&request, now)?;
    Answer::new(&waiting, line(&waiting, &Wall::of(&book)?, language))
}

fn list(waiting: &[WaitingView], wall: &Wall, language: Language) -> String {
    if waiting.is_empty() {
        return language.pick("Niemand wartet.", "Nobody waits.").to_owned();
    }
    let lines: Vec<String> = waiting
        .iter()
        .map(|one| line(one, wall, language))
        .collect();
    lines.join("\n")
}

fn line(waiting: &WaitingView, wall: &Wall, language: Language) -> String {
    let anybody = language.pick("egal", "anybody");
    let mut line = format!(
        "{:>4}  {:<24} {:<24} {}",
        waiting.id,
        waiting.customer.name,
        waiting.service.name,
        waiting.staff_name.as_deref().unwrap_or(anybody),
    );
    if let Some(place) = &waiting.place {
        let free = language.pick("Platz frei", "place free");
        let _ = write!(
            line,
            "  → {free}: {} {} {}",
            place.date,
            wall.time(&place.start),
            place.staff_name
        );
    }
    line
}
