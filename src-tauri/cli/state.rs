//! How things stand, and what keeps them so: the synchronisation, the agent, the doctor.

use std::fmt::Write as _;

use serde_json::json;
use sync::view::{ConnectRequest, ConnectionState, SyncStatus};

use super::{
    Terminal,
    answer::{Answer, Exit},
    now_line, sentence,
};
use crate::{
    problem::Problem,
    reception::{Account, Book, Reception, told_to_stop},
};

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
