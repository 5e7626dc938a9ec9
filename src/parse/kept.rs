//! What was read of files that have not changed since.
//!
//! A file is read anew unless its name, role, limits and every letter are the
//! same: what it says depends on nothing else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{OfFile, file};
use crate::model::Limits;
use crate::source::SourceText;

/// What the files of a pack said when it was last read.
#[derive(Debug, Default)]
pub struct Kept {
    files: HashMap<Arc<str>, KeptFile>,
}

#[derive(Debug)]
struct KeptFile {
    source: SourceText,
    limits: Limits,
    says: OfFile,
}

impl Kept {
    /// What a file says, if it is known.
    fn of(&self, source: &SourceText, limits: Limits) -> Option<&OfFile> {
        let kept = self.files.get(&source.path)?;
        (kept.source == *source && kept.limits == limits).then_some(&kept.says)
    }
}

/// Reads files, and keeps what they say for the next time where that is wanted.
pub(super) struct Reader<'k> {
    before: Option<&'k Kept>,
    now: Mutex<HashMap<Arc<str>, KeptFile>>,
}

impl<'k> Reader<'k> {
    pub(super) fn new(before: Option<&'k Kept>) -> Self {
        Self { before, now: Mutex::default() }
    }

    pub(super) fn file(&self, source: &SourceText, limits: Limits) -> OfFile {
        let Some(before) = self.before else { return file(source, limits) };
        let says = before.of(source, limits).cloned().unwrap_or_else(|| file(source, limits));
        let kept = KeptFile { source: source.clone(), limits, says: says.clone() };
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(Arc::clone(&source.path), kept);
        says
    }

    /// What is kept for the next time.
    pub(super) fn kept(self) -> Kept {
        Kept { files: self.now.into_inner().unwrap_or_else(PoisonError::into_inner) }
    }
}
