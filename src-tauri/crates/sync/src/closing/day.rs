//! One person's days: what is sold in Cal.com, what is sold here, who is booked – and which blocks follow from that.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use salon::{
    Span, SpanSet, StaffId, WorkingTime, civil,
    closing::{BlockLengths, Closing as Rule, Fate},
};
use store::{
    Read, StoreError, Tx,
    blocked::{self, BlockReason},
    hours, settings, staff,
    sync::{
        Priority, block_type,
        closing::{self, Block, Closing},
    },
};
use uuid::Uuid;

use crate::{block, hours::Hours};

/// How many days ahead what repeats every week is held.
const AHEAD: i64 = 60;
/// How many days ahead single dates are.
const FAR_AHEAD: i64 = 400;
/// What is nearer than so many days is not left until there is nothing else to do.
const NEAR: i64 = 7;

const LENGTHS: BlockLengths = BlockLengths {
    step: block::STEP,
    longest: block::LONGEST,
};

/// The world in which blocks have their names.
const BLOCKS: Uuid = Uuid::from_u128(0x4c1d_95a2_7e03_4b6f_8d54_90c3_1fb2_a6e8);

/// Whether the salon sells any of a stretch. Nobody's hours are entered: then they are not known to end.
pub(crate) fn is_open(
    read: &Read<'_>,
    staff: StaffId,
    span: Span,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(person) = Person::load(read, staff, now)? else {
        return Ok(true);
    };
    let facts = Facts::load(read, &person, span)?;
    let date = civil::date_of(span.start, &person.zone);
    Ok(!person.open(date, span, &facts).touching(&span).is_empty())
}

/// Somebody whose time can be held.
pub(crate) struct Person {
    id: StaffId,
    /// As a user of Cal.com; `None`: nothing of theirs is to be held any more.
    user: Option<i64>,
    zone: TimeZone,
    today: Date,
    /// What Cal.com sells, and in which zone; `None`: not known, so it is what the salon sells.
    sold: Option<(WorkingTime, TimeZone)>,
}

/// What the book knows about somebody's time.
struct Facts {
    /// `None`: nobody has entered their hours, so nothing is known to be outside of them.
    working: Option<WorkingTime>,
    exceptions: BTreeSet<Date>,
    off: SpanSet,
    taken: SpanSet,
    /// Those whose booking is in place first, by its number: of two the same one goes at every desk, and none for the sake of one that was
    /// moved away.
    blocks: Vec<Block>,
}

impl Person {
    /// `None`: there is no such person, or nothing to hold their time with.
    pub(crate) fn load(
        read: &Read<'_>,
        id: StaffId,
        now: Timestamp,
    ) -> Result<Option<Self>, StoreError> {
        let has_type = block_type::all(read)?.iter().any(|known| known.staff == id);
        let Some(member) = staff::find(read, id)?.filter(|_| has_type) else {
            return Ok(None);
        };
        let zone = TimeZone::get(&settings::zone(read)?).unwrap_or(TimeZone::UTC);
        let sold = closing::find_sold(read, id)?.and_then(|known| {
            // What a newer Kamm wrote is read anew tonight.
            let hours: Hours = serde_json::from_str(&known.hours).ok()?;
            let zone = TimeZone::get(&known.zone).unwrap_or_else(|_| zone.clone());
            Some((hours.working_time(), zone))
        });
        Ok(Some(Self {
            id,
            user: member
                .calcom_user_id
                .filter(|_| member.archived_at.is_none()),
            today: civil::date_of(now, &zone),
            zone,
            sold,
        }))
    }

    /// Cuts the days anew that `marked` touches.
    pub(super) fn recut(
        &self,
        tx: &Tx<'_>,
        marked: &SpanSet,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let everything = self.is_everything(marked);
        let days = match everything {
            true => self.all_dates(tx)?,
            false => marked.iter().flat_map(|span| self.dates(span)).collect(),
        };
        let days = self.coming(days);
        let (Some((_, first)), Some((_, last))) = (days.first(), days.last()) else {
            return Ok(());
        };
        let Some(window) = Span::new(first.start, last.end) else {
            return Ok(());
        };
        let facts = Facts::load(tx, self, window)?;
        let near = match everything {
            true => Priority::Backlog,
            false => Priority::Interactive,
        };
        for (date, day) in days {
            self.recut_day(tx, (date, day), &facts, near, now)?;
        }
        Ok(())
    }

    /// The last moment that is looked after.
    fn until(&self) -> Timestamp {
        let far = jiff::Span::new().days(FAR_AHEAD);
        let last = self.today.checked_add(far).unwrap_or(self.today);
        civil::day(last, &self.zone).map_or(Timestamp::MAX, |day| day.end)
    }

    /// Whether hours have changed, and not only single times.
    fn is_everything(&self, marked: &SpanSet) -> bool {
        marked.iter().any(|span| span.end > self.until())
    }

    /// Those that are not over, in their order.
    fn coming(&self, dates: BTreeSet<Date>) -> Vec<(Date, Span)> {
        let coming = dates.into_iter().filter(|date| *date >= self.today);
        coming
            .filter_map(|date| Some((date, civil::day(date, &self.zone)?)))
            .collect()
    }

    /// Every date about which there may be something to hold.
    fn all_dates(&self, read: &Read<'_>) -> Result<BTreeSet<Date>, StoreError> {
        let from = civil::day(self.today, &self.zone).map_or(Timestamp::MIN, |day| day.start);
        let coming = Span {
            start: from,
            end: self.until(),
        };
        let soon = self.today.series(jiff::Span::new().days(1));
        let soon = soon.take_while(|date| self.is_soon(*date, AHEAD));
        let last = civil::date_of(coming.end, &self.zone);
        let exceptions = hours::exceptions(read, self.today, last)?;
        let own = exceptions.iter().filter(|one| one.staff == self.id);
        let blocked = blocked::during(read, &[self.id], coming)?;
        let off = blocked
            .iter()
            .filter(|one| one.reason != BlockReason::Calcom);
        let off = off.flat_map(|one| {
            self.dates(&Span {
                start: one.span.start.max(coming.start),
                end: one.span.end.min(coming.end),
            })
        });
        let held = closing::dates(read, self.id, self.today)?;
        let own = own.map(|one| one.date);
        Ok(soon.chain(own).chain(off).chain(held).collect())
    }

    fn dates(&self, span: &Span) -> Vec<Date> {
        let last = civil::date_of(span.end, &self.zone);
        civil::date_of(span.start, &self.zone)
            .series(jiff::Span::new().days(1))
            .take_while(|date| *date <= last)
            .collect()
    }

    fn is_soon(&self, date: Date, days: i64) -> bool {
        let until = self.today.checked_add(jiff::Span::new().days(days));
        until.is_ok_and(|until| date < until)
    }

    /// What the salon sells of a day, or of part of it.
    fn open(&self, date: Date, day: Span, facts: &Facts) -> SpanSet {
        let whole: SpanSet = [day].into_iter().collect();
        if self.user.is_none() {
            return whole;
        }
        match &facts.working {
            Some(time) => time.on(date, &self.zone).and(&whole).minus(&facts.off),
            None => whole.minus(&facts.off),
        }
    }

    fn rule(&self, date: Date, day: Span, facts: &Facts) -> Rule {
        let open = self.open(date, day, facts);
        let whole: SpanSet = [day].into_iter().collect();
        let working = facts.working.as_ref();
        let working = working.map(|time| time.on(date, &self.zone).and(&whole));
        let sold = match &self.sold {
            Some((time, zone)) => time.during(&day, zone).and(&whole),
            None => working.unwrap_or_default(),
        };
        // What repeats every week is not held that far ahead.
        let repeats = !facts.exceptions.contains(&date) && !self.is_soon(date, AHEAD);
        let closed = match repeats {
            true => sold.and(&facts.off),
            false => sold.minus(&open),
        };
        Rule {
            closed: closed.minus(&open),
            open,
            taken: facts.taken.clone(),
        }
    }

    fn recut_day(
        &self,
        tx: &Tx<'_>,
        (date, day): (Date, Span),
        facts: &Facts,
        near: Priority,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rule = self.rule(date, day, facts);
        let of_day = |block: &&Block| day.covers(&block.span) && block.closing == Closing::Held;
        let held: Vec<&Block> = facts.blocks.iter().filter(of_day).collect();
        let spans: Vec<Span> = held.iter().map(|block| block.span).collect();
        let fates = rule.fates(&spans);
        let stay = held
            .iter()
            .zip(&fates)
            .filter(|(_, fate)| **fate == Fate::Held);
        let stay: SpanSet = stay.map(|(block, _)| block.span).collect();
        let missing = rule.missing(&stay, LENGTHS, now);
        let mut makes_room = false;
        let mut changed = !missing.is_empty();
        for (block, fate) in held.iter().zip(fates) {
            let closing = match fate {
                Fate::Held => continue,
                // What is over stays as it was.
                Fate::GivesWay | Fate::Freed if block.span.end <= now => continue,
                Fate::GivesWay => Closing::GivesWay,
                // Who does not work here any more is not for sale again.
                Fate::Freed if self.user.is_none() => Closing::GivesWay,
                Fate::Freed => Closing::Freed,
            };
            closing::set(tx, block.id, closing, now)?;
            makes_room |= block.booking.is_some();
            changed = true;
        }
        if !changed {
            return Ok(());
        }
        let row = closing::day(tx, self.id, date)?;
        for span in missing {
            closing::hold(tx, row, self.id, self.name(span), span, now)?;
        }
        let priority = match self.is_soon(date, NEAR) {
            // Somebody may wait for the place.
            _ if makes_room && near == Priority::Interactive => near,
            true => near,
            false => Priority::Maintenance,
        };
        closing::changed(tx, row, priority, now)
    }

    /// What every desk calls the block of this time.
    fn name(&self, span: Span) -> Uuid {
        let user = self.user.unwrap_or_default();
        let text = format!("{user} {} {}", span.start, span.end);
        Uuid::new_v5(&BLOCKS, text.as_bytes())
    }
}

impl Facts {
    fn load(read: &Read<'_>, person: &Person, window: Span) -> Result<Self, StoreError> {
        let (first, last) = (
            civil::date_of(window.start, &person.zone),
            civil::date_of(window.end, &person.zone),
        );
        let mut working = hours::working_time(read, first, last)?;
        let exceptions = hours::exceptions(read, first, last)?;
        let own = exceptions.iter().filter(|one| one.staff == person.id);
        let blocked = blocked::during(read, &[person.id], window)?;
        let off = blocked
            .iter()
            .filter(|one| one.reason != BlockReason::Calcom);
        let mut blocks = closing::during(read, person.id, window)?;
        let rank = |block: &Block| {
            (
                !block.in_place,
                block.booking.is_none(),
                block.booking,
                block.span,
            )
        };
        blocks.sort_by_key(rank);
        Ok(Self {
            working: working.remove(&person.id),
            exceptions: own.map(|one| one.date).collect(),
            off: off.map(|one| one.span).collect(),
            taken: closing::taken(read, person.id, window)?
                .into_iter()
                .collect(),
            blocks,
        })
    }
}
