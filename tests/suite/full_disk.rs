//! A disk without room: the old site stays whole, and with room again the new
//! one is built. A small disk of the test's own is mounted in a name space of
//! its own; where that is not allowed the tests say that they were skipped.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::pack::{Pack, Tree, tree};

/// Mounts a disk (`$1`) with these options (`$2`), puts a site (`$3`) on it,
/// and builds there (the program is `$4`, the pack `$5`) while it is small and
/// again when it is large. Everything is copied out (to `$6`) after each.
const SCRIPT: &str = r#"
set -e
mount -t tmpfs -o "$2" tmpfs "$1"
cp -r "$3" "$1/public"
cd "$1"
for when in small large; do
  set +e
  "$4" build --root "$5" --output public >"$6/$when.stdout" 2>"$6/$when.stderr"
  echo $? >"$6/$when.code"
  "$4" verify public >/dev/null 2>&1
  echo $? >"$6/$when.verify"
  set -e
  cp -r . "$6/$when"
  mount -o remount,size=256m,nr_inodes=100000 "$1"
done
"#;

/// What stood on the disk after a build, and what the build said.
struct After {
    code: String,
    verify: String,
    stderr: String,
    disk: Tree,
}

impl After {
    fn read(results: &Path, when: &str) -> Self {
        let text = |what: &str| {
            fs::read_to_string(results.join(format!("{when}.{what}"))).expect("what the script wrote")
        };
        let (code, verify) = (text("code").trim().to_owned(), text("verify").trim().to_owned());
        Self { code, verify, stderr: text("stderr"), disk: tree(&results.join(when)) }
    }

    /// Everything on the disk, as paths of the site; nothing else is there.
    fn site(&self) -> Tree {
        let inner = |path: &String| path.strip_prefix("public/").expect("the site alone").to_owned();
        self.disk.iter().map(|(path, bytes)| (inner(path), bytes.clone())).collect()
    }
}

/// Whether a disk can be mounted here.
fn may_mount() -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] = [&["-m"], &["-rm"]];
    let folder = TempDir::new().expect("a temporary folder");
    let works = |way: &[&str]| {
        Command::new("unshare")
            .args(way)
            .args(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    ways.into_iter().find(|way| works(way))
}

/// The old site, a pack for the new one, and the new site on a disk with room.
struct Case {
    way: &'static [&'static str],
    pack: Pack,
    old: Tree,
    new: Tree,
}

impl Case {
    fn new() -> Option<Self> {
        let Some(way) = may_mount() else {
            println!("SKIPPED: no disk can be mounted here; what a full disk leaves was not looked at");
            return None;
        };
        let pack = Pack::small();
        let old = pack.build(&["--output", "old"]);
        drop(old);
        let old = pack.tree("old");
        // Every page changes, one goes, and there are new folders.
        let documents = fs::read_to_string(pack.root().join("data/documents.yaml")).expect("documents");
        let more = (0..3).map(|n| {
            format!("  - {{id: plan-{n}, title: Plan {n}, date: 2026-05-01, owner: Head, statements: [learning], file: data/plan-{n}.pdf}}\n")
        });
        let pack = pack
            .edit("data/pack.yaml", "A small pack", "A small pack, with more")
            .file("data/documents.yaml", documents.trim_end().to_owned() + "\n" + &more.collect::<String>())
            .file("data/plan-0.pdf", "0")
            .file("data/plan-1.pdf", "1")
            .file("data/plan-2.pdf", "2");
        crate::pack::copy(&pack.root().join("old"), &pack.root().join("new"));
        let run = pack.run(&["build", "--output", "new"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let new = pack.tree("new");
        Some(Self { way, pack, old, new })
    }

    /// Builds on a disk with these options.
    fn on(&self, options: &str) -> (After, After) {
        let (disk, results) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
        let root = self.pack.root();
        let ran = Command::new("unshare")
            .args(self.way)
            .args(["sh", "-c", SCRIPT, "sh"])
            .arg(disk.path())
            .arg(options)
            .arg(root.join("old"))
            .arg(env!("CARGO_BIN_EXE_ninefold"))
            .arg(root)
            .arg(results.path())
            .output()
            .expect("unshare starts");
        assert!(ran.status.success(), "{options}: {}", String::from_utf8_lossy(&ran.stderr));
        (After::read(results.path(), "small"), After::read(results.path(), "large"))
    }

    /// Nothing has changed, and it was said why.
    #[track_caller]
    fn is_as_it_was(&self, options: &str, after: &After) {
        assert_eq!((&*after.code, &*after.verify), ("2", "0"), "{options}: {}", after.stderr);
        assert!(after.site() == self.old, "{options}: the old site has changed\n{}", after.stderr);
        let mut lines = after.stderr.lines();
        let first = lines.next().expect("something was said");
        assert!(
            first.starts_with("error[output-failed]: cannot ")
                && first.ends_with("`: No space left on device (os error 28)"),
            "{options}: {first}"
        );
        let help = " = help: free some space on the disk, or choose a folder elsewhere with `--output`";
        assert_eq!(lines.next(), Some(help), "{options}");
    }

    #[track_caller]
    fn is_new(&self, options: &str, after: &After) {
        assert_eq!((&*after.code, &*after.verify), ("0", "0"), "{options}: {}", after.stderr);
        assert!(after.site() == self.new, "{options}: not the new site");
    }
}

/// How many KB the files of a site take, in pages of memory.
fn pages(site: &Tree) -> usize {
    site.values().map(|bytes| bytes.len().div_ceil(4096) * 4).sum()
}

#[test]
fn a_full_disk_leaves_the_old_site_and_room_makes_the_new_one() {
    let Some(case) = Case::new() else { return };
    let changed = case.new.clone().into_iter().filter(|(path, bytes)| case.old.get(path) != Some(bytes));
    let (old, new) = (pages(&case.old), pages(&changed.collect()));
    for percent in [0, 10, 45, 80, 99] {
        let options = format!("size={}k", old + new * percent / 100);
        let (small, large) = case.on(&options);
        case.is_as_it_was(&options, &small);
        case.is_new(&options, &large);
    }
}

/// Room for so many files: it runs out at the last page, at each manifest,
/// and at each new folder, when the manifest of both sites stands already.
#[test]
fn a_disk_without_room_for_one_more_folder_leaves_the_old_site() {
    let Some(case) = Case::new() else { return };
    let folders = |site: &Tree| {
        let above =
            |path: &str| path.rmatch_indices('/').map(|(at, _)| path[..at].to_owned()).collect::<Vec<_>>();
        site.keys().flat_map(|path| above(path)).collect::<std::collections::BTreeSet<_>>().len()
    };
    let changed = case.new.iter().filter(|(path, bytes)| case.old.get(*path) != Some(*bytes)).count() - 1;
    // The disk's own folder and that of the site, which are none of its files.
    let full = 2 + case.old.len() + folders(&case.old) + changed;
    let (mut at_folders, mut built) = (0, 0);
    for more in 0..12 {
        let options = format!("size=256m,nr_inodes={}", full - 1 + more);
        let (small, large) = case.on(&options);
        if small.code == "0" {
            case.is_new(&options, &small);
            built += 1;
        } else {
            case.is_as_it_was(&options, &small);
            at_folders += usize::from(small.stderr.contains("cannot make the folder"));
        }
        case.is_new(&options, &large);
    }
    assert!(at_folders > 0, "it never ran out of room at a folder");
    assert!(built > 0, "it never had room");
}
