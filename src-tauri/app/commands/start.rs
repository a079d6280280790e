//! All that the window needs for its first picture, in one answer.

use ::salon::Phone;
use desk::view::CatalogueView;
use serde::Serialize;
use serde_json::value::RawValue;
use tauri::{Manager, WebviewWindow, ipc::Response};
use ts_rs::TS;

use super::{
    Answer, Here, at_desk,
    pin::{self, OwnerState},
    salon::{self, SalonInfo},
};
use crate::{problem::Problem, reception::blocking};

/// What the window is told when it starts.
#[derive(Serialize, TS)]
#[ts(export)]
pub(super) struct StartView {
    /// Whose book it is.
    pub salon: SalonInfo,
    /// What is sold, and by whom.
    pub catalogue: CatalogueView,
    /// Whether the owner's screens are open.
    pub owner: OwnerState,
    /// The day that the salon opens on.
    #[ts(type = "import(\"./DayView\").DayView")]
    pub day: Box<RawValue>,
}

#[tauri::command]
pub(super) async fn start(window: WebviewWindow) -> Answer<Response> {
    let here = || window.state();
    let (info, catalogue, owner) = tokio::try_join!(
        salon::salon(here()),
        at_desk::catalogue(here()),
        pin::owner_state(here()),
    )?;
    let opened: Here<'_> = here();
    let day = opened.first_day(&info.opens_on).await?;
    let view = StartView {
        salon: info,
        catalogue,
        owner,
        day,
    };
    let view = serde_json::to_string(&view);
    let view = view.map_err(|error| Problem::new("internal", error.to_string()))?;
    Ok(Response::new(view))
}

/// What is booked on the first day besides that which its first picture shows; once.
#[tauri::command]
pub(super) async fn rest_of_first_day(here: Here<'_>) -> Answer<Response> {
    Ok(Response::new(here.rest_of_first_day()))
}

/// The book's revision now: whether what the window shows is the newest, once it hears of changes.
#[tauri::command]
pub(super) async fn revision(here: Here<'_>) -> Answer<i64> {
    Ok(here.reception()?.book.store.revision().0)
}

/// Somebody is at the desk: what takes long the first time is done now, while nobody waits for it.
#[tauri::command]
pub(super) async fn prepare() -> Answer<()> {
    // The numbering plans of all countries are read for it, and stay in memory.
    blocking(|| Phone::parse("030 123456").map(|phone| phone.display()))
        .await
        .map(drop)
}
