//! Whether one site follows another.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::super::digest::sha256;
use super::super::manifest::Stated;
use super::super::names::printable;
use super::{LARGEST_MANIFEST, Site, Verified};
use crate::diagnostic::{Code, Finding};

/// How many digits of a hash are enough to tell two apart by eye.
const SHORT: usize = 12;

/// How two sites stand to one another that were named one after the other.
#[derive(Debug)]
pub enum Link {
    /// The second's manifest has the first's hash. Both as they were named.
    Follows(String, String),
    /// Both have the same manifest, as a folder and its zip.
    Same(String, String),
    /// The second follows something else, or nothing.
    Broken(Finding),
}

/// Each site against the one before it. One whose manifest cannot be read, or
/// is not finished, has no link: there is a finding about that already.
pub fn chain(sites: &[Verified]) -> Vec<Link> {
    sites.windows(2).filter_map(|two| link(&two[0], &two[1])).collect()
}

fn link(before: &Verified, after: &Verified) -> Option<Link> {
    let (old, new) = (finished(before)?, finished(after)?);
    let (hash, own) = (before.sha256.as_deref()?, after.sha256.as_deref()?);
    let names = || (before.shown.clone(), after.shown.clone());
    if hash == own {
        let (before, after) = names();
        return Some(Link::Same(before, after));
    }
    if new.previous.as_deref() == Some(hash) {
        let (before, after) = names();
        return Some(Link::Follows(before, after));
    }
    let (first, second) = names();
    let message = match new.previous.as_deref() {
        Some(other) => format!(
            "`{second}` does not follow `{first}`: it follows manifest {}, and that of `{first}` is {}",
            short(&printable(other)),
            short(hash)
        ),
        None => format!("`{second}` does not follow `{first}`: it is the first of a chain"),
    };
    let help = if old.previous.as_deref() == Some(own) {
        format!("it is the other way round, `{first}` follows `{second}`: name the older one first")
    } else {
        "is one between them missing, or are they of two chains? name them from the oldest to the newest; \
         `ninefold build --previous` says what a build follows"
            .to_owned()
    };
    Some(Link::Broken(Finding::without_place(Code::ChainBroken, message).help(help)))
}

fn finished(site: &Verified) -> Option<&Stated> {
    site.stated.as_ref().filter(|stated| stated.unfinished.is_none())
}

/// The beginning of a hash.
fn short(hash: &str) -> String {
    hash.chars().take(SHORT).collect()
}

/// The hash of the manifest that a build is to follow: of a `manifest.json`
/// of any name, or of that in a folder or zip of a site.
///
/// # Errors
/// Where there is none, it is not Ninefold's, or it is not finished.
pub fn previous(path: &Path) -> Result<String, Finding> {
    let refused = |why: &str| {
        let message =
            format!("no site can follow `{}`: {}", printable(&path.display().to_string()), printable(why));
        Finding::without_place(Code::ChainBroken, message)
            .help("after `--previous` name the `manifest.json`, the folder or the zip of the site that was published last")
    };
    let bytes = match alone(path) {
        Some(bytes) => bytes,
        None => match Site::open(path) {
            Ok(Site { manifest: Some(manifest), .. }) => manifest,
            Ok(Site { findings, .. }) => {
                return Err(refused(
                    findings.first().map_or("it has no manifest", |finding| &finding.message),
                ));
            }
            Err(finding) => return Err(refused(&finding.message)),
        },
    };
    match Stated::read(&bytes) {
        Ok(stated) if stated.unfinished.is_some() => Err(refused("its publishing was cut short")),
        Ok(_) => Ok(sha256(&bytes)),
        Err(why) => Err(refused(&format!("it is not a manifest of Ninefold's: {why}"))),
    }
}

/// The bytes of a file that begins as no zip does.
fn alone(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST_MANIFEST).read_to_end(&mut bytes)).ok()?;
    (!bytes.starts_with(b"PK")).then_some(bytes)
}
