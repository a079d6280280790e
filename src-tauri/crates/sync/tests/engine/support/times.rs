//! Wednesday 25 November, by the salon's clock in Berlin.

use jiff::Timestamp;

pub const NINE: &str = "2026-11-25T08:00:00Z";
/// Ten past nine: the start that the stand-in's grid offers next.
pub const TEN_PAST: &str = "2026-11-25T08:10:00Z";
pub const TEN: &str = "2026-11-25T09:00:00Z";
pub const ELEVEN: &str = "2026-11-25T10:00:00Z";
pub const NOON: &str = "2026-11-25T11:00:00Z";
pub const ONE: &str = "2026-11-25T12:00:00Z";
pub const THREE: &str = "2026-11-25T14:00:00Z";
/// When the salon closes.
pub const EVENING: &str = "2026-11-25T17:30:00Z";

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}
