//! The waiting list.

use desk::{
    request::{BookWaitingRequest, WaitRequest},
    view::{AppointmentDetail, WaitingView},
};

use super::{Answer, Here};

#[tauri::command]
pub(super) async fn waiting(here: Here<'_>) -> Answer<Vec<WaitingView>> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.waiting(now))
        .await
}

#[tauri::command]
pub(super) async fn wait(here: Here<'_>, request: WaitRequest) -> Answer<WaitingView> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.wait(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn stop_waiting(here: Here<'_>, id: i64) -> Answer<()> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.stop_waiting(id, now))
        .await
}

#[tauri::command]
pub(super) async fn book_waiting(
    here: Here<'_>,
    request: BookWaitingRequest,
) -> Answer<AppointmentDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.book_waiting(&request, now))
        .await
}
