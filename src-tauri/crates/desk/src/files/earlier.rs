//! What earlier lines of a file took, as a rehearsal has it: nothing of it is in the book.

use std::collections::{BTreeSet, HashMap};

use import::AppointmentDraft;
use jiff::{SignedDuration, Timestamp};
use salon::{
    AppointmentId, CustomerId, PhaseKind, Span,
    conflict::{Elsewhere, Taken},
};

use super::{appointments::Fits, person::Person};
use crate::order::Beside;

/// No appointment is as long.
const NEAR: SignedDuration = SignedDuration::from_hours(48);

/// One file's.
#[derive(Default)]
pub(super) struct Earlier {
    taken: Vec<Taken>,
    sitting: Vec<(String, Elsewhere)>,
    people: BTreeSet<String>,
    /// Keys of all lines with their numbers, so that a line that is there twice is a fault of the file.
    lines: HashMap<String, u64>,
}

impl Earlier {
    /// What of it may be in the way of something that begins then: a file may have thousands of lines.
    pub(super) fn beside(
        &self,
        person: &Person,
        draft: &AppointmentDraft,
        start: Timestamp,
    ) -> Beside {
        let who = whose(person, draft);
        let near = |span: &Span| {
            let far = |at: Timestamp| at.duration_since(start).abs() > NEAR;
            !(far(span.start) && far(span.end))
        };
        let sitting = self.sitting.iter().filter(|(other, _)| *other == who);
        let taken = self.taken.iter().filter(|taken| near(&taken.span));
        Beside {
            taken: taken.cloned().collect(),
            elsewhere: sitting.map(|(_, elsewhere)| elsewhere.clone()).collect(),
        }
    }

    /// The line that is known by the same key; from now on this one is, if there is none.
    pub(super) fn first(&mut self, key: &str, line: u64) -> Option<u64> {
        let first = self.lines.get(key).copied();
        if first.is_none() {
            self.lines.insert(key.to_owned(), line);
        }
        first
    }

    /// As if it were booked; answers whether its customer is somebody new.
    pub(super) fn take(&mut self, fits: &Fits, draft: &AppointmentDraft) -> bool {
        let who = whose(&fits.person, draft);
        let phases = &fits.placement.phases;
        self.taken.extend(phases.iter().filter_map(|phase| {
            Some(Taken {
                staff: phase.kind.occupies()?,
                span: phase.span,
                appointment: AppointmentId(0),
                customer: fits.person.id().unwrap_or(CustomerId(0)),
                customer_name: draft.customer.name.as_str().to_owned(),
                what: match phase.name.is_empty() {
                    true => fits.service.name.clone(),
                    false => phase.name.clone(),
                },
                gap: matches!(phase.kind, PhaseKind::Gap { .. }),
            })
        }));
        let elsewhere = Elsewhere {
            appointment: AppointmentId(0),
            span: fits.placement.span(),
            staff: fits.placement.comb.lead(),
            what: fits.service.name.clone(),
        };
        self.sitting.push((who.clone(), elsewhere));
        fits.person.id().is_none() && self.people.insert(who)
    }
}

fn whose(person: &Person, draft: &AppointmentDraft) -> String {
    match person.id() {
        Some(id) => id.to_string(),
        None => draft.customer.identity(),
    }
}
