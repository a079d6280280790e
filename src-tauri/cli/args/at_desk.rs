//! What can be typed about appointments and those who wait for one.

use clap::{Args, Subcommand};

/// `kamm slots`
#[derive(Debug, Args)]
pub(in crate::cli) struct Slots {
    /// Number, row or name of the service.
    pub(in crate::cli) service: String,
    /// First name, full name or row of the stylist; whoever can if left out.
    #[arg(long)]
    pub(in crate::cli) staff: Option<String>,
    /// Not before this date (`2026-11-27`) or time (`2026-11-27T13:00`).
    #[arg(long)]
    pub(in crate::cli) from: Option<String>,
    /// How many.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=50))]
    pub(in crate::cli) limit: u8,
    /// The length of a segment or gap where it differs: `B=55`, `GAP_A=45`. A gap of 0 is left out.
    #[arg(long, value_name = "KEY=MINUTES")]
    pub(in crate::cli) length: Vec<String>,
}

/// `kamm book`
#[derive(Debug, Args)]
pub(in crate::cli) struct Book {
    /// Number, row or name of the service.
    pub(in crate::cli) service: String,
    /// `2026-11-27T09:30`, in the salon's zone.
    pub(in crate::cli) start: String,
    /// The customer's name, or `#12` for a known one.
    #[arg(long)]
    pub(in crate::cli) customer: String,
    /// Phone number of a new customer.
    #[arg(long)]
    pub(in crate::cli) phone: Option<String>,
    /// E-mail address of a new customer.
    #[arg(long)]
    pub(in crate::cli) email: Option<String>,
    /// First name, full name or row of the stylist; whoever can if left out.
    #[arg(long)]
    pub(in crate::cli) staff: Option<String>,
    /// A note.
    #[arg(long, default_value = "")]
    pub(in crate::cli) note: String,
    /// The length of a segment or gap where it differs: `B=55`, `GAP_A=45`. A gap of 0 is left out.
    #[arg(long, value_name = "KEY=MINUTES")]
    pub(in crate::cli) length: Vec<String>,
    /// Another service directly after it in the same visit, if need be with somebody else: `470`, `470@Anna`. All are booked, or
    /// nothing.
    #[arg(long, value_name = "SERVICE[@STAFF]")]
    pub(in crate::cli) then: Vec<String>,
    /// Book in spite of warnings.
    #[arg(long)]
    pub(in crate::cli) despite_warnings: bool,
    /// First ask Cal.com whether it offers that time, for three seconds at most. What it says is shown and decides nothing.
    #[arg(long)]
    pub(in crate::cli) ask: bool,
    /// Makes a repeat harmless: the same key books once.
    #[arg(long, value_name = "KEY")]
    pub(in crate::cli) once: Option<String>,
}

/// `kamm move`
#[derive(Debug, Args)]
pub(in crate::cli) struct Move {
    /// The appointment's number.
    pub(in crate::cli) id: i64,
    /// `2026-11-27T09:30`, in the salon's zone.
    pub(in crate::cli) start: String,
    /// To whom; keeps the stylist if left out.
    #[arg(long)]
    pub(in crate::cli) staff: Option<String>,
    /// Another length for a segment or gap: `B=55`, `GAP_A=45`. A gap of 0 is left out.
    #[arg(long, value_name = "KEY=MINUTES")]
    pub(in crate::cli) length: Vec<String>,
    /// With all that is still booked of the same visit on that day; each keeps its distance.
    #[arg(long)]
    pub(in crate::cli) whole_visit: bool,
    /// Move in spite of warnings.
    #[arg(long)]
    pub(in crate::cli) despite_warnings: bool,
    /// First ask Cal.com whether it offers that time, for three seconds at most. What it says is shown and decides nothing.
    #[arg(long)]
    pub(in crate::cli) ask: bool,
}

/// `kamm cancel`
#[derive(Debug, Args)]
pub(in crate::cli) struct Cancel {
    /// The appointment's number.
    pub(in crate::cli) id: i64,
    /// Why.
    #[arg(long, default_value = "")]
    pub(in crate::cli) reason: String,
    /// With all that is still booked of the same visit.
    #[arg(long)]
    pub(in crate::cli) whole_visit: bool,
}

/// `kamm waiting …`
#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum Waiting {
    /// Everybody who waits, with the first place that suits each.
    #[command(after_help = "Examples:\n  \
        kamm waiting list")]
    List,
    /// Put somebody on the list.
    #[command(after_help = "Examples:\n  \
        kamm waiting add 440 --customer \"Wanda Wartet\" --phone \"0171 2345678\" --staff Anna --weekdays 2,4 --not-before 14:00")]
    Add(Wait),
    /// Book the first place that suits, or the one given.
    #[command(after_help = "Examples:\n  \
        kamm waiting book 7\n  \
        kamm waiting book 7 2026-11-27T14:00 --staff Anna")]
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
    #[command(after_help = "Examples:\n  \
        kamm waiting remove 7")]
    Remove {
        /// The entry's number.
        id: i64,
    },
}

/// `kamm waiting add`
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Wait {
    /// Number, row or name of the service.
    pub(in crate::cli) service: String,
    /// The customer's name, or `#12` for a known one.
    #[arg(long)]
    pub(in crate::cli) customer: String,
    /// Phone number of a new customer.
    #[arg(long)]
    pub(in crate::cli) phone: Option<String>,
    /// First name, full name or row of the stylist; whoever can if left out.
    #[arg(long)]
    pub(in crate::cli) staff: Option<String>,
    /// Not before this date.
    #[arg(long)]
    pub(in crate::cli) from: Option<String>,
    /// Not after this date.
    #[arg(long)]
    pub(in crate::cli) to: Option<String>,
    /// Days of the week that suit, 1 for Monday to 7 for Sunday; any if left out.
    #[arg(long, value_name = "1…7", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=7))]
    pub(in crate::cli) weekdays: Vec<u8>,
    /// Not before this time of the day: `14:00`.
    #[arg(long, value_name = "TIME")]
    pub(in crate::cli) not_before: Option<String>,
    /// Over by this time of the day.
    #[arg(long, value_name = "TIME")]
    pub(in crate::cli) over_by: Option<String>,
    /// A note.
    #[arg(long, default_value = "")]
    pub(in crate::cli) note: String,
}
