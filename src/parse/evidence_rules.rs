//! The rules of evidence: what a framework says under `evidence:`, and what a
//! pack changes.

use std::sync::Arc;

use super::fields::Fields;
use super::values::parse_reference;
use crate::diagnostic::{Code, Finding, Located, list_of, suggestion};
use crate::model::{Citation, Durations, Kind, RuleChanges};

/// The rules that are said; a framework says all of them.
pub(super) fn changes(fields: &Fields<'_>) -> RuleChanges {
    let due_soon = fields.node("due_soon").and_then(|node| fields.duration_of("due_soon", node));
    RuleChanges {
        sources: fields.whole("sources", 1, 100),
        one_source: fields.has("one_source").then(|| fields.choices("one_source")),
        independent: fields.has("independent").then(|| kinds(fields)),
        strengths: fields.has("strengths").then(|| fields.choices("strengths")),
        due_soon,
        expects: Vec::new(),
    }
}

/// What a pack changes: the rules, and what is expected of a statement.
pub(super) fn pack_changes(fields: &Fields<'_>) -> RuleChanges {
    RuleChanges { expects: expects(fields), ..changes(fields) }
}

fn kinds(fields: &Fields<'_>) -> Vec<Kind> {
    let known = || Kind::ALL.iter().copied().filter(|kind| kind.is_evidence());
    let kind = |name: &Located<Arc<str>>| {
        let kind = known().find(|kind| kind.name() == &*name.value);
        if kind.is_none() {
            unknown_kind(fields, "independent", &name.value, name.place.clone(), known());
        }
        kind
    };
    fields.ids("independent").iter().filter_map(kind).collect()
}

fn unknown_kind(
    fields: &Fields<'_>,
    field: &str,
    name: &str,
    place: crate::diagnostic::Place,
    known: impl Iterator<Item = Kind> + Clone,
) {
    let names = known.map(Kind::name);
    let help = suggestion(name, names.clone())
        .unwrap_or_else(|| format!("the kinds here are {}", list_of(names, "and")));
    let message = format!("`{field}` has no kind `{name}`");
    fields.findings.add(Finding::new(Code::UnknownField, place, message).help(help));
}

/// `{partnerships: [processes]}`: the statement, and the categories expected of it.
fn expects(fields: &Fields<'_>) -> Vec<(Citation, Vec<Located<Arc<str>>>)> {
    let Some(inner) = fields.node("expects").and_then(|node| Fields::of(node, "`expects`", fields.findings))
    else {
        return Vec::new();
    };
    let read = |(name, node): (&Located<String>, &crate::source::Node)| match parse_reference(
        &name.value,
        &[Kind::Statement],
        &name.place,
    ) {
        Ok(statement) => Some((statement, inner.ids_of(&name.value, node))),
        Err(finding) => {
            fields.findings.add(finding);
            None
        }
    };
    inner.pairs().into_iter().filter_map(read).collect()
}

/// How long evidence of each kind stays fresh.
pub(super) fn fresh_for(fields: &Fields<'_>) -> Durations<Kind> {
    let Some(inner) =
        fields.node("fresh_for").and_then(|node| Fields::of(node, "`fresh_for`", fields.findings))
    else {
        return Durations::new();
    };
    let kinds = || Kind::ALL.iter().copied().filter(|kind| kind.is_evidence() || *kind == Kind::Judgement);
    let mut durations = Durations::new();
    for (name, node) in inner.pairs() {
        let kind = kinds().find(|kind| kind.name() == name.value);
        match (kind, inner.duration_of(&name.value, node)) {
            (Some(kind), Some(span)) => drop(durations.insert(kind, span)),
            (None, _) => {
                unknown_kind(fields, "fresh_for", &name.value, name.place.clone(), kinds());
            }
            (Some(_), None) => {}
        }
    }
    durations
}
