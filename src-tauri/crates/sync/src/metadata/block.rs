//! What a booking that holds time of a day tells another desk: which block it is, and which time it holds, wherever somebody moves it.
//! Why the time is held is told to nobody.

use std::collections::BTreeMap;

use jiff::Timestamp;
use salon::Span;
use store::sync::PicturePhase;
use uuid::Uuid;

use super::{APPOINTMENT, DESK, PHASE};

const FROM: &str = "held_from";
const TO: &str = "held_to";

/// The name in the world of the block that a booking stands for; `None` for a booking of anything else.
#[must_use]
pub fn block_of(metadata: &BTreeMap<String, String>) -> Option<Uuid> {
    if metadata.contains_key(APPOINTMENT) {
        return None;
    }
    Uuid::parse_str(metadata.get(PHASE)?).ok()
}

/// From when to when time was to be held; `None`: an older Kamm did not say so.
pub(crate) fn held_by_block(metadata: &BTreeMap<String, String>) -> Option<Span> {
    let at = |key| metadata.get(key)?.parse::<Timestamp>().ok();
    Span::new(at(FROM)?, at(TO)?)
}

/// What the booking of a block carries.
pub(super) fn written(desk: Option<&str>, block: &PicturePhase) -> BTreeMap<String, String> {
    let name = (PHASE.to_owned(), block.uid.clone());
    let place = [(FROM, block.span.start), (TO, block.span.end)];
    let place = place.map(|(key, at)| (key.to_owned(), at.to_string()));
    let desk = desk.map(|desk| (DESK.to_owned(), desk.to_owned()));
    [name].into_iter().chain(place).chain(desk).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture::picture, metadata::of_phase};

    #[test]
    fn a_block_of_a_day_is_told_from_everything_else() {
        let picture = picture();
        let block = PicturePhase {
            uid: Uuid::nil().to_string(),
            ..picture.phases[1].clone()
        };
        let carried = written(Some("desk-1"), &block);
        assert_eq!(block_of(&carried), Some(Uuid::nil()));
        assert_eq!(held_by_block(&carried), Some(block.span));
        assert_eq!(block_of(&of_phase(&picture, &picture.phases[1])), None);
        assert_eq!(block_of(&BTreeMap::new()), None);
    }
}
