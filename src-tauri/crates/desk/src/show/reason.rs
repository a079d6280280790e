//! Reasons with the facts for their sentence.

use salon::{Reason, civil};

use crate::{facts::Floor, view::ReasonView};

pub(crate) fn reasons(reasons: &[Reason], floor: &Floor) -> Vec<ReasonView> {
    reasons.iter().map(|one| reason(one, floor)).collect()
}

fn reason(reason: &Reason, floor: &Floor) -> ReasonView {
    let facts = reason.facts();
    ReasonView {
        code: reason.code().to_owned(),
        phase_key: facts.phase.map(str::to_owned),
        staff_name: facts.staff.map(|staff| floor.name(staff)),
        what: facts.what.map(str::to_owned),
        customer_name: facts.customer_name.map(str::to_owned),
        from: facts.from.map(|at| civil::clock(at, &floor.zone)),
        to: facts.to.map(|at| civil::clock(at, &floor.zone)),
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
}
