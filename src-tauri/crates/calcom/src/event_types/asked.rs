//! What is asked of the server about event types.

use serde::{Deserialize, Serialize};

use super::SchedulingType;
use crate::ids::UserId;
use crate::tolerant;

/// Who is to be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HostAssignment {
    /// The user, who must be an accepted member of the team.
    pub user_id: UserId,
    /// Whether every booking takes this host.
    pub mandatory: bool,
}

/// A place, as event types and bookings name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Location {
    /// A street address.
    Address {
        /// One line.
        address: String,
        /// Whether customers see it before booking.
        public: bool,
    },
}

impl Location {
    /// An address that everybody sees.
    #[must_use]
    pub fn at(address: impl Into<String>) -> Self {
        Self::Address {
            address: address.into(),
            public: true,
        }
    }
}

/// An event type to create. Every field is sent: the server's defaults (120 minutes' notice!) hurt a desk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewEventType {
    /// Shown to customers.
    pub title: String,
    /// Unique in the team, or among a person's own.
    pub slug: String,
    /// The default length.
    pub length_in_minutes: u32,
    /// Further lengths, the default among them; empty for none. Cannot be emptied again later.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub length_in_minutes_options: Vec<u32>,
    /// Shown to customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How hosts are assigned; `None` for a person's own, which is always with its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_type: Option<SchedulingType>,
    /// Who is booked; nobody is named for a person's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<HostAssignment>,
    /// Not on the public page.
    pub hidden: bool,
    /// Minutes between booking and start.
    pub minimum_booking_notice: u32,
    /// Minutes kept free before.
    pub before_event_buffer: u32,
    /// Minutes kept free after.
    pub after_event_buffer: u32,
    /// The grid of the slot list, in minutes.
    pub slot_interval: u32,
    /// Where; empty for the server's default, a video call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
    /// Whether creating a booking needs a key of the team.
    pub booking_requires_authentication: bool,
    /// Whether customers may bring others.
    pub disable_guests: bool,
    /// Whether mails are sent; only organizations' teams can switch them off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_settings: Option<EmailSettings>,
}

/// Which mails *not* to send. A plain team may ask for it, and is told that they are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmailSettings {
    /// None to customers.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub disable_emails_to_attendees: bool,
    /// None to hosts.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub disable_emails_to_hosts: bool,
}

impl NewEventType {
    /// What a desk books by hand: hidden, one host, at any notice, no buffers, on a 5-minute grid, nobody else may book it.
    #[must_use]
    pub fn for_one_host(
        title: impl Into<String>,
        slug: impl Into<String>,
        minutes: u32,
        host: UserId,
    ) -> Self {
        Self {
            title: title.into(),
            slug: slug.into(),
            length_in_minutes: minutes,
            length_in_minutes_options: Vec::new(),
            description: None,
            scheduling_type: Some(SchedulingType::RoundRobin),
            hosts: vec![HostAssignment {
                user_id: host,
                mandatory: true,
            }],
            hidden: true,
            minimum_booking_notice: 0,
            before_event_buffer: 0,
            after_event_buffer: 0,
            slot_interval: 5,
            locations: Vec::new(),
            booking_requires_authentication: true,
            disable_guests: true,
            email_settings: None,
        }
    }

    /// The same as one of the host's own, made with their key.
    #[must_use]
    pub fn own(self) -> Self {
        Self {
            scheduling_type: None,
            hosts: Vec::new(),
            ..self
        }
    }
}

/// Takes a setting back that knows no other word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Off {
    disabled: bool,
}

impl Off {
    /// It is off from now on.
    #[must_use]
    pub const fn now() -> Self {
        Self { disabled: true }
    }
}

/// Changes to an event type; `None` leaves as is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventTypePatch {
    /// A new title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A *different* slug. Its own unchanged slug is refused as [`SlugTaken`](crate::RefusalCode::SlugTaken).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// A new default length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_in_minutes: Option<u32>,
    /// New lengths; never empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_in_minutes_options: Option<Vec<u32>>,
    /// A new description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The hosts from now on, replacing all present ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<HostAssignment>>,
    /// Whether it is off the public page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<bool>,
    /// Minutes between booking and start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_booking_notice: Option<u32>,
    /// Minutes kept free before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_event_buffer: Option<u32>,
    /// Minutes kept free after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_event_buffer: Option<u32>,
    /// The grid of the slot list, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot_interval: Option<u32>,
    /// Whether creating a booking needs a key of the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booking_requires_authentication: Option<bool>,
    /// No limit to how far ahead it can be booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booking_window: Option<Off>,
    /// Nobody has to agree to a booking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmation_policy: Option<Off>,
    /// Where from now on, replacing all present places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locations: Option<Vec<Location>>,
    /// Which mails are not sent from now on; only for an organization's team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_settings: Option<EmailSettings>,
}
