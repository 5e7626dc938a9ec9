//! A site in a zip, to be verified without unpacking it.
//!
//! Two programs must not see two things in one zip: one that holds a name
//! twice, has files over one another, or files that its list does not name is
//! not read further. That also bounds what there is to read: deflate makes at
//! most a thousand bytes of one.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use zip::ZipArchive;

use super::super::digest::sha256_of;
use super::super::names::{MANIFEST, printable};
use super::{Is, Thing};
use crate::diagnostic::{Code, Finding};

pub(super) struct Zip {
    path: PathBuf,
    pub(super) things: Vec<Thing>,
    /// The number of each in the zip's own list.
    at: Vec<usize>,
}

impl Zip {
    pub(super) fn read(path: &Path, shown: &str, findings: &mut Vec<Finding>) -> Self {
        let mut read = Self { path: path.to_owned(), things: Vec::new(), at: Vec::new() };
        match sound(path).and_then(|archive| listed(&archive)) {
            Ok(listed) => (read.things, read.at) = listed.into_iter().unzip(),
            Err(why) => findings.push(
                Finding::without_place(
                    Code::SiteUnreadable,
                    format!("`{shown}` cannot be read as a zip: {why}"),
                )
                .help("was it cut short or changed on its way? fetch it again from where it was published"),
            ),
        }
        strip_top(&mut read.things);
        read
    }

    /// A file whole, if it is no longer than `most`.
    pub(super) fn bytes(&self, thing: usize, most: u64) -> Result<Vec<u8>, String> {
        let mut archive = open(&self.path)?;
        let file = archive.by_index(self.at[thing]).map_err(|error| error.to_string())?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    /// The hashes of files, read as far as they are said to go. Each thread
    /// has the zip open for itself.
    pub(super) fn hashes(&self, wanted: &[(usize, u64)]) -> Vec<Result<String, String>> {
        let share = wanted.len().div_ceil(rayon::current_num_threads()).max(1);
        let shares = wanted.par_chunks(share).map(|share| self.share(share));
        shares.flatten_iter().collect()
    }

    fn share(&self, wanted: &[(usize, u64)]) -> Vec<Result<String, String>> {
        let mut archive = match open(&self.path) {
            Ok(archive) => archive,
            Err(why) => return wanted.iter().map(|_| Err(why.clone())).collect(),
        };
        let mut hash = |(thing, size): &(usize, u64)| {
            let file = archive.by_index(self.at[*thing]).map_err(|error| error.to_string())?;
            let (hash, _) =
                sha256_of(file.take(size.saturating_add(1))).map_err(|error| error.to_string())?;
            Ok(hash)
        };
        wanted.iter().map(&mut hash).collect()
    }
}

type Archive = ZipArchive<BufReader<File>>;

fn open(path: &Path) -> Result<Archive, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| error.to_string())
}

/// A zip in which every program sees the same.
fn sound(path: &Path) -> Result<Archive, String> {
    let mut archive = open(path)?;
    if archive.has_duplicate_names() {
        return Err("it holds two files of one name".into());
    }
    archive.validate_header_consistency().map_err(|error| error.to_string())?;
    Ok(archive)
}

/// What a zip holds, but its folders, sorted by name.
fn listed(archive: &Archive) -> Result<Vec<(Thing, usize)>, String> {
    let mut listed = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let entry = archive.by_index_data(at).map_err(|error| error.to_string())?;
        let name = entry.name().map_err(|error| error.to_string())?.into_owned();
        if name.ends_with('/') && entry.size() == 0 {
            continue;
        }
        let is = match () {
            () if entry.is_symlink() => Is::Link,
            () if entry.encrypted() => Is::Locked,
            () if name.ends_with('/') => Is::Other,
            () => Is::File(entry.size()),
        };
        listed.push((Thing { path: name, is }, at));
    }
    listed.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    if let Some(two) = listed.windows(2).find(|two| two[0].0.path == two[1].0.path) {
        return Err(format!("it holds `{}` twice", printable(&two[0].0.path)));
    }
    Ok(listed)
}

/// Takes away the one folder that the site stands in, where it does; what
/// stands beside it keeps its name, and was not published.
fn strip_top(things: &mut [Thing]) {
    if things.iter().any(|thing| thing.path == MANIFEST) {
        return;
    }
    let tops = things.iter().filter_map(|thing| thing.path.strip_suffix(MANIFEST)?.strip_suffix('/'));
    let tops: Vec<String> = tops.filter(|top| !top.contains('/')).map(str::to_owned).collect();
    let [top] = &*tops else { return };
    for thing in things {
        if let Some(inner) = thing.path.strip_prefix(&**top).and_then(|rest| rest.strip_prefix('/')) {
            thing.path = inner.to_owned();
        }
    }
}
