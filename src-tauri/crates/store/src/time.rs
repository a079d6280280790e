//! Instants are stored as whole seconds since 1970 in UTC; this is the only place that converts them.

use jiff::Timestamp;

/// Fractions of a second are dropped.
pub(crate) fn to_seconds(instant: Timestamp) -> i64 {
    instant.as_second()
}

/// # Errors
/// Outside of the years that can be represented.
pub(crate) fn from_seconds(seconds: i64) -> Result<Timestamp, jiff::Error> {
    Timestamp::from_second(seconds)
}
