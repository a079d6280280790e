//! Something that is to be put into the book at a time: judged against the book, and answered with reasons if it does not
//! fit.

use jiff::{SignedDuration, Timestamp};
use salon::{
    AppointmentId, CustomerId, Link, Placement, PlanError, Span, Verdict,
    conflict::{Elsewhere, Taken},
    place::place,
    rank,
};
use store::Read;

use crate::{
    Desk, DeskError, Refusal,
    candidates::Ways,
    facts::{Floor, Scope, around},
    propose::Hunt,
    show,
    view::{AppointmentDetail, ProposalView},
    visit::Moved,
};

/// How many days around a wish the nearest other time is looked for: before and after, the near ones first.
const NEARBY: [(i64, i64); 2] = [(3, 14), (3, 90)];

/// What is to be put where.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) ways: Ways,
    pub(crate) start: Timestamp,
    pub(crate) customer: Option<CustomerId>,
    /// The appointments that are being moved.
    pub(crate) moved: Moved,
    /// The asking form's hold.
    pub(crate) hold: Option<String>,
}

/// What is going to be in the book, but is not yet.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// Time that it will take.
    pub(crate) taken: Vec<Taken>,
    /// Where the customer will sit.
    pub(crate) elsewhere: Vec<Elsewhere>,
}

/// What the rules say about an order.
#[derive(Debug)]
pub(crate) enum Judgement {
    /// Where it would go, and what stands against that.
    Placed(Placement),
    /// It cannot be placed at all.
    Impossible(Verdict),
}

/// What became of an order.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is in the book.
    Done(AppointmentId),
    /// Nothing was written.
    Declined(Box<(Order, Verdict)>),
}

impl Order {
    /// The services of a placement.
    pub(crate) fn links(&self, placement: &Placement) -> Vec<Link> {
        let chains = self.ways.as_ref();
        chains.map_or_else(|_| Vec::new(), |chains| chains.links_of(&placement.comb))
    }

    /// One of its services, at its time.
    ///
    /// # Errors
    /// `invalid_time` beyond the calendar.
    pub(crate) fn placed(&self, link: Link) -> Result<Placement, PlanError> {
        let start = self.start.checked_add(link.begins).ok();
        let placed = start.and_then(|start| link.comb.placed(start));
        placed.ok_or(PlanError::OutOfTime)
    }
}

impl Judgement {
    pub(crate) fn verdict(&self) -> &Verdict {
        match self {
            Self::Placed(placement) => &placement.verdict,
            Self::Impossible(verdict) => verdict,
        }
    }

    /// The placement, if nothing stands against it, or nothing but warnings that were accepted.
    pub(crate) fn accept(self, despite_warnings: bool) -> Result<Placement, Verdict> {
        match self {
            Self::Impossible(verdict) => Err(verdict),
            Self::Placed(placement) => {
                let Verdict { refusals, warnings } = &placement.verdict;
                let accepted = refusals.is_empty() && (warnings.is_empty() || despite_warnings);
                accepted
                    .then_some(placement.clone())
                    .ok_or(placement.verdict)
            }
        }
    }
}

impl Desk {
    /// Puts an order to the rules, on the facts of this view.
    pub(crate) fn judge(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        order: &Order,
        now: Timestamp,
    ) -> Result<Judgement, DeskError> {
        self.judge_beside(read, floor, order, &Beside::default(), now)
    }

    /// The same with more in the way than the book knows.
    pub(crate) fn judge_beside(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        order: &Order,
        beside: &Beside,
        now: Timestamp,
    ) -> Result<Judgement, DeskError> {
        let combs = match &order.ways {
            Ok(chains) => chains.wholes(),
            Err(error) => {
                let verdict = Verdict::of_plan_error(error);
                let verdict = verdict.ok_or_else(|| DeskError::from(error.clone()))?;
                return Ok(Judgement::Impossible(verdict));
            }
        };
        let longest = combs.iter().map(salon::Comb::length).max();
        let end = order.start.checked_add(longest.unwrap_or_default());
        let scope = Scope {
            window: Span {
                start: order.start,
                end: end.map_err(|_| PlanError::OutOfTime)?,
            },
            except: &order.moved.appointments,
            hold: order.hold.as_deref(),
            now,
        };
        let mut around = around(read, floor, scope, order.customer)?;
        around.taken.extend(beside.taken.iter().cloned());
        around.elsewhere.extend(beside.elsewhere.iter().cloned());
        let channel = self.caller.channel();
        let placed = place(combs, order.start, &around, channel, &floor.zone, now);
        Ok(Judgement::Placed(placed.ok_or(PlanError::OutOfTime)?))
    }

    /// The answer to an order: the appointment, or why not and when instead.
    pub(crate) fn answer(
        &self,
        outcome: Outcome,
        now: Timestamp,
    ) -> Result<AppointmentDetail, DeskError> {
        let (order, verdict) = match outcome {
            Outcome::Done(id) => return self.appointment(id.0, now),
            Outcome::Declined(declined) => *declined,
        };
        let refusal = Box::new(self.refusal(&order, &verdict, now)?);
        Err(match refusal.refusals.is_empty() {
            true => DeskError::Warnings(refusal),
            false => DeskError::Refused(refusal),
        })
    }

    pub(crate) fn refusal(
        &self,
        order: &Order,
        verdict: &Verdict,
        now: Timestamp,
    ) -> Result<Refusal, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            Ok(Refusal {
                refusals: show::reasons(&verdict.refusals, &floor),
                warnings: show::reasons(&verdict.warnings, &floor),
                nearest: self.nearest(read, &floor, order, now)?,
            })
        })
    }

    /// The start nearest to the wished one at which nothing stands against the order, if there is one within weeks.
    pub(crate) fn nearest(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        order: &Order,
        now: Timestamp,
    ) -> Result<Option<ProposalView>, DeskError> {
        let Ok(chains) = &order.ways else {
            return Ok(None);
        };
        let wish = order.start.max(now);
        for (before, after) in NEARBY {
            let start = wish.checked_sub(days(before)).unwrap_or(Timestamp::MIN);
            let end = wish.checked_add(days(after)).unwrap_or(Timestamp::MAX);
            let hunt = Hunt {
                combs: chains.wholes(),
                range: Span { start, end },
                except: &order.moved.appointments,
                hold: order.hold.as_deref(),
            };
            let found = hunt.run(read, floor, now)?;
            if let Some(near) = rank::nearest(&found.slots, wish, &found.diary) {
                return Ok(show::proposal(
                    &near,
                    chains,
                    &order.moved,
                    floor,
                    &found.owners,
                ));
            }
        }
        Ok(None)
    }
}

fn days(number: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * number)
}
