//! Somebody stands at the desk without an appointment: who can take them, and how soon.

use jiff::Timestamp;
use salon::{Span, civil, rank};

use crate::{
    Desk, DeskError,
    candidates::ways_of_visit,
    facts::Floor,
    propose::{Hunt, not_at_all},
    request::ServiceWish,
    show,
    view::ProposalView,
    visit::Moved,
};

impl Desk {
    /// The first start of today for each stylist who can do it, the soonest first; nobody who cannot today.
    ///
    /// # Errors
    /// `unknown_service`, `nobody_can` or another fault of the plan; the store's.
    pub fn walk_in(&self, service: i64, now: Timestamp) -> Result<Vec<ProposalView>, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            let wish = ServiceWish {
                service_id: service,
                staff_id: None,
                lengths: Vec::new(),
            };
            let chains = ways_of_visit(read, &floor, &wish, &[])?;
            let chains = chains.map_err(|error| not_at_all(error, &floor))?;
            let today = civil::day(civil::date_of(now, &floor.zone), &floor.zone);
            let hunt = Hunt {
                combs: chains.wholes(),
                range: Span {
                    start: now,
                    end: today.map_or(now, |day| day.end),
                },
                except: &[],
                hold: None,
            };
            let found = hunt.run(read, &floor, now)?;
            let first = rank::first_of_each(&found.slots, &found.diary);
            Ok(first
                .iter()
                .filter_map(|one| {
                    show::proposal(one, &chains, &Moved::default(), &floor, &found.owners)
                })
                .collect())
        })
    }
}
