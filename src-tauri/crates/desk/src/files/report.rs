//! What came of a file.

use import::{Fault, FaultCode};
use serde::Serialize;
use ts_rs::TS;

use crate::view::ReasonView;

/// What came of a file, or would.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// Nothing was written.
    pub rehearsed: bool,
    /// Lines or events that were looked at.
    pub lines: u32,
    /// Appointments that were booked.
    pub appointments: u32,
    /// Customers who were written down.
    pub customers: u32,
    /// Customers of whom more is known now.
    pub completed: u32,
    /// Times that are kept free.
    pub kept_free: u32,
    /// Of those, how many have appointments in them already.
    pub in_the_way: u32,
    /// Lines that were there already.
    pub known: u32,
    /// Customers who were erased here: a file brings nobody back.
    pub erased: u32,
    /// Lines that had been called off.
    pub called_off: u32,
    /// Events that take nobody's time.
    pub free: u32,
    /// Events that are over.
    pub past: u32,
    /// Events too far ahead.
    pub beyond: u32,
    /// Somebody stopped it; the lines behind are untouched.
    pub stopped: bool,
    /// What could not be taken, by line.
    pub faults: Vec<ImportFault>,
}

/// What is wrong with a line.
#[derive(Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ImportFault {
    /// In the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub code: FaultCode,
    /// What was written there.
    pub text: String,
    /// What it might mean.
    pub names: Vec<String>,
    /// What stands against it.
    pub reasons: Vec<ReasonView>,
    /// Why it cannot be planned, by the code of the problem.
    pub problem: Option<String>,
    /// The line that it repeats.
    pub repeats: Option<u64>,
}

impl ImportFault {
    pub(super) fn of(line: u64, fault: Fault) -> Self {
        Self {
            line,
            code: fault.code,
            text: fault.text,
            names: Vec::new(),
            reasons: Vec::new(),
            problem: None,
            repeats: None,
        }
    }

    pub(super) fn named(line: u64, code: FaultCode, text: &str, names: Vec<String>) -> Self {
        Self {
            names,
            ..Self::of(line, Fault::of(code, text))
        }
    }

    pub(super) fn because(line: u64, code: FaultCode, reasons: Vec<ReasonView>) -> Self {
        Self {
            reasons,
            ..Self::of(line, Fault::bare(code))
        }
    }

    pub(super) fn problem(line: u64, code: &str) -> Self {
        Self {
            problem: Some(code.to_owned()),
            ..Self::of(line, Fault::bare(FaultCode::NotPlannable))
        }
    }

    pub(super) fn repeats(line: u64, first: u64) -> Self {
        Self {
            repeats: Some(first),
            ..Self::of(line, Fault::bare(FaultCode::Duplicate))
        }
    }
}

// What was written there may be somebody's name or number.
impl std::fmt::Debug for ImportFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImportFault({}: {:?})", self.line, self.code)
    }
}
