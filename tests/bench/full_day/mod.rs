//! A salon with one full day, written straight into the tables of its book: only what is stored matters here.

use std::{path::Path, process::Command};

use jiff::{SignedDuration, Timestamp, civil::Date, civil::Weekday, tz::TimeZone};
use salon::{Part, Performer, Segment, SegmentKey, Service, ServiceId, Span, StaffId, Stretch};
use store::{
    Options, Store, StoreError, Tx,
    appointments::{self, NewAppointment, Origin, When},
    customers::{self, NewCustomer},
    hours,
    phases::{self, NewPhase},
    services,
    staff::{self, NewStaffMember, Role},
};
use uuid::Uuid;

const ZONE: &str = "Europe/Berlin";

/// How full it is: everybody works one appointment after the other from eight on.
pub(crate) struct FullDay {
    pub(crate) date: Date,
    pub(crate) stylists: i64,
    pub(crate) each: i64,
    /// Of each appointment.
    pub(crate) minutes: u16,
}

/// Today, where the salon is.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(zone()).date()
}

fn zone() -> TimeZone {
    TimeZone::get(ZONE).expect("a zone")
}

impl FullDay {
    /// Makes a book below `data` that has this day.
    pub(crate) fn fill(&self, data: &Path) {
        let made = Command::new(env!("CARGO_BIN_EXE_kamm"))
            .args(["--data-dir", &data.to_string_lossy()])
            .args(["init", "--salon", "Friseur am Samstag"])
            .output();
        assert!(made.is_ok_and(|made| made.status.success()), "no book");
        let store = Store::open(data.join("salon/book.db"), Options::default()).expect("a book");
        store
            .write(|tx| {
                let team = self.team(tx)?;
                let service = services::insert(tx, &self.fringe(&team), 0)?;
                let sold = services::find(tx, service)?.expect("on sale");
                self.book(tx, &team, &sold)
            })
            .expect("a full day");
    }

    fn team(&self, tx: &Tx<'_>) -> Result<Vec<StaffId>, StoreError> {
        let open = Stretch::new(8 * 60, 21 * 60).expect("a day");
        let week: Vec<_> = (1..=7)
            .map(|n| (Weekday::from_monday_one_offset(n).expect("a weekday"), open))
            .collect();
        (0..self.stylists)
            .map(|position| {
                let member = NewStaffMember {
                    name: format!("Stilistin {}", position + 1),
                    role: Role::Stylist,
                    position,
                    colour: "slate".to_owned(),
                    calcom_user_id: None,
                };
                let id = staff::insert(tx, &member)?;
                hours::set_weekly(tx, id, &week)?;
                Ok(id)
            })
            .collect()
    }

    fn fringe(&self, team: &[StaffId]) -> Service {
        let performers = team.iter().map(|staff| Performer {
            staff: *staff,
            minutes: None,
        });
        let cut = Segment {
            key: SegmentKey::parse("A").expect("a key"),
            name: "Pony".to_owned(),
            minutes: self.minutes,
            performers: performers.collect(),
            hand_over: false,
        };
        Service {
            id: ServiceId(0),
            number: Some(405),
            name: "Pony nachschneiden".to_owned(),
            category: String::new(),
            colour: "teal".to_owned(),
            price_cents: None,
            public: true,
            parts: vec![Part::Segment(cut)],
        }
    }

    fn book(&self, tx: &Tx<'_>, team: &[StaffId], sold: &Service) -> Result<(), StoreError> {
        let now = Timestamp::now();
        let opening = self.date.at(8, 0, 0, 0).to_zoned(zone());
        let opening = opening.expect("a morning").timestamp();
        let length = SignedDuration::from_mins(self.minutes.into());
        let mut uids = (1..).map(Uuid::from_u128);
        let mut uid = || uids.next().unwrap_or_default();
        let rounds = (0..self.each).flat_map(|round| team.iter().map(move |staff| (round, *staff)));
        for (number, (round, staff)) in rounds.enumerate() {
            let start = opening + length * i32::try_from(round).expect("a few");
            let guest = NewCustomer {
                uid: uid(),
                name: format!("Kundin {number}"),
                folded: format!("kundin {number}"),
                phone: Some(format!("+49171{number:07}")),
                email: None,
                note: String::new(),
            };
            let new = NewAppointment {
                uid: uid(),
                customer: customers::insert(tx, &guest, now)?,
                service: sold.id,
                when: When {
                    staff,
                    span: Span {
                        start,
                        end: start + length,
                    },
                    civil_start: zone().to_datetime(start),
                    zone: ZONE.to_owned(),
                },
                origin: Origin::System,
                note: String::new(),
                request_key: None,
            };
            let (gaps, performers) = (Default::default(), Default::default());
            let planned =
                salon::plan::plan(sold, staff, start, &gaps, &performers).expect("a plan");
            let id = appointments::insert(tx, &new, now)?;
            let rows = (0..).zip(planned).map(|(sequence, planned)| NewPhase {
                uid: uid(),
                sequence,
                planned,
                takes_time: true,
            });
            phases::insert(tx, id, &rows.collect::<Vec<_>>())?;
        }
        Ok(())
    }
}
