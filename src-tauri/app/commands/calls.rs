//! Calls with the phone agent.

use desk::view::CallListView;

use super::{Answer, Here};

#[tauri::command]
pub(super) async fn calls(here: Here<'_>, before: Option<i64>) -> Answer<CallListView> {
    here.reception()?
        .book
        .at_desk(move |desk, now| desk.calls(before, now))
        .await
}
