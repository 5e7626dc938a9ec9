//! Writing a site so that a reader, or a kill, never meets half a file.
//!
//! 1. Every changed file is written to a temporary file, as soon as it is made
//!    ([`Staging`]), so that nobody has to hold them all.
//! 2. A manifest that lists the files of the old site and of the new one, and
//!    names the old manifest by its hash, takes the place of the old manifest.
//!    New folders are made, and the files that go there get their names.
//! 3. Files of the old site that stand where folders have to be go, and each
//!    other temporary file gets its name, within its folder.
//! 4. Files that only the old site had go, and folders that this left empty.
//! 5. The manifest of the new site takes its place.
//!
//! An error in 1 or 2, of the pack or of the disk, leaves the old site as it was,
//! its manifest too: the temporary files go, and the new folders. From 3 on nothing needs room on
//! the disk any more. What a kill leaves, and the next publish mends without
//! being told:
//!
//! | killed in | the folder holds |
//! |---|---|
//! | 1 | the old site, and temporary files |
//! | 2 | the old site, whole files of the new one in new folders, temporary files, and a manifest marked `unfinished` |
//! | 3 | whole files, some of the old site and some of the new; temporary files; a manifest marked `unfinished` |
//! | 4, 5 | the new site, some files that only the old one had, and the manifest marked `unfinished` |
//!
//! The manifest of step 2 is why a file never loses its owner: without it, a
//! kill would leave pages that no manifest lists, and no later publish would
//! take them away, though they may show what has since been withheld.
//!
//! Steps 2 and 3 are the one time at which a kill leaves a mixture, and they are
//! folders and renames alone: some ten microseconds a file. To swap two whole folders in one call
//! would leave none, but only Linux and macOS have that call, and it fails
//! where the folder is a mount point or stands on a share; programs that hold
//! the folder open (a web server, a window of the file manager) would go on
//! showing the old one; and what other people keep in the folder, with its
//! rights and links, would have to be made anew beside it. There would still
//! have to be this way for all other disks, so there is this way alone, and
//! `verify` never calls the mixture good.
//!
//! What the system holds back from the disk for a while is lost where the
//! power goes: to wait for the disk at each of ten thousand files takes longer
//! than everything else together, and a site can be built again. `verify` tells
//! such a site from a whole one, and the next publish mends it, for it reads
//! every file that it would leave as it is.
//!
//! One build at a time: a second one into the same folder sweeps away the first
//! one's temporary files or changes the manifest, and the first ends in an error
//! before step 2. Nor is this a guard against somebody who swaps folders for
//! links meanwhile, or puts a file where one of the site goes after all was looked at.

use rayon::prelude::*;
use tempfile::TempPath;

use super::disk::Root;
use super::manifest::Manifest;
use super::names::{MANIFEST, folder_of, folders_of};
use super::plan::Plan;
use super::staging::{Entry, Staged, Staging, Staying};
use super::{Provenance, Published, check};
use crate::diagnostic::{Code, Finding, any_error};

/// Gives the site, whose files are all staged, its place in the folder.
///
/// # Errors
/// The findings of [`check()`]: a path that leads out of the folder is never
/// written, whoever forgot to ask. What stands in the folder and forbids the
/// site, or has changed there since it was opened: no file has its name then. A failure of the operating system
/// stops at once; the table above says what it can leave after step 2.
pub fn publish(
    staging: &Staging,
    files: Vec<Staged>,
    provenance: &Provenance,
) -> Result<Published, Vec<Finding>> {
    let findings = check(files.iter().map(|file| (&file.entry.path, &file.entry.origin)));
    if any_error(&findings) {
        return Err(findings);
    }
    let (entries, changed) = sorted(files);
    let plan = Plan::make(staging, &entries, &changed)?;
    carry_out(staging, &plan, changed, &Manifest::of(&entries, provenance, plan.last))
        .map_err(|finding| vec![finding])?;
    Ok(Published { written: plan.changed.len(), unchanged: plan.unchanged, removed: plan.leaving().count() })
}

/// Files in the order of their paths, and where the bytes of those are that are
/// not in their places.
pub(super) fn sorted(mut files: Vec<Staged>) -> (Vec<Entry>, Vec<Staying>) {
    files.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    let (entries, bytes): (Vec<Entry>, Vec<Staying>) =
        files.into_iter().map(|file| (file.entry, file.bytes)).unzip();
    let changed = bytes.into_iter().filter(|bytes| !matches!(bytes, Staying::InPlace)).collect();
    (entries, changed)
}

fn carry_out(
    staging: &Staging,
    plan: &Plan,
    changed: Vec<Staying>,
    manifest: &Manifest,
) -> Result<(), Finding> {
    let mut steps = Steps::begin(staging, plan, changed, manifest)?;
    steps.announce()?;
    steps.settle()?;
    steps.remove_obsolete()?;
    steps.finish()
}

/// Everything that a publish writes, in temporary files; these go with the
/// value. The methods are the steps 2 to 5, in this order.
pub(super) struct Steps<'a> {
    root: &'a Root,
    plan: &'a Plan<'a>,
    files: Vec<TempPath>,
    /// The manifest that stands, to put back; none where there is none, or no
    /// file comes or goes.
    old: Option<TempPath>,
    /// The manifest of both sites; none where no file comes or goes.
    both: Option<TempPath>,
    /// The manifest of the new site; none where it stands already.
    new: Option<TempPath>,
}

impl<'a> Steps<'a> {
    /// What is left of step 1: files that are in memory, and manifests. The error
    /// is that of the first path, whichever failed first.
    pub(super) fn begin(
        staging: &'a Staging,
        plan: &'a Plan,
        changed: Vec<Staying>,
        manifest: &Manifest,
    ) -> Result<Self, Finding> {
        let root = &staging.root;
        let written = changed.into_par_iter().zip(&plan.changed).map(|(bytes, change)| match bytes {
            Staying::InMemory(bytes) => staging.write(&bytes, change.path),
            others => others,
        });
        let written: Vec<_> = written.filter_map(Staying::written).collect();
        let files: Vec<TempPath> = written.into_iter().collect::<Result<_, _>>()?;
        for (file, change) in files.iter().zip(&plan.changed) {
            if !file.exists() {
                let message =
                    format!("cannot write `{}`: its temporary file is gone", root.shown(change.path));
                return Err(Finding::without_place(Code::OutputFailed, message)
                    .help("see that no other build writes into the folder, and build again"));
            }
        }
        let stage_manifest = |bytes: &[u8]| root.stage("", bytes, MANIFEST);
        let leaving: Vec<&str> = plan.leaving().collect();
        let moves = plan.moves_files();
        let stands = moves && !plan.manifest.is_empty();
        let old = stands.then(|| stage_manifest(plan.manifest)).transpose()?;
        let both = moves
            .then(|| stage_manifest(&manifest.while_leaving(&leaving, plan.last).bytes()))
            .transpose()?;
        let bytes = manifest.bytes();
        let new = (moves || plan.manifest != bytes).then(|| stage_manifest(&bytes)).transpose()?;
        Ok(Self { root, plan, files, old, both, new })
    }

    /// Step 2: from here on the files of both sites have an owner.
    pub(super) fn announce(&mut self) -> Result<(), Finding> {
        let Some(both) = self.both.take() else { return Ok(()) };
        self.root.settle(both, MANIFEST)?;
        let moved = self.move_in();
        if moved.is_err() {
            self.take_back()?;
        }
        self.old = None;
        moved
    }

    /// Makes the new folders and gives the files that go there their names, but
    /// where files of the old site still stand in the way.
    fn move_in(&mut self) -> Result<(), Finding> {
        let mut made = "";
        for (staged, change) in std::mem::take(&mut self.files).into_iter().zip(&self.plan.changed) {
            let folder = folder_of(change.path);
            let moves = folder != change.stage_in && !self.plan.obstructs(folder);
            self.files.push(if moves {
                if folder != made {
                    self.root.make_folder(folder)?;
                    made = folder;
                }
                self.root.move_in(staged, change.path)?
            } else {
                staged
            });
        }
        Ok(())
    }

    /// Undoes step 2.
    fn take_back(&mut self) -> Result<(), Finding> {
        self.files.clear();
        for change in self.plan.changed.iter().rev() {
            let new = folders_of(change.path).take_while(|folder| *folder != change.stage_in);
            new.for_each(|folder| self.root.remove_if_empty(folder));
        }
        match self.old.take() {
            Some(old) => self.root.settle(old, MANIFEST),
            None => self.root.remove(MANIFEST),
        }
    }

    /// Step 3.
    pub(super) fn settle(&mut self) -> Result<(), Finding> {
        self.clear_the_way()?;
        for change in &self.plan.changed {
            let folder = folder_of(change.path);
            if folder != change.stage_in && self.plan.obstructs(folder) {
                self.root.make_folder(folder)?;
            }
        }
        for (staged, change) in self.files.drain(..).zip(&self.plan.changed) {
            self.root.settle(staged, change.path)?;
        }
        Ok(())
    }

    fn clear_the_way(&self) -> Result<(), Finding> {
        for path in &self.plan.obstructing {
            self.root.remove(path)?;
        }
        for change in self.plan.changed.iter().filter(|change| change.replaces_folder) {
            self.root.remove_empty_folders(change.path);
        }
        Ok(())
    }

    /// Step 4.
    pub(super) fn remove_obsolete(&self) -> Result<(), Finding> {
        for path in &self.plan.obsolete {
            self.root.remove(path)?;
        }
        for folder in &self.plan.emptied {
            self.root.remove_if_empty(folder);
        }
        Ok(())
    }

    /// Step 5.
    pub(super) fn finish(&mut self) -> Result<(), Finding> {
        self.new.take().map_or(Ok(()), |manifest| self.root.settle(manifest, MANIFEST))
    }

    /// Stops here as a kill would: no temporary file goes.
    #[cfg(test)]
    pub(super) fn kill(self) {
        let Self { files, old, both, new, .. } = self;
        files.into_iter().chain(old).chain(both).chain(new).for_each(std::mem::forget);
    }
}
