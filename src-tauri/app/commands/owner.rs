//! What the owner sets up: services, staff, hours.

use desk::{
    request::AdjustRequest,
    sheets::{
        ArchiveRequest, CatalogueSheets, DateHoursRequest, ServiceSaved, ServiceSheet, StaffSaved,
        StaffSheet, TimeOffRequest,
    },
    view::AppointmentDetail,
};

use super::{Answer, Here};

#[tauri::command]
pub(super) async fn sheets(here: Here<'_>) -> Answer<CatalogueSheets> {
    here.reception()?
        .book
        .at_desk(|desk, now| desk.sheets(now))
        .await
}

#[tauri::command]
pub(super) async fn service_sheet(here: Here<'_>, id: i64) -> Answer<ServiceSaved> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.service_sheet(id, now))
        .await
}

#[tauri::command]
pub(super) async fn save_service(here: Here<'_>, sheet: ServiceSheet) -> Answer<ServiceSaved> {
    here.owner()?
        .book
        .at_desk(move |desk, now| desk.save_service(&sheet, now))
        .await
}

#[tauri::command]
pub(super) async fn archive_service(
    here: Here<'_>,
    request: ArchiveRequest,
) -> Answer<ServiceSaved> {
    here.owner()?
        .book
        .at_desk(move |desk, now| desk.archive_service(request, now))
        .await
}

#[tauri::command]
pub(super) async fn adjust_appointment(
    here: Here<'_>,
    request: AdjustRequest,
) -> Answer<AppointmentDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.adjust(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn save_staff(here: Here<'_>, sheet: StaffSheet) -> Answer<StaffSaved> {
    here.owner()?
        .book
        .at_desk(move |desk, now| desk.save_staff(&sheet, now))
        .await
}

#[tauri::command]
pub(super) async fn archive_staff(here: Here<'_>, request: ArchiveRequest) -> Answer<StaffSheet> {
    here.owner()?
        .book
        .at_desk(move |desk, now| desk.archive_staff(request, now))
        .await
}

#[tauri::command]
pub(super) async fn take_time_off(here: Here<'_>, request: TimeOffRequest) -> Answer<StaffSaved> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.take_time_off(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn give_time_back(here: Here<'_>, id: i64) -> Answer<StaffSheet> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.give_time_back(id, now))
        .await
}

#[tauri::command]
pub(super) async fn set_date_hours(
    here: Here<'_>,
    request: DateHoursRequest,
) -> Answer<StaffSaved> {
    here.owner()?
        .book
        .at_desk(move |desk, now| desk.set_date_hours(&request, now))
        .await
}
