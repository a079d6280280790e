//! A desk in front of the stand-in: plain HTTP, the way a client would do it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use calcom_sim::{DEMO_KEY, Sim, World};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(crate) struct Desk {
    pub(crate) sim: Sim,
    pub(crate) client: reqwest::Client,
    pub(crate) key: String,
}

/// What came back: status and body.
pub(crate) type Answer = (u16, Value);

impl Desk {
    /// The demo salon on a Saturday night, with the clock standing still.
    pub(crate) async fn open() -> Self {
        let sim = Sim::start(World::demo()).await.unwrap();
        sim.set_now(instant("2026-11-21T00:30:00Z"));
        Self {
            sim,
            client: reqwest::Client::new(),
            key: DEMO_KEY.to_owned(),
        }
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        version: &str,
        body: Option<Value>,
    ) -> Result<reqwest::Response, reqwest::Error> {
        let url = format!("http://{}{path}", self.sim.addr());
        let mut request = self
            .client
            .request(method.parse().unwrap(), url)
            .header("cal-api-version", version)
            .header("authorization", format!("Bearer {}", self.key));
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await
    }

    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        version: &str,
        body: Option<Value>,
    ) -> Answer {
        let response = self
            .send(method, path, version, body)
            .await
            .expect("an answer");
        (
            response.status().as_u16(),
            response.json().await.expect("JSON"),
        )
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, "2024-08-13", None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, "2024-08-13", Some(body)).await
    }

    /// An event type of team 1 with no notice; returns its id (the parent's for a managed one).
    pub(crate) async fn event_type(
        &self,
        slug: &str,
        minutes: i64,
        scheduling: &str,
        hosts: &[i64],
    ) -> i64 {
        let hosts: Vec<Value> = hosts.iter().map(|host| json!({"userId": host})).collect();
        let body = json!({
            "title": slug, "slug": slug, "lengthInMinutes": minutes, "schedulingType": scheduling, "hosts": hosts,
            "minimumBookingNotice": 0, "slotInterval": 5,
        });
        let (status, answer) = self
            .call("POST", "/v2/teams/1/event-types", "2024-06-14", Some(body))
            .await;
        assert_eq!(status, 201, "{answer}");
        let data = &answer["data"];
        data["id"]
            .as_i64()
            .or_else(|| data[0]["id"].as_i64())
            .unwrap()
    }

    pub(crate) async fn book(&self, event_type: i64, start: &str, email: &str) -> Answer {
        self.post("/v2/bookings", booking(event_type, start, email))
            .await
    }
}

pub(crate) fn booking(event_type: i64, start: &str, email: &str) -> Value {
    json!({
        "start": start, "eventTypeId": event_type, "metadata": {"crm_phase_id": "1"},
        "attendee": {"name": "Erika Muster", "email": email, "timeZone": "Europe/Berlin", "language": "de"},
    })
}

pub(crate) fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn uid(answer: &Answer) -> String {
    answer.1["data"]["uid"]
        .as_str()
        .unwrap_or_else(|| panic!("no uid in {answer:?}"))
        .to_owned()
}
