//! A process that ends with its owner.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::Failure;

/// How long a part of the desktop may take to come up; generous, for a machine that is busy building.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Owned(Child);

impl Owned {
    pub(crate) fn spawn(program: &'static str, command: &mut Command) -> Result<Self, Failure> {
        match command.spawn() {
            Ok(child) => Ok(Self(child)),
            Err(cause) => Err(Failure::Tool { program, cause }),
        }
    }

    /// Starts a program that prints one line when it is ready, and returns that line.
    pub(crate) fn spawn_ready(
        program: &'static str,
        command: &mut Command,
    ) -> Result<(Self, String), Failure> {
        let mut owned = Self::spawn(program, command.stdout(Stdio::piped()))?;
        let output = owned.0.stdout.take().ok_or(Failure::Dead(program))?;
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            // An unreadable line is no line: the receiver sees the end of the channel.
            if BufReader::new(output).read_line(&mut line).is_ok() {
                let _ = tell.send(line);
            }
        });
        match told.recv_timeout(PATIENCE) {
            Ok(line) if !line.trim().is_empty() => Ok((owned, line.trim().to_owned())),
            Ok(_) | Err(_) => Err(Failure::Dead(program)),
        }
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // It may have ended by itself, which is all that is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
