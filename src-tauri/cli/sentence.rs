//! Sentences for codes. They are the window's own, copied here by a test of the window that fails when they differ.

use std::{collections::BTreeMap, sync::LazyLock};

use desk::{
    ImportFault,
    view::{HistoryView, PhaseView},
};
use serde::Serialize;
use serde_json::{Value, json};
use sync::view::{
    AccountShape, AskedState, AskedView, FindingCode, GridState, MapRemedy, NotAsked, TakenBy,
};

use super::language::Language;
use crate::problem::Problem;

type Sentences = BTreeMap<String, String>;

static GERMAN: LazyLock<Sentences> = LazyLock::new(|| read(include_str!("sentences/de.json")));
static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| read(include_str!("sentences/en.json")));

fn read(file: &str) -> Sentences {
    // Checked by a test below; a damaged file would cost the sentences, not the command.
    serde_json::from_str(file).unwrap_or_default()
}

/// The problem as a person reads it: its sentence, then a line per reason, then the nearest time that would fit.
#[must_use]
pub(super) fn of(problem: &Problem, language: Language) -> String {
    let details = problem.details.as_ref().unwrap_or(&Value::Null);
    let headline = find(&format!("error.{}", problem.code), details, language);
    let mut lines = vec![headline.unwrap_or_else(|| problem.message.clone())];
    let mut points = reasons(details, language);
    points.extend(texts(details, "names").map(str::to_owned));
    // Columns that a table lacks, as they can be named.
    let heading = language.pick("SPALTE", "HEADING");
    points.extend(texts(details, "fields").map(|field| format!("--map {heading}={field}")));
    lines.extend(points.iter().map(|point| format!("  · {point}")));
    lines.extend(nearest(details, language));
    lines.join("\n")
}

/// What stands against it; several segments may meet the same obstacle.
fn reasons(details: &Value, language: Language) -> Vec<String> {
    let lists = ["refusals", "warnings"]
        .into_iter()
        .filter_map(|list| details.get(list)?.as_array());
    let mut reasons: Vec<String> = lists.flatten().map(|one| reason(one, language)).collect();
    reasons.dedup();
    reasons
}

fn nearest(details: &Value, language: Language) -> Option<String> {
    let nearest = details.get("nearest")?;
    let start = nearest.get("start")?.as_str()?;
    let staff = nearest.get("staff_name")?.as_str()?;
    let label = language.pick("Nächste freie Zeit", "Nearest free time");
    Some(format!("{label}: {start} · {staff}"))
}

fn texts<'a>(details: &'a Value, list: &str) -> impl Iterator<Item = &'a str> {
    let list = details.get(list).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// Why something in Cal.com needs a person, for a code of the review list or of a segment.
#[must_use]
pub(super) fn trouble(code: &str, language: Language) -> String {
    find(&format!("trouble.{code}"), &Value::Null, language).unwrap_or_else(|| code.to_owned())
}

/// Why something cannot be as Cal.com has it, if the entry says so.
#[must_use]
pub(super) fn because(facts: &Value, language: Language) -> Option<String> {
    facts.get("because").map(|facts| reason(facts, language))
}

/// What happened to an appointment.
#[must_use]
pub(super) fn history(event: &HistoryView, language: Language) -> String {
    let facts = json!({ "from": event.from, "to": event.to, "reason": event.reason });
    [
        format!("history.{}_because", event.action),
        format!("history.{}", event.action),
    ]
    .iter()
    .find_map(|key| find(key, &facts, language))
    .unwrap_or_else(|| event.action.clone())
}

/// Who did it.
#[must_use]
pub(super) fn origin(origin: &str, language: Language) -> String {
    find(&format!("origin.{origin}"), &Value::Null, language).unwrap_or_else(|| origin.to_owned())
}

/// How a call went.
#[must_use]
pub(super) fn call_outcome(outcome: &str, language: Language) -> String {
    find(&format!("call_outcome.{outcome}"), &Value::Null, language)
        .unwrap_or_else(|| outcome.to_owned())
}

/// What a call did to an appointment.
#[must_use]
pub(super) fn call_deed(deed: &str, language: Language) -> String {
    find(&format!("call_deed.{deed}"), &Value::Null, language).unwrap_or_else(|| deed.to_owned())
}

/// Who has a time that Cal.com does not have free any more.
#[must_use]
pub(super) fn taken(by: &TakenBy, language: Language) -> String {
    let facts = json!({
        "staff_name": by.staff_name,
        "from": by.from,
        "to": by.to,
        "appointment": by.appointment_id.unwrap_or_default().to_string(),
        "service": by.service_name.as_deref().unwrap_or_default(),
    });
    let key = match by.made_online {
        true => "taken.calcom",
        false => "taken.appointment",
    };
    find(key, &facts, language).unwrap_or_else(|| key.to_owned())
}

/// What Cal.com says about the time of a segment.
#[must_use]
pub(super) fn asked(said: &AskedView, phases: &[PhaseView], language: Language) -> String {
    let named = phases.iter().find(|phase| phase.key == said.key);
    let facts = json!({ "key": said.key, "name": named.map_or("", |phase| phase.name.as_str()) });
    let sentence = |key: &str| find(key, &facts, language).unwrap_or_else(|| key.to_owned());
    match (said.state, said.why) {
        (AskedState::Free, _) => sentence("asked.free"),
        (AskedState::Taken, _) => sentence("asked.taken"),
        (AskedState::NotAsked, why) => {
            of_word("asked.not", why.unwrap_or(NotAsked::NoAnswer), language)
        }
    }
}

/// What is wrong with a pair of the event map.
#[must_use]
pub(super) fn finding(code: FindingCode, language: Language) -> String {
    of_word("finding", code, language)
}

/// How a pair of the event map stands.
#[must_use]
pub(super) fn grid_state(state: GridState, language: Language) -> String {
    of_word("map", state, language)
}

/// What helps against it.
#[must_use]
pub(super) fn finding_help(remedy: MapRemedy, language: Language) -> String {
    of_word("finding_help", remedy, language)
}

/// What follows from the kind of account.
#[must_use]
pub(super) fn shape(shape: AccountShape, language: Language) -> String {
    of_word("shape", shape, language)
}

/// What the key may not do in a team.
#[must_use]
pub(super) fn lacking(team: &str, language: Language) -> String {
    let facts = serde_json::json!({ "team": team });
    find("shape.lacking", &facts, language).unwrap_or_else(|| team.to_owned())
}

/// A sentence that speaks of facts.
#[must_use]
pub(super) fn with_facts(key: &str, facts: &Value, language: Language) -> String {
    find(key, facts, language).unwrap_or_else(|| key.to_owned())
}

/// The sentence of a word as `--json` has it; the word itself if there is none.
fn of_word(family: &str, word: impl Serialize, language: Language) -> String {
    let word = serde_json::to_value(word).unwrap_or_default();
    let word = word.as_str().unwrap_or_default();
    find(&format!("{family}.{word}"), &Value::Null, language).unwrap_or_else(|| word.to_owned())
}

/// What is wrong with a line of a file.
#[must_use]
pub(super) fn fault(fault: &ImportFault, language: Language) -> String {
    let facts = json!({
        "text": fault.text,
        "first": fault.repeats.unwrap_or_default().to_string(),
    });
    let word = serde_json::to_value(fault.code).unwrap_or_default();
    let word = word.as_str().unwrap_or_default();
    let mut said =
        vec![find(&format!("fault.{word}"), &facts, language).unwrap_or_else(|| word.to_owned())];
    let reasons = fault.reasons.iter().map(|one| {
        let facts = serde_json::to_value(one).unwrap_or_default();
        reason(&facts, language)
    });
    said.extend(reasons);
    if let Some(code) = &fault.problem {
        said.extend(find(&format!("error.{code}"), &Value::Null, language));
    }
    if !fault.names.is_empty() {
        said.push(fault.names.join(", "));
    }
    said.join(" ")
}

/// Why a time is refused or doubtful. Facts that are missing lead to the plainer sentence.
fn reason(facts: &Value, language: Language) -> String {
    let code = facts
        .get("code")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let facts = everybody_named(facts, code, language);
    [format!("reason.{code}"), format!("reason.{code}_plain")]
        .iter()
        .find_map(|key| find(key, &facts, language))
        .unwrap_or_else(|| code.to_owned())
}

/// Who has no name among the facts gets the window's word for somebody.
fn everybody_named(facts: &Value, code: &str, language: Language) -> Value {
    let customer = match code {
        "customer_busy" => "reason.the_customer",
        _ => "reason.somebody",
    };
    let mut named = facts.clone();
    for (field, word) in [
        ("staff_name", "reason.someone_on_staff"),
        ("customer_name", customer),
    ] {
        let nameless = facts.get(field).is_none_or(Value::is_null);
        let word = find(word, &Value::Null, language).filter(|_| nameless);
        if let (Some(facts), Some(word)) = (named.as_object_mut(), word) {
            facts.insert(field.to_owned(), word.into());
        }
    }
    named
}

/// The sentence with its places filled; `None` if there is no such sentence or a fact for it is missing.
fn find(key: &str, facts: &Value, language: Language) -> Option<String> {
    let sentences = match language {
        Language::German => &*GERMAN,
        Language::English => &*ENGLISH,
    };
    let mut rest = sentences.get(key)?.as_str();
    let mut filled = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        filled.push_str(before);
        filled.push_str(fact(facts, name)?);
        rest = tail;
    }
    filled.push_str(rest);
    Some(filled)
}

/// The window's short names for places in sentences, and the fields they stand for.
fn fact<'a>(facts: &'a Value, name: &str) -> Option<&'a str> {
    let field = match name {
        "staff" => "staff_name",
        "customer" => "customer_name",
        other => other,
    };
    facts.get(field)?.as_str()
}

#[cfg(test)]
mod tests {
    use import::FaultCode;

    use super::*;

    #[test]
    fn both_languages_have_the_same_sentences() {
        assert!(GERMAN.contains_key("error.refused"));
        assert_eq!(
            GERMAN.keys().collect::<Vec<_>>(),
            ENGLISH.keys().collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_refusal_says_who_is_in_the_way_and_what_is_free() {
        let problem = Problem::new("refused", "the time is refused").with_details(json!({
            "refusals": [{
                "code": "staff_busy", "staff_name": "Anna Albrecht", "what": "Formschnitt",
                "customer_name": "Charlotte Weber", "from": "10:50", "to": "11:40",
            }],
            "warnings": [],
            "nearest": { "start": "2026-11-27T11:40:00+01:00", "staff_name": "Anna Albrecht" },
        }));
        let text = of(&problem, Language::German);
        for fact in [
            "Anna Albrecht",
            "Charlotte Weber",
            "Formschnitt",
            "11:40",
            "2026-11-27T11:40:00+01:00",
        ] {
            assert!(text.contains(fact), "{fact} is missing in: {text}");
        }
    }

    #[test]
    fn columns_that_a_table_lacks_are_named_as_they_are_typed() {
        let problem = Problem::new("import_columns_missing", "columns are missing")
            .with_details(json!({ "fields": ["service", "date"] }));
        let text = of(&problem, Language::German);
        let points: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            points,
            ["  · --map SPALTE=service", "  · --map SPALTE=date"]
        );
    }

    #[test]
    fn every_finding_and_its_remedy_have_a_sentence() {
        for language in [Language::German, Language::English] {
            for code in FindingCode::ALL {
                let text = finding(*code, language);
                assert!(text.contains(' '), "{code:?} is only {text}");
            }
            for remedy in [
                MapRemedy::Apply,
                MapRemedy::MatchStaff,
                MapRemedy::Look,
                MapRemedy::OneZone,
            ] {
                let text = finding_help(remedy, language);
                assert!(text.contains(' '), "{remedy:?} is only {text}");
            }
        }
    }

    #[test]
    fn whatever_is_wrong_with_a_line_has_a_sentence() {
        for language in [Language::German, Language::English] {
            for code in FaultCode::ALL {
                let word = serde_json::to_value(code).unwrap();
                let facts = json!({ "text": "Dauerwelle", "first": "7" });
                let key = format!("fault.{}", word.as_str().unwrap());
                let text = find(&key, &facts, language);
                assert!(text.is_some_and(|text| text.contains(' ')), "{key}");
            }
        }
    }

    #[test]
    fn a_fact_that_is_missing_leads_to_the_plainer_sentence() {
        let facts = json!({ "code": "staff_busy", "staff_name": "Anna Albrecht", "from": "10:50", "to": "11:40" });
        let text = reason(&facts, Language::English);
        assert!(text.contains("10:50") && !text.contains('{'), "{text}");
    }

    #[test]
    fn somebody_without_a_name_is_still_somebody() {
        let facts = json!({ "code": "customer_busy", "staff_name": "Anna Albrecht", "customer_name": null, "from": "10:50", "to": "11:40" });
        let text = reason(&facts, Language::German);
        assert!(
            text.contains("Anna Albrecht") && text.contains("10:50"),
            "{text}"
        );
    }
}
