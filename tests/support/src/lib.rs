//! The real window under test: a virtual desktop of a test's own, and WebKitWebDriver on it.
//!
//! A [`Desktop`] is a screen, a session bus, an open keychain and an empty home that nobody else uses, so
//! tests run side by side and leave nothing behind. [`Desktop::in_window`] starts a program on it, hands
//! its window to the test and closes it whatever the test does.
//!
//! Invariants:
//! - the environment of the test's own process is never touched; only what is started on the desktop sees it;
//! - every wait has a limit, and what was waited for is named when it passes;
//! - when a window is closed its program has ended: what it held – a book, a name on the bus – is free;
//! - dropping a desktop ends everything that was started on it.
//!
//! ```no_run
//! # async fn test() -> Result<(), window_driver::Failure> {
//! use window_driver::Desktop;
//!
//! let desktop = Desktop::start()?;
//! desktop
//!     .in_window("target/debug/kamm".as_ref(), &["demo"], async |window| {
//!         window.find("[data-appointment]").await?;
//!         window.click("button.new").await?;
//!         window.find_text("Neuer Termin").await?;
//!         window.screenshot("demo-output/booking.png".as_ref()).await
//!     })
//!     .await
//! # }
//! ```

mod calcom;
mod child;
mod desktop;
mod driver;
mod failure;
mod mouse;
mod paints;
mod program;
mod salon;
mod screen;
mod window;

pub use calcom::StandIn;
pub use desktop::Desktop;
pub use failure::Failure;
pub use fantoccini;
pub use mouse::Mouse;
pub use paints::Paints;
pub use program::memory;
pub use salon::{SegmentRow, hook};
pub use window::Window;
