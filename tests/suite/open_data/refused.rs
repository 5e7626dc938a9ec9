//! The schema refuses what is not so: one change each to a file that is right.

use serde_json::{Value, json};

use super::{edition, validator};

/// A change at a JSON pointer: another value, or none.
type Change = (&'static str, &'static str, Option<Value>);

const GATE: &str = "/items/story/garden-gate";

/// Changes to the authority's own edition of the small pack.
fn changes() -> Vec<Change> {
    let set = |what, at, value| (what, at, Some(value));
    let cell = "/statements/assessing-needs/coverage/processes/state";
    vec![
        set("a misspelt state of a cell", cell, json!("evidensed")),
        set("a state with a space", cell, json!("stale only")),
        set(
            "a misspelt reason",
            "/statements/assessing-needs/coverage/processes/not_counted",
            json!([{"item": "story:garden-gate", "why": "old"}]),
        ),
        set("a misspelt loop", "/actions/call-back/loop", json!("late")),
        set("a state of other editions", "/actions/small-repairs/loop", json!("done")),
        set("a freshness there is not", "/items/story/garden-gate/freshness/state", json!("fresh")),
        set("a relation there is not", "/relations/0/type", json!("likes")),
        set("a period state there is not", "/rhythm/making-it-happen/periods/0/state", json!("skipped")),
        set("a claim state there is not", "/statements/assessing-needs/claims/0/state", json!("true")),
        ("a cell without a state", cell, None),
        ("an item without a title", "/items/story/garden-gate/title", None),
        ("an item without its file", "/items/story/garden-gate/written_in", None),
        ("an action without its loop", "/actions/call-back/loop", None),
        ("a point without a period", "/metrics/days-to-contact/points/0/period", None),
        ("a file without relations", "/relations", None),
        ("a file without a version", "/version", None),
        ("a kind that is not there", "/items/meeting", None),
        set("another field of the file", "/extra", json!(1)),
        set("another field of an item", "/items/story/garden-gate/mood", json!("good")),
        set("a field of another kind", "/items/story/garden-gate/attendance", json!([])),
        set("another field of a cell", "/statements/assessing-needs/coverage/processes/score", json!(3)),
        set("another field of a point", "/metrics/days-to-contact/points/0/guess", json!(3)),
        set("another kind of item", "/items/mood", json!({})),
        set("a figure in words", "/metrics/days-to-contact/points/0/value", json!("9.1")),
        set(
            "a figure that is missing and there",
            "/metrics/days-to-contact/points/0/missing",
            json!("suppressed"),
        ),
        set("a figure that is neither", "/metrics/days-to-contact/points/0/value", json!(null)),
        set("a share above one", "/loops/on_time/share", json!(1.5)),
        set("half a meeting", "/rhythm/making-it-happen/meetings", json!(1.5)),
        set("a list where there is one", "/items/story/garden-gate/site", json!(["millside"])),
        set("a date that is none", "/actions/call-back/due", json!("2026-02-30")),
        set("a date the other way round", "/items/story/garden-gate/date", json!("11-02-2026")),
        set("a date with a time", "/pack/as_of", json!("2026-06-30T12:00:00Z")),
        set("a month that is none", "/loops/open_by_month/0/month", json!("2026-13")),
        set("a period that is none", "/metrics/days-to-contact/points/0/period", json!("January")),
        set(
            "a day and a stretch",
            "/items/story/garden-gate/covers",
            json!({"from": "2026-01-01", "to": "2026-02-01"}),
        ),
        set("a reference without a kind", "/relations/0/to", json!("garden-gate")),
        set("a reference of no kind", "/relations/0/to", json!("tale:garden-gate")),
        set("a reference without an id", "/relations/0/to", json!("story:")),
        set("a story for a meeting", "/items/action/call-back/meeting", json!("story:garden-gate")),
        set("a judgement as evidence", "/statements/equity/without_category", json!(["judgement:equity"])),
        set(
            "an id with capitals",
            "/items/story/Gate",
            edition("small, internal").pack.pointer(GATE).cloned().unwrap_or_default(),
        ),
        set("another version", "/version", json!("2.0")),
        set("a note that more is held", "/note", json!("less")),
        ("an own edition without readiness", "/readiness", None),
        ("an own edition without its rhythm", "/rhythm", None),
        ("an own edition without freshness", "/freshness", None),
        ("an own claim without a state", "/statements/assessing-needs/claims/0/state", None),
        set("what is not for this audience", "/pack/audience", json!("public")),
        set("an audience there is not", "/pack/audience", json!("friends")),
    ]
}

/// Changes to an edition for others.
fn changes_for_others() -> Vec<Change> {
    let set = |what, at, value| (what, at, Some(value));
    vec![
        ("no note that more is held", "/note", None),
        set("readiness", "/readiness", edition("small, internal").pack["readiness"].clone()),
        set("rhythm", "/rhythm", json!({})),
        set("freshness", "/freshness", json!({"months": [], "reviews": []})),
        set("what a claim stands on", "/statements/assessing-needs/claims/0/state", json!("supported")),
        set("where a cell stands", "/statements/equity/coverage/processes/state", json!("evidenced")),
        set("whether something was answered", "/statements/equity/challenges/0/answered", json!(true)),
        set("a draft", "/items/story/garden-gate/status", json!("draft")),
        set("the file of an item", "/items/story/garden-gate/written_in", json!("content/stories/a.md")),
        set(
            "a consent",
            "/items/story/garden-gate/consent",
            edition("small, internal")
                .pack
                .pointer("/items/story/garden-gate/consent")
                .cloned()
                .unwrap_or_default(),
        ),
        set("what is not reported", "/actions/small-repairs/loop", json!("done-but-not-reported")),
    ]
}

/// Sets or takes away what stands at a pointer; all but its last part is there.
#[track_caller]
fn change(pack: &mut Value, (what, at, value): &Change) {
    let (parent, key) = at.rsplit_once('/').expect("a pointer has a part");
    let parent = pack.pointer_mut(parent).unwrap_or_else(|| panic!("{what}: nothing is at {parent}"));
    match (parent, value) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(key.to_owned(), value.clone())),
        (Value::Object(fields), None) => assert!(fields.remove(key).is_some(), "{what}: nothing is at {at}"),
        (other, _) => panic!("{what}: {other} has no fields"),
    }
}

#[track_caller]
fn refused(name: &str, changes: Vec<Change>) {
    let edition = edition(name);
    let validator = validator(&edition.schema);
    assert!(validator.is_valid(&edition.pack), "{name} is right as it is");
    for one in changes {
        let mut pack = edition.pack.clone();
        change(&mut pack, &one);
        assert_ne!(pack, edition.pack, "{} changes nothing", one.0);
        assert!(!validator.is_valid(&pack), "{name}: {} should be refused", one.0);
    }
}

#[test]
fn the_schema_refuses_what_is_not_so() {
    refused("small, internal", changes());
    refused("small, assessor", changes_for_others());
}
