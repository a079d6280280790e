//! Who is asking the desk.

use salon::Channel;
use store::{appointments::Origin, sync::Priority};

/// Who is asking: decides what can be overruled, what the history says and who goes first on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Caller {
    /// A person at the window or the terminal.
    #[default]
    Desk,
    /// The phone agent.
    Phone,
    /// Another program, which cannot see the book either.
    Api,
}

impl Caller {
    pub(crate) fn channel(self) -> Channel {
        match self {
            Self::Desk => Channel::Desk,
            Self::Phone | Self::Api => Channel::Phone,
        }
    }

    pub(crate) fn origin(self) -> Origin {
        match self {
            Self::Desk => Origin::Desk,
            Self::Phone => Origin::Phone,
            Self::Api => Origin::Api,
        }
    }

    pub(crate) fn priority(self) -> Priority {
        match self {
            Self::Desk => Priority::Interactive,
            Self::Phone | Self::Api => Priority::Phone,
        }
    }
}
