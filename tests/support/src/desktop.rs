//! A screen, a session bus, an open keychain and an empty home, each for one test alone.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::child::Owned;
use crate::mouse::Mouse;
use crate::paints::Paints;
use crate::{Failure, screen};

/// The size of a salon's screen, in pixels.
const SCREEN: &str = "1440x900x24";
/// A bus that starts nothing by itself: without portals and accessibility services, which would keep the
/// window waiting for what a test machine does not have.
const BUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/bus.conf");
const KEYRING_PASSWORD: &[u8] = b"password of the login keyring";

/// A virtual desktop. Dropping it ends everything started on it and removes its home.
pub struct Desktop {
    // Fields are dropped in this order: a program loses its screen last of all.
    _keyring: Option<Owned>,
    _bus: Owned,
    _screen: Owned,
    display: String,
    environment: Vec<(OsString, OsString)>,
    home: TempDir,
}

impl Desktop {
    /// A desktop with an open keychain, as after a graphical login.
    ///
    /// # Errors
    /// `Tool` or `Dead` if a part of it is not installed or does not come up.
    pub fn start() -> Result<Self, Failure> {
        let mut desktop = Self::without_keychain()?;
        desktop._keyring = Some(desktop.open_keyring()?);
        Ok(desktop)
    }

    /// A desktop on which no keychain service runs.
    ///
    /// # Errors
    /// As for [`Desktop::start`].
    pub fn without_keychain() -> Result<Self, Failure> {
        let home = TempDir::new().map_err(|cause| at(Path::new("home"), cause))?;
        let (screen, display) = Owned::spawn_ready(
            "Xvfb",
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", SCREEN])
                // Or it starts anew, and refuses for a moment, whenever the last program has left it.
                .args(["-nolisten", "tcp", "-noreset"])
                .stderr(Stdio::null()),
        )?;
        let (bus, address) = Owned::spawn_ready(
            "dbus-daemon",
            Command::new("dbus-daemon")
                .args(["--nofork", "--print-address=1", "--config-file", BUS])
                .stderr(Stdio::null()),
        )?;
        let display = format!(":{display}");
        let environment = environment(home.path(), &display, &address)?;
        Ok(Self {
            _keyring: None,
            _bus: bus,
            _screen: screen,
            display,
            environment,
            home,
        })
    }

    /// Sets an environment variable for everything started from now on.
    pub fn set(&mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) {
        let variable = (name.as_ref().to_owned(), value.as_ref().to_owned());
        self.environment.push(variable);
    }

    /// The home folder of this desktop; empty at first.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A command that runs on this desktop: for a program's terminal side, next to its window.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_remove("WAYLAND_DISPLAY")
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Watches what is painted on its screen from now on.
    ///
    /// # Errors
    /// `Odd` if its screen cannot be watched.
    pub fn paints(&self) -> Result<Paints, Failure> {
        Paints::watch(&self.display)
    }

    /// Takes hold of its mouse.
    ///
    /// # Errors
    /// `Odd` if its screen does not answer.
    pub fn mouse(&self) -> Result<Mouse, Failure> {
        Mouse::of(&self.display)
    }

    /// Asks the window with this title to close, as a click on its cross does.
    ///
    /// # Errors
    /// `Odd` if there is none.
    pub fn close_window(&self, title: &str) -> Result<(), Failure> {
        screen::close(&self.display, title)
    }

    fn open_keyring(&self) -> Result<Owned, Failure> {
        let mut keyring = Owned::spawn(
            "gnome-keyring-daemon",
            self.command("gnome-keyring-daemon")
                .args(["--foreground", "--components=secrets", "--unlock"])
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )?;
        let dead = Failure::Dead("gnome-keyring-daemon");
        // Taken, so that the pipe closes: that ends the password.
        let told = match keyring.child().stdin.take() {
            Some(mut input) => input.write_all(KEYRING_PASSWORD).is_ok(),
            None => false,
        };
        if told && self.on_bus("org.freedesktop.secrets")? {
            Ok(keyring)
        } else {
            Err(dead)
        }
    }

    /// Whether `name` appears on the bus within a minute.
    fn on_bus(&self, name: &str) -> Result<bool, Failure> {
        let program = "gdbus";
        self.command(program)
            .args(["wait", "--session", "--timeout", "60", name])
            .status()
            .map(|appeared| appeared.success())
            .map_err(|cause| Failure::Tool { program, cause })
    }
}

fn environment(
    home: &Path,
    display: &str,
    bus: &str,
) -> Result<Vec<(OsString, OsString)>, Failure> {
    let runtime = home.join("run");
    fs::DirBuilder::new()
        .mode(0o700)
        .create(&runtime)
        .map_err(|cause| at(&runtime, cause))?;
    let folder = |name: &str| home.join(name).into_os_string();
    Ok([
        ("HOME", home.into()),
        ("XDG_RUNTIME_DIR", runtime.into_os_string()),
        ("XDG_CACHE_HOME", folder(".cache")),
        ("XDG_CONFIG_HOME", folder(".config")),
        ("XDG_DATA_HOME", folder(".local/share")),
        ("XDG_STATE_HOME", folder(".local/state")),
        ("DISPLAY", display.into()),
        ("DBUS_SESSION_BUS_ADDRESS", bus.into()),
        ("GDK_BACKEND", "x11".into()),
        ("NO_AT_BRIDGE", "1".into()),
    ]
    .map(|(name, value)| (name.into(), value))
    .into())
}

pub(crate) fn at(path: &Path, cause: std::io::Error) -> Failure {
    Failure::File {
        path: PathBuf::from(path),
        cause,
    }
}
