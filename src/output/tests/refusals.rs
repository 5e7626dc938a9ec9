//! What is refused, in whole sentences, and that nothing is written then.

use std::fs;

use super::{Folder, MOVE, made_from, refuses, site};

const EMPTY_OR_ADOPT: &str = "choose an empty folder with `--output`, or use `--adopt`: it keeps the other \
                              files there and replaces those that have the name of a file of the site";

#[test]
fn a_folder_of_somebody_elses_is_refused() {
    let folder = Folder::new().with("notes.txt", "mine");
    let line =
        format!("output-not-ours: `OUT` holds files and is not a site of Ninefold's ({EMPTY_OR_ADOPT})");
    refuses(&folder, &["a.html"], false, &[line]);
}

#[test]
fn a_manifest_that_is_not_ours_is_refused() {
    let cases = [
        ("{\"name\": \"app\"}", "missing field `generator` at line 1 column 15"),
        ("oh no", "expected value at line 1 column 1"),
        (r#"{"generator": "x", "format": 1, "files": []}"#, "its generator is `x`"),
        (
            r#"{"generator": "ninefold", "format": 2, "files": []}"#,
            "it has format 2, and this Ninefold knows format 1",
        ),
    ];
    for (manifest, why) in cases {
        let folder = Folder::new().with("manifest.json", manifest);
        let line = format!(
            "output-not-ours: `OUT/manifest.json` is not a manifest of Ninefold's: {why} ({EMPTY_OR_ADOPT})"
        );
        refuses(&folder, &["a.html"], false, &[line]);
    }
}

#[test]
fn a_manifest_that_is_a_folder_is_refused() {
    let folder = Folder::new().with("manifest.json/a", "");
    let line =
        format!("output-not-ours: `OUT/manifest.json` is a folder, and the site needs a file there ({MOVE})");
    refuses(&folder, &["a.html"], true, &[line]);
}

#[test]
fn a_file_is_no_output_folder() {
    let folder = Folder::new();
    fs::write(folder.path(), "mine").unwrap();
    assert_eq!(
        folder.publish(&site(&["a.html"])).unwrap_err(),
        [
            "output-failed: `OUT` is a file, and the site needs a folder (give another folder with `--output`, \
          or move the file away)"
        ]
    );
    assert_eq!(fs::read(folder.path()).unwrap(), b"mine");
}

#[test]
fn a_strangers_file_is_not_replaced_without_adopt() {
    let folder = Folder::new().published(&["a.html"]).with("b.html", "theirs");
    let line = "output-not-ours: `OUT/b.html` is not a file of Ninefold's, and the site has one there (move \
                the file away, or use `--adopt`, which lets the site's file replace it)";
    refuses(&folder, &["a.html", "b.html", "c.html"], false, &[line.to_owned()]);
}

#[test]
fn strangers_in_the_way_are_refused_even_with_adopt() {
    let folder = Folder::new().published(&["a.html"]).with("b/notes.txt", "mine").with("c", "mine");
    refuses(
        &folder,
        &["a.html", "b", "c/d/e.html"],
        true,
        &[
            format!("output-not-ours: `OUT/b` is a folder, and the site needs a file there ({MOVE})"),
            format!("output-not-ours: `OUT/c` is a file, and the site needs a folder there ({MOVE})"),
        ],
    );
}

#[test]
fn a_folder_with_ours_and_a_strangers_file_does_not_become_a_file() {
    let folder = Folder::new().published(&["b/x/a.html"]).with("b/x/notes.txt", "mine");
    let line = format!("output-not-ours: `OUT/b` is a folder, and the site needs a file there ({MOVE})");
    refuses(&folder, &["b"], false, &[line]);
}

#[test]
fn a_path_out_of_the_folder_is_refused_by_publish_too() {
    let folder = Folder::new();
    let said = folder.publish(&[made_from("content/a.md", "../a.html")]).unwrap_err();
    assert_eq!(said.len(), 1);
    assert!(!folder.path().exists());
}
