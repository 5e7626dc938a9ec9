//! A site that stands in its folder, for what is made from the whole of it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::digest::sha256;
use super::manifest::{Stated, can_be_ours};
use super::names::MANIFEST;
use super::{Origin, SiteFile};
use crate::diagnostic::{Code, Finding};
use crate::site::SitePath;

/// A site that was just published. What is read from it is what its manifest
/// says: anybody may write to the folder.
pub(super) struct Placed {
    folder: PathBuf,
    manifest: Vec<u8>,
    /// The SHA-256 of each file but the manifest, by path.
    files: BTreeMap<String, String>,
}

impl Placed {
    /// Reads the manifest.
    ///
    /// # Errors
    /// Those of the disk, and a manifest that is not one of Ninefold's.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let manifest = fs::read(folder.join(MANIFEST))?;
        let stated = Stated::read(&manifest).map_err(io::Error::other)?;
        let files = stated.files.into_iter().filter(|file| can_be_ours(&file.path));
        let files = files.map(|file| (file.path, file.sha256)).collect();
        Ok(Self { folder: folder.to_owned(), manifest, files })
    }

    /// Every path, the manifest's too, sorted.
    pub(super) fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.files.keys().map(String::as_str).chain([MANIFEST]).collect();
        paths.sort_unstable();
        paths
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Those of the disk, and bytes that are not those of the manifest.
    pub(super) fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == MANIFEST {
            return Ok(self.manifest.clone());
        }
        let bytes = fs::read(self.folder.join(path))?;
        if self.files.get(path).is_some_and(|stated| *stated == sha256(&bytes)) {
            return Ok(bytes);
        }
        Err(io::Error::other(format!("`{path}` was changed by somebody else meanwhile")))
    }
}

/// Every file of the site that was just published into a folder, but the manifest.
///
/// # Errors
/// What cannot be read, and a file that was changed meanwhile.
pub fn read_back(folder: &Path) -> Result<Vec<SiteFile>, Finding> {
    let read = Placed::open(folder).and_then(|site| {
        let file = |path: &String| {
            let bytes = site.read(path)?.into();
            Ok(SiteFile { path: SitePath::new(path.clone()), bytes, origin: Origin::Part("the site") })
        };
        site.files.keys().collect::<Vec<_>>().into_par_iter().map(file).collect()
    });
    read.map_err(|error| {
        let message = format!("cannot read the site in `{}` again: {error}", folder.display());
        Finding::without_place(Code::OutputFailed, message).help("build again")
    })
}
