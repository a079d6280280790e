//! `kamm import event-types`: what stands in Cal.com already, as services.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde::Serialize;

use super::{
    Terminal,
    answer::{Answer, Exit},
    language::Language,
};
use crate::{
    problem::Problem,
    reception::{Account, FoundSheet, PROPOSED_GAP},
};

/// What becomes of something that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    /// It is linked already.
    Known,
    /// A service of this name is in the book: it is linked.
    Link,
    /// It becomes a service.
    Create,
    /// It has several steps, and somebody has to say how they are spaced.
    Propose,
}

#[derive(Debug, Serialize)]
struct Became {
    action: Action,
    /// The service, once it is in the book.
    service_id: Option<i64>,
    /// Event types that are linked now.
    linked: usize,
    #[serde(flatten)]
    sheet: FoundSheet,
}

pub(super) async fn event_types(
    terminal: &Terminal,
    dry_run: bool,
    gap: Option<u16>,
) -> Result<Answer, Problem> {
    let book = match dry_run {
        true => terminal.read()?,
        false => terminal.own()?,
    };
    let account = Account::new(book.clone(), terminal.vault.clone());
    let palette = book.at_desk(|desk, now| desk.sheets(now)).await?.palette;
    let found = account.found_services().await?;
    let mut became = Vec::with_capacity(found.len());
    for sheet in FoundSheet::all(found, &palette, gap.unwrap_or(PROPOSED_GAP)) {
        let action = action(&sheet, gap.is_some());
        let mut service_id = sheet.found.same_as;
        if action == Action::Create && !dry_run {
            let saved = book.desk.save_service(&sheet.sheet, Timestamp::now())?;
            service_id = saved.service.id;
        }
        let linked = match (action, service_id) {
            (Action::Link | Action::Create, Some(id)) if !dry_run => {
                account.link_found(id, &sheet.found.event_types).await?
            }
            _ => 0,
        };
        became.push(Became {
            action,
            service_id,
            linked,
            sheet,
        });
    }
    let proposed = became.iter().any(|one| one.action == Action::Propose);
    let answer = Answer::new(&became, lines(&became, terminal.language))?;
    Ok(match proposed && !dry_run {
        true => answer.with_exit(Exit::NeedsPerson),
        false => answer,
    })
}

fn action(sheet: &FoundSheet, with_steps: bool) -> Action {
    let found = &sheet.found;
    match found.same_as {
        _ if found.linked => Action::Known,
        Some(_) => Action::Link,
        None if found.composite && !with_steps => Action::Propose,
        None => Action::Create,
    }
}

fn lines(became: &[Became], language: Language) -> String {
    let mut text = String::new();
    for one in became {
        let found = &one.sheet.found;
        let (mark, what) = match one.action {
            Action::Known => ("=", language.pick("schon verknüpft", "linked already")),
            Action::Link => (
                "~",
                language.pick("gibt es schon: verknüpfen", "is there already: link"),
            ),
            Action::Create => ("+", language.pick("neue Leistung", "new service")),
            Action::Propose => (
                "?",
                language.pick(
                    "mehrere Schritte: mit --gap MINUTEN oder im Fenster übernehmen",
                    "several steps: take with --gap MINUTES or in the window",
                ),
            ),
        };
        let minutes: Vec<String> = found
            .parts
            .iter()
            .map(|part| part.minutes.to_string())
            .collect();
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "{mark} {:<32} {:>12} min  {what}",
            found.name,
            minutes.join(" + ")
        );
        if one.linked > 0 {
            let linked = language.pick("Ereignistypen verknüpft", "event types linked");
            let _ = writeln!(text, "    {} {linked}", one.linked);
        }
        if !found.unmatched.is_empty() {
            let nobody = language.pick(
                "in Cal.com, aber hier niemand",
                "in Cal.com, but nobody here",
            );
            let _ = writeln!(text, "    ! {}: {nobody}", found.unmatched.join(", "));
        }
    }
    if became.is_empty() {
        text.push_str(language.pick(
            "In Cal.com steht nichts, was nicht von Kamm ist.",
            "There is nothing in Cal.com that Kamm did not make.",
        ));
    }
    text
}
