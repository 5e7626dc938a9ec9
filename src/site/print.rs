//! Print packs: pages of this edition bound for paper.
//!
//! `print/index.html` is the whole pack, `print/STATEMENT.html` a statement
//! with the evidence that its judgement cites. They are bound from pages that
//! are rendered already, so they hold nothing that the edition does not.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use super::address::address;
use super::bind::{Furniture, Page, Pages, Rules, main_part, place_of, read_pages};
use super::context::{Link, Shared};
use super::file::{Origin, SiteFile};
use super::frame::{Frame, own_pages};
use super::path::SitePath;
use crate::diagnostic::Finding;
use crate::model::{Detail, Item, Kind, Ref, Statement};
use crate::release::Release;

/// The folder of the print packs.
const FOLDER: &str = "print";
/// How many bytes stand around each page that is bound, and around all of them, at most.
const AROUND: usize = 500;
const AROUND_ALL: usize = 64 * 1024;
/// What has no use on paper.
const WITHOUT: [Furniture; 5] =
    [Furniture::Contents, Furniture::Neighbours, Furniture::AtHand, Furniture::Form, Furniture::Script];
/// Evidence that has a page of its own.
const PRINTED: [Kind; 5] = [Kind::Story, Kind::Feedback, Kind::Meeting, Kind::Action, Kind::Metric];

/// A section's entries in the contents.
#[derive(Serialize)]
struct Group {
    title: String,
    links: Vec<Link>,
}

/// A page of the site in the document.
#[derive(Serialize)]
struct Part<'p> {
    id: &'p str,
    /// Its own marking, where that is not the document's.
    marking: Option<&'p String>,
    /// Whether it begins a sheet of its own.
    sheet: bool,
    html: String,
}

/// What a print pack is made of, before it is bound.
struct Plan {
    path: SitePath,
    title: String,
    whole: bool,
    counts: Vec<String>,
    sections: Vec<Section>,
    /// The marking of the item that it is about.
    marking: Option<String>,
    crumb: Option<(SitePath, String)>,
}

impl Plan {
    /// The pages that it binds; one may stand there twice.
    fn pages(&self) -> impl Iterator<Item = &SitePath> {
        self.sections.iter().flat_map(|section| &section.pages)
    }
}

/// Pages that stand under one heading of the contents.
struct Section {
    title: String,
    pages: Vec<SitePath>,
    /// Whether each begins a sheet of its own, or the first alone.
    apart: bool,
}

impl Section {
    fn new(title: &str, pages: Vec<SitePath>) -> Self {
        Self { title: title.to_owned(), pages, apart: true }
    }

    /// One item of evidence follows another on the sheet.
    fn of_evidence(items: &[&Item]) -> Self {
        let pages = items.iter().map(|item| address(item.name()).path).collect();
        Self { apart: false, ..Self::new("Evidence", pages) }
    }
}

/// Where a statement's print pack stands.
fn path_of(statement: &str) -> SitePath {
    SitePath::new(format!("{FOLDER}/{statement}.html"))
}

/// Where the print packs of an edition stand: the whole pack first.
pub fn paths(release: &Release) -> Vec<SitePath> {
    let statements = release.framework().statements.iter().map(|statement| path_of(&statement.id));
    std::iter::once(path_of("index")).chain(statements).collect()
}

/// Every print pack, before they are bound.
pub(super) struct Packs(Vec<Plan>);

impl Packs {
    pub(super) fn of(shared: &Shared<'_>) -> Self {
        let statements = &shared.release.framework().statements;
        let mut plans: Vec<Plan> =
            statements.iter().map(|statement| of_statement(shared, statement)).collect();
        plans.push(whole(shared));
        Self(plans)
    }

    /// The pages that they bind.
    pub(super) fn wanted(&self) -> BTreeSet<&SitePath> {
        self.0.iter().flat_map(Plan::pages).collect()
    }

    /// Binds them from their pages, and gives what `take` makes of each.
    ///
    /// # Errors
    /// A page of the skin that has no main part; a template.
    pub(super) fn bind<T: Send>(
        &self,
        shared: &Shared<'_>,
        pages: &[SiteFile],
        take: &(dyn Fn(SiteFile) -> T + Sync),
    ) -> Result<Vec<T>, Vec<Finding>> {
        let markings = own_markings(shared.release);
        let pages = read_pages(pages, &shared.skin.name)?;
        let plans = self.0.par_iter();
        let bound: Vec<Result<T, Finding>> =
            plans.map(|plan| bind(shared, &pages, &markings, plan).map(take)).collect();
        let (bound, findings): (Vec<_>, Vec<_>) = bound.into_iter().partition(Result::is_ok);
        if findings.is_empty() {
            return Ok(bound.into_iter().filter_map(Result::ok).collect());
        }
        Err(findings.into_iter().filter_map(Result::err).collect())
    }
}

/// The print pack at a path, if one stands there, from the pages that it binds.
///
/// # Errors
/// The same as those of [`Packs::bind`].
pub(super) fn at(
    shared: &Shared<'_>,
    path: &str,
    page: &dyn Fn(&str) -> Option<SiteFile>,
) -> Option<Result<SiteFile, Vec<Finding>>> {
    let statements = &shared.release.framework().statements;
    let statement = statements.iter().find(|statement| path_of(&statement.id).as_str() == path);
    let plan = match statement {
        Some(statement) => of_statement(shared, statement),
        None if path_of("index").as_str() == path => whole(shared),
        None => return None,
    };
    let wanted: BTreeSet<&SitePath> = plan.pages().collect();
    let files: Vec<SiteFile> = wanted.into_iter().filter_map(|path| page(path.as_str())).collect();
    let bound = read_pages(&files, &shared.skin.name).and_then(|pages| {
        bind(shared, &pages, &own_markings(shared.release), &plan).map_err(|finding| vec![finding])
    });
    Some(bound)
}

/// The markings of pages that have another than the edition as a whole.
pub(super) fn own_markings(release: &Release) -> BTreeMap<String, String> {
    let own = release.items().iter().filter_map(|item| {
        let marking = item.basics.marking.as_ref().filter(|own| release.marking() != Some(own))?;
        let to = address(item.name());
        // An entry of a register does not mark the whole of it.
        to.part.is_none().then(|| (to.path.as_str().to_owned(), marking.clone()))
    });
    own.collect()
}

fn of_statement(shared: &Shared<'_>, statement: &Statement) -> Plan {
    let name = Ref::new(Kind::Statement, statement.id.clone());
    let (cited, documents) = cited(shared, statement);
    let page = address(&name).path;
    let sections = vec![Section::new("Quality statement", vec![page.clone()]), Section::of_evidence(&cited)];
    let mut counts = vec![match cited.len() {
        0 => "Its judgement cites no evidence in this edition, so the statement stands alone.".to_owned(),
        cited => printed(cited, "after it", "its"),
    }];
    if !documents.is_empty() {
        let titles: Vec<&str> = documents.iter().map(|item| item.basics.title.as_str()).collect();
        counts.push(format!("Documents that it cites, to be read on their own: {}.", titles.join("; ")));
    }
    let judgement = shared.release.item(&Ref::new(Kind::Judgement, statement.id.clone()));
    Plan {
        path: path_of(&statement.id),
        title: format!("{}: the statement and its evidence", statement.title),
        whole: false,
        counts,
        sections,
        marking: judgement.and_then(|item| item.basics.marking.clone()),
        crumb: Some((page, statement.title.clone())),
    }
}

fn whole(shared: &Shared<'_>) -> Plan {
    let (release, framework) = (shared.release, shared.release.framework());
    let mut own: Vec<SitePath> = vec![SitePath::new("index.html")];
    own.extend(own_pages(release).into_iter().map(|item| address(item.name()).path));
    let mut sections = vec![Section::new("Overview", own)];
    let mut evidence: Vec<&Item> = Vec::new();
    let mut known = BTreeSet::new();
    for theme in &framework.themes {
        let statements: Vec<&Statement> = framework.statements_of(&theme.id).collect();
        for statement in &statements {
            let new = cited(shared, statement).0.into_iter().filter(|item| known.insert(item.name()));
            evidence.extend(new);
        }
        let pages = statements.iter().map(|one| address(&Ref::new(Kind::Statement, one.id.clone())).path);
        sections.push(Section::new(&theme.title, pages.collect()));
    }
    sections.push(Section::of_evidence(&evidence));
    sections.push(Section::new("Words", vec![SitePath::new("glossary.html")]));
    let all: usize = PRINTED.iter().map(|kind| release.of(*kind).len()).sum();
    let documents = release.of(Kind::Document).len();
    let listed = all.saturating_sub(evidence.len());
    let mut counts = vec![
        printed(evidence.len(), "here", "a"),
        format!("{} listed with the statements and not printed.", are(listed, "other is", "others are")),
    ];
    if documents > 0 {
        counts.push(format!(
            "{} listed with the statements, to be read on their own.",
            are(documents, "document is", "documents are")
        ));
    }
    Plan {
        path: path_of("index"),
        title: "The whole pack".to_owned(),
        whole: true,
        counts,
        sections,
        marking: None,
        crumb: None,
    }
}

/// How many items are printed where, because whose judgement cites them.
fn printed(count: usize, place: &str, whose: &str) -> String {
    let items = are(count, "item of evidence is", "items of evidence are");
    format!(
        "{items} printed {place}, because {whose} judgement cites {}.",
        if count == 1 { "it" } else { "them" }
    )
}

fn are(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The evidence that the judgement of a statement cites, in the order that it
/// does, each once: items that have a page, and documents.
fn cited<'a>(shared: &Shared<'a>, statement: &Statement) -> (Vec<&'a Item>, Vec<&'a Item>) {
    let name = Ref::new(Kind::Judgement, statement.id.clone());
    let judgement = shared.release.item(&name);
    let mut names: Vec<&Ref> = Vec::new();
    if let Some(Detail::Judgement(judgement)) = judgement.map(|item| &item.detail) {
        for claim in judgement.strengths.iter().chain(&judgement.improvements) {
            names.extend(claim.evidence.iter().chain(&claim.action).map(|citation| &citation.to));
        }
    }
    // What its text alone names comes last.
    names.extend(shared.release.cites(&name).iter().map(|edge| &edge.to));
    let mut known = BTreeSet::new();
    let once = names.into_iter().filter(|name| known.insert(*name));
    let items = once.filter_map(|name| shared.release.item(name));
    let (documents, items): (Vec<&Item>, Vec<&Item>) = items
        .filter(|item| PRINTED.contains(&item.name().kind) || item.name().kind == Kind::Document)
        .partition(|item| item.name().kind == Kind::Document);
    (items, documents)
}

/// Binds one print pack and puts it into its frame.
fn bind(
    shared: &Shared<'_>,
    pages: &Pages<'_>,
    markings: &BTreeMap<String, String>,
    plan: &Plan,
) -> Result<SiteFile, Finding> {
    let paths = plan.sections.iter().flat_map(|section| &section.pages);
    let known: BTreeMap<&str, &Page<'_>> =
        paths.filter_map(|path| pages.get(path.as_str())).map(|page| (page.path(), page)).collect();
    let place = |path: &str, part: Option<&str>| Some(place_of(known.get(path)?, part, &WITHOUT));
    let picture = |path: &str| plan.path.link_to(&SitePath::new(path));
    let rules = Rules { place: &place, picture: &picture, without: &WITHOUT, lower: 1 };
    // The parts are most of the document, and this is of a large pack the largest
    // page: as soon as each is there it is put into the form that a template reads.
    let (mut groups, mut parts, mut size) = (Vec::new(), Vec::new(), 0);
    for section in &plan.sections {
        let held: Vec<&Page<'_>> = section.pages.iter().filter_map(|path| pages.get(path.as_str())).collect();
        if held.is_empty() {
            continue;
        }
        let link =
            |page: &&Page<'_>| Link { href: format!("#{}", page.path()), text: page.title().to_owned() };
        groups.push(Group { title: section.title.clone(), links: held.iter().map(link).collect() });
        parts.extend(held.iter().enumerate().map(|(at, page)| {
            let html = main_part(page, &rules);
            size += html.len() + AROUND;
            let marking = markings.get(page.path()).filter(|own| plan.marking.as_ref() != Some(own));
            let sheet = section.apart || at == 0;
            Value::from_serializable(&Part { id: page.path(), marking, sheet, html })
        }));
    }
    let mut frame = Frame::new(shared, &plan.path, plan.title.clone());
    frame.own_marking = plan.marking.clone().filter(|own| frame.marking.as_ref() != Some(own));
    if let Some((path, title)) = &plan.crumb {
        frame = frame.crumb(path, title.clone());
    }
    let mut context = Context::new();
    context.insert("page", &frame);
    let print = BTreeMap::from([
        ("whole", Value::from(plan.whole)),
        ("counts", Value::from(plan.counts.clone())),
        ("groups", Value::from_serializable(&groups)),
        ("parts", Value::from(parts)),
    ]);
    context.insert_value("print", Value::from(print));
    let html = shared.render_large("print.html", &context, size + AROUND_ALL)?;
    Ok(SiteFile { path: plan.path.clone(), bytes: html.into(), origin: Origin::Part("a print pack") })
}
