//! Watching by the system's own means.
//!
//! Folders are watched, never files: most editors put a new file in the place
//! of the old one, and a watch on a file would go with it. The root is watched
//! for the three folders to appear and go, and those with all that is in them.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Changed;
use super::gather::{Wake, Wakes};
use super::place::{TOPS, counts};

/// What is watched.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    root: PathBuf,
    armed: BTreeMap<PathBuf, Armed>,
}

/// How a folder is watched, and which folder that is: another one may stand
/// under its name later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Armed {
    below: bool,
    made: Option<SystemTime>,
    number: u64,
}

impl Watch {
    /// Watches what is there.
    ///
    /// # Errors
    /// Where the system has no means, or not enough of them.
    pub(super) fn start(root: PathBuf, wakes: Wakes) -> notify::Result<Self> {
        let of = root.clone();
        let watcher = notify::recommended_watcher(move |event| {
            for wake in wakes_of(&of, event) {
                // Nobody listens any more at the very end.
                wakes.send(wake);
            }
        })?;
        let mut watch = Self { watcher, root, armed: BTreeMap::new() };
        watch.arm(&Changed::Everything)?;
        Ok(watch)
    }

    /// Watches folders that have appeared since, and no longer those that
    /// have gone. To be called before what is in them is read.
    ///
    /// # Errors
    /// Where the system has not enough means.
    pub(super) fn arm(&mut self, changed: &Changed) -> notify::Result<()> {
        let wanted = self.wanted();
        let struck = |path: &PathBuf| match changed {
            Changed::Everything => true,
            Changed::Paths(paths) => paths.contains(path),
        };
        let stale: Vec<PathBuf> = self.armed.keys().filter(|path| struck(path)).cloned().collect();
        let gone = self.armed.iter().filter(|(path, armed)| wanted.get(*path) != Some(armed));
        let gone: Vec<PathBuf> = gone.map(|(path, _)| path.clone()).chain(stale).collect();
        for path in gone {
            if self.armed.remove(&path).is_some() {
                // The system forgets a folder that is removed by itself.
                let _ = self.watcher.unwatch(&path);
            }
        }
        for (path, armed) in wanted {
            if self.armed.contains_key(&path) {
                continue;
            }
            let mode = if armed.below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match self.watcher.watch(&path, mode) {
                Ok(()) => drop(self.armed.insert(path, armed)),
                // It went while it was looked at: its folder tells of that.
                Err(_) if !path.exists() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The folders to watch as things are: the root or, where it is missing,
    /// the nearest folder that leads to it; and the three.
    fn wanted(&self) -> BTreeMap<PathBuf, Armed> {
        let base = self.root.ancestors().find(|folder| folder.is_dir()).unwrap_or(&self.root);
        let tops = TOPS.iter().map(|top| (self.root.join(top), true));
        let all = std::iter::once((base.to_path_buf(), false)).chain(tops);
        all.filter_map(|(path, below)| Some((armed(&path, below)?, path)))
            .map(|(armed, path)| (path, armed))
            .collect()
    }
}

fn armed(path: &Path, below: bool) -> Option<Armed> {
    let data = path.metadata().ok().filter(Metadata::is_dir)?;
    Some(Armed { below, made: data.created().ok(), number: number(&data) })
}

/// What tells a folder from another that stands under its name later.
#[cfg(unix)]
fn number(data: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// What an event is worth: nothing where somebody only read.
fn wakes_of(root: &Path, event: notify::Result<Event>) -> Vec<Wake> {
    let Ok(event) = event else { return vec![Wake::Lost] };
    if event.need_rescan() {
        return vec![Wake::Lost];
    }
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    if matches!(event.kind, EventKind::Access(_)) && event.kind != written {
        return Vec::new();
    }
    event.paths.into_iter().filter(|path| counts(root, path)).map(Wake::Path).collect()
}
