//! Files of other programs, chosen in the window. The window reads them and hands over what is in them, so that the program opens
//! nothing that nobody chose.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use desk::{DeskError, FileHow, ImportReport};
use import::{FileError, LARGEST_FILE, Look, Mapping, Sheet};
use serde::Deserialize;
use tauri::AppHandle;
use ts_rs::TS;

use super::{Answer, Here, customers::downloads};
use crate::{
    app::events::progress,
    reception::{blocking, write_left},
};

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub(super) enum ImportKind {
    /// A table of customers.
    Customers,
    /// A table of appointments to come.
    Appointments,
    /// A stylist's calendar.
    Calendar,
}

/// A file, and how it is read in.
#[derive(Deserialize, TS)]
#[ts(export)]
pub(super) struct ImportRequest {
    /// What it is about.
    what: ImportKind,
    /// What is in it, in base64.
    content: String,
    /// What the columns are; `None`: as the headings say.
    mapping: Option<Mapping>,
    /// Whose calendar it is.
    staff_id: Option<i64>,
    /// Only say what would come of it.
    rehearse: bool,
    /// Also what is only doubtful.
    despite_warnings: bool,
}

/// Why a line was not taken, in the words of the window.
#[derive(Debug, Deserialize, TS)]
#[ts(export)]
pub(super) struct LeftLine {
    /// In the file.
    line: u64,
    /// The sentence.
    reason: String,
}

impl ImportRequest {
    fn sheet(&self) -> Sheet {
        match self.what {
            ImportKind::Appointments => Sheet::Appointments,
            ImportKind::Customers | ImportKind::Calendar => Sheet::Customers,
        }
    }
}

fn bytes(content: &str) -> Result<Vec<u8>, DeskError> {
    // Four characters for three bytes.
    if content.len() / 4 * 3 > LARGEST_FILE + 3 {
        return Err(FileError::TooLarge.into());
    }
    Ok(STANDARD.decode(content).map_err(|_| FileError::NoTable)?)
}

/// What the columns most likely are, and how the first lines are understood.
#[tauri::command]
pub(super) async fn import_look(request: ImportRequest) -> Answer<Look> {
    let look = move || {
        let sheet = request.sheet();
        let bytes = bytes(&request.content)?;
        Ok::<_, DeskError>(import::look(&bytes, sheet, request.mapping)?)
    };
    Ok(blocking(look).await??)
}

/// Reads a file in, or says what would come of it; [`stop_import`] calls it off between two lines.
#[tauri::command]
pub(super) async fn import_file(
    here: Here<'_>,
    app: AppHandle,
    request: ImportRequest,
) -> Answer<ImportReport> {
    let book = &here.owner()?.book;
    let halt = here.importing.begin();
    let read = move |desk: &desk::Desk, now| {
        let bytes = bytes(&request.content)?;
        let how = FileHow {
            rehearse: request.rehearse,
            despite_warnings: request.despite_warnings,
        };
        let heard = |done, all| {
            progress(&app, done, all);
            !halt.is_asked()
        };
        let mapping = request.mapping;
        match request.what {
            ImportKind::Customers => desk.import_customers(&bytes, mapping, how, now, &heard),
            ImportKind::Appointments => desk.import_appointments(&bytes, mapping, how, now, &heard),
            ImportKind::Calendar => {
                let staff = request.staff_id.unwrap_or_default();
                desk.import_calendar(&bytes, staff, how, now, &heard)
            }
        }
    };
    book.at_desk(read).await
}

/// What was read in stays; the file can be read in again, and goes on where it was.
#[tauri::command]
pub(super) async fn stop_import(here: Here<'_>) -> Answer<()> {
    here.importing.stop();
    Ok(())
}

/// Writes the lines that could not be taken into the user's folder for downloads, each with its reason, and answers where the file lies.
#[tauri::command]
pub(super) async fn import_left(
    app: AppHandle,
    request: ImportRequest,
    lines: Vec<LeftLine>,
) -> Answer<String> {
    let folder = downloads(&app)?;
    let write = move || {
        let bytes = bytes(&request.content)?;
        let (table, _) = import::table(&bytes).map_err(DeskError::from)?;
        let reasons: BTreeMap<u64, String> = lines
            .into_iter()
            .map(|left| (left.line, left.reason))
            .collect();
        write_left(&import::with_reasons(&table, &reasons), &folder)
    };
    Ok(blocking(write).await??.display().to_string())
}
