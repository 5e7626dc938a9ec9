//! `content/stories/*.md`: stories of difference.

use super::common::{Dating, basics, ground, id_from_file, tagging};
use super::fields::Fields;
use super::findings::Findings;
use super::front_matter::read_markdown;
use super::markdown::read_body;
use crate::diagnostic::{Code, Finding};
use crate::model::{Basics, Detail, Item, Kind, Person, Story};
use crate::source::{SourceText, Value};

pub(super) fn read(source: &SourceText, findings: &Findings) -> Option<Item> {
    read_markdown(source, "a story", findings, |fields, span| {
        let id = id_from_file(fields, false);
        let title = fields.required_text("title", "The garden gate");
        let tagging = tagging(fields, true);
        let detail = story(fields);
        let body = read_body(source, span, findings);
        if body.is_empty() {
            let message = "this story has fields and no text";
            findings.add(
                Finding::new(Code::MissingField, fields.place(), message)
                    .help("write the story below the second line `---`"),
            );
        }
        let ground = ground(fields);
        let basics = basics(fields, Kind::Story, id, title, Dating::Required);
        Some(Item { basics: Basics { ground, ..basics? }, tagging, body, detail: Detail::Story(detail) })
    })
}

fn story(fields: &Fields<'_>) -> Story {
    let person = fields.required("person", "{pseudonym: Mrs Z}` or `person: none", person);
    if matches!(person, Some(Person::Somebody(_))) && fields.node("consent").is_none() {
        fields.missing("consent", "{status: given, scope: internal}");
    }
    let what_changed = fields.required_text("what_changed", "what changed, in a sentence");
    Story {
        before: fields.text("before"),
        now: fields.text("now"),
        prevented: fields.texts("prevented"),
        followed_up: fields.date("followed_up"),
        person: person.unwrap_or(Person::Nobody),
        what_changed: what_changed.unwrap_or_default(),
    }
}

/// `none`, or somebody by the name that the story uses.
fn person(fields: &Fields<'_>, name: &'static str) -> Option<Person> {
    let node = fields.node(name)?;
    if let Value::Text(text) = &node.value {
        if text.trim().eq_ignore_ascii_case("none") {
            return Some(Person::Nobody);
        }
        let message = format!("`person` is `none` or has a `pseudonym`, not `{text}`");
        let help = format!("write `person: {{pseudonym: {text}}}`, with a changed name");
        fields.findings.add(Finding::new(Code::WrongType, node.place.clone(), message).help(help));
        return None;
    }
    fields.inner(name, "`person`", |inner| inner.required_text("pseudonym", "Mrs Z").map(Person::Somebody))
}
