//! Links, rights and reasons, as Unix has them.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

use super::{Folder, MOVE, did, made, refuses, site};

const UNLINK: &str = "remove the link (what it leads to can stay), or choose another folder with `--output`";

#[test]
fn the_output_folder_may_be_a_link() {
    let folder = Folder::new();
    fs::create_dir(folder.path()).unwrap();
    let link = folder.temporary.path().join("link");
    symlink(folder.path(), &link).unwrap();
    assert_eq!(folder.publish_to(&link, &site(&["a/b.html"]), false), did(1, 0, 0));
    assert_eq!(folder.publish_to(&link, &site(&["c.html"]), false), did(1, 0, 1));
    assert_eq!(folder.listed(), ["c.html", "manifest.json"]);
}

#[test]
fn what_has_become_a_link_is_refused() {
    let folder = Folder::new().published(&["a.html", "b/c.html", "old.html", "older/d.html"]);
    let outside = folder.temporary.path().join("outside");
    fs::create_dir(&outside).unwrap();
    for name in ["a.html", "c.html", "d.html", "old.html"] {
        fs::write(outside.join(name), "mine").unwrap();
    }
    for path in ["a.html", "old.html"] {
        fs::remove_file(folder.at(path)).unwrap();
        symlink(outside.join(path), folder.at(path)).unwrap();
    }
    for path in ["b", "older"] {
        fs::remove_dir_all(folder.at(path)).unwrap();
        symlink(&outside, folder.at(path)).unwrap();
    }
    let line = |path: &str| {
        format!(
            "output-not-ours: `OUT/{path}` is a link, and nothing is written or removed through links ({UNLINK})"
        )
    };
    let expected = ["a.html", "b", "old.html", "older"].map(line);
    refuses(&folder, &["a.html", "b/c.html"], true, &expected);
    for name in ["a.html", "c.html", "d.html", "old.html"] {
        assert_eq!(fs::read_to_string(outside.join(name)).unwrap(), "mine");
    }
}

#[test]
fn a_manifest_that_is_a_link_is_refused() {
    let folder = Folder::new().published(&["a.html"]);
    let outside = folder.temporary.path().join("outside.json");
    fs::rename(folder.at("manifest.json"), &outside).unwrap();
    symlink(&outside, folder.at("manifest.json")).unwrap();
    let line = format!(
        "output-not-ours: `OUT/manifest.json` is a link, and nothing is written or removed through links \
         ({UNLINK})"
    );
    refuses(&folder, &["a.html"], true, &[line]);
}

#[test]
fn a_manifest_leads_through_no_link() {
    let folder = Folder::new();
    let outside = folder.temporary.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("precious.txt"), "mine").unwrap();
    let folder = folder.listing(&["link/precious.txt"]);
    symlink(&outside, folder.at("link")).unwrap();
    let said = folder.publish(&site(&["index.html"])).unwrap_err();
    assert_eq!(
        said,
        [
            "output-not-ours: `OUT/link` is a link, and nothing is written or removed through links (remove the \
          link (what it leads to can stay), or choose another folder with `--output`)"
        ]
    );
    assert!(outside.join("precious.txt").exists());
    assert_eq!(folder.listed(), ["link", "manifest.json"]);
}

/// A site is for others: its files have the rights of any new file.
#[test]
fn others_may_read_the_site() {
    let folder = Folder::new().published(&["a.html"]).with("new.txt", "");
    let rights = |path| fs::metadata(folder.at(path)).unwrap().permissions().mode();
    assert_eq!(rights("a.html"), rights("new.txt"));
    assert_eq!(rights("manifest.json"), rights("new.txt"));
}

/// The rights of a folder do not bind root, as whom tests may run.
#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    let folder = Folder::new().published(&["a.html"]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let bound = fs::write(folder.at("probe"), "").is_err();
    let result = folder.publish(&[made("a.html", "new")]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if !bound {
        eprintln!("skipped: rights do not bind who runs this test");
        return;
    }
    assert_eq!(
        result.unwrap_err(),
        [
            "output-failed: cannot write `OUT/a.html`: Permission denied (os error 13) (check that you may change \
          files there and that no other program has them open)"
        ]
    );
    assert_eq!(folder.read("a.html"), "a.html");
}

#[test]
fn the_systems_reason_is_told() {
    let folder = Folder::new();
    fs::write(folder.path(), "mine").unwrap();
    assert_eq!(
        folder.publish_to(&folder.at("below"), &site(&["a.html"]), false).unwrap_err(),
        ["output-failed: cannot read `OUT/below`: Not a directory (os error 20)"]
    );
}

#[test]
fn what_is_neither_file_nor_folder_is_refused() {
    let folder = Folder::new().published(&["a.html"]);
    let _sockets = ["b.html", "c"].map(|path| UnixListener::bind(folder.at(path)).unwrap());
    let line = |path: &str, needs: &str| {
        format!(
            "output-not-ours: `OUT/{path}` is neither a file nor a folder, and the site needs a {needs} there ({MOVE})"
        )
    };
    refuses(&folder, &["b.html", "c/d.html"], true, &[line("b.html", "file"), line("c", "folder")]);
}
