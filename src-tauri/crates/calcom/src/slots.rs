//! Free times, and reservations that hide one from other slot lists for some minutes.

use jiff::Timestamp;
use reqwest::Method;
use serde::{Deserialize, Serialize};

use crate::client::{Call, Client};
use crate::decode::{Envelope, Page};
use crate::ids::{BookingUid, EventTypeId, ReservationUid};
use crate::reply::Reply;
use crate::tolerant;
use crate::versions::Family;

/// Which free times are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotQuery {
    /// The event type; a managed child, never its parent.
    pub event_type: EventTypeId,
    /// The earliest start.
    pub from: Timestamp,
    /// The end of the window.
    pub to: Timestamp,
    /// IANA name; decides how the server groups by day, not which instants are free.
    pub time_zone: String,
    /// The length in minutes, only for event types with several lengths.
    pub minutes: Option<u32>,
    /// A booking that is to be moved, whose own time then counts as free.
    pub rescheduling: Option<BookingUid>,
}

/// One free time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Slot {
    /// The start.
    pub start: Timestamp,
    /// The end, which some servers leave out.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub end: Option<Timestamp>,
}

/// A slot to reserve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewReservation {
    /// The event type.
    pub event_type_id: EventTypeId,
    /// The start.
    pub slot_start: Timestamp,
    /// The length in minutes, only for event types with several lengths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot_duration: Option<u32>,
}

/// A slot reserved. Advisory: other slot lists leave it out, but a booking goes through all the same.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reservation {
    /// To release it.
    pub reservation_uid: ReservationUid,
    /// The start.
    pub slot_start: Timestamp,
    /// The end.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub slot_end: Option<Timestamp>,
    /// When it lapses by itself.
    pub reservation_until: Timestamp,
}

impl Client {
    /// The free times of an event type. May be some seconds old: the server caches, so a booking just made can still be missing.
    pub async fn slots(&self, query: &SlotQuery) -> Reply<Page<Slot>> {
        let rescheduling = query
            .rescheduling
            .as_ref()
            .map(|uid| uid.as_str().to_owned());
        let call = Call::new("slots", Method::GET, Family::Slots, &["slots"])
            .query("eventTypeId", query.event_type.to_string())
            .query("start", query.from.to_string())
            .query("end", query.to.to_string())
            .query("timeZone", query.time_zone.clone())
            .query("format", "range".to_owned())
            .query("duration", query.minutes.map(|minutes| minutes.to_string()))
            .query("bookingUidToReschedule", rescheduling);
        self.send(call).await.and_then(Envelope::page_of_days)
    }

    /// Reserves a slot for the server's usual five minutes.
    pub async fn reserve_slot(&self, reservation: &NewReservation) -> Reply<Reservation> {
        let path = ["slots", "reservations"];
        let call = Call::new("reserve slot", Method::POST, Family::Slots, &path).json(reservation);
        self.send(call).await.and_then(Envelope::one)
    }

    /// Reserves the same slot for another five minutes from now.
    pub async fn prolong_slot(
        &self,
        uid: &ReservationUid,
        reservation: &NewReservation,
    ) -> Reply<Reservation> {
        let path = ["slots", "reservations", uid.as_str()];
        let call = Call::new("prolong slot", Method::PATCH, Family::Slots, &path).json(reservation);
        self.send(call).await.and_then(Envelope::one)
    }

    /// Gives a reserved slot back.
    pub async fn release_slot(&self, uid: &ReservationUid) -> Reply<()> {
        let path = ["slots", "reservations", uid.as_str()];
        let call = Call::new("release slot", Method::DELETE, Family::Slots, &path);
        self.send(call).await.and_then(|_| Ok(()))
    }
}
