//! Long work that the window has begun and may call off.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sync::setup::Halt;

/// Work of one kind, as far as it was begun last.
#[derive(Debug, Default)]
pub(super) struct Stoppable(Mutex<Halt>);

impl Stoppable {
    /// Another piece begins; whoever called the last one off did not mean this one.
    pub(super) fn begin(&self) -> Halt {
        let halt = Halt::default();
        *self.latest() = halt.clone();
        halt
    }

    /// Calls off what was begun last.
    pub(super) fn stop(&self) {
        self.latest().ask();
    }

    fn latest(&self) -> MutexGuard<'_, Halt> {
        // A halt is whole at any time, so a poisoned one is still a halt.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
