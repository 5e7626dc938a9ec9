//! The files of a site on their way into its folder, one by one as they are made.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

use bytes::Bytes;
use tempfile::TempPath;

use super::digest::sha256;
use super::disk::{Root, Standing};
use super::manifest::Earlier;
use super::names::{MANIFEST, folder_of, folders_of, is_temporary, trouble};
use super::plan::{needs_file, not_ours, sweep};
use super::{Origin, SiteFile};
use crate::diagnostic::{Code, Finding};
use crate::site::SitePath;

/// An output folder while a site is made for it.
///
/// [`Staging::stage`] takes each file as soon as it is made, so that nobody has
/// to hold them all; [`publish()`](super::publish()) gives them their names when
/// all are there. Until then they are temporary files beside the site that
/// stands, which is not touched. Dropped, they are gone, and so is a folder that
/// was made for them.
#[derive(Debug)]
pub struct Staging {
    pub(super) root: Root,
    /// Whether files of other people may stand in the folder.
    pub(super) adopt: bool,
    /// The bytes of the manifest on disk; empty where there is none.
    pub(super) manifest: Vec<u8>,
    pub(super) earlier: Earlier,
    /// Folders that were looked at, by path.
    folders: RwLock<BTreeMap<String, Standing>>,
}

/// A file of a site that is on its way.
#[derive(Debug)]
pub struct Staged {
    pub(super) entry: Entry,
    pub(super) bytes: Staying,
}

/// What is known of a file that is on its way.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: SitePath,
    pub(super) origin: Origin,
    /// In bytes.
    pub(super) size: usize,
    /// Lower-case hexadecimal.
    pub(super) sha256: String,
    /// Whether the same file stood at its path, byte for byte.
    pub(super) same: bool,
}

/// Where the bytes of a file on its way are.
#[derive(Debug)]
pub(super) enum Staying {
    /// At its place already, from the earlier site.
    InPlace,
    /// In a temporary file, in the nearest folder that exists already: on the
    /// disk where it goes, and without making a folder before all files are
    /// known to fit.
    Beside(TempPath),
    InMemory(Bytes),
    /// They could not be written.
    Nowhere(Finding),
}

impl Staying {
    /// The name of the temporary file.
    pub(super) fn temporary(&self) -> Option<&OsStr> {
        match self {
            Self::Beside(file) => file.file_name(),
            _ => None,
        }
    }

    /// The temporary file, or why there is none; nothing where none is needed.
    pub(super) fn written(self) -> Option<Result<TempPath, Finding>> {
        match self {
            Self::Beside(file) => Some(Ok(file)),
            Self::Nowhere(finding) => Some(Err(finding)),
            Self::InPlace | Self::InMemory(_) => None,
        }
    }
}

impl Staging {
    /// Looks at a folder in which a site is to stand; it need not be there.
    /// Nothing is written yet; what a killed publish left there goes.
    ///
    /// # Errors
    /// What stands there is no folder, cannot be read, or holds files and no
    /// manifest of Ninefold's, unless `adopt`; files of other people always stay,
    /// except those that `adopt` lets the site's own files replace.
    pub fn open(folder: &Path, adopt: bool) -> Result<Self, Finding> {
        let root = Root::open(folder)?;
        let (manifest, earlier) = earlier_site(&root, adopt)?;
        let staging = Self { root, adopt, manifest, earlier, folders: RwLock::default() };
        let folders: BTreeSet<&str> =
            staging.earlier.paths.iter().flat_map(|path| folders_of(path)).collect();
        for folder in std::iter::once("").chain(folders) {
            if staging.standing_folder(folder)? == Standing::Folder {
                sweep(&staging.root, folder, &BTreeSet::new())?;
            }
        }
        Ok(staging)
    }

    /// Says so where somebody else has published into the folder since it was opened.
    pub(super) fn is_current(&self) -> Result<(), Finding> {
        let manifest = match self.root.standing(MANIFEST)? {
            Standing::Nothing => Vec::new(),
            _ => self.root.read(MANIFEST)?,
        };
        if manifest == self.manifest {
            return Ok(());
        }
        let message =
            format!("`{}` was changed by another build while this one was made", self.root.shown(""));
        Err(Finding::without_place(Code::OutputFailed, message).help("build again"))
    }

    /// Takes a file and writes it to a temporary one, unless the same file stands
    /// at its place already. What fails is told when the site is published.
    pub fn stage(&self, file: SiteFile) -> Staged {
        let Staged { entry, bytes } = self.hold(file);
        let bytes = match bytes {
            Staying::InMemory(bytes) if trouble(entry.path.as_str()).is_none() => {
                self.write(&bytes, entry.path.as_str())
            }
            others => others,
        };
        Staged { entry, bytes }
    }

    /// Takes a file and keeps it in memory until the site is published.
    pub fn hold(&self, file: SiteFile) -> Staged {
        let SiteFile { path, bytes, origin } = file;
        let at = path.as_str();
        let (size, sha256) = (bytes.len(), sha256(&bytes));
        // A path that may lead out of the folder is looked for nowhere. What cannot
        // be read is told when the site is published.
        let stands = || self.standing(at) == Ok(Standing::File(size as u64));
        let same = trouble(at).is_none() && stands() && self.root.read(at).is_ok_and(|found| found == bytes);
        let bytes = if same { Staying::InPlace } else { Staying::InMemory(bytes) };
        Staged { entry: Entry { path, origin, size, sha256, same }, bytes }
    }

    /// Writes a file that is to stand at a path to a temporary one.
    pub(super) fn write(&self, bytes: &[u8], path: &str) -> Staying {
        let nearest = self.nearest(folder_of(path));
        let staged = nearest.and_then(|folder| self.root.stage(folder, bytes, path));
        staged.map_or_else(Staying::Nowhere, Staying::Beside)
    }

    /// A folder, or the nearest above it that is there.
    pub(super) fn nearest<'p>(&self, folder: &'p str) -> Result<&'p str, Finding> {
        for at in std::iter::once(folder).chain(folders_of(folder)) {
            if self.standing_folder(at)? == Standing::Folder {
                return Ok(at);
            }
        }
        Ok("")
    }

    /// What stands at the path of a file.
    pub(super) fn standing(&self, path: &str) -> Result<Standing, Finding> {
        match self.standing_folder(folder_of(path))? {
            Standing::Folder => self.root.standing(path),
            _ => Ok(Standing::Nothing),
        }
    }

    /// What stands at the path of a folder. One below a link counts as not there,
    /// so that nothing is looked for through links. Each is looked at once.
    pub(super) fn standing_folder(&self, folder: &str) -> Result<Standing, Finding> {
        if folder.is_empty() {
            return Ok(Standing::Folder);
        }
        let known = self.folders.read().unwrap_or_else(PoisonError::into_inner).get(folder).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let standing = match self.standing_folder(folder_of(folder))? {
            Standing::Folder => self.root.standing(folder)?,
            _ => Standing::Nothing,
        };
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        Ok(*folders.entry(folder.to_owned()).or_insert(standing))
    }
}

/// The manifest on disk and what it lists, or why the folder is not ours.
/// An adopted folder without a manifest of Ninefold's has no files of ours.
fn earlier_site(root: &Root, adopt: bool) -> Result<(Vec<u8>, Earlier), Finding> {
    match root.standing(MANIFEST)? {
        Standing::File(_) => {
            let bytes = root.read(MANIFEST)?;
            match Earlier::read(&bytes) {
                Ok(earlier) => Ok((bytes, earlier)),
                Err(_) if adopt => Ok((bytes, Earlier::default())),
                Err(why) => Err(not_ours(format!(
                    "`{}` is not a manifest of Ninefold's: {why}",
                    root.shown(MANIFEST)
                ))),
            }
        }
        // A first publish that was killed leaves only its temporary files.
        Standing::Nothing if adopt || root.names("")?.iter().all(|name| is_temporary(name)) => {
            Ok((Vec::new(), Earlier::default()))
        }
        Standing::Nothing => {
            Err(not_ours(format!("`{}` holds files and is not a site of Ninefold's", root.shown(""))))
        }
        standing => Err(needs_file(root, MANIFEST, standing)),
    }
}
