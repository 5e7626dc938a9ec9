//! `manifest.json`: what a site consists of, and how Ninefold knows the folder
//! for its own.
//!
//! The manifest is read back by later publishes from a folder that anybody may
//! have written to, so what it lists is believed only as far as `names` says
//! that Ninefold could have written it.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::names::{MANIFEST, fold, trouble};
use super::{Provenance, SiteFile};

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
    as_of: &'a str,
    audience: &'a str,
    framework: &'a str,
    framework_version: &'a str,
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
    sha256: String,
}

impl<'a> Manifest<'a> {
    /// The manifest of a finished site.
    pub(super) fn of(files: &'a [SiteFile], provenance: &'a Provenance) -> Self {
        let mut entries: Vec<Entry> = files.par_iter().map(Entry::of).collect();
        entries.sort_by_key(|entry| entry.path);
        Self {
            generator: GENERATOR,
            format: FORMAT,
            tool_version: &provenance.tool_version,
            as_of: &provenance.as_of,
            audience: &provenance.audience,
            framework: &provenance.framework,
            framework_version: &provenance.framework_version,
            unfinished: None,
            files: entries,
        }
    }

    /// The manifest that stands while the earlier site gives way to this one:
    /// it lists the files of both, so that none is ever without an owner.
    pub(super) fn while_leaving(&self, leaving: &'a [&'a str]) -> Self {
        Self { unfinished: Some(leaving), files: self.files.clone(), ..*self }
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
    fn of(file: &'a SiteFile) -> Self {
        let sha256 = hexadecimal(&Sha256::digest(&file.bytes));
        Self { path: file.path.as_str(), size: file.bytes.len(), sha256 }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The paths that an earlier manifest lists and Ninefold can have written.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    pub(super) paths: BTreeSet<String>,
}

/// Only what this version needs to know of a manifest.
#[derive(Deserialize)]
struct Read {
    generator: String,
    format: u64,
    files: Vec<ReadEntry>,
    #[serde(default)]
    unfinished: Vec<String>,
}

#[derive(Deserialize)]
struct ReadEntry {
    path: String,
}

impl Earlier {
    /// Reads a manifest, or says why it is not one of Ninefold's.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let read: Read = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if read.generator != GENERATOR {
            return Err(format!("its generator is `{}`", read.generator.escape_debug()));
        }
        if read.format != FORMAT {
            return Err(format!("it has format {}, and this Ninefold knows format {FORMAT}", read.format));
        }
        let paths = read.files.into_iter().map(|entry| entry.path).chain(read.unfinished);
        Ok(Self { paths: paths.filter(|path| can_be_ours(path)).collect() })
    }
}

fn can_be_ours(path: &str) -> bool {
    trouble(path).is_none() && fold(path) != fold(MANIFEST)
}
