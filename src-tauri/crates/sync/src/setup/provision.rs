//! Which event types are needed and what has to be done for each: desired minus present, pure.
//!
//! One hidden event type with a single host per segment and performer. Cal.com stores nothing of ours on an event type, so
//! its slug carries service, segment and staff member, and by its slug it is found again – also by another desk.

use calcom::{
    EmailSettings, EventType, EventTypeId, EventTypePatch, HostAssignment, Location, NewEventType,
    Off, UserId,
};
use salon::{SegmentKey, Service, ServiceId, StaffId, validate::LONGEST_PART};
use store::{
    Read, StoreError, services,
    settings::{self, SALON_ADDRESS, SALON_NAME},
    staff::{self, StaffMember},
    sync::{Mapping, account},
};

use crate::{
    attendee::CustomerMails,
    preferences::Preferences,
    view::{ProvisionAction, ProvisionStep},
};

/// An event type that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needed {
    pub(super) service: ServiceId,
    pub(super) service_name: String,
    pub(super) segment: SegmentKey,
    pub(super) segment_name: String,
    pub(super) staff: StaffId,
    pub(super) staff_name: String,
    pub(super) user: Option<UserId>,
    pub(super) minutes: u16,
    pub(super) slug: String,
    pub(super) place: Place,
    pub(super) silent: Option<bool>,
}

/// Whether Cal.com shall write to no customer; `None` where that cannot be switched: in a team that is part of no organization.
pub(super) fn silence(read: &Read<'_>) -> Result<Option<bool>, StoreError> {
    let account = account::find(read)?;
    let wanted = Preferences::load(read)?.customer_mails == CustomerMails::None;
    Ok(account
        .and_then(|account| account.organization_id)
        .map(|_| wanted))
}

/// Where customers come to. Cal.com's own default is a video call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The address that the salon has decided on.
    pub(super) address: Option<String>,
    /// What the salon calls itself: better than nothing, where no address is known.
    pub(super) salon: Option<String>,
}

impl Place {
    pub(super) fn load(read: &Read<'_>) -> Result<Self, StoreError> {
        let written = |text: String| (!text.is_empty()).then_some(text);
        Ok(Self {
            address: settings::find(read, &SALON_ADDRESS)?.and_then(written),
            salon: settings::find(read, &SALON_NAME)?.and_then(written),
        })
    }

    /// What a new event type says; empty if nothing is known.
    pub(super) fn locations(&self) -> Vec<Location> {
        let known = self.address.as_ref().or(self.salon.as_ref());
        known.into_iter().map(Location::at).collect()
    }

    /// What has to be said in its place. An address that somebody else decided on is as good as ours while there is none.
    fn instead_of(&self, found: &EventType) -> Option<Vec<Location>> {
        let right = match (&self.address, found.address()) {
            (Some(wanted), Some(there)) => wanted == there,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        Some(self.locations()).filter(|locations| !right && !locations.is_empty())
    }
}

/// The grid of lengths at the desk, in minutes.
const STEP: u16 = 5;
/// How much longer than usual one customer may take.
const LONGER: u16 = 60;

/// What has to be done for one of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Action {
    /// Nothing.
    Keep,
    /// It is there as it should be, only the map does not know it.
    Adopt(Box<EventType>),
    /// Make it.
    Create(Box<NewEventType>, UserId),
    /// Put it right, and know it.
    Update(EventTypeId, Box<EventTypePatch>),
    /// It is a managed parent: its child for this person has to be found.
    ResolveChild(Box<EventType>, UserId),
    /// The staff member has no user in Cal.com.
    Unmapped,
}

impl Action {
    pub(super) fn shown(&self) -> ProvisionAction {
        match self {
            Self::Keep => ProvisionAction::Keep,
            Self::Adopt(_) | Self::ResolveChild(..) => ProvisionAction::Adopt,
            Self::Create(..) => ProvisionAction::Create,
            Self::Update(..) => ProvisionAction::Update,
            Self::Unmapped => ProvisionAction::Unmapped,
        }
    }
}

/// How an event type of ours has to be, whatever it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// "Ansatzfärbung · A · Auftragen · Anna": what people read in Cal.com.
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) minutes: u16,
    /// The lengths that a booking may need: Cal.com knows no others than those that its event type lists. The usual one is
    /// among them, or a booking could not ask for it once there are others.
    pub(super) lengths: Vec<u32>,
    /// Its one host.
    pub(super) user: UserId,
    pub(super) place: Place,
    /// As in [`silence`].
    pub(super) silent: Option<bool>,
}

impl Needed {
    pub(super) fn shape(&self, user: UserId) -> Shape {
        let words = [
            self.service_name.as_str(),
            self.segment.as_str(),
            self.segment_name.as_str(),
            self.staff_name.as_str(),
        ];
        let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
        Shape {
            title: words.join(" · "),
            slug: self.slug.clone(),
            minutes: self.minutes,
            lengths: self.lengths(),
            user,
            place: self.place.clone(),
            silent: self.silent,
        }
    }

    fn lengths(&self) -> Vec<u32> {
        let longest = (self.minutes + LONGER)
            .max(2 * self.minutes)
            .min(LONGEST_PART);
        let on_the_grid = (STEP..=longest).step_by(usize::from(STEP));
        let mut lengths: Vec<u32> = on_the_grid.chain([self.minutes]).map(u32::from).collect();
        lengths.sort_unstable();
        lengths.dedup();
        lengths
    }

    /// What the map has for it.
    pub(super) fn mapped<'a>(&self, map: &'a [Mapping]) -> Option<&'a Mapping> {
        map.iter().find(|pair| self.is(pair))
    }

    /// Whether that pair of the map is for it.
    pub(super) fn is(&self, pair: &Mapping) -> bool {
        pair.service == self.service
            && pair.segment_key == self.segment.as_str()
            && pair.staff == self.staff
    }

    pub(super) fn step(&self, action: &Action) -> ProvisionStep {
        ProvisionStep {
            service_name: self.service_name.clone(),
            segment_key: self.segment.to_string(),
            staff_name: self.staff_name.clone(),
            minutes: self.minutes,
            slug: self.slug.clone(),
            action: action.shown(),
            problem: None,
        }
    }
}

/// The name of an event type in addresses: `kamm-440-a-s2`; for a service without a number `kamm-x7-a-s2` with its row.
#[must_use]
pub fn slug(service: &Service, segment: &SegmentKey, staff: StaffId) -> String {
    let name = match service.number {
        Some(number) => number.to_string(),
        None => format!("x{}", service.id),
    };
    format!("kamm-{name}-{}-s{staff}", segment.as_str().to_lowercase())
}

/// What the book needs today.
pub(super) fn load(read: &Read<'_>) -> Result<Vec<Needed>, StoreError> {
    let (place, silent) = (Place::load(read)?, silence(read)?);
    let needed = needed(&services::all(read)?, &staff::all(read)?, &place);
    let with_silence = |needed| Needed { silent, ..needed };
    Ok(needed.into_iter().map(with_silence).collect())
}

/// An event type for each segment and everybody who may do it and works here.
fn needed(services: &[Service], staff: &[StaffMember], place: &Place) -> Vec<Needed> {
    let mut all = Vec::new();
    for service in services {
        for segment in service.segments() {
            for performer in &segment.performers {
                let member = staff
                    .iter()
                    .find(|m| m.id == performer.staff && m.archived_at.is_none());
                all.extend(member.map(|member| Needed {
                    service: service.id,
                    service_name: service.name.clone(),
                    segment: segment.key.clone(),
                    segment_name: segment.name.clone(),
                    staff: member.id,
                    staff_name: member.name.clone(),
                    user: member.calcom_user_id.map(UserId::new),
                    minutes: performer.minutes.unwrap_or(segment.minutes),
                    slug: slug(service, &segment.key, member.id),
                    place: place.clone(),
                    silent: None,
                }));
            }
        }
    }
    all
}

/// What has to be done for `needed`, given the team's event types and what the map knows.
pub(super) fn action(needed: &Needed, present: &[EventType], map: &[Mapping]) -> Action {
    let Some(user) = needed.user else {
        return Action::Unmapped;
    };
    let mapped = needed.mapped(map);
    let by_id = mapped.and_then(|m| present.iter().find(|e| e.id.get() == m.event_type_id));
    let Some(found) = by_id.or_else(|| present.iter().find(|e| e.slug == needed.slug)) else {
        return Action::Create(Box::new(needed.shape(user).wanted()), user);
    };
    if found.is_managed_parent() {
        let child = mapped.and_then(|m| m.child_event_type_id);
        // The team's list has no children: what is in it is no child.
        let resolved = child.is_some_and(|child| !present.iter().any(|e| e.id.get() == child));
        return if resolved && by_id.is_some() {
            Action::Keep
        } else {
            Action::ResolveChild(Box::new(found.clone()), user)
        };
    }
    let patch = differences(found, &needed.shape(user));
    if patch != EventTypePatch::default() {
        return Action::Update(found.id, Box::new(patch));
    }
    let known = mapped.is_some_and(|m| {
        let same = m.event_type_id == found.id.get() && !m.managed;
        same && m.minutes == needed.minutes && is_as_known(m, found)
    });
    if known {
        Action::Keep
    } else {
        Action::Adopt(Box::new(found.clone()))
    }
}

impl Shape {
    pub(super) fn wanted(self) -> NewEventType {
        NewEventType {
            length_in_minutes_options: self.lengths,
            locations: self.place.locations(),
            email_settings: self.silent.filter(|silent| *silent).map(|_| EmailSettings {
                disable_emails_to_attendees: true,
                disable_emails_to_hosts: false,
            }),
            ..NewEventType::for_one_host(self.title, self.slug, u32::from(self.minutes), self.user)
        }
    }
}

/// The lengths that a booking on an event type may ask for. Longer ones than the book can hold are of no use.
pub(crate) fn lengths_of(found: &EventType) -> Vec<u16> {
    let fits = |minutes: &u32| u16::try_from(*minutes).ok();
    found
        .length_in_minutes_options
        .iter()
        .filter_map(fits)
        .collect()
}

/// Whether the map describes it as it is.
pub(super) fn is_as_known(known: &Mapping, found: &EventType) -> bool {
    known.lengths == lengths_of(found) && known.silent == found.is_silent()
}

/// What is said to customers by mail, if it is not what the salon wants. What hosts are told is their own business.
fn other_mails(found: &EventType, needed: &Shape) -> Option<EmailSettings> {
    let silent = needed
        .silent
        .filter(|silent| *silent != found.is_silent())?;
    Some(EmailSettings {
        disable_emails_to_attendees: silent,
        ..found.email_settings.unwrap_or_default()
    })
}

/// What is listed and what is needed, if something is missing. Lengths that are there stay: booked appointments may have them.
fn more_lengths(found: &EventType, needed: &Shape) -> Option<Vec<u32>> {
    let listed = &found.length_in_minutes_options;
    let mut all = needed.lengths.clone();
    if all.iter().all(|length| listed.contains(length)) {
        return None;
    }
    all.extend(listed);
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// Only what matters for booking; descriptions are the owner's, and so is the title of an event type that was linked by hand.
/// Never the slug: its own is refused as taken.
pub(super) fn differences(found: &EventType, needed: &Shape) -> EventTypePatch {
    let user = needed.user;
    let minutes = u32::from(needed.minutes);
    let zero = |value: Option<u32>| value.is_some_and(|v| v != 0).then_some(0);
    let ours = found.slug == needed.slug;
    let renamed = (ours && needed.title != found.title).then(|| needed.title.clone());
    let single_host = matches!(found.hosts.as_slice(), [only] if only.user_id == user);
    EventTypePatch {
        title: renamed,
        length_in_minutes: (found.length_in_minutes != minutes).then_some(minutes),
        length_in_minutes_options: more_lengths(found, needed),
        hosts: (!single_host).then(|| {
            vec![HostAssignment {
                user_id: user,
                mandatory: true,
            }]
        }),
        hidden: (!found.hidden).then_some(true),
        minimum_booking_notice: zero(found.minimum_booking_notice),
        before_event_buffer: zero(found.before_event_buffer),
        after_event_buffer: zero(found.after_event_buffer),
        booking_requires_authentication: (!found.booking_requires_authentication).then_some(true),
        booking_window: found.has_window().then_some(Off::now()),
        confirmation_policy: found.needs_confirmation().then_some(Off::now()),
        locations: needed.place.instead_of(found),
        email_settings: other_mails(found, needed),
        ..EventTypePatch::default()
    }
}

#[cfg(test)]
mod tests;
