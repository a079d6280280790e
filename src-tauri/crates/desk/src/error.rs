//! Why the desk did not do what it was asked: rich inside, a stable code with facts at the edge.

use std::fmt;

use salon::{CatalogueError, CivilError, CustomerError, HoursError, PlanError, wish::WishError};
use serde::Serialize;
use serde_json::{Value, json};
use store::{StoreError, appointments::Status};

use crate::view::{ProposalView, ReasonView};

/// Why something was not done. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Name, phone, e-mail, note or reason.
    #[error(transparent)]
    Customer(#[from] CustomerError),
    /// A date or time that is none.
    #[error(transparent)]
    Civil(#[from] CivilError),
    /// The service cannot be planned like this.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A service that makes no sense.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// Hours that make no sense.
    #[error(transparent)]
    Hours(#[from] HoursError),
    /// A file that cannot be read in.
    #[error(transparent)]
    File(#[from] import::FileError),
    /// Somebody else saved it since it was looked at.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// Another service has that number in the price list.
    #[error("the number is taken")]
    NumberTaken,
    /// Neither stylist nor assistant.
    #[error("there is no such role")]
    UnknownRole,
    /// They have appointments to come.
    #[error("still booked {} times", .0.len())]
    StillBooked(Vec<i64>),
    /// A time that never comes.
    #[error(transparent)]
    Wish(#[from] WishError),
    /// Not on the waiting list, or not any more.
    #[error("nobody waits under {0}")]
    UnknownWaiting(i64),
    /// Nothing that suits is free.
    #[error("nothing suits")]
    NothingSuits,
    /// It was asked to be itself.
    #[error("the same customer")]
    SameCustomer,
    /// Never kept free, or sold again already.
    #[error("there is no time off {0}")]
    UnknownTimeOff(i64),
    /// A booking in Cal.com takes that time.
    #[error("the time is taken by a booking in Cal.com")]
    BlockedByCalcom,
    /// Not on sale.
    #[error("there is no service {0}")]
    UnknownService(i64),
    /// Not working here.
    #[error("there is no staff member {0}")]
    UnknownStaff(i64),
    /// Never written down.
    #[error("there is no customer {0}")]
    UnknownCustomer(i64),
    /// Never booked.
    #[error("there is no appointment {0}")]
    UnknownAppointment(i64),
    /// It was cancelled or missed already.
    #[error("the appointment is {}", .0.as_str())]
    NotBooked(Status),
    /// Nobody can have missed it yet.
    #[error("the appointment has not begun")]
    NotBegun,
    /// Something stands against it that nobody can overrule.
    #[error("refused: {0}")]
    Refused(Box<Refusal>),
    /// Something stands against it that a person may overrule, but did not.
    #[error("doubtful: {0}")]
    Warnings(Box<Refusal>),
    /// Somebody else is being asked about this time right now.
    #[error("held: {0}")]
    Held(Box<Refusal>),
    /// Not the owner's PIN.
    #[error("the PIN is wrong")]
    PinWrong {
        /// How long the next try has to wait now.
        wait_seconds: u64,
    },
    /// Too many wrong ones.
    #[error("no PIN is looked at for {wait_seconds} s")]
    PinClosed {
        /// How long the next try has to wait still.
        wait_seconds: u64,
    },
    /// No PIN.
    #[error("a PIN has 4 to 12 digits")]
    InvalidPin,
    /// The salon's time zone is not one that this machine knows.
    #[error("the salon's time zone is not known here")]
    UnknownZone,
    /// The operating system has no randomness to give.
    #[error("no randomness")]
    NoRandomness,
    /// The book.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeskError {
    /// Stable code for window, terminal and phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Customer(error) => error.code(),
            Self::Civil(error) => error.code(),
            Self::Plan(error) => error.code(),
            Self::Catalogue(error) => error.code(),
            Self::Hours(error) => error.code(),
            Self::File(error) => error.code(),
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::NumberTaken => "number_taken",
            Self::UnknownRole => "unknown_role",
            Self::StillBooked(_) => "still_booked",
            Self::Wish(error) => error.code(),
            Self::UnknownWaiting(_) => "unknown_waiting",
            Self::NothingSuits => "nothing_suits",
            Self::SameCustomer => "same_customer",
            Self::UnknownTimeOff(_) => "unknown_time_off",
            Self::BlockedByCalcom => "blocked_by_calcom",
            Self::UnknownService(_) => "unknown_service",
            Self::UnknownStaff(_) => "unknown_staff",
            Self::UnknownCustomer(_) => "unknown_customer",
            Self::UnknownAppointment(_) => "unknown_appointment",
            Self::NotBooked(_) => "not_booked",
            Self::NotBegun => "not_begun",
            Self::Refused(_) => "refused",
            Self::Warnings(_) => "warnings",
            Self::Held(_) => "held",
            Self::PinWrong { .. } => "pin_wrong",
            Self::PinClosed { .. } => "pin_closed",
            Self::InvalidPin => "invalid_pin",
            Self::UnknownZone => "unknown_zone",
            Self::NoRandomness => "internal",
            Self::Store(error) => error.code(),
        }
    }

    /// Facts for the sentence on the screen, depending on the code.
    #[must_use]
    pub fn details(&self) -> Option<Value> {
        match self {
            Self::Refused(refusal) | Self::Warnings(refusal) | Self::Held(refusal) => {
                serde_json::to_value(refusal).ok()
            }
            Self::Customer(CustomerError::NoteTooLong { length, limit }) => {
                Some(json!({ "length": length, "limit": limit }))
            }
            Self::File(import::FileError::ColumnsMissing(fields)) => {
                Some(json!({ "fields": fields }))
            }
            Self::Civil(CivilError::Ambiguous { choices, .. }) => {
                Some(json!({ "choices": choices }))
            }
            Self::Civil(CivilError::DoesNotExist { next, .. }) => Some(json!({ "next": next })),
            Self::NotBooked(status) => Some(json!({ "status": status.as_str() })),
            Self::Plan(PlanError::UnknownPart { key } | PlanError::PartTooLong { key, .. }) => {
                Some(json!({ "key": key }))
            }
            Self::Catalogue(error) => fault(error),
            Self::StillBooked(appointments) => Some(json!({ "appointments": appointments })),
            Self::PinWrong { wait_seconds } | Self::PinClosed { wait_seconds } => {
                Some(json!({ "wait_seconds": wait_seconds }))
            }
            Self::Hours(_)
            | Self::File(_)
            | Self::InvalidPin
            | Self::ChangedMeanwhile
            | Self::NumberTaken
            | Self::UnknownRole
            | Self::UnknownTimeOff(_)
            | Self::Wish(_)
            | Self::UnknownWaiting(_)
            | Self::NothingSuits
            | Self::SameCustomer
            | Self::BlockedByCalcom
            | Self::Customer(_)
            | Self::Civil(_)
            | Self::Plan(_)
            | Self::UnknownService(_)
            | Self::UnknownStaff(_)
            | Self::UnknownCustomer(_)
            | Self::UnknownAppointment(_)
            | Self::NotBegun
            | Self::UnknownZone
            | Self::NoRandomness
            | Self::Store(_) => None,
        }
    }
}

/// Where in the service the fault is.
fn fault(error: &CatalogueError) -> Option<Value> {
    match error {
        CatalogueError::KeyTwice { key }
        | CatalogueError::Minutes { key, .. }
        | CatalogueError::PerformerTwice { key } => Some(json!({ "key": key })),
        CatalogueError::GapAfterGap { after } => Some(json!({ "key": after })),
        CatalogueError::NoName
        | CatalogueError::NoSegment
        | CatalogueError::GapAtTheEdge
        | CatalogueError::NameTooLong
        | CatalogueError::TooManyParts
        | CatalogueError::TooLong
        | CatalogueError::Key
        | CatalogueError::UnknownColour => None,
    }
}

/// What stands against an appointment, and the nearest time where nothing does.
#[derive(Clone, PartialEq, Serialize)]
pub struct Refusal {
    /// Nobody can overrule these.
    pub refusals: Vec<ReasonView>,
    /// A person may.
    pub warnings: Vec<ReasonView>,
    /// With the same people, if there is one within weeks.
    pub nearest: Option<ProposalView>,
}

// Reasons name customers; an error that is logged must not.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons = self.refusals.iter().chain(&self.warnings);
        let codes: Vec<&str> = reasons.map(|reason| reason.code.as_str()).collect();
        f.write_str(&codes.join(", "))
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refusal({self})")
    }
}
