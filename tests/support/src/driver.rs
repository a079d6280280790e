//! WebKitWebDriver: the process that starts a program and speaks to its web view.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::error::NewSessionError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::child::{Owned, PATIENCE};
use crate::desktop::at;
use crate::failure::NoSession;
use crate::program::Programs;
use crate::{Desktop, Failure};

const DRIVER: &str = "WebKitWebDriver";

pub(crate) struct Driver {
    process: Owned,
    port: u16,
    log: PathBuf,
}

impl Driver {
    /// One that has opened the window of `program`. A connection that breaks before there is a window gets another driver, once: most likely
    /// its port, free a moment ago, was somebody else's by the time the driver wanted it.
    pub(crate) async fn with_window(
        desktop: &Desktop,
        program: &Path,
        args: &[&str],
    ) -> Result<(Self, Client), Failure> {
        let first = Self::start(desktop).await?;
        match first.open(program, args).await {
            Ok(client) => Ok((first, client)),
            Err(Failure::NoWindow {
                cause: NoSession::Refused(refused),
                ..
            }) if matches!(*refused, NewSessionError::FailedC(_)) => {
                drop(first);
                let second = Self::start(desktop).await?;
                let client = second.open(program, args).await?;
                Ok((second, client))
            }
            Err(failure) => Err(failure),
        }
    }

    async fn start(desktop: &Desktop) -> Result<Self, Failure> {
        let port = free_port()?;
        let log = desktop.home().join(format!("window-{port}.log"));
        let output = File::create(&log).map_err(|cause| at(&log, cause))?;
        let errors = output.try_clone().map_err(|cause| at(&log, cause))?;
        let process = Owned::spawn(
            DRIVER,
            desktop
                .command(DRIVER)
                .arg(format!("--port={port}"))
                // Tauri lets its web view be driven only if asked; without it a session never begins.
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .stdout(output)
                .stderr(errors),
        )?;
        answers(port).await?;
        Ok(Self { process, port, log })
    }

    /// Starts `program` and connects to its window.
    async fn open(&self, program: &Path, args: &[&str]) -> Result<Client, Failure> {
        let url = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(Capabilities::from_iter([(
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": program, "args": args }),
        )]));
        let cause = match timeout(PATIENCE, builder.connect(&url)).await {
            Ok(Ok(client)) => return Ok(client),
            Ok(Err(refused)) => NoSession::Refused(Box::new(refused)),
            Err(_) => NoSession::Silence(PATIENCE),
        };
        // Dropped, and ended by that.
        let _ = self.programs();
        Err(Failure::NoWindow {
            program: program.to_owned(),
            cause,
            output: self.output(),
        })
    }

    /// What it has started. They outlive the driver unless they are ended.
    pub(crate) fn programs(&self) -> Programs {
        Programs::started_by(self.process.id())
    }

    /// What the driver and the program have printed so far.
    pub(crate) fn output(&self) -> String {
        fs::read(&self.log)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

/// A port that was free a moment ago; the driver cannot be asked to choose one itself.
fn free_port() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|cause| at(Path::new("127.0.0.1:0"), cause))
}

/// Returns once the driver listens. It gives no other sign of being ready.
async fn answers(port: u16) -> Result<(), Failure> {
    let start = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if start.elapsed() > PATIENCE {
            return Err(Failure::Dead(DRIVER));
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}
