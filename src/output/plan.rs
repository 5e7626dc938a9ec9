//! What a publish has to do, found out before anything is written.
//!
//! Everything that can be refused is refused here: a folder of other people's,
//! a file of theirs where a page would go, a link where a folder of the site
//! stood. All such findings are collected. The only thing that this changes
//! on disk is that the temporary files of a killed publish go.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::SiteFile;
use super::disk::{Root, Standing};
use super::ground::Ground;
use super::manifest::{Earlier, Last};
use super::names::{MANIFEST, fold, folder_of, folders_of, is_temporary};
use crate::diagnostic::{self, Code, Finding};

/// The way from what is on disk to the new site. Lists are sorted by path.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The bytes of the manifest on disk; empty where there is none.
    pub(super) manifest: Vec<u8>,
    /// What the new site follows.
    pub(super) last: Option<Last>,
    /// Files that are new or differ from those on disk.
    pub(super) changed: Vec<Change<'a>>,
    /// How many files are on disk already, byte for byte.
    pub(super) unchanged: usize,
    /// Files of the earlier site that have to go before folders can be made.
    pub(super) obstructing: Vec<String>,
    /// Files of the earlier site that have to go.
    pub(super) obsolete: Vec<String>,
    /// Folders of the earlier site that may be empty then, the deepest first.
    pub(super) emptied: Vec<String>,
}

/// A file to be written.
#[derive(Debug)]
pub(super) struct Change<'a> {
    pub(super) path: &'a str,
    pub(super) bytes: &'a [u8],
    /// The nearest folder that exists already. The file is first written
    /// there: on the disk where it goes, and without making a folder before
    /// all files are known to fit.
    pub(super) stage_in: &'a str,
    /// True where a folder of the earlier site stands in its place.
    pub(super) replaces_folder: bool,
}

impl<'a> Plan<'a> {
    /// Looks at the output folder. `files` have passed [`super::check()`].
    pub(super) fn make(root: &Root, files: &'a [SiteFile], adopt: bool) -> Result<Self, Vec<Finding>> {
        let alone = |finding| vec![finding];
        let (manifest, earlier) = earlier_site(root, adopt).map_err(alone)?;
        let ground = Ground::survey(root, files, &earlier).map_err(alone)?;
        for folder in ground.standing_folders() {
            sweep(root, folder).map_err(alone)?;
        }
        let mut findings = ground.links();
        let (obsolete, found) = ground.obsolete();
        findings.extend(found);
        findings.extend(ground.files_for_folders());
        let (changed, found) = changes(&ground, files, adopt, &obsolete);
        findings.extend(found);
        if !findings.is_empty() {
            diagnostic::sort(&mut findings);
            return Err(findings);
        }
        let unchanged = files.len() - changed.len();
        let (obstructing, obsolete) = obsolete.into_iter().partition(|path| ground.obstructs(path));
        let emptied = ground.emptied();
        Ok(Self { manifest, last: earlier.last, changed, unchanged, obstructing, obsolete, emptied })
    }

    /// True where files of the site have to be written or removed.
    pub(super) fn moves_files(&self) -> bool {
        !(self.changed.is_empty() && self.leaving().next().is_none())
    }

    /// True where a file of the earlier site stands at or above a folder.
    pub(super) fn obstructs(&self, folder: &str) -> bool {
        let mut above = std::iter::once(folder).chain(folders_of(folder)).map(fold);
        !self.obstructing.is_empty()
            && above.any(|above| self.obstructing.iter().any(|file| fold(file) == above))
    }

    /// All files of the earlier site that go.
    pub(super) fn leaving(&self) -> impl Iterator<Item = &str> {
        self.obstructing.iter().chain(&self.obsolete).map(String::as_str)
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

/// Removes the temporary files that a killed publish left in a folder.
fn sweep(root: &Root, folder: &str) -> Result<(), Finding> {
    for name in root.names(folder)?.into_iter().filter(|name| is_temporary(name)) {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if matches!(root.standing(&path)?, Standing::File(_)) {
            root.remove(&path)?;
        }
    }
    Ok(())
}

/// The files to be written, and what forbids it; both in the order of paths.
fn changes<'a>(
    ground: &Ground<'a, '_>,
    files: &'a [SiteFile],
    adopt: bool,
    obsolete: &[String],
) -> (Vec<Change<'a>>, Vec<Finding>) {
    let obsolete: BTreeSet<&str> = obsolete.iter().map(String::as_str).collect();
    let mut files: Vec<&SiteFile> = files.iter().collect();
    files.sort_by_key(|file| file.path.as_str());
    let looked: Vec<Result<Option<Change>, Finding>> =
        files.par_iter().map(|file| change(ground, file, adopt, &obsolete)).collect();
    let (mut changed, mut findings) = (Vec::new(), Vec::new());
    for result in looked {
        match result {
            Ok(change) => changed.extend(change),
            Err(finding) => findings.push(finding),
        }
    }
    (changed, findings)
}

/// What has to be done for one file; nothing where it is on disk already.
fn change<'a>(
    ground: &Ground<'a, '_>,
    file: &'a SiteFile,
    adopt: bool,
    obsolete: &BTreeSet<&str>,
) -> Result<Option<Change<'a>>, Finding> {
    let (root, path, bytes) = (ground.root, file.path.as_str(), &*file.bytes);
    let standing = ground.standing(path)?;
    match standing {
        Standing::File(size) if size == bytes.len() as u64 && root.read(path)? == bytes => return Ok(None),
        Standing::File(_) if !adopt && !ground.owns(path) => {
            let message =
                format!("`{}` is not a file of Ninefold's, and the site has one there", root.shown(path));
            return Err(not_ours(message)
                .help("move the file away, or use `--adopt`, which lets the site's file replace it"));
        }
        Standing::Folder if holds_only(root, path, obsolete)? => {}
        Standing::Nothing | Standing::File(_) => {}
        _ => return Err(needs_file(root, path, standing)),
    }
    let replaces_folder = standing == Standing::Folder;
    Ok(Some(Change { path, bytes, stage_in: ground.nearest(folder_of(path)), replaces_folder }))
}

/// True where a folder holds nothing but files of `ours`, however deep.
fn holds_only(root: &Root, folder: &str, ours: &BTreeSet<&str>) -> Result<bool, Finding> {
    for name in root.names(folder)? {
        let path = format!("{folder}/{name}");
        let only = match root.standing(&path)? {
            Standing::File(_) => ours.contains(path.as_str()),
            Standing::Folder => holds_only(root, &path, ours)?,
            _ => false,
        };
        if !only {
            return Ok(false);
        }
    }
    Ok(true)
}

fn not_ours(message: String) -> Finding {
    Finding::without_place(Code::OutputNotOurs, message).help(
        "choose an empty folder with `--output`, or use `--adopt`: it keeps the other files there \
         and replaces those that have the name of a file of the site",
    )
}

/// Something that is no file stands where the site has a file.
fn needs_file(root: &Root, path: &str, standing: Standing) -> Finding {
    match standing {
        Standing::Link => link(root, path),
        Standing::Folder => in_the_way(root, path, "a folder", "file"),
        _ => in_the_way(root, path, "neither a file nor a folder", "file"),
    }
}

/// A thing of other people's that the site cannot stand beside.
pub(super) fn in_the_way(root: &Root, path: &str, is: &str, needs: &str) -> Finding {
    let message = format!("`{}` is {is}, and the site needs a {needs} there", root.shown(path));
    Finding::without_place(Code::OutputNotOurs, message)
        .help("move it out of the output folder, or choose another folder with `--output`")
}

/// A link where the site has or had something.
pub(super) fn link(root: &Root, path: &str) -> Finding {
    let message =
        format!("`{}` is a link, and nothing is written or removed through links", root.shown(path));
    Finding::without_place(Code::OutputNotOurs, message)
        .help("remove the link (what it leads to can stay), or choose another folder with `--output`")
}
