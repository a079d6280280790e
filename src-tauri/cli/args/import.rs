//! What can be typed about files of other programs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `kamm import …`
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Import {
    /// Customers out of a CSV file. Who is known already is not written down again.
    #[command(after_help = "Examples:\n  \
        kamm import customers kundinnen.csv --dry-run\n  \
        kamm import customers kundinnen.csv --map \"Kd-Nr=key\" --map \"Spitzname=-\" --left uebrig.csv")]
    Customers {
        /// The file.
        #[command(flatten)]
        file: TableFile,
        /// How it is read in.
        #[command(flatten)]
        how: How,
    },
    /// Appointments to come out of a CSV file, each with the segments and gaps of its service.
    #[command(after_help = "Examples:\n  \
        kamm import appointments termine.csv --dry-run\n  \
        kamm import appointments termine.csv --map \"Was=service\" --map \"Wann=date\" --left uebrig.csv\n  \
        kamm import appointments termine.csv --despite-warnings")]
    Appointments {
        /// The file.
        #[command(flatten)]
        file: TableFile,
        /// How it is read in.
        #[command(flatten)]
        how: How,
        /// Also what lies outside of working hours, or whose customer sits elsewhere then.
        #[arg(long)]
        despite_warnings: bool,
    },
    /// A stylist's calendar (ICS): what is called like a service and names somebody becomes an appointment, all else is kept free.
    #[command(after_help = "Examples:\n  \
        kamm import calendar anna.ics --staff Anna --dry-run\n  \
        kamm import calendar anna.ics --staff Anna")]
    Calendar {
        /// The file; `-` for standard input.
        file: PathBuf,
        /// Whose calendar it is: first name, full name or row.
        #[arg(long)]
        staff: String,
        /// Only say what would come of it.
        #[arg(long)]
        dry_run: bool,
        /// Also appointments outside of working hours, or whose customer sits elsewhere then.
        #[arg(long)]
        despite_warnings: bool,
    },
    /// Event types that stand in Cal.com already: they become services, or are linked to those of the same name. Writes nothing there.
    #[command(after_help = "Examples:\n  \
        kamm import event-types --dry-run\n  \
        kamm import event-types\n  \
        kamm import event-types --gap 30")]
    EventTypes {
        /// Only show what they would become.
        #[arg(long)]
        dry_run: bool,
        /// Also take services of several steps, with that many minutes of processing time between them: Cal.com does not know them.
        #[arg(long, value_name = "MINUTES")]
        gap: Option<u16>,
    },
}

/// A table, and what its columns are.
#[derive(Debug, Args)]
pub(in crate::cli) struct TableFile {
    /// The file; `-` for standard input. Separator and encoding are seen.
    pub(in crate::cli) file: PathBuf,
    /// What a column is, where its heading does not say so: `Was=service`, `Spitzname=-` for nothing. key, name, first_name, last_name,
    /// phone, mobile, email, note; for appointments also service, staff, date, time, end, minutes, parts (`A=30 GAP_A=45 B=20`), part
    /// (under the heading `GAP_A`), status.
    #[arg(long, value_name = "HEADING=FIELD")]
    pub(in crate::cli) map: Vec<String>,
}

/// How a table is read in.
#[derive(Debug, Args)]
pub(in crate::cli) struct How {
    /// Only say what would come of it; the book may be open elsewhere.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Write the lines that could not be taken into this new file, each with its reason: to be put right and read again.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) left: Option<PathBuf>,
}
