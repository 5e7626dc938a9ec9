//! `--poll`: the folders are read again and again, for network shares, whose
//! changes the system does not tell of.
//!
//! `notify` has a watcher that does this too. It sees a file as changed only
//! where its time is later by a whole second: a second save within that, or an
//! older file put in the place of a newer one, would be missed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use walkdir::WalkDir;

use super::gather::{Wake, Wakes};
use super::place::{TOPS, counts};

/// The pause between two looks; a look that takes long is followed by a pause
/// that is so many times as long.
const PAUSE: Duration = Duration::from_millis(300);
const TIMES: u32 = 4;

/// What is known of a file: its time, its length and whether it is a folder.
type Known = (Option<SystemTime>, u64, bool);

/// Looks once before it returns, and from then on in a thread of its own.
pub(super) fn start(root: PathBuf, wakes: Wakes) {
    let mut known = look(&root);
    thread::spawn(move || {
        let mut pause = PAUSE;
        loop {
            thread::sleep(pause);
            let began = Instant::now();
            let now = look(&root);
            pause = PAUSE.max(began.elapsed() * TIMES);
            for path in different(&known, &now) {
                if !wakes.send(Wake::Path(path)) {
                    return;
                }
            }
            known = now;
        }
    });
}

/// Everything that counts, by its path. What cannot be read is not there.
fn look(root: &Path) -> BTreeMap<PathBuf, Known> {
    let mut known = BTreeMap::new();
    for top in TOPS {
        let entries = WalkDir::new(root.join(top)).follow_links(true).into_iter();
        for entry in entries.filter_entry(|entry| counts(root, entry.path())).filter_map(Result::ok) {
            let Ok(data) = entry.metadata() else { continue };
            // The time of a folder says only what its entries say too, and
            // changes with what editors leave behind.
            let of_file = data.is_file();
            let time = data.modified().ok().filter(|_| of_file);
            let length = if of_file { data.len() } else { 0 };
            known.insert(entry.into_path(), (time, length, of_file));
        }
    }
    known
}

fn different(before: &BTreeMap<PathBuf, Known>, now: &BTreeMap<PathBuf, Known>) -> Vec<PathBuf> {
    let written = now.iter().filter(|(path, known)| before.get(*path) != Some(known)).map(|(path, _)| path);
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    written.chain(gone).cloned().collect()
}
