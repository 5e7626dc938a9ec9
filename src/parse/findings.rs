//! What is found in one file, collected while it is read.

use std::cell::RefCell;

use super::language::Passage;
use crate::diagnostic::Finding;

/// The findings of one file, while it is being read, and what its author
/// wrote in it for readers.
#[derive(Debug, Default)]
pub(super) struct Findings(RefCell<Vec<Finding>>, RefCell<Vec<Passage>>);

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

    /// Keeps what was written for readers, to be looked through later.
    pub(super) fn keep(&self, passages: impl IntoIterator<Item = Passage>) {
        self.1.borrow_mut().extend(passages);
    }

    /// What was kept.
    pub(super) fn take_passages(&self) -> Vec<Passage> {
        self.1.take()
    }

    pub(super) fn len(&self) -> usize {
        self.0.borrow().len()
    }
}
