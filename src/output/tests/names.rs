//! What [`check`](super::super::check) says of paths.

use proptest::prelude::*;

use super::{made, made_from, said};
use crate::diagnostic::Finding;
use crate::output::{self, SiteFile};

fn check(files: &[SiteFile]) -> Vec<Finding> {
    output::check(files.iter().map(|file| (&file.path, &file.origin)))
}

#[track_caller]
fn says(files: &[SiteFile], expected: &[&str]) {
    assert_eq!(said(&check(files)), expected);
    let reversed: Vec<SiteFile> = files.iter().rev().cloned().collect();
    assert_eq!(said(&check(&reversed)), expected, "the order of the files changes the findings");
}

#[test]
fn ordinary_paths_are_fine() {
    let paths = [
        "index.html",
        "stories/index.html",
        "stories/garden-gate.html",
        "stories.html",
        "data/pack.json",
        "stories/console.html",
        "stories/com.html",
        "stories/com10.html",
        "stories/.hidden",
        "stories/ñandú and co.html",
        "data/manifest.json",
    ];
    says(&paths.map(|path| made(path, "")), &[]);
}

#[test]
fn two_sources_for_one_path_are_both_named() {
    says(
        &[made_from("content/stories/a.md", "stories/x.html"), made_from("content/b.md", "stories/x.html")],
        &["path-collision content/stories/a.md: `content/b.md` and `content/stories/a.md` would both be \
           written to `stories/x.html` (rename one of the two files, or give it an `id:` of its own)"],
    );
    says(
        &[made("index.html", ""), made_from("content/index.md", "index.html")],
        &["path-collision content/index.md: `content/index.md` and the test would both be written to \
           `index.html` (rename the file of the pack, or give it an `id:` of its own)"],
    );
    says(
        &[made_from("content/a.md", "x.html"), made_from("content/a.md", "x.html")],
        &["path-collision content/a.md: two parts of `content/a.md` would both be written to `x.html` \
           (give one of the two an `id:` of its own)"],
    );
    says(
        &[made("x.html", ""), made("x.html", "")],
        &["path-collision: two parts of the test would both be written to `x.html` (the name does not come \
           from the pack; please report this to Ninefold's makers)"],
    );
}

#[test]
fn each_source_after_the_first_is_a_finding() {
    let files = ["content/a.md", "content/b.md", "content/c.md"].map(|source| made_from(source, "x.html"));
    let help = "rename one of the two files, or give it an `id:` of its own";
    let line = |source: &str| {
        format!(
            "path-collision {source}: `content/a.md` and `{source}` would both be written to `x.html` ({help})"
        )
    };
    says(&files, &[&line("content/b.md"), &line("content/c.md")]);
}

#[test]
fn paths_that_differ_only_in_case_collide() {
    says(
        &[made_from("content/gate.md", "Ñu/gate.html"), made_from("content/Gate.md", "ñu/Gate.html")],
        &["path-collision content/Gate.md: `content/gate.md` and `content/Gate.md` would be written to \
           `Ñu/gate.html` and `ñu/Gate.html`, which are one file on Windows and macOS (rename one of the \
           two files, or give it an `id:` of its own)"],
    );
}

#[test]
fn letters_with_two_small_forms_collide() {
    let files = [made("ΟΔΟΣ.html", ""), made("οδος.html", ""), made("οδοσ.html", "")];
    assert_eq!(check(&files).len(), 2);
    let kelvin = [made("k.html", ""), made("\u{212a}.html", "")];
    assert_eq!(check(&kelvin).len(), 1);
}

#[test]
fn a_file_where_another_needs_a_folder_is_one_finding() {
    says(
        &[
            made_from("content/stories.md", "Stories"),
            made_from("content/a.md", "stories/a.html"),
            made_from("content/b.md", "stories/b.html"),
        ],
        &["path-collision content/a.md: `content/stories.md` would be written to `Stories`, which is a \
           folder: `content/a.md` would be written to `stories/a.html` (rename one of the two files, or give \
           it an `id:` of its own)"],
    );
}

#[test]
fn the_manifest_is_a_file_like_others() {
    says(
        &[made_from("documents/Manifest.json", "Manifest.json")],
        &["path-collision documents/Manifest.json: `documents/Manifest.json` and the manifest would be \
           written to `Manifest.json` and `manifest.json`, which are one file on Windows and macOS (rename \
           the file of the pack, or give it an `id:` of its own)"],
    );
}

#[track_caller]
fn reserved(path: &str, why: &str) {
    let help = "rename the file, or give it a shorter or simpler `id:` of its own";
    says(
        &[made_from("content/a.md", path)],
        &[&format!("reserved-name content/a.md: `content/a.md` would be written to {why} ({help})")],
    );
}

#[test]
fn names_of_devices_are_reserved() {
    let devices = ["con", "prn", "aux", "nul", "com0", "com9", "lpt0", "lpt9", "conin$", "conout$", "COM²"];
    for name in devices {
        for path in [format!("a/{name}.html"), format!("{name}/a.html"), name.to_owned()] {
            reserved(&path, &format!("`{path}`, but Windows keeps the name `{name}` for a device"));
        }
    }
    reserved("a/Con.tar.gz", "`a/Con.tar.gz`, but Windows keeps the name `Con` for a device");
    reserved("a/nul .html", "`a/nul .html`, but Windows keeps the name `nul` for a device");
}

#[test]
fn names_that_windows_changes_or_refuses_are_reserved() {
    reserved("a./b.html", "`a./b.html`, but on Windows no name ends in a dot or a space");
    reserved("a/b ", "`a/b `, but on Windows no name ends in a dot or a space");
    for c in r#"<>:"|?*\"#.chars() {
        reserved(&format!("a/{c}b"), &format!("`a/{c}b`, but on Windows no name has a `{c}` in it"));
    }
    reserved("a/\u{1b}[1m", "`a/\\u{1b}[1m`, but on Windows no name has a control character in it");
    reserved("c:/a.html", "`c:/a.html`, but on Windows no name has a `:` in it");
}

#[test]
fn paths_out_of_the_site_are_reserved() {
    for path in ["", "/", "/etc/passwd", "../a.html", "a/../b.html", "a//b.html", "a/", "./a.html"] {
        reserved(path, &format!("`{path}`, which is not a path inside the site"));
    }
}

#[test]
fn names_of_temporary_files_are_reserved() {
    let why = "but names that start with `.ninefold-` are kept for files being written";
    reserved("a/.Ninefold-b", &format!("`a/.Ninefold-b`, {why}"));
}

#[test]
fn a_path_has_at_most_200_characters() {
    let fits = format!("a/{}", "ñ".repeat(198));
    says(&[made(&fits, "")], &[]);
    let long = format!("{fits}ñ");
    reserved(
        &long,
        &format!("`{long}`, which is 201 characters long, and Windows may not open more than 200"),
    );
}

#[test]
fn a_name_that_no_pack_gave_is_not_the_authors_to_change() {
    says(
        &[made("assets/aux.css", "")],
        &[
            "reserved-name: the test would be written to `assets/aux.css`, but Windows keeps the name `aux` for \
           a device (the name does not come from the pack; please report this to Ninefold's makers)",
        ],
    );
}

proptest! {
    #[test]
    fn check_takes_any_path(paths in prop::collection::vec(any::<String>(), 0..8)) {
        let files: Vec<SiteFile> = paths.iter().map(|path| made(path, "")).collect();
        check(&files);
    }

    /// Few letters, with awkward cases among them, so that collisions happen.
    #[test]
    fn accepted_paths_are_distinct_in_lower_case(
        paths in prop::collection::vec("[aAkK\u{212a}ßsSſσςΣİiı/.]{1,4}", 0..40)
    ) {
        let mut accepted: Vec<SiteFile> = Vec::new();
        for path in paths {
            accepted.push(made(&path, ""));
            if !check(&accepted).is_empty() {
                accepted.pop();
            }
        }
        let mut lower: Vec<String> =
            accepted.iter().map(|file| file.path.as_str().to_lowercase()).collect();
        lower.sort();
        for path in &lower {
            let folder = format!("{path}/");
            prop_assert!(!lower.iter().any(|other| other.starts_with(&folder)), "{path} is a folder too");
        }
        prop_assert!(lower.windows(2).all(|pair| pair[0] != pair[1]), "{lower:?}");
    }
}
