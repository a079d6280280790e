//! What needs a person, and what is decided about it.

use serde_json::json;

use crate::common::{Salon, calendar::at};

#[test]
fn what_needs_a_person_is_listed_with_what_can_be_done() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let id = salon.book("Beratung", &at("10:00"), "Monika Beispiel");
    salon.stand_in.set_hours(3, &[]);

    assert_eq!(terminal.say(&["sync", "now", "--wait"]).exit, 3);
    let listed = terminal.say(&["review", "--json"]);
    assert_eq!(listed.exit, 3);
    let entry = listed.document()[0].clone();
    assert_eq!(
        (&entry["appointment_id"], &entry["code"]),
        (&id.into(), &"slot_taken".into())
    );
    let words = terminal.say(&["review"]).out;
    assert!(
        words.contains("Cal.com hat diese Zeit nicht mehr frei."),
        "{words}"
    );

    terminal.done(&["review", &entry["id"].to_string(), "keep_local"]);
    assert_eq!(terminal.json(&["review"]), json!([]));
    assert_eq!(salon.segments(id)[0]["sync"]["state"], "local");
}

#[test]
fn one_entry_goes_to_somebody_else_and_the_others_are_settled_together() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let ids = ["10:00", "11:00", "12:00"]
        .map(|time| salon.book("Beratung", &at(time), "Monika Beispiel"));
    salon.stand_in.set_hours(3, &[]);
    terminal.say(&["sync", "now", "--wait"]);
    let entries = terminal.say(&["review", "--json"]).document();
    assert_eq!(entries.as_array().unwrap().len(), 3);
    let first = entries[0]["id"].to_string();
    let appointment = entries[0]["appointment_id"].as_i64().unwrap();

    let times = terminal.say(&["review", &first, "other_time", "--json"]);
    assert_eq!(
        (times.exit, times.document().as_array().unwrap().len()),
        (3, 5)
    );
    let free = terminal.say(&["review", &first, "other_staff", "--json"]);
    assert_eq!(free.exit, 3, "somebody has to choose");
    let name = free.document()[0]["name"].as_str().unwrap().to_owned();
    terminal.done(&["review", &first, "other_staff", "--to", &name]);
    assert_eq!(
        terminal.say(&["review", &first, "retry", "--json"]).code(),
        "unknown_entry"
    );
    let both = terminal.say(&["review", "--all", "link"]);
    assert_eq!(both.exit, 2, "one at a time");

    terminal.done(&["review", "--all", "--code", "slot_taken", "keep_local"]);
    assert_eq!(terminal.json(&["review"]), json!([]));
    terminal.done(&["sync", "now", "--wait"]);
    for id in ids {
        let state = &salon.segments(id)[0]["sync"]["state"];
        assert_eq!(state, if id == appointment { "synced" } else { "local" });
    }
}
