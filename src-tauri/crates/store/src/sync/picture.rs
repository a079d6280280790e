//! An appointment as Cal.com has to show it: what a plan and a booking's content are made from.

use jiff::Timestamp;
use rusqlite::Row;
use salon::{AppointmentId, PhaseId, ServiceId, Span, StaffId};

use crate::{
    Read, StoreError,
    appointments::Origin,
    row::{at, span},
    settings,
};

/// The appointment with its customer, service and phases at one moment. `Debug` leaves the customer out.
#[derive(Clone)]
pub struct Picture {
    /// Row.
    pub appointment: AppointmentId,
    /// The name that bookings carry.
    pub uid: String,
    /// Who made it.
    pub origin: Origin,
    /// The desk whose book this is, once it has a name.
    pub desk: Option<String>,
    /// The appointment's stylist as a user in Cal.com, where they are one.
    pub stylist: Option<i64>,
    /// Whether it is cancelled.
    pub cancelled: bool,
    /// Grows with every change that Cal.com has to follow.
    pub generation: i64,
    /// First instant.
    pub start: Timestamp,
    /// The zone it was agreed in.
    pub zone: String,
    /// Why it is cancelled, if somebody said.
    pub cancel_reason: Option<String>,
    /// Row.
    pub service: ServiceId,
    /// 440.
    pub service_number: Option<u32>,
    /// "Ansatzfärbung".
    pub service_name: String,
    /// The name that a placeholder address is made from.
    pub customer_uid: String,
    /// As typed.
    pub customer_name: String,
    /// E.164.
    pub customer_phone: Option<String>,
    /// If known.
    pub customer_email: Option<String>,
    /// Segments and gaps in their order.
    pub phases: Vec<PicturePhase>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("appointment", &self.appointment)
            .field("cancelled", &self.cancelled)
            .field("generation", &self.generation)
            .field("phases", &self.phases)
            .finish_non_exhaustive()
    }
}

/// A segment or gap of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PicturePhase {
    /// Row.
    pub id: PhaseId,
    /// The name that its booking carries.
    pub uid: String,
    /// `A`, `GAP_A`, `B`…
    pub key: String,
    /// "Auftragen".
    pub name: String,
    /// Place in the order.
    pub sequence: u32,
    /// For gaps: whether others may be booked into it. `None`: a segment, somebody works.
    pub gap: Option<bool>,
    /// Who works, or whose customer it is.
    pub staff: StaffId,
    /// The same as a user in Cal.com, where they are one.
    pub user: Option<i64>,
    /// From, to.
    pub span: Span,
}

/// The picture of an appointment.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, appointment: AppointmentId) -> Result<Option<Picture>, StoreError> {
    let head = read.one(
        "SELECT a.id, a.uid, a.origin, a.status, a.generation, a.start_at, a.zone, a.cancel_reason, a.service_id,
            s.number, s.name AS service_name, c.uid AS customer_uid, c.name AS customer_name, c.phone, c.email,
            t.calcom_user_id AS stylist
         FROM appointments a JOIN services s ON s.id = a.service_id JOIN customers c ON c.id = a.customer_id
         JOIN staff t ON t.id = a.staff_id
         WHERE a.id = ?1",
        [appointment.0],
        decode,
    )?;
    let Some(mut picture) = head else {
        return Ok(None);
    };
    picture.desk = settings::find(read, &settings::DESK)?;
    picture.phases = read.all(
        "SELECT p.*, t.calcom_user_id FROM phases p JOIN staff t ON t.id = p.staff_id
         WHERE p.appointment_id = ?1 ORDER BY p.sequence",
        [appointment.0],
        decode_phase,
    )?;
    Ok(Some(picture))
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Picture> {
    Ok(Picture {
        appointment: AppointmentId(row.get("id")?),
        uid: row.get("uid")?,
        origin: row.get("origin")?,
        desk: None,
        stylist: row.get("stylist")?,
        cancelled: row.get::<_, String>("status")? == "cancelled",
        generation: row.get("generation")?,
        start: at(row, "start_at")?,
        zone: row.get("zone")?,
        cancel_reason: row.get("cancel_reason")?,
        service: ServiceId(row.get("service_id")?),
        service_number: row.get("number")?,
        service_name: row.get("service_name")?,
        customer_uid: row.get("customer_uid")?,
        customer_name: row.get("customer_name")?,
        customer_phone: row.get("phone")?,
        customer_email: row.get("email")?,
        phases: Vec::new(),
    })
}

fn decode_phase(row: &Row<'_>) -> rusqlite::Result<PicturePhase> {
    Ok(PicturePhase {
        id: PhaseId(row.get("id")?),
        uid: row.get("uid")?,
        key: row.get("key")?,
        name: row.get("name")?,
        sequence: row.get("sequence")?,
        gap: row.get("bookable")?,
        staff: StaffId(row.get("staff_id")?),
        user: row.get("calcom_user_id")?,
        span: span(row)?,
    })
}
