//! The migrations are compiled in, and the compiler does not see them change by itself.

fn main() {
    println!("cargo::rerun-if-changed=../../../migrations");
}
