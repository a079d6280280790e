//! The owner's and the IT person's commands: the account, the synchronisation, the state of things.

use std::{fmt::Write as _, io::Read as _};

use serde_json::json;
use sync::{
    setup::Halt,
    view::{
        AccountShape, ConnectRequest, ConnectionState, ConnectionTest, Kept, MapFinding, MapRemedy,
        OldEventType, ProvisionAction, ProvisionProgress, ProvisionStep, Publication, PublishedHow,
        ResolvedChild, SyncStatus,
    },
};

use super::{
    Terminal,
    answer::{Answer, Exit},
    args, choose,
    language::Language,
    now_line, sentence,
};
use crate::{
    problem::Problem,
    reception::{Account, Book, Reception, blocking, told_to_stop},
};

/// Longer than any key; more on standard input is a mistake.
const LONGEST_KEY: u64 = 4096;

/// `kamm connect`: the key comes from standard input, so that it is in no shell history and no process list.
pub(super) async fn connect(terminal: &Terminal, asked: args::Connect) -> Result<Answer, Problem> {
    let book = terminal.own()?;
    let _log = terminal.log(true);
    let key = match terminal.vault.is_given() {
        true => None,
        false => Some(blocking(key_from_input).await??),
    };
    let request = ConnectRequest {
        base_url: asked.host,
        key,
        team_id: asked.team,
    };
    let account = Account::new(book, terminal.vault.clone());
    if asked.dry_run {
        return tested(&account.test(request).await?, terminal.language);
    }
    let view = account.connect(request).await?;
    let mut lines = view.base_url.clone();
    if !view.team_name.is_empty() {
        lines = format!("{lines} · {}", view.team_name);
    }
    let (user, last_four) = (&view.user_name, &view.key_last_four);
    let mut lines = format!("{lines} · {user} …{last_four}\n");
    if let Some(keys) = &view.staff_keys {
        lines.push_str(&super::owner::keys(keys, terminal.language));
    }
    Answer::new(&view, lines)
}

/// Whose key it is, and what follows from the kind of account.
fn tested(test: &ConnectionTest, language: Language) -> Result<Answer, Problem> {
    let mut lines = format!("{}\n", test.user_name);
    if let Some(AccountShape::Individual) = test.shape {
        lines.push_str(&sentence::shape(AccountShape::Individual, language));
    }
    for team in &test.teams {
        let told = match team.may_manage {
            true => sentence::shape(team.shape, language),
            false => sentence::lacking(&team.name, language),
        };
        // Writing to a String does not fail.
        let _ = writeln!(lines, "{:>6} {}\n       {told}", team.id, team.name);
    }
    let individual = test.shape == Some(AccountShape::Individual);
    let usable = individual || test.teams.iter().any(|team| team.may_manage);
    let exit = if usable { Exit::Done } else { Exit::Refused };
    Ok(Answer::new(test, lines)?.with_exit(exit))
}

pub(super) fn key_from_input() -> Result<String, Problem> {
    let unreadable = |_| Problem::new("key_invalid", "no key could be read from standard input");
    let mut key = String::new();
    std::io::stdin()
        .take(LONGEST_KEY)
        .read_to_string(&mut key)
        .map_err(unreadable)?;
    if key.trim().is_empty() {
        return Err(Problem::new(
            "key_missing",
            "the key is expected on standard input",
        ));
    }
    Ok(key)
}

/// `kamm event-types`
pub(super) async fn event_types(
    terminal: &Terminal,
    what: args::EventTypes,
) -> Result<Answer, Problem> {
    // Who only looks need not own the book.
    if let args::EventTypes::Public {
        service,
        event_type: None,
        unlink: false,
    } = &what
    {
        let book = terminal.read()?;
        let id = choose::service(&book.desk.catalogue()?, service)?.id;
        return public(&book, id, terminal.language);
    }
    let account = Account::new(terminal.own()?, terminal.vault.clone());
    let _log = terminal.log(true);
    let steps = match what {
        args::EventTypes::Plan => account.plan_event_types().await?,
        args::EventTypes::Apply => return apply_event_types(&account, terminal).await,
        args::EventTypes::Clean { dry_run } => return clean(&account, terminal, dry_run).await,
        args::EventTypes::Resolve => return resolve(&account, terminal).await,
        args::EventTypes::Verify => return verify_event_types(&account, terminal).await,
        args::EventTypes::Public {
            service,
            event_type,
            ..
        } => return link_public(&account, terminal, &service, event_type).await,
        args::EventTypes::Publish { service, adopt } => {
            return publish(&account, terminal, &service, adopt).await;
        }
    };
    let lines = step_lines(&steps, terminal.language);
    Ok(Answer::new(&steps, lines)?.with_exit(exit_of_steps(&steps)))
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
    let mut old = account.old_event_types().await?;
    if !dry_run {
        let all: Vec<i64> = old.iter().map(|one| one.event_type_id).collect();
        old = account.clean_event_types(&all).await?;
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

async fn resolve(account: &Account, terminal: &Terminal) -> Result<Answer, Problem> {
    let none = terminal.language.pick("nicht gefunden", "not found");
    let found = account.resolve_children(None).await?;
    let line = |one: &ResolvedChild| {
        let sign = match (one.bookable, one.changed) {
            (false, _) => "!",
            (true, true) => "*",
            (true, false) => "=",
        };
        let child = one.child_event_type_id.map(|child| child.to_string());
        format!(
            "{sign} {:<32} {} {:<20} {} → {}\n",
            one.service_name,
            one.segment_key,
            one.staff_name,
            one.event_type_id,
            child.as_deref().unwrap_or(none),
        )
    };
    let lines: String = found.iter().map(line).collect();
    let lacking = found.iter().any(|one| !one.bookable);
    let exit = if lacking {
        Exit::NeedsPerson
    } else {
        Exit::Done
    };
    Ok(Answer::new(&found, lines)?.with_exit(exit))
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

async fn link_public(
    account: &Account,
    terminal: &Terminal,
    service: &str,
    event_type: Option<i64>,
) -> Result<Answer, Problem> {
    let book = terminal.read()?;
    let id = choose::service(&book.desk.catalogue()?, service)?.id;
    account.link_public(id, event_type).await?;
    public(&book, id, terminal.language)
}

/// On which event types customers book a service, as it stands now.
fn public(book: &Book, service: i64, language: Language) -> Result<Answer, Problem> {
    let sheet = book.desk.service_sheet(service, jiff::Timestamp::now())?;
    let lines = super::owner::online(&sheet.online, language);
    let document = json!({ "service_id": service, "online": sheet.online });
    Answer::new(&document, format!("{}\n{lines}", sheet.service.name))
}

async fn publish(
    account: &Account,
    terminal: &Terminal,
    service: &str,
    adopt: bool,
) -> Result<Answer, Problem> {
    let catalogue = terminal.read()?.desk.catalogue()?;
    let service = choose::service(&catalogue, service)?;
    let done = account.publish_service(service.id, adopt).await?;
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
        MapRemedy::MatchStaff | MapRemedy::Look => "",
    };
    format!(
        "! {:<32} {} {:<20} {} {}{command}
",
        service_or_block(&finding.service_name, language),
        finding.segment_key,
        finding.staff_name,
        sentence::finding(finding.code, language),
        sentence::finding_help(finding.remedy, language),
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
        "{action} {:<32} {} {:>3} min  {:<20} {what}\n",
        service_or_block(&step.service_name, language),
        step.segment_key,
        step.minutes,
        step.staff_name
    )
}

/// `kamm status`
pub(super) fn status(terminal: &Terminal) -> Result<Answer, Problem> {
    let book = terminal.read()?;
    let salon = book.salon()?;
    let sync = sync_of(&book)?;
    let document = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "profile": book.place.profile().as_str(),
        "book": book.place.book(),
        "salon": salon.name,
        "zone": salon.zone.iana_name(),
        "revision": book.store.revision().0,
        "sync": sync,
    });
    let name = if salon.name.is_empty() {
        "–"
    } else {
        &salon.name
    };
    let lines = format!(
        "{name}\n{}\n{}",
        book.place.book().display(),
        sync_line(&sync, terminal)
    );
    Answer::new(&document, lines)
}

/// `kamm sync status`
pub(super) fn sync_status(terminal: &Terminal) -> Result<Answer, Problem> {
    let sync = sync_of(&terminal.read()?)?;
    Ok(Answer::new(&sync, sync_line(&sync, terminal))?.with_exit(exit_of(&sync)))
}

fn sync_of(book: &Book) -> Result<SyncStatus, Problem> {
    Ok(book.store.read(sync::status::of)?)
}

fn sync_line(sync: &SyncStatus, terminal: &Terminal) -> String {
    let language = terminal.language;
    let connection = match sync.connection {
        ConnectionState::NotConnected => language.pick("nicht verbunden", "not connected"),
        ConnectionState::Online => language.pick("verbunden", "online"),
        ConnectionState::Troubled => language.pick("gestört beim Lesen", "trouble when reading"),
        ConnectionState::Offline => "offline",
        ConnectionState::Limited => {
            language.pick("Cal.com bittet um eine Pause", "Cal.com asked for a pause")
        }
        ConnectionState::Credentials => language.pick("Schlüssel abgelehnt", "key refused"),
    };
    let mut line = format!(
        "Cal.com: {connection} · {} {} · {} {} · {} {}",
        sync.waiting + sync.sending,
        language.pick("warten", "waiting"),
        sync.uncertain,
        language.pick("ungewiss", "uncertain"),
        sync.review,
        language.pick("in der Prüfliste", "to review"),
    );
    if let (ConnectionState::Troubled, Some(since), Some(reason)) =
        (sync.connection, &sync.since, &sync.reason)
    {
        let reason = sentence::trouble(reason, language);
        let since_word = language.pick("Seit", "Since");
        // Writing to a String does not fail.
        let _ = write!(line, "\n{since_word} {since}: {reason}");
    }
    if !sync.keys_refused.is_empty() {
        let names = sync.keys_refused.join(", ");
        let words = language.pick(
            "Cal.com nimmt den Schlüssel nicht von",
            "Cal.com does not take the key of",
        );
        // Writing to a String does not fail.
        let _ = write!(line, "\n{words}: {names}");
    }
    line
}

fn exit_of(sync: &SyncStatus) -> Exit {
    match sync.connection {
        ConnectionState::Credentials | ConnectionState::Troubled => Exit::Outside,
        _ if sync.review > 0 || !sync.keys_refused.is_empty() => Exit::NeedsPerson,
        ConnectionState::NotConnected
        | ConnectionState::Online
        | ConnectionState::Offline
        | ConnectionState::Limited => Exit::Done,
    }
}

/// `kamm sync now`
pub(super) async fn sync_now(terminal: &Terminal, wait: bool) -> Result<Answer, Problem> {
    let book = terminal.own()?;
    let _log = terminal.log(true);
    let reception = Reception::start(book, terminal.vault.clone());
    if reception.account.view().await?.is_none() {
        return Err(sync::setup::SetupError::NotConnected.into());
    }
    reception.engine.sync_now().await;
    if wait {
        reception.engine.wait_until_idle().await;
    }
    let sync = reception.engine.status().await?;
    reception.stop().await;
    Ok(Answer::new(&sync, sync_line(&sync, terminal))?.with_exit(exit_of(&sync)))
}

/// `kamm agent`: until the service manager or Ctrl+C says stop.
pub(super) async fn agent(terminal: &Terminal) -> Result<Answer, Problem> {
    let book = terminal.own_or_restore(jiff::Timestamp::now())?;
    let _log = terminal.log(true);
    let reception = Reception::start(book, terminal.vault.clone());
    reception.keep_in_step().await;
    now_line(&sync_line(&reception.engine.status().await?, terminal));
    told_to_stop().await?;
    reception.stop().await;
    Answer::new(&json!({ "stopped": true }), "")
}

/// `kamm doctor`: every thing Kamm needs, one line each.
pub(super) async fn doctor(terminal: &Terminal) -> Result<Answer, Problem> {
    let book = terminal.read();
    let account = book
        .as_ref()
        .ok()
        .map(|book| Account::new(book.clone(), terminal.vault.clone()));
    let mut findings = vec![("book", book.as_ref().map(|_| ()).map_err(Clone::clone))];
    if let Ok(book) = &book {
        findings.push((
            "integrity",
            book.store.integrity_check().map_err(Problem::from),
        ));
    }
    if let Some(account) = account {
        findings.push(("keychain", account.probe().await));
        findings.push(("calcom", reach(&account).await));
    }
    let healthy = findings.iter().all(|(_, finding)| finding.is_ok());
    let line = |(what, finding): &(&str, Result<(), Problem>)| match finding {
        Ok(()) => format!("✓ {what}\n"),
        Err(problem) => format!("! {what}: {}\n", sentence::of(problem, terminal.language)),
    };
    let lines: String = findings.iter().map(line).collect();
    let document: Vec<_> = findings
        .iter()
        .map(|(what, finding)| json!({ "what": what, "problem": finding.as_ref().err() }))
        .collect();
    let answer = Answer::new(&document, lines)?;
    Ok(if healthy {
        answer
    } else {
        answer.with_exit(Exit::NeedsPerson)
    })
}

/// Whether the stored key still opens the stored server.
async fn reach(account: &Account) -> Result<(), Problem> {
    let view = account
        .view()
        .await?
        .ok_or(sync::setup::SetupError::NotConnected)?;
    let request = ConnectRequest {
        base_url: view.base_url,
        key: None,
        team_id: None,
    };
    account.test(request).await.map(drop)
}
