//! `kamm …` as somebody types it, in an environment that holds nothing of the machine's own.

use std::{
    ffi::{OsStr, OsString},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// A terminal with its own book.
#[derive(Clone)]
pub struct Terminal {
    data: PathBuf,
    environment: Vec<(OsString, OsString)>,
}

/// What a command said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Terminal {
    /// German, without a keychain, with everything under `home`.
    pub fn at(home: &Path) -> Self {
        let no_bus = format!("unix:path={}", home.join("no-bus").display());
        let mut terminal = Self {
            data: home.join("data"),
            environment: Vec::new(),
        };
        terminal.set("HOME", home);
        terminal.set("XDG_RUNTIME_DIR", home);
        terminal.set("DBUS_SESSION_BUS_ADDRESS", no_bus);
        terminal.set("LANG", "de_DE.UTF-8");
        terminal
    }

    /// Sets a variable of the environment; the last word counts.
    pub fn set(&mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) {
        self.environment
            .push((name.as_ref().to_owned(), value.as_ref().to_owned()));
    }

    /// Another one, in this language.
    pub fn speaking(&self, locale: &str) -> Self {
        let mut other = self.clone();
        other.set("LANG", locale);
        other
    }

    /// The folder that holds the books.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The book of the usual profile.
    pub fn book_file(&self) -> PathBuf {
        self.data.join("salon/book.db")
    }

    /// `kamm` with these words, not started yet.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kamm"));
        command
            .args(words)
            .env_clear()
            .env("KAMM_DATA_DIR", &self.data)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// Types it and waits for the end.
    pub fn say(&self, words: &[&str]) -> Said {
        self.command(words).output().expect("kamm runs").into()
    }

    /// The same with something on standard input.
    pub fn say_with(&self, words: &[&str], input: &str) -> Said {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("kamm runs");
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap().into()
    }

    /// Types it and expects it to work.
    pub fn done(&self, words: &[&str]) -> Said {
        let said = self.say(words);
        assert_eq!(said.exit, 0, "{words:?}: {said:?}");
        said
    }

    /// The document of a command that works.
    pub fn json(&self, words: &[&str]) -> Value {
        self.done(&[words, &["--json"]].concat()).document()
    }
}

impl Said {
    /// What was answered with `--json`: one document, and nothing but it.
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code of a problem, with `--json`.
    pub fn code(&self) -> String {
        let code = self.document()["error"]["code"].as_str().map(str::to_owned);
        code.unwrap_or_else(|| panic!("no problem: {self:?}"))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            // Ended by a signal: no number of ours.
            exit: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }
}
