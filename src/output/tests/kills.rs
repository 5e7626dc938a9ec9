//! Publishes that end half-way: by an error, or killed at each step.

use std::fs;

use super::{Folder, did, made, provenance, site};
use crate::diagnostic::Finding;
use crate::output::manifest::Manifest;
use crate::output::names::is_temporary;
use crate::output::plan::Plan;
use crate::output::publish::{Steps, sorted};
use crate::output::{SiteFile, Staging, publish};

/// Stages these files, lets something happen, and hands over what is still to be done.
fn publishing<R>(
    folder: &Folder,
    files: &[SiteFile],
    meanwhile: impl FnOnce(),
    then: impl FnOnce(Result<Steps<'_>, Finding>) -> R,
) -> R {
    let staging = Staging::open(&folder.path(), false).unwrap();
    let (entries, changed) = sorted(files.iter().map(|file| staging.stage(file.clone())).collect());
    let plan = Plan::make(&staging, &entries, &changed).unwrap();
    meanwhile();
    let provenance = provenance();
    then(Steps::begin(&staging, &plan, changed, &Manifest::of(&entries, &provenance, plan.last)))
}

/// Publishes and is killed after this many steps of five.
fn killed_after(steps: usize, folder: &Folder, files: &[SiteFile]) {
    publishing(
        folder,
        files,
        || (),
        |begun| {
            let mut done = begun.unwrap();
            if steps >= 2 {
                done.announce().unwrap();
            }
            if steps >= 3 {
                done.settle().unwrap();
            }
            if steps >= 4 {
                done.remove_obsolete().unwrap();
            }
            if steps >= 5 {
                done.finish().unwrap();
            }
            done.kill();
        },
    );
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
        killed_after(steps, &folder, &next_site());
        assert_eq!(temporaries(&folder), [5, 2, 1, 1, 0][steps - 1], "after step {steps}");
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
        killed_after(steps, &folder, &next_site());
        // Killed again while it is unfinished: the last whole site is still known.
        killed_after(2, &folder, &site(&["c.html"]));
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
    let before = folder.times();
    let manifest = folder.read("manifest.json");
    publishing(
        &folder,
        &files,
        || (),
        |begun| {
            let mut begun = begun.unwrap();
            // Somebody puts a file where the folder is about to be.
            fs::create_dir(folder.at("new")).unwrap();
            fs::write(folder.at("new/deep"), "").unwrap();
            let said = folder.say(&[begun.announce().unwrap_err()]).remove(0);
            assert!(said.starts_with("output-failed: cannot make the folder `OUT/new/deep`: "), "{said}");
        },
    );
    fs::remove_file(folder.at("new/deep")).unwrap();
    fs::remove_dir(folder.at("new")).unwrap();
    assert_eq!(folder.read("manifest.json"), manifest);
    let times = |times: Vec<(String, std::time::SystemTime)>| -> Vec<_> {
        times.into_iter().filter(|(path, _)| path != "manifest.json").collect()
    };
    assert_eq!(times(folder.times()), times(before));
}

/// A name is too long for the disk, after a file before it has its own already.
#[cfg(target_os = "linux")]
#[test]
fn an_error_while_new_folders_are_filled_takes_everything_back() {
    let folder = Folder::new().published(&["a.html"]);
    let manifest = folder.read("manifest.json");
    let long = format!("new/{}", "ñ".repeat(196));
    let said = folder.publish(&[made("a.html", "new"), made("new/a.html", ""), made(&long, "")]).unwrap_err();
    assert_eq!(said, [format!("output-failed: cannot write `OUT/{long}`: File name too long (os error 36)")]);
    assert_eq!(folder.listed(), ["a.html", "manifest.json"]);
    assert_eq!((folder.read("a.html"), folder.read("manifest.json")), ("a.html".to_owned(), manifest));
}

/// What a killed publish put in place, and what it had not yet removed, are
/// both taken away when the pack changes its mind meanwhile.
#[test]
fn no_file_loses_its_owner_in_a_kill() {
    for steps in 1..=5 {
        let folder = Folder::new().published(&["a.html", "old/withheld.html"]);
        killed_after(steps, &folder, &next_site());
        folder.publish(&site(&["c.html"])).unwrap();
        assert_eq!(folder.listed(), ["c.html", "manifest.json"], "after step {steps}");
    }
}

#[test]
fn a_first_publish_that_was_killed_does_not_make_the_folder_a_strangers() {
    for steps in 1..=5 {
        let folder = Folder::new();
        killed_after(steps, &folder, &next_site());
        folder.publish(&next_site()).unwrap();
        assert_eq!(folder.listed(), ["a.html", "manifest.json", "new/", "new/b.html"], "after step {steps}");
    }
}

#[test]
fn a_killed_change_of_files_into_folders_is_mended() {
    for steps in 1..=5 {
        let folder = Folder::new().published(&["a", "b/x/c.html"]);
        killed_after(steps, &folder, &site(&["a/y.html", "b"]));
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

/// The folder of one file vanishes after the look: no file gets its name at all.
#[test]
fn an_error_while_staging_leaves_the_earlier_site() {
    let folder = Folder::new().published(&["a.html", "b/c.html", "b/e.html", "old.html"]);
    let staging = Staging::open(&folder.path(), false).unwrap();
    let files = ["a.html", "b/e.html", "b/c.html", "d.html"].map(|path| made(path, "new"));
    let staged = files.into_iter().map(|file| {
        let is_last_in_folder = file.path.as_str() == "b/c.html";
        if is_last_in_folder {
            fs::remove_dir_all(folder.at("b")).unwrap();
        }
        staging.stage(file)
    });
    let staged = staged.collect();
    let kept = |folder: &Folder| -> Vec<_> {
        let named = |path: &str| !path.rsplit('/').next().is_some_and(is_temporary);
        folder.times().into_iter().filter(|(path, _)| named(path)).collect()
    };
    let before = kept(&folder);
    let said = folder.say(&publish(&staging, staged, &provenance()).unwrap_err()).remove(0);
    assert!(said.starts_with("output-failed: cannot write `OUT/b/c.html`: "), "{said}");
    assert_eq!(folder.times(), before);
}

/// Stages files into a folder, lets something happen there, and publishes them.
fn published_after(folder: &Folder, files: &[SiteFile], meanwhile: impl FnOnce()) -> Vec<String> {
    let staging = Staging::open(&folder.path(), false).unwrap();
    let staged = files.iter().map(|file| staging.stage(file.clone())).collect();
    meanwhile();
    folder.say(&publish(&staging, staged, &provenance()).unwrap_err())
}

/// Between the first file and the last a build takes seconds.
#[test]
fn what_happens_in_the_folder_while_a_site_is_made_is_seen() {
    let folder = Folder::new().published(&["a.html"]);
    let said = published_after(&folder, &site(&["a.html", "b.html"]), || {
        folder.publish(&site(&["a.html", "c.html"])).unwrap();
    });
    let another = "output-failed: `OUT` was changed by another build while this one was made (build again)";
    assert_eq!(said, [another]);
    assert_eq!(folder.listed(), ["a.html", "c.html", "manifest.json"]);

    let said = published_after(&folder, &[made("b.html", "ours")], || {
        fs::write(folder.at("b.html"), "theirs").unwrap();
    });
    assert!(said[0].starts_with("output-not-ours: `OUT/b.html` is not a file of Ninefold's"), "{said:?}");
    assert_eq!(folder.read("b.html"), "theirs");

    let said = published_after(&folder, &site(&["a.html", "d.html"]), || {
        fs::write(folder.at("a.html"), "something else").unwrap();
    });
    assert_eq!(said, ["output-failed: `OUT/a.html` was changed while the site was made (build again)"]);

    let before = folder.listed();
    let said = published_after(&folder, &site(&["a.html", "d.html"]), || {
        for path in folder.listed().iter().filter(|path| is_temporary(path)) {
            fs::remove_file(folder.at(path)).unwrap();
        }
    });
    let gone = "output-failed: cannot write `OUT/a.html`: its temporary file is gone (see that no other build \
                writes into the folder, and build again)";
    assert_eq!(said, [gone]);
    assert_eq!(folder.listed(), before);
}

/// Temporary files of a killed build do not wait for one that goes well.
#[test]
fn what_a_kill_left_goes_as_soon_as_the_folder_is_opened() {
    let folder = Folder::new().published(&["a.html", "b/c.html"]);
    killed_after(1, &folder, &[made("a.html", "new"), made("b/c.html", "new")]);
    assert!(temporaries(&folder) > 0);
    Staging::open(&folder.path(), false).unwrap();
    assert_eq!(folder.listed(), ["a.html", "b/", "b/c.html", "manifest.json"]);
}

/// Files that are held are written when all is well, as those that are staged are.
#[test]
fn what_is_held_stands_in_memory_alone_until_it_is_published() {
    let folder = Folder::new().published(&["a.html", "b/c.html"]);
    let before = folder.times();
    let staging = Staging::open(&folder.path(), false).unwrap();
    let files = [made("a.html", "new"), made("b/c.html", "b/c.html"), made("new/d.html", "new")];
    let held: Vec<_> = files.into_iter().map(|file| staging.hold(file)).collect();
    assert_eq!(folder.times(), before);
    assert_eq!(publish(&staging, held, &provenance()).unwrap(), did(2, 1, 0).unwrap());
    assert_eq!(folder.read("a.html"), "new");
    assert_eq!(folder.listed(), ["a.html", "b/", "b/c.html", "manifest.json", "new/", "new/d.html"]);
}

/// A build that comes to nothing leaves nothing, not even the folder.
#[test]
fn what_was_staged_goes_with_its_folders_where_nothing_is_published() {
    let folder = Folder::new();
    let deep = folder.path().join("deep/site");
    let staging = Staging::open(&deep, false).unwrap();
    assert!(!folder.path().exists());
    let staged = staging.stage(made("a/b.html", "text"));
    assert_eq!(fs::read_dir(&deep).unwrap().count(), 1);
    drop(staged);
    drop(staging);
    assert!(!folder.path().exists());

    let folder = folder.with("notes.txt", "mine");
    let staging = Staging::open(&deep, false).unwrap();
    drop(staging.stage(made("a.html", "text")));
    drop(staging);
    assert_eq!(folder.listed(), ["notes.txt"]);
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
        killed_after(3, &folder, &[made(new, "new")]);
        folder.publish(&[made(new, "newer")]).unwrap();
        assert_eq!(folder.read(new), "newer");
        assert_eq!(folder.listed().len(), 2, "{:?}", folder.listed());
    }
}

#[test]
fn a_file_that_somebody_removes_meanwhile_is_no_error() {
    let folder = Folder::new().published(&["old.html"]);
    publishing(
        &folder,
        &[],
        || fs::remove_file(folder.at("old.html")).unwrap(),
        |begun| {
            begun.unwrap().remove_obsolete().unwrap();
        },
    );
}
