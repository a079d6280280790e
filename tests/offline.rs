//! A day without a line: the desk works on, and afterwards only the outcome is sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use common::{Salon, calendar::at};

#[test]
fn an_offline_day_costs_its_outcome_and_nothing_else() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let called_off = salon.book("440", &at("09:00"), "Rita Muster");
    terminal.done(&["sync", "now", "--wait"]);
    salon.assert_in_step(&[called_off]);

    salon.stand_in.cut();
    let stays = salon.book("440", &at("12:00"), "Monika Beispiel");
    let wanders = salon.book("Herrenschnitt", &at("15:00"), "Ali Beispiel");
    let sync = terminal.json(&["sync", "now", "--wait"]);
    assert_eq!(sync["connection"], "offline");
    for time in ["15:30", "16:00", "17:40"] {
        terminal.done(&["move", &wanders.to_string(), &at(time)]);
    }
    let passing = salon.book("Dauerwelle", &at("15:00"), "Charlotte Beispiel");
    terminal.done(&["move", &passing.to_string(), &at("15:15")]);
    terminal.done(&["cancel", &passing.to_string()]);
    terminal.done(&["cancel", &called_off.to_string(), "--reason", "krank"]);
    assert_eq!(terminal.json(&["status"])["sync"]["connection"], "offline");

    salon.stand_in.restore().unwrap();
    salon.stand_in.forget_calls();
    let sync = terminal.json(&["sync", "now", "--wait"]);
    assert_eq!(
        (&sync["connection"], &sync["waiting"]),
        (&"online".into(), &0.into())
    );
    assert_eq!(
        salon.stand_in.creates(),
        4 + 1,
        "one a segment; three moves cost nothing"
    );
    assert_eq!(
        salon.stand_in.writes(),
        4 + 1 + 4,
        "and what was booked before is cancelled"
    );
    salon.assert_in_step(&[stays, wanders]);
    for gone in [passing, called_off] {
        assert_eq!(salon.show(gone)["status"], "cancelled");
    }
}
