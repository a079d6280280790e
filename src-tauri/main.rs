//! The one binary: the window without a command, the terminal with one.

use std::process::ExitCode;

fn main() -> ExitCode {
    kamm::cli::run()
}
