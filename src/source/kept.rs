//! Texts of a pack that is read again and again. A file is read anew where its
//! time or its length is another, and where somebody has been told that it
//! changed: times can be too coarse to show that. Which files there are is
//! looked at anew unless nothing that anybody was told of has changed but texts
//! that were there before, and there was nothing to say of any file.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::folder::{Walked, shown_path};
use super::io::read_text;
use crate::diagnostic::Finding;
use crate::model::Limits;

/// What the files of a pack held when they were last read.
#[derive(Debug, Default)]
pub struct Kept {
    limits: Limits,
    /// By their paths from the root.
    files: HashMap<Arc<str>, Read>,
    walked: Option<Walked>,
}

/// The text of a file, and what its time and its length were before it was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) text: Arc<str>,
    stamp: Option<(SystemTime, u64)>,
}

impl Kept {
    /// Forgets files that have changed, and what is in folders that have.
    pub fn forget(&mut self, root: &Path, changed: &BTreeSet<PathBuf>) {
        let home = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let is_text = |path: &PathBuf| {
            let is_file = fs::symlink_metadata(path).is_ok_and(|data| data.is_file());
            is_file && self.files.contains_key(&shown_path(&home, path))
        };
        let texts_alone = changed.iter().all(is_text);
        let changed: BTreeSet<Arc<str>> = changed.iter().map(|path| shown_path(&home, path)).collect();
        if texts_alone {
            for path in &changed {
                self.files.remove(path);
            }
            return;
        }
        self.walked = None;
        self.files.retain(|path, _| {
            let mut ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
            !ends.any(|end| changed.contains(&path[..end]))
        });
    }

    /// Takes what was read by these limits; what is read now has its place.
    pub(super) fn take(&mut self, limits: Limits) -> Before {
        let Self { limits: by, files, walked } = std::mem::take(self);
        self.limits = limits;
        Before { files: if by == limits { files } else { HashMap::new() }, walked }
    }

    pub(super) fn keep_walked(&mut self, walked: Walked) {
        self.walked = Some(walked);
    }

    pub(super) fn keep(&mut self, path: &Arc<str>, read: &Read) {
        self.files.insert(Arc::clone(path), read.clone());
    }
}

/// What was read before, by the limits that hold.
pub(super) struct Before {
    files: HashMap<Arc<str>, Read>,
    /// Which files there are, if they are the same.
    pub(super) walked: Option<Walked>,
}

impl Before {
    /// A text, if nothing says that it has changed; otherwise as it is now.
    pub(super) fn read(&self, path: &Path, shown: &Arc<str>, limits: &Limits) -> Result<Read, Finding> {
        let stamp = fs::metadata(path).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
        match self.files.get(shown).filter(|read| stamp.is_some() && read.stamp == stamp) {
            Some(read) => Ok(read.clone()),
            None => Ok(Read { text: read_text(path, shown, limits)?.into(), stamp }),
        }
    }
}

/// A text as it is now, which nobody keeps.
pub(super) fn read_once(path: &Path, shown: &Arc<str>, limits: &Limits) -> Result<Read, Finding> {
    Ok(Read { text: read_text(path, shown, limits)?.into(), stamp: None })
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;
    use crate::source::{Sources, read_again};

    /// What is read again, by path.
    fn texts(root: &Path, kept: &mut Kept) -> Vec<(String, String)> {
        let (Sources { texts, .. }, findings) = read_again(root, kept);
        assert!(findings.is_empty(), "{findings:?}");
        texts.values().map(|source| (source.path.to_string(), source.text.to_string())).collect()
    }

    #[test]
    fn what_has_another_time_or_length_or_was_told_of_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("data")).unwrap();
        fs::create_dir_all(root.join("content/stories/old")).unwrap();
        let story = root.join("content/stories/old/a.md");
        fs::write(root.join("data/pack.yaml"), "title: A\n").unwrap();
        fs::write(&story, "one").unwrap();
        let time = fs::metadata(&story).unwrap().modified().unwrap();
        let write = |text: &str, time: SystemTime| {
            fs::write(&story, text).unwrap();
            File::options().write(true).open(&story).unwrap().set_modified(time).unwrap();
        };
        let mut kept = Kept::default();
        let story_is = |text: &str, kept: &mut Kept| assert_eq!(texts(root, kept)[0].1, text);
        story_is("one", &mut kept);
        // By time and length nothing has changed.
        write("two", time);
        story_is("one", &mut kept);
        for changed in ["content/stories/old/b.md", "content/stories/ol", "content/stories/old/a.md/x"] {
            kept.forget(root, &BTreeSet::from([root.join(changed)]));
        }
        story_is("one", &mut kept);
        kept.forget(root, &BTreeSet::from([root.canonicalize().unwrap().join("content/stories/old/a.md")]));
        story_is("two", &mut kept);
        write("six", time);
        kept.forget(root, &BTreeSet::from([root.canonicalize().unwrap().join("content/stories")]));
        story_is("six", &mut kept);
        write("seven", time);
        story_is("seven", &mut kept);
        write("eight", time + std::time::Duration::from_millis(10));
        story_is("eight", &mut kept);
        // Another file, and then the one no more.
        let home = root.canonicalize().unwrap();
        fs::write(home.join("content/stories/b.md"), "b").unwrap();
        kept.forget(root, &BTreeSet::from([home.join("content/stories/b.md")]));
        assert_eq!(texts(root, &mut kept).len(), 3);
        fs::remove_file(&story).unwrap();
        kept.forget(root, &BTreeSet::from([home.join("content/stories/old/a.md")]));
        let left = ["content/stories/b.md", "data/pack.yaml"];
        assert!(texts(root, &mut kept).iter().map(|(path, _)| path).eq(left));
    }

    /// Somebody tidies up while the pack is read.
    #[test]
    fn a_file_that_goes_while_others_are_read_is_not_missed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("data")).unwrap();
        fs::create_dir_all(root.join("content/stories")).unwrap();
        fs::write(root.join("data/pack.yaml"), "title: A\n").unwrap();
        for number in 0..50 {
            fs::write(root.join(format!("content/stories/{number}.md")), "one").unwrap();
        }
        let is_done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_done.load(std::sync::atomic::Ordering::Relaxed) {
                    for name in ["0.5.md", "25.5.md", "9.5.md"] {
                        let path = root.join("content/stories").join(name);
                        fs::write(&path, "two").unwrap();
                        fs::remove_file(path).unwrap();
                        std::thread::sleep(std::time::Duration::from_millis(5));
                    }
                }
            });
            let read = |_| [crate::source::read(root).1, read_again(root, &mut Kept::default()).1].concat();
            let said = (0..500).map(read).find(|findings| !findings.is_empty());
            is_done.store(true, std::sync::atomic::Ordering::Relaxed);
            assert_eq!(said, None);
        });
    }

    /// Programs leave files behind for a moment, and nobody is told when they go.
    #[test]
    fn what_there_is_to_say_of_files_is_looked_at_anew() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("data")).unwrap();
        fs::create_dir_all(root.join("content/stories")).unwrap();
        fs::write(root.join("data/pack.yaml"), "title: A\n").unwrap();
        let (story, left) = (root.join("content/stories/a.md"), root.join("content/stories/a.md.tmp"));
        fs::write(&story, "one").unwrap();
        fs::write(&left, "one").unwrap();
        let mut kept = Kept::default();
        assert_eq!(read_again(&root, &mut kept).1.len(), 1);
        fs::remove_file(left).unwrap();
        fs::write(&story, "two").unwrap();
        kept.forget(&root, &BTreeSet::from([story.clone()]));
        assert_eq!(read_again(&root, &mut kept).1, []);
        // And a file that goes without a word is no error of the next save.
        let other = root.join("content/stories/b.md");
        fs::write(&other, "b").unwrap();
        kept.forget(&root, &BTreeSet::from([other.clone()]));
        assert_eq!(read_again(&root, &mut kept).0.texts.len(), 3);
        fs::remove_file(other).unwrap();
        kept.forget(&root, &BTreeSet::from([story]));
        let (sources, findings) = read_again(&root, &mut kept);
        assert_eq!((sources.texts.len(), findings), (2, Vec::new()));
    }
}
