//! When something is to be seen on the desktop's screen, whoever painted it: the screen itself tells.

use std::error::Error;
use std::os::fd::AsFd as _;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::retry_on_intr;
use x11rb::connection::Connection as _;
use x11rb::protocol::damage::{ConnectionExt as _, ReportLevel};
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

use crate::Failure;
use crate::child::PATIENCE;

/// Somebody who watches the screen.
pub struct Paints {
    screen: RustConnection,
    root: Window,
    size: (u16, u16),
}

impl Paints {
    /// From now on.
    pub(crate) fn watch(display: &str) -> Result<Self, Failure> {
        watched(display).map_err(|error| unwatchable(&*error))
    }

    /// When `pixels` of the screen were first painted in exactly this colour (red, green, blue).
    ///
    /// # Errors
    /// `Odd` if nothing is painted for a minute before that, or the screen goes away.
    pub fn first(&self, colour: [u8; 3], pixels: usize) -> Result<Instant, Failure> {
        self.wait(colour, pixels)
            .map_err(|error| unwatchable(&*error))
    }

    fn wait(&self, colour: [u8; 3], pixels: usize) -> Result<Instant, Box<dyn Error>> {
        loop {
            let painted = Instant::now();
            // All that was told so far is in the picture that is taken now.
            while self.screen.poll_for_event()?.is_some() {}
            if self.count(colour)? >= pixels {
                return Ok(painted);
            }
            // The answer with the picture may have brought news along; the stream is silent about them.
            if self.screen.poll_for_event()?.is_some() {
                continue;
            }
            let stream = self.screen.stream();
            let mut looked_at = [PollFd::from_borrowed_fd(stream.as_fd(), PollFlags::IN)];
            let limit = Timespec::try_from(PATIENCE)?;
            if retry_on_intr(|| poll(&mut looked_at, Some(&limit)))? == 0 {
                return Err("nothing is painted any more".into());
            }
        }
    }

    fn count(&self, [red, green, blue]: [u8; 3]) -> Result<usize, Box<dyn Error>> {
        let ((width, height), all) = (self.size, u32::MAX);
        let picture = self
            .screen
            .get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, width, height, all)?
            .reply()?
            .data;
        let same = |pixel: &&[u8]| pixel.starts_with(&[blue, green, red]);
        Ok(picture.chunks_exact(4).filter(same).count())
    }
}

fn watched(display: &str) -> Result<Paints, Box<dyn Error>> {
    let (screen, at) = RustConnection::connect(Some(display))?;
    screen.damage_query_version(1, 1)?.reply()?;
    let first = screen.setup().roots.get(at).ok_or("no screen")?;
    let (root, size) = (first.root, (first.width_in_pixels, first.height_in_pixels));
    let damage = screen.generate_id()?;
    screen
        .damage_create(damage, root, ReportLevel::RAW_RECTANGLES)?
        .check()?;
    Ok(Paints { screen, root, size })
}

fn unwatchable(error: &dyn Error) -> Failure {
    Failure::Odd(format!("the screen cannot be watched: {error}"))
}
