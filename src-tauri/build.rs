//! Lets Tauri generate what the window needs: its context, capabilities and icons.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json");
    tauri_build::try_build(attributes)?;
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        find_webkit_first();
    }
    Ok(())
}

/// The two largest libraries first: what each of them asks for it has itself, mostly, and the system's loader looks through all libraries
/// in the order in which they are named here. In any other order that is a tenth of the time until `main`.
fn find_webkit_first() {
    for library in ["javascriptcoregtk-4.1", "webkit2gtk-4.1"] {
        println!("cargo:rustc-link-lib=dylib={library}");
    }
}
