//! `kamm event-types`: what is needed, made, verified and cleared in Cal.com.

use std::fmt::Write as _;

use desk::view::CatalogueView;
use serde_json::json;
use sync::{
    setup::Halt,
    view::{
        FindingCode, Kept, MapFinding, MapRemedy, OldEventType, ProvisionAction, ProvisionProgress,
        ProvisionStep, Publication, PublishedHow,
    },
};

use super::{
    Terminal,
    answer::{Answer, Exit},
    args, choose, event_map,
    language::Language,
    now_line, sentence,
    wall::Wall,
};
use crate::{
    problem::Problem,
    reception::{Account, told_to_stop},
};

/// `kamm event-types`
pub(super) async fn event_types(
    terminal: &Terminal,
    what: args::EventTypes,
) -> Result<Answer, Problem> {
    let book = match only_looks(&what) {
        true => terminal.read()?,
        false => terminal.own()?,
    };
    let account = Account::new(book, terminal.vault.clone());
    let _log = terminal.log(true);
    let steps = match what {
        args::EventTypes::Plan => account.plan_event_types().await?,
        args::EventTypes::Apply => return apply_event_types(&account, terminal).await,
        args::EventTypes::Clean { dry_run } => return clean(&account, terminal, dry_run).await,
        args::EventTypes::Map => return event_map::map(&account, terminal).await,
        args::EventTypes::Link {
            service,
            segment,
            staff,
            event_type,
            unlink,
        } => {
            let pair = event_map::pair(&catalogue(terminal)?, &service, &segment, &staff)?;
            let named = event_map::named(event_type, unlink);
            return event_map::link(&account, terminal, pair, named).await;
        }
        args::EventTypes::Resolve {
            service: Some(service),
            segment: Some(segment),
            staff: Some(staff),
        } => {
            let pair = event_map::pair(&catalogue(terminal)?, &service, &segment, &staff)?;
            return event_map::resolve(&account, terminal, Some(pair)).await;
        }
        args::EventTypes::Resolve { .. } => {
            return event_map::resolve(&account, terminal, None).await;
        }
        args::EventTypes::Verify => return verify_event_types(&account, terminal).await,
        args::EventTypes::Public {
            service,
            event_type,
            unlink,
        } => {
            let named = event_map::named(event_type, unlink);
            return public(&account, terminal, &service, named).await;
        }
        args::EventTypes::Publish { service, adopt } => {
            return publish(&account, terminal, &service, adopt).await;
        }
    };
    let lines = step_lines(&steps, terminal.language);
    Ok(Answer::new(&steps, lines)?.with_exit(exit_of_steps(&steps)))
}

/// Who only looks into the book need not own it.
fn only_looks(what: &args::EventTypes) -> bool {
    matches!(
        what,
        args::EventTypes::Map
            | args::EventTypes::Public {
                event_type: None,
                unlink: false,
                ..
            }
    )
}

fn catalogue(terminal: &Terminal) -> Result<CatalogueView, Problem> {
    Ok(terminal.read()?.desk.catalogue()?)
}

/// With a line for each event type that is done. Ctrl+C stops after the calls that are under way; the next run goes on.
async fn apply_event_types(account: &Account, terminal: &Terminal) -> Result<Answer, Problem> {
    let (halt, language) = (Halt::default(), terminal.language);
    let progress = |at: &ProvisionProgress| {
        let line = step_line(&at.step, language);
        now_line(&format!("{:>4} / {}  {}", at.done, at.all, line.trim_end()));
    };
    let work = account.apply_event_types(&halt, progress);
    tokio::pin!(work);
    let done = tokio::select! {
        done = &mut work => done,
        told = told_to_stop() => {
            told?;
            halt.ask();
            now_line(language.pick("Wird angehalten …", "Stopping …"));
            work.await
        }
    }?;
    let mut lines = step_lines(&done.steps, language);
    let exit = match done.left {
        0 => exit_of_steps(&done.steps),
        left => {
            let words = language.pick(
                "Ereignistypen sind noch übrig; der nächste Lauf macht weiter.",
                "event types are left; the next run goes on.",
            );
            // Writing to a String does not fail.
            let _ = writeln!(lines, "! {left} {words}");
            Exit::NeedsPerson
        }
    };
    Ok(Answer::new(&done, lines)?.with_exit(exit))
}

/// Without `dry_run` everything that nothing hangs on is deleted.
async fn clean(account: &Account, terminal: &Terminal, dry_run: bool) -> Result<Answer, Problem> {
    let language = terminal.language;
    let silent = |_, _| ();
    let mut old = account.old_event_types(silent).await?;
    if !dry_run {
        let all: Vec<i64> = old.iter().map(|one| one.event_type_id).collect();
        old = account.clean_event_types(&all, silent).await?;
    }
    let line = |one: &OldEventType| {
        let (sign, why) = match (one.kept, one.deleted) {
            (Some(Kept::Booked), _) => (
                "!",
                language.pick(
                    "bleibt: Termine hängen daran",
                    "stays: bookings to come hang on it",
                ),
            ),
            (Some(Kept::NotReplaced), _) => (
                "!",
                language.pick(
                    "bleibt: auf dem neuen ist noch nichts frei",
                    "stays: nobody can be booked on the new one yet",
                ),
            ),
            (None, true) => ("-", language.pick("gelöscht", "deleted")),
            (None, false) => ("-", language.pick("wird gelöscht", "would be deleted")),
        };
        format!(
            "{sign} {:>8}  {:<24} {}  {why}\n",
            one.event_type_id, one.slug, one.title
        )
    };
    let lines: String = old.iter().map(line).collect();
    let stays = old.iter().any(|one| one.kept.is_some());
    let exit = if stays { Exit::NeedsPerson } else { Exit::Done };
    Ok(Answer::new(&old, lines)?.with_exit(exit))
}

fn exit_of_steps(steps: &[ProvisionStep]) -> Exit {
    let needs_person =
        |step: &ProvisionStep| step.action == ProvisionAction::Unmapped || step.problem.is_some();
    match steps.iter().any(needs_person) {
        true => Exit::NeedsPerson,
        false => Exit::Done,
    }
}

async fn verify_event_types(account: &Account, terminal: &Terminal) -> Result<Answer, Problem> {
    let findings = account.verify_event_types().await?;
    let lines: String = findings
        .iter()
        .map(|finding| finding_line(finding, terminal))
        .collect();
    let answer = Answer::new(&findings, lines)?;
    Ok(if findings.is_empty() {
        answer
    } else {
        answer.with_exit(Exit::Refused)
    })
}

/// On which event types customers book a service, after naming one, or none, if somebody asks for that.
async fn public(
    account: &Account,
    terminal: &Terminal,
    service: &str,
    named: Option<Option<i64>>,
) -> Result<Answer, Problem> {
    let book = terminal.read()?;
    let id = choose::service(&book.desk.catalogue()?, service)?.id;
    if let Some(event_type) = named {
        account.link_public(id, event_type).await?;
    }
    let sheet = book.desk.service_sheet(id, jiff::Timestamp::now())?;
    let lines = super::owner::online(&sheet.online, &Wall::of(&book)?, terminal.language);
    let document = json!({ "service_id": id, "online": sheet.online });
    Answer::new(&document, format!("{}\n{lines}", sheet.service.name))
}

async fn publish(
    account: &Account,
    terminal: &Terminal,
    service: &str,
    adopt: bool,
) -> Result<Answer, Problem> {
    let sheets = terminal.read()?.desk.sheets(jiff::Timestamp::now())?;
    // What is sold no more is hidden where it stands.
    let service = choose::service_sheet(&sheets.services, service)?;
    let id = service.id.unwrap_or_default();
    let done = account.publish_service(id, adopt).await?;
    let language = terminal.language;
    let name = &service.name;
    let line = |one: &Publication| {
        let what = match one.what {
            PublishedHow::Created => language.pick("erstellt", "created"),
            PublishedHow::Updated => language.pick("aktualisiert", "updated"),
            PublishedHow::CreatedAnew => language.pick("neu erstellt", "created anew"),
            PublishedHow::Adopted => language.pick("übernommen", "adopted"),
        };
        let whose = one.staff_name.as_ref().map(|staff| format!(" · {staff}"));
        let (slug, minutes) = (&one.slug, one.minutes);
        let whose = whose.unwrap_or_default();
        format!("{name}{whose}: {what} · {slug} · {minutes} min\n")
    };
    let mut lines: String = done.done.iter().map(line).collect();
    for staff in &done.without_key {
        let no_key = language.pick(
            "ohne Schlüssel nicht buchbar: kamm staff key",
            "cannot be booked without a key: kamm staff key",
        );
        // Writing to a String does not fail.
        let _ = writeln!(lines, "! {name} · {staff}: {no_key}");
    }
    let answer = Answer::new(&done, lines)?;
    Ok(match done.without_key.is_empty() {
        true => answer,
        false => answer.with_exit(Exit::NeedsPerson),
    })
}

fn finding_line(finding: &MapFinding, terminal: &Terminal) -> String {
    let language = terminal.language;
    let command = match finding.remedy {
        MapRemedy::Apply => " → kamm event-types apply",
        MapRemedy::OneZone => " → kamm settings --zone",
        MapRemedy::MatchStaff | MapRemedy::Look => "",
    };
    let (code, help) = (
        sentence::finding(finding.code, language),
        sentence::finding_help(finding.remedy, language),
    );
    if finding.code == FindingCode::OtherZone {
        return format!("! {} {code} {help}{command}\n", finding.staff_name);
    }
    format!(
        "! {:<32} {:<1} {:<20} {code} {help}{command}\n",
        service_or_block(&finding.service_name, language),
        finding.segment_key,
        finding.staff_name,
    )
}

/// What belongs to no service holds time that must not be sold.
fn service_or_block(service_name: &str, language: Language) -> &str {
    match service_name {
        "" => language.pick("Nicht buchbare Zeit", "Time not for sale"),
        name => name,
    }
}

fn step_lines(steps: &[ProvisionStep], language: Language) -> String {
    steps.iter().map(|step| step_line(step, language)).collect()
}

fn step_line(step: &ProvisionStep, language: Language) -> String {
    let action = match step.action {
        ProvisionAction::Keep => "=",
        ProvisionAction::Adopt => "~",
        ProvisionAction::Create => "+",
        ProvisionAction::Update => "*",
        ProvisionAction::Unmapped => "!",
    };
    let action = step.problem.as_ref().map_or(action, |_| "!");
    let what = step.problem.as_ref().unwrap_or(&step.slug);
    format!(
        "{action} {:<32} {:<1} {:>3} min  {:<20} {what}\n",
        service_or_block(&step.service_name, language),
        step.segment_key,
        step.minutes,
        step.staff_name
    )
}
