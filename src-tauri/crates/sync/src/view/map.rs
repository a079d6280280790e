//! The event map on the screen: service × segment × staff.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The whole map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventGrid {
    /// What is needed, in the order of the price list; then what the map has besides.
    pub cells: Vec<GridCell>,
}

/// One pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct GridCell {
    /// Of which service.
    pub service_id: i64,
    /// `A`.
    pub segment_key: String,
    /// Who.
    pub staff_id: i64,
    /// How long they take; `None` if nobody needs the pair.
    pub minutes: Option<u16>,
    /// How it stands, as far as the book knows.
    pub state: GridState,
    /// The event type; for a managed one the parent.
    pub event_type_id: Option<i64>,
    /// The child that is booked in a managed parent's place.
    pub child_event_type_id: Option<i64>,
    /// Length of the event type.
    pub mapped_minutes: Option<u16>,
    /// Its name in addresses.
    pub slug: Option<String>,
}

/// How a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum GridState {
    /// Can be booked.
    Mapped,
    /// Can be booked, through the child of a managed event type.
    Managed,
    /// Mapped, but not to what the segment needs: another length, or a managed parent without a child.
    Wrong,
    /// Nothing is mapped yet.
    Missing,
    /// Nothing can be mapped: the staff member has no user in Cal.com.
    Unmatched,
    /// Mapped, but nobody needs it any more.
    Surplus,
}

/// Which pair.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct PairRequest {
    /// Service.
    pub service_id: i64,
    /// Segment.
    pub segment_key: String,
    /// Staff member.
    pub staff_id: i64,
}

/// "This is its event type."
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct LinkRequest {
    /// Service.
    pub service_id: i64,
    /// Segment.
    pub segment_key: String,
    /// Staff member.
    pub staff_id: i64,
    /// Its number in Cal.com; `None` takes the pair out of the map.
    pub event_type_id: Option<i64>,
}

/// What is known about a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PairView {
    /// Its event type as Cal.com has it now.
    pub event_type: Option<EventTypeView>,
    /// It is mapped, but its event type is gone or out of the key's sight.
    pub gone: bool,
    /// What happened to the pair, the newest first.
    pub history: Vec<MapChangeView>,
}

/// An event type in Cal.com.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventTypeView {
    /// Number.
    pub id: i64,
    /// What customers read.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// Length.
    pub minutes: u32,
    /// Not on the public page.
    pub hidden: bool,
    /// A parent that cannot be booked itself.
    pub managed: bool,
    /// How many people can be booked on it.
    pub hosts: u32,
}

/// Something that happened to a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MapChangeView {
    /// When.
    pub at: String,
    /// `provisioned`, `linked` or `removed`.
    pub how: String,
    /// The event type from then on.
    pub event_type_id: Option<i64>,
    /// Its child for the person.
    pub child_event_type_id: Option<i64>,
    /// Its length.
    pub minutes: Option<u16>,
}
