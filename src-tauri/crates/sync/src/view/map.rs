//! The event map on the screen: service × segment × staff.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::event_types::FindingCode;

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
    /// What was wrong with the event type when it was last looked at.
    pub flaws: Vec<FindingCode>,
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
    /// Mapped, but not to what the segment needs: another length, a managed parent without a child, or what was found when the event type
    /// was last looked at.
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
    /// What is wrong with it now.
    pub flaws: Vec<FindingCode>,
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

/// Event types in Cal.com that no Kamm made, as the service that they could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FoundService {
    /// What it would be called.
    pub name: String,
    /// It has several steps; how they are spaced, Cal.com does not know.
    pub composite: bool,
    /// Its steps.
    pub parts: Vec<FoundPart>,
    /// All that it was read from.
    pub event_types: Vec<i64>,
    /// What they are called.
    pub titles: Vec<String>,
    /// Their hosts who are nobody here, by name.
    pub unmatched: Vec<String>,
    /// The service in the book that is called the same.
    pub same_as: Option<i64>,
    /// All of it is linked already.
    pub linked: bool,
}

/// A step of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FoundPart {
    /// What it is called; may be empty.
    pub name: String,
    /// Usual length.
    pub minutes: u16,
    /// What it was read from.
    pub event_types: Vec<i64>,
    /// Who does it.
    pub performers: Vec<FoundPerformer>,
}

/// Somebody who does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FoundPerformer {
    /// Who.
    pub staff_id: i64,
    /// Their own length, where it differs.
    pub minutes: Option<u16>,
    /// The event type that is theirs alone.
    pub own_event_type: Option<i64>,
}
