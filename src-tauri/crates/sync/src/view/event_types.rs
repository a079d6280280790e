//! Event types: what setting them up plans and does, what a check found, and what customers book on.

use serde::{Deserialize, Serialize};
use store::sync::Published;
use ts_rs::TS;

/// An event type of ours that the book has no use for any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OldEventType {
    /// Number in Cal.com.
    pub event_type_id: i64,
    /// What people read there.
    pub title: String,
    /// Its name in addresses.
    pub slug: String,
    /// Bookings to come that hang on it.
    pub bookings: u32,
    /// Why it has to stay for the time being.
    pub kept: Option<Kept>,
    /// It was deleted just now.
    pub deleted: bool,
}

/// Why an old event type stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Kept {
    /// Bookings to come hang on it: they could no longer be moved.
    Booked,
    /// Nobody can be booked on the one in its place yet.
    NotReplaced,
}

/// Whose child of a managed event type was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ResolvedChild {
    /// "Ansatzfärbung".
    pub service_name: String,
    /// `A`.
    pub segment_key: String,
    /// Who.
    pub staff_name: String,
    /// The event type; for a managed one the parent.
    pub event_type_id: i64,
    /// The child; `None` where none was found, or none is needed.
    pub child_event_type_id: Option<i64>,
    /// Whether the pair can be booked now.
    pub bookable: bool,
    /// Whether that is another one than before.
    pub changed: bool,
}

/// One line of a provisioning plan: an event type that is needed.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ProvisionStep {
    /// "Ansatzfärbung".
    pub service_name: String,
    /// `A`.
    pub segment_key: String,
    /// Who.
    pub staff_name: String,
    /// Minutes.
    pub minutes: u16,
    /// Name in the address.
    pub slug: String,
    /// What has to be done.
    pub action: ProvisionAction,
    /// Why it could not be done, in the server's words.
    pub problem: Option<String>,
}

/// How far a provisioning is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ProvisionProgress {
    /// Event types that are done.
    pub done: usize,
    /// Of so many.
    pub all: usize,
    /// The one that was done last.
    pub step: ProvisionStep,
}

/// What came of a provisioning.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct Provisioned {
    /// What was done, and what needed nothing; in the order of the price list.
    pub steps: Vec<ProvisionStep>,
    /// Event types that are left because it was called off; the next run makes them.
    pub left: usize,
}

/// What a provisioning step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ProvisionAction {
    /// Is as it should be.
    Keep,
    /// Exists with our slug: take it.
    Adopt,
    /// Make it.
    Create,
    /// Differs: put it right.
    Update,
    /// Cannot be made: the staff member has no user in Cal.com.
    Unmapped,
}

/// Something that is not right with the event map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MapFinding {
    /// What.
    pub code: FindingCode,
    /// Of which service; `None`: about somebody, and no service.
    pub service_id: Option<i64>,
    /// "Ansatzfärbung".
    pub service_name: String,
    /// `A`.
    pub segment_key: String,
    /// "Auftragen".
    pub segment_name: String,
    /// Whose.
    pub staff_id: i64,
    /// Who.
    pub staff_name: String,
    /// Row in Cal.com, where there is or was one.
    pub event_type_id: Option<i64>,
    /// What helps.
    pub remedy: MapRemedy,
}

/// What can be wrong with a pair of the event map. The words are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FindingCode {
    /// The staff member has no user in Cal.com.
    StaffUnmatched,
    /// Nothing is mapped yet.
    NotProvisioned,
    /// The event type is gone, or out of the key's sight.
    Gone,
    /// The event type belongs to another team or to one person.
    WrongTeam,
    /// A managed parent, which cannot be booked, is mapped as if it could.
    ManagedParent,
    /// What is stored as a managed child is a parent.
    ChildIsParent,
    /// The managed parent has no known child for this person.
    ChildMissing,
    /// The managed child is gone, or out of the key's sight.
    ChildGone,
    /// The event type is right, but the map describes it as it was.
    Outdated,
    /// Not the segment's length.
    WrongLength,
    /// A customer who takes longer or shorter than usual cannot be booked.
    LengthsMissing,
    /// Nobody can be booked.
    MissingHost,
    /// Somebody else can be booked.
    WrongHost,
    /// A minimum notice keeps bookings at short notice out.
    Notice,
    /// Buffers keep time free that the comb does not have.
    Buffers,
    /// Bookings need no key: any stranger can make them.
    OpenToStrangers,
    /// It is on the public page.
    Visible,
    /// It can be booked only so far ahead.
    Window,
    /// A booking waits until somebody agrees in Cal.com.
    Confirmation,
    /// Customers read another place than the salon's.
    WrongPlace,
    /// It is called otherwise than its segment.
    WrongTitle,
    /// Cal.com writes to customers though the salon does not want it, or the other way round.
    Mails,
    /// Their hours in Cal.com go by another clock than the salon's. About somebody, and no service.
    OtherZone,
}

impl FindingCode {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::StaffUnmatched,
        Self::NotProvisioned,
        Self::Gone,
        Self::WrongTeam,
        Self::ManagedParent,
        Self::ChildIsParent,
        Self::ChildMissing,
        Self::ChildGone,
        Self::Outdated,
        Self::WrongLength,
        Self::LengthsMissing,
        Self::MissingHost,
        Self::WrongHost,
        Self::Notice,
        Self::Buffers,
        Self::OpenToStrangers,
        Self::Visible,
        Self::Window,
        Self::Confirmation,
        Self::WrongPlace,
        Self::WrongTitle,
        Self::Mails,
        Self::OtherZone,
    ];
}

/// What helps against a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MapRemedy {
    /// Carrying out the plan.
    Apply,
    /// Saying who the staff member is in Cal.com.
    MatchStaff,
    /// Looking into Cal.com: only its owner can change that.
    Look,
    /// Giving the salon the zone of the hours, or the hours that of the salon.
    OneZone,
}

/// What carrying a service over to Cal.com did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Publications {
    /// The team's one, or one of each stylist who leads it where each has an account of their own.
    pub done: Vec<Publication>,
    /// Who leads it and has no key, so that customers cannot book it with them.
    pub without_key: Vec<String>,
}

/// What carrying a service over to a public event type did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Publication {
    /// Done how.
    pub what: PublishedHow,
    /// On whose page; `None`: the team's.
    pub staff_name: Option<String>,
    /// Row in Cal.com.
    pub event_type_id: i64,
    /// Its name in the address.
    pub slug: String,
    /// Its length.
    pub minutes: u32,
    /// Calls that it took.
    pub attempts: u32,
}

/// How a service got its public event type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PublishedHow {
    /// There was none.
    Created,
    /// It was there, and is now as the service is.
    Updated,
    /// The one we knew is gone.
    CreatedAnew,
    /// One stood at its address already.
    Adopted,
}

impl From<Published> for PublishedHow {
    fn from(what: Published) -> Self {
        match what {
            Published::Created => Self::Created,
            Published::Updated => Self::Updated,
            Published::CreatedAnew => Self::CreatedAnew,
            Published::Adopted => Self::Adopted,
        }
    }
}
