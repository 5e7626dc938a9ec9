//! Each editor's way of saving, and what editors leave behind.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Preview, STORY, STORY_PAGE, save, story};
use crate::pack::Pack;

/// Beside a file, with another name.
fn beside(file: &Path, name: &str) -> PathBuf {
    file.with_file_name(name)
}

fn in_place(file: &Path, text: &str) {
    fs::write(file, text).expect("it is written");
}

/// Gedit, Kate and most programs that are careful.
fn temporary_and_rename(file: &Path, text: &str) {
    let temporary = beside(file, ".goutputstream-AB12CD");
    fs::write(&temporary, text).expect("it is written");
    fs::rename(&temporary, file).expect("it is put in place");
}

/// The same with a name that nothing tells from an author's.
fn plain_temporary_and_rename(file: &Path, text: &str) {
    let temporary = beside(file, "story-being-written");
    fs::write(&temporary, text).expect("it is written");
    fs::rename(&temporary, file).expect("it is put in place");
}

/// Looks whether it may write (`4913`), keeps the old file as a backup, writes
/// a new one, and removes the backup.
fn vim(file: &Path, text: &str) {
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    let (probe, backup) = (beside(file, "4913"), beside(file, &format!("{name}~")));
    let swap = beside(file, &format!(".{name}.swp"));
    fs::write(&swap, "b0VIM").expect("it is written");
    File::create(&probe).expect("it is made");
    fs::remove_file(&probe).expect("it goes");
    fs::rename(file, &backup).expect("the old one is kept");
    fs::write(file, text).expect("the new one is written");
    fs::remove_file(&backup).expect("it goes");
    fs::remove_file(&swap).expect("it goes");
}

/// Empties the file, writes it in pieces and has the disk take it.
fn vs_code(file: &Path, text: &str) {
    let mut open = fs::OpenOptions::new().write(true).truncate(true).open(file).expect("it opens");
    for piece in text.as_bytes().chunks(64) {
        open.write_all(piece).expect("it is written");
    }
    open.sync_all().expect("the disk takes it");
}

/// Writes the new text beside, moves the old one away, and the new one in its place.
fn word(file: &Path, text: &str) {
    let (new, old, lock) =
        (beside(file, "~WRD0001.tmp"), beside(file, "~WRL0002.tmp"), beside(file, "~$story.md"));
    fs::write(&lock, "owner").expect("it is written");
    fs::write(&new, text).expect("it is written");
    fs::rename(file, &old).expect("the old one is moved");
    fs::rename(&new, file).expect("the new one is put in place");
    fs::remove_file(&old).expect("it goes");
    fs::remove_file(&lock).expect("it goes");
}

/// Takes the file away and writes it anew.
fn remove_and_write(file: &Path, text: &str) {
    fs::remove_file(file).expect("it goes");
    fs::write(file, text).expect("it is written");
}

/// A way of saving: the file, and its new text.
type Way = fn(&Path, &str);

const WAYS: [(&str, Way); 7] = [
    ("In place", in_place),
    ("Temporary and rename", temporary_and_rename),
    ("A plain temporary", plain_temporary_and_rename),
    ("Vim", vim),
    ("VS Code", vs_code),
    ("Word", word),
    ("Removed and written", remove_and_write),
];

/// Twice each: a watch on the file would see the first and lose it.
fn every_way(preview: &Preview, pack: &Pack) {
    for (name, way) in WAYS {
        for time in ["once", "twice"] {
            let title = format!("{name} {time}");
            way(&pack.root().join(STORY), &story(&title));
            preview.until_page(STORY_PAGE, &title);
        }
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn every_way_of_saving_is_seen() {
    let pack = Pack::small();
    every_way(&Preview::of(&pack), &pack);
}

#[test]
fn every_way_of_saving_is_seen_by_looking_again() {
    let pack = Pack::small();
    every_way(&Preview::with(&pack, &["--poll"]), &pack);
}

/// What programs leave behind beside what they write, and what is no part of a pack.
const LEFT: [&str; 13] = [
    "content/stories/~$garden-gate.docx",
    "content/stories/.~lock.garden-gate.odt#",
    "content/stories/.2026-02-11-garden-gate.md.swp",
    "content/stories/2026-02-11-garden-gate.md~",
    "content/stories/4913",
    "content/stories/#2026-02-11-garden-gate.md#",
    "content/stories/.#2026-02-11-garden-gate.md",
    "content/.DS_Store",
    "data/Thumbs.db",
    "data/metrics/~WRL0001.tmp",
    ".git/index",
    ".ninefold/cache/site",
    "notes.txt",
];

fn left_behind(preview: &Preview, pack: &Pack) {
    for path in LEFT {
        save(pack, path, "x");
        save(pack, path, "xy");
    }
    assert_eq!(preview.rebuilds(), 0, "while they are written");
    for path in LEFT {
        fs::remove_file(pack.root().join(path)).expect("it goes");
    }
    assert_eq!(preview.rebuilds(), 0, "while they are removed");
    // It does look.
    save(pack, STORY, &story("Seen"));
    preview.until_page(STORY_PAGE, "Seen");
}

#[test]
fn what_editors_leave_behind_wakes_nothing() {
    let pack = Pack::small();
    left_behind(&Preview::of(&pack), &pack);
}

#[test]
fn what_editors_leave_behind_wakes_nothing_by_looking_again() {
    let pack = Pack::small();
    left_behind(&Preview::with(&pack, &["--poll"]), &pack);
}

#[test]
fn reading_wakes_nothing() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    pack.tree("content");
    pack.tree("data");
    assert_eq!(pack.run(&["check"]).code, 0);
    assert_eq!(preview.rebuilds(), 0);
}

#[test]
fn a_build_at_the_same_time_wakes_nothing() {
    let pack = Pack::small();
    let preview = Preview::of(&pack);
    pack.build(&["--zip", "--single-file"]);
    let run = pack.run(&["build", "--audience", "public", "--output", "for-all"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(preview.rebuilds(), 0);
    save(&pack, STORY, &story("Seen"));
    preview.until_page(STORY_PAGE, "Seen");
    pack.build(&[]);
    preview.rebuilds();
    pack.build(&[]);
    assert_eq!(preview.rebuilds(), 0);
}
