//! `kamm service …`

use desk::{
    Desk, DeskError,
    request::AdjustRequest,
    sheets::{ArchiveRequest, ListedService, ServiceSaved, ServiceSheet},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{lines, online, sheet, typed};
use crate::{
    cli::{
        Terminal,
        answer::{Answer, Exit},
        args::owner::{Service, ServiceFields},
        choose,
        language::Language,
        wall::Wall,
    },
    problem::Problem,
    reception::Book,
};

/// `kamm service …`
pub(in crate::cli) fn service(
    terminal: &Terminal,
    what: Service,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let language = terminal.language;
    match what {
        Service::List { all } => list(&terminal.read()?.desk, all, language),
        Service::Show { service } => {
            let book = terminal.read()?;
            let id = chosen(&book.desk, &service, now)?.id.unwrap_or_default();
            saved(&book, &book.desk.service_sheet(id, now)?, now, language)
        }
        Service::Add(fields) => add(&terminal.own()?, &fields, now, language),
        Service::Edit { service, fields } => {
            let book = terminal.own()?;
            let desk = &book.desk;
            let sheet = edited(desk, chosen(desk, &service, now)?, &fields, now)?;
            saved(&book, &desk.save_service(&sheet, now)?, now, language)
        }
        Service::Archive { service, restore } => {
            let desk = terminal.own()?.desk;
            let before = chosen(&desk, &service, now)?;
            let request = ArchiveRequest {
                id: before.id.unwrap_or_default(),
                version: before.version,
                archived: !restore,
            };
            let answer = desk.archive_service(request, now)?;
            let team = desk.sheets(now)?.staff;
            Answer::new(&answer, lines::service(&answer.service, &team, language))
        }
        Service::Adjust {
            service,
            appointments,
            all,
            despite_warnings,
        } => {
            let desk = terminal.own()?.desk;
            let id = chosen(&desk, &service, now)?.id.unwrap_or_default();
            let numbers = if all {
                let differing = desk.service_sheet(id, now)?.differing;
                differing.iter().map(|one| one.id).collect()
            } else {
                appointments
            };
            adjust(&desk, &numbers, despite_warnings, now, language)
        }
    }
}

fn list(desk: &Desk, all: bool, language: Language) -> Result<Answer, Problem> {
    let mut listed = desk.price_list()?;
    listed.retain(|one| all || !one.service.archived);
    let line = |one: &ListedService| lines::service_line(&one.service, &one.online, language);
    let lines: String = listed.iter().map(line).collect();
    Answer::new(&listed, lines)
}

fn chosen(desk: &Desk, text: &str, now: Timestamp) -> Result<ServiceSheet, Problem> {
    let sheets = desk.sheets(now)?;
    Ok(choose::service_sheet(&sheets.services, text)?.clone())
}

fn add(
    book: &Book,
    fields: &ServiceFields,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let blank = ServiceSheet {
        id: None,
        version: 0,
        archived: false,
        number: None,
        name: String::new(),
        category: String::new(),
        colour: "slate".to_owned(),
        price_cents: None,
        public: true,
        parts: Vec::new(),
    };
    let sheet = ServiceSheet {
        id: None,
        ..edited(&book.desk, blank, fields, now)?
    };
    saved(book, &book.desk.save_service(&sheet, now)?, now, language)
}

/// `before` with what was typed, or what the file says in its place.
fn edited(
    desk: &Desk,
    before: ServiceSheet,
    fields: &ServiceFields,
    now: Timestamp,
) -> Result<ServiceSheet, Problem> {
    if let Some(file) = &fields.file {
        let read: ServiceSheet = sheet(file, "service")?;
        return Ok(ServiceSheet {
            id: before.id,
            ..read
        });
    }
    let mut after = before.clone();
    if !fields.part.is_empty() {
        after.parts = typed::parts(&fields.part, &before, &desk.sheets(now)?.staff)?;
    }
    if let Some(number) = fields.number {
        after.number = (number > 0).then_some(number);
    }
    if let Some(price) = &fields.price {
        after.price_cents = Some(typed::cents(price)?);
    }
    let given = |field: &Option<String>, was: String| field.clone().unwrap_or(was);
    after.name = given(&fields.name, after.name);
    after.category = given(&fields.category, after.category);
    after.colour = given(&fields.colour, after.colour);
    after.public = fields.public.unwrap_or(after.public);
    Ok(after)
}

fn saved(
    book: &Book,
    saved: &ServiceSaved,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let team = book.desk.sheets(now)?.staff;
    let wall = Wall::of(book)?;
    let mut text = lines::service(&saved.service, &team, language);
    text.push_str(&online(&saved.online, &wall, language));
    text.push_str(&lines::differing(&saved.differing, &wall, language));
    let answer = Answer::new(saved, text)?;
    Ok(match saved.differing.is_empty() {
        true => answer,
        false => answer.with_exit(Exit::NeedsPerson),
    })
}

fn adjust(
    desk: &Desk,
    numbers: &[i64],
    despite_warnings: bool,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let mut documents = Vec::with_capacity(numbers.len());
    let mut text = String::new();
    let mut left = false;
    for &number in numbers {
        let request = AdjustRequest {
            appointment_id: number,
            despite_warnings,
        };
        let outcome = desk.adjust(&request, now);
        left |= outcome.is_err();
        text.push_str(&lines::adjusted(number, outcome.as_ref(), language));
        documents.push(document(number, outcome));
    }
    let answer = Answer::new(&documents, text)?;
    Ok(match left {
        false => answer,
        true => answer.with_exit(Exit::NeedsPerson),
    })
}

fn document(number: i64, outcome: Result<desk::view::AppointmentDetail, DeskError>) -> Value {
    match outcome {
        Ok(detail) => json!({ "appointment": number, "now": detail.appointment }),
        Err(error) => json!({ "appointment": number, "error": Problem::from(error) }),
    }
}
