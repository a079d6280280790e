//! `kamm import`: files of other programs.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs::File,
    io::{self, Read as _, Write as _},
    path::Path,
    sync::mpsc,
    thread,
};

use desk::{Desk, DeskError, FileHow, ImportFault, ImportReport};
use import::{Field, LARGEST_FILE, Mapping, Sheet};
use jiff::Timestamp;
use sync::setup::Halt;

use super::{
    Terminal,
    answer::{Answer, Exit},
    args::import::{How, Import, TableFile},
    choose, found,
    language::Language,
    now_line, sentence, wait_for,
};
use crate::{problem::Problem, reception::told_to_stop};

/// `kamm import …`
pub(super) fn import(terminal: &Terminal, what: Import, now: Timestamp) -> Result<Answer, Problem> {
    match what {
        Import::Customers { file, how } => {
            let sheet = Sheet::Customers;
            table(terminal, &file, &how, false, sheet, |desk, read, how| {
                let Opened { bytes, mapping } = read;
                desk.import_customers(&bytes, Some(mapping), how, now, &told(terminal.language))
            })
        }
        Import::Appointments {
            file,
            how,
            despite_warnings,
        } => {
            let sheet = Sheet::Appointments;
            table(
                terminal,
                &file,
                &how,
                despite_warnings,
                sheet,
                |desk, read, how| {
                    let Opened { bytes, mapping } = read;
                    desk.import_appointments(
                        &bytes,
                        Some(mapping),
                        how,
                        now,
                        &told(terminal.language),
                    )
                },
            )
        }
        Import::EventTypes { dry_run, gap } => wait_for(found::event_types(terminal, dry_run, gap)),
        Import::Calendar {
            file,
            staff,
            dry_run,
            despite_warnings,
        } => {
            let bytes = bytes(&file)?;
            let desk = desk(terminal, dry_run)?;
            let staff = choose::staff(&desk.catalogue()?, &staff)?.id;
            let how = FileHow {
                rehearse: dry_run,
                despite_warnings,
            };
            let heard = told(terminal.language);
            let report = desk.import_calendar(&bytes, staff, how, now, &heard)?;
            answer(&report, terminal.language)
        }
    }
}

/// A table that was read, with what its columns are.
struct Opened {
    bytes: Vec<u8>,
    mapping: Mapping,
}

fn table(
    terminal: &Terminal,
    file: &TableFile,
    how: &How,
    despite_warnings: bool,
    sheet: Sheet,
    take: impl FnOnce(&Desk, Opened, FileHow) -> Result<ImportReport, DeskError>,
) -> Result<Answer, Problem> {
    let bytes = bytes(&file.file)?;
    let (table, _) = import::table(&bytes).map_err(DeskError::from)?;
    let mapping = mapped(
        import::guess(&table.headings, sheet),
        &table.headings,
        &file.map,
    )?;
    let read = Opened { bytes, mapping };
    let rehearse = how.dry_run;
    // Made before anything is read in: a file that cannot be written must not cost the reasons.
    let left = how.left.as_deref().map(new_file).transpose()?;
    let file_how = FileHow {
        rehearse,
        despite_warnings,
    };
    let report = take(&desk(terminal, rehearse)?, read, file_how)?;
    if let Some(mut left) = left {
        let reasons: BTreeMap<u64, String> = report
            .faults
            .iter()
            .map(|fault| (fault.line, sentence::fault(fault, terminal.language)))
            .collect();
        left.write_all(&import::with_reasons(&table, &reasons))
            .map_err(unwritable)?;
    }
    answer(&report, terminal.language)
}

/// A rehearsal may look beside whoever has the book open.
fn desk(terminal: &Terminal, rehearse: bool) -> Result<Desk, Problem> {
    Ok(match rehearse {
        true => terminal.read()?.desk,
        false => terminal.own()?.desk,
    })
}

fn bytes(file: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: io::Error| {
        Problem::new(
            "import_unreadable",
            format!("the file cannot be read: {}", error.kind()),
        )
    };
    let most = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX) + 1;
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        let file = File::open(file).map_err(unreadable)?;
        file.take(most).read_to_end(&mut bytes)
    }
    .map_err(unreadable)?;
    Ok(bytes)
}

fn new_file(path: &Path) -> Result<File, Problem> {
    File::create_new(path).map_err(unwritable)
}

fn unwritable(error: io::Error) -> Problem {
    Problem::new(
        "import_left_unwritable",
        format!("the file cannot be written: {}", error.kind()),
    )
}

/// The guess, put right by what was typed.
fn mapped(guess: Mapping, headings: &[String], typed: &[String]) -> Result<Mapping, Problem> {
    let invalid = || {
        Problem::new(
            "import_map",
            "a column is given as HEADING=FIELD, with a heading of the file",
        )
    };
    let mut mapping = guess;
    for one in typed {
        let (heading, word) = one.rsplit_once('=').ok_or_else(invalid)?;
        let field = match word {
            "-" => None,
            word => Some(Field::by_word(word).ok_or_else(invalid)?),
        };
        let heading = salon::customer::fold(heading);
        let column = headings
            .iter()
            .position(|other| salon::customer::fold(other) == heading);
        let place = column.and_then(|column| mapping.get_mut(column));
        *place.ok_or_else(invalid)? = field;
    }
    Ok(mapping)
}

/// Says how far it is, and goes on until somebody calls it off.
fn told(language: Language) -> impl Fn(usize, usize) -> bool {
    let lines = language.pick("Zeilen", "lines");
    let halt = halted(language);
    move |done, all| {
        if all > 100 {
            now_line(&format!("{done} / {all} {lines}"));
        }
        !halt.is_asked()
    }
}

/// Ctrl+C stops behind the line that is being read in, so that what was done can be said. Whoever cannot be heard is not waited for.
fn halted(language: Language) -> Halt {
    let halt = Halt::default();
    let asked = halt.clone();
    let (ready, heard) = mpsc::channel();
    let listen = move || {
        // The first look at it makes the program listen.
        let listening = async { ready.send(()) };
        let told = wait_for(async { tokio::join!(told_to_stop(), listening).0 });
        if told.is_ok() {
            asked.ask();
            now_line(language.pick("Wird angehalten …", "Stopping …"));
        }
    };
    thread::spawn(listen);
    let _deaf = heard.recv();
    halt
}

fn answer(report: &ImportReport, language: Language) -> Result<Answer, Problem> {
    let answer = Answer::new(report, lines(report, language))?;
    Ok(match report.faults.is_empty() && !report.stopped {
        true => answer,
        false => answer.with_exit(Exit::NeedsPerson),
    })
}

fn lines(report: &ImportReport, language: Language) -> String {
    let counted = [
        (
            report.appointments,
            language.pick("Termine", "appointments"),
        ),
        (
            report.customers,
            language.pick("neue Kundinnen und Kunden", "new customers"),
        ),
        (
            report.completed,
            language.pick("Kundinnen und Kunden ergänzt", "customers completed"),
        ),
        (
            report.kept_free,
            language.pick("Zeiten freigehalten", "times kept free"),
        ),
        (
            report.in_the_way,
            language.pick(
                "davon mit Terminen darin",
                "of them with appointments in them",
            ),
        ),
        (
            report.known,
            language.pick("schon im Buch", "in the book already"),
        ),
        (
            report.erased,
            language.pick(
                "hier gelöscht, nicht zurückgeholt",
                "erased here, not brought back",
            ),
        ),
        (
            report.called_off,
            language.pick("abgesagt, nicht übernommen", "called off, not taken"),
        ),
        (
            report.past,
            language.pick("vorbei, nicht übernommen", "over, not taken"),
        ),
        (
            report.free,
            language.pick(
                "belegen keine Zeit, nicht übernommen",
                "take no time, not taken",
            ),
        ),
        (
            report.beyond,
            language.pick(
                "weiter als ein Jahr voraus, nicht übernommen",
                "more than a year ahead, not taken",
            ),
        ),
    ];
    let mut text = String::new();
    if report.rehearsed {
        text.push_str(language.pick(
            "Probelauf: Es wurde nichts geschrieben.\n",
            "Rehearsal: nothing was written.\n",
        ));
    }
    // Writing to a String does not fail.
    for (count, what) in counted.iter().filter(|(count, _)| *count > 0) {
        let _ = writeln!(text, "{count:>6} {what}");
    }
    if report.stopped {
        text.push_str(language.pick(
            "! Angehalten: Die übrigen Zeilen sind unberührt; dieselbe Datei noch einmal gelesen geht dort weiter.\n",
            "! Stopped: the lines behind are untouched; the same file read again goes on there.\n",
        ));
    }
    for fault in &report.faults {
        let _ = writeln!(text, "{}", fault_line(fault, language));
    }
    text
}

fn fault_line(fault: &ImportFault, language: Language) -> String {
    let line = language.pick("Zeile", "line");
    format!(
        "! {line} {}: {}",
        fault.line,
        sentence::fault(fault, language)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_goes_before_what_is_guessed() {
        let headings = ["Name", "Was", "Spitzname"].map(str::to_owned);
        let guess = import::guess(&headings, Sheet::Appointments);
        let typed = ["was=service", "NAME=-"].map(str::to_owned);
        let mapping = mapped(guess.clone(), &headings, &typed).unwrap();
        assert_eq!(mapping, [None, Some(Field::Service), None]);
        for wrong in ["was", "was=what", "wo=staff"] {
            let problem = mapped(guess.clone(), &headings, &[wrong.to_owned()]).unwrap_err();
            assert_eq!(problem.code, "import_map", "{wrong}");
        }
    }
}
