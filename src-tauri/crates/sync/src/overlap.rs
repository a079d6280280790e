//! Two that take one person's time at once, told once.
//!
//! Cal.com is no referee: it accepts overlapping bookings of different lengths that arrive together. So after everything that
//! was read from it and after everything that was sent to it, the time of what was touched – and only that – is looked at: what
//! the book believes, what Cal.com was last seen to show, and bookings that are none of ours. Invariants: a pair has one open
//! entry, which closes by itself when the two no longer meet; what a person decided to keep is not brought up again unless it
//! changed; a look that finds nothing new writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use calcom::Booking;
use jiff::Timestamp;
use salon::{Span, StaffId};
use serde_json::{Value, json};
use store::{
    Read, StoreError, Tx, blocked, phases,
    sync::{
        booking,
        overlap::{self, Claim, Pair, Party},
        review,
    },
};

use crate::code::Code;

/// How an entry ends when a person wants both to stand.
pub(crate) const KEPT: &str = "kept_both";
const HEALED: &str = "healed";

/// After a booking was read from Cal.com and taken into the book.
pub(crate) fn after_reading(tx: &Tx<'_>, seen: &Booking, now: Timestamp) -> Result<(), StoreError> {
    match party_of(tx, seen)? {
        Some(party) => look(tx, &party, now),
        None => Ok(()),
    }
}

/// Looks again at every pair that is open: time passes, and what is over needs nobody.
pub(crate) fn look_again(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for pair in overlap::open_pairs(tx, CODE)? {
        look(tx, &pair.one, now)?;
    }
    Ok(())
}

/// Looks whom a party meets now, and says what is new about it.
pub(crate) fn look(tx: &Tx<'_>, party: &Party, now: Timestamp) -> Result<(), StoreError> {
    let meetings = meetings(tx, party, now)?;
    let told = overlap::pairs_of(tx, CODE, party)?;
    let is_open = |pair: &&Pair| pair.closed_how.is_none();
    for pair in told.iter().filter(is_open) {
        if !meetings.contains_key(pair.counterpart(party)) {
            review::close(tx, pair.id, HEALED, now)?;
        }
    }
    for (other, meeting) in &meetings {
        let about_these = |pair: &&Pair| pair.counterpart(party) == other;
        let said: Vec<_> = told.iter().filter(about_these).collect();
        tell(tx, meeting, &said, now)?;
    }
    Ok(())
}

const CODE: &str = Code::Overlap.as_str();

/// Whose booking it is, now that it was taken into the book.
fn party_of(read: &Read<'_>, seen: &Booking) -> Result<Option<Party>, StoreError> {
    let uid = seen.uid.as_str();
    if let Some(known) = booking::find(read, uid)? {
        let phase = phases::find(read, known.phase)?;
        return Ok(phase.map(|phase| Party::Appointment(phase.appointment)));
    }
    let block = blocked::find_by_booking(read, uid)?;
    Ok(block.map(|_| Party::Booking(uid.to_owned())))
}

/// Two sides that meet. One is what the entry is about: of two appointments or of two foreign bookings the one that came
/// second, else the appointment, for which something can be done.
struct Meeting {
    one: Side,
    other: Side,
    /// Whose time, and what each takes of it; changes with either of the two, and only then.
    places: BTreeSet<(StaffId, Span, Span)>,
}

struct Side {
    party: Party,
    /// When, and as which of those made at that moment; one whose number is not known comes last of them.
    made: Option<(Timestamp, i64)>,
}

fn meetings(
    read: &Read<'_>,
    party: &Party,
    now: Timestamp,
) -> Result<BTreeMap<Party, Meeting>, StoreError> {
    let mut met: BTreeMap<Party, Vec<(Claim, Claim)>> = BTreeMap::new();
    for own in overlap::claims_of(read, party)? {
        for claim in overlap::claims_during(read, own.staff, own.span)? {
            let over = own.span.end.min(claim.span.end) <= now;
            if claim.party != *party && !over {
                let places = met.entry(claim.party.clone()).or_default();
                places.push((own.clone(), claim));
            }
        }
    }
    let meeting = |(other, places): (Party, Vec<(Claim, Claim)>)| {
        let meeting = Meeting::new(party, &other, &places);
        (other, meeting)
    };
    Ok(met.into_iter().map(meeting).collect())
}

impl Meeting {
    fn new(a: &Party, b: &Party, places: &[(Claim, Claim)]) -> Self {
        let mine = Side::new(a, places.iter().map(|(own, _)| own));
        let theirs = Side::new(b, places.iter().map(|(_, claim)| claim));
        let swapped = match (a, b) {
            (Party::Appointment(_), Party::Booking(_)) => false,
            (Party::Booking(_), Party::Appointment(_)) => true,
            (Party::Appointment(_), Party::Appointment(_))
            | (Party::Booking(_), Party::Booking(_)) => mine.came_before(&theirs),
        };
        let in_order = |(own, claim): &(Claim, Claim)| match swapped {
            true => (own.staff, claim.span, own.span),
            false => (own.staff, own.span, claim.span),
        };
        let places = places.iter().map(in_order).collect();
        let (one, other) = if swapped {
            (theirs, mine)
        } else {
            (mine, theirs)
        };
        Self { one, other, places }
    }

    fn parties(&self) -> (&Party, &Party) {
        (&self.one.party, &self.other.party)
    }

    /// For the sentence on the screen, and to know it again.
    fn detail(&self) -> Value {
        let first = self.places.first();
        json!({
            "start": first.map(|(_, one, _)| one.start.to_string()),
            "staff_id": first.map(|(staff, ..)| staff.0),
            "other_start": first.map(|(_, _, other)| other.start.to_string()),
            "other_was_first": self.other.came_before(&self.one),
            "places": self.shape(),
        })
    }

    /// The same for the same two at the same times, whichever of them came first.
    fn shape(&self) -> Vec<Value> {
        let turned = self.other.party < self.one.party;
        let place = |(staff, one, other): &(StaffId, Span, Span)| {
            let (a, b) = if turned { (other, one) } else { (one, other) };
            json!([staff, a, b])
        };
        let mut shape: Vec<_> = self.places.iter().map(place).collect();
        shape.sort_by_key(Value::to_string);
        shape
    }
}

impl Side {
    fn new<'a>(party: &Party, claims: impl Iterator<Item = &'a Claim>) -> Self {
        Self {
            party: party.clone(),
            made: claims
                .filter_map(|claim| Some((claim.made_at?, claim.booking_id.unwrap_or(i64::MAX))))
                .min(),
        }
    }

    /// What Cal.com does not show yet came last.
    fn came_before(&self, other: &Self) -> bool {
        let place = |side: &Self| (side.made.is_none(), side.made, side.party.clone());
        place(self) < place(other)
    }
}

/// Says it, unless it was said before.
fn tell(tx: &Tx<'_>, meeting: &Meeting, said: &[&Pair], now: Timestamp) -> Result<(), StoreError> {
    let detail = meeting.detail();
    let before = |pair: &Pair| serde_json::from_str::<Value>(&pair.detail).unwrap_or_default();
    if let Some(open) = said.iter().find(|pair| pair.closed_how.is_none()) {
        let as_it_is = meeting.parties() == (&open.one, &open.other) && before(open) == detail;
        return match as_it_is {
            true => Ok(()),
            false => overlap::restate(tx, open.id, meeting.parties(), &detail.to_string(), now),
        };
    }
    let decided = said.last().is_some_and(|last| {
        last.closed_how.as_deref() == Some(KEPT)
            && before(last).get("places") == detail.get("places")
    });
    if decided {
        return Ok(());
    }
    tracing::info!("two in one person's time");
    overlap::open(tx, CODE, meeting.parties(), &detail.to_string(), now)
}
