//! How the window is painted where there is no graphics card.
//!
//! WebKit composes a page of layers, each with a picture of its own, as a graphics card likes it. Without one it has a software
//! renderer do the same: that takes as much memory again as the page, and every step of a drag composes the whole window.
//! Painted in one piece, only what has changed is painted.

use tauri::{Result, WebviewWindow};

/// Chooses what this machine can do better.
#[cfg(target_os = "linux")]
pub(super) fn suit(window: &WebviewWindow) -> Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_graphics_card() {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Elsewhere the system decides.
#[cfg(not(target_os = "linux"))]
pub(super) fn suit(_: &WebviewWindow) -> Result<()> {
    Ok(())
}

/// Whether something renders but the processor: the kernel has a node for each card that does.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten();
    nodes
        .flatten()
        .any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}
