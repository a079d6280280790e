//! A visit on its way to another time: an appointment, and those that were booked with it and go along.
//!
//! Each keeps its distance to the one before it, so that what a customer had planned with pauses stays so planned. They are
//! judged as one comb and moved in one transaction. Whoever does two of them at once is refused by the book itself.

use jiff::{SignedDuration, Timestamp};
use salon::{AppointmentId, Chains, Comb, Lengths, PlanError};
use store::{Read, visits};

use crate::{
    DeskError,
    candidates::{Booked, Ways},
    facts::Floor,
    request::AlongWish,
};

/// Which booked appointments are put somewhere else. None for a new one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moved {
    /// One for each link of the chain, in their order.
    pub(crate) appointments: Vec<AppointmentId>,
    /// The link that start and stylist are said for; the first of a new chain.
    pub(crate) named: usize,
}

impl Moved {
    pub(crate) fn only(id: AppointmentId) -> Self {
        Self {
            appointments: vec![id],
            named: 0,
        }
    }
}

/// What moves together.
#[derive(Debug)]
pub(crate) struct Visit {
    /// By their start.
    parts: Vec<Part>,
    named: usize,
}

#[derive(Debug)]
struct Part {
    booked: Booked,
    /// With whom, for one that goes along.
    staff: Option<i64>,
}

/// Where a visit would begin, and in which ways.
pub(crate) struct Plan {
    pub(crate) ways: Ways,
    pub(crate) start: Timestamp,
}

impl Visit {
    /// The appointment `id` and those of its visit that are said to go along.
    ///
    /// # Errors
    /// As [`Booked::load`]; `UnknownAppointment` for one that is not of the same visit or is named twice.
    pub(crate) fn load(read: &Read<'_>, id: i64, along: &[AlongWish]) -> Result<Self, DeskError> {
        let named = Booked::load(read, id)?;
        let parked = named.parked;
        let mut strangers = visits::together(read, named.appointment.id)?;
        strangers.retain(|other| *other != named.appointment.id);
        let mut parts = vec![Part {
            booked: named,
            staff: None,
        }];
        for wish in along {
            let id = wish.appointment_id;
            let of_visit = strangers.iter().position(|other| other.0 == id);
            strangers.remove(of_visit.ok_or(DeskError::UnknownAppointment(id))?);
            let booked = Booked::load(read, id)?;
            // The tray and the sheet do not move as one.
            if booked.parked != parked {
                return Err(DeskError::NotBooked(booked.appointment.status));
            }
            let staff = wish.staff_id;
            parts.push(Part { booked, staff });
        }
        parts.sort_by_key(|part| part.booked.appointment.when.span.start);
        let is_named = |part: &Part| part.booked.appointment.id.0 == id;
        let named = parts.iter().position(is_named).unwrap_or_default();
        Ok(Self { parts, named })
    }

    /// The one that was asked about.
    pub(crate) fn named(&self) -> Result<&Booked, DeskError> {
        let part = self.parts.get(self.named);
        // It was put there.
        let part = part.ok_or(DeskError::Store(store::StoreError::Missing("appointments")))?;
        Ok(&part.booked)
    }

    /// By their start.
    pub(crate) fn appointments(&self) -> impl Iterator<Item = &Booked> {
        self.parts.iter().map(|part| &part.booked)
    }

    pub(crate) fn moved(&self) -> Moved {
        let ids = self.appointments().map(|booked| booked.appointment.id);
        Moved {
            appointments: ids.collect(),
            named: self.named,
        }
    }

    /// The ways to put it where the named appointment begins at `start` with `staff` (`None`: with whom it is) and parts of it last
    /// as `lengths` say.
    ///
    /// # Errors
    /// `UnknownStaff`; the store's.
    pub(crate) fn plan(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        staff: Option<i64>,
        lengths: &Lengths,
        start: Timestamp,
    ) -> Result<Plan, DeskError> {
        let ways = self.ways(read, floor, staff, lengths)?;
        let before = ways.as_ref().ok().and_then(|chains| {
            let links = chains.links_of(chains.wholes().first()?);
            Some(links.get(self.named)?.begins)
        });
        let start = start.checked_sub(before.unwrap_or_default());
        let start = start.map_err(|_| PlanError::OutOfTime)?;
        Ok(Plan { ways, start })
    }

    /// The ways to put it somewhere else; `staff` and `lengths` as in [`Visit::plan`].
    ///
    /// # Errors
    /// As [`Visit::plan`].
    pub(crate) fn ways(
        &self,
        read: &Read<'_>,
        floor: &Floor,
        staff: Option<i64>,
        lengths: &Lengths,
    ) -> Result<Ways, DeskError> {
        let mut services = Vec::with_capacity(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            let ways = match index == self.named {
                true => part.booked.combs(read, floor, staff, lengths)?,
                false => self.along(part, read, floor, staff)?,
            };
            match ways {
                Ok(combs) => services.push(combs),
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Chains::with_pauses(&services, &self.pauses()))
    }

    /// Who goes along stays with whom they are said to be; unsaid, whoever leaves the named appointment to somebody leaves this
    /// one to the same, if that can be.
    fn along(
        &self,
        part: &Part,
        read: &Read<'_>,
        floor: &Floor,
        staff: Option<i64>,
    ) -> Result<Result<Vec<Comb>, PlanError>, DeskError> {
        let usual = Lengths::new();
        if part.staff.is_some() {
            return part.booked.combs(read, floor, part.staff, &usual);
        }
        let leaves = self.named()?.appointment.when.staff;
        let with = part.booked.appointment.when.staff;
        let stays = part.booked.combs(read, floor, None, &usual)?;
        let goes = match staff.filter(|to| with == leaves && *to != leaves.0) {
            Some(to) => part.booked.combs(read, floor, Some(to), &usual)?,
            None => return Ok(stays),
        };
        let both = goes.into_iter().flatten().chain(stays?);
        Ok(Ok(both.collect()))
    }

    /// Between the end of each and the start of the next.
    fn pauses(&self) -> Vec<SignedDuration> {
        let spans = || {
            self.appointments()
                .map(|booked| booked.appointment.when.span)
        };
        let pairs = spans().zip(spans().skip(1));
        let pauses = pairs.map(|(one, next)| next.start.duration_since(one.end));
        pauses.collect()
    }
}
