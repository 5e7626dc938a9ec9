//! What is found in one file, collected while it is read.

use std::cell::RefCell;

use crate::diagnostic::Finding;
use crate::model::Limits;

/// The findings of one file, while it is being read, and the limits that it is
/// read within.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: RefCell<Vec<Finding>>,
    pub(super) limits: Limits,
}

impl Findings {
    pub(super) fn within(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    pub(super) fn add(&self, finding: Finding) {
        self.found.borrow_mut().push(finding);
    }

    /// Adds a finding that may have been met already for another area.
    pub(super) fn add_once(&self, finding: Finding) {
        let known = self.found.borrow().contains(&finding);
        if !known {
            self.add(finding);
        }
    }

    pub(super) fn into_inner(self) -> Vec<Finding> {
        self.found.into_inner()
    }

    pub(super) fn len(&self) -> usize {
        self.found.borrow().len()
    }
}
