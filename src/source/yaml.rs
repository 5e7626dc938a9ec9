//! YAML to a tree whose every node knows its place. The only file that names
//! the YAML crate.
//!
//! Values stay text here: what a text means (a date, a number, yes or no) is
//! for the field that holds it to say, so that `title: 2026` is a title.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Location, NonFiniteFloatPolicy, Spanned};

use super::room::deep;
use super::slips;
use crate::diagnostic::{Code, Finding, Located, Place};
use crate::model::{Limit, Limits};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where.
    pub place: Place,
    /// What.
    pub value: Value,
}

/// The shapes that YAML has.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing after the colon.
    Empty,
    /// A word, a number, a date, a text: as written, without quotes.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Fields with their values, in order; a field may stand twice.
    Fields(Vec<(Located<String>, Node)>),
}

/// What the reader needs while serde drives it: serde passes no context.
struct Reading {
    path: Arc<str>,
    text: Arc<str>,
    offset: usize,
}

thread_local! {
    static READING: RefCell<Option<Reading>> = const { RefCell::new(None) };
}

/// Reads the YAML of a span of a file; places are in the whole file.
///
/// # Errors
/// What cannot be read, and what is above the limits of nesting and aliases.
pub fn parse_yaml(path: &Arc<str>, text: &str, span: Range<usize>, limits: &Limits) -> Result<Node, Finding> {
    deep(limits, || parse_here(path, text, &span, limits))
}

fn parse_here(path: &Arc<str>, text: &str, span: &Range<usize>, limits: &Limits) -> Result<Node, Finding> {
    let deepest = limits.count(Limit::Nesting);
    let yaml = &text[span.clone()];
    let options = serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
        reject_unsupported_tags: true,
        // How many values there are is a matter of how large the file is.
        budget: serde_yaml::budget! {
            max_depth: deepest,
            flow_nesting_limit: deepest,
            max_events: usize::MAX,
            max_nodes: usize::MAX,
            max_aliases: usize::MAX,
            max_anchors: usize::MAX,
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: limits.count(Limit::Aliases),
        },
    };
    let reading = Reading { path: Arc::clone(path), text: yaml.into(), offset: span.start };
    READING.set(Some(reading));
    let result = serde_yaml::from_str_with_options::<Node>(yaml, options);
    READING.set(None);
    result.map_err(|error| syntax_error(path, text, span, &error, limits))
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Raw>::deserialize(deserializer)?;
        Ok(READING.with_borrow(|reading| {
            let reading = reading.as_ref().expect("set by parse_yaml for as long as serde runs");
            let span = bytes_of(&spanned.referenced);
            let value = match spanned.value {
                Raw::Empty => Value::Empty,
                Raw::Text(text) => Value::Text(text),
                // Numbers and yes or no: as the author wrote them.
                Raw::Literal => {
                    let written = reading.text.get(bytes_of(&spanned.defined)).unwrap_or_default();
                    Value::Text(written.trim().to_owned())
                }
                Raw::List(nodes) => Value::List(nodes),
                Raw::Fields(fields) => Value::Fields(
                    fields
                        .into_iter()
                        .map(|(key, node)| {
                            (Located::new(key.value.0, reading.place(bytes_of(&key.referenced))), node)
                        })
                        .collect(),
                ),
            };
            Self { place: reading.place(span), value }
        }))
    }
}

impl Reading {
    fn place(&self, span: Range<usize>) -> Place {
        let end = trim_end(&self.text, span.clone());
        Place::new(&self.path, self.offset + span.start..self.offset + end)
    }
}

/// The end of a span without the line ends that blocks carry.
fn trim_end(text: &str, span: Range<usize>) -> usize {
    text.get(span.clone()).map_or(span.end, |inner| span.start + inner.trim_end().len())
}

fn bytes_of(location: &Location) -> Range<usize> {
    let span = location.span();
    let start = usize::try_from(span.byte_offset().unwrap_or(0)).unwrap_or(0);
    let length = usize::try_from(span.byte_len().unwrap_or(0)).unwrap_or(0);
    start..start + length
}

/// A field's name: whatever scalar stands before the colon.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

enum Raw {
    Empty,
    Text(String),
    Literal,
    List(Vec<Node>),
    Fields(Vec<(Spanned<Key>, Node)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Literal)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Literal)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Literal)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Literal)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Literal)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Literal)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = items.next_element()? {
            nodes.push(node);
        }
        Ok(Raw::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(Raw::Fields(fields))
    }
}

/// An error of the YAML crate as a finding.
fn syntax_error(
    path: &Arc<str>,
    text: &str,
    span: &Range<usize>,
    error: &serde_yaml::Error,
    limits: &Limits,
) -> Finding {
    let at = error.location().map_or(0, |location| first_byte(&text[span.clone()], &location));
    let at = span.start + at;
    if let Some(limit) = limit_of(error) {
        let (what, help) = match limit {
            Limit::Nesting => {
                ("this is nested too deeply", "is a bracket, or a step to the right, too many?")
            }
            _ => ("this repeats itself too often", "write the values out plainly, without `&` and `*`"),
        };
        let message = format!("{what}; {}", limits.allowed(limit));
        return Finding::new(Code::YamlLimit, Place::new(path, at..at), message)
            .help(Limits::help(limit, help));
    }
    if let Some(slip) = slips::find(text, span, at) {
        return Finding::new(Code::YamlSyntax, Place::new(path, slip.at..slip.at), slip.message)
            .help(slip.help);
    }
    let words = error.render_with_formatter(&serde_yaml::UserMessageFormatter).to_lowercase();
    let (message, help) = slips::in_plain_words(&words);
    Finding::new(Code::YamlSyntax, Place::new(path, at..at), message).help(help)
}

/// The limit that was met, where it was one.
fn limit_of(error: &serde_yaml::Error) -> Option<Limit> {
    match error {
        serde_yaml::Error::AliasError { error, .. } => limit_of(error),
        serde_yaml::Error::Budget { breach: serde_yaml::budget::BudgetBreach::Depth { .. }, .. } => {
            Some(Limit::Nesting)
        }
        serde_yaml::Error::Budget { .. }
        | serde_yaml::Error::AliasReplayLimitExceeded { .. }
        | serde_yaml::Error::AliasExpansionLimitExceeded { .. }
        | serde_yaml::Error::AliasReplayStackDepthExceeded { .. } => Some(Limit::Aliases),
        // The scanner's own limit has no variant of its own.
        other => other.to_string().starts_with("recursion limit").then_some(Limit::Nesting),
    }
}

/// Syntax errors come with a position in characters only.
fn first_byte(yaml: &str, location: &Location) -> usize {
    let characters = usize::try_from(location.span().offset()).unwrap_or(usize::MAX);
    yaml.char_indices().nth(characters).map_or(yaml.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Node, Finding> {
        parse_yaml(&"a.yaml".into(), text, 0..text.len(), &Limits::default())
    }

    fn fields(node: &Node) -> Vec<(&str, &str)> {
        let Value::Fields(fields) = &node.value else { panic!("fields expected: {node:?}") };
        let text = |node: &Node| match &node.value {
            Value::Text(text) => Box::leak(text.clone().into_boxed_str()) as &str,
            other => Box::leak(format!("{other:?}").into_boxed_str()) as &str,
        };
        fields.iter().map(|(name, node)| (name.value.as_str(), text(node))).collect()
    }

    #[test]
    fn scalars_stay_as_they_are_written() {
        let node =
            parse("a: 1.10\nb: 2026-03-04\nc: yes\nd: \"x: y\"\ne: 007\nf: .nan\n").expect("good YAML");
        assert_eq!(
            fields(&node),
            [("a", "1.10"), ("b", "2026-03-04"), ("c", "yes"), ("d", "x: y"), ("e", "007"), ("f", ".nan")]
        );
    }

    #[test]
    fn places_are_bytes_in_the_whole_file() {
        let text = "---\ntítle: A tree\n---\n";
        let node = parse_yaml(&"a.md".into(), text, 4..19, &Limits::default()).expect("good YAML");
        let Value::Fields(fields) = &node.value else { panic!("fields expected") };
        assert_eq!(&text[fields[0].0.place.start..fields[0].0.place.end], "títle");
        assert_eq!(&text[fields[0].1.place.start..fields[0].1.place.end], "A tree");
    }

    #[test]
    fn a_field_that_stands_twice_is_kept_twice() {
        assert_eq!(fields(&parse("a: 1\na: 2\n").expect("read")), [("a", "1"), ("a", "2")]);
    }

    #[test]
    fn a_colon_in_a_title_is_explained() {
        let finding = parse("date: 2026-01-01\ntitle: Safe: at home\n").expect_err("a second colon");
        assert_eq!(
            finding.help.as_deref(),
            Some("a colon in a title needs quotes: `title: \"Safe: at home\"`")
        );
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for n in 1..12 {
            let last = n - 1;
            bomb.extend([format!(
                "a{n}: &a{n} [*a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}]\n"
            )]);
        }
        assert_eq!(parse(&bomb).expect_err("a bomb").code, Code::YamlLimit);
        assert_eq!(parse(&"[".repeat(5000)).expect_err("deep").code, Code::YamlLimit);
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in "[ -~\\n\\t:\\-#\"'\\[\\]{}&*!é]{0,200}") {
            let _ = parse(&text);
        }
    }
}
