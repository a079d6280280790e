//! A time kept free while the form is open.

use jiff::{SignedDuration, Timestamp};
use salon::{Reason, civil};
use store::{Tx, holds};

use crate::{
    Desk, DeskError, candidates::ways_of_visit, facts::Floor, order::Order, request::HoldRequest,
    view::HoldView, visit::Moved,
};

/// How long a hold lasts, in seconds. Asking again with its token prolongs it.
pub const HOLD_SECONDS: i64 = 300;

/// Held, or why not.
enum Held {
    Until(HoldView),
    Not(Box<(Order, salon::Verdict)>),
}

impl Desk {
    /// Keeps everybody's time free that the appointment would take. Warnings do not stand against it: they are asked about
    /// when it is booked.
    ///
    /// # Errors
    /// `Held` at once, if somebody else holds some of it; `Refused` otherwise; `unknown_*`, codes of times that are none,
    /// faults of the plan; the store's.
    pub fn hold(&self, request: &HoldRequest, now: Timestamp) -> Result<HoldView, DeskError> {
        let held = self.store.write(|tx| self.try_hold(tx, request, now));
        let (order, verdict) = match held? {
            Held::Until(hold) => return Ok(hold),
            Held::Not(declined) => *declined,
        };
        let refusal = Box::new(self.refusal(&order, &verdict, now)?);
        let by_a_hold = |reason: &Reason| matches!(reason, Reason::Held { .. });
        Err(match verdict.refusals.iter().any(by_a_hold) {
            true => DeskError::Held(refusal),
            false => DeskError::Refused(refusal),
        })
    }

    /// Gives a hold up; that it lapsed already is no error.
    ///
    /// # Errors
    /// The store's.
    pub fn release_hold(&self, token: &str) -> Result<(), DeskError> {
        self.store.write(|tx| Ok(holds::release(tx, token)?))
    }

    fn try_hold(
        &self,
        tx: &Tx<'_>,
        request: &HoldRequest,
        now: Timestamp,
    ) -> Result<Held, DeskError> {
        let floor = Floor::load(tx)?;
        let order = Order {
            ways: ways_of_visit(tx, &floor, &request.first(), &request.then)?,
            start: civil::parse_start(&request.start, &floor.zone)?,
            customer: None,
            moved: Moved::default(),
            hold: request.token.clone(),
        };
        let placement = match self.judge(tx, &floor, &order, now)?.accept(true) {
            Ok(placement) => placement,
            Err(verdict) => return Ok(Held::Not(Box::new((order, verdict)))),
        };
        let taken = placement.phases.iter();
        let times: Vec<_> = taken
            .filter_map(|phase| Some((phase.kind.occupies()?, phase.span)))
            .collect();
        holds::prune(tx, now)?;
        let token = self.token(tx, order.hold, now)?;
        let expires = now
            .checked_add(SignedDuration::from_secs(HOLD_SECONDS))
            .map_err(|_| salon::CivilError::Invalid)?;
        holds::take(tx, &token, &times, now, expires)?;
        Ok(Held::Until(HoldView {
            token,
            expires: civil::rfc3339(expires, &floor.zone),
        }))
    }

    /// The form's own token as long as it holds something, otherwise a new one: nobody chooses their own.
    fn token(
        &self,
        tx: &Tx<'_>,
        known: Option<String>,
        now: Timestamp,
    ) -> Result<String, DeskError> {
        match known {
            Some(token) if holds::is_held(tx, &token, now)? => Ok(token),
            Some(_) | None => Ok(self.ids.next(now)?.to_string()),
        }
    }
}
