//! What is sold, and who does it.

use serde::Serialize;
use ts_rs::TS;

/// What can be booked, and by whom it is done.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CatalogueView {
    /// Services in their order.
    pub services: Vec<ServiceView>,
    /// Staff in their order.
    pub staff: Vec<StaffView>,
}

/// A service with its comb.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ServiceView {
    /// Row.
    pub id: i64,
    /// 440.
    pub number: Option<u32>,
    /// "Ansatzfärbung".
    pub name: String,
    /// Heading.
    pub category: String,
    /// Palette entry.
    pub colour: String,
    /// In cents.
    pub price_cents: Option<u32>,
    /// From first to last minute.
    pub minutes: u32,
    /// Several parts.
    pub composite: bool,
    /// Teeth and gaps.
    pub parts: Vec<PartView>,
    /// Who can lead it.
    pub staff_ids: Vec<i64>,
}

/// A tooth or a gap of a service.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct PartView {
    /// `A`, `GAP_A`, …
    pub key: String,
    /// Empty for gaps.
    pub name: String,
    /// `segment` or `gap`.
    pub kind: String,
    /// Usual length.
    pub minutes: u16,
    /// For gaps.
    pub bookable: bool,
}

/// A staff member.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct StaffView {
    /// Row.
    pub id: i64,
    /// Full name.
    pub name: String,
    /// `stylist` or `assistant`.
    pub role: String,
    /// Their user in Cal.com, once mapped.
    pub calcom_user_id: Option<i64>,
}
