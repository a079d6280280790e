//! Which salon this is, and what time it is there.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{Answer, Here};
use crate::{
    app::opening,
    reception::{SalonSettings, blocking},
};

/// What holds for the whole sitting.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub(super) struct SalonInfo {
    /// "Friseur 1"; empty in a book that was never set up.
    pub salon_name: String,
    /// Name of the salon's zone.
    pub zone: String,
    /// `2026-11-27`, where the salon is.
    pub today: String,
    /// The day to show first: today, but in a demo one with something on it.
    pub opens_on: String,
    /// The program's clock, which the window follows.
    pub now: String,
    /// Which book.
    pub profile: String,
    /// Version of the program.
    pub version: String,
    /// Whether this is the demo, whose line can be cut.
    pub demo: bool,
}

#[tauri::command]
pub(super) async fn salon(here: Here<'_>) -> Answer<SalonInfo> {
    let book = here.reception()?.book.clone();
    let reader = book.clone();
    let salon = blocking(move || reader.salon()).await??;
    let now = Timestamp::now();
    let demo = here.demo();
    Ok(SalonInfo {
        zone: salon.zone.iana_name().unwrap_or("UTC").to_owned(),
        opens_on: opening::opens_on(demo, &salon, now),
        today: ::salon::civil::date_of(now, &salon.zone).to_string(),
        now: ::salon::civil::rfc3339(now, &salon.zone),
        salon_name: salon.name,
        profile: book.place.profile().to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        demo: demo.is_some(),
    })
}

/// A new book: whose it is, with the sample staff and services to start from.
#[tauri::command]
pub(super) async fn start_with_sample(here: Here<'_>, name: String, zone: String) -> Answer<()> {
    let book = here.owner()?.book.clone();
    let salon = SalonSettings::new(&name, &zone)?;
    blocking(move || book.set_up(&salon, true, Timestamp::now())).await?
}

/// A new book, step by step: whose it is.
#[tauri::command]
pub(super) async fn name_salon(here: Here<'_>, name: String, zone: String) -> Answer<()> {
    let book = here.owner()?.book.clone();
    let salon = SalonSettings::new(&name, &zone)?;
    blocking(move || book.name_salon(&salon, Timestamp::now())).await?
}

/// Another zone for the salon. With appointments to come it takes `despite_appointments`: they keep their moment.
#[tauri::command]
pub(super) async fn move_to_zone(
    here: Here<'_>,
    zone: String,
    despite_appointments: bool,
) -> Answer<()> {
    let book = here.owner()?.book.clone();
    blocking(move || book.move_to_zone(&zone, despite_appointments, Timestamp::now())).await?
}

/// Something to sell, for the staff that is there.
#[tauri::command]
pub(super) async fn sample_services(here: Here<'_>) -> Answer<()> {
    let book = here.owner()?.book.clone();
    blocking(move || book.sample_services(Timestamp::now())).await?
}
