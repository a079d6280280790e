//! How the book stands with Cal.com, and what a person decides about it.

use desk::request::CheckRequest;
use jiff::Timestamp;
use sync::{
    Preferences,
    view::{AskedView, LinkChoice, Remedy, ReviewEntry, SyncStatus},
};

use super::{Answer, Here};
use crate::reception::{self, Decided, HealthReport, blocking};

#[tauri::command]
pub(super) async fn sync_status(here: Here<'_>) -> Answer<SyncStatus> {
    Ok(here.reception()?.engine.status().await?)
}

#[tauri::command]
pub(super) async fn ask_calcom(here: Here<'_>, request: CheckRequest) -> Answer<Vec<AskedView>> {
    here.reception()?.ask(request).await
}

#[tauri::command]
pub(super) async fn health(here: Here<'_>, hours: u16) -> Answer<HealthReport> {
    let book = here.reception()?.book.clone();
    blocking(move || reception::health(&book, hours, Timestamp::now())).await?
}

#[tauri::command]
pub(super) async fn sync_now(here: Here<'_>) -> Answer<()> {
    here.reception()?.engine.sync_now().await;
    Ok(())
}

#[tauri::command]
pub(super) async fn review(here: Here<'_>) -> Answer<Vec<ReviewEntry>> {
    let book = here.reception()?.book.clone();
    blocking(move || book.review()).await?
}

#[tauri::command]
pub(super) async fn resolve_review(
    here: Here<'_>,
    ids: Vec<i64>,
    remedy: Remedy,
) -> Answer<Vec<Decided>> {
    let book = here.reception()?.book.clone();
    blocking(move || book.resolve(&ids, remedy, Timestamp::now())).await?
}

#[tauri::command]
pub(super) async fn link_choices(here: Here<'_>, id: i64) -> Answer<Vec<LinkChoice>> {
    here.reception()?.account.link_choices(id).await
}

#[tauri::command]
pub(super) async fn link_booking(here: Here<'_>, id: i64, choice: i64) -> Answer<()> {
    here.reception()?.account.link(id, choice).await
}

#[tauri::command]
pub(super) async fn preferences(here: Here<'_>) -> Answer<Preferences> {
    let book = here.reception()?.book.clone();
    blocking(move || book.preferences()).await?
}

#[tauri::command]
pub(super) async fn set_preferences(here: Here<'_>, preferences: Preferences) -> Answer<()> {
    let book = here.owner()?.book.clone();
    blocking(move || book.prefer(preferences, Timestamp::now())).await?
}

#[tauri::command]
pub(super) async fn split_appointment(here: Here<'_>, id: i64) -> Answer<()> {
    let book = here.reception()?.book.clone();
    blocking(move || book.split(id, Timestamp::now())).await?
}
