//! Figures that are hard to draw, and figures that are none: a finding or a
//! clear chart, never a wrong picture.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::sample::select;

use super::{built, metric, words};
use crate::pack::{Pack, has_ending};

/// Numbers at the edges of what a percentage can be, then of what a number
/// above nothing can be, then of what any number can be.
const NUMBERS: [&str; 26] = [
    "0",
    "-0",
    "-0.0",
    "1",
    "3",
    "5",
    "12.5",
    "41",
    "50.0",
    "99.99",
    "100",
    "0.04",
    "1e-300",
    "5e-324",
    "101",
    "123456789",
    "1e15",
    "9007199254740993",
    "1e300",
    "1.7976931348623157e308",
    "-0.04",
    "-1",
    "-1e-9",
    "-5e-324",
    "-1e300",
    "-1.7976931348623157e308",
];
/// How many of them a percentage can be, and how many are not below nothing.
const PERCENTAGES: usize = 14;
const NOT_BELOW: usize = 20;

/// So many of so many, as hard.
const COUNTS: [&str; 8] = [
    "numerator: 0, denominator: 1",
    "numerator: 1, denominator: 1",
    "numerator: 41, denominator: 100",
    "numerator: 5e-324, denominator: 5e-324",
    "numerator: 1e-300, denominator: 1e300",
    "numerator: 1e300, denominator: 1.7976931348623157e308",
    "numerator: -0, denominator: 12.5",
    "numerator: 9007199254740991, denominator: 9007199254740993",
];

/// What is no number, or not as it stands, or cannot be so.
const OTHERS: [&str; 12] = [
    "value: .nan",
    "value: .inf",
    "value: -.inf",
    "value: 1e999",
    "value: 1,200",
    "value: 41%",
    "value: forty",
    "value: NaN",
    "value: 1, numerator: 5, denominator: 0",
    "value: 1, numerator: 5, denominator: -5",
    "value: 1, margin: -1",
    "value: -3, numerator: .inf",
];

/// The fields of a point with one of the first so many numbers; of tame ones
/// all can be so.
fn point(numbers: usize, tame: bool) -> impl Strategy<Value = String> {
    let value = prop_oneof![
        8 => select(&NUMBERS[..numbers]).prop_map(|value| format!("value: {value}")),
        1 => Just("missing: not-collected".to_owned()),
    ];
    let counts = prop_oneof![
        2 => Just(String::new()),
        1 => select(&COUNTS[..]).prop_map(|counts| format!(", {counts}")),
    ];
    let margin = prop_oneof![
        4 => Just(String::new()),
        1 => select(&NUMBERS[..PERCENTAGES]).prop_map(|margin| format!(", margin: {margin}")),
    ];
    let fine = (value, counts, margin).prop_map(|(value, counts, margin)| format!("{value}{counts}{margin}"));
    prop_oneof![
        9 => fine,
        u32::from(!tame) => select(&OTHERS[..]).prop_map(str::to_owned),
    ]
}

/// Points for months that follow each other.
fn points(least: usize, numbers: usize, tame: bool) -> impl Strategy<Value = String> {
    prop::collection::vec(point(numbers, tame), least..20).prop_map(|points| {
        let month = |at: usize| format!("{}-{:02}", 2024 + at / 12, at % 12 + 1);
        points.iter().enumerate().fold(String::new(), |mut list, (at, point)| {
            let _ = write!(list, "{{period: {}, {point}}}, ", month(at));
            list
        })
    })
}

/// A metric, and whether all of it can be so.
fn hard_metric() -> impl Strategy<Value = (String, bool)> {
    let units: [(&str, usize); 8] = [
        ("score", NUMBERS.len()),
        ("pounds", NUMBERS.len()),
        ("count", NOT_BELOW),
        ("days", NOT_BELOW),
        ("percent", PERCENTAGES),
        ("percent", PERCENTAGES),
        ("rate\nper: 1000", NOT_BELOW),
        ("rate\nper: 1e300", NOT_BELOW),
    ];
    let unit = (prop::sample::select(units.to_vec()), prop_oneof![4 => Just(true), 1 => Just(false)]);
    unit.prop_flat_map(|((unit, numbers), tame)| {
        let chart = select(&["trend", "bars", "spc", "spc", "benchmark", "funnel"][..]);
        let target = prop_oneof![
            Just(String::new()),
            select(&NUMBERS[..numbers]).prop_map(|it| format!("target: {it}\n")),
        ];
        let better = select(&["higher", "lower", "neither"][..]);
        let who = select(&["things", "people"][..]);
        let series = (points(1, numbers, tame), points(0, numbers, tame));
        (chart, target, better, who, series, any::<bool>()).prop_map(
            move |(chart, target, better, who, (points, others), survey)| {
                let others = match others.as_str() {
                    "" => String::new(),
                    others => format!("comparators: [{{name: England, points: [{others}]}}]\n"),
                };
                let metric = format!(
                    "title: Heard\nstatements: [learning]\ncategory: processes\ncounts: {who}\nsource: {{name: Our system}}\n\
                     unit: {unit}\nbetter: {better}\nchart: {chart}\nsurvey: {survey}\n{target}points: [{points}]\n{others}"
                );
                (metric, tame)
            },
        )
    })
}

/// The first thing in a text that is no number, or is zero below zero.
fn no_number(text: &str) -> Option<String> {
    let around = |at: usize| {
        let from = text[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        text[from..].chars().take(120).collect::<String>()
    };
    for word in ["NaN", "Infinity"] {
        if let Some(at) = text.find(word) {
            return Some(around(at));
        }
    }
    for (at, _) in text.match_indices("inf") {
        let letter = |found: Option<char>| found.is_some_and(char::is_alphanumeric);
        if !letter(text[..at].chars().next_back()) && !letter(text[at + 3..].chars().next()) {
            return Some(around(at));
        }
    }
    for (at, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, '-' | '−')) {
        let before = text[..at].chars().next_back();
        let part_of_a_word = before.is_some_and(|it| it.is_alphanumeric() && !"MLHV".contains(it));
        let rest = &text[at + sign.len_utf8()..];
        let digits = rest.trim_start_matches(['£']);
        let end = digits.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(digits.len());
        let goes_on = digits[end..].starts_with(|it: char| it.is_alphabetic() || it == '-');
        if !part_of_a_word && !goes_on && end > 0 && digits[..end].trim_end_matches('.').parse() == Ok(0.0) {
            return Some(around(at));
        }
    }
    None
}

#[test]
fn what_is_no_number_is_found() {
    for text in ["M10 NaN", "x=\"-0\"", "L-0.0 3", "−0.0%", "-£0", "1,inf,2", "\"value\":-0.0}"] {
        assert!(no_number(text).is_some(), "{text}");
    }
    for text in ["2026-01", "part-0", "-0.5", "information", "−0.4%", "-0c", "0", "infer"] {
        assert_eq!(no_number(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn hard_numbers_are_a_finding_or_are_drawn(metrics in prop::collection::vec(hard_metric(), 3)) {
        // Each in a pack of its own: a finding in one must not hide what another draws.
        for (metric, tame) in metrics {
            let pack = Pack::small().file("data/metrics/heard.yaml", &metric);
            let check = pack.run(&["check"]);
            prop_assert!(check.code == 0 || check.code == 1, "{}: {}", check.code, metric);
            let built = pack.run(&["build"]);
            prop_assert_eq!(built.code != 0, built.stderr.contains("error["), "{}\n{}", metric, built.stderr);
            prop_assert!(built.code == 0 || !tame, "{}\n{}", metric, built.stderr);
            for (path, bytes) in pack.tree("public") {
                if ["html", "csv", "json"].iter().any(|ending| has_ending(&path, ending)) {
                    let found = no_number(&String::from_utf8_lossy(&bytes));
                    prop_assert!(found.is_none(), "{}: {:?}\n{}", path, found, metric);
                }
            }
        }
    }
}

#[test]
fn a_survey_without_margins_says_why_it_has_no_intervals() {
    const NONE: &str = "There are no intervals: the figures are those of a survey, and no margin of error is given with them.";
    let survey = |more: &str| {
        words(&built(&format!(
            "unit: percent\nbetter: higher\n{more}points: [{{period: 2024-25, value: 50, numerator: 50, denominator: 100}}]\n"
        )))
    };
    assert!(survey("survey: true\n").contains(NONE));
    assert!(!survey("").contains(NONE), "it has an interval");
    let margins =
        "survey: true\nunit: percent\nbetter: higher\npoints: [{period: 2024-25, value: 50, margin: 3}]\n";
    assert!(!words(&built(margins)).contains(NONE), "it has an interval");
}

#[test]
fn low_percentages_are_not_taken_for_shares_of_one() {
    let quiet = |points: &str, others: &str| {
        let text = metric(&format!(
            "unit: percent\nbetter: lower\npoints: [{points}]\ncomparators: [{{name: England, points: [{others}]}}]\n"
        ));
        let run = Pack::small().file("data/metrics/heard.yaml", text).run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        !format!("{}{}", run.stdout, run.stderr).contains("mixed-scales")
    };
    // 0.8 as a share would be 80 per cent, far from 1.3; nothing at all is nothing on every scale.
    assert!(quiet("{period: 2024-25, value: 0.8}", "{period: 2024-25, value: 1.3}"));
    assert!(quiet("{period: 2024-25, value: 0}", "{period: 2024-25, value: 65}"));
    assert!(quiet("{period: 2024-25, value: 0.6, note: Few asked}", "{period: 2024-25, value: 65}"));
    assert!(quiet("{period: 2024-25, value: 0.6}", "{period: 2024-25, value: 0.7}"));
    assert!(!quiet("{period: 2024-25, value: 0.6}", "{period: 2024-25, value: 65}"));
}

#[test]
fn ten_thousand_figures_are_one_clear_chart() {
    // A figure a day for 27 years.
    let mut day = jiff::civil::date(1999, 1, 1);
    let mut points = String::new();
    for at in 0..10_000_u32 {
        writeln!(points, "  - {{period: {day}, value: {}}}", at * 7919 % 101).expect("text");
        day = day.tomorrow().expect("a day");
    }
    for chart in ["trend", "spc", "bars"] {
        let site = built(&format!("chart: {chart}\nunit: count\nbetter: lower\npoints:\n{points}"));
        let page = &site["metrics/heard.html"];
        assert!(page.len() < 400_000, "{chart}: {} bytes", page.len());
        let rows = String::from_utf8_lossy(&site["data/metrics/heard.csv"]).lines().count();
        assert_eq!(rows, 10_001, "{chart}: the file has all of them");
    }
}
