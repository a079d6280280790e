//! One desk: a book in a file, a clock of its own, and an engine that can be killed.

use std::{
    cell::{Cell, RefCell},
    path::PathBuf,
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use calcom::{ApiKey, BaseUrl, Client, Config};
use calcom_sim::{CallRecord, DEMO_KEY};
use jiff::{SignedDuration, Timestamp};
use salon::{ServiceId, StaffId};
use store::{
    Options, Store, StoreError,
    sync::{Account, StaffKey},
};
use sync::{Connecting, Connector, Engine, NoLine, Parts, setup};
use uuid::Uuid;

use crate::{clock::DeskClock, support::book};

/// What stands between a desk's name and the number of the run.
const RUN: &str = " run ";

/// One run of the program: it has a rate budget of its own, and tells Cal.com its name.
struct Run(String);

impl Run {
    fn client(&self, base_url: &str) -> Result<Client, NoLine> {
        let key = ApiKey::new(DEMO_KEY.to_owned()).map_err(|_| NoLine::Unusable)?;
        let config = Config {
            user_agent: self.0.clone(),
            ..Config::new(BaseUrl::parse(base_url).map_err(|_| NoLine::Unusable)?)
        };
        Client::new(config, key).map_err(|_| NoLine::Unusable)
    }
}

impl Connector for Run {
    fn connect<'a>(&'a self, account: &'a Account, _key: Option<&'a StaffKey>) -> Connecting<'a> {
        Box::pin(async { self.client(&account.base_url) })
    }
}

pub struct Desk {
    pub name: String,
    pub clock: Arc<DeskClock>,
    /// How far its clock is wrong.
    pub wrong: RefCell<SignedDuration>,
    pub staff: [StaffId; 2],
    /// A composite with a gap, and a simple service.
    pub services: [ServiceId; 2],
    file: PathBuf,
    base_url: String,
    book: RefCell<Option<Store>>,
    engine: RefCell<Option<Rc<Engine>>>,
    random: RefCell<fastrand::Rng>,
    runs: Cell<u32>,
}

impl Desk {
    /// A new book, furnished like those of the other desks. The engine does not run yet.
    pub fn open(name: &str, file: PathBuf, base_url: String, now: Timestamp, seed: u64) -> Self {
        let book = Store::open(&file, Options::default()).unwrap();
        let (anna, mehmet, colour, cut) = book::furnish(&book, now);
        Self {
            name: name.to_owned(),
            clock: Arc::new(DeskClock::at(now)),
            wrong: RefCell::default(),
            staff: [anna, mehmet],
            services: [colour, cut],
            file,
            base_url,
            book: RefCell::new(Some(book)),
            engine: RefCell::default(),
            random: RefCell::new(fastrand::Rng::with_seed(seed)),
            runs: Cell::default(),
        }
    }

    /// The owner enters the key, matches the staff, has the event types made and says on which one customers book the composite as a whole.
    pub async fn set_up(&self, public: Option<i64>) -> Result<(), setup::SetupError> {
        let (book, now) = (self.book(), self.clock.shows());
        let client = self.run().client(&self.base_url).unwrap();
        setup::connect(&book, &client, 1, now).await?;
        setup::match_certain_staff(&book, &client, now).await?;
        let lines = client.into();
        setup::apply_event_types(&book, &lines, now, &setup::Halt::default(), |_| ()).await?;
        setup::link_public(&book, &lines, self.services[0], public, now).await
    }

    pub fn book(&self) -> Store {
        self.book.borrow().clone().expect("the desk runs")
    }

    pub fn read<T>(&self, look: impl FnOnce(&store::Read<'_>) -> Result<T, StoreError>) -> T {
        self.book().read(look).unwrap()
    }

    /// Another run of the program.
    fn run(&self) -> Run {
        self.runs.set(self.runs.get() + 1);
        Run(format!("{}{RUN}{}", self.name, self.runs.get()))
    }

    /// Whether a call is this desk's.
    pub fn makes(&self, call: &CallRecord) -> bool {
        let name = call.client.split_once(RUN).map(|(desk, _)| desk);
        name == Some(&self.name)
    }

    pub fn is_running(&self) -> bool {
        self.engine.borrow().is_some()
    }

    pub fn engine(&self) -> Option<Rc<Engine>> {
        self.engine.borrow().clone()
    }

    /// The receptionist's side of it.
    pub fn reception(&self) -> desk::Desk {
        let random = std::sync::Mutex::new(self.random.borrow_mut().fork());
        let ids = desk::Ids::from_source(move |bytes| random.lock().unwrap().fill(bytes));
        desk::Desk::new(self.book()).with_ids(ids)
    }

    /// A new run of the program on the same book.
    pub async fn start(&self) {
        if self.book.borrow().is_none() {
            let book = self.reopen().await;
            self.book.replace(Some(book));
        }
        let engine = Engine::start(Parts {
            store: self.book(),
            connector: Arc::new(self.run()),
            clock: Arc::clone(&self.clock) as Arc<dyn sync::Clock>,
            boot: Uuid::from_u128(self.random.borrow_mut().u128(..)),
        });
        self.engine.replace(Some(Rc::new(engine)));
    }

    /// The program is killed: what is on the wire is never noted, and the book is left as it is.
    pub fn kill(&self) {
        self.clock.spare();
        self.engine.replace(None);
        self.book.replace(None);
    }

    /// What a killed engine had begun to write it still writes; then the file is free.
    async fn reopen(&self) -> Store {
        loop {
            match Store::open(&self.file, Options::default()) {
                Ok(book) => return book,
                Err(StoreError::Busy) => {
                    let moment = || std::thread::sleep(Duration::from_millis(1));
                    tokio::task::spawn_blocking(moment).await.unwrap();
                }
                Err(error) => panic!("{}: {error}", self.name),
            }
        }
    }
}
