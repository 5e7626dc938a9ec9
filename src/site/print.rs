//! Print packs: pages of this edition bound for paper.
//!
//! `print/index.html` is the whole pack, `print/STATEMENT.html` a statement
//! with the evidence that its judgement cites. They are bound from pages that
//! are rendered already, so they hold nothing that the edition does not.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;
use tera::Context;

use super::address::address;
use super::bind::{Furniture, Page, Rules, main_part, place_of};
use super::context::{Link, Shared};
use super::file::{Origin, SiteFile};
use super::frame::{Frame, own_pages};
use super::path::SitePath;
use crate::diagnostic::{Code, Finding};
use crate::model::{Detail, Item, Kind, Ref, Statement};
use crate::release::Release;

/// The folder of the print packs.
const FOLDER: &str = "print";
/// What has no use on paper.
const WITHOUT: [Furniture; 5] =
    [Furniture::Contents, Furniture::Neighbours, Furniture::AtHand, Furniture::Form, Furniture::Script];
/// Evidence that has a page of its own.
const PRINTED: [Kind; 5] = [Kind::Story, Kind::Feedback, Kind::Meeting, Kind::Action, Kind::Metric];

/// The pages of a site, each read once.
pub(super) type Pages<'p> = BTreeMap<&'p str, Page<'p>>;

/// What the template reads as `print`.
#[derive(Serialize)]
struct PrintView {
    whole: bool,
    /// How much of the evidence stands here, in sentences.
    counts: Vec<String>,
    groups: Vec<Group>,
    parts: Vec<Part>,
}

/// Entries of the contents.
#[derive(Serialize)]
struct Group {
    title: String,
    links: Vec<Link>,
}

/// A page of the site in the document.
#[derive(Serialize)]
struct Part {
    id: String,
    /// Its own marking, where that is not the document's.
    marking: Option<String>,
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
    /// Paths of pages under their headings in the contents.
    groups: Vec<(String, Vec<SitePath>)>,
    /// The marking of the item that it is about.
    marking: Option<String>,
    crumb: Option<(SitePath, String)>,
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

/// Every print pack, from the pages of the site.
///
/// # Errors
/// A page of the skin that has no main part; a template.
pub(super) fn all(shared: &Shared<'_>, files: &[SiteFile]) -> Result<Vec<SiteFile>, Vec<Finding>> {
    let pages = read(files, &shared.skin)?;
    let markings = own_markings(shared.release);
    let mut plans: Vec<Plan> = shared
        .release
        .framework()
        .statements
        .iter()
        .map(|statement| of_statement(shared, statement))
        .collect();
    plans.push(whole(shared));
    let bound: Vec<Result<SiteFile, Finding>> =
        plans.into_par_iter().map(|plan| bind(shared, &pages, &markings, &plan)).collect();
    let (bound, findings): (Vec<_>, Vec<_>) = bound.into_iter().partition(Result::is_ok);
    if findings.is_empty() {
        return Ok(bound.into_iter().filter_map(Result::ok).collect());
    }
    Err(findings.into_iter().filter_map(Result::err).collect())
}

/// Reads the pages among some files.
///
/// # Errors
/// Each page that cannot be bound because its skin has taken out the main part.
pub(super) fn read<'p>(
    files: impl IntoIterator<Item = &'p SiteFile>,
    skin: &str,
) -> Result<Pages<'p>, Vec<Finding>> {
    let html = files.into_iter().filter(|file| is_page(file));
    let read: Vec<Result<(&str, Page<'p>), Finding>> = html
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|file| {
            let path = file.path.as_str();
            let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
            Page::read(path, text).map(|page| (path, page)).ok_or_else(|| without_main(path, skin))
        })
        .collect();
    let (pages, findings): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
    if findings.is_empty() {
        return Ok(pages.into_iter().filter_map(Result::ok).collect());
    }
    // Pages share their templates: one of them says what is wrong with all.
    Err(findings.into_iter().filter_map(Result::err).take(1).collect())
}

/// Whether a file is a page that Ninefold made, not a document of the pack.
pub(super) fn is_page(file: &SiteFile) -> bool {
    let path = std::path::Path::new(file.path.as_str());
    let attached =
        file.path.as_str().starts_with("documents/") && file.path.as_str().matches('/').count() > 1;
    path.extension().is_some_and(|ending| ending == "html") && !attached
}

fn without_main(path: &str, skin: &str) -> Finding {
    let message = format!(
        "the page `{path}` of the skin `{skin}` has no `<main id=\"main\">`, so it cannot be printed with others"
    );
    let help = format!(
        "let its template in `themes/{skin}/templates/` begin with `{{% extends \"base.html\" %}}`, and keep `<main id=\"main\">` around the page's own text in `base.html`"
    );
    Finding::without_place(Code::Template, message).help(help)
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
    let mut groups = vec![("Quality statement".to_owned(), vec![page.clone()])];
    groups.extend(evidence(&cited));
    let mut counts = vec![match cited.len() {
        0 => "Its judgement cites no evidence in this edition, so the statement stands alone.".to_owned(),
        cited => format!(
            "{} printed after it, because its judgement cites {}.",
            are(cited, "item of evidence is", "items of evidence are"),
            if cited == 1 { "it" } else { "them" }
        ),
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
        groups,
        marking: judgement.and_then(|item| item.basics.marking.clone()),
        crumb: Some((page, statement.title.clone())),
    }
}

fn whole(shared: &Shared<'_>) -> Plan {
    let (release, framework) = (shared.release, shared.release.framework());
    let mut own: Vec<SitePath> = vec![SitePath::new("index.html")];
    own.extend(own_pages(release).into_iter().map(|item| address(item.name()).path));
    let mut groups = vec![("Overview".to_owned(), own)];
    let mut printed: Vec<&Item> = Vec::new();
    let mut known = BTreeSet::new();
    for theme in &framework.themes {
        let statements: Vec<&Statement> = framework.statements_of(&theme.id).collect();
        for statement in &statements {
            let new = cited(shared, statement).0.into_iter().filter(|item| known.insert(item.name()));
            printed.extend(new);
        }
        let pages = statements.iter().map(|one| address(&Ref::new(Kind::Statement, one.id.clone())).path);
        groups.push((theme.title.clone(), pages.collect()));
    }
    groups.extend(evidence(&printed));
    groups.push(("Words".to_owned(), vec![SitePath::new("glossary.html")]));
    let all: usize = PRINTED.iter().map(|kind| release.of(*kind).len()).sum();
    let documents = release.of(Kind::Document).len();
    let listed = all.saturating_sub(printed.len());
    let mut counts = vec![format!(
        "{} printed here, because a judgement cites {}.",
        are(printed.len(), "item of evidence is", "items of evidence are"),
        if printed.len() == 1 { "it" } else { "them" }
    )];
    counts.push(format!(
        "{} listed with the statements and not printed.",
        are(listed, "other is", "others are")
    ));
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
        groups,
        marking: None,
        crumb: None,
    }
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

/// The heading of the contents for what is cited, where there is any.
fn evidence(items: &[&Item]) -> Vec<(String, Vec<SitePath>)> {
    let title = "Evidence".to_owned();
    let paths: Vec<SitePath> = items.iter().map(|item| address(item.name()).path).collect();
    if paths.is_empty() { Vec::new() } else { vec![(title, paths)] }
}

/// Binds one print pack and puts it into its frame.
fn bind(
    shared: &Shared<'_>,
    pages: &Pages<'_>,
    markings: &BTreeMap<String, String>,
    plan: &Plan,
) -> Result<SiteFile, Finding> {
    let listed = plan.groups.iter().flat_map(|(_, paths)| paths);
    let held: Vec<&Page<'_>> = listed.filter_map(|path| pages.get(path.as_str())).collect();
    let known: BTreeMap<&str, &Page<'_>> = held.iter().map(|page| (page.path(), *page)).collect();
    let place = |path: &str, part: Option<&str>| Some(place_of(known.get(path)?, part, &WITHOUT));
    let picture = |path: &str| plan.path.link_to(&SitePath::new(path));
    let rules = Rules { place: &place, picture: &picture, without: &WITHOUT, lower: 1 };
    // One item of evidence follows another; all else begins a sheet.
    let evidence: BTreeSet<SitePath> = PRINTED
        .iter()
        .flat_map(|kind| shared.release.of(*kind))
        .map(|item| address(item.name()).path)
        .collect();
    let follows = |path: &str| evidence.contains(&SitePath::new(path));
    let first = held.iter().position(|page| follows(page.path()));
    let parts = held.iter().enumerate().map(|(at, page)| Part {
        id: page.path().to_owned(),
        sheet: !follows(page.path()) || first == Some(at),
        marking: markings.get(page.path()).filter(|own| plan.marking.as_ref() != Some(own)).cloned(),
        html: main_part(page, &rules),
    });
    let groups = plan.groups.iter().map(|(title, paths)| Group {
        title: title.clone(),
        links: paths
            .iter()
            .filter_map(|path| pages.get(path.as_str()))
            .map(|page| Link { href: format!("#{}", page.path()), text: page.title().to_owned() })
            .collect(),
    });
    let view = PrintView {
        whole: plan.whole,
        counts: plan.counts.clone(),
        groups: groups.collect(),
        parts: parts.collect(),
    };
    let mut frame = Frame::new(shared, &plan.path, plan.title.clone());
    frame.own_marking = plan.marking.clone().filter(|own| frame.marking.as_ref() != Some(own));
    if let Some((path, title)) = &plan.crumb {
        frame = frame.crumb(path, title.clone());
    }
    let mut context = Context::new();
    context.insert("page", &frame);
    context.insert("print", &view);
    let html = shared.render("print.html", &context)?;
    Ok(SiteFile { path: plan.path.clone(), bytes: html.into_bytes(), origin: Origin::Part("a print pack") })
}
