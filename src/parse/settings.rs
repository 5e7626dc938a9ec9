//! `data/pack.yaml`: the pack's settings.

use std::sync::Arc;

use super::evidence_rules::{fresh_for, pack_changes};
use super::fields::Fields;
use crate::diagnostic::{Code, Finding, Located};
use crate::model::{Settings, Site, Team, Term};

pub(super) fn read(fields: &Fields<'_>) -> Option<Settings> {
    let authority = fields.required_text("authority", "Aldermere Council");
    let title = fields.required_text("title", "Adult social care self-assessment");
    let named = |name, default: &str| {
        fields.id(name).unwrap_or_else(|| Located::new(Arc::from(default), fields.place()))
    };
    let suppress_below =
        fields.inner("small_numbers", "`small_numbers`", |inner| inner.whole("suppress_below", 0, 100));
    Some(Settings {
        place: fields.place(),
        framework: named("framework", "cqc-local-authority"),
        practice: named("practice", "three-conversations"),
        as_of: fields.date("as_of"),
        marking: fields.text("marking"),
        notice: fields.text("notice"),
        skin: named("skin", "default"),
        practice_name: fields.text("practice_name"),
        fresh_for: fresh_for(fields),
        evidence: fields
            .inner("evidence", "`evidence`", |inner| Some(pack_changes(inner)))
            .unwrap_or_default(),
        rhythm: rhythm(fields),
        suppress_below: suppress_below.unwrap_or(5),
        sites: fields.each("sites", "an innovation site", site),
        teams: fields.each("teams", "a team", team),
        glossary: glossary(fields),
        authority: authority?,
        title: title?,
    })
}

fn rhythm(fields: &Fields<'_>) -> Vec<(Located<Arc<str>>, jiff::Span)> {
    let Some(inner) = fields.node("rhythm").and_then(|node| Fields::of(node, "`rhythm`", fields.findings))
    else {
        return Vec::new();
    };
    let pairs = inner.pairs().into_iter();
    pairs
        .filter_map(|(name, node)| {
            let kind = Located::new(Arc::from(name.value.as_str()), name.place.clone());
            Some((kind, inner.duration_of(&name.value, node)?))
        })
        .collect()
}

fn site(fields: &Fields<'_>) -> Option<Site> {
    let id = fields.required("id", "eastbrook", Fields::id);
    let name = fields.required_text("name", "Eastbrook");
    let opened = fields.required("opened", "2025-09-01", Fields::date);
    let closed = fields.date("closed");
    if opened.zip(closed).is_some_and(|(opened, closed)| closed < opened) {
        let finding =
            Finding::new(Code::ContradictingFields, fields.place_of("closed"), "`closed` is before `opened`");
        fields.findings.add(finding);
    }
    let area = fields.text("area");
    let id = id?;
    Some(Site { place: id.place, id: id.value, name: name?, opened: opened?, closed, area })
}

fn team(fields: &Fields<'_>) -> Option<Team> {
    let id = fields.required("id", "hospital", Fields::id);
    let name = fields.required_text("name", "Hospital team");
    Some(Team { id: id?.value, name: name? })
}

fn term(fields: &Fields<'_>) -> Option<Term> {
    let term = fields.required_text("term", "Huddle");
    let means = fields.required_text("means", "what it means, in a sentence");
    Some(Term { term: term?, means: means? })
}

/// The `glossary` of a file.
pub(super) fn glossary(fields: &Fields<'_>) -> Vec<Term> {
    fields.each("glossary", "a word of the glossary", term)
}
