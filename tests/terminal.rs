//! The newcomer's path through the terminal, and what scripts rely on: documents, exit codes, and who may use the book when.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use common::{
    KEY, Running, Salon, Terminal,
    calendar::{at, tuesday},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

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
fn an_appointment_moves_and_goes_with_all_its_segments() {
    let salon = Salon::connected();
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    salon.terminal.done(&["sync", "now", "--wait"]);

    salon
        .terminal
        .done(&["move", &id.to_string(), &at("13:00")]);
    salon.terminal.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.show(id)["from_minute"], 13 * 60);
    salon.assert_in_step(&[id]);

    let day = salon.terminal.json(&["day", &tuesday().to_string()]);
    assert_eq!(day["appointments"][0]["id"], id);
    assert_eq!(day["appointments"][0]["sync"], "synced");

    salon
        .terminal
        .done(&["cancel", &id.to_string(), "--reason", "krank"]);
    salon.terminal.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.show(id)["status"], "cancelled");
    assert!(salon.stand_in.live_bookings().is_empty());
    let day = salon.terminal.json(&["day", &tuesday().to_string()]);
    assert_eq!(day["appointments"], json!([]));
}

#[test]
fn a_cancellation_is_taken_back_under_the_same_number_unless_the_time_is_gone() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    let number = id.to_string();
    terminal.done(&["sync", "now", "--wait"]);
    terminal.done(&["cancel", &number]);
    terminal.done(&["sync", "now", "--wait"]);

    terminal.done(&["reinstate", &number]);
    terminal.done(&["sync", "now", "--wait"]);
    assert_eq!(salon.show(id)["status"], "booked");
    salon.assert_in_step(&[id]);

    terminal.done(&["cancel", &number]);
    salon.book("440", &at("10:00"), "Max Muster");
    let refused = terminal.say(&["reinstate", &number]);
    assert_eq!(refused.exit, 1, "{refused:?}");
    assert!(refused.err.contains("Max Muster"), "{refused:?}");
    assert_eq!(salon.show(id)["status"], "cancelled");
}

#[test]
fn the_same_key_of_a_script_books_once() {
    let salon = Salon::open();
    let time = at("10:00");
    let words = [
        "book",
        "440",
        &time,
        "--customer",
        "Monika Beispiel",
        "--staff",
        "Anna",
        "--once",
        "anruf-17",
    ];
    let (first, second) = (salon.terminal.json(&words), salon.terminal.json(&words));
    assert_eq!(first["appointment"]["id"], second["appointment"]["id"]);
}

#[test]
fn exit_codes_tell_what_happened() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let exit = |words: &[&str]| terminal.say(words).exit;
    assert_eq!(exit(&["status"]), 0);
    assert_eq!(exit(&["sync", "status"]), 0);
    assert_eq!(exit(&["review"]), 0);
    assert_eq!(exit(&["show", "4711"]), 1, "refused");
    assert_eq!(exit(&["buchen"]), 2, "misused");
    assert_eq!(exit(&["--profile", "nobody", "status"]), 4, "no book");
    let nobody = "http://127.0.0.1:9/v2";
    assert_eq!(exit(&["connect", "--host", nobody]), 5, "nobody there");
}

#[test]
fn without_a_screen_the_window_says_so() {
    let salon = Salon::open();
    let mut terminal = salon.terminal.clone();
    terminal.set("DISPLAY", ":nowhere");
    for terminal in [&salon.terminal, &terminal] {
        let said = terminal.say(&[]);
        assert_eq!((said.exit, said.out.as_str()), (1, ""));
        assert!(
            said.err.contains("lässt sich kein Fenster öffnen") && !said.err.contains("panic"),
            "{}",
            said.err
        );
    }
}

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

#[test]
fn which_bookings_write_to_the_customer_is_decided_in_the_terminal_too() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let usual = terminal.json(&["settings"]);
    assert_eq!(usual["customer_mails"], "first");
    let decided = terminal.json(&["settings", "--customer-mails", "none"]);
    assert_eq!(decided["customer_mails"], "none");
    let shown = terminal.done(&["settings"]).out;
    assert!(shown.contains("Mails an Kundinnen: keine"), "{shown}");

    let customer = [
        "--customer",
        "Monika Beispiel",
        "--email",
        "monika@kundin.example",
    ];
    terminal.done(&[&["book", "Beratung", &at("10:00")], &customer[..]].concat());
    terminal.done(&["sync", "now", "--wait"]);
    let live = salon.stand_in.live_bookings();
    assert!(live[0].attendee_email.ends_with("@kamm.invalid"));
}

#[test]
fn while_a_program_owns_the_book_others_read_it_and_nobody_else_writes() {
    let salon = Salon::connected();
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    let mut agent = Running::start(salon.terminal.command(&["agent"]));
    assert!(
        agent.line().starts_with("Cal.com:"),
        "it works on the book now"
    );

    let (number, day) = (id.to_string(), tuesday().to_string());
    let reading: [&[&str]; 7] = [
        &["status"],
        &["sync", "status"],
        &["review"],
        &["show", &number],
        &["day", &day],
        &["slots", "440"],
        &["doctor"],
    ];
    for words in reading {
        salon.terminal.json(words);
    }
    let later = at("14:00");
    let writing: [&[&str]; 6] = [
        &["book", "440", &later, "--customer", "Monika Beispiel"],
        &["move", &number, &later],
        &["cancel", &number],
        &["sync", "now"],
        &["event-types", "apply"],
        &["connect", "--host", "http://127.0.0.1:9/v2"],
    ];
    for words in writing {
        let said = salon.terminal.say(&[words, &["--json"]].concat());
        assert_eq!(
            (said.exit, said.code().as_str()),
            (4, "store_busy"),
            "{words:?}"
        );
    }
    let (exit, _) = agent.stop();
    assert_eq!(exit, Some(0));
    salon.terminal.done(&["move", &number, &later]);
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

#[test]
fn the_owner_sets_up_a_service_edits_it_from_its_own_document_and_adjusts_what_is_booked() {
    let salon = Salon::open();
    let terminal = &salon.terminal;
    let typed = [
        "service",
        "add",
        "--name",
        "Glossing",
        "--number",
        "455",
        "--price",
        "45,50",
        "--part",
        "Auftragen 20: Anna, Mehmet=25",
        "--part",
        "gap 25",
        "--part",
        "Ausspülen 15: Anna",
    ];
    let saved = &terminal.json(&typed)["service"];
    assert_eq!(
        (&saved["price_cents"], &saved["version"]),
        (&4550.into(), &1.into())
    );
    assert_eq!(saved["parts"][0]["performers"][1]["minutes"], 25);
    assert_eq!(
        saved["parts"][1],
        json!({"kind": "gap", "minutes": 25, "bookable": true})
    );
    let id = salon.book("455", &at("10:00"), "Monika Beispiel");

    // What `show` gives can be given back, changed.
    let mut document = terminal.json(&["service", "show", "455"]);
    document["service"]["parts"][1]["minutes"] = 40.into();
    let edit = ["service", "edit", "455", "--file", "-", "--json"];
    let edited = terminal.say_with(&edit, &document.to_string());
    assert_eq!(
        edited.exit, 3,
        "a person has to decide about what is booked: {edited:?}"
    );
    assert_eq!(edited.document()["differing"][0]["id"], id);
    assert_eq!(edited.document()["differing"][0]["minutes_today"], 75);
    let stale = terminal.say_with(&edit, &document.to_string());
    assert_eq!(
        (stale.exit, stale.code()),
        (1, "changed_meanwhile".to_owned())
    );

    terminal.done(&["service", "adjust", "455", "--all"]);
    assert_eq!(salon.show(id)["phases"][1]["minutes"], 40);
    terminal.done(&["service", "archive", "Glossing"]);
    let gone = terminal.say(&["slots", "455", "--json"]);
    assert_eq!(gone.code(), "unknown_service");
    terminal.done(&["service", "archive", "Glossing", "--restore"]);
    assert!(terminal.done(&["service", "list"]).out.contains("45,50 €"));
    let misused = terminal.say(&["service", "edit", "455", "--part", "Auftragen", "--json"]);
    assert_eq!(
        (misused.exit, misused.code()),
        (2, "invalid_part".to_owned())
    );
}

#[test]
fn where_customers_book_a_service_is_shown_and_forgotten_only_by_its_word() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let online = || terminal.json(&["service", "show", "440"])["online"].clone();
    let nowhere = json!({"event_types": [], "succeeded_at": null, "failure": null});
    assert_eq!(online(), nowhere);

    let published = terminal.json(&["event-types", "publish", "440"]);
    let made = &published["done"][0]["event_type_id"];
    let linked = json!([{"event_type_id": made, "staff_name": null}]);
    assert_eq!(online()["event_types"], linked);
    assert!(online()["succeeded_at"].is_string(), "{}", online());
    let list = terminal.json(&["service", "list"]);
    let mut listed = list.as_array().unwrap().iter();
    let colour = listed.find(|one| one["number"] == 440).unwrap();
    assert_eq!(colour["online"]["event_types"], linked);
    let list = terminal.done(&["service", "list"]).out;
    assert!(list.contains(&format!("online: {made}")), "{list}");

    let change = "/v2/teams/{team}/event-types/{id}";
    let failing = FaultRule::on("PATCH", change, 1.0, FaultKind::ErrorBeforeCommit(500));
    let stand_in = &salon.stand_in;
    stand_in.set_faults(FaultPlan::rules(1, [failing]));
    let refused = terminal.say(&["event-types", "publish", "440", "--json"]);
    assert_eq!(refused.code(), "server_failed");
    let failure = &online()["failure"];
    assert_eq!(
        (&failure["code"], &failure["attempts"]),
        (&"server_failed".into(), &3.into())
    );

    let shown = terminal.done(&["event-types", "public", "440"]).out;
    let sentence = "(Aufrufe seit dem letzten Erfolg: 3): Cal.com hat gerade eine Störung.";
    assert!(shown.contains(&made.to_string()), "{shown}");
    assert!(shown.contains(sentence), "{shown}");
    assert_eq!(online()["event_types"], linked, "who looks changes nothing");
    terminal.done(&["event-types", "public", "440", "--unlink"]);
    assert_eq!(online()["event_types"], json!([]));
}

#[test]
fn the_owner_sets_hours_and_time_off_and_hears_what_is_booked_in_it() {
    let salon = Salon::open();
    let terminal = &salon.terminal;
    let week = "di-fr 9-13,14-18:30";
    let added = terminal.json(&[
        "staff",
        "add",
        "--name",
        "Rosa Blum",
        "--colour",
        "rose",
        "--hours",
        week,
    ]);
    assert_eq!(added["staff"]["week"].as_array().unwrap().len(), 4);
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");

    let day = tuesday().to_string();
    let off = terminal.say(&["staff", "off", "Anna", &day, "--note", "Urlaub", "--json"]);
    assert_eq!(off.exit, 3);
    assert_eq!(off.document()["in_the_way"][0]["id"], id);
    let slots = terminal.json(&["slots", "440", "--staff", "Anna", "--from", &day]);
    assert_ne!(slots[0]["date"], day);
    let number = off.document()["staff"]["time_off"][0]["id"].to_string();
    terminal.done(&["staff", "off", "Anna", "--give-back", &number]);
    let slots = terminal.json(&["slots", "440", "--staff", "Anna", "--from", &day]);
    assert_eq!(slots[0]["date"], day);

    let leaving = terminal.say(&["staff", "archive", "Anna", "--json"]);
    assert_eq!(
        (leaving.exit, leaving.code()),
        (1, "still_booked".to_owned())
    );
    terminal.done(&["staff", "archive", "Rosa"]);
    assert!(!terminal.done(&["staff", "list"]).out.contains("Rosa"));
    assert!(
        terminal
            .done(&["staff", "list", "--all"])
            .out
            .contains("nicht mehr da")
    );
}

#[test]
fn calcom_is_asked_before_the_promise_and_decides_nothing() {
    let salon = Salon::connected();
    let terminal = &salon.terminal;
    let book = |time: &str, more: &[&str]| {
        let start = at(time);
        let order = ["book", "Beratung", &start, "--staff", "Anna", "--customer"];
        terminal.json(&[&order, &["Monika Beispiel"][..], more].concat())
    };
    assert_eq!(book("09:30", &[])["asked"], json!(null), "nobody asked");
    let first = book("10:30", &["--ask"]);
    assert_eq!(first["asked"][0]["state"], "free");
    terminal.done(&["sync", "now", "--wait"]);

    // Its own booking is not in the way of an appointment that is moved.
    let id = first["appointment"]["id"].to_string();
    let shifted = terminal.json(&["move", &id, &at("10:35"), "--ask"]);
    assert_eq!(shifted["asked"][0]["state"], "free");
    terminal.done(&["sync", "now", "--wait"]);

    // Somebody moves it in Cal.com, and nobody here has heard of it.
    let live = salon.stand_in.live_bookings();
    let booking = live.iter().max_by_key(|booking| booking.start).unwrap();
    let later = booking.start + SignedDuration::from_hours(3);
    salon.stand_in.reschedule(&booking.uid, later).unwrap();
    let second = book("13:35", &["--ask"]);
    assert_eq!(second["asked"][0]["state"], "taken");
    assert_eq!(second["appointment"]["status"], "booked");

    salon.stand_in.cut();
    let start = at("15:30");
    let order = [
        "book",
        "Beratung",
        &start,
        "--staff",
        "Anna",
        "--ask",
        "--customer",
    ];
    let said = terminal
        .done(&[&order, &["Monika Beispiel"][..]].concat())
        .out;
    assert!(
        said.starts_with("Cal.com: nicht gefragt (offline)\n"),
        "{said}"
    );
}
