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

/// So often folders are looked for until there are no others: a share that gives
/// one another number each time has no end.
const LOOKS: u32 = 100;

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
        self.forget(|path, _| match changed {
            Changed::Everything => true,
            Changed::Paths(paths) => paths.contains(path),
        });
        // What appears in a folder before that is watched tells nobody: look again.
        for _ in 0..LOOKS {
            let wanted = self.wanted();
            if wanted == self.armed {
                break;
            }
            self.forget(|path, armed| wanted.get(path) != Some(armed));
            for (path, armed) in wanted {
                if self.armed.contains_key(&path) {
                    continue;
                }
                let mode = if armed.below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                match self.watcher.watch(&path, mode) {
                    Ok(()) => drop(self.armed.insert(path, armed)),
                    // It went while it was looked at.
                    Err(_) if !path.exists() => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Watches some of the folders no longer.
    fn forget(&mut self, is_stale: impl Fn(&PathBuf, &Armed) -> bool) {
        let watcher = &mut self.watcher;
        self.armed.retain(|path, armed| {
            let stays = !is_stale(path, armed);
            if !stays {
                // The system forgets a folder that is removed by itself.
                let _ = watcher.unwatch(path);
            }
            stays
        });
    }

    /// The folders to watch as things are: the root or, where it is missing,
    /// the nearest folder that leads to it; and the three.
    fn wanted(&self) -> BTreeMap<PathBuf, Armed> {
        let base = self.root.ancestors().map(|folder| (folder.to_path_buf(), false));
        let tops = TOPS.iter().map(|top| (self.root.join(top), true));
        let there = |(path, below): (PathBuf, bool)| {
            let armed = armed(&path, below)?;
            Some((path, armed))
        };
        base.filter_map(there).take(1).chain(tops.filter_map(there)).collect()
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::gather::Gather;
    use super::*;

    /// Whether a pack is watched in the end of which a folder appears after each pause.
    fn is_watched_in_the_end(pause: Duration) -> bool {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().canonicalize().expect("it is there");
        let root = top.join("ours/pack");
        let (mut gather, wakes) = Gather::new();
        let mut watch = Watch::start(root.clone(), wakes.clone()).expect("it can be watched");
        let makes = root.clone();
        std::thread::spawn(move || {
            for folder in [&top.join("ours"), &makes, &makes.join("content")] {
                std::fs::create_dir(folder).expect("it can be made");
                std::thread::sleep(pause);
            }
            // Where nothing more is told, that is heard as well.
            std::thread::sleep(Duration::from_secs(10));
            wakes.send(Wake::Path(PathBuf::from("/the end")));
        });
        while !watch.armed.contains_key(&root.join("content")) {
            match gather.next() {
                Some(Changed::Paths(paths)) if paths.contains(Path::new("/the end")) => return false,
                changed => watch.arm(&changed.expect("somebody tells")).expect("it can be watched"),
            }
        }
        true
    }

    #[test]
    fn folders_that_appear_while_others_are_looked_for_are_watched() {
        // About as long as a change has to be over.
        let pauses = (0..200).map(|step| Duration::from_micros(29_000 + 20 * step));
        let pauses: Vec<Duration> = pauses.collect();
        std::thread::scope(|scope| {
            for some in pauses.chunks(10) {
                scope.spawn(move || {
                    for pause in some {
                        assert!(is_watched_in_the_end(*pause), "{pause:?}");
                    }
                });
            }
        });
    }
}
