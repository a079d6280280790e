//! What can go wrong on the desktop, said so that a failed run can be understood from its output alone.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::error::{CmdError, NewSessionError};

/// Why the desktop or its window did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A program that the desktop is made of could not be started.
    #[error("cannot start {program}: {cause}; `.ci/setup test` installs what is missing")]
    Tool {
        /// Its name.
        program: &'static str,
        /// What the system said.
        cause: io::Error,
    },
    /// A part of the desktop ended or kept silent instead of coming up.
    #[error("{0} did not come up")]
    Dead(&'static str),
    /// A program was told to end and did not.
    #[error("{0:?} after it was told to end, the program of the window was still there")]
    Stays(Duration),
    /// The program did not open a window that can be driven.
    #[error("{program} opened no window: {cause}\n{output}")]
    NoWindow {
        /// The program that was to open it.
        program: PathBuf,
        /// What the driver said.
        cause: NoSession,
        /// What the program and the driver printed.
        output: String,
    },
    /// Something did not appear, or did not go away, in time.
    #[error("waited {limit:?} in vain for {what}; the window shows:\n{shown}")]
    InVain {
        /// What was waited for.
        what: String,
        /// For how long.
        limit: Duration,
        /// The visible text of the page.
        shown: String,
    },
    /// The window shows something that cannot be.
    #[error("{0}")]
    Odd(String),
    /// The driver or the page refused a command.
    #[error("the window refused: {0}")]
    Window(#[from] CmdError),
    /// A file could not be written or read.
    #[error("{}: {cause}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

/// Why there is no session with the window.
#[derive(Debug, thiserror::Error)]
pub enum NoSession {
    /// The driver refused or lost it.
    #[error("{0}")]
    Refused(Box<NewSessionError>),
    /// Nothing happened in time.
    #[error("no answer in {0:?}")]
    Silence(Duration),
}
