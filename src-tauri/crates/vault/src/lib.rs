//! The operating system's keychain and secrets that cannot print.
