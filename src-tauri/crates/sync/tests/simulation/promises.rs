//! What has to hold once all is well again. Each check answers what is broken, in words.

use std::collections::{BTreeMap, BTreeSet};

use calcom_sim::SimBooking;
use jiff::{SignedDuration, Timestamp, civil::Weekday, tz::TimeZone};
use salon::{AppointmentId, PhaseId, PhaseKind, Span, SpanSet, StaffId, Stretch, WorkingTime};
use store::{
    appointments::{self, Appointment, Status},
    blocked::{self, BlockReason},
    phases::{self, Phase},
    staff,
    sync::{
        BookingRow, BookingState, PhaseState, Subject, TaskState, booking,
        closing::{self, Block, Closing},
        operation, phase, review, task,
        whole::{self, WholeState},
    },
};

use crate::{desk::Desk, town::Town};

/// Everything that is broken, everywhere.
pub fn broken(town: &Town) -> Vec<String> {
    let mut broken = doubled(town);
    for desk in &town.desks {
        let look = Look::at(town, desk);
        let found = [
            look.tasks(),
            look.promises(),
            look.bookings(),
            look.blocks(),
            look.days(),
            look.closed(),
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

/// No phase has two live bookings.
fn doubled(town: &Town) -> Vec<String> {
    let mut of_phase: BTreeMap<String, Vec<SimBooking>> = BTreeMap::new();
    for booking in coming(town) {
        if let Some(phase) = booking.metadata.get("crm_phase_id") {
            of_phase.entry(phase.clone()).or_default().push(booking);
        }
    }
    of_phase.retain(|_, bookings| bookings.len() > 1);
    let told = |(phase, bookings): (String, Vec<SimBooking>)| {
        let uids: Vec<_> = bookings
            .iter()
            .map(|b| format!("{} at {}", b.uid, b.start))
            .collect();
        format!(
            "phase {phase} is booked {} times: {}",
            uids.len(),
            uids.join(", ")
        )
    };
    of_phase.into_iter().map(told).collect()
}

/// Live bookings that are not over.
fn coming(town: &Town) -> Vec<SimBooking> {
    let mut live = town.sim.live_bookings();
    live.retain(|booking| booking.end > town.now());
    live
}

fn is_tooth(phase: &Phase) -> bool {
    matches!(phase.planned.kind, PhaseKind::Staff { .. })
}

/// One desk's book, held against Cal.com.
struct Look<'a> {
    town: &'a Town,
    desk: &'a Desk,
    now: Timestamp,
    /// By user in Cal.com.
    staff: BTreeMap<i64, StaffId>,
    appointments: Vec<(Appointment, Vec<Phase>)>,
    /// With an open entry in the review list.
    in_review: BTreeSet<AppointmentId>,
    bookings_in_review: BTreeSet<String>,
    blocks_in_review: BTreeSet<PhaseId>,
}

/// When people can be booked in Cal.com.
fn sold(window: Span) -> SpanSet {
    let mut week = WorkingTime::default();
    for weekday in Weekday::Tuesday.cycle_forward().take(5) {
        let end = match weekday == Weekday::Saturday {
            true => 15 * 60,
            false => 18 * 60 + 30,
        };
        week.add_weekly(weekday, Stretch::new(9 * 60, end).unwrap());
    }
    week.during(&window, &TimeZone::get("Europe/Berlin").unwrap())
}

impl<'a> Look<'a> {
    fn at(town: &'a Town, desk: &'a Desk) -> Self {
        let now = town.now();
        let days = |days: i64| {
            now.checked_add(SignedDuration::from_hours(24 * days))
                .unwrap()
        };
        let window = Span::new(days(-2), days(60)).unwrap();
        let members = desk.read(staff::all);
        let appointments = desk.read(|read| appointments::during(read, window));
        let with_phases = |a: Appointment| {
            let comb = desk.read(|read| phases::of_appointment(read, a.id));
            (a, comb)
        };
        let open = desk.read(review::list);
        Self {
            town,
            desk,
            now,
            staff: members
                .iter()
                .filter_map(|m| Some((m.calcom_user_id?, m.id)))
                .collect(),
            appointments: appointments.into_iter().map(with_phases).collect(),
            in_review: open.iter().filter_map(|entry| entry.appointment).collect(),
            blocks_in_review: open
                .iter()
                .filter(|entry| entry.day.is_some())
                .filter_map(|entry| entry.phase)
                .collect(),
            bookings_in_review: open
                .into_iter()
                .filter_map(|entry| entry.booking_uid)
                .collect(),
        }
    }

    /// Nothing is under way any more, and what needs a person is told to one.
    fn tasks(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for (appointment, _) in &self.appointments {
            let id = appointment.id;
            let open = self.desk.read(|read| operation::open_of(read, id));
            if !open.is_empty() {
                broken.push(format!("appointment {id} has unsettled writes: {open:?}"));
            }
            let Some(task) = self.desk.read(|read| task::find(read, id)) else {
                continue;
            };
            match task.state {
                TaskState::Done => {}
                TaskState::Blocked if self.in_review.contains(&id) => {}
                TaskState::Blocked
                | TaskState::Waiting
                | TaskState::Sending
                | TaskState::Uncertain => {
                    broken.push(format!("{task:?}, but no entry in the review list"));
                }
            }
        }
        broken
    }

    /// Every promised segment has its booking, where it should be; what is cancelled has none.
    fn promises(&self) -> Vec<String> {
        let unexplained = self
            .appointments
            .iter()
            .filter(|(a, _)| !self.in_review.contains(&a.id));
        let broken = unexplained.flat_map(|(appointment, comb)| {
            let teeth = comb.iter().filter(|p| is_tooth(p));
            teeth.filter_map(|tooth| {
                let place = self.place_of(appointment, comb, tooth);
                let what = self.wrong_with(appointment, tooth, place)?;
                Some(format!(
                    "{} appointment {} segment {} at {}: {what}",
                    appointment.status.as_str(),
                    appointment.id,
                    tooth.planned.key,
                    tooth.planned.span.start
                ))
            })
        });
        broken.collect()
    }

    /// Where Cal.com has to show a segment; `None`: nowhere, because the booking of the first stands for all.
    fn place_of(&self, appointment: &Appointment, comb: &[Phase], tooth: &Phase) -> Option<Span> {
        let whole = self
            .desk
            .read(|read| whole::find(read, appointment.id))
            .filter(|whole| whole.state != WholeState::Splitting)
            .filter(|whole| whole.minutes == appointment.when.span.minutes());
        let Some(whole) = whole else {
            return Some(tooth.planned.span);
        };
        let mut teeth = comb.iter().filter(|phase| is_tooth(phase));
        let first = teeth.clone().next().map(|first| first.id);
        match teeth.all(|phase| phase.planned.kind.staff() == whole.staff) {
            false => Some(tooth.planned.span),
            true => (first == Some(tooth.id)).then_some(appointment.when.span),
        }
    }

    fn wrong_with(
        &self,
        appointment: &Appointment,
        tooth: &Phase,
        place: Option<Span>,
    ) -> Option<String> {
        let standings = self.desk.read(|read| phase::of(read, appointment.id));
        let standing = standings
            .iter()
            .find(|standing| standing.phase == tooth.id)?;
        let span = place.unwrap_or(tooth.planned.span);
        let known = self.desk.read(|read| booking::live_of(read, tooth.id));
        let there = known.and_then(|row| self.town.sim.find_booking(&row.uid));
        let live = there.filter(|booking| booking.status.is_live());
        let wanted = appointment.status != Status::Cancelled
            && standing.state != PhaseState::Local
            && place.is_some();
        match (live, wanted) {
            (Some(booking), false) if booking.end > self.now => {
                Some(format!("{} is live, though not wanted", booking.uid))
            }
            (Some(booking), true) if span.end > self.now => {
                let in_place = self.place(&booking) == (Some(tooth.planned.kind.staff()), span);
                (!in_place).then(|| {
                    format!(
                        "its booking {} is elsewhere: {}",
                        booking.uid, booking.start
                    )
                })
            }
            (None, true) if span.start > self.now => Some(format!("no booking; {standing:?}")),
            (None, true) if standing.state != PhaseState::Synced => {
                Some(format!("never booked; {standing:?}"))
            }
            _ => None,
        }
    }

    fn place(&self, booking: &SimBooking) -> (Option<StaffId>, Span) {
        let staff = booking
            .host_ids
            .first()
            .and_then(|host| self.staff.get(host))
            .copied();
        (
            staff,
            Span {
                start: booking.start,
                end: booking.end,
            },
        )
    }

    /// Every live booking of one of our people is known, and takes the time that it takes over there.
    fn bookings(&self) -> Vec<String> {
        let theirs = coming(self.town)
            .into_iter()
            .filter(|b| self.place(b).0.is_some());
        theirs
            .filter_map(|booking| self.unknown(&booking))
            .collect()
    }

    fn unknown(&self, booking: &SimBooking) -> Option<String> {
        if self.bookings_in_review.contains(&booking.uid) {
            return None;
        }
        let told = |what: &str| {
            Some(format!(
                "live booking {} at {}: {what} {:?}",
                booking.uid,
                booking.start,
                booking.metadata.get("crm_phase_id")
            ))
        };
        let (staff, span) = self.place(booking);
        if let Some(block) = self
            .desk
            .read(|read| blocked::find_by_booking(read, &booking.uid))
        {
            let same = block.span == span && Some(block.staff) == staff;
            return if same {
                None
            } else {
                told("blocks another time")
            };
        }
        let Some(row) = self.desk.read(|read| booking::find(read, &booking.uid)) else {
            return told("nobody knows it");
        };
        if let Some(block) = self.desk.read(|read| closing::find(read, row.phase)) {
            return self.wrong_with_block(&block, &row, booking).and_then(told);
        }
        let tooth = self
            .desk
            .read(|read| phases::find(read, row.phase))
            .unwrap();
        let appointment = self
            .desk
            .read(|read| appointments::find(read, tooth.appointment))
            .unwrap();
        if self.in_review.contains(&appointment.id) {
            return None;
        }
        let comb = self
            .desk
            .read(|read| phases::of_appointment(read, appointment.id));
        let is_at = self.place_of(&appointment, &comb, &tooth);
        match row.state {
            BookingState::Gone => told("the book believes it gone"),
            BookingState::Surplus => told("one too many, and not taken back"),
            BookingState::Live if appointment.status == Status::Cancelled => {
                told("its appointment is cancelled")
            }
            BookingState::Live if is_at.unwrap_or(tooth.planned.span) != span => {
                told("the book has it elsewhere")
            }
            BookingState::Live if Some(tooth.planned.kind.staff()) != staff => {
                told("the book has it with somebody else")
            }
            BookingState::Live => None,
        }
    }

    /// What holds time of a day holds what is closed, and where it does not, a person knows.
    fn wrong_with_block(
        &self,
        block: &Block,
        row: &BookingRow,
        booking: &SimBooking,
    ) -> Option<&'static str> {
        let elsewhere = self.place(booking) != (Some(block.staff), block.span);
        let known = self.blocks_in_review.contains(&block.id);
        match row.state {
            BookingState::Gone => Some("the book believes the block gone"),
            BookingState::Surplus => Some("one block too many, and not taken back"),
            BookingState::Live if block.closing != Closing::Held => Some("its time is not closed"),
            BookingState::Live if elsewhere && !known => Some("the book has the block elsewhere"),
            BookingState::Live => None,
        }
    }

    /// No day is under way any more.
    fn days(&self) -> Vec<String> {
        let far = self.now.checked_add(SignedDuration::from_hours(24 * 365));
        let due = self
            .desk
            .read(|read| task::due(read, far.unwrap(), usize::MAX));
        due.iter()
            .filter(|task| matches!(task.subject, Subject::Day(_)))
            .map(|task| format!("{task:?} is not done"))
            .collect()
    }

    /// Time off that Cal.com would sell is held by bookings, or a person has decided otherwise.
    fn closed(&self) -> Vec<String> {
        let days = |days: i64| self.now.checked_add(SignedDuration::from_hours(24 * days));
        // What begins at this very moment is not held any more.
        let soon = self.now.checked_add(SignedDuration::from_mins(2)).unwrap();
        let window = Span::new(soon, days(30).unwrap()).unwrap();
        let coming: SpanSet = [window].into_iter().collect();
        let broken = self.desk.staff.iter().flat_map(|staff| {
            let off = self
                .desk
                .read(|read| blocked::during(read, &[*staff], window));
            let off: SpanSet = off
                .iter()
                .filter(|one| one.reason != BlockReason::Calcom)
                .map(|one| one.span)
                .collect();
            let held: SpanSet = self.held(*staff, window).into_iter().collect();
            let left = sold(window).and(&coming).and(&off).minus(&held);
            let broken = left.iter().filter(|span| span.minutes() >= 5);
            broken
                .map(|span| {
                    format!(
                        "{staff} is off from {} to {}, and for sale",
                        span.start, span.end
                    )
                })
                .collect::<Vec<_>>()
        });
        broken.collect()
    }

    /// What bookings take of somebody's time, and what a person decided about.
    fn held(&self, staff: StaffId, window: Span) -> Vec<Span> {
        let live = self.town.sim.live_bookings();
        let places = live.iter().map(|booking| self.place(booking));
        let theirs = places.filter(|(whose, _)| *whose == Some(staff));
        let mut held: Vec<Span> = theirs.map(|(_, span)| span).collect();
        for desk in &self.town.desks {
            let blocks = desk.read(|read| closing::during(read, staff, window));
            for block in blocks {
                let standings = desk.read(|read| phase::of(read, block.day));
                let decided = standings.iter().any(|standing| {
                    standing.phase == block.id
                        && matches!(standing.state, PhaseState::Blocked | PhaseState::Local)
                });
                held.extend(decided.then_some(block.span));
            }
        }
        held
    }

    /// Time is blocked for bookings that exist, and for no others.
    fn blocks(&self) -> Vec<String> {
        let staff: Vec<_> = self.desk.staff.to_vec();
        let window = Span::new(
            self.now,
            self.now
                .checked_add(SignedDuration::from_hours(24 * 60))
                .unwrap(),
        );
        let blocked = self
            .desk
            .read(|read| blocked::during(read, &staff, window.unwrap()));
        let by_booking = blocked
            .iter()
            .filter(|block| block.reason == BlockReason::Calcom);
        let stale = by_booking.filter_map(|block| {
            let uid = block.booking_uid.as_deref()?;
            let there = self
                .town
                .sim
                .find_booking(uid)
                .filter(|booking| booking.status.is_live());
            there.is_none().then(|| {
                format!(
                    "time is blocked at {} for {uid}, which is gone",
                    block.span.start
                )
            })
        });
        stale.collect()
    }
}
