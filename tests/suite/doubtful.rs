//! What is there and does not count: drafts, what something newer replaces,
//! what was heard too late, and who was not there.

use serde_json::{Value, json};

use crate::pack::Pack;

fn meeting(date: &str, status: &str, rest: &str) -> String {
    format!("---\nkind: making-it-happen\ndate: {date}\nstatus: {status}\n{rest}---\n")
}

fn action(id: &str, rest: &str) -> String {
    format!(
        "actions:\n  - {{id: {id}, what: Do it, owner: Director, due: 2026-05-01, statements: [equity]{rest}}}\n"
    )
}

#[track_caller]
fn assessed(pack: &Pack) -> Value {
    let site = pack.build(&[]);
    serde_json::from_slice(&site["data/pack.json"]).expect("JSON")
}

#[track_caller]
fn messages(pack: &Pack, code: &str) -> Vec<String> {
    let run = pack.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("one JSON object");
    let findings = report["findings"].as_array().expect("findings").iter();
    findings
        .filter(|one| one["code"] == code)
        .map(|one| one["message"].as_str().expect("words").to_owned())
        .collect()
}

#[test]
fn an_action_of_a_draft_meeting_is_in_no_count() {
    let plain = assessed(&Pack::small());
    let with_draft =
        assessed(&Pack::small().file(
            "content/meetings/2026-04-01-notes.md",
            meeting("2026-04-01", "draft", &action("maybe", "")),
        ));
    assert_eq!(with_draft["actions"]["maybe"]["loop"], "overdue", "it stands somewhere");
    for part in ["states", "on_time", "open_by_month", "days_to_done"] {
        assert_eq!(with_draft["loops"][part], plain["loops"][part], "{part}");
    }
    let equity = |pack: &Value| pack["readiness"]["rows"][2].clone();
    assert_eq!(equity(&with_draft)["loops"], equity(&plain)["loops"]);
}

#[test]
fn a_meeting_that_is_a_draft_closes_no_loop() {
    let done = ", status: done, done: 2026-04-20, result: It worked, reported_in: 2026-05-05-notes";
    let pack = |status: &str| {
        Pack::small()
            .file(
                "content/meetings/2026-04-01-notes.md",
                meeting("2026-04-01", "ready", &action("ramp", done)),
            )
            .file("content/meetings/2026-05-05-notes.md", meeting("2026-05-05", status, ""))
    };
    assert_eq!(assessed(&pack("ready"))["actions"]["ramp"]["loop"], "loop-closed");
    let draft = assessed(&pack("draft"));
    assert_eq!(draft["actions"]["ramp"]["loop"], "done-but-not-reported");
    assert_eq!(draft["actions"]["ramp"]["reported"], Value::Null);
}

#[test]
fn what_prompted_an_action_was_heard_when_it_was_agreed_at_the_latest() {
    // The only meeting that lists the story is two weeks after the one that agreed the action.
    let because = ", because: [feedback:carer-calls], status: done, done: 2026-04-10, result: It worked, reported_in: 2026-04-15-making-it-happen";
    let pack = Pack::small()
        .file(
            "content/meetings/2026-04-01-notes.md",
            meeting("2026-04-01", "ready", &action("ramp", because)),
        )
        .file(
            "content/meetings/2026-05-05-notes.md",
            meeting("2026-05-05", "ready", "heard: [feedback:carer-calls]\n"),
        );
    let ramp = &assessed(&pack)["actions"]["ramp"];
    assert_eq!((&ramp["heard"], &ramp["days_to_reported"]), (&json!("2026-04-01"), &json!(14)));
}

#[test]
fn what_something_newer_replaces_is_left_in_peace() {
    let story = |id: &str, date: &str, rest: &str| {
        format!(
            "---\ntitle: {id}\ndate: {date}\nstatements: [equity]\nperson: none\nwhat_changed: It did.\n{rest}---\nWords.\n"
        )
    };
    let old = story("Old", "2024-01-10", "review_by: 2025-01-01\n");
    let pack = Pack::small().file("content/stories/old.md", &old);
    assert_eq!(messages(&pack, "evidence-stale").len(), 1);
    assert_eq!(messages(&pack, "review-overdue").len(), 1);
    let pack = pack.file("content/stories/new.md", story("New", "2026-01-10", "supersedes: story:old\n"));
    assert_eq!(messages(&pack, "evidence-stale"), Vec::<String>::new());
    assert_eq!(messages(&pack, "review-overdue"), Vec::<String>::new());
    let assessed = assessed(&pack);
    assert_eq!(assessed["readiness"]["rows"][2]["freshness"]["stale"], 0);
    let why = &assessed["statements"]["equity"]["coverage"]["peoples-experience"]["not_counted"];
    assert_eq!(why, &json!([{"item": "story:old", "why": "superseded"}]));
}

#[test]
fn nobody_senior_was_there_where_none_is_counted() {
    let rest = "attendance: [{role: Director, senior: true, count: 0}, {role: Innovators, count: 3}]\n";
    let pack =
        Pack::small().file("content/meetings/2026-05-05-notes.md", meeting("2026-05-05", "ready", rest));
    let rhythm = &assessed(&pack)["rhythm"]["making-it-happen"];
    assert_eq!((&rhythm["meetings"], &rhythm["with_senior"]), (&json!(3), &json!(1)));
}

#[test]
fn a_figure_of_a_time_to_come_is_not_the_last_one() {
    let pack = Pack::small().edit(
        "data/metrics/days-to-contact.yaml",
        "  - {period: 2026-04, value: 4.2}",
        "  - {period: 2026-04, value: 4.2}\n  - {period: 2026-09, value: 99}",
    );
    let last = &assessed(&pack)["metrics"]["days-to-contact"]["analysis"]["last"];
    assert_eq!(last, &json!({"period": "2026-04", "value": 4.2}));
}

#[test]
fn actions_of_a_meeting_that_is_withheld_are_one_source_all_the_same() {
    let actions = "audience: internal\nactions:\n  \
        - {id: one, what: One, owner: Director, due: 2026-05-01, statements: [learning], audience: public}\n  \
        - {id: two, what: Two, owner: Director, due: 2026-05-01, statements: [learning], audience: public}\n";
    let pack =
        Pack::small().file("content/meetings/2026-04-01-notes.md", meeting("2026-04-01", "ready", actions));
    for audience in ["internal", "public"] {
        let site = pack.build(&["--audience", audience]);
        let assessed: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
        let cell = &assessed["statements"]["learning"]["coverage"]["processes"];
        assert_eq!(cell["items"], json!(["action:one"]), "{audience}");
        assert_eq!(
            cell["not_counted"],
            json!([{"item": "action:two", "why": "duplicate-source"}]),
            "{audience}"
        );
    }
}
