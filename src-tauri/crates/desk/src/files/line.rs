//! How one line ended.

use store::StoreError;

use super::ImportFault;
use crate::DeskError;

/// Why a line was not taken.
pub(super) enum LineError {
    /// Something is wrong with it; the others go on.
    Fault(Box<ImportFault>),
    /// The book cannot be used: nothing goes on.
    Desk(DeskError),
}

impl From<DeskError> for LineError {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl From<StoreError> for LineError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

impl From<ImportFault> for LineError {
    fn from(fault: ImportFault) -> Self {
        Self::Fault(Box::new(fault))
    }
}
