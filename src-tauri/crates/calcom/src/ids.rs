//! Identifiers. Each kind of number has its own type, because a user id in the place of an event type id books the wrong thing silently.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! number_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Wraps the number Cal.com gave.
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number, for storage.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

number_id! {
    /// A team (or an organization, which is a team too).
    TeamId;
    /// A user: owner, admin or stylist.
    UserId;
    /// An event type; parents and children of managed types share the number range.
    EventTypeId;
    /// A booking's row number. Not usable to address it: the API wants the [`BookingUid`].
    BookingId;
    /// A membership of a user in a team.
    MembershipId;
    /// A working-time schedule.
    ScheduleId;
}

macro_rules! secret_uid {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text Cal.com gave.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The full text, for requests, storage and the copy button. Not for logs.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({}…)", stringify!($name), self.0.chars().take(4).collect::<String>())
            }
        }
    )*};
}

secret_uid! {
    /// A booking's address – and a capability: whoever knows it can read, move and cancel the booking without any key.
    /// `Debug` shows only the first four characters.
    BookingUid;
    /// A slot reservation's address; releasing it needs no key either.
    ReservationUid;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_booking_uid_prints_only_its_beginning() {
        let uid = BookingUid::new("1fBzR9pN18qLbHN9zcPXxt");
        assert_eq!(format!("{uid:?}"), "BookingUid(1fBz…)");
        assert_eq!(uid.as_str(), "1fBzR9pN18qLbHN9zcPXxt");
    }

    #[test]
    fn ids_are_plain_numbers_on_the_wire() {
        assert_eq!(
            serde_json::to_string(&EventTypeId::new(440)).unwrap(),
            "440"
        );
        assert_eq!(serde_json::from_str::<TeamId>("1").unwrap(), TeamId::new(1));
    }
}
