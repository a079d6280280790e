//! What can be typed after `kamm`.

mod at_desk;
mod calcom;
pub(super) mod import;
pub(super) mod owner;
mod salon;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(super) use at_desk::{Book, Cancel, Move, Slots, Wait, Waiting};
pub(super) use calcom::{Connect, EventTypes, Review, Sync};
pub(super) use salon::{Demo, Init, Mails, OneCancelled, Settings, YesNo};

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
    #[command(after_help = "Examples:\n  \
        kamm init --salon \"Friseur 1\"\n  \
        kamm init --salon \"Friseur 2\" --profile filiale --zone Europe/Vienna\n  \
        kamm init --salon Probe --sample --data-dir probe")]
    Init(Init),
    /// Connect Cal.com: reads the key from standard input, checks it, keeps it in the keychain.
    #[command(after_help = "Examples:\n  \
        kamm connect --dry-run\n  \
        kamm connect --host https://api.cal.eu/v2 --team 5")]
    Connect(Connect),
    /// Which book this is and how it stands with Cal.com.
    #[command(after_help = "Examples:\n  \
        kamm status\n  \
        kamm status --json --profile filiale")]
    Status,
    /// Look at everything Kamm needs, and say what is wrong and what helps.
    #[command(after_help = "Examples:\n  \
        kamm doctor")]
    Doctor,
    /// The appointments of one day.
    #[command(after_help = "Examples:\n  \
        kamm day\n  \
        kamm day 2026-11-27")]
    Day {
        /// `2026-11-27`; today if left out.
        date: Option<String>,
    },
    /// Times at which a service would fit.
    #[command(after_help = "Examples:\n  \
        kamm slots 440\n  \
        kamm slots 440 --staff Anna --from 2026-11-27T13:00 --length GAP_A=45")]
    Slots(Slots),
    /// Book an appointment.
    #[command(after_help = "Examples:\n  \
        kamm book 440 2026-11-27T09:30 --customer \"Monika Beispiel\" --phone \"0171 2345678\" --staff Anna\n  \
        kamm book 440 2026-11-27T09:30 --customer \"#12\" --then 470@Mehmet --ask")]
    Book(Book),
    /// Move an appointment, all segments together.
    #[command(after_help = "Examples:\n  \
        kamm move 750 2026-11-27T14:00\n  \
        kamm move 750 2026-11-28T09:30 --staff Mehmet --whole-visit")]
    Move(Move),
    /// Cancel an appointment.
    #[command(after_help = "Examples:\n  \
        kamm cancel 750 --reason \"krank\"")]
    Cancel(Cancel),
    /// Who would come if there were a place, and for whom there is one.
    Waiting {
        /// What to do.
        #[command(subcommand)]
        what: Waiting,
    },
    /// Calls with the phone agent, the latest first, and which segments each of them booked, moved or cancelled.
    #[command(after_help = "Examples:\n  \
        kamm calls\n  \
        kamm calls --before 120")]
    Calls {
        /// Only those before this one; the number at its line.
        #[arg(long, value_name = "CALL")]
        before: Option<i64>,
    },
    /// Take a cancellation back, if nobody took the time meanwhile, or a no-show.
    #[command(after_help = "Examples:\n  \
        kamm reinstate 750\n  \
        kamm reinstate 750 --whole-visit")]
    Reinstate {
        /// The appointment's number.
        id: i64,
        /// With all that was called off of the same visit: all of it or nothing.
        #[arg(long)]
        whole_visit: bool,
    },
    /// Give each segment of an appointment that was booked online as a whole a booking of its own, so that its gaps are free.
    #[command(after_help = "Examples:\n  \
        kamm split 750")]
    Split {
        /// The appointment's number.
        id: i64,
    },
    /// One appointment with its segments and history.
    #[command(after_help = "Examples:\n  \
        kamm show 750\n  \
        kamm show 750 --json")]
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
        /// `plan` shows what is needed, `apply` does it, `verify` looks whether it is still right, `map` shows what stands for whom, `link`
        /// names one by hand, `clean` deletes what is old, `resolve` finds children, `public` and `publish` are for whole services.
        #[command(subcommand)]
        what: EventTypes,
    },
    /// Make an empty book anew from Cal.com: a new PC, or one more desk. Writes nothing in Cal.com.
    #[command(after_help = "Examples:\n  \
        kamm rebuild --dry-run\n  \
        kamm rebuild")]
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
    #[command(after_help = "Examples:\n  \
        kamm health\n  \
        kamm health --hours 168 --json")]
    Health {
        /// How far back the figures go.
        #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=2160))]
        hours: u16,
    },
    /// Everything that needs a person, and what is decided about it.
    #[command(after_help = "Examples:\n  \
        kamm review\n  \
        kamm review 3 5 retry\n  \
        kamm review 3 other_time\n  \
        kamm review 3 other_time --to 2026-11-27T14:00\n  \
        kamm review --all --code slot_taken keep_local")]
    Review(Review),
    /// The salon's time zone, and how bookings in Cal.com are made; what is given is changed.
    #[command(after_help = "Examples:\n  \
        kamm settings\n  \
        kamm settings --address \"Marktplatz 1, 12345 Musterstadt\" --customer-mails first\n  \
        kamm settings --zone Europe/Vienna\n  \
        kamm settings --segment-cancelled ask --hold-online yes")]
    Settings(Settings),
    /// Whether the settings in the window have an owner's PIN. It guards the window, not the terminal.
    #[command(after_help = "Examples:\n  \
        kamm pin\n  \
        kamm pin --reset")]
    Pin {
        /// Take a forgotten PIN away. Close Kamm first.
        #[arg(long)]
        reset: bool,
    },
    /// Copy the book as it is now, while Kamm goes on working; without a file among the daily backups.
    #[command(after_help = "Examples:\n  \
        kamm backup\n  \
        kamm backup --to stick/kamm.db\n  \
        kamm backup --list")]
    Backup {
        /// Another file, on a stick for example. There must be none of that name yet.
        #[arg(long, value_name = "FILE", conflicts_with = "list")]
        to: Option<PathBuf>,
        /// Only show which backups there are.
        #[arg(long)]
        list: bool,
    },
    /// Put a backup in the place of the book; what was there is kept beside it. Close Kamm first.
    #[command(after_help = "Examples:\n  \
        kamm restore\n  \
        kamm restore stick/kamm.db")]
    Restore {
        /// Which; the newest good one if left out.
        file: Option<PathBuf>,
    },
    /// Keep Cal.com in step without a window, until told to stop.
    #[command(after_help = "Examples:\n  \
        kamm agent\n  \
        kamm agent --profile filiale")]
    Agent,
    /// The demo salon on an embedded stand-in for Cal.com.
    #[command(after_help = "Examples:\n  \
        kamm demo\n  \
        kamm demo --no-window --keep probe\n  \
        kamm demo --serve 127.0.0.1:4747")]
    Demo(Demo),
}
