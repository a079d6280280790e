//! The one binary: the window without a command, the terminal with one.

fn main() {}
