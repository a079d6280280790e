//! Where log lines go: a file a day next to the book, and the terminal when somebody watches.
//!
//! Log lines never hold names, numbers, addresses, keys or booking uids; the rooms that write them see to that.

use std::{fs::DirBuilder, io, path::Path};

use tracing_appender::{
    non_blocking::{NonBlockingBuilder, WorkerGuard},
    rolling::{Builder, Rotation},
};
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Days of logs that are kept.
const KEPT: usize = 14;
/// Lines that may wait for the disk. Room for all of them is taken at once: 32 bytes each.
const WAITING: usize = 8_000;

/// Starts logging for this process; lines are written until the guard is dropped.
///
/// `KAMM_LOG` chooses what is logged (`info`, `sync=debug`, …). With `terminal`, warnings go to standard error as well.
///
/// # Errors
/// The folder cannot be made or written.
pub fn start(folder: &Path, terminal: bool) -> io::Result<WorkerGuard> {
    make(folder)?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("kamm")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(WAITING)
        .finish(file);
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

/// Logging starts before the book is opened, so this may be what makes the profile's folder: for its owner only.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_profiles_folder_is_closed_to_others_also_when_the_log_is_there_first() {
        let data = tempfile::tempdir().unwrap();
        let profile = data.path().join("salon");
        let _guard = start(&profile.join("logs"), false).unwrap();
        let mode = std::fs::metadata(&profile).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}
