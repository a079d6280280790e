//! What has to hold on the wire at any time, whatever the weather: lanes keep order, and calls stay within the budget.
//!
//! Each check looks at all calls that Cal.com has seen from the desks and answers what is broken, in words.

use std::collections::BTreeMap;

use calcom_sim::CallRecord;
use jiff::{SignedDuration, Timestamp};
use salon::{PhaseId, Span};
use store::{
    appointments, phases,
    sync::{OperationKind, OperationRow, booking, closing, operation},
};

use uuid::Uuid;

use crate::{desk::Desk, town::Town};

/// How long a window lasts that nobody overruns.
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Everything that is broken, everywhere.
pub fn broken(town: &Town) -> Vec<String> {
    let mut calls = town.sim.calls();
    calls.sort_by_key(|call| call.came);
    let mut broken = beyond_the_budget(&calls);
    for desk in &town.desks {
        let writes: Vec<_> = calls
            .iter()
            .filter_map(|call| Write::of(desk, call))
            .collect();
        let found = [
            side_by_side(town, desk, &writes),
            out_of_order(town, desk, &writes),
        ];
        broken.extend(
            found
                .concat()
                .into_iter()
                .map(|what| format!("{}: {what}", desk.name)),
        );
    }
    broken
}

/// No run of the program makes more calls in a window than it has, nor calls again once it was told to wait.
fn beyond_the_budget(calls: &[CallRecord]) -> Vec<String> {
    let mut windows: BTreeMap<_, Vec<&CallRecord>> = BTreeMap::new();
    for call in calls {
        if let Some(counted) = call.counted {
            let window = windows.entry((&call.client, counted.window)).or_default();
            window.push(call);
        }
    }
    // Bad weather that refuses a call within the limit tells of another window than the one that is counted in.
    let weather = |call: &&CallRecord| {
        call.status == Some(429) && call.counted.is_some_and(|counted| counted.passes)
    };
    windows.retain(|_, calls| !calls.iter().any(&weather));
    let judged = windows.into_iter().filter_map(|((client, window), calls)| {
        let limit = calls.iter().filter_map(|call| call.counted).next()?.limit;
        let refused = |call: &&CallRecord| call.counted.is_some_and(|counted| !counted.passes);
        // Those of the same moment were on their way already; a refusal is answered at once.
        let told = calls.iter().copied().find(refused).map(|call| call.at);
        let late = |call: &&&CallRecord| told.is_some_and(|told| call.at > told);
        let deaf = calls.iter().filter(late).count();
        // One that another desk has overrun lasts longer, and nobody has told this one yet.
        let ends = window.checked_add(WINDOW).unwrap_or(window);
        let made = calls.iter().filter(|call| call.at < ends).count();
        if made > limit as usize {
            return Some(format!(
                "{client}: {made} calls in the window of {window}, which allows {limit}"
            ));
        }
        (deaf > 0).then(|| format!("{client}: {deaf} calls after it was told to wait at {window}"))
    });
    judged.collect()
}

/// A write of a booking, as it came.
struct Write<'a> {
    call: &'a CallRecord,
    kind: OperationKind,
    /// Empty for a create.
    uid: &'a str,
}

impl<'a> Write<'a> {
    fn of(desk: &Desk, call: &'a CallRecord) -> Option<Self> {
        let kind = match (call.method.as_str(), call.route.as_str()) {
            ("POST", "/v2/bookings") => OperationKind::Create,
            ("POST", "/v2/bookings/{uid}/reschedule") => OperationKind::Reschedule,
            ("POST", "/v2/bookings/{uid}/cancel") => OperationKind::Cancel,
            _ => return None,
        };
        let path = call.path.strip_prefix("/v2/bookings/").unwrap_or_default();
        let uid = path.split('/').next().unwrap_or_default();
        desk.makes(call).then_some(Self { call, kind, uid })
    }

    /// The phase by its name in the world: as the booking was made, or as this desk knows the booking. A whole that another desk booked
    /// anew has that desk's names.
    fn phase(&self, town: &Town, desk: &Desk) -> String {
        let named = |metadata: &BTreeMap<String, String>| metadata.get("crm_phase_id").cloned();
        let carried = || self.call.body["metadata"]["crm_phase_id"].as_str();
        let made = || {
            let booking = town.sim.find_booking(self.uid)?;
            named(&booking.metadata)
        };
        let found = match self.kind {
            OperationKind::Create => carried().map(str::to_owned),
            OperationKind::Reschedule | OperationKind::Cancel => self.known_as(desk).or_else(made),
        };
        found.unwrap_or_else(|| self.uid.to_owned())
    }

    fn known_as(&self, desk: &Desk) -> Option<String> {
        let row = desk.read(|read| booking::find(read, self.uid))?;
        let phase = desk.read(|read| phases::find(read, row.phase));
        let block = || desk.read(|read| closing::find(read, row.phase));
        let uid = phase.map(|known| known.uid).or_else(|| Some(block()?.uid));
        uid.map(|uid| uid.to_string())
    }

    fn start(&self) -> Option<Timestamp> {
        self.call.body["start"].as_str()?.parse().ok()
    }

    /// Whether it is what the journal says there.
    fn is(&self, row: &OperationRow) -> bool {
        let start = || row.span.map(|span| span.start) == self.start();
        let uid = || row.booking_uid.as_deref() == Some(self.uid);
        let event_type = || row.event_type_id == self.call.body["eventTypeId"].as_i64();
        row.kind == self.kind
            && match self.kind {
                OperationKind::Create => event_type() && start(),
                OperationKind::Reschedule => uid() && start(),
                OperationKind::Cancel => uid(),
            }
    }

    fn told(&self) -> String {
        let CallRecord {
            at, method, path, ..
        } = self.call;
        format!("{method} {path} at {at}")
    }
}

/// A phase has one write in the air at most.
fn side_by_side(town: &Town, desk: &Desk, writes: &[Write<'_>]) -> Vec<String> {
    let mut in_the_air: BTreeMap<String, &Write<'_>> = BTreeMap::new();
    let mut broken = Vec::new();
    for write in writes {
        let phase = write.phase(town, desk);
        let Some(before) = in_the_air.insert(phase.clone(), write) else {
            continue;
        };
        if before.call.gone > write.call.came {
            let (first, second) = (before.told(), write.told());
            broken.push(format!("{first} was not over for {second} of {phase}"));
        }
    }
    broken
}

/// What comes of a phase is in the journal, and in the journal's order.
fn out_of_order(town: &Town, desk: &Desk, writes: &[Write<'_>]) -> Vec<String> {
    let mut journal = journal(town, desk);
    let mut broken = Vec::new();
    for write in writes {
        let phase = write.phase(town, desk);
        let known = phase
            .parse()
            .ok()
            .and_then(|uid| find(desk, uid, &mut journal));
        // A gap that was left out has taken its rows along.
        let Some(rows) = known.and_then(|known| journal.get_mut(&known)) else {
            continue;
        };
        match rows.iter().position(|row| write.is(row)) {
            // What stands before it never came; it may not come after it either.
            Some(place) => drop(rows.drain(..=place)),
            None => broken.push(format!(
                "{} of {phase} is not what the journal has next: {rows:?}",
                write.told()
            )),
        }
    }
    broken
}

/// A phase by its name in the world. The journal of a block is put beside those of the segments and gaps.
fn find(
    desk: &Desk,
    uid: Uuid,
    journal: &mut BTreeMap<PhaseId, Vec<OperationRow>>,
) -> Option<PhaseId> {
    if let Some(phase) = desk.read(|read| phases::find_by_uid(read, uid)) {
        return Some(phase.id);
    }
    let block = desk.read(|read| closing::find_by_uid(read, uid))?;
    journal.entry(block.id).or_insert_with(|| {
        let mut of_day = desk.read(|read| operation::of(read, block.day));
        of_day.retain(|row| row.phase == block.id);
        of_day
    });
    Some(block.id)
}

/// The writes of each phase of an appointment, in the order in which they were journaled.
fn journal(town: &Town, desk: &Desk) -> BTreeMap<PhaseId, Vec<OperationRow>> {
    let days = |days: i64| {
        town.now()
            .checked_add(SignedDuration::from_hours(24 * days))
            .unwrap()
    };
    let window = Span::new(days(-30), days(60)).unwrap();
    let mut journal: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for appointment in desk.read(|read| appointments::during(read, window)) {
        for row in desk.read(|read| operation::of(read, appointment.id)) {
            journal.entry(row.phase).or_default().push(row);
        }
    }
    journal
}
