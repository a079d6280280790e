//! The owner's screen: key, team, staff, event types. The key comes in once and never goes back to the window.

use desk::sheets::WeekdayHours;
use serde::Serialize;
use sync::{
    rebuild::Rebuild,
    view::{
        AccountView, ConnectRequest, ConnectionTest, EventGrid, LinkRequest, MapFinding,
        OldEventType, OtherZones, PairRequest, PairView, ProvisionProgress, ProvisionStep,
        Provisioned, Publications, ResolvedChild, StaffKeyRequest, StaffMatch, TeamMember,
    },
};
use tauri::{AppHandle, Emitter};
use ts_rs::TS;

use super::{Answer, Here};
use crate::{
    app::events::progress,
    reception::{FoundSheet, PROPOSED_GAP},
};

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
    here.owner()?.account.view().await
}

#[tauri::command]
pub(super) async fn keychain(here: Here<'_>) -> Answer<KeychainState> {
    let code = here
        .owner()?
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
    here.owner()?.account.test(request).await
}

#[tauri::command]
pub(super) async fn connect(here: Here<'_>, request: ConnectRequest) -> Answer<AccountView> {
    here.owner()?.account.connect(request).await
}

#[tauri::command]
pub(super) async fn disconnect(here: Here<'_>) -> Answer<()> {
    here.owner()?.account.disconnect().await
}

#[tauri::command]
pub(super) async fn connect_staff(here: Here<'_>, request: StaffKeyRequest) -> Answer<AccountView> {
    here.owner()?.account.connect_staff(request).await
}

/// Somebody who is in Cal.com and not in the book: written down, and connected with their key.
#[tauri::command]
pub(super) async fn take_on_staff(here: Here<'_>, key: String) -> Answer<AccountView> {
    here.owner()?.account.take_on(&key).await
}

#[tauri::command]
pub(super) async fn disconnect_staff(here: Here<'_>, staff_id: i64) -> Answer<AccountView> {
    here.owner()?.account.disconnect_staff(staff_id).await
}

#[tauri::command]
pub(super) async fn team_members(here: Here<'_>) -> Answer<Vec<TeamMember>> {
    here.owner()?.account.team_members().await
}

#[tauri::command]
pub(super) async fn staff_matches(here: Here<'_>) -> Answer<Vec<StaffMatch>> {
    here.owner()?.account.staff_matches().await
}

#[tauri::command]
pub(super) async fn match_staff(here: Here<'_>, staff_id: i64, user_id: i64) -> Answer<()> {
    here.owner()?.account.match_staff(staff_id, user_id).await
}

/// Whether the book is empty and can be made anew from Cal.com.
#[tauri::command]
pub(super) async fn may_rebuild(here: Here<'_>) -> Answer<bool> {
    here.owner()?.account.may_rebuild().await
}

/// What a rebuild of the empty book would make.
#[tauri::command]
pub(super) async fn preview_rebuild(here: Here<'_>) -> Answer<Rebuild> {
    here.owner()?.account.preview_rebuild().await
}

/// Makes the empty book anew from Cal.com.
#[tauri::command]
pub(super) async fn rebuild(here: Here<'_>, app: AppHandle) -> Answer<Rebuild> {
    let heard = move |done, all| progress(&app, done, all);
    here.owner()?.account.rebuild(heard).await
}

/// The usual week that Cal.com has for somebody.
#[tauri::command]
pub(super) async fn calcom_week(here: Here<'_>, staff_id: i64) -> Answer<Vec<WeekdayHours>> {
    here.owner()?.account.calcom_week(staff_id).await
}

/// Whose hours in Cal.com go by another clock than the salon's.
#[tauri::command]
pub(super) async fn other_zones(here: Here<'_>) -> Answer<Option<OtherZones>> {
    here.owner()?.account.other_zones().await
}

/// Event types in Cal.com that no Kamm made, as services to be looked at.
#[tauri::command]
pub(super) async fn found_services(here: Here<'_>) -> Answer<Vec<FoundSheet>> {
    let reception = here.owner()?;
    let found = reception.account.found_services().await?;
    let sheets = reception.book.at_desk(|desk, now| desk.sheets(now)).await?;
    Ok(FoundSheet::all(found, &sheets.palette, PROPOSED_GAP))
}

/// Links them to a service in the book; answers how many.
#[tauri::command]
pub(super) async fn link_found(
    here: Here<'_>,
    service_id: i64,
    event_types: Vec<i64>,
) -> Answer<usize> {
    here.owner()?
        .account
        .link_found(service_id, &event_types)
        .await
}

#[tauri::command]
pub(super) async fn plan_event_types(here: Here<'_>) -> Answer<Vec<ProvisionStep>> {
    here.owner()?.account.plan_event_types().await
}

/// Tells of every event type that is done; [`stop_event_types`] calls it off.
#[tauri::command]
pub(super) async fn apply_event_types(app: AppHandle, here: Here<'_>) -> Answer<Provisioned> {
    let progress = |at: &ProvisionProgress| {
        // A window that is just closing hears nothing, which is right.
        let _ = app.emit(PROVISIONED, at);
    };
    let account = &here.owner()?.account;
    let halt = here.provisioning.begin();
    account.apply_event_types(&halt, progress).await
}

#[tauri::command]
pub(super) async fn stop_event_types(here: Here<'_>) -> Answer<()> {
    here.provisioning.stop();
    Ok(())
}

/// Name of the event that tells how far a provisioning is.
const PROVISIONED: &str = "provisioned";

#[tauri::command]
pub(super) async fn old_event_types(here: Here<'_>, app: AppHandle) -> Answer<Vec<OldEventType>> {
    let heard = move |done, all| progress(&app, done, all);
    here.owner()?.account.old_event_types(heard).await
}

#[tauri::command]
pub(super) async fn clean_event_types(
    here: Here<'_>,
    app: AppHandle,
    chosen: Vec<i64>,
) -> Answer<Vec<OldEventType>> {
    let heard = move |done, all| progress(&app, done, all);
    let account = &here.owner()?.account;
    account.clean_event_types(&chosen, heard).await
}

#[tauri::command]
pub(super) async fn resolve_pair(
    here: Here<'_>,
    request: PairRequest,
) -> Answer<Vec<ResolvedChild>> {
    here.owner()?.account.resolve_children(Some(request)).await
}

#[tauri::command]
pub(super) async fn publish_service(
    here: Here<'_>,
    service_id: i64,
    adopt: bool,
) -> Answer<Publications> {
    here.owner()?
        .account
        .publish_service(service_id, adopt)
        .await
}

#[tauri::command]
pub(super) async fn verify_event_types(here: Here<'_>) -> Answer<Vec<MapFinding>> {
    here.owner()?.account.verify_event_types().await
}

#[tauri::command]
pub(super) async fn event_grid(here: Here<'_>) -> Answer<EventGrid> {
    here.owner()?.account.event_grid().await
}

#[tauri::command]
pub(super) async fn event_pair(here: Here<'_>, request: PairRequest) -> Answer<PairView> {
    here.owner()?.account.event_pair(request).await
}

#[tauri::command]
pub(super) async fn link_event_type(here: Here<'_>, request: LinkRequest) -> Answer<EventGrid> {
    here.owner()?.account.link_event_type(request).await
}
