//! Pictures on pages, and their files in the site.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::file::{Origin, SiteFile};
use super::path::SitePath;
use super::text::escape;
use crate::model::Picture;
use crate::picture::Cleaned;
use crate::release::Release;

/// Where pictures stand in the site.
pub(super) const FOLDER: &str = "assets/pictures/";

/// Pictures with nothing in them but the picture, by their path in the pack.
pub type Pictures = BTreeMap<Arc<str>, Cleaned>;

/// The pictures that released texts show, in the order of the items; one that
/// is shown twice stands twice.
pub fn wanted_pictures(release: &Release) -> impl Iterator<Item = &Picture> {
    release.items().iter().flat_map(|item| item.pictures())
}

/// Where a picture goes. The name is made from what is in it: that of the
/// author's file can be a person's.
fn path(picture: &Cleaned) -> SitePath {
    let mut name = String::with_capacity(16);
    for byte in &Sha256::digest(&picture.bytes)[..8] {
        // Writing to a string cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    SitePath::new(format!("{FOLDER}{name}.{}", picture.format.ending()))
}

/// The files of all pictures, each once however many texts show it.
pub(super) fn files(release: &Release, pictures: &Pictures) -> Vec<SiteFile> {
    let mut files = BTreeMap::new();
    for shown in wanted_pictures(release) {
        let Some(picture) = pictures.get(&shown.file) else { continue };
        files.entry(path(picture)).or_insert_with(|| (picture, Origin::Place(shown.place.clone())));
    }
    let file = |(path, (picture, origin)): (SitePath, (&Cleaned, Origin))| SiteFile {
        path,
        bytes: picture.bytes.clone(),
        origin,
    };
    files.into_iter().map(file).collect()
}

/// A picture with its caption, for the page that it stands on.
pub(super) fn html(shown: &Picture, pictures: &Pictures, here: &SitePath) -> String {
    let Some(picture) = pictures.get(&shown.file) else { return String::new() };
    let caption = shown
        .caption
        .as_deref()
        .map_or(String::new(), |caption| format!("<figcaption>{}</figcaption>", escape(caption)));
    format!(
        "<figure class=\"picture\"><img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\">{caption}</figure>\n",
        escape(&here.link_to(&path(picture))),
        escape(&shown.words),
        picture.width,
        picture.height,
    )
}
