//! `trace`: where the words and numbers of an item appear, in the pack, in
//! each edition as it would be built now, and in sites that were built before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::args::TraceArgs;
use super::edition::{edition, skin};
use super::session::Session;
use super::{Outcome, refuse};
use crate::diagnostic::{counted, suggestion};
use crate::guard::{Sign, Signs};
use crate::link::Graph;
use crate::model::{Audience, Item, Kind, Ref, day_label};
use crate::source::Sources;

pub(super) fn run(mut session: Session, args: &TraceArgs) -> Outcome {
    let Some(graph) = session.graph().filter(|_| !session.has_errors()) else { return session.report(None) };
    let Some(item) = named(&graph, &args.name) else { return not_there(&graph, &args.name) };
    let signs = Signs::of(item, &graph.framework);
    let mut out = format!("{}: {}\n", item.name(), item.basics.title);
    let _ = writeln!(out, "written in {}", item.basics.place.path);
    cited_by(&graph, item.name(), &mut out);
    in_sources(&session.sources, item, &signs, &mut out);
    in_editions(&mut session, &graph, &signs, &mut out);
    for folder in sites(&session.root, &args.site) {
        in_site(&folder, &signs, &mut out);
    }
    out.push_str(
        "\nTo take it back: say so in its file (`consent: {status: withdrawn}`, or `status: withdrawn`), mend the\n\
         other places in the pack, build every edition again, and replace every copy that was handed out.",
    );
    session.report(Some(&out))
}

/// The item by its name or an earlier one; the kind may be left out where only
/// one item has the id.
fn named<'a>(graph: &'a Graph, name: &str) -> Option<&'a Item> {
    let (kind, id) = name.split_once(':').map_or((None, name), |(kind, id)| (Kind::named(kind), id));
    let mut found = graph
        .items
        .iter()
        .filter(|item| &*item.name().id == id && kind.is_none_or(|kind| kind == item.name().kind));
    match (found.next(), found.next()) {
        (Some(item), None) => Some(item),
        (Some(_), Some(_)) => None,
        (None, _) => {
            let now = graph.aliases.get(&Ref::new(kind?, id))?;
            graph.items.iter().map(Arc::as_ref).find(|item| item.name() == now)
        }
    }
}

fn not_there(graph: &Graph, name: &str) -> Outcome {
    let names: Vec<String> = graph.items.iter().map(|item| item.name().to_string()).collect();
    let help = suggestion(name, names.iter().map(String::as_str))
        .unwrap_or_else(|| "write its kind and its id: `ninefold trace story:garden-gate`".to_owned());
    refuse(&format!("no one item of the pack is called `{name}`"), Some(&help))
}

fn cited_by(graph: &Graph, name: &Ref, out: &mut String) {
    let mut citing: BTreeMap<&Ref, Vec<&str>> = BTreeMap::new();
    for edge in graph.edges.iter().filter(|edge| edge.to == *name) {
        citing.entry(&edge.from).or_default().push(edge.relation.name());
    }
    let _ = writeln!(out, "\ncited by {}", counted(citing.len(), "item"));
    for (from, relations) in citing {
        let place = graph.items.iter().find(|item| item.name() == from).map(|item| &item.basics.place.path);
        let place = place.map_or("", |path| path);
        let _ = writeln!(out, "  {from} ({}) in {place}", relations.join(", "));
    }
}

/// Its words in the texts of the pack, but for the lines that it is written in.
fn in_sources(sources: &Sources, item: &Item, signs: &Signs, out: &mut String) {
    let own = &item.basics.place;
    // An action, a document or a request stands in a file with others.
    let shares = matches!(item.name().kind, Kind::Action | Kind::Document | Kind::Requirement);
    let mut lines: Vec<String> = Vec::new();
    for source in sources.texts.values().filter(|source| shares || source.path != own.path) {
        for seen in signs.in_text(&source.text) {
            if source.path == own.path && (own.start..own.end).contains(&seen.span.start) {
                continue;
            }
            let line = source.text[..seen.span.start].matches('\n').count() + 1;
            lines.push(format!("  {}:{line}: {}", source.path, words(&seen.sign)));
        }
    }
    lines.dedup();
    let _ = writeln!(out, "\nits words elsewhere in the pack: {}", counted(lines.len(), "place"));
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
}

fn in_editions(session: &mut Session, graph: &Graph, signs: &Signs, out: &mut String) {
    let skin = skin(session, graph);
    for audience in [Audience::Internal, Audience::Assessor, Audience::Public] {
        let made = edition(session, graph.clone(), audience, skin.clone());
        let to = (&mut session.stages, &mut session.findings);
        let files = made.files(to, &|| true, &|file| file).unwrap_or_default();
        let files = files.iter().map(|file| (file.path.as_str().to_owned(), &*file.bytes));
        let as_of = day_label(made.assessment.as_of);
        let title = format!("the {} edition, as it would be built as of {as_of}", audience.name());
        files_with(&title, files, signs, out);
    }
}

/// The sites to look through: those asked for, or the usual one.
fn sites(root: &Path, asked: &[PathBuf]) -> Vec<PathBuf> {
    let usual = root.join("public");
    match asked {
        [] if usual.is_dir() => vec![usual],
        asked => asked.to_vec(),
    }
}

fn in_site(folder: &Path, signs: &Signs, out: &mut String) {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let mut unread = Vec::new();
    let files = entries.filter_map(|entry| {
        let read = entry.map_err(|error| error.to_string()).and_then(|entry| {
            if !entry.file_type().is_file() {
                return Ok(None);
            }
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = path.to_string_lossy().replace('\\', "/");
            let bytes = std::fs::read(entry.path()).map_err(|error| format!("{path}: {error}"))?;
            Ok(Some((path, bytes)))
        });
        read.unwrap_or_else(|error| {
            unread.push(error);
            None
        })
    });
    files_with(&format!("the site in {}, as it stands", folder.display()), files, signs, out);
    for error in unread {
        let _ = writeln!(out, "  not read: {error}");
    }
}

/// A line for each file that has something of the item.
fn files_with<B: AsRef<[u8]>>(
    title: &str,
    files: impl Iterator<Item = (String, B)>,
    signs: &Signs,
    out: &mut String,
) {
    let found = files.map(|(path, bytes)| (signs.in_file(&path, bytes.as_ref()), path));
    let found: Vec<(BTreeSet<Sign>, String)> = found.filter(|(signs, _)| !signs.is_empty()).collect();
    let _ = writeln!(out, "\n{title}: {}", counted(found.len(), "file"));
    for (signs, path) in found {
        let mut parts: Vec<String> =
            signs.iter().filter(|sign| !matches!(sign, Sign::Passage(_))).map(words).collect();
        match signs.iter().filter(|sign| matches!(sign, Sign::Passage(_))).count() {
            0 => {}
            passages => parts.push(counted(passages, "passage")),
        }
        let _ = writeln!(out, "  {path}: {}", parts.join(", "));
    }
}

fn words(sign: &Sign) -> String {
    match sign {
        Sign::Name => "its id".to_owned(),
        Sign::Title => "its title".to_owned(),
        Sign::Pseudonym(name) => format!("the name {name}"),
        Sign::Passage(words) => format!("a passage: “{words}”"),
        Sign::Figure(number) => format!("the number {number}"),
    }
}
