//! What can be typed about services and staff.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `kamm service …`
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Service {
    /// What is sold.
    #[command(after_help = "Examples:\n  \
        kamm service list\n  \
        kamm service list --all --json")]
    List {
        /// Also what is sold no more.
        #[arg(long)]
        all: bool,
    },
    /// One service with its segments, who does them, and which appointments have another shape.
    #[command(
        after_help = "Examples:\n  kamm service show 440\n  kamm service show 440 --json > colour.json"
    )]
    Show {
        /// Number, row or name of the service.
        service: String,
    },
    /// A new service.
    #[command(after_help = "Examples:\n  \
        kamm service add --name Glossing --number 455 --price 45.00 --part \"Auftragen 20: Anna, Mehmet=25\" --part \"gap 25\" --part \"Ausspülen 15: Anna, Mehmet\"\n  \
        kamm service add --file glossing.json")]
    Add(ServiceFields),
    /// Change a service. Booked appointments stay as they are; the answer says which of them differ (exit code 3).
    #[command(after_help = "Examples:\n  \
        kamm service edit 440 --price 99.00 --category Farbe\n  \
        kamm service edit Herrenschnitt --part \"Herrenschnitt 25: Anna, Fabian\"\n  \
        kamm service edit 440 --file colour.json")]
    Edit {
        /// Number, row or name of the service.
        service: String,
        /// What changes.
        #[command(flatten)]
        fields: ServiceFields,
    },
    /// Take a service off the price list. Its appointments stay.
    #[command(
        after_help = "Examples:\n  kamm service archive Dauerwelle\n  kamm service archive Dauerwelle --restore"
    )]
    Archive {
        /// Number, row or name of the service.
        service: String,
        /// Put it back instead.
        #[arg(long)]
        restore: bool,
    },
    /// Give booked appointments the shape that their service has today, where they fit.
    #[command(
        after_help = "Examples:\n  kamm service adjust 440 --all\n  kamm service adjust 440 750 752"
    )]
    Adjust {
        /// Number, row or name of the service.
        service: String,
        /// Numbers of the appointments.
        #[arg(required_unless_present = "all")]
        appointments: Vec<i64>,
        /// All that differ.
        #[arg(long, conflicts_with = "appointments")]
        all: bool,
        /// In spite of warnings.
        #[arg(long)]
        despite_warnings: bool,
    },
}

/// What is said about a service. What is left out stays as it is.
#[derive(Debug, Args)]
pub(in crate::cli) struct ServiceFields {
    /// The whole service as JSON, as `show --json` gives it; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "number", "category", "colour", "price", "public", "part"])]
    pub(in crate::cli) file: Option<PathBuf>,
    /// What it is called.
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// Number in the price list; 0 for none.
    #[arg(long)]
    pub(in crate::cli) number: Option<u32>,
    /// Heading in the price list.
    #[arg(long)]
    pub(in crate::cli) category: Option<String>,
    /// `blue`, `copper`, `plum`, `moss`, `teal`, `rose`, `amber`, `sand` or `slate`.
    #[arg(long)]
    pub(in crate::cli) colour: Option<String>,
    /// In euros: `45` or `45.00`.
    #[arg(long)]
    pub(in crate::cli) price: Option<String>,
    /// Whether customers may book it themselves.
    #[arg(long, value_name = "YES", action = clap::ArgAction::Set)]
    pub(in crate::cli) public: Option<bool>,
    /// A segment (`Auftragen 30: Anna, Mehmet=25`, `Waschen 20 hand-over: Lea, Anna`) or a gap (`gap 30`, `gap 30 blocked`), in their
    /// order. All together replace the comb; a segment of the same name stays the same segment.
    #[arg(long, value_name = "PART")]
    pub(in crate::cli) part: Vec<String>,
}

/// `kamm staff …`
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Staff {
    /// Who works here, when, and when not.
    #[command(after_help = "Examples:\n  \
        kamm staff list\n  \
        kamm staff list --all --json")]
    List {
        /// Also those who left.
        #[arg(long)]
        all: bool,
    },
    /// Somebody new.
    #[command(after_help = "Examples:\n  \
        kamm staff add --name \"Rosa Blum\" --colour rose --hours \"tue-fri 9:00-13:00,14:00-18:30\" --hours \"sat 9:00-15:00\"\n  \
        kamm staff add --file rosa.json")]
    Add(StaffFields),
    /// Change name, role, colour or usual week.
    #[command(
        after_help = "Examples:\n  kamm staff edit Rosa --role assistant\n  kamm staff edit Rosa --colour teal"
    )]
    Edit {
        /// First name, full name or row.
        staff: String,
        /// What changes.
        #[command(flatten)]
        fields: StaffFields,
    },
    /// Somebody leaves. What they did stays theirs; refused while they have appointments to come.
    #[command(
        after_help = "Examples:\n  kamm staff archive Rosa\n  kamm staff archive Rosa --restore"
    )]
    Archive {
        /// First name, full name or row.
        staff: String,
        /// They come back instead.
        #[arg(long)]
        restore: bool,
    },
    /// Set the usual week, or the hours of one date. What is booked stays; the answer says what lies outside (exit code 3).
    #[command(after_help = "Examples:\n  \
        kamm staff hours Rosa \"tue-fri 9:00-18:30\" \"sat 9:00-15:00\"\n  \
        kamm staff hours Rosa --date 2026-12-24 9:00-13:00\n  \
        kamm staff hours Rosa --date 2026-12-31\n  \
        kamm staff hours Rosa --date 2026-12-31 --usual\n  \
        kamm staff hours Rosa --from-calcom")]
    Hours {
        /// First name, full name or row.
        staff: String,
        /// `tue-fri 9:00-13:00,14:00-18:30` for the week, `9:00-13:00` for a date; no hours are a day off.
        hours: Vec<String>,
        /// The usual week as their schedule in Cal.com has it. Refused while it goes by another clock than the salon's: see
        /// `kamm settings --zone`.
        #[arg(long, conflicts_with_all = ["hours", "date"])]
        from_calcom: bool,
        /// Only on this date.
        #[arg(long)]
        date: Option<String>,
        /// Back to the usual week on that date.
        #[arg(long, requires = "date", conflicts_with = "hours")]
        usual: bool,
    },
    /// Who is who in Cal.com: the list with everybody it might be, or one of them named by the number of their user.
    #[command(after_help = "Examples:\n  kamm staff match\n  kamm staff match Rosa 10442")]
    Match {
        /// First name, full name or row.
        #[arg(requires = "user")]
        staff: Option<String>,
        /// Number of their user in Cal.com.
        user: Option<i64>,
    },
    /// Where each stylist has an account of their own: connect one with their key, read from standard input. Without a name: who is
    /// connected.
    #[command(after_help = "Examples:\n  \
        kamm staff key\n  \
        kamm staff key Rosa\n  \
        kamm staff key --new\n  \
        kamm staff key Rosa --remove")]
    Key {
        /// First name, full name or row.
        staff: Option<String>,
        /// Somebody who is in Cal.com and not in the book: written down as they are called there, and connected.
        #[arg(long, conflicts_with = "staff")]
        new: bool,
        /// Forget the key instead. Their bookings stay in Cal.com.
        #[arg(long, requires = "staff")]
        remove: bool,
    },
    /// Time off, from the moment it is entered not for sale. What is booked in it stays; the answer says what that is (exit code 3).
    #[command(after_help = "Examples:\n  \
        kamm staff off Rosa 2026-12-21 2026-12-23 --note Urlaub\n  \
        kamm staff off Rosa 2026-11-27T12:00 2026-11-27T12:30 --break\n  \
        kamm staff off Rosa --give-back 3")]
    Off {
        /// First name, full name or row.
        staff: String,
        /// First day, or date and time.
        #[arg(required_unless_present = "give_back")]
        from: Option<String>,
        /// Last day, or date and time; the first day if left out.
        to: Option<String>,
        /// What it is.
        #[arg(long, default_value = "")]
        note: String,
        /// A rest within a working day.
        #[arg(long = "break")]
        pause: bool,
        /// Sell time again: the number that `kamm staff list` shows.
        #[arg(long, value_name = "NUMBER", conflicts_with = "from")]
        give_back: Option<i64>,
    },
}

/// What is said about somebody. What is left out stays as it is.
#[derive(Debug, Args)]
pub(in crate::cli) struct StaffFields {
    /// The whole person as JSON, as `list --json` gives it; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "role", "colour", "hours"])]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Full name.
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// `stylist` or `assistant`.
    #[arg(long)]
    pub(in crate::cli) role: Option<String>,
    /// As for services.
    #[arg(long)]
    pub(in crate::cli) colour: Option<String>,
    /// `tue-fri 9:00-13:00,14:00-18:30`; all together are the usual week.
    #[arg(long, value_name = "HOURS")]
    pub(in crate::cli) hours: Vec<String>,
}
