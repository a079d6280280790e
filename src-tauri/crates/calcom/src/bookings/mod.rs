//! Bookings: create, look up, move, cancel.
//!
//! The two halves: what is answered ([`Booking`]) and what is asked ([`NewBooking`], [`BookingQuery`], …).

mod answered;
mod asked;

pub use answered::{Attendee, Booking, BookingHost, BookingStatus};
pub use asked::{
    Absence, AttendeeAbsence, BookingQuery, METADATA_LONGEST_KEY, METADATA_LONGEST_VALUE,
    METADATA_MOST_KEYS, MetadataError, NewAttendee, NewBooking, Order, Reschedule, StatusFilter,
    check_metadata,
};

use reqwest::Method;
use serde_json::json;

use crate::client::{Call, Client};
use crate::decode::{Envelope, Page};
use crate::ids::BookingUid;
use crate::reply::Reply;
use crate::versions::Family;

impl Client {
    /// Books.
    ///
    /// Not idempotent in general. On a round-robin type a repeat with the same address and start is answered with the *existing* booking and its
    /// *old* metadata: compare the metadata before calling the answer yours. After an unknown outcome, look it up before sending again.
    pub async fn create_booking(&self, booking: &NewBooking) -> Reply<Booking> {
        let call = Call::new(
            "create booking",
            Method::POST,
            Family::Bookings,
            &["bookings"],
        )
        .json(booking);
        self.send(call).await.and_then(Envelope::one)
    }

    /// One booking, also when cancelled.
    pub async fn booking(&self, uid: &BookingUid) -> Reply<Booking> {
        let path = ["bookings", uid.as_str()];
        let call = Call::new("booking", Method::GET, Family::Bookings, &path);
        self.send(call).await.and_then(Envelope::one)
    }

    /// One page of bookings that the key may see: an admin's key sees all members'.
    pub async fn list_bookings(&self, query: &BookingQuery) -> Reply<Page<Booking>> {
        let call = Call::new(
            "list bookings",
            Method::GET,
            Family::Bookings,
            &["bookings"],
        );
        let call = query
            .parameters()
            .into_iter()
            .fold(call, |call, (key, value)| call.query(key, value));
        self.send(call).await.and_then(Envelope::page)
    }

    /// Moves a booking. The answer is a *new* booking with a new uid; the old one is cancelled and points to it.
    /// Takes the event type's default length, and on types with several hosts possibly another host.
    ///
    /// Never have two of these for one booking under way: both may succeed.
    pub async fn reschedule_booking(&self, uid: &BookingUid, to: &Reschedule) -> Reply<Booking> {
        let path = ["bookings", uid.as_str(), "reschedule"];
        let call = Call::new("reschedule booking", Method::POST, Family::Bookings, &path).json(to);
        self.send(call).await.and_then(Envelope::one)
    }

    /// Cancels a booking. The reason must not be blank: with a host's own key it is mandatory.
    pub async fn cancel_booking(&self, uid: &BookingUid, reason: &str) -> Reply<Booking> {
        let path = ["bookings", uid.as_str(), "cancel"];
        let body = json!({ "cancellationReason": reason });
        let call = Call::new("cancel booking", Method::POST, Family::Bookings, &path).json(&body);
        self.send(call).await.and_then(Envelope::one)
    }

    /// Notes who did not come; possible only after the start. Does not touch [`Booking::updated_at`].
    pub async fn mark_absent(&self, uid: &BookingUid, absence: &Absence) -> Reply<Booking> {
        let path = ["bookings", uid.as_str(), "mark-absent"];
        let call = Call::new("mark absent", Method::POST, Family::Bookings, &path).json(absence);
        self.send(call).await.and_then(Envelope::one)
    }
}
