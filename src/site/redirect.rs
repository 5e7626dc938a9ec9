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
    earlier(shared).into_iter().map(|(path, now)| redirect(shared, path, now)).collect()
}

/// The page at an earlier address, if a path is one.
pub(super) fn at(shared: &Shared<'_>, path: &str) -> Option<Result<SiteFile, Finding>> {
    let (path, now) = earlier(shared).remove_entry(&SitePath::new(path))?;
    Some(redirect(shared, path, now))
}

/// Earlier addresses, and what stood there.
fn earlier<'a>(shared: &Shared<'a>) -> BTreeMap<SitePath, &'a Ref> {
    let earlier = shared.release.aliases().iter().map(|(earlier, now)| (address(earlier), now));
    earlier.filter(|(old, _)| old.part.is_none()).map(|(old, now)| (old.path, now)).collect()
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
