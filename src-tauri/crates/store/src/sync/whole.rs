//! Appointments that Cal.com holds in one booking, gaps included, because a customer booked the service online as a whole.

use jiff::Timestamp;
use salon::{AppointmentId, ServiceId, StaffId};
use uuid::Uuid;

use crate::{
    Read, StoreError, Topic, Tx,
    row::{Row, Uid, words},
};

words! {
    /// What a whole is about to become.
    pub enum WholeState {
        /// One booking.
        Whole = "whole",
        /// A booking per segment.
        Splitting = "splitting",
        /// One booking again: a segment was refused.
        Returning = "returning",
    }
}

/// An appointment booked as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Which.
    pub appointment: AppointmentId,
    /// On what it was booked, and can be again.
    pub event_type_id: i64,
    /// With whom.
    pub staff: StaffId,
    /// From the first minute to the last.
    pub minutes: i64,
    /// What it is about to become.
    pub state: WholeState,
    /// What its booking is called through all moves; `None`: taken in before that was noted.
    pub made_as: Option<Uuid>,
}

/// The whole that an appointment is; `None` for one with a booking per segment.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, appointment: AppointmentId) -> Result<Option<Whole>, StoreError> {
    read.one(
        "SELECT * FROM wholes WHERE appointment_id = ?1",
        [appointment.0],
        decode,
    )
}

/// The appointment of a whole whose booking has been called that from the beginning.
///
/// # Errors
/// The book cannot be read.
pub fn named(read: &Read<'_>, made_as: Uuid) -> Result<Option<AppointmentId>, StoreError> {
    read.one(
        "SELECT appointment_id FROM wholes WHERE made_as = ?1",
        [Uid(made_as)],
        |row| row.get(0).map(AppointmentId),
    )
}

/// An appointment came as a whole.
///
/// # Errors
/// The book cannot be written; a constraint if it is one already.
pub fn insert(tx: &Tx<'_>, whole: &Whole) -> Result<(), StoreError> {
    tx.insert(
        "INSERT INTO wholes (appointment_id, event_type_id, staff_id, minutes, state, made_as)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            whole.appointment.0,
            whole.event_type_id,
            whole.staff.0,
            whole.minutes,
            whole.state,
            whole.made_as.map(Uid),
        ),
    )?;
    Ok(())
}

/// Says what it is about to become.
///
/// # Errors
/// `Missing`.
pub fn set(tx: &Tx<'_>, appointment: AppointmentId, state: WholeState) -> Result<(), StoreError> {
    tx.run_one(
        "wholes",
        "UPDATE wholes SET state = ?2 WHERE appointment_id = ?1",
        (appointment.0, state),
    )
}

/// It has a booking per segment now.
///
/// # Errors
/// The book cannot be written.
pub fn remove(tx: &Tx<'_>, appointment: AppointmentId) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM wholes WHERE appointment_id = ?1",
        [appointment.0],
    )?;
    Ok(())
}

/// An event type that customers book a service on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Public {
    /// Row in Cal.com.
    pub event_type_id: i64,
    /// Whose it is, where each stylist has an account of their own; `None`: the team's, for everybody.
    pub staff: Option<StaffId>,
}

/// Says on which event type customers book a service, in the place of the one of the same stylist or of the team.
///
/// # Errors
/// `Constraint` if it is another service's already, or there is no such service.
pub fn set_public(
    tx: &Tx<'_>,
    service: ServiceId,
    public: Public,
    now: Timestamp,
) -> Result<(), StoreError> {
    let staff = public.staff.map(|staff| staff.0);
    tx.run(
        "DELETE FROM public_event_types WHERE service_id = ?1 AND staff_id IS ?2",
        (service.0, staff),
    )?;
    tx.insert(
        "INSERT INTO public_event_types (service_id, staff_id, event_type_id) VALUES (?1, ?2, ?3)",
        (service.0, staff, public.event_type_id),
    )?;
    tx.changed(Topic::Services, Some(service.0), now)
}

/// Customers book a service on no event type any more.
///
/// # Errors
/// The book cannot be written.
pub fn forget_public(tx: &Tx<'_>, service: ServiceId, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM public_event_types WHERE service_id = ?1",
        [service.0],
    )?;
    tx.changed(Topic::Services, Some(service.0), now)
}

/// Another account: nobody books on those.
pub(super) fn forget_all(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.run("DELETE FROM public_event_types", ())?;
    Ok(())
}

/// A stylist has no account any more.
pub(super) fn forget_of(tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM public_event_types WHERE staff_id = ?1",
        [staff.0],
    )?;
    Ok(())
}

/// The service that customers book on this event type.
///
/// # Errors
/// The book cannot be read.
pub fn service_of(read: &Read<'_>, event_type: i64) -> Result<Option<ServiceId>, StoreError> {
    read.one(
        "SELECT service_id FROM public_event_types WHERE event_type_id = ?1",
        [event_type],
        |row| row.get(0).map(ServiceId),
    )
}

/// The event types that customers book a service on, by stylist.
///
/// # Errors
/// The book cannot be read.
pub fn public_of(read: &Read<'_>, service: ServiceId) -> Result<Vec<Public>, StoreError> {
    read.all(
        "SELECT event_type_id, staff_id FROM public_event_types WHERE service_id = ?1 ORDER BY staff_id",
        [service.0],
        |row| {
            Ok(Public {
                event_type_id: row.get(0)?,
                staff: row.get::<_, Option<i64>>(1)?.map(StaffId),
            })
        },
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Whole> {
    Ok(Whole {
        appointment: AppointmentId(row.get("appointment_id")?),
        event_type_id: row.get("event_type_id")?,
        staff: StaffId(row.get("staff_id")?),
        minutes: row.get("minutes")?,
        state: row.get("state")?,
        made_as: row.get::<_, Option<Uid>>("made_as")?.map(|uid| uid.0),
    })
}
