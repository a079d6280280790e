//! "Would it fit here?" – asked again and again while somebody drags an appointment about; nothing is written.

use jiff::Timestamp;
use salon::{civil, civil::date_of};
use store::Read;

use crate::{
    Desk, DeskError,
    candidates::{Booked, lengths, ways_of_visit},
    customers::known,
    facts::Floor,
    order::{Judgement, Order},
    request::CheckRequest,
    show,
    view::{CheckView, LinkView, PhaseView},
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
        let booked = Booked::load(read, id)?;
        return Ok(Order {
            ways: booked.ways(read, floor, request.staff_id, &lengths)?,
            start,
            customer: Some(booked.appointment.customer),
            except: Some(booked.appointment.id),
            hold,
        });
    }
    Ok(Order {
        ways: ways_of_visit(read, floor, &request.first(), &request.then)?,
        start,
        customer: request.customer_id.map(|id| known(read, id)).transpose()?,
        except: None,
        hold,
    })
}

/// What would be booked: of the first service, and of each that follows.
fn phases(judgement: &Judgement, order: &Order, floor: &Floor) -> (Vec<PhaseView>, Vec<LinkView>) {
    let page = date_of(order.start, &floor.zone);
    match (judgement, &order.ways) {
        (Judgement::Placed(placement), Ok(chains)) => {
            let mut links = show::links(&placement.comb, chains, order.start, floor, page);
            match links.is_empty() {
                true => (Vec::new(), links),
                false => (links.remove(0).phases, links),
            }
        }
        (Judgement::Placed(_) | Judgement::Impossible(_), _) => (Vec::new(), Vec::new()),
    }
}
