//! What scripts rely on: exit codes, and who may use the book when.

use crate::common::{
    Running, Salon,
    calendar::{at, tuesday},
};

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
