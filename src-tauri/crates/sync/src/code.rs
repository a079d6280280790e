//! Why a segment is not in Cal.com, or why something needs a person: a closed list of stable codes.
//!
//! A code is stored in the book and translated by the window, the terminal and the phone; its text never changes meaning.

use calcom::RefusalCode;

use crate::view::Remedy;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// See the module.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// The code of a stored text; `None` for one written by a newer Kamm.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

codes! {
    /// The staff member is busy or off at that time in Cal.com.
    SlotTaken = "slot_taken",
    /// The start has passed: Cal.com takes no bookings for it any more.
    InThePast = "in_the_past",
    /// No event type is mapped to this service, segment and staff member.
    EventTypeMissing = "event_type_missing",
    /// The mapped event type does not exist any more.
    EventTypeGone = "event_type_gone",
    /// The mapped event type is a managed parent whose child is not known.
    ManagedParent = "managed_parent",
    /// There is no key of the stylist's that Cal.com takes.
    StaffKey = "staff_key",
    /// The event type has no host.
    NoHosts = "no_hosts",
    /// The event type's length is not the segment's.
    LengthDiffers = "length_differs",
    /// Too soon or too far ahead for the event type.
    NoticeOrWindow = "notice_or_window",
    /// A booking limit of the event type or its host is reached.
    BookingLimit = "booking_limit",
    /// This event type insists on an e-mail address.
    EmailRequired = "email_required",
    /// Cal.com does not accept the content of the booking.
    InvalidInput = "invalid_input",
    /// The key may not touch this booking or event type.
    NotPermitted = "not_permitted",
    /// Cal.com answered with a booking that is not this segment's.
    NotOurs = "not_ours",
    /// Refused for a reason not known here; the message has the server's words.
    Refused = "refused",
    /// The server failed again and again.
    ServerError = "server_error",
    /// The server does not offer what Kamm needs.
    ServerUnsupported = "server_unsupported",
    /// Two take one person's time at once.
    Overlap = "overlap",
    /// A booking in Cal.com that belongs to no service of the book.
    UnmappedBooking = "unmapped_booking",
    /// A booking of one of our event types is with somebody who is none of our staff.
    HostUnknown = "host_unknown",
    /// The key also shows bookings that have nothing to do with this salon.
    ForeignBookings = "foreign_bookings",
    /// A segment was moved in Cal.com, and the appointment as a whole does not fit there.
    MovedRemotely = "moved_remotely",
    /// Another desk's segment has had no booking for a while, and nothing here is going to make one.
    LeftUnbooked = "left_unbooked",
    /// A segment was called off in Cal.com; the others stand, because the salon wants to be asked.
    SegmentCancelled = "segment_cancelled",
    /// What keeps a stylist's time from being sold was called off or moved in Cal.com.
    BlockLifted = "block_lifted",
    /// A segment of an appointment booked as a whole was refused; it stays one booking.
    SplitRefused = "split_refused",
    /// Something from Cal.com that could not be read.
    Undecodable = "undecodable",
    /// A booking made in Cal.com that the book cannot hold.
    NotTaken = "not_taken",
    /// The clocks here and at Cal.com differ by more than a minute.
    ClockOff = "clock_off",
    /// The weekly look at the event types found something that was right the week before.
    EventMapBroken = "event_map_broken",
    /// The book was damaged, and a backup took its place.
    BookRestored = "book_restored",
    /// There is no backup of today, because taking it failed.
    BackupFailed = "backup_failed",
}

impl Code {
    /// Whether the reason may go away without anybody doing something here.
    #[must_use]
    pub const fn may_heal(self) -> bool {
        match self {
            Self::ServerError | Self::BookingLimit => true,
            Self::SlotTaken
            | Self::InThePast
            | Self::EventTypeMissing
            | Self::EventTypeGone
            | Self::ManagedParent
            | Self::StaffKey
            | Self::NoHosts
            | Self::LengthDiffers
            | Self::NoticeOrWindow
            | Self::EmailRequired
            | Self::InvalidInput
            | Self::NotPermitted
            | Self::NotOurs
            | Self::Refused
            | Self::ServerUnsupported
            | Self::Overlap
            | Self::UnmappedBooking
            | Self::HostUnknown
            | Self::ForeignBookings
            | Self::MovedRemotely
            | Self::LeftUnbooked
            | Self::SegmentCancelled
            | Self::BlockLifted
            | Self::SplitRefused
            | Self::Undecodable
            | Self::NotTaken
            | Self::ClockOff
            | Self::EventMapBroken
            | Self::BookRestored
            | Self::BackupFailed => false,
        }
    }

    /// Whether the reason lies in the event map or the event types: setting them up makes another try worth while.
    #[must_use]
    pub const fn concerns_event_map(self) -> bool {
        match self {
            Self::EventTypeMissing
            | Self::EventTypeGone
            | Self::ManagedParent
            | Self::NoHosts
            | Self::LengthDiffers
            | Self::NoticeOrWindow
            | Self::EmailRequired => true,
            Self::SlotTaken
            | Self::InThePast
            | Self::StaffKey
            | Self::BookingLimit
            | Self::InvalidInput
            | Self::NotPermitted
            | Self::NotOurs
            | Self::Refused
            | Self::ServerError
            | Self::ServerUnsupported
            | Self::Overlap
            | Self::UnmappedBooking
            | Self::HostUnknown
            | Self::ForeignBookings
            | Self::MovedRemotely
            | Self::LeftUnbooked
            | Self::SegmentCancelled
            | Self::BlockLifted
            | Self::SplitRefused
            | Self::Undecodable
            | Self::NotTaken
            | Self::ClockOff
            | Self::EventMapBroken
            | Self::BookRestored
            | Self::BackupFailed => false,
        }
    }

    /// Whether the event type may be a managed parent, or a child that was made anew: worth another look.
    #[must_use]
    pub const fn may_be_another_child(self) -> bool {
        matches!(self, Self::ManagedParent | Self::EventTypeGone)
    }

    /// What a person can do about it with one click, the most useful first.
    #[must_use]
    pub const fn remedies(self) -> &'static [Remedy] {
        match self {
            Self::SlotTaken | Self::NotOurs => &[
                Remedy::OtherTime,
                Remedy::OtherStaff,
                Remedy::Link,
                Remedy::Retry,
                Remedy::KeepLocal,
                Remedy::CancelAll,
            ],
            Self::NoticeOrWindow | Self::BookingLimit => &[
                Remedy::OtherTime,
                Remedy::OtherStaff,
                Remedy::Retry,
                Remedy::KeepLocal,
                Remedy::CancelAll,
            ],
            Self::InThePast => &[Remedy::KeepLocal, Remedy::OtherTime, Remedy::CancelAll],
            Self::EventTypeMissing
            | Self::EventTypeGone
            | Self::ManagedParent
            | Self::StaffKey
            | Self::NoHosts
            | Self::LengthDiffers
            | Self::NotPermitted => &[
                Remedy::Retry,
                Remedy::OtherStaff,
                Remedy::KeepLocal,
                Remedy::CancelAll,
            ],
            Self::LeftUnbooked => &[
                Remedy::Retry,
                Remedy::OtherTime,
                Remedy::KeepLocal,
                Remedy::CancelAll,
            ],
            Self::EmailRequired
            | Self::InvalidInput
            | Self::Refused
            | Self::ServerError
            | Self::ServerUnsupported => &[Remedy::Retry, Remedy::KeepLocal, Remedy::CancelAll],
            Self::Overlap => &[
                Remedy::OtherTime,
                Remedy::OtherStaff,
                Remedy::CancelAll,
                Remedy::KeepBoth,
            ],
            // Not to be put aside: the book and Cal.com would differ, and nobody would know.
            Self::MovedRemotely => &[
                Remedy::OtherTime,
                Remedy::OtherStaff,
                Remedy::Retry,
                Remedy::CancelAll,
            ],
            // To try again books it anew.
            Self::SegmentCancelled => &[
                Remedy::CancelAll,
                Remedy::Retry,
                Remedy::OtherTime,
                Remedy::OtherStaff,
                Remedy::KeepLocal,
            ],
            Self::BlockLifted => &[Remedy::Retry, Remedy::KeepLocal],
            Self::SplitRefused => &[Remedy::Split, Remedy::Dismiss],
            Self::UnmappedBooking
            | Self::HostUnknown
            | Self::ForeignBookings
            | Self::Undecodable
            | Self::NotTaken
            | Self::ClockOff
            | Self::EventMapBroken
            | Self::BookRestored
            | Self::BackupFailed => &[Remedy::Dismiss],
        }
    }

    /// The code of a refusal to create or reschedule. (What a refusal means for a cancellation is decided in
    /// [`policy`](crate::policy).)
    #[must_use]
    pub const fn of_refusal(refusal: &RefusalCode) -> Self {
        match refusal {
            RefusalCode::HostBusyOrClosed
            | RefusalCode::SlotTakenConcurrently
            | RefusalCode::SlotReserved => Self::SlotTaken,
            RefusalCode::PastStart | RefusalCode::BookingEnded => Self::InThePast,
            RefusalCode::NoticeOrWindow => Self::NoticeOrWindow,
            RefusalCode::BookingLimit => Self::BookingLimit,
            RefusalCode::ManagedParent => Self::ManagedParent,
            RefusalCode::NoHosts => Self::NoHosts,
            RefusalCode::EventTypeGone => Self::EventTypeGone,
            RefusalCode::LengthNotOffered => Self::LengthDiffers,
            RefusalCode::EmailRequired => Self::EmailRequired,
            RefusalCode::NotPermitted => Self::NotPermitted,
            RefusalCode::InvalidInput { .. } => Self::InvalidInput,
            RefusalCode::RouteMissing => Self::ServerUnsupported,
            RefusalCode::NotFound
            | RefusalCode::AlreadyCancelled
            | RefusalCode::AlreadyRescheduled { .. }
            | RefusalCode::NotStarted
            | RefusalCode::UnknownHost
            | RefusalCode::SlugTaken
            | RefusalCode::CancellationReasonRequired
            | RefusalCode::Other => Self::Refused,
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_survives_being_stored() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(*code));
        }
        assert_eq!(Code::parse("of_a_newer_kamm"), None);
    }

    #[test]
    fn there_is_always_something_to_be_done() {
        for code in Code::ALL {
            assert!(!code.remedies().is_empty(), "{code}");
        }
    }
}
