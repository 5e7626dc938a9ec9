//! The address of everything that has one: its page, and its place on it.

use super::path::SitePath;
use crate::model::{Kind, Ref};

/// Where a thing is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) path: SitePath,
    /// The place on that page; none where the page is about the thing.
    pub(super) part: Option<String>,
}

/// The address of a thing. Judgements are shown on their statement's page,
/// headings on theirs; documents, requests and I statements on a register.
pub(super) fn address(name: &Ref) -> Address {
    let id = &*name.id;
    let page = |folder: &str| Address { path: SitePath::new(format!("{folder}/{id}.html")), part: None };
    let entry = |folder: &str| Address { path: register(folder), part: Some(id.to_owned()) };
    match name.kind {
        Kind::Theme => page("themes"),
        Kind::Statement | Kind::Judgement => page("statements"),
        Kind::Heading => {
            let (statement, heading) = id.split_once('/').unwrap_or((id, ""));
            let path = SitePath::new(format!("statements/{statement}.html"));
            Address { path, part: Some(format!("heading-{heading}")) }
        }
        Kind::Expectation => entry("expectations"),
        Kind::Metric => page("metrics"),
        Kind::Story => page("stories"),
        Kind::Feedback => page("feedback"),
        Kind::Meeting => page("meetings"),
        Kind::Action => page("actions"),
        Kind::Document => entry("documents"),
        Kind::Requirement => entry("information-return"),
        Kind::Page => page("pages"),
        Kind::Rule => page("rules"),
        Kind::Site => page("sites"),
    }
}

/// The register of a folder.
pub(super) fn register(folder: &str) -> SitePath {
    SitePath::new(format!("{folder}/index.html"))
}

/// The place of a heading of an author's text.
pub(super) fn text_part(part: &str) -> String {
    format!("text-{part}")
}
