//! The book behind the window: opened once, or the reason why it could not be.

use std::time::Duration;

use calcom_sim::Sim;
use jiff::Timestamp;
use tokio::time::{Instant, sleep};
use vault::Vault;

use super::commands::account::Provisioning;
use crate::{
    demo::Demo,
    problem::Problem,
    reception::{Book, Place, Reception, blocking},
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
    pub(super) async fn open(self) -> Opened {
        match self {
            Self::Own { place, vault } => Opened {
                reception: own(place, vault).await,
                demo: None,
                provisioning: Provisioning::default(),
            },
            Self::Prepared(demo) => Opened {
                reception: Ok(demo.reception),
                demo: Some(Shown {
                    stand_in: demo.stand_in,
                    date: demo.shows,
                }),
                provisioning: Provisioning::default(),
            },
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
    /// What the window is just having made in Cal.com.
    pub(super) provisioning: Provisioning,
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
