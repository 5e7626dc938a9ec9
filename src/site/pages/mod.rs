//! Every page of the site: which there are, and what each one shows.
//!
//! A page is a template and a context of typed views. Views are made when the
//! page is rendered and dropped after it, so that memory does not grow with
//! the number of pages times the size of a page.

mod a_to_z;
mod about;
mod accessibility;
mod cards;
mod chain;
mod claims;
mod conversations;
mod drawn;
mod evidence;
mod freshness;
mod insights;
mod item;
mod language;
mod loops;
mod matrix;
mod metric;
mod overview;
mod practice;
mod readiness;
mod registers;
mod rhythm;
mod sites;
mod statement;
mod states;
mod voices;

pub(super) use about::glossary_terms;
pub(super) use voices::community_name;

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use tera::Context;

use super::address::{address, register};
use super::context::{Here, Shared};
use super::file::{Origin, SiteFile};
use super::frame::Frame;
use super::kept::{Key, Parts};
use super::path::SitePath;
use crate::diagnostic::Finding;
use crate::model::{Audience, Item, Kind, Ref, Rule, Site, Statement, Theme};
use crate::release::Release;

pub(super) use cards::{actions_of, meeting_kind_title, people_at, senior_at};

/// The csv of the matrix and of the chart on the home page.
pub(super) const EVIDENCE_CSV: &str = "data/evidence-by-statement.csv";
/// The csv of actions open over time.
pub(super) const OPEN_CSV: &str = "data/actions-open-by-month.csv";
/// The csv of how long each action took.
pub(super) const DAYS_CSV: &str = "data/days-to-done.csv";
/// The csv of words by month and kind of text.
pub(super) const LANGUAGE_CSV: &str = "data/language.csv";
/// The csv of the periods of meetings.
pub(super) const RHYTHM_CSV: &str = "data/rhythm.csv";

/// The page of the search.
const SEARCH: &str = "search.html";

/// A page, before it is rendered.
#[derive(Clone, Copy)]
pub(super) enum Page<'a> {
    Home,
    Across(Across),
    Glossary,
    About,
    Accessibility,
    Theme(&'a Theme),
    Statement(&'a Statement),
    Item(&'a Item),
    Rule(&'a Rule),
    Site(&'a Site),
    Rules,
    Sites,
    Expectations,
    Register(Kind),
    Search,
    AToZ,
}

/// A page that looks across the whole pack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Across {
    Readiness,
    Claims,
    Freshness,
    Rhythm,
    Language,
    Conversations,
    Matrix,
    Loops,
    Voices,
    Insights,
}

impl Across {
    /// Every one that a release has. An edition that holds less than the
    /// authority has would say of meetings, claims and ages what is not so.
    pub(super) fn of(release: &Release) -> impl Iterator<Item = Self> {
        let all = [
            Self::Readiness,
            Self::Claims,
            Self::Freshness,
            Self::Rhythm,
            Self::Language,
            Self::Matrix,
            Self::Conversations,
            Self::Loops,
            Self::Voices,
            Self::Insights,
        ];
        let logged = release.log().is_some();
        let internal = release.audience() == Audience::Internal;
        let acts = !release.of(Kind::Action).is_empty();
        let learned = release.items().iter().any(|item| !item.tagging.insights.is_empty());
        all.into_iter().filter(move |page| match page {
            Self::Readiness | Self::Claims | Self::Freshness | Self::Rhythm | Self::Language => internal,
            Self::Matrix | Self::Voices => true,
            Self::Conversations => logged,
            Self::Loops => acts,
            Self::Insights => learned,
        })
    }

    /// Whether it is for the authority alone.
    pub(super) fn is_internal(self) -> bool {
        matches!(self, Self::Readiness | Self::Claims | Self::Freshness | Self::Rhythm | Self::Language)
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Readiness => "Readiness",
            Self::Claims => "Claims and their evidence",
            Self::Freshness => "What goes stale",
            Self::Rhythm => "Rhythm of meetings",
            Self::Language => "Our language",
            Self::Matrix => "Evidence matrix",
            Self::Conversations => "Conversations",
            Self::Loops => "Loops",
            Self::Voices => "Whose voice",
            Self::Insights => "What we learned",
        }
    }

    pub(super) fn path(self) -> SitePath {
        SitePath::new(match self {
            Self::Readiness => "readiness.html",
            Self::Claims => "claims.html",
            Self::Freshness => "freshness.html",
            Self::Rhythm => "rhythm.html",
            Self::Language => "language.html",
            Self::Matrix => "matrix.html",
            Self::Conversations => super::conversations::PAGE,
            Self::Loops => "loops.html",
            Self::Voices => "voices.html",
            Self::Insights => "insights.html",
        })
    }

    fn view(self, here: &mut Here<'_, '_>) -> Result<View, Finding> {
        match self {
            Self::Readiness => Ok(readiness::page(here)),
            Self::Claims => Ok(claims::page(here)),
            Self::Freshness => Ok(freshness::page(here)),
            Self::Rhythm => rhythm::page(here),
            Self::Language => language::page(here),
            Self::Matrix => Ok(matrix::page(here)),
            Self::Conversations => conversations::page(here),
            Self::Loops => loops::page(here),
            Self::Voices => Ok(voices::page(here)),
            Self::Insights => Ok(insights::page(here)),
        }
    }
}

/// What a page is made from.
enum View {
    /// The page itself: nothing that it is made from has changed.
    Known(Bytes),
    /// A template and what it shows, and the key to keep it by.
    New { template: &'static str, context: Context, key: Option<Key> },
}

/// The kinds that have a register.
pub(super) const REGISTERS: [Kind; 7] = [
    Kind::Story,
    Kind::Feedback,
    Kind::Meeting,
    Kind::Action,
    Kind::Metric,
    Kind::Document,
    Kind::Requirement,
];

/// What a register is called.
pub(super) fn register_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Story => "Stories of difference",
        Kind::Feedback => "Feedback",
        Kind::Meeting => "Meetings",
        Kind::Action => "Actions",
        Kind::Metric => "Figures",
        Kind::Document => "Documents",
        _ => "Information return",
    }
}

/// Every page of a release. Registers of kinds that the release has nothing of
/// are left out, as the navigation leaves them out.
pub(super) fn all(release: &Release) -> Vec<Page<'_>> {
    let framework = release.framework();
    let mut pages =
        vec![Page::Home, Page::Glossary, Page::About, Page::Accessibility, Page::Search, Page::AToZ];
    pages.extend(Across::of(release).map(Page::Across));
    pages.extend(framework.themes.iter().map(Page::Theme));
    pages.extend(framework.statements.iter().map(Page::Statement));
    if !framework.expectations.is_empty() {
        pages.push(Page::Expectations);
    }
    if !release.practice().rules.is_empty() {
        pages.push(Page::Rules);
        pages.extend(release.practice().rules.iter().map(Page::Rule));
    }
    if !release.settings().sites.is_empty() {
        pages.push(Page::Sites);
        pages.extend(release.settings().sites.iter().map(Page::Site));
    }
    pages.extend(REGISTERS.into_iter().filter(|kind| !release.of(*kind).is_empty()).map(Page::Register));
    let own_page =
        |item: &&Item| !matches!(item.name().kind, Kind::Judgement | Kind::Document | Kind::Requirement);
    pages.extend(release.items().iter().map(Arc::as_ref).filter(own_page).map(Page::Item));
    pages
}

impl Page<'_> {
    pub(super) fn path(self) -> SitePath {
        let of = |kind: Kind, id: &std::sync::Arc<str>| address(&Ref::new(kind, id.clone())).path;
        match self {
            Self::Home => SitePath::new("index.html"),
            Self::Across(across) => across.path(),
            Self::Glossary => SitePath::new("glossary.html"),
            Self::About => SitePath::new("about.html"),
            Self::Accessibility => SitePath::new("accessibility.html"),
            Self::Theme(theme) => of(Kind::Theme, &theme.id),
            Self::Statement(statement) => of(Kind::Statement, &statement.id),
            Self::Item(item) => address(item.name()).path,
            Self::Rule(rule) => of(Kind::Rule, &rule.id),
            Self::Site(site) => of(Kind::Site, &site.id),
            Self::Rules => register(Kind::Rule),
            Self::Sites => register(Kind::Site),
            Self::Expectations => register(Kind::Expectation),
            Self::Register(kind) => register(kind),
            Self::Search => SitePath::new(SEARCH),
            Self::AToZ => SitePath::new("a-to-z.html"),
        }
    }

    /// What the page is made from, for messages about its path.
    fn origin(self) -> Origin {
        match self {
            Self::Item(item) => Origin::Place(item.basics.place.clone()),
            Self::Site(site) => Origin::Place(site.place.clone()),
            Self::Theme(_) | Self::Statement(_) | Self::Expectations => Origin::Part("the framework"),
            Self::Rule(_) | Self::Rules => Origin::Part("the practice"),
            Self::Home => Origin::Part("the home page"),
            Self::Across(_) => Origin::Part("a page across the pack"),
            Self::Glossary => Origin::Part("the glossary"),
            Self::About => Origin::Part("the page about the pack"),
            Self::Accessibility => Origin::Part("the accessibility statement"),
            Self::Sites | Self::Register(_) => Origin::Part("a register"),
            Self::Search | Self::AToZ => Origin::Part("the search"),
        }
    }

    /// Renders the page.
    pub(super) fn render(self, shared: &Shared<'_>) -> Result<SiteFile, Finding> {
        let path = self.path();
        let mut here = Here::new(shared, path.clone());
        let view = self.view(&mut here)?;
        if let Some(finding) = here.failed.take() {
            return Err(finding);
        }
        let bytes = match view {
            View::Known(page) => page,
            View::New { template, context, key } => {
                let mut bytes = shared.render(template, &context)?.into_bytes();
                // A preview holds thousands of pages: without the room that they grew into.
                bytes.shrink_to_fit();
                let bytes = bytes.into();
                if let Some((kept, key)) = shared.kept.zip(key) {
                    kept.kept.keep_page(&path, key, &bytes);
                }
                bytes
            }
        };
        Ok(SiteFile { path, bytes, origin: self.origin() })
    }

    fn view(self, here: &mut Here<'_, '_>) -> Result<View, Finding> {
        let view = match self {
            Self::Home => return overview::home(here),
            Self::Across(across) => return across.view(here),
            Self::Glossary => about::glossary(here),
            Self::About => about::about(here),
            Self::Accessibility => accessibility::page(here),
            Self::Theme(theme) => overview::theme(here, theme),
            Self::Statement(statement) => statement::page(here, statement),
            Self::Item(item) => item::page(here, item),
            Self::Rule(rule) => practice::rule(here, rule),
            Self::Site(site) => sites::site(here, site),
            Self::Rules => practice::rules(here),
            Self::Sites => sites::sites(here),
            Self::Expectations => practice::expectations(here),
            Self::Register(kind) => match kind {
                Kind::Story => registers::stories(here),
                Kind::Feedback => registers::feedback(here),
                Kind::Meeting => registers::meetings(here),
                Kind::Action => registers::actions(here),
                Kind::Metric => registers::metrics(here),
                Kind::Document => registers::documents(here),
                _ => registers::requirements(here),
            },
            Self::Search => a_to_z::search(here),
            Self::AToZ => a_to_z::page(here),
        };
        Ok(view)
    }
}

fn theme_path(id: &std::sync::Arc<str>) -> SitePath {
    address(&Ref::new(Kind::Theme, id.clone())).path
}

/// Where a document's file goes: under the document's own id, so that two
/// documents never meet.
pub(super) fn attachment_path(id: &str, file: &str) -> SitePath {
    let name = file.rsplit('/').next().unwrap_or(file);
    // Characters that mean something in an address are replaced.
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    let name: String = name.chars().map(plain).collect();
    SitePath::new(format!("documents/{id}/{name}"))
}

impl Here<'_, '_> {
    /// A page as far as its template: kept from the last version where it shows
    /// the same. Templates read the frame as `page`, and the views by their names.
    fn view(&self, template: &'static str, frame: &Frame, views: &[(&'static str, &dyn Shown)]) -> View {
        let key = self.shared.kept.and_then(|kept| {
            let parts = kept.base.clone().with(template)?.with(frame)?;
            let add = |parts: Parts, (name, view): &(&str, &dyn Shown)| view.add_to(parts.with(name)?);
            Some(views.iter().try_fold(parts, add)?.key())
        });
        let known = self.shared.kept.zip(key).and_then(|(kept, key)| kept.kept.page(&self.path, &key));
        if let Some(page) = known {
            return View::Known(page);
        }
        let mut context = Context::new();
        context.insert("page", frame);
        for (name, view) in views {
            view.insert_into(&mut context, name);
        }
        View::New { template, context, key }
    }
}

/// A view of any type.
trait Shown {
    fn insert_into(&self, context: &mut Context, name: &'static str);
    fn add_to(&self, parts: Parts) -> Option<Parts>;
}

impl<T: Serialize> Shown for T {
    fn insert_into(&self, context: &mut Context, name: &'static str) {
        context.insert(name, self);
    }

    fn add_to(&self, parts: Parts) -> Option<Parts> {
        parts.with(self)
    }
}
