//! What is said about a booking that cannot be read, or that the book cannot hold: an entry in the review list, once, which
//! closes by itself when the booking can be taken after all.

use calcom::{Booking, Undecodable};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{
    Read, StoreError, Tx,
    sync::{ReviewSubject, review},
};

use super::unread;
use crate::{code::Code, review::DISMISSED};

/// An entry to be, about one booking.
#[derive(Debug, Clone)]
pub(crate) struct Remark {
    code: Code,
    /// The booking's uid, else its number; an unreadable one may have neither.
    subject: Option<String>,
    detail: String,
}

impl Remark {
    /// The book does not hold it.
    pub(crate) fn not_taken(booking: &Booking) -> Self {
        let detail = json!({ "start": booking.start.to_string(), "end": booking.end.to_string() });
        Self {
            code: Code::NotTaken,
            subject: Some(booking.uid.as_str().to_owned()),
            detail: detail.to_string(),
        }
    }

    /// It cannot be read.
    pub(crate) fn undecodable(odd: &Undecodable) -> Self {
        let detail = json!({
            "error": odd.error,
            "start": odd.raw.get("start").and_then(Value::as_str),
        });
        let uid = odd.raw.get("uid").and_then(Value::as_str);
        let number = || odd.raw.get("id").and_then(Value::as_i64).map(by_number);
        Self {
            code: Code::Undecodable,
            subject: uid.map(str::to_owned).or_else(number),
            detail: detail.to_string(),
        }
    }

    /// By what its booking is told from others.
    pub(super) fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    /// Whether this was said before, or put aside by a person.
    pub(crate) fn is_said(&self, read: &Read<'_>) -> Result<bool, StoreError> {
        let (code, subject) = (self.code.as_str(), self.subject.as_deref());
        review::is_said(read, code, subject, &self.detail, DISMISSED)
    }

    /// Opens the entry, unless it was said before.
    pub(crate) fn say(&self, tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
        if self.is_said(tx)? {
            return Ok(());
        }
        let about = ReviewSubject {
            booking_uid: self.subject.as_deref(),
            ..ReviewSubject::default()
        };
        review::open(tx, self.code.as_str(), about, &self.detail, now)
    }
}

/// Closes what was said about a booking and gives its time back, now that it can be read and taken. If it cannot be taken after all, this is undone
/// with the rest of the transaction.
pub(super) fn take_back(tx: &Tx<'_>, booking: &Booking, now: Timestamp) -> Result<(), StoreError> {
    let number = by_number(booking.id.get());
    for subject in [booking.uid.as_str(), number.as_str()] {
        unread::lift(tx, subject, now)?;
    }
    for code in [Code::Undecodable, Code::NotTaken] {
        for subject in [booking.uid.as_str(), number.as_str()] {
            review::close_about_booking(tx, code.as_str(), subject, now)?;
        }
    }
    Ok(())
}

/// Whether the book refuses this booking, and not everything.
pub(crate) fn concerns_the_booking(error: &StoreError) -> bool {
    match error {
        StoreError::Overlap
        | StoreError::HoldOverlap
        | StoreError::Catalogue(_)
        | StoreError::Constraint { .. }
        | StoreError::Missing(_)
        | StoreError::Malformed(_) => true,
        StoreError::Busy
        | StoreError::NotOurs
        | StoreError::Newer { .. }
        | StoreError::NoBook
        | StoreError::Older
        | StoreError::OnlyReading
        | StoreError::Corrupt
        | StoreError::NoBackup
        | StoreError::Full
        | StoreError::Inaccessible { .. }
        | StoreError::Sqlite(_) => false,
    }
}

fn by_number(id: i64) -> String {
    format!("#{id}")
}
