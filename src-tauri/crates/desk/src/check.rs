//! "Would it fit here?" – asked again and again while somebody drags an appointment about; nothing is written.

use jiff::Timestamp;
use salon::civil;
use store::Read;

use crate::{
    Desk, DeskError,
    candidates::{lengths, ways_of_visit},
    customers::known,
    facts::Floor,
    order::{Judgement, Order},
    request::CheckRequest,
    show,
    view::{CheckView, LinkView, PhaseView},
    visit::{Moved, Plan, Visit},
};

impl Desk {
    /// What would be booked, and what stands against it.
    ///
    /// # Errors
    /// `unknown_*` for what is not there, `not_booked`, the codes of times that are none, faults of the plan other than
    /// `cannot_do`, which is an answer; the store's.
    pub fn check(&self, request: &CheckRequest, now: Timestamp) -> Result<CheckView, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let order = order(read, &floor, request)?;
            let judgement = self.judge(read, &floor, &order, now)?;
            let verdict = judgement.verdict();
            let fits = verdict.refusals.is_empty();
            let (phases, then) = phases(&judgement, &order, &floor);
            Ok(CheckView {
                fits,
                phases,
                then,
                refusals: show::reasons(&verdict.refusals, &floor),
                warnings: show::reasons(&verdict.warnings, &floor),
                nearest: match fits {
                    true => None,
                    false => self.nearest(read, &floor, &order, now)?,
                },
            })
        })
    }
}

fn order(read: &Read<'_>, floor: &Floor, request: &CheckRequest) -> Result<Order, DeskError> {
    let start = civil::parse_start(&request.start, &floor.zone)?;
    let lengths = lengths(&request.lengths);
    let hold = request.hold.clone();
    if let Some(id) = request.appointment_id {
        let visit = Visit::load(read, id, &request.along)?;
        let Plan { ways, start } = visit.plan(read, floor, request.staff_id, &lengths, start)?;
        return Ok(Order {
            ways,
            start,
            customer: Some(visit.named()?.appointment.customer),
            moved: visit.moved(),
            hold,
        });
    }
    Ok(Order {
        ways: ways_of_visit(read, floor, &request.first(), &request.then)?,
        start,
        customer: request.customer_id.map(|id| known(read, id)).transpose()?,
        moved: Moved::default(),
        hold,
    })
}

/// What would be booked: of the service that was asked about, and of each that follows or goes along.
fn phases(judgement: &Judgement, order: &Order, floor: &Floor) -> (Vec<PhaseView>, Vec<LinkView>) {
    match (judgement, &order.ways) {
        (Judgement::Placed(placement), Ok(chains)) => {
            let links = show::links(&placement.comb, chains, &order.moved, order.start, floor);
            match links {
                Some((named, others)) => (named.phases, others),
                None => (Vec::new(), Vec::new()),
            }
        }
        (Judgement::Placed(_) | Judgement::Impossible(_), _) => (Vec::new(), Vec::new()),
    }
}
