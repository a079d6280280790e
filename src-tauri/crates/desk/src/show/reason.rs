//! Reasons with the facts for their sentence.

use salon::{
    Reason, Span, StaffId, civil,
    conflict::{Blocked, Taken},
};

use crate::{facts::Floor, view::ReasonView};

pub(crate) fn reasons(reasons: &[Reason], floor: &Floor) -> Vec<ReasonView> {
    reasons.iter().map(|one| reason(one, floor)).collect()
}

fn reason(reason: &Reason, floor: &Floor) -> ReasonView {
    let bare = ReasonView::bare(reason.code());
    match reason {
        Reason::StaffBusy { phase, with } | Reason::GapBlocked { phase, with } => {
            bare.phase(phase).taken(with, floor)
        }
        Reason::BusyInCalcom { phase, with }
        | Reason::TimeOff {
            phase,
            blocked: with,
        } => bare.phase(phase).blocked(with, floor),
        Reason::Held { phase, by } => bare
            .phase(phase)
            .staff(by.staff, floor)
            .span(by.span, floor),
        Reason::CannotDo { phase, staff } => bare.phase(phase).staff(*staff, floor),
        Reason::OutsideHours {
            phase,
            staff,
            hours,
        } => bare.phase(phase).staff(*staff, floor).span(*hours, floor),
        Reason::DayOff {
            phase,
            staff,
            date: _,
        } => bare.phase(phase).staff(*staff, floor),
        Reason::ClosedDay { date: _ } => bare,
        Reason::InThePast { start } => ReasonView {
            from: Some(civil::clock(*start, &floor.zone)),
            ..bare
        },
        Reason::CustomerBusy { with } => ReasonView {
            what: Some(with.what.clone()),
            ..bare.staff(with.staff, floor).span(with.span, floor)
        },
    }
}

impl ReasonView {
    /// A reason of which no more is known than what it is.
    pub(crate) fn bare(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            phase_key: None,
            staff_name: None,
            what: None,
            customer_name: None,
            from: None,
            to: None,
        }
    }

    fn phase(self, key: &str) -> Self {
        Self {
            phase_key: Some(key.to_owned()),
            ..self
        }
    }

    fn staff(self, staff: StaffId, floor: &Floor) -> Self {
        Self {
            staff_name: Some(floor.name(staff)),
            ..self
        }
    }

    fn span(self, span: Span, floor: &Floor) -> Self {
        Self {
            from: Some(civil::clock(span.start, &floor.zone)),
            to: Some(civil::clock(span.end, &floor.zone)),
            ..self
        }
    }

    fn taken(self, with: &Taken, floor: &Floor) -> Self {
        Self {
            what: Some(with.what.clone()),
            customer_name: Some(with.customer_name.clone()),
            ..self.staff(with.staff, floor).span(with.span, floor)
        }
    }

    fn blocked(self, with: &Blocked, floor: &Floor) -> Self {
        let note = Some(with.note.clone()).filter(|note| !note.is_empty());
        Self {
            what: note,
            ..self.staff(with.staff, floor).span(with.span, floor)
        }
    }
}
