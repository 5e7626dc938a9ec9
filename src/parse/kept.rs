//! What was read of files that have not changed since.
//!
//! A file is read anew unless its name, role, limits and every letter are the
//! same: what it says depends on nothing else. How it is worded depends on the
//! rules of language as well, and is kept as long as those are the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::language::{Ruled, Worded};
use super::{OfFile, file};
use crate::model::Limits;
use crate::source::SourceText;

/// What the files of a pack said when it was last read.
#[derive(Debug, Default)]
pub struct Kept {
    files: HashMap<Arc<str>, Arc<KeptFile>>,
    rules: Option<Arc<Ruled>>,
}

#[derive(Debug)]
pub(super) struct KeptFile {
    source: SourceText,
    limits: Limits,
    says: OfFile,
    /// How it is worded, by which rules.
    worded: Mutex<Option<(Arc<Ruled>, Worded)>>,
}

impl KeptFile {
    /// How the file is worded by these rules: what is known of that, or what
    /// `find` finds.
    pub(super) fn worded(&self, rules: &Arc<Ruled>, find: impl FnOnce() -> Worded) -> Worded {
        let mut worded = self.worded.lock().unwrap_or_else(PoisonError::into_inner);
        match &*worded {
            Some((by, worded)) if Arc::ptr_eq(by, rules) => worded.clone(),
            _ => worded.insert((Arc::clone(rules), find())).1.clone(),
        }
    }
}

impl Kept {
    /// What a file says, if it is known.
    fn of(&self, source: &SourceText, limits: Limits) -> Option<&Arc<KeptFile>> {
        let kept = self.files.get(&source.path)?;
        (kept.source == *source && kept.limits == limits).then_some(kept)
    }
}

/// Reads files, and keeps what they say for the next time where that is wanted.
pub(super) struct Reader<'k> {
    before: Option<&'k Kept>,
    now: Mutex<Kept>,
}

impl<'k> Reader<'k> {
    pub(super) fn new(before: Option<&'k Kept>) -> Self {
        Self { before, now: Mutex::default() }
    }

    /// What a file says, and where that is kept.
    pub(super) fn file(&self, source: &SourceText, limits: Limits) -> (OfFile, Option<Arc<KeptFile>>) {
        let Some(before) = self.before else { return (file(source, limits), None) };
        let anew = || {
            let (source, says) = (source.clone(), file(source, limits));
            Arc::new(KeptFile { source, limits, says, worded: Mutex::default() })
        };
        let kept = before.of(source, limits).map_or_else(anew, Arc::clone);
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.files.insert(Arc::clone(&source.path), Arc::clone(&kept));
        drop(now);
        (kept.says.clone(), Some(kept))
    }

    /// The rules of language: those of the last time where they are the same.
    pub(super) fn rules(&self, rules: Ruled) -> Arc<Ruled> {
        let before = self.before.and_then(|before| before.rules.as_ref());
        let rules = before.filter(|before| ***before == rules).map_or_else(|| Arc::new(rules), Arc::clone);
        self.now.lock().unwrap_or_else(PoisonError::into_inner).rules = Some(Arc::clone(&rules));
        rules
    }

    /// What is kept for the next time.
    pub(super) fn kept(self) -> Kept {
        self.now.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
