//! A reception on a Friday morning: Fabian, Anna, Mehmet and Lena who only washes, Tue–Fri 9–18:30, Sat 9–15.

use desk::{
    Desk, DeskError,
    request::{
        BookRequest, CancelRequest, CheckRequest, CustomerChoice, LengthOverride, MoveRequest,
        ProposeRequest, ServiceWish,
    },
    view::{AppointmentDetail, AppointmentView},
};
use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
use salon::{
    Gap, Part, Performer, Segment, SegmentKey, Service, ServiceId, Span, StaffId, Stretch, civil,
};
use store::{
    Options, Store, StoreError,
    blocked::{self, BlockReason, NewBlockedTime},
    hours, services,
    staff::{self, NewStaffMember, Role},
};
use tempfile::TempDir;

pub(crate) const NOW: &str = "2026-11-20T10:00";

pub(crate) struct Reception {
    pub(crate) desk: Desk,
    pub(crate) store: Store,
    pub(crate) fabian: i64,
    pub(crate) anna: i64,
    pub(crate) mehmet: i64,
    pub(crate) lena: i64,
    /// 440: 30 |30| 20+40+40.
    pub(crate) colour: i64,
    /// 30.
    pub(crate) cut: i64,
    /// 90 |40| 20 (Lena) |15| 30+35.
    pub(crate) balayage: i64,
    folder: TempDir,
}

pub(crate) fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    civil::parse_start(text, &berlin()).unwrap()
}

pub(crate) fn now() -> Timestamp {
    at(NOW)
}

pub(crate) fn span(from: &str, to: &str) -> Span {
    Span::new(at(from), at(to)).unwrap()
}

impl Reception {
    /// Where the book lies.
    pub(crate) fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("book.db")
    }

    pub(crate) fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(folder.path().join("book.db"), Options::default()).unwrap();
        let team: [StaffId; 4] = store
            .write(|tx| {
                let mut team = [StaffId(0); 4];
                let names = ["Fabian", "Anna", "Mehmet", "Lena"];
                for (position, name) in (0_i64..).zip(names) {
                    let role = if name == "Lena" {
                        Role::Assistant
                    } else {
                        Role::Stylist
                    };
                    let new = NewStaffMember {
                        name: name.to_owned(),
                        role,
                        position,
                        colour: "slate".to_owned(),
                        calcom_user_id: None,
                    };
                    let id = staff::insert(tx, &new)?;
                    hours::set_weekly(tx, id, &usual_week())?;
                    team[usize::try_from(position).unwrap()] = id;
                }
                Ok::<_, StoreError>(team)
            })
            .unwrap();
        let stylists = &team[..3];
        let sell = |service: Service| {
            store
                .write(|tx| services::insert(tx, &service, 0))
                .unwrap()
                .0
        };
        Self {
            colour: sell(comb(440, "Ansatzfärbung", &[30, -30, 20, 40, 40], stylists)),
            cut: sell(comb(460, "Herrenschnitt", &[30], stylists)),
            balayage: sell(balayage(stylists, team[3])),
            desk: Desk::new(store.clone()),
            fabian: team[0].0,
            anna: team[1].0,
            mehmet: team[2].0,
            lena: team[3].0,
            store,
            folder,
        }
    }

    /// The whole book, in a form that is equal exactly when what is written in it is.
    pub(crate) fn dump(&self) -> Vec<u8> {
        let copy = self.folder.path().join("copy.db");
        let _ = std::fs::remove_file(&copy);
        self.store.backup(&copy).unwrap();
        std::fs::read(&copy).unwrap()
    }

    /// The file as it lies there once nobody has it open any more.
    pub(crate) fn closed(self) -> Vec<u8> {
        let book = self.file();
        let Self {
            folder,
            store,
            desk,
            ..
        } = self;
        drop((store, desk));
        let bytes = std::fs::read(book).unwrap();
        drop(folder);
        bytes
    }

    pub(crate) fn wish(&self, service: i64, staff: i64, start: &str) -> BookRequest {
        BookRequest {
            then: Vec::new(),
            customer: named("Erika Muster"),
            service_id: service,
            staff_id: Some(staff),
            start: start.to_owned(),
            note: String::new(),
            lengths: Vec::new(),
            hold: None,
            despite_warnings: false,
            idempotency_key: None,
        }
    }

    /// Colour with Anna from 09:00 to 11:40, and directly behind it a cut with `staff`.
    pub(crate) fn visit(&self, staff: i64) -> (i64, i64) {
        let mut wish = self.wish(self.colour, self.anna, "2026-11-27T09:00");
        wish.then = vec![ServiceWish {
            service_id: self.cut,
            staff_id: Some(staff),
            lengths: Vec::new(),
        }];
        let booked = self.desk.book(&wish, now()).unwrap();
        (booked.appointment.id, booked.visit[0].id)
    }

    pub(crate) fn book(&self, service: i64, staff: i64, start: &str) -> AppointmentView {
        let wish = self.wish(service, staff, start);
        self.desk.book(&wish, now()).unwrap().appointment
    }

    pub(crate) fn block(&self, staff: i64, reason: BlockReason, span: Span) {
        let booking_uid = (reason == BlockReason::Calcom).then(|| "elsewhere".to_owned());
        let new = NewBlockedTime {
            staff: StaffId(staff),
            span,
            reason,
            note: "Zahnarzt".to_owned(),
            booking_uid,
        };
        self.store.write(|tx| blocked::insert(tx, &new)).unwrap();
    }
}

fn usual_week() -> Vec<(Weekday, Stretch)> {
    use Weekday::{Friday, Saturday, Thursday, Tuesday, Wednesday};
    let day = |to| Stretch::new(540, to).unwrap();
    let long = [Tuesday, Wednesday, Thursday, Friday].map(|weekday| (weekday, day(1110)));
    long.into_iter().chain([(Saturday, day(900))]).collect()
}

/// `[30, -30, 20]`: 30 minutes of work, 30 of bookable gap, 20 of work.
pub(crate) fn comb(number: u32, name: &str, minutes: &[i32], staff: &[StaffId]) -> Service {
    let mut letters = "ABCDEFGH".chars();
    let performers: Vec<_> = staff
        .iter()
        .map(|staff| Performer {
            staff: *staff,
            minutes: None,
        })
        .collect();
    let part = |minutes: &i32| {
        let length = u16::try_from(minutes.abs()).unwrap();
        if *minutes < 0 {
            return Part::Gap(Gap {
                minutes: length,
                bookable: true,
            });
        }
        let letter = letters.next().unwrap().to_string();
        Part::Segment(Segment {
            key: SegmentKey::parse(&letter).unwrap(),
            name: format!("Schritt {letter}"),
            minutes: length,
            performers: performers.clone(),
            hand_over: false,
        })
    };
    Service {
        id: ServiceId(0),
        number: Some(number),
        name: name.to_owned(),
        category: "Farbe".to_owned(),
        colour: "copper".to_owned(),
        price_cents: None,
        public: true,
        parts: minutes.iter().map(part).collect(),
    }
}

fn balayage(stylists: &[StaffId], assistant: StaffId) -> Service {
    let mut service = comb(450, "Balayage", &[90, -40, 20, -15, 30, 35], stylists);
    let Some(Part::Segment(wash)) = service.parts.get_mut(2) else {
        panic!("the third part is the wash")
    };
    wash.hand_over = true;
    wash.performers.insert(
        0,
        Performer {
            staff: assistant,
            minutes: None,
        },
    );
    service
}

pub(crate) fn named(name: &str) -> CustomerChoice {
    CustomerChoice::New {
        name: name.to_owned(),
        phone: None,
        email: None,
    }
}

pub(crate) fn taking(key: &str, minutes: u16) -> LengthOverride {
    LengthOverride {
        key: key.to_owned(),
        minutes,
    }
}

pub(crate) fn moved(id: i64, start: &str) -> MoveRequest {
    MoveRequest {
        along: Vec::new(),
        appointment_id: id,
        start: start.to_owned(),
        staff_id: None,
        lengths: Vec::new(),
        despite_warnings: false,
    }
}

pub(crate) fn cancelled(id: i64) -> CancelRequest {
    CancelRequest {
        whole_visit: false,
        appointment_id: id,
        reason: "krank".to_owned(),
    }
}

pub(crate) fn check(service: i64, staff: i64, start: &str) -> CheckRequest {
    CheckRequest {
        along: Vec::new(),
        then: Vec::new(),
        appointment_id: None,
        service_id: Some(service),
        staff_id: Some(staff),
        start: start.to_owned(),
        customer_id: None,
        lengths: Vec::new(),
        hold: None,
    }
}

pub(crate) fn propose(service: i64, staff: Option<i64>, from: &str) -> ProposeRequest {
    ProposeRequest {
        along: Vec::new(),
        then: Vec::new(),
        appointment_id: None,
        service_id: service,
        staff_id: staff,
        from: Some(from.to_owned()),
        before: None,
        after: None,
        limit: 5,
        lengths: Vec::new(),
        hold: None,
    }
}

/// `A 09:30-10:00 Anna`.
pub(crate) fn said(appointment: &AppointmentView) -> Vec<String> {
    let phases = appointment.phases.iter();
    phases
        .map(|p| {
            format!(
                "{} {}-{} {}",
                p.key,
                &p.start[11..16],
                &p.end[11..16],
                p.staff_name
            )
        })
        .collect()
}

/// The error's code, and the codes of its refusals and warnings.
pub(crate) fn refused<T: std::fmt::Debug>(
    answer: Result<T, DeskError>,
) -> (&'static str, Vec<String>, Vec<String>) {
    let error = answer.unwrap_err();
    let codes =
        |reasons: &[desk::view::ReasonView]| reasons.iter().map(|r| r.code.clone()).collect();
    let (DeskError::Refused(why) | DeskError::Warnings(why) | DeskError::Held(why)) = &error else {
        panic!("not a refusal: {error:?}")
    };
    (error.code(), codes(&why.refusals), codes(&why.warnings))
}

pub(crate) fn history(detail: &AppointmentDetail) -> Vec<&str> {
    detail
        .history
        .iter()
        .map(|entry| entry.action.as_str())
        .collect()
}
