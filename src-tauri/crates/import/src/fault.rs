//! What is wrong with a file, or with one line of it.

use salon::{CivilError, CustomerError};
use serde::Serialize;
use ts_rs::TS;

use crate::Field;

/// A file that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// More than [`crate::LARGEST_FILE`] bytes, [`crate::MOST_ROWS`] lines or events, or [`crate::MOST_COLUMNS`] columns.
    #[error("the file is larger than any salon's")]
    TooLarge,
    /// No headings, or nothing under them.
    #[error("the file has no table with headings")]
    NoTable,
    /// Not an iCalendar file.
    #[error("the file is no calendar")]
    NoCalendar,
    /// Columns that are needed are nowhere.
    #[error("columns are missing")]
    ColumnsMissing(Vec<Field>),
    /// A mapping that is not of this file.
    #[error("the mapping names columns that are not there")]
    Mapping,
}

impl FileError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "import_too_large",
            Self::NoTable => "import_no_table",
            Self::NoCalendar => "import_no_calendar",
            Self::ColumnsMissing(_) => "import_columns_missing",
            Self::Mapping => "import_mapping",
        }
    }
}

/// What is wrong with a line. Each has a sentence in the window and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FaultCode {
    /// Nobody is named.
    NameMissing,
    /// Longer than a name can be.
    InvalidName,
    /// No such number can exist.
    InvalidPhone,
    /// Not an address.
    InvalidEmail,
    /// Longer than a note can be.
    NoteTooLong,
    /// No date or no time.
    StartMissing,
    /// A date or time that is none.
    InvalidWhen,
    /// The clocks leap over it.
    TimeDoesNotExist,
    /// The clocks show it twice.
    TimeIsAmbiguous,
    /// A length that is none.
    InvalidLength,
    /// Nothing is to be done.
    ServiceMissing,
    /// Not on sale.
    UnknownService,
    /// Several services begin like that.
    AmbiguousService,
    /// Not working here.
    UnknownStaff,
    /// Several people begin like that.
    AmbiguousStaff,
    /// The service has no such part, or another number of them.
    UnknownPart,
    /// All of it has another length than the service, and it is not said which part of it.
    LengthUnclear,
    /// Several customers are called so, and nothing says which.
    AmbiguousCustomer,
    /// They were erased, at their own wish.
    ErasedCustomer,
    /// It is over.
    Past,
    /// The same as a line before.
    Duplicate,
    /// The time is taken.
    Taken,
    /// Nobody works then, or the customer sits elsewhere: somebody may want it nevertheless.
    Doubtful,
    /// The service cannot be done like this.
    NotPlannable,
    /// A time zone that nobody knows.
    UnknownZone,
    /// A rule of repetition that cannot be read.
    UnknownRule,
    /// It comes more often than it can be taken, time by time.
    TooOften,
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// Not written as the format wants it.
    Unreadable,
}

impl FaultCode {
    /// All of them, in their order.
    pub const ALL: &[Self] = &[
        Self::NameMissing,
        Self::InvalidName,
        Self::InvalidPhone,
        Self::InvalidEmail,
        Self::NoteTooLong,
        Self::StartMissing,
        Self::InvalidWhen,
        Self::TimeDoesNotExist,
        Self::TimeIsAmbiguous,
        Self::InvalidLength,
        Self::ServiceMissing,
        Self::UnknownService,
        Self::AmbiguousService,
        Self::UnknownStaff,
        Self::AmbiguousStaff,
        Self::UnknownPart,
        Self::LengthUnclear,
        Self::AmbiguousCustomer,
        Self::ErasedCustomer,
        Self::Past,
        Self::Duplicate,
        Self::Taken,
        Self::Doubtful,
        Self::NotPlannable,
        Self::UnknownZone,
        Self::UnknownRule,
        Self::TooOften,
        Self::EndsBeforeItBegins,
        Self::Unreadable,
    ];
}

/// What is wrong with a line, and what was written there.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub code: FaultCode,
    /// What was written; empty where nothing was.
    pub text: String,
}

impl Fault {
    /// About nothing in particular.
    #[must_use]
    pub fn bare(code: FaultCode) -> Self {
        Self::of(code, "")
    }

    /// About something that was written.
    #[must_use]
    pub fn of(code: FaultCode, text: &str) -> Self {
        Self {
            code,
            text: text.to_owned(),
        }
    }

    pub(crate) fn customer(error: CustomerError, text: &str) -> Self {
        let code = match error {
            CustomerError::Name => FaultCode::InvalidName,
            CustomerError::Phone => FaultCode::InvalidPhone,
            CustomerError::Email => FaultCode::InvalidEmail,
            CustomerError::NoteTooLong { .. } => FaultCode::NoteTooLong,
        };
        // A note is too long to be shown beside what is wrong with it.
        let text = match error {
            CustomerError::NoteTooLong { .. } => "",
            CustomerError::Name | CustomerError::Phone | CustomerError::Email => text,
        };
        Self::of(code, text)
    }

    /// For a time that is none on the wall of the salon.
    #[must_use]
    pub fn civil(error: &CivilError, text: &str) -> Self {
        let code = match error {
            CivilError::Invalid => FaultCode::InvalidWhen,
            CivilError::DoesNotExist { .. } => FaultCode::TimeDoesNotExist,
            CivilError::Ambiguous { .. } => FaultCode::TimeIsAmbiguous,
        };
        Self::of(code, text)
    }
}

// What was written may be a person's name or number.
impl std::fmt::Debug for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fault({:?})", self.code)
    }
}
