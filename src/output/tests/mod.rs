//! Tests of the stage: a site in memory, a folder of the test's own, and
//! everything that is in it afterwards.

mod kills;
mod manifests;
mod names;
mod publishing;
mod refusals;
#[cfg(unix)]
mod unix;
mod verified;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use tempfile::TempDir;
use walkdir::WalkDir;

use super::names::MANIFEST;
use super::{Origin, Provenance, Published, SiteFile, Staging, publish};
use crate::diagnostic::{Finding, Place};
use crate::site::SitePath;

/// The help for what stands in the way.
const MOVE: &str = "move it out of the output folder, or choose another folder with `--output`";

/// A file made by a part of Ninefold.
fn made(path: &str, text: &str) -> SiteFile {
    SiteFile { path: SitePath::new(path), bytes: text.to_owned().into(), origin: Origin::Part("the test") }
}

/// A file made from a file of the pack.
fn made_from(source: &str, path: &str) -> SiteFile {
    let place = Place::file(&Arc::from(source));
    SiteFile { origin: Origin::Place(place), ..made(path, "") }
}

/// Files that hold their own paths.
fn site(paths: &[&str]) -> Vec<SiteFile> {
    paths.iter().map(|path| made(path, path)).collect()
}

fn provenance() -> Provenance {
    Provenance {
        as_of: "2026-03-31".into(),
        audience: "public".into(),
        framework: "cqc-saf".into(),
        framework_version: "2025.1".into(),
        tool_version: "0.1.0".into(),
        authority: "Aldermere Council".into(),
        title: "Self-assessment".into(),
        marking: None,
        sources: "ab".repeat(32),
        follows: None,
    }
}

/// Findings as lines: `code path: message (help)`.
fn said(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let place = finding.place.as_ref().map_or(String::new(), |place| format!(" {}", place.path));
        let help = finding.help.as_ref().map_or(String::new(), |help| format!(" ({help})"));
        format!("{}{place}: {}{help}", finding.code.name(), finding.message)
    };
    findings.iter().map(line).collect()
}

/// Stages every file and publishes them.
fn put(
    files: &[SiteFile],
    provenance: &Provenance,
    folder: &Path,
    adopt: bool,
) -> Result<Published, Vec<Finding>> {
    let staging = Staging::open(folder, adopt).map_err(|finding| vec![finding])?;
    let staged = files.iter().map(|file| staging.stage(file.clone())).collect();
    publish(&staging, staged, provenance)
}

/// An output folder, called `OUT` in what is said of it.
struct Folder {
    temporary: TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { temporary: TempDir::new().unwrap() }
    }

    /// With a file of somebody else's, or one that somebody changed.
    fn with(self, path: &str, text: &str) -> Self {
        let at = self.at(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
        self
    }

    /// With a site that was published before.
    #[track_caller]
    fn published(self, paths: &[&str]) -> Self {
        self.publish(&site(paths)).unwrap();
        self
    }

    /// With a manifest that lists these paths.
    fn listing(self, paths: &[&str]) -> Self {
        let files: Vec<_> =
            paths.iter().map(|path| serde_json::json!({"path": path, "size": 0, "sha256": ""})).collect();
        let manifest = serde_json::json!({"generator": "ninefold", "format": 1, "files": files});
        self.with(MANIFEST, &manifest.to_string())
    }

    fn path(&self) -> PathBuf {
        self.temporary.path().join("public")
    }

    fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    fn publish(&self, files: &[SiteFile]) -> Result<Published, Vec<String>> {
        self.publish_to(&self.path(), files, false)
    }

    fn adopt(&self, files: &[SiteFile]) -> Result<Published, Vec<String>> {
        self.publish_to(&self.path(), files, true)
    }

    fn publish_to(&self, folder: &Path, files: &[SiteFile], adopt: bool) -> Result<Published, Vec<String>> {
        put(files, &provenance(), folder, adopt).map_err(|findings| self.say(&findings))
    }

    fn say(&self, findings: &[Finding]) -> Vec<String> {
        let folder = self.path().display().to_string();
        said(findings).into_iter().map(|line| line.replace(&folder, "OUT")).collect()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Everything in the folder, sorted; folders end in a slash.
    fn listed(&self) -> Vec<String> {
        let entries = WalkDir::new(self.path()).min_depth(1).sort_by_file_name();
        let name = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(self.path()).unwrap().display().to_string();
            path.replace('\\', "/") + if entry.file_type().is_dir() { "/" } else { "" }
        };
        entries.into_iter().map(|entry| name(entry.unwrap())).collect()
    }

    /// A text of the manifest's, such as `previous`.
    fn stated(&self, field: &str) -> Option<String> {
        let manifest: serde_json::Value = serde_json::from_str(&self.read(MANIFEST)).unwrap();
        manifest[field].as_str().map(str::to_owned)
    }

    fn manifest_hash(&self) -> String {
        crate::output::digest::sha256(self.read(MANIFEST).as_bytes())
    }

    /// When each file was last written.
    fn times(&self) -> Vec<(String, SystemTime)> {
        let files = self.listed().into_iter().filter(|path| !path.ends_with('/'));
        let time = |path: &str| fs::metadata(self.at(path)).unwrap().modified().unwrap();
        files.map(|path| (path.clone(), time(&path))).collect()
    }
}

/// What a publish that went well returns.
#[expect(clippy::unnecessary_wraps, reason = "compared with the result of a publish")]
fn did(written: usize, unchanged: usize, removed: usize) -> Result<Published, Vec<String>> {
    Ok(Published { written, unchanged, removed })
}

/// Publishes, compares the findings, and finds the folder as it was.
#[track_caller]
fn refuses(folder: &Folder, paths: &[&str], adopt: bool, expected: &[String]) {
    let before = (folder.listed(), folder.times());
    let result = if adopt { folder.adopt(&site(paths)) } else { folder.publish(&site(paths)) };
    assert_eq!(result.unwrap_err(), expected);
    assert_eq!((folder.listed(), folder.times()), before);
}
