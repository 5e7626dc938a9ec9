//! Open data: `data/pack.json`, the same knowledge as the pages, for programs.
//!
//! Its shape is written down in `pack.schema.json`, which goes out beside it.
//! [`VERSION`] counts up when a field changes its meaning or goes, and after
//! the point when one is added. Keys are sorted, dates are ISO 8601, things are
//! named as authors name them (`story:garden-gate`), and figures have every
//! digit that they have in the pack.

mod figures;
mod items;
mod judged;
mod names;
mod readiness;

use bytes::Bytes;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::context::Shared;
use super::conversations;
use super::file::{Origin, SiteFile};
use super::path::SitePath;
use crate::diagnostic::{Code, Finding};
use crate::model::{Audience, Ref};

pub use readiness::readiness;

/// The version of the file's shape.
const VERSION: &str = "1.1";

/// The shape, as JSON Schema.
const SCHEMA: &str = include_str!("pack.schema.json");

/// `data/pack.json` and the schema beside it.
pub(super) fn files(shared: &Shared<'_>) -> Result<Vec<SiteFile>, Finding> {
    let mut bytes = serde_json::to_vec(&pack(shared)).map_err(|error| {
        Finding::without_place(Code::OutputFailed, format!("`data/pack.json` could not be made: {error}"))
    })?;
    bytes.push(b'\n');
    let file = |name: &str, bytes: Bytes| SiteFile {
        path: SitePath::new(format!("data/{name}")),
        bytes,
        origin: Origin::Part("the open data"),
    };
    Ok(vec![file("pack.json", bytes.into()), file("pack.schema.json", SCHEMA.as_bytes().into())])
}

fn pack(shared: &Shared<'_>) -> Value {
    let (release, assessment) = (shared.release, shared.assessment);
    let (settings, framework) = (release.settings(), release.framework());
    let mut pack = json!({
        "$schema": "pack.schema.json",
        "version": VERSION,
        "pack": {
            "authority": settings.authority,
            "title": settings.title,
            "as_of": assessment.as_of.to_string(),
            "audience": release.audience().name(),
            "marking": release.marking(),
            "notice": settings.notice,
            "framework": framework.id,
            "framework_version": framework.version,
            "tool": format!("ninefold {}", env!("CARGO_PKG_VERSION")),
        },
        "framework": names::framework(framework),
        "names": names::names(release),
        "items": items::items(shared),
        "relations": items::relations(release),
        "statements": judged::statements(shared),
        "expectations": judged::expectations(release, assessment),
        "actions": judged::actions(assessment),
        "loops": judged::loops(assessment, release.audience()),
        "metrics": figures::metrics(release, assessment),
        "practice": judged::practice(assessment),
        "sites": judged::sites(release, assessment),
        "insights": judged::insights(assessment),
    });
    if let Value::Object(pack) = &mut pack {
        if let Some(log) = release.log() {
            pack.insert("conversations".into(), conversations::json(log, shared));
        }
        if release.audience() == Audience::Internal {
            pack.insert("freshness".into(), judged::freshness(assessment));
            pack.insert("rhythm".into(), judged::rhythm(assessment));
            pack.insert("readiness".into(), readiness(assessment));
        } else {
            let note = "This edition holds less than the authority has. What is said of evidence is said of what this edition holds.";
            pack.insert("note".into(), note.into());
        }
    }
    pack
}

/// A name as authors write it.
fn name(name: &Ref) -> Value {
    Value::String(name.to_string())
}

fn names<'r>(all: impl IntoIterator<Item = &'r Ref>) -> Value {
    all.into_iter().map(name).collect()
}

/// A figure with the digits that it has in the pack: whole ones without a point.
pub(super) fn number(value: f64) -> Value {
    let text = value.to_string();
    text.parse::<i64>().map_or_else(|_| Value::from(value), Value::from)
}

/// A day, or nothing.
fn day(day: Option<Date>) -> Value {
    day.map_or(Value::Null, |day| Value::String(day.to_string()))
}

/// A map with names for keys, in the order of its keys.
fn map(pairs: impl IntoIterator<Item = (impl Into<String>, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map<_, _>>())
}
