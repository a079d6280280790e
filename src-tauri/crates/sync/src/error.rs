//! What can go wrong inside the engine itself; what goes wrong on the wire is an outcome, not an error.

use store::StoreError;

/// Why the engine could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The book.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A piece of work broke off; the program has a fault.
    #[error("a piece of work broke off")]
    BrokenOff,
}

impl SyncError {
    /// Stable name for the window, `--json` and the phone.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::BrokenOff => "internal",
        }
    }
}
