//! "When could …?" – the few best times.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use salon::{
    AppointmentId, Chains, CivilError, Comb, Diary, PlanError, Proposal, Search, Slot, Span,
    Verdict, civil, rank, search::slots,
};
use store::Read;

use crate::{
    Desk, DeskError, Refusal,
    candidates::{lengths, ways_of_visit},
    facts::{Floor, GapOwners, Scope, diary},
    request::ProposeRequest,
    show,
    view::ProposalView,
    visit::{Moved, Visit},
};

/// How many days ahead are searched: the near ones first, more only if those do not offer enough.
const AHEAD: [i64; 3] = [14, 60, 180];
/// Most proposals in one answer.
const MOST: u8 = 50;

/// Picks the few of many.
type Rank = fn(&[Slot], &Diary, &TimeZone, usize) -> Vec<Proposal>;

impl Desk {
    /// The best times for a service, or for an appointment as it is booked, from a date or time on or the last before one, by
    /// start; none if nothing fits within half a year. Where an appointment is already is not among them.
    ///
    /// # Errors
    /// `unknown_service`, `unknown_staff`, `invalid_time`, `nobody_can` or another fault of the plan; `Refused` with
    /// `cannot_do` if that person may not do it; for a move `unknown_appointment`, `not_booked`; the store's.
    pub fn propose(
        &self,
        request: &ProposeRequest,
        now: Timestamp,
    ) -> Result<Vec<ProposalView>, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let instant = |text: &Option<String>| {
                let text = text.as_ref();
                text.map(|text| earliest(text, &floor)).transpose()
            };
            let (before, after) = (instant(&request.before)?, instant(&request.after)?);
            let from = instant(&request.from)?.max(after).unwrap_or(now).max(now);
            let wish = Wish::load(read, &floor, request)?;
            let limit = usize::from(request.limit.clamp(1, MOST));
            let mut best = Vec::new();
            for days in AHEAD {
                let hunt = Hunt {
                    combs: wish.chains.wholes(),
                    range: match before {
                        Some(before) => behind(from, before, days),
                        None => ahead(from, days),
                    },
                    except: &wish.moved.appointments,
                    hold: request.hold.as_deref(),
                };
                let mut found = hunt.run(read, &floor, now)?;
                found.slots.retain(|slot| !wish.is_there(slot));
                found.slots.retain(|slot| Some(slot.start) != after);
                let pick: Rank = match (before, after) {
                    (None, None) => rank::best,
                    (None, Some(_)) => rank::further,
                    (Some(_), _) => rank::earlier,
                };
                let proposals = pick(&found.slots, &found.diary, &floor.zone, limit);
                best = proposals
                    .iter()
                    .filter_map(|p| {
                        show::proposal(p, &wish.chains, &wish.moved, &floor, &found.owners)
                    })
                    .collect();
                if best.len() >= limit {
                    break;
                }
            }
            Ok(best)
        })
    }
}

/// What times are wanted for.
struct Wish {
    chains: Chains,
    /// What is to be moved.
    visit: Option<Visit>,
    moved: Moved,
}

impl Wish {
    fn load(read: &Read<'_>, floor: &Floor, request: &ProposeRequest) -> Result<Self, DeskError> {
        let (lengths, staff) = (lengths(&request.lengths), request.staff_id);
        let visit = request.appointment_id;
        let visit = visit.map(|id| Visit::load(read, id, &request.along));
        let visit = visit.transpose()?;
        let ways = match &visit {
            Some(visit) => visit.ways(read, floor, staff, &lengths)?,
            None => ways_of_visit(read, floor, &request.first(), &request.then)?,
        };
        let moved = visit.as_ref().map(Visit::moved).unwrap_or_default();
        Ok(Self {
            chains: ways.map_err(|error| not_at_all(error, floor))?,
            visit,
            moved,
        })
    }

    /// Whether nothing would change at all.
    fn is_there(&self, slot: &Slot) -> bool {
        let Some(visit) = &self.visit else {
            return false;
        };
        let mut pairs = visit.appointments().zip(self.chains.links_of(&slot.comb));
        pairs.all(|(booked, link)| {
            let start = slot.start.checked_add(link.begins).ok();
            let phases = start.and_then(|start| link.comb.at(start));
            booked.stands_as(link.comb.lead(), &phases.unwrap_or_default())
        })
    }
}

/// A civil date and time, or the midnight of a date.
fn earliest(text: &str, floor: &Floor) -> Result<Timestamp, CivilError> {
    match civil::parse_date(text) {
        Ok(date) => {
            let day = civil::day(date, &floor.zone).ok_or(CivilError::Invalid)?;
            Ok(day.start)
        }
        Err(_) => civil::parse_start(text, &floor.zone),
    }
}

/// The days before `before`, none of them before `from`.
fn behind(from: Timestamp, before: Timestamp, days: i64) -> Span {
    let start = before.checked_sub(SignedDuration::from_hours(24 * days));
    let start = start.unwrap_or(Timestamp::MIN).max(from);
    Span {
        start,
        end: before.max(start),
    }
}

fn ahead(from: Timestamp, days: i64) -> Span {
    let end = from.checked_add(SignedDuration::from_hours(24 * days));
    Span {
        start: from,
        end: end.unwrap_or(Timestamp::MAX),
    }
}

/// Why no time at all would do.
pub(crate) fn not_at_all(error: PlanError, floor: &Floor) -> DeskError {
    match Verdict::of_plan_error(&error) {
        Some(verdict) => DeskError::Refused(Box::new(Refusal {
            refusals: show::reasons(&verdict.refusals, floor),
            warnings: Vec::new(),
            nearest: None,
        })),
        None => error.into(),
    }
}

/// A search in the book.
#[derive(Debug)]
pub(crate) struct Hunt<'a> {
    pub(crate) combs: &'a [Comb],
    pub(crate) range: Span,
    pub(crate) except: &'a [AppointmentId],
    pub(crate) hold: Option<&'a str>,
}

/// What a search found, and the part of the book in which it did.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) slots: Vec<Slot>,
    pub(crate) diary: Diary,
    pub(crate) owners: GapOwners,
}

impl Hunt<'_> {
    pub(crate) fn run(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        now: Timestamp,
    ) -> Result<Found, DeskError> {
        // What starts within the range may end behind it.
        let longest = self
            .combs
            .iter()
            .map(Comb::length)
            .max()
            .unwrap_or_default();
        let end = self
            .range
            .end
            .checked_add(longest)
            .unwrap_or(Timestamp::MAX);
        let scope = Scope {
            window: Span {
                start: self.range.start,
                end,
            },
            except: self.except,
            hold: self.hold,
            now,
        };
        let (diary, owners) = diary(read, floor, scope)?;
        let search = Search {
            combs: self.combs,
            range: self.range,
            now,
            zone: &floor.zone,
        };
        Ok(Found {
            slots: slots(&search, &diary),
            diary,
            owners,
        })
    }
}
