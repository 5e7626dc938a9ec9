//! What the manifest says, and how far it is believed.

use super::{Folder, did, made, site};

#[test]
fn the_manifest_lists_every_file_with_its_checksum() {
    let folder = Folder::new();
    folder.publish(&[made("b/empty.txt", ""), made("a.html", "abc")]).unwrap();
    // The digests are those of FIPS 180-2 for `abc` and for no bytes at all.
    let expected = r#"{
  "generator": "ninefold",
  "format": 1,
  "tool_version": "0.1.0",
  "as_of": "2026-03-31",
  "audience": "public",
  "framework": "cqc-saf",
  "framework_version": "2025.1",
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
