//! The salon's one Cal.com account and its gate. The key is never here.

use jiff::Timestamp;
use salon::AppointmentId;

use super::{
    closing, publication, reading, review, staff_key,
    task::{self, Priority},
    whole,
};
use crate::{
    Read, StoreError, Topic, Tx,
    row::{At, Row, at, maybe_at, words},
    settings::{self, Setting},
};

/// Address and team of the account that was connected last: whose bookings and event types the book knows while none is.
const LAST: Setting<(String, Option<i64>)> = Setting::new("last_account");

words! {
    /// Whether calls may go out.
    pub enum GateState {
        /// They do.
        Open = "open",
        /// Nothing reaches the server.
        Offline = "offline",
        /// The server asked for a pause.
        Limited = "limited",
        /// The key is refused: a person has to act.
        Credentials = "credentials",
    }
}

/// The account as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// `https://api.cal.com/v2`.
    pub base_url: String,
    /// The salon's team; `None` where the server has none and each stylist has a key of their own.
    pub team_id: Option<i64>,
    /// "Friseur 1"; empty where there is no team.
    pub team_name: String,
    /// The organization that the team is part of.
    pub organization_id: Option<i64>,
    /// Whose key.
    pub user_id: i64,
    /// Their name.
    pub user_name: String,
    /// Last four characters of the key.
    pub key_last_four: String,
    /// Since when.
    pub connected_at: Timestamp,
    /// Whether calls may go out.
    pub gate: GateState,
    /// Since when the gate is as it is.
    pub gate_since: Timestamp,
    /// When calls go out again, for `Limited`.
    pub gate_until: Option<Timestamp>,
    /// Stable name of the reason.
    pub gate_detail: String,
    /// Last answer of the server.
    pub last_contact_at: Option<Timestamp>,
    /// Up to where changes made in Cal.com have been read, by the server's clock.
    pub poll_cursor: Option<String>,
    /// When that was.
    pub last_poll_at: Option<Timestamp>,
    /// Why changes made in Cal.com cannot be read although calls go out: stable name.
    pub trouble: Option<String>,
    /// Since when.
    pub trouble_since: Option<Timestamp>,
}

impl Account {
    /// Whether there is no team, and each stylist has a user and a key of their own.
    #[must_use]
    pub fn is_individual(&self) -> bool {
        self.team_id.is_none()
    }

    /// Whether this is the connection that `other` was a picture of: not one made since, perhaps to another server.
    #[must_use]
    pub fn is_connected_as(&self, other: &Self) -> bool {
        self.base_url == other.base_url
            && self.team_id == other.team_id
            && self.key_last_four == other.key_last_four
            && self.connected_at == other.connected_at
    }
}

/// What makes an account.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    /// The server's address.
    pub base_url: &'a str,
    /// The salon's team; `None` where the server has none.
    pub team_id: Option<i64>,
    /// Its name, or nothing.
    pub team_name: &'a str,
    /// The organization that it is part of.
    pub organization_id: Option<i64>,
    /// Whose key.
    pub user_id: i64,
    /// Their name.
    pub user_name: &'a str,
    /// Last four characters of the key.
    pub key_last_four: &'a str,
}

/// The account, if one is connected.
///
/// # Errors
/// The book cannot be read.
pub fn find(read: &Read<'_>) -> Result<Option<Account>, StoreError> {
    read.one("SELECT * FROM account", (), decode)
}

/// Connects: the gate is open. Another server or team than the last one knows nothing of our bookings and event types, so what
/// was known of the old one is put away and all that is to come is asked for anew. What is over already and was never sent is
/// left alone: nobody wants to hear of every appointment from before the salon had an account.
///
/// # Errors
/// The book cannot be written.
pub fn connect(tx: &Tx<'_>, account: &NewAccount<'_>, now: Timestamp) -> Result<(), StoreError> {
    let here = (account.base_url.to_owned(), account.team_id);
    if settings::find(tx, &LAST)?.as_ref() != Some(&here) {
        forget_remote(tx, now)?;
        if account.team_id.is_none() {
            // Who is who follows from the keys, of which there is none yet.
            tx.run("UPDATE staff SET calcom_user_id = NULL", ())?;
        }
        ask_anew(tx, now)?;
        settings::set(tx, &LAST, &here)?;
    }
    leave_the_past_alone(tx, now)?;
    tx.run(
        "INSERT INTO account (id, base_url, team_id, team_name, user_id, user_name, key_last_four, connected_at, gate_since,
                              organization_id)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET base_url = excluded.base_url, team_id = excluded.team_id,
            team_name = excluded.team_name, organization_id = excluded.organization_id, user_id = excluded.user_id, user_name = excluded.user_name,
            key_last_four = excluded.key_last_four, connected_at = excluded.connected_at, gate = 'open',
            gate_since = excluded.gate_since, gate_until = NULL, gate_detail = '', trouble = NULL, trouble_since = NULL",
        (
            account.base_url,
            account.team_id,
            account.team_name,
            account.user_id,
            account.user_name,
            account.key_last_four,
            At(now),
            account.organization_id,
        ),
    )?;
    tx.changed(Topic::Account, None, now)
}

/// Forgets the account. The event map and what is known of bookings stay, in case the same one is connected again.
///
/// # Errors
/// The book cannot be written.
pub fn disconnect(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.run("DELETE FROM account", ())?;
    staff_key::forget(tx)?;
    reading::forget(tx)?;
    tx.changed(Topic::Account, None, now)
}

fn forget_remote(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.run("DELETE FROM event_map", ())?;
    whole::forget_all(tx)?;
    publication::forget(tx)?;
    closing::forget(tx)?;
    tx.run("DELETE FROM block_types", ())?;
    staff_key::forget(tx)?;
    tx.run("DELETE FROM blocked_times WHERE reason = 'calcom'", ())?;
    tx.run(
        "UPDATE bookings SET state = 'gone', seen_at = ?1 WHERE state <> 'gone'",
        [At(now)],
    )?;
    tx.run(
        "UPDATE operations SET state = 'absent', settled_at = ?1 WHERE state IN ('sending', 'uncertain')",
        [At(now)],
    )?;
    reading::forget(tx)?;
    review::forget_bookings(tx, now)?;
    tx.changed(Topic::Services, None, now)?;
    tx.changed(Topic::Staff, None, now)
}

fn ask_anew(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let coming = tx.all(
        "SELECT t.appointment_id FROM sync_tasks t JOIN appointments a ON a.id = t.appointment_id
         WHERE a.end_at > ?1 AND a.status = 'booked'",
        [At(now)],
        |row| row.get(0).map(AppointmentId),
    )?;
    // On the wire or uncertain with the old account: of no interest to the new one.
    tx.run(
        "UPDATE sync_tasks SET state = 'waiting', due_at = ?1, attempt = 0 WHERE state IN ('sending', 'uncertain')",
        [At(now)],
    )?;
    tx.run(
        "UPDATE phase_sync SET state = 'waiting', since = ?1 WHERE state IN ('sending', 'uncertain')",
        [At(now)],
    )?;
    for appointment in coming {
        task::want(tx, appointment, Priority::Backlog, now)?;
    }
    Ok(())
}

fn leave_the_past_alone(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.run(
        "UPDATE phase_sync SET state = 'local', since = ?1
         WHERE state = 'waiting' AND phase_id IN (
            SELECT p.id FROM phases p JOIN appointments a ON a.id = p.appointment_id
            WHERE a.end_at <= ?1 AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.phase_id = p.id))",
        [At(now)],
    )?;
    tx.run(
        "UPDATE sync_tasks SET state = 'done', due_at = NULL, updated_at = ?1
         WHERE state = 'waiting' AND appointment_id IN (SELECT id FROM appointments WHERE end_at <= ?1)",
        [At(now)],
    )?;
    Ok(())
}

/// Sets the gate. Answers whether it changed; `since` only moves with the state.
///
/// # Errors
/// The book cannot be written.
pub fn set_gate(
    tx: &Tx<'_>,
    gate: GateState,
    until: Option<Timestamp>,
    detail: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let rows = tx.run(
        "UPDATE account SET gate_since = CASE WHEN gate = ?1 THEN gate_since ELSE ?4 END,
            gate = ?1, gate_until = ?2, gate_detail = ?3
         WHERE gate <> ?1 OR gate_until IS NOT ?2 OR gate_detail <> ?3",
        (gate, until.map(At), detail, At(now)),
    )?;
    if rows > 0 {
        tx.changed(Topic::Account, None, now)?;
    }
    Ok(rows > 0)
}

/// The server answered. Noted without telling anybody: it happens with every call.
///
/// # Errors
/// The book cannot be written.
pub fn contact(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.run("UPDATE account SET last_contact_at = ?1", [At(now)])?;
    Ok(())
}

/// Says why changes made in Cal.com cannot be read, or that they can again. Answers whether that is new; `since` only moves
/// when trouble begins.
///
/// # Errors
/// The book cannot be written.
pub fn set_trouble(tx: &Tx<'_>, trouble: Option<&str>, now: Timestamp) -> Result<bool, StoreError> {
    let rows = tx.run(
        "UPDATE account SET trouble = ?1,
            trouble_since = CASE WHEN ?1 IS NULL THEN NULL ELSE coalesce(trouble_since, ?2) END
         WHERE trouble IS NOT ?1",
        (trouble, At(now)),
    )?;
    if rows > 0 {
        tx.changed(Topic::Account, None, now)?;
    }
    Ok(rows > 0)
}

fn decode(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        base_url: row.get("base_url")?,
        team_id: row.get("team_id")?,
        team_name: row.get("team_name")?,
        organization_id: row.get("organization_id")?,
        user_id: row.get("user_id")?,
        user_name: row.get("user_name")?,
        key_last_four: row.get("key_last_four")?,
        connected_at: at(row, "connected_at")?,
        gate: row.get("gate")?,
        gate_since: at(row, "gate_since")?,
        gate_until: maybe_at(row, "gate_until")?,
        gate_detail: row.get("gate_detail")?,
        last_contact_at: maybe_at(row, "last_contact_at")?,
        poll_cursor: row.get("poll_cursor")?,
        last_poll_at: maybe_at(row, "last_poll_at")?,
        trouble: row.get("trouble")?,
        trouble_since: maybe_at(row, "trouble_since")?,
    })
}
