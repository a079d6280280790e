//! The owner's PIN, as the window asks for it. What was typed goes no further than the desk.

use std::time::Instant;

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{Answer, Here};
use crate::reception::blocking;

/// Whether the owner's screens are open.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub(super) struct OwnerState {
    /// Whether there is a PIN.
    pub pin: bool,
    /// For how many seconds they are open still; `null` without a PIN, 0: they are shut.
    #[ts(type = "number | null")]
    pub open_seconds: Option<u64>,
    /// For how many seconds no PIN is looked at, after too many wrong ones.
    #[ts(type = "number")]
    pub wait_seconds: u64,
}

#[tauri::command]
pub(super) async fn owner_state(here: Here<'_>) -> Answer<OwnerState> {
    let book = &here.reception()?.book;
    let pin = book.at_desk(|desk, now| desk.pin(now)).await?;
    let left = here.door().open_for(Instant::now());
    Ok(OwnerState {
        pin: pin.set,
        open_seconds: pin.set.then(|| left.map_or(0, |left| left.as_secs())),
        wait_seconds: pin.wait_seconds,
    })
}

#[tauri::command]
pub(super) async fn enter_pin(here: Here<'_>, pin: String) -> Answer<()> {
    let book = &here.reception()?.book;
    book.at_desk(move |desk, now| desk.enter_pin(&pin, now))
        .await?;
    here.door().open(Instant::now());
    Ok(())
}

/// Sets the PIN, another one, or none.
#[tauri::command]
pub(super) async fn set_pin(here: Here<'_>, current: String, new: Option<String>) -> Answer<()> {
    let book = here.owner()?.book.clone();
    let set = new.is_some();
    blocking(move || book.set_pin(&current, new.as_deref(), Timestamp::now())).await??;
    here.door().fit(set, Instant::now());
    Ok(())
}

#[tauri::command]
pub(super) async fn leave_owner(here: Here<'_>) -> Answer<()> {
    here.door().shut();
    Ok(())
}
