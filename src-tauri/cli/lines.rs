//! Answers as lines for people. Programs use `--json`.

use std::fmt::Write as _;

use desk::view::{
    AppointmentDetail, AppointmentSync, AppointmentView, DayView, PhaseSyncState, PhaseSyncView,
    PhaseView, ProposalView,
};

use super::{language::Language, sentence, wall::Wall};

/// Shape and colour of the window's marks, as one sign.
fn mark(state: PhaseSyncState) -> &'static str {
    match state {
        PhaseSyncState::Waiting => "◌",
        PhaseSyncState::Sending => "↑",
        PhaseSyncState::Synced => "✓",
        PhaseSyncState::Uncertain => "?",
        PhaseSyncState::Blocked => "!",
        PhaseSyncState::Local => "·",
    }
}

fn mark_of(sync: AppointmentSync) -> &'static str {
    match sync {
        AppointmentSync::Waiting => "◌",
        AppointmentSync::Sending => "↑",
        AppointmentSync::Synced => "✓",
        AppointmentSync::Uncertain => "?",
        AppointmentSync::Blocked | AppointmentSync::Partial => "!",
        AppointmentSync::Local => "·",
    }
}

/// Minutes of a day as `09:30`.
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A day: one line per appointment.
#[must_use]
pub(super) fn day(day: &DayView<AppointmentView>, wall: &Wall, language: Language) -> String {
    let mut lines = format!("{} ({})\n", day.date, day.zone);
    for person in &day.staff {
        let _ = writeln!(lines, "{}: {} %", person.name, person.load_percent);
    }
    if day.appointments.is_empty() {
        lines.push_str(language.pick("Keine Termine.", "No appointments."));
    }
    for appointment in &day.appointments {
        let _ = writeln!(lines, "{}", summary(appointment, wall));
    }
    lines
}

fn summary(appointment: &AppointmentView, wall: &Wall) -> String {
    format!(
        "{} #{:<5} {}–{}  {:<18} {:<24} {}",
        mark_of(appointment.sync),
        appointment.id,
        wall.time(&appointment.start),
        wall.time(&appointment.end),
        appointment.staff_name,
        appointment.customer.name,
        appointment.service.name,
    )
}

/// One appointment: its segments, how each stands with Cal.com, and what happened to it.
#[must_use]
pub(super) fn detail(detail: &AppointmentDetail, wall: &Wall, language: Language) -> String {
    let appointment = &detail.appointment;
    let mut lines = summary(appointment, wall);
    // Writing to a String does not fail.
    let _ = writeln!(lines, "\n{}", wall.moment(&appointment.start));
    for phase in &appointment.phases {
        let _ = writeln!(lines, "  {}", segment(phase, wall, language));
    }
    for event in &detail.history {
        let what = sentence::history(event, language);
        let who = sentence::origin(&event.origin, language);
        let at = wall.moment(&event.at);
        let _ = writeln!(lines, "  {at} {what} ({who})");
    }
    lines
}

fn segment(phase: &PhaseView, wall: &Wall, language: Language) -> String {
    let times = format!("{}–{}", wall.time(&phase.start), wall.time(&phase.end));
    match &phase.sync {
        Some(sync) => format!(
            "{} {:<6} {times}  {:<18} {:<24} {}",
            mark(sync.state),
            phase.key,
            phase.staff_name,
            phase.name,
            standing(sync, language)
        ),
        None if phase.kind == "gap" => {
            let free = language.pick("Einwirkzeit", "processing time");
            format!("  {:<6} {times}  {free}", phase.key)
        }
        None => format!(
            "  {:<6} {times}  {:<18} {}",
            phase.key, phase.staff_name, phase.name
        ),
    }
}

fn standing(sync: &PhaseSyncView, language: Language) -> String {
    match (&sync.code, sync.booking_id) {
        (Some(code), _) => sentence::trouble(code, language),
        (None, Some(id)) => format!("Cal.com {id}"),
        (None, None) => String::new(),
    }
}

/// Proposed times, the best first.
#[must_use]
pub(super) fn proposals(proposals: &[ProposalView], wall: &Wall, language: Language) -> String {
    if proposals.is_empty() {
        return language
            .pick(
                "In der nächsten Zeit ist nichts frei.",
                "Nothing is free in the near future.",
            )
            .to_owned();
    }
    let line = |proposal: &ProposalView| {
        let with: Vec<_> = proposal
            .phases
            .iter()
            .filter(|phase| phase.kind == "staff" && phase.staff_id != proposal.staff_id)
            .map(|phase| format!(" + {} ({})", phase.staff_name, phase.name))
            .collect();
        format!(
            "{} {}  {}{}",
            proposal.date,
            wall.time(&proposal.start),
            proposal.staff_name,
            with.concat()
        )
    };
    proposals.iter().map(line).collect::<Vec<_>>().join("\n")
}
