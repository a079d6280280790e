//! What can be typed after `kamm`.

pub(super) mod import;
pub(super) mod owner;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The reception desk of a hair salon. Without a command: the window.
#[derive(Debug, Parser)]
#[command(name = "kamm", version, propagate_version = true)]
pub(super) struct Arguments {
    /// Which book.
    #[command(flatten)]
    pub(super) place: Place,
    /// Answer as one JSON document, also for errors.
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// The window fills the screen and is left with the owner's PIN only.
    #[arg(long)]
    pub(super) kiosk: bool,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Where the book lies.
#[derive(Debug, Clone, Args)]
pub(super) struct Place {
    /// Folder that holds the books of all profiles.
    #[arg(long, global = true, env = "KAMM_DATA_DIR", value_name = "FOLDER")]
    pub(super) data_dir: Option<PathBuf>,
    /// The salon, where one machine serves several.
    #[arg(long, global = true, default_value = "salon", value_name = "NAME")]
    pub(super) profile: String,
}

/// One thing the terminal can do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open a new book: the salon's name and zone, on request with sample services.
    Init(Init),
    /// Connect Cal.com: reads the key from standard input, checks it, keeps it in the keychain.
    #[command(after_help = "Examples:\n  \
        kamm connect --dry-run\n  \
        kamm connect --host https://api.cal.eu/v2 --team 5")]
    Connect(Connect),
    /// Which book this is and how it stands with Cal.com.
    Status,
    /// Look at everything Kamm needs, and say what is wrong and what helps.
    Doctor,
    /// The appointments of one day.
    Day {
        /// `2026-11-27`; today if left out.
        date: Option<String>,
    },
    /// Times at which a service would fit.
    Slots(Slots),
    /// Book an appointment.
    Book(Book),
    /// Move an appointment, all segments together.
    Move(Move),
    /// Cancel an appointment.
    Cancel(Cancel),
    /// Who would come if there were a place, and for whom there is one.
    Waiting {
        /// What to do.
        #[command(subcommand)]
        what: Waiting,
    },
    /// Calls with the phone agent, the latest first, and which segments each of them booked, moved or cancelled.
    Calls {
        /// Only those before this one; the number at its line.
        #[arg(long, value_name = "CALL")]
        before: Option<i64>,
    },
    /// Take a cancellation back, if nobody took the time meanwhile.
    Reinstate {
        /// The appointment's number.
        id: i64,
        /// With all that was called off of the same visit: all of it or nothing.
        #[arg(long)]
        whole_visit: bool,
    },
    /// Give each segment of an appointment that was booked online as a whole a booking of its own, so that its gaps are free.
    Split {
        /// The appointment's number.
        id: i64,
    },
    /// One appointment with its segments and history.
    Show {
        /// The appointment's number.
        id: i64,
    },
    /// What is sold: services with their segments and gaps.
    Service {
        /// What to do.
        #[command(subcommand)]
        what: owner::Service,
    },
    /// Who works here: hours, time off.
    Staff {
        /// What to do.
        #[command(subcommand)]
        what: owner::Staff,
    },
    /// Event types in Cal.com for every segment and stylist.
    EventTypes {
        /// `plan` shows what is needed, `apply` does it, `verify` looks whether it is still right, `clean` deletes what is old,
        /// `resolve` finds children, `public` links, `publish` makes.
        #[command(subcommand)]
        what: EventTypes,
    },
    /// Make an empty book anew from Cal.com: a new PC, or one more desk. Writes nothing in Cal.com.
    Rebuild {
        /// Only say what would be made, and what cannot be.
        #[arg(long)]
        dry_run: bool,
    },
    /// Read in files of other programs: customers, appointments to come, a stylist's calendar.
    Import {
        /// `customers`, `appointments`, `calendar` or `event-types`.
        #[command(subcommand)]
        what: import::Import,
    },
    /// Bring Cal.com in step, or see how far it is.
    Sync {
        /// `now` or `status`.
        #[command(subcommand)]
        what: Sync,
    },
    /// How well the synchronisation works: success, latency, what waits and why calls fail.
    Health {
        /// How far back the figures go.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=2160))]
        hours: u16,
    },
    /// Everything that needs a person, and what is decided about it.
    Review(Review),
    /// The salon's time zone, and how bookings in Cal.com are made; what is given is changed.
    Settings(Settings),
    /// Whether the settings in the window have an owner's PIN. It guards the window, not the terminal.
    Pin {
        /// Take a forgotten PIN away. Close Kamm first.
        #[arg(long)]
        reset: bool,
    },
    /// Copy the book as it is now, while Kamm goes on working; without a file among the daily backups.
    Backup {
        /// Another file, on a stick for example. There must be none of that name yet.
        #[arg(long, value_name = "FILE", conflicts_with = "list")]
        to: Option<PathBuf>,
        /// Only show which backups there are.
        #[arg(long)]
        list: bool,
    },
    /// Put a backup in the place of the book; what was there is kept beside it. Close Kamm first.
    Restore {
        /// Which; the newest good one if left out.
        file: Option<PathBuf>,
    },
    /// Keep Cal.com in step without a window, until told to stop.
    Agent,
    /// The demo salon on an embedded stand-in for Cal.com.
    Demo(Demo),
}

/// `kamm init`
#[derive(Debug, Args)]
pub(super) struct Init {
    /// "Friseur 1".
    #[arg(long)]
    pub(super) salon: String,
    /// IANA name of the salon's time zone.
    #[arg(long, default_value = "Europe/Berlin")]
    pub(super) zone: String,
    /// Also write the sample services, staff and opening hours.
    #[arg(long)]
    pub(super) sample: bool,
}

/// `kamm connect`
#[derive(Debug, Args)]
pub(super) struct Connect {
    /// `https://api.cal.com/v2`, `https://api.cal.eu/v2` or the salon's own server.
    #[arg(long, default_value = "https://api.cal.com/v2", value_name = "ADDRESS")]
    pub(super) host: String,
    /// Number of the team; may be left out where the key belongs to one team only.
    #[arg(long)]
    pub(super) team: Option<i64>,
    /// Only say whose key it is, what kind of account, and what the key may not do; nothing is kept.
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// `kamm slots`
#[derive(Debug, Args)]
pub(super) struct Slots {
    /// Number, row or name of the service.
    pub(super) service: String,
    /// First name, full name or row of the stylist; whoever can if left out.
    #[arg(long)]
    pub(super) staff: Option<String>,
    /// Not before this date (`2026-11-27`) or time (`2026-11-27T13:00`).
    #[arg(long)]
    pub(super) from: Option<String>,
    /// How many.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=50))]
    pub(super) limit: u8,
    /// The length of a segment or gap where it differs: `B=55`, `GAP_A=45`. A gap of 0 is left out.
    #[arg(long, value_name = "KEY=MINUTES")]
    pub(super) length: Vec<String>,
}

/// `kamm book`
#[derive(Debug, Args)]
pub(super) struct Book {
    /// Number, row or name of the service.
    pub(super) service: String,
    /// `2026-11-27T09:30`, in the salon's zone.
    pub(super) start: String,
    /// The customer's name, or `#12` for a known one.
    #[arg(long)]
    pub(super) customer: String,
    /// Phone number of a new customer.
    #[arg(long)]
    pub(super) phone: Option<String>,
    /// E-mail address of a new customer.
    #[arg(long)]
    pub(super) email: Option<String>,
    /// First name, full name or row of the stylist; whoever can if left out.
    #[arg(long)]
    pub(super) staff: Option<String>,
    /// A note.
    #[arg(long, default_value = "")]
    pub(super) note: String,
    /// The length of a segment or gap where it differs: `B=55`, `GAP_A=45`. A gap of 0 is left out.
    #[arg(long, value_name = "KEY=MINUTES")]
    pub(super) length: Vec<String>,
    /// Another service directly after it in the same visit, if need be with somebody else: `470`, `470@Anna`. All are booked, or
    /// nothing.
    #[arg(long, value_name = "SERVICE[@STAFF]")]
    pub(super) then: Vec<String>,
    /// Book in spite of warnings.
    #[arg(long)]
    pub(super) despite_warnings: bool,
    /// First ask Cal.com whether it offers that time, for three seconds at most. What it says is shown and decides nothing.
    #[arg(long)]
    pub(super) ask: bool,
    /// Makes a repeat harmless: the same key books once.
    #[arg(long, value_name = "KEY")]
    pub(super) once: Option<String>,
}

/// `kamm move`
#[derive(Debug, Args)]
pub(super) struct Move {
    /// The appointment's number.
    pub(super) id: i64,
    /// `2026-11-27T09:30`, in the salon's zone.
    pub(super) start: String,
    /// To whom; keeps the stylist if left out.
    #[arg(long)]
    pub(super) staff: Option<String>,
    /// Another length for a segment or gap: `B=55`, `GAP_A=45`. A gap of 0 is left out.
    #[arg(long, value_name = "KEY=MINUTES")]
    pub(super) length: Vec<String>,
    /// With all that is still booked of the same visit on that day; each keeps its distance.
    #[arg(long)]
    pub(super) whole_visit: bool,
    /// Move in spite of warnings.
    #[arg(long)]
    pub(super) despite_warnings: bool,
    /// First ask Cal.com whether it offers that time, for three seconds at most. What it says is shown and decides nothing.
    #[arg(long)]
    pub(super) ask: bool,
}

/// `kamm cancel`
#[derive(Debug, Args)]
pub(super) struct Cancel {
    /// The appointment's number.
    pub(super) id: i64,
    /// Why.
    #[arg(long, default_value = "")]
    pub(super) reason: String,
    /// With all that is still booked of the same visit.
    #[arg(long)]
    pub(super) whole_visit: bool,
}

/// `kamm waiting …`
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Waiting {
    /// Everybody who waits, with the first place that suits each.
    List,
    /// Put somebody on the list.
    Add(Wait),
    /// Book the first place that suits, or the one given.
    Book {
        /// The entry's number.
        id: i64,
        /// `2026-11-27T09:30`, in the salon's zone.
        start: Option<String>,
        /// First name, full name or row of the stylist.
        #[arg(long)]
        staff: Option<String>,
        /// Book in spite of warnings.
        #[arg(long)]
        despite_warnings: bool,
    },
    /// Take somebody off the list.
    Remove {
        /// The entry's number.
        id: i64,
    },
}

/// `kamm waiting add`
#[derive(Debug, Clone, Args)]
pub(super) struct Wait {
    /// Number, row or name of the service.
    pub(super) service: String,
    /// The customer's name, or `#12` for a known one.
    #[arg(long)]
    pub(super) customer: String,
    /// Phone number of a new customer.
    #[arg(long)]
    pub(super) phone: Option<String>,
    /// First name, full name or row of the stylist; whoever can if left out.
    #[arg(long)]
    pub(super) staff: Option<String>,
    /// Not before this date.
    #[arg(long)]
    pub(super) from: Option<String>,
    /// Not after this date.
    #[arg(long)]
    pub(super) to: Option<String>,
    /// Days of the week that suit, 1 for Monday to 7 for Sunday; any if left out.
    #[arg(long, value_name = "1…7", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=7))]
    pub(super) weekdays: Vec<u8>,
    /// Not before this time of the day: `14:00`.
    #[arg(long, value_name = "TIME")]
    pub(super) not_before: Option<String>,
    /// Over by this time of the day.
    #[arg(long, value_name = "TIME")]
    pub(super) over_by: Option<String>,
    /// A note.
    #[arg(long, default_value = "")]
    pub(super) note: String,
}

/// `kamm event-types …`
#[derive(Debug, Clone, Subcommand)]
pub(super) enum EventTypes {
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
    /// Look again for the children of all managed event types, instead of believing for a day what was found.
    #[command(after_help = "Examples:\n  \
        kamm event-types resolve")]
    Resolve,
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
pub(super) enum Sync {
    /// Send and fetch once.
    Now {
        /// Come back when nothing is left to send, or when only a person can help.
        #[arg(long)]
        wait: bool,
    },
    /// How far it is.
    Status,
}

/// `kamm review`
#[derive(Debug, Args)]
pub(super) struct Review {
    /// Numbers of entries, then the remedy: `3 5 retry`. Nothing: the list.
    #[arg(value_name = "ID… REMEDY")]
    pub(super) words: Vec<String>,
    /// All entries instead of those with these numbers.
    #[arg(long)]
    pub(super) all: bool,
    /// Only entries with this code.
    #[arg(long)]
    pub(super) code: Option<String>,
    /// For `other_time` a time, for `other_staff` a name, for `link` a booking; what there is to choose from if left out.
    #[arg(long, value_name = "CHOICE")]
    pub(super) to: Option<String>,
}

/// `kamm settings`
#[derive(Debug, Clone, Args)]
pub(super) struct Settings {
    /// IANA name of the salon's time zone. Hours stay as they stand on the wall.
    #[arg(long, value_name = "ZONE")]
    pub(super) zone: Option<String>,
    /// Change the zone though appointments are booked: they keep their moment, and so stand at another time of day.
    #[arg(long, requires = "zone")]
    pub(super) despite_appointments: bool,
    /// Which segments' bookings write to the customer: the first, all, none.
    #[arg(long, value_enum)]
    pub(super) customer_mails: Option<Mails>,
    /// Where customers come to, as event types in Cal.com say it from the next `kamm event-types apply` on.
    #[arg(long, value_name = "ADDRESS")]
    pub(super) address: Option<String>,
    /// What it means when one segment of several is cancelled in Cal.com.
    #[arg(long, value_enum)]
    pub(super) segment_cancelled: Option<OneCancelled>,
    /// Whether a time that an open booking form holds is hidden in Cal.com from customers who book online.
    #[arg(long, value_enum)]
    pub(super) hold_online: Option<YesNo>,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// What it means when one segment of several is cancelled in Cal.com.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum OneCancelled {
    /// The whole appointment is cancelled.
    CancelAll,
    /// The others stand, and a person decides in the review list.
    Ask,
}

/// Which segments' bookings write to the customer.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Mails {
    /// One mail.
    First,
    /// A mail each.
    All,
    /// No mail.
    None,
}

/// `kamm demo`
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Only the stand-in server with the demo team, on this address; no book, no window.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1:4747")]
    pub(super) serve: Option<std::net::SocketAddr>,
    /// The stand-in knows no teams: each stylist has an account and a key of their own.
    #[arg(long, requires = "serve")]
    pub(super) individual: bool,
    /// Set up and print what was made, without a window.
    #[arg(long, conflicts_with = "serve")]
    pub(super) no_window: bool,
    /// Keep the demo's book in this new folder; otherwise it goes when the demo ends.
    #[arg(long, conflicts_with = "serve", value_name = "FOLDER")]
    pub(super) keep: Option<PathBuf>,
}
