//! The palette: names that the window turns into colours which can be read in light, dark and high contrast.

/// What services and staff can be painted in.
pub const PALETTE: [&str; 9] = [
    "blue", "copper", "plum", "moss", "teal", "rose", "amber", "sand", "slate",
];

/// Whether the window knows this colour.
#[must_use]
pub fn is_known(colour: &str) -> bool {
    PALETTE.contains(&colour)
}
