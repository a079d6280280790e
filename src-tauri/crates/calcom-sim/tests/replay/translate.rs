//! The real server's uids and the stand-in's, which name the same bookings and reservations.

use serde_json::Value;

#[derive(Debug, Default)]
pub(crate) struct Uids(Vec<(String, String)>);

impl Uids {
    pub(crate) fn add(&mut self, real: &str, sim: &str) {
        if !self.0.iter().any(|(known, _)| known == real) {
            self.0.push((real.to_owned(), sim.to_owned()));
        }
    }

    /// Takes over the uids that stand in the same places of two answers.
    pub(crate) fn learn(&mut self, real: &Value, sim: &Value) {
        for key in ["uid", "reservationUid"] {
            let uid = |body: &Value| Some(body.get("data")?.get(key)?.as_str()?.to_owned());
            if let (Some(real), Some(sim)) = (uid(real), uid(sim)) {
                self.add(&real, &sim);
            }
        }
    }

    pub(crate) fn to_sim(&self, text: &str) -> String {
        self.0
            .iter()
            .fold(text.to_owned(), |text, (real, sim)| text.replace(real, sim))
    }

    /// A recorded body as the stand-in would have to say it.
    pub(crate) fn body_to_sim(&self, body: &Value) -> Value {
        serde_json::from_str(&self.to_sim(&body.to_string())).unwrap()
    }
}
