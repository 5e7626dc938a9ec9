//! The arithmetic of charts and intervals against published implementations:
//! `tests/fixtures/figures/README.md` says which.

use ninefold::assess::intervals::{Interval, Level, funnel, rate, wilson};
use ninefold::assess::spc::{
    Assurance, Control, ControlRow, Options, Reason, Row, Series, SignalKind, Variation, Way,
};
use ninefold::model::Better;
use proptest::prelude::*;
use serde_json::Value;

pub(super) const CHARTS: &str = include_str!("../../fixtures/figures/spc_cases.json");
const INTERVALS: &str = include_str!("../../fixtures/figures/ci_cases.json");

pub(super) fn cases(text: &str) -> Vec<Value> {
    let mut file: Value = serde_json::from_str(text).expect("the cases are JSON");
    serde_json::from_value(file["cases"].take()).expect("a list of cases")
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-9 * expected.abs() + 1e-12
}

pub(super) fn same(found: Option<f64>, expected: &Value, what: &str) {
    let equal = match (found, expected.as_f64()) {
        (Some(found), Some(expected)) => near(found, expected),
        (found, expected) => found.is_none() && expected.is_none(),
    };
    assert!(equal, "{what}: {found:?}, not {expected}");
}

/// The series of a case. A row on a rebase date is the first of a segment.
fn series(input: &Value) -> Series {
    let rebased = |date: &Value| input["rebase"].as_array().is_some_and(|dates| dates.contains(date));
    let dates = input["dates"].as_array().expect("dates");
    let values = input["values"].as_array().expect("values");
    let mut segment = 0;
    let rows = dates.iter().zip(values).map(|(date, value)| {
        segment += usize::from(rebased(date));
        Row { segment, value: value.as_f64(), target: input["target"].as_f64() }
    });
    let whole = |value: &Value| value.as_u64().map(|rows| usize::try_from(rows).expect("small"));
    Series {
        rows: rows.collect(),
        better: match input["improvement_direction"].as_str().expect("a direction") {
            "increase" => Better::Higher,
            "decrease" => Better::Lower,
            _ => Better::Neither,
        },
        options: Options {
            screen: input["screen_outliers"].as_bool().expect("yes or no"),
            baseline: whole(&input["fix_after_n_points"]),
            least_points: 2,
        },
    }
}

/// The package's label for a signal.
fn label(row: &ControlRow) -> &'static str {
    let high = row.way == Some(Way::High);
    match (row.signal.name(), high) {
        ("beyond", true) => "Above UCL",
        ("beyond", false) => "Below LCL",
        ("trend", true) => "7 Point Trend (Increasing)",
        ("trend", false) => "7 Point Trend (Decreasing)",
        ("two-of-three", true) => "2 in 3 Above CL",
        ("two-of-three", false) => "2 in 3 Below CL",
        ("shift", true) => "7 Points Above CL",
        ("shift", false) => "7 Points Below CL",
        _ => "Common Cause",
    }
}

fn kind(kind: SignalKind) -> String {
    match kind {
        SignalKind::Common => "common_cause".to_owned(),
        other => format!("special_cause_{}", other.name().replace('-', "_")),
    }
}

fn icon(variation: Variation) -> String {
    match variation {
        Variation::Common => "common_cause".to_owned(),
        other => other.name().replace('-', "_"),
    }
}

fn assurance(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Pass => "consistent_pass",
        Assurance::Fail => "consistent_fail",
        Assurance::HitOrMiss => "inconsistent",
    }
}

#[test]
fn charts_are_those_of_the_package() {
    let cases = cases(CHARTS);
    assert_eq!(cases.len(), 10);
    for case in &cases {
        let id = case["id"].as_str().expect("an id");
        let control = Control::of(&series(&case["input"]));
        let output = &case["output"];
        let points = output["points"].as_array().expect("points");
        assert_eq!(control.rows.len(), points.len(), "{id}");
        for (row, point) in control.rows.iter().zip(points) {
            let at = format!("{id} {}", point["date"]);
            same(row.value, &point["value"], &at);
            same(row.mean, &point["mean"], &format!("{at} mean"));
            same(row.lower, &point["lpl"], &format!("{at} lower"));
            same(row.upper, &point["upl"], &format!("{at} upper"));
            assert_eq!(label(row), point["special_cause_type"], "{at}");
            assert_eq!(kind(row.kind), point["point_type"], "{at}");
            assert_eq!(row.segment as u64, point["rebase_group"], "{at}");
        }
        assert_eq!(control.variation.map(icon).as_deref(), output["variation_icon"].as_str(), "{id}");
        if case["contested"] == true {
            never_varies(id, &control);
        } else {
            let found = control.assurance.map(assurance);
            assert_eq!(found, output["assurance_type"].as_str(), "{id}");
            assert!(control.notes.is_empty(), "{id}: {:?}", control.notes);
        }
    }
}

/// S10 is 100 per cent fourteen times, and the target is 95. The package's
/// limits are no numbers, and so its icon says "inconsistent", although the
/// target was met each time. Ours says that it is met, and why there are no
/// limits.
fn never_varies(id: &str, control: &Control) {
    assert_eq!(id, "S10", "another contested case needs words of its own");
    assert_eq!(control.assurance, Some(Assurance::Pass));
    let reasons: Vec<Reason> = control.notes.iter().map(|note| note.reason).collect();
    assert_eq!(reasons, [Reason::Constant { meets_target: Some(true) }]);
}

#[test]
fn two_sigma_lines_are_two_thirds_of_the_way_to_the_limits() {
    // S07 says its lines in words: mean 50, mean moving range 2, two-sigma 46.4533 and 53.5467.
    let case = cases(CHARTS).into_iter().find(|case| case["id"] == "S07").expect("S07");
    let control = Control::of(&series(&case["input"]));
    let lines = [control.rows[0].lower_two, control.rows[0].upper_two].map(|line| line.expect("a line"));
    assert!(near(lines[0], 50.0 - 10.64 / 3.0) && near(lines[1], 50.0 + 10.64 / 3.0), "{lines:?}");
}

fn ends(found: Option<Interval>, expected: &Value, times: f64, what: &str) {
    let found = found.unwrap_or_else(|| panic!("{what}: an interval"));
    same(Some(found.lower * times), &expected[0], what);
    same(Some(found.upper * times), &expected[1], what);
}

#[test]
fn intervals_are_those_of_the_packages() {
    let cases = cases(INTERVALS);
    assert_eq!(cases.len(), 28);
    for case in &cases {
        let id = case["id"].as_str().expect("an id");
        let number = |name: &str| case[name].as_f64().unwrap_or_else(|| panic!("{id}: {name}"));
        let (x, n) = (number("numerator"), number("denominator"));
        for (level, ci, limits) in
            [(Level::NinetyFive, "ci95", "limits_2s_pct"), (Level::NinetyNineEight, "ci998", "limits_3s_pct")]
        {
            let (found, times) = match case["kind"].as_str().expect("a kind") {
                "proportion_wilson" => (wilson(x, n, level), 1.0),
                "funnel_proportion" => (funnel(number("pooled"), n, level), 100.0),
                _ => (rate(x, n, number("multiplier"), level), 1.0),
            };
            if times > 1.0 {
                ends(found, &case[limits], times, id);
            } else {
                ends(found, &case[ci], times, id);
                ends(found, &case[format!("{ci}_phe_package")], times, id);
                same(found.map(|found| found.value), &case["value"], id);
            }
        }
    }
}

#[test]
fn a_place_lies_outside_the_funnel_where_the_package_says_so() {
    for case in cases(INTERVALS).iter().filter(|case| case["kind"] == "funnel_proportion") {
        let number = |name: &str| case[name].as_f64().expect("a number");
        let share = number("numerator") / number("denominator");
        let limits = |level| funnel(number("pooled"), number("denominator"), level).expect("limits");
        let (two, three) = (limits(Level::NinetyFive), limits(Level::NinetyNineEight));
        let said = match share {
            low if low < three.lower => "Low (0.001)",
            low if low < two.lower => "Low (0.025)",
            high if high > three.upper => "High (0.001)",
            high if high > two.upper => "High (0.025)",
            _ => "Not significant",
        };
        assert_eq!(said, case["significance_phe_package"], "{}", case["id"]);
    }
}

fn rows(values: &[Option<f64>]) -> Vec<Row> {
    values.iter().map(|value| Row { segment: 0, value: *value, target: None }).collect()
}

fn better() -> impl Strategy<Value = Better> {
    prop_oneof![Just(Better::Higher), Just(Better::Lower), Just(Better::Neither)]
}

/// A chart of whole numbers after a change to each of them.
fn chart(values: &[i32], change: impl Fn(f64) -> f64) -> Control {
    let changed: Vec<_> = values.iter().map(|value| Some(change(f64::from(*value)))).collect();
    Control::of(&Series { rows: rows(&changed), better: Better::Higher, options: Options::default() })
}

/// Whether the lines of one chart are those of another after a change, and its signals the same.
fn follows(found: &Control, from: &Control, change: impl Fn(f64) -> f64) -> bool {
    found.rows.iter().zip(&from.rows).all(|(found, from)| {
        let line = |found: Option<f64>, from: Option<f64>| match (found, from.map(&change)) {
            (Some(found), Some(from)) => (found - from).abs() <= 1e-9 * (1.0 + from.abs()),
            (found, from) => found == from,
        };
        line(found.mean, from.mean)
            && line(found.lower, from.lower)
            && line(found.upper, from.upper)
            && line(found.lower_two, from.lower_two)
            && line(found.upper_two, from.upper_two)
    })
}

proptest! {
    #[test]
    fn no_figures_stop_a_chart(
        values in prop::collection::vec(
            (0..3_usize, prop::option::of(any::<f64>()), prop::option::of(any::<f64>())), 0..40),
        better in better(),
        screen in any::<bool>(),
        baseline in prop::option::of(0..50_usize),
        least_points in 0..20_usize,
    ) {
        let rows: Vec<_> =
            values.into_iter().map(|(segment, value, target)| Row { segment, value, target }).collect();
        let count = rows.len();
        let control = Control::of(&Series { rows, better, options: Options { screen, baseline, least_points } });
        prop_assert_eq!(control.rows.len(), count);
        for row in control.rows {
            let lines = [row.mean, row.lower, row.upper, row.lower_two, row.upper_two];
            prop_assert!(lines.into_iter().flatten().all(f64::is_finite));
        }
    }

    #[test]
    fn limits_stand_as_far_above_the_mean_as_below(
        values in prop::collection::vec(prop::option::of(-1000.0..1000.0), 13..40),
    ) {
        let series = Series { rows: rows(&values), better: Better::Lower, options: Options::default() };
        for row in Control::of(&series).rows {
            let (Some(mean), Some(lower), Some(upper)) = (row.mean, row.lower, row.upper) else { continue };
            let (two, three) = (row.upper_two.expect("a line") - mean, upper - mean);
            prop_assert!((three - (mean - lower)).abs() < 1e-9);
            prop_assert!((two * 1.5 - three).abs() < 1e-9);
            prop_assert!(two > 0.0);
        }
    }

    #[test]
    fn adding_to_every_figure_moves_the_limits_by_as_much(
        values in prop::collection::vec(-1000..1000, 13..40), more in -1000..1000,
    ) {
        let (from, add) = (chart(&values, |value| value), |value: f64| value + f64::from(more));
        prop_assert!(follows(&chart(&values, add), &from, add));
    }

    #[test]
    fn limits_and_signals_scale_with_the_figures(
        values in prop::collection::vec(-1000..1000, 13..40), power in -8..8,
    ) {
        let (from, scale) = (chart(&values, |value| value), |value: f64| value * 2.0_f64.powi(power));
        let found = chart(&values, scale);
        prop_assert!(follows(&found, &from, scale));
        let signals = |control: &Control| control.rows.iter().map(|row| row.signal).collect::<Vec<_>>();
        prop_assert_eq!(signals(&found), signals(&from));
        prop_assert_eq!(found.variation, from.variation);
    }

    #[test]
    fn turning_figures_round_turns_the_signals_round(values in prop::collection::vec(-1000..1000, 13..40)) {
        let (from, turned) = (chart(&values, |value| value), chart(&values, |value| -value));
        for (from, turned) in from.rows.iter().zip(&turned.rows) {
            prop_assert_eq!(from.signal, turned.signal);
            let other = from.way.map(|way| if way == Way::High { Way::Low } else { Way::High });
            prop_assert_eq!(other, turned.way);
        }
    }

    #[test]
    fn an_interval_holds_its_figure(x in any::<f64>(), n in any::<f64>(), per in any::<f64>()) {
        for level in [Level::NinetyFive, Level::NinetyNineEight] {
            let among_all = x / n;
            for found in [wilson(x, n, level), rate(x, n, per, level), funnel(among_all, n, level)] {
                prop_assert!(found.is_none_or(|found| found.lower <= found.value && found.value <= found.upper));
            }
        }
    }

    #[test]
    fn an_interval_of_counts_holds_its_figure(n in 1..100_000_u32, part in 0.0..=1.0_f64, level in any::<bool>()) {
        let (n, x) = (f64::from(n), (f64::from(n) * part).floor());
        let level = if level { Level::NinetyFive } else { Level::NinetyNineEight };
        let share = wilson(x, n, level).expect("a share");
        prop_assert!(0.0 <= share.lower && share.lower <= share.value);
        prop_assert!(share.value <= share.upper && share.upper <= 1.0);
        let rate = rate(x, n, 1000.0, level).expect("a rate");
        prop_assert!(0.0 <= rate.lower && rate.lower <= rate.value && rate.value < rate.upper);
    }
}
