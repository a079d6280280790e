//! `kamm health`: how well the synchronisation works.

use std::fmt::Write as _;

use jiff::Timestamp;
use sync::view::{BackupView, HealthState, HealthView, SpreadView};

use super::{
    answer::{Answer, Exit},
    language::Language,
    sentence,
};
use crate::{
    problem::Problem,
    reception::{self, Book},
};

/// The figures of the last `hours`; an alert, or no fresh backup, is for a person.
pub(super) fn health(
    book: &Book,
    hours: u16,
    now: Timestamp,
    language: Language,
) -> Result<Answer, Problem> {
    let report = reception::health(book, hours, now)?;
    let lines = lines(&report.sync, language) + &backup(&report.backup, language);
    let exit = match report.needs_person() {
        true => Exit::NeedsPerson,
        false => Exit::Done,
    };
    Ok(Answer::new(&report, lines)?.with_exit(exit))
}

fn lines(view: &HealthView, language: Language) -> String {
    let mut lines = format!("{}\n", headline(view, language));
    let rows = [
        (language.pick("Erfolg", "Success"), success(view, language)),
        (
            language.pick("Bestätigt nach", "Confirmed after"),
            spread(view.confirmation, language),
        ),
        (
            language.pick("Antwort nach", "Answered after"),
            spread(view.answer, language),
        ),
        (language.pick("Jetzt", "Now"), standing(view, language)),
        (language.pick("Herkunft", "Origin"), origins(view)),
    ];
    for (label, text) in rows {
        let _ = writeln!(lines, "{label:<16} {text}");
    }
    for one in &view.codes {
        let reason = sentence::trouble(&one.code, language);
        let _ = writeln!(lines, "  {:>4} × {reason}", one.count);
    }
    lines
}

fn headline(view: &HealthView, language: Language) -> String {
    let (mark, text) = match view.state {
        HealthState::Ok => (
            "✓",
            language.pick("Alles in Ordnung", "All is as it should be"),
        ),
        HealthState::Watch => (
            "?",
            language.pick(
                "Schlechter, als es sein sollte",
                "Worse than it ought to be",
            ),
        ),
        HealthState::Alert => (
            "!",
            language.pick(
                "Seit zehn Minuten schlagen zu viele Übertragungen fehl",
                "Too many calls have been failing for ten minutes",
            ),
        ),
    };
    format!("{mark} {text} ({} h)", view.hours)
}

fn success(view: &HealthView, language: Language) -> String {
    let Some(percent) = view.success_percent else {
        return "–".to_owned();
    };
    let calls = view.done + view.failed;
    let of = language.pick("von", "of");
    let goal = language.pick("Ziel", "target");
    let kept = mark(view.targets.success_over_95);
    format!(
        "{percent:.1} % ({} {of} {calls}) · {goal} > 95 % {kept}",
        view.done
    )
}

fn spread(took: SpreadView, language: Language) -> String {
    if took.count == 0 {
        return "–".to_owned();
    }
    let mean = language.pick("im Mittel", "mean");
    let longest = language.pick("höchstens", "longest");
    format!(
        "{} {mean} · {} p50 · {} p95 · {} {longest}",
        seconds(took.mean_ms),
        seconds(took.p50_ms),
        seconds(took.p95_ms),
        seconds(took.max_ms),
    )
}

fn seconds(ms: u32) -> String {
    format!("{}.{} s", ms / 1000, ms % 1000 / 100)
}

fn standing(view: &HealthView, language: Language) -> String {
    format!(
        "{} {} · {} {} · {} {} · {} {}",
        view.waiting + view.sending,
        language.pick("warten", "waiting"),
        view.uncertain,
        language.pick("ungewiss", "uncertain"),
        view.blocked,
        language.pick("blockiert", "blocked"),
        view.review,
        language.pick("in der Prüfliste", "to review"),
    )
}

fn origins(view: &HealthView) -> String {
    let one = |one: &sync::view::OriginCount| format!("{} {}", one.count, one.origin);
    let all: Vec<_> = view.origins.iter().map(one).collect();
    if all.is_empty() {
        "–".to_owned()
    } else {
        all.join(" · ")
    }
}

fn backup(view: &BackupView, language: Language) -> String {
    let label = language.pick("Sicherung", "Backup");
    let kept = language.pick("aufgehoben", "kept");
    let state = match &view.newest {
        Some(newest) => format!("{newest} · {} {kept} {}", view.kept, mark(Some(view.fresh))),
        None => format!("– {}", mark(Some(false))),
    };
    format!("{label:<16} {state}\n")
}

fn mark(kept: Option<bool>) -> &'static str {
    match kept {
        Some(true) => "✓",
        Some(false) => "!",
        None => "–",
    }
}

#[cfg(test)]
mod tests {
    use desk::request::{BookRequest, CustomerChoice};
    use jiff::{ToSpan, Zoned, civil::Weekday, tz::TimeZone};
    use salon::AppointmentId;
    use store::{
        StoreError, phases,
        sync::{
            OperationKind, OperationState,
            operation::{self, NewOperation},
            task,
        },
    };
    use sync::view::{CodeCount, HealthTargets};

    use super::*;
    use crate::reception::{Place, SalonSettings};

    fn stormy() -> HealthView {
        let took = SpreadView {
            count: 9,
            mean_ms: 1_250,
            p50_ms: 900,
            p95_ms: 31_000,
            max_ms: 31_000,
        };
        HealthView {
            hours: 24,
            state: HealthState::Alert,
            done: 9,
            failed: 1,
            not_sent: 3,
            success_percent: Some(90.0),
            confirmation: took,
            answer: took,
            targets: HealthTargets {
                success_over_95: Some(false),
                success_over_98: Some(false),
                mean_under_10_s: Some(true),
                max_under_30_s: Some(false),
            },
            waiting: 1,
            sending: 1,
            uncertain: 3,
            blocked: 4,
            review: 5,
            origins: Vec::new(),
            course: Vec::new(),
            codes: vec![
                CodeCount {
                    code: "server_error".to_owned(),
                    count: 1,
                },
                CodeCount {
                    code: "of_a_newer_kamm".to_owned(),
                    count: 1,
                },
            ],
        }
    }

    #[test]
    fn every_figure_is_said_and_every_code_has_its_sentence() {
        for language in [Language::German, Language::English] {
            let text = lines(&stormy(), language);
            for fact in [
                "90.0 %",
                "1.2 s",
                "31.0 s p95",
                "2 wa",
                "of_a_newer_kamm",
                &sentence::trouble("server_error", language),
            ] {
                assert!(text.contains(fact), "{fact} is missing in: {text}");
            }
        }
    }

    /// Ten in the morning of a Wednesday to come.
    fn ten() -> String {
        let today = Zoned::now().with_time_zone(TimeZone::get("Europe/Berlin").unwrap());
        let next_week = today.date().checked_add(7.days()).unwrap();
        let wednesday = next_week.nth_weekday(1, Weekday::Wednesday).unwrap();
        format!("{wednesday}T10:00")
    }

    /// A call for the appointment that the server refused, in each of the ten minutes before `now`.
    fn ten_bad_minutes(book: &Book, id: AppointmentId, now: Timestamp) -> Result<(), StoreError> {
        book.store.write(|tx| {
            let tooth = phases::of_appointment(tx, id)?.remove(0);
            let task = task::find(tx, id)?.unwrap();
            for minute in 1..=10 {
                let at = now.checked_sub(minute.minutes()).unwrap();
                let call = NewOperation {
                    task: task.id,
                    phase: tooth.id,
                    kind: OperationKind::Create,
                    event_type_id: Some(7),
                    booking_uid: None,
                    span: Some(tooth.planned.span),
                    attempt: 0,
                    boot: "this run",
                };
                let row = operation::journal(tx, &call, at)?;
                let refused = OperationState::Refused;
                operation::note(tx, row, refused, Default::default(), at)?;
            }
            Ok(())
        })
    }

    #[test]
    fn what_fails_for_ten_minutes_ends_the_command_with_a_code_of_its_own() {
        let home = tempfile::tempdir().unwrap();
        let place = Place::new(Some(home.path()), "salon".parse().unwrap()).unwrap();
        let book = Book::own(place).unwrap();
        let (salon, now) = (
            SalonSettings::new("Friseur 1", "Europe/Berlin"),
            Timestamp::now(),
        );
        book.set_up(&salon.unwrap(), true, now).unwrap();
        book.store.back_up(now).unwrap();
        let said = || format!("{:?}", health(&book, 24, now, Language::German).unwrap());
        assert!(said().contains("exit: Done"), "{}", said());

        let services = book.desk.catalogue().unwrap().services;
        let cut = services.iter().find(|one| one.name == "Herrenschnitt");
        let request = BookRequest {
            customer: CustomerChoice::New {
                name: "Monika Beispiel".to_owned(),
                phone: None,
                email: None,
            },
            service_id: cut.unwrap().id,
            staff_id: None,
            start: ten(),
            note: String::new(),
            lengths: Vec::new(),
            then: Vec::new(),
            hold: None,
            despite_warnings: true,
            idempotency_key: None,
        };
        let booked = book.desk.book(&request, now).unwrap();
        ten_bad_minutes(&book, AppointmentId(booked.appointment.id), now).unwrap();
        assert!(said().contains("exit: NeedsPerson"), "{}", said());
        assert!(said().contains(r#""state": String("alert")"#), "{}", said());
    }
}
