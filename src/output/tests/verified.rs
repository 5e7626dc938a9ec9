//! Sites that somebody touched after they were published, and zips that
//! somebody made to deceive. What the program prints of them stands in
//! `tests/suite/verify.rs`.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Folder, made, provenance, said};
use crate::output::{Link, chain, previous, verify, write_zip};

/// What verifying says, with the place in front.
fn found(path: &Path) -> Vec<String> {
    let shown = path.display().to_string();
    said(&verify(path).unwrap().findings)
        .into_iter()
        .map(|line| line.split(" (").next().unwrap().replace(&shown, "AT"))
        .collect()
}

fn zipped(folder: &Folder) -> std::path::PathBuf {
    write_zip(&provenance(), &folder.path()).unwrap()
}

fn two() -> Folder {
    Folder::new().published(&["a.html", "b/c.html"])
}

#[test]
fn what_nobody_touched_is_good() {
    let folder = two();
    assert_eq!(found(&folder.path()), [""; 0]);
    assert_eq!(found(&zipped(&folder)), [""; 0]);
    let verified = verify(&folder.path()).unwrap();
    assert_eq!(verified.sha256, Some(folder.manifest_hash()));
}

#[test]
fn every_file_that_was_touched_is_named() {
    let folder = two().with("a.html", "A.html").with("b/d.html", "");
    fs::remove_file(folder.at("b/c.html")).unwrap();
    assert_eq!(
        found(&folder.path()),
        [
            "site-changed AT/a.html: `a.html` was changed since it was published: its bytes are others, though it is as long as it was",
            "site-missing AT/b/c.html: `b/c.html` was published and is missing",
            "site-added AT/b/d.html: `b/d.html` was not published with this site",
        ]
    );
    let longer = two().with("a.html", "longer than it was");
    assert_eq!(
        found(&longer.path()),
        ["site-changed AT/a.html: `a.html` was changed since it was published: it had 6 bytes and has 18"]
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_no_file() {
    let folder = two();
    fs::rename(folder.at("a.html"), folder.temporary.path().join("a.html")).unwrap();
    std::os::unix::fs::symlink("../a.html", folder.at("a.html")).unwrap();
    std::os::unix::fs::symlink("..", folder.at("up")).unwrap();
    assert_eq!(
        found(&folder.path()),
        [
            "site-changed AT/a.html: `a.html` was changed since it was published: it is a link to somewhere else now",
            "site-added AT/up: `up` is a link that was not published",
        ]
    );
}

#[test]
fn a_manifest_that_somebody_wrote_is_not_believed() {
    let cases = [
        ("", "EOF while parsing a value at line 1 column 0"),
        ("{}", "missing field `generator` at line 1 column 2"),
        (r#"{"generator": "other", "format": 1, "files": []}"#, "its generator is `other`"),
        (
            r#"{"generator": "ninefold", "format": 9, "files": []}"#,
            "it has format 9, and this Ninefold knows format 1",
        ),
    ];
    for (manifest, why) in cases {
        let folder = Folder::new().with("manifest.json", manifest);
        let expected = format!("site-unreadable AT/manifest.json: the manifest cannot be relied on: {why}");
        assert_eq!(found(&folder.path()), [expected]);
    }
    let folder = Folder::new().listing(&["../x", "manifest.json", "a\u{1b}[2J", "a.html"]);
    assert_eq!(
        found(&folder.path()),
        [
            "site-unreadable AT/manifest.json: the manifest cannot be relied on: it has no sound hash for `a.html`",
            "site-unreadable AT/manifest.json: the manifest cannot be relied on: it lists `../x`, which is no file of a site",
            "site-unreadable AT/manifest.json: the manifest cannot be relied on: it lists `a\\u{1b}[2J`, which is no file of a site",
            "site-unreadable AT/manifest.json: the manifest cannot be relied on: it lists `manifest.json`, which is no file of a site",
        ]
    );
}

#[test]
fn a_file_that_stands_twice_in_a_manifest_is_a_finding() {
    let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let file = serde_json::json!({"path": "a", "size": 0, "sha256": hash});
    let manifest = serde_json::json!({"generator": "ninefold", "format": 1, "files": [file, file]});
    let folder = Folder::new().with("manifest.json", &manifest.to_string()).with("a", "");
    assert_eq!(
        found(&folder.path()),
        ["site-unreadable AT/manifest.json: the manifest cannot be relied on: it lists `a` twice"]
    );
}

#[test]
fn a_folder_without_a_manifest_is_no_site() {
    let folder = Folder::new().with("a.html", "");
    assert_eq!(
        found(&folder.path()),
        [
            "site-missing AT/manifest.json: there is no `manifest.json`: nothing says what belongs to this site"
        ]
    );
    assert!(verify(&folder.at("nowhere")).is_err());
}

/// A zip of entries, each with its bytes.
fn zip_of(folder: &Folder, entries: &[(&str, &[u8])], options: SimpleFileOptions) -> std::path::PathBuf {
    let at = folder.temporary.path().join("made.zip");
    let mut zip = ZipWriter::new(File::create(&at).unwrap());
    for (name, bytes) in entries {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    at
}

fn deflated() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

#[test]
fn a_zip_may_have_a_folder_around_the_site_or_none() {
    let folder = two();
    let manifest = folder.read("manifest.json");
    let plain: [(&str, &[u8]); 3] =
        [("a.html", b"a.html"), ("b/c.html", b"b/c.html"), ("manifest.json", manifest.as_bytes())];
    assert_eq!(found(&zip_of(&folder, &plain, deflated())), [""; 0]);
    let within: Vec<(String, &[u8])> =
        plain.iter().map(|(name, bytes)| (format!("x/{name}"), *bytes)).collect();
    let mut within: Vec<(&str, &[u8])> = within.iter().map(|(name, bytes)| (&**name, *bytes)).collect();
    assert_eq!(found(&zip_of(&folder, &within, deflated())), [""; 0]);
    within.push(("../../evil.sh", b"rm"));
    within.push(("C:\\evil.exe", b"rm"));
    assert_eq!(
        found(&zip_of(&folder, &within, deflated())),
        [
            "site-added AT/../../evil.sh: `../../evil.sh` was not published; no site has such a name, which is not a path inside the site",
            "site-added AT/C:\\evil.exe: `C:\\evil.exe` was not published; no site has such a name, but on Windows no name has a `:` in it",
        ]
    );
}

/// A gigabyte of zeros where the manifest says six bytes: it is not unpacked.
#[test]
fn a_bomb_is_not_read() {
    let folder = two();
    let manifest = folder.read("manifest.json");
    let zeros = vec![0; 50_000_000];
    let entries: [(&str, &[u8]); 3] =
        [("a.html", &zeros), ("b/c.html", b"b/c.html"), ("manifest.json", manifest.as_bytes())];
    let at = zip_of(&folder, &entries, deflated());
    assert_eq!(
        found(&at),
        [
            "site-changed AT/a.html: `a.html` was changed since it was published: it had 6 bytes and has 50000000"
        ]
    );
    // The same, but the zip's own list lies about the length.
    let mut bytes = fs::read(&at).unwrap();
    let long = 50_000_000_u32.to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == long).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + 4].copy_from_slice(&6_u32.to_le_bytes());
    }
    fs::write(&at, bytes).unwrap();
    let start = std::time::Instant::now();
    assert_eq!(found(&at).len(), 1, "{:?}", found(&at));
    assert!(start.elapsed().as_secs() < 2);
}

#[test]
fn a_zip_that_two_programs_would_read_differently_is_refused() {
    let folder = two();
    let manifest = folder.read("manifest.json");
    let entries: [(&str, &[u8]); 4] = [
        ("a.html", b"a.html"),
        ("x.html", b"a.html"),
        ("b/c.html", b"b/c.html"),
        ("manifest.json", manifest.as_bytes()),
    ];
    let at = zip_of(&folder, &entries, deflated());
    let twice: Vec<u8> = replaced(&fs::read(&at).unwrap(), b"x.html", b"a.html");
    fs::write(&at, twice).unwrap();
    assert_eq!(found(&at), ["site-unreadable: `AT` cannot be read as a zip: it holds two files of one name"]);
    // Listed under another name than it has itself.
    let at = zip_of(&folder, &entries, deflated());
    let bytes = fs::read(&at).unwrap();
    let first = bytes.windows(6).position(|window| window == b"x.html").unwrap();
    let mut other = bytes.clone();
    other[first] = b'y';
    fs::write(&at, other).unwrap();
    let said = found(&at);
    assert!(
        said.len() == 1 && said[0].starts_with("site-unreadable: `AT` cannot be read as a zip: "),
        "{said:?}"
    );
}

/// Every place where a text stands, in the list and before the files.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

/// The flag of a locked file, in the list and before the file.
#[test]
fn a_locked_file_is_a_finding() {
    let folder = two();
    let at = zipped(&folder);
    let mut bytes = fs::read(&at).unwrap();
    for place in 0..bytes.len() - 10 {
        if bytes[place..].starts_with(b"PK\x03\x04") {
            bytes[place + 6] |= 1;
        } else if bytes[place..].starts_with(b"PK\x01\x02") {
            bytes[place + 8] |= 1;
        }
    }
    fs::write(&at, bytes).unwrap();
    let said = found(&at);
    assert_eq!(
        said,
        ["site-unreadable AT/manifest.json: the manifest cannot be relied on: it is not a plain file"]
    );
}

#[test]
fn the_same_site_gives_the_same_zip() {
    let folder = two();
    let at = zipped(&folder);
    assert_eq!(at.file_name().unwrap(), "aldermere-council-self-assessment-public-2026-03-31.zip");
    let first = fs::read(&at).unwrap();
    fs::remove_file(&at).unwrap();
    let other = Folder::new().published(&["b/c.html", "a.html"]).with("notes.txt", "mine");
    assert!(fs::read(zipped(&other)).unwrap() == first);
    zipped(&folder);
    assert!(fs::read(&at).unwrap() == first);
    assert_eq!(fs::read_dir(folder.temporary.path()).unwrap().count(), 2, "nothing else is left");
}

/// What stands in the folder goes no further if it is not what was published.
#[test]
fn what_somebody_changes_meanwhile_goes_into_no_zip() {
    let folder = two().with("b/c.html", "theirs");
    let said = said(&[write_zip(&provenance(), &folder.path()).unwrap_err()]).remove(0);
    assert!(said.contains("`b/c.html` was changed by somebody else meanwhile"), "{said}");
    assert_eq!(fs::read_dir(folder.temporary.path()).unwrap().count(), 1, "nothing else is left");
    let said = crate::output::read_back(&folder.path()).unwrap_err().message;
    assert!(said.contains("`b/c.html` was changed by somebody else meanwhile"), "{said}");
}

#[test]
fn sites_follow_one_another() {
    let one = two();
    let first = zipped(&one);
    one.publish(&[made("a.html", "new")]).unwrap();
    let both = |a: &Path, b: &Path| match chain(&[verify(a).unwrap(), verify(b).unwrap()]).remove(0) {
        Link::Follows(..) => "follows".to_owned(),
        Link::Same(..) => "same".to_owned(),
        Link::Broken(finding) => said(&[finding]).remove(0),
    };
    assert_eq!(both(&first, &one.path()), "follows");
    assert_eq!(both(&first, &first), "same");
    let back = both(&one.path(), &first);
    assert!(back.contains("it is the first of a chain (it is the other way round"), "{back}");
    one.publish(&[made("a.html", "newer")]).unwrap();
    let gap = both(&first, &one.path());
    assert!(gap.starts_with("chain-broken: ") && gap.contains("it follows manifest "), "{gap}");
    assert_eq!(previous(&first), Ok(verify(&first).unwrap().sha256.unwrap()));
    assert_eq!(previous(&one.path()), Ok(one.manifest_hash()));
    assert_eq!(previous(&one.at("manifest.json")), Ok(one.manifest_hash()));
    assert!(previous(&one.at("a.html")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any byte of a zip changed, anything cut off: a finding or the same
    /// site, never a panic.
    #[test]
    fn a_damaged_zip_is_never_a_panic(place in any::<prop::sample::Index>(), byte: u8, cut: bool) {
        let folder = two();
        let at = zipped(&folder);
        let mut bytes = fs::read(&at).unwrap();
        let place = place.index(bytes.len());
        let is_manifest_or_file = |path: &Path| verify(path).unwrap().sha256;
        let whole = is_manifest_or_file(&at);
        if cut { bytes.truncate(place); } else { bytes[place] = byte; }
        fs::write(&at, bytes).unwrap();
        let verified = verify(&at).unwrap();
        // Good means that every byte of the files is what it was.
        prop_assert!(!verified.findings.is_empty() || verified.sha256 == whole);
    }

    #[test]
    fn no_text_is_a_manifest_that_panics(text in ".{0,200}") {
        let folder = Folder::new().with("manifest.json", &text);
        prop_assert!(!verify(&folder.path()).unwrap().findings.is_empty());
    }
}
