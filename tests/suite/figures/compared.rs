//! Intervals of a pack's figures, and what is said of chance.

use serde_json::{Value, json};

use super::{built, csv, html, open, row, words};

fn ends(point: &Value) -> Option<[f64; 2]> {
    Some([point["lower"].as_f64()?, point["upper"].as_f64()?])
}

#[track_caller]
fn near(found: &Value, expected: [f64; 2]) {
    let found = ends(found).expect("an interval");
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-6, "{found}, not {expected}");
    }
}

/// 50 of 100: (100 + z² ± z √(z² + 4 × 50 × 0.5)) / (2 (100 + z²)) with z² =
/// 3.841458821: (103.841458821 ± 1.959963985 × 10.190262) / 207.682917642.
const HALF: [f64; 2] = [40.383_153, 59.616_847];

#[test]
fn each_kind_of_figure_has_the_interval_of_its_kind() {
    let percent = |more: &str, point: &str| {
        let site =
            built(&format!("unit: percent\nbetter: higher\n{more}points: [{{period: 2024-25, {point}}}]\n"));
        open(&site)["points"][0].clone()
    };
    near(&percent("", "value: 50, numerator: 50, denominator: 100"), HALF);
    // A margin comes first, and ends where the measure does: 97 + 5 is more than all.
    near(&percent("", "value: 97, numerator: 97, denominator: 100, margin: 5"), [92.0, 100.0]);
    near(&percent("survey: true\n", "value: 50, margin: 4"), [46.0, 54.0]);
    let none = [
        percent("survey: true\n", "value: 50, numerator: 50, denominator: 100"),
        percent("", "value: 50"),
        percent("", "missing: suppressed"),
        percent("", "missing: not-yet, numerator: 50, denominator: 100"),
        // These are not its counts: nobody worked the share out from them.
        percent("", "value: 80, numerator: 50, denominator: 100, note: Weighted"),
    ];
    for point in none {
        assert_eq!(ends(&point), None, "{point}");
    }
}

#[test]
fn rates_have_poisson_intervals_and_other_units_only_margins() {
    let point = |unit: &str, point: &str| {
        let site = built(&format!("unit: {unit}\nbetter: lower\npoints: [{{period: 2024-25, {point}}}]\n"));
        open(&site)["points"][0].clone()
    };
    // 10 in 1,000: Byar, as worked out in `assess::intervals`: 4.7874499140 and 18.39, per 1,000.
    let rate = point("rate\nper: 1000", "value: 10, numerator: 10, denominator: 1000");
    assert!((ends(&rate).expect("an interval")[0] - 4.787_449_914).abs() < 1e-6, "{rate}");
    // 0 in 500: nothing to −ln 0.025 = 3.6888794541, times 1,000 / 500.
    let none = point("rate\nper: 1000", "value: 0, numerator: 0, denominator: 500");
    near(&none, [0.0, 7.377_758_908]);
    for unit in ["days", "score", "pounds"] {
        assert_eq!(ends(&point(unit, "value: 2, numerator: 200, denominator: 100")), None, "{unit}");
        near(&point(unit, "value: 2, margin: 1.5"), [0.5, 3.5]);
    }
    near(&point("count", "value: 2, margin: 3"), [0.0, 5.0]);
    near(&point("pounds", "value: 2, margin: 3"), [-1.0, 5.0]);
}

/// Half of a hundred people, beside others and beside itself a year before. The
/// last period has not begun on the as-of date, 30 June 2026.
const BESIDE: &str = "unit: percent
better: higher
points:
  - {period: 2022-23, value: 90, numerator: 90, denominator: 100}
  - {period: 2023-24, value: 40, numerator: 40, denominator: 100}
  - {period: 2024-25, value: 50, numerator: 50, denominator: 100}
  - {period: 2025-26, missing: not-yet}
  - {period: 2027-28, value: 99, numerator: 99, denominator: 100}
breaks: [{period: 2023-24, why: Counted anew}]
comparators:
  - {name: England, points: [{period: 2024-25, value: 40.4}]}
  - {name: Below, points: [{period: 2024-25, value: 40.3}]}
  - {name: Above, points: [{period: 2024-25, value: 59.7}]}
  - {name: Earlier, points: [{period: 2023-24, value: 10}]}
  - {name: Kept back, points: [{period: 2024-25, missing: suppressed}]}
";

#[test]
fn the_last_figure_is_better_or_worse_only_outside_its_interval() {
    let site = built(BESIDE);
    let open = open(&site);
    let found: Vec<_> = open["comparisons"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            json!([
                one["with"],
                one["period"],
                one["value"],
                one["other"],
                one["other_period"],
                one["result"]
            ])
        })
        .collect();
    let expected = [
        json!(["England", "2024-25", 50, 40.4, "2024-25", "similar"]),
        json!(["Below", "2024-25", 50, 40.3, "2024-25", "better"]),
        json!(["Above", "2024-25", 50, 59.7, "2024-25", "worse"]),
        // 40 of 100 reaches to 49.8, and 50 of 100 from 40.4: they overlap.
        json!(["Smallbrook Council", "2024-25", 50, 40, "2023-24", "similar"]),
    ];
    assert_eq!(found, expected);
    near(&open["comparisons"][0], HALF);
    let text = words(&site);
    for sentence in [
        "Against England (40.4 per cent) in 2024-25: similar, within the 95 per cent interval 40.4 to 59.6 per cent.",
        "Against Below (40.3 per cent) in 2024-25: better, outside the 95 per cent interval 40.4 to 59.6 per cent.",
        "Against Above (59.7 per cent) in 2024-25: worse, outside the 95 per cent interval 40.4 to 59.6 per cent.",
        "Against 2023-24 (40.0 per cent): similar in 2024-25; the 95 per cent intervals 30.9 to 49.8 and 40.4 to 59.6 per cent overlap.",
    ] {
        // Once in the description of the chart, once under it.
        assert_eq!(text.matches(sentence).count(), 2, "{sentence}\n{text}");
    }
    for name in ["Earlier", "Kept back"] {
        assert!(!text.contains(&format!("Against {name}")), "{name}");
    }
    assert!(text.contains("; similar to England"), "the finding says it in words: {text}");
}

#[test]
fn table_csv_and_open_data_have_the_same_intervals() {
    let site = built(BESIDE);
    let page = html(&site);
    let cells = row(&page, "2024-25");
    assert_eq!(cells[..4], ["50.0%", "50", "100", "40.4 to 59.6"].map(str::to_owned), "{cells:?}");
    assert_eq!(row(&page, "2025-26")[..4], ["not yet available", "", "", ""].map(str::to_owned));
    let rows = csv(&site);
    let open = open(&site);
    for (row, point) in rows.iter().zip(open["points"].as_array().expect("points")) {
        for end in ["lower", "upper"] {
            assert_eq!(row[end].parse().ok(), point[end].as_f64(), "{row:?}");
        }
        assert_eq!(
            (&*row["from"], &*row["to"]),
            (point["from"].as_str().expect("a day"), point["to"].as_str().expect("a day"))
        );
        assert_eq!(row["unit"], "percent");
    }
    assert_eq!(rows.len(), 10, "a row for every figure of everybody: {rows:?}");
}

#[test]
fn without_an_interval_nothing_is_said_of_chance() {
    let site = built(
        "unit: percent\nbetter: higher\npoints: [{period: 2023-24, value: 40}, {period: 2024-25, value: 50}]\n\
         comparators: [{name: England, points: [{period: 2024-25, value: 10}]}]\n",
    );
    assert_eq!(open(&site)["comparisons"], json!([]));
    let text = words(&site);
    for word in ["Against England", "interval", "similar", "better than"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn where_neither_way_is_better_it_is_higher_or_lower_and_peers_share_a_sentence() {
    let site = built(
        "unit: score\nbetter: neither\npoints: [{period: 2024-25, value: 5, margin: 1}]\n\
         comparators: [{name: A, points: [{period: 2024-25, value: 3.99}]}, {name: B, points: [{period: 2024-25, value: 6.01}]}, {name: C, points: [{period: 2024-25, value: 6}]}]\n",
    );
    let results: Vec<_> = open(&site)["comparisons"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["result"].clone())
        .collect();
    assert_eq!(results, ["higher", "lower", "similar"]);
    // 3.99 prints as 4.0, which would seem to be the lower end: both have a place more.
    let text = words(&site);
    assert!(
        text.contains("Against A (3.99) in 2024-25: higher, outside the 95 per cent interval 4.00 to 6.00."),
        "{text}"
    );
}

#[test]
fn of_more_than_three_others_the_rest_share_a_sentence() {
    let others = [10, 20, 30, 49, 50, 60]
        .map(|value| format!("{{name: A{value}, points: [{{period: 2024-25, value: {value}}}]}}"));
    let site = built(&format!(
        "unit: percent\nbetter: higher\npoints: [{{period: 2024-25, value: 50, numerator: 50, denominator: 100}}]\ncomparators: [{}]\n",
        others.join(", ")
    ));
    let text = words(&site);
    assert!(text.contains("Of 3 others in 2024-25: similar to A49 and A50; worse than A60."), "{text}");
    assert!(!text.contains("Against A49"), "{text}");
}
