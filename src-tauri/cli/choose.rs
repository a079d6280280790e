//! What somebody types for a service or a stylist: a row, a number, a name or the beginning of one.

use desk::view::{CatalogueView, ServiceView, StaffView};
use serde_json::json;

use crate::problem::Problem;

/// The service that `text` means: its number in the price list, its row (`#3`), its name or the beginning of it.
///
/// # Errors
/// `unknown_service`, `ambiguous_service` with the names it might be.
pub(super) fn service<'a>(
    catalogue: &'a CatalogueView,
    text: &str,
) -> Result<&'a ServiceView, Problem> {
    let by_number = catalogue.services.iter().find(|service| {
        service
            .number
            .is_some_and(|number| number.to_string() == text)
    });
    let by_row = catalogue
        .services
        .iter()
        .find(|service| format!("#{}", service.id) == text);
    match by_number.or(by_row) {
        Some(service) => Ok(service),
        None => by_name(
            &catalogue.services,
            text,
            |service| &service.name,
            "service",
        ),
    }
}

/// The staff member that `text` means: row (`#2`), name or the beginning of it.
///
/// # Errors
/// `unknown_staff`, `ambiguous_staff` with the names it might be.
pub(super) fn staff<'a>(
    catalogue: &'a CatalogueView,
    text: &str,
) -> Result<&'a StaffView, Problem> {
    let by_row = catalogue
        .staff
        .iter()
        .find(|member| format!("#{}", member.id) == text);
    match by_row {
        Some(member) => Ok(member),
        None => by_name(&catalogue.staff, text, |member| &member.name, "staff"),
    }
}

fn by_name<'a, T>(
    all: &'a [T],
    text: &str,
    name: impl Fn(&T) -> &String,
    what: &str,
) -> Result<&'a T, Problem> {
    let wanted = salon::customer::fold(text);
    let folded = |one: &&T| salon::customer::fold(name(one));
    if let Some(exact) = all.iter().find(|one| folded(one) == wanted) {
        return Ok(exact);
    }
    let found: Vec<&T> = all
        .iter()
        .filter(|one| !wanted.is_empty() && folded(one).starts_with(&wanted))
        .collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(Problem::new(
            format!("unknown_{what}"),
            format!("no {what} of that name"),
        )),
        several => Err(Problem::new(
            format!("ambiguous_{what}"),
            format!("more than one {what} begins like that"),
        )
        .with_details(json!({ "names": several.iter().map(|one| name(one)).collect::<Vec<_>>() }))),
    }
}
