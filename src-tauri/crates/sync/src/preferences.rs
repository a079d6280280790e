//! What the salon has decided about its bookings in Cal.com.
//!
//! Kept in the book and read with every plan, so that a change takes effect with the next call.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    Read, StoreError, Topic, Tx,
    settings::{self, SALON_ADDRESS, Setting},
};
use ts_rs::TS;

use crate::attendee::CustomerMails;

const CUSTOMER_MAILS: Setting<CustomerMails> = Setting::new("customer_mails");
const SEGMENT_CANCELLED: Setting<SegmentCancelled> = Setting::new("segment_cancelled");
const HOLD_ONLINE: Setting<bool> = Setting::new("hold_online");

/// What it means when one segment of several is called off in Cal.com.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SegmentCancelled {
    /// The customer does not come: the whole appointment is called off.
    CancelAll,
    /// The others stand, and a person decides.
    Ask,
}

/// How the salon wants its bookings to be. What was never decided is as in [`Preferences::default`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Preferences {
    /// Which bookings of an appointment carry the customer's own address.
    pub customer_mails: CustomerMails,
    /// Where customers come to, as they read it: a street address in one line, or empty.
    pub address: String,
    /// What it means when one segment of several is called off in Cal.com.
    pub segment_cancelled: SegmentCancelled,
    /// Whether a time that a form holds is hidden from customers who book online meanwhile.
    pub hold_online: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            customer_mails: CustomerMails::First,
            address: String::new(),
            segment_cancelled: SegmentCancelled::CancelAll,
            // It costs calls, of the half that nothing has to be written with; a customer who was told a time that is
            // gone a minute later costs more.
            hold_online: true,
        }
    }
}

impl Preferences {
    /// As decided.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn load(read: &Read<'_>) -> Result<Self, StoreError> {
        let usual = Self::default();
        Ok(Self {
            customer_mails: settings::find(read, &CUSTOMER_MAILS)?.unwrap_or(usual.customer_mails),
            address: settings::find(read, &SALON_ADDRESS)?.unwrap_or(usual.address),
            segment_cancelled: settings::find(read, &SEGMENT_CANCELLED)?
                .unwrap_or(usual.segment_cancelled),
            hold_online: settings::find(read, &HOLD_ONLINE)?.unwrap_or(usual.hold_online),
        })
    }

    /// Decides.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn save(&self, tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
        settings::set(tx, &CUSTOMER_MAILS, &self.customer_mails)?;
        settings::set(tx, &SALON_ADDRESS, &self.address.trim().to_owned())?;
        settings::set(tx, &SEGMENT_CANCELLED, &self.segment_cancelled)?;
        settings::set(tx, &HOLD_ONLINE, &self.hold_online)?;
        tx.changed(Topic::Settings, None, now)
    }
}
