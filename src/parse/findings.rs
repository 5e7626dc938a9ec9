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

    pub(super) fn into_inner(self) -> Vec<Finding> {
        self.0.into_inner()
    }

    pub(super) fn len(&self) -> usize {
        self.0.borrow().len()
    }
}
