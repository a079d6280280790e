//! From an empty folder to a salon in step with Cal.com.

use serde_json::Value;

use crate::common::{
    KEY, Running, Salon, Terminal,
    calendar::{at, tuesday},
};

/// What `kamm show` has for the segments: key and booking number.
fn bookings(salon: &Salon, id: i64) -> Vec<(String, i64)> {
    let segments = salon.segments(id);
    let pair = |one: &Value| {
        let number = one["sync"]["booking_id"]
            .as_i64()
            .expect("a booking number");
        (one["key"].as_str().unwrap().to_owned(), number)
    };
    segments.iter().map(pair).collect()
}

#[test]
fn from_an_empty_folder_to_a_confirmed_colour_appointment() {
    let mut salon = Salon::open();
    salon.terminal.set("KAMM_CALCOM_KEY", KEY);
    let (terminal, stand_in) = (&salon.terminal, &salon.stand_in);

    let account = terminal.json(&["connect", "--host", &stand_in.base_url()]);
    assert_eq!(account["team_name"], "Friseur 1");
    assert_eq!(account["key_home"], "environment");
    assert_eq!(
        account["key_last_four"].as_str().unwrap(),
        &KEY[KEY.len() - 4..]
    );

    let plan = terminal.json(&["event-types", "plan"]);
    assert!(
        plan.as_array()
            .unwrap()
            .iter()
            .all(|step| step["action"] == "create")
    );
    assert_eq!(stand_in.writes(), 0, "a plan only looks");
    terminal.done(&["event-types", "apply"]);
    assert_eq!(stand_in.writes(), plan.as_array().unwrap().len());

    let slots = terminal.json(&["slots", "440", "--staff", "Anna", "--from", &at("10:00")]);
    assert_eq!(slots[0]["date"], tuesday().to_string());
    assert_eq!(slots[0]["from_minute"], 600);

    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    assert!(
        salon
            .segments(id)
            .iter()
            .all(|one| one["sync"]["state"] == "waiting")
    );
    stand_in.forget_calls();
    let sync = terminal.json(&["sync", "now", "--wait"]);
    assert_eq!(
        (&sync["connection"], &sync["waiting"]),
        (&"online".into(), &0.into())
    );
    assert_eq!(stand_in.creates(), 4, "one call a segment");

    let booked = bookings(&salon, id);
    let keys: Vec<&str> = booked.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["A", "B", "C", "D"]);
    salon.assert_in_step(&[id]);
    let shown = terminal.done(&["show", &id.to_string()]).out;
    assert!(
        booked
            .iter()
            .all(|(_, number)| shown.contains(&format!("Cal.com {number}"))),
        "{shown}"
    );
    assert!(shown.contains("Einwirkzeit"), "{shown}");
}

#[test]
fn a_key_is_tested_before_anything_is_kept() {
    let mut salon = Salon::open();
    salon.terminal.set("KAMM_CALCOM_KEY", KEY);
    let address = salon.stand_in.base_url();
    let test = ["connect", "--dry-run", "--host", &address];
    let told = salon.terminal.json(&test);
    assert_eq!(told["shape"], "team");
    assert_eq!(told["teams"][0]["may_manage"], true);
    let lines = salon.terminal.done(&test);
    assert!(lines.out.contains("Eigenes Team"), "{lines:?}");
    let plan = salon.terminal.say(&["event-types", "plan"]);
    assert_eq!(plan.exit, 5, "nothing is connected: {plan:?}");
}

#[test]
fn hours_by_another_clock_are_told_and_taken_once_the_salon_lives_by_it() {
    let mut salon = Salon::open();
    let (key, address) = (KEY, salon.stand_in.base_url());
    salon.terminal.set("KAMM_CALCOM_KEY", key);
    let terminal = salon.terminal.speaking("en_GB.UTF-8");
    terminal.done(&["settings", "--zone", "UTC"]);
    let connected = terminal.say(&["connect", "--host", &address]);
    assert_eq!(connected.exit, 3, "{connected:?}");
    let told = ["Europe/Berlin", "UTC", "kamm settings --zone Europe/Berlin"];
    assert!(
        told.iter().all(|what| connected.out.contains(what)),
        "{connected:?}"
    );
    terminal.say(&["staff", "match"]);
    let hours = ["staff", "hours", "Anna", "--from-calcom"];
    let before = terminal.json(&["staff", "list"]);
    let refused = terminal.say(&hours);
    assert_eq!(refused.exit, 1, "{refused:?}");
    assert!(refused.err.contains("another time zone"), "{refused:?}");
    assert_eq!(terminal.json(&["staff", "list"]), before);

    // Ten in the morning in UTC is eleven in Berlin: it has to be meant.
    salon.book("440", &at("10:00"), "Monika Beispiel");
    let zone = ["settings", "--zone", "Europe/Berlin"];
    let refused = terminal.say(&[&zone[..], &["--json"]].concat());
    assert_eq!(
        (refused.exit, refused.code().as_str()),
        (1, "zone_with_appointments")
    );
    let settings = terminal.json(&[&zone[..], &["--despite-appointments"]].concat());
    assert_eq!(settings["zone"], "Europe/Berlin");
    let day = terminal.done(&["day", &tuesday().to_string()]).out;
    assert!(day.contains("11:00"), "{day}");
    let taken = terminal.say(&hours);
    assert!(taken.out.contains("Tue          09:00"), "{taken:?}");
}

#[test]
fn the_stand_in_can_be_used_by_hand() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::at(home.path());
    let mut server = Running::start(terminal.command(&["demo", "--serve", "127.0.0.1:0"]));
    let (address, key) = (server.line(), server.line());
    let (name, key) = key.split_once('=').expect("a variable to set");
    terminal.set(name, key);
    terminal.done(&["init", "--salon", "Friseur 1", "--sample"]);
    assert_eq!(
        terminal.json(&["connect", "--host", &address])["user_name"],
        "Petra Inhaberin"
    );
}
