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

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::civil::Date;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};

use super::context::Shared;
use super::conversations;
use super::file::{Origin, SiteFile};
use super::path::SitePath;
use crate::diagnostic::{Code, Finding};
use crate::model::{Audience, Ref};

pub use readiness::readiness;

/// The file, and the schema beside it.
pub(super) const PATHS: [&str; 2] = ["data/pack.json", "data/pack.schema.json"];

/// The version of the file's shape.
const VERSION: &str = "1.1";

/// The shape, as JSON Schema.
const SCHEMA: &str = include_str!("pack.schema.json");

/// `data/pack.json` and the schema beside it.
pub(super) fn files(shared: &Shared<'_>) -> Result<Vec<SiteFile>, Finding> {
    let mut bytes = pack(shared).and_then(|pack| serde_json::to_vec(&pack)).map_err(|error| {
        Finding::without_place(Code::OutputFailed, format!("`data/pack.json` could not be made: {error}"))
    })?;
    bytes.push(b'\n');
    let file = |path: &str, bytes: Bytes| SiteFile {
        path: SitePath::new(path),
        bytes,
        origin: Origin::Part("the open data"),
    };
    let [pack, schema] = PATHS;
    Ok(vec![file(pack, bytes.into()), file(schema, SCHEMA.as_bytes().into())])
}

/// A part of the file as it stands there. The tree of a large pack would take
/// many times the room of its text.
type Text = Box<RawValue>;

/// The parts of the file, by their keys.
fn pack(shared: &Shared<'_>) -> Result<BTreeMap<&'static str, Text>, serde_json::Error> {
    let (release, assessment) = (shared.release, shared.assessment);
    let (settings, framework) = (release.settings(), release.framework());
    let about = json!({
        "authority": settings.authority,
        "title": settings.title,
        "as_of": assessment.as_of.to_string(),
        "audience": release.audience().name(),
        "marking": release.marking(),
        "notice": settings.notice,
        "framework": framework.id,
        "framework_version": framework.version,
        "tool": format!("ninefold {}", env!("CARGO_PKG_VERSION")),
    });
    let mut pack = BTreeMap::from([
        ("$schema", to_raw_value("pack.schema.json")?),
        ("version", to_raw_value(VERSION)?),
        ("pack", to_raw_value(&about)?),
        ("framework", to_raw_value(&names::framework(framework))?),
        ("names", to_raw_value(&names::names(release))?),
        ("items", items::items(shared)?),
        ("relations", items::relations(release)?),
        ("statements", to_raw_value(&judged::statements(shared))?),
        ("expectations", to_raw_value(&judged::expectations(release, assessment))?),
        ("actions", to_raw_value(&judged::actions(assessment))?),
        ("loops", to_raw_value(&judged::loops(assessment, release.audience()))?),
        ("metrics", to_raw_value(&figures::metrics(release, assessment))?),
        ("practice", to_raw_value(&judged::practice(assessment))?),
        ("sites", to_raw_value(&judged::sites(release, assessment))?),
        ("insights", to_raw_value(&judged::insights(assessment))?),
    ]);
    if let Some(log) = release.log() {
        pack.insert("conversations", to_raw_value(&conversations::json(log, shared))?);
    }
    if release.audience() == Audience::Internal {
        pack.insert("freshness", to_raw_value(&judged::freshness(assessment))?);
        pack.insert("rhythm", to_raw_value(&judged::rhythm(assessment))?);
        pack.insert("readiness", to_raw_value(&readiness(assessment))?);
    } else {
        let note = "This edition holds less than the authority has. What is said of evidence is said of what this edition holds.";
        pack.insert("note", to_raw_value(note)?);
    }
    Ok(pack)
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
