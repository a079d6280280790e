//! A small salon: Fabian, Anna, Mehmet, and Lena who only washes. Tue–Fri 9–18:30, Sat 9–15.

use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
use salon::{
    AppointmentId, CustomerId, Diary, Gap, OpenGap, Part, Performer, PhaseKind, PlannedPhase,
    Segment, SegmentKey, Service, ServiceId, Span, StaffDiary, StaffId, Stretch, WorkingTime,
    civil,
    conflict::{Around, Taken},
};

pub(crate) const FABIAN: StaffId = StaffId(1);
pub(crate) const ANNA: StaffId = StaffId(2);
pub(crate) const MEHMET: StaffId = StaffId(3);
pub(crate) const LENA: StaffId = StaffId(4);
pub(crate) const STYLISTS: [StaffId; 3] = [FABIAN, ANNA, MEHMET];

pub(crate) fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

/// `at("2026-11-27T09:30")`, on the wall in Berlin.
pub(crate) fn at(civil: &str) -> Timestamp {
    civil::parse_start(civil, &berlin()).unwrap()
}

pub(crate) fn span(from: &str, to: &str) -> Span {
    Span::new(at(from), at(to)).unwrap()
}

pub(crate) fn key(text: &str) -> SegmentKey {
    SegmentKey::parse(text).unwrap()
}

pub(crate) fn segment(letter: &str, minutes: u16, performers: &[StaffId]) -> Segment {
    let performer = |staff: &StaffId| Performer {
        staff: *staff,
        minutes: None,
    };
    Segment {
        key: key(letter),
        name: format!("Schritt {letter}"),
        minutes,
        performers: performers.iter().map(performer).collect(),
        hand_over: false,
    }
}

pub(crate) fn gap(minutes: u16, bookable: bool) -> Part {
    Part::Gap(Gap { minutes, bookable })
}

pub(crate) fn service(number: u32, name: &str, parts: Vec<Part>) -> Service {
    Service {
        id: ServiceId(i64::from(number)),
        number: Some(number),
        name: name.to_owned(),
        category: "Farbe".to_owned(),
        colour: "copper".to_owned(),
        price_cents: None,
        public: true,
        parts,
    }
}

/// `[30, -30, 20]`: 30 minutes of work, 30 of bookable gap, 20 of work, all by any stylist.
pub(crate) fn comb(number: u32, name: &str, minutes: &[i32]) -> Service {
    let mut letters = "ABCDEFGH".chars();
    let parts = minutes.iter().map(|minutes| {
        let length = u16::try_from(minutes.abs()).unwrap();
        match *minutes > 0 {
            true => {
                let letter = letters.next().unwrap().to_string();
                Part::Segment(segment(&letter, length, &STYLISTS))
            }
            false => gap(length, true),
        }
    });
    service(number, name, parts.collect())
}

/// 440: 30 |30| 20+40+40.
pub(crate) fn root_colour() -> Service {
    comb(440, "Ansatzfärbung", &[30, -30, 20, 40, 40])
}

/// 90 |40| 20 (Lena) |15| 30+35.
pub(crate) fn balayage() -> Service {
    let mut service = comb(450, "Balayage", &[90, -40, 20, -15, 30, 35]);
    let Some(Part::Segment(wash)) = service.parts.get_mut(2) else {
        panic!("the third part is the wash")
    };
    wash.hand_over = true;
    wash.performers.insert(
        0,
        Performer {
            staff: LENA,
            minutes: None,
        },
    );
    service
}

pub(crate) fn cut(minutes: i32) -> Service {
    comb(460, "Herrenschnitt", &[minutes])
}

pub(crate) fn opening_hours() -> WorkingTime {
    let mut hours = WorkingTime::default();
    for day in [
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
    ] {
        hours.add_weekly(day, Stretch::new(540, 1110).unwrap());
    }
    hours.add_weekly(Weekday::Saturday, Stretch::new(540, 900).unwrap());
    hours
}

/// An empty book, everybody at work as usual.
pub(crate) fn open_salon() -> Around {
    let staff = STYLISTS.iter().chain([&LENA]);
    Around {
        hours: staff.map(|s| (*s, opening_hours())).collect(),
        ..Around::default()
    }
}

/// Writes an appointment into the book.
pub(crate) fn enter(around: &mut Around, number: i64, phases: &[PlannedPhase]) {
    for phase in phases {
        if let Some(staff) = phase.kind.occupies() {
            around.taken.push(Taken {
                staff,
                span: phase.span,
                appointment: AppointmentId(number),
                customer: CustomerId(number),
                customer_name: "Frau Weber".to_owned(),
                what: phase.name.clone(),
                gap: matches!(phase.kind, PhaseKind::Gap { .. }),
            });
        }
    }
}

/// The same book as the search reads it.
pub(crate) fn diary(around: &Around, phases_of_others: &[PlannedPhase]) -> Diary {
    let taken = |staff: StaffId| {
        let appointments = around.taken.iter().map(|t| (t.staff, t.span));
        let held = around.held.iter().map(|h| (h.staff, h.span));
        let blocked = around.blocked.iter().map(|b| (b.staff, b.span));
        let all = appointments.chain(held).chain(blocked);
        all.filter(move |(of, _)| *of == staff)
            .map(|(_, span)| span)
    };
    let gaps = |of: StaffId| {
        phases_of_others
            .iter()
            .filter(move |phase| phase.kind.staff() == of && phase.kind.occupies().is_none())
            .map(|phase| OpenGap {
                span: phase.span,
                appointment: AppointmentId(1),
            })
    };
    Diary {
        staff: around
            .hours
            .iter()
            .map(|(staff, hours)| {
                let diary = StaffDiary {
                    hours: hours.clone(),
                    taken: taken(*staff).collect(),
                    gaps: gaps(*staff).collect(),
                };
                (*staff, diary)
            })
            .collect(),
    }
}
