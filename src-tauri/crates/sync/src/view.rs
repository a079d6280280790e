//! What the window and the terminal show of the synchronisation.

mod asked;
mod map;

use serde::{Deserialize, Serialize};
use store::sync::Published;
use ts_rs::TS;

pub use asked::{AskedState, AskedView, NotAsked};
pub use map::{
    EventGrid, EventTypeView, FoundPart, FoundPerformer, FoundService, GridCell, GridState,
    LinkRequest, MapChangeView, PairRequest, PairView,
};

/// How the book stands with Cal.com, for the bar at the top and `kamm sync status`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SyncStatus {
    /// The line.
    pub connection: ConnectionState,
    /// Since when.
    pub since: Option<String>,
    /// Why, for `troubled`, `offline` and `credentials`: stable name.
    pub reason: Option<String>,
    /// When calls go out again, for `limited`.
    pub until: Option<String>,
    /// Appointments not sent yet.
    pub waiting: u32,
    /// On the wire.
    pub sending: u32,
    /// Being looked up.
    pub uncertain: u32,
    /// Open entries of the review list.
    pub review: u32,
    /// Last answer of the server.
    pub last_contact: Option<String>,
}

/// The account's gate, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ConnectionState {
    /// No account: the desk works, nothing is sent.
    NotConnected,
    /// Calls go out.
    Online,
    /// Calls go out, but what changes in Cal.com cannot be read: the book may not know everything.
    Troubled,
    /// Nothing reaches the server.
    Offline,
    /// The server asked for a pause.
    Limited,
    /// The key is refused: a person has to act.
    Credentials,
}

/// The owner's account screen. The key itself is never here.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AccountView {
    /// `https://api.cal.com/v2`.
    pub base_url: String,
    /// Row in Cal.com.
    pub team_id: i64,
    /// "Friseur 1".
    pub team_name: String,
    /// Whose key it is.
    pub user_name: String,
    /// Last four characters of the key.
    pub key_last_four: String,
    /// When it was set.
    pub connected_at: String,
    /// Where the key lives: `keychain` or `environment`.
    pub key_home: String,
    /// Event types mapped / needed.
    pub mapped: u32,
    /// Service × segment × staff pairs in all.
    pub pairs: u32,
}

/// Who a key belongs to and what it may do; nothing is stored.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ConnectionTest {
    /// Whose key.
    pub user_name: String,
    /// What kind of account it is; `None` where the key's owner is in no team that could be booked.
    pub shape: Option<AccountShape>,
    /// Teams to choose from.
    pub teams: Vec<TeamView>,
}

/// A team in Cal.com.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TeamView {
    /// Row in Cal.com.
    pub id: i64,
    /// "Friseur 1".
    pub name: String,
    /// Whether the key may see members and all bookings and make event types (owner or admin).
    pub may_manage: bool,
    /// What follows for mails and customers without an address.
    pub shape: AccountShape,
}

/// What kind of account a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AccountShape {
    /// A team of its own: each booking mails its attendee, and needs an e-mail address.
    Team,
    /// A team within an organization, which can switch mails off.
    OrganizationTeam,
    /// A server that knows no teams: one account and one key for each person.
    Individual,
}

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

/// "Is this key good?" The key is given once and dropped.
#[derive(Deserialize, TS)]
#[ts(export)]
pub struct ConnectRequest {
    /// `https://api.cal.com/v2`, `https://api.cal.eu/v2` or the salon's own server.
    pub base_url: String,
    /// `None`: the key that is stored already.
    pub key: Option<String>,
    /// Which team; ignored by the test.
    pub team_id: Option<i64>,
}

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
    /// Segment.
    pub phase_key: Option<String>,
    /// Segment's name.
    pub phase_name: Option<String>,
    /// Start of the segment or appointment.
    pub start: Option<String>,
    /// The server's words.
    pub message: Option<String>,
    /// For two that overlap: the other one.
    pub other: Option<OtherSide>,
    /// Facts for the sentence, depending on the code.
    #[ts(type = "Record<string, unknown>")]
    pub facts: serde_json::Value,
    /// Since when.
    pub opened_at: String,
    /// What can be done with one click.
    pub remedies: Vec<Remedy>,
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
    /// "Ansatzfärbung".
    pub service_name: String,
    /// `A`.
    pub segment_key: String,
    /// "Auftragen".
    pub segment_name: String,
    /// Who.
    pub staff_name: String,
    /// Row in Cal.com, where there is or was one.
    pub event_type_id: Option<i64>,
    /// What helps.
    pub remedy: MapRemedy,
}

/// What can be wrong with a pair of the event map. The words are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
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
}

/// A team member and which of our staff they are.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StaffMatch {
    /// Ours.
    pub staff_id: i64,
    /// Ours.
    pub staff_name: String,
    /// Theirs, where one is certain or already mapped.
    pub user_id: Option<i64>,
    /// Theirs.
    pub user_name: Option<String>,
    /// Others it might be; a person has to choose.
    pub candidates: Vec<TeamMember>,
}

/// A member of the Cal.com team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TeamMember {
    /// Row in Cal.com.
    pub user_id: i64,
    /// Their name.
    pub name: String,
}

/// How well the synchronisation works, for the owner and `kamm health`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct HealthView {
    /// How far back the figures go, but for those that stand now.
    pub hours: u16,
    /// Whether anybody has to act.
    pub state: HealthState,
    /// Calls that did what they were meant to.
    pub done: u32,
    /// Calls that were refused, sought in vain, or never answered.
    pub failed: u32,
    /// Calls that never left the house; neither done nor failed.
    pub not_sent: u32,
    /// Done among done and failed; `None` without any.
    pub success_percent: Option<f64>,
    /// From the wish at the desk to its confirmation, per segment.
    pub confirmation: SpreadView,
    /// What the server alone takes for an answer.
    pub answer: SpreadView,
    /// What is aimed at, and whether it was reached.
    pub targets: HealthTargets,
    /// Appointments not sent yet, now.
    pub waiting: u32,
    /// On the wire, now.
    pub sending: u32,
    /// Being looked up, now.
    pub uncertain: u32,
    /// Needing a person, now.
    pub blocked: u32,
    /// Open entries of the review list, now.
    pub review: u32,
    /// Who made the appointments that came into the book, the most frequent first.
    pub origins: Vec<OriginCount>,
    /// Why calls failed, the most frequent reason first; ten at the most.
    pub codes: Vec<CodeCount>,
}

/// Whether anybody has to look at the synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum HealthState {
    /// All is as it should be.
    Ok,
    /// A target is missed, or calls began to fail.
    Watch,
    /// Calls have been failing for ten minutes.
    Alert,
}

/// How long something took, in milliseconds. Without any measured, all is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SpreadView {
    /// How many were measured.
    pub count: u32,
    /// On average.
    pub mean_ms: u32,
    /// Half of them took no longer.
    pub p50_ms: u32,
    /// 19 of 20 took no longer.
    pub p95_ms: u32,
    /// The longest.
    pub max_ms: u32,
}

/// What is aimed at. `None`: nothing happened that could have reached it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HealthTargets {
    /// More than 95 % of the calls succeed.
    pub success_over_95: Option<bool>,
    /// The goal after that: more than 98 %.
    pub success_over_98: Option<bool>,
    /// A wish is confirmed in less than 10 s on average.
    pub mean_under_10_s: Option<bool>,
    /// And in less than 30 s at the latest.
    pub max_under_30_s: Option<bool>,
}

/// Appointments of one origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OriginCount {
    /// `desk`, `phone`, `calcom`, `api` or `system`.
    pub origin: String,
    /// How many.
    pub count: u32,
}

/// Failed calls with one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CodeCount {
    /// Stable code.
    pub code: String,
    /// How many.
    pub count: u32,
}

/// How the book stands with its backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BackupView {
    /// Which moment the newest holds.
    pub newest: Option<String>,
    /// How large it is.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
    /// How many there are.
    pub kept: u32,
    /// Whether the newest is less than two days old.
    pub fresh: bool,
}

/// What carrying a service over to its public event type did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Publication {
    /// Done how.
    pub what: PublishedHow,
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
