//! What a task brings in line: an appointment, or a stylist's day of which something must not be sold.
//!
//! Either has phases that are mirrored one by one; journal, bookings and marks belong to the phases and do not care whose they are.

use salon::{AppointmentId, StaffDayId};

use crate::row::Row;

/// Either of the two. The order is the one in which they give way to each other: a day first, because its blocks know of every booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A day.
    Day(StaffDayId),
    /// An appointment.
    Appointment(AppointmentId),
}

impl Subject {
    /// The appointment, if it is one.
    #[must_use]
    pub fn appointment(self) -> Option<AppointmentId> {
        match self {
            Self::Appointment(id) => Some(id),
            Self::Day(_) => None,
        }
    }

    /// For the change feed, which knows appointments.
    pub(crate) fn entity(self) -> Option<i64> {
        self.appointment().map(|id| id.0)
    }

    /// Its row in its own table.
    pub(crate) fn row(self) -> i64 {
        match self {
            Self::Day(id) => id.0,
            Self::Appointment(id) => id.0,
        }
    }
}

impl From<AppointmentId> for Subject {
    fn from(id: AppointmentId) -> Self {
        Self::Appointment(id)
    }
}

impl From<StaffDayId> for Subject {
    fn from(id: StaffDayId) -> Self {
        Self::Day(id)
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(id) => write!(f, "day {id}"),
            Self::Appointment(id) => write!(f, "appointment {id}"),
        }
    }
}

/// The columns `appointment_id` and `staff_day_id`, one of which is empty.
pub(crate) fn of_row(row: &Row<'_>) -> rusqlite::Result<Subject> {
    Ok(match row.get::<_, Option<i64>>("staff_day_id")? {
        Some(day) => Subject::Day(StaffDayId(day)),
        None => Subject::Appointment(AppointmentId(row.get("appointment_id")?)),
    })
}

/// SQL with the name of the column that says whose something is between its parts.
macro_rules! of_subject {
    ($subject:expr, $before:literal, $after:literal $(, $again:literal)?) => {
        match $subject {
            $crate::sync::Subject::Day(_) => concat!($before, "staff_day_id", $after $(, "staff_day_id", $again)?),
            $crate::sync::Subject::Appointment(_) => {
                concat!($before, "appointment_id", $after $(, "appointment_id", $again)?)
            }
        }
    };
}
pub(crate) use of_subject;
