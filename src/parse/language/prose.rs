//! What an author wrote for readers, and where it stands in its file.

use std::ops::Range;

use super::allow::Allow;
use super::blocks::{Block, blocks};
use crate::diagnostic::Located;
use crate::language::words;
use crate::source::{Node, Role, SourceText, Value};

/// A text: the body of a file, or the value of a field.
#[derive(Clone, Debug)]
pub(in crate::parse) struct Passage {
    /// Where the item begins that it is written in; none for the file's own.
    pub(super) owner: Option<usize>,
    /// Its paragraphs.
    pub(super) blocks: Vec<Block>,
    /// What its author allows.
    pub(super) allows: Vec<Allow>,
    /// Where it stands.
    pub(super) stands: Stands,
    /// Whether it is a word that is explained.
    pub(super) explained: bool,
    /// Whether comments can stand in it.
    pub(super) markdown: bool,
}

/// Where a text stands in its file, by its own bytes.
#[derive(Clone, Debug)]
pub(super) enum Stands {
    /// As it is, from this byte.
    From(usize),
    /// Word by word: YAML may write it on several lines, or within marks.
    Words(Vec<(Range<usize>, Range<usize>)>),
    /// Somewhere here.
    Within(Range<usize>),
}

impl Stands {
    /// Where the value of a field stands.
    fn of(node: &Node, value: &str, file: &str) -> Self {
        let span = node.place.start..node.place.end;
        let Some(raw) = file.get(span.clone()) else { return Self::Within(span) };
        if let Some(at) = raw.find(value).filter(|at| raw[at + value.len()..].len() + at <= 2) {
            return Self::From(span.start + at);
        }
        let (of_value, of_raw) = (words(value), words(raw));
        let same = of_value.len() == of_raw.len()
            && of_value.iter().zip(&of_raw).all(|(value, raw)| value.text == raw.text);
        if !same {
            return Self::Within(span);
        }
        let moved = |range: &Range<usize>| span.start + range.start..span.start + range.end;
        let pairs = of_value.iter().zip(&of_raw);
        Self::Words(pairs.map(|(value, raw)| (value.span.clone(), moved(&raw.span))).collect())
    }

    /// Where a run of the text stands.
    pub(super) fn place(&self, run: &Range<usize>) -> Range<usize> {
        match self {
            Self::From(at) => at + run.start..at + run.end,
            Self::Within(span) => span.clone(),
            Self::Words(words) => {
                let first = words.partition_point(|(value, _)| value.end <= run.start);
                let after = words.partition_point(|(value, _)| value.start < run.end);
                let ends = words.get(first).zip(after.checked_sub(1).and_then(|last| words.get(last)));
                ends.map_or(0..0, |((_, first), (_, last))| first.start..last.end.max(first.start))
            }
        }
    }
}

impl Passage {
    /// The text that follows a file's fields.
    pub(in crate::parse) fn of_body(source: &SourceText, span: &Range<usize>) -> Self {
        let (blocks, allows) = blocks(&source.text[span.clone()]);
        Self {
            owner: None,
            blocks,
            allows,
            stands: Stands::From(span.start),
            explained: false,
            markdown: true,
        }
    }

    fn of_value(node: &Node, value: &str, file: &str, at: &At) -> Self {
        let (blocks, allows) =
            if at.markdown { blocks(value) } else { (vec![Block::whole(value)], Vec::new()) };
        Self {
            owner: at.owner,
            blocks,
            allows,
            stands: Stands::of(node, value, file),
            explained: at.explained,
            markdown: at.markdown,
        }
    }
}

/// Fields that hold words for readers, wherever they stand.
const PROSE: &[&str] = &[
    "title",
    "before",
    "what_changed",
    "now",
    "prevented",
    "basis",
    "what",
    "result",
    "reason",
    "claim",
    "why",
    "finding",
    "question",
    "method",
    "note",
    "label",
    "notice",
    "term",
    "means",
    "text",
    "groups",
    "not_applicable",
    "practice_name",
];

/// Fields whose insides are names, addresses, or somebody's own words.
const NOT_OURS: &[&str] = &["quotes", "source", "from", "published", "comparators", "consent", "person"];

/// Lists whose entries are items of their own.
const ITEMS: &[(Role, &str)] =
    &[(Role::Meeting, "actions"), (Role::Documents, "documents"), (Role::InformationReturn, "items")];

/// Where the walk through a file's fields is.
#[derive(Clone, Default)]
struct At {
    owner: Option<usize>,
    explained: bool,
    markdown: bool,
}

/// The texts in a file's fields. The framework's are not the author's.
pub(in crate::parse) fn of_fields(node: &Node, source: &SourceText) -> Vec<Passage> {
    let mut found = Vec::new();
    if !matches!(source.role, Role::Framework | Role::Language) {
        walk(node, source, &At::default(), &mut found);
    }
    found
}

fn walk(node: &Node, source: &SourceText, at: &At, found: &mut Vec<Passage>) {
    match &node.value {
        Value::Fields(fields) => fields.iter().for_each(|field| of_field(field, source, at, found)),
        Value::List(nodes) => nodes.iter().for_each(|node| walk(node, source, at, found)),
        Value::Text(_) | Value::Empty => {}
    }
}

fn of_field((name, node): &(Located<String>, Node), source: &SourceText, at: &At, found: &mut Vec<Passage>) {
    let name = name.value.as_str();
    // A judgement's `because` is a sentence, an action's is what it came from.
    let prose = PROSE.contains(&name) || (name == "because" && source.role == Role::Judgement);
    match &node.value {
        _ if NOT_OURS.contains(&name) => {}
        Value::List(nodes) if ITEMS.contains(&(source.role, name)) => {
            for node in nodes {
                walk(node, source, &At { owner: Some(node.place.start), ..at.clone() }, found);
            }
        }
        Value::Text(value) if prose => {
            let at = At { explained: name == "term", markdown: name == "method", ..at.clone() };
            found.push(Passage::of_value(node, value, &source.text, &at));
        }
        Value::List(nodes) if prose => {
            for node in nodes {
                match &node.value {
                    Value::Text(value) => found.push(Passage::of_value(node, value, &source.text, at)),
                    _ => walk(node, source, at, found),
                }
            }
        }
        _ => walk(node, source, at, found),
    }
}
