//! The sample salon: something to start from, and what the demo shows.

mod catalogue;

use jiff::{Timestamp, civil::Weekday};
use salon::Stretch;
use store::{
    StoreError, Topic, Tx, hours, services,
    staff::{self, NewStaffMember, Role, StaffMember},
};

use catalogue::{Rows, TEAM};

/// From, to in minutes of the day, Tuesday to Friday and on Saturday.
const WEEKDAYS: (u16, u16) = (9 * 60, 18 * 60 + 30);
const SATURDAY: (u16, u16) = (9 * 60, 15 * 60);
const OPEN: [(Weekday, (u16, u16)); 5] = [
    (Weekday::Tuesday, WEEKDAYS),
    (Weekday::Wednesday, WEEKDAYS),
    (Weekday::Thursday, WEEKDAYS),
    (Weekday::Friday, WEEKDAYS),
    (Weekday::Saturday, SATURDAY),
];

/// Writes sample staff, hours and services into a book that has none.
///
/// # Errors
/// The book cannot be written.
pub fn write(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    for (position, person) in (0..).zip(TEAM) {
        let role = if person.assistant {
            Role::Assistant
        } else {
            Role::Stylist
        };
        let id = staff::insert(
            tx,
            &NewStaffMember {
                name: person.name.to_owned(),
                role,
                position,
                colour: person.colour.to_owned(),
                calcom_user_id: None,
            },
        )?;
        hours::set_weekly(tx, id, &week())?;
        match role {
            Role::Stylist => rows.stylists.push(id),
            Role::Assistant => rows.assistants.push(id),
        }
    }
    tx.changed(Topic::Staff, None, now)?;
    services(tx, &rows, now)
}

/// Writes the sample services for the staff that a book has already: who is a stylist does all of it.
///
/// # Errors
/// The book cannot be written.
pub fn write_services(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let (stylists, assistants): (Vec<_>, Vec<_>) = staff::all(tx)?
        .into_iter()
        .partition(|member| member.role == Role::Stylist);
    let ids = |members: Vec<StaffMember>| members.into_iter().map(|member| member.id).collect();
    let rows = Rows {
        stylists: ids(stylists),
        assistants: ids(assistants),
    };
    services(tx, &rows, now)
}

fn services(tx: &Tx<'_>, staff: &Rows, now: Timestamp) -> Result<(), StoreError> {
    for (position, service) in (0..).zip(catalogue::services(staff)) {
        services::insert(tx, &service, position)?;
    }
    tx.changed(Topic::Services, None, now)
}

fn week() -> Vec<(Weekday, Stretch)> {
    OPEN.iter()
        .filter_map(|&(day, (from, to))| Some((day, Stretch::new(from, to)?)))
        .collect()
}
