//! A disk of the test's own: small enough to fill up, and one that can be made read-only. It lives in a mount namespace, which
//! needs no rights that a user does not have.
#![allow(
    clippy::print_stdout,
    reason = "a test that cannot run here has to say so"
)]

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Runs the ignored test `role` of this program with mounts of its own.
///
/// Where the system forbids that (a container without user namespaces), says so and runs nothing.
pub fn on_a_disk_of_its_own(role: &str) {
    let unshare = || {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount"]);
        command
    };
    let allowed = unshare().arg("true").stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|status| status.success()) {
        println!("not run: this system allows no mounts of one's own");
        return;
    }
    let done = unshare()
        .arg(std::env::current_exe().unwrap())
        .args([role, "--exact", "--ignored", "--nocapture"])
        .status()
        .unwrap();
    assert!(done.success(), "{role} failed");
}

/// A mounted disk. It is gone with the namespace.
pub struct Disk {
    at: PathBuf,
}

impl Disk {
    /// Mounts an empty disk of this size over a folder.
    pub fn mount(at: &Path, size: &str) -> Self {
        let size = format!("size={size},mode=700");
        mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], at);
        Self { at: at.to_owned() }
    }

    /// From now on nothing can be written.
    pub fn make_read_only(&self) {
        mount(&["-o", "remount,ro"], &self.at);
    }

    /// Fills it but for about so many bytes.
    pub fn fill_but(&self, left: usize) {
        let mut ballast = File::create(self.ballast()).unwrap();
        let block = vec![0; 4096];
        while ballast.write_all(&block).is_ok() {}
        let full = ballast.metadata().unwrap().len();
        ballast
            .set_len(full - u64::try_from(left).unwrap())
            .unwrap();
    }

    /// Makes room again.
    pub fn clear(&self) {
        fs::remove_file(self.ballast()).unwrap();
    }

    fn ballast(&self) -> PathBuf {
        self.at.join("ballast")
    }
}

fn mount(words: &[&str], at: &Path) {
    let done = Command::new("mount").args(words).arg(at).status().unwrap();
    assert!(done.success(), "mount {words:?}");
}
