//! The account, as the window shows it, and what a person says to connect one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The owner's account screen. The key itself is never here.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AccountView {
    /// `https://api.cal.com/v2`.
    pub base_url: String,
    /// Row in Cal.com; `None` where the server has no teams.
    pub team_id: Option<i64>,
    /// "Friseur 1"; empty where the server has no teams.
    pub team_name: String,
    /// Whether Cal.com's mails can be switched off there: the team is part of an organization.
    pub can_silence: bool,
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
    /// Everybody who works here, with their own key; `None` where one key serves the whole team.
    pub staff_keys: Option<Vec<StaffKeyView>>,
}

/// Somebody's own key, where each has one. The key itself is never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StaffKeyView {
    /// Ours.
    pub staff_id: i64,
    /// Ours.
    pub staff_name: String,
    /// Who they are in Cal.com; `None` without a key.
    pub user_name: Option<String>,
    /// Last four characters of the key.
    pub key_last_four: Option<String>,
    /// Why Cal.com does not take it any more: stable name.
    pub refused: Option<String>,
}

/// A stylist's own key. It is given once and dropped.
#[derive(Deserialize, TS)]
#[ts(export)]
pub struct StaffKeyRequest {
    /// Whose.
    pub staff_id: i64,
    /// The key.
    pub key: String,
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

/// Hours in Cal.com that go by another clock than the salon's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OtherZones {
    /// IANA name of the salon's zone.
    pub salon_zone: String,
    /// The others, by name.
    pub others: Vec<OtherClock>,
    /// The one zone by which everybody's hours go, where there is one: the salon could live by it.
    pub all_by: Option<String>,
}

/// Whose hours go by a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OtherClock {
    /// IANA name.
    pub zone: String,
    /// Who.
    pub names: Vec<String>,
}
