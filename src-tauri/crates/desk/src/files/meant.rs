//! What the words of a line mean in this salon.

use import::{Fault, FaultCode, Pieces, Start};
use jiff::{Timestamp, tz::TimeZone};
use salon::{Lengths, Named, Part, Service, civil, named};
use store::{Read, services};

use super::{ImportFault, line::LineError};
use crate::facts::Floor;

/// When it begins.
pub(super) fn start(start: Start, zone: &TimeZone) -> Result<Timestamp, Fault> {
    match start {
        Start::Instant(instant) => Ok(instant),
        Start::Civil(at) => civil::instant(at, zone)
            .map_err(|error| Fault::civil(&error, &at.strftime("%d.%m.%Y %H:%M").to_string())),
    }
}

/// By its number, its name or the beginning of it.
pub(super) fn service(read: &Read<'_>, line: u64, text: &str) -> Result<Service, LineError> {
    let mut on_sale = services::all(read)?;
    let number = |one: &Service| one.number.is_some_and(|number| number.to_string() == text);
    if let Some(at) = on_sale.iter().position(number) {
        return Ok(on_sale.swap_remove(at));
    }
    match named::find(on_sale, text, |one| &one.name) {
        Named::One(service) => Ok(service),
        Named::Several(several) => {
            let names = several.into_iter().map(|one| one.name).collect();
            let code = FaultCode::AmbiguousService;
            Err(ImportFault::named(line, code, text, names).into())
        }
        Named::Nobody => {
            Err(ImportFault::named(line, FaultCode::UnknownService, text, Vec::new()).into())
        }
    }
}

/// By their name or the beginning of it.
pub(super) fn somebody(floor: &Floor, line: u64, text: &str) -> Result<i64, LineError> {
    let here = floor.staff.iter().filter(|one| one.archived_at.is_none());
    match named::find(here, text, |one| &one.name) {
        Named::One(member) => Ok(member.id.0),
        Named::Several(several) => {
            let names = several.into_iter().map(|one| one.name.clone()).collect();
            let code = FaultCode::AmbiguousStaff;
            Err(ImportFault::named(line, code, text, names).into())
        }
        Named::Nobody => {
            Err(ImportFault::named(line, FaultCode::UnknownStaff, text, Vec::new()).into())
        }
    }
}

/// The lengths that a line gives, by the keys of the service's parts.
pub(super) fn lengths(pieces: &Pieces, service: &Service) -> Result<Lengths, Fault> {
    let keys = part_keys(service);
    let mut lengths = Lengths::new();
    for (key, minutes) in &pieces.named {
        if !keys.contains(key) {
            return Err(Fault::of(FaultCode::UnknownPart, key));
        }
        lengths.insert(key.clone(), *minutes);
    }
    if !pieces.in_order.is_empty() {
        if pieces.in_order.len() != keys.len() {
            let text = format!("{} ≠ {}", pieces.in_order.len(), keys.len());
            return Err(Fault::of(FaultCode::UnknownPart, &text));
        }
        lengths.extend(keys.iter().cloned().zip(pieces.in_order.iter().copied()));
    }
    // All of something that has one part is that part.
    if let ([only], Some(all), true) = (keys.as_slice(), pieces.all, lengths.is_empty()) {
        lengths.insert(only.clone(), all);
    }
    Ok(lengths)
}

fn part_keys(service: &Service) -> Vec<String> {
    let mut after = String::new();
    let key = |part: &Part| match part {
        Part::Segment(segment) => {
            after = segment.key.gap_key();
            segment.key.to_string()
        }
        Part::Gap(_) => after.clone(),
    };
    service.parts.iter().map(key).collect()
}
