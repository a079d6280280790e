//! Misfortune on demand: which calls go wrong, how, and how often.
//!
//! A plan is a value that serializes; the same plan with the same seed and the same order of calls goes wrong in the same places.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::dice::Dice;

/// What goes wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// The connection is reset before anything is done. (To have connecting itself refused, use [`crate::Sim::cut`].)
    Refuse,
    /// The call is answered this much later. Written as milliseconds.
    Delay(#[serde(with = "millis")] Duration),
    /// The call is carried out at once, but answered this much later. Written as milliseconds.
    AnswerLate(#[serde(with = "millis")] Duration),
    /// The call is carried out, then the connection is reset without an answer.
    DropAfterCommit,
    /// Nothing is done; answered with this status and an HTML page as a proxy would send it.
    ErrorBeforeCommit(u16),
    /// The call is carried out, but answered with this status.
    ErrorAfterCommit(u16),
    /// Nothing is done; answered 429 with this many seconds in the reset header.
    TooManyRequests(u64),
    /// Nothing is done; answered 200 with a login page.
    Garbage,
}

/// One rule: calls it matches go wrong with a probability. The first rule that strikes decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FaultRule {
    /// `"POST"`, …; any method when absent.
    #[serde(default)]
    pub method: Option<String>,
    /// Route template as in [`crate::CallRecord::route`], e.g. `/v2/bookings/{uid}/cancel`; any route when absent.
    #[serde(default)]
    pub route: Option<String>,
    /// 0 to 1.
    pub probability: f64,
    /// How many times the rule may strike at most; no limit when absent.
    #[serde(default)]
    pub at_most: Option<u32>,
    /// What then happens.
    pub kind: FaultKind,
}

impl FaultRule {
    /// Any call, with this probability.
    pub fn any(probability: f64, kind: FaultKind) -> Self {
        Self {
            method: None,
            route: None,
            probability,
            at_most: None,
            kind,
        }
    }

    /// Calls of one route, with this probability.
    pub fn on(method: &str, route: &str, probability: f64, kind: FaultKind) -> Self {
        Self {
            method: Some(method.to_owned()),
            route: Some(route.to_owned()),
            probability,
            at_most: None,
            kind,
        }
    }

    /// The same rule, striking at most `times`.
    pub fn at_most(mut self, times: u32) -> Self {
        self.at_most = Some(times);
        self
    }

    fn matches(&self, method: &str, route: &str) -> bool {
        self.method
            .as_deref()
            .is_none_or(|m| m.eq_ignore_ascii_case(method))
            && self.route.as_deref().is_none_or(|r| r == route)
    }
}

/// Rules, the latency of every call, and the seed of chance. The default is a perfect network.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FaultPlan {
    /// Seed of the dice.
    pub seed: u64,
    /// Added to every API call (calls run in parallel). Written as milliseconds.
    #[serde(with = "millis")]
    pub latency: Duration,
    /// Checked in order.
    pub rules: Vec<FaultRule>,
}

impl FaultPlan {
    /// Nothing goes wrong, but each call takes this long.
    pub fn latency(latency: Duration) -> Self {
        Self {
            latency,
            ..Self::default()
        }
    }

    /// A plan of rules.
    pub fn rules(seed: u64, rules: impl IntoIterator<Item = FaultRule>) -> Self {
        Self {
            seed,
            latency: Duration::ZERO,
            rules: rules.into_iter().collect(),
        }
    }
}

/// The plan at work.
#[derive(Debug)]
pub(crate) struct Faults {
    plan: FaultPlan,
    dice: Dice,
    strikes: Vec<u32>,
}

impl Faults {
    pub(crate) fn new(plan: FaultPlan) -> Self {
        let strikes = vec![0; plan.rules.len()];
        Self {
            dice: Dice::new(plan.seed),
            plan,
            strikes,
        }
    }

    pub(crate) fn plan(&self) -> &FaultPlan {
        &self.plan
    }

    /// Throws the dice for one call.
    pub(crate) fn strike(&mut self, method: &str, route: &str) -> Option<FaultKind> {
        for (rule, struck) in self.plan.rules.iter().zip(&mut self.strikes) {
            let left = rule.at_most.is_none_or(|most| *struck < most);
            if left && rule.matches(method, route) && self.dice.hits(rule.probability) {
                *struck += 1;
                return Some(rule.kind.clone());
            }
        }
        None
    }
}

mod millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREATE: (&str, &str) = ("POST", "/v2/bookings");

    #[test]
    fn a_plan_strikes_the_same_calls_again_with_the_same_seed() {
        let plan = FaultPlan::rules(42, [FaultRule::any(0.3, FaultKind::Refuse)]);
        let run = |mut faults: Faults| {
            (0..100)
                .map(|_| faults.strike(CREATE.0, CREATE.1).is_some())
                .collect::<Vec<_>>()
        };
        let first = run(Faults::new(plan.clone()));
        assert!(first.contains(&true) && first.contains(&false));
        assert_eq!(first, run(Faults::new(plan)));
    }

    #[test]
    fn a_rule_keeps_to_its_route_and_its_number() {
        let rule =
            FaultRule::on("POST", "/v2/bookings", 1.0, FaultKind::DropAfterCommit).at_most(1);
        let mut faults = Faults::new(FaultPlan::rules(0, [rule]));
        assert_eq!(faults.strike("GET", "/v2/bookings"), None);
        assert_eq!(
            faults.strike(CREATE.0, CREATE.1),
            Some(FaultKind::DropAfterCommit)
        );
        assert_eq!(faults.strike(CREATE.0, CREATE.1), None);
    }

    #[test]
    fn a_plan_survives_json() {
        let rules = [
            FaultRule::any(0.5, FaultKind::Delay(Duration::from_millis(250))),
            FaultRule::on(
                "POST",
                "/v2/bookings",
                0.1,
                FaultKind::ErrorAfterCommit(502),
            ),
        ];
        let plan = FaultPlan {
            latency: Duration::from_millis(300),
            ..FaultPlan::rules(9, rules)
        };
        let text = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<FaultPlan>(&text).unwrap(), plan);
        assert!(text.contains(r#"{"delay":250}"#), "{text}");
    }
}
