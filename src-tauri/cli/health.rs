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
    use sync::view::{CodeCount, HealthTargets};

    use super::*;

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
}
