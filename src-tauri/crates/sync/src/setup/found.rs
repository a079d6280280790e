//! Event types that stand in Cal.com already and that no Kamm made: what services they could be. Nothing is written over there.
//!
//! An event type is a service of its own, unless its title or slug shows that it is one step of several ("Ansatzfärbung – A Auftragen",
//! "… – B Auswaschen"): those of one stem become one composite. What is certain is only who and how long; how the steps are spaced,
//! Cal.com does not know, so a composite is a proposal that a person completes.

use std::collections::{BTreeMap, BTreeSet};

use calcom::{EventType, EventTypeId};
use jiff::Timestamp;
use salon::{Service, ServiceId, StaffId, customer::fold, named};
use store::{
    Store, services,
    staff::{self, StaffMember},
    sync::{
        account, event_map,
        whole::{self, Public},
    },
};

use super::{SetupError, link_event_type, link_public, read, shelf::Shelves};
use crate::{
    lines::Lines,
    view::{FoundPart, FoundPerformer, FoundService, LinkRequest},
};

/// Slugs of event types that a Kamm made begin like this.
const OURS: &str = "kamm-";
/// More steps than any service has.
const MOST_STEPS: usize = 8;
/// What joins the name of a service and that of its step.
const JOINTS: [&str; 7] = [" – ", " — ", " - ", " · ", ": ", " | ", " / "];

/// What stands there and is not ours, as services.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn found_services(store: &Store, lines: &Lines) -> Result<Vec<FoundService>, SetupError> {
    let (account, known) = read(store, |read| {
        let map = event_map::all(read)?.into_iter();
        let mut mapped: BTreeSet<i64> = map.map(|pair| pair.event_type_id).collect();
        let services = services::all(read)?;
        for service in &services {
            let public = whole::public_of(read, service.id)?.into_iter();
            mapped.extend(public.map(|public| public.event_type_id));
        }
        let known = Known {
            staff: staff::all(read)?,
            services,
            mapped,
        };
        Ok((account::find(read)?, known))
    })
    .await?;
    let shelves = Shelves::look(lines, account).await?;
    let present: Vec<EventType> = shelves
        .all()
        .flat_map(|filled| filled.types.iter().cloned())
        .collect();
    Ok(grouped(&present, &known, shelves.team.is_none()))
}

/// Links what was found to a service that stands in the book now: steps to their pairs where they fit, a whole one as what customers
/// book it on. Answers how many were linked; what does not fit stays as it is, and the provisioning makes its own.
///
/// # Errors
/// `NotConnected`; what the server says.
pub async fn link_found(
    store: &Store,
    lines: &Lines,
    service: ServiceId,
    event_types: &[i64],
    now: Timestamp,
) -> Result<usize, SetupError> {
    let all = found_services(store, lines).await?;
    let (entry, public) = read(store, move |read| {
        Ok((
            services::find(read, service)?,
            whole::public_of(read, service)?,
        ))
    })
    .await?;
    let entry = entry.ok_or(SetupError::UnknownService)?;
    let meant = |one: &&FoundService| one.event_types.iter().any(|id| event_types.contains(id));
    let mut linked = 0;
    for found in all.iter().filter(meant) {
        for (part, segment) in found.parts.iter().zip(entry.segments()) {
            if !found.composite {
                for one in whole_ones(part, &public, lines.is_one()) {
                    let done = link_public(store, lines, service, Some(one), now).await;
                    linked += usize::from(fits(done)?);
                }
                continue;
            }
            for performer in &part.performers {
                // An event type of several people would book whoever is free.
                let Some(own) = performer.own_event_type else {
                    continue;
                };
                let link = LinkRequest {
                    service_id: service.0,
                    segment_key: segment.key.to_string(),
                    staff_id: performer.staff_id,
                    event_type_id: Some(own),
                };
                let done = link_event_type(store, lines, link, now).await;
                linked += usize::from(fits(done.map(drop))?);
            }
        }
    }
    Ok(linked)
}

/// Those that customers may book all of it on from now on: the only one of a team, or each stylist's own. What they book it on already stays
/// so.
fn whole_ones(part: &FoundPart, public: &[Public], of_a_team: bool) -> Vec<i64> {
    let open = |staff: Option<StaffId>| !public.iter().any(|known| known.staff == staff);
    if of_a_team {
        return match part.event_types.as_slice() {
            [only] if open(None) => vec![*only],
            _ => Vec::new(),
        };
    }
    let performers = part.performers.iter();
    let own = performers.filter(|one| open(Some(StaffId(one.staff_id))));
    own.filter_map(|one| one.own_event_type).collect()
}

/// What cannot be linked is no failure; what cannot be asked is.
fn fits(done: Result<(), SetupError>) -> Result<bool, SetupError> {
    match done {
        Ok(()) => Ok(true),
        Err(
            SetupError::NotPublic
            | SetupError::NotNeeded
            | SetupError::NoEventType
            | SetupError::NotOfTheTeam
            | SetupError::NoMatch,
        ) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What the book has.
struct Known {
    staff: Vec<StaffMember>,
    services: Vec<Service>,
    mapped: BTreeSet<i64>,
}

/// One event type as a step: of what, which one, and what it is called.
struct Step {
    stem: String,
    place: u8,
    name: String,
}

/// Pure: event types as services, in the order in which they stand there. `of_each`: they are those of several people, and what is called
/// the same with each of them is one service.
fn grouped(present: &[EventType], known: &Known, of_each: bool) -> Vec<FoundService> {
    let foreign: Vec<&EventType> = present
        .iter()
        .filter(|one| !one.slug.starts_with(OURS) && one.parent_event_type_id.is_none())
        .collect();
    let mut steps: BTreeMap<String, Vec<(Step, &EventType)>> = BTreeMap::new();
    for one in &foreign {
        if let Some(step) = step(one) {
            steps.entry(fold(&step.stem)).or_default().push((step, one));
        }
    }
    steps.retain(|_, group| is_series(group));
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for one in &foreign {
        let stem = step(one).map(|step| fold(&step.stem));
        match stem.filter(|stem| steps.contains_key(stem)) {
            None if taken.contains(&one.id) => {}
            None => {
                let alike = alike(one, &foreign, &taken, of_each);
                taken.extend(alike.iter().map(|one| one.id));
                found.push(whole_service(&alike, known));
            }
            Some(stem) => {
                if told.insert(stem.clone())
                    && let Some(group) = steps.get(&stem)
                {
                    found.push(composite(group, known));
                }
            }
        }
    }
    found
}

/// An event type with what is called the same with others of those who have their own: one of each owner.
fn alike<'a>(
    one: &'a EventType,
    all: &[&'a EventType],
    taken: &BTreeSet<EventTypeId>,
    of_each: bool,
) -> Vec<&'a EventType> {
    let mut alike = vec![one];
    let others = all.iter().filter(|other| {
        of_each && !taken.contains(&other.id) && named::same(&other.title, &one.title)
    });
    for other in others {
        if !alike.iter().any(|known| known.owner_id == other.owner_id) {
            alike.push(other);
        }
    }
    alike
}

/// A first step and at least one that follows it without a hole between.
fn is_series(group: &[(Step, &EventType)]) -> bool {
    let places: BTreeSet<u8> = group.iter().map(|(step, _)| step.place).collect();
    (2..=MOST_STEPS).contains(&places.len()) && (0..).zip(&places).all(|(n, place)| n == *place)
}

/// "Ansatzfärbung – A Auftragen" or, where the title says nothing, `ansatzfaerbung-a-auftragen`.
fn step(event_type: &EventType) -> Option<Step> {
    step_of_title(&event_type.title).or_else(|| step_of_slug(&event_type.slug))
}

fn step_of_title(title: &str) -> Option<Step> {
    JOINTS.iter().find_map(|joint| {
        let (stem, rest) = title.split_once(joint)?;
        let mut words = rest.split_whitespace();
        let first = words.next()?;
        let (place, name) = match fold(first).as_str() {
            "schritt" | "teil" | "segment" | "step" | "part" => {
                (words.next()?, words.collect::<Vec<_>>())
            }
            _ => (first, words.collect()),
        };
        let name = name.join(" ");
        Some(Step {
            stem: stem.trim().to_owned(),
            place: place_of(place)?,
            name: name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
        })
    })
}

fn step_of_slug(slug: &str) -> Option<Step> {
    let words: Vec<&str> = slug.split('-').collect();
    let at = words.iter().rposition(|word| word.len() == 1)?;
    let place = place_of(words.get(at)?)?;
    let (stem, rest) = words.split_at(at);
    let name = rest.get(1..).unwrap_or_default().join(" ");
    (!stem.is_empty()).then(|| Step {
        stem: capital(&stem.join(" ")),
        place,
        name: capital(&name),
    })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A to H, 1 to 8.
fn place_of(word: &str) -> Option<u8> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let [only] = bare.as_bytes() else {
        return None;
    };
    match only {
        b'A'..=b'H' => Some(only - b'A'),
        b'a'..=b'h' => Some(only - b'a'),
        b'1'..=b'8' => Some(only - b'1'),
        _ => None,
    }
}

fn whole_service(event_types: &[&EventType], known: &Known) -> FoundService {
    let first = event_types.first().map(|one| one.title.trim().to_owned());
    let part = part(String::new(), event_types, known);
    service(
        first.unwrap_or_default(),
        false,
        vec![part],
        event_types,
        known,
    )
}

fn composite(group: &[(Step, &EventType)], known: &Known) -> FoundService {
    let name = group.first().map(|(step, _)| step.stem.clone());
    let mut by_place: BTreeMap<u8, (String, Vec<&EventType>)> = BTreeMap::new();
    for (step, event_type) in group {
        let (name, of_place) = by_place.entry(step.place).or_default();
        if name.is_empty() {
            name.clone_from(&step.name);
        }
        of_place.push(event_type);
    }
    let parts = by_place
        .into_values()
        .map(|(name, event_types)| part(name, &event_types, known))
        .collect();
    let all: Vec<&EventType> = group.iter().map(|(_, event_type)| *event_type).collect();
    service(name.unwrap_or_default(), true, parts, &all, known)
}

fn service(
    name: String,
    composite: bool,
    parts: Vec<FoundPart>,
    event_types: &[&EventType],
    known: &Known,
) -> FoundService {
    let same = known
        .services
        .iter()
        .find(|service| named::same(&service.name, &name));
    let ids: Vec<i64> = event_types.iter().map(|one| one.id.get()).collect();
    FoundService {
        linked: ids.iter().all(|id| known.mapped.contains(id)),
        same_as: same.map(|service| service.id.0),
        titles: event_types.iter().map(|one| one.title.clone()).collect(),
        unmatched: unmatched(event_types, known),
        event_types: ids,
        name,
        composite,
        parts,
    }
}

/// The most frequent length is the usual one; whoever needs another has their own.
fn part(name: String, event_types: &[&EventType], known: &Known) -> FoundPart {
    let minutes = |one: &EventType| u16::try_from(one.length_in_minutes).unwrap_or(u16::MAX);
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for one in event_types {
        *counts.entry(minutes(one)).or_default() += 1;
    }
    let usual = counts.iter().max_by_key(|(_, count)| **count);
    let usual = usual.map(|(minutes, _)| *minutes).unwrap_or_default();
    let mut performers: Vec<FoundPerformer> = Vec::new();
    for one in event_types {
        for host in &one.hosts {
            let Some(staff) = who(host.user_id.get(), known) else {
                continue;
            };
            if performers.iter().any(|other| other.staff_id == staff.0) {
                continue;
            }
            performers.push(FoundPerformer {
                staff_id: staff.0,
                minutes: (minutes(one) != usual).then(|| minutes(one)),
                own_event_type: (one.hosts.len() == 1).then(|| one.id.get()),
            });
        }
    }
    FoundPart {
        name,
        minutes: usual,
        event_types: event_types.iter().map(|one| one.id.get()).collect(),
        performers,
    }
}

fn who(user: i64, known: &Known) -> Option<StaffId> {
    let at_work = known.staff.iter().filter(|one| one.archived_at.is_none());
    let mut matched = at_work.filter(|one| one.calcom_user_id == Some(user));
    matched.next().map(|one| one.id)
}

/// Hosts whom nobody has been matched with, by name.
fn unmatched(event_types: &[&EventType], known: &Known) -> Vec<String> {
    let hosts = event_types.iter().flat_map(|one| &one.hosts);
    let strangers = hosts.filter(|host| who(host.user_id.get(), known).is_none());
    let names: BTreeSet<String> = strangers
        .map(|host| match &host.name {
            Some(name) => name.as_str().to_owned(),
            None => host.user_id.get().to_string(),
        })
        .collect();
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(title: &str, slug: &str) -> Option<(String, u8, String)> {
        let found = step_of_title(title).or_else(|| step_of_slug(slug))?;
        Some((found.stem, found.place, found.name))
    }

    #[test]
    fn a_step_is_seen_in_the_title_or_in_the_slug() {
        let step = |stem: &str, place, name: &str| Some((stem.to_owned(), place, name.to_owned()));
        for (title, slug, expected) in [
            (
                "Ansatzfärbung – A Auftragen",
                "x",
                step("Ansatzfärbung", 0, "Auftragen"),
            ),
            (
                "Ansatzfärbung - B: Auswaschen",
                "x",
                step("Ansatzfärbung", 1, "Auswaschen"),
            ),
            (
                "Farbe · Schritt 2 (Waschen)",
                "x",
                step("Farbe", 1, "Waschen"),
            ),
            ("Farbe: C", "x", step("Farbe", 2, "")),
            (
                "Farbe auftragen",
                "farbe-a-auftragen",
                step("Farbe", 0, "Auftragen"),
            ),
            ("Farbe waschen", "farbe-b", step("Farbe", 1, "")),
            ("Herrenschnitt", "herrenschnitt", None),
            ("Schnitt – Anna", "schnitt-anna", None),
        ] {
            assert_eq!(read(title, slug), expected, "{title}");
        }
    }
}
