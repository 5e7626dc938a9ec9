//! The last stage: finished files become a folder on disk.
//!
//! `site` hands over every file of the site as bytes, as soon as it is made.
//! [`check()`] says what is wrong with their names without touching a disk, so
//! that `ninefold check` can say it too; a [`Staging`] writes them to temporary
//! files, and [`publish()`] puts these in place, while [`Alone`] keeps other
//! builds out. The folder may be one that people are reading from, may hold
//! other people's files, and the build may be killed at any moment, so a publish
//!
//! - writes only what differs from what is on disk,
//! - puts each file in place whole, by a rename,
//! - removes only what a manifest of Ninefold's lists,
//! - never writes or removes through a symbolic link inside the folder.
//!
//! [`verify()`] works out again what a manifest says of a folder or a zip,
//! [`chain()`] whether one follows another, and [`write_zip()`] puts the same
//! files into a zip, [`write_single_file()`] stands one file beside the site,
//! and [`write_pdfs()`] has a browser print its print packs.
//!
//! `names` says which paths a site may have, `manifest` what `manifest.json`
//! says, `staging` takes the files, `ground` says what stands in the folder,
//! `plan` what a publish has to do, `publish` does it, and `placed` reads it
//! back. While a site is published, `disk` alone talks to the operating system
//! about its folder.

mod alone;
mod archive;
mod beside;
mod check;
mod digest;
mod disk;
mod ground;
mod manifest;
mod names;
mod pdf;
mod placed;
mod plan;
mod publish;
mod staging;
#[cfg(test)]
mod tests;
mod verify;

pub use alone::Alone;
pub use archive::{write_single_file, write_zip};
pub use beside::write_beside;
pub use check::check;
pub use digest::sha256_of;
pub use manifest::{Stated, StatedFile};
pub use names::printable;
pub use pdf::{Browser, find_browser, write_pdfs};
pub use placed::read_back;
pub use publish::publish;
pub use staging::{Staged, Staging};
pub use verify::{Link, Verified, chain, previous, verify};

use crate::site::{Origin, SiteFile};

/// What the manifest says of the build. There is no clock in it: the same
/// pack with the same as-of date gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The date that everything was judged against, as `2026-03-31`.
    pub as_of: String,
    /// Whom the site is for: `internal`, `assessor` or `public`.
    pub audience: String,
    /// The framework's id.
    pub framework: String,
    /// The framework's version.
    pub framework_version: String,
    /// Ninefold's own version.
    pub tool_version: String,
    /// Whose pack it is, and what it is called.
    pub authority: String,
    /// The pack's title.
    pub title: String,
    /// The marking of the edition as a whole, where it has one.
    pub marking: Option<String>,
    /// The fingerprint of every file of the pack that the build read, in
    /// lower-case hexadecimal. Two editions of one pack have the same.
    pub sources: String,
    /// The SHA-256 of the manifest that this site follows, where that is not
    /// the one that stands in the output folder.
    pub follows: Option<String>,
}

/// What a publish did, in files of the site; the manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// New, or with other bytes than before.
    pub written: usize,
    /// On disk already, byte for byte.
    pub unchanged: usize,
    /// Of an earlier site, and gone now.
    pub removed: usize,
}
