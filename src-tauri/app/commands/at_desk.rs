//! The receptionist's questions and orders.

use std::collections::BTreeMap;

use desk::{
    request::{
        BookRequest, CancelManyRequest, CancelRequest, CheckRequest, HandOverRequest, HoldRequest,
        ListRequest, MoveRequest, ProposeRequest,
    },
    view::{
        AppointmentDetail, CatalogueView, CheckView, CustomerView, DayView, HoldView, ListView,
        ParkedView, ProposalView, SheetAppointment,
    },
};

use super::{Answer, Here};

#[tauri::command]
pub(super) async fn catalogue(here: Here<'_>) -> Answer<CatalogueView> {
    here.reception()?
        .book
        .at_desk(|desk, _| desk.catalogue())
        .await
}

#[tauri::command]
pub(super) async fn day(here: Here<'_>, date: String) -> Answer<DayView<SheetAppointment>> {
    here.reception()?
        .book
        .at_desk(move |desk, _| desk.sheet(&date))
        .await
}

#[tauri::command]
pub(super) async fn week(
    here: Here<'_>,
    staff_id: i64,
    date: String,
) -> Answer<Vec<DayView<SheetAppointment>>> {
    here.reception()?
        .book
        .at_desk(move |desk, _| desk.week(staff_id, &date))
        .await
}

#[tauri::command]
pub(super) async fn phones(here: Here<'_>, date: String) -> Answer<BTreeMap<i64, String>> {
    here.reception()?
        .book
        .at_desk(move |desk, _| desk.phones(&date))
        .await
}

#[tauri::command]
pub(super) async fn appointment(here: Here<'_>, id: i64) -> Answer<AppointmentDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.appointment(id, now))
        .await
}

#[tauri::command]
pub(super) async fn appointments(here: Here<'_>, request: ListRequest) -> Answer<ListView> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.appointments(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn find_customers(here: Here<'_>, text: String) -> Answer<Vec<CustomerView>> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.find_customers(&text, now))
        .await
}

#[tauri::command]
pub(super) async fn propose(here: Here<'_>, request: ProposeRequest) -> Answer<Vec<ProposalView>> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.propose(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn check(here: Here<'_>, request: CheckRequest) -> Answer<CheckView> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.check(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn hold(here: Here<'_>, request: HoldRequest) -> Answer<HoldView> {
    here.reception()?.hold(request).await
}

#[tauri::command]
pub(super) async fn release_hold(here: Here<'_>, token: String) -> Answer<()> {
    here.reception()?.release_hold(token).await
}

#[tauri::command]
pub(super) async fn book(here: Here<'_>, request: BookRequest) -> Answer<AppointmentDetail> {
    here.reception()?.book(request).await
}

#[tauri::command]
pub(super) async fn move_appointment(
    here: Here<'_>,
    request: MoveRequest,
) -> Answer<AppointmentDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.move_appointment(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn cancel_appointment(
    here: Here<'_>,
    request: CancelRequest,
) -> Answer<AppointmentDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.cancel(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn cancel_appointments(here: Here<'_>, request: CancelManyRequest) -> Answer<()> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.cancel_many(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn reinstate_appointments(here: Here<'_>, ids: Vec<i64>) -> Answer<()> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.reinstate_many(&ids, now))
        .await
}

#[tauri::command]
pub(super) async fn mark_no_show(here: Here<'_>, id: i64) -> Answer<AppointmentDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.mark_no_show(id, now))
        .await
}

#[tauri::command]
pub(super) async fn hand_over(
    here: Here<'_>,
    request: HandOverRequest,
) -> Answer<AppointmentDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.hand_over(&request, now))
        .await
}

/// Who can take somebody now, and how soon.
#[tauri::command]
pub(super) async fn walk_in(here: Here<'_>, service_id: i64) -> Answer<Vec<ProposalView>> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.walk_in(service_id, now))
        .await
}

#[tauri::command]
pub(super) async fn tray(here: Here<'_>) -> Answer<Vec<ParkedView>> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.tray(now))
        .await
}

#[tauri::command]
pub(super) async fn park(here: Here<'_>, ids: Vec<i64>) -> Answer<()> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.park(&ids, now))
        .await
}
