//! A salon with up to three desks lives through bad days: everything that people do at the desks and in Cal.com, everything that
//! goes wrong on the wire, crashes, clocks that are set wrong. Every night all is well again, and then every promise must hold.
//!
//! `KAMM_SEED=7 cargo test -p sync --test simulation` repeats one life; `make soak` lives many. What chance decides is the same
//! each time; the order in which parallel answers arrive is the machine's.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test may fail"
)]

mod clock;
mod desk;
mod elsewhere;
mod form;
mod life;
mod many;
mod promises;
mod reception;
#[path = "../engine/support/mod.rs"]
mod support;
mod town;
mod visits;
mod weather;
mod wire;

use life::Life;

/// Days of one life.
const DAYS: u32 = 3;
/// How many days are lived when nobody says how many.
const USUAL_DAYS: u64 = 30;
/// Most desks of one salon.
const DESKS: usize = 3;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_promise_holds_once_all_is_well() {
    let desks = number("KAMM_DESKS").map_or(DESKS, |desks| desks as usize);
    let life = |seed| Life {
        seed,
        days: DAYS,
        desks,
    };
    if let Some(seed) = number("KAMM_SEED") {
        match many::live(life(seed)) {
            Ok(sum) => println!("{sum:?}"),
            Err(broken) => panic!("{broken}"),
        }
        return;
    }
    let days = number("SOAK_DAYS").unwrap_or(USUAL_DAYS);
    let first = number("SOAK_FROM").unwrap_or(1);
    let lives = (first..).take(days.div_ceil(u64::from(DAYS)) as usize);
    let broken = many::live_side_by_side(lives.map(life));
    assert_eq!(broken, [] as [u64; 0], "lives in which promises broke");
}
