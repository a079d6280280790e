//! Kamm's own window, in the words of the desk: what a receptionist does with it, and what she reads there.

use serde_json::{Value, json};

use crate::{Failure, Window};

/// How a segment stands with Cal.com, as the window shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentRow {
    /// `A`, `B`…
    pub key: String,
    /// `waiting`, `sending`, `synced`, `uncertain`, `blocked` or `local`.
    pub sync: String,
    /// Cal.com's number of the booking; empty if there is none.
    pub booking_id: String,
}

const SEGMENTS: &str = r#"
    return [...document.querySelectorAll('[data-testid="segment-row"][data-sync]')].map((row) => [
        row.dataset.phaseKey,
        row.dataset.sync,
        (row.querySelector('[data-testid="booking-id"]')?.innerText.match(/\d+/) ?? [''])[0],
    ]);
"#;

/// Things a receptionist does.
impl Window {
    /// Waits for the day and all of its appointments.
    ///
    /// # Errors
    /// `InVain` if there is none.
    pub async fn see_day(&self) -> Result<(), Failure> {
        self.find(&hook("day-title")).await?;
        self.find(&hook("appointment")).await.map(drop)
    }

    /// Goes to a day, typed as people write it: `27.11.2026`.
    ///
    /// # Errors
    /// `InVain` if the calendar does not open.
    pub async fn show_date(&self, date: &str) -> Result<(), Failure> {
        self.find(&hook("day-title")).await?;
        self.click(".anchor > button").await?;
        self.write(".anchor form input", &format!("{date}\u{e007}"))
            .await?;
        self.gone(".anchor form").await
    }

    /// Books the service with this number for a customer, new if unknown, at the first of the proposed times, and answers the
    /// appointment's number.
    ///
    /// # Errors
    /// `InVain` if a step does not lead to the next.
    pub async fn book(&self, customer: &str, service_number: u32) -> Result<i64, Failure> {
        self.click(&hook("new-appointment")).await?;
        self.write(&hook("customer-input"), customer).await?;
        self.click(&hook("customer-new")).await?;
        let service = format!(
            "{}[data-service-number=\"{service_number}\"]",
            hook("service-option")
        );
        self.click(&service).await?;
        self.click(&format!("{}[data-index=\"0\"]", hook("proposal")))
            .await?;
        self.press("confirm-booking").await?;
        self.find(&hook("toast")).await?;
        self.number_of(customer).await
    }

    /// Presses a button, by its hook, as soon as it can be pressed.
    ///
    /// # Errors
    /// `InVain` if it never can.
    pub async fn press(&self, name: &str) -> Result<(), Failure> {
        let ready = format!("{}:enabled:not([aria-disabled=\"true\"])", hook(name));
        self.click(&ready).await
    }

    /// Opens an appointment of the day that is shown.
    ///
    /// # Errors
    /// `InVain` if it is not there.
    pub async fn open_appointment(&self, id: i64) -> Result<(), Failure> {
        let tooth = format!(
            "{}[data-appointment-id=\"{id}\"] {}",
            hook("appointment"),
            hook("tooth")
        );
        self.click(&tooth).await?;
        self.find(&hook("segment-row")).await.map(drop)
    }

    /// Waits until the appointment as a whole stands like this in the timeline.
    ///
    /// # Errors
    /// `InVain` if it never does.
    pub async fn stands(&self, id: i64, sync: &str) -> Result<(), Failure> {
        let appointment = format!(
            "{}[data-appointment-id=\"{id}\"][data-sync=\"{sync}\"]",
            hook("appointment")
        );
        self.holds(&format!("document.querySelector({})", json!(appointment)))
            .await
    }

    /// What the open appointment says of its segments.
    ///
    /// # Errors
    /// `Window` if the page does not answer.
    pub async fn segments(&self) -> Result<Vec<SegmentRow>, Failure> {
        let rows = self.execute(SEGMENTS, Vec::new()).await?;
        let text =
            |cell: Option<&Value>| cell.and_then(Value::as_str).unwrap_or_default().to_owned();
        let rows = rows.as_array().into_iter().flatten();
        Ok(rows
            .map(|row| SegmentRow {
                key: text(row.get(0)),
                sync: text(row.get(1)),
                booking_id: text(row.get(2)),
            })
            .collect())
    }

    /// Cuts the demo's line, or mends it if it is cut.
    ///
    /// # Errors
    /// `InVain` where there is no demo.
    pub async fn switch_line(&self) -> Result<(), Failure> {
        self.click(&hook("demo-line")).await
    }

    /// The number of this customer's appointment on the day that is shown.
    async fn number_of(&self, customer: &str) -> Result<i64, Failure> {
        let theirs = format!(
            "[...document.querySelectorAll('{}')].find((one) => one.textContent.includes({}))",
            hook("appointment"),
            json!(customer)
        );
        self.holds(&theirs).await?;
        let script = format!("return Number({theirs}.dataset.appointmentId);");
        let number = self.execute(&script, Vec::new()).await?;
        number
            .as_i64()
            .ok_or_else(|| Failure::Odd("the appointment has no number".to_owned()))
    }
}

/// The selector of one of the window's stable hooks.
#[must_use]
pub fn hook(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}
