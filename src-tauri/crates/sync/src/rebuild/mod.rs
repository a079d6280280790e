//! A book made anew from Cal.com: a new PC, or one more desk.
//!
//! Event types give staff, services and the map; schedules give the hours; bookings give appointments with their gaps and
//! customers, on the same path as everything that is read from Cal.com ([`crate::pull`]). Nothing is ever written over there.
//! Where each stylist has an account of their own, they are connected first – that writes down who they are –, and everybody's is read.
//! Only a book that is empty but for them is rebuilt; one that broke off in the middle is taken up again, because what is read twice changes nothing.
//! Whatever was entered at the desk meanwhile stays as it is, as with anything that is read; who meets whom is in the review list.
//! With another account than it began with it is not taken up: two salons do not fit into one book.

mod catalogue;
mod remote;
mod slug;

pub(crate) use catalogue::named_there;
pub(crate) use slug::Slug;

use std::collections::BTreeSet;

use calcom::Booking;
use jiff::Timestamp;
use salon::Span;
use serde::Serialize;
use store::{
    Read, Store, StoreError, Topic, Tx, appointments, services,
    settings::{self, Setting},
    staff::{self, NewStaffMember, Role},
    sync::{Account, account, block_type, event_map, staff_key},
};
use ts_rs::TS;
use uuid::Uuid;

use self::{catalogue::Person, remote::Remote};
use crate::{
    desk,
    hours::{self, Hours},
    lines::Lines,
    metadata::{Carried, block_of},
    pull::{self, Remark, concerns_the_booking},
    setup::{SetupError, read, team_of, write},
};

/// From which server and team a rebuild is under way; `null` once it has come to its end.
const UNDER_WAY: Setting<Option<(String, Option<i64>)>> = Setting::new("rebuild_from");
/// Bookings of one transaction.
const BATCH: usize = 100;

/// What a rebuild makes, and what it cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Rebuild {
    /// People.
    pub staff: usize,
    /// Of those, how many have hours in Cal.com that can be taken over.
    pub with_hours: usize,
    /// Whose hours there go by another clock than the salon's, and by which: they are left out.
    pub other_zone: Vec<String>,
    /// Services.
    pub services: usize,
    /// Event types that are linked.
    pub event_types: usize,
    /// Bookings that were read.
    pub bookings: usize,
    /// Appointments that a Kamm made.
    pub appointments: usize,
    /// Customers of those.
    pub customers: usize,
    /// Bookings made by others: appointments of one segment, blocked time, or another team's business.
    pub foreign: usize,
    /// People whose time is in the bookings of others, and whose own key is not here.
    pub without_key: usize,
    /// Services whose gaps are not known, because nobody has booked them.
    pub without_gaps: Vec<String>,
    /// Bookings that could not be read; in the review list once it is done.
    pub undecodable: usize,
    /// Bookings that the book refused, in the review list; a preview knows of none.
    pub refused: usize,
    /// What Cal.com never knew, by stable names.
    pub lost: Vec<&'static str>,
}

/// What Cal.com never knew: it has to be entered again, or is gone.
pub const LOST: &[&str] = &[
    "notes",
    "history",
    "cancelled",
    "kept_local",
    "prices",
    "roles",
    "ranks",
    "time_off",
    "refused_addresses",
];

/// What a rebuild would do. Writes nothing, here or there.
///
/// # Errors
/// `NotConnected`; `BookNotEmpty`; what the server says.
pub async fn preview(store: &Store, lines: &Lines, now: Timestamp) -> Result<Rebuild, SetupError> {
    let (remote, zone) = look(store, lines).await?;
    Ok(summary(&remote, &zone, now))
}

/// Does it. `progress` hears how many bookings of how many are in the book.
///
/// # Errors
/// As for the preview. Called again after it broke off, it goes on.
pub async fn rebuild(
    store: &Store,
    lines: &Lines,
    now: Timestamp,
    progress: impl Fn(usize, usize) + Send,
) -> Result<Rebuild, SetupError> {
    let (remote, zone) = look(store, lines).await?;
    let mut told = summary(&remote, &zone, now);
    let Remote {
        bookings,
        undecodable,
        ..
    } = write_catalogue(store, remote, now).await?;
    let all = bookings.len();
    let mut done = 0;
    for batch in bookings.chunks(BATCH) {
        told.refused += take_in(store, batch.to_vec(), now).await?;
        done += batch.len();
        progress(done, all);
    }
    write(store, move |tx| {
        for odd in &undecodable {
            Remark::undecodable(odd).say(tx, now)?;
        }
        settings::set(tx, &UNDER_WAY, &None)
    })
    .await?;
    Ok(told)
}

/// Whether the book can be made anew: it is connected, and empty or a rebuild of it broke off.
///
/// # Errors
/// The book cannot be read.
pub async fn is_possible(store: &Store) -> Result<bool, SetupError> {
    let (account, may) = read(store, standing).await?;
    Ok(may && account.is_some())
}

fn standing(read: &Read<'_>) -> Result<(Option<Account>, bool), StoreError> {
    let account = account::find(read)?;
    let may = match settings::find(read, &UNDER_WAY)?.flatten() {
        Some(from) => account.as_ref().is_some_and(|today| whose(today) == from),
        None => is_empty(read)?,
    };
    Ok((account, may))
}

/// All that is there, and the zone that the salon lives by.
async fn look(store: &Store, lines: &Lines) -> Result<(Remote, String), SetupError> {
    let (account, may) = read(store, standing).await?;
    let team = team_of(account.as_ref())?;
    if !may {
        return Err(SetupError::BookNotEmpty);
    }
    let remote = match team {
        Some(team) => remote::look(lines.salon(), team).await?,
        None => remote::look_with_each(lines, read(store, connected).await?).await?,
    };
    Ok((remote, read(store, settings::zone).await?))
}

/// Everybody who has a key of their own.
fn connected(read: &Read<'_>) -> Result<Vec<Person>, StoreError> {
    let keys = staff_key::all(read)?;
    let all = staff::all(read)?.into_iter();
    let person = |member: staff::StaffMember| {
        let key = keys.iter().find(|key| key.staff == member.id)?;
        Some(Person {
            id: member.id,
            name: member.name,
            user: Some(key.user_id),
        })
    };
    Ok(all.filter_map(person).collect())
}

fn is_empty(read: &Read<'_>) -> Result<bool, StoreError> {
    let always = Span {
        start: Timestamp::UNIX_EPOCH,
        end: Timestamp::MAX,
    };
    let keys = staff_key::all(read)?;
    // Whoever was connected with a key of their own is who is to be read.
    let only_connected = staff::all(read)?
        .iter()
        .all(|member| keys.iter().any(|key| key.staff == member.id));
    Ok(services::all(read)?.is_empty()
        && only_connected
        && appointments::during(read, always)?.is_empty())
}

fn whose(account: &Account) -> (String, Option<i64>) {
    (account.base_url.clone(), account.team_id)
}

fn summary(remote: &Remote, zone: &str, now: Timestamp) -> Rebuild {
    let people = catalogue::people(remote);
    let services = catalogue::services(remote, now);
    let carried: Vec<_> = remote
        .bookings
        .iter()
        .filter_map(|booking| Carried::read(&booking.metadata))
        .collect();
    let appointments: BTreeSet<_> = carried.iter().map(|carried| carried.appointment).collect();
    let customers: BTreeSet<_> = carried
        .iter()
        .filter_map(|carried| carried.customer)
        .collect();
    let of_a_day = |booking: &&Booking| block_of(&booking.metadata).is_some();
    let blocks = remote.bookings.iter().filter(of_a_day).count();
    let schedules: Vec<_> = people
        .iter()
        .filter_map(|person| Some((&person.name, schedule(remote, person.user)?)))
        .collect();
    let is_other = |one: &calcom::Schedule| !hours::same_clock(&one.time_zone, zone, now);
    let other_zone: Vec<_> = schedules
        .iter()
        .filter(|(_, schedule)| is_other(schedule))
        .map(|(name, schedule)| format!("{name} · {}", schedule.time_zone))
        .collect();
    Rebuild {
        staff: people.len(),
        with_hours: schedules.len() - other_zone.len(),
        other_zone,
        services: services.len(),
        event_types: services.iter().map(|sold| sold.mappings.len()).sum(),
        bookings: remote.bookings.len(),
        appointments: appointments.len(),
        customers: customers.len(),
        foreign: remote.bookings.len() - carried.len() - blocks,
        without_key: strangers(remote, &carried),
        without_gaps: services
            .iter()
            .filter(|sold| !sold.gaps_known)
            .map(|sold| sold.service.name.clone())
            .collect(),
        undecodable: remote.undecodable.len(),
        refused: 0,
        lost: LOST.to_vec(),
    }
}

/// How many people the bookings tell of whose keys are not here: what they have alone cannot be read.
fn strangers(remote: &Remote, carried: &[Carried]) -> usize {
    if remote.known.is_empty() {
        return 0;
    }
    let told = carried.iter().flat_map(|carried| {
        let parts = carried.parts.iter().filter_map(|part| part.user);
        parts.chain(carried.stylist)
    });
    let is_known = |user: &i64| {
        let mut known = remote.known.iter();
        known.any(|person| person.user == Some(*user))
    };
    let strangers: BTreeSet<i64> = told.filter(|user| !is_known(user)).collect();
    strangers.len()
}

/// Staff, hours, services and the map in one transaction; not again if that has happened already.
async fn write_catalogue(
    store: &Store,
    remote: Remote,
    now: Timestamp,
) -> Result<Remote, SetupError> {
    write(store, move |tx| {
        if settings::find(tx, &UNDER_WAY)?.flatten().is_none() {
            enter(tx, &remote, now)?;
            settings::set(tx, &UNDER_WAY, &account::find(tx)?.as_ref().map(whose))?;
            desk::name(tx, Uuid::now_v7())?;
        }
        Ok(remote)
    })
    .await
}

fn enter(tx: &Tx<'_>, remote: &Remote, now: Timestamp) -> Result<(), StoreError> {
    let zone = settings::zone(tx)?;
    for (position, person) in (0..).zip(catalogue::people(remote)) {
        let new = NewStaffMember {
            name: person.name,
            role: Role::Stylist,
            position,
            colour: "slate".to_owned(),
            calcom_user_id: person.user,
        };
        if staff::find(tx, person.id)?.is_none() {
            staff::insert_as(tx, person.id, &new)?;
        }
        if let Some(schedule) = schedule(remote, person.user)
            && hours::same_clock(&schedule.time_zone, &zone, now)
        {
            Hours::of(schedule).write(tx, person.id)?;
        }
    }
    for (position, sold) in (0..).zip(catalogue::services(remote, now)) {
        let id = match sold.known {
            slug::Known::Number(_) => services::insert(tx, &sold.service, position)?,
            slug::Known::Row(_) => services::insert_as(tx, &sold.service, position)?,
        };
        for mut mapping in sold.mappings {
            mapping.service = id;
            event_map::put(tx, &mapping, now)?;
        }
    }
    for known in catalogue::block_types(remote, now) {
        block_type::put(tx, &known, now)?;
    }
    hours::keep(tx, &remote.schedules)?;
    tx.changed(Topic::Staff, None, now)?;
    tx.changed(Topic::Services, None, now)
}

fn schedule(remote: &Remote, user: Option<i64>) -> Option<&calcom::Schedule> {
    hours::usual(&remote.schedules, user)
}

/// A batch in one transaction; if the book refuses one of them, each in its own, so that the others get in. Answers how many
/// were refused; each of them is in the review list.
async fn take_in(store: &Store, batch: Vec<Booking>, now: Timestamp) -> Result<usize, SetupError> {
    let together = batch.clone();
    let all = write(store, move |tx| {
        together
            .iter()
            .try_for_each(|seen| pull::take_in(tx, seen, now))
    });
    match all.await {
        Err(SetupError::Store(error)) if concerns_the_booking(&error) => {}
        other => return other.map(|()| 0),
    }
    let mut refused = 0;
    for seen in batch {
        refused += usize::from(!take_one(store, seen, now).await?);
    }
    Ok(refused)
}

/// `false`: the book refuses it, and a person is told.
async fn take_one(store: &Store, seen: Booking, now: Timestamp) -> Result<bool, SetupError> {
    let remark = Remark::not_taken(&seen);
    let taken = write(store, move |tx| pull::take_in(tx, &seen, now)).await;
    match taken {
        Ok(()) => Ok(true),
        Err(SetupError::Store(error)) if concerns_the_booking(&error) => {
            tracing::error!(%error, "a booking could not be taken into the book");
            write(store, move |tx| remark.say(tx, now)).await?;
            Ok(false)
        }
        // The book cannot be used at all: the next rebuild goes on here.
        Err(error) => Err(error),
    }
}
