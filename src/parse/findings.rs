//! What is found in one file, collected while it is read.

use std::cell::RefCell;

use super::language::Passage;
use crate::diagnostic::Finding;
use crate::model::Limits;

/// The findings of one file, while it is being read, what its author wrote in
/// it for readers, and the limits that it is read within.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: RefCell<Vec<Finding>>,
    passages: RefCell<Vec<Passage>>,
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

    /// Keeps what was written for readers, to be looked through later.
    pub(super) fn keep(&self, passages: impl IntoIterator<Item = Passage>) {
        self.passages.borrow_mut().extend(passages);
    }

    /// What was kept.
    pub(super) fn take_passages(&self) -> Vec<Passage> {
        self.passages.take()
    }

    pub(super) fn len(&self) -> usize {
        self.found.borrow().len()
    }
}
