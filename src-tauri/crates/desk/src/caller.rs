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
    /// A file of another program, which a person at the desk reads in.
    File,
}

impl Caller {
    pub(crate) fn channel(self) -> Channel {
        match self {
            Self::Desk | Self::File => Channel::Desk,
            Self::Phone | Self::Api => Channel::Phone,
        }
    }

    pub(crate) fn origin(self) -> Origin {
        match self {
            Self::Desk => Origin::Desk,
            Self::Phone => Origin::Phone,
            Self::Api => Origin::Api,
            Self::File => Origin::System,
        }
    }

    pub(crate) fn priority(self) -> Priority {
        match self {
            Self::Desk => Priority::Interactive,
            Self::Phone | Self::Api => Priority::Phone,
            // Hundreds at once: whoever stands at the desk goes first.
            Self::File => Priority::Backlog,
        }
    }
}
