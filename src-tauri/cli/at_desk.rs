//! The receptionist's commands.

use desk::{
    Desk,
    request::{
        AlongWish, BookRequest, CancelRequest, CheckRequest, CustomerChoice, LengthOverride,
        MoveRequest, ProposeRequest, ServiceWish,
    },
    view::{AppointmentDetail, CatalogueView},
};
use jiff::Timestamp;
use serde::Serialize;
use sync::view::AskedView;

use super::{
    Terminal,
    answer::Answer,
    args::{self, Cancel, Move, Slots},
    choose,
    language::Language,
    lines, sentence, wait_for,
    wall::Wall,
};
use crate::{
    problem::Problem,
    reception::{Account, Book},
};

/// `kamm day`
pub(super) fn day(
    book: &Book,
    date: Option<String>,
    language: Language,
) -> Result<Answer, Problem> {
    let now = Timestamp::now();
    let date = match date {
        Some(date) => date,
        None => salon::civil::date_of(now, &book.salon()?.zone).to_string(),
    };
    let day = book.desk.day(&date, now)?;
    Answer::new(&day, lines::day(&day, &Wall::of(book)?, language))
}

/// `kamm show`
pub(super) fn show(
    book: &Book,
    id: i64,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    appointment(book, &book.desk.appointment(id, now)?, language)
}

/// `kamm slots`
pub(super) fn slots(
    book: &Book,
    slots: Slots,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let desk = &book.desk;
    let catalogue = desk.catalogue()?;
    let request = ProposeRequest {
        along: Vec::new(),
        then: Vec::new(),
        appointment_id: None,
        service_id: choose::service(&catalogue, &slots.service)?.id,
        staff_id: chosen_staff(desk, slots.staff.as_deref())?,
        from: slots.from,
        before: None,
        after: None,
        limit: slots.limit,
        lengths: lengths(&slots.length)?,
        hold: None,
    };
    let proposals = desk.propose(&request, now)?;
    Answer::new(
        &proposals,
        lines::proposals(&proposals, &Wall::of(book)?, language),
    )
}

/// `kamm book`
pub(super) fn book(
    terminal: &Terminal,
    book: args::Book,
    now: Timestamp,
) -> Result<Answer, Problem> {
    let own = terminal.own()?;
    let desk = &own.desk;
    let catalogue = desk.catalogue()?;
    let request = BookRequest {
        then: book
            .then
            .iter()
            .map(|text| then(desk, &catalogue, text))
            .collect::<Result<_, _>>()?,
        service_id: choose::service(&catalogue, &book.service)?.id,
        staff_id: chosen_staff(desk, book.staff.as_deref())?,
        lengths: lengths(&book.length)?,
        customer: customer(&book.customer, book.phone.as_deref(), book.email.as_deref())?,
        start: book.start,
        note: book.note,
        hold: None,
        despite_warnings: book.despite_warnings,
        idempotency_key: book.once,
    };
    let question = book.ask.then(|| CheckRequest {
        appointment_id: None,
        service_id: Some(request.service_id),
        staff_id: request.staff_id,
        start: request.start.clone(),
        customer_id: None,
        lengths: request.lengths.clone(),
        then: request.then.clone(),
        along: Vec::new(),
        hold: None,
    });
    let said = ask(terminal, &own, question)?;
    promised(&own, &desk.book(&request, now)?, said, terminal.language)
}

/// `kamm move`
pub(super) fn move_to(terminal: &Terminal, to: Move, now: Timestamp) -> Result<Answer, Problem> {
    let own = terminal.own()?;
    let desk = &own.desk;
    let request = MoveRequest {
        along: match to.whole_visit {
            true => companions(&desk.appointment(to.id, now)?),
            false => Vec::new(),
        },
        appointment_id: to.id,
        staff_id: chosen_staff(desk, to.staff.as_deref())?,
        start: to.start,
        lengths: lengths(&to.length)?,
        despite_warnings: to.despite_warnings,
    };
    let question = to.ask.then(|| CheckRequest {
        appointment_id: Some(request.appointment_id),
        service_id: None,
        staff_id: request.staff_id,
        start: request.start.clone(),
        customer_id: None,
        lengths: request.lengths.clone(),
        then: Vec::new(),
        along: request.along.clone(),
        hold: None,
    });
    let said = ask(terminal, &own, question)?;
    promised(
        &own,
        &desk.move_appointment(&request, now)?,
        said,
        terminal.language,
    )
}

/// What Cal.com says before the promise; `None` if nobody wants to know.
fn ask(
    terminal: &Terminal,
    book: &Book,
    question: Option<CheckRequest>,
) -> Result<Option<Vec<AskedView>>, Problem> {
    let Some(question) = question else {
        return Ok(None);
    };
    let account = Account::new(book.clone(), terminal.vault.clone());
    wait_for(account.ask(question)).map(Some)
}

/// An appointment, and what Cal.com said before it was promised.
#[derive(Serialize)]
struct Promised<'a> {
    #[serde(flatten)]
    detail: &'a AppointmentDetail,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<Vec<AskedView>>,
}

fn promised(
    book: &Book,
    detail: &AppointmentDetail,
    asked: Option<Vec<AskedView>>,
    language: Language,
) -> Result<Answer, Problem> {
    let phases = &detail.appointment.phases;
    let wall = Wall::of(book)?;
    let said = asked.iter().flatten();
    let said = said.map(|one| format!("{}\n", sentence::asked(one, phases, language)));
    let lines = said
        .chain([lines::detail(detail, &wall, language)])
        .collect::<String>();
    Answer::new(&Promised { detail, asked }, lines)
}

fn companions(one: &AppointmentDetail) -> Vec<AlongWish> {
    let parts = one.visit.iter().filter(|part| part.goes_along);
    parts
        .map(|part| AlongWish {
            appointment_id: part.id,
            staff_id: None,
        })
        .collect()
}

/// `kamm cancel`
pub(super) fn cancel(
    book: &Book,
    cancel: Cancel,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let request = CancelRequest {
        whole_visit: cancel.whole_visit,
        appointment_id: cancel.id,
        reason: cancel.reason,
    };
    appointment(book, &book.desk.cancel(&request, now)?, language)
}

/// `kamm reinstate`
pub(super) fn reinstate(
    book: &Book,
    id: i64,
    whole_visit: bool,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let desk = &book.desk;
    let mut ids = vec![id];
    if whole_visit {
        let visit = desk.appointment(id, now)?.visit.into_iter();
        let called_off = visit.filter(|part| part.status == "cancelled");
        ids.extend(called_off.map(|part| part.id));
    }
    desk.reinstate_many(&ids, now)?;
    appointment(book, &desk.appointment(id, now)?, language)
}

/// `kamm split`
pub(super) fn split(
    book: &Book,
    id: i64,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    book.split(id, now)?;
    appointment(book, &book.desk.appointment(id, now)?, language)
}

pub(super) fn appointment(
    book: &Book,
    detail: &AppointmentDetail,
    language: Language,
) -> Result<Answer, Problem> {
    Answer::new(detail, lines::detail(detail, &Wall::of(book)?, language))
}

pub(super) fn chosen_staff(desk: &Desk, text: Option<&str>) -> Result<Option<i64>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let catalogue = desk.catalogue()?;
    Ok(Some(choose::staff(&catalogue, text)?.id))
}

/// `#12` is the customer in row 12, anything else a new one's name.
pub(super) fn customer(
    text: &str,
    phone: Option<&str>,
    email: Option<&str>,
) -> Result<CustomerChoice, Problem> {
    match text.strip_prefix('#') {
        Some(row) => {
            let id = row.parse().map_err(|_| {
                Problem::new("unknown_customer", "a known customer is given as #12")
            })?;
            Ok(CustomerChoice::Known { id })
        }
        None => Ok(CustomerChoice::New {
            name: text.to_owned(),
            phone: phone.map(str::to_owned),
            email: email.map(str::to_owned),
        }),
    }
}

/// `470@Anna`: the service, and with whom.
fn then(desk: &Desk, catalogue: &CatalogueView, text: &str) -> Result<ServiceWish, Problem> {
    let (service, staff) = match text.split_once('@') {
        Some((service, staff)) => (service, Some(staff)),
        None => (text, None),
    };
    Ok(ServiceWish {
        service_id: choose::service(catalogue, service)?.id,
        staff_id: chosen_staff(desk, staff)?,
        lengths: Vec::new(),
    })
}

fn lengths(texts: &[String]) -> Result<Vec<LengthOverride>, Problem> {
    texts.iter().map(|text| length(text)).collect()
}

fn length(text: &str) -> Result<LengthOverride, Problem> {
    let parsed = text.split_once('=').and_then(|(key, minutes)| {
        Some(LengthOverride {
            key: key.to_owned(),
            minutes: minutes.parse().ok()?,
        })
    });
    parsed.ok_or_else(|| Problem::new("invalid_length", "a length is given as B=55 or GAP_A=45"))
}
