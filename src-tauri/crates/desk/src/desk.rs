//! The desk itself: the book, who is asking, and a source of names.

use store::Store;

use crate::{Caller, ids::Ids};

/// The reception desk. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) caller: Caller,
    pub(crate) ids: Ids,
}

impl Desk {
    /// A desk at which a person sits.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self {
            store,
            caller: Caller::default(),
            ids: Ids::from_system(),
        }
    }

    /// The same desk, asked by somebody else.
    #[must_use]
    pub fn asked_by(mut self, caller: Caller) -> Self {
        self.caller = caller;
        self
    }

    /// The same desk with another source of names.
    #[must_use]
    pub fn with_ids(mut self, ids: Ids) -> Self {
        self.ids = ids;
        self
    }
}
