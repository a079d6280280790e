//! Everything the server knows: people, event types, bookings. A value that can be cloned, saved and started again.
//!
//! Ids are handed out once and never again, like a database sequence.

mod bookings;
mod demo;
mod friseur1;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use self::bookings::Bookings;
use crate::dice::Dice;
use crate::model::{
    ApiKey, Booking, EventType, Hours, Membership, Reservation, Role, Schedule, Team, User,
};
use crate::slots::SlotMemory;

pub use demo::{DEMO_KEY, DEMO_OTHERS, demo_key};

/// The server's tables. Build one with [`World::demo`], or from [`World::empty`] with the builder methods, and hand it to [`crate::Sim::start`].
/// It serializes, so a demo can be put aside ([`crate::Sim::world`]) and taken up again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct World {
    pub(crate) users: BTreeMap<i64, User>,
    pub(crate) teams: BTreeMap<i64, Team>,
    pub(crate) memberships: Vec<Membership>,
    pub(crate) schedules: Vec<Schedule>,
    pub(crate) keys: Vec<ApiKey>,
    pub(crate) event_types: BTreeMap<i64, EventType>,
    pub(crate) bookings: Bookings,
    pub(crate) reservations: BTreeMap<String, Reservation>,
    pub(crate) dice: Dice,
    /// The community edition: no teams, no organizations.
    #[serde(default)]
    pub(crate) community: bool,
    /// Answers about a managed event type leave out its children, as a salon has seen it on the hosted server.
    #[serde(default)]
    pub(crate) families_hidden: bool,
    /// Whom bookings were confirmed to by mail.
    #[serde(default)]
    pub(crate) mails: Vec<String>,
    #[serde(skip)]
    pub(crate) slot_memory: SlotMemory,
    last_event_type: i64,
    last_booking: i64,
    last_membership: i64,
    writes: u64,
}

impl World {
    /// Nobody and nothing.
    pub fn empty() -> Self {
        Self {
            users: BTreeMap::new(),
            teams: BTreeMap::new(),
            memberships: Vec::new(),
            schedules: Vec::new(),
            keys: Vec::new(),
            event_types: BTreeMap::new(),
            bookings: Bookings::default(),
            reservations: BTreeMap::new(),
            dice: Dice::new(0x6B61_6D6D),
            community: false,
            families_hidden: false,
            mails: Vec::new(),
            slot_memory: SlotMemory::default(),
            last_event_type: 0,
            last_booking: 0,
            last_membership: 0,
            writes: 0,
        }
    }

    /// A self-hosted server of the community edition: it answers nothing under `/v2/teams` and `/v2/organizations`, each person
    /// has their own key and their own event types, and sees no bookings but their own.
    pub fn community(mut self) -> Self {
        self.community = true;
        self.teams.clear();
        self.memberships.clear();
        self
    }

    /// Adds a user with no hours yet. The e-mail is `<username>@<domain>`; all demo domains end in `.example`.
    pub fn user(mut self, id: i64, name: &str, username: &str, domain: &str) -> Self {
        let user = User {
            id,
            name: name.to_owned(),
            email: format!("{username}@{domain}"),
            username: username.to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            organization: None,
        };
        self.users.insert(id, user);
        self
    }

    /// Adds a team.
    pub fn team(mut self, id: i64, name: &str, slug: &str) -> Self {
        let team = Team {
            id,
            name: name.to_owned(),
            slug: slug.to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            week_start: "Monday".to_owned(),
            parent: None,
            is_organization: false,
        };
        self.teams.insert(id, team);
        self
    }

    /// Makes a user a member of a team.
    pub fn member(mut self, team: i64, user: i64, role: Role) -> Self {
        self.join(team, user, role);
        self
    }

    /// Weekly hours of a user: each entry is (weekdays with 0 = Monday, from, to), local minutes after midnight.
    pub fn hours(mut self, user: i64, name: &str, week: &[(&[i8], i16, i16)]) -> Self {
        let hours = week
            .iter()
            .map(|&(days, from, to)| Hours {
                days: days.to_vec(),
                from,
                to,
            })
            .collect();
        self.schedules.retain(|schedule| schedule.owner != user);
        self.schedules.push(Schedule {
            id: user,
            owner: user,
            name: name.to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            hours,
        });
        self
    }

    /// Puts the schedules of a user into another zone.
    pub(crate) fn set_zone(&mut self, user: i64, zone: &str) {
        for schedule in &mut self.schedules {
            if schedule.owner == user {
                zone.clone_into(&mut schedule.time_zone);
            }
        }
    }

    /// An API key; it must start with `cal_` to be taken for one.
    pub fn key(mut self, key: &str, user: i64) -> Self {
        self.add_key(key, user, None);
        self
    }

    /// A key that was valid until `expires`.
    pub fn key_until(mut self, key: &str, user: i64, expires: Timestamp) -> Self {
        self.add_key(key, user, Some(expires));
        self
    }

    /// Whether this edition of the server has such a route.
    pub(crate) fn serves(&self, template: &str) -> bool {
        let of_teams = ["/v2/teams", "/v2/organizations"];
        !self.community || !of_teams.iter().any(|start| template.starts_with(start))
    }

    pub(crate) fn add_key(&mut self, key: &str, user: i64, expires: Option<Timestamp>) {
        self.keys.push(ApiKey {
            key: key.to_owned(),
            user,
            expires,
        });
    }

    /// Revokes a key, as the owner would in the web interface.
    pub(crate) fn revoke(&mut self, key: &str) {
        self.keys.retain(|known| known.key != key);
    }

    pub(crate) fn expire(&mut self, key: &str, now: Timestamp) {
        let known = self.keys.iter_mut().filter(|known| known.key == key);
        known.for_each(|known| known.expires = Some(now));
    }

    pub(crate) fn join(&mut self, team: i64, user: i64, role: Role) -> i64 {
        self.last_membership += 1;
        self.memberships.push(Membership {
            id: self.last_membership,
            user,
            team,
            role,
        });
        self.last_membership
    }

    pub(crate) fn next_event_type(&mut self) -> i64 {
        self.last_event_type += 1;
        self.last_event_type
    }

    pub(crate) fn next_booking(&mut self) -> i64 {
        self.last_booking += 1;
        self.last_booking
    }

    pub(crate) fn next_write(&mut self) -> u64 {
        self.writes += 1;
        self.writes
    }

    pub(crate) fn role(&self, user: i64, team: i64) -> Option<Role> {
        self.memberships
            .iter()
            .find(|m| m.user == user && m.team == team)
            .map(|m| m.role)
    }

    pub(crate) fn is_admin(&self, user: i64, team: i64) -> bool {
        self.role(user, team)
            .is_some_and(|role| role >= Role::Admin)
    }

    /// Whether `admin` has admin rights in a team that `user` belongs to.
    pub(crate) fn administers(&self, admin: i64, user: i64) -> bool {
        let teams = self
            .memberships
            .iter()
            .filter(|m| m.user == user)
            .map(|m| m.team);
        teams.into_iter().any(|team| self.is_admin(admin, team))
    }

    /// The team an event type belongs to, through its parent for a managed child.
    pub(crate) fn team_of(&self, event_type: &EventType) -> Option<i64> {
        let parent = event_type.parent.and_then(|id| self.event_types.get(&id));
        event_type
            .team
            .or_else(|| parent.and_then(|parent| parent.team))
    }

    pub(crate) fn children(&self, parent: i64) -> Vec<i64> {
        self.event_types
            .values()
            .filter(|e| e.parent == Some(parent))
            .map(|e| e.id)
            .collect()
    }

    pub(crate) fn booking(&self, uid: &str) -> Option<&Booking> {
        self.bookings.find(uid)
    }

    pub(crate) fn booking_mut(&mut self, uid: &str) -> Option<&mut Booking> {
        self.bookings.find_mut(uid)
    }

    /// Removes an event type and, for a managed parent, its children. Their bookings stay, without an event type.
    pub(crate) fn drop_event_type(&mut self, id: i64) {
        let mut gone = self.children(id);
        gone.push(id);
        self.event_types.retain(|id, _| !gone.contains(id));
        for booking in self.bookings.iter_mut() {
            // `updatedAt` is deliberately left alone: the real server does not bump it either.
            booking.event_type = booking.event_type.filter(|id| !gone.contains(id));
        }
    }

    /// Gives a booking another host, title included.
    pub(crate) fn hand_over(&mut self, uid: &str, user: i64, now: Timestamp) {
        let host = self
            .users
            .get(&user)
            .map(|user| user.name.clone())
            .unwrap_or_default();
        let Some(booking) = self.booking(uid) else {
            return;
        };
        let event_type = booking.event_type.and_then(|id| self.event_types.get(&id));
        let title = event_type.map(|event_type| {
            let booker = booking.booker().map_or("", |booker| booker.name.as_str());
            format!("{} between {host} and {booker}", event_type.title)
        });
        if let Some(booking) = self.booking_mut(uid) {
            booking.hosts = vec![user];
            booking.updated = now;
            if let Some(title) = title {
                booking.title = title;
            }
        }
    }
}
