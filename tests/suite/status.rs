//! `status` from outside, and the arithmetic of the authority's own scores.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::pack::{Pack, STATEMENTS, fixture};

/// A pack that has scored each statement, or those that have a score here.
fn scored(scores: &[Option<u8>]) -> Pack {
    let mut pack =
        Pack::empty().file("data/pack.yaml", "authority: Testford\ntitle: Test\nas_of: 2026-06-30\n");
    for (statement, score) in STATEMENTS.iter().zip(scores) {
        let mut text = format!("---\nstatement: {statement}\nowner: Director\nreviewed: 2026-06-01\n");
        if let Some(score) = score {
            let _ = writeln!(text, "score: {score}");
        }
        pack = pack.file(&format!("content/judgements/{statement}.md"), text + "---\n");
    }
    pack
}

#[track_caller]
fn scores_of(pack: &Pack) -> Value {
    let run = pack.run(&["status", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let status: Value = serde_json::from_str(&run.stdout).expect("one JSON object");
    status["scores"].clone()
}

/// Nine scores that add up to a sum.
fn adding_up_to(sum: u8) -> Vec<Option<u8>> {
    (0..9).map(|at| Some(sum / 9 + u8::from(at < sum % 9))).collect()
}

#[test]
fn every_sum_has_the_percentage_and_the_band_of_the_printed_table() {
    // 100 × sum ÷ 36, rounded up: 9 is 25, 10 is 27.8 and so 28, and so on.
    // Bands 25 to 38, 39 to 62, 63 to 87, 88 and over. What is missing from
    // the next band is counted from its first sum: 14, 23 and 32.
    let percentages = [
        25, 28, 31, 34, 37, 39, 42, 45, 48, 50, 53, 56, 59, 62, 64, 67, 70, 73, 75, 78, 81, 84, 87, 89, 92,
        95, 98, 100,
    ];
    for (sum, percentage) in (9..=36).zip(percentages) {
        let (band, next) = match sum {
            ..14 => ("Inadequate", json!({"band": "Requires improvement", "points": 14 - sum})),
            14..23 => ("Requires improvement", json!({"band": "Good", "points": 23 - sum})),
            23..32 => ("Good", json!({"band": "Outstanding", "points": 32 - sum})),
            _ => ("Outstanding", Value::Null),
        };
        // 14 of 36 is 38.9: above 38 and below 39. No other sum lies between two bands.
        let between = if sum == 14 { json!(["Inadequate", "Requires improvement"]) } else { Value::Null };
        let expected = json!({
            "scored": 9, "of": 9, "sum": sum, "highest": 36, "percentage": percentage,
            "band": band, "between": between, "next_band": next,
        });
        assert_eq!(scores_of(&scored(&adding_up_to(sum))), expected, "{sum} of 36");
    }
}

#[test]
fn fourteen_of_thirty_six_is_said_plainly() {
    let pack = scored(&adding_up_to(14));
    let said = pack.run(&["status"]).stdout.replace('\n', " ");
    let sentence = "Our own scores, added up: 14 of 36, 38.9 per cent, rounded up to 39, in the band “Requires \
                    improvement”. Before rounding it lies between “Inadequate” and “Requires improvement”. \
                    9 points to “Good”. This is our own judgement, added up; it predicts no rating.";
    assert!(said.contains(sentence), "{said}");
}

#[test]
fn a_statement_without_a_score_leaves_no_sum() {
    let mut scores = adding_up_to(27);
    scores[4] = None;
    let pack = scored(&scores);
    let found = scores_of(&pack);
    assert_eq!((&found["scored"], &found["sum"], &found["band"]), (&json!(8), &Value::Null, &Value::Null));
    let said = pack.run(&["status"]).stdout;
    assert!(said.contains("Our own scores: 8 of 9 statements are scored, so there is no sum."), "{said}");
}

#[test]
fn the_table_fits_a_terminal_and_says_the_same_as_the_open_data() {
    let pack = Pack::copy_of(&fixture("judged"));
    let said = pack.run(&["status"]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""));
    for line in said.stdout.lines() {
        assert!(line.chars().count() <= 80, "more than 80 columns: {line}");
        assert!(!line.contains('\u{1b}'), "no colour: {line}");
    }
    let site = pack.build(&[]);
    let open: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
    let json = pack.run(&["status", "--format", "json"]);
    let status: Value = serde_json::from_str(&json.stdout).expect("one JSON object");
    assert_eq!(status, open["readiness"]);
    for row in status["rows"].as_array().expect("rows") {
        let title =
            open["statements"][row["statement"].as_str().expect("an id")]["title"].as_str().expect("a title");
        let name =
            title.get(..23).map_or(title, |start| start.rsplit_once(' ').map_or(start, |(words, _)| words));
        let line = said
            .stdout
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap_or_else(|| panic!("no row of {title}"));
        let cells: Vec<&str> = line[23.min(line.len())..].split_whitespace().collect();
        let count = |value: u64| if value == 0 { "-".to_owned() } else { value.to_string() };
        let number = |value: &Value| value.as_u64().expect("a number");
        let coverage = &row["coverage"];
        let missing: u64 = ["gap", "known-gap", "expired-gap", "stale-only"]
            .iter()
            .map(|state| number(&coverage[state]))
            .sum();
        let expected = [
            row["score"].as_u64().map_or("-".to_owned(), |score| score.to_string()),
            count(number(&coverage["evidenced"])),
            count(number(&coverage["thin"])),
            count(missing),
            count(number(&coverage["challenged"])),
            count(number(&row["loops"]["overdue"])),
            count(number(&row["loops"]["done-but-not-reported"])),
            count(number(&row["claims_to_mend"])),
        ];
        assert_eq!(cells, expected, "{title}");
    }
}

#[test]
fn status_is_for_the_authority_alone() {
    let pack = Pack::small();
    let refused = pack.run(&["status", "--audience", "assessor"]);
    assert_eq!(
        (refused.code, refused.stdout.as_str(), refused.stderr.as_str()),
        (2, "", "error: `status` is for the authority alone\nhelp: leave `--audience` out\n")
    );
    let refused = pack.run(&["status", "--format", "sarif"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
}

#[test]
fn a_pack_with_an_error_has_no_status() {
    let pack = Pack::small().edit("content/pages/how-to-read.md", "order: 1", "ordre: 1");
    let run = pack.run(&["status"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("a page has no field `ordre`"), "{}", run.stderr);
}
