//! Control charts.

use proptest::prelude::*;

use super::*;

fn point(value: f64, mark: ControlMark) -> Option<ControlPoint> {
    Some(ControlPoint { value: figure(value)?, mark })
}

fn segment(from: usize, lower: f64, mean: f64, upper: f64) -> ControlSegment {
    ControlSegment { from, mean: figure(mean), lower: figure(lower), upper: figure(upper) }
}

fn control(points: Vec<Option<ControlPoint>>) -> Control {
    let periods = (0..points.len()).map(|at| format!("Q{at}")).collect();
    Control { periods, points, ..Control::default() }
}

/// So many values without a signal, in a wave.
fn wave(count: u32) -> Vec<Option<ControlPoint>> {
    (0..count).map(|at| point((f64::from(at) * 0.7).sin() * 20.0 + 50.0, ControlMark::Common)).collect()
}

/// How many stretches and points the paths of a class have, without the names
/// at the edge.
fn stretches(svg: &str, class: &str) -> Vec<usize> {
    let start = format!("<path class=\"{class}\" d=\"");
    let paths = svg.split(start.as_str()).skip(1).filter_map(|part| part.split('"').next());
    paths.flat_map(|d| d.split('M').skip(1)).map(|part| part.split(['L', ' ']).count() / 2).collect()
}

#[test]
fn every_mark_has_its_shape_and_the_key_names_those_that_occur() {
    use ControlMark::{Common, Concern, ImprovementDown, NeutralHigh, NeutralLow};
    let marks = [Common, Concern, ImprovementDown, NeutralLow, NeutralHigh, Common];
    let points = marks.into_iter().zip([3.0, 9.0, 1.0, 2.0, 7.0, 4.0]).map(|(mark, at)| point(at, mark));
    let svg = drawn(Shape::Control(control(points.collect())));
    assert!(svg.contains("class=\"ch ch-control\""));
    let key = ["no special signal", "improvement", "concern", "signal, neither better nor worse"];
    assert_eq!(words(&svg)[..4], key);
    // Each with its sample: three circles; a triangle, a diamond and three squares.
    assert_eq!(svg.matches("<circle").count(), 3);
    let corners = |count: usize| {
        let polygons = svg.split(" points=\"").skip(1).filter_map(|part| part.split('"').next());
        polygons.filter(|points| points.split(' ').count() == count).count()
    };
    assert_eq!((corners(3), corners(4)), (2, 5));
    assert_eq!(svg.matches("<g class=\"ch-bad\">").count(), 2);
    let plain = drawn(Shape::Control(control(wave(6))));
    assert_eq!(words(&plain)[..2], ["no special signal", "days, scale does not start at zero"]);
}

#[test]
fn both_directions_of_improvement_are_told_apart() {
    let points = vec![point(1.0, ControlMark::ImprovementDown), point(9.0, ControlMark::ImprovementUp)];
    let svg = drawn(Shape::Control(control(points)));
    assert_eq!(words(&svg)[..2], ["improvement, upwards", "improvement, downwards"]);
}

#[test]
fn the_line_stops_at_gaps_and_segments_and_limits_are_level() {
    let mut points = wave(9);
    points[3] = None;
    let mut chart = control(points);
    chart.segments = vec![segment(0, 20.0, 50.0, 80.0), segment(6, 30.0, 45.0, 60.0)];
    chart.targets = vec![ControlTarget { from: 2, value: figure(45.0) }];
    chart.marks = vec![Mark { before: 6, label: "New <team>".to_owned() }];
    let svg = drawn(Shape::Control(chart));
    assert_eq!(stretches(&svg, "ch-line ch-line-1"), [3, 2, 3]);
    assert_eq!(stretches(&svg, "ch-limit"), [2, 2, 2, 2]);
    assert_eq!((stretches(&svg, "ch-mean"), stretches(&svg, "ch-aim")), (vec![2, 2], vec![2]));
    // Only what holds at the end is named there, none on another. A mean or limit has a place more than the figures.
    let said = words(&svg);
    for name in ["upper 60.0", "mean 45.0", "target 45", "lower 30.0", "New &lt;team&gt;"] {
        assert!(said.contains(&name.to_owned()), "{said:?}");
    }
    assert!(!said.contains(&"upper 80".to_owned()));
    let y = |name: &str| -> f64 {
        let before = svg.split(&format!(">{name}<")).next().expect("a name");
        let y = before.rsplit(" y=\"").next().expect("a place").split('"').next();
        y.expect("an end").parse().expect("a number")
    };
    assert!((y("mean 45.0") - y("target 45")).abs() >= super::super::text::LINE);
}

#[test]
fn a_long_mark_takes_two_lines_above_the_plot() {
    let marked = |label: &str| {
        let marks = vec![Mark { before: 1, label: label.to_owned() }];
        drawn(Shape::Control(Control { marks, ..control(wave(3)) }))
    };
    let height = |svg: &str| -> f64 {
        let corner = svg.split("viewBox=\"").nth(1).and_then(|part| part.split('"').next());
        corner.and_then(|part| part.rsplit(' ').next()).expect("a view box").parse().expect("a number")
    };
    let (short, long) = (marked("New team"), marked("No late discharge without a call to the ward"));
    let said = words(&long);
    assert!(
        said.ends_with(&["No late discharge without a".to_owned(), "call to the ward".to_owned()]),
        "{said:?}"
    );
    assert!((height(&long) - height(&short) - super::super::text::LINE).abs() < 0.2);
}

#[test]
fn a_lone_value_is_a_mark_and_no_value_is_no_chart() {
    let svg = drawn(Shape::Control(control(vec![point(3.0, ControlMark::Concern)])));
    assert_eq!((stretches(&svg, "ch-line ch-line-1").len(), svg.matches("<polygon").count()), (0, 2));
    let mut none = control(vec![None; 3]);
    none.segments = vec![segment(0, 1.0, 2.0, 3.0)];
    assert_eq!(words(&drawn(Shape::Control(none))), ["no figures for these periods"]);
}

#[test]
fn a_scale_away_from_zero_and_marks_left_out_are_described() {
    let svg = drawn(Shape::Control(control(vec![
        point(62.0, ControlMark::Common),
        point(80.0, ControlMark::Common),
    ])));
    assert!(svg.contains("A line falls. The vertical scale starts at 60, not at zero.</desc>"), "{svg}");
    assert!(words(&svg).contains(&"days, scale does not start at zero".to_owned()));
    let svg = drawn(Shape::Control(control(wave(401))));
    assert!(svg.contains("A line falls. With so many values only signals are marked.</desc>"));
    assert!(!svg.contains("<circle") && drawn(Shape::Control(control(wave(400)))).contains("<circle"));
}

#[test]
fn five_years_are_small_and_ten_thousand_values_not_huge() {
    use ControlMark::{Common, Concern, ImprovementDown, ImprovementUp, NeutralHigh, NeutralLow};
    let marks = [Common, Concern, ImprovementUp, NeutralHigh, ImprovementDown, NeutralLow];
    for every in [1, 2, 3, 70] {
        for (count, most) in [(60, 20_000), (400, 60_000), (401, 60_000), (10_000, 60_000)] {
            let mut points = wave(count);
            for (at, point) in points.iter_mut().enumerate() {
                if let Some(point) = point {
                    point.mark = marks[at % 6];
                }
                if every > 1 && at % every == 0 {
                    *point = None;
                }
            }
            let started = Instant::now();
            let svg = drawn(Shape::Control(control(points)));
            assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
            assert!(svg.len() < most, "{count} by {every}: {}", svg.len());
        }
    }
}

#[test]
fn contradictions_of_a_control_chart_are_errors() {
    let said = |shape| chart(Shape::Control(shape)).draw().expect_err("a contradiction").to_string();
    assert_eq!(said(Control::default()), "the chart has no periods");
    let short = Control { points: Vec::new(), ..control(wave(2)) };
    assert_eq!(said(short), "the list of values of `points` has 0 values where 2 are expected");
    let segments = |all: &[ControlSegment]| Control { segments: all.to_vec(), ..control(wave(4)) };
    let one = |from| segment(from, 1.0, 2.0, 3.0);
    assert_eq!(said(segments(&[one(4)])), "segment 0 stands before period 4 of 3");
    assert_eq!(said(segments(&[one(2), one(2)])), "segment 1 starts before the end of the one before");
    assert_eq!(said(segments(&[segment(0, 1.0, 5.0, 3.0)])), "the limits of segment 0 are not in order");
}

/// So many phases of so many periods, each with its own limits and label.
fn phases(count: usize, each: u32) -> Control {
    let mut all = control(wave(u32::try_from(count).expect("few") * each));
    let starts = || (0..count).map(|at| at * usize::try_from(each).expect("few"));
    all.segments = starts().map(|from| segment(from, 20.0, 50.0, 80.0)).collect();
    all.targets = starts().map(|from| ControlTarget { from, value: figure(45.0) }).collect();
    all.marks = starts().skip(1).map(|before| Mark { before, label: format!("phase {before}") }).collect();
    all
}

#[test]
fn any_number_of_phases_is_drawn_or_said() {
    let svg = drawn(Shape::Control(phases(41, 2)));
    assert_eq!((stretches(&svg, "ch-mean"), stretches(&svg, "ch-limit")), (vec![2; 41], vec![2; 82]));
    assert_eq!(path_of(&svg, "ch-mark").matches('M').count(), 40);
    let written = words(&svg).iter().filter(|word| word.starts_with("phase ")).count();
    assert!((20..40).contains(&written), "{written}");
    let without = format!("There is no room for the labels of {} of 40 marks.</desc>", 40 - written);
    assert!(svg.contains(&without), "{without}: {svg}");
    // A unit of width is more than two periods here, so that no level line would be seen.
    let svg = drawn(Shape::Control(phases(1000, 1)));
    assert!(!svg.contains("ch-mean") && svg.len() < 60_000, "{}", svg.len());
    assert!(
        svg.contains("4000 lines of means, limits and targets are too short to be drawn.</desc>"),
        "{svg}"
    );
}

fn any_mark() -> impl Strategy<Value = ControlMark> {
    use ControlMark::{Common, Concern, ImprovementDown, ImprovementUp, NeutralHigh, NeutralLow};
    prop::sample::select(vec![Common, Concern, ImprovementDown, ImprovementUp, NeutralHigh, NeutralLow])
}

fn any_segment() -> impl Strategy<Value = ControlSegment> {
    (prop::collection::vec(any_number(), 3), prop::collection::vec(any::<bool>(), 3)).prop_map(
        |(mut lines, known)| {
            lines.sort_by(f64::total_cmp);
            let line = |at: usize| figure(lines[at]).filter(|_| known[at]);
            ControlSegment { from: 0, lower: line(0), mean: line(1), upper: line(2) }
        },
    )
}

fn any_control() -> impl Strategy<Value = Control> {
    let many = prop_oneof![10 => any_length(), 1 => 395..900_usize];
    many.prop_flat_map(|periods| {
        let starts = move || prop::collection::btree_set(0..periods.max(1), 0..6.min(periods + 1));
        let point = (any_figure(), any_mark())
            .prop_map(|(value, mark)| value.map(|value| ControlPoint { value, mark }));
        let mark = (0..=periods, ".{0,60}").prop_map(|(before, label)| Mark { before, label });
        (
            prop::collection::vec(".{0,20}", periods),
            prop::collection::vec(point, periods),
            (starts(), prop::collection::vec(any_segment(), 6)),
            (starts(), prop::collection::vec(any_figure(), 6)),
            prop::collection::vec(mark, 0..12),
        )
            .prop_map(|(periods, points, segments, targets, marks)| Control {
                periods,
                points,
                segments: segments
                    .0
                    .into_iter()
                    .zip(segments.1)
                    .map(|(from, segment)| ControlSegment { from, ..segment })
                    .collect(),
                targets: targets
                    .0
                    .into_iter()
                    .zip(targets.1)
                    .map(|(from, value)| ControlTarget { from, value })
                    .collect(),
                marks,
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_control_chart_draws_inside_its_view_box(control in any_control(), unit in any_unit()) {
        sound_if(!control.periods.is_empty(), Shape::Control(control), unit)?;
    }
}
