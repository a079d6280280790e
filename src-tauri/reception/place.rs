//! Where a salon's book lies. One folder per profile; profiles share nothing.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

/// Names of devices, which are no folders on Windows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// These with a digit behind them too.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// The name of a salon's profile: lower-case letters, digits and hyphens, so that it is a folder on every system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile(String);

/// A profile name that cannot be a folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a profile is named with 1 to 40 lower-case letters, digits and hyphens, not like a device"
)]
pub struct InvalidProfile;

impl Profile {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Profile {
    type Err = InvalidProfile;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let well_formed = (1..=40).contains(&text.len())
            && !text.starts_with('-')
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (well_formed && !is_device(text))
            .then(|| Self(text.to_owned()))
            .ok_or(InvalidProfile)
    }
}

fn is_device(text: &str) -> bool {
    let numbered = |device: &str| {
        let digit = text.strip_prefix(device).map(str::as_bytes);
        matches!(digit, Some([b'0'..=b'9']))
    };
    DEVICES.contains(&text) || NUMBERED_DEVICES.into_iter().any(numbered)
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A profile in a data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    folder: PathBuf,
    profile: Profile,
}

impl Place {
    /// The profile's folder inside `data_dir`, or inside the system's folder for program data.
    ///
    /// `None` where no `data_dir` is given and the system has no such folder (no home directory).
    #[must_use]
    pub fn new(data_dir: Option<&Path>, profile: Profile) -> Option<Self> {
        let data_dir = match data_dir {
            Some(given) => given.to_owned(),
            None => dirs::data_dir()?.join("kamm"),
        };
        Some(Self {
            folder: data_dir.join(profile.as_str()),
            profile,
        })
    }

    /// Which salon.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The book itself.
    #[must_use]
    pub fn book(&self) -> PathBuf {
        self.folder.join("book.db")
    }

    /// Where log files go.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// The profile's own folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_can_never_leave_its_data_folder() {
        for escape in [
            "..",
            "a/b",
            "/etc",
            "",
            "-x",
            "Ä",
            "a b",
            "CON",
            "con",
            "com1",
            &"x".repeat(41),
        ] {
            assert_eq!(Profile::from_str(escape), Err(InvalidProfile), "{escape:?}");
        }
    }

    #[test]
    fn a_salon_may_be_called_almost_anything() {
        for name in ["salon", "friseur-1", "2", "con-fetti", "comb", "com10"] {
            assert!(Profile::from_str(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn two_profiles_have_two_folders() {
        let place =
            |name: &str| Place::new(Some(Path::new("/data")), name.parse().unwrap()).unwrap();
        assert_eq!(place("nord").book(), Path::new("/data/nord/book.db"));
        assert_ne!(place("nord").folder(), place("sued").folder());
    }
}
