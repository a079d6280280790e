//! `kamm connect`: the account.

use std::{fmt::Write as _, io::Read as _};

use serde::Serialize;
use sync::view::{AccountShape, AccountView, ConnectRequest, ConnectionTest, OtherZones};

use super::{
    Terminal,
    answer::{Answer, Exit},
    args,
    language::Language,
    sentence,
};
use crate::{
    problem::Problem,
    reception::{Account, blocking},
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
    // The account is connected whether or not the hours can be looked at as well.
    let other_zones = account.other_zones().await.ok().flatten();
    let exit = match &other_zones {
        Some(other) => {
            lines.push_str(&zone_lines(other, terminal.language));
            Exit::NeedsPerson
        }
        None => Exit::Done,
    };
    let connected = Connected { view, other_zones };
    Ok(Answer::new(&connected, lines)?.with_exit(exit))
}

/// The account, and what is to be put right about it.
#[derive(Serialize)]
struct Connected {
    #[serde(flatten)]
    view: AccountView,
    other_zones: Option<OtherZones>,
}

/// By whose clock the hours in Cal.com go, and what puts it right.
fn zone_lines(other: &OtherZones, language: Language) -> String {
    let mut lines = String::new();
    for clock in &other.others {
        let facts = serde_json::json!({
            "names": clock.names.join(", "),
            "zone": clock.zone,
            "salon": other.salon_zone,
        });
        let told = sentence::with_facts("zones.differ", &facts, language);
        // Writing to a String does not fail.
        let _ = writeln!(lines, "! {told}");
    }
    let help = sentence::with_facts("zones.help", &serde_json::Value::Null, language);
    let zone = other.all_by.as_deref().unwrap_or("ZONE");
    let _ = writeln!(lines, "  {help}\n  → kamm settings --zone {zone}");
    lines
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
