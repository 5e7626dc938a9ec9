//! What stands in the output folder where the site has or had something.

use std::collections::{BTreeMap, BTreeSet};

use super::SiteFile;
use super::disk::{Root, Standing};
use super::manifest::Earlier;
use super::names::{fold, folder_of, folders_of};
use super::plan::{in_the_way, link};
use crate::diagnostic::Finding;

/// The folders of the new site and of the earlier one, as they are on disk.
///
/// A folder below a link counts as not there, so that nothing is looked for
/// through links; the link itself is a finding.
pub(super) struct Ground<'a, 'e> {
    pub(super) root: &'e Root,
    /// All paths of the new site, by their fold.
    new: BTreeMap<String, &'a str>,
    /// All folders of the new site.
    new_folders: BTreeSet<&'a str>,
    new_folders_folded: BTreeSet<String>,
    /// All paths of the earlier site.
    earlier: &'e BTreeSet<String>,
    earlier_folded: BTreeMap<String, &'e str>,
    /// By path; the empty one is the output folder.
    folders: BTreeMap<String, Standing>,
}

impl<'a, 'e> Ground<'a, 'e> {
    /// Looks at every folder once.
    pub(super) fn survey(
        root: &'e Root,
        files: &'a [SiteFile],
        earlier: &'e Earlier,
    ) -> Result<Self, Finding> {
        let new: BTreeMap<String, &str> =
            files.iter().map(|file| (fold(file.path.as_str()), file.path.as_str())).collect();
        let new_folders: BTreeSet<&str> = new.values().flat_map(|path| folders_of(path)).collect();
        let old_folders = earlier.paths.iter().flat_map(|path| folders_of(path));
        let wanted: BTreeSet<&str> = new_folders.iter().copied().chain(old_folders).collect();
        let mut folders = BTreeMap::from([(String::new(), Standing::Folder)]);
        // A folder sorts before what is in it.
        for folder in wanted {
            let standing = match folders.get(folder_of(folder)) {
                Some(Standing::Folder) => root.standing(folder)?,
                _ => Standing::Nothing,
            };
            folders.insert(folder.to_owned(), standing);
        }
        let earlier_folded = earlier.paths.iter().map(|path| (fold(path), path.as_str())).collect();
        let new_folders_folded = new_folders.iter().map(|folder| fold(folder)).collect();
        Ok(Self {
            root,
            new,
            new_folders,
            new_folders_folded,
            earlier: &earlier.paths,
            earlier_folded,
            folders,
        })
    }

    /// What stands at the path of a file of either site.
    pub(super) fn standing(&self, path: &str) -> Result<Standing, Finding> {
        match self.folders.get(folder_of(path)) {
            Some(Standing::Folder) => self.root.standing(path),
            _ => Ok(Standing::Nothing),
        }
    }

    /// The folders that are there.
    pub(super) fn standing_folders(&self) -> impl Iterator<Item = &str> {
        self.folders
            .iter()
            .filter(|(_, standing)| **standing == Standing::Folder)
            .map(|(path, _)| path.as_str())
    }

    /// A folder of the new site, or the nearest above it that is there.
    pub(super) fn nearest(&self, folder: &'a str) -> &'a str {
        let is_there = |folder: &str| self.folders.get(folder) == Some(&Standing::Folder);
        if is_there(folder) { folder } else { folders_of(folder).find(|above| is_there(above)).unwrap_or("") }
    }

    /// True where the earlier site had this file, also under a name that is
    /// the same to this disk.
    pub(super) fn owns(&self, path: &str) -> bool {
        self.earlier.contains(path)
            || self.earlier_folded.get(&fold(path)).is_some_and(|old| self.root.same_file(old, path))
    }

    /// A finding for each folder that has become a link.
    pub(super) fn links(&self) -> Vec<Finding> {
        let links = self.folders.iter().filter(|(_, standing)| **standing == Standing::Link);
        links.map(|(path, _)| link(self.root, path)).collect()
    }

    /// A finding for each file of other people's where a folder has to be.
    pub(super) fn files_for_folders(&self) -> Vec<Finding> {
        let new_folders = self.new_folders.iter();
        new_folders
            .filter_map(|folder| match self.folders.get(*folder)? {
                Standing::File(_) if !self.owns(folder) => {
                    Some(in_the_way(self.root, folder, "a file", "folder"))
                }
                Standing::Other => {
                    Some(in_the_way(self.root, folder, "neither a file nor a folder", "folder"))
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
                Ok(Standing::Link) => findings.push(link(self.root, path)),
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
    fn left(&self) -> impl Iterator<Item = &'e str> {
        self.earlier.iter().map(String::as_str).filter(|old| match self.new.get(&fold(old)) {
            Some(new) => new != old && !self.root.same_file(old, new),
            None => true,
        })
    }
}
