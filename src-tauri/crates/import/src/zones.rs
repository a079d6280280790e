//! Time zones by the names that calendars use for them.

use jiff::tz::TimeZone;

/// Names that Windows gives to zones of Europe, as the Unicode consortium maps them.
const WINDOWS: &[(&str, &str)] = &[
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Romance Standard Time", "Europe/Paris"),
    ("GMT Standard Time", "Europe/London"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Russian Standard Time", "Europe/Moscow"),
];

/// `Europe/Berlin`, also behind the path that some programs put before it, or as Windows calls it.
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    let name = name.trim().trim_matches('"');
    if let Some((_, iana)) = WINDOWS.iter().find(|(windows, _)| *windows == name) {
        return TimeZone::get(iana).ok();
    }
    TimeZone::get(name).ok().or_else(|| {
        let mut path = name.rsplit('/');
        let (city, area) = (path.next()?, path.next()?);
        TimeZone::get(&format!("{area}/{city}")).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_all_its_names() {
        for name in [
            "Europe/Berlin",
            "\"Europe/Berlin\"",
            "/freeassociation.sourceforge.net/Europe/Berlin",
            "W. Europe Standard Time",
        ] {
            let zone = zone(name).and_then(|zone| zone.iana_name().map(str::to_owned));
            assert_eq!(zone.as_deref(), Some("Europe/Berlin"), "{name}");
        }
        assert!(zone("Custom Time Zone 1").is_none());
    }
}
