//! What the Debian package says about itself, without building one: complete, in both languages, and nothing of the machine it was made on.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "all of this is test code; clippy exempts by itself only the test functions"
)]

use std::{fs, path::Path};

use serde_json::Value;

/// Sizes that desktops look for.
const SIZES: [u32; 7] = [16, 32, 48, 64, 128, 256, 512];

fn file(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read(root.join(path)).expect("a file of the package")
}

fn bundle() -> Value {
    let config: Value = serde_json::from_slice(&file("tauri.conf.json")).expect("JSON");
    config["bundle"].clone()
}

/// Width and height, as the head of a PNG has them, and whether it has colours and transparency of its own.
fn picture(path: &str) -> (u32, u32, bool) {
    let bytes = file(path);
    let number = |at: usize| {
        let four = bytes[at..at + 4].try_into().expect("four bytes");
        u32::from_be_bytes(four)
    };
    let (rgba, depth) = (6, 8);
    (number(16), number(20), bytes[24..26] == [depth, rgba])
}

#[test]
fn every_size_of_the_icon_is_there_and_is_what_it_is_called() {
    let bundle = bundle();
    let icons = bundle["icon"].as_array().expect("a list of icons");
    let paths: Vec<&str> = icons.iter().filter_map(Value::as_str).collect();
    assert_eq!(paths.len(), SIZES.len());
    for size in SIZES {
        let path = format!("icons/{size}x{size}.png");
        assert!(paths.contains(&path.as_str()), "{path}");
        assert_eq!(picture(&path), (size, size, true), "{path}");
    }
}

#[test]
fn the_package_says_who_makes_it_what_it_is_and_under_which_licence() {
    let bundle = bundle();
    let said = |key: &str| bundle[key].as_str().unwrap_or_default().to_owned();
    assert_eq!(said("publisher"), "The Kamm maintainers");
    assert_eq!(said("category"), "Business");
    assert_eq!(said("license"), env!("CARGO_PKG_LICENSE"));
    assert!(!file(&said("licenseFile")).is_empty());
    assert!(said("shortDescription").len() <= 80, "Debian's limit");
    for word in ["Friseursalon", "hair salon"] {
        assert!(said("longDescription").contains(word), "{word}");
    }
}

#[test]
fn the_menu_of_the_desktop_names_it_in_both_languages() {
    let bundle = bundle();
    let template = bundle["linux"]["deb"]["desktopTemplate"].as_str();
    let entry = String::from_utf8(file(template.expect("a template"))).expect("UTF-8");
    for line in [
        "Name=Kamm",
        "GenericName=",
        "GenericName[de]=",
        "Comment={{comment}}",
        "Comment[de]=",
        "Exec={{exec}}",
        "Icon={{icon}}",
        "Categories={{categories}}",
        "StartupWMClass=kamm",
    ] {
        assert!(entry.lines().any(|one| one.starts_with(line)), "{line}");
    }
}
