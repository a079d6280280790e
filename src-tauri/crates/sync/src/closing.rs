//! Cutting the blocks of marked days anew: breaks, days off and time off that Cal.com would sell.
//!
//! What was marked by whoever changed a fact is looked at before anything is planned, in the same transaction. Invariants: a block has a
//! name made from whose and which time it is, so that every desk that wants the same time held has the same block; looking twice
//! changes nothing; only somebody with a block event type is looked after, and only from the first full reading on, because what another
//! desk holds already has to be known first.
//!
//! Breaks repeat for ever, so they are held for [`AHEAD`] and a night more each night; what was entered for a date, as far as anybody books.

mod day;

pub(crate) use self::day::{Person, is_open};

use std::collections::BTreeMap;

use jiff::Timestamp;
use salon::{Span, SpanSet, StaffId};
use store::{
    Read, StoreError, Tx,
    sync::{
        Account, KeyOf, Subject, account,
        closing::{self, ClosingMark},
        reading,
    },
};

use crate::code::Code;

/// Whether anything is marked, and there is somewhere to hold it.
pub(crate) fn is_marked(read: &Read<'_>) -> Result<bool, StoreError> {
    Ok(account::find(read)?.is_some() && closing::is_marked(read)?)
}

/// Whether everything that concerns somebody has been read once. Until then marks are worth nothing: that reading marks all.
fn is_known(read: &Read<'_>, account: &Account, staff: StaffId) -> Result<bool, StoreError> {
    let key = match account.is_individual() {
        true => KeyOf::Staff(staff),
        false => KeyOf::Salon,
    };
    Ok(reading::cursor(read, key)?.is_some())
}

/// Whoever was booked meanwhile finds the blocks in the way leaving, and what has begun is not sent any more.
pub(crate) fn before_planning(
    tx: &Tx<'_>,
    subject: Subject,
    now: Timestamp,
) -> Result<(), StoreError> {
    if let Subject::Day(day) = subject {
        closing::too_late(tx, Some(day), Code::BlockLifted.as_str(), now)?;
    }
    recut(tx, now)
}

/// Looks at everything that is marked.
pub(crate) fn recut(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    if !closing::is_marked(tx)? {
        return Ok(());
    }
    let Some(account) = account::find(tx)? else {
        return Ok(());
    };
    let mut marked: BTreeMap<StaffId, Vec<Span>> = BTreeMap::new();
    for ClosingMark { staff, span } in closing::take_marks(tx)? {
        marked.entry(staff).or_default().push(span);
    }
    for (staff, spans) in marked {
        if let Some(person) = Person::load(tx, staff, now)?
            && is_known(tx, &account, staff)?
        {
            let spans: SpanSet = spans.into_iter().collect();
            person.recut(tx, &spans, now)?;
        }
    }
    Ok(())
}

/// All has been read that there is: what repeats is held for another day, and whatever a mark was lost for is found.
pub(crate) fn look_again(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    closing::too_late(tx, None, Code::BlockLifted.as_str(), now)?;
    closing::mark_all(tx)
}
