//! What can happen to the book's file: a full disk, one that cannot be written, somebody else who has it, damage. Each is said
//! in a sentence, costs nothing that was confirmed, and is over when its reason is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod common;

use std::{
    fs,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use calcom_sim::{FaultKind, FaultPlan, FaultRule};
use common::{
    Running, Salon,
    calendar::at,
    disk::{Disk, on_a_disk_of_its_own},
};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

fn until(what: &str, happened: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !happened() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        sleep(Duration::from_millis(20));
    }
}

fn new_appointment(start: &str) -> Vec<String> {
    let words = [
        "book",
        "440",
        start,
        "--customer",
        "Rita Muster",
        "--staff",
        "Anna",
    ];
    words.map(str::to_owned).to_vec()
}

/// Tries to book and is refused with this code, in both languages, with a sentence that says what was kept.
fn refused(salon: &Salon, start: &str, code: &str) {
    let words = new_appointment(start);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = salon.terminal.say(&[&words[..], &["--json"]].concat());
    assert_eq!((said.exit, said.code().as_str()), (4, code), "{said:?}");
    for (locale, safe) in [
        ("de_DE.UTF-8", "alles Frühere ist sicher"),
        ("en_GB.UTF-8", "before it is safe"),
    ] {
        let said = salon.terminal.speaking(locale).say(&words);
        assert_eq!(said.exit, 4);
        assert!(said.err.contains(safe), "{said:?}");
    }
}

/// Overwrites all but the first pages, as a dying disk does.
fn damage(book: &Path) {
    let mut bytes = fs::read(book).unwrap();
    let from = bytes.len() / 8;
    bytes[from..].fill(0xA5);
    fs::write(book, bytes).unwrap();
}

fn appointments(salon: &Salon, day: &str) -> Vec<Value> {
    salon.terminal.json(&["day", day])["appointments"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn a_full_disk_refuses_what_is_new_keeps_what_is_there_and_is_over_when_there_is_room() {
    on_a_disk_of_its_own("fills_up");
}

#[test]
#[ignore = "the part of another test that has a disk of its own"]
fn fills_up() {
    let home = TempDir::new().unwrap();
    let disk = Disk::mount(home.path(), "8m");
    let salon = Salon::open_in(home);
    let first = salon.book("440", &at("10:00"), "Monika Beispiel");

    for left in [0, 4096, 16_384, 36_864, 49_152] {
        disk.fill_but(left);
        let words = new_appointment(&at("13:00"));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = salon.terminal.say(&[&words[..], &["--json"]].concat());
        if said.exit == 0 {
            assert!(left > 0, "booked on a full disk");
            let number = said.document()["appointment"]["id"].to_string();
            disk.clear();
            assert_eq!(
                salon.show(number.parse().unwrap())["status"],
                "booked",
                "confirmed is kept"
            );
            salon.terminal.done(&["cancel", &number]);
            continue;
        }
        assert_eq!(
            (said.exit, said.code().as_str()),
            (4, "store_full"),
            "{left} left: {said:?}"
        );
        if left == 0 {
            refused(&salon, &at("13:00"), "store_full");
        }
        disk.clear();
        assert_eq!(salon.show(first)["status"], "booked");
        let sound = salon.terminal.say(&["doctor", "--json"]).out;
        assert!(!sound.contains("store_"), "{sound}");
    }
    let second = salon.book("440", &at("13:00"), "Rita Muster");
    assert_eq!(salon.show(second)["status"], "booked");
}

#[test]
fn a_disk_that_fills_up_while_bookings_are_sent_books_none_of_them_twice() {
    on_a_disk_of_its_own("fills_up_on_the_way");
}

#[test]
#[ignore = "the part of another test that has a disk of its own"]
fn fills_up_on_the_way() {
    let home = TempDir::new().unwrap();
    let disk = Disk::mount(home.path(), "8m");
    let salon = Salon::open_in(home).with_account();
    let times = ["10:00", "12:45", "15:30"];
    let booked: Vec<i64> = times
        .iter()
        .map(|time| salon.book("440", &at(time), "Monika Beispiel"))
        .collect();

    // Made, and the answer is on its way: the book will have no room for it.
    let late = FaultKind::AnswerLate(Duration::from_millis(500));
    let rule = FaultRule::on("POST", "/v2/bookings", 1.0, late);
    salon.stand_in.set_faults(FaultPlan::rules(1, [rule]));
    let agent = Running::start(salon.terminal.command(&["agent"]));
    until("something is booked", || {
        !salon.stand_in.live_bookings().is_empty()
    });
    disk.fill_but(0);
    sleep(Duration::from_secs(1));
    disk.clear();
    until("all is sent", || {
        salon.stand_in.live_bookings().len() == 4 * booked.len()
    });
    let in_step = || {
        let segments = booked.iter().flat_map(|id| salon.segments(*id));
        segments
            .into_iter()
            .all(|one| one["sync"]["state"] == "synced")
    };
    until("all is noted", in_step);
    let (exit, said) = agent.stop();
    assert_eq!(exit, Some(0));
    assert!(
        said.contains("cannot use the book"),
        "there was trouble: {said}"
    );
    salon.assert_in_step(&booked);
    assert_eq!(
        salon.stand_in.bookings().len(),
        4 * booked.len(),
        "none twice"
    );
}

#[test]
fn a_disk_that_cannot_be_written_is_said_and_what_is_there_stays() {
    on_a_disk_of_its_own("becomes_read_only");
}

#[test]
#[ignore = "the part of another test that has a disk of its own"]
fn becomes_read_only() {
    let home = TempDir::new().unwrap();
    let disk = Disk::mount(home.path(), "8m");
    let salon = Salon::open_in(home);
    salon.book("440", &at("10:00"), "Monika Beispiel");
    let before = fs::read(salon.terminal.book_file()).unwrap();
    disk.make_read_only();
    refused(&salon, &at("13:00"), "store_inaccessible");
    assert!(fs::read(salon.terminal.book_file()).unwrap() == before);
}

#[test]
fn a_book_that_another_program_has_is_said_to_be_and_can_be_read_beside_it() {
    let salon = Salon::connected();
    let id = salon.book("440", &at("10:00"), "Monika Beispiel");
    let mut agent = Running::start(salon.terminal.command(&["agent"]));
    agent.line();
    for words in [
        &[
            "book",
            "440",
            &at("13:00"),
            "--customer",
            "Rita Muster",
            "--staff",
            "Anna",
        ][..],
        &["restore"],
    ] {
        let said = salon.terminal.say(&[words, &["--json"]].concat());
        assert_eq!(
            (said.exit, said.code().as_str()),
            (4, "store_busy"),
            "{said:?}"
        );
    }
    assert_eq!(salon.show(id)["status"], "booked");
    // A backup is taken beside whoever works.
    salon.terminal.done(&["backup"]);
    agent.stop();

    // Somebody with another tool, for longer than anybody waits.
    let foreign = Connection::open(salon.terminal.book_file()).unwrap();
    foreign.execute_batch("BEGIN IMMEDIATE").unwrap();
    let words = new_appointment(&at("13:00"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = salon.terminal.say(&[&words[..], &["--json"]].concat());
    assert_eq!(
        (said.exit, said.code().as_str()),
        (4, "store_busy"),
        "{said:?}"
    );
    drop(foreign);
    salon.terminal.done(&words);
}

#[test]
fn a_damaged_book_comes_back_from_its_backup_says_what_is_missing_and_learns_it_from_calcom() {
    let salon = Salon::connected();
    let kept = salon.book("440", &at("10:00"), "Monika Beispiel");
    salon.terminal.done(&["sync", "now", "--wait"]);
    salon.terminal.done(&["backup"]);
    salon.book("Herrenschnitt", &at("15:00"), "Ali Beispiel");
    salon.terminal.done(&["sync", "now", "--wait"]);
    let before = salon.stand_in.bookings().len();
    damage(&salon.terminal.book_file());

    let mut agent = Running::start(salon.terminal.command(&["agent"]));
    assert!(agent.line().contains("Sicherung"), "the loss is said first");
    let day = common::calendar::tuesday().to_string();
    until("what Cal.com knows is back", || {
        appointments(&salon, &day).len() == 2
    });
    let (exit, _) = agent.stop();
    assert_eq!(exit, Some(0));

    let back = appointments(&salon, &day);
    assert!(back.iter().any(|one| one["id"] == kept));
    assert!(
        back.iter().any(|one| one["from_minute"] == 15 * 60),
        "{back:?}"
    );
    assert_eq!(
        salon.stand_in.bookings().len(),
        before,
        "nothing was booked for it"
    );
    let review = salon.terminal.say(&["review", "--json"]).document();
    let restored = review
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "book_restored");
    assert!(restored.unwrap()["facts"]["since"].is_string(), "{review}");
    let aside = fs::read_dir(salon.terminal.book_file().parent().unwrap()).unwrap();
    let aside = aside.filter(|file| {
        let name = file.as_ref().unwrap().file_name();
        name.to_string_lossy().contains("aside") && name.to_string_lossy().ends_with(".db")
    });
    assert_eq!(aside.count(), 1, "the damaged file is kept");
}

#[test]
fn what_was_sent_after_the_backup_is_found_again_and_not_sent_twice() {
    let salon = Salon::connected();
    salon.stand_in.cut();
    let waiting = salon.book("440", &at("10:00"), "Monika Beispiel");
    salon.terminal.done(&["backup"]);
    salon.stand_in.restore().unwrap();
    salon.terminal.done(&["sync", "now", "--wait"]);
    salon.assert_in_step(&[waiting]);
    damage(&salon.terminal.book_file());
    let refused = salon
        .terminal
        .say(&["show", &waiting.to_string(), "--json"]);
    assert_eq!(
        (refused.exit, refused.code().as_str()),
        (4, "store_corrupt"),
        "{refused:?}"
    );

    let restored = salon.terminal.json(&["restore"]);
    assert!(restored["kept_as"].is_string(), "{restored}");
    salon.stand_in.forget_calls();
    let sync = salon.terminal.say(&["sync", "now", "--wait"]);
    assert_eq!(
        sync.exit, 3,
        "that it was restored is for a person: {sync:?}"
    );
    assert_eq!(salon.stand_in.writes(), 0, "all of it was there");
    salon.assert_in_step(&[waiting]);
}

#[test]
fn a_damaged_book_without_a_backup_is_left_alone_and_what_helps_is_said() {
    let salon = Salon::open();
    damage(&salon.terminal.book_file());
    let damaged = fs::read(salon.terminal.book_file()).unwrap();
    for (words, code) in [
        (
            &["book", "440", &at("10:00"), "--customer", "Rita Muster"][..],
            "store_corrupt",
        ),
        (&["agent"], "store_no_backup"),
        (&["restore"], "store_no_backup"),
    ] {
        let said = salon.terminal.say(&[words, &["--json"]].concat());
        assert_eq!((said.exit, said.code().as_str()), (4, code), "{said:?}");
        let said = salon.terminal.say(words);
        assert!(said.err.contains("kamm restore"), "{said:?}");
    }
    assert!(fs::read(salon.terminal.book_file()).unwrap() == damaged);
}

#[test]
fn a_backup_from_a_stick_is_restored_and_what_was_there_is_kept() {
    let salon = Salon::open();
    let stick = TempDir::new().unwrap();
    let file = stick.path().join("friseur.db");
    let first = salon.book("440", &at("10:00"), "Monika Beispiel");
    let file = file.to_str().unwrap();
    salon.terminal.done(&["backup", "--to", file]);
    let again = salon.terminal.say(&["backup", "--to", file, "--json"]);
    assert_eq!(again.exit, 4, "a backup never replaces a file");
    salon.book("440", &at("13:00"), "Rita Muster");

    let restored = salon.terminal.json(&["restore", file]);
    assert_eq!(restored["loss"]["appointments"], 1);
    let day = common::calendar::tuesday().to_string();
    let left = appointments(&salon, &day);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["id"], first);
    assert_eq!(
        salon.terminal.json(&["backup", "--list"]),
        serde_json::json!([])
    );
}
