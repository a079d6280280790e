//! Chance that can be repeated.
#![allow(
    clippy::print_stdout,
    reason = "whoever wants to repeat it needs the seed"
)]

/// Set it to the number that a run printed, to see that run again.
const SEED: &str = "KAMM_TEST_SEED";

/// A linear congruential generator, with the factors of Knuth's MMIX.
pub struct Dice(u64);

impl Dice {
    /// Seeded by the environment, else by the clock; prints the seed.
    pub fn new() -> Self {
        let given = std::env::var(SEED)
            .ok()
            .map(|text| text.parse().expect("a number"));
        let seed = given.unwrap_or_else(|| jiff::Timestamp::now().as_millisecond().unsigned_abs());
        println!("{SEED}={seed}");
        Self(seed)
    }

    /// From 0 up to, not including, `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        // The low bits of such a generator hardly vary.
        (self.0 >> 33) % limit
    }
}
