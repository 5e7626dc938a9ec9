//! What is found in one file, collected while it is read.

use std::cell::RefCell;

use crate::diagnostic::Finding;

/// The findings of one file, while it is being read.
#[derive(Debug, Default)]
pub(super) struct Findings(RefCell<Vec<Finding>>);

impl Findings {
    pub(super) fn add(&self, finding: Finding) {
        self.0.borrow_mut().push(finding);
    }

    /// Adds a finding that may have been met already for another area.
    pub(super) fn add_once(&self, finding: Finding) {
        let known = self.0.borrow().contains(&finding);
        if !known {
            self.add(finding);
        }
    }

    pub(super) fn into_inner(self) -> Vec<Finding> {
        self.0.into_inner()
    }

    pub(super) fn len(&self) -> usize {
        self.0.borrow().len()
    }
}
