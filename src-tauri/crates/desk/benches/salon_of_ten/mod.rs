//! A salon of ten that sells one colour.

use jiff::civil::Weekday;
use salon::{Gap, Part, Performer, Segment, SegmentKey, Service, ServiceId, StaffId, Stretch};
use store::{
    Store, StoreError, hours, services,
    staff::{self, NewStaffMember, Role},
};

const STYLISTS: i64 = 10;

/// Everybody works every day from 9:00 to 18:30.
pub(crate) fn open_salon(store: &Store) -> Result<(Vec<StaffId>, ServiceId), StoreError> {
    let day = Stretch::new(9 * 60, 18 * 60 + 30).expect("a day");
    let week = (1..=7).map(|n| (Weekday::from_monday_one_offset(n).expect("a weekday"), day));
    let week: Vec<_> = week.collect();
    store.write(|tx| {
        let mut team = Vec::new();
        for position in 0..STYLISTS {
            let id = staff::insert(
                tx,
                &NewStaffMember {
                    name: format!("Stilistin {position}"),
                    role: Role::Stylist,
                    position,
                    colour: "slate".to_owned(),
                    calcom_user_id: None,
                },
            )?;
            hours::set_weekly(tx, id, &week)?;
            team.push(id);
        }
        let service = services::insert(tx, &root_colour(&team), 0)?;
        Ok((team, service))
    })
}

/// 30 |30| 20+40+40.
fn root_colour(team: &[StaffId]) -> Service {
    let performers: Vec<_> = team
        .iter()
        .map(|staff| Performer {
            staff: *staff,
            minutes: None,
        })
        .collect();
    let segment = |key: &str, minutes| {
        Part::Segment(Segment {
            key: SegmentKey::parse(key).expect("a key"),
            name: key.to_owned(),
            minutes,
            performers: performers.clone(),
            hand_over: false,
        })
    };
    let gap = Part::Gap(Gap {
        minutes: 30,
        bookable: true,
    });
    Service {
        id: ServiceId(0),
        number: Some(440),
        name: "Ansatzfärbung".to_owned(),
        category: String::new(),
        colour: "copper".to_owned(),
        price_cents: None,
        public: true,
        parts: vec![
            segment("A", 30),
            gap,
            segment("B", 20),
            segment("C", 40),
            segment("D", 40),
        ],
    }
}
