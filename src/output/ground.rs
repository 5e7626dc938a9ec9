//! What stands in the output folder where the site has or had something.

use std::collections::{BTreeMap, BTreeSet};

use super::disk::Standing;
use super::names::{fold, folder_of, folders_of};
use super::plan::{in_the_way, link};
use super::staging::{Entry, Staging};
use crate::diagnostic::Finding;

/// The folders of the new site and of the earlier one, as they are on disk. A
/// link among them is a finding.
pub(super) struct Ground<'a> {
    pub(super) staging: &'a Staging,
    /// All paths of the new site, by their fold.
    new: BTreeMap<String, &'a str>,
    /// All folders of the new site.
    new_folders: BTreeSet<&'a str>,
    new_folders_folded: BTreeSet<String>,
    /// All paths of the earlier site.
    earlier: &'a BTreeSet<String>,
    earlier_folded: BTreeMap<String, &'a str>,
    /// By path; the empty one is the output folder.
    folders: BTreeMap<&'a str, Standing>,
}

impl<'a> Ground<'a> {
    /// Looks at every folder.
    pub(super) fn survey(staging: &'a Staging, files: &'a [Entry]) -> Result<Self, Finding> {
        let earlier = &staging.earlier;
        let new: BTreeMap<String, &str> =
            files.iter().map(|file| (fold(file.path.as_str()), file.path.as_str())).collect();
        let new_folders: BTreeSet<&str> = new.values().flat_map(|path| folders_of(path)).collect();
        let old_folders = earlier.paths.iter().flat_map(|path| folders_of(path));
        let wanted: BTreeSet<&str> = new_folders.iter().copied().chain(old_folders).collect();
        let look = |folder: &'a str| Ok((folder, staging.standing_folder(folder)?));
        let folders = std::iter::once("").chain(wanted).map(look).collect::<Result<_, Finding>>()?;
        let earlier_folded = earlier.paths.iter().map(|path| (fold(path), path.as_str())).collect();
        let new_folders_folded = new_folders.iter().map(|folder| fold(folder)).collect();
        Ok(Self {
            staging,
            new,
            new_folders,
            new_folders_folded,
            earlier: &earlier.paths,
            earlier_folded,
            folders,
        })
    }

    /// What stands at the path of a file of the earlier site.
    fn standing(&self, path: &str) -> Result<Standing, Finding> {
        match self.folders.get(folder_of(path)) {
            Some(Standing::Folder) => self.staging.root.standing(path),
            _ => Ok(Standing::Nothing),
        }
    }

    /// The folders that are there.
    pub(super) fn standing_folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().filter(|(_, standing)| **standing == Standing::Folder).map(|(path, _)| *path)
    }

    /// True where the earlier site had this file, also under a name that is
    /// the same to this disk.
    pub(super) fn owns(&self, path: &str) -> bool {
        self.earlier.contains(path)
            || self.earlier_folded.get(&fold(path)).is_some_and(|old| self.staging.root.same_file(old, path))
    }

    /// A finding for each folder that has become a link.
    pub(super) fn links(&self) -> Vec<Finding> {
        let links = self.folders.iter().filter(|(_, standing)| **standing == Standing::Link);
        links.map(|(path, _)| link(&self.staging.root, path)).collect()
    }

    /// A finding for each file of other people's where a folder has to be.
    pub(super) fn files_for_folders(&self) -> Vec<Finding> {
        let new_folders = self.new_folders.iter();
        new_folders
            .filter_map(|folder| match self.folders.get(*folder)? {
                Standing::File(_) if !self.owns(folder) => {
                    Some(in_the_way(&self.staging.root, folder, "a file", "folder"))
                }
                Standing::Other => {
                    Some(in_the_way(&self.staging.root, folder, "neither a file nor a folder", "folder"))
                }
                _ => None,
            })
            .collect()
    }

    /// The earlier site's files that are still there and have to go, and a
    /// finding for each that has become a link. What has become a folder or
    /// is gone is not Ninefold's any more.
    pub(super) fn obsolete(&self) -> (Vec<String>, Vec<Finding>) {
        let (mut obsolete, mut findings) = (Vec::new(), Vec::new());
        for path in self.left() {
            match self.standing(path) {
                Ok(Standing::File(_)) => obsolete.push(path.to_owned()),
                Ok(Standing::Link) => findings.push(link(&self.staging.root, path)),
                Ok(_) => {}
                Err(finding) => findings.push(finding),
            }
        }
        (obsolete, findings)
    }

    /// Folders that removing may leave empty, the deepest first. Those of
    /// files that are gone already count too: a publish may have been killed
    /// between the file and its folder.
    pub(super) fn emptied(&self) -> Vec<String> {
        let folders: BTreeSet<&str> = self.left().flat_map(folders_of).collect();
        let standing =
            folders.into_iter().rev().filter(|folder| self.folders.get(*folder) == Some(&Standing::Folder));
        standing.map(str::to_owned).collect()
    }

    /// True where a file of the earlier site stands where the new one has a
    /// folder, or in a folder where the new one has a file.
    pub(super) fn obstructs(&self, obsolete: &str) -> bool {
        let folded = fold(obsolete);
        folders_of(&folded).any(|folder| self.new.contains_key(folder))
            || self.new_folders_folded.contains(&folded)
    }

    /// The paths of the earlier site that the new one does not have. One that
    /// differs from a new path in case only stays where this disk takes the
    /// two for one file: to remove the old would remove the new.
    fn left(&self) -> impl Iterator<Item = &'a str> {
        self.earlier.iter().map(String::as_str).filter(|old| match self.new.get(&fold(old)) {
            Some(new) => new != old && !self.staging.root.same_file(old, new),
            None => true,
        })
    }
}
