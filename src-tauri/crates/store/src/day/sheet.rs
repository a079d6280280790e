//! A day as its sheet draws it. It may have thousands of appointments, and is read while somebody waits for the first picture: of each only
//! what is drawn leaves the file.

use std::{collections::HashMap, sync::Arc};

use salon::{AppointmentId, CustomerId, PhaseId, PlannedPhase, ServiceId, Span, StaffId};

use super::{ServiceCard, Services, in_window};
use crate::{
    Read, StoreError,
    appointments::Status,
    phases,
    row::{At, Row, at, span},
    sync::{PhaseSync, standing::shown_state},
};

/// What of an appointment is drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetEntry {
    /// Row: #750.
    pub id: AppointmentId,
    /// For whom.
    pub customer: CustomerId,
    /// Their name, as spoken.
    pub customer_name: String,
    /// What.
    pub service: Arc<ServiceCard>,
    /// The appointment's stylist.
    pub staff: StaffId,
    /// From the first minute to the last.
    pub span: Span,
    /// Where it stands.
    pub status: Status,
    /// What the desk noted.
    pub note: String,
    /// Segments and gaps in order.
    pub phases: Vec<SheetPhase>,
}

/// What of a segment or gap is drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetPhase {
    /// What happens, when, by whom.
    pub planned: PlannedPhase,
    /// Whose time it takes: nobody's for a gap that others may use, or in a collision.
    pub occupies: Option<StaffId>,
    /// How it stands with Cal.com, `Local` as long as no account is connected; `None` for gaps.
    pub sync: Option<PhaseSync>,
}

/// Appointments `a` that touch a stretch of time and were not cancelled; if somebody is named, those in whose column something of them
/// lies.
macro_rules! drawn {
    () => {
        concat!(
            in_window!(),
            " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM phases w WHERE w.appointment_id = a.id AND w.staff_id = ?3))"
        )
    };
}

/// What touches `window` and was not cancelled, by start: of everybody, or what somebody has to do with.
///
/// # Errors
/// The book cannot be read.
pub fn sheet(
    read: &Read<'_>,
    window: Span,
    whose: Option<StaffId>,
) -> Result<Vec<SheetEntry>, StoreError> {
    const APPOINTMENTS: &str = concat!(
        "SELECT a.id, a.customer_id, c.name AS customer_name, a.service_id, s.number AS service_number, s.name AS service_name,
                s.colour AS service_colour, a.staff_id, a.start_at, a.end_at, a.status, a.note
         FROM appointments a
         JOIN customers c ON c.id = a.customer_id
         JOIN services s ON s.id = a.service_id
         WHERE ",
        drawn!()
    );
    const PHASES: &str = concat!(
        "SELECT p.id, p.appointment_id, p.key, p.name, p.bookable, p.staff_id, p.start_at, p.end_at, p.occupies_staff_id,
                s.since, s.code, s.message, ",
        shown_state!(),
        " AS state
         FROM appointments a
         JOIN phases p ON p.appointment_id = a.id
         LEFT JOIN phase_sync s ON s.phase_id = p.id
         LEFT JOIN bookings b ON b.phase_id = p.id AND b.state = 'live'
         WHERE ",
        drawn!()
    );
    let which = (At(window.start), At(window.end), whose.map(|staff| staff.0));
    let mut services = Services::default();
    let mut entries = read.all(APPOINTMENTS, which, |row| decode(row, &mut services))?;
    entries.sort_by_key(|entry| (entry.span.start, entry.id));
    let places = entries.iter().enumerate();
    let places: HashMap<AppointmentId, usize> =
        places.map(|(place, entry)| (entry.id, place)).collect();
    // Each straight into its comb: all of them side by side would be a full day once more.
    read.all(PHASES, which, |row| {
        let place = places.get(&AppointmentId(row.get("appointment_id")?));
        if let Some(entry) = place.and_then(|place| entries.get_mut(*place)) {
            // Most have one; the first that is put into an empty list makes room for four.
            entry.phases.reserve_exact(1);
            entry.phases.push(decode_phase(row)?);
        }
        Ok(())
    })?;
    for entry in &mut entries {
        entry.phases.sort_by_key(|phase| phase.planned.span.start);
    }
    Ok(entries)
}

/// Who has something on the days of `window`, with their number in E.164 if it is known.
///
/// # Errors
/// The book cannot be read.
pub fn phones(read: &Read<'_>, window: Span) -> Result<Vec<(CustomerId, String)>, StoreError> {
    const PHONES: &str = concat!(
        "SELECT DISTINCT c.id, c.phone FROM appointments a JOIN customers c ON c.id = a.customer_id
         WHERE c.phone IS NOT NULL AND ",
        in_window!()
    );
    read.all(PHONES, (At(window.start), At(window.end)), |row| {
        Ok((CustomerId(row.get("id")?), row.get("phone")?))
    })
}

fn decode(row: &Row<'_>, services: &mut Services) -> rusqlite::Result<SheetEntry> {
    Ok(SheetEntry {
        id: AppointmentId(row.get("id")?),
        customer: CustomerId(row.get("customer_id")?),
        customer_name: row.get("customer_name")?,
        service: services.of(row, ServiceId(row.get("service_id")?))?,
        staff: StaffId(row.get("staff_id")?),
        span: span(row)?,
        status: row.get("status")?,
        note: row.get("note")?,
        phases: Vec::new(),
    })
}

fn decode_phase(row: &Row<'_>) -> rusqlite::Result<SheetPhase> {
    Ok(SheetPhase {
        planned: phases::decode_planned(row)?,
        occupies: row.get::<_, Option<i64>>("occupies_staff_id")?.map(StaffId),
        sync: decode_sync(row)?,
    })
}

fn decode_sync(row: &Row<'_>) -> rusqlite::Result<Option<PhaseSync>> {
    let Some(state) = row.get("state")? else {
        return Ok(None);
    };
    Ok(Some(PhaseSync {
        phase: PhaseId(row.get("id")?),
        state,
        since: at(row, "since")?,
        code: row.get("code")?,
        message: row.get("message")?,
    }))
}
