//! How long somebody at the desk waits for an answer from a book of 100 000 phases in a file: the day, five proposals within
//! 60 days, and the check while an appointment is dragged, each the median of many.
//!
//! `cargo bench -p desk --bench looking`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot set itself up has nothing to measure, and its numbers are its output"
)]

mod salon_of_ten;
mod stopwatch;

use desk::{
    Desk,
    request::{CheckRequest, ProposeRequest},
};
use jiff::{SignedDuration, Timestamp};
use salon::{PlannedPhase, Service, ServiceId, Span, StaffId, plan::plan};
use store::{
    Options, Store, StoreError,
    appointments::{self, NewAppointment, Origin, When},
    customers::{self, NewCustomer},
    phases::{self, NewPhase},
    services,
};
use uuid::Uuid;

use crate::{
    salon_of_ten::open_salon,
    stopwatch::{median, timed},
};

/// Of five phases each: 100 000. Two a day for each of ten stylists, over a thousand days.
const APPOINTMENTS: i64 = 20_000;
const ASKED: usize = 100;

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk");
    let store = Store::open(folder.path().join("book.db"), Options::default()).expect("a book");
    let (team, service) = open_salon(&store).expect("a salon");
    fill(&store, &team, service).expect("a full book");
    let desk = Desk::new(store);
    let now = first_day() + SignedDuration::from_hours(24 * 500);
    let date = now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();

    let ask = |what: &str, question: &dyn Fn()| {
        let times = (0..ASKED).map(|_| timed(question)).collect();
        println!("{what:<48} {:>10.1?}", median(times));
    };
    ask("the day", &|| drop(desk.day(&date, now).expect("a day")));
    let wish = |staff_id, limit| ProposeRequest {
        along: Vec::new(),
        then: Vec::new(),
        appointment_id: None,
        service_id: service.0,
        staff_id,
        from: None,
        before: None,
        after: None,
        limit,
        lengths: Vec::new(),
        hold: None,
    };
    let one = team.first().map(|staff| staff.0);
    for (what, wish) in [
        ("five proposals, one stylist", wish(one, 5)),
        ("five proposals, any of ten", wish(None, 5)),
        ("fifty proposals, any of ten (60 days)", wish(None, 50)),
    ] {
        ask(what, &|| drop(desk.propose(&wish, now).expect("proposals")));
    }
    let check = |time: &str| CheckRequest {
        along: Vec::new(),
        then: Vec::new(),
        appointment_id: None,
        service_id: Some(service.0),
        staff_id: one,
        start: format!("{date}T{time}"),
        customer_id: None,
        lengths: Vec::new(),
        hold: None,
    };
    for (what, check) in [
        ("a check that fits", check("12:45")),
        (
            "a check that does not, with the nearest time",
            check("09:30"),
        ),
    ] {
        ask(what, &|| drop(desk.check(&check, now).expect("an answer")));
    }
}

fn first_day() -> Timestamp {
    "2026-01-05T00:00:00Z".parse().expect("a time")
}

/// Straight into the tables, past the desk: only what is stored matters here.
fn fill(store: &Store, team: &[StaffId], service: ServiceId) -> Result<(), StoreError> {
    store.write(|tx| {
        let colour = services::find(tx, service)?.expect("on sale");
        let guest = NewCustomer {
            uid: Uuid::from_u128(0),
            name: "Gast".to_owned(),
            folded: "gast".to_owned(),
            phone: None,
            email: None,
            note: String::new(),
        };
        let customer = customers::insert(tx, &guest, first_day())?;
        let mut uids = (1..).map(Uuid::from_u128);
        let mut uid = || uids.next().unwrap_or_default();
        for (number, staff) in (0..APPOINTMENTS).zip(team.iter().cycle()) {
            let phases = comb(&colour, *staff, number / 10);
            let Some(span) = Span::around(phases.iter().map(|phase| phase.span)) else {
                continue;
            };
            let new = NewAppointment {
                uid: uid(),
                customer,
                service,
                when: When {
                    staff: *staff,
                    span,
                    civil_start: jiff::tz::TimeZone::UTC.to_datetime(span.start),
                    zone: "Europe/Berlin".to_owned(),
                },
                origin: Origin::System,
                note: String::new(),
                request_key: None,
            };
            let id = appointments::insert(tx, &new, first_day())?;
            let rows = (0..).zip(phases).map(|(sequence, planned)| NewPhase {
                uid: uid(),
                sequence,
                planned,
                takes_time: true,
            });
            phases::insert(tx, id, &rows.collect::<Vec<_>>())?;
        }
        Ok(())
    })
}

/// The `round`th appointment of somebody: mornings from 8:00 UTC, afternoons from 13:30 UTC.
fn comb(service: &Service, staff: StaffId, round: i64) -> Vec<PlannedPhase> {
    let minutes = round / 2 * 1440 + 8 * 60 + round % 2 * 330;
    let start = first_day() + SignedDuration::from_mins(minutes);
    let (gaps, performers) = (Default::default(), Default::default());
    plan(service, staff, start, &gaps, &performers).expect("a plan")
}
