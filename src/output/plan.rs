//! What a publish has to do, found out before anything gets its name.
//!
//! What stands in the folder and forbids the site is refused here: a file of
//! other people's where a page would go, a link where a folder of the site
//! stood. All such findings are collected. The only thing that this changes
//! on disk is that the temporary files of a killed publish go, also from folders
//! that the earlier site did not have.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use super::disk::{Root, Standing};
use super::ground::Ground;
use super::manifest::Last;
use super::names::{fold, folder_of, folders_of, is_temporary};
use super::staging::{Entry, Staging, Staying};
use crate::diagnostic::{self, Code, Finding};

/// The way from what is on disk to the new site. Lists are sorted by path.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The bytes of the manifest on disk; empty where there is none.
    pub(super) manifest: &'a [u8],
    /// What the new site follows.
    pub(super) last: Option<&'a Last>,
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
    /// The nearest folder that exists already, in which it is a temporary file.
    pub(super) stage_in: &'a str,
    /// True where a folder of the earlier site stands in its place.
    pub(super) replaces_folder: bool,
}

impl<'a> Plan<'a> {
    /// Looks at the output folder. `files` have passed [`super::check()`] and stand
    /// in the order of their paths; `changed` says where the bytes of those are
    /// that are not in their places.
    pub(super) fn make(
        staging: &'a Staging,
        files: &'a [Entry],
        changed: &[Staying],
    ) -> Result<Self, Vec<Finding>> {
        let alone = |finding| vec![finding];
        staging.is_current().map_err(alone)?;
        let ground = Ground::survey(staging, files).map_err(alone)?;
        let ours: BTreeSet<&OsStr> = changed.iter().filter_map(Staying::temporary).collect();
        for folder in ground.standing_folders() {
            sweep(&staging.root, folder, &ours).map_err(alone)?;
        }
        let mut findings = ground.links();
        let (obsolete, found) = ground.obsolete();
        findings.extend(found);
        findings.extend(ground.files_for_folders());
        let (changed, found) = changes(&ground, files, &obsolete);
        findings.extend(found);
        if !findings.is_empty() {
            diagnostic::sort(&mut findings);
            return Err(findings);
        }
        let unchanged = files.len() - changed.len();
        let (obstructing, obsolete) = obsolete.into_iter().partition(|path| ground.obstructs(path));
        let emptied = ground.emptied();
        let last = staging.earlier.last.as_ref();
        Ok(Self { manifest: &staging.manifest, last, changed, unchanged, obstructing, obsolete, emptied })
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

/// Removes the temporary files that a killed publish left in a folder.
pub(super) fn sweep(root: &Root, folder: &str, ours: &BTreeSet<&OsStr>) -> Result<(), Finding> {
    let left = |name: &String| is_temporary(name) && !ours.contains(OsStr::new(name));
    for name in root.names(folder)?.into_iter().filter(left) {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if matches!(root.standing(&path)?, Standing::File(_)) {
            root.remove(&path)?;
        }
    }
    Ok(())
}

/// The files to be written, and what forbids it; both in the order of paths.
fn changes<'a>(
    ground: &Ground<'a>,
    files: &'a [Entry],
    obsolete: &[String],
) -> (Vec<Change<'a>>, Vec<Finding>) {
    let obsolete: BTreeSet<&str> = obsolete.iter().map(String::as_str).collect();
    let (mut changed, mut findings) = (Vec::new(), Vec::new());
    for file in files {
        match change(ground, file, &obsolete) {
            Ok(change) => changed.extend(change),
            Err(finding) => findings.push(finding),
        }
    }
    (changed, findings)
}

/// What has to be done for one file; nothing where it is on disk already.
fn change<'a>(
    ground: &Ground<'a>,
    file: &'a Entry,
    obsolete: &BTreeSet<&str>,
) -> Result<Option<Change<'a>>, Finding> {
    let (Staging { root, adopt, .. }, path) = (ground.staging, file.path.as_str());
    // It was made a while ago: what stands there may be something else by now.
    let standing = ground.staging.standing(path)?;
    match standing {
        Standing::File(size) if file.same && size == file.size as u64 => return Ok(None),
        _ if file.same => {
            let message = format!("`{}` was changed while the site was made", root.shown(path));
            return Err(Finding::without_place(Code::OutputFailed, message).help("build again"));
        }
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
    let stage_in = ground.staging.nearest(folder_of(path))?;
    Ok(Some(Change { path, stage_in, replaces_folder: standing == Standing::Folder }))
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

pub(super) fn not_ours(message: String) -> Finding {
    Finding::without_place(Code::OutputNotOurs, message).help(
        "choose an empty folder with `--output`, or use `--adopt`: it keeps the other files there \
         and replaces those that have the name of a file of the site",
    )
}

/// Something that is no file stands where the site has a file.
pub(super) fn needs_file(root: &Root, path: &str, standing: Standing) -> Finding {
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
