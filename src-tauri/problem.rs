//! What went wrong, as the window, the terminal and (later) the phone hear it: a stable code, a sentence for the log, and facts
//! for the sentence on the screen.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

/// An error at the edge of the program.
#[derive(Debug, Clone, PartialEq, Serialize, TS, thiserror::Error)]
#[error("{message}")]
#[ts(export)]
pub struct Problem {
    /// Stable; the screen and the terminal have a sentence for each.
    pub code: String,
    /// In English, without personal data or secrets.
    pub message: String,
    /// Facts for the sentence, depending on the code.
    #[ts(type = "Record<string, unknown> | null")]
    pub details: Option<Value>,
}

impl Problem {
    /// A problem without further facts.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            details: None,
        }
    }

    /// The same with facts.
    #[must_use]
    pub fn with_details(mut self, details: Value) -> Self {
        self.details = Some(details);
        self
    }
}

impl From<desk::DeskError> for Problem {
    fn from(error: desk::DeskError) -> Self {
        let details = error.details();
        Self {
            details,
            ..Self::new(error.code(), error.to_string())
        }
    }
}

impl From<sync::setup::SetupError> for Problem {
    fn from(error: sync::setup::SetupError) -> Self {
        let details = error.details();
        Self {
            details,
            ..Self::new(error.code(), error.to_string())
        }
    }
}

macro_rules! from_coded {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Self::new(error.code(), error.to_string())
            }
        }
    )+};
}

from_coded!(
    store::StoreError,
    sync::SyncError,
    sync::review::ReviewError,
    sync::whole::SplitError,
    vault::VaultError
);
