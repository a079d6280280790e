//! Who takes whose time, in the book and in Cal.com, and what the review list says about two that overlap.
//!
//! The book refuses overlaps of its own; Cal.com does not. A pair is the same pair whichever of the two is asked about, and it
//! has at most one open entry.

use jiff::Timestamp;
use rusqlite::types::Type;
use salon::{AppointmentId, Span, StaffId};

use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, maybe_word, span},
};

/// Something that takes a staff member's time. `Debug` leaves the uid out: it is a capability.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// An appointment of the book, with everything that it has in Cal.com.
    Appointment(AppointmentId),
    /// A booking that only Cal.com knows, by its uid.
    Booking(String),
}

impl std::fmt::Debug for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Appointment(id) => f.debug_tuple("Appointment").field(id).finish(),
            Self::Booking(_) => f.write_str("Booking(…)"),
        }
    }
}

/// Time that a party takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who takes it.
    pub party: Party,
    /// Whose time.
    pub staff: StaffId,
    /// From, to.
    pub span: Span,
    /// When its booking was made, if Cal.com shows one there and says so.
    pub made_at: Option<Timestamp>,
    /// Cal.com's number of it: of two made in the same millisecond, every desk calls the same one first.
    pub booking_id: Option<i64>,
}

// What is in the book: segments and blocked gaps, also those that take nobody's time there because somebody else has it. What
// Cal.com shows of an appointment counts too, except while a task is about to bring it in line.
const OF_APPOINTMENT: &str =
    "SELECT p.appointment_id, NULL AS uid, p.staff_id, p.start_at, p.end_at, b.made_at, b.booking_id
     FROM phases p JOIN appointments a ON a.id = p.appointment_id
     LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live' AND b.start_at = p.start_at
     WHERE p.appointment_id = ?1 AND a.status = 'booked' AND ifnull(p.bookable, 0) = 0
     UNION ALL
     SELECT p.appointment_id, NULL, b.staff_id, b.start_at, b.end_at, b.made_at, b.booking_id
     FROM phases p JOIN bookings b ON b.phase_id = p.id
     WHERE p.appointment_id = ?1 AND b.state <> 'gone' AND b.staff_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM sync_tasks t
                       WHERE t.appointment_id = p.appointment_id AND t.state IN ('waiting', 'sending', 'uncertain'))";

const DURING: &str =
    "SELECT p.appointment_id, NULL AS uid, p.staff_id, p.start_at, p.end_at, b.made_at, b.booking_id
     FROM phases p JOIN appointments a ON a.id = p.appointment_id
     LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live' AND b.start_at = p.start_at
     WHERE p.occupies_staff_id = ?1 AND p.start_at > ?2 - 43200 AND p.start_at < ?3 AND p.end_at > ?2 AND a.status = 'booked'
     UNION ALL
     SELECT p.appointment_id, NULL, p.staff_id, p.start_at, p.end_at, b.made_at, b.booking_id
     FROM phases p JOIN appointments a ON a.id = p.appointment_id
     LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live' AND b.start_at = p.start_at
     WHERE p.staff_id = ?1 AND p.occupies_staff_id IS NULL AND ifnull(p.bookable, 0) = 0
       AND p.start_at > ?2 - 43200 AND p.start_at < ?3 AND p.end_at > ?2 AND a.status = 'booked'
     UNION ALL
     SELECT p.appointment_id, NULL, b.staff_id, b.start_at, b.end_at, b.made_at, b.booking_id
     FROM bookings b JOIN phases p ON p.id = b.phase_id AND p.kind <> 'block'
     WHERE b.staff_id = ?1 AND b.state <> 'gone' AND b.start_at > ?2 - 86400 AND b.start_at < ?3 AND b.end_at > ?2
       AND NOT EXISTS (SELECT 1 FROM sync_tasks t
                       WHERE t.appointment_id = p.appointment_id AND t.state IN ('waiting', 'sending', 'uncertain'))
     UNION ALL
     SELECT NULL, booking_uid, staff_id, start_at, end_at, made_at, NULL FROM blocked_times
     WHERE staff_id = ?1 AND reason = 'calcom' AND end_at > ?2 AND start_at < ?3";

/// The time that a party takes now; nothing once it is cancelled or gone.
///
/// # Errors
/// The book cannot be read.
pub fn claims_of(read: &Read<'_>, party: &Party) -> Result<Vec<Claim>, StoreError> {
    match party {
        Party::Appointment(id) => read.all(OF_APPOINTMENT, [id.0], claim),
        Party::Booking(uid) => read.all(
            "SELECT NULL AS appointment_id, booking_uid AS uid, staff_id, start_at, end_at, made_at, NULL AS booking_id
             FROM blocked_times WHERE booking_uid = ?1 AND reason = 'calcom'",
            [uid],
            claim,
        ),
    }
}

/// Everything that takes time of `staff` in `window`.
///
/// # Errors
/// The book cannot be read.
pub fn claims_during(
    read: &Read<'_>,
    staff: StaffId,
    window: Span,
) -> Result<Vec<Claim>, StoreError> {
    read.all(DURING, (staff.0, At(window.start), At(window.end)), claim)
}

fn claim(row: &Row<'_>) -> rusqlite::Result<Claim> {
    Ok(Claim {
        party: party(row, "appointment_id", "uid")?,
        staff: StaffId(row.get("staff_id")?),
        span: span(row)?,
        made_at: maybe_word(row, "made_at")?,
        booking_id: row.get("booking_id")?,
    })
}

/// Two that overlap, as the review list has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Row of the review list.
    pub id: i64,
    /// What the entry is about: of two appointments the one that came second.
    pub one: Party,
    /// The other.
    pub other: Party,
    /// JSON for the sentence on the screen.
    pub detail: String,
    /// How it ended; `None` while it is open.
    pub closed_how: Option<String>,
}

impl Pair {
    /// The one of the two that is not `party`.
    #[must_use]
    pub fn counterpart(&self, party: &Party) -> &Party {
        if self.one == *party {
            &self.other
        } else {
            &self.one
        }
    }
}

/// Everything that was ever said about a party overlapping others, the newest last.
///
/// # Errors
/// The book cannot be read.
pub fn pairs_of(read: &Read<'_>, code: &str, party: &Party) -> Result<Vec<Pair>, StoreError> {
    match party {
        Party::Appointment(id) => read.all(
            "SELECT * FROM review WHERE code = ?1
               AND ((appointment_id = ?2 AND (other_appointment_id IS NOT NULL OR other_booking_uid IS NOT NULL))
                    OR other_appointment_id = ?2) ORDER BY id",
            (code, id.0),
            pair,
        ),
        Party::Booking(uid) => read.all(
            "SELECT * FROM review WHERE code = ?1
               AND ((booking_uid = ?2 AND other_booking_uid IS NOT NULL) OR other_booking_uid = ?2) ORDER BY id",
            (code, uid),
            pair,
        ),
    }
}

/// All open pairs.
///
/// # Errors
/// The book cannot be read.
pub fn open_pairs(read: &Read<'_>, code: &str) -> Result<Vec<Pair>, StoreError> {
    read.all(
        "SELECT * FROM review WHERE code = ?1 AND closed_at IS NULL
           AND (other_appointment_id IS NOT NULL OR other_booking_uid IS NOT NULL) ORDER BY id",
        [code],
        pair,
    )
}

/// Tells a person of a pair.
///
/// # Errors
/// The book cannot be written; a constraint if `detail` is not JSON.
pub fn open(
    tx: &Tx<'_>,
    code: &str,
    (one, other): (&Party, &Party),
    detail: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let ((appointment, uid), (other_appointment, other_uid)) = (columns(one), columns(other));
    tx.run(
        "INSERT INTO review (code, appointment_id, booking_uid, other_appointment_id, other_booking_uid, detail, opened_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        (code, appointment, uid, other_appointment, other_uid, detail, At(now)),
    )?;
    tx.changed(Topic::Review, None, now)
}

/// Says it as it is now: who came second may only be known later.
///
/// # Errors
/// The book cannot be written; `Missing`.
pub fn restate(
    tx: &Tx<'_>,
    id: i64,
    (one, other): (&Party, &Party),
    detail: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let ((appointment, uid), (other_appointment, other_uid)) = (columns(one), columns(other));
    tx.run_one(
        "review",
        "UPDATE review SET appointment_id = ?2, booking_uid = ?3, other_appointment_id = ?4, other_booking_uid = ?5,
            detail = ?6 WHERE id = ?1",
        (id, appointment, uid, other_appointment, other_uid, detail),
    )?;
    tx.changed(Topic::Review, None, now)
}

fn columns(party: &Party) -> (Option<i64>, Option<&str>) {
    match party {
        Party::Appointment(id) => (Some(id.0), None),
        Party::Booking(uid) => (None, Some(uid)),
    }
}

fn pair(row: &Row<'_>) -> rusqlite::Result<Pair> {
    Ok(Pair {
        id: row.get("id")?,
        one: party(row, "appointment_id", "booking_uid")?,
        other: party(row, "other_appointment_id", "other_booking_uid")?,
        detail: row.get("detail")?,
        closed_how: row.get("closed_how")?,
    })
}

fn party(row: &Row<'_>, appointment: &'static str, uid: &'static str) -> rusqlite::Result<Party> {
    if let Some(id) = row.get(appointment)? {
        return Ok(Party::Appointment(AppointmentId(id)));
    }
    let booking: Option<String> = row.get(uid)?;
    let nobody = || rusqlite::Error::InvalidColumnType(0, uid.to_owned(), Type::Null);
    booking.map(Party::Booking).ok_or_else(nobody)
}
