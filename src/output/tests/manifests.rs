//! What the manifest says, and how far it is believed.

use super::{Folder, did, made, provenance, put, site};
use crate::output::Provenance;

#[test]
fn the_manifest_lists_every_file_with_its_checksum() {
    let folder = Folder::new();
    folder.publish(&[made("b/empty.txt", ""), made("a.html", "abc")]).unwrap();
    // The digests are those of FIPS 180-2 for `abc` and for no bytes at all.
    let expected = r#"{
  "generator": "ninefold",
  "format": 1,
  "tool_version": "0.1.0",
  "authority": "Aldermere Council",
  "title": "Self-assessment",
  "as_of": "2026-03-31",
  "audience": "public",
  "framework": "cqc-saf",
  "framework_version": "2025.1",
  "sources": "abababababababababababababababababababababababababababababababab",
  "previous": null,
  "files": [
    {
      "path": "a.html",
      "size": 3,
      "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    },
    {
      "path": "b/empty.txt",
      "size": 0,
      "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    }
  ]
}
"#;
    assert_eq!(folder.read("manifest.json"), expected);
}

#[test]
fn each_manifest_follows_the_one_that_stood_there() {
    let folder = Folder::new().published(&["a.html"]);
    assert_eq!(folder.stated("previous"), None);
    let first = folder.manifest_hash();
    folder.publish(&site(&["b.html"])).unwrap();
    assert_eq!(folder.stated("previous"), Some(first));
    // Nothing has changed: what stands stays, and is not its own follower.
    let (second, before) = (folder.manifest_hash(), folder.times());
    folder.publish(&site(&["b.html"])).unwrap();
    assert_eq!(folder.times(), before);
    folder.publish(&site(&["a.html"])).unwrap();
    assert_eq!(folder.stated("previous"), Some(second));
}

#[test]
fn a_build_may_name_what_it_follows() {
    let named = "cd".repeat(32);
    let following = || Provenance { follows: Some("cd".repeat(32)), ..provenance() };
    let folder = Folder::new().published(&["a.html"]);
    // The standing one gives way, also where nothing else has changed.
    put(&site(&["a.html"]), &following(), &folder.path(), false).unwrap();
    assert_eq!(folder.stated("previous"), Some(named.clone()));
    let before = folder.times();
    put(&site(&["a.html"]), &following(), &folder.path(), false).unwrap();
    assert_eq!(folder.times(), before);
    put(&site(&["b.html"]), &following(), &folder.path(), false).unwrap();
    assert_eq!(folder.stated("previous"), Some(named.clone()));
    // To name the standing one is to name nothing.
    let own = folder.manifest_hash();
    let itself = Provenance { follows: Some(own.clone()), ..provenance() };
    put(&site(&["b.html"]), &itself, &folder.path(), false).unwrap();
    assert_eq!((folder.manifest_hash(), folder.stated("previous")), (own, Some(named)));
}

#[test]
fn a_marking_stands_in_the_manifest() {
    let folder = Folder::new();
    let marked = Provenance { marking: Some("OFFICIAL".into()), ..provenance() };
    put(&site(&["a.html"]), &marked, &folder.path(), false).unwrap();
    assert_eq!(folder.stated("marking"), Some("OFFICIAL".into()));
}

/// As the first Ninefold wrote them, without sources and what comes before.
#[test]
fn an_older_manifest_is_ours_and_is_followed() {
    let folder = Folder::new().listing(&["old.html"]).with("old.html", "");
    let older = folder.manifest_hash();
    assert_eq!(folder.publish(&site(&["a.html"])), did(1, 0, 1));
    assert_eq!(folder.stated("previous"), Some(older));
}

#[test]
fn the_order_of_the_files_does_not_change_the_manifest() {
    let (one, other) = (Folder::new(), Folder::new());
    one.publish(&site(&["a", "b", "c"])).unwrap();
    other.publish(&site(&["c", "a", "b"])).unwrap();
    assert_eq!(one.read("manifest.json"), other.read("manifest.json"));
}

#[test]
fn a_hostile_manifest_leads_nowhere() {
    let folder = Folder::new();
    let outside = folder.temporary.path().join("precious.txt");
    std::fs::write(&outside, "mine").unwrap();
    let absolute = outside.display().to_string();
    let folder = folder.with("a/notes.txt", "mine").with("a\\notes.txt", "mine").listing(&[
        "../precious.txt",
        "a/../../precious.txt",
        "a/../a/notes.txt",
        "./a/notes.txt",
        "a//notes.txt",
        "a\\notes.txt",
        "..\\precious.txt",
        "c:precious.txt",
        "c:/precious.txt",
        "//server/share/precious.txt",
        "a/notes.txt/",
        "",
        "/",
        "..",
        ".",
        "a",
        "nul\u{0}",
        &"ñ".repeat(200),
        &"a".repeat(201),
        "manifest.json",
        "MANIFEST.json",
        &absolute,
    ]);
    assert_eq!(folder.publish(&site(&["index.html"])), did(1, 0, 0));
    assert_eq!(std::fs::read_to_string(outside).unwrap(), "mine");
    assert_eq!(folder.read("a/notes.txt"), "mine");
    assert_eq!(folder.read("a\\notes.txt"), "mine");
}
