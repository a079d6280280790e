//! Bad input, bad files, bad servers: a clear sentence in the reader's language, a stable code for scripts, and nothing is
//! changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use std::{fs, path::Path};

use calcom_sim::{FaultKind, FaultPlan, FaultRule, World};
use common::{
    KEY, Said, Salon, StandIn, Terminal,
    calendar::{at, spring_gap},
    dump::dump,
};
use rusqlite::Connection;
use serde_json::Value;

/// Nothing listens there.
const NOBODY: &str = "http://127.0.0.1:9/v2";

/// What the window says for a code.
fn sentence(language: &str, code: &str) -> String {
    let file = match language {
        "de" => include_str!("../src-tauri/cli/sentences/de.json"),
        _ => include_str!("../src-tauri/cli/sentences/en.json"),
    };
    let sentences: Value = serde_json::from_str(file).unwrap();
    let found = sentences[format!("error.{code}")].as_str();
    found
        .unwrap_or_else(|| panic!("no sentence for {code}"))
        .to_owned()
}

/// Says it in German, in English and with `--json`: each time the same refusal, and none of it on standard output that is
/// not the document. Answers the German words.
fn assert_refused(
    terminal: &Terminal,
    words: &[&str],
    input: &str,
    code: &str,
    exit: i32,
) -> String {
    let german = terminal.say_with(words, input);
    let english = terminal.speaking("en_US.UTF-8").say_with(words, input);
    for (said, language) in [(&german, "de"), (&english, "en")] {
        let first = said.err.lines().next().unwrap_or_default();
        assert_eq!(first, sentence(language, code), "{words:?}: {said:?}");
        assert_eq!((said.exit, said.out.as_str()), (exit, ""), "{words:?}");
    }
    let document = terminal.say_with(&[words, &["--json"]].concat(), input);
    let told = (document.exit, document.code(), document.err.as_str());
    assert_eq!(told, (exit, code.to_owned(), ""), "{words:?}");
    german.err
}

/// The same on a salon's book, which is afterwards as it was.
fn assert_unchanged(salon: &Salon, words: &[&str], code: &str, exit: i32) -> String {
    let before = dump(&salon.terminal.book_file());
    let said = assert_refused(&salon.terminal, words, "", code, exit);
    let after = dump(&salon.terminal.book_file());
    assert_eq!(after, before, "{words:?} changed the book");
    said
}

/// Something that cannot be done.
fn assert_harmless(salon: &Salon, words: &[&str], code: &str) -> String {
    assert_unchanged(salon, words, code, 1)
}

/// Something that was not understood.
fn assert_misused(salon: &Salon, words: &[&str], code: &str) {
    assert_unchanged(salon, words, code, 2);
}

fn booking<'a>(service: &'a str, start: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["book", service, start, "--staff", "Anna"], more].concat()
}

#[test]
fn an_overlap_is_refused_with_who_is_in_the_way_and_what_is_free() {
    let salon = Salon::open();
    let ten = at("10:00");
    salon.book("440", &ten, "Monika Beispiel");
    let words = booking("440", &ten, &["--customer", "Rita Muster"]);
    let said = assert_harmless(&salon, &words, "refused");
    assert!(
        said.contains("Anna Albrecht bedient bis 10:30 Monika Beispiel (Auftragen)."),
        "{said}"
    );
    assert!(
        said.contains(&format!("Nächste freie Zeit: {}", at("12:40"))),
        "{said}"
    );

    let id = salon
        .book("Herrenschnitt", &at("15:00"), "Rita Muster")
        .to_string();
    assert_harmless(&salon, &["move", &id, &ten], "refused");
}

#[test]
fn a_time_that_is_no_good_is_refused() {
    let salon = Salon::open();
    let rita = ["--customer", "Rita Muster"];
    let past = assert_harmless(
        &salon,
        &booking("440", "2020-01-07T10:00", &rita),
        "warnings",
    );
    assert!(past.contains("Diese Zeit ist schon vorbei."), "{past}");
    let night = assert_harmless(&salon, &booking("440", &at("03:00"), &rita), "warnings");
    assert!(
        night.contains("Anna Albrecht arbeitet an diesem Tag von 09:00 bis 18:30."),
        "{night}"
    );
    assert_harmless(
        &salon,
        &booking("440", "morgen um zehn", &rita),
        "invalid_time",
    );
    assert_harmless(
        &salon,
        &booking("440", "2026-02-30T10:00", &rita),
        "invalid_time",
    );
    assert_harmless(
        &salon,
        &booking("440", &spring_gap(), &rita),
        "time_does_not_exist",
    );
    assert_harmless(&salon, &["day", "gestern"], "invalid_time");
}

#[test]
fn what_is_not_in_the_book_is_refused() {
    let salon = Salon::open();
    let (ten, rita) = (at("10:00"), ["--customer", "Rita Muster"]);
    let id = salon.book("Beratung", &ten, "Monika Beispiel").to_string();
    salon.terminal.done(&["cancel", &id]);
    assert_harmless(&salon, &booking("999", &ten, &rita), "unknown_service");
    let several = assert_harmless(&salon, &booking("Ansatz", &ten, &rita), "ambiguous_service");
    assert!(
        several.contains("Ansatzfärbung") && several.contains("Ansatz + Längenausgleich"),
        "{several}"
    );
    assert_harmless(
        &salon,
        &[
            "book",
            "440",
            &ten,
            "--customer",
            "Rita",
            "--staff",
            "Gerda",
        ],
        "unknown_staff",
    );
    let lea = ["book", "440", &ten, "--customer", "Rita", "--staff", "Lea"];
    let cannot = assert_harmless(&salon, &lea, "refused");
    assert!(
        cannot.contains("Lea Lindner macht diesen Arbeitsschritt nicht."),
        "{cannot}"
    );
    assert_harmless(
        &salon,
        &booking("440", &ten, &["--customer", "#4711"]),
        "unknown_customer",
    );
    assert_misused(
        &salon,
        &booking("440", &ten, &["--customer", "Rita", "--length", "GAP_A"]),
        "invalid_length",
    );
    assert_harmless(
        &salon,
        &booking("440", &ten, &["--customer", "Rita", "--length", "GAP_Z=10"]),
        "unknown_part",
    );
    assert_harmless(&salon, &["show", "4711"], "unknown_appointment");
    assert_harmless(&salon, &["move", "4711", &ten], "unknown_appointment");
    assert_harmless(&salon, &["cancel", "4711"], "unknown_appointment");
    assert_harmless(&salon, &["move", &id, &ten], "not_booked");
    assert_harmless(&salon, &["review", "4711", "retry"], "unknown_entry");
    assert_misused(&salon, &["review", "4711", "hoffen"], "unknown_remedy");
}

#[test]
fn what_is_said_about_a_customer_is_checked() {
    let salon = Salon::open();
    let ten = at("10:00");
    let long = "n".repeat(10_000);
    let cases: [(&[&str], &str); 8] = [
        (
            &["--customer", "Rita", "--phone", "030 abc"],
            "invalid_phone",
        ),
        (&["--customer", "Rita", "--phone", "12"], "invalid_phone"),
        (
            &["--customer", "Rita", "--phone", "+49 000000000000000000000"],
            "invalid_phone",
        ),
        (
            &["--customer", "Rita", "--email", "rita(at)beispiel"],
            "invalid_email",
        ),
        (&["--customer", "Rita", "--note", &long], "note_too_long"),
        (&["--customer", &long], "invalid_name"),
        (&["--customer", " \u{200f} "], "invalid_name"),
        (&["--customer", ""], "invalid_name"),
    ];
    for (more, code) in cases {
        assert_harmless(&salon, &booking("440", &ten, more), code);
    }
}

#[test]
fn names_of_any_script_are_welcome_and_arrive_as_they_are() {
    let salon = Salon::connected();
    let names = [
        "Zoë Ünal 💇🏽‍♀️",
        "شيماء الأحمد",
        "נועה לוי",
        "Đặng Thị Hồng",
        "O’Connor-Łuczak",
    ];
    for (name, hour) in names.into_iter().zip(10..) {
        let id = salon.book("Beratung", &at(&format!("{hour}:00")), name);
        assert_eq!(salon.show(id)["customer"]["name"], name);
    }
    salon.terminal.done(&["sync", "now", "--wait"]);
    let mut there: Vec<String> = salon
        .stand_in
        .live_bookings()
        .into_iter()
        .map(|one| one.attendee_name)
        .collect();
    there.sort();
    let mut here = names.map(str::to_owned);
    here.sort();
    assert_eq!(there, here);
}

/// A file that is no book stays as it is, byte for byte, and nothing is put beside it but the lock.
fn assert_left_alone(make: impl FnOnce(&Path), code: &str) {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::at(home.path());
    let book = terminal.book_file();
    fs::create_dir_all(book.parent().unwrap()).unwrap();
    make(&book);
    let before = fs::read(&book).unwrap();
    let ten = at("10:00");
    let commands: [&[&str]; 5] = [
        &["init", "--salon", "Friseur 1", "--sample"],
        &["book", "440", &ten, "--customer", "Rita"],
        &["day"],
        &["status"],
        &["sync", "now"],
    ];
    for words in commands {
        assert_refused(&terminal, words, "", code, 4);
    }
    assert!(fs::read(&book).unwrap() == before, "the file was changed");
    let beside = fs::read_dir(book.parent().unwrap()).unwrap();
    let mut beside: Vec<_> = beside
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    beside.retain(|name| name != "logs");
    beside.sort();
    assert_eq!(beside, ["book.db", "book.lock"]);
}

#[test]
fn a_file_that_is_not_our_book_is_left_alone() {
    assert_left_alone(
        |book| fs::write(book, "Einkaufsliste: Shampoo").unwrap(),
        "store_not_ours",
    );
    let somebody_elses = |book: &Path| {
        let connection = Connection::open(book).unwrap();
        connection
            .execute_batch("CREATE TABLE recipes (name TEXT)")
            .unwrap();
    };
    assert_left_alone(somebody_elses, "store_not_ours");
    let broken = |book: &Path| {
        fs::write(
            book,
            [b"SQLite format 3\0".as_slice(), &[0x5a; 5000]].concat(),
        )
        .unwrap()
    };
    assert_left_alone(broken, "store_corrupt");
}

#[test]
fn a_book_of_a_newer_kamm_is_left_alone() {
    let of_a_newer_kamm = |book: &Path| {
        let salon = Salon::open();
        fs::copy(salon.terminal.book_file(), book).unwrap();
        let connection = Connection::open(book).unwrap();
        connection
            .pragma_update(None, "journal_mode", "DELETE")
            .unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
    };
    assert_left_alone(of_a_newer_kamm, "store_newer");
}

#[test]
fn a_book_that_is_not_there_is_not_made_by_looking_for_it() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::at(home.path());
    let commands: [&[&str]; 5] = [
        &["status"],
        &["day"],
        &["cancel", "1"],
        &["sync", "now"],
        &["agent"],
    ];
    for words in commands {
        assert_refused(&terminal, words, "", "store_missing", 4);
    }
    assert!(!terminal.data().exists());
    assert_refused(
        &terminal,
        &["--profile", "../x", "status"],
        "",
        "invalid_profile",
        2,
    );
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    let inside = [
        "--data-dir",
        file.to_str().unwrap(),
        "init",
        "--salon",
        "Friseur 1",
    ];
    assert_refused(&terminal, &inside, "", "store_inaccessible", 4);
}

#[test]
fn a_salon_is_set_up_once_and_properly() {
    let salon = Salon::open();
    assert_harmless(
        &salon,
        &["init", "--salon", "Friseur 1", "--sample"],
        "not_empty",
    );
    assert_harmless(&salon, &["init", "--salon", " "], "invalid_name");
    assert_harmless(
        &salon,
        &["init", "--salon", "Friseur 1", "--zone", "Mitteleuropa"],
        "unknown_zone",
    );
}

/// Connecting fails with this code, and the book does not know about it.
fn assert_not_connected(salon: &Salon, words: &[&str], key: &str, code: &str, exit: i32) {
    let before = dump(&salon.terminal.book_file());
    let said = assert_refused(
        &salon.terminal,
        &[&["connect"], words].concat(),
        key,
        code,
        exit,
    );
    assert_eq!(
        dump(&salon.terminal.book_file()),
        before,
        "{words:?} changed the book"
    );
    assert!(
        !key.trim().starts_with("cal_") || !said.contains(key.trim()),
        "the key was printed"
    );
}

#[test]
fn a_machine_without_a_keychain_says_so_and_keeps_nothing() {
    let salon = Salon::open();
    let host = salon.stand_in.base_url();
    assert_not_connected(&salon, &["--host", &host], KEY, "keychain_no_service", 5);
    let said: Said = salon.terminal.say(&["doctor"]);
    assert_eq!(said.exit, 3);
    assert!(
        said.out.contains(&sentence("de", "keychain_no_service")),
        "{said:?}"
    );
    salon.book("440", &at("10:00"), "Monika Beispiel");
}

#[test]
fn a_key_that_is_no_good_is_refused() {
    let mut salon = Salon::open();
    salon.stand_in = StandIn::serving(World::demo().key("cal_fabian", 2));
    let host = salon.stand_in.base_url();
    assert_not_connected(
        &salon,
        &["--host", &host],
        "cal_wrong_key",
        "key_refused",
        5,
    );
    assert_not_connected(&salon, &["--host", &host], "zwei Wörter", "key_invalid", 5);
    assert_not_connected(&salon, &["--host", &host], "\n", "key_missing", 5);
    assert_not_connected(&salon, &["--host", &host], "cal_fabian", "role_too_low", 5);
    assert_not_connected(
        &salon,
        &["--host", &host, "--team", "99"],
        KEY,
        "team_not_found",
        5,
    );
    assert_eq!(salon.stand_in.writes(), 0);
}

#[test]
fn a_server_that_is_none_is_refused() {
    let salon = Salon::open();
    let host = salon.stand_in.base_url();
    assert_not_connected(&salon, &["--host", NOBODY], KEY, "host_unreachable", 5);
    assert_not_connected(
        &salon,
        &["--host", "http://cal.example/v2"],
        KEY,
        "invalid_host",
        1,
    );
    assert_not_connected(&salon, &["--host", "bei uns"], KEY, "invalid_host", 1);
    let every_call = |kind| {
        salon
            .stand_in
            .set_faults(FaultPlan::rules(1, [FaultRule::any(1.0, kind)]))
    };
    every_call(FaultKind::Garbage);
    assert_not_connected(&salon, &["--host", &host], KEY, "host_not_calcom", 5);
    every_call(FaultKind::ErrorBeforeCommit(502));
    assert_not_connected(&salon, &["--host", &host], KEY, "server_failed", 5);
    every_call(FaultKind::Refuse);
    assert_not_connected(&salon, &["--host", &host], KEY, "host_unreachable", 5);
}

#[test]
fn without_an_account_nothing_is_sent_and_somebody_says_so() {
    let salon = Salon::open();
    let before = dump(&salon.terminal.book_file());
    for words in [
        ["sync", "now"],
        ["event-types", "plan"],
        ["event-types", "apply"],
    ] {
        assert_refused(&salon.terminal, &words, "", "not_connected", 5);
    }
    assert_eq!(dump(&salon.terminal.book_file()), before);
}

#[test]
fn a_key_that_was_withdrawn_stops_the_line_and_not_the_desk() {
    let salon = Salon::connected();
    salon.stand_in.revoke_key(KEY);
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    let said = salon.terminal.say(&["sync", "now", "--wait"]);
    assert_eq!(said.exit, 5);
    assert!(said.out.contains("Schlüssel abgelehnt"), "{said:?}");
    assert_eq!(
        salon.terminal.say(&["sync", "status", "--json"]).document()["connection"],
        "credentials"
    );
    assert!(
        salon
            .segments(id)
            .iter()
            .all(|one| one["sync"]["state"] == "waiting"),
        "nothing is lost"
    );
}
