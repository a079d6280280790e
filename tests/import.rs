//! Files of other programs through the terminal: rehearsed beside the open window, read in once, what is left put right and read again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use std::fs;

use common::{KEY, Running, Salon, calendar::tuesday};

#[test]
fn a_file_is_rehearsed_read_in_put_right_and_read_again() {
    let salon = Salon::open();
    let terminal = &salon.terminal;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (table, left) = (path("termine.csv"), path("uebrig.csv"));
    let date = tuesday().strftime("%d.%m.%Y").to_string();
    // As German Windows writes it.
    let text = format!(
        "Kunde;Was;Mitarbeiter;Datum;Uhrzeit\r\nJ\u{fc}rgen Gro\u{df};440;Anna;{date};9:30\r\nBea Berg;Nagelpflege;Anna;{date};15:00\r\n"
    );
    let windows: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    fs::write(&table, windows).unwrap();

    let map = ["--map", "Was=service"];
    let told = terminal.say(
        &[
            &["import", "appointments", &table, "--dry-run", "--json"],
            &map[..],
        ]
        .concat(),
    );
    assert_eq!(told.exit, 3, "{}", told.out);
    let document = told.document();
    assert_eq!(
        (&document["rehearsed"], &document["appointments"]),
        (&true.into(), &1.into())
    );
    assert_eq!(document["faults"][0]["code"], "unknown_service");

    let read = terminal.say(
        &[
            &["import", "appointments", &table, "--left", &left],
            &map[..],
        ]
        .concat(),
    );
    assert_eq!(read.exit, 3);
    assert!(read.out.contains("Nagelpflege"), "{}", read.out);
    let day = terminal.json(&["day", &tuesday().to_string()]);
    assert_eq!(day["appointments"][0]["customer"]["name"], "Jürgen Groß");
    assert_eq!(
        day["appointments"][0]["phases"].as_array().unwrap().len(),
        5
    );

    let rest = fs::read_to_string(&left)
        .unwrap()
        .replace("Nagelpflege", "440")
        .replace("Anna", "Fabian");
    fs::write(&left, rest).unwrap();
    let again = terminal.say(&[&["import", "appointments", &left, "--json"], &map[..]].concat());
    assert_eq!(
        (again.exit, &again.document()["appointments"]),
        (0, &1.into()),
        "{}",
        again.out
    );
    let twice = terminal.json(&[&["import", "appointments", &left], &map[..]].concat());
    assert_eq!(
        (&twice["appointments"], &twice["known"]),
        (&0.into(), &1.into())
    );
}

#[test]
fn event_types_that_stand_in_cal_com_become_services_and_nothing_is_written_there() {
    let mut salon = Salon::open();
    salon.terminal.set("KAMM_CALCOM_KEY", KEY);
    let (terminal, stand_in) = (&salon.terminal, &salon.stand_in);
    terminal.json(&["connect", "--host", &stand_in.base_url()]);
    stand_in.forget_calls();
    let told = terminal.json(&["import", "event-types", "--dry-run"]);
    let became = terminal.say(&["import", "event-types", "--json"]);
    assert_eq!(stand_in.writes(), 0, "only read");
    let created = |document: &serde_json::Value| {
        let all = document.as_array().unwrap();
        all.iter().filter(|one| one["action"] == "create").count()
    };
    assert_eq!(created(&told), created(&became.document()));
    let again = terminal
        .say(&["import", "event-types", "--json"])
        .document();
    assert_eq!(created(&again), 0, "once is enough: {again}");
}

#[test]
fn who_stops_a_file_hears_what_was_done_and_the_next_run_goes_on() {
    const LINES: usize = 2_000;
    let salon = Salon::open();
    let terminal = salon.terminal.speaking("en_GB.UTF-8");
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("customers.csv").display().to_string();
    let mut text = "Name;Phone\n".to_owned();
    for line in 0..LINES {
        text.push_str(&format!("Kundin Nummer{line};030 {}\n", 1_000_000 + line));
    }
    fs::write(&table, text).unwrap();

    let mut reading = Running::start(terminal.command(&["import", "customers", &table]));
    assert!(reading.line().ends_with("/ 2000 lines"));
    let (exit, rest) = reading.stop();
    assert_eq!(exit, Some(3), "{rest}");
    assert!(rest.contains("Stopping"), "{rest}");

    let again = terminal.json(&["import", "customers", &table]);
    let count = |what: &str| usize::try_from(again[what].as_u64().unwrap()).unwrap();
    assert!(count("known") > 0 && count("customers") > 0, "{again}");
    assert_eq!(count("known") + count("customers"), LINES);
}
