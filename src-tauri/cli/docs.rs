//! `docs/CLI.md` is written by the program itself: here it is compared, and with `KAMM_ACCEPT_DOCS=1` written anew.

use std::{fmt::Write as _, fs, path::Path};

use clap::{Command, CommandFactory, Parser};

use super::args::Arguments;

const HEAD: &str = "# The terminal\n\n\
    The desk's and the owner's work, for people and for scripts. This page is written from the program's own help; what every command \
    takes – `--data-dir`, `--profile`, `--json`, `--help` – stands at the first.\n\n\
    With `--json` every answer is one JSON document on standard output, a problem too: \
    `{\"error\": {\"code\", \"message\", \"details\"}}`. Codes are stable.\n\n\
    | exit code | meaning |\n|---|---|\n\
    | 0 | it is so |\n\
    | 1 | refused, or what was verified is not right, with the reason; nothing has changed |\n\
    | 2 | the command was not understood |\n\
    | 3 | done as far as it goes; something needs a person |\n\
    | 4 | the book cannot be used |\n\
    | 5 | Cal.com or the keychain cannot be used |\n";

/// What every command takes; said once, with the program itself.
const COMMON: [&str; 5] = ["data_dir", "profile", "json", "help", "version"];

/// A chapter for every command that does something.
fn chapters(command: &Command, path: &str, page: &mut String) {
    let subcommands = command
        .get_subcommands()
        .filter(|one| one.get_name() != "help");
    let mut inner = subcommands.peekable();
    if inner.peek().is_none() || path == "kamm" {
        let mut shown = command.clone().bin_name(path).term_width(120);
        if path != "kamm" {
            shown = shown.mut_args(|one| {
                let common = COMMON.contains(&one.get_id().as_str());
                one.hide(common)
            });
        }
        let help = shown.render_help().to_string();
        let help: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(
            page,
            "\n## {path}\n\n```text\n{}\n```\n",
            help.join("\n").trim()
        );
    }
    for one in inner {
        chapters(one, &format!("{path} {}", one.get_name()), page);
    }
}

fn written() -> String {
    let mut command = Arguments::command();
    command.build();
    let mut page = HEAD.to_owned();
    chapters(&command, "kamm", &mut page);
    page
}

#[test]
fn the_page_about_the_terminal_says_what_the_program_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CLI.md");
    if std::env::var_os("KAMM_ACCEPT_DOCS").is_some() {
        fs::write(&file, written()).expect("the page can be written");
    }
    let page = fs::read_to_string(&file).expect("the page is there");
    assert!(
        page == written(),
        "docs/CLI.md is out of date: KAMM_ACCEPT_DOCS=1 writes it anew"
    );
}

#[test]
fn every_command_is_shown_by_example() {
    let page = written();
    let mut chapters = page.split("\n## ").skip(1);
    let without =
        chapters.find(|chapter| !chapter.contains("Examples:\n") && !chapter.starts_with("kamm\n"));
    assert_eq!(without, None);
}

#[test]
fn every_example_is_understood() {
    let page = written();
    let examples: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("  kamm "))
        .collect();
    assert!(examples.len() > 10, "{examples:?}");
    for example in examples {
        let typed = words(example.split(" > ").next().unwrap_or_default());
        let typed = std::iter::once("kamm".to_owned()).chain(typed);
        let understood = Arguments::try_parse_from(typed);
        assert!(understood.is_ok(), "{example}: {:?}", understood.err());
    }
}

/// As a shell splits them: at blanks, but not within quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in line.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}
