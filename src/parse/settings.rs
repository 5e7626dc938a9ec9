//! `data/pack.yaml`: the pack's settings.

use std::sync::Arc;

use jiff::Span;

use super::accessibility::statement;
use super::evidence_rules::{fresh_for, pack_changes};
use super::fields::Fields;
use crate::diagnostic::{Code, Finding, Located};
use crate::model::{Area, Audience, Grain, Kind, Limits, LogSettings, Peers, Settings, Site, Team, Term};
use crate::source::read_limits;

pub(super) fn read(fields: &Fields<'_>) -> Option<Settings> {
    let authority = fields.required_text("authority", "Aldermere Council");
    let title = fields.required_text("title", "Adult social care self-assessment");
    let named = |name, default: &str| {
        fields.id(name).unwrap_or_else(|| Located::new(Arc::from(default), fields.place()))
    };
    let suppress_below = fields.inner("small_numbers", "`small_numbers`", suppress_below);
    Some(Settings {
        place: fields.place(),
        framework: named("framework", "cqc-local-authority"),
        practice: named("practice", "three-conversations"),
        as_of: fields.date("as_of"),
        marking: fields.text("marking"),
        markings: markings(fields),
        notice: fields.text("notice"),
        skin: named("skin", "default"),
        practice_name: fields.text("practice_name"),
        fresh_for: fresh_for(fields),
        evidence: fields
            .inner("evidence", "`evidence`", |inner| Some(pack_changes(inner)))
            .unwrap_or_default(),
        rhythm: rhythm(fields),
        suppress_below: suppress_below.unwrap_or(SUPPRESS_BELOW),
        limits: limits(fields),
        area: fields.text_at("area").and_then(|code| area_code(&code, fields)),
        peers: fields.inner("peers", "`peers`", |inner| Some(peers(inner))),
        conversations: log_settings(fields),
        sites: fields.each("sites", "an innovation site", site),
        teams: fields.each("teams", "a team", team),
        accessibility: fields.inner("accessibility", "`accessibility`", |inner| Some(statement(inner))),
        glossary: glossary(fields),
        authority: authority?,
        title: title?,
    })
}

/// The government's security classifications, from the lowest.
const MARKINGS: [&str; 4] = ["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"];

fn markings(fields: &Fields<'_>) -> Vec<String> {
    let own = fields.texts("markings");
    if own.is_empty() { MARKINGS.map(str::to_owned).to_vec() } else { own }
}

/// Counts of people under this are kept back unless the pack says otherwise.
const SUPPRESS_BELOW: u32 = 5;

fn suppress_below(fields: &Fields<'_>) -> Option<u32> {
    let below = fields.whole("suppress_below", 0, 100)?;
    if below < SUPPRESS_BELOW {
        let message =
            format!("counts of people are shown from {below} on, and small counts give people away");
        let finding = Finding::new(Code::SmallNumbers, fields.place_of("suppress_below"), message);
        fields.findings.add(finding.help(
            "write `suppress_below: 5` or more, unless whoever answers for personal data has agreed to less",
        ));
    }
    Some(below)
}

/// The same values that the files of the pack were read within.
fn limits(fields: &Fields<'_>) -> Limits {
    let Some(node) = fields.node("limits") else { return Limits::default() };
    let (limits, findings) = read_limits(node);
    for finding in findings {
        fields.findings.add(finding);
    }
    limits
}

fn rhythm(fields: &Fields<'_>) -> Vec<(Located<Arc<str>>, Span)> {
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

fn peers(fields: &Fields<'_>) -> Peers {
    let name = fields.text("name").unwrap_or_else(|| "Councils like ours".to_owned());
    let areas = fields.each("areas", "a council", |inner| {
        let name = inner.required_text("name", "Kent");
        let code = inner.required("code", "E10000016", Fields::text_at);
        Some(Area { name: name?, code: area_code(&code?, inner)? })
    });
    Peers { name, areas }
}

/// An ONS code: a letter and eight digits.
pub(super) fn area_code(code: &Located<String>, fields: &Fields<'_>) -> Option<Arc<str>> {
    let mut letters = code.value.chars();
    let sound = letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && code.value.len() == 9
        && letters.all(|digit| digit.is_ascii_digit());
    if sound {
        return Some(Arc::from(code.value.as_str()));
    }
    let message = format!("`{}` is not an ONS code of an area", code.value);
    let finding = Finding::new(Code::UnknownValue, code.place.clone(), message);
    fields.findings.add(finding.help("such a code is a letter and eight digits: `E10000025`"));
    None
}

/// How the conversation log is read.
fn log_settings(fields: &Fields<'_>) -> LogSettings {
    let said = fields.inner("conversations", "`conversations`", |inner| {
        let by = inner.choice("by").map(|by| match by {
            LogPeriods::Month => Grain::Month,
            LogPeriods::Week => Grain::Week,
        });
        let within = inner.node("within").and_then(|node| inner.duration_of("within", node));
        let again = inner.node("again_within").and_then(|node| inner.duration_of("again_within", node));
        Some(LogSettings {
            audience: inner.choice("audience").unwrap_or(Audience::Internal),
            by: by.unwrap_or(Grain::Month),
            within: within.map_or(7, |span| days(span, inner)),
            again_within: again.unwrap_or_else(a_year),
            experience: inner.reference("experience", &[Kind::Metric]),
        })
    });
    said.unwrap_or_else(|| LogSettings {
        audience: Audience::Internal,
        by: Grain::Month,
        within: 7,
        again_within: a_year(),
        experience: None,
    })
}

fn a_year() -> Span {
    Span::new().months(12)
}

/// A wait in days: months and years are of no one length.
fn days(span: Span, fields: &Fields<'_>) -> u16 {
    let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
    let whole = span.get_months() == 0 && span.get_years() == 0;
    u16::try_from(days).ok().filter(|days| whole && *days > 0).unwrap_or_else(|| {
        let message = "a wait is given in days or weeks";
        let finding = Finding::new(Code::WrongType, fields.place_of("within"), message);
        fields.findings.add(finding.help("write `within: 7 days`"));
        7
    })
}

/// The lengths of period that the log can be read by.
#[derive(Clone, Copy, Debug)]
pub(super) enum LogPeriods {
    Month,
    Week,
}

/// The `glossary` of a file.
pub(super) fn glossary(fields: &Fields<'_>) -> Vec<Term> {
    fields.each("glossary", "a word of the glossary", term)
}
