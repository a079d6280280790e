//! Where log lines go: a file a day next to the book, and the terminal when somebody watches.
//!
//! Log lines never hold names, numbers, addresses, keys or booking uids; the rooms that write them see to that.

use std::{io, path::Path};

use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{Builder, Rotation},
};
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Days of logs that are kept.
const KEPT: usize = 14;

/// Starts logging for this process; lines are written until the guard is dropped.
///
/// `KAMM_LOG` chooses what is logged (`info`, `sync=debug`, …). With `terminal`, warnings go to standard error as well.
///
/// # Errors
/// The folder cannot be made or written.
pub fn start(folder: &Path, terminal: bool) -> io::Result<WorkerGuard> {
    std::fs::create_dir_all(folder)?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("kamm")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let chosen = EnvFilter::try_from_env("KAMM_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let to_file = fmt::layer().json().with_writer(writer).with_filter(chosen);
    let to_terminal = terminal.then(|| {
        fmt::layer()
            .with_writer(io::stderr)
            .without_time()
            .with_target(false)
            .with_filter(EnvFilter::new("warn"))
    });
    // A second start in one process (tests) keeps the first; the guard then guards nothing, which is harmless.
    let _already_started = tracing_subscriber::registry()
        .with(to_file)
        .with(to_terminal)
        .try_init();
    Ok(guard)
}
