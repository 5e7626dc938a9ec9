//! `manifest.json`: what a site consists of, and how Ninefold knows the folder
//! for its own.
//!
//! The manifest is read back by later publishes from a folder that anybody may
//! have written to, so what it lists is believed only as far as `names` says
//! that Ninefold could have written it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::digest::{is_sha256, sha256};
use super::names::{MANIFEST, fold, trouble};
use super::{Provenance, staging};

const GENERATOR: &str = "ninefold";
/// Raised when a Ninefold that knows only this one could no longer tell which
/// files are its own.
const FORMAT: u64 = 1;

/// A manifest to be written. Everything in it is a function of the site.
#[derive(Serialize)]
pub(super) struct Manifest<'a> {
    generator: &'static str,
    format: u64,
    tool_version: &'a str,
    authority: &'a str,
    title: &'a str,
    as_of: &'a str,
    audience: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    marking: Option<&'a str>,
    framework: &'a str,
    framework_version: &'a str,
    sources: &'a str,
    /// The SHA-256 of the manifest before this one; null for the first.
    previous: Option<&'a str>,
    /// Beside `unfinished` only: the last manifest of a site that was whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a Last>,
    /// Present only while a publish is under way, or after one that was
    /// killed: the files of the earlier site that may still be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    unfinished: Option<&'a [&'a str]>,
    files: Vec<Entry<'a>>,
}

/// One file of the site.
#[derive(Clone, Serialize)]
struct Entry<'a> {
    path: &'a str,
    /// In bytes.
    size: usize,
    /// Lower-case hexadecimal.
    sha256: &'a str,
}

impl<'a> Manifest<'a> {
    /// The manifest of a finished site, which follows `last`, or the one that
    /// the provenance names. Where nothing has changed since `last` it is
    /// that manifest again, byte for byte.
    pub(super) fn of(
        files: &'a [staging::Entry],
        provenance: &'a Provenance,
        last: Option<&'a Last>,
    ) -> Self {
        let mut manifest = Self::first(files, provenance);
        match (provenance.follows.as_deref(), last) {
            (Some(named), last) if last.is_none_or(|last| last.sha256 != named) => {
                manifest.previous = Some(named);
            }
            (_, Some(last)) => {
                manifest.previous = last.previous.as_deref();
                if sha256(&manifest.bytes()) != last.sha256 {
                    manifest.previous = Some(&last.sha256);
                }
            }
            (_, None) => {}
        }
        manifest
    }

    /// The manifest of a site that follows none; files stand in the order of their paths.
    fn first(files: &'a [staging::Entry], provenance: &'a Provenance) -> Self {
        let entries: Vec<Entry> = files.iter().map(Entry::of).collect();
        Self {
            generator: GENERATOR,
            format: FORMAT,
            tool_version: &provenance.tool_version,
            authority: &provenance.authority,
            title: &provenance.title,
            as_of: &provenance.as_of,
            audience: &provenance.audience,
            marking: provenance.marking.as_deref(),
            framework: &provenance.framework,
            framework_version: &provenance.framework_version,
            sources: &provenance.sources,
            previous: None,
            after: None,
            unfinished: None,
            files: entries,
        }
    }

    /// The manifest that stands while the earlier site gives way to this one:
    /// it lists the files of both, so that none is ever without an owner, and
    /// names the last whole site, which the next publish follows after a kill.
    pub(super) fn while_leaving(&self, leaving: &'a [&'a str], last: Option<&'a Last>) -> Self {
        Self { unfinished: Some(leaving), after: last, files: self.files.clone(), ..*self }
    }

    /// The bytes on disk: indented by two spaces, with a final newline.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes =
            serde_json::to_vec_pretty(self).expect("strings and numbers always have a form in JSON");
        bytes.push(b'\n');
        bytes
    }
}

impl<'a> Entry<'a> {
    fn of(file: &'a staging::Entry) -> Self {
        Self { path: file.path.as_str(), size: file.size, sha256: &file.sha256 }
    }
}

/// The last manifest of a whole site, and the one that it followed itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Last {
    pub(super) sha256: String,
    previous: Option<String>,
}

/// What a manifest says, as it stands on a disk or in a zip. Anybody may have
/// written it: nothing in it is to be believed that was not worked out again.
/// Those of earlier versions have fewer fields.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Stated {
    generator: String,
    format: u64,
    /// Whose pack it is.
    #[serde(default)]
    pub authority: String,
    /// What the pack is called.
    #[serde(default)]
    pub title: String,
    /// The as-of date, as `2026-03-31`.
    #[serde(default)]
    pub as_of: String,
    /// Whom the site is for.
    #[serde(default)]
    pub audience: String,
    /// The marking of the edition.
    pub marking: Option<String>,
    /// Ninefold's version.
    #[serde(default)]
    pub tool_version: String,
    /// The fingerprint of the sources.
    pub sources: Option<String>,
    /// The SHA-256 of the manifest that it follows.
    pub previous: Option<String>,
    /// Present where a publish was cut short: files that may still be there.
    pub unfinished: Option<Vec<String>>,
    after: Option<Last>,
    /// Every file of the site but the manifest.
    pub files: Vec<StatedFile>,
}

/// A file, as a manifest says it is.
#[derive(Clone, Debug, Deserialize)]
pub struct StatedFile {
    /// Relative to the site.
    pub path: String,
    /// In bytes.
    #[serde(default)]
    pub size: u64,
    /// Lower-case hexadecimal.
    #[serde(default)]
    pub sha256: String,
}

impl Stated {
    /// Reads a manifest, or says why it is not one of Ninefold's.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let read: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if read.generator != GENERATOR {
            return Err(format!("its generator is `{}`", read.generator.escape_debug()));
        }
        if read.format != FORMAT {
            return Err(format!("it has format {}, and this Ninefold knows format {FORMAT}", read.format));
        }
        Ok(read)
    }

    /// The last whole site that this one is or comes after.
    fn last(&self, bytes: &[u8]) -> Option<Last> {
        let last = match &self.unfinished {
            Some(_) => self.after.clone()?,
            None => Last { sha256: sha256(bytes), previous: self.previous.clone() },
        };
        let sound = |digest: &String| is_sha256(digest);
        sound(&last.sha256).then(|| Last { previous: last.previous.filter(sound), ..last })
    }
}

/// What a publish has to know of the manifest that stands in the folder.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// The paths that it lists and Ninefold can have written.
    pub(super) paths: BTreeSet<String>,
    /// What the next site follows.
    pub(super) last: Option<Last>,
}

impl Earlier {
    /// Reads a manifest, or says why it is not one of Ninefold's.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let read = Stated::read(bytes)?;
        let last = read.last(bytes);
        let paths = read.files.into_iter().map(|file| file.path).chain(read.unfinished.into_iter().flatten());
        Ok(Self { paths: paths.filter(|path| can_be_ours(path)).collect(), last })
    }
}

/// Whether Ninefold can have written a file of this name.
pub(super) fn can_be_ours(path: &str) -> bool {
    trouble(path).is_none() && fold(path) != fold(MANIFEST)
}
