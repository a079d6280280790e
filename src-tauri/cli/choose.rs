//! What somebody types for a service or a stylist: a row, a number, a name or the beginning of one.

use desk::{
    sheets::{ServiceSheet, StaffSheet},
    view::{CatalogueView, ServiceView, StaffView},
};
use salon::Named;
use serde_json::json;

use crate::problem::Problem;

/// The service on sale that `text` means: its number in the price list, its row (`#3`), its name or the beginning of it.
///
/// # Errors
/// `unknown_service`, `ambiguous_service` with the names it might be.
pub(super) fn service<'a>(
    catalogue: &'a CatalogueView,
    text: &str,
) -> Result<&'a ServiceView, Problem> {
    let all = &catalogue.services;
    let by_number = all.iter().find(|one| is_number(one.number, text));
    let by_row = all.iter().find(|one| is_row(one.id, text));
    match by_number.or(by_row) {
        Some(service) => Ok(service),
        None => by_name(all, text, |service| &service.name, "service"),
    }
}

/// The staff member at work that `text` means: row (`#2`), name or the beginning of it.
///
/// # Errors
/// `unknown_staff`, `ambiguous_staff` with the names it might be.
pub(super) fn staff<'a>(
    catalogue: &'a CatalogueView,
    text: &str,
) -> Result<&'a StaffView, Problem> {
    let all = &catalogue.staff;
    match all.iter().find(|one| is_row(one.id, text)) {
        Some(member) => Ok(member),
        None => by_name(all, text, |member| &member.name, "staff"),
    }
}

/// As [`service`], among those sold no more too; what is sold goes first.
///
/// # Errors
/// As [`service`].
pub(super) fn service_sheet<'a>(
    sheets: &'a [ServiceSheet],
    text: &str,
) -> Result<&'a ServiceSheet, Problem> {
    let exact = |one: &&ServiceSheet| {
        is_number(one.number, text) || one.id.is_some_and(|id| is_row(id, text))
    };
    if let Some(one) = sheets.iter().find(exact) {
        return Ok(one);
    }
    let (gone, sold): (Vec<_>, Vec<_>) = sheets.iter().partition(|one| one.archived);
    by_name(&sold, text, |one| &one.name, "service")
        .or_else(|problem| among_gone(&gone, text, |one| &one.name, "service", problem))
        .copied()
}

/// As [`staff`], among those who left too; those at work go first.
///
/// # Errors
/// As [`staff`].
pub(super) fn staff_sheet<'a>(
    sheets: &'a [StaffSheet],
    text: &str,
) -> Result<&'a StaffSheet, Problem> {
    let exact = |one: &&StaffSheet| one.id.is_some_and(|id| is_row(id, text));
    if let Some(one) = sheets.iter().find(exact) {
        return Ok(one);
    }
    let (gone, here): (Vec<_>, Vec<_>) = sheets.iter().partition(|one| one.archived);
    by_name(&here, text, |one| &one.name, "staff")
        .or_else(|problem| among_gone(&gone, text, |one| &one.name, "staff", problem))
        .copied()
}

/// What several at work are meant by is not looked for among those who left.
fn among_gone<'a, T>(
    gone: &'a [T],
    text: &str,
    name: impl Fn(&T) -> &String,
    what: &str,
    problem: Problem,
) -> Result<&'a T, Problem> {
    match problem.details {
        Some(_) => Err(problem),
        None => by_name(gone, text, name, what),
    }
}

fn is_number(number: Option<u32>, text: &str) -> bool {
    number.is_some_and(|number| number.to_string() == text)
}

fn is_row(id: i64, text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|row| row == id.to_string())
}

fn by_name<'a, T>(
    all: &'a [T],
    text: &str,
    name: impl Fn(&T) -> &String,
    what: &str,
) -> Result<&'a T, Problem> {
    match salon::named::find(all, text, |one| name(one)) {
        Named::One(one) => Ok(one),
        Named::Nobody => Err(Problem::new(
            format!("unknown_{what}"),
            format!("no {what} of that name"),
        )),
        Named::Several(several) => Err(Problem::new(
            format!("ambiguous_{what}"),
            format!("more than one {what} begins like that"),
        )
        .with_details(json!({ "names": several.iter().map(|one| name(one)).collect::<Vec<_>>() }))),
    }
}
