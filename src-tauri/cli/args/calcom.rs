//! What can be typed about Cal.com: the account, its event types, how far it is, and what needs a person.

use clap::{Args, Subcommand};

/// `kamm connect`
#[derive(Debug, Args)]
pub(in crate::cli) struct Connect {
    /// `https://api.cal.com/v2`, `https://api.cal.eu/v2` or the salon's own server.
    #[arg(long, default_value = "https://api.cal.com/v2", value_name = "ADDRESS")]
    pub(in crate::cli) host: String,
    /// Number of the team; may be left out where the key belongs to one team only.
    #[arg(long)]
    pub(in crate::cli) team: Option<i64>,
    /// Only say whose key it is, what kind of account, and what the key may not do; nothing is kept.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// `kamm event-types …`
#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum EventTypes {
    /// Show what is needed; writes nothing.
    #[command(after_help = "Examples:\n  \
        kamm event-types plan\n  \
        kamm event-types plan --json > plan.json")]
    Plan,
    /// Make what is missing and put right what differs; Ctrl+C stops it, the next run goes on.
    #[command(after_help = "Examples:\n  \
        kamm event-types apply\n  \
        kamm event-types apply --json > made.json")]
    Apply,
    /// Look whether all of it is still right; writes nothing.
    #[command(after_help = "Examples:\n  \
        kamm event-types verify\n  \
        kamm event-types verify --json > findings.json")]
    Verify,
    /// Delete event types of ours that nobody needs any more, and that no booking to come hangs on.
    #[command(after_help = "Examples:\n  \
        kamm event-types clean --dry-run\n  \
        kamm event-types clean")]
    Clean {
        /// Only say which they are, and which have to stay for the time being.
        #[arg(long)]
        dry_run: bool,
    },
    /// Look again for the children of managed event types, of all or of one pair, instead of believing for a day what was found.
    #[command(after_help = "Examples:\n  \
        kamm event-types resolve\n  \
        kamm event-types resolve 440 A Anna")]
    Resolve {
        /// Number, row or name of the service.
        #[arg(requires = "staff")]
        service: Option<String>,
        /// Key of the segment: `A`.
        segment: Option<String>,
        /// First name, full name or row of the stylist.
        staff: Option<String>,
    },
    /// The map: which event type stands for which segment and stylist, and what was last found wrong with it. Asks nobody but the book.
    #[command(after_help = "Examples:\n  \
        kamm event-types map\n  \
        kamm event-types map --json > map.json")]
    Map,
    /// Show the event type of one pair as it is in Cal.com, with what happened to the pair; or name another one.
    #[command(after_help = "Examples:\n  \
        kamm event-types link 440 A Anna\n  \
        kamm event-types link 440 A Anna 4711\n  \
        kamm event-types link 440 A Anna --unlink")]
    Link {
        /// Number, row or name of the service.
        service: String,
        /// Key of the segment: `A`.
        segment: String,
        /// First name, full name or row of the stylist.
        staff: String,
        /// Number of the event type in Cal.com; left out: nothing is changed.
        event_type: Option<i64>,
        /// Take the pair out of the map. Changes nothing in Cal.com.
        #[arg(long, conflicts_with = "event_type")]
        unlink: bool,
    },
    /// Show, or say, on which event type customers book a service as a whole, so that such bookings become appointments.
    #[command(after_help = "Examples:\n  \
        kamm event-types public 440\n  \
        kamm event-types public 440 4711\n  \
        kamm event-types public 440 --unlink")]
    Public {
        /// Number, row or name of the service.
        service: String,
        /// Number of the event type in Cal.com; left out: nothing is changed.
        event_type: Option<i64>,
        /// On none from now on. Changes nothing in Cal.com.
        #[arg(long, conflicts_with = "event_type")]
        unlink: bool,
    },
    /// Make or bring up to date the event type that customers book a service on.
    #[command(after_help = "Examples:\n  \
        kamm event-types publish 440\n  \
        kamm event-types publish 440 --adopt")]
    Publish {
        /// Number, row or name of the service.
        service: String,
        /// Take over what stands at its address in Cal.com already.
        #[arg(long)]
        adopt: bool,
    },
}

/// `kamm sync …`
#[derive(Debug, Clone, Copy, Subcommand)]
pub(in crate::cli) enum Sync {
    /// Send and fetch once.
    #[command(after_help = "Examples:\n  \
        kamm sync now\n  \
        kamm sync now --wait")]
    Now {
        /// Come back when nothing is left to send, or when only a person can help.
        #[arg(long)]
        wait: bool,
    },
    /// How far it is.
    #[command(after_help = "Examples:\n  \
        kamm sync status\n  \
        kamm sync status --json")]
    Status,
}

/// `kamm review`
#[derive(Debug, Args)]
pub(in crate::cli) struct Review {
    /// Numbers of entries, then the remedy: `3 5 retry`. Nothing: the list.
    #[arg(value_name = "ID… REMEDY")]
    pub(in crate::cli) words: Vec<String>,
    /// All entries instead of those with these numbers.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Only entries with this code.
    #[arg(long)]
    pub(in crate::cli) code: Option<String>,
    /// For `other_time` a time, for `other_staff` a name, for `link` a booking; what there is to choose from if left out.
    #[arg(long, value_name = "CHOICE")]
    pub(in crate::cli) to: Option<String>,
}
