//! A segment or gap placed in time.

use serde::{Deserialize, Serialize};

use crate::{id::StaffId, span::Span};

/// What happens during a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PhaseKind {
    /// A staff member works on the customer. Becomes one Cal.com booking.
    Staff {
        /// Who works.
        staff: StaffId,
    },
    /// Nobody has to be there. Never becomes a booking.
    Gap {
        /// Whose customer it is: the staff member of the segment before.
        staff: StaffId,
        /// Whether others may be booked into it.
        bookable: bool,
    },
}

impl PhaseKind {
    /// Whose time this phase takes, `None` for a gap that others may be booked into.
    #[must_use]
    pub fn occupies(&self) -> Option<StaffId> {
        match *self {
            Self::Staff { staff }
            | Self::Gap {
                staff,
                bookable: false,
            } => Some(staff),
            Self::Gap { bookable: true, .. } => None,
        }
    }

    /// In whose column the phase is drawn.
    #[must_use]
    pub fn staff(&self) -> StaffId {
        match *self {
            Self::Staff { staff } | Self::Gap { staff, .. } => staff,
        }
    }
}

/// A phase as the plan of a new or moved appointment has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPhase {
    /// `A`, `GAP_A`, `B`…, unique within the appointment.
    pub key: String,
    /// "Auftragen"; for gaps the empty text, the screen has its own word for them.
    pub name: String,
    /// Who, or what kind of gap.
    #[serde(flatten)]
    pub kind: PhaseKind,
    /// From, to.
    pub span: Span,
}
