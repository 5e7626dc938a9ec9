//! Advice for fields that hold something else than they should: what YAML made
//! of what an author meant.

use crate::model::Kind;
use crate::source::{Node, Value};

/// In braces, a comma or a missing space makes a field of what was meant as
/// text. What is wrong and what to do, for a field that has no value.
pub(super) fn slip_in_braces(name: &str) -> Option<(String, String)> {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("`{name}` stands alone: a comma ended the number before it");
        return Some((message, "write numbers without commas: `7500`".to_owned()));
    }
    if name.split_once(':').is_some_and(|(kind, _)| Kind::named(kind).is_some()) {
        let message = format!("`{name}` stands alone: a comma ended the reference before it");
        return Some((
            message,
            "put several references in square brackets: `[story:garden-gate, metric:days-to-contact]`"
                .to_owned(),
        ));
    }
    if let Some((field, value)) = name.split_once(':') {
        let message = format!("`{name}` has no space after the colon");
        return Some((message, format!("write `{field}: {value}`")));
    }
    name.contains(' ').then(|| {
        let message = format!("`{name}` stands alone: a comma ended the text before it");
        (message, "put a text that has a comma in quotes: `text: \"First this, then that\"`".to_owned())
    })
}

/// What a value is, in words.
pub(super) fn shape(node: &Node) -> &'static str {
    match node.value {
        Value::Empty => "nothing",
        Value::Text(_) => "a single value",
        Value::List(_) => "a list",
        Value::Fields(_) => "fields of its own",
    }
}

/// `story: garden-gate` in a list is a field to YAML; a list in a list has
/// brackets too many.
pub(super) fn one_value(name: &str, node: &Node) -> String {
    match &node.value {
        Value::Fields(fields) => match fields.as_slice() {
            [(kind, Node { value: Value::Text(id), .. })] if Kind::named(&kind.value).is_some() => {
                format!("take the space out: `{}:{id}`", kind.value)
            }
            _ => format!("write it on one line: `{name}: …`"),
        },
        Value::List(_) => "take the brackets, or the `- ` before it, away".to_owned(),
        Value::Empty | Value::Text(_) => format!("write it on one line: `{name}: …`"),
    }
}

/// A whole number as it should be written: the author's own digits, where
/// nothing but separators stands among them.
pub(super) fn digits(name: &str, text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let separated = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
    if digits == text {
        "choose a number in that range".to_owned()
    } else if separated && !digits.is_empty() {
        format!("write it without commas or spaces: `{name}: {digits}`")
    } else {
        "write digits alone, without %, words or points".to_owned()
    }
}
