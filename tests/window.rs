//! The real window, used with mouse and keyboard on a desktop of the test's own, against a stand-in Cal.com outside of it.

#![allow(
    clippy::unwrap_used,
    reason = "all of this is test code; clippy exempts by itself only the test functions"
)]

mod common;

use std::path::Path;

use common::{KEY, Salon, StandIn, Terminal, calendar};
use window_driver::{Desktop, Failure, Window, hook};

/// Where the stand-in's team works; the machine may be anywhere.
const BERLIN: &str = "Europe/Berlin";
/// Four segments, one gap.
const ROOT_COLOUR: u32 = 440;

/// Kamm's window on the salon's book.
async fn in_window<T>(
    desktop: &Desktop,
    terminal: &Terminal,
    act: impl AsyncFnOnce(&Window) -> Result<T, Failure>,
) -> T {
    let data = terminal.data().to_str().unwrap();
    let kamm = Path::new(env!("CARGO_BIN_EXE_kamm"));
    desktop
        .in_window(kamm, &["--data-dir", data], act)
        .await
        .unwrap()
}

/// Kamm's own test runtime: the stand-in brings one of its own, which must not be dropped inside of it.
fn run<T>(test: impl AsyncFnOnce() -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test())
}

#[test]
fn what_is_booked_offline_survives_closing_the_window_and_reaches_cal_com_once() {
    let salon = Salon::connected();
    let mut desktop = Desktop::start().unwrap();
    desktop.set("KAMM_CALCOM_KEY", KEY);
    run(async || {
        let offline = in_window(&desktop, &salon.terminal, async |window| {
            window.find(&hook("day-title")).await?;
            let online = window.book("Greta Sonnenschein", ROOT_COLOUR).await?;
            window.stands(online, "synced").await?;
            assert_eq!(salon.stand_in.live_bookings().len(), 4);

            salon.stand_in.cut();
            let offline = window.book("Oskar Windstill", ROOT_COLOUR).await?;
            window.find(&hook("offline-bar")).await?;
            window.stands(offline, "waiting").await?;
            Ok(offline)
        })
        .await;
        salon.stand_in.restore().unwrap();
        salon.terminal.done(&["sync", "now", "--wait"]);
        assert_eq!(salon.segments(offline).len(), 4);
        assert_eq!(salon.stand_in.live_bookings().len(), 8);
        assert_eq!(salon.stand_in.creates(), 8, "each segment was sent once");
    });
}

#[test]
fn an_appointment_is_opened_moved_and_cancelled() {
    let salon = Salon::connected();
    let id = salon.book("440", &calendar::at("10:00"), "Greta Sonnenschein");
    let mut desktop = Desktop::start().unwrap();
    desktop.set("KAMM_CALCOM_KEY", KEY);
    let date = calendar::tuesday().strftime("%d.%m.%Y").to_string();
    run(async || {
        in_window(&desktop, &salon.terminal, async |window| {
            window.show_date(&date).await?;
            window.open_appointment(id).await?;
            window.stands(id, "synced").await?;

            window.press("move").await?;
            window.write(&hook("move-time"), "14:00").await?;
            window.press("confirm-move").await?;
            window.holds("document.querySelector('[data-testid=\"segment-row\"]').innerText.includes('14:00')").await?;
            window.stands(id, "synced").await?;
            assert_eq!(salon.stand_in.live_bookings().len(), 4);

            window.press("cancel").await?;
            window.write(&hook("cancel-reason"), "krank").await?;
            window.press("confirm-cancel").await?;
            window.gone(&format!("{}[data-appointment-id=\"{id}\"]", hook("appointment"))).await?;
            window.holds("document.querySelector('[data-testid=\"connection\"]').innerText.includes('alles')").await
        })
        .await;
    });
    assert_eq!(salon.stand_in.live_bookings().len(), 0);
}

#[test]
fn the_owner_connects_cal_com_and_the_key_never_comes_back_to_the_window() {
    let salon = Salon::open();
    let stand_in: &StandIn = &salon.stand_in;
    let desktop = Desktop::start().unwrap();
    run(async || {
        in_window(&desktop, &salon.terminal, async |window| {
            window.click(&hook("settings-link")).await?;
            window.find(&hook("calcom-key")).await?;
            window
                .execute(
                    "document.querySelector('[data-testid=\"host-own\"]').click()",
                    Vec::new(),
                )
                .await?;
            window
                .write(&hook("own-address"), &stand_in.base_url())
                .await?;
            window.write(&hook("calcom-key"), KEY).await?;
            window.press("test-connection").await?;
            window.find_text("Petra Inhaberin").await?;
            window.press("connect").await?;
            window.find(&hook("connected")).await?;

            window.press("plan-types").await?;
            window.press("apply-types").await?;
            window.find_text("Ergebnis").await?;
            window
                .holds("document.querySelectorAll('[data-testid=\"provision-step\"]').length > 0")
                .await?;
            let page = window.source().await?;
            assert!(!page.contains(KEY), "the key is in the page");
            Ok(())
        })
        .await;
    });
    assert!(stand_in.writes() > 0, "event types were made");
}

#[test]
fn a_newcomer_starts_with_samples_and_books_without_any_cal_com() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::at(home.path());
    let desktop = Desktop::without_keychain().unwrap();
    run(async || {
        in_window(&desktop, &terminal, async |window| {
            window.press("step-next").await?;
            window.write(&hook("salon-name"), "Salon Neuanfang").await?;
            window.press("step-next").await?;
            window.find(&hook("staff-head")).await?;
            let id = window.book("Greta Sonnenschein", ROOT_COLOUR).await?;
            window.open_appointment(id).await
        })
        .await;
    });
    assert_eq!(terminal.json(&["status"])["salon"], "Salon Neuanfang");
}

/// Under the assistant's choices, which stand beneath their labels.
async fn tick(window: &Window, name: &str) -> Result<(), Failure> {
    let script = format!("document.querySelector('{}').click()", hook(name));
    window.find(&hook("step-next")).await?;
    window.execute(&script, Vec::new()).await?;
    Ok(())
}

/// From a list that is too long to scroll through.
async fn choose(window: &Window, name: &str, value: &str) -> Result<(), Failure> {
    let script = format!(
        "const list = document.querySelector('{}');
        list.value = '{value}';
        list.dispatchEvent(new Event('change', {{ bubbles: true }}));",
        hook(name)
    );
    window.find(&hook(name)).await?;
    window.execute(&script, Vec::new()).await?;
    Ok(())
}

#[test]
fn a_newcomer_comes_step_by_step_to_a_salon_in_step_with_cal_com() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::at(home.path());
    let stand_in = StandIn::start();
    let desktop = Desktop::start().unwrap();
    run(async || {
        in_window(&desktop, &terminal, async |window| {
            window.press("step-next").await?;
            window.write(&hook("salon-name"), "Salon Neuanfang").await?;
            choose(window, "salon-zone", BERLIN).await?;
            tick(window, "begin-empty").await?;
            window.press("step-next").await?;

            window.find(&hook("calcom-key")).await?;
            tick(window, "host-own").await?;
            window
                .write(&hook("own-address"), &stand_in.base_url())
                .await?;
            window.write(&hook("calcom-key"), KEY).await?;
            window.press("test-connection").await?;
            window.press("connect").await?;
            window.find(&hook("connected")).await?;
            window.press("step-next").await?;

            window.find(&hook("team-member")).await?;
            window.press("step-next").await?;
            window.find(&hook("step-services")).await?;
            window.press("step-next").await?;
            window.press("plan-types").await?;
            window.press("apply-types").await?;
            window.find_text("Ergebnis").await?;
            window.press("step-done").await?;
            let id = window.book("Greta Sonnenschein", ROOT_COLOUR).await?;
            window.stands(id, "synced").await
        })
        .await;
    });
    assert_eq!(terminal.json(&["status"])["salon"], "Salon Neuanfang");
    // The days off are held over there as well, as far as it has come.
    let live = stand_in.live_bookings().into_iter();
    let theirs = live.filter(|one| one.attendee_name == "Greta Sonnenschein");
    assert_eq!(theirs.count(), 4);
}

#[test]
fn the_owner_adds_a_service_with_a_gap_and_books_it() {
    let salon = Salon::open();
    let desktop = Desktop::without_keychain().unwrap();
    let id = run(async || {
        in_window(&desktop, &salon.terminal, async |window| {
            window.click(&hook("services-link")).await?;
            window.press("new-service").await?;
            window.write(&hook("service-name"), "Glossing").await?;
            window.write(&hook("service-number"), "455").await?;
            window.write(&hook("part-name"), "Auftragen").await?;
            window.press("add-gap").await?;
            window.press("save-service").await?;
            window
                .holds("document.querySelector('[data-testid=\"save-service\"]').disabled")
                .await?;
            window.click(&hook("day-link")).await?;
            window.book("Greta Sonnenschein", 455).await
        })
        .await
    });
    let shape: Vec<(String, u64)> = salon.show(id)["phases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|phase| {
            let key = phase["key"].as_str().unwrap().to_owned();
            (key, phase["minutes"].as_u64().unwrap())
        })
        .collect();
    let expected = [("A", 30), ("GAP_A", 30), ("B", 30)];
    assert_eq!(
        shape,
        expected.map(|(key, minutes)| (key.to_owned(), minutes))
    );
}

#[test]
fn two_services_are_one_visit_and_who_waits_gets_a_place() {
    let salon = Salon::connected();
    let mut desktop = Desktop::start().unwrap();
    desktop.set("KAMM_CALCOM_KEY", KEY);
    let option = |which: &str| format!("{}[{which}]", hook("service-option"));
    let (colour, cut) = (
        option(&format!("data-service-number=\"{ROOT_COLOUR}\"")),
        option("data-colour=\"slate\""),
    );
    run(async || {
        in_window(&desktop, &salon.terminal, async |window| {
            window.press("new-appointment").await?;
            window.write(&hook("customer-input"), "Paula Doppelt").await?;
            window.click(&hook("customer-new")).await?;
            window.click(&colour).await?;
            window.press("add-service").await?;
            window.click(&cut).await?;
            // Known as soon as the whole visit has a time.
            window
                .holds("/\\d\\d:\\d\\d/.test(document.querySelector('[data-testid=\"further-service\"]').innerText)")
                .await?;
            window.press("confirm-booking").await?;
            window.find(&hook("visit-part")).await?;

            window.press("waiting").await?;
            window.press("add-waiting").await?;
            window.write(&hook("customer-input"), "Wanda Wartet").await?;
            window.press("wait-save").await?;
            window.find(&hook("place")).await?;
            // Carried to the sheet, a card takes no words of the panel along.
            window
                .holds("getComputedStyle(document.querySelector('[data-testid=\"waiting-entry\"]')).webkitUserSelect === 'none'")
                .await?;
            window.press("book-waiting").await?;
            window.gone(&hook("waiting-panel")).await?;
            window
                .holds("document.querySelector('[data-testid=\"appointment-panel\"]').innerText.includes('Wanda Wartet')")
                .await
        })
        .await;
    });
    assert_eq!(
        salon.terminal.json(&["waiting", "list"]),
        serde_json::json!([])
    );
    salon.terminal.done(&["sync", "now", "--wait"]);
    // The colour's four segments and the cut, and another colour for who waited.
    assert_eq!(salon.stand_in.live_bookings().len(), 4 + 1 + 4);
}
