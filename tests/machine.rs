//! Kamm on a machine: the owner's PIN, the kiosk, the mark in the tray, one window per book, and where it comes up. In the real window.

#![allow(
    clippy::unwrap_used,
    reason = "all of this is test code; clippy exempts by itself only the test functions"
)]

mod common;

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use common::Salon;
use serde_json::{Value, json};
use window_driver::{Desktop, Failure, Window, hook};

const PIN: &str = "2718";

/// What only the owner may do, with arguments that would do something.
fn of_the_owner() -> Vec<(&'static str, Value)> {
    let request = json!({ "base_url": "http://127.0.0.1:9", "key": "cal_x", "team_id": null });
    let pair = json!({ "service_id": 1, "segment_key": "A", "staff_id": 1 });
    let file = json!({
        "what": "customers", "content": "TmFtZQpBbm5h", "mapping": null,
        "staff_id": null, "rehearse": false, "despite_warnings": false,
    });
    let staff_key = json!({ "staff_id": 1, "key": "cal_x" });
    let link = json!({ "service_id": 1, "segment_key": "A", "staff_id": 1, "event_type_id": 1 });
    let closed_that_day =
        json!({ "staff_id": 1, "date": "2026-11-27", "stretches": [], "usual": false });
    let choice = json!({ "kiosk": false, "tray": false, "autostart": true });
    vec![
        ("account", json!({})),
        ("keychain", json!({})),
        ("team_members", json!({})),
        ("old_event_types", json!({})),
        ("clean_event_types", json!({ "chosen": [] })),
        ("resolve_pair", json!({ "request": pair })),
        ("test_connection", json!({ "request": request })),
        ("connect", json!({ "request": request })),
        ("disconnect", json!({})),
        ("staff_matches", json!({})),
        ("match_staff", json!({ "staffId": 1, "userId": 1 })),
        ("plan_event_types", json!({})),
        ("apply_event_types", json!({})),
        ("publish_service", json!({ "serviceId": 1, "adopt": true })),
        ("verify_event_types", json!({})),
        ("event_grid", json!({})),
        ("event_pair", json!({ "request": pair })),
        (
            "name_salon",
            json!({ "name": "Anders", "zone": "Europe/Berlin" }),
        ),
        ("sample_services", json!({})),
        ("erase_customer", json!({ "id": 1 })),
        ("import_file", json!({ "request": file })),
        (
            "archive_service",
            json!({ "request": { "id": 1, "version": 1, "archived": true } }),
        ),
        (
            "archive_staff",
            json!({ "request": { "id": 1, "version": 1, "archived": true } }),
        ),
        (
            "set_preferences",
            json!({ "preferences": { "customer_mails": "all", "address": "", "segment_cancelled": "ask", "hold_online": false } }),
        ),
        ("calcom_week", json!({ "staffId": 1 })),
        ("connect_staff", json!({ "request": staff_key })),
        ("disconnect_staff", json!({ "staffId": 1 })),
        ("take_on_staff", json!({ "key": "cal_x" })),
        ("found_services", json!({})),
        ("link_found", json!({ "serviceId": 1, "eventTypes": [1] })),
        ("link_event_type", json!({ "request": link })),
        ("other_zones", json!({})),
        ("may_rebuild", json!({})),
        ("preview_rebuild", json!({})),
        ("rebuild", json!({})),
        (
            "move_to_zone",
            json!({ "zone": "Europe/Paris", "despiteAppointments": true }),
        ),
        (
            "start_with_sample",
            json!({ "name": "Anders", "zone": "Europe/Berlin" }),
        ),
        ("set_date_hours", json!({ "request": closed_that_day })),
        ("set_pin", json!({ "current": PIN, "new": null })),
        ("set_machine", json!({ "choice": choice })),
        ("quit", json!({})),
    ]
}

/// What is saved from a sheet, and asks for the owner as well: as the window has read the first of them.
async fn of_the_sheets(window: &Window) -> Result<Vec<(&'static str, Value)>, Failure> {
    let script = "const done = arguments[0];
        window.__TAURI_INTERNALS__.invoke('sheets').then(done, done);";
    let sheets = window.execute_async(script, Vec::new()).await?;
    Ok(vec![
        (
            "save_service",
            json!({ "sheet": sheets.pointer("/services/0") }),
        ),
        ("save_staff", json!({ "sheet": sheets.pointer("/staff/0") })),
    ])
}

/// Commands that ask for the owner, as their sources say.
fn asking_for_the_owner() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/app/commands");
    let files = fs::read_dir(folder).unwrap();
    let sources = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let all: String = sources.collect();
    let commands = all.split("#[tauri::command]").skip(1);
    let guarded = commands.filter(|source| source.contains(".owner()?"));
    let name = |source: &str| Some(source.split_once("fn ")?.1.split_once('(')?.0.to_owned());
    guarded.filter_map(name).collect()
}

/// What a command answers to a page that asks it past all screens: `done`, or the code of its refusal.
async fn answer(window: &Window, command: &str, args: Value) -> Result<String, Failure> {
    let script = "const [command, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, args)
            .then(() => done('done'), (problem) => done(problem.code ?? String(problem)));";
    let said = window
        .execute_async(script, vec![json!(command), args])
        .await?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

async fn in_window<T>(
    desktop: &Desktop,
    salon: &Salon,
    more: &[&str],
    act: impl AsyncFnOnce(&Window) -> Result<T, Failure>,
) -> T {
    let data = salon.terminal.data().to_str().unwrap();
    let kamm = Path::new(env!("CARGO_BIN_EXE_kamm"));
    let args = [&["--data-dir", data], more].concat();
    desktop.in_window(kamm, &args, act).await.unwrap()
}

/// The stand-in of a salon has a runtime of its own, which must not be dropped inside of the test's.
fn run<T>(test: impl AsyncFnOnce() -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test())
}

async fn size(window: &Window) -> Result<Value, Failure> {
    Ok(window
        .execute("return [innerWidth, innerHeight];", Vec::new())
        .await?)
}

#[test]
fn the_program_itself_asks_for_the_pin_and_the_terminal_takes_a_forgotten_one_away() {
    let salon = Salon::open();
    let desktop = Desktop::without_keychain().unwrap();
    run(async || {
        in_window(&desktop, &salon, &[], async |window| {
            window.click(&hook("settings-link")).await?;
            window.write(&hook("pin-new"), PIN).await?;
            window.write(&hook("pin-again"), PIN).await?;
            window.press("pin-save").await?;
            window.press("pin-leave").await?;
            window.find(&hook("owner-door")).await?;
            let all = [of_the_owner(), of_the_sheets(window).await?].concat();
            let named: BTreeSet<String> = all.iter().map(|(name, _)| (*name).to_owned()).collect();
            assert_eq!(named, asking_for_the_owner(), "the list above on the left");
            for (command, args) in all {
                let said = answer(window, command, args).await?;
                assert_eq!(said, "pin_needed", "{command}");
            }
            window.write(&hook("pin-input"), "0000").await?;
            window.press("pin-enter").await?;
            window.find_text("Das ist nicht die PIN.").await?;
            window.write(&hook("pin-input"), PIN).await?;
            window.press("pin-enter").await?;
            window.gone(&hook("owner-door")).await?;
            assert_eq!(answer(window, "account", json!({})).await?, "done");
            Ok(())
        })
        .await;
        in_window(&desktop, &salon, &[], async |window| {
            window.click(&hook("settings-link")).await?;
            window.find(&hook("owner-door")).await.map(drop)
        })
        .await;
    });
    assert_eq!(salon.terminal.json(&["pin"])["set"], true);
    assert_eq!(salon.terminal.json(&["pin", "--reset"])["set"], false);
}

#[test]
fn a_kiosk_fills_the_screen_and_is_left_with_the_owners_leave() {
    let salon = Salon::open();
    let desktop = Desktop::without_keychain().unwrap();
    run(async || {
        let refused = salon.terminal.say(&["--kiosk", "--json"]);
        assert_eq!(refused.code(), "pin_not_set");
        in_window(&desktop, &salon, &[], async |window| {
            window.click(&hook("settings-link")).await?;
            window.write(&hook("pin-new"), PIN).await?;
            window.write(&hook("pin-again"), PIN).await?;
            window.press("pin-save").await?;
            window.find(&hook("pin-leave")).await.map(drop)
        })
        .await;
        in_window(&desktop, &salon, &["--kiosk"], async |window| {
            window.find(&hook("day-title")).await?;
            window
                .holds("innerWidth === screen.width && innerHeight === screen.height")
                .await?;
            desktop.close_window("Kamm")?;
            window.find_text("Kamm läuft im Kiosk").await?;
            // It lies over the foot of the page.
            window.gone(&hook("toast")).await?;
            window.click(&hook("settings-link")).await?;
            assert_eq!(answer(window, "quit", json!({})).await?, "pin_needed");
            window.write(&hook("pin-input"), PIN).await?;
            window.press("pin-enter").await?;
            // Its answer may be the end of the driver's connection.
            let _ = window.press("quit").await;
            assert!(window.find(&hook("day-title")).await.is_err());
            Ok(())
        })
        .await;
    });
}

#[test]
fn a_second_start_brings_the_window_up_that_is_there() {
    let salon = Salon::open();
    let desktop = Desktop::without_keychain().unwrap();
    run(async || {
        in_window(&desktop, &salon, &[], async |window| {
            window.find(&hook("day-title")).await?;
            let second = desktop
                .command(env!("CARGO_BIN_EXE_kamm"))
                .arg("--data-dir")
                .arg(salon.terminal.data())
                .status()
                .unwrap();
            assert!(second.success());
            window.find(&hook("day-title")).await.map(drop)
        })
        .await;
    });
}

#[test]
fn the_window_comes_up_as_large_as_it_was() {
    let salon = Salon::open();
    let desktop = Desktop::without_keychain().unwrap();
    run(async || {
        let left = in_window(&desktop, &salon, &[], async |window| {
            window.find(&hook("day-title")).await?;
            window.set_window_size(1100, 760).await?;
            window.holds("innerWidth < 1200").await?;
            size(window).await
        })
        .await;
        let found = in_window(&desktop, &salon, &[], async |window| {
            window.find(&hook("day-title")).await?;
            window.holds("innerWidth < 1200").await?;
            size(window).await
        })
        .await;
        assert_eq!(found, left);
    });
}

/// The mark's menu as a panel sees it: over the bus, where its lines are read and clicked.
struct TrayMenu<'a> {
    desktop: &'a Desktop,
    /// Kamm's connection.
    owner: String,
}

impl<'a> TrayMenu<'a> {
    const PATH: &'static str = "/org/ayatana/NotificationItem/tray_icon_tray_app_kamm/Menu";

    /// As soon as somebody on the bus has it.
    fn find(desktop: &'a Desktop) -> Self {
        let names = call(
            desktop,
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            &["org.freedesktop.DBus.ListNames"],
        );
        let names = names.unwrap();
        let unique = names.split('\'').filter(|name| name.starts_with(':'));
        let mut menus = unique.map(|name| TrayMenu {
            desktop,
            owner: name.to_owned(),
        });
        menus.find(|menu| menu.layout().is_some()).unwrap()
    }

    /// All lines, each with its number.
    fn layout(&self) -> Option<String> {
        let layout = ["com.canonical.dbusmenu.GetLayout", "0", "--", "-1", "[]"];
        call(self.desktop, &self.owner, Self::PATH, &layout)
    }

    /// `(<(2, {'label': <'Open Kamm'>, …}, @av [])>)`: the number before the words.
    fn line(&self, words: &str) -> String {
        let layout = self.layout().unwrap();
        let (before, _) = layout.split_once(words).unwrap();
        let (_, line) = before.rsplit_once("<(").unwrap();
        line.chars().take_while(char::is_ascii_digit).collect()
    }

    /// Waits for a line with these words.
    fn says(&self, words: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.layout().unwrap().contains(words) {
            assert!(Instant::now() < deadline, "waited in vain for “{words}”");
            sleep(Duration::from_millis(50));
        }
    }

    /// What a panel tells when somebody clicks.
    fn click(&self, words: &str) {
        let line = self.line(words);
        let event = [
            "com.canonical.dbusmenu.Event",
            &line,
            "clicked",
            "<''>",
            "0",
        ];
        call(self.desktop, &self.owner, Self::PATH, &event).unwrap();
    }
}

/// What somebody on the session bus answers; `None` if they do not have that object.
fn call(desktop: &Desktop, dest: &str, path: &str, method: &[&str]) -> Option<String> {
    let said = desktop
        .command("gdbus")
        .args(["call", "--session", "--dest", dest, "--object-path", path])
        .arg("--method")
        .args(method)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&said.stdout).into_owned();
    said.status.success().then_some(words)
}

#[test]
fn the_mark_in_the_tray_opens_the_window_and_ends_the_program() {
    let salon = Salon::open();
    let mut desktop = Desktop::without_keychain().unwrap();
    desktop.set("LANG", "en_US.UTF-8");
    run(async || {
        in_window(&desktop, &salon, &[], async |window| {
            window.find(&hook("day-title")).await?;
            let choice = json!({ "kiosk": false, "tray": true, "autostart": false });
            let said = answer(window, "set_machine", json!({ "choice": choice })).await?;
            assert_eq!(said, "done");
            let menu = TrayMenu::find(&desktop);
            menu.says("Kamm beenden");
            window.click(&hook("settings-link")).await?;
            window.find(&hook("settings-screen")).await?;
            let english = format!("document.querySelector('{}').click()", hook("language-en"));
            window.execute(&english, Vec::new()).await?;
            menu.says("Quit Kamm");
            menu.says("without Cal.com");
            desktop.close_window("Kamm")?;
            window
                .holds("document.visibilityState === 'hidden'")
                .await?;
            menu.click("Open Kamm");
            window
                .holds("document.visibilityState === 'visible'")
                .await?;
            menu.click("Quit Kamm");
            // Nobody answers any more; that nothing happens would end the patience instead.
            let ended = window.holds("false").await;
            assert!(matches!(ended, Err(Failure::Window(_))), "{ended:?}");
            Ok(())
        })
        .await;
    });
    assert_eq!(salon.terminal.json(&["status"])["salon"], "Friseur 1");
}

/// What the processes of WebKit on this desktop were given when they were started.
#[cfg(target_os = "linux")]
fn given_to_webkit(desktop: &Desktop) -> Vec<String> {
    let home = format!("HOME={}", desktop.home().display());
    let all = fs::read_dir("/proc").unwrap().flatten();
    let webkit = all.filter(|process| {
        // Others come and go meanwhile.
        let name = fs::read_to_string(process.path().join("comm")).unwrap_or_default();
        name.starts_with("WebKit") && !name.starts_with("WebKitWebDriver")
    });
    let given = webkit.map(|process| fs::read(process.path().join("environ")).unwrap_or_default());
    given
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .filter(|given| given.contains(&home))
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_key_that_was_passed_in_is_hidden_from_the_processes_that_show_the_page() {
    const KEY: &str = "cal_test_0123456789abcdef";
    let salon = Salon::open();
    let mut desktop = Desktop::without_keychain().unwrap();
    desktop.set("KAMM_CALCOM_KEY", KEY);
    run(async || {
        in_window(&desktop, &salon, &[], async |window| {
            window.find(&hook("day-title")).await?;
            let given = given_to_webkit(&desktop);
            assert!(!given.is_empty(), "no process of WebKit was found");
            assert!(given.iter().all(|given| !given.contains(KEY)));
            Ok(())
        })
        .await;
    });
}
