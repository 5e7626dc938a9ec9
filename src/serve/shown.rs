//! What is shown: the last good site, and what was found since.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

use super::Notice;
use crate::diagnostic::Severity;
use crate::site::{Draft, SiteFile};

/// The files of a whole site, by their path from its root.
type Files = BTreeMap<String, Bytes>;

/// The files of a site, from memory. Nothing else is ever served from it: a
/// path is looked up as it is, and none leads anywhere else.
#[derive(Clone, Debug, Default)]
pub(super) struct Site {
    files: Arc<Files>,
    /// What files are made from until the next whole site is there; of what
    /// cannot be made yet, `files` has the last that was good.
    draft: Option<Arc<Draft>>,
}

impl Site {
    pub(super) fn of(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        Self { files: Arc::new(files.into_iter().collect()), draft: None }
    }

    pub(super) fn of_files(files: Vec<SiteFile>) -> Self {
        Self::of(files.into_iter().map(|file| (file.path.as_str().to_owned(), file.bytes)))
    }

    /// The same until another is whole, as far as the draft of that cannot make its files.
    pub(super) fn with(&self, draft: Arc<Draft>) -> Self {
        Self { files: Arc::clone(&self.files), draft: Some(draft) }
    }

    /// A file by its path from the site's root. It may have to be made first.
    pub(super) fn get(&self, path: &str) -> Option<Bytes> {
        match self.draft.as_ref().map(|draft| draft.file(path)) {
            Some(Ok(file)) => file.map(|file| file.bytes),
            Some(Err(_)) | None => self.files.get(path).cloned(),
        }
    }

    /// How many pages, and how many other files, are not the same in another;
    /// both are whole.
    pub(super) fn differs(&self, other: &Self) -> (usize, usize) {
        let here = self.files.iter().filter(|(path, bytes)| other.files.get(*path) != Some(*bytes));
        let there = other.files.keys().filter(|path| !self.files.contains_key(*path));
        let paths: Vec<&String> = here.map(|(path, _)| path).chain(there).collect();
        let pages = paths.iter().filter(|path| is_page(path)).count();
        (pages, paths.len() - pages)
    }
}

/// Whether a file of a site is one of its pages.
pub(super) fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "html")
}

/// A version as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Counts from 1.
    pub(super) number: u64,
    /// The last good site; none where there has not been one.
    pub(super) site: Option<Site>,
    pub(super) notices: Vec<Notice>,
}

impl Shown {
    /// How many of the notices are of a severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.notices.iter().filter(|notice| notice.severity == severity).count()
    }

    /// Whether what is shown is older than what was saved.
    pub(super) fn stale(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}
