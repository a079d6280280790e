//! Where the server is and how to speak to it.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use reqwest::Url;

use crate::versions::Versions;

/// The hosted service.
pub const CAL_COM: &str = "https://api.cal.com/v2";
/// The hosted service for EU accounts; its keys are separate.
pub const CAL_EU: &str = "https://api.cal.eu/v2";

/// The address under which the API's paths hang, e.g. `https://api.cal.eu/v2`.
///
/// Always `https`, so that the key never travels readable; `http` only to this very machine (tests, the demo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Why a text cannot be the server's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// Not an absolute web address.
    #[error("this is not a web address")]
    NotAnAddress,
    /// `http` to another machine, or another scheme altogether.
    #[error("the address must begin with https://")]
    NotSecure,
    /// User name, query or fragment: leftovers of a copied browser address.
    #[error("the address must be host and path only")]
    TooMuch,
}

impl BaseUrl {
    /// Reads an address as an owner types it. Without a path `/v2` is assumed; a slash at the end is dropped.
    ///
    /// # Errors
    /// [`BaseUrlError`]; the text itself is not repeated in it.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let mut url = Url::parse(text.trim()).map_err(|_| BaseUrlError::NotAnAddress)?;
        if url.cannot_be_a_base() || url.host_str().is_none_or(str::is_empty) {
            return Err(BaseUrlError::NotAnAddress);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            _ => return Err(BaseUrlError::NotSecure),
        }
        let has_user = !url.username().is_empty() || url.password().is_some();
        if has_user || url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::TooMuch);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(if path.is_empty() { "/v2" } else { &path });
        Ok(Self(url))
    }

    /// The address as text, for showing and storing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether the server runs on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The address of one resource. Segments are percent-encoded, so no id or uid can climb out of its place.
    pub(crate) fn join(&self, segments: &[&str]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.extend(segments);
        }
        url
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Everything a [`Client`](crate::Client) needs besides the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The server.
    pub base_url: BaseUrl,
    /// The `cal-api-version` per family of endpoints.
    pub versions: Versions,
    /// How long to wait for a connection. Nothing was sent when it runs out. Default 5 s.
    pub connect_timeout: Duration,
    /// How long one call may take in all. A server under load needs about 1 s for a booking. Default 15 s.
    pub request_timeout: Duration,
    /// The longest answer accepted, in bytes after decompression. Default 8 MiB; 250 bookings are about 0.3 MiB.
    pub max_answer_bytes: usize,
    /// The user agent. Default `kamm/<version>`.
    pub user_agent: String,
}

impl Config {
    /// The defaults for a server.
    #[must_use]
    pub fn new(base_url: BaseUrl) -> Self {
        Self {
            base_url,
            versions: Versions::default(),
            connect_timeout: Duration::from_secs(5),
            request_timeout: Duration::from_secs(15),
            max_answer_bytes: 8 * 1024 * 1024,
            user_agent: concat!("kamm/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_as_owners_type_them() {
        for (typed, kept) in [
            (CAL_COM, "https://api.cal.com/v2"),
            (" https://api.cal.eu/v2/ ", "https://api.cal.eu/v2"),
            ("https://api.cal.com", "https://api.cal.com/v2"),
            (
                "https://cal.salon.example/api/v2",
                "https://cal.salon.example/api/v2",
            ),
            ("http://127.0.0.1:4000", "http://127.0.0.1:4000/v2"),
            ("http://localhost:4000/v2", "http://localhost:4000/v2"),
            ("http://[::1]:4000/v2", "http://[::1]:4000/v2"),
        ] {
            assert_eq!(BaseUrl::parse(typed).unwrap().as_str(), kept, "{typed}");
        }
    }

    #[test]
    fn addresses_that_would_leak_the_key_or_mean_nothing_are_refused() {
        for (typed, why) in [
            ("", BaseUrlError::NotAnAddress),
            ("api.cal.com/v2", BaseUrlError::NotAnAddress),
            ("mailto:salon@example.org", BaseUrlError::NotAnAddress),
            ("http://api.cal.com/v2", BaseUrlError::NotSecure),
            ("http://127.0.0.1.example.org/v2", BaseUrlError::NotSecure),
            ("http://localhost.example.org/v2", BaseUrlError::NotSecure),
            ("ftp://api.cal.com/v2", BaseUrlError::NotSecure),
            ("https://user:pw@api.cal.com/v2", BaseUrlError::TooMuch),
            ("https://api.cal.com/v2?key=1", BaseUrlError::TooMuch),
            ("https://api.cal.com/v2#me", BaseUrlError::TooMuch),
        ] {
            assert_eq!(BaseUrl::parse(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        let base = BaseUrl::parse(CAL_COM).unwrap();
        assert_eq!(
            base.join(&["bookings", "../me?x=1#y", "cancel"]).as_str(),
            "https://api.cal.com/v2/bookings/..%2Fme%3Fx=1%23y/cancel"
        );
    }
}
