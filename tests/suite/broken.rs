//! The corpus of broken packs: one fault each, the whole output compared.
//!
//! A case is a folder of `tests/broken/`. What stands in its `pack/` is laid
//! over the small pack, the paths in its `remove.txt` are taken away, and the
//! program builds it over an existing site. `expected.txt` holds the exit code
//! and everything printed. `NINEFOLD_BLESS=1` writes the expectations anew:
//! read the difference before you keep it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::pack::{Pack, Run, Tree, copy};

/// How many faults the corpus should cover at least.
const CASES: usize = 350;

#[test]
fn every_broken_pack_says_what_is_wrong_and_leaves_the_site_alone() {
    let cases = cases();
    assert!(cases.len() >= CASES, "{} cases, at least {CASES} are wanted", cases.len());
    let site = Pack::small().build(&[]);
    let wrong: Vec<String> = cases.par_iter().filter_map(|case| check(case, &site).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases differ:\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let entries = fs::read_dir(folder).expect("the corpus is there");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    cases
}

/// Runs one case over a copy of the small pack's site.
fn check(case: &Path, site: &Tree) -> Result<(), String> {
    let name = case.file_name().expect("a case has a name").to_string_lossy().into_owned();
    for entry in fs::read_dir(case).expect("a case is a folder") {
        let file = entry.expect("a file of the case").file_name();
        let known = ["pack", "remove.txt", "expected.txt", "args.txt"].iter().any(|known| file == *known);
        assert!(known, "{name}: nothing reads {}", file.display());
    }
    let mut pack = Pack::small();
    for (path, bytes) in site {
        pack = pack.file(&format!("public/{path}"), bytes);
    }
    if case.join("pack").is_dir() {
        copy(&case.join("pack"), pack.root());
    }
    for path in lines(&case.join("remove.txt")) {
        pack = pack.without(&path);
    }
    let args = lines(&case.join("args.txt"));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let run = pack.run(&[&["build"], args.as_slice()].concat());
    let site_unchanged = pack.tree("public") == *site;
    if !site_unchanged {
        return Err(format!("{name}: the site that was there has changed"));
    }
    compare(&name, &case.join("expected.txt"), &shown(&run))
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap_or_default().lines().map(str::to_owned).collect()
}

fn shown(run: &Run) -> String {
    let mut shown = format!("exit {}\n", run.code);
    for (name, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        if !text.is_empty() {
            let _ = write!(shown, "--- {name}\n{text}");
        }
    }
    shown
}

fn compare(name: &str, expected: &Path, found: &str) -> Result<(), String> {
    if std::env::var_os("NINEFOLD_BLESS").is_some() {
        fs::write(expected, found).expect("the expectation is written");
        return Ok(());
    }
    let wanted =
        fs::read_to_string(expected).map_err(|_| format!("{name}: no expected.txt; it printed\n{found}"))?;
    if wanted == found { Ok(()) } else { Err(format!("{name}: expected\n{wanted}\nfound\n{found}")) }
}
