//! A customer's data as a file: JSON with everything, or the appointments as a table that a spreadsheet opens.
//!
//! The file's name carries the customer's number and never their name: folders are looked at over the shoulder.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use desk::view::{AppointmentView, CustomerExport};

use crate::problem::Problem;

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// Everything.
    Json,
    /// A line per appointment.
    Csv,
}

/// Writes the file into `folder` under a name that is still free, and answers where it lies.
///
/// # Errors
/// `export_failed`.
pub fn write_export(
    export: &CustomerExport,
    form: ExportForm,
    folder: &Path,
) -> Result<PathBuf, Problem> {
    let failed = |error: io::Error| Problem::new("export_failed", error.kind().to_string());
    let content = match form {
        ExportForm::Json => serde_json::to_vec_pretty(export).map_err(io::Error::from),
        ExportForm::Csv => Ok(table(export).into_bytes()),
    };
    let content = content.map_err(failed)?;
    let ending = match form {
        ExportForm::Json => "json",
        ExportForm::Csv => "csv",
    };
    let stem = format!("kamm-{}", export.card.customer.id);
    write(&content, &stem, ending, folder).map_err(failed)
}

/// Writes the lines of a file that could not be read in, likewise.
///
/// # Errors
/// `export_failed`.
pub fn write_left(content: &[u8], folder: &Path) -> Result<PathBuf, Problem> {
    let failed = |error: io::Error| Problem::new("export_failed", error.kind().to_string());
    write(content, "kamm-uebrig", "csv", folder).map_err(failed)
}

fn write(content: &[u8], stem: &str, ending: &str, folder: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (mut file, path) = unused(stem, ending, folder)?;
    file.write_all(content)?;
    file.sync_all()?;
    Ok(path)
}

/// `kamm-12.json`, `kamm-12-2.json`, …
fn unused(stem: &str, ending: &str, folder: &Path) -> io::Result<(File, PathBuf)> {
    let mut copy = 1_u32;
    loop {
        let name = match copy {
            1 => format!("{stem}.{ending}"),
            _ => format!("{stem}-{copy}.{ending}"),
        };
        let path = folder.join(name);
        match File::create_new(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => copy += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Semicolons and a byte order mark: so that spreadsheets of this country open it with umlauts and columns.
fn table(export: &CustomerExport) -> String {
    let head = "\u{feff}number;start;end;service;staff;status;note".to_owned();
    let rows = export.appointments.iter().map(|one| row(&one.appointment));
    let lines: Vec<String> = [head].into_iter().chain(rows).collect();
    lines.join("\r\n") + "\r\n"
}

fn row(appointment: &AppointmentView) -> String {
    let cells = [
        appointment.id.to_string(),
        appointment.start.clone(),
        appointment.end.clone(),
        appointment.service.name.clone(),
        appointment.staff_name.clone(),
        appointment.status.clone(),
        appointment.note.clone(),
    ];
    cells.map(|text| cell(&text)).join(";")
}

/// In quotes, and a formula becomes text: a note must not run when a spreadsheet opens it.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_whatever_is_in_it() {
        assert_eq!(cell("Föhnen; \"kurz\""), "\"Föhnen; \"\"kurz\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
    }

    #[test]
    fn a_file_that_is_there_already_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let name = |ending| {
            let (_, path) = unused("kamm-12", ending, folder.path()).unwrap();
            path.file_name().unwrap().to_owned()
        };
        assert_eq!(name("json"), "kamm-12.json");
        assert_eq!(name("json"), "kamm-12-2.json");
        assert_eq!(name("csv"), "kamm-12.csv");
    }
}
