//! Small numbers: what is kept back, in every file of every edition, and an
//! attack on what is left.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::pack::{Pack, Tree};

const AUDIENCES: [&str; 3] = ["internal", "assessor", "public"];

fn metric(id: &str, unit: &str, more: &str, points: &str) -> (String, String) {
    let text = format!(
        "title: Figure {id}\nstatements: [learning]\ncategory: processes\nunit: {unit}\nbetter: neither\n\
         source: {{name: Our records}}\naudience: public\n{more}points:\n{points}"
    );
    (format!("data/metrics/{id}.yaml"), text)
}

/// Requests of three teams that add up to those of all, and figures that rest
/// on few people in every way that there is.
fn pack() -> Pack {
    let months = |values: [u32; 3]| {
        let point = |(at, value)| {
            format!("  - {{period: 2026-0{}, value: {value}, note: counted by hand}}\n", at + 1)
        };
        values.into_iter().enumerate().map(point).collect::<String>()
    };
    let part = "part_of: metric:all-requests\n";
    let files = [
        metric("all-requests", "count", "", &months([60, 70, 80])),
        metric("east", "count", part, &months([20, 3, 30])),
        metric("west", "count", part, &months([25, 30, 25])),
        metric("north", "count", part, &months([15, 37, 25])),
        metric(
            "shares",
            "percent",
            "decimals: 3\n",
            "  - {period: 2026-01, value: 42.857, numerator: 3, denominator: 7}\n\
             \x20 - {period: 2026-02, value: 95.918, numerator: 47, denominator: 49}\n\
             \x20 - {period: 2026-03, value: 50.0, numerator: 20, denominator: 40}\n\
             \x20 - {period: 2026-04, value: 2.113, denominator: 142}\n\
             \x20 - {period: 2026-05, value: 93.333, numerator: 28}\n",
        ),
        metric(
            "rates",
            "rate",
            "per: 100000\n",
            "  - {period: 2026-01, value: 8.3, numerator: 4, denominator: 48000}\n\
             \x20 - {period: 2026-02, value: 12.5, numerator: 6, denominator: 48000}\n",
        ),
        metric(
            "waits",
            "days",
            "decimals: 3\n",
            "  - {period: 2026-01, value: 41.737, denominator: 4}\n  - {period: 2026-02, value: 12.4, denominator: 5}\n",
        ),
        metric("inspections", "count", "counts: things\n", &months([2, 0, 1])),
        metric(
            "beside-others",
            "count",
            "comparators:\n  - {name: A neighbour, points: [{period: 2026-01, value: 4}]}\n\
             \x20 - {name: The country, source: {name: Statistics, status: official}, points: [{period: 2026-01, value: 4}]}\n",
            &months([12, 5, 4]),
        ),
    ];
    files.into_iter().fold(Pack::small(), |pack, (path, text)| pack.file(&path, text))
}

fn data(tree: &Tree) -> Value {
    serde_json::from_slice(&tree["data/pack.json"]).expect("the open data is JSON")
}

/// Each figure of a metric as its value or the reason why there is none.
fn said(points: &Value) -> Vec<Value> {
    let one = |point: &Value| {
        if point["value"].is_null() { point["missing"].clone() } else { point["value"].clone() }
    };
    points.as_array().expect("a list of figures").iter().map(one).collect()
}

#[test]
fn what_rests_on_few_people_is_kept_back_alike_in_every_edition() {
    let pack = pack();
    for audience in AUDIENCES {
        let tree = pack.build(&["--audience", audience]);
        let metrics = &data(&tree)["metrics"];
        for (metric, expected) in [
            ("all-requests", vec![json!(60), json!(70), json!(80)]),
            // 3 is few; the smaller of the two others goes with it, or 70 would give it away.
            ("east", vec![json!(20), json!("few"), json!(30)]),
            ("west", vec![json!(25), json!("withheld"), json!(25)]),
            ("north", vec![json!(15), json!(37), json!(25)]),
            // 3 of 7; 2 who are not; 20 of 40; 3 of 142; 2 of 30 who are not.
            (
                "shares",
                vec![json!("withheld"), json!("withheld"), json!(50), json!("withheld"), json!("withheld")],
            ),
            ("rates", vec![json!("withheld"), json!(12.5)]),
            ("waits", vec![json!("withheld"), json!(12.4)]),
            ("inspections", vec![json!(2), json!(0), json!(1)]),
            ("beside-others", vec![json!(12), json!(5), json!("few")]),
        ] {
            assert_eq!(said(&metrics[metric]["points"]), expected, "{metric} for {audience}");
        }
        let others = &metrics["beside-others"]["comparators"];
        assert_eq!(said(&others[0]["points"]), [json!("few")], "a neighbour's small count");
        assert_eq!(said(&others[1]["points"]), [json!(4)], "official statistics are public as they are");
        for metric in metrics.as_object().expect("metrics").values() {
            for point in metric["points"].as_array().expect("points") {
                if ["few", "withheld"].iter().any(|kept| point["missing"] == *kept) {
                    for field in ["value", "numerator", "denominator", "margin", "note"] {
                        assert_eq!(point[field], Value::Null, "{field} of {point}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_file_holds_what_is_kept_back() {
    let pack = pack();
    for audience in AUDIENCES {
        for (path, bytes) in pack.build(&["--audience", audience]) {
            let text = String::from_utf8_lossy(&bytes);
            for secret in ["42.857", "41.737", "93.333", "95.918", "2.113"] {
                assert!(!text.contains(secret), "{path} for {audience} holds {secret}");
            }
        }
    }
}

#[test]
fn a_reader_is_told_that_there_are_few_and_never_none() {
    let tree = pack().build(&[]);
    let text = |path: &str| String::from_utf8(tree[path].clone()).expect("text");
    let page = text("metrics/east.html");
    assert!(page.contains("<td>fewer than 5</td>"), "the table says so");
    assert!(page.contains("February 2026 (fewer than 5)"), "the description says so");
    assert!(page.contains("<dt>Part of</dt>"), "the page says what it is a part of");
    assert!(text("metrics/west.html").contains("<td>withheld: small numbers</td>"));
    let csv = text("data/metrics/east.csv");
    let february = csv.lines().find(|line| line.starts_with("2026-02")).expect("a line for February");
    assert_eq!(february, "2026-02,2026-02-01,2026-02-28,Smallbrook Council,count,,,,,,,fewer than 5,,");
}

/// All that a reader of every edition, file by file, knows of counts that add
/// up, and every subtraction that can be made with it.
#[test]
fn subtraction_finds_nothing_small() {
    let pack = pack();
    let mut known: BTreeMap<(String, String), f64> = BTreeMap::new();
    for audience in AUDIENCES {
        for (path, bytes) in pack.build(&["--audience", audience]) {
            let Some(id) = path.strip_prefix("data/metrics/").and_then(|name| name.strip_suffix(".csv"))
            else {
                continue;
            };
            let mut reader = csv::Reader::from_reader(&*bytes);
            let columns = reader.headers().expect("a first line").clone();
            let column = |name: &str| columns.iter().position(|known| known == name).expect("a column");
            let (period, who, value) = (column("period"), column("who"), column("value"));
            for row in reader.records().map(|row| row.expect("a row")) {
                if let Ok(number) = row[value].parse::<f64>() {
                    known.insert((format!("{id} {}", &row[who]), row[period].to_owned()), number);
                }
            }
        }
    }
    let of = |id: &str, period: &str| known.get(&(format!("{id} Smallbrook Council"), period.to_owned()));
    for period in ["2026-01", "2026-02", "2026-03"] {
        let total = of("all-requests", period).expect("the total is shown");
        let parts: Vec<&f64> = ["east", "west", "north"].iter().filter_map(|part| of(part, period)).collect();
        assert_ne!(parts.len(), 2, "{period}: the third is the total less the two");
        let rest = total - parts.iter().copied().sum::<f64>();
        assert!(parts.len() == 3 || rest >= 10.0, "{period}: {rest} is left for those kept back");
    }
    let counts = ["all-requests", "east", "west", "north", "inspections", "beside-others"];
    let is_count = |who: &str| counts.iter().any(|id| who.starts_with(id));
    let small: Vec<&str> = known
        .iter()
        .filter(|((who, _), value)| is_count(who) && **value < 5.0)
        .map(|((who, _), _)| &**who)
        .collect();
    let things = "inspections Smallbrook Council";
    assert_eq!(small, ["beside-others The country", things, things, things]);
}

#[test]
fn the_number_is_the_packs_own_and_zero_shows_all() {
    let ten = pack().edit("data/pack.yaml", "title:", "small_numbers: {suppress_below: 21}\ntitle:");
    let metrics = data(&ten.build(&[]))["metrics"].take();
    assert_eq!(said(&metrics["shares"]["points"])[2], json!("withheld"), "20 of 40");
    assert_eq!(said(&metrics["east"]["points"])[0], json!("few"));
    let none = pack().edit("data/pack.yaml", "title:", "small_numbers: {suppress_below: 0}\ntitle:");
    let run = none.run(&["build"]);
    assert!(
        run.stderr.contains("warning[small-numbers]: counts of people are shown from 0 on"),
        "{}",
        run.stderr
    );
    assert_eq!(said(&data(&none.tree("public"))["metrics"]["east"]["points"])[1], json!(3));
}

#[test]
fn parts_have_to_be_counts_and_no_part_of_themselves() {
    let shares = pack().edit("data/metrics/shares.yaml", "decimals: 3", "part_of: metric:east");
    let message = "only counts add up, and metric:shares and metric:east are not both counts";
    assert!(shares.run(&["check"]).stderr.contains(message));
    let circle = pack().edit("data/metrics/all-requests.yaml", "points:", "part_of: metric:east\npoints:");
    assert!(circle.run(&["check"]).stderr.contains("metric:east would be a part of itself"));
}

#[test]
fn what_adds_up_is_kept_back_in_one_way() {
    let message =
        "metric:east has counts of things and metric:all-requests has the authority's own counts of people";
    let things = pack().edit("data/metrics/east.yaml", "part_of:", "counts: things\npart_of:");
    let run = things.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains(message), "{}", run.stderr);
    let official =
        pack().edit("data/metrics/all-requests.yaml", "Our records", "Statistics, status: official");
    let run = official.run(&["build"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stderr.matches("metric:all-requests has official statistics").count(),
        3,
        "{}",
        run.stderr
    );
}
