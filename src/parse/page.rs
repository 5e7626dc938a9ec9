//! `content/pages/*.md`: free pages.

use super::common::{Dating, basics, ground, id_from_file};
use super::findings::Findings;
use super::front_matter::read_markdown;
use super::markdown::read_body;
use crate::model::{Basics, Detail, Item, Kind, Page, Tagging};
use crate::source::SourceText;

pub(super) fn read(source: &SourceText, findings: &Findings) -> Option<Item> {
    read_markdown(source, "a page", findings, |fields, span| {
        let id = id_from_file(fields, false);
        let title = fields.required_text("title", "How to read this pack");
        let order = fields.whole("order", 0, 9999).unwrap_or(9999);
        let body = read_body(source, span, findings);
        let ground = ground(fields);
        let basics = basics(fields, Kind::Page, id, title, Dating::Optional);
        Some(Item {
            basics: Basics { ground, ..basics? },
            tagging: Tagging::default(),
            body,
            detail: Detail::Page(Page { order: order.into() }),
        })
    })
}
