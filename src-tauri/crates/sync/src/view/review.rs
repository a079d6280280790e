//! The review list, and what a person can do about an entry.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that needs a person.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ReviewEntry {
    /// Row.
    pub id: i64,
    /// Stable code: `slot_taken`, `in_the_past`, `event_type_gone`, `overlap`, …
    pub code: String,
    /// Which appointment.
    pub appointment_id: Option<i64>,
    /// Customer's name, for the screen.
    pub customer_name: Option<String>,
    /// Service's name.
    pub service_name: Option<String>,
    /// Segment or gap; `BLOCK` for time of somebody's day that Cal.com must not sell.
    pub phase_key: Option<String>,
    /// Segment's name; of a block, whose time it is.
    pub phase_name: Option<String>,
    /// Start of the appointment, as its customer knows it; of a block, its own.
    pub start: Option<String>,
    /// Start of the segment, gap or block.
    pub phase_start: Option<String>,
    /// The server's words.
    pub message: Option<String>,
    /// For two that overlap: the other one.
    pub other: Option<OtherSide>,
    /// For a time that Cal.com does not have free any more: who has it, where the book knows.
    pub taken_by: Option<TakenBy>,
    /// Facts for the sentence, depending on the code.
    #[ts(type = "Record<string, unknown>")]
    pub facts: serde_json::Value,
    /// Since when.
    pub opened_at: String,
    /// What can be done with one click.
    pub remedies: Vec<Remedy>,
}

/// Who was first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TakenBy {
    /// Whose time it is: "Anna Albrecht".
    pub staff_name: String,
    /// From when it is taken, on the salon's wall clock: `11:40`.
    pub from: String,
    /// Until when.
    pub to: String,
    /// Nobody at a desk made it.
    pub made_online: bool,
    /// Its number, if it is an appointment of the book; else a booking that only Cal.com knows.
    pub appointment_id: Option<i64>,
    /// Its service.
    pub service_name: Option<String>,
}

/// The other one of two that overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OtherSide {
    /// Its number, if it is an appointment of the book; else a booking that only Cal.com knows.
    pub appointment_id: Option<i64>,
    /// Its service.
    pub service_name: Option<String>,
    /// From when it takes that time.
    pub start: Option<String>,
    /// Whether it was there first.
    pub was_first: bool,
}

/// What a person can decide about a review entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Remedy {
    /// Try again now.
    Retry,
    /// Choose another time: the window opens the appointment to be moved.
    OtherTime,
    /// Give it to somebody else: the window opens the appointment with another stylist.
    OtherStaff,
    /// A booking that is in Cal.com already stands for this segment.
    Link,
    /// Leave this segment out of Cal.com.
    KeepLocal,
    /// Cancel the whole appointment.
    CancelAll,
    /// Of two that overlap: both shall stand.
    KeepBoth,
    /// Give each segment of a whole a booking of its own.
    Split,
    /// It has been seen to.
    Dismiss,
}

/// A booking in Cal.com that may stand for an entry's segment: it is none of ours and takes the same person's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LinkChoice {
    /// By what it is chosen.
    pub id: i64,
    /// Whose time it takes.
    pub staff_name: String,
    /// From.
    pub start: String,
    /// To.
    pub end: String,
}
