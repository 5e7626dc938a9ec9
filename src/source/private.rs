//! The list of known people: the one file of `data/private` that is read.

use std::path::Path;
use std::sync::Arc;

use super::io::{read_text, unreadable};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::Limits;

/// The names of a list, a name a line. Nothing prints it.
#[derive(Clone)]
pub struct NameList {
    /// Its path from the pack's root.
    pub path: Arc<str>,
    text: String,
}

impl std::fmt::Debug for NameList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NameList({} lines)", self.text.lines().count())
    }
}

impl NameList {
    /// The one path that the list can have, from the pack's root.
    pub const PATH: &str = "data/private/known-people.txt";

    /// A list that was made in memory.
    pub fn in_memory(text: impl Into<String>) -> Self {
        Self { path: Self::PATH.into(), text: text.into() }
    }

    /// The list of a pack, if it has one.
    pub(super) fn of(root: &Path, limits: &Limits) -> Result<Option<Self>, Finding> {
        let path: Arc<str> = Self::PATH.into();
        let file = root.join(Self::PATH);
        if file.symlink_metadata().is_err() {
            return Ok(None);
        }
        let home = root.canonicalize().map_err(|error| unreadable(&path, &error))?;
        // Neither it nor its folder may be a link: what it leads to is not the pack's.
        if file.canonicalize().ok() != Some(home.join("data").join("private").join("known-people.txt")) {
            let message = "this is a link to another place";
            return Err(Finding::new(Code::LeavesPack, Place::file(&path), message)
                .help("copy what it leads to into the pack, or remove the link"));
        }
        let text = read_text(&file, &path, limits)?;
        Ok(Some(Self { path, text }))
    }

    /// The names with their lines, from 1. Empty lines and notes, which begin
    /// with `#`, are left out.
    pub fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    }
}
