//! Calls with the phone agent, and what each of them did to the book.

use jiff::Timestamp;
use salon::civil;
use store::{
    Read,
    calls::{self, Call},
    customers, day,
    sync::standing,
};

use crate::{
    Desk, DeskError,
    facts::Floor,
    show,
    typed::Typed,
    view::{CallDeed, CallListView, CallView, CallerRef},
};

/// Calls on one page.
const PAGE: u8 = 50;

/// Calls that are found at once.
const MOST: u32 = 8;

impl Desk {
    /// The latest calls before this one, or the latest of all, and where to go on.
    ///
    /// # Errors
    /// The store's.
    pub fn calls(&self, before: Option<i64>, now: Timestamp) -> Result<CallListView, DeskError> {
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            // One more tells whether there is another page.
            let mut found = calls::latest(read, before, u32::from(PAGE) + 1)?;
            let more = found.len() > usize::from(PAGE);
            found.truncate(usize::from(PAGE));
            Ok(CallListView {
                total: calls::count(read)?,
                next: found.last().filter(|_| more).map(|call| call.id),
                calls: found
                    .iter()
                    .map(|call| shown(read, call, &floor, now))
                    .collect::<Result<_, DeskError>>()?,
            })
        })
    }

    /// Calls by whoever called, whom an appointment of theirs is for, or the number; the latest first, at most eight.
    ///
    /// # Errors
    /// The store's.
    pub fn find_calls(&self, text: &str, now: Timestamp) -> Result<Vec<CallView>, DeskError> {
        let Some(typed) = Typed::read(text) else {
            return Ok(Vec::new());
        };
        self.store.read(|read| {
            let floor = Floor::load(read)?;
            calls::search(read, typed.search(), MOST)?
                .iter()
                .map(|call| shown(read, call, &floor, now))
                .collect()
        })
    }
}

pub(crate) fn shown(
    read: &Read<'_>,
    call: &Call,
    floor: &Floor,
    now: Timestamp,
) -> Result<CallView, DeskError> {
    let mut deeds = Vec::new();
    for (appointment, deed) in calls::deeds(read, call.id)? {
        if let Some(entry) = day::find(read, appointment, now)? {
            let standings = show::by_phase(standing::of_appointment(read, appointment)?);
            deeds.push(CallDeed {
                deed: deed.as_str().to_owned(),
                appointment: show::by_itself(&entry, &standings, floor),
            });
        }
    }
    let customer = call
        .customer
        .map(|id| customers::find(read, id))
        .transpose()?;
    let moment = |at| civil::rfc3339(at, &floor.zone);
    Ok(CallView {
        id: call.id,
        direction: call.direction.as_str().to_owned(),
        phone: call.phone.as_deref().map(show::spelled),
        customer: customer.flatten().map(|one| CallerRef {
            id: one.id.0,
            name: one.name,
        }),
        started: moment(call.started_at),
        ended: call.ended_at.map(moment),
        outcome: call.outcome.as_str().to_owned(),
        summary: call.summary.clone(),
        deeds,
    })
}
