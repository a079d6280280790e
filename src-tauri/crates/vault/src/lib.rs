//! The operating system's keychain and secrets that cannot print.
//!
//! One entry per salon profile holds the Cal.com key. Invariants:
//! - a [`Secret`] never reaches a log, an error or the window: it has neither a printable form nor a
//!   serialised one, and its memory is wiped when it is dropped;
//! - the keychain is never spoken to on an async worker, and never waited for longer than the vault's
//!   patience, because a keychain may be waiting for a person;
//! - nothing is remembered about a failed attempt: a keychain that comes up later works without a restart;
//! - there is no fallback. Without a keychain the desk is told so and works on, offline.

mod error;
mod keychain;
mod os;
mod secret;
mod vault;

pub use error::VaultError;
pub use secret::Secret;
pub use vault::Vault;
