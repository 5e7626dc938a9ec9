//! The schema fits every edition, and nothing in it is without a use.

use std::collections::BTreeSet;

use serde_json::Value;

use super::walk::{parts, walk};
use super::{EDITIONS, edition, fields};

#[test]
fn every_edition_of_every_pack_has_the_shape_that_its_schema_says() {
    let faults: Vec<String> = EDITIONS.iter().flat_map(super::Edition::faults).collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_schema_and_the_file_have_the_same_version() {
    for edition in &*EDITIONS {
        let version = edition.pack["version"].as_str().expect("a version");
        assert_eq!(edition.schema["$id"], format!("urn:ninefold:pack:{version}"), "{}", edition.name);
        assert_eq!(edition.schema["properties"]["version"]["const"], version);
        assert_eq!(edition.pack["$schema"], "pack.schema.json", "{}", edition.name);
    }
}

/// The parts of the schema that some value of some edition is read by.
fn used() -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let (mut fields, mut words) = (BTreeSet::new(), BTreeSet::new());
    for edition in &*EDITIONS {
        walk(&edition.schema, &edition.pack, &mut |step| {
            if !step.value.is_null() {
                fields.insert(step.at.to_owned());
            }
            if let Some(word) = step.value.as_str() {
                words.insert((step.at.to_owned(), word.to_owned()));
            }
        });
    }
    (fields, words)
}

#[test]
fn every_field_and_every_word_of_the_schema_occurs_in_some_edition() {
    let (used, words) = used();
    let mut unused = Vec::new();
    let schema = &edition("small, internal").schema;
    parts("", schema, &mut |at, part| {
        for (field, _) in fields(&part["properties"]) {
            let field = format!("{at}/properties/{field}");
            unused.extend(Some(field).filter(|field| !used.contains(field)));
        }
        for word in super::list(&part["enum"]).filter_map(Value::as_str) {
            let word = (at.to_owned(), word.to_owned());
            unused.extend((!words.contains(&word)).then(|| format!("{} {}", word.0, word.1)));
        }
    });
    assert!(unused.is_empty(), "nothing uses\n{}", unused.join("\n"));
}

#[test]
fn objects_hold_nothing_that_the_schema_does_not_name() {
    let schema = &edition("small, internal").schema;
    let bases = ["/$defs/item", "/$defs/evidence", "/$defs/aged"];
    let mut open = Vec::new();
    parts("", schema, &mut |at, part| {
        let closed = part["additionalProperties"] == false || part["unevaluatedProperties"] == false;
        let is_map = part["additionalProperties"].is_object();
        let speaks_of_objects = part["properties"].is_object() || part["type"] == "object";
        if speaks_of_objects && !closed && !is_map && !bases.contains(&at) && !at.ends_with("/properties") {
            open.push(at.to_owned());
        }
    });
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn the_guide_for_analysts_names_every_part_and_every_column() {
    let guide = include_str!("../../../docs/open-data.md");
    let edition = edition("small, internal");
    let parts = fields(&edition.schema["properties"]).map(|(part, _)| part).filter(|part| *part != "$schema");
    let columns = edition.evidence.iter().flat_map(|row| row.keys().map(String::as_str));
    for word in parts.chain(columns) {
        assert!(guide.contains(&format!("`{word}`")), "docs/open-data.md says nothing of `{word}`");
    }
}
