//! A site in a folder, to be verified.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::super::digest::sha256_of;
use super::super::names::printable;
use super::{Is, Thing, place};
use crate::diagnostic::{Code, Finding};

pub(super) struct Folder {
    pub(super) things: Vec<Thing>,
    /// Where each of them is.
    at: Vec<PathBuf>,
}

impl Folder {
    /// Everything below a folder; links are seen and not followed.
    pub(super) fn read(folder: &Path, shown: &str, findings: &mut Vec<Finding>) -> Self {
        let mut read = Self { things: Vec::new(), at: Vec::new() };
        for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let kind = entry.file_type();
                    let is = match entry.metadata() {
                        Ok(found) if kind.is_file() => Is::File(found.len()),
                        _ if kind.is_symlink() => Is::Link,
                        _ => Is::Other,
                    };
                    read.things.push(Thing { path: relative(folder, entry.path()), is });
                    read.at.push(entry.into_path());
                }
                Err(error) => {
                    let path = relative(folder, error.path().unwrap_or(folder));
                    let message = format!("`{}` cannot be read: {error}", printable(&path));
                    findings.push(
                        Finding::new(Code::SiteUnreadable, place(shown, &path), message)
                            .help("are you allowed to read it?"),
                    );
                }
            }
        }
        read
    }

    /// A file whole, if it is no longer than `most`.
    pub(super) fn bytes(&self, thing: usize, most: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let file = File::open(&self.at[thing]).map_err(|error| error.to_string())?;
        file.take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    /// The hashes of files, read as far as they are said to go.
    pub(super) fn hashes(&self, wanted: &[(usize, u64)]) -> Vec<Result<String, String>> {
        let hash = |(thing, size): &(usize, u64)| {
            let file = File::open(&self.at[*thing])?;
            Ok(sha256_of(file.take(size.saturating_add(1)))?.0)
        };
        wanted
            .par_iter()
            .map(|wanted| hash(wanted).map_err(|error: std::io::Error| error.to_string()))
            .collect()
    }
}

fn relative(folder: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
