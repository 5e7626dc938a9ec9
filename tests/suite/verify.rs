//! `verify`, `--previous` and `--zip` from outside.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::pack::{Pack, Run, Tree, tree};

const ZIP: &str = "smallbrook-council-a-small-pack-internal-2026-06-30-OFFICIAL.zip";

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("a string takes it");
        digits
    })
}

fn manifest(site: &Tree) -> serde_json::Value {
    serde_json::from_slice(&site["manifest.json"]).expect("JSON")
}

/// What is said of the small pack's site, under a name.
fn facts(first: &str, site: &Tree) -> String {
    let own = hash(&site["manifest.json"]);
    let stated = manifest(site);
    let follows = stated["previous"].as_str().unwrap_or("none: it is the first of its chain");
    format!(
        "{first}\n  pack      Smallbrook Council: A small pack\n  audience  internal\n  as of     30 June 2026\n  \
         marking   OFFICIAL\n  sources   {}\n  manifest  {}, in full {own}\n  follows   {follows}\n",
        stated["sources"].as_str().expect("a fingerprint"),
        &own[..12]
    )
}

/// The small pack with its site, and how many files that has.
fn built() -> (Pack, Tree, usize) {
    let pack = Pack::small();
    let site = pack.build(&["--zip"]);
    let files = site.len() - 1;
    (pack, site, files)
}

/// Changes a story, so that the next build is another site.
fn edited(pack: Pack) -> Pack {
    pack.edit("data/pack.yaml", "A small pack", "A small pack ").edit(
        "content/pages/how-to-read.md",
        "order: 1",
        "order: 2",
    )
}

#[test]
fn what_nobody_touched_is_good_as_a_folder_and_as_a_zip() {
    let (pack, site, files) = built();
    let verified = pack.run(&["verify", "public", ZIP]);
    let expected = [
        facts(&format!("public: good, {files} files and the manifest"), &site),
        facts(&format!("{ZIP}: good, {files} files and the manifest"), &site),
        format!("`{ZIP}` is the same site as `public`\n"),
    ];
    assert_eq!(verified, Run { code: 0, stdout: expected.concat(), stderr: String::new() });
    let json = pack.run(&["verify", "public", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    let nothing = serde_json::json!({"findings": [], "summary": {"errors": 0, "warnings": 0, "notes": 0}});
    assert_eq!((json.code, report), (0, nothing));
}

#[test]
fn every_difference_is_named_in_words() {
    let (pack, site, files) = built();
    let pack = pack.without("public/glossary.html").file("public/notes.txt", "mine");
    let mut index = site["index.html"].clone();
    *index.last_mut().expect("a page has bytes") = b'x';
    let pack = pack.file("public/index.html", index).file("public/about.html", "");
    let verified = pack.run(&["verify", "public/"]);
    let first =
        format!("public: NOT as it was published (4 differences); it was {files} files and the manifest");
    let about = site["about.html"].len();
    let stderr = [
        &format!(
            "error[site-changed]: `about.html` was changed since it was published: it had {about} bytes and has 0"
        ),
        "--> public/about.html",
        " = help: do not rely on it; fetch the site again from where it was published, or build it again",
        "",
        "error[site-missing]: `glossary.html` was published and is missing",
        "--> public/glossary.html",
        " = help: fetch the site again from where it was published, or build it again",
        "",
        "error[site-changed]: `index.html` was changed since it was published: its bytes are others, though it is as long as it was",
        "--> public/index.html",
        " = help: do not rely on it; fetch the site again from where it was published, or build it again",
        "",
        "error[site-added]: `notes.txt` was not published with this site",
        "--> public/notes.txt",
        " = help: Ninefold did not write it: if somebody keeps it in the folder on purpose, nothing is wrong with the site, but it must not be sent on as a part of it; otherwise remove it",
        "",
        "4 errors, 0 warnings",
        "",
    ];
    assert_eq!(verified, Run { code: 1, stdout: facts(&first, &site), stderr: stderr.join("\n") });
}

#[test]
fn a_site_that_is_not_there_could_not_be_verified() {
    let run = Pack::empty().run(&["verify", "nowhere"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("error: `nowhere` cannot be read: "), "{}", run.stderr);
    let none = Pack::empty().run(&["verify", "."]);
    let stderr = "error[site-missing]: there is no `manifest.json`: nothing says what belongs to this site\n\
                  --> ./manifest.json\n = help: name the folder that `index.html` and `manifest.json` stand in; \
                  if somebody removed it, fetch the site again from where it was published\n\n1 error, 0 warnings\n";
    let expected =
        Run { code: 1, stdout: ".: NOT as it was published\n".to_owned(), stderr: stderr.to_owned() };
    assert_eq!(none, expected);
}

#[test]
fn a_zip_that_was_cut_short_is_unreadable() {
    let (pack, _, _) = built();
    let bytes = fs::read(pack.root().join(ZIP)).expect("the zip");
    let pack = pack.file("cut.zip", &bytes[..bytes.len() / 2]);
    let run = pack.run(&["verify", "cut.zip"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, "cut.zip: NOT as it was published\n"));
    assert!(
        run.stderr.starts_with("error[site-unreadable]: `cut.zip` cannot be read as a zip: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_chain_is_shown_and_where_it_breaks() {
    let (pack, first, files) = built();
    fs::rename(pack.root().join(ZIP), pack.root().join("one.zip")).expect("the zip is there");
    let pack = edited(pack);
    let second = pack.build(&["--zip"]);
    assert_eq!(manifest(&second)["previous"], hash(&first["manifest.json"]));
    fs::rename(pack.root().join(ZIP), pack.root().join("two.zip")).expect("the zip is there");
    // The third is built elsewhere, and told what it follows.
    let pack = pack.edit("content/pages/how-to-read.md", "order: 2", "order: 3");
    pack.run(&["build", "--output", "three", "--previous", "two.zip"]);
    let third = pack.tree("three");
    let shown =
        |name: &str, site: &Tree| facts(&format!("{name}: good, {files} files and the manifest"), site);
    let run = pack.run(&["verify", "one.zip", "two.zip", "three"]);
    let stdout = [
        shown("one.zip", &first),
        shown("two.zip", &second),
        shown("three", &third),
        "`two.zip` follows `one.zip`\n`three` follows `two.zip`\n".to_owned(),
    ];
    assert_eq!(run, Run { code: 0, stdout: stdout.concat(), stderr: String::new() });

    let gap = pack.run(&["verify", "one.zip", "three"]);
    let (one, two) = (hash(&first["manifest.json"]), hash(&second["manifest.json"]));
    let stderr = format!(
        "error[chain-broken]: `three` does not follow `one.zip`: it follows manifest {}, and that of `one.zip` is {}\n \
         = help: is one between them missing, or are they of two chains? name them from the oldest to the newest; \
         `ninefold build --previous` says what a build follows\n\n1 error, 0 warnings\n",
        &two[..12],
        &one[..12]
    );
    let stdout = [shown("one.zip", &first), shown("three", &third)].concat();
    assert_eq!(gap, Run { code: 1, stdout, stderr });

    let back = pack.run(&["verify", "two.zip", "one.zip"]);
    assert_eq!(back.code, 1);
    assert!(back.stderr.contains("`two.zip` follows `one.zip`: name the older one first"), "{}", back.stderr);
}

#[test]
fn previous_takes_a_manifest_a_folder_or_a_zip_and_nothing_else() {
    let (pack, first, _) = built();
    for (at, named) in ["public/manifest.json", "public", ZIP].iter().enumerate() {
        let output = format!("other-{at}");
        let run = pack.run(&["build", "--output", &output, "--previous", named]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(manifest(&pack.tree(&output))["previous"], hash(&first["manifest.json"]), "{named}");
    }
    let refused = pack.run(&["build", "--output", "no", "--previous", "data/pack.yaml"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.starts_with("error: no site can follow `data/pack.yaml`: "), "{}", refused.stderr);
    assert!(!pack.root().join("no").exists(), "nothing was written");
}

#[test]
fn a_build_without_a_change_writes_no_byte() {
    let (pack, first, _) = built();
    let time = |path: &str| fs::metadata(pack.root().join(path)).expect("there").modified().expect("a time");
    let before = time("public/manifest.json");
    assert!(pack.build(&["--zip"]) == first);
    assert_eq!(time("public/manifest.json"), before);
}

#[test]
fn the_zip_holds_the_site_and_is_the_same_every_time() {
    let (pack, site, _) = built();
    let zip = fs::read(pack.root().join(ZIP)).expect("the zip stands beside the folder");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&zip)).expect("a zip");
    let mut held = Tree::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file of the zip");
        let name = file.name().expect("UTF-8").into_owned();
        let time = file.last_modified().expect("a time");
        assert_eq!((time.year(), time.month(), time.day(), time.hour()), (2026, 6, 30, 0), "{name}");
        assert_eq!(file.unix_mode(), Some(0o100_644), "{name}");
        let inner = name.strip_prefix(ZIP.trim_end_matches(".zip")).and_then(|rest| rest.strip_prefix('/'));
        let inner = inner.expect("all stand in one folder").to_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("its bytes");
        held.insert(inner, bytes);
    }
    assert!(held == site);
    let elsewhere = Pack::small();
    elsewhere.build(&["--zip"]);
    assert!(fs::read(elsewhere.root().join(ZIP)).expect("the zip") == zip, "another folder, other bytes");
    let left: Vec<String> = pack.tree(".").into_keys().filter(|path| path.contains(".ninefold-")).collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn the_zip_of_a_strangers_folder_holds_the_site_alone() {
    let pack = Pack::small().file("shared/theirs.txt", "theirs");
    let run = pack.run(&["build", "--output", "shared", "--adopt", "--zip"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.ends_with(&format!("\nsend {ZIP}\n")), "{}", run.stdout);
    assert_eq!(pack.run(&["verify", ZIP]).code, 0);
    let folder = pack.run(&["verify", "shared"]);
    assert!(folder.stderr.contains("`theirs.txt` was not published with this site"), "{}", folder.stderr);
}

/// The fingerprint of the sources, by hand: as `sha256sum` prints a file.
#[test]
fn the_fingerprint_is_of_every_file_that_was_read() {
    let pack = Pack::small();
    let of = |pack: &Pack, audience: &str| {
        let site = pack.build(&["--audience", audience, "--output", audience]);
        drop(site);
        manifest(&tree(&pack.root().join(audience)))["sources"].as_str().expect("a hash").to_owned()
    };
    let before = of(&pack, "internal");
    let mut read = pack.tree(".");
    read.retain(|path, _| path.starts_with("content/") || path.starts_with("data/"));
    let lines =
        read.iter().fold(String::new(), |lines, (path, bytes)| lines + &hash(bytes) + "  " + path + "\n");
    assert_eq!(before, hash(lines.as_bytes()), "of the files\n{lines}");
    // Two editions come from the same sources; private files are none.
    assert_eq!(of(&pack, "public"), before);
    let pack =
        pack.file("data/private/known-people.txt", "Zelda Quill").file("data/unused.pdf", "nobody names it");
    assert_eq!(of(&pack, "internal"), before);
    let pack = pack.file("themes/default/static/own.css", "p {}");
    let skinned = of(&pack, "internal");
    assert_ne!(skinned, before);
    let pack = pack.edit("content/pages/how-to-read.md", "order: 1", "order: 2");
    assert_ne!(of(&pack, "internal"), skinned);
}

/// What other programs make of the folder verifies too.
#[test]
fn a_zip_by_another_program_is_verified() {
    let (pack, _, _) = built();
    let archive = "import shutil; shutil.make_archive('by-python', 'zip', '.', 'public')";
    let made = std::process::Command::new("python3").args(["-c", archive]).current_dir(pack.root()).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("SKIPPED: there is no python3 to make a zip with");
        return;
    }
    let run = pack.run(&["verify", "by-python.zip"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(Path::new(&pack.root().join("by-python.zip")).exists());
}
