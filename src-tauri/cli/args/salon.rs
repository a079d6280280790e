//! What can be typed about the salon itself: its book, what holds for all of it, and the demo.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `kamm init`
#[derive(Debug, Args)]
pub(in crate::cli) struct Init {
    /// "Friseur 1".
    #[arg(long)]
    pub(in crate::cli) salon: String,
    /// IANA name of the salon's time zone.
    #[arg(long, default_value = "Europe/Berlin")]
    pub(in crate::cli) zone: String,
    /// Also write the sample services, staff and opening hours.
    #[arg(long)]
    pub(in crate::cli) sample: bool,
}

/// `kamm settings`
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Settings {
    /// IANA name of the salon's time zone. Hours stay as they stand on the wall.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) zone: Option<String>,
    /// Change the zone though appointments are booked: they keep their moment, and so stand at another time of day.
    #[arg(long, requires = "zone")]
    pub(in crate::cli) despite_appointments: bool,
    /// Which segments' bookings write to the customer: the first, all, none.
    #[arg(long, value_enum)]
    pub(in crate::cli) customer_mails: Option<Mails>,
    /// Where customers come to, as event types in Cal.com say it from the next `kamm event-types apply` on.
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) address: Option<String>,
    /// What it means when one segment of several is cancelled in Cal.com.
    #[arg(long, value_enum)]
    pub(in crate::cli) segment_cancelled: Option<OneCancelled>,
    /// Whether a time that an open booking form holds is hidden in Cal.com from customers who book online.
    #[arg(long, value_enum)]
    pub(in crate::cli) hold_online: Option<YesNo>,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// What it means when one segment of several is cancelled in Cal.com.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum OneCancelled {
    /// The whole appointment is cancelled.
    CancelAll,
    /// The others stand, and a person decides in the review list.
    Ask,
}

/// Which segments' bookings write to the customer.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Mails {
    /// One mail.
    First,
    /// A mail each.
    All,
    /// No mail.
    None,
}

/// `kamm demo`
#[derive(Debug, Args)]
pub(in crate::cli) struct Demo {
    /// Only the stand-in server with the demo team, on this address; no book, no window.
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1:4747")]
    pub(in crate::cli) serve: Option<std::net::SocketAddr>,
    /// The stand-in knows no teams: each stylist has an account and a key of their own.
    #[arg(long, requires = "serve")]
    pub(in crate::cli) individual: bool,
    /// Set up and print what was made, without a window.
    #[arg(long, conflicts_with = "serve")]
    pub(in crate::cli) no_window: bool,
    /// Keep the demo's book in this new folder; otherwise it goes when the demo ends.
    #[arg(long, conflicts_with = "serve", value_name = "FOLDER")]
    pub(in crate::cli) keep: Option<PathBuf>,
}
