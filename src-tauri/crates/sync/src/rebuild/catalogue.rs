//! Staff and services, as the names and titles of event types and the bookings tell of them. Pure.

use std::collections::{BTreeMap, BTreeSet};

use calcom::EventType;
use jiff::Timestamp;
use salon::{Part, Performer, Segment, SegmentKey, Service, ServiceId, StaffId};
use store::sync::{BlockType, Mapping};

use super::{
    remote::Remote,
    slug::{Known, Slug, block},
};
use crate::{
    metadata::{Carried, CarriedPart},
    setup,
};

/// Colours of the timeline, given in turn.
const COLOURS: [&str; 6] = ["copper", "plum", "blue", "moss", "sand", "slate"];

/// Somebody who works in the salon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// The same row as in the book that made the event types.
    pub(super) id: StaffId,
    pub(super) name: String,
    pub(super) user: Option<i64>,
}

/// Something that the salon sells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sold {
    pub(super) known: Known,
    pub(super) service: Service,
    /// Whether bookings told of its gaps; without any they are not known.
    pub(super) gaps_known: bool,
    /// To be put into the map once the service has its row.
    pub(super) mappings: Vec<Mapping>,
}

/// An event type of ours.
struct Made<'a> {
    slug: Slug,
    title: Title,
    event_type: &'a EventType,
}

/// "Ansatzfärbung · A · Auftragen · Fabian", as Kamm writes it; what the owner changed is missing.
#[derive(Default)]
struct Title {
    service: Option<String>,
    segment: Option<String>,
    staff: Option<String>,
}

impl Title {
    fn read(title: &str, key: &SegmentKey) -> Self {
        let (before, after) = match title.split_once(&format!(" · {key} · ")) {
            Some(parts) => parts,
            None => return Self::default(),
        };
        let (segment, staff) = match after.rsplit_once(" · ") {
            Some((segment, staff)) => (segment, staff),
            None => ("", after),
        };
        Self {
            service: Some(before.to_owned()),
            segment: Some(segment.to_owned()),
            staff: Some(staff.to_owned()),
        }
    }
}

/// The row and the name that somebody's own event types tell of.
pub(crate) fn named_there(own: &[EventType]) -> (Option<StaffId>, Option<String>) {
    let ours = own.iter().filter_map(|event_type| {
        let slug = Slug::read(&event_type.slug)?;
        let title = Title::read(&event_type.title, &slug.segment);
        Some((slug.staff, title.staff))
    });
    let (rows, names): (Vec<_>, Vec<_>) = ours.unzip();
    (rows.first().copied(), names.into_iter().flatten().next())
}

fn made(remote: &Remote) -> Vec<Made<'_>> {
    let ours = remote.event_types.iter().filter_map(|event_type| {
        let mut slug = Slug::read(&event_type.slug)?;
        if let Some(owner) = remote.owner(event_type) {
            slug.staff = owner.id;
        }
        let title = Title::read(&event_type.title, &slug.segment);
        Some(Made {
            slug,
            title,
            event_type,
        })
    });
    ours.collect()
}

/// Everybody who does something, in the order of their rows.
pub(super) fn people(remote: &Remote) -> Vec<Person> {
    let known = remote.known.iter();
    let mut people: BTreeMap<StaffId, Person> =
        known.map(|person| (person.id, person.clone())).collect();
    for made in made(remote) {
        let user = made.event_type.hosts.first().map(|host| host.user_id.get());
        let name = made
            .title
            .staff
            .or_else(|| member_name(remote, user))
            .unwrap_or_else(|| format!("Mitarbeiter {}", made.slug.staff));
        let person = people.entry(made.slug.staff).or_insert(Person {
            id: made.slug.staff,
            name,
            user: None,
        });
        person.user = person.user.or(user);
    }
    let mut taken = BTreeSet::new();
    let mut people: Vec<_> = people.into_values().collect();
    for person in &mut people {
        // One user is one person.
        person.user = person.user.filter(|user| taken.insert(*user));
    }
    people
}

fn member_name(remote: &Remote, user: Option<i64>) -> Option<String> {
    let of_user = |member: &&calcom::Membership| Some(member.user_id.get()) == user;
    let member = remote.members.iter().find(of_user)?;
    let name = member.user.name.as_ref().map(calcom::Personal::as_str);
    name.or(member.user.username.as_deref()).map(str::to_owned)
}

/// Everything on sale; services without a number first, because their rows are fixed.
pub(super) fn services(remote: &Remote, now: Timestamp) -> Vec<Sold> {
    let mut by_service: BTreeMap<Known, Vec<Made<'_>>> = BTreeMap::new();
    for made in made(remote) {
        by_service.entry(made.slug.service).or_default().push(made);
    }
    let combs = combs(remote);
    let mut sold: Vec<_> = by_service
        .iter()
        .zip(COLOURS.iter().cycle())
        .map(|((known, made), colour)| {
            let comb = comb_of(*known, made, &combs);
            one(*known, made, comb, colour, now)
        })
        .collect();
    sold.sort_by_key(|sold| matches!(sold.known, Known::Number(_)));
    sold
}

/// The shapes that bookings tell of, by event type, the most frequent of each.
fn combs(remote: &Remote) -> BTreeMap<i64, Carried> {
    let mut counts: BTreeMap<i64, Vec<(Carried, u32)>> = BTreeMap::new();
    for booking in &remote.bookings {
        let (Some(event_type), Some(carried)) =
            (booking.event_type_id, Carried::read(&booking.metadata))
        else {
            continue;
        };
        let known = counts.entry(event_type.get()).or_default();
        match known
            .iter_mut()
            .find(|(other, _)| shape(other) == shape(&carried))
        {
            Some((_, count)) => *count += 1,
            None => known.push((carried, 1)),
        }
    }
    let most = |shapes: Vec<(Carried, u32)>| shapes.into_iter().max_by_key(|(_, count)| *count);
    counts
        .into_iter()
        .filter_map(|(id, shapes)| Some((id, most(shapes)?.0)))
        .collect()
}

fn shape(carried: &Carried) -> Vec<(&str, Option<bool>, u16)> {
    let part = |part: &'_ CarriedPart| (part.gap, part.gap.map_or(0, |_| part.minutes));
    carried
        .parts
        .iter()
        .map(|p| {
            let (gap, minutes) = part(p);
            (p.key.as_str(), gap, minutes)
        })
        .collect()
}

fn comb_of<'a>(
    known: Known,
    made: &[Made<'_>],
    combs: &'a BTreeMap<i64, Carried>,
) -> Option<&'a Carried> {
    let fits = |carried: &&Carried| match known {
        Known::Number(number) => carried.service_number == Some(number),
        Known::Row(_) => carried.service_number.is_none(),
    };
    let of_service = made.iter();
    of_service
        .filter_map(|made| combs.get(&made.event_type.id.get()))
        .find(fits)
}

fn one(
    known: Known,
    made: &[Made<'_>],
    comb: Option<&Carried>,
    colour: &str,
    now: Timestamp,
) -> Sold {
    let title = made.iter().find_map(|made| made.title.service.clone());
    let name = comb
        .map(|carried| carried.service_name.clone())
        .filter(|name| !name.trim().is_empty())
        .or(title)
        .unwrap_or_else(|| match known {
            Known::Number(number) => number.to_string(),
            Known::Row(row) => format!("#{row}"),
        });
    let (id, number) = match known {
        Known::Number(number) => (ServiceId(0), Some(number)),
        Known::Row(row) => (ServiceId(row), None),
    };
    let mut keys: Vec<_> = made.iter().map(|made| made.slug.segment.clone()).collect();
    keys.sort();
    keys.dedup();
    Sold {
        known,
        service: Service {
            id,
            number,
            name,
            category: String::new(),
            colour: colour.to_owned(),
            price_cents: None,
            // Cal.com cannot tell; the owner says so again.
            public: true,
            parts: parts(&keys, made, comb),
        },
        gaps_known: comb.is_some() || keys.len() < 2,
        mappings: made.iter().map(|made| mapping(made, now)).collect(),
    }
}

/// Segments have event types; where bookings tell of them they also have an order and gaps between them.
fn parts(keys: &[SegmentKey], made: &[Made<'_>], comb: Option<&Carried>) -> Vec<Part> {
    let told = comb
        .map(|carried| carried.parts.as_slice())
        .unwrap_or_default();
    let mut parts: Vec<Part> = told.iter().filter_map(CarriedPart::template).collect();
    for key in keys {
        let known = parts
            .iter()
            .any(|part| matches!(part, Part::Segment(segment) if segment.key == *key));
        if !known {
            parts.push(Part::Segment(Segment {
                key: key.clone(),
                name: String::new(),
                minutes: 0,
                performers: Vec::new(),
                hand_over: false,
            }));
        }
    }
    for part in &mut parts {
        if let Part::Segment(segment) = part {
            fill(segment, made);
        }
    }
    parts
}

/// Who does a segment, and for how long: the most frequent length is the usual one.
fn fill(segment: &mut Segment, made: &[Made<'_>]) {
    let mut own: Vec<_> = made
        .iter()
        .filter(|made| made.slug.segment == segment.key)
        .collect();
    own.sort_by_key(|made| made.slug.staff);
    own.dedup_by_key(|made| made.slug.staff);
    let minutes = |made: &Made<'_>| u16::try_from(made.event_type.length_in_minutes).ok();
    let mut counts: BTreeMap<u16, u32> = BTreeMap::new();
    for length in own.iter().filter_map(|made| minutes(made)) {
        *counts.entry(length).or_default() += 1;
    }
    let usual = counts.iter().max_by_key(|(_, count)| **count);
    if let Some((usual, _)) = usual {
        segment.minutes = *usual;
    }
    if segment.name.is_empty() {
        let name = own.iter().find_map(|made| made.title.segment.clone());
        segment.name = name.unwrap_or_default();
    }
    let usual = segment.minutes;
    segment.performers = own
        .iter()
        .map(|made| Performer {
            staff: made.slug.staff,
            minutes: minutes(made).filter(|minutes| *minutes != usual),
        })
        .collect();
}

/// What holds the time of those who work here.
pub(super) fn block_types(remote: &Remote, now: Timestamp) -> Vec<BlockType> {
    let people = people(remote);
    let ours = remote.event_types.iter().filter_map(|event_type| {
        let named = block(&event_type.slug)?;
        let staff = remote.owner(event_type).map_or(named, |owner| owner.id);
        let works_here = people.iter().any(|person| person.id == staff);
        works_here.then(|| setup::known_block(staff, event_type, now))
    });
    ours.collect()
}

fn mapping(made: &Made<'_>, now: Timestamp) -> Mapping {
    let event_type = made.event_type;
    Mapping {
        service: ServiceId(0),
        segment_key: made.slug.segment.to_string(),
        staff: made.slug.staff,
        event_type_id: event_type.id.get(),
        managed: event_type.is_managed_parent(),
        child_event_type_id: None,
        slug: event_type.slug.clone(),
        minutes: u16::try_from(event_type.length_in_minutes).unwrap_or_default(),
        lengths: setup::lengths_of(event_type),
        silent: event_type.is_silent(),
        resolved_at: now,
    }
}
