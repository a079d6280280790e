//! The key is in the keychain and nowhere else; log lines never hold who comes to the salon.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![cfg(target_os = "linux")]

mod common;

use std::{fs, path::Path};

use calcom_sim::{FaultKind, FaultPlan, FaultRule, World, demo_key};
use common::{KEY, Running, Said, Salon, StandIn, Terminal, calendar::at};
use window_driver::Desktop;

const NAME: &str = "Wilhelmine Geheimrat";
const PHONE: &str = "0151 23456789";
const EMAIL: &str = "w.geheimrat@beispiel.example";

/// A salon on a desktop with a real, open keychain, telling its log everything.
fn talkative(desktop: &Desktop) -> Salon {
    let mut salon = Salon::open();
    for (name, value) in desktop.command("kamm").get_envs() {
        if let Some(value) = value {
            salon.terminal.set(name, value);
        }
    }
    salon.terminal.set("KAMM_LOG", "trace");
    salon
}

/// What a salon goes through with its key: good and bad connections, bookings, lost answers, a withdrawn key. Answers
/// everything that was said.
fn a_hard_day(salon: &Salon) -> Vec<Said> {
    let (terminal, stand_in) = (&salon.terminal, &salon.stand_in);
    let host = stand_in.base_url();
    let connect = ["connect", "--host", host.as_str()];
    let every_call = |kind| stand_in.set_faults(FaultPlan::rules(1, [FaultRule::any(1.0, kind)]));
    let mut said = Vec::new();
    for kind in [
        FaultKind::Garbage,
        FaultKind::ErrorBeforeCommit(502),
        FaultKind::Refuse,
    ] {
        every_call(kind);
        said.push(terminal.say_with(&connect, KEY));
    }
    stand_in.set_faults(FaultPlan::default());
    said.push(terminal.say_with(&["connect", "--host", "http://127.0.0.1:9"], KEY));
    said.push(terminal.say_with(&[&connect[..], &["--team", "99", "--json"]].concat(), KEY));
    let connected = terminal.say_with(&[&connect[..], &["--json"]].concat(), &format!("{KEY}\n"));
    assert_eq!(
        connected.document()["key_home"],
        "keychain",
        "{connected:?}"
    );
    said.push(connected);
    said.push(terminal.done(&["event-types", "apply"]));

    let lost = FaultRule::on("POST", "/v2/bookings", 0.5, FaultKind::DropAfterCommit);
    stand_in.set_faults(FaultPlan::rules(7, [lost]));
    let start = at("10:00");
    let person = [
        "--customer",
        NAME,
        "--phone",
        PHONE,
        "--email",
        EMAIL,
        "--staff",
        "Anna",
    ];
    said.push(terminal.done(&[&["book", "440", &start], &person[..]].concat()));
    said.push(terminal.done(&["sync", "now", "--wait"]));
    stand_in.set_faults(FaultPlan::default());
    salon.assert_in_step(&[1]);
    said.push(terminal.done(&["move", "1", &at("13:00")]));
    said.push(terminal.done(&["sync", "now", "--wait", "--json"]));
    for words in [
        &["status"][..],
        &["show", "1"],
        &["doctor"],
        &["doctor", "--json"],
    ] {
        said.push(terminal.say(words));
    }
    said
}

/// Every file below `folder`, sockets and the like left out.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap().file_type();
        if kind.is_dir() {
            found.extend(files(&path));
        } else if kind.is_file() {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found
}

fn holds(text: &[u8], word: &str) -> bool {
    text.windows(word.len())
        .any(|window| window == word.as_bytes())
}

/// The key as it is, and as numbers, which is how bytes are printed in Rust.
fn in_any_form(key: &str) -> [String; 2] {
    let numbers: Vec<String> = key.bytes().map(|byte| byte.to_string()).collect();
    [key.to_owned(), numbers.join(", ")]
}

fn assert_without_key(salon: &Salon, desktop: &Desktop, said: &[Said]) {
    assert_without(&[KEY], salon, desktop, said);
}

fn assert_without(keys: &[&str], salon: &Salon, desktop: &Desktop, said: &[Said]) {
    let mut searched = files(salon.terminal.data());
    let book = salon.terminal.book_file().display().to_string();
    assert!(
        searched.iter().any(|(path, _)| *path == book),
        "the book was searched"
    );
    searched.extend(files(desktop.home()));
    searched.extend(
        said.iter()
            .flat_map(|one| [&one.out, &one.err])
            .map(|text| ("output".to_owned(), text.clone().into_bytes())),
    );
    for form in keys.iter().flat_map(|key| in_any_form(key)) {
        let leaks: Vec<_> = searched
            .iter()
            .filter(|(_, text)| holds(text, &form))
            .map(|(path, _)| path)
            .collect();
        assert!(leaks.is_empty(), "the key is in {leaks:?}");
    }
}

/// Log lines, whose file must be there and say something at the finest level, or the search would prove nothing.
fn logs(salon: &Salon) -> String {
    let files = files(&salon.terminal.data().join("salon/logs"));
    let text: String = files
        .into_iter()
        .map(|(_, text)| String::from_utf8(text).unwrap())
        .collect();
    assert!(
        text.contains(r#""level":"TRACE""#),
        "the log does not tell everything"
    );
    assert!(text.contains("cal.com answered"), "no call was logged");
    text
}

fn assert_nobody_named(salon: &Salon, text: &str) {
    let uids = salon.stand_in.bookings().into_iter().map(|one| one.uid);
    let words = NAME.split(' ').map(str::to_owned);
    let more = ["23456789", "234567-89", "geheimrat", "kamm.invalid"].map(str::to_owned);
    for private in uids.chain(words).chain(more) {
        let line = text
            .lines()
            .find(|line| line.to_lowercase().contains(&private.to_lowercase()));
        assert_eq!(line, None, "{private} is in the log");
    }
}

#[test]
fn the_key_is_in_the_keychain_and_nowhere_else() {
    let desktop = Desktop::start().unwrap();
    let salon = talkative(&desktop);
    let mut said = a_hard_day(&salon);

    // With the book open, so that what is in the write-ahead log is searched too.
    let mut agent = Running::start(salon.terminal.command(&["agent"]));
    agent.line();
    assert!(salon.terminal.book_file().with_extension("db-wal").exists());
    assert_without_key(&salon, &desktop, &said);
    let (exit, rest) = agent.stop();
    assert_eq!((exit, rest.as_str()), (Some(0), ""));

    salon.stand_in.revoke_key(KEY);
    salon.terminal.done(&["cancel", "1"]);
    let refused = salon.terminal.say(&["sync", "now", "--wait"]);
    assert_eq!(refused.exit, 5, "{refused:?}");
    said.push(refused);
    assert_without_key(&salon, &desktop, &said);
    assert_nobody_named(&salon, &logs(&salon));
}

#[test]
fn each_stylists_own_key_is_in_the_keychain_and_nowhere_else() {
    let desktop = Desktop::start().unwrap();
    let mut salon = talkative(&desktop);
    salon.stand_in = StandIn::serving(World::demo().community());
    let (terminal, host) = (&salon.terminal, salon.stand_in.base_url());
    let mut said = Vec::new();
    let test = terminal.say_with(&["connect", "--host", &host, "--dry-run"], KEY);
    assert_eq!(test.exit, 0, "{test:?}");
    assert!(test.out.contains("kennt keine Teams"), "{test:?}");
    let with_a_team = ["connect", "--host", &host, "--team", "1", "--json"];
    assert_eq!(terminal.say_with(&with_a_team, KEY).code(), "no_teams");
    said.push(terminal.say_with(&["connect", "--host", &host], KEY));
    assert_eq!(said[0].exit, 0, "{said:?}");

    let staff = terminal.json(&["staff", "list"]);
    let names: Vec<String> = staff
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect();
    let keys: Vec<String> = names
        .iter()
        .map(|name| demo_key(&name.split(' ').next().unwrap().to_lowercase()))
        .collect();
    let wrong = ["staff", "key", &names[1], "--json"];
    assert_eq!(
        terminal.say_with(&wrong, "cal_nobody_012345678").code(),
        "key_refused"
    );
    for (name, key) in names.iter().zip(&keys) {
        let connected = terminal.say_with(&["staff", "key", name], key);
        let exit = if *name == names[names.len() - 1] {
            0
        } else {
            3
        };
        assert_eq!(connected.exit, exit, "{connected:?}");
        said.push(connected);
    }
    assert_eq!(terminal.say_with(&wrong, &keys[0]).code(), "key_of_another");
    said.push(terminal.done(&["event-types", "apply"]));
    said.push(terminal.done(&["event-types", "verify"]));
    salon.book("440", &at("10:00"), NAME);
    said.push(terminal.done(&["sync", "now", "--wait"]));
    salon.assert_in_step(&[1]);

    said.push(what_a_team_would_have(terminal, &names));
    said.extend(a_new_pc(terminal, &host, &keys));

    let removed = terminal.say(&["staff", "key", &names[0], "--remove"]);
    assert_eq!(removed.exit, 3, "{removed:?}");
    said.push(removed);
    let listed = terminal.say(&["staff", "key", "--json"]);
    assert_eq!(
        listed.document()[0]["key_last_four"],
        serde_json::Value::Null
    );
    said.push(listed);
    let keys: Vec<&str> = keys.iter().map(String::as_str).chain([KEY]).collect();
    assert_without(&keys, &salon, &desktop, &said);

    let mut passed_in = salon.terminal.clone();
    passed_in.set("KAMM_CALCOM_KEY", KEY);
    let read_only = ["staff", "key", &names[0], "--json"];
    let refused = passed_in.say_with(&read_only, keys[0]);
    assert_eq!(refused.code(), "keychain_read_only");
}

/// Who is who, and a service for customers with each who leads it.
fn what_a_team_would_have(terminal: &Terminal, names: &[String]) -> Said {
    let who = terminal.json(&["staff", "match"]);
    let who = who.as_array().unwrap();
    assert_eq!(who.len(), names.len());
    assert!(who.iter().all(|one| one["user_id"].is_number()), "{who:?}");
    let otherwise = ["staff", "match", &names[0], "4711", "--json"];
    assert_eq!(terminal.say(&otherwise).code(), "match_by_key");

    let published = terminal.json(&["event-types", "publish", "440"]);
    let done = published["done"].as_array().unwrap();
    assert!(done.len() > 1, "{published}");
    assert!(
        done.iter().all(|one| one["what"] == "created"),
        "{published}"
    );
    let mine = done[0]["event_type_id"].to_string();
    terminal.done(&["event-types", "public", "440", &mine]);
    let found = terminal.json(&["import", "event-types", "--dry-run"]);
    assert!(
        found
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["action"] == "known"),
        "{found}"
    );
    terminal.done(&["event-types", "publish", "440"])
}

/// The keys alone bring the book back.
fn a_new_pc(terminal: &Terminal, host: &str, keys: &[String]) -> Vec<Said> {
    fn new<'a>(command: &[&'a str]) -> Vec<&'a str> {
        [&["--profile", "neu"][..], command].concat()
    }
    terminal.done(&new(&["init", "--salon", "Friseur 1"]));
    let connected = terminal.say_with(&new(&["connect", "--host", host]), KEY);
    assert_eq!(connected.exit, 0, "{connected:?}");
    let too_early = terminal.say(&new(&["rebuild", "--json"]));
    assert_eq!(too_early.code(), "no_staff_keys");
    let mut said = vec![connected];
    for key in keys {
        let taken_on = terminal.say_with(&new(&["staff", "key", "--new"]), key);
        assert_eq!(taken_on.exit, 0, "{taken_on:?}");
        said.push(taken_on);
    }
    let twice = terminal.say_with(&new(&["staff", "key", "--new", "--json"]), &keys[0]);
    assert_eq!(twice.code(), "key_of_another");
    let told = terminal.say(&new(&["rebuild", "--json"])).document();
    assert_eq!(told["staff"], keys.len());
    assert_eq!(
        (&told["appointments"], &told["without_key"]),
        (&1.into(), &0.into())
    );
    said.push(terminal.done(&new(&["event-types", "verify"])));
    said
}

#[test]
fn two_salons_on_one_computer_have_a_key_each() {
    let desktop = Desktop::start().unwrap();
    let salon = talkative(&desktop);
    let host = salon.stand_in.base_url();
    let other = ["--profile", "nord"];
    salon
        .terminal
        .done(&[&other[..], &["init", "--salon", "Friseur 2", "--sample"]].concat());
    let connected = salon.terminal.say_with(&["connect", "--host", &host], KEY);
    assert_eq!(connected.exit, 0, "{connected:?}");
    let stranger = salon
        .terminal
        .say(&[&other[..], &["sync", "now", "--json"]].concat());
    assert_eq!(stranger.code(), "not_connected");
}
