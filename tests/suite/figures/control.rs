//! Control charts from a pack to its pages and files.

use std::fmt::Write;

use serde_json::Value;

use super::arithmetic::{CHARTS, cases, same};
use crate::pack::Pack;

/// A case as a metric of a pack, each day a period of its own.
fn metric_of(input: &Value) -> String {
    let list = |name: &str| input[name].as_array().cloned().unwrap_or_default();
    let better = match input["improvement_direction"].as_str().expect("a direction") {
        "increase" => "higher",
        "decrease" => "lower",
        _ => "neither",
    };
    let mut text = format!(
        "title: A series\nstatements: [learning]\ncategory: processes\nunit: count\nbetter: {better}\n\
         source: {{name: Our system}}\ncounts: things\nchart: spc\nspc: {{least_points: 2, screen: {}",
        input["screen_outliers"]
    );
    if let Some(baseline) = input["fix_after_n_points"].as_u64() {
        let _ = write!(text, ", baseline: {baseline}");
    }
    text.push_str("}\n");
    if let Some(target) = input["target"].as_f64() {
        let _ = writeln!(text, "target: {target}");
    }
    let phases: Vec<String> = list("rebase")
        .iter()
        .map(|date| format!("{{from: {}, label: Begins}}", date.as_str().expect("a date")))
        .collect();
    let _ = write!(text, "phases: [{}]\npoints:\n", phases.join(", "));
    for (date, value) in list("dates").iter().zip(list("values")) {
        let value =
            value.as_f64().map_or("missing: not-collected".to_owned(), |value| format!("value: {value}"));
        let _ = writeln!(text, "  - {{period: {}, {value}}}", date.as_str().expect("a date"));
    }
    text
}

#[test]
fn a_metric_of_a_pack_has_the_chart_of_the_package_in_the_open_data() {
    for case in cases(CHARTS).iter().filter(|case| case["contested"] == false) {
        let id = case["id"].as_str().expect("an id");
        let pack = Pack::small().file("data/metrics/series.yaml", metric_of(&case["input"]));
        let site = pack.build(&[]);
        let open: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
        let analysis = &open["metrics"]["series"]["analysis"];
        assert_eq!(analysis["method"], "spc", "{id}");
        let points = case["output"]["points"].as_array().expect("points");
        assert_eq!(analysis["points"].as_array().expect("points").len(), points.len(), "{id}");
        for (found, point) in analysis["points"].as_array().expect("points").iter().zip(points) {
            let at = format!("{id} {}", point["date"]);
            for (name, theirs) in [("value", "value"), ("mean", "mean"), ("lower", "lpl"), ("upper", "upl")] {
                same(found[name].as_f64(), &point[theirs], &format!("{at} {name}"));
            }
            let kind = match found["type"].as_str().expect("a type") {
                "common" => "common_cause".to_owned(),
                other => format!("special_cause_{}", other.replace('-', "_")),
            };
            assert_eq!(kind, point["point_type"].as_str().expect("a type"), "{at}");
        }
        let variation = match analysis["variation"].as_str().expect("a variation") {
            "common" => "common_cause".to_owned(),
            other => other.replace('-', "_"),
        };
        assert_eq!(variation, case["output"]["variation_icon"].as_str().expect("an icon"), "{id}");
        let csv = String::from_utf8_lossy(&site["data/metrics/series.csv"]).into_owned();
        for (line, found) in csv.lines().skip(1).zip(analysis["points"].as_array().expect("points")) {
            let cells: Vec<&str> = line.rsplit(',').take(5).collect();
            let [kind, signal, upper, ..] = cells[..] else { panic!("{line}") };
            assert_eq!(
                (kind, signal),
                (found["type"].as_str().expect("a type"), found["signal"].as_str().expect("a signal"))
            );
            assert_eq!(upper.parse().ok(), found["upper"].as_f64(), "{id}: {line}");
        }
        let page = String::from_utf8_lossy(&site["metrics/series.html"]).into_owned();
        assert!(page.contains("Limits and rules as NHS plot-the-dots."), "{id}");
        assert!(page.contains("The last figure shows "), "{id}");
    }
}

#[test]
fn a_short_series_says_why_it_has_no_limits() {
    let months: Vec<String> =
        (1..=12).map(|month| format!("{{period: 2025-{month:02}, value: {month}}}")).collect();
    let points = months.join(", ");
    let metric = format!(
        "title: Short\nstatements: [learning]\ncategory: processes\nunit: count\nbetter: higher\n\
         source: {{name: Our system}}\nchart: spc\npoints: [{points}]\n"
    );
    let site = Pack::small().file("data/metrics/short.yaml", metric).build(&[]);
    let open: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
    let analysis = &open["metrics"]["short"]["analysis"];
    assert_eq!((&analysis["variation"], &analysis["points"][0]["lower"]), (&Value::Null, &Value::Null));
    let note = analysis["note"].as_str().expect("a note");
    assert!(note.contains("12") && note.contains("13"), "{note}");
    let page = String::from_utf8_lossy(&site["metrics/short.html"]).into_owned();
    assert!(page.contains(note), "the page says it too");
}
