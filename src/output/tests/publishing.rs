//! What is in the folder after publishes that go well.

use std::fs;

use super::{Folder, did, made, provenance, put, site};
use crate::output::Provenance;

#[test]
fn a_folder_is_made_and_holds_the_site() {
    let folder = Folder::new();
    assert_eq!(folder.publish(&site(&["stories/a/b.html", "index.html"])), did(2, 0, 0));
    assert_eq!(
        folder.listed(),
        ["index.html", "manifest.json", "stories/", "stories/a/", "stories/a/b.html"]
    );
    assert_eq!(folder.read("stories/a/b.html"), "stories/a/b.html");
}

#[test]
fn an_empty_folder_and_an_empty_site_are_fine() {
    let folder = Folder::new();
    fs::create_dir(folder.path()).unwrap();
    assert_eq!(folder.publish(&[]), did(0, 0, 0));
    assert_eq!(folder.listed(), ["manifest.json"]);
}

#[test]
fn the_second_build_writes_nothing() {
    let folder = Folder::new().published(&["a.html", "b/c.html"]);
    let before = folder.times();
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(folder.publish(&site(&["a.html", "b/c.html"])), did(0, 2, 0));
    assert_eq!(folder.times(), before);
}

#[test]
fn only_what_changed_is_written() {
    let folder = Folder::new().published(&["a.html", "b.html"]);
    let before = folder.times();
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(folder.publish(&[made("a.html", "a.html"), made("b.html", "other!")]), did(1, 1, 0));
    assert_eq!(folder.read("b.html"), "other!");
    assert_eq!(folder.times()[0], before[0]);
}

#[test]
fn another_as_of_date_changes_the_manifest_alone() {
    let folder = Folder::new().published(&["a.html"]);
    let later = Provenance { as_of: "2026-04-01".into(), ..provenance() };
    let published = put(&site(&["a.html"]), &later, &folder.path(), false).unwrap();
    assert_eq!(Ok(published), did(0, 1, 0));
    assert!(folder.read("manifest.json").contains("2026-04-01"));
}

#[test]
fn a_file_that_somebody_changed_is_mended_whatever_the_manifest_says() {
    let folder = Folder::new().published(&["a.html"]);
    let manifest = folder.read("manifest.json");
    let folder = folder.with("a.html", "A.HTML");
    assert_eq!(folder.publish(&site(&["a.html"])), did(1, 0, 0));
    assert_eq!(folder.read("a.html"), "a.html");
    assert_eq!(folder.read("manifest.json"), manifest);
}

#[test]
fn what_is_no_longer_made_goes_and_a_stranger_stays() {
    let folder = Folder::new()
        .published(&["a.html", "old/deep/b.html", "kept/c.html"])
        .with("kept/notes.txt", "mine")
        .with("notes.txt", "mine");
    assert_eq!(folder.publish(&site(&["a.html"])), did(0, 1, 2));
    assert_eq!(folder.listed(), ["a.html", "kept/", "kept/notes.txt", "manifest.json", "notes.txt"]);
}

#[test]
fn a_folder_that_only_a_stranger_left_empty_stays() {
    let folder = Folder::new().published(&["a.html", "b.html"]);
    fs::create_dir(folder.at("empty")).unwrap();
    folder.publish(&site(&["a.html"])).unwrap();
    assert_eq!(folder.listed(), ["a.html", "empty/", "manifest.json"]);
}

#[test]
fn an_obsolete_file_that_is_gone_already_is_no_problem() {
    let folder = Folder::new().published(&["a.html", "old/b.html"]);
    fs::remove_file(folder.at("old/b.html")).unwrap();
    assert_eq!(folder.publish(&site(&["a.html"])), did(0, 1, 0));
    assert_eq!(folder.listed(), ["a.html", "manifest.json"]);
}

#[test]
fn what_became_a_strangers_folder_is_left() {
    let folder = Folder::new().published(&["a.html", "old"]);
    fs::remove_file(folder.at("old")).unwrap();
    let folder = folder.with("old/notes.txt", "mine");
    assert_eq!(folder.publish(&site(&["a.html"])), did(0, 1, 0));
    assert_eq!(folder.listed(), ["a.html", "manifest.json", "old/", "old/notes.txt"]);
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let folder = Folder::new().published(&["a", "b/x/c.html", "b/d.html"]);
    assert_eq!(folder.publish(&site(&["a/y/c.html", "b"])), did(2, 0, 3));
    assert_eq!(folder.listed(), ["a/", "a/y/", "a/y/c.html", "b", "manifest.json"]);
}

/// On a disk that ignores case the two are one file, on others the old goes.
#[test]
fn a_path_may_change_its_case() {
    let folder = Folder::new().published(&["Stories/Gate.html"]);
    folder.publish(&[made("stories/gate.html", "new")]).unwrap();
    assert_eq!(folder.read("stories/gate.html"), "new");
    let files: Vec<String> = folder.listed().into_iter().filter(|path| path.ends_with("html")).collect();
    assert_eq!(files.len(), 1, "{files:?}");
}

#[test]
fn adopting_keeps_strangers_and_replaces_files_of_the_same_name() {
    let folder = Folder::new().with("a.html", "theirs").with("notes.txt", "mine");
    assert_eq!(folder.adopt(&site(&["a.html"])), did(1, 0, 0));
    assert_eq!(folder.listed(), ["a.html", "manifest.json", "notes.txt"]);
    assert_eq!(folder.read("a.html"), "a.html");
    assert_eq!(folder.publish(&site(&["a.html"])), did(0, 1, 0), "it is ours from now on");
}

#[test]
fn adopting_replaces_a_manifest_of_somebody_elses() {
    let folder = Folder::new().with("manifest.json", "{}").with("notes.txt", "mine");
    assert_eq!(folder.adopt(&site(&["a.html"])), did(1, 0, 0));
    assert_eq!(folder.publish(&site(&["a.html"])), did(0, 1, 0));
}

#[test]
fn a_strangers_file_with_the_bytes_of_ours_becomes_ours() {
    let folder = Folder::new().published(&["a.html"]).with("b.html", "b.html");
    assert_eq!(folder.publish(&site(&["a.html", "b.html"])), did(0, 2, 0));
    assert_eq!(folder.publish(&site(&["a.html"])), did(0, 1, 1));
}
