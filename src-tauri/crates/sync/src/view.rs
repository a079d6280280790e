//! What the window and the terminal show of the synchronisation.

mod account;
mod asked;
mod event_types;
mod health;
mod map;
mod review;

use serde::Serialize;
use ts_rs::TS;

pub use account::{
    AccountShape, AccountView, ConnectRequest, ConnectionTest, OtherClock, OtherZones,
    StaffKeyRequest, StaffKeyView, StaffMatch, TeamMember, TeamView,
};
pub use asked::{AskedState, AskedView, NotAsked};
pub use event_types::{
    FindingCode, Kept, MapFinding, MapRemedy, OldEventType, ProvisionAction, ProvisionProgress,
    ProvisionStep, Provisioned, Publication, Publications, PublishedHow, ResolvedChild,
};
pub use health::{
    BackupView, CodeCount, HealthState, HealthTargets, HealthView, OriginCount, SpreadView,
    StretchView,
};
pub use map::{
    EventGrid, EventTypeView, FoundPart, FoundPerformer, FoundService, GridCell, GridState,
    LinkRequest, MapChangeView, PairRequest, PairView,
};
pub use review::{LinkChoice, OtherSide, Remedy, ReviewEntry, TakenBy};

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
    /// Stylists whose own key Cal.com does not take: nothing of theirs is booked or read.
    pub keys_refused: Vec<String>,
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
