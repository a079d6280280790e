//! Services and staff as lines for people.

use std::fmt::Write as _;

use desk::{
    DeskError,
    sheets::{
        AppointmentInTheWay, DifferingAppointment, OnlineSheet, PartSheet, ServiceSheet,
        StaffSheet, TimeOff,
    },
    view::{AppointmentDetail, MinuteSpan},
};

use sync::view::{StaffKeyView, StaffMatch};

use crate::{
    cli::{language::Language, lines::clock, sentence, wall::Wall},
    problem::Problem,
};

const GERMAN_DAYS: [&str; 7] = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"];
const ENGLISH_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// One line, with where customers book it.
pub(super) fn service_line(
    service: &ServiceSheet,
    online: &OnlineSheet,
    language: Language,
) -> String {
    let line = headline(service, language);
    let numbers: Vec<String> = online
        .event_types
        .iter()
        .map(|one| one.event_type_id.to_string())
        .collect();
    let told = match (numbers.is_empty(), service.public) {
        (false, _) => format!("online: {}", numbers.join(", ")),
        (true, true) => language
            .pick("online noch nirgends", "online nowhere yet")
            .to_owned(),
        (true, false) => return line,
    };
    format!("{}  {told}\n", line.trim_end())
}

fn headline(service: &ServiceSheet, language: Language) -> String {
    let number = service.number.map(|number| number.to_string());
    let minutes: u32 = service
        .parts
        .iter()
        .map(|part| u32::from(minutes(part)))
        .sum();
    let price = service.price_cents.map(|cents| price(cents, language));
    let mut remarks = Vec::new();
    if service.archived {
        remarks.push(language.pick("archiviert", "archived"));
    }
    if !service.public {
        remarks.push(language.pick("nur am Empfang", "desk only"));
    }
    let line = format!(
        "{:>5}  {:<32} {minutes:>4} min  {:>10}  {}  {}",
        number.unwrap_or_default(),
        service.name,
        price.unwrap_or_default(),
        service.category,
        remarks.join(", "),
    );
    format!("{}\n", line.trim_end())
}

fn price(cents: u32, language: Language) -> String {
    let comma = language.pick(",", ".");
    format!("{}{comma}{:02} €", cents / 100, cents % 100)
}

fn minutes(part: &PartSheet) -> u16 {
    match part {
        PartSheet::Segment { minutes, .. } | PartSheet::Gap { minutes, .. } => *minutes,
    }
}

/// With its comb and who does it.
pub(super) fn service(service: &ServiceSheet, team: &[StaffSheet], language: Language) -> String {
    let mut text = headline(service, language);
    for part in &service.parts {
        let _ = writeln!(text, "  {}", part_line(part, team, language));
    }
    text
}

fn part_line(part: &PartSheet, team: &[StaffSheet], language: Language) -> String {
    match part {
        PartSheet::Gap { minutes, bookable } => {
            let what = match bookable {
                true => language.pick("Einwirkzeit", "processing time"),
                false => language.pick("Einwirkzeit, nicht buchbar", "processing time, blocked"),
            };
            format!("   ~ {minutes:>4} min  {what}")
        }
        PartSheet::Segment {
            key,
            name,
            minutes,
            hand_over,
            performers,
        } => {
            let who = |id: i64| {
                let found = team.iter().find(|one| one.id == Some(id));
                found.map_or_else(String::new, |one| one.name.clone())
            };
            let people: Vec<String> = performers
                .iter()
                .map(|one| match one.minutes {
                    Some(own) => format!("{} ({own})", who(one.staff_id)),
                    None => who(one.staff_id),
                })
                .filter(|name| !name.is_empty())
                .collect();
            let over = language.pick(" · Übergabe", " · hand-over");
            format!(
                "{:<4} {minutes:>4} min  {name:<24} {}{}",
                key.as_deref().unwrap_or_default(),
                people.join(", "),
                if *hand_over { over } else { "" },
            )
        }
    }
}

/// Which appointments have another shape.
pub(super) fn differing(
    differing: &[DifferingAppointment],
    wall: &Wall,
    language: Language,
) -> String {
    let mut text = String::new();
    if !differing.is_empty() {
        text.push_str(language.pick(
            "Diese Termine bleiben, wie sie gebucht sind (`kamm service adjust` passt sie an):\n",
            "These appointments stay as they are booked (`kamm service adjust` adjusts them):\n",
        ));
    }
    for one in differing {
        let today = one
            .minutes_today
            .map_or("–".to_owned(), |minutes| minutes.to_string());
        let _ = writeln!(
            text,
            "! #{:<5} {}  {:<18} {:<24} {} → {today} min",
            one.id,
            wall.moment(&one.start),
            one.staff_name,
            one.customer_name,
            one.minutes
        );
    }
    text
}

/// What became of one appointment.
pub(super) fn adjusted(
    number: i64,
    outcome: Result<&AppointmentDetail, &DeskError>,
    language: Language,
) -> String {
    match outcome {
        Ok(detail) if detail.appointment.id == number => {
            let done = language.pick("angepasst", "adjusted");
            format!("✓ #{number} {done}\n")
        }
        Ok(detail) => {
            let done = language.pick("neu gebucht als", "booked anew as");
            format!("✓ #{number} {done} #{}\n", detail.appointment.id)
        }
        Err(error) => {
            let problem = Problem {
                details: error.details(),
                ..Problem::new(error.code(), error.to_string())
            };
            format!("! #{number} {}\n", sentence::of(&problem, language))
        }
    }
}

/// A person with their week and what differs from it.
pub(super) fn staff(staff: &StaffSheet, wall: &Wall, language: Language) -> String {
    let left = match staff.archived {
        true => language.pick("  (nicht mehr da)", "  (left)"),
        false => "",
    };
    let mut text = format!("{}{left}\n", staff.name);
    let days = match language {
        Language::German => GERMAN_DAYS,
        Language::English => ENGLISH_DAYS,
    };
    for day in &staff.week {
        let index = usize::try_from(day.weekday - 1).unwrap_or_default();
        let name = days.get(index).copied().unwrap_or_default();
        let _ = writeln!(text, "  {name:<12} {}", hours(&day.stretches, language));
    }
    for date in &staff.exceptions {
        let _ = writeln!(
            text,
            "  {:<12} {}",
            date.date,
            hours(&date.stretches, language)
        );
    }
    for off in &staff.time_off {
        let _ = writeln!(text, "  {}", time_off(off, wall, language));
    }
    text
}

fn hours(stretches: &[MinuteSpan], language: Language) -> String {
    if stretches.is_empty() {
        return language.pick("frei", "off").to_owned();
    }
    let one = |span: &MinuteSpan| format!("{}–{}", clock(span.from_minute), clock(span.to_minute));
    stretches.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn time_off(off: &TimeOff, wall: &Wall, language: Language) -> String {
    let what = match off.reason.as_str() {
        "break" => language.pick("Pause", "break"),
        "calcom" => "Cal.com",
        _ => language.pick("frei", "off"),
    };
    format!(
        "({}) {} – {}  {what} {}",
        off.id,
        wall.moment(&off.start),
        wall.moment(&off.end),
        off.note
    )
    .trim_end()
    .to_owned()
}

/// What is booked where somebody does not work any more.
pub(super) fn in_the_way(
    appointments: &[AppointmentInTheWay],
    wall: &Wall,
    language: Language,
) -> String {
    let mut text = String::new();
    if !appointments.is_empty() {
        text.push_str(language.pick(
            "In dieser Zeit ist noch gebucht:\n",
            "Still booked in this time:\n",
        ));
    }
    for one in appointments {
        let _ = writeln!(
            text,
            "! #{:<5} {}  {:<24} {}",
            one.id,
            wall.moment(&one.start),
            one.customer_name,
            one.service_name
        );
    }
    text
}

/// Whose key is there, and whether Cal.com takes it.
#[must_use]
pub(in crate::cli) fn keys(keys: &[StaffKeyView], language: Language) -> String {
    let line = |one: &StaffKeyView| {
        let (mark, what) = match (&one.user_name, &one.refused) {
            (Some(user), refused) => {
                let last_four = one.key_last_four.as_deref().unwrap_or_default();
                let refused = refused.as_ref().map(|_| {
                    language.pick(
                        "  Cal.com nimmt den Schlüssel nicht",
                        "  Cal.com does not take the key",
                    )
                });
                let mark = if refused.is_some() { "!" } else { "✓" };
                (
                    mark,
                    format!("{user} …{last_four}{}", refused.unwrap_or_default()),
                )
            }
            (None, _) => ("?", language.pick("kein Schlüssel", "no key").to_owned()),
        };
        format!(
            "{mark} #{:<4} {:<24} {what}\n",
            one.staff_id, one.staff_name
        )
    };
    keys.iter().map(line).collect()
}

/// Who is who in Cal.com; where it is open, everybody it might be.
#[must_use]
pub(super) fn matches(matches: &[StaffMatch]) -> String {
    let line = |one: &StaffMatch| {
        let (mark, theirs) = match (one.user_id, &one.user_name) {
            (Some(user), name) => (
                "✓",
                format!("{user} {}", name.as_deref().unwrap_or_default()),
            ),
            (None, _) => {
                let might = one.candidates.iter();
                let might: Vec<String> = might
                    .map(|member| format!("{} {}", member.user_id, member.name))
                    .collect();
                ("?", might.join(" · "))
            }
        };
        format!(
            "{mark} #{:<4} {:<24} {theirs}\n",
            one.staff_id, one.staff_name
        )
    };
    matches.iter().map(line).collect()
}
