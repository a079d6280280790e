//! The harness itself, against WebKitGTK's own small browser: it needs no program of ours to be trusted.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this is test code; clippy exempts by itself only the test functions"
)]

use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use futures_util::FutureExt;
use window_driver::{Desktop, Failure, Window};

const PAGE: &str = r#"data:text/html;charset=utf-8,
    <title>Probe</title>
    <button onclick="setTimeout(() => greeting.hidden = false, 200)">Begrüßen</button>
    <p id="greeting" hidden>Guten  Tag, "Frau" O'Neill</p>
    <input id="name" value="alt">
    <p id="late">bald weg</p>
    <script>setTimeout(() => late.remove(), 300)</script>"#;

/// Part of the library that every driven window needs anyway.
fn browser() -> PathBuf {
    let library = Path::new("/usr/lib").join(format!("{}-linux-gnu", std::env::consts::ARCH));
    library.join("webkit2gtk-4.1/MiniBrowser")
}

async fn in_page<T>(
    desktop: &Desktop,
    act: impl AsyncFnOnce(&Window) -> Result<T, Failure>,
) -> Result<T, Failure> {
    desktop
        .in_window(&browser(), &["--automation"], async |window| {
            window.goto(PAGE).await?;
            act(window).await
        })
        .await
}

/// The processes that belong to a desktop, known by the home in their environment.
fn processes_of(home: &Path) -> Vec<String> {
    let mark = format!("HOME={}", home.display());
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| {
            let process = entry.unwrap().path();
            let environment = fs::read(process.join("environ")).ok()?;
            let ours = environment.split(|&b| b == 0).any(|v| v == mark.as_bytes());
            ours.then(|| fs::read_to_string(process.join("comm")).unwrap_or_default())
        })
        .collect()
}

#[tokio::test]
async fn a_page_is_read_clicked_typed_into_and_pictured() {
    let desktop = Desktop::start().unwrap();
    let picture = desktop.home().join("pictures/page.png");

    in_page(&desktop, async |window| {
        window.click_text("Begrüßen").await?;
        window.find_text("Guten Tag, \"Frau\" O'Neill").await?;
        window.gone("#late").await?;
        window.write("#name", "Çelik-Groß").await?;
        window
            .holds("document.querySelector('#name').value === 'Çelik-Groß'")
            .await?;
        window.screenshot(&picture).await
    })
    .await
    .unwrap();

    assert!(fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn what_is_hidden_is_not_seen_and_the_failure_says_what_was_there_instead() {
    let desktop = Desktop::without_keychain().unwrap();

    let missed = in_page(&desktop, async |window| {
        let hasty = window.with_patience(Duration::from_millis(500));
        hasty.find("#greeting").await.map(drop)
    })
    .await;

    let said = missed.unwrap_err().to_string();
    assert!(
        said.contains("#greeting") && said.contains("Begrüßen"),
        "{said}"
    );
}

#[tokio::test]
async fn a_panic_closes_the_window_and_a_dropped_desktop_leaves_no_process() {
    let desktop = Desktop::start().unwrap();
    let home = desktop.home().to_owned();

    let body = in_page(&desktop, async |_window| -> Result<(), Failure> {
        panic!("a failed assertion")
    });
    let panicked = AssertUnwindSafe(body).catch_unwind().await;

    assert!(panicked.is_err());
    assert!(
        !processes_of(&home)
            .iter()
            .any(|name| name.contains("MiniBrowser"))
    );
    drop(desktop);
    assert_eq!(processes_of(&home), Vec::<String>::new());
    assert!(!home.exists());
}

#[tokio::test]
async fn the_keychain_of_a_desktop_is_open_and_its_own() {
    let desktop = Desktop::start().unwrap();
    let stranger = Desktop::start().unwrap();
    let read = |desktop: &Desktop| {
        desktop
            .command("secret-tool")
            .args(["lookup", "a", "b"])
            .output()
    };

    let store = |command: &mut Command| {
        command
            .args(["-c", "printf kept | secret-tool store --label=probe a b"])
            .status()
    };
    assert!(store(&mut desktop.command("sh")).unwrap().success());

    assert_eq!(read(&desktop).unwrap().stdout, b"kept");
    assert_eq!(read(&stranger).unwrap().stdout, b"");
}
