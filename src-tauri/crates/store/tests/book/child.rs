//! Other processes: this test program, started again to play one role.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

const BOOK: &str = "KAMM_TEST_BOOK";
const SAYS: &str = "child says ";

/// A test of this program, running in a process of its own.
pub(crate) struct Role {
    pub(crate) process: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Role {
    /// Starts the ignored test `name` for the book at `file`.
    pub(crate) fn start(name: &str, file: &Path) -> Self {
        Self::start_as(Command::new(env::current_exe().unwrap()), name, file)
    }

    /// The same with a command that starts this program in another way.
    pub(crate) fn start_as(mut program: Command, name: &str, file: &Path) -> Self {
        let mut process = program
            .args([name, "--exact", "--ignored", "--nocapture"])
            .env(BOOK, file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// The next thing the child says; `None` when it has gone.
    pub(crate) fn hear(&mut self) -> Option<String> {
        loop {
            let line = self.lines.next()?.ok()?;
            // The test harness prints its own words first, on the same line.
            if let Some((_, said)) = line.split_once(SAYS) {
                return Some(said.to_owned());
            }
        }
    }

    /// Lets a child that waits go on, and sees it end well.
    pub(crate) fn dismiss(mut self) {
        drop(self.process.stdin.take());
        assert!(self.process.wait().unwrap().success());
    }
}

/// In the child: which book.
pub(crate) fn book() -> PathBuf {
    env::var_os(BOOK).expect("started by another test").into()
}

/// In the child: tells the parent.
pub(crate) fn say(what: impl std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{SAYS}{what}").unwrap();
    out.flush().unwrap();
}

/// In the child: waits until the parent lets it go.
pub(crate) fn wait() {
    std::io::stdin().lines().for_each(drop);
}
