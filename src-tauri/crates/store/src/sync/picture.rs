//! An appointment, or a day, as Cal.com has to show it: what a plan and a booking's content are made from.

use jiff::Timestamp;
use salon::{AppointmentId, PhaseId, ServiceId, Span, StaffDayId, StaffId};

use super::{Subject, closing::Closing, subject::of_subject};
use crate::{
    Read, StoreError,
    appointments::Origin,
    row::{Row, at, span},
    settings,
};

/// What is to be shown, at one moment.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What it is a picture of.
    pub subject: Subject,
    /// What was promised to whom; `None`: a day, on which time is held that is promised to nobody.
    pub promise: Option<Promise>,
    /// The desk whose book this is, once it has a name.
    pub desk: Option<String>,
    /// Whether nothing of it is to be shown any more.
    pub cancelled: bool,
    /// Grows with every change that Cal.com has to follow.
    pub generation: i64,
    /// The zone it was agreed in.
    pub zone: String,
    /// Segments and gaps in their order, or blocks.
    pub phases: Vec<PicturePhase>,
}

/// An appointment with its customer and service. `Debug` leaves the customer out.
#[derive(Clone)]
pub struct Promise {
    /// Row.
    pub appointment: AppointmentId,
    /// The name that bookings carry.
    pub uid: String,
    /// Who made it.
    pub origin: Origin,
    /// The appointment's stylist as a user in Cal.com, where they are one.
    pub stylist: Option<i64>,
    /// First instant.
    pub start: Timestamp,
    /// Why it is cancelled, if somebody said.
    pub cancel_reason: Option<String>,
    /// Row.
    pub service: ServiceId,
    /// 440.
    pub service_number: Option<u32>,
    /// "Ansatzfärbung".
    pub service_name: String,
    /// The visit that it is part of, if it is part of one.
    pub visit: Option<String>,
    /// What the one booking is called that stands for all of it; `None`: each segment has a booking of its own.
    pub whole: Option<String>,
    /// The name that a placeholder address is made from.
    pub customer_uid: String,
    /// As typed.
    pub customer_name: String,
    /// E.164.
    pub customer_phone: Option<String>,
    /// If known.
    pub customer_email: Option<String>,
}

impl std::fmt::Debug for Promise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Promise")
            .field("appointment", &self.appointment)
            .finish_non_exhaustive()
    }
}

/// A segment, gap or block of it.
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
    /// For gaps and blocks: whether others may be booked into it. `None`: a segment, somebody works.
    pub gap: Option<bool>,
    /// For blocks: how it stands.
    pub closing: Option<Closing>,
    /// Who works, or whose customer it is.
    pub staff: StaffId,
    /// The same as a user in Cal.com, where they are one.
    pub user: Option<i64>,
    /// From, to.
    pub span: Span,
}

/// The picture of an appointment or a day.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>, subject: impl Into<Subject>) -> Result<Option<Picture>, StoreError> {
    let found = match subject.into() {
        Subject::Appointment(id) => of_appointment(read, id)?,
        Subject::Day(id) => of_day(read, id)?,
    };
    let Some(mut picture) = found else {
        return Ok(None);
    };
    picture.desk = settings::find(read, &settings::DESK)?;
    picture.phases = read.all(
        of_subject!(
            picture.subject,
            "SELECT p.*, t.calcom_user_id FROM phases p JOIN staff t ON t.id = p.staff_id WHERE p.",
            " = ?1 ORDER BY p.sequence, p.start_at, p.id"
        ),
        [picture.subject.row()],
        decode_phase,
    )?;
    Ok(Some(picture))
}

fn of_appointment(read: &Read<'_>, id: AppointmentId) -> Result<Option<Picture>, StoreError> {
    read.one(
        "SELECT a.id, a.uid, a.origin, a.status, a.generation, a.start_at, a.zone, a.cancel_reason, a.service_id,
            s.number, s.name AS service_name, c.uid AS customer_uid, c.name AS customer_name, c.phone, c.email,
            t.calcom_user_id AS stylist, v.visit, w.made_as
         FROM appointments a JOIN services s ON s.id = a.service_id JOIN customers c ON c.id = a.customer_id
         JOIN staff t ON t.id = a.staff_id LEFT JOIN visits v ON v.appointment_id = a.id
         LEFT JOIN wholes w ON w.appointment_id = a.id
         WHERE a.id = ?1",
        [id.0],
        decode,
    )
}

fn of_day(read: &Read<'_>, id: StaffDayId) -> Result<Option<Picture>, StoreError> {
    let zone = settings::zone(read)?;
    read.one(
        "SELECT generation FROM staff_days WHERE id = ?1",
        [id.0],
        |row| {
            Ok(Picture {
                subject: id.into(),
                promise: None,
                desk: None,
                cancelled: false,
                generation: row.get("generation")?,
                zone,
                phases: Vec::new(),
            })
        },
    )
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Picture> {
    let appointment = AppointmentId(row.get("id")?);
    Ok(Picture {
        subject: appointment.into(),
        desk: None,
        cancelled: row.get::<_, String>("status")? == "cancelled",
        generation: row.get("generation")?,
        zone: row.get("zone")?,
        phases: Vec::new(),
        promise: Some(Promise {
            appointment,
            uid: row.get("uid")?,
            origin: row.get("origin")?,
            stylist: row.get("stylist")?,
            start: at(row, "start_at")?,
            cancel_reason: row.get("cancel_reason")?,
            service: ServiceId(row.get("service_id")?),
            service_number: row.get("number")?,
            service_name: row.get("service_name")?,
            visit: row.get("visit")?,
            whole: row.get("made_as")?,
            customer_uid: row.get("customer_uid")?,
            customer_name: row.get("customer_name")?,
            customer_phone: row.get("phone")?,
            customer_email: row.get("email")?,
        }),
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
        closing: row.get("closing")?,
        staff: StaffId(row.get("staff_id")?),
        user: row.get("calcom_user_id")?,
        span: span(row)?,
    })
}
