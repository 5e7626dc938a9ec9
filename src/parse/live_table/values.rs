//! The values that a live table's fields are compared with.

use std::ops::Range;

use super::Reader;
use crate::diagnostic::{Located, list_of};
use crate::model::{Citation, Comparison, Condition, Field, Holds, Kind, Ref, Wanted, parse_date};
use crate::parse::values::{date_help, parse_reference, words_in_help};

/// A value as it is written, and where.
pub(super) type Written<'a> = (&'a str, Range<usize>);

impl Reader<'_> {
    /// A condition whose parts are all there; none where they do not fit.
    pub(super) fn condition_of(
        &self,
        field: Field,
        comparison: (Comparison, Range<usize>),
        values: &[Written<'_>],
    ) -> Option<Condition> {
        let (comparison, span) = comparison;
        if !matches!(comparison, Comparison::Is | Comparison::IsNot) {
            self.check_order(field, span, values)?;
        }
        // Every value is looked at: each may be wrong by itself.
        let wanted: Vec<Option<Wanted>> =
            values.iter().map(|value| self.wanted(field, value.0.trim(), &value.1)).collect();
        Some(Condition { field, comparison, wanted: wanted.into_iter().collect::<Option<_>>()? })
    }

    /// Only days come before and after one another.
    fn check_order(&self, field: Field, span: Range<usize>, values: &[Written<'_>]) -> Option<()> {
        let name = field.name();
        if field.holds() != Holds::Day {
            let message = format!("`{name}` is not compared by before and after");
            let help = "`<`, `<=`, `>` and `>=` are for dates; write `=` or `!=` here";
            return self.say(span, message, help);
        }
        if let [_, second, ..] = values {
            let message = format!("`{name}` is compared with two dates at once");
            let help = format!(
                "give one date here, and join a second condition by `and`: `{name}>=2026-01-01 and {name}<2026-04-01`"
            );
            return self.say(second.1.clone(), message, help);
        }
        Some(())
    }

    fn wanted(&self, field: Field, text: &str, span: &Range<usize>) -> Option<Wanted> {
        let name = field.name();
        if text.is_empty() {
            return self.say(span.clone(), format!("the value of `{name}` is empty"), example_help(field));
        }
        let place = (self.place)(span.clone());
        let refuse = |help: String| self.say(span.clone(), format!("`{name}` cannot be `{text}`"), help);
        match field.holds() {
            Holds::Thing(kind) => self.thing(kind, text, span).map(Wanted::Thing),
            Holds::Declared(_) => {
                Some(Wanted::Declared { id: Located::new(text.into(), place), title: String::new() })
            }
            Holds::Number => match text.parse::<u8>() {
                Ok(number @ 1..=9) => Some(Wanted::Number(Located::new(number, place))),
                _ => refuse(format!("write the number of the {name} in digits: `{name}=1`")),
            },
            Holds::Day => match parse_date(text) {
                Some(day) => Some(Wanted::Day(day)),
                None => self.say(span.clone(), format!("`{text}` is not a date"), date_help(text)),
            },
            Holds::Word(words) => {
                let folded = text.to_lowercase().replace(['_', ' '], "-");
                match words.iter().find(|word| **word == folded) {
                    Some(word) => Some(Wanted::Word(word)),
                    None => refuse(words_in_help(text, words.iter().copied())),
                }
            }
            Holds::Text => Some(Wanted::Text(text.to_owned())),
            Holds::Flag { .. } => match text.to_lowercase().as_str() {
                "yes" | "true" => Some(Wanted::Flag(true)),
                "no" | "false" => Some(Wanted::Flag(false)),
                _ => refuse(format!("write {}", list_of(["yes", "no"], "or"))),
            },
        }
    }

    /// A reference; a text without a kind is an id or a title, commas and all.
    fn thing(&self, kind: Kind, text: &str, span: &Range<usize>) -> Option<Citation> {
        let place = (self.place)(span.clone());
        if !text.contains(':') {
            return Some(Citation { to: Ref::new(kind, text), part: None, place });
        }
        parse_reference(text, &[kind], &place).map_err(|finding| self.findings.add(finding)).ok()
    }
}

/// How a condition on a field is written.
pub(super) fn example(field: Field) -> String {
    let value = match field.holds() {
        Holds::Word(words) => words.first().copied().unwrap_or_default(),
        Holds::Day => "2026-03-04",
        Holds::Flag { .. } => "yes",
        Holds::Number => "1",
        Holds::Text => "\"some words\"",
        Holds::Thing(_) | Holds::Declared(_) => "its-id",
    };
    format!("{}={value}", field.name())
}

/// The same, as what to do.
pub(super) fn example_help(field: Field) -> String {
    format!("write it like this: `{}`", example(field))
}
