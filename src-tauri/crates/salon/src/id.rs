//! Row numbers of the book, one type each, so that a customer is never taken for a stylist.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A staff member: somebody who serves customers.
    StaffId,
    /// A customer of the salon.
    CustomerId,
    /// Something the salon sells.
    ServiceId,
    /// One customer, one service, one start.
    AppointmentId,
    /// A segment or gap of an appointment, or a block of somebody's day, placed in time.
    PhaseId,
    /// One date of somebody who works here, as far as Cal.com must not sell all of it.
    StaffDayId,
}
