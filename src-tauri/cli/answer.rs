//! What a command has to say: a document for programs, lines for people, a code for scripts.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;
use serde_json::{Value, json};

use super::{language::Language, sentence};
use crate::problem::Problem;

/// How a command ended. The numbers are documented in README and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// It is so.
    Done = 0,
    /// Refused, or what was verified is not right, with the reason; nothing has changed.
    Refused = 1,
    /// The command was not understood (clap uses the same number).
    Misused = 2,
    /// Done as far as it goes; something needs a person.
    NeedsPerson = 3,
    /// The book cannot be used.
    Book = 4,
    /// Cal.com or the keychain cannot be used.
    Outside = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The answer of one command.
#[derive(Debug)]
pub(super) struct Answer {
    document: Value,
    lines: String,
    exit: Exit,
}

impl Answer {
    /// `document` for `--json`, `lines` for people.
    ///
    /// # Errors
    /// `internal` if the document has no JSON form.
    pub(super) fn new(
        document: &impl Serialize,
        lines: impl Into<String>,
    ) -> Result<Self, Problem> {
        let document = serde_json::to_value(document)
            .map_err(|_| Problem::new("internal", "an answer has no JSON form"))?;
        Ok(Self {
            document,
            lines: lines.into(),
            exit: Exit::Done,
        })
    }

    /// The same with another exit code.
    #[must_use]
    pub(super) fn with_exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }
}

/// Prints what a command had to say and tells how it ended: answers on standard output; problems on standard error, or as a
/// document on standard output with `--json`.
pub(super) fn tell(result: Result<Answer, Problem>, json: bool, language: Language) -> ExitCode {
    let (text, on_error, exit) = match result {
        Ok(answer) if json => (pretty(&answer.document), false, answer.exit),
        Ok(answer) => (answer.lines, false, answer.exit),
        Err(problem) if json => (
            pretty(&json!({ "error": problem })),
            false,
            exit_of(&problem.code),
        ),
        Err(problem) => (
            sentence::of(&problem, language),
            true,
            exit_of(&problem.code),
        ),
    };
    let text = text.trim_end();
    // A reader that has gone away (`kamm day | head -1`) is no reason to fail.
    let _gone = match (text.is_empty(), on_error) {
        (true, _) => Ok(()),
        (false, true) => writeln!(io::stderr().lock(), "{text}"),
        (false, false) => writeln!(io::stdout().lock(), "{text}"),
    };
    exit.into()
}

fn pretty(document: &Value) -> String {
    format!("{document:#}")
}

fn exit_of(code: &str) -> Exit {
    match code {
        _ if code.starts_with("store_") => Exit::Book,
        "no_home" | "internal" => Exit::Book,
        _ if code.starts_with("keychain_") => Exit::Outside,
        "calcom_refused" | "host_not_calcom" | "host_unreachable" | "key_invalid"
        | "key_missing" | "key_refused" | "key_unusable" | "not_connected" | "rate_limited"
        | "no_teams" | "role_too_low" | "server_failed" | "team_account" | "team_not_found" => {
            Exit::Outside
        }
        "invalid_length"
        | "invalid_profile"
        | "invalid_part"
        | "invalid_price"
        | "invalid_sheet"
        | "import_map"
        | "import_unreadable"
        | "import_left_unwritable"
        | "one_at_a_time"
        | "unknown_remedy" => Exit::Misused,
        _ => Exit::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_can_tell_a_refusal_from_a_broken_book_from_a_dead_line() {
        assert_eq!(exit_of("refused"), Exit::Refused);
        assert_eq!(exit_of("unknown_service"), Exit::Refused);
        assert_eq!(exit_of("store_busy"), Exit::Book);
        assert_eq!(exit_of("keychain_locked"), Exit::Outside);
        assert_eq!(exit_of("host_unreachable"), Exit::Outside);
        assert_eq!(exit_of("role_too_low"), Exit::Outside);
    }
}
