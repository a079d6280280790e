//! `kamm staff …`

use desk::{
    Desk,
    sheets::{ArchiveRequest, DateHoursRequest, StaffSaved, StaffSheet, TimeOffRequest},
};
use jiff::Timestamp;
use sync::{
    setup::SetupError,
    view::{AccountView, StaffKeyRequest},
};

use super::{lines, sheet, typed};
use crate::{
    cli::{
        Terminal,
        answer::{Answer, Exit},
        args::owner::{Staff, StaffFields},
        choose,
        connect::key_from_input,
        language::Language,
        wait_for,
        wall::Wall,
    },
    problem::Problem,
    reception::{Account, Book},
};

/// `kamm staff …`
pub(in crate::cli) fn staff(
    terminal: &Terminal,
    what: Staff,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let language = terminal.language;
    match what {
        Staff::List { all } => list(&terminal.read()?, all, now, language),
        Staff::Add(fields) => {
            let book = terminal.own()?;
            let sheet = StaffSheet {
                id: None,
                ..edited(blank(), &fields)?
            };
            saved(&book, &book.desk.save_staff(&sheet, now)?, language)
        }
        Staff::Edit { staff, fields } => {
            let book = terminal.own()?;
            let sheet = edited(chosen(&book.desk, &staff, now)?, &fields)?;
            saved(&book, &book.desk.save_staff(&sheet, now)?, language)
        }
        Staff::Archive { staff, restore } => {
            let book = terminal.own()?;
            let before = chosen(&book.desk, &staff, now)?;
            let request = ArchiveRequest {
                id: before.id.unwrap_or_default(),
                version: before.version,
                archived: !restore,
            };
            let after = book.desk.archive_staff(request, now)?;
            Answer::new(&after, lines::staff(&after, &Wall::of(&book)?, language))
        }
        Staff::Hours {
            staff,
            hours,
            from_calcom,
            date,
            usual,
        } => {
            let book = terminal.own()?;
            let desk = book.desk.clone();
            let before = chosen(&desk, &staff, now)?;
            if from_calcom {
                let account = Account::new(book.clone(), terminal.vault.clone());
                let week = wait_for(account.calcom_week(before.id.unwrap_or_default()))?;
                let after = desk.save_staff(&StaffSheet { week, ..before }, now)?;
                return saved(&book, &after, language);
            }
            let after = match date {
                None => {
                    let week = typed::week(&hours)?;
                    desk.save_staff(&StaffSheet { week, ..before }, now)?
                }
                Some(date) => {
                    let request = DateHoursRequest {
                        staff_id: before.id.unwrap_or_default(),
                        date,
                        stretches: typed::stretches(&hours.join(","))?,
                        usual,
                    };
                    desk.set_date_hours(&request, now)?
                }
            };
            saved(&book, &after, language)
        }
        Staff::Match { staff, user } => {
            let book = match user {
                Some(_) => terminal.own()?,
                None => terminal.read()?,
            };
            let account = Account::new(book.clone(), terminal.vault.clone());
            if let (Some(staff), Some(user)) = (staff, user) {
                let id = chosen(&book.desk, &staff, now)?.id.unwrap_or_default();
                wait_for(account.match_staff(id, user))?;
            }
            let matches = wait_for(account.staff_matches())?;
            let open = matches.iter().any(|one| one.user_id.is_none());
            let answer = Answer::new(&matches, lines::matches(&matches))?;
            Ok(match open {
                true => answer.with_exit(Exit::NeedsPerson),
                false => answer,
            })
        }
        Staff::Key { new: true, .. } => {
            let account = Account::new(terminal.own()?, terminal.vault.clone());
            keys(&wait_for(account.take_on(&key_from_input()?))?, terminal)
        }
        Staff::Key { staff, remove, .. } => key(terminal, staff.as_deref(), remove, now),
        Staff::Off {
            staff,
            from,
            to,
            note,
            pause,
            give_back,
        } => {
            let book = terminal.own()?;
            let desk = &book.desk;
            if let Some(number) = give_back {
                let after = desk.give_time_back(number, now)?;
                return Answer::new(&after, lines::staff(&after, &Wall::of(&book)?, language));
            }
            let from = from.unwrap_or_default();
            let request = TimeOffRequest {
                staff_id: chosen(desk, &staff, now)?.id.unwrap_or_default(),
                to: to.unwrap_or_else(|| from.clone()),
                from,
                pause,
                note,
            };
            saved(&book, &desk.take_time_off(&request, now)?, language)
        }
    }
}

/// Connects a stylist with their own key, forgets it, or says who is connected. Exit code 3: somebody has no key that Cal.com takes.
fn key(
    terminal: &Terminal,
    staff: Option<&str>,
    remove: bool,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let book = match staff {
        Some(_) => terminal.own()?,
        None => terminal.read()?,
    };
    let account = Account::new(book.clone(), terminal.vault.clone());
    let view = match staff {
        None => wait_for(account.view())?.ok_or(SetupError::NotConnected)?,
        Some(staff) => {
            let staff_id = chosen(&book.desk, staff, now)?.id.unwrap_or_default();
            if remove {
                wait_for(account.disconnect_staff(staff_id))?
            } else {
                let key = key_from_input()?;
                wait_for(account.connect_staff(StaffKeyRequest { staff_id, key }))?
            }
        }
    };
    keys(&view, terminal)
}

fn keys(view: &AccountView, terminal: &Terminal) -> Result<Answer, Problem> {
    let keys = view.staff_keys.as_ref().ok_or(SetupError::TeamAccount)?;
    let open = keys
        .iter()
        .any(|one| one.user_name.is_none() || one.refused.is_some());
    let answer = Answer::new(keys, lines::keys(keys, terminal.language))?;
    Ok(match open {
        true => answer.with_exit(Exit::NeedsPerson),
        false => answer,
    })
}

fn list(book: &Book, all: bool, now: Timestamp, language: Language) -> Result<Answer, Problem> {
    let mut sheets = book.desk.sheets(now)?;
    let wall = Wall::of(book)?;
    sheets.staff.retain(|one| all || !one.archived);
    let lines: String = sheets
        .staff
        .iter()
        .map(|one| lines::staff(one, &wall, language))
        .collect();
    Answer::new(&sheets.staff, lines)
}

fn chosen(desk: &Desk, text: &str, now: Timestamp) -> Result<StaffSheet, Problem> {
    Ok(choose::staff_sheet(&desk.sheets(now)?.staff, text)?.clone())
}

fn blank() -> StaffSheet {
    StaffSheet {
        id: None,
        version: 0,
        archived: false,
        name: String::new(),
        role: "stylist".to_owned(),
        colour: "slate".to_owned(),
        calcom_user_id: None,
        week: Vec::new(),
        exceptions: Vec::new(),
        time_off: Vec::new(),
    }
}

/// `before` with what was typed, or what the file says in its place.
fn edited(before: StaffSheet, fields: &StaffFields) -> Result<StaffSheet, Problem> {
    if let Some(file) = &fields.file {
        let read: StaffSheet = sheet(file, "staff")?;
        return Ok(StaffSheet {
            id: before.id,
            ..read
        });
    }
    let given = |field: &Option<String>, was: &String| field.clone().unwrap_or_else(|| was.clone());
    Ok(StaffSheet {
        name: given(&fields.name, &before.name),
        role: given(&fields.role, &before.role),
        colour: given(&fields.colour, &before.colour),
        week: match fields.hours.as_slice() {
            [] => before.week.clone(),
            typed => typed::week(typed)?,
        },
        ..before
    })
}

fn saved(book: &Book, saved: &StaffSaved, language: Language) -> Result<Answer, Problem> {
    let wall = Wall::of(book)?;
    let mut text = lines::staff(&saved.staff, &wall, language);
    text.push_str(&lines::in_the_way(&saved.in_the_way, &wall, language));
    let answer = Answer::new(saved, text)?;
    Ok(match saved.in_the_way.is_empty() {
        true => answer,
        false => answer.with_exit(Exit::NeedsPerson),
    })
}
