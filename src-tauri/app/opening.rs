//! The book behind the window: opened once, or the reason why it could not be.

use std::time::Duration;

use calcom_sim::Sim;
use jiff::Timestamp;
use serde_json::value::RawValue;
use tokio::time::{Instant, sleep};
use vault::Vault;

use super::{first_day::FirstDay, owner::Door, stoppable::Stoppable, window::Shell};
use crate::{
    demo::Demo,
    problem::Problem,
    reception::{Book, Machine, Place, Reception, SalonSettings, blocking},
};

/// How long the wire may take to come to its end when the window closes. What is cut off then is looked up at the next start.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often a book that somebody has is tried again.
const GLANCE: Duration = Duration::from_millis(100);
/// The store's word for that.
const BUSY: &str = "store_busy";

/// How the window comes by its book.
pub enum Opening {
    /// It opens the profile's book itself.
    Own {
        /// Which.
        place: Place,
        /// Where the key lives.
        vault: Vault,
    },
    /// The demo has set one up, with the stand-in that it talks to.
    Prepared(Box<Demo>),
}

impl Opening {
    /// Opens. A failure is kept: the window says it in its own words.
    pub(super) async fn open(self, kiosk: bool) -> Opened {
        let (reception, demo) = match self {
            Self::Own { place, vault } => (own(place, vault).await, None),
            Self::Prepared(demo) => (
                Ok(demo.reception),
                Some(Shown {
                    stand_in: demo.stand_in,
                    date: demo.shows,
                }),
            ),
        };
        let decided = match &reception {
            Ok(reception) => decided(reception.book.clone()).await,
            Err(_) => Decided::default(),
        };
        let first_day = FirstDay::default();
        if let Ok(reception) = &reception {
            first_day.read_ahead(reception.book.clone(), demo.as_ref());
        }
        Opened {
            reception,
            demo,
            first_day,
            door: Door::of_book(decided.pin),
            shell: Shell::new(kiosk || decided.machine.kiosk),
            wants_tray: decided.machine.tray,
            provisioning: Stoppable::default(),
            importing: Stoppable::default(),
        }
    }
}

/// What the owner has decided about this window.
#[derive(Default)]
struct Decided {
    pin: bool,
    machine: Machine,
}

async fn decided(book: Book) -> Decided {
    let read = blocking(move || {
        let pin = book.desk.pin(Timestamp::now())?.set;
        let machine = book.machine()?;
        Ok::<_, Problem>(Decided { pin, machine })
    });
    match read.await {
        Ok(Ok(decided)) => decided,
        Ok(Err(error)) | Err(error) => {
            tracing::error!(
                code = error.code,
                "what was decided for this machine cannot be read"
            );
            // Rather shut out the owner than let everybody in.
            Decided {
                pin: true,
                machine: Machine::default(),
            }
        }
    }
}

async fn own(place: Place, vault: Vault) -> Result<Reception, Problem> {
    let book = once_free(place).await?;
    let reception = Reception::start(book, vault);
    reception.keep_in_step().await;
    Ok(reception)
}

/// The book, as soon as a window that is just being closed has let go of it.
async fn once_free(place: Place) -> Result<Book, Problem> {
    let until = Instant::now() + PATIENCE + PATIENCE;
    loop {
        let place = place.clone();
        match blocking(move || Book::own_or_restore(place, Timestamp::now())).await? {
            Err(problem) if problem.code == BUSY && Instant::now() < until => sleep(GLANCE).await,
            settled => return settled.map(|(book, _)| book),
        }
    }
}

/// What the window's commands work with.
pub(super) struct Opened {
    reception: Result<Reception, Problem>,
    demo: Option<Shown>,
    first_day: FirstDay,
    /// What the window is just having made in Cal.com.
    pub(super) provisioning: Stoppable,
    /// The file that it is just reading in.
    pub(super) importing: Stoppable,
    door: Door,
    shell: Shell,
    wants_tray: bool,
}

/// The day to show first: today, but in a demo one with something on it.
pub(super) fn opens_on(demo: Option<&Shown>, salon: &SalonSettings, now: Timestamp) -> String {
    let today = || salon::civil::date_of(now, &salon.zone).to_string();
    demo.map_or_else(today, |demo| demo.date.clone())
}

/// What only a demo has.
pub(super) struct Shown {
    /// Whose line the window may cut.
    pub(super) stand_in: Sim,
    /// The day worth looking at first.
    pub(super) date: String,
}

impl Opened {
    /// The reception.
    ///
    /// # Errors
    /// Why the book could not be opened, to every command alike.
    pub(super) fn reception(&self) -> Result<&Reception, Problem> {
        self.reception.as_ref().map_err(Clone::clone)
    }

    /// The reception, for what only the owner may do.
    ///
    /// # Errors
    /// `pin_needed` while the owner is not there; as [`Opened::reception`].
    pub(super) fn owner(&self) -> Result<&Reception, Problem> {
        let reception = self.reception()?;
        self.door.pass(std::time::Instant::now())?;
        Ok(reception)
    }

    /// The day that is shown first, as the window takes it.
    ///
    /// # Errors
    /// As [`Opened::reception`]; `date` is none, or the book cannot be read.
    pub(super) async fn first_day(&self, date: &str) -> Result<Box<RawValue>, Problem> {
        self.first_day.on(&self.reception()?.book, date).await
    }

    /// What of that day the first picture did without.
    pub(super) fn rest_of_first_day(&self) -> String {
        self.first_day.rest()
    }

    /// What stands before the owner's commands.
    pub(super) fn door(&self) -> &Door {
        &self.door
    }

    /// What closing the window means.
    pub(super) fn shell(&self) -> &Shell {
        &self.shell
    }

    /// Whether there was to be a mark in the tray when Kamm was started.
    pub(super) fn wants_tray(&self) -> bool {
        self.wants_tray
    }

    /// What the demo has besides; `None` in a real salon.
    pub(super) fn demo(&self) -> Option<&Shown> {
        self.demo.as_ref()
    }

    /// Lets what is on the wire come to its end.
    pub(super) async fn close(&self) {
        if let Ok(reception) = &self.reception
            && tokio::time::timeout(PATIENCE, reception.stop())
                .await
                .is_err()
        {
            tracing::warn!("closed with calls on the wire; they are looked up at the next start");
        }
    }
}
