//! What happened on the real server between the recordings: calls that were not kept and hands in the database.

use std::collections::BTreeMap;

use calcom_sim::{NewBooking, Sim};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::recording::Recording;
use crate::translate::Uids;

const ALL_WEEK: &[i8] = &[0, 1, 2, 3, 4, 5, 6];

pub(crate) struct Stage<'a> {
    sim: &'a Sim,
    client: &'a reqwest::Client,
    groups: &'a [Vec<Recording>],
}

impl<'a> Stage<'a> {
    pub(crate) fn new(
        sim: &'a Sim,
        client: &'a reqwest::Client,
        groups: &'a [Vec<Recording>],
    ) -> Self {
        Self {
            sim,
            client,
            groups,
        }
    }

    /// Does what had been done when this recording was made.
    pub(crate) async fn prepare(&self, next: &Recording, uids: &mut Uids) {
        match next.name.as_str() {
            "200-booking-create-rr" => self.sim.purge_bookings(),
            "414-two-hosts-reschedule-same-host" => {
                self.booked(
                    "6o14maWjxBB55Uf6PNjJGW",
                    16,
                    "2026-12-05T11:00:00Z",
                    "q0@kundin.example",
                    uids,
                );
            }
            "416-mark-absent-attendee" => {
                self.shifted("5RUQD9M4R8BgDtn3S7xZcG", "2026-11-20T08:00:00Z", uids)
            }
            "430-rate-limit-request-119" => self.calls("cal_fake_arate", 117).await,
            "433-rate-limit-after-block" => {
                self.sim.advance(SignedDuration::from_mins(2));
                self.calls("cal_fake_arate", 1).await;
            }
            "440-four-concurrent-segments-same-host-4" => self.event_types(25..=31).await,
            // Tells no time itself, but was asked just before the next one.
            "450-slots-before-booking" => self.sim.set_now("2026-11-21T00:45:28Z".parse().unwrap()),
            "453-slots-2s-later-fresh" => self.sim.advance(SignedDuration::from_secs(3)),
            "484-cancel-by-host-with-reason" => {
                self.booked(
                    "vD6b39badQSJ7vx21zi84e",
                    1,
                    "2027-01-06T08:30:00Z",
                    "erika@kundin.example",
                    uids,
                );
            }
            "525-concurrent-cancel-and-reschedule-a" => {
                self.booked(
                    "pXhxgSWzLFxKyXzBc5dr7r",
                    1,
                    "2027-01-08T15:30:00Z",
                    "erika@kundin.example",
                    uids,
                );
            }
            "527-booking-in-one-minute" => self.sim.set_hours(4, &[(ALL_WEEK, 0, 24 * 60)]),
            "529-mark-absent-host-foreign-key" => {
                self.booked(
                    "uaAxNjmywJm69wKiZzu5V1",
                    1,
                    "2027-01-09T10:00:00Z",
                    "erika@kundin.example",
                    uids,
                );
                self.shifted("uaAxNjmywJm69wKiZzu5V1", "2026-11-21T00:47:47.212Z", uids);
            }
            "533-cancel-running-booking" => {
                self.booked(
                    "rZUBdSAZGcU1dwNxs5nRsB",
                    1,
                    "2027-01-09T11:00:00Z",
                    "erika@kundin.example",
                    uids,
                );
                self.shifted("rZUBdSAZGcU1dwNxs5nRsB", "2026-11-21T00:47:48.654Z", uids);
            }
            "560-slots-two-hosts" => {
                self.booked(
                    "anna-at-nine",
                    5,
                    "2027-01-14T08:00:00Z",
                    "erika@kundin.example",
                    uids,
                );
            }
            "562-slots-without-bookingUidToReschedule" => {
                self.booked(
                    "8CP9Vb1b94e7WyaUAiC9ev",
                    1,
                    "2027-01-14T10:00:00Z",
                    "erika@kundin.example",
                    uids,
                );
            }
            _ => {}
        }
    }

    fn booked(
        &self,
        real_uid: &str,
        event_type_id: i64,
        start: &str,
        email: &str,
        uids: &mut Uids,
    ) {
        let new = NewBooking {
            event_type_id,
            start: start.parse().unwrap(),
            minutes: None,
            name: "Erika Muster".to_owned(),
            email: email.to_owned(),
            metadata: BTreeMap::new(),
        };
        let booking = self
            .sim
            .book(new)
            .unwrap_or_else(|error| panic!("{real_uid}: {error}"));
        uids.add(real_uid, &booking.uid);
    }

    fn shifted(&self, real_uid: &str, start: &str, uids: &Uids) {
        let start: Timestamp = start.parse().unwrap();
        self.sim
            .rewrite_start(&uids.to_sim(real_uid), start)
            .unwrap();
    }

    async fn calls(&self, key: &str, times: usize) {
        for _ in 0..times {
            let call = self
                .client
                .get(format!("{}/me", self.sim.base_url()))
                .bearer_auth(key);
            call.send().await.unwrap();
        }
    }

    /// Makes event types as a later list shows them.
    async fn event_types(&self, ids: std::ops::RangeInclusive<i64>) {
        let list = self
            .groups
            .iter()
            .flatten()
            .find(|r| r.name.starts_with("556-"))
            .unwrap();
        for wanted in ids {
            let all = list.response.body["data"].as_array().unwrap();
            let model = all
                .iter()
                .find(|entry| entry["id"] == json!(wanted))
                .unwrap();
            let mut body: Map<String, Value> = model.as_object().unwrap().clone();
            body.retain(|key, _| !matches!(key.as_str(), "bookingFields" | "metadata" | "id"));
            let url = format!("{}/teams/1/event-types", self.sim.base_url());
            let call = self
                .client
                .post(url)
                .bearer_auth("cal_fake_aadmin")
                .json(&body);
            let made: Value = call.send().await.unwrap().json().await.unwrap();
            assert_eq!(made["data"]["id"], json!(wanted), "{made}");
        }
    }
}
