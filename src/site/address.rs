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
    match name.kind {
        Kind::Document | Kind::Requirement | Kind::Expectation => {
            Address { path: register(name.kind), part: Some(name.id.to_string()) }
        }
        Kind::Heading => {
            let (statement, heading) = name.id.split_once('/').unwrap_or((&name.id, ""));
            Address { path: page(name.kind, statement), part: Some(format!("heading-{heading}")) }
        }
        kind => Address { path: page(kind, &name.id), part: None },
    }
}

fn page(kind: Kind, id: &str) -> SitePath {
    SitePath::new(format!("{}/{id}.html", folder(kind)))
}

/// The page that lists everything of a kind.
pub(super) fn register(kind: Kind) -> SitePath {
    SitePath::new(format!("{}/index.html", folder(kind)))
}

/// The folder that a kind's pages stand in.
fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Theme => "themes",
        Kind::Statement | Kind::Judgement | Kind::Heading => "statements",
        Kind::Expectation => "expectations",
        Kind::Metric => "metrics",
        Kind::Story => "stories",
        Kind::Feedback => "feedback",
        Kind::Meeting => "meetings",
        Kind::Action => "actions",
        Kind::Document => "documents",
        Kind::Requirement => "information-return",
        Kind::Page => "pages",
        Kind::Rule => "rules",
        Kind::Site => "sites",
    }
}

/// The place of a heading of an author's text.
pub(super) fn text_part(part: &str) -> String {
    format!("text-{part}")
}
