//! "Stop": heard between two calls, also in the pause that the rate limit asks for, and never in the middle of one.

use std::sync::Arc;

use tokio::sync::watch;

/// In the hands of whoever may call a long piece of work off. Clones are the same; asked once, it stays so.
#[derive(Debug, Clone)]
pub struct Halt(Arc<watch::Sender<bool>>);

impl Default for Halt {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Halt {
    /// Calls it off.
    pub fn ask(&self) {
        self.0.send_replace(true);
    }

    /// Whether somebody has called it off.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Ready when it is called off.
    pub(super) async fn asked(&self) {
        let mut asked = self.0.subscribe();
        // Cannot fail: we hold the sender.
        let _ = asked.wait_for(|asked| *asked).await;
    }
}
