//! Every relation stands at both its ends, and every name leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::walk::walk;
use super::{EDITIONS, Edition, fields, list};

/// Every item by its reference.
fn items(pack: &Value) -> impl Iterator<Item = (String, &Value)> {
    fields(&pack["items"])
        .flat_map(|(kind, of)| fields(of).map(move |(id, item)| (format!("{kind}:{id}"), item)))
}

/// A list in an order of its own, to be compared.
fn sorted<'a>(list: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let mut list: Vec<String> = list.map(Value::to_string).collect();
    list.sort();
    list
}

#[test]
fn each_relation_is_told_once_and_from_both_its_ends() {
    for Edition { name, pack, .. } in &*EDITIONS {
        let mut cites: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        let mut cited_by: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        let mut known = BTreeSet::new();
        for relation in list(&pack["relations"]) {
            let [from, to, kind] =
                ["from", "to", "type"].map(|field| relation[field].as_str().expect("words"));
            assert!(known.insert((from, kind, to)), "{name}: {relation} twice");
            cites.entry(from).or_default().push(json!({"type": kind, "to": to}));
            cited_by.entry(to).or_default().push(json!({"type": kind, "from": from}));
        }
        for (item, view) in items(pack) {
            let expected = sorted(cites.remove(item.as_str()).unwrap_or_default().iter());
            assert_eq!(sorted(list(&view["cites"])), expected, "{name}: what {item} cites");
            let expected = sorted(cited_by.remove(item.as_str()).unwrap_or_default().iter());
            assert_eq!(sorted(list(&view["cited_by"])), expected, "{name}: what cites {item}");
        }
        assert!(cites.is_empty(), "{name}: {cites:?} cite and are not there");
    }
}

/// The ids that each kind of name leads to.
fn known(pack: &Value) -> BTreeMap<&'static str, BTreeSet<String>> {
    let keys = |map: &Value| fields(map).map(|(key, _)| key.to_owned()).collect::<BTreeSet<_>>();
    let statements = || list(&pack["framework"]["statements"]);
    let id = |value: &Value| value["id"].as_str().expect("an id").to_owned();
    let headings = statements()
        .flat_map(|one| list(&one["headings"]).map(move |heading| format!("{}/{}", id(one), id(heading))));
    let mut known = BTreeMap::from([
        ("theme", keys(&pack["framework"]["themes"])),
        ("category", keys(&pack["framework"]["categories"])),
        ("statement", statements().map(id).collect()),
        ("heading", headings.collect()),
        ("expectation", keys(&pack["expectations"])),
        ("rule", keys(&pack["names"]["rules"])),
        ("meeting_kind", keys(&pack["names"]["meeting_kinds"])),
        ("team", keys(&pack["names"]["teams"])),
        ("site", keys(&pack["sites"])),
    ]);
    let kinds =
        ["story", "feedback", "meeting", "action", "metric", "document", "judgement", "requirement", "page"];
    known.extend(kinds.map(|kind| (kind, keys(&pack["items"][kind]))));
    known
}

#[test]
fn every_reference_leads_to_something_that_is_there() {
    for Edition { name, pack, schema, .. } in &*EDITIONS {
        let known = known(pack);
        let withdrawn = withdrawn(pack);
        let mut count = 0;
        walk(schema, pack, &mut |step| {
            let Some(reference) = step.value.as_str().filter(|_| step.at == "/$defs/reference") else {
                return;
            };
            let (kind, id) = reference.split_once(':').expect("a kind and an id");
            let there = known[kind].contains(id) || withdrawn.contains(reference);
            assert!(there, "{name}: {} names {reference}, which is not there", step.field);
            count += 1;
        });
        let relations = list(&pack["relations"]).count();
        assert!(
            count >= 4 * relations,
            "{name}: {count} references were looked at, and there are {relations} relations"
        );
    }
}

/// What the authority took back is named where it would have counted, and
/// nowhere else.
fn withdrawn(pack: &Value) -> BTreeSet<&str> {
    let cells = fields(&pack["statements"]).flat_map(|(_, statement)| fields(&statement["coverage"]));
    let left_out = cells.flat_map(|(_, cell)| list(&cell["not_counted"]));
    left_out.filter(|one| one["why"] == "withdrawn").filter_map(|one| one["item"].as_str()).collect()
}

/// What the ids of a field name; none where they are its own.
fn named_by(field: &str) -> Option<&'static str> {
    let word = field.rsplit('/').next().unwrap_or_default();
    match word {
        "statement" | "statements" | "challenges" if field != "/properties/statements" => Some("statement"),
        "category" | "categories" | "coverage" if field != "/$defs/framework/properties/categories" => {
            Some("category")
        }
        "theme" => Some("theme"),
        "expectation" => Some("expectation"),
        "site" => Some("site"),
        "team" => Some("team"),
        "rule" => Some("rule"),
        "rules" if field.starts_with("/$defs/evidence/") => Some("rule"),
        "kind" | "rhythm" => Some("meeting_kind"),
        "actions" | "metrics" => Some(if word == "actions" { "action" } else { "metric" }),
        _ => None,
    }
}

#[test]
fn every_id_is_that_of_something_that_is_there() {
    // A thing's own id, and what has no list in the file.
    let own = [
        "/properties/statements",
        "/properties/expectations",
        "/properties/sites",
        "/$defs/pack/properties/framework",
        "/$defs/framework/properties/themes",
        "/$defs/framework/properties/categories",
        "/$defs/framework_statement/properties/id",
        "/$defs/names/properties/rules",
        "/$defs/names/properties/meeting_kinds",
        "/$defs/names/properties/teams",
        "/$defs/concern/properties/code",
    ];
    for Edition { name, pack, schema, .. } in &*EDITIONS {
        let known = known(pack);
        walk(schema, pack, &mut |step| {
            let Some(id) = step.value.as_str().filter(|_| step.at == "/$defs/id") else { return };
            let is_own = own.contains(&step.field)
                || step.field.starts_with("/$defs/items/properties/")
                || step.field.ends_with("/headings/items/properties/id");
            let there = named_by(step.field).map_or(is_own, |kind| known[kind].contains(id));
            assert!(there, "{name}: {} is {id}, which is not there", step.field);
        });
    }
}
