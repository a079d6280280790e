//! `kamm event-types map`, `link` and `resolve`: which event type stands for which segment and stylist.

use std::fmt::Write as _;

use desk::{
    sheets::{CatalogueSheets, PartSheet, ServiceSheet},
    view::CatalogueView,
};
use jiff::Timestamp;
use serde::Serialize;
use sync::view::{
    EventGrid, FindingCode, GridCell, GridState, LinkRequest, MapChangeView, PairRequest, PairView,
    ResolvedChild,
};

use super::{
    Terminal,
    answer::{Answer, Exit},
    choose,
    language::Language,
    sentence,
    wall::Wall,
};
use crate::{
    problem::Problem,
    reception::{Account, Book},
};

/// The whole map, as the book has it. Exit code 3: some of it cannot be booked, or is not right.
pub(super) async fn map(account: &Account, terminal: &Terminal) -> Result<Answer, Problem> {
    let names = Names::of(&terminal.read()?)?;
    let EventGrid { cells } = account.event_grid().await?;
    let lines: String = cells
        .iter()
        .map(|cell| names.line(cell, terminal.language))
        .collect();
    let sound = |cell: &GridCell| match cell.state {
        GridState::Mapped | GridState::Managed | GridState::Surplus => true,
        GridState::Wrong | GridState::Missing | GridState::Unmatched => false,
    };
    let exit = exit_if(cells.iter().all(sound));
    Ok(Answer::new(&cells, lines)?.with_exit(exit))
}

/// A pair, and what it is known to be now.
#[derive(Serialize)]
struct Linked {
    #[serde(flatten)]
    cell: GridCell,
    #[serde(flatten)]
    pair: PairView,
}

/// What was typed for an event type: a number, none from now on, or nothing at all.
pub(super) fn named(event_type: Option<i64>, unlink: bool) -> Option<Option<i64>> {
    match unlink {
        true => Some(None),
        false => event_type.map(Some),
    }
}

/// Shows a pair, after naming its event type or taking it out of the map, if somebody asks for that. Exit code 3: as for the map.
pub(super) async fn link(
    account: &Account,
    terminal: &Terminal,
    asked: PairRequest,
    event_type: Option<Option<i64>>,
) -> Result<Answer, Problem> {
    let language = terminal.language;
    if let Some(event_type_id) = event_type {
        let PairRequest {
            service_id,
            segment_key,
            staff_id,
        } = asked.clone();
        let link = LinkRequest {
            service_id,
            segment_key,
            staff_id,
            event_type_id,
        };
        account.link_event_type(link).await?;
    }
    let pair = account.event_pair(asked.clone()).await?;
    let EventGrid { cells } = account.event_grid().await?;
    let meant = |cell: &GridCell| {
        cell.service_id == asked.service_id
            && cell.segment_key == asked.segment_key
            && cell.staff_id == asked.staff_id
    };
    let cell = cells.into_iter().find(meant);
    let cell = cell
        .ok_or_else(|| Problem::new("pair_not_needed", "this person does not do that segment"))?;
    let book = terminal.read()?;
    let mut text = Names::of(&book)?.line(&cell, language);
    text.push_str(&about(&pair, &Wall::of(&book)?, language));
    let exit = exit_if(matches!(cell.state, GridState::Mapped | GridState::Managed));
    Ok(Answer::new(&Linked { cell, pair }, text)?.with_exit(exit))
}

/// The event type, then what happened, the newest first.
fn about(pair: &PairView, wall: &Wall, language: Language) -> String {
    let mut text = String::new();
    // Writing to a String does not fail.
    if let Some(found) = &pair.event_type {
        let hosts = serde_json::json!({ "hosts": found.hosts.to_string() });
        let hosts = sentence::with_facts("map.hosts", &hosts, language);
        let (title, slug, minutes) = (&found.title, &found.slug, found.minutes);
        let _ = writeln!(text, "  {title} · {slug} · {minutes} min · {hosts}");
    }
    for change in &pair.history {
        let at = wall.moment(&change.at);
        let _ = writeln!(text, "  {at} {}", happened(change, language));
    }
    text
}

fn happened(change: &MapChangeView, language: Language) -> String {
    let id = change.event_type_id.map(|id| id.to_string());
    let facts = serde_json::json!({ "id": id.unwrap_or_default() });
    sentence::with_facts(&format!("map.how.{}", change.how), &facts, language)
}

/// Which pair somebody means.
///
/// # Errors
/// `unknown_service`, `unknown_staff` and the like; `pair_not_needed` for a segment that the service does not have.
pub(super) fn pair(
    catalogue: &CatalogueView,
    service: &str,
    segment: &str,
    staff: &str,
) -> Result<PairRequest, Problem> {
    Ok(PairRequest {
        service_id: choose::service(catalogue, service)?.id,
        segment_key: segment.to_uppercase(),
        staff_id: choose::staff(catalogue, staff)?.id,
    })
}

/// Looks again for the children of one pair, or of all. Exit code 3: one was not found.
pub(super) async fn resolve(
    account: &Account,
    terminal: &Terminal,
    pair: Option<PairRequest>,
) -> Result<Answer, Problem> {
    let none = terminal.language.pick("nicht gefunden", "not found");
    let found = account.resolve_children(pair).await?;
    let line = |one: &ResolvedChild| {
        let sign = match (one.bookable, one.changed) {
            (false, _) => "!",
            (true, true) => "*",
            (true, false) => "=",
        };
        let child = one.child_event_type_id.map(|child| child.to_string());
        format!(
            "{sign} {:<32} {} {:<20} {} → {}\n",
            one.service_name,
            one.segment_key,
            one.staff_name,
            one.event_type_id,
            child.as_deref().unwrap_or(none),
        )
    };
    let lines: String = found.iter().map(line).collect();
    let exit = exit_if(found.iter().all(|one| one.bookable));
    Ok(Answer::new(&found, lines)?.with_exit(exit))
}

fn exit_if(sound: bool) -> Exit {
    match sound {
        true => Exit::Done,
        false => Exit::NeedsPerson,
    }
}

/// What services, segments and people are called, those no longer there included.
struct Names(CatalogueSheets);

impl Names {
    fn of(book: &Book) -> Result<Self, Problem> {
        Ok(Self(book.desk.sheets(Timestamp::now())?))
    }

    /// With the signs of the window's grid.
    fn line(&self, cell: &GridCell, language: Language) -> String {
        let sign = match cell.state {
            GridState::Mapped => "✓",
            GridState::Managed => "◈",
            GridState::Wrong => "!",
            GridState::Missing => "+",
            GridState::Unmatched => "?",
            GridState::Surplus => "–",
        };
        let services = self.0.services.iter();
        let service = services.clone().find(|one| one.id == Some(cell.service_id));
        let staff = self.0.staff.iter();
        let staff = staff.clone().find(|one| one.id == Some(cell.staff_id));
        let number = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
        let child = cell.child_event_type_id.map(|id| format!(" → {id}"));
        let what: Vec<String> = match cell.flaws.as_slice() {
            [] => vec![sentence::grid_state(cell.state, language)],
            flaws => flaws
                .iter()
                .map(|flaw: &FindingCode| sentence::finding(*flaw, language))
                .collect(),
        };
        format!(
            "{sign} {:<32} {} {:<20} {:<20} {:>8}{}  {}\n",
            service.map_or("", |one| &one.name),
            cell.segment_key,
            service.map_or("", |one| segment_name(one, &cell.segment_key)),
            staff.map_or("", |one| &one.name),
            number(cell.event_type_id),
            child.unwrap_or_default(),
            what.join(" ")
        )
    }
}

fn segment_name<'a>(service: &'a ServiceSheet, wanted: &str) -> &'a str {
    let named = service.parts.iter().find_map(|part| match part {
        PartSheet::Segment { key, name, .. } if key.as_deref() == Some(wanted) => Some(name),
        PartSheet::Segment { .. } | PartSheet::Gap { .. } => None,
    });
    named.map_or("", String::as_str)
}
