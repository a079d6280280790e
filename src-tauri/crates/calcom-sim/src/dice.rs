//! A small repeatable source of chance, so that a seed reproduces a whole run.

use serde::{Deserialize, Serialize};

/// SplitMix64: tiny, good enough for faults and booking uids, nothing secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dice(u64);

const UID_LETTERS: &[u8] = b"123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// True with the given probability (0 never, 1 always).
    pub(crate) fn hits(&mut self, probability: f64) -> bool {
        // 53 bits are what an f64 holds exactly.
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        unit < probability
    }

    /// 22 letters in the alphabet of Cal.com's booking uids.
    pub(crate) fn booking_uid(&mut self) -> String {
        (0..22)
            .filter_map(|_| {
                let at = self.next() % UID_LETTERS.len() as u64;
                UID_LETTERS
                    .get(at as usize)
                    .map(|&letter| char::from(letter))
            })
            .collect()
    }

    /// A version-4 UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            a >> 32,
            (a >> 16) & 0xFFFF,
            a & 0xFFF,
            0x8000 | (b >> 48) & 0x3FFF,
            b & 0xFFFF_FFFF_FFFF
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_run() {
        let (mut a, mut b) = (Dice::new(7), Dice::new(7));
        assert_eq!(a.booking_uid(), b.booking_uid());
        assert_ne!(a.booking_uid(), b.uuid());
    }

    #[test]
    fn probability_holds_at_the_ends_and_roughly_between() {
        let mut dice = Dice::new(1);
        assert!((0..1000).all(|_| !dice.hits(0.0)));
        assert!((0..1000).all(|_| dice.hits(1.0)));
        let hits = (0..10_000).filter(|_| dice.hits(0.1)).count();
        assert!((850..1150).contains(&hits), "{hits} of 10 000 at 10 %");
    }
}
