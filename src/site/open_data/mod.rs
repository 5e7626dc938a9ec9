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
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::context::Shared;
use super::conversations;
use super::file::{Origin, SiteFile};
use super::path::SitePath;
use crate::diagnostic::{Code, Finding};
use crate::model::{Audience, Ref};
use items::Items;

pub use readiness::readiness;

/// The file, and the schema beside it.
pub(super) const PATHS: [&str; 2] = ["data/pack.json", "data/pack.schema.json"];

/// The version of the file's shape.
const VERSION: &str = "1.1";

/// More bytes than the file's own keys take.
const KEYS: usize = 1024;

/// The shape, as JSON Schema.
const SCHEMA: &str = include_str!("pack.schema.json");

/// `data/pack.json` and the schema beside it.
pub(super) fn files(shared: &Shared<'_>) -> Result<Vec<SiteFile>, Finding> {
    let bytes = pack(shared).and_then(written).map_err(|error| {
        Finding::without_place(Code::OutputFailed, format!("`data/pack.json` could not be made: {error}"))
    })?;
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

/// A key of the file and what stands there.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'r> {
    Text(Text),
    Items(Items<'r>),
}

impl Part<'_> {
    /// About how many bytes it takes.
    fn length(&self) -> usize {
        let entry = |(key, text): (&&str, &Text)| key.len() + text.get().len() + "\"\":,".len();
        match self {
            Self::Text(text) => text.get().len(),
            Self::Items(items) => items.values().flatten().map(entry).sum(),
        }
    }
}

/// The file from its parts, none of which stays longer than it is needed.
fn written(pack: BTreeMap<&'static str, Part<'_>>) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::with_capacity(pack.values().map(Part::length).sum::<usize>() + KEYS);
    let mut to = serde_json::Serializer::new(&mut bytes);
    let mut map = to.serialize_map(Some(pack.len()))?;
    for (key, text) in pack {
        map.serialize_entry(key, &text)?;
    }
    SerializeMap::end(map)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The parts of the file, by their keys.
fn pack<'r>(shared: &Shared<'r>) -> Result<BTreeMap<&'static str, Part<'r>>, serde_json::Error> {
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
        ("$schema", part("pack.schema.json")?),
        ("version", part(VERSION)?),
        ("pack", part(&about)?),
        ("framework", part(&names::framework(framework))?),
        ("names", part(&names::names(release))?),
        ("items", Part::Items(items::items(shared)?)),
        ("relations", Part::Text(items::relations(release)?)),
        ("statements", part(&judged::statements(shared))?),
        ("expectations", part(&judged::expectations(release, assessment))?),
        ("actions", part(&judged::actions(assessment))?),
        ("loops", part(&judged::loops(assessment, release.audience()))?),
        ("metrics", part(&figures::metrics(release, assessment))?),
        ("practice", part(&judged::practice(assessment))?),
        ("sites", part(&judged::sites(release, assessment))?),
        ("insights", part(&judged::insights(assessment))?),
    ]);
    if let Some(log) = release.log() {
        pack.insert("conversations", part(&conversations::json(log, shared))?);
    }
    if release.audience() == Audience::Internal {
        pack.insert("freshness", part(&judged::freshness(assessment))?);
        pack.insert("rhythm", part(&judged::rhythm(assessment))?);
        pack.insert("readiness", part(&readiness(assessment))?);
    } else {
        let note = "This edition holds less than the authority has. What is said of evidence is said of what this edition holds.";
        pack.insert("note", part(note)?);
    }
    Ok(pack)
}

/// A part that is small enough to be made at once.
fn part(value: &(impl Serialize + ?Sized)) -> Result<Part<'static>, serde_json::Error> {
    serde_json::value::to_raw_value(value).map(Part::Text)
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
