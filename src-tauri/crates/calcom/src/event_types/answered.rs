//! An event type as the server tells it.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::EmailSettings;
use crate::ids::{EventTypeId, TeamId, UserId};
use crate::personal::Personal;
use crate::tolerant::{self, open_enum};

open_enum! {
    /// How hosts are assigned to bookings.
    SchedulingType {
        /// One of the hosts.
        RoundRobin = "roundRobin" | "ROUND_ROBIN",
        /// All hosts at once.
        Collective = "collective" | "COLLECTIVE",
        /// A parent whose children, one per host, are booked in its place.
        Managed = "managed" | "MANAGED",
    }
}

/// An event type as answered.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventType {
    /// The event type.
    pub id: EventTypeId,
    /// Shown to customers.
    pub title: String,
    /// Its name in addresses, unique in its team. The only place where a desk can leave a mark.
    pub slug: String,
    /// The default length.
    pub length_in_minutes: u32,
    /// All lengths a booking may ask for; empty when there is only the default.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub length_in_minutes_options: Vec<u32>,
    /// Shown to customers.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub description: Option<String>,
    /// Not on the public page. Bookable nevertheless.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub hidden: bool,
    /// `None` for personal event types and managed children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub scheduling_type: Option<SchedulingType>,
    /// Who may be booked.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub hosts: Vec<Host>,
    /// The team; `None` for personal event types and managed children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub team_id: Option<TeamId>,
    /// The user, for personal event types and managed children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub owner_id: Option<UserId>,
    /// The managed parent, for children.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub parent_event_type_id: Option<EventTypeId>,
    /// Minutes between booking and start.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub minimum_booking_notice: Option<u32>,
    /// Minutes kept free before.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub before_event_buffer: Option<u32>,
    /// Minutes kept free after.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub after_event_buffer: Option<u32>,
    /// The grid of the slot list, in minutes.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub slot_interval: Option<u32>,
    /// Whether creating a booking needs a key of the team.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub booking_requires_authentication: bool,
    /// How far ahead it can be booked.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub booking_window: Option<Value>,
    /// Whether a booking waits until somebody agrees.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub confirmation_policy: Option<Value>,
    /// Where, as the server words it: addresses, video calls and others.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub locations: Vec<Value>,
    /// Which mails are not sent; `None` where it was never decided.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub email_settings: Option<EmailSettings>,
    /// Cal.com's own notes, e.g. `managedEventConfig`. Nothing can be stored here.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub metadata: Map<String, Value>,
}

impl EventType {
    /// The street address customers come to; `None` for a video call and the like.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let [only] = self.locations.as_slice() else {
            return None;
        };
        let is_address = only.get("type").and_then(Value::as_str) == Some("address");
        only.get("address")
            .and_then(Value::as_str)
            .filter(|_| is_address)
    }

    /// Whether a booking writes to nobody who is booked for.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.email_settings
            .is_some_and(|settings| settings.disable_emails_to_attendees)
    }

    /// Whether it can be booked only so far ahead.
    #[must_use]
    pub fn has_window(&self) -> bool {
        is_on(self.booking_window.as_ref())
    }

    /// Whether a booking waits until somebody agrees.
    #[must_use]
    pub fn needs_confirmation(&self) -> bool {
        is_on(self.confirmation_policy.as_ref())
    }

    /// Whether this is a managed parent, which must never be booked: its children are.
    #[must_use]
    pub fn is_managed_parent(&self) -> bool {
        match &self.scheduling_type {
            Some(SchedulingType::Managed) => true,
            Some(
                SchedulingType::RoundRobin | SchedulingType::Collective | SchedulingType::Other(_),
            ) => false,
            None => {
                self.parent_event_type_id.is_none()
                    && self.metadata.contains_key("managedEventConfig")
            }
        }
    }
}

/// What is not there, or says `{"disabled": true}`, is off.
fn is_on(policy: Option<&Value>) -> bool {
    let off = |policy: &Value| policy.get("disabled").and_then(Value::as_bool) == Some(true);
    policy.is_some_and(|policy| policy.is_object() && !off(policy))
}

/// A host as answered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Host {
    /// The user.
    pub user_id: UserId,
    /// The name.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub name: Option<Personal>,
    /// Whether every booking takes this host.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub mandatory: bool,
}

/// The answer to creating or changing an event type.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedEventType {
    /// The event type itself; the parent of managed ones.
    pub event_type: EventType,
    /// The children of a managed event type, as the server lists them now. Empty may also mean "not listed here": look before concluding.
    pub children: Vec<EventType>,
}
