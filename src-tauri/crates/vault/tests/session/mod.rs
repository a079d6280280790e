//! A login session of a test's own: its own home, runtime folder and bus, and a real gnome-keyring on it.
//!
//! The environment of a process cannot be changed safely while it runs, so each test runs itself again
//! as a child inside its session and takes over the child's verdict.

use std::any::type_name;
use std::borrow::Cow;
use std::env;
use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Set in the child: the folder of its session.
const SESSION: &str = "VAULT_TEST_SESSION";
const PASSWORD: &[u8] = b"password of the login keyring";

pub(crate) enum Bus {
    /// No session bus, as on a server or in a bare terminal.
    Missing,
    /// A bus on which nothing runs yet.
    Empty,
}

pub(crate) struct Session {
    folder: PathBuf,
    keyring: Option<Child>,
}

/// Runs `test` in a session of its own. To be called once, directly from the test function.
pub(crate) fn in_session<T: AsyncFnOnce(&mut Session)>(bus: Bus, test: T) {
    if let Some(folder) = env::var_os(SESSION) {
        run_here(folder.into(), test);
    } else {
        run_again(bus, &enclosing_test::<T>());
    }
}

fn run_here<T: AsyncFnOnce(&mut Session)>(folder: PathBuf, test: T) {
    let mut session = Session {
        folder,
        keyring: None,
    };
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(test(&mut session));
    fs::write(session.verdict(), "passed").unwrap();
}

fn run_again(bus: Bus, test: &str) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = folder.path().join("run");
    fs::DirBuilder::new().mode(0o700).create(&runtime).unwrap();

    let mut command = match bus {
        Bus::Missing => Command::new(env::current_exe().unwrap()),
        Bus::Empty => {
            let mut session = Command::new("dbus-run-session");
            let config =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/support/bus.conf");
            session.arg("--config-file").arg(config).arg("--");
            session.arg(env::current_exe().unwrap());
            session
        }
    };
    let run = command
        .args(["--exact", test, "--nocapture"])
        .env(SESSION, folder.path())
        .env("HOME", folder.path())
        .env("XDG_RUNTIME_DIR", &runtime)
        .env_remove("XDG_DATA_HOME")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .output()
        .unwrap_or_else(|error| panic!("cannot start {command:?} ({error}); {REMEDY}"));

    let (said, erred) = (lossy(&run.stdout), lossy(&run.stderr));
    assert!(run.status.success(), "{test} failed:\n{said}\n{erred}");
    let ran = Session {
        folder: folder.path().to_owned(),
        keyring: None,
    };
    assert!(ran.verdict().exists(), "{test} did not run in its session");
}

fn lossy(output: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(output)
}

const REMEDY: &str = "`make test` installs what is missing: dbus, libglib2.0-bin, gnome-keyring";

/// The path of the test by which the test runner knows it, read off the type of the closure in it.
fn enclosing_test<T>() -> String {
    let closure = type_name::<T>();
    let (_crate, path) = closure.split_once("::").unwrap();
    let (test, _closure) = path.split_once("::{{closure}}").unwrap();
    test.to_owned()
}

impl Session {
    fn verdict(&self) -> PathBuf {
        self.folder.join("verdict")
    }

    /// Starts the keyring as a graphical login does: the login keyring exists and is open.
    pub(crate) fn start_keyring_unlocked(&mut self) {
        let mut keyring = self.spawn_keyring(&["--unlock"]);
        // Closing the pipe ends the password.
        keyring.stdin.take().unwrap().write_all(PASSWORD).unwrap();
        self.keyring = Some(keyring);
        self.wait_for_service();
    }

    /// Starts the keyring as an automatic login does: nobody has given a password.
    pub(crate) fn start_keyring(&mut self) {
        self.keyring = Some(self.spawn_keyring(&[]));
        self.wait_for_service();
    }

    pub(crate) fn stop_keyring(&mut self) {
        if let Some(mut keyring) = self.keyring.take() {
            keyring.kill().unwrap();
            keyring.wait().unwrap();
        }
    }

    /// The keyring still has its name on the bus but answers nothing.
    pub(crate) fn freeze_keyring(&self) {
        self.signal("-STOP");
    }

    pub(crate) fn thaw_keyring(&self) {
        self.signal("-CONT");
    }

    fn spawn_keyring(&self, arguments: &[&str]) -> Child {
        Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start gnome-keyring-daemon ({error}); {REMEDY}"))
    }

    fn wait_for_service(&self) {
        let appeared = Command::new("gdbus")
            .args(["wait", "--session", "--timeout", "30"])
            .arg("org.freedesktop.secrets")
            .status()
            .unwrap_or_else(|error| panic!("cannot start gdbus ({error}); {REMEDY}"));
        assert!(appeared.success(), "the keyring did not appear on the bus");
    }

    fn signal(&self, signal: &str) {
        let keyring = self.keyring.as_ref().expect("the keyring runs");
        let sent = Command::new("sh")
            .args(["-c", &format!("kill {signal} {}", keyring.id())])
            .status()
            .unwrap();
        assert!(sent.success());
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop_keyring();
    }
}
