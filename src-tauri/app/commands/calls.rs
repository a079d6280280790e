//! Calls with the phone agent.

use desk::view::{CallListView, CallView};

use super::{Answer, Here};

#[tauri::command]
pub(super) async fn calls(here: Here<'_>, before: Option<i64>) -> Answer<CallListView> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.calls(before, now))
        .await
}

#[tauri::command]
pub(super) async fn find_calls(here: Here<'_>, text: String) -> Answer<Vec<CallView>> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.find_calls(&text, now))
        .await
}
