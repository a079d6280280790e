//! The processes behind a window: started by the driver, owned by the test.

use std::fs;
use std::os::fd::OwnedFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::retry_on_intr;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use tokio::task::spawn_blocking;

use crate::Failure;
use crate::child::PATIENCE;

/// The programs that somebody has started, with all that these have started themselves. Killed when dropped.
///
/// A process is known by a handle of the kernel's, which never comes to mean another one.
pub(crate) struct Programs {
    first: Vec<OwnedFd>,
    below: Vec<OwnedFd>,
}

impl Programs {
    /// What this process has started so far.
    pub(crate) fn started_by(parent: u32) -> Self {
        let children = children(parent);
        let below = children.iter().copied().flat_map(below);
        Self {
            below: below.filter_map(handle).collect(),
            first: children.into_iter().filter_map(handle).collect(),
        }
    }

    /// Asks the programs to end, and returns when all of these processes are gone.
    pub(crate) async fn end(self) -> Result<(), Failure> {
        for program in &self.first {
            // It may have ended by itself, which is all that is wanted.
            let _ = pidfd_send_signal(program, Signal::TERM);
        }
        let gone = spawn_blocking(move || self.all_gone());
        match gone.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Failure::Stays(PATIENCE)),
        }
    }

    /// Whether each of them ends while there is patience.
    fn all_gone(&self) -> bool {
        let mut each = self.first.iter().chain(&self.below);
        each.all(|process| {
            let limit = Timespec::try_from(PATIENCE).ok();
            let mut looked_at = [PollFd::new(process, PollFlags::IN)];
            retry_on_intr(|| poll(&mut looked_at, limit.as_ref())).is_ok_and(|ended| ended > 0)
        })
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        for process in self.first.iter().chain(&self.below) {
            let _ = pidfd_send_signal(process, Signal::KILL);
        }
    }
}

/// What a process and all that it has started take of the machine's memory, in bytes: what several share is counted once, in parts.
/// A process that is gone takes none.
pub fn memory(process: u32) -> u64 {
    let all = std::iter::once(process).chain(below(process));
    all.filter_map(|one| {
        let account = fs::read_to_string(format!("/proc/{one}/smaps_rollup")).ok()?;
        let line = account.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
        Some(kilobytes * 1024)
    })
    .sum()
}

/// Whom it has started, and whom these have, and so on.
fn below(process: u32) -> Vec<u32> {
    let mut below = Vec::new();
    let mut unseen = children(process);
    while let Some(one) = unseen.pop() {
        unseen.extend(children(one));
        below.push(one);
    }
    below
}

/// The kernel's handle of a process; `None` if it is gone.
fn handle(process: u32) -> Option<OwnedFd> {
    let process = Pid::from_raw(i32::try_from(process).ok()?)?;
    pidfd_open(process, PidfdFlags::empty()).ok()
}

/// Whom this process has started, in any of its threads.
fn children(process: u32) -> Vec<u32> {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else {
        return Vec::new();
    };
    threads
        .flatten()
        .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|line| line.split_whitespace().map(str::parse).collect::<Vec<_>>())
        .flatten()
        .collect()
}
