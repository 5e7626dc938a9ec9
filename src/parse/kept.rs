//! What was read of files that have not changed since.
//!
//! A file is read anew unless its name, role, limits and every letter are the
//! same, and the rules of language: what it says depends on nothing else.

use std::sync::Arc;

use foldhash::HashMap;

use super::language::Ruled;
use super::{OfFile, file};
use crate::model::Limits;
use crate::source::SourceText;

/// What the files of a pack said when it was last read.
#[derive(Debug, Default)]
pub struct Kept {
    files: HashMap<Arc<str>, Arc<KeptFile>>,
    rules: Option<Ruled>,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct KeptFile {
    source: SourceText,
    limits: Limits,
    says: OfFile,
}

impl Kept {
    /// What a file says, if it is known.
    fn of(&self, source: &SourceText, limits: Limits) -> Option<&Arc<KeptFile>> {
        let kept = self.files.get(&source.path)?;
        (kept.source == *source && kept.limits == limits).then_some(kept)
    }

    /// Keeps what files say, by the rules of language that they were gone through by.
    pub(super) fn of_files(files: impl IntoIterator<Item = Arc<KeptFile>>, rules: Option<Ruled>) -> Self {
        let files = files.into_iter().map(|kept| (Arc::clone(&kept.source.path), kept));
        Self { files: files.collect(), rules }
    }
}

/// Reads files by the rules of language, where those are known.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r> {
    limits: Limits,
    rules: Option<&'r Ruled>,
    keeps: bool,
    /// What is known by the same rules.
    known: Option<&'r Kept>,
}

impl<'r> Reader<'r> {
    /// Keeps what it reads where there is a `before`.
    pub(super) fn new(limits: Limits, rules: Option<&'r Ruled>, before: Option<&'r Kept>) -> Self {
        let known = before.filter(|before| before.rules.as_ref() == rules);
        Self { limits, rules, keeps: before.is_some(), known }
    }

    /// What a file says, and where that is kept.
    pub(super) fn file(self, source: &SourceText) -> (OfFile, Option<Arc<KeptFile>>) {
        let Self { limits, rules, keeps, known } = self;
        if !keeps {
            return (file(source, limits, rules), None);
        }
        let anew =
            || Arc::new(KeptFile { source: source.clone(), limits, says: file(source, limits, rules) });
        let kept = known.and_then(|known| known.of(source, limits)).map_or_else(anew, Arc::clone);
        (kept.says.clone(), Some(kept))
    }
}
