//! Time that Cal.com would sell although the salon does not.

use jiff::Timestamp;
use salon::{
    Span, SpanSet,
    closing::{BlockLengths, Closing, Fate, cut},
};

const LENGTHS: BlockLengths = BlockLengths {
    step: 5,
    longest: 600,
};
const EARLY: &str = "2026-11-25T00:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// `8:00-12:30` on one day.
fn span(text: &str) -> Span {
    let (from, to) = text.split_once('-').unwrap();
    let at = |clock: &str| at(&format!("2026-11-25T{clock:0>5}:00Z"));
    Span::new(at(from), at(to)).unwrap()
}

fn spans<T: FromIterator<Span>>(text: &str) -> T {
    text.split_whitespace().map(span).collect()
}

fn listed(text: &str) -> Vec<Span> {
    spans(text)
}

/// Sold from eight to six, closed at noon and from four on, with somebody in the chair from half past four to five.
fn day() -> Closing {
    Closing {
        closed: spans("12:00-13:00 16:00-18:00"),
        open: spans("8:00-12:00 13:00-16:00"),
        taken: spans("16:30-17:00"),
    }
}

fn missing(held: &str, now: &str) -> Vec<Span> {
    day().missing(&spans::<SpanSet>(held), LENGTHS, at(now))
}

#[test]
fn closed_time_is_held_around_whoever_is_booked_in_it() {
    let expected = listed("12:00-13:00 16:00-16:30 17:00-18:00");
    assert_eq!(missing("", EARLY), expected);
}

#[test]
fn what_is_held_already_is_not_held_again_wherever_it_was_cut() {
    let expected = listed("12:00-12:20 16:00-16:30");
    assert_eq!(missing("12:20-13:00 17:00-18:00", EARLY), expected);
}

#[test]
fn what_has_begun_is_not_held_any_more() {
    let expected = listed("17:32-17:57");
    assert_eq!(missing("", "2026-11-25T17:30:30Z"), expected);
}

#[test]
fn long_time_is_cut_and_crumbs_are_left() {
    let pieces = cut(span("6:00-19:33"), LENGTHS);
    assert_eq!(pieces, listed("6:00-16:00 16:00-19:30"));
    assert_eq!(cut(span("6:00-6:04"), LENGTHS), []);
}

#[test]
fn a_block_stays_gives_way_or_is_freed() {
    let cases = [
        ("12:00-13:00", Fate::Held),
        ("16:00-18:00", Fate::GivesWay),
        ("11:30-13:00", Fate::Freed),
        ("16:00-16:30", Fate::Held),
    ];
    for (block, fate) in cases {
        assert_eq!(day().fates(&[span(block)]), [fate], "{block}");
    }
}

#[test]
fn a_block_stays_although_cal_com_does_not_sell_its_time_any_more() {
    assert_eq!(day().fates(&[span("18:00-19:00")]), [Fate::Held]);
}

#[test]
fn of_two_blocks_that_meet_the_first_stays() {
    let blocks = listed("12:30-13:00 12:00-12:35");
    assert_eq!(day().fates(&blocks), [Fate::Held, Fate::GivesWay]);
}
