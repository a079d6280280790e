//! `kamm review`: what needs a person, and what is decided about it – one entry, several, or all with a code.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::json;
use sync::view::{LinkChoice, OtherSide, Remedy, ReviewEntry};

use super::{
    Terminal,
    answer::{Answer, Exit},
    args,
    at_desk::appointment,
    choose,
    language::Language,
    lines, sentence, wait_for,
    wall::Wall,
};
use crate::{
    problem::Problem,
    reception::{Account, Book, Decided},
};

/// Lists, or decides.
pub(super) fn review(
    terminal: &Terminal,
    asked: args::Review,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let code = asked.code.as_deref();
    let Some((remedy, ids)) = asked.words.split_last() else {
        return list(&terminal.read()?, code, terminal);
    };
    let remedy = serde_json::from_value(json!(remedy)).map_err(|_| unknown_remedy())?;
    let book = terminal.own()?;
    let ids = chosen(&book, ids, &asked)?;
    match remedy {
        Remedy::Retry
        | Remedy::KeepLocal
        | Remedy::KeepBoth
        | Remedy::Split
        | Remedy::CancelAll
        | Remedy::Dismiss => decided(&book.resolve(&ids, remedy, now)?, terminal),
        Remedy::OtherTime => other_time(terminal, &book, only(&ids)?, asked.to, now),
        Remedy::OtherStaff => other_staff(terminal, &book, only(&ids)?, asked.to, now),
        Remedy::Link => link(terminal, &book, only(&ids)?, asked.to),
    }
}

fn unknown_remedy() -> Problem {
    Problem::new("unknown_remedy", "no remedy of that name")
}

fn only(ids: &[i64]) -> Result<i64, Problem> {
    match ids {
        [id] => Ok(*id),
        _ => Err(Problem::new("one_at_a_time", "one entry at a time")),
    }
}

fn of_code(mut entries: Vec<ReviewEntry>, code: Option<&str>) -> Vec<ReviewEntry> {
    entries.retain(|entry| code.is_none_or(|code| entry.code == code));
    entries
}

/// The entries that are meant.
fn chosen(book: &Book, ids: &[String], asked: &args::Review) -> Result<Vec<i64>, Problem> {
    let unknown = || Problem::new("unknown_entry", "an entry is given by its number");
    let ids: Result<Vec<i64>, _> = ids.iter().map(|id| id.parse()).collect();
    let ids = ids.map_err(|_| unknown())?;
    if ids.is_empty() && !asked.all {
        return Err(unknown());
    }
    if !asked.all && asked.code.is_none() {
        return Ok(ids);
    }
    let mut entries = of_code(book.review()?, asked.code.as_deref());
    entries.retain(|entry| asked.all || ids.contains(&entry.id));
    Ok(entries.into_iter().map(|entry| entry.id).collect())
}

fn list(book: &Book, code: Option<&str>, terminal: &Terminal) -> Result<Answer, Problem> {
    let entries = of_code(book.review()?, code);
    let wall = Wall::of(book)?;
    let mut lines = String::new();
    for entry in &entries {
        let start = entry.start.as_ref().map(|start| wall.moment(start));
        let segment = segment(entry, &wall);
        let about = [&start, &entry.customer_name, &entry.service_name, &segment];
        let about: Vec<_> = about.into_iter().flatten().map(String::as_str).collect();
        let remedies: Vec<_> = entry.remedies.iter().map(|remedy| word(*remedy)).collect();
        let trouble = sentence::trouble(&entry.code, terminal.language);
        let _ = writeln!(lines, "#{:<4} {}", entry.id, about.join(" · "));
        let _ = writeln!(lines, "      {trouble}");
        if let Some(because) = sentence::because(&entry.facts, terminal.language) {
            let _ = writeln!(lines, "      {because}");
        }
        if let Some(first) = &entry.taken_by {
            let _ = writeln!(lines, "      {}", sentence::taken(first, terminal.language));
        }
        if let Some(other) = &entry.other {
            let other = other_side(other, &wall, terminal.language);
            let _ = writeln!(lines, "      {other}");
        }
        let _ = writeln!(lines, "      → {}", remedies.join(" | "));
    }
    let answer = Answer::new(&entries, lines)?;
    Ok(if entries.is_empty() {
        answer
    } else {
        answer.with_exit(Exit::NeedsPerson)
    })
}

/// `Föhnen 11:45`, or whose time a block is; a gap has no name.
fn segment(entry: &ReviewEntry, wall: &Wall) -> Option<String> {
    let name = entry.phase_name.as_ref().filter(|name| !name.is_empty())?;
    let from = entry
        .phase_start
        .as_ref()
        .filter(|_| entry.appointment_id.is_some());
    Some(match from {
        Some(from) => format!("{name} {}", wall.time(from)),
        None => name.clone(),
    })
}

/// The other of two that overlap, and who was first.
fn other_side(other: &OtherSide, wall: &Wall, language: Language) -> String {
    let number = match other.appointment_id {
        Some(id) => format!("#{id}"),
        None => language
            .pick("nur in Cal.com", "only in Cal.com")
            .to_owned(),
    };
    let start = other.start.as_ref().map(|start| wall.moment(start));
    let about = [Some(&number), other.service_name.as_ref(), start.as_ref()];
    let about: Vec<_> = about.into_iter().flatten().map(String::as_str).collect();
    let who = match other.was_first {
        true => language.pick("Zuerst da", "First"),
        false => language.pick("Später dazu", "Second"),
    };
    format!("{who}: {}", about.join(" · "))
}

/// As it is typed.
fn word(remedy: Remedy) -> String {
    let text = serde_json::to_value(remedy).unwrap_or_default();
    text.as_str().unwrap_or_default().to_owned()
}

/// A single refusal is the command's own; of several, each is said.
fn decided(decided: &[Decided], terminal: &Terminal) -> Result<Answer, Problem> {
    if let [
        Decided {
            problem: Some(only),
            ..
        },
    ] = decided
    {
        return Err(only.clone());
    }
    let mut lines = String::new();
    for Decided { id, problem } in decided {
        if let Some(problem) = problem {
            let why = sentence::of(problem, terminal.language);
            let _ = writeln!(lines, "#{id:<4} {why}");
        }
    }
    let refused = decided.iter().any(|one| one.problem.is_some());
    let answer = Answer::new(&decided, lines)?;
    Ok(if refused {
        answer.with_exit(Exit::NeedsPerson)
    } else {
        answer
    })
}

/// Without a time, those that are free.
fn other_time(
    terminal: &Terminal,
    book: &Book,
    id: i64,
    to: Option<String>,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let Some(start) = to else {
        let times = book.other_times(id, now)?;
        let shown = lines::proposals(&times, &Wall::of(book)?, terminal.language);
        return Ok(Answer::new(&times, shown)?.with_exit(Exit::NeedsPerson));
    };
    let moved = book.at_other_time(id, start, now)?;
    appointment(book, &moved, terminal.language)
}

/// Without a name, those who could.
fn other_staff(
    terminal: &Terminal,
    book: &Book,
    id: i64,
    to: Option<String>,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let Some(name) = to else {
        let free = book.others_free(id, now)?;
        let names: Vec<_> = free.iter().map(|member| member.name.as_str()).collect();
        return Ok(Answer::new(&free, names.join("\n"))?.with_exit(Exit::NeedsPerson));
    };
    let staff = choose::staff(&book.desk.catalogue()?, &name)?.id;
    let moved = book.with_other_staff(id, staff, now)?;
    appointment(book, &moved, terminal.language)
}

/// Without a booking, those that take the time.
fn link(terminal: &Terminal, book: &Book, id: i64, to: Option<String>) -> Result<Answer, Problem> {
    let account = Account::new(book.clone(), terminal.vault.clone());
    let Some(to) = to else {
        let choices = wait_for(account.link_choices(id))?;
        let wall = Wall::of(book)?;
        let line = |one: &LinkChoice| {
            let (from, to) = (wall.moment(&one.start), wall.time(&one.end));
            format!("{:<4} {from} – {to} · {}", one.id, one.staff_name)
        };
        let lines: Vec<_> = choices.iter().map(line).collect();
        return Ok(Answer::new(&choices, lines.join("\n"))?.with_exit(Exit::NeedsPerson));
    };
    let choice = to
        .parse()
        .map_err(|_| Problem::new("no_booking", "a booking is given by its number"))?;
    wait_for(account.link(id, choice))?;
    Answer::new(&json!({ "id": id, "linked": choice }), "")
}
