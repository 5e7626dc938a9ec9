//! A pack in which every state of `docs/evidence.md` occurs, and what the rules
//! say of it, worked out by hand. The numbers come from the rules: where the
//! program disagrees, read the note beside the number and the rule again.

mod dates;
mod doing;
mod expected;
mod moving;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::pack::{Pack, fixture};

/// The judged pack.
fn pack() -> Pack {
    Pack::copy_of(&fixture("judged"))
}

/// What the built site says as of a day.
#[track_caller]
fn assessed(pack: &Pack, as_of: &str) -> Value {
    let site = pack.build(&["--as-of", as_of]);
    let bytes = site.get("data/pack.json").expect("the site holds data/pack.json");
    serde_json::from_slice(bytes).expect("data/pack.json is JSON")
}

/// What the built site says on the day that the tables are about.
#[track_caller]
fn end_of_june() -> Value {
    assessed(&pack(), "2026-06-30")
}

/// All that is not as it should be, to be told together.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn say(&mut self, message: String) {
        self.0.push(message);
    }

    fn same(&mut self, place: &str, found: &Value, expected: &Value) {
        if found != expected {
            self.say(format!("{place}: found {found}, expected {expected}"));
        }
    }

    /// The same members, in any order; nothing twice.
    fn same_set(&mut self, place: &str, found: &Value, expected: impl IntoIterator<Item = Value>) {
        let mut expected: Vec<String> = expected.into_iter().map(|value| value.to_string()).collect();
        let Some(found) = found.as_array() else {
            return self.say(format!("{place}: found {found}, expected a list of {expected:?}"));
        };
        let mut found: Vec<String> = found.iter().map(Value::to_string).collect();
        found.sort();
        expected.sort();
        if found != expected {
            self.say(format!("{place}: found {found:?}, expected {expected:?}"));
        }
    }

    fn close(&mut self, place: &str, found: &Value, expected: f64) {
        if found.as_f64().is_none_or(|found| (found - expected).abs() > 1e-9) {
            self.say(format!("{place}: found {found}, expected {expected}"));
        }
    }

    /// A day; `-` is none and `?` is not compared.
    fn day(&mut self, place: &str, found: &Value, expected: &str) {
        match expected {
            "?" => {}
            "-" => self.same(place, found, &Value::Null),
            day => self.same(place, found, &json!(day)),
        }
    }

    #[track_caller]
    fn none(self) {
        assert!(self.0.is_empty(), "{} differences:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// The entry of a list whose field has this value; null where there is none.
fn entry<'a>(list: &'a Value, field: &str, value: &str) -> &'a Value {
    let entries = list.as_array().into_iter().flatten();
    entries.into_iter().find(|entry| entry[field] == value).unwrap_or(&Value::Null)
}

fn texts(texts: &[&str]) -> impl Iterator<Item = Value> {
    texts.iter().map(|text| json!(text))
}

#[test]
fn each_cell_has_the_state_the_sources_and_the_reasons_that_the_rules_give_it() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for (statement, category, state, items, not_counted) in expected::CELLS {
        let (place, cell) =
            (format!("{statement}/{category}"), &pack["statements"][statement]["coverage"][category]);
        wrong.same(&format!("{place} state"), &cell["state"], &json!(state));
        wrong.same_set(&format!("{place} items"), &cell["items"], texts(items));
        let reasons = not_counted.iter().map(|(item, why)| json!({"item": item, "why": why}));
        wrong.same_set(&format!("{place} not counted"), &cell["not_counted"], reasons);
    }
    let (statement, item) = expected::WITHOUT_A_CATEGORY;
    let coverage = pack["statements"][statement]["coverage"].as_object().into_iter().flatten();
    for (category, cell) in coverage.filter(|(_, cell)| cell.to_string().contains(item)) {
        wrong.say(format!("{statement}/{category}: {item} has no category and stands here: {cell}"));
    }
    wrong.none();
}

#[test]
fn the_tables_hold_every_state_and_every_reason() {
    let states: BTreeSet<&str> = expected::CELLS.iter().map(|cell| cell.2).collect();
    assert_eq!(states, BTreeSet::from(expected::STATES));
    assert_eq!(expected::CELLS.len(), 36, "nine statements and four categories");
    let reasons: BTreeSet<&str> =
        expected::CELLS.iter().flat_map(|cell| cell.4).map(|(_, why)| *why).collect();
    // `no-category` belongs to no cell: see `WITHOUT_A_CATEGORY`.
    let known = ["withdrawn", "draft", "ahead", "superseded", "category-not-expected", "context", "undated"];
    assert_eq!(reasons, known.into_iter().chain(["stale", "duplicate-source"]).collect());
    let fresh: BTreeSet<&str> = dates::FRESH.iter().map(|row| row.1).collect();
    assert_eq!(fresh, BTreeSet::from(["current", "due-soon", "stale", "undated", "ahead"]));
    for (state, count) in doing::LOOP_STATES {
        let rows = doing::LOOPS.iter().filter(|row| row.state == state).count() as u64;
        assert_eq!(rows, count, "actions that are {state}");
    }
    let rhythm: BTreeSet<&str> =
        doing::RHYTHM.iter().flat_map(|kind| kind.periods).map(|row| row.2).collect();
    assert_eq!(rhythm, BTreeSet::from(["held", "late", "missed", "not-expected"]));
    let claims: BTreeSet<&str> = expected::CLAIMS.iter().map(|claim| claim.3).collect();
    assert_eq!(claims, BTreeSet::from(["without-evidence", "withdrawn", "stale", "one-source", "supported"]));
    for (statement, _, counts, _) in expected::READY {
        for (state, count) in expected::STATES.iter().zip(counts) {
            let rows = expected::CELLS.iter().filter(|cell| cell.0 == *statement && cell.2 == *state).count();
            assert_eq!(rows as u64, *count, "cells of {statement} that are {state}");
        }
    }
}

#[test]
fn counter_evidence_is_answered_once_something_is_being_done() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for (statement, ..) in expected::READY {
        let rows = expected::CHALLENGES.iter().filter(|row| row.0 == *statement);
        let rows = rows.map(
            |(_, item, category, answered)| json!({"item": item, "category": category, "answered": answered}),
        );
        wrong.same_set(
            &format!("{statement} challenges"),
            &pack["statements"][statement]["challenges"],
            rows,
        );
    }
    wrong.none();
}

#[test]
fn each_claim_stands_on_as_many_sources_as_the_rules_count() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for (statement, kind, words, state, sources, categories, without_action) in expected::CLAIMS {
        let claim = entry(&pack["statements"][statement]["claims"], "claim", words);
        let place = format!("{statement}, `{words}`");
        wrong.same(&format!("{place} kind"), &claim["kind"], &json!(kind));
        wrong.same(&format!("{place} state"), &claim["state"], &json!(state));
        wrong.same(&format!("{place} sources"), &claim["sources"], &json!(sources));
        if !categories.is_empty() {
            wrong.same_set(&format!("{place} categories"), &claim["categories"], texts(categories));
        }
        if *kind == "improvement" {
            wrong.same(&format!("{place} without action"), &claim["without_action"], &json!(without_action));
        }
    }
    for (statement, ..) in expected::READY {
        let expected = expected::CLAIMS.iter().filter(|row| row.0 == *statement).count();
        let found = pack["statements"][statement]["claims"].as_array().map_or(0, Vec::len);
        wrong.same(&format!("{statement} claims"), &json!(found), &json!(expected));
    }
    wrong.none();
}

#[test]
fn voices_and_i_statements_are_heard_in_what_the_rules_name() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for (statement, voice, items) in expected::VOICES {
        let found = &pack["statements"][statement]["voices"][voice];
        wrong.same_set(&format!("{statement} voice of {voice}"), found, texts(items));
    }
    for (statement, communities) in expected::COMMUNITIES {
        let found = &pack["statements"][statement]["voices"]["communities"];
        let names: Vec<&String> = found.as_object().into_iter().flat_map(|map| map.keys()).collect();
        let expected: Vec<&str> = communities.iter().map(|row| row.0).collect();
        wrong.same(&format!("{statement} communities"), &json!(names), &json!(expected));
        for (community, items) in *communities {
            wrong.same_set(&format!("{statement} voice of {community}"), &found[community], texts(items));
        }
    }
    for (expectation, items, from_people) in expected::I_STATEMENTS {
        let found = &pack["expectations"][expectation];
        wrong.same_set(&format!("{expectation} items"), &found["items"], texts(items));
        wrong.same_set(&format!("{expectation} from people"), &found["from_people"], texts(from_people));
    }
    wrong.none();
}

#[test]
fn each_item_is_as_fresh_as_its_dates_make_it() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for (item, state, counts_from, last_fresh_day) in dates::FRESH {
        let (kind, id) = item.split_once(':').expect("a kind and an id");
        let found = &pack["items"][kind][id]["freshness"];
        wrong.same(&format!("{item} state"), &found["state"], &json!(state));
        wrong.day(&format!("{item} counts from"), &found["counts_from"], counts_from);
        wrong.day(&format!("{item} last fresh day"), &found["last_fresh_day"], last_fresh_day);
    }
    let months = &pack["freshness"]["months"];
    let found: Vec<&Value> = months.as_array().into_iter().flatten().map(|row| &row["month"]).collect();
    let expected: Vec<&str> = dates::MONTHS.iter().map(|row| row.0).collect();
    wrong.same("the months in which something goes stale", &json!(found), &json!(expected));
    for (month, items) in dates::MONTHS {
        let rows = items.iter().map(|(item, from)| json!({"item": item, "stale_from": from}));
        wrong.same_set(&format!("stale in {month}"), &entry(months, "month", month)["items"], rows);
    }
    let rows = dates::REVIEWS.iter();
    let rows =
        rows.map(|(item, what, by, state)| json!({"item": item, "what": what, "by": by, "state": state}));
    wrong.same_set("reviews", &pack["freshness"]["reviews"], rows);
    wrong.none();
}

#[test]
fn each_action_is_where_its_days_put_it_and_the_days_add_up() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for row in doing::LOOPS {
        let (id, found) = (row.id, &pack["actions"][row.id]);
        wrong.same(&format!("{id} loop"), &found["loop"], &json!(row.state));
        for (name, day) in [
            ("heard", row.heard),
            ("raised", row.raised),
            ("due", row.due),
            ("done", row.done),
            ("reported", row.reported),
        ] {
            wrong.day(&format!("{id} {name}"), &found[name], day);
        }
        wrong.same(&format!("{id} days to done"), &found["days_to_done"], &json!(row.days_to_done));
        let days = &found["days_to_reported"];
        wrong.same(&format!("{id} days to reported"), days, &json!(row.days_to_reported));
    }
    let loops = &pack["loops"];
    for (state, count) in doing::LOOP_STATES {
        wrong.same(&format!("loops that are {state}"), &loops["states"][state], &json!(count));
    }
    for (name, rows) in [
        ("days_to_done", doing::DAYS_TO_DONE),
        ("days_to_reported", doing::DAYS_TO_REPORTED),
        ("on_time", doing::ON_TIME),
    ] {
        for (field, value) in rows {
            wrong.close(&format!("{name} {field}"), &loops[name][field], *value);
        }
    }
    let months: Vec<Value> =
        doing::OPEN_BY_MONTH.iter().map(|(month, open)| json!({"month": month, "open": open})).collect();
    wrong.same("open by month", &loops["open_by_month"], &json!(months));
    wrong.none();
}

#[test]
fn each_period_was_held_late_missed_or_not_expected() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for rhythm in doing::RHYTHM {
        let (kind, found) = (rhythm.kind, &pack["rhythm"][rhythm.kind]);
        for (from, to, state) in rhythm.periods {
            let expected = json!({"from": from, "to": to, "state": state});
            wrong.same(&format!("{kind} from {from}"), entry(&found["periods"], "from", from), &expected);
        }
        let count = found["periods"].as_array().map_or(0, Vec::len);
        wrong.same(&format!("{kind} periods"), &json!(count), &json!(rhythm.periods.len()));
        wrong.same(&format!("{kind} meetings"), &found["meetings"], &json!(rhythm.meetings));
        wrong.same(&format!("{kind} with senior"), &found["with_senior"], &json!(rhythm.with_senior));
        let rows =
            rhythm.attendance.iter().map(|(role, meetings)| json!({"role": role, "meetings": meetings}));
        wrong.same_set(&format!("{kind} attendance"), &found["attendance"], rows);
    }
    wrong.none();
}

#[test]
fn readiness_counts_the_cells_and_adds_no_scores_that_are_not_there() {
    let (pack, mut wrong) = (end_of_june(), Wrong::default());
    for (statement, score, counts, gaps) in expected::READY {
        let row = entry(&pack["readiness"]["rows"], "statement", statement);
        wrong.same(&format!("{statement} score"), &row["score"], &json!(score));
        for (state, count) in expected::STATES.iter().zip(counts) {
            wrong.same(&format!("{statement} cells {state}"), &row["coverage"][state], &json!(count));
        }
        if let Some(gaps) = gaps {
            wrong.same(&format!("{statement} gaps"), &row["gaps"], &json!(gaps));
        }
    }
    // Three of the nine have a score: 3, 2 and 2. So there is no sum.
    let scores = &pack["readiness"]["scores"];
    for (field, expected) in [("scored", json!(3)), ("of", json!(9)), ("sum", Value::Null)] {
        wrong.same(&format!("scores {field}"), &scores[field], &expected);
    }
    if scores.get("sum").is_none() {
        wrong.say("scores sum: is not there at all; null was expected".to_owned());
    }
    wrong.none();
}
