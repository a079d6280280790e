//! The terminal: the same use cases as the window, for people and for scripts.

mod answer;
mod args;
mod at_desk;
mod backup;
mod calls;
mod choose;
mod connect;
#[cfg(test)]
mod docs;
mod event_map;
mod event_types;
mod found;
mod health;
mod import;
mod language;
mod lines;
mod owner;
mod pin;
mod rebuild;
mod review;
mod sentence;
mod settings;
mod stand_in;
mod state;
mod waiting;
mod wall;

use std::{
    future::Future,
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;
use jiff::Timestamp;
use store::StoreError;
use vault::Vault;

use answer::{Answer, tell};
use args::{Arguments, Command};
pub(crate) use language::Language;

use crate::{
    app::{self, Opening},
    problem::Problem,
    reception::{self, Book, Place, Profile, SalonSettings},
};

/// The key for machines without a keychain. Read once; the window hides it from the processes that it starts.
pub(crate) const KEY_VARIABLE: &str = "KAMM_CALCOM_KEY";

/// Runs what was typed: a command, or the window.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let language = Language::of_terminal();
    let json = arguments.json;
    let said = execute(arguments, language);
    match said {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(answer)) => tell(Ok(answer), json, language),
        Err(problem) => tell(Err(problem), json, language),
    }
}

/// What every command is given.
struct Terminal {
    place: Place,
    vault: Vault,
    language: Language,
}

fn execute(arguments: Arguments, language: Language) -> Result<Option<Answer>, Problem> {
    let place = place(&arguments.place)?;
    let vault = reception::vault_of(std::env::var(KEY_VARIABLE).ok());
    let terminal = Terminal {
        place,
        vault,
        language,
    };
    match arguments.command {
        None => terminal.window(arguments.kiosk).map(|()| None),
        Some(Command::Demo(demo)) => stand_in::demo(&terminal, &demo),
        Some(command) => terminal.command(command).map(Some),
    }
}

fn place(typed: &args::Place) -> Result<Place, Problem> {
    let profile: Profile = typed
        .profile
        .parse()
        .map_err(|error: reception::InvalidProfile| {
            Problem::new("invalid_profile", error.to_string())
        })?;
    Place::new(typed.data_dir.as_deref(), profile).ok_or_else(|| {
        Problem::new(
            "no_home",
            "this system has no folder for program data; pass --data-dir",
        )
    })
}

impl Terminal {
    fn window(self, kiosk: bool) -> Result<(), Problem> {
        let _log = self.log(false);
        if kiosk {
            self.read()?.may_be_kiosk(Timestamp::now())?;
        }
        let Self { place, vault, .. } = self;
        app::run(place.clone(), Opening::Own { place, vault }, kiosk)
    }

    fn command(self, command: Command) -> Result<Answer, Problem> {
        let now = Timestamp::now();
        let language = self.language;
        match command {
            Command::Init(init) => self.init(&init, now),
            Command::Day { date } => at_desk::day(&self.read()?, date, language),
            Command::Show { id } => at_desk::show(&self.read()?, id, now, language),
            Command::Slots(slots) => at_desk::slots(&self.read()?, slots, now, language),
            Command::Book(book) => at_desk::book(&self, book, now),
            Command::Move(to) => at_desk::move_to(&self, to, now),
            Command::Cancel(cancel) => at_desk::cancel(&self.own()?, cancel, now, language),
            Command::Waiting { what } => waiting::waiting(&self, what, now, language),
            Command::Calls { before } => calls::calls(&self.read()?, before, now, language),
            Command::Reinstate { id, whole_visit } => {
                at_desk::reinstate(&self.own()?, id, whole_visit, now, language)
            }
            Command::Split { id } => at_desk::split(&self.own()?, id, now, language),
            Command::Status => state::status(&self),
            Command::Doctor => wait_for(state::doctor(&self)),
            Command::Connect(connect) => wait_for(connect::connect(&self, connect)),
            Command::Service { what } => owner::service(&self, what, now),
            Command::Staff { what } => owner::staff(&self, what, now),
            Command::EventTypes { what } => wait_for(event_types::event_types(&self, what)),
            Command::Rebuild { dry_run } => wait_for(rebuild::rebuild(&self, dry_run)),
            Command::Import { what } => import::import(&self, what, now),
            Command::Sync {
                what: args::Sync::Now { wait },
            } => wait_for(state::sync_now(&self, wait)),
            Command::Sync {
                what: args::Sync::Status,
            } => state::sync_status(&self),
            Command::Health { hours } => health::health(&self.read()?, hours, now, language),
            Command::Review(asked) => review::review(&self, asked, now),
            Command::Settings(asked) => settings::settings(&self, asked, now),
            Command::Pin { reset } => pin::pin(&self, reset, now),
            Command::Backup { list: true, .. } => backup::list(&self.place),
            Command::Backup { to, list: false } => {
                backup::take(&self.read()?, to.as_deref(), now, language)
            }
            Command::Restore { file } => {
                backup::restore(&self.place, file.as_deref(), now, language)
            }
            Command::Agent => wait_for(state::agent(&self)),
            Command::Demo(_) => Err(Problem::new("internal", "the demo is no command of a book")),
        }
    }

    fn init(&self, init: &args::Init, now: Timestamp) -> Result<Answer, Problem> {
        let salon = SalonSettings::new(&init.salon, &init.zone)?;
        let book = Book::own(self.place.clone())?;
        book.set_up(&salon, init.sample, now)?;
        let path = book.place.book();
        Answer::new(
            &serde_json::json!({ "book": path, "salon": salon.name, "zone": salon.zone.iana_name() }),
            format!("{}: {}", self.language.pick("Buch", "Book"), path.display()),
        )
    }

    /// The book for reading, beside whoever owns it.
    fn read(&self) -> Result<Book, Problem> {
        Book::read(self.place.clone())
    }

    /// The book for writing. A mistyped profile is a mistake, not a new salon: only `init` and the window make books.
    fn own(&self) -> Result<Book, Problem> {
        if !self.place.book().exists() {
            return Err(StoreError::NoBook.into());
        }
        Book::own(self.place.clone())
    }

    /// The same for a program that stays: a damaged book is restored, and that is said.
    fn own_or_restore(&self, now: Timestamp) -> Result<Book, Problem> {
        let place = &self.place;
        if !place.book().exists() && store::backups::list(&place.book())?.is_empty() {
            return Err(StoreError::NoBook.into());
        }
        let (book, restored) = Book::own_or_restore(place.clone(), now)?;
        if let Some(restored) = restored {
            now_line(&backup::told(&restored, self.language));
        }
        Ok(book)
    }

    /// Log lines for as long as the guard lives; a folder that cannot be written costs the log, not the work.
    fn log(&self, terminal: bool) -> Option<impl Drop + use<>> {
        reception::start_log(&self.place.logs(), terminal).ok()
    }
}

/// Runs something that has to wait for the network or the keychain.
fn wait_for<T>(work: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Problem::new("internal", format!("no runtime: {error}")))?
        .block_on(work)
}

/// Says something while a command is still at work. With `--json` standard output belongs to the document.
fn now_line(text: &str) {
    let _gone = writeln!(io::stderr().lock(), "{text}");
}
