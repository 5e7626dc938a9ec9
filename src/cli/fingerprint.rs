//! The fingerprint of a pack: one hash for every file of it that a build reads.
//!
//! Whoever has the pack can work it out again; to others it says nothing but
//! that two editions come from the same sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Finding, Place};
use crate::link::Graph;
use crate::model::{Detail, DocumentTarget, Item};
use crate::output::sha256_of;
use crate::source::{LogFile, Sources, skin_files};

/// The files of a pack that count beside its texts and its log, by their path
/// in the pack.
pub(super) struct Beside(Vec<(Arc<str>, PathBuf)>);

impl Beside {
    /// Those that a pack names, shows or reads figures from, and its skin's.
    pub(super) fn of(sources: &Sources, graph: &Graph) -> Self {
        let used: BTreeSet<&Arc<str>> = graph.items.iter().flat_map(|item| named_files(item)).collect();
        let named = used.into_iter().filter_map(|path| sources.attachments.get_key_value(path));
        let named = named.map(|(path, file)| (Arc::clone(path), file.clone()));
        Self(named.chain(skin_files(&sources.root, &graph.settings.skin.value)).collect())
    }
}

/// The SHA-256 of lines of the SHA-256 of a file, two spaces and its path, in
/// the order of paths; lower-case hexadecimal.
///
/// Texts and the conversation log count as they are read, without a byte order
/// mark and with LF line ends: a copy with other line ends is the same pack.
/// Of other files those count that a document names, a text shows or a figure
/// was read from, for whatever audience, and those of the skin; `data/private` never does.
///
/// # Errors
/// Files that cannot be read.
pub(super) fn fingerprint(sources: &Sources, beside: &Beside) -> Result<String, Vec<Finding>> {
    let mut hashes: BTreeMap<Arc<str>, String> =
        sources.texts.values().map(|text| (Arc::clone(&text.path), hash_of(text.text.as_bytes()))).collect();
    let mut findings = Vec::new();
    match sources.log.as_ref().map(log_hash).transpose() {
        Ok(hash) => hashes.extend(hash.map(|hash| (Arc::from(LogFile::PATH), hash))),
        Err(finding) => findings.push(finding),
    }
    let streamed: Vec<_> = beside.0.par_iter().map(|(shown, path)| (shown, file_hash(path, shown))).collect();
    for (shown, hash) in streamed {
        match hash {
            Ok(hash) => drop(hashes.insert(Arc::clone(shown), hash)),
            Err(finding) => findings.push(finding),
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut lines = String::new();
    for (path, hash) in hashes {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{hash}  {path}");
    }
    Ok(hash_of(lines.as_bytes()))
}

/// The files of the pack that an item names.
fn named_files(item: &Item) -> Vec<&Arc<str>> {
    let mut files: Vec<&Arc<str>> = item.pictures().map(|picture| &picture.file).collect();
    files.extend(match &item.detail {
        Detail::Document(document) => match &document.target {
            DocumentTarget::File(file) => vec![&file.value],
            DocumentTarget::Url(_) => Vec::new(),
        },
        // A figure that was read from a file has its place there.
        Detail::Metric(metric) => {
            let others = metric.comparators.iter().flat_map(|other| &other.points);
            metric.points.iter().chain(others).map(|point| &point.place.path).collect()
        }
        _ => Vec::new(),
    });
    files
}

fn hash_of(bytes: &[u8]) -> String {
    sha256_of(bytes).map_or_else(|_| String::new(), |(hash, _)| hash)
}

fn log_hash(log: &LogFile) -> Result<String, Finding> {
    hashed(sha256_of(log.reader()?), &log.path)
}

fn file_hash(path: &Path, shown: &Arc<str>) -> Result<String, Finding> {
    hashed(File::open(path).and_then(sha256_of), shown)
}

fn hashed(read: std::io::Result<(String, u64)>, shown: &Arc<str>) -> Result<String, Finding> {
    read.map(|(hash, _)| hash).map_err(|error| {
        let message = format!("this file cannot be read: {error}");
        Finding::new(Code::UnreadableFile, Place::file(shown), message)
            .help("is it open in another program, or are you not allowed to read it?")
    })
}
