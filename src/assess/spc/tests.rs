//! Series with no limits, or with something else to say of them.

use super::*;

fn series(values: &[Option<f64>], target: Option<f64>) -> Series {
    let rows = values.iter().map(|value| Row { segment: 0, value: *value, target }).collect();
    Series { rows, better: Better::Higher, options: Options::default() }
}

fn known(values: &[f64], target: Option<f64>) -> Series {
    series(&values.iter().copied().map(Some).collect::<Vec<_>>(), target)
}

fn reasons(control: &Control) -> Vec<&'static str> {
    control.notes.iter().map(|note| note.reason.name()).collect()
}

fn without_limits(control: &Control) -> bool {
    let row = |row: &ControlRow| {
        row.lower.or(row.upper).or(row.lower_two).or(row.upper_two).is_none() && row.signal == Signal::None
    };
    control.rows.iter().all(row)
}

#[test]
fn limits_need_thirteen_rows() {
    let values = [4.0, 6.0].repeat(7);
    let few = Control::of(&known(&values[..12], Some(9.0)));
    assert!(without_limits(&few), "{few:?}");
    assert_eq!((few.variation, few.assurance), (None, None));
    assert_eq!(few.notes, [Note { part: None, reason: Reason::FewRows { rows: 12, least: 13 } }]);
    assert_eq!(few.notes[0].text(), "There are only 12 periods, and limits need at least 13.");
    assert_eq!(few.rows[0].mean, Some(5.0), "the mean is there all the same");
    // 13 rows: mean 64 / 13, moves of 2.
    let enough = Control::of(&known(&values[..13], Some(11.0)));
    let upper = enough.rows[0].upper.expect("a limit");
    assert!((upper - (64.0 / 13.0 + 5.32)).abs() < 1e-12, "{upper}");
    assert_eq!((enough.variation, enough.assurance), (Some(Variation::Common), Some(Assurance::Fail)));
    assert!(enough.notes.is_empty());
}

#[test]
fn a_series_that_never_varies_meets_its_target_or_misses_it() {
    let of = |target, better| Control::of(&Series { better, ..known(&[97.1; 14], target) });
    for (target, better, assurance, said) in [
        (Some(95.0), Better::Higher, Some(Assurance::Pass), " It meets the target."),
        (Some(97.1), Better::Higher, Some(Assurance::Pass), " It meets the target."),
        (Some(98.0), Better::Higher, Some(Assurance::Fail), " It does not meet the target."),
        (Some(98.0), Better::Lower, Some(Assurance::Pass), " It meets the target."),
        (Some(95.0), Better::Lower, Some(Assurance::Fail), " It does not meet the target."),
        (Some(95.0), Better::Neither, None, ""),
        (None, Better::Higher, None, ""),
    ] {
        let control = of(target, better);
        assert!(without_limits(&control));
        assert_eq!(control.assurance, assurance, "{target:?} {better:?}");
        assert_eq!(control.variation, Some(Variation::Common));
        let text = control.notes[0].text();
        let begun = "Every figure is the same, so nothing varies and there are no limits to draw.";
        assert_eq!(text, format!("{begun}{said}"));
    }
}

#[test]
fn one_step_in_a_flat_series_makes_no_limits() {
    let values = [[5.0; 8], [8.0; 8]].concat();
    for screen in [true, false] {
        let mut series = known(&values, Some(5.0));
        series.options.screen = screen;
        let control = Control::of(&series);
        // Unscreened the one move of 3 in 15 counts: 0.2 on average.
        assert_eq!(without_limits(&control), screen, "{control:?}");
        let expected: &[&str] = if screen { &["no-movement"] } else { &[] };
        assert_eq!(reasons(&control), expected);
        assert_eq!(control.variation.is_none(), screen);
        assert_eq!(control.assurance.is_none(), screen);
    }
}

#[test]
fn segments_are_judged_apart_and_the_last_gives_the_icons() {
    let mut series = known(&[4.0, 6.0].repeat(8), Some(1.0));
    series.rows.truncate(15);
    series.rows[13].segment = 7;
    series.rows[14].segment = 0;
    let control = Control::of(&series);
    let lines: Vec<bool> = control.rows.iter().map(|row| row.upper.is_some()).collect();
    assert_eq!(lines, [[true; 13].as_slice(), &[false, false]].concat());
    assert_eq!(control.rows[13].mean, Some(6.0));
    let notes: Vec<String> = control.notes.iter().map(Note::text).collect();
    assert_eq!(notes[0], "Part 2 of the series: there is only one period, so no limits can be drawn.");
    assert_eq!(control.notes[1].part, Some(3), "a number that comes back is another segment");
    assert_eq!((control.variation, control.assurance), (None, None));
}

#[test]
fn no_run_crosses_a_boundary() {
    // Nineteen rows, the last six above the mean, and a seventh in the next segment.
    let mut values = [4.0, 6.0].repeat(7);
    values.extend([5.4, 5.6, 5.4, 5.6, 5.4]);
    values.extend([5.6, 4.0].repeat(7));
    let mut series = known(&values, None);
    for row in &mut series.rows[19..] {
        row.segment = 1;
    }
    let control = Control::of(&series);
    assert!(control.rows.iter().all(|row| row.signal == Signal::None), "{control:?}");
    for row in &mut series.rows {
        row.segment = 0;
    }
    let joined = Control::of(&series);
    assert_eq!(joined.rows[18].signal, Signal::Shift, "in one segment it is a run");
}

#[test]
fn a_baseline_gives_its_mean_and_limits_to_the_rest() {
    let mut values = [4.0, 6.0].repeat(6);
    values.extend([20.0; 4]);
    let mut series = known(&values, None);
    for (asked, short) in [(12, false), (3, true)] {
        series.options.baseline = Some(asked);
        let control = Control::of(&series);
        let last = control.rows[15];
        assert_eq!((last.mean, last.upper, last.signal), (Some(5.0), Some(10.32), Signal::Beyond));
        assert_eq!(control.variation, Some(Variation::ImprovementHigh));
        assert_eq!(reasons(&control) == ["short-baseline"], short);
    }
    series.options.baseline = Some(100);
    let control = Control::of(&series);
    assert_eq!(control.rows[0].mean, Some(140.0 / 16.0), "a baseline longer than the series is all of it");
}

#[test]
fn missing_figures_stop_nothing() {
    let none = Control::of(&series(&[None; 14], Some(3.0)));
    assert_eq!((reasons(&none), none.rows.len()), (vec!["no-figures"], 14));
    let apart: Vec<_> = [Some(3.0), None].repeat(7);
    assert_eq!(reasons(&Control::of(&series(&apart, None))), ["no-neighbours"]);
    let mut last: Vec<_> = [4.0, 6.0].repeat(7).into_iter().map(Some).collect();
    last.push(None);
    let control = Control::of(&series(&last, None));
    assert_eq!((reasons(&control), control.variation), (vec!["last-missing"], Some(Variation::Common)));
    assert_eq!(Control::of(&series(&[], None)).rows.len(), 0);
    let huge = Control::of(&known(&[f64::MAX, f64::MIN].repeat(7), Some(f64::MAX)));
    assert_eq!(reasons(&huge), ["too-large"]);
    let strange = Control::of(&known(&[f64::NAN, f64::INFINITY].repeat(7), Some(f64::NAN)));
    assert_eq!(reasons(&strange), ["no-figures"]);
}

#[test]
fn a_target_on_a_limit_is_hit_or_miss() {
    // Mean 5, moves 2: limits −0.32 and 10.32.
    let of = |target, better| {
        let mut series = Series { better, ..known(&[4.0, 6.0].repeat(7), Some(target)) };
        // The last target counts.
        series.rows[0].target = Some(-100.0);
        Control::of(&series).assurance
    };
    let upper = Control::of(&known(&[4.0, 6.0].repeat(7), None)).rows[0].upper.expect("a limit");
    assert!((upper - 10.32).abs() < 1e-12);
    assert_eq!(of(upper, Better::Higher), Some(Assurance::HitOrMiss));
    assert_eq!(of(10.4, Better::Higher), Some(Assurance::Fail));
    assert_eq!(of(10.4, Better::Lower), Some(Assurance::Pass));
    assert_eq!(of(-0.4, Better::Higher), Some(Assurance::Pass));
    assert_eq!(of(-0.4, Better::Lower), Some(Assurance::Fail));
    assert_eq!(of(-0.4, Better::Neither), None);
}

#[test]
fn which_way_is_better_gives_a_signal_its_kind() {
    let of = |last: f64, better| {
        let mut values = [4.0, 6.0].repeat(7);
        values.push(last);
        let control = Control::of(&Series { better, ..known(&values, None) });
        (control.rows[14].kind.name(), control.variation.map(Variation::name))
    };
    assert_eq!(of(30.0, Better::Higher), ("improvement", Some("improvement-high")));
    assert_eq!(of(30.0, Better::Lower), ("concern", Some("concern-high")));
    assert_eq!(of(30.0, Better::Neither), ("neutral-high", Some("neutral-high")));
    assert_eq!(of(-30.0, Better::Higher), ("concern", Some("concern-low")));
    assert_eq!(of(-30.0, Better::Lower), ("improvement", Some("improvement-low")));
    assert_eq!(of(-30.0, Better::Neither), ("neutral-low", Some("neutral-low")));
    assert_eq!(of(5.0, Better::Higher), ("common", Some("common")));
}
