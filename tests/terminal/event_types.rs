//! The event map: made, verified, linked by hand, cleared.

use serde_json::{Value, json};

use crate::common::{Salon, calendar::at};

#[test]
fn event_types_are_made_once() {
    let salon = Salon::connected();
    let again = salon.terminal.json(&["event-types", "apply"]);
    assert!(
        again["steps"]
            .as_array()
            .unwrap()
            .iter()
            .all(|step| step["action"] == "keep")
    );
    assert_eq!(salon.stand_in.writes(), 0);
}

#[test]
fn old_event_types_are_listed_and_go_only_then() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    assert_eq!(
        terminal.json(&["event-types", "clean", "--dry-run"]),
        json!([])
    );
    terminal.done(&["service", "archive", "440"]);
    let listed = terminal.json(&["event-types", "clean", "--dry-run"]);
    let old = listed.as_array().unwrap().len();
    assert!(old > 3, "{listed}");
    assert_eq!(salon.stand_in.writes(), 0, "a list changes nothing");
    let gone = terminal.done(&["event-types", "clean"]);
    assert_eq!(gone.out.matches("gelöscht").count(), old, "{gone:?}");
    assert_eq!(salon.stand_in.writes(), old);
    assert_eq!(terminal.json(&["event-types", "clean"]), json!([]));
    assert_eq!(
        terminal.json(&["event-types", "resolve"]),
        json!([]),
        "none is managed"
    );
}

#[test]
fn a_deleted_event_type_is_found_by_verifying_and_made_again_by_the_plan() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let verify = ["event-types", "verify"];
    assert_eq!(terminal.json(&verify), json!([]));

    salon.book("440", &at("10:00"), "Monika Beispiel");
    terminal.done(&["sync", "now", "--wait"]);
    let lost = salon.stand_in.live_bookings()[0].event_type_id.unwrap();
    salon.stand_in.delete_event_type(lost);
    salon.stand_in.forget_calls();
    let told = terminal.say(&verify);
    assert_eq!(told.exit, 1, "{told:?}");
    assert!(told.out.contains("Der Ereignistyp"), "{told:?}");
    let listed = terminal.say(&["event-types", "verify", "--json"]);
    assert_eq!(listed.exit, 1);
    let found = listed.document();
    assert_eq!(found[0]["code"], "gone");
    assert_eq!(found[0]["remedy"], "apply");
    assert_eq!(found[0]["event_type_id"], lost);
    assert_eq!(salon.stand_in.writes(), 0, "verifying only looks");

    terminal.done(&["event-types", "apply"]);
    terminal.done(&verify);
}

#[test]
fn the_map_is_shown_and_an_event_type_is_named_by_hand() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let all = terminal.json(&["event-types", "map"]);
    let mapped = |one: &Value| one["state"] == "mapped" && one["flaws"] == json!([]);
    assert!(all.as_array().unwrap().iter().all(mapped), "{all}");
    assert_eq!(salon.stand_in.calls().len(), 0, "the book knows");

    let pair = ["event-types", "link", "440", "a", "Anna"];
    let shown = terminal.json(&pair);
    let (number, length) = (&shown["event_type_id"], &shown["event_type"]["minutes"]);
    assert_eq!((length, &shown["flaws"]), (&30.into(), &json!([])));
    salon.stand_in.delete_event_type(number.as_i64().unwrap());
    let gone = terminal.say(&pair);
    assert_eq!(gone.exit, 3, "{gone:?}");
    assert!(gone.out.contains("in Cal.com gelöscht"), "{gone:?}");
    let all = terminal.say(&["event-types", "map"]);
    assert_eq!(all.exit, 3);
    let wrong: Vec<_> = all
        .out
        .lines()
        .filter(|line| line.starts_with('!'))
        .collect();
    assert_eq!(wrong.len(), 1, "{all:?}");

    let out = terminal.say(&[&pair[..], &["--unlink"]].concat());
    assert!(out.out.starts_with("+ Ansatzfärbung"), "{out:?}");
    let other =
        terminal.json(&["event-types", "link", "442", "A", "Anna"])["event_type_id"].to_string();
    let linked = terminal.json(&[&pair[..], &[&other]].concat());
    let how: Vec<_> = linked["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["how"])
        .collect();
    assert_eq!(how, ["linked", "removed", "provisioned"]);
    let nobodys = terminal.say(&["event-types", "link", "440", "Z", "Anna", "--json"]);
    assert_eq!(
        (nobodys.exit, nobodys.code().as_str()),
        (1, "pair_not_needed")
    );
    assert_eq!(salon.stand_in.writes(), 0, "nothing is changed over there");
}
