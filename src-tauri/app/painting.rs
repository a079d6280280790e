//! How the window is painted where there is no graphics card.
//!
//! WebKit composes a page of layers, each with a picture of its own, as a graphics card likes it. Without one it has a software
//! renderer do the same: that takes as much memory again as the page, and every step of a drag composes the whole window.
//! Painted in one piece, only what has changed is painted.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tauri::{Result, WebviewWindow};

/// Chooses what this machine can do better. To be called before the window's kit is started, and before anything else of this process
/// runs: WebKit's processes read the choice when they begin, and do not even load the renderer then.
#[cfg(target_os = "linux")]
pub(super) fn suit() {
    /// WebKit's own name for it. Whoever has set it already knows better.
    const IN_ONE_PIECE: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

    if !has_graphics_card() && gtk::glib::setenv(IN_ONE_PIECE, "1", false).is_err() {
        tracing::warn!("the window is composed of layers, without a graphics card");
    }
}

/// Elsewhere the system decides.
#[cfg(not(target_os = "linux"))]
pub(super) fn suit() {}

/// Whether the page of a window has begun.
#[derive(Clone, Default)]
pub(super) struct Page(Arc<AtomicBool>);

impl Page {
    /// It has.
    pub(super) fn begins(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Leaves the window empty until then. Painting in one piece, WebKit holds up the whole program until its page's process has a
    /// picture, and that process until the program answers it: as long as it is just being started both wait for half a second.
    #[cfg(target_os = "linux")]
    pub(super) fn awaited_by(self, window: &WebviewWindow) -> Result<()> {
        use gtk::{glib::Propagation, prelude::WidgetExt as _};

        window.with_webview(move |view| {
            view.inner().connect_draw(move |_, _| {
                if self.0.load(Ordering::Relaxed) {
                    Propagation::Proceed
                } else {
                    Propagation::Stop
                }
            });
        })
    }

    /// Elsewhere nothing is held up.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn awaited_by(self, _: &WebviewWindow) -> Result<()> {
        Ok(())
    }
}

/// Whether something renders but the processor: the kernel has a node for each card that does.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten();
    nodes
        .flatten()
        .any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}
