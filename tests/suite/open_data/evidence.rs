//! `data/evidence.csv` says the same as `data/pack.json`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{EDITIONS, Edition, edition, fields, list};
use crate::pack::Pack;

/// A row by the names of its columns.
pub type Row = BTreeMap<String, String>;

/// The rows of a csv file.
#[track_caller]
pub fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(|row| row.expect("a row with as many cells as columns")).collect()
}

/// What the rows of a statement say, in the words of `data/pack.json`.
fn rebuilt(rows: &[&Row], statement: &Value) -> Value {
    let those = |category: &str, relation: &str, counted: &str| -> Vec<&Row> {
        let found = rows.iter().copied();
        let found = found.filter(|row| row["relation"] == relation && row["counted"] == counted);
        found.filter(|row| category == "*" || row["category"] == category).collect()
    };
    let names = |rows: Vec<&Row>| rows.iter().map(|row| json!(row["item"])).collect::<Value>();
    let reasons = |rows: Vec<&Row>| {
        rows.iter().map(|row| json!({"item": row["item"], "why": row["why"]})).collect::<Value>()
    };
    let challenge = |row: &&Row| {
        let category = Some(&row["category"]).filter(|category| !category.is_empty());
        json!({"item": row["item"], "category": category, "answered": answered(row)})
    };
    let cells = fields(&statement["coverage"]).map(|(category, _)| {
        let items = names(those(category, "supports", "yes"));
        (
            category.to_owned(),
            json!({"items": items, "not_counted": reasons(those(category, "supports", "no"))}),
        )
    });
    json!({
        "coverage": cells.collect::<serde_json::Map<_, _>>(),
        "without_category": names(those("", "supports", "no")),
        "challenges": sorted(those("*", "challenges", "yes").iter().map(challenge)),
        "challenges_not_counted": sorted(list(&reasons(those("*", "challenges", "no"))).cloned()),
    })
}

/// Nothing is said of it but in the internal edition.
fn answered(row: &Row) -> Value {
    match &*row["answered"] {
        "" => Value::Null,
        said => json!(said == "yes"),
    }
}

fn sorted(values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut values: Vec<Value> = values.collect();
    values.sort_by_key(Value::to_string);
    values
}

/// The same of `data/pack.json`.
fn told(statement: &Value) -> Value {
    let cells = fields(&statement["coverage"]).map(|(category, cell)| {
        (category.to_owned(), json!({"items": cell["items"], "not_counted": cell["not_counted"]}))
    });
    json!({
        "coverage": cells.collect::<serde_json::Map<_, _>>(),
        "without_category": statement["without_category"],
        "challenges": sorted(list(&statement["challenges"]).cloned()),
        "challenges_not_counted": sorted(list(&statement["challenges_not_counted"]).cloned()),
    })
}

#[test]
fn the_rows_say_of_each_cell_what_the_json_says() {
    for Edition { name, pack, evidence, .. } in &*EDITIONS {
        let mut read = 0;
        for (id, statement) in fields(&pack["statements"]) {
            let rows: Vec<&Row> = evidence.iter().filter(|row| row["statement"] == id).collect();
            assert_eq!(rebuilt(&rows, statement), told(statement), "{name}: {id}");
            read += rows.len();
        }
        assert_eq!(read, evidence.len(), "{name}: every row is of a statement");
    }
    assert!(edition("the example, internal").evidence.len() > 200);
    assert!(edition("judged, internal").evidence.iter().any(|row| row["why"] == "no-category"));
}

#[test]
fn each_row_says_of_its_item_what_the_json_says() {
    for Edition { name, pack, evidence, .. } in &*EDITIONS {
        for row in evidence {
            let (kind, id) = row["item"].split_once(':').expect("a kind and an id");
            let item = &pack["items"][kind][id];
            let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let supports =
                list(&item["statements"]).filter(|one| one["statement"] == row["statement"].as_str());
            let strengths: Vec<String> = supports.map(|one| said(&one["strength"])).collect();
            assert_eq!(row["kind"], kind, "{name}: {row:?}");
            assert_eq!(row["title"].trim_start_matches('\''), said(&item["title"]), "{name}: {row:?}");
            assert_eq!(row["date"], said(&item["freshness"]["counts_from"]), "{name}: {row:?}");
            assert_eq!(row["freshness"], said(&item["freshness"]["state"]), "{name}: {row:?}");
            let is_known = strengths.contains(&row["strength"]);
            let none = row["relation"] == "challenges" || row["why"] == "withdrawn";
            assert!(if none { row["strength"].is_empty() } else { is_known }, "{name}: {row:?}");
        }
    }
}

#[test]
fn a_duplicate_source_names_what_it_shares_with_an_item_that_is_counted() {
    for Edition { name, pack, evidence, .. } in &*EDITIONS {
        for row in evidence {
            let duplicate = row["why"] == "duplicate-source";
            assert_eq!(duplicate, !row["shares"].is_empty(), "{name}: {row:?}");
            assert_eq!(duplicate, !row["with"].is_empty(), "{name}: {row:?}");
            let counted = &pack["statements"][&row["statement"]]["coverage"][&row["category"]]["items"];
            let there = list(counted).any(|item| *item == row["with"].as_str());
            assert!(!duplicate || there, "{name}: {row:?}");
        }
    }
    let shares = |word: &str| edition("judged, internal").evidence.iter().any(|row| row["shares"] == word);
    assert!(["meeting", "site", "author"].into_iter().all(shares));
}

#[test]
fn rows_follow_the_framework() {
    for Edition { name, pack, evidence, .. } in &*EDITIONS {
        let statements: Vec<&Value> = list(&pack["framework"]["statements"]).map(|one| &one["id"]).collect();
        let place = |row: &Row| statements.iter().position(|id| **id == row["statement"].as_str());
        assert!(evidence.is_sorted_by_key(place), "{name}");
        // What has no category comes last in each statement.
        let late =
            |pair: &[Row]| pair[0]["statement"] == pair[1]["statement"] && pair[0]["category"].is_empty();
        assert!(
            evidence.windows(2).filter(|pair| late(pair)).all(|pair| pair[1]["category"].is_empty()),
            "{name}"
        );
    }
    let first = edition("judged, internal").evidence.iter().map(|row| row["category"].as_str());
    let mut first: Vec<&str> = first.take(8).collect();
    first.dedup();
    let order =
        ["peoples-experience", "feedback-from-staff-and-leaders", "feedback-from-partners", "processes"];
    assert_eq!(first, order, "in the framework's order of categories");
}

#[test]
fn words_of_authors_are_no_formulas_in_a_spreadsheet() {
    let pack = Pack::small()
        .edit(
            "content/stories/2026-02-11-garden-gate.md",
            "title: The garden gate",
            "title: \"=1+1, the gate\"",
        )
        .edit(
            "data/metrics/days-to-contact.yaml",
            "{period: 2026-02, value: 7.5}",
            "{period: 2026-02, value: 7.5, note: \"@home only\"}",
        )
        .edit("data/metrics/days-to-contact.yaml", "name: Neighbours", "name: \"+Neighbours\"")
        .edit("data/metrics/days-to-contact.yaml", "unit: days", "unit: score")
        .edit("data/metrics/days-to-contact.yaml", "value: 4.2", "value: -4.2");
    let site = pack.build(&[]);
    let text = |path: &str| String::from_utf8(site[path].clone()).expect("csv is text");
    let evidence = text("data/evidence.csv");
    assert!(evidence.contains(",\"'=1+1, the gate\","), "{evidence}");
    let figures = text("data/metrics/days-to-contact.csv");
    assert!(figures.contains(",'@home only,") && figures.contains(",'+Neighbours,"), "{figures}");
    assert!(figures.contains(",-4.2,"), "a number stays a number: {figures}");
    for (path, bytes) in site.iter().filter(|(path, _)| crate::pack::has_ending(path, "csv")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(text.split_terminator('\n').all(|line| line.ends_with('\r')), "{path} has CRLF line ends");
    }
}
