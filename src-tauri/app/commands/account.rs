//! The owner's screen: key, team, staff, event types. The key comes in once and never goes back to the window.

use serde::Serialize;
use sync::view::{
    AccountView, ConnectRequest, ConnectionTest, EventGrid, LinkRequest, MapFinding, PairRequest,
    PairView, ProvisionStep, Publication, StaffMatch,
};
use ts_rs::TS;

use super::{Answer, Here};

/// Whether a key could be kept on this machine.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub(super) struct KeychainState {
    /// It could.
    pub ok: bool,
    /// Why not.
    pub code: Option<String>,
}

#[tauri::command]
pub(super) async fn account(here: Here<'_>) -> Answer<Option<AccountView>> {
    here.reception()?.account.view().await
}

#[tauri::command]
pub(super) async fn keychain(here: Here<'_>) -> Answer<KeychainState> {
    let code = here
        .reception()?
        .account
        .probe()
        .await
        .err()
        .map(|problem| problem.code);
    Ok(KeychainState {
        ok: code.is_none(),
        code,
    })
}

#[tauri::command]
pub(super) async fn test_connection(
    here: Here<'_>,
    request: ConnectRequest,
) -> Answer<ConnectionTest> {
    here.reception()?.account.test(request).await
}

#[tauri::command]
pub(super) async fn connect(here: Here<'_>, request: ConnectRequest) -> Answer<AccountView> {
    here.reception()?.account.connect(request).await
}

#[tauri::command]
pub(super) async fn disconnect(here: Here<'_>) -> Answer<()> {
    here.reception()?.account.disconnect().await
}

#[tauri::command]
pub(super) async fn staff_matches(here: Here<'_>) -> Answer<Vec<StaffMatch>> {
    here.reception()?.account.staff_matches().await
}

#[tauri::command]
pub(super) async fn match_staff(here: Here<'_>, staff_id: i64, user_id: i64) -> Answer<()> {
    here.reception()?
        .account
        .match_staff(staff_id, user_id)
        .await
}

#[tauri::command]
pub(super) async fn plan_event_types(here: Here<'_>) -> Answer<Vec<ProvisionStep>> {
    here.reception()?.account.plan_event_types().await
}

#[tauri::command]
pub(super) async fn apply_event_types(here: Here<'_>) -> Answer<Vec<ProvisionStep>> {
    here.reception()?.account.apply_event_types().await
}

#[tauri::command]
pub(super) async fn publish_service(
    here: Here<'_>,
    service_id: i64,
    adopt: bool,
) -> Answer<Publication> {
    here.reception()?
        .account
        .publish_service(service_id, adopt)
        .await
}

#[tauri::command]
pub(super) async fn verify_event_types(here: Here<'_>) -> Answer<Vec<MapFinding>> {
    here.reception()?.account.verify_event_types().await
}

#[tauri::command]
pub(super) async fn event_grid(here: Here<'_>) -> Answer<EventGrid> {
    here.reception()?.account.event_grid().await
}

#[tauri::command]
pub(super) async fn event_pair(here: Here<'_>, request: PairRequest) -> Answer<PairView> {
    here.reception()?.account.event_pair(request).await
}

#[tauri::command]
pub(super) async fn link_event_type(here: Here<'_>, request: LinkRequest) -> Answer<EventGrid> {
    here.reception()?.account.link_event_type(request).await
}
