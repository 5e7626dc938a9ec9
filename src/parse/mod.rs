//! The second stage: texts become typed documents.
//!
//! Each kind of file has a file here that knows its fields. Files are read in
//! parallel and put together in the order of their paths; every finding of
//! every file comes out, whatever else is wrong.

mod accessibility;
mod action_table;
mod advice;
mod choices;
mod common;
mod conversations;
mod documents;
mod evidence_rules;
mod feedback;
mod fields;
mod findings;
mod framework;
mod front_matter;
mod judgement;
mod kept;
mod known_people;
mod language;
mod live_table;
mod markdown;
mod meeting;
mod metric;
mod page;
mod period_help;
mod personal_data;
mod practice;
mod published;
mod settings;
mod story;
mod values;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use rayon::prelude::*;

use crate::diagnostic::{Code, Finding, Located, Place, any_error, nearest};
use crate::model::{Detail, Item, Kind, Limit, Limits, Pack, PersonalData, Ref, Unread};
use crate::source::{Node, Role, SourceText, Sources, Value, parse_yaml, too_many_items, with_room};
use fields::{Fields, read_fields};
use findings::Findings;
use kept::{KeptFile, Reader};
use language::Ruled;
use published::Asked;

pub use kept::Kept;
pub use known_people::{KnownPeople, known_people};

/// The frameworks and practices that come with Ninefold.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/framework");

/// Reads every text. There is no pack where its settings, framework or
/// practice cannot be read; items that cannot be read are left out, with their
/// findings.
pub fn parse(sources: &Sources) -> (Option<Pack>, Vec<Finding>) {
    let Parsed { pack, findings, .. } = with_room(&sources.limits, || parse_all(sources, None));
    (pack, findings)
}

/// The same, without reading again the files of which `kept` knows what they
/// say; what they say now takes its place.
pub fn parse_again(sources: &Sources, kept: &mut Kept) -> (Option<Pack>, Vec<Finding>) {
    let Parsed { pack, findings, kept: now } = with_room(&sources.limits, || parse_all(sources, Some(kept)));
    *kept = now;
    (pack, findings)
}

/// A pack, what is to be said of it, and what is kept for the next time.
struct Parsed {
    pack: Option<Pack>,
    findings: Vec<Finding>,
    kept: Kept,
}

fn parse_all(sources: &Sources, before: Option<&Kept>) -> Parsed {
    let mut findings = Vec::new();
    let settings = sources
        .of(Role::Settings)
        .next()
        .and_then(|source| yaml(source, sources.limits, &mut findings, "the pack", settings::read));
    let named = settings.as_ref();
    let known = |findings: &mut Vec<Finding>| {
        let named = named?;
        let framework = data_file(sources, &named.framework, "framework", findings, framework::read);
        let practice = data_file(sources, &named.practice, "practice", findings, practice::read);
        Some((framework?, practice?))
    };
    // All other files wait for these.
    let (known, (words, of_words)) = rayon::join(|| known(&mut findings), || language::read(sources));
    findings.extend(of_words);
    let rules = known.as_ref().map(|(framework, practice)| language::rules(words, framework, practice));
    let reader = Reader::new(sources.limits, rules.as_ref(), before);
    let Said { mut items, asked, mut unread, kept } = items(sources, reader, &mut findings);
    if items.len() > sources.limits.count(Limit::Items) {
        findings.push(too_many_items(items.len(), &sources.limits));
        return Parsed { pack: None, findings, kept: Kept::of_files(kept, rules) };
    }
    let log = sources.log.as_ref().and_then(|file| conversations::read(file, named, &mut findings));
    unread.log = sources.log.is_some() && log.is_none();
    if let Some(rules) = &rules {
        findings.extend(
            sources.of(Role::Settings).flat_map(|source| language::of_settings(source, sources, rules)),
        );
    }
    if let Some(settings) = &settings {
        let reading: BTreeSet<Ref> = asked.iter().map(|(name, _)| name.clone()).collect();
        findings.extend(published::fill(&mut items, asked, settings, sources));
        findings.extend(
            items.iter().filter(|item| reading.contains(item.name())).flat_map(|item| stray_marks(item)),
        );
    }
    let pack = settings.zip(known).map(|(settings, (framework, practice))| Pack {
        settings,
        framework,
        practice,
        items,
        log,
        unread,
    });
    Parsed { pack, findings, kept: Kept::of_files(kept, rules) }
}

/// What the pack says of personal data. Where it has a fault, what is left of
/// it holds: nothing is let through by a mistake.
pub fn personal_data(sources: &Sources) -> (PersonalData, Vec<Finding>) {
    let mut findings = Vec::new();
    let read = sources.of(Role::PersonalData).next().and_then(|source| {
        let read = |fields: &Fields<'_>| Some(personal_data::read(fields, sources));
        // A file of notes alone says nothing.
        let empty = source.text.lines().all(|line| line.trim().is_empty() || line.starts_with('#'));
        if empty {
            None
        } else {
            yaml(source, sources.limits, &mut findings, "what is said of personal data", read)
        }
    });
    (read.unwrap_or_default(), findings)
}

/// Breaks and phases of a metric that have no figures around them, once those
/// of published files are known.
fn stray_marks(item: &Item) -> Vec<Finding> {
    let Detail::Metric(metric) = &item.detail else { return Vec::new() };
    let place = Place::file(&item.basics.place.path);
    metric::outside(metric).into_iter().map(|message| metric::stray(message, place.clone())).collect()
}

/// What all files say.
struct Said {
    /// The items, in the order of their files' paths.
    items: Vec<Arc<Item>>,
    /// What they ask of published files.
    asked: Vec<(Ref, Asked)>,
    /// What files with errors may have held.
    unread: Unread,
    /// The files, where they are kept.
    kept: Vec<Arc<KeptFile>>,
}

/// The items of all files, read in parallel.
fn items(sources: &Sources, reader: Reader<'_>, findings: &mut Vec<Finding>) -> Said {
    let texts: Vec<&SourceText> = sources.texts.values().collect();
    let read: Vec<_> = texts.into_par_iter().map(|source| (source, reader.file(source))).collect();
    let mut all = Said { items: Vec::new(), asked: Vec::new(), unread: Unread::default(), kept: Vec::new() };
    for (path, role) in &sources.unread {
        note_unread(path, *role, &[], &mut all.unread);
    }
    for (source, (mut file, kept)) in read {
        if file.broken {
            note_unread(&source.path, source.role, &file.items, &mut all.unread);
        }
        all.items.append(&mut file.items);
        all.asked.extend(file.asked);
        all.kept.extend(kept);
        findings.append(&mut file.findings);
    }
    all
}

/// What a file with errors may have held besides the items that were read.
fn note_unread(path: &str, role: Role, items: &[Arc<Item>], unread: &mut Unread) {
    let (kind, several) = match role {
        Role::Story => (Kind::Story, None),
        Role::Feedback => (Kind::Feedback, None),
        Role::Judgement => (Kind::Judgement, None),
        Role::Page => (Kind::Page, None),
        Role::Metric => (Kind::Metric, None),
        Role::Meeting => (Kind::Meeting, Some(Kind::Action)),
        Role::Documents => (Kind::Document, Some(Kind::Document)),
        Role::InformationReturn => (Kind::Requirement, Some(Kind::Requirement)),
        Role::Settings | Role::Framework | Role::Language | Role::PersonalData | Role::KnownPeople => return,
    };
    unread.kinds.extend(several);
    if items.is_empty() {
        let stem = common::file_stem(path);
        let id = if kind == Kind::Meeting { stem } else { common::without_date(stem) };
        unread.names.insert(Ref::new(kind, id));
    }
}

/// What one file says.
#[derive(Clone, Debug)]
struct OfFile {
    items: Vec<Arc<Item>>,
    /// What a metric asks of published files.
    asked: Option<(Ref, Asked)>,
    findings: Vec<Finding>,
    /// Whether some of it could not be read.
    broken: bool,
}

/// Reads one file, and goes through what was written in it for readers by the
/// rules of language.
fn file(source: &SourceText, limits: Limits, rules: Option<&Ruled>) -> OfFile {
    let findings = Findings::within(limits);
    let mut asked = None;
    let one = |item: Option<Item>| item.into_iter().collect();
    let mut items = match source.role {
        Role::Story => one(story::read(source, &findings)),
        Role::Feedback => one(feedback::read(source, &findings)),
        Role::Judgement => one(judgement::read(source, &findings)),
        Role::Page => one(page::read(source, &findings)),
        Role::Meeting => meeting::read(source, &findings),
        Role::Metric => one(whole(source, &findings, "a metric", metric::read).map(|(item, asks)| {
            asked = asks.map(|asks| (item.name().clone(), asks));
            item
        })),
        Role::Documents => {
            whole(source, &findings, "the list of documents", |fields| Some(documents::read(fields)))
                .unwrap_or_default()
        }
        Role::InformationReturn => whole(source, &findings, "the information return", |fields| {
            Some(documents::read_requirements(fields))
        })
        .unwrap_or_default(),
        Role::Settings | Role::Framework | Role::Language | Role::PersonalData | Role::KnownPeople => {
            Vec::new()
        }
    };
    let passages = findings.take_passages();
    let mut findings = findings.into_inner();
    let broken = any_error(&findings);
    if let Some(rules) = rules {
        findings.extend(language::of_file(source, &passages, &mut items, rules));
    }
    OfFile { items: items.into_iter().map(Arc::new).collect(), asked, findings, broken }
}

/// Reads a file that is YAML from beginning to end.
fn whole<T>(
    source: &SourceText,
    findings: &Findings,
    what: &'static str,
    read: impl Fn(&Fields<'_>) -> Option<T>,
) -> Option<T> {
    let node = read_yaml(source, 0..source.text.len(), findings)?;
    read_fields(&node, what, findings, read)
}

/// Reads the YAML of a span of a file, and warns where it may have lost words.
fn read_yaml(source: &SourceText, span: Range<usize>, findings: &Findings) -> Option<Node> {
    match parse_yaml(&source.path, &source.text, span, &findings.limits) {
        Ok(node) => {
            warn_of_lost_words(&node, &source.text, findings);
            findings.keep(language::of_fields(&node, source));
            Some(node)
        }
        Err(finding) => {
            findings.add(finding);
            None
        }
    }
}

/// ` #1` begins a note in YAML, and what follows is not read; `&word` before a
/// text is a mark. A note that is meant as one has a space after its `#`.
fn warn_of_lost_words(node: &Node, text: &str, findings: &Findings) {
    match &node.value {
        Value::Empty => {}
        Value::List(nodes) => nodes.iter().for_each(|node| warn_of_lost_words(node, text, findings)),
        Value::Fields(fields) => fields.iter().for_each(|(_, node)| warn_of_lost_words(node, text, findings)),
        Value::Text(words) => {
            let line = text
                .get(..node.place.start)
                .and_then(|before| before.rsplit('\n').next())
                .unwrap_or_default();
            if let Some(lost) = line.split_whitespace().last().filter(|word| word.starts_with('&')) {
                let message = format!("`{lost}` is read as a mark of YAML and not as part of the text");
                let help =
                    format!("put the whole text in quotes: `{}`", in_quotes(&format!("{lost} {words}")));
                findings.add(Finding::new(Code::CutShort, node.place.clone(), message).help(help));
            }
            let rest = text.get(node.place.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let lost = rest.trim_start().strip_prefix('#').filter(|_| rest.starts_with([' ', '\t']));
            if let Some(lost) = lost.filter(|lost| lost.starts_with(|c: char| !c.is_whitespace())) {
                let message = format!("`#{}` is read as a note and not as part of the text", lost.trim_end());
                let help = format!(
                    "put the whole text in quotes: `{}`",
                    in_quotes(&format!("{words} #{}", lost.trim_end()))
                );
                let start = node.place.end + rest.len() - rest.trim_start().len();
                let place = Place::new(&node.place.path, start..node.place.end + rest.trim_end().len());
                findings.add(Finding::new(Code::CutShort, place, message).help(help));
            }
        }
    }
}

/// A text as YAML reads it back: within double quotes, or single ones where it
/// has double quotes itself.
fn in_quotes(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

fn yaml<T>(
    source: &SourceText,
    limits: Limits,
    findings: &mut Vec<Finding>,
    what: &'static str,
    read: impl Fn(&Fields<'_>) -> Option<T>,
) -> Option<T> {
    let own = Findings::within(limits);
    let value = whole(source, &own, what, read);
    findings.extend(own.into_inner());
    value
}

/// A framework or practice: the pack's own file, or the embedded one.
fn data_file<T>(
    sources: &Sources,
    id: &Located<Arc<str>>,
    what: &'static str,
    findings: &mut Vec<Finding>,
    read: impl Fn(&Fields<'_>) -> Option<T>,
) -> Option<T> {
    let path: Arc<str> = format!("data/framework/{}.yaml", id.value).into();
    if let Some(own) = sources.texts.get(&path) {
        return yaml(own, sources.limits, findings, what, read);
    }
    let Some(file) = EMBEDDED.get_file(format!("{}.yaml", id.value)) else {
        findings.push(no_data_file(sources, id, what));
        return None;
    };
    let text: Arc<str> = file.contents_utf8().unwrap_or_default().into();
    yaml(&SourceText { path, text, role: Role::Framework }, Limits::default(), findings, what, read)
}

fn no_data_file(sources: &Sources, id: &Located<Arc<str>>, what: &str) -> Finding {
    let embedded = EMBEDDED.files().map(|file| file.path().to_string_lossy().into_owned());
    let own = sources.of(Role::Framework).map(|source| source.path.to_string());
    let names: Vec<String> = embedded
        .chain(own)
        .filter_map(|path| Some(path.rsplit('/').next()?.strip_suffix(".yaml")?.to_owned()))
        .collect();
    let help = match nearest(&id.value, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("a {what} of your own is a file `data/framework/{}.yaml`", id.value),
    };
    Finding::new(
        Code::UnknownReference,
        id.place.clone(),
        format!("there is no {what} called `{}`", id.value),
    )
    .help(help)
}

/// The place of a whole file.
fn whole_file(source: &SourceText) -> Place {
    Place::file(&source.path)
}
