//! How the book stands with Cal.com, and what a person decides about it.

use sync::view::{Remedy, ReviewEntry, SyncStatus};

use super::{Answer, Here};

#[tauri::command]
pub(super) async fn sync_status(here: Here<'_>) -> Answer<SyncStatus> {
    Ok(here.reception()?.engine.status().await?)
}

#[tauri::command]
pub(super) async fn sync_now(here: Here<'_>) -> Answer<()> {
    here.reception()?.engine.sync_now().await;
    Ok(())
}

