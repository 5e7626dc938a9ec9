//! Whether a site is still what was published: every hash of its manifest is
//! worked out again, in a folder or in a zip, and nothing else may be there.
//!
//! What is looked at may come from anybody. Files are read as a stream and
//! never further than the manifest says that they go, no link is followed,
//! nothing is unpacked, and what is printed of names has no control characters.

mod chain;
mod folder;
mod zipped;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub use chain::{Link, chain, previous};

use super::digest::{is_sha256, sha256};
use super::manifest::{Stated, StatedFile, can_be_ours};
use super::names::{MANIFEST, is_temporary, printable, trouble};
use crate::diagnostic::{self, Code, Finding, Place, counted};

/// The largest manifest read: some million files.
const LARGEST_MANIFEST: u64 = 256 * 1024 * 1024;

/// What was found of a site.
#[derive(Debug)]
pub struct Verified {
    /// The folder or zip, as it was named.
    pub shown: String,
    /// The SHA-256 of the manifest as it stands.
    pub sha256: Option<String>,
    /// What the manifest says, where it can be read.
    pub stated: Option<Stated>,
    /// Everything that is not as it was published; sorted, all errors.
    pub findings: Vec<Finding>,
}

/// Looks at a site in a folder or in a zip.
///
/// # Errors
/// Where there is nothing of that name. Everything else is a finding.
pub fn verify(path: &Path) -> Result<Verified, Finding> {
    let site = Site::open(path)?;
    let mut verified = Verified { shown: site.shown, sha256: None, stated: None, findings: site.findings };
    if let Some(manifest) = site.manifest {
        verified.sha256 = Some(sha256(&manifest));
        match Stated::read(&manifest) {
            Ok(stated) => {
                let against = Against { shown: &verified.shown, contents: &site.contents };
                verified.findings.extend(against.manifest(&stated));
                verified.stated = Some(stated);
            }
            Err(why) => verified.findings.push(broken(&verified.shown, &why)),
        }
    }
    diagnostic::sort(&mut verified.findings);
    Ok(verified)
}

/// A folder or zip that was opened, before it is held against its manifest.
struct Site {
    shown: String,
    manifest: Option<Vec<u8>>,
    contents: Contents,
    findings: Vec<Finding>,
}

impl Site {
    fn open(path: &Path) -> Result<Self, Finding> {
        let given = path.display().to_string();
        let shown = given.trim_end_matches(std::path::is_separator);
        let shown = printable(if shown.is_empty() { &given } else { shown });
        let mut findings = Vec::new();
        let is_folder = std::fs::metadata(path).map(|found| found.is_dir()).map_err(|error| {
            Finding::without_place(Code::SiteUnreadable, format!("`{shown}` cannot be read: {error}"))
                .help("name the folder of a site, or a zip that `ninefold build --zip` made")
        })?;
        let contents = if is_folder {
            Contents::Folder(folder::Folder::read(path, &shown, &mut findings))
        } else {
            Contents::Zip(zipped::Zip::read(path, &shown, &mut findings))
        };
        let manifest = contents.manifest(&shown, &mut findings);
        Ok(Self { shown, manifest, contents, findings })
    }
}

enum Contents {
    Folder(folder::Folder),
    Zip(zipped::Zip),
}

/// Something that is no folder, where a site may have files.
struct Thing {
    /// Relative to the site, with forward slashes.
    path: String,
    is: Is,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    /// With its size in bytes.
    File(u64),
    Link,
    /// Locked with a password, in a zip.
    Locked,
    Other,
}

impl Contents {
    fn things(&self) -> &[Thing] {
        match self {
            Self::Folder(folder) => &folder.things,
            Self::Zip(zip) => &zip.things,
        }
    }

    /// The manifest's bytes, or a finding that says why there are none.
    fn manifest(&self, shown: &str, findings: &mut Vec<Finding>) -> Option<Vec<u8>> {
        let at = self.things().iter().position(|thing| thing.path == MANIFEST);
        let read = match at.map(|at| (at, self.things()[at].is)) {
            // Nothing more is to be said of a zip that cannot be opened at all.
            None if !findings.is_empty() && self.things().is_empty() => return None,
            None => Err(Finding::new(Code::SiteMissing, place(shown, MANIFEST), "there is no `manifest.json`: nothing says what belongs to this site")
                .help("name the folder that `index.html` and `manifest.json` stand in; if somebody removed it, fetch the site again from where it was published")),
            Some((at, Is::File(size))) if size <= LARGEST_MANIFEST => match self {
                Self::Folder(folder) => folder.bytes(at, LARGEST_MANIFEST),
                Self::Zip(zip) => zip.bytes(at, LARGEST_MANIFEST),
            }
            .map_err(|error| broken(shown, &error)),
            Some((_, Is::File(_))) => Err(broken(shown, "it is larger than any manifest")),
            Some(_) => Err(broken(shown, "it is not a plain file")),
        };
        read.map_err(|finding| findings.push(finding)).ok()
    }

    /// The hashes of files, in the order given; an error in words.
    fn hashes(&self, wanted: &[(usize, u64)]) -> Vec<Result<String, String>> {
        match self {
            Self::Folder(folder) => folder.hashes(wanted),
            Self::Zip(zip) => zip.hashes(wanted),
        }
    }
}

/// A site that is held against what its manifest says.
struct Against<'a> {
    shown: &'a str,
    contents: &'a Contents,
}

impl Against<'_> {
    fn manifest(&self, stated: &Stated) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(leaving) = &stated.unfinished {
            findings.push(unfinished(self.shown, leaving.len()));
        }
        let files = self.listed(stated, &mut findings);
        let leaving: BTreeSet<&str> = stated.unfinished.iter().flatten().map(String::as_str).collect();
        let things = self.contents.things();
        let there: BTreeMap<&str, usize> =
            things.iter().enumerate().map(|(at, thing)| (&*thing.path, at)).collect();
        let mut to_read = Vec::new();
        for (path, file) in &files {
            match there.get(path) {
                None => findings.push(self.missing(path)),
                Some(at) if things[*at].is == Is::File(file.size) => to_read.push((*file, *at)),
                Some(at) => findings.push(self.other(file, things[*at].is)),
            }
        }
        let wanted: Vec<(usize, u64)> = to_read.iter().map(|(file, at)| (*at, file.size)).collect();
        for ((file, _), hash) in to_read.iter().zip(self.contents.hashes(&wanted)) {
            findings.extend(self.compared(file, hash));
        }
        let strange =
            things.iter().filter(|thing| thing.path != MANIFEST && !files.contains_key(&*thing.path));
        findings
            .extend(strange.filter(|thing| !leaving.contains(&*thing.path)).map(|thing| self.added(thing)));
        findings
    }

    /// The files of the manifest by their paths. A name that Ninefold never
    /// gives, a file that stands twice, and a hash that is none are findings:
    /// somebody wrote them.
    fn listed<'s>(
        &self,
        stated: &'s Stated,
        findings: &mut Vec<Finding>,
    ) -> BTreeMap<&'s str, &'s StatedFile> {
        let mut files = BTreeMap::new();
        for file in &stated.files {
            let path = printable(&file.path);
            if !can_be_ours(&file.path) {
                findings.push(broken(self.shown, &format!("it lists `{path}`, which is no file of a site")));
            } else if !is_sha256(&file.sha256) {
                findings.push(broken(self.shown, &format!("it has no sound hash for `{path}`")));
            } else if files.insert(&*file.path, file).is_some() {
                findings.push(broken(self.shown, &format!("it lists `{path}` twice")));
            }
        }
        files
    }

    fn compared(&self, file: &StatedFile, hash: Result<String, String>) -> Option<Finding> {
        match hash {
            Ok(hash) if hash == file.sha256 => None,
            Ok(_) => Some(self.changed(&file.path, "its bytes are others, though it is as long as it was")),
            Err(why) => {
                let message = format!("`{}` cannot be checked: {why}", printable(&file.path));
                Some(
                    Finding::new(Code::SiteUnreadable, place(self.shown, &file.path), message)
                        .help("is it open in another program, or was it damaged on its way? fetch it again"),
                )
            }
        }
    }

    fn changed(&self, path: &str, how: &str) -> Finding {
        let message = format!("`{}` was changed since it was published: {how}", printable(path));
        Finding::new(Code::SiteChanged, place(self.shown, path), message)
            .help("do not rely on it; fetch the site again from where it was published, or build it again")
    }

    /// Something else stands where a file was published.
    fn other(&self, file: &StatedFile, is: Is) -> Finding {
        match is {
            Is::File(size) => {
                let was = counted(usize::try_from(file.size).unwrap_or(usize::MAX), "byte");
                self.changed(&file.path, &format!("it had {was} and has {size}"))
            }
            Is::Link => self.changed(&file.path, "it is a link to somewhere else now"),
            Is::Locked => self.changed(&file.path, "it is locked with a password"),
            Is::Other => self.changed(&file.path, "it is not a plain file any more"),
        }
    }

    fn missing(&self, path: &str) -> Finding {
        let message = format!("`{}` was published and is missing", printable(path));
        Finding::new(Code::SiteMissing, place(self.shown, path), message)
            .help("fetch the site again from where it was published, or build it again")
    }

    fn added(&self, thing: &Thing) -> Finding {
        let path = printable(&thing.path);
        let at = place(self.shown, &thing.path);
        if thing.path.rsplit('/').next().is_some_and(is_temporary) {
            let message = format!("`{path}` was left by a build that was cut short");
            return Finding::new(Code::SiteUnfinished, at, message)
                .help("build again: it goes then; no page leads to it");
        }
        let message = match (thing.is, trouble(&thing.path)) {
            (Is::Link, _) => format!("`{path}` is a link that was not published"),
            (_, Some(why)) => format!("`{path}` was not published; no site has such a name, {why}"),
            _ => format!("`{path}` was not published with this site"),
        };
        Finding::new(Code::SiteAdded, at, message).help(
            "Ninefold did not write it: if somebody keeps it in the folder on purpose, nothing is wrong with the site, \
             but it must not be sent on as a part of it; otherwise remove it",
        )
    }
}

/// A place in a site, as the person who asks named it.
fn place(shown: &str, path: &str) -> Place {
    let path: Arc<str> = format!("{shown}/{}", printable(path)).into();
    Place::file(&path)
}

fn broken(shown: &str, why: &str) -> Finding {
    let message = format!("the manifest cannot be relied on: {}", printable(why));
    Finding::new(Code::SiteUnreadable, place(shown, MANIFEST), message)
        .help("somebody or something changed it; fetch the site again from where it was published")
}

fn unfinished(shown: &str, leaving: usize) -> Finding {
    let rest = match leaving {
        0 => String::new(),
        leaving => format!("; {} of the site before may still be there", counted(leaving, "file")),
    };
    let message = format!("publishing was cut short: some pages may be new and others old{rest}");
    Finding::new(Code::SiteUnfinished, place(shown, MANIFEST), message)
        .help("do not send it on; build again into the same folder, which mends it")
}
