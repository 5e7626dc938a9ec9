//! Reading the fields of a mapping, each with its type.
//!
//! A [`Fields`] hands out values by name and remembers which names were asked
//! for. What is left over at the end is unknown, and the names that were asked
//! for are what an unknown one may have meant. Nothing here stops at the first
//! finding: a wrong value is reported and read as if it were not there.

use std::cell::RefCell;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use super::advice;
use super::findings::Findings;
use super::period_help::period_help;
use super::values::{Choice, choices_in_words, chosen, date_help, id_help, parse_duration, parse_reference};
use crate::diagnostic::{Code, Finding, Located, Place, list_of, suggestion};
use crate::model::{Citation, Kind, Period, is_id, parse_date};
use crate::source::{Node, Value};

/// The fields of a mapping.
pub(super) struct Fields<'a> {
    entries: Vec<(&'a Located<String>, &'a Node)>,
    asked: RefCell<Vec<&'static str>>,
    place: Place,
    what: &'static str,
    pub(super) findings: &'a Findings,
}

impl<'a> Fields<'a> {
    /// The fields of a node that should be a mapping; `what` is what it
    /// describes, in words: "a story".
    pub(super) fn of(node: &'a Node, what: &'static str, findings: &'a Findings) -> Option<Self> {
        let Value::Fields(fields) = &node.value else {
            let message = format!("{what} is written as fields, not as {}", advice::shape(node));
            findings.add(
                Finding::new(Code::WrongType, node.place.clone(), message)
                    .help("write lines of the form `name: value`"),
            );
            return None;
        };
        let mut entries: Vec<(&Located<String>, &Node)> = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            if entries.iter().any(|(known, _)| known.value == name.value) {
                let message = format!("the field `{}` stands twice", name.value);
                findings.add(
                    Finding::new(Code::DuplicateField, name.place.clone(), message)
                        .help("remove one of the two"),
                );
            } else {
                entries.push((name, value));
            }
        }
        let place = node.place.clone();
        Some(Self { entries, asked: RefCell::default(), place, what, findings })
    }

    /// Where the mapping begins.
    pub(super) fn place(&self) -> Place {
        Place::new(&self.place.path, self.place.start..self.place.start)
    }

    /// Where a field's value stands, or the mapping where there is none.
    pub(super) fn place_of(&self, name: &str) -> Place {
        self.peek(name).map_or_else(|| self.place(), |node| node.place.clone())
    }

    fn peek(&self, name: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(known, _)| known.value == name).map(|(_, node)| *node)
    }

    /// The value of a field that is there and not empty.
    pub(super) fn node(&self, name: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(name);
        self.peek(name).filter(|node| !matches!(node.value, Value::Empty))
    }

    /// Whether a field is written, even with nothing after the colon.
    pub(super) fn has(&self, name: &'static str) -> bool {
        self.asked.borrow_mut().push(name);
        self.peek(name).is_some()
    }

    fn add(&self, code: Code, place: Place, message: String, help: impl Into<Option<String>>) {
        self.findings.add(Finding::new(code, place, message).maybe_help(help.into()));
    }

    /// Reports a required field that is not there.
    pub(super) fn missing(&self, name: &str, example: &str) {
        let place = match self.entries.iter().find(|(known, _)| known.value == name) {
            Some((name, _)) => name.place.clone(),
            None => self.place(),
        };
        let message = format!("{} needs the field `{name}`", self.what);
        self.add(Code::MissingField, place, message, format!("for example `{name}: {example}`"));
    }

    /// Text, as written.
    pub(super) fn text_at(&self, name: &'static str) -> Option<Located<String>> {
        let node = self.node(name)?;
        let text = self.scalar(name, node)?.trim();
        (!text.is_empty()).then(|| Located::new(text.to_owned(), node.place.clone()))
    }

    /// Text, without its place.
    pub(super) fn text(&self, name: &'static str) -> Option<String> {
        self.text_at(name).map(|text| text.value)
    }

    /// Text that has to be there; `example` shows what could stand there.
    pub(super) fn required_text(&self, name: &'static str, example: &str) -> Option<String> {
        self.required(name, example, Self::text)
    }

    /// Whatever `read` reads, reported where the field is missing. A value
    /// that is there and wrong has been reported by `read`.
    pub(super) fn required<T>(
        &self,
        name: &'static str,
        example: &str,
        read: impl Fn(&Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        let before = self.findings.len();
        let value = read(self, name);
        if value.is_none() && self.findings.len() == before {
            self.missing(name, example);
        }
        value
    }

    pub(super) fn scalar(&self, name: &str, node: &'a Node) -> Option<&'a str> {
        if let Value::Text(text) = &node.value {
            return Some(text);
        }
        let message = format!("`{name}` holds one value, not {}", advice::shape(node));
        self.add(Code::WrongType, node.place.clone(), message, advice::one_value(name, node));
        None
    }

    /// A date.
    pub(super) fn date(&self, name: &'static str) -> Option<Date> {
        let node = self.node(name)?;
        self.date_of(name, node)
    }

    fn date_of(&self, name: &str, node: &'a Node) -> Option<Date> {
        let text = self.scalar(name, node)?;
        let date = parse_date(text.trim());
        if date.is_none() {
            self.add(
                Code::InvalidDate,
                node.place.clone(),
                format!("`{text}` is not a date"),
                date_help(text),
            );
        }
        date
    }

    /// A period.
    pub(super) fn period(&self, name: &'static str) -> Option<Period> {
        let node = self.node(name)?;
        let text = self.scalar(name, node)?.trim();
        let period = Period::parse(text);
        if period.is_none() {
            let message = format!("`{text}` is not a period");
            self.add(Code::InvalidPeriod, node.place.clone(), message, period_help(text));
        }
        period
    }

    /// A finite number, never a zero below zero. Thousands separators are not read: `1,200` is two
    /// numbers to one reader and one to another.
    pub(super) fn number(&self, name: &'static str) -> Option<f64> {
        let node = self.node(name)?;
        self.number_of(name, node)
    }

    pub(super) fn number_of(&self, name: &str, node: &'a Node) -> Option<f64> {
        let text = self.scalar(name, node)?.trim();
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
        let number = text.parse::<f64>().ok().filter(|number| plain && number.is_finite());
        // What is added makes 0 of -0.
        let number = number.map(|number| number + 0.0);
        if number.is_none() {
            let help =
                format!("write `{name}` with digits alone, without %, £ or commas, for example `12.5`");
            self.add(Code::InvalidNumber, node.place.clone(), format!("`{text}` is not a number"), help);
        }
        number
    }

    /// A whole number in a range, both ends included.
    pub(super) fn whole(&self, name: &'static str, from: u32, to: u32) -> Option<u32> {
        let node = self.node(name)?;
        self.whole_of(name, node, from, to)
    }

    pub(super) fn whole_of(&self, name: &str, node: &'a Node, from: u32, to: u32) -> Option<u32> {
        let text = self.scalar(name, node)?.trim();
        let number = text.parse::<u32>().ok().filter(|number| (from..=to).contains(number));
        if number.is_none() {
            let range =
                if to == u32::MAX { format!("{from} or more") } else { format!("from {from} to {to}") };
            let message = format!("`{name}` is a whole number {range}, not `{text}`");
            self.add(Code::InvalidNumber, node.place.clone(), message, advice::digits(name, text));
        }
        number
    }

    /// Yes or no; no where the field is missing.
    pub(super) fn flag(&self, name: &'static str) -> bool {
        let Some(node) = self.node(name) else { return false };
        let Some(text) = self.scalar(name, node) else { return false };
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" => true,
            "false" | "no" => false,
            _ => {
                self.add(
                    Code::WrongType,
                    node.place.clone(),
                    format!("`{name}` is `true` or `false`, not `{text}`"),
                    None,
                );
                false
            }
        }
    }

    /// One of a few words.
    pub(super) fn choice<T: Choice>(&self, name: &'static str) -> Option<T> {
        self.choice_of(name, self.node(name)?)
    }

    pub(super) fn choice_of<T: Choice>(&self, name: &str, node: &'a Node) -> Option<T> {
        let text = self.scalar(name, node)?;
        let value = chosen(text);
        if value.is_none() {
            let help = choices_in_words::<T>(text);
            self.add(Code::UnknownValue, node.place.clone(), format!("`{name}` cannot be `{text}`"), help);
        }
        value
    }

    /// A list, each entry one of a few words.
    pub(super) fn choices<T: Choice>(&self, name: &'static str) -> Vec<T> {
        self.list(name).into_iter().filter_map(|node| self.choice_of(name, node)).collect()
    }

    /// An id of something declared elsewhere.
    pub(super) fn id(&self, name: &'static str) -> Option<Located<Arc<str>>> {
        let node = self.node(name)?;
        self.id_of(name, node)
    }

    pub(super) fn id_of(&self, name: &str, node: &'a Node) -> Option<Located<Arc<str>>> {
        let text = self.scalar(name, node)?.trim();
        if !is_id(text) {
            self.add(Code::InvalidId, node.place.clone(), format!("`{text}` cannot be an id"), id_help(text));
            return None;
        }
        Some(Located::new(text.into(), node.place.clone()))
    }

    /// The entries of a list; one value alone is a list of one.
    pub(super) fn list(&self, name: &'static str) -> Vec<&'a Node> {
        self.node(name).map_or_else(Vec::new, entries)
    }

    /// Each entry of a list, read as fields.
    pub(super) fn each<T>(
        &self,
        name: &'static str,
        what: &'static str,
        read: impl Fn(&Fields<'a>) -> Option<T>,
    ) -> Vec<T> {
        self.list(name).into_iter().filter_map(|node| read_fields(node, what, self.findings, &read)).collect()
    }

    /// A mapping inside this one.
    pub(super) fn inner<T>(
        &self,
        name: &'static str,
        what: &'static str,
        read: impl Fn(&Fields<'a>) -> Option<T>,
    ) -> Option<T> {
        read_fields(self.node(name)?, what, self.findings, read)
    }

    /// A list of texts.
    pub(super) fn texts(&self, name: &'static str) -> Vec<String> {
        let texts = self.list(name).into_iter();
        texts.filter_map(|node| self.scalar(name, node)).map(|text| text.trim().to_owned()).collect()
    }

    /// A list of ids declared elsewhere.
    pub(super) fn ids(&self, name: &'static str) -> Vec<Located<Arc<str>>> {
        self.node(name).map_or_else(Vec::new, |node| self.ids_of(name, node))
    }

    /// The ids in a node that is at hand already.
    pub(super) fn ids_of(&self, name: &str, node: &'a Node) -> Vec<Located<Arc<str>>> {
        entries(node).into_iter().filter_map(|node| self.id_of(name, node)).collect()
    }

    /// A reference. With one kind the word before the colon may be left out.
    pub(super) fn reference(&self, name: &'static str, kinds: &[Kind]) -> Option<Citation> {
        let node = self.node(name)?;
        self.reference_of(name, node, kinds)
    }

    /// A list of references.
    pub(super) fn references(&self, name: &'static str, kinds: &[Kind]) -> Vec<Citation> {
        self.list(name).into_iter().filter_map(|node| self.reference_of(name, node, kinds)).collect()
    }

    pub(super) fn reference_of(&self, name: &str, node: &'a Node, kinds: &[Kind]) -> Option<Citation> {
        let text = self.scalar(name, node)?;
        match parse_reference(text, kinds, &node.place) {
            Ok(citation) => Some(citation),
            Err(finding) => {
                self.findings.add(finding);
                None
            }
        }
    }

    /// A length of time such as `18 months`.
    pub(super) fn duration_of(&self, name: &str, node: &'a Node) -> Option<Span> {
        let text = self.scalar(name, node)?.trim();
        let span = parse_duration(text);
        if span.is_none() {
            let help = "write a number and a unit: `2 weeks`, `18 months`, `3 years`".to_owned();
            self.add(Code::WrongType, node.place.clone(), format!("`{text}` is not a length of time"), help);
        }
        span
    }

    /// Names and values of a mapping whose names are the author's own.
    pub(super) fn pairs(&self) -> Vec<(&'a Located<String>, &'a Node)> {
        self.entries.clone()
    }

    /// Reports the fields that nobody asked for.
    pub(super) fn finish(self) {
        for (name, node) in &self.entries {
            if !self.asked.borrow().contains(&name.value.as_str()) {
                let (message, help) = self.unknown(&name.value, matches!(node.value, Value::Empty));
                self.add(Code::UnknownField, name.place.clone(), message, help);
            }
        }
    }

    /// What an unknown field may be.
    fn unknown(&self, name: &str, alone: bool) -> (String, String) {
        if let Some(slip) = advice::slip_in_braces(name).filter(|_| alone) {
            return slip;
        }
        let mut known = self.asked.borrow().clone();
        known.sort_unstable();
        known.dedup();
        let help = suggestion(name, known.iter().copied())
            .unwrap_or_else(|| format!("the fields here are {}", list_of(known, "and")));
        (format!("{} has no field `{name}`", self.what), help)
    }
}

/// The entries of a list; one value alone is a list of one.
fn entries(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::List(nodes) => nodes.iter().filter(|node| !matches!(node.value, Value::Empty)).collect(),
        Value::Empty => Vec::new(),
        _ => vec![node],
    }
}

/// Reads a node as fields and reports those left over.
pub(super) fn read_fields<'a, T>(
    node: &'a Node,
    what: &'static str,
    findings: &'a Findings,
    read: impl Fn(&Fields<'a>) -> Option<T>,
) -> Option<T> {
    let fields = Fields::of(node, what, findings)?;
    let value = read(&fields);
    fields.finish();
    value
}
