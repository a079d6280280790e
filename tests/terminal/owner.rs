//! What the owner decides: services, hours, mails.

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use serde_json::json;

use crate::common::{
    Salon,
    calendar::{at, tuesday},
};

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
