//! Pictures of every screen of the demo salon after a bad day, of what opens beside and over it, and of the first start, from the real
//! window: in both languages, light and dark.
//!
//! `screens --program PATH --pictures FOLDER`; exit status 0 only if every screen showed what belongs on it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};
use window_driver::{Desktop, Failure, StandIn, Window, hook};

const ROOT_COLOUR: u32 = 440;
const LENGTHS: u32 = 442;
/// Until what happened in Cal.com is read at the latest.
const A_READING: Duration = Duration::from_secs(90);

/// Every screen, by its link in the rail, and something that is on it once it is complete.
const SCREENS: [(&str, &str); 10] = [
    ("day", "tooth"),
    ("week", "tooth"),
    ("appointments", "list-row"),
    ("calls", "calls-screen"),
    ("customers", "customers-total"),
    ("review", "review-entry"),
    ("services", "services-screen"),
    ("team", "staff-row"),
    ("health", "health"),
    ("settings", "machine-settings"),
];

/// What opens beside a screen or over it: its name, the screen and something that is on that, what is pressed there, and what is there then.
const OPENED: [(&str, &str, &str, &str, &str); 7] = [
    // Of several steps: it has a gap.
    ("appointment", "day", "tooth", "gap", "segment-row"),
    ("walk-in", "day", "tooth", "walk-in", "walk-in-panel"),
    ("waiting", "day", "tooth", "waiting", "waiting-panel"),
    ("find", "day", "tooth", "find", "find-box"),
    (
        "customer",
        "customers",
        "customer-row",
        "customer-row",
        "customer-panel",
    ),
    (
        "service",
        "services",
        "service-row",
        "service-row",
        "service-editor",
    ),
    ("person", "team", "staff-row", "staff-row", "staff-editor"),
];

/// Of the owner, for the door.
const PIN: &str = "2718";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program_flag, program, pictures_flag, pictures] = arguments.as_slice() else {
        return complain("usage: screens --program PATH --pictures FOLDER");
    };
    if program_flag != "--program" || pictures_flag != "--pictures" {
        return complain("usage: screens --program PATH --pictures FOLDER");
    }
    match walk(Path::new(program), Path::new(pictures)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => complain(&failure.to_string()),
    }
}

async fn walk(program: &Path, pictures: &Path) -> Result<(), Failure> {
    let desktop = Desktop::start()?;
    let program = absolute(program)?;
    let in_demo = async |window: &Window| demo(window, pictures).await;
    desktop.in_window(&program, &["demo"], in_demo).await?;
    first_start(&program, pictures).await
}

async fn demo(window: &Window, pictures: &Path) -> Result<(), Failure> {
    window.see_day().await?;
    bad_day(window).await?;
    for language in ["de", "en"] {
        for theme in ["light", "dark"] {
            look(window, language, theme).await?;
            let picture = async |name: &str| {
                let file = format!("{name}-{language}-{theme}.png");
                window.screenshot(&pictures.join(file)).await
            };
            for (screen, content) in SCREENS {
                show(window, screen, content).await?;
                picture(screen).await?;
            }
            for (name, screen, content, pressed, opened) in OPENED {
                show(window, screen, content).await?;
                press(window, pressed).await?;
                window.find(&hook(opened)).await?;
                picture(name).await?;
                leave(window).await?;
            }
            begin_booking(window).await?;
            picture("booking").await?;
            leave(window).await?;
            shut_the_door(window).await?;
            picture("door").await?;
            open_the_door(window).await?;
        }
    }
    Ok(())
}

/// A known customer, what they want, and the times that are proposed.
async fn begin_booking(window: &Window) -> Result<(), Failure> {
    show(window, "day", "tooth").await?;
    press(window, "new-appointment").await?;
    window.write(&hook("customer-input"), "Wilhelmine").await?;
    window.find(&hook("customer-option")).await?;
    press(window, "customer-option").await?;
    window.find(&hook("service-option")).await?;
    let service = format!("[data-service-number=\"{ROOT_COLOUR}\"]");
    window
        .execute(
            &format!("document.querySelector('{service}').click()"),
            Vec::new(),
        )
        .await?;
    window.find(&hook("proposal")).await.map(drop)
}

async fn shut_the_door(window: &Window) -> Result<(), Failure> {
    show(window, "settings", "settings-screen").await?;
    window.write(&hook("pin-new"), PIN).await?;
    window.write(&hook("pin-again"), PIN).await?;
    press(window, "pin-save").await?;
    window.find(&hook("pin-leave")).await?;
    press(window, "pin-leave").await?;
    window.find(&hook("owner-door")).await?;
    window.gone(&hook("toast")).await
}

/// And takes the PIN away again.
async fn open_the_door(window: &Window) -> Result<(), Failure> {
    window.write(&hook("pin-input"), PIN).await?;
    press(window, "pin-enter").await?;
    window.write(&hook("pin-current"), PIN).await?;
    press(window, "pin-remove").await?;
    window.gone(&hook("pin-leave")).await?;
    window.gone(&hook("toast")).await
}

/// The assistant in an empty book: each of its steps until there are services.
async fn first_start(program: &Path, pictures: &Path) -> Result<(), Failure> {
    // Of its own: where nobody has chosen a language or a look yet.
    let desktop = Desktop::start()?;
    for language in ["de", "en"] {
        let data = desktop.home().join(format!("first-start-{language}"));
        let data = data.display().to_string();
        desktop
            .in_window(program, &["--data-dir", &data], async |window| {
                let picture = async |step: &str| {
                    window.find(&hook(&format!("step-{step}"))).await?;
                    let file = format!("start-{step}-{language}-light.png");
                    window.screenshot(&pictures.join(file)).await
                };
                window.find(&hook("assistant")).await?;
                press(window, &format!("language-{language}")).await?;
                picture("language").await?;
                press(window, "step-next").await?;
                window
                    .write(&hook("salon-name"), "Salon Mustermann")
                    .await?;
                press(window, "begin-empty").await?;
                picture("salon").await?;
                press(window, "step-next").await?;
                picture("calcom").await?;
                press(window, "step-next").await?;
                picture("team").await?;
                window
                    .write(&hook("team-names"), "Anna Albrecht\nBen Bauer")
                    .await?;
                press(window, "step-next").await?;
                picture("services").await
            })
            .await?;
    }
    Ok(())
}

/// Closes what lies beside or over the screen, as Escape does.
async fn leave(window: &Window) -> Result<(), Failure> {
    let escape = "(document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));";
    window.execute(escape, Vec::new()).await?;
    window.gone("aside header > button, [role='dialog']").await
}

/// What a receptionist hopes never to see: Cal.com fails and loses an answer, event types are gone or have another length, and a customer
/// moves a part of an appointment online. Shows the day again on which it began.
async fn bad_day(window: &Window) -> Result<(), Failure> {
    let title = window.find(&hook("day-title")).await?;
    let day = title.attr("data-date").await?.unwrap_or_default();
    show(window, "settings", "connected").await?;
    let calcom = StandIn::of(window).await?;
    let bookings = calcom.bookings()?;

    let (fails, loses) = (
        json!({ "error_before_commit": 503 }),
        json!("drop_after_commit"),
    );
    let rule = |kind: &Value, times: u32| json!({ "method": "POST", "route": "/v2/bookings", "probability": 1, "at_most": times, "kind": kind });
    calcom.fail(&json!({ "rules": [rule(&fails, 3), rule(&loses, 1)] }))?;
    booked(window, "Wilhelmine Sturm", ROOT_COLOUR, "synced").await?;
    calcom.fail(&json!({}))?;

    for event_type in event_types(&bookings, "Ansatzfärbung", "D") {
        let path = format!("/v2/teams/1/event-types/{event_type}");
        calcom.change("DELETE", &path, &json!({}))?;
    }
    booked(window, "Leonore Lückenhaft", ROOT_COLOUR, "partial").await?;
    for event_type in event_types(&bookings, "Ansatz + Längenausgleich", "B") {
        let path = format!("/v2/teams/1/event-types/{event_type}");
        calcom.change("PATCH", &path, &json!({ "lengthInMinutes": 5 }))?;
    }
    booked(window, "Konrad Kürzer", LENGTHS, "partial").await?;
    if let Some((uid, start)) = on_a_quiet_day(&bookings) {
        let path = format!("/v2/bookings/{uid}/reschedule");
        calcom.change("POST", &path, &json!({ "start": start }))?;
    }

    press(window, "connection").await?;
    show(window, "review", "review-entry").await?;
    let entries = format!(
        "document.querySelectorAll('{}').length >= 3",
        hook("review-entry")
    );
    window.with_patience(A_READING).holds(&entries).await?;
    show(window, "day", "tooth").await?;
    window.show_date(&day).await?;
    window.click("aside header > button").await?;
    window.gone(&hook("toast")).await
}

async fn booked(window: &Window, customer: &str, service: u32, sync: &str) -> Result<(), Failure> {
    show(window, "day", "tooth").await?;
    let id = window.book(customer, service).await?;
    window.with_patience(A_READING).stands(id, sync).await
}

/// On which a segment of a service is booked, whoever does it.
fn event_types(bookings: &[Value], service: &str, segment: &str) -> BTreeSet<i64> {
    let theirs = bookings.iter().filter(|one| {
        let about = &one["metadata"];
        about["service_name"] == service && about["segment_key"] == segment
    });
    theirs
        .filter_map(|one| one["event_type_id"].as_i64())
        .collect()
}

/// The cut in the middle of a colour appointment on a Tuesday, and a time of that evening at which nobody has anything to do.
fn on_a_quiet_day(bookings: &[Value]) -> Option<(String, String)> {
    let cut = bookings.iter().find(|one| {
        let about = &one["metadata"];
        let begins = about["appointment_start"].as_str().unwrap_or_default();
        about["segment_key"] == "C"
            && one["status"] == "accepted"
            && ["T08:00:00Z", "T09:00:00Z"]
                .iter()
                .any(|at| begins.ends_with(at))
    })?;
    let (uid, start) = (cut["uid"].as_str()?, cut["start"].as_str()?);
    Some((uid.to_owned(), format!("{}T16:30:00Z", start.get(..10)?)))
}

async fn show(window: &Window, screen: &str, content: &str) -> Result<(), Failure> {
    press(window, &format!("{screen}-link")).await?;
    window.find(&hook(content)).await.map(drop)
}

/// Chosen in the settings, as an owner would.
async fn look(window: &Window, language: &str, theme: &str) -> Result<(), Failure> {
    show(window, "settings", "settings-screen").await?;
    for choice in [format!("language-{language}"), format!("theme-{theme}")] {
        press(window, &choice).await?;
    }
    window
        .holds(&format!(
            "document.documentElement.lang === '{language}' && document.documentElement.dataset.theme === '{theme}'"
        ))
        .await
}

/// Without the pointer, whose resting place would be in the picture. A row is pressed where its button is, an appointment by keys.
async fn press(window: &Window, testid: &str) -> Result<(), Failure> {
    // A choice may be a button that is drawn by its label only.
    let there = format!("document.querySelector('{}')", hook(testid));
    window.holds(&there).await?;
    let script = "const there = document.querySelector(arguments[0]);
        const appointment = there.closest('[data-appointment-id]');
        const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
        if (appointment) appointment.dispatchEvent(enter);
        else (there.matches('tr') ? there.querySelector('button') : there).click();";
    window.execute(script, vec![json!(hook(testid))]).await?;
    Ok(())
}

/// The program is started from the driver's folder, not from ours.
fn absolute(program: &Path) -> Result<PathBuf, Failure> {
    program.canonicalize().map_err(|cause| Failure::File {
        path: program.to_owned(),
        cause,
    })
}

#[allow(
    clippy::print_stderr,
    reason = "the terminal is where this program answers"
)]
fn complain(text: &str) -> ExitCode {
    eprintln!("{text}");
    ExitCode::FAILURE
}
