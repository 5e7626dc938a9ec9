//! What stands around every page: who, for whom, as of when, and where the
//! reader is.

use std::sync::Arc;

use serde::Serialize;

use super::address::{address, register};
use super::context::{Link, Shared, root};
use super::pages::{Across, REGISTERS, register_title};
use super::path::SitePath;
use crate::model::{Detail, Item, Kind, Ref, day_label};
use crate::release::Release;

/// The same on every page; templates read it as `site`.
#[derive(Serialize)]
pub(super) struct SiteView {
    pub(super) authority: String,
    pub(super) title: String,
    pub(super) notice: Option<String>,
    /// `internal`, `assessor` or `public`.
    pub(super) audience: &'static str,
    pub(super) as_of: String,
    pub(super) as_of_date: String,
    pub(super) tool_version: &'static str,
    pub(super) regulator: String,
    pub(super) practice: String,
    /// Themes and statements, in the framework's order.
    pub(super) rail: Vec<RailTheme>,
    /// The registers and other pages, by heading.
    pub(super) sections: Vec<Section>,
}

#[derive(Serialize)]
pub(super) struct RailTheme {
    pub(super) id: String,
    pub(super) title: String,
    /// From the site's root.
    pub(super) path: String,
    pub(super) statements: Vec<RailStatement>,
}

#[derive(Serialize)]
pub(super) struct RailStatement {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) path: String,
    /// The authority's own score.
    pub(super) score: Option<u8>,
}

/// A group of links in the navigation.
#[derive(Serialize)]
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) links: Vec<SectionLink>,
}

#[derive(Serialize)]
pub(super) struct SectionLink {
    pub(super) title: String,
    pub(super) path: String,
    /// How many things it lists.
    pub(super) count: Option<usize>,
}

/// What differs from page to page; templates read it as `page`.
#[derive(Serialize, Clone)]
pub(super) struct Frame {
    pub(super) title: String,
    /// From the page up to the site's root: empty, or `../`.
    pub(super) root: String,
    /// The page's own path from the root.
    pub(super) path: String,
    /// The theme that the reader is in.
    pub(super) theme: Option<String>,
    /// The statement that the reader is in.
    pub(super) statement: Option<String>,
    /// The way from the home page, without the page itself.
    pub(super) crumbs: Vec<Link>,
    /// The headings on the page.
    pub(super) contents: Vec<Link>,
    /// The handling marking of the pack.
    pub(super) marking: Option<String>,
    /// The marking of what the page is about, where it has another.
    pub(super) own_marking: Option<String>,
    /// Whether it is a draft.
    pub(super) draft: bool,
}

impl Frame {
    /// A page at a path, with the pack's marking.
    pub(super) fn new(shared: &Shared<'_>, path: &SitePath, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            root: root(path),
            path: path.as_str().to_owned(),
            theme: None,
            statement: None,
            crumbs: Vec::new(),
            contents: Vec::new(),
            marking: shared.release.marking().map(str::to_owned),
            own_marking: None,
            draft: false,
        }
    }

    /// Shows the marking of the item that the page is about.
    pub(super) fn marked(mut self, item: &Item) -> Self {
        let own = item.basics.marking.as_ref();
        self.own_marking = own.filter(|own| self.marking.as_ref() != Some(own)).cloned();
        self
    }

    /// Adds a step on the way from the home page.
    pub(super) fn crumb(mut self, path: &SitePath, text: impl Into<String>) -> Self {
        let here = SitePath::new(self.path.clone());
        self.crumbs.push(Link { href: here.link_to(path), text: text.into() });
        self
    }

    /// Adds the headings that the page has.
    pub(super) fn contents(mut self, parts: &[(&str, &str, bool)]) -> Self {
        let there = parts.iter().filter(|(_, _, there)| *there);
        self.contents =
            there.map(|(id, text, _)| Link { href: format!("#{id}"), text: (*text).to_owned() }).collect();
        self
    }
}

/// What is the same on every page.
pub(super) fn site_view(shared: &Shared<'_>) -> SiteView {
    let release = shared.release;
    let (settings, framework, practice) = (release.settings(), release.framework(), release.practice());
    let rail = framework.themes.iter().map(|theme| RailTheme {
        id: theme.id.to_string(),
        title: theme.title.clone(),
        path: path_of(&Ref::new(Kind::Theme, theme.id.clone())),
        statements: framework
            .statements_of(&theme.id)
            .map(|statement| rail_statement(shared, &statement.id))
            .collect(),
    });
    SiteView {
        authority: settings.authority.clone(),
        title: settings.title.clone(),
        notice: settings.notice.clone(),
        audience: release.audience().name(),
        as_of: day_label(shared.assessment.as_of),
        as_of_date: shared.assessment.as_of.to_string(),
        tool_version: env!("CARGO_PKG_VERSION"),
        regulator: framework.regulator.clone(),
        practice: settings.practice_name.clone().unwrap_or_else(|| practice.title.clone()),
        rail: rail.collect(),
        sections: sections(shared),
    }
}

fn rail_statement(shared: &Shared<'_>, id: &std::sync::Arc<str>) -> RailStatement {
    let name = Ref::new(Kind::Statement, id.clone());
    let judgement = shared.release.item(&Ref::new(Kind::Judgement, id.clone()));
    let score = judgement.and_then(|item| match &item.detail {
        Detail::Judgement(judgement) => judgement.score.as_ref().map(|score| score.value),
        _ => None,
    });
    RailStatement { title: shared.title(&name), path: path_of(&name), id: id.to_string(), score }
}

fn path_of(name: &Ref) -> String {
    address(name).path.as_str().to_owned()
}

/// The navigation below the rail; what would lead to an empty page is left out.
fn sections(shared: &Shared<'_>) -> Vec<Section> {
    let release = shared.release;
    let listed = |kind: Kind, title: &str, count: usize| {
        let path = register(kind).as_str().to_owned();
        (count > 0).then(|| SectionLink { title: title.into(), path, count: Some(count) })
    };
    let of = |kind: Kind, title: &str| listed(kind, title, release.of(kind).len());
    let alone =
        |title: &str, path: &str| Some(SectionLink { title: title.into(), path: path.into(), count: None });
    let evidence = REGISTERS.map(|kind| of(kind, register_title(kind)));
    let pages = |internal: bool| {
        let pages = Across::of(release).filter(move |page| page.is_internal() == internal);
        pages.map(|page| alone(page.title(), page.path().as_str()))
    };
    let practice = [
        listed(Kind::Expectation, "What people expect", release.framework().expectations.len()),
        listed(Kind::Rule, "Golden rules", release.practice().rules.len()),
        listed(Kind::Site, "Innovation sites", release.settings().sites.len()),
    ];
    let about = own_pages(release).into_iter().map(|item| alone(&item.basics.title, &path_of(item.name())));
    let about = about.chain([
        alone("Glossary", "glossary.html"),
        alone("About this pack", "about.html"),
        alone("Accessibility", "accessibility.html"),
    ]);
    vec![
        Section { title: "Where we stand", links: pages(true).flatten().collect() },
        Section { title: "Evidence", links: evidence.into_iter().flatten().collect() },
        Section { title: "Across the pack", links: pages(false).chain(practice).flatten().collect() },
        Section { title: "About", links: about.flatten().collect() },
    ]
}

/// The authority's own pages, in their order.
pub(super) fn own_pages(release: &Release) -> Vec<&Item> {
    let mut own: Vec<&Item> = release.of(Kind::Page).iter().map(Arc::as_ref).collect();
    own.sort_by_key(|item| (page_order(item), item.name().clone()));
    own
}

fn page_order(item: &Item) -> i64 {
    match &item.detail {
        Detail::Page(page) => page.order,
        _ => 0,
    }
}
