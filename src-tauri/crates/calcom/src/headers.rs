//! What an answer's headers say about time and rate.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// How long to stay away after a 429 that does not say: the length of the server's block.
pub(crate) const DEFAULT_RETRY_AFTER: Duration = Duration::from_secs(60);
/// No block lasts longer; a greater number is an instant or a mistake.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(15 * 60);

/// The state of the rate limit as an answer reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateWindow {
    /// Calls allowed per window.
    pub limit: u32,
    /// Calls left in this window, this one already taken off.
    pub remaining: u32,
    /// Until the window (or the block) ends.
    pub reset_after: Duration,
}

impl RateWindow {
    /// `None` unless all three headers are there and sensible.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let limit = number(headers, "limit")?;
        let remaining = number(headers, "remaining")?;
        let reset_after = Duration::from_secs(u64::from(number(headers, "reset")?));
        (limit > 0 && reset_after <= LONGEST_RETRY_AFTER).then_some(Self {
            limit,
            remaining,
            reset_after,
        })
    }
}

/// The server's clock.
pub(crate) fn server_date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

/// How long a 429 asks to wait: `Retry-After` in seconds or as a date (held against the server's own clock), else the seconds
/// of the reset header, else 60 s. Never less than 1 s nor more than 15 min.
pub(crate) fn retry_after(headers: &HeaderMap) -> Duration {
    let asked = said_retry_after(headers)
        .or_else(|| RateWindow::read(headers).map(|window| window.reset_after))
        .unwrap_or(DEFAULT_RETRY_AFTER);
    asked.clamp(Duration::from_secs(1), LONGEST_RETRY_AFTER)
}

fn said_retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let wait = http_date(text)?.duration_since(server_date(headers)?);
    // A date that has passed means: now.
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO))
}

fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text).ok()
}

/// Self-hosted servers name the headers after the limiter (`…-Default`); plain names are understood too.
fn number(headers: &HeaderMap, what: &str) -> Option<u32> {
    let header = headers
        .get(format!("x-ratelimit-{what}-default"))
        .or_else(|| headers.get(format!("x-ratelimit-{what}")))?;
    header.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&str, &str)| {
            (
                HeaderName::try_from(*name).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            )
        };
        pairs.iter().map(pair).collect()
    }

    const NOW: (&str, &str) = ("date", "Sat, 21 Nov 2026 00:21:49 GMT");

    #[test]
    fn the_rate_window_is_read_from_three_headers() {
        let window = RateWindow::read(&headers(&[
            ("X-RateLimit-Limit-Default", "120"),
            ("X-RateLimit-Remaining-Default", "117"),
            ("X-RateLimit-Reset-Default", "58"),
        ]));
        let expected = RateWindow {
            limit: 120,
            remaining: 117,
            reset_after: Duration::from_secs(58),
        };
        assert_eq!(window, Some(expected));
        assert_eq!(
            RateWindow::read(&headers(&[("x-ratelimit-limit-default", "120")])),
            None
        );
    }

    #[test]
    fn retry_after_in_all_its_forms() {
        let reset = ("x-ratelimit-reset-default", "42");
        let limits = [
            ("x-ratelimit-limit-default", "120"),
            ("x-ratelimit-remaining-default", "0"),
        ];
        for (pairs, seconds) in [
            (vec![("retry-after", "7")], 7),
            (vec![("retry-after", "7"), reset, limits[0], limits[1]], 7),
            (
                vec![("retry-after", "Sat, 21 Nov 2026 00:22:19 GMT"), NOW],
                30,
            ),
            (
                vec![("retry-after", "Sat, 21 Nov 2026 00:00:00 GMT"), NOW],
                1,
            ),
            (vec![("retry-after", "Sat, 21 Nov 2026 00:22:19 GMT")], 60),
            (
                vec![("retry-after", "soon"), reset, limits[0], limits[1]],
                42,
            ),
            (vec![("retry-after", "0")], 1),
            (vec![("retry-after", "1764000000")], 900),
            (vec![], 60),
        ] {
            assert_eq!(
                retry_after(&headers(&pairs)),
                Duration::from_secs(seconds),
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn the_servers_clock_is_read() {
        let date = server_date(&headers(&[NOW])).unwrap();
        assert_eq!(date.to_string(), "2026-11-21T00:21:49Z");
        assert_eq!(server_date(&headers(&[("date", "today")])), None);
    }
}
