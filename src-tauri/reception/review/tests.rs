//! Every reason has a sentence in both languages, and every remedy that it offers works: carried out by a real desk and a real
//! engine against the stand-in.

use calcom_sim::Sim;
use desk::request::{BookRequest, CustomerChoice};
use jiff::{ToSpan, Zoned, civil::Weekday, tz::TimeZone};
use salon::{AppointmentId, PhaseId};
use serde_json::Value;
use store::sync::{PhaseState, ReviewSubject, phase, review as rows, standing};
use sync::{Code, Engine};

use super::*;
use crate::reception::{Reception, fixture};

/// A salon at work: a sample book, connected, every segment bookable.
struct Salon {
    reception: Reception,
    sim: Sim,
    /// Tuesdays to Fridays from next week on, one appointment each.
    days: Vec<String>,
    _home: tempfile::TempDir,
}

impl Salon {
    async fn open() -> Self {
        let (reception, sim, home) = fixture::connected().await;
        Self {
            reception,
            sim,
            days: days(),
            _home: home,
        }
    }

    fn engine(&self) -> &Engine {
        &self.reception.engine
    }

    fn book(&self) -> &Book {
        &self.reception.book
    }

    /// A men's cut with Mehmet at ten, on a day of its own.
    async fn booked(&mut self) -> AppointmentId {
        let day = self.days.pop().unwrap();
        let catalogue = self.book().desk.catalogue().unwrap();
        let service = catalogue
            .services
            .iter()
            .find(|one| one.name == "Herrenschnitt");
        let staff = catalogue
            .staff
            .iter()
            .find(|one| one.name.starts_with("Mehmet"));
        let request = BookRequest {
            then: Vec::new(),
            service_id: service.unwrap().id,
            staff_id: Some(staff.unwrap().id),
            lengths: Vec::new(),
            customer: CustomerChoice::New {
                name: "Monika Beispiel".to_owned(),
                phone: None,
                email: None,
            },
            start: format!("{day}T10:00"),
            note: String::new(),
            hold: None,
            despite_warnings: true,
            idempotency_key: None,
        };
        let booked = self.book().desk.book(&request, Timestamp::now()).unwrap();
        self.engine().wait_until_idle().await;
        let id = AppointmentId(booked.appointment.id);
        assert_eq!(self.mark(id), PhaseState::Synced);
        id
    }

    fn phase(&self, id: AppointmentId) -> PhaseId {
        let standings = self
            .book()
            .store
            .read(|read| standing::of_appointment(read, id));
        standings.unwrap().first().unwrap().phase
    }

    fn mark(&self, id: AppointmentId) -> PhaseState {
        let standings = self
            .book()
            .store
            .read(|read| standing::of_appointment(read, id));
        standings.unwrap().first().unwrap().state
    }

    /// An entry as the engine opens it; answers its number.
    fn under_review(&self, id: AppointmentId, code: Code) -> i64 {
        let (phase_id, now) = (self.phase(id), Timestamp::now());
        let about = ReviewSubject {
            appointment: Some(id),
            phase: Some(phase_id),
            ..ReviewSubject::default()
        };
        let opened: Result<_, store::StoreError> = self.book().store.write(|tx| {
            phase::set(
                tx,
                phase_id,
                PhaseState::Blocked,
                Some(code.as_str()),
                None,
                now,
            )?;
            rows::open(tx, code.as_str(), about, "{}", now)
        });
        opened.unwrap();
        self.book().review().unwrap().last().unwrap().id
    }

    /// Live bookings of the appointment: start and hosts.
    fn live(&self, id: AppointmentId) -> Vec<(Timestamp, Vec<i64>)> {
        let uid = self.phase(id);
        let uids = self
            .book()
            .store
            .read(|read| store::sync::booking::uids_of(read, uid));
        let uids = uids.unwrap();
        let live = self.sim.live_bookings();
        let of_phase = live.iter().filter(|booking| uids.contains(&booking.uid));
        of_phase
            .map(|booking| (booking.start, booking.host_ids.clone()))
            .collect()
    }

    async fn resolve(&self, entry: i64, remedy: Remedy) {
        assert_eq!(refused(self, &[entry], remedy), [], "{remedy:?}");
        self.engine().wait_until_idle().await;
    }
}

fn days() -> Vec<String> {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let today = Zoned::new(Timestamp::now(), zone).date();
    let coming = (7..300).map(|day| today.checked_add(day.days()).unwrap());
    let open = coming.filter(|day| {
        matches!(
            day.weekday(),
            Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday
        )
    });
    open.map(|day| day.to_string()).collect()
}

#[test]
fn every_reason_has_a_sentence_in_both_languages() {
    for file in [
        include_str!("../../cli/sentences/de.json"),
        include_str!("../../cli/sentences/en.json"),
    ] {
        let sentences: Value = serde_json::from_str(file).unwrap();
        for code in Code::ALL {
            let sentence = sentences
                .get(format!("trouble.{code}"))
                .and_then(Value::as_str);
            assert!(sentence.is_some_and(|text| text.len() > 10), "{code}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_remedy_that_a_reason_offers_works() {
    let mut salon = Salon::open().await;
    for code in Code::ALL {
        for remedy in code.remedies() {
            // These need a booking made over there in a way of its own; the engine's tests have them.
            if !matches!(remedy, Remedy::Link | Remedy::Split) {
                works(&mut salon, *code, *remedy).await;
            }
        }
    }
    salon.reception.stop().await;
}

async fn works(salon: &mut Salon, code: Code, remedy: Remedy) {
    let case = format!("{code}, {remedy:?}");
    let id = salon.booked().await;
    let before = salon.live(id);
    assert_eq!(before.len(), 1, "{case}");
    let entry = salon.under_review(id, code);
    let now = Timestamp::now();
    match remedy {
        Remedy::Retry => {
            salon.resolve(entry, remedy).await;
            assert_eq!(salon.mark(id), PhaseState::Synced, "{case}");
            assert_eq!(salon.live(id), before, "{case}");
        }
        Remedy::KeepLocal => {
            salon.resolve(entry, remedy).await;
            assert_eq!(salon.mark(id), PhaseState::Local, "{case}");
            assert_eq!(salon.live(id), [], "{case}");
        }
        Remedy::CancelAll => {
            salon.resolve(entry, remedy).await;
            assert_eq!(salon.live(id), [], "{case}");
        }
        Remedy::Dismiss | Remedy::KeepBoth => {
            salon.resolve(entry, remedy).await;
            assert_eq!(salon.live(id), before, "{case}");
        }
        Remedy::OtherTime => {
            let book = salon.book().clone();
            let times = book.other_times(entry, now).unwrap();
            let start = times.last().unwrap().start.clone();
            book.at_other_time(entry, start.clone(), now).unwrap();
            salon.engine().wait_until_idle().await;
            let there: Timestamp = start.parse().unwrap();
            assert_eq!(
                salon.live(id).iter().map(|(at, _)| *at).collect::<Vec<_>>(),
                [there],
                "{case}"
            );
        }
        Remedy::OtherStaff => {
            let book = salon.book().clone();
            let free = book.others_free(entry, now).unwrap();
            book.with_other_staff(entry, free.first().unwrap().id, now)
                .unwrap();
            salon.engine().wait_until_idle().await;
            let after = salon.live(id);
            assert_eq!(after.len(), 1, "{case}");
            assert_ne!(after, before, "{case}");
        }
        Remedy::Link | Remedy::Split => unreachable!("the engine's tests have them"),
    }
    let open = salon.book().review().unwrap();
    assert!(open.iter().all(|one| one.id != entry), "{case}: {open:?}");
}

/// Decides, and answers what could not be carried out and why.
fn refused(salon: &Salon, entries: &[i64], remedy: Remedy) -> Vec<(i64, String)> {
    let decided = salon.book().resolve(entries, remedy, Timestamp::now());
    let refused = |one: Decided| Some((one.id, one.problem?.code));
    decided.unwrap().into_iter().filter_map(refused).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_decision_settles_many_and_says_which_it_could_not() {
    let mut salon = Salon::open().await;
    let mut entries = Vec::new();
    for _ in 0..7 {
        let id = salon.booked().await;
        entries.push(salon.under_review(id, Code::SlotTaken));
    }
    entries.insert(3, 4711);
    let unknown = refused(&salon, &entries, Remedy::KeepLocal);
    assert_eq!(unknown, [(4711, "unknown_entry".to_owned())]);
    salon.engine().wait_until_idle().await;
    assert_eq!(salon.book().review().unwrap(), []);
    assert_eq!(salon.sim.live_bookings(), []);

    let id = salon.booked().await;
    let entry = salon.under_review(id, Code::SlotTaken);
    let wrong = refused(&salon, &[entry], Remedy::Dismiss);
    assert_eq!(wrong, [(entry, "not_a_remedy".to_owned())]);
    salon.reception.stop().await;
}
