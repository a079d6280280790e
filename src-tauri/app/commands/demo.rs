//! The demo's line to its stand-in, to be cut and mended by hand.

use super::{Answer, Here};
use crate::problem::Problem;

/// Cuts or mends the line. Refused in a real salon.
#[tauri::command]
pub(super) async fn demo_line(here: Here<'_>, cut: bool) -> Answer<()> {
    let no_demo = || Problem::new("not_a_demo", "there is no stand-in to cut off");
    let stand_in = &here.demo().ok_or_else(no_demo)?.stand_in;
    if cut {
        stand_in.cut();
        return Ok(());
    }
    stand_in
        .restore()
        .map_err(|error| Problem::new("internal", format!("the line could not be mended: {error}")))
}
