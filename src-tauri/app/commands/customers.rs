//! The customers: list, card, what is put right on it, and what they may take along.

use std::path::PathBuf;

use desk::{
    request::{CustomerListRequest, EditCustomerRequest},
    view::{CustomerDetail, CustomerGlance, CustomerListView, CustomerView, ErasedView},
};
use serde::Deserialize;
use tauri::{AppHandle, Manager};
use ts_rs::TS;

use super::{Answer, Here};
use crate::{
    problem::Problem,
    reception::{ExportForm, blocking, write_export},
};

/// In what form a customer takes their data along.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub(super) enum ExportChoice {
    /// Everything, for machines and lawyers.
    Json,
    /// The appointments as a table.
    Csv,
}

#[tauri::command]
pub(super) async fn customers(
    here: Here<'_>,
    request: CustomerListRequest,
) -> Answer<CustomerListView> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.customers(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn customer(here: Here<'_>, id: i64) -> Answer<CustomerDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.customer(id, now))
        .await
}

#[tauri::command]
pub(super) async fn customer_glance(here: Here<'_>, id: i64) -> Answer<CustomerGlance> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.customer_glance(id, now))
        .await
}

/// Whom somebody new may be, while they are written down.
#[tauri::command]
pub(super) async fn resembling(
    here: Here<'_>,
    name: String,
    phone: String,
) -> Answer<Vec<CustomerView>> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.resembling(&name, &phone, now))
        .await
}

#[tauri::command]
pub(super) async fn edit_customer(
    here: Here<'_>,
    request: EditCustomerRequest,
) -> Answer<CustomerDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.edit_customer(&request, now))
        .await
}

#[tauri::command]
pub(super) async fn erase_customer(here: Here<'_>, id: i64) -> Answer<ErasedView> {
    here.owner()?
        .book
        .at_desk(move |desk, now| desk.erase_customer(id, now))
        .await
}

#[tauri::command]
pub(super) async fn merge_customers(
    here: Here<'_>,
    kept: i64,
    double: i64,
) -> Answer<CustomerDetail> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.merge_customers(kept, double, now))
        .await
}

/// Writes the file into the user's folder for downloads and answers where it lies.
#[tauri::command]
pub(super) async fn export_customer(
    here: Here<'_>,
    app: AppHandle,
    id: i64,
    choice: ExportChoice,
) -> Answer<String> {
    let book = &here.reception()?.book;
    let export = book
        .at_desk(move |desk, now| desk.export_customer(id, now))
        .await?;
    let form = match choice {
        ExportChoice::Json => ExportForm::Json,
        ExportChoice::Csv => ExportForm::Csv,
    };
    let folder = downloads(&app)?;
    let written = blocking(move || write_export(&export, form, &folder)).await??;
    Ok(written.display().to_string())
}

/// Where files go that somebody asked for; their home where there is no such folder.
pub(super) fn downloads(app: &AppHandle) -> Answer<PathBuf> {
    let path = app.path();
    path.download_dir()
        .or_else(|_| path.home_dir())
        .map_err(|error| Problem::new("export_failed", error.to_string()))
}
