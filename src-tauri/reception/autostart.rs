//! Kamm at the start of the user's session: a file where the desktop looks for programs to start (XDG autostart). The file is the
//! only memory of it, so that the desktop's own settings and ours never disagree.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::Place;
use crate::problem::Problem;

/// The entry for one book; each book of a machine has its own.
#[derive(Debug)]
pub struct Autostart {
    file: PathBuf,
    entry: String,
}

impl Autostart {
    /// That of a book. Nothing is changed yet.
    ///
    /// # Errors
    /// `no_autostart` where no such folder is known, or a path cannot be written down.
    pub fn of(place: &Place) -> Result<Self, Problem> {
        let program = std::env::current_exe().map_err(|_| impossible())?;
        let folder = dirs::config_dir().filter(|_| cfg!(target_os = "linux"));
        let folder = folder.ok_or_else(impossible)?.join("autostart");
        Self::at(&folder, &program, place).ok_or_else(impossible)
    }

    fn at(folder: &Path, program: &Path, place: &Place) -> Option<Self> {
        let profile = place.profile().as_str();
        let command = [
            program.to_str()?,
            "--data-dir",
            place.folder().parent()?.to_str()?,
            "--profile",
            profile,
        ];
        let command = command
            .map(quoted)
            .into_iter()
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            file: folder.join(format!("kamm-{profile}.desktop")),
            entry: format!(
                "[Desktop Entry]\nType=Application\nName=Kamm\nIcon=kamm\nTerminal=false\nExec={}\n",
                command.join(" ")
            ),
        })
    }

    /// Whether it is on. Blocks.
    #[must_use]
    pub fn on(&self) -> bool {
        self.file.exists()
    }

    /// Switches it. Blocks.
    ///
    /// # Errors
    /// `no_autostart` if the file cannot be written.
    pub fn switch(&self, on: bool) -> Result<(), Problem> {
        let done = if on {
            self.write()
        } else {
            fs::remove_file(&self.file)
        };
        match done {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(impossible()),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn write(&self) -> io::Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, &self.entry)
    }
}

/// One argument as the Desktop Entry Specification wants it: quoted, and what is special escaped once for the quotes and once
/// for the file. `None` for what no line can hold.
fn quoted(argument: &str) -> Option<String> {
    if argument.chars().any(char::is_control) {
        return None;
    }
    let mut text = String::from("\"");
    for letter in argument.chars() {
        match letter {
            '"' | '`' | '$' => text.extend(["\\\\", letter.encode_utf8(&mut [0; 4])]),
            '\\' => text.push_str("\\\\\\\\"),
            '%' => text.push_str("%%"),
            _ => text.push(letter),
        }
    }
    text.push('"');
    Some(text)
}

fn impossible() -> Problem {
    // Without the system's own words: they name the user's folders.
    Problem::new(
        "no_autostart",
        "the system does not let Kamm start by itself",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(folder: &Path) -> Place {
        Place::new(Some(folder), "nord".parse().unwrap()).unwrap()
    }

    #[test]
    fn it_is_on_while_the_file_is_there() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("autostart");
        let autostart = Autostart::at(&folder, Path::new("/usr/bin/kamm"), &place(home.path()));
        let autostart = autostart.unwrap();
        assert!(!autostart.on());
        autostart.switch(false).unwrap();
        autostart.switch(true).unwrap();
        assert!(autostart.on());
        let entry = fs::read_to_string(folder.join("kamm-nord.desktop")).unwrap();
        let command = format!(
            "Exec=\"/usr/bin/kamm\" \"--data-dir\" \"{}\" \"--profile\" \"nord\"\n",
            home.path().display()
        );
        assert!(entry.ends_with(&command), "{entry}");
        autostart.switch(false).unwrap();
        assert!(!autostart.on());
    }

    #[test]
    fn odd_folders_stay_one_argument() {
        assert_eq!(quoted("Müller & Söhne").unwrap(), r#""Müller & Söhne""#);
        assert_eq!(quoted(r#"a"b$c`d"#).unwrap(), r#""a\\"b\\$c\\`d""#);
        assert_eq!(quoted(r"a\b").unwrap(), r#""a\\\\b""#);
        assert_eq!(quoted("100%").unwrap(), r#""100%%""#);
        assert_eq!(quoted("two\nlines"), None);
    }
}
