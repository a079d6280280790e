//! The sample salon's staff and services, with the numbers of its old system.

use salon::{Gap, Part, Performer, Segment, SegmentKey, Service, ServiceId, StaffId};

/// A sample staff member before the book has given them a row.
pub(super) struct Person {
    /// Full name, as in the Cal.com team.
    pub(super) name: &'static str,
    /// Palette entry.
    pub(super) colour: &'static str,
    /// Serves alone, or only helps.
    pub(super) assistant: bool,
}

/// Who works at "Friseur 1".
pub(super) const TEAM: [Person; 4] = [
    Person {
        name: "Fabian Fischer",
        colour: "blue",
        assistant: false,
    },
    Person {
        name: "Anna Albrecht",
        colour: "rose",
        assistant: false,
    },
    Person {
        name: "Mehmet Yilmaz",
        colour: "teal",
        assistant: false,
    },
    Person {
        name: "Lea Lindner",
        colour: "amber",
        assistant: true,
    },
];

/// Rows of [`TEAM`], split by what they do.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Lead appointments.
    pub(super) stylists: Vec<StaffId>,
    /// Take over where a segment allows it.
    pub(super) assistants: Vec<StaffId>,
}

/// What "Friseur 1" sells. Rows are given by the book.
pub(super) fn services(staff: &Rows) -> Vec<Service> {
    let by = |number, name, category, colour, price_cents, comb: &[Tooth]| Service {
        id: ServiceId(0),
        number,
        name: String::from(name),
        category: String::from(category),
        colour: String::from(colour),
        price_cents: Some(price_cents),
        public: true,
        parts: parts(comb, staff),
    };
    vec![
        by(
            Some(440),
            "Ansatzfärbung",
            "Farbe",
            "copper",
            9_800,
            &[
                Work("Auftragen", 30),
                Wait(30),
                Work("Auswaschen", 20),
                Work("Formschnitt", 40),
                Work("Föhnen & Styling", 40),
            ],
        ),
        by(
            Some(442),
            "Ansatz + Längenausgleich",
            "Farbe",
            "copper",
            12_400,
            &[
                Work("Auftragen", 30),
                Wait(35),
                Work("Längen & Auswaschen", 30),
                Work("Formschnitt", 45),
                Work("Föhnen & Styling", 40),
            ],
        ),
        by(
            Some(444),
            "Komplette Umfärbung/Blondierung",
            "Farbe",
            "sand",
            16_800,
            &[
                Work("Blondieren", 35),
                Wait(45),
                Work("Auswaschen & Tönen", 35),
                Work("Formschnitt", 50),
                Work("Föhnen & Styling", 40),
            ],
        ),
        by(
            None,
            "Dauerwelle",
            "Form",
            "plum",
            11_200,
            &[
                Work("Wickeln", 45),
                Wait(15),
                Work("Fixieren", 10),
                Wait(10),
                Work("Spülen", 15),
                Work("Föhnen", 30),
            ],
        ),
        by(
            None,
            "Balayage",
            "Farbe",
            "plum",
            18_900,
            &[
                Work("Freihand auftragen", 90),
                Wait(40),
                Help("Waschen", 20),
                Wait(15),
                Work("Schneiden", 30),
                Work("Föhnen", 35),
            ],
        ),
        by(
            None,
            "Waschen, Schneiden, Föhnen",
            "Schnitt",
            "blue",
            5_900,
            &[Work("Waschen, Schneiden, Föhnen", 60)],
        ),
        by(
            None,
            "Herrenschnitt",
            "Schnitt",
            "slate",
            3_200,
            &[Work("Herrenschnitt", 30)],
        ),
        by(
            None,
            "Kinderschnitt",
            "Schnitt",
            "moss",
            1_900,
            &[Work("Kinderschnitt", 20)],
        ),
        by(
            None,
            "Beratung",
            "Beratung",
            "moss",
            0,
            &[Work("Beratung", 15)],
        ),
    ]
}

use Tooth::{Help, Wait, Work};

/// A part of a comb as it is written down above; lengths in minutes.
enum Tooth {
    /// A stylist works.
    Work(&'static str, u16),
    /// An assistant takes over when one is free.
    Help(&'static str, u16),
    /// The colour does.
    Wait(u16),
}

fn parts(comb: &[Tooth], staff: &Rows) -> Vec<Part> {
    let mut keys =
        ('A'..='Z').filter_map(|letter| SegmentKey::parse(letter.encode_utf8(&mut [0; 4])));
    comb.iter()
        .filter_map(|tooth| match *tooth {
            Wait(minutes) => Some(Part::Gap(Gap {
                minutes,
                bookable: true,
            })),
            Work(name, minutes) => Some(segment(keys.next()?, name, minutes, &staff.stylists, &[])),
            Help(name, minutes) => Some(segment(
                keys.next()?,
                name,
                minutes,
                &staff.assistants,
                &staff.stylists,
            )),
        })
        .collect()
}

fn segment(key: SegmentKey, name: &str, minutes: u16, first: &[StaffId], then: &[StaffId]) -> Part {
    Part::Segment(Segment {
        key,
        name: String::from(name),
        minutes,
        performers: first
            .iter()
            .chain(then)
            .map(|&staff| Performer {
                staff,
                minutes: None,
            })
            .collect(),
        hand_over: !then.is_empty(),
    })
}
