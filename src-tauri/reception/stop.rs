//! Being told to stop, as service managers and the end of a session do it: politely, before the power goes.

use crate::problem::Problem;

/// Returns once somebody asks this program to end.
///
/// # Errors
/// `internal` if it cannot hear that.
#[cfg(unix)]
pub async fn told_to_stop() -> Result<(), Problem> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(deaf)?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(deaf),
        _ = terminate.recv() => Ok(()),
    }
}

/// Returns once somebody asks this program to end.
///
/// # Errors
/// `internal` if it cannot hear that.
#[cfg(not(unix))]
pub async fn told_to_stop() -> Result<(), Problem> {
    tokio::signal::ctrl_c().await.map_err(deaf)
}

#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn deaf(error: std::io::Error) -> Problem {
    Problem::new("internal", format!("cannot hear signals: {error}"))
}
