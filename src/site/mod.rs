//! The sixth stage: what a release says becomes pages.
//!
//! It receives a [`Release`] and its [`Assessment`](crate::assess::Assessment)
//! and nothing else of the pack, so what is withheld cannot reach a page.
//! Templates get typed views that borrow from the release; figures are drawn
//! once, links are made for the page that they stand on.
//!
//! A [`Draft`] has all that is needed and makes every file, or one. What a
//! version made is [`Kept`] for the next where somebody watches.

mod address;
mod bind;
mod book;
mod context;
mod control;
mod conversations;
mod csv_file;
mod draft;
mod evidence_table;
mod export;
mod figure;
mod figures;
mod file;
mod filters;
mod frame;
mod highlight;
mod kept;
mod live_table;
mod open_data;
mod pages;
mod path;
mod picture;
mod print;
mod redirect;
mod search;
mod tables;
mod templates;
mod text;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

use crate::model::{Detail, DocumentTarget, Kind};
use crate::release::Release;
use crate::source::Skin;
use templates::templates;

pub use book::book;
pub use draft::{Draft, Materials, Progress};
pub use file::{Origin, SiteFile};
pub use highlight::read_ahead;
pub use kept::Kept;
pub use open_data::readiness;
pub use path::SitePath;
pub use picture::{Pictures, wanted_pictures};
pub use print::paths as print_packs;
pub use search::search_words;

/// Files of the pack that go into the site as they are, by their path in the pack.
pub type Attachments = BTreeMap<Arc<str>, Bytes>;

fn statics(skin: &Skin) -> impl Iterator<Item = SiteFile> + '_ {
    skin.statics.iter().map(|(name, bytes)| SiteFile {
        path: SitePath::new(format!("assets/{name}")),
        bytes: bytes.clone(),
        origin: Origin::Part("the skin"),
    })
}

/// The files of the pack that the released documents name.
pub fn wanted_files(release: &Release) -> Vec<Arc<str>> {
    let documents = release.of(Kind::Document).iter().filter_map(|item| match &item.detail {
        Detail::Document(document) => Some(&document.target),
        _ => None,
    });
    let files = documents.filter_map(|target| match target {
        DocumentTarget::File(file) => Some(Arc::clone(&file.value)),
        DocumentTarget::Url(_) => None,
    });
    files.collect()
}

fn attached(release: &Release, attachments: &Attachments) -> Vec<SiteFile> {
    let mut files = Vec::new();
    for item in release.of(Kind::Document) {
        let Detail::Document(document) = &item.detail else { continue };
        let DocumentTarget::File(file) = &document.target else { continue };
        if let Some(bytes) = attachments.get(&file.value) {
            files.push(SiteFile {
                path: pages::attachment_path(&item.name().id, &file.value),
                bytes: bytes.clone(),
                origin: Origin::Place(file.place.clone()),
            });
        }
    }
    files
}
