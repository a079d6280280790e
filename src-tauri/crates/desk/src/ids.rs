//! Names that are unique in the world, from the caller's `now` and a source of randomness.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use crate::DeskError;

type Fill = dyn Fn(&mut [u8; 10]) -> Option<()> + Send + Sync;

/// Makes uuids of version 7. Cheap to clone.
#[derive(Clone)]
pub struct Ids(Arc<Fill>);

impl Ids {
    /// From the operating system's randomness.
    #[must_use]
    pub fn from_system() -> Self {
        Self(Arc::new(|bytes| getrandom::fill(bytes).ok()))
    }

    /// From any other source, for tests and simulations that must repeat.
    #[must_use]
    pub fn from_source(fill: impl Fn(&mut [u8; 10]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(move |bytes| {
            fill(bytes);
            Some(())
        }))
    }

    pub(crate) fn next(&self, now: Timestamp) -> Result<Uuid, DeskError> {
        let mut random = [0; 10];
        (self.0)(&mut random).ok_or(DeskError::NoRandomness)?;
        // Before 1970 there is no version 7; nobody lives there.
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Ok(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}
