//! Publishes that end half-way: by an error, or killed at each step.

use std::fs;

use super::{Folder, did, made, provenance, site};
use crate::diagnostic::Finding;
use crate::output::SiteFile;
use crate::output::disk::Root;
use crate::output::manifest::Manifest;
use crate::output::names::is_temporary;
use crate::output::plan::Plan;
use crate::output::publish::Staged;

/// Publishes and is killed after this many steps of five.
fn killed_after(steps: usize, folder: &Folder, files: &[SiteFile]) -> Result<(), Vec<Finding>> {
    let root = Root::open(&folder.path()).map_err(|finding| vec![finding])?;
    let plan = Plan::make(&root, files, false)?;
    let provenance = provenance();
    let mut staged =
        Staged::write(&root, &plan, &Manifest::of(files, &provenance, plan.last.as_ref())).unwrap();
    if steps >= 2 {
        staged.announce().unwrap();
    }
    if steps >= 3 {
        staged.settle().unwrap();
    }
    if steps >= 4 {
        staged.remove_obsolete().unwrap();
    }
    if steps >= 5 {
        staged.finish().unwrap();
    }
    staged.kill();
    Ok(())
}

fn temporaries(folder: &Folder) -> usize {
    let name = |path: &String| path.rsplit('/').next().is_some_and(is_temporary);
    folder.listed().iter().filter(|path| name(path)).count()
}

/// The site that the kill interrupts: one file changes, one is new, one goes.
fn next_site() -> Vec<SiteFile> {
    vec![made("a.html", "changed"), made("new/b.html", "b")]
}

#[test]
fn the_next_publish_mends_a_kill_at_any_step() {
    for steps in 1..=5 {
        let folder = Folder::new().published(&["a.html", "old/withheld.html"]).with("old/notes.txt", "mine");
        let before = folder.manifest_hash();
        killed_after(steps, &folder, &next_site()).unwrap();
        assert_eq!(temporaries(&folder), [5, 3, 1, 1, 0][steps - 1], "after step {steps}");
        let unfinished = folder.read("manifest.json").contains("\"unfinished\"");
        assert_eq!(unfinished, (2..5).contains(&steps), "after step {steps}");
        let verified = crate::output::verify(&folder.path()).unwrap().findings;
        let said = verified.iter().any(|finding| finding.message.starts_with("publishing was cut short"));
        assert_eq!(said, unfinished, "after step {steps}");

        folder.publish(&next_site()).unwrap();
        assert_eq!(
            folder.listed(),
            ["a.html", "manifest.json", "new/", "new/b.html", "old/", "old/notes.txt"],
            "after step {steps}"
        );
        assert_eq!(folder.read("a.html"), "changed");
        // It follows the site before the kill, never the unfinished one.
        assert_eq!(folder.stated("previous"), Some(before.clone()), "after step {steps}");
        let fresh = Folder::new();
        fresh.publish(&next_site()).unwrap();
        let unchained = folder.read("manifest.json").replace(&format!("\"{before}\""), "null");
        assert_eq!(unchained, fresh.read("manifest.json"), "after step {steps}");
    }
}

/// The pack goes back to what it was: so does the manifest, byte for byte.
#[test]
fn going_back_after_a_kill_gives_the_earlier_manifest() {
    for steps in 1..=4 {
        let folder = Folder::new().published(&["z.html"]).published(&["a.html", "old/withheld.html"]);
        let before = folder.read("manifest.json");
        killed_after(steps, &folder, &next_site()).unwrap();
        // Killed again while it is unfinished: the last whole site is still known.
        killed_after(2, &folder, &site(&["c.html"])).unwrap();
        folder.publish(&site(&["a.html", "old/withheld.html"])).unwrap();
        assert_eq!(folder.read("manifest.json"), before, "after step {steps}");
    }
}

/// A file that cannot be a folder's: nothing of the old site was touched yet.
#[cfg(unix)]
#[test]
fn an_error_while_folders_are_made_takes_everything_back() {
    let folder = Folder::new().published(&["a.html", "b/c.html"]);
    let files = [made("a.html", "new"), made("new/deep/d.html", "new")];
    let root = Root::open(&folder.path()).unwrap();
    let plan = Plan::make(&root, &files, false).unwrap();
    let before = folder.times();
    let provenance = provenance();
    let mut staged =
        Staged::write(&root, &plan, &Manifest::of(&files, &provenance, plan.last.as_ref())).unwrap();
    // Somebody puts a file where the folder is about to be.
    fs::create_dir(folder.at("new")).unwrap();
    fs::write(folder.at("new/deep"), "").unwrap();
    let manifest = folder.read("manifest.json");
    let said = folder.say(&[staged.announce().unwrap_err()]).remove(0);
    assert!(said.starts_with("output-failed: cannot make the folder `OUT/new/deep`: "), "{said}");
    drop(staged);
    fs::remove_file(folder.at("new/deep")).unwrap();
    fs::remove_dir(folder.at("new")).unwrap();
    assert_eq!(folder.read("manifest.json"), manifest);
    let times = |times: Vec<(String, std::time::SystemTime)>| -> Vec<_> {
        times.into_iter().filter(|(path, _)| path != "manifest.json").collect()
    };
    assert_eq!(times(folder.times()), times(before));
}

/// What a killed publish put in place, and what it had not yet removed, are
/// both taken away when the pack changes its mind meanwhile.
#[test]
fn no_file_loses_its_owner_in_a_kill() {
    for steps in 1..=5 {
        let folder = Folder::new().published(&["a.html", "old/withheld.html"]);
        killed_after(steps, &folder, &next_site()).unwrap();
        folder.publish(&site(&["c.html"])).unwrap();
        assert_eq!(folder.listed(), ["c.html", "manifest.json"], "after step {steps}");
    }
}

#[test]
fn a_first_publish_that_was_killed_does_not_make_the_folder_a_strangers() {
    for steps in 1..=5 {
        let folder = Folder::new();
        killed_after(steps, &folder, &next_site()).unwrap();
        folder.publish(&next_site()).unwrap();
        assert_eq!(folder.listed(), ["a.html", "manifest.json", "new/", "new/b.html"], "after step {steps}");
    }
}

#[test]
fn a_killed_change_of_files_into_folders_is_mended() {
    for steps in 1..=5 {
        let folder = Folder::new().published(&["a", "b/x/c.html"]);
        killed_after(steps, &folder, &site(&["a/y.html", "b"])).unwrap();
        folder.publish(&site(&["a/y.html", "b"])).unwrap();
        assert_eq!(folder.listed(), ["a/", "a/y.html", "b", "manifest.json"], "after step {steps}");
    }
}

#[test]
fn a_folder_that_a_kill_left_empty_goes() {
    let folder = Folder::new().published(&["a.html", "old/deep/b.html"]);
    fs::remove_file(folder.at("old/deep/b.html")).unwrap();
    folder.publish(&site(&["a.html"])).unwrap();
    assert_eq!(folder.listed(), ["a.html", "manifest.json"]);
}

#[test]
fn only_temporary_files_of_our_own_are_swept() {
    let ours = ["b/.ninefold-aB3dE6gH9kLm.tmp", ".ninefold-000000000000.tmp"];
    let theirs = [
        "b/.ninefold-notes.tmp",
        "b/.ninefold-aB3dE6gH9kL-.tmp",
        "b/.ninefold-aB3dE6gH9kLm.txt",
        "b/ninefold-aB3dE6gH9kLm.tmp",
        "their/.ninefold-aB3dE6gH9kLm.tmp",
    ];
    let folder = Folder::new().published(&["b/c.html"]);
    let folder = ours.iter().chain(&theirs).fold(folder, |folder, path| folder.with(path, ""));
    fs::create_dir(folder.at("b/.ninefold-folderfolder.tmp")).unwrap();
    assert_eq!(folder.publish(&site(&["b/c.html"])), did(0, 1, 0));
    assert!(ours.iter().all(|path| !folder.at(path).exists()));
    assert!(theirs.iter().all(|path| folder.at(path).exists()), "{:?}", folder.listed());
    assert!(folder.at("b/.ninefold-folderfolder.tmp").exists());
}

/// The folder of one file vanishes after the look: no file is written at all.
#[test]
fn an_error_while_staging_leaves_the_earlier_site() {
    let folder = Folder::new().published(&["a.html", "b/c.html", "old.html"]);
    let files = [made("a.html", "new"), made("b/c.html", "new"), made("d.html", "new")];
    let root = Root::open(&folder.path()).unwrap();
    let plan = Plan::make(&root, &files, false).unwrap();
    fs::remove_dir_all(folder.at("b")).unwrap();
    let before = folder.times();
    let provenance = provenance();
    let Err(finding) = Staged::write(&root, &plan, &Manifest::of(&files, &provenance, plan.last.as_ref()))
    else {
        panic!("a file was written into a folder that is not there");
    };
    let said = folder.say(&[finding]).remove(0);
    assert!(said.starts_with("output-failed: cannot write `OUT/b/c.html`: "), "{said}");
    assert_eq!(folder.times(), before);
}

/// 200 characters are within the rule; as UTF-8 they are more than a name on
/// Linux can have, and only giving the file its name finds out.
#[cfg(target_os = "linux")]
#[test]
fn an_error_while_settling_leaves_no_temporary_file_and_is_mended() {
    let folder = Folder::new().published(&["a.html", "old.html"]);
    let long = "ñ".repeat(200);
    let said = folder.publish(&[made("a.html", "new"), made("b.html", ""), made(&long, "")]).unwrap_err();
    assert_eq!(said, [format!("output-failed: cannot write `OUT/{long}`: File name too long (os error 36)")]);
    assert_eq!(folder.listed(), ["a.html", "b.html", "manifest.json", "old.html"]);
    let mended = folder.publish(&[made("a.html", "new")]);
    assert_eq!(mended, did(0, 1, 2));
    assert_eq!(folder.listed(), ["a.html", "manifest.json"]);
}

/// Both spellings are listed then, and both are Ninefold's.
#[test]
fn a_killed_change_of_case_leaves_no_stranger() {
    for (old, new) in [("Gate.html", "gate.html"), ("gate.html", "Gate.html")] {
        let folder = Folder::new().published(&[old]);
        killed_after(3, &folder, &[made(new, "new")]).unwrap();
        folder.publish(&[made(new, "newer")]).unwrap();
        assert_eq!(folder.read(new), "newer");
        assert_eq!(folder.listed().len(), 2, "{:?}", folder.listed());
    }
}

#[test]
fn a_file_that_somebody_removes_meanwhile_is_no_error() {
    let folder = Folder::new().published(&["old.html"]);
    let root = Root::open(&folder.path()).unwrap();
    let plan = Plan::make(&root, &[], false).unwrap();
    let provenance = provenance();
    let staged = Staged::write(&root, &plan, &Manifest::of(&[], &provenance, plan.last.as_ref())).unwrap();
    fs::remove_file(folder.at("old.html")).unwrap();
    staged.remove_obsolete().unwrap();
}
