//! The third stage: documents become one graph.
//!
//! Every reference is resolved to the name of a thing that exists, aliases
//! included, or is a finding with its place and the nearest name. After this
//! stage nothing asks again whether a reference leads anywhere.

mod declared;
mod log;
mod names;
mod scales;
mod sums;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Finding};
use crate::model::{
    Citation, ConversationLog, Detail, DocumentTarget, Framework, Item, Pack, Practice, Ref, Relation,
    Settings,
};
use crate::picture::Format;
use names::{Names, Resolved};

/// A pack whose references all lead somewhere.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The pack's settings.
    pub settings: Settings,
    /// The regulator's framework.
    pub framework: Framework,
    /// The practice.
    pub practice: Practice,
    /// Every item, sorted by name.
    pub items: Vec<Arc<Item>>,
    /// The conversation log, where there is one.
    pub log: Option<ConversationLog>,
    /// Every reference, sorted and without repeats.
    pub edges: Vec<Edge>,
    /// Earlier names and what they lead to now.
    pub aliases: BTreeMap<Ref, Ref>,
}

/// One thing cites another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The one that cites.
    pub from: Ref,
    /// What it says by it.
    pub relation: Relation,
    /// The one that is cited.
    pub to: Ref,
}

/// Joins a pack's documents. `attachments` are the files of the pack that
/// documents may name.
pub fn link(pack: Pack, attachments: &BTreeMap<Arc<str>, PathBuf>) -> (Graph, Vec<Finding>) {
    let Pack { mut settings, mut framework, practice, mut items, log, unread } = pack;
    let mut findings = declared::check_framework(&framework);
    names::canonical_judgements(&mut items, &framework);
    let log_there = log.is_some() || unread.log;
    let mut names = Names::collect(&items, unread, &settings, &framework, &practice, &mut findings);
    let meeting_dates = declared::meeting_dates(&items);
    let linked = items.par_iter_mut().map(|item| {
        let mut linked = resolve(item, &names);
        let findings = &mut linked.findings;
        declared::check_item(item, &settings, &framework, &practice, findings);
        declared::check_tables(item, &settings, &framework, &practice, findings);
        declared::fill_title(item, &framework, &practice);
        declared::check_action_dates(item, &meeting_dates, findings);
        check_document(item, attachments, findings);
        check_pictures(item, attachments, findings);
        log::check_item(item, &settings, log_there, findings);
        scales::check(item, findings);
        linked
    });
    let mut linked: Vec<Linked> = linked.collect();
    for item in &mut linked {
        findings.append(&mut item.findings);
        findings.extend(item.unknown.iter().map(|citation| names.unknown(citation)));
    }
    declared::check_settings(&settings, &practice, &mut findings);
    declared::check_successors(&items, &mut findings);
    sums::check(&items, &mut findings);
    apply_rules(&mut settings, &mut framework, &mut names, &mut findings);
    log::resolve_experience(&mut settings, &mut names, &items, &mut findings);
    let mut both: Vec<(Arc<Item>, Linked)> = items.into_iter().zip(linked).collect();
    both.sort_by(|(a, _), (b, _)| a.name().cmp(b.name()));
    // Items by name, and the references of each in order: all are, but where two items have one name.
    let (mut items, mut edges) = (Vec::with_capacity(both.len()), Vec::new());
    for (item, mut linked) in both {
        items.push(item);
        edges.append(&mut linked.edges);
    }
    edges.sort();
    edges.dedup();
    (Graph { settings, framework, practice, items, log, edges, aliases: names.aliases }, findings)
}

/// What an item gives to the graph.
#[derive(Default)]
struct Linked {
    edges: Vec<Edge>,
    /// References that lead nowhere.
    unknown: Vec<Citation>,
    findings: Vec<Finding>,
}

/// Turns every reference of an item into the name of what it leads to. Most are
/// that name already: an item is changed only where one is not.
fn resolve(item: &mut Arc<Item>, names: &Names) -> Linked {
    let (mut linked, mut loose) = (Linked::default(), false);
    item.citations(&mut |relation, citation| match names.resolve(citation) {
        Resolved::Name(to) => {
            loose |= to != citation.to;
            linked.edges.push(Edge { from: item.name().clone(), relation, to });
        }
        Resolved::Unread => {}
        Resolved::Unknown => linked.unknown.push(citation.clone()),
    });
    linked.edges.sort_unstable();
    if loose {
        Arc::make_mut(item).citations_mut(&mut |_, citation| {
            if let Resolved::Name(to) = names.resolve(citation) {
                citation.to = to;
            }
        });
    }
    linked
}

/// The rules of evidence as the pack changes them stand in the framework from here on.
fn apply_rules(
    settings: &mut Settings,
    framework: &mut Framework,
    names: &mut Names,
    findings: &mut Vec<Finding>,
) {
    framework.evidence.change(&settings.evidence, &settings.fresh_for);
    for (statement, categories) in &mut settings.evidence.expects {
        for category in &*categories {
            declared::check_category(category, framework, findings);
        }
        match names.resolve(statement) {
            Resolved::Name(name) => statement.to = name,
            Resolved::Unread => {}
            Resolved::Unknown => findings.push(names.unknown(statement)),
        }
        let known = framework.statements.iter_mut().find(|known| known.id == statement.to.id);
        if let Some(known) = known {
            known.expects.clone_from(categories);
        }
    }
}

/// Pictures that a text shows are in the pack, under the very name that is
/// written: a web server tells capital letters apart, wherever the pack is kept.
fn check_pictures(item: &Item, attachments: &BTreeMap<Arc<str>, PathBuf>, findings: &mut Vec<Finding>) {
    for shown in item.pictures().filter(|shown| !attachments.contains_key(&shown.file)) {
        let other_case = attachments.keys().find(|path| path.to_lowercase() == shown.file.to_lowercase());
        let (message, help) = if let Some(path) = other_case {
            let help = "write its name as it is, capital letters included: on the web they make a difference";
            (format!("the picture is called `{path}`, and here `{}`", shown.file), help.to_owned())
        } else {
            let pictures = attachments.keys().filter(|path| Format::of_name(path).is_some());
            let near = crate::diagnostic::suggestion(&shown.file, pictures.map(|path| &**path));
            let help = "copy it into the pack, for example into `content/pictures`; the path is from the folder of this text, or begins with `content/` or `data/`";
            (
                format!("there is no picture `{}` in the pack", shown.file),
                near.unwrap_or_else(|| help.to_owned()),
            )
        };
        findings.push(Finding::new(Code::MissingPicture, shown.place.clone(), message).help(help));
    }
}

/// Kinds of file that a browser runs: opened from the site, they could do what
/// its pages are forbidden to.
const ACTIVE: [&str; 16] = [
    "html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "svg", "svgz", "xml", "xsl", "xslt", "js", "mjs",
    "hta", "htc",
];
/// Kinds of picture and film of which only the whole file can be passed on,
/// with the place and the day that a camera wrote into it.
const WITH_PLACE: [&str; 12] =
    ["tif", "tiff", "gif", "heic", "heif", "avif", "dng", "psd", "mp4", "m4v", "mov", "3gp"];

fn check_document(item: &Item, attachments: &BTreeMap<Arc<str>, PathBuf>, findings: &mut Vec<Finding>) {
    let Detail::Document(document) = &item.detail else { return };
    let DocumentTarget::File(file) = &document.target else { return };
    let ending = file.value.rsplit('.').next().unwrap_or_default().to_lowercase();
    if ACTIVE.contains(&ending.as_str()) {
        let message = format!("a document that ends in `.{ending}` can hold scripts");
        let help = "save it as PDF, or a picture as PNG; or name its web address with `url:`";
        findings.push(Finding::new(Code::ActiveDocument, file.place.clone(), message).help(help));
        return;
    }
    if WITH_PLACE.contains(&ending.as_str()) {
        let message = format!(
            "a file that ends in `.{ending}` can hold where and when it was made, which cannot be taken out"
        );
        let help = "save a picture as JPEG or PNG; or name the web address of a film with `url:`";
        findings.push(Finding::new(Code::Picture, file.place.clone(), message).help(help));
        return;
    }
    if attachments.contains_key(&file.value) || log::is_log(&file.value) {
        return;
    }
    let message = format!("there is no file `{}` in the pack", file.value);
    let near = crate::diagnostic::suggestion(&file.value, attachments.keys().map(|path| &**path));
    let help = near.unwrap_or_else(|| {
        "write its path from the pack's folder: `data/documents/carers-strategy.pdf`".into()
    });
    findings.push(Finding::new(Code::MissingDocument, file.place.clone(), message).help(help));
}
