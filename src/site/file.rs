//! What this stage makes: finished files.

use bytes::Bytes;

use super::path::SitePath;
use crate::diagnostic::Place;

/// A finished file of the site.
#[derive(Clone, Debug)]
pub struct SiteFile {
    /// Where it goes.
    pub path: SitePath,
    /// All that is in it. A copy of the file shares them.
    pub bytes: Bytes,
    /// What it was made from.
    pub origin: Origin,
}

/// What a file was made from, for messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Something in the pack, which its author can rename.
    Place(Place),
    /// A part of Ninefold, as a sentence names it: `the home page`.
    Part(&'static str),
}
