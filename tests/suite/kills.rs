//! Builds that are killed at random moments or stopped: what stands in the folder
//! then, what `verify` says of it, and what the next build makes of it.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::pack::{Pack, Tree, has_ending, tree};
use crate::scale::generate;

const KILLS: usize = 50;

/// The same moments every time, as far as a machine allows.
struct Random(u64);

impl Random {
    /// A number below a limit.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }

    /// A part of a time.
    fn part(&mut self, of: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(of.as_micros()).unwrap_or(u64::MAX)))
    }
}

/// Two versions of one pack: nearly every page differs, each has files and
/// folders that the other has not.
fn versions() -> [Version; 2] {
    let one = generate(50).file("content/pages/early.md", "---\ntitle: Early\n---\nSoon gone.\n");
    let other = generate(50)
        .edit("data/pack.yaml", "A large pack", "A large pack, later")
        .file("data/plan.pdf", "a plan")
        .file(
            "data/documents.yaml",
            "documents:\n  - {id: plan, title: Plan, date: 2026-05-01, owner: Head, statements: [learning], file: data/plan.pdf}\n",
        );
    [Version::of(one), Version::of(other)]
}

struct Version {
    pack: Pack,
    /// The site in a folder of its own, without its manifest.
    site: Tree,
}

impl Version {
    fn of(pack: Pack) -> Self {
        let mut site = pack.build(&[]);
        site.remove("manifest.json");
        Self { pack, site }
    }

    fn start(&self, output: &Path) -> Child {
        Command::new(env!("CARGO_BIN_EXE_ninefold"))
            .args(["build", "--output"])
            .arg(output)
            .current_dir(self.pack.root())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts")
    }

    fn build(&self, output: &Path) -> Duration {
        let start = Instant::now();
        assert!(self.start(output).wait().expect("the program ends").success());
        start.elapsed()
    }
}

/// When a build is killed.
#[derive(Clone, Copy, Debug)]
enum When {
    /// So long after it began.
    After(Duration),
    /// So long after its first temporary file was seen.
    Staging(Duration),
    /// So long after the manifest was seen to be another.
    Announced(Duration),
}

/// Kills the build, with no warning.
fn kill(mut build: Child, output: &Path, when: When) {
    wait(&mut build, output, when);
    build.kill().expect("it is killed");
    build.wait().expect("it is gone");
}

/// Waits for a moment of a build.
fn wait(build: &mut Child, output: &Path, when: When) {
    let began = Instant::now();
    let manifest = || fs::metadata(output.join("manifest.json")).and_then(|found| found.modified()).ok();
    let before = manifest();
    let temporary = || {
        let names = fs::read_dir(output).into_iter().flatten().filter_map(Result::ok);
        names.into_iter().any(|name| name.file_name().to_string_lossy().starts_with(".ninefold-"))
    };
    let wait = match when {
        When::After(wait) => wait,
        When::Staging(wait) => {
            while build.try_wait().expect("it runs").is_none() && !temporary() {
                sleep(Duration::from_micros(200));
            }
            wait
        }
        When::Announced(wait) => {
            while build.try_wait().expect("it runs").is_none() && manifest() == before {
                sleep(Duration::from_micros(200));
            }
            wait
        }
    };
    let from = if matches!(when, When::After(_)) { began } else { Instant::now() };
    // Sleeping is not exact enough for the last stretch.
    sleep(wait.saturating_sub(Duration::from_millis(2)));
    while from.elapsed() < wait {}
}

/// What a kill left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Old,
    New,
    /// The old site and temporary files beside it.
    OldAndTemporary,
    /// Files of both, marked as unfinished.
    Unfinished,
}

fn is_temporary(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(".ninefold-"))
}

/// Looks at everything in the folder, and holds `verify` to it.
#[track_caller]
fn look(output: &Path, old: &Version, new: &Version) -> Left {
    let mut site = tree(output);
    for (path, bytes) in site.iter().filter(|(path, _)| has_ending(path, "html")) {
        assert!(bytes.trim_ascii_end().ends_with(b"</html>"), "{path} is not whole");
    }
    assert!(site.contains_key("index.html"), "there is nothing to open");
    let manifest = site.remove("manifest.json").expect("a manifest");
    let verified = old.pack.run(&["verify", &output.display().to_string()]);
    if verified.code == 0 {
        assert!(site == old.site || site == new.site, "verify calls a mixture good");
        return if site == old.site { Left::Old } else { Left::New };
    }
    assert_eq!(verified.code, 1, "{}", verified.stderr);
    assert!(verified.stderr.contains("error[site-unfinished]"), "{}", verified.stderr);
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("the manifest is whole");
    site.retain(|path, _| !is_temporary(path));
    if manifest["unfinished"].is_null() {
        assert!(site == old.site, "without a mark it is the old site");
        return Left::OldAndTemporary;
    }
    assert!(verified.stderr.contains("publishing was cut short"), "{}", verified.stderr);
    for (path, bytes) in &site {
        let known = [old, new].iter().any(|version| version.site.get(path) == Some(bytes));
        assert!(known, "{path} is neither old nor new");
    }
    Left::Unfinished
}

/// Builds again, and finds the site of a build that nobody killed.
#[track_caller]
fn heal(output: &Path, version: &Version) {
    version.build(output);
    let verified = version.pack.run(&["verify", &output.display().to_string()]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, ""));
    let mut site = tree(output);
    site.remove("manifest.json");
    assert!(site == version.site, "the build after a kill gave another site");
}

fn manifest(output: &Path) -> Vec<u8> {
    fs::read(output.join("manifest.json")).expect("a manifest")
}

/// The manifest that follows another, or is that other itself.
#[track_caller]
fn follows(now: &[u8], before: &[u8]) {
    let hash = crate::verify::hash(before);
    let stated: serde_json::Value = serde_json::from_slice(now).expect("JSON");
    assert!(now == before || stated["previous"] == hash, "the chain is broken by a kill");
}

/// Kills builds into one folder, one after the other.
fn kills(versions: &[Version; 2], random: &mut Random, count: usize) -> Vec<Left> {
    let folder = TempDir::new().expect("a folder");
    let output = folder.path().join("site");
    versions[0].build(&output);
    let whole = versions[1].build(&output);
    let mut left = Vec::new();
    let mut stands = 1;
    for n in 0..count {
        let (old, new) = (&versions[stands], &versions[1 - stands]);
        let before = manifest(&output);
        let when = match n % 5 {
            0 => When::After(random.part(whole)),
            1 | 2 => When::Staging(random.part(whole / 8)),
            _ => When::Announced(random.part(Duration::from_millis(30))),
        };
        kill(new.start(&output), &output, when);
        let found = look(&output, old, new);
        // What stands whole after the kill, if that is the new site already.
        let before = if found == Left::New { manifest(&output) } else { before };
        left.push(found);
        // Mostly somebody builds again; now and then the pack goes back first.
        let back = n % 4 == 3;
        heal(&output, if back { old } else { new });
        follows(&manifest(&output), &before);
        stands = if back { stands } else { 1 - stands };
    }
    left
}

/// Whoever comes second hears of the first, which is not disturbed.
#[test]
fn of_two_builds_into_one_folder_the_second_is_refused() {
    let [one, other] = versions();
    let folder = TempDir::new().expect("a folder");
    let output = folder.path().join("site");
    let named = output.display().to_string();
    for stands in [false, true] {
        let (first, second) = if stands { (&other, &one) } else { (&one, &other) };
        let mut build = first.start(&output);
        wait(&mut build, &output, When::Staging(Duration::ZERO));
        let refused = second.pack.run(&["build", "--output", &named]);
        assert!(build.wait().expect("it ends").success());
        let said = format!("error[output-failed]: another build is at work on `{named}`");
        assert!(refused.code == 2 && refused.stderr.contains(&said), "{}", refused.stderr);
        let mut site = tree(&output);
        site.remove("manifest.json");
        assert!(site == first.site, "the first build gave another site");
    }
}

/// Of a build that somebody stops nothing is left: neither a temporary file nor
/// the folder that was made for the site.
#[cfg(unix)]
#[test]
fn ctrl_c_takes_back_what_was_begun() {
    let [one, other] = versions();
    let folder = TempDir::new().expect("a folder");
    let (output, fresh) = (folder.path().join("site"), folder.path().join("none/yet"));
    one.build(&output);
    let before = tree(&output);
    for (output, stands) in [(&output, true), (&fresh, false)] {
        let mut stopped = 0;
        for n in 0..10 {
            let mut build = other.start(output);
            wait(&mut build, output, When::Staging(Duration::from_millis(n)));
            let pressed = Command::new("kill").args(["-INT", &build.id().to_string()]).status();
            assert!(pressed.expect("a signal is sent").success());
            match build.wait().expect("it ends").code() {
                Some(2) if stands => assert!(tree(output) == before, "the site is not as it was"),
                Some(2) => assert!(!folder.path().join("none").exists(), "a folder was left"),
                // It was done already.
                Some(0) => break,
                code => panic!("it ended with {code:?}"),
            }
            stopped += 1;
        }
        assert!(stopped > 0, "every build was done before it was stopped");
    }
}

#[test]
fn fifty_kills_leave_a_whole_site_or_one_that_says_it_is_none() {
    let versions = versions();
    let start = Instant::now();
    let left: Vec<Left> = std::thread::scope(|scope| {
        // Two folders at a time: most of the time goes into waiting for the disk.
        let lanes = [9, 10].map(|seed| {
            let versions = &versions;
            scope.spawn(move || kills(versions, &mut Random(seed), KILLS / 2))
        });
        lanes.into_iter().flat_map(|lane| lane.join().expect("every look was good")).collect()
    });
    let count = |what: Left| left.iter().filter(|left| **left == what).count();
    println!(
        "{} kills in {:?}: {} old, {} old with temporary files, {} unfinished, {} new",
        left.len(),
        start.elapsed(),
        count(Left::Old),
        count(Left::OldAndTemporary),
        count(Left::Unfinished),
        count(Left::New)
    );
    assert_eq!(left.len(), KILLS);
    assert!(count(Left::New) < KILLS, "no kill came in time");
    assert!(count(Left::OldAndTemporary) + count(Left::Unfinished) > 0, "no kill hit the publishing");
}
