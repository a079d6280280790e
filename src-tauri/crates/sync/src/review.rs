//! The review list, and what can be done about an entry with one click.
//!
//! `other_time`, `other_staff` and `cancel_all` change the appointment and so go through the desk; `link` asks Cal.com first and is
//! in [`link`](crate::link); here is the rest.

use jiff::Timestamp;
use salon::AppointmentId;
use serde_json::{Value, json};
use store::{
    Read, StoreError, Topic, Tx,
    appointments::Origin,
    history::{self, Action},
    sync::{
        PhaseState, Priority, ReviewRow, phase,
        review::{self, find},
        want,
    },
};

use crate::{
    code::Code,
    holder, overlap,
    setup::SetupError,
    view::{OtherSide, Remedy, ReviewEntry, TakenBy},
    whole::{self, SplitError},
};

/// How an entry ends that a person has put aside.
pub(crate) const DISMISSED: &str = "dismissed";

/// Why a remedy was not applied.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// There is no such open entry: it was seen to already, or healed.
    #[error("there is no such entry in the review list")]
    Unknown,
    /// This remedy is not among those of the entry, or goes through the desk.
    #[error("this is no remedy here")]
    NotARemedy,
    /// It cannot be split.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// That booking is gone, or it stands for another segment already.
    #[error("there is no such booking to link")]
    NoBooking,
    /// Cal.com could not be asked.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The book.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReviewError {
    /// Stable name for the window, `--json` and the phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown_entry",
            Self::NotARemedy => "not_a_remedy",
            Self::Split(error) => error.code(),
            Self::NoBooking => "no_booking",
            Self::Setup(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Everything that needs a person, the oldest first.
///
/// # Errors
/// The book cannot be read.
pub fn list(read: &Read<'_>) -> Result<Vec<ReviewEntry>, StoreError> {
    let rows = review::list(read)?.into_iter();
    rows.map(|row| {
        let taken_by = holder::of(read, &row)?;
        Ok(entry(row, taken_by))
    })
    .collect()
}

/// The appointment of an open entry that offers this remedy, for what is done by the desk.
///
/// # Errors
/// `Unknown`, `NotARemedy`.
pub fn appointment(read: &Read<'_>, id: i64, remedy: Remedy) -> Result<AppointmentId, ReviewError> {
    let row = offering(read, id, remedy)?;
    row.appointment.ok_or(ReviewError::NotARemedy)
}

/// Applies a remedy in the caller's transaction. `priority`: of the work in Cal.com that follows from it.
///
/// # Errors
/// See [`ReviewError`].
pub fn resolve(
    tx: &Tx<'_>,
    id: i64,
    remedy: Remedy,
    priority: Priority,
    now: Timestamp,
) -> Result<(), ReviewError> {
    let row = offering(tx, id, remedy)?;
    match remedy {
        Remedy::Retry => retry(tx, &row, priority, now),
        Remedy::KeepLocal => keep_local(tx, &row, priority, now),
        Remedy::Dismiss => {
            review::close(tx, id, DISMISSED, now)?;
            Ok(())
        }
        Remedy::Split => {
            let appointment = row.appointment.ok_or(ReviewError::NotARemedy)?;
            Ok(whole::split(tx, appointment, now)?)
        }
        Remedy::KeepBoth => {
            review::close(tx, id, overlap::KEPT, now)?;
            Ok(())
        }
        Remedy::OtherTime | Remedy::OtherStaff | Remedy::CancelAll | Remedy::Link => {
            Err(ReviewError::NotARemedy)
        }
    }
}

/// The open entry, if this is a remedy for it.
pub(crate) fn offering(read: &Read<'_>, id: i64, remedy: Remedy) -> Result<ReviewRow, ReviewError> {
    let row = find(read, id)?.ok_or(ReviewError::Unknown)?;
    if remedies(&row).contains(&remedy) {
        Ok(row)
    } else {
        Err(ReviewError::NotARemedy)
    }
}

/// Takes effect at once, whatever pause the engine was in.
fn retry(
    tx: &Tx<'_>,
    row: &ReviewRow,
    priority: Priority,
    now: Timestamp,
) -> Result<(), ReviewError> {
    if let (Some(day), Some(block)) = (row.day, row.phase) {
        phase::set(tx, block, PhaseState::Waiting, None, None, now)?;
        review::close(tx, row.id, "retried", now)?;
        return Ok(want(tx, day, priority, now)?);
    }
    let appointment = row.appointment.ok_or(ReviewError::NotARemedy)?;
    review::close(tx, row.id, "retried", now)?;
    let detail = json!({ "code": row.code, "key": row.phase_key });
    history::add(tx, appointment, Origin::Desk, Action::Retried, &detail, now)?;
    Ok(want(tx, appointment, priority, now)?)
}

/// The segment stays in the book and out of Cal.com; a booking that it still has there is taken back.
fn keep_local(
    tx: &Tx<'_>,
    row: &ReviewRow,
    priority: Priority,
    now: Timestamp,
) -> Result<(), ReviewError> {
    let Some(phase) = row.phase else {
        return Err(ReviewError::NotARemedy);
    };
    review::close(tx, row.id, "kept_local", now)?;
    phase::set(tx, phase, PhaseState::Local, None, None, now)?;
    if let Some(day) = row.day {
        return Ok(want(tx, day, priority, now)?);
    }
    let appointment = row.appointment.ok_or(ReviewError::NotARemedy)?;
    let detail = json!({ "code": row.code, "key": row.phase_key });
    history::add(
        tx,
        appointment,
        Origin::Desk,
        Action::KeptLocal,
        &detail,
        now,
    )?;
    tx.changed(Topic::Appointments, Some(appointment.0), now)?;
    Ok(want(tx, appointment, priority, now)?)
}

/// What a newer Kamm wrote can at least be put aside; what only Cal.com knows is moved and cancelled there.
fn remedies(row: &ReviewRow) -> &'static [Remedy] {
    match Code::parse(&row.code) {
        None => &[Remedy::Dismiss],
        Some(Code::Overlap) if row.appointment.is_none() => &[Remedy::KeepBoth],
        // Nobody is waiting for it: it is held over there or it is not.
        Some(_) if row.day.is_some() => &[Remedy::Retry, Remedy::KeepLocal],
        Some(code) => code.remedies(),
    }
}

fn entry(row: ReviewRow, taken_by: Option<TakenBy>) -> ReviewEntry {
    let detail: Value = serde_json::from_str(&row.detail).unwrap_or_default();
    let text = |key: &str| detail.get(key).and_then(Value::as_str).map(str::to_owned);
    // What only Cal.com knows has no row that says when it is.
    let start = |known: Option<Timestamp>, told| {
        known.map_or_else(|| text(told), |at| Some(at.to_string()))
    };
    let other = row.pair.then(|| OtherSide {
        appointment_id: row.other_appointment.map(|id| id.0),
        service_name: row.other_service_name.clone(),
        start: start(row.other_start, "other_start"),
        was_first: detail.get("other_was_first") == Some(&Value::Bool(true)),
    });
    ReviewEntry {
        id: row.id,
        other,
        taken_by,
        remedies: remedies(&row).to_vec(),
        appointment_id: row.appointment.map(|id| id.0),
        customer_name: row.customer_name,
        service_name: row.service_name,
        phase_key: row.phase_key,
        phase_name: match row.day {
            Some(_) => row.staff_name,
            None => row.phase_name,
        },
        start: start(row.start, "start"),
        phase_start: row.phase_start.map(|at| at.to_string()),
        message: text("message"),
        opened_at: row.opened_at.to_string(),
        code: row.code,
        facts: detail,
    }
}
