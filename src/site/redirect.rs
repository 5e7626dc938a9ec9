//! Pages at earlier addresses, which lead on to where a thing is now.

use std::collections::BTreeMap;

use tera::Context;

use super::address::address;
use super::context::{Here, Shared};
use super::file::{Origin, SiteFile};
use super::frame::Frame;
use super::path::SitePath;
use crate::diagnostic::Finding;
use crate::model::Ref;

/// A page for each earlier name that had an address of its own. Entries of a
/// register never had a page, so theirs need none.
pub(super) fn all(shared: &Shared<'_>) -> Result<Vec<SiteFile>, Finding> {
    let mut pages: BTreeMap<SitePath, &Ref> = BTreeMap::new();
    for (earlier, now) in shared.release.aliases() {
        let old = address(earlier);
        if old.part.is_none() {
            pages.insert(old.path, now);
        }
    }
    pages.into_iter().map(|(path, now)| redirect(shared, path, now)).collect()
}

fn redirect(shared: &Shared<'_>, path: SitePath, now: &Ref) -> Result<SiteFile, Finding> {
    let here = Here::new(shared, path.clone());
    let link = here.link(now);
    let mut context = Context::new();
    context.insert("page", &Frame::new(shared, &path, link.text.clone()));
    context.insert("link", &link);
    let html = shared.render("redirect.html", &context)?;
    let origin = match shared.release.item(now) {
        Some(item) => Origin::Place(item.basics.place.clone()),
        None => Origin::Part("the framework"),
    };
    Ok(SiteFile { path, bytes: html.into(), origin })
}
