//! Charts as a whole: what an SVG must hold whatever the figures are.

mod any;
mod control;
mod dots;
mod ends;
mod funnel;
mod pairs;
mod places;
mod sign;
mod spread;
mod steps;
mod strip;
mod waits;

use std::time::{Duration, Instant};

use proptest::prelude::*;

use self::any::{any_figure, any_length, any_number, any_rows, any_unit, sound_if};
use super::sheet::WIDTH;
use super::*;

/// Ten thousand points are drawn in this time, without optimisation and on a busy machine.
const SOON: Duration = Duration::from_secs(5);

fn chart(shape: Shape) -> Chart {
    Chart {
        id: "waits".to_owned(),
        title: "Waits have shortened".to_owned(),
        description: "A line falls.".to_owned(),
        unit: UnitFormat::new(UnitStyle::Days, 0),
        shape,
    }
}

fn figure(value: f64) -> Option<Finite> {
    Finite::try_from(value).ok()
}

fn ends(lower: f64, upper: f64) -> Option<Ends> {
    Some(Ends { lower: figure(lower)?, upper: figure(upper)? })
}

fn line(name: &str, values: &[Option<f64>]) -> Line {
    let values = values.iter().map(|value| value.and_then(figure)).collect();
    Line { name: name.to_owned(), values, ..Line::default() }
}

fn trend(values: &[Option<f64>]) -> Trend {
    let periods = (0..values.len()).map(|at| format!("Q{at}")).collect();
    Trend { periods, lines: vec![line("Ours", values)], ..Trend::default() }
}

fn drawn(shape: Shape) -> String {
    chart(shape).draw().expect("a chart without contradictions")
}

/// The `d` of the only path of a class.
#[track_caller]
fn path_of<'a>(svg: &'a str, class: &str) -> &'a str {
    let start = format!("<path class=\"{class}\" d=\"");
    let mut parts = svg.split(start.as_str()).skip(1);
    let path = parts.next().expect("a path of the class");
    assert_eq!(parts.next(), None, "one path of a class");
    path.split('"').next().expect("an attribute that ends")
}

/// The words of a chart in order, without title and description.
fn words(svg: &str) -> Vec<String> {
    let lines = svg.split("<tspan").skip(1).filter_map(|part| part.split_once('>'));
    lines.filter_map(|(_, rest)| Some(rest.split_once('<')?.0.to_owned())).collect()
}

/// Everything that no chart may break: numbers in the view box, no colours,
/// balanced elements.
fn sound(svg: &str) -> Result<(), TestCaseError> {
    let tags: Vec<&str> = svg.split('<').skip(1).filter_map(|part| part.split('>').next()).collect();
    let height = height(svg);
    for tag in &tags {
        for wrong in [" fill=", " stroke=", " style=", " opacity=", "#0000"] {
            prop_assert!(!tag.contains(wrong), "{} in {}", wrong, tag);
        }
        inside(tag, height)?;
    }
    for element in ["g", "text", "tspan", "title", "desc", "svg", "a"] {
        let opened = tags.iter().filter(|tag| tag.split(' ').next() == Some(element)).count();
        prop_assert_eq!(opened, svg.matches(&format!("</{element}>")).count());
    }
    Ok(())
}

/// The height of the view box.
fn height(svg: &str) -> f64 {
    let rest = svg.split("viewBox=\"0 0 440 ").nth(1).expect("a view box as wide as every chart");
    rest.split('"').next().expect("an end").parse().expect("a height")
}

/// No coordinate of a tag is outside a sheet of this height, or no number.
fn inside(tag: &str, height: f64) -> Result<(), TestCaseError> {
    let numbers = |name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        let parts = value.unwrap_or_default().split([' ', ',', 'M', 'L']).filter(|part| !part.is_empty());
        parts.map(|part| part.parse::<f64>().expect("a number")).collect::<Vec<_>>()
    };
    let one = |name: &str| numbers(name).first().copied();
    let mut points: Vec<f64> = ["d", "points"].into_iter().flat_map(numbers).collect();
    for (x, y, width, height) in [("x", "y", "width", "height"), ("cx", "cy", "r", "r")] {
        if let (Some(x), Some(y)) = (one(x), one(y)) {
            points.extend([x, y, x + one(width).unwrap_or(0.0), y + one(height).unwrap_or(0.0)]);
        }
    }
    for point in points.chunks_exact(2) {
        prop_assert!((0.0..=WIDTH).contains(&point[0]) && (0.0..=height).contains(&point[1]), "{}", tag);
    }
    Ok(())
}

#[test]
fn a_chart_is_named_described_and_scales() {
    let svg = drawn(Shape::Trend(trend(&[Some(3.0), Some(2.0)])));
    assert!(svg.starts_with(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ch ch-trend\" viewBox=\"0 0 440 288\" role=\"img\" \
         aria-labelledby=\"waits-title waits-desc\" font-size=\"16\">\
         <title id=\"waits-title\">Waits have shortened</title><desc id=\"waits-desc\">A line falls.</desc>"
    ), "{svg}");
    assert!(svg.ends_with("</svg>"));
    assert_eq!(words(&svg), ["0", "1", "2", "3", "Q0", "Q1", "days", "Ours 2 days"]);
}

#[test]
fn a_missing_value_is_a_gap_and_a_lone_value_a_dot() {
    let svg =
        drawn(Shape::Trend(trend(&[Some(3.0), Some(4.0), None, Some(5.0), None, Some(4.0), Some(4.0)])));
    assert_eq!(path_of(&svg, "ch-line ch-line-1 ch-own").matches('M').count(), 2);
    // Five values and the sample beside the name.
    assert_eq!(svg.matches("<circle").count(), 6);
}

#[test]
fn breaks_split_a_line_and_marks_say_why() {
    let mut split = trend(&[Some(3.0), Some(4.0), Some(5.0), Some(6.0)]);
    split.lines[0].breaks = vec![2];
    split.marks = vec![Mark { before: 2, label: "new <system>".to_owned() }];
    let svg = drawn(Shape::Trend(split));
    let points: Vec<_> = path_of(&svg, "ch-line ch-line-1 ch-own")
        .split('M')
        .skip(1)
        .map(|part| part.split(['L', ' ']).count())
        .collect();
    assert_eq!(points, [4, 4], "two runs of two points");
    assert!(words(&svg).contains(&"new &lt;system&gt;".to_owned()));
    assert!(path_of(&svg, "ch-mark").starts_with('M'));
}

#[test]
fn a_line_that_ends_early_says_when_and_leads_nowhere() {
    let early = |at: usize, value: f64, periods: usize| {
        let values: Vec<_> = (0..periods).map(|period| (period == at).then_some(value)).collect();
        line("England", &values)
    };
    // The only leader could be that of the early end: our own name stands at its line's height.
    let mut alone = trend(&[Some(2.0); 6]);
    alone.lines.push(early(2, 3.0, 6));
    let svg = drawn(Shape::Trend(alone));
    assert!(words(&svg).contains(&"England 3 days, Q2".to_owned()), "{:?}", words(&svg));
    // "Ours 2 days" is 5.95 letters of 16 wide, and 1.2 times that for being bold: with 26 before it the plot
    // ends at 440 - 140.24, or 299. It starts at 20, so a period has 46.5, and the last is in its middle.
    let leader = path_of(&svg, "ch-leader");
    assert!(
        leader.starts_with("M275.") && leader.matches('M').count() == 1,
        "only that of our own line: {leader}"
    );
    assert!(svg.contains("ch-name ch-over"), "beside its own mark");
    // Between whiskers there is no room: it stands at the end, with its period.
    let mut crowded = trend(&[Some(2.0); 10]);
    crowded.lines[0].intervals = vec![ends(0.0, 4.0); 10];
    crowded.lines.push(early(0, 2.5, 10));
    let svg = drawn(Shape::Trend(crowded));
    assert!(words(&svg).join(" ").contains("England 3 days, Q0"), "{:?}", words(&svg));
    // Its own periods are so near that our name needs no leader either.
    assert!(!svg.contains("ch-leader") && !svg.contains("ch-over"), "{svg}");
}

#[test]
fn a_long_mark_takes_two_lines() {
    let label = "No late discharge without a call to the ward".to_owned();
    let marks = vec![Mark { before: 1, label }];
    let svg = drawn(Shape::Trend(Trend { marks, ..trend(&[Some(3.0), Some(4.0)]) }));
    let words = words(&svg);
    assert!(
        words.ends_with(&["No late discharge without a".to_owned(), "call to the ward".to_owned()]),
        "{words:?}"
    );
}

#[test]
fn a_chart_without_figures_says_so() {
    let svg = drawn(Shape::Trend(Trend { target: vec![figure(3.0); 2], ..trend(&[None, None]) }));
    assert_eq!(words(&svg), ["no figures for these periods"]);
    assert!(
        svg.contains("<desc id=\"waits-desc\">A line falls. There are no figures for these periods.</desc>")
    );
}

#[test]
fn a_scale_that_does_not_start_at_zero_is_announced_twice() {
    let svg = drawn(Shape::Trend(trend(&[Some(90.0), Some(92.0)])));
    assert!(svg.contains("The vertical scale starts at 80, not at zero.</desc>"));
    assert!(words(&svg).contains(&"days, scale does not start at zero".to_owned()));
}

#[test]
fn a_target_is_stepped_and_named() {
    let target = vec![figure(3.0), figure(3.0), figure(2.0), None];
    let svg = drawn(Shape::Trend(Trend { target, ..trend(&[Some(3.0), Some(2.0), Some(2.0), Some(1.0)]) }));
    // Level, down, level; its name stands beside it, and so without a sample.
    let runs: Vec<_> = svg
        .split("class=\"ch-target\" d=\"")
        .skip(1)
        .map(|part| part.split('"').next().expect("d"))
        .map(|d| d.split(['M', 'L', ' ']).skip(1).count() / 2)
        .collect();
    assert_eq!(runs, [4]);
    // The last period has no target, so the name says of which period its figure is.
    assert!(words(&svg).contains(&"Target 2 days, Q2".to_owned()), "{:?}", words(&svg));
}

#[test]
fn a_bar_that_is_missing_says_why_and_has_no_length() {
    let bars = vec![
        Bar { label: "Us".to_owned(), value: figure(-2.0), ..Bar::default() },
        Bar { label: "Them".to_owned(), note: "suppressed".to_owned(), ..Bar::default() },
        Bar { label: "All".to_owned(), value: figure(1.0), interval: ends(0.5, 1.5), ..Bar::default() },
    ];
    let svg = drawn(Shape::Bars(Bars { bars }));
    assert_eq!(svg.matches("<rect").count(), 2);
    assert_eq!(words(&svg), ["Us", "\u{2212}2 days", "Them", "suppressed", "All", "1 day"]);
}

#[test]
fn groups_with_links_are_no_image() {
    let row = |href: Option<&str>, counts: &[u32]| GroupRow {
        label: "Assessing needs".to_owned(),
        counts: counts.to_vec(),
        href: href.map(str::to_owned),
    };
    let groups = |href| {
        Shape::Groups(Groups {
            groups: vec!["Stories".to_owned(), "Actions".to_owned()],
            rows: vec![row(href, &[3, 2]), row(None, &[0, 0])],
        })
    };
    let svg = drawn(groups(Some("a.html?x=1&y=\"")));
    assert!(svg.contains("role=\"group\""));
    assert!(svg.contains("<a class=\"ch-link\" href=\"a.html?x=1&amp;y=&quot;\"><text"));
    assert!(drawn(groups(None)).contains("role=\"img\""));
    assert_eq!(
        words(&svg),
        ["Stories", "Actions", "Assessing needs", "Assessing needs", "3", "2", "5", "none"]
    );
}

#[test]
fn contradictions_are_errors_in_plain_words() {
    let said = |shape| chart(shape).draw().expect_err("a contradiction").to_string();
    let mut short = trend(&[Some(1.0), None]);
    short.lines[0].values.pop();
    assert_eq!(said(Shape::Trend(short)), "the list of values of `Ours` has 1 values where 2 are expected");
    assert_eq!(said(Shape::Trend(trend(&[]))), "the chart has no periods");
    let many = Trend { lines: vec![line("x", &[None]); 5], ..trend(&[None]) };
    assert_eq!(said(Shape::Trend(many)), "the trend has 5 lines, and at most 4 can be read");
    let late = Trend { marks: vec![Mark { before: 2, label: "x".to_owned() }], ..trend(&[None]) };
    assert_eq!(said(Shape::Trend(late)), "`x` stands before period 2 of 1");
    assert_eq!(said(Shape::Bars(Bars::default())), "the chart has no rows");
    let nameless = Chart { id: "Waits".to_owned(), ..chart(Shape::Bars(Bars::default())) };
    assert_eq!(nameless.draw(), Err(ChartError::InvalidId("Waits".to_owned())));
}

#[test]
fn sixty_months_are_small_and_ten_thousand_points_not_huge() {
    let wave =
        |count: u32| (0..count).map(|at| Some((f64::from(at) * 0.7).sin() * 20.0 + 50.0)).collect::<Vec<_>>();
    let months = drawn(Shape::Trend(Trend { lines: vec![line("Ours", &wave(60)); 4], ..trend(&wave(60)) }));
    assert!(months.len() < 20_000, "{}", months.len());
    let all = drawn(Shape::Trend(trend(&wave(10_000))));
    assert!(all.len() < 60_000, "{}", all.len());
    let many = Trend { lines: vec![line("Ours", &wave(10_000)); 4], ..trend(&wave(10_000)) };
    let started = Instant::now();
    drawn(Shape::Trend(many));
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn three_years_of_months_keep_the_labels_of_years_and_a_marker_each() {
    let months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"];
    let values: Vec<_> = (0..36_u32).map(|at| Some(f64::from(at * 7 % 31))).collect();
    let periods = (0..36).map(|at| format!("{} {}", months[at % 12], 2023 + (at + 3) / 12)).collect();
    let open = Trend { lines: vec![line("Open", &values)], periods, ..Trend::default() };
    let svg = Chart { unit: UnitFormat::new(UnitStyle::Count, 0), ..chart(Shape::Trend(open)) };
    let svg = svg.draw().expect("no contradiction");
    let words = words(&svg);
    assert_eq!(words, ["0", "10", "20", "30", "Apr 2023", "Apr 2024", "Apr 2025", "Mar 2026", "Open 28"]);
    // One for each month and one beside the name.
    assert_eq!(svg.matches("<circle").count(), 37);
}

fn any_ends() -> impl Strategy<Value = Ends> {
    (any_number(), any_number()).prop_map(|(a, b)| Ends {
        lower: figure(a.min(b)).unwrap_or_default(),
        upper: figure(a.max(b)).unwrap_or_default(),
    })
}

fn any_line(periods: usize) -> impl Strategy<Value = Line> {
    let values = || prop::collection::vec(any_figure(), periods);
    let ends = prop::option::of(any_ends());
    let intervals = prop_oneof![Just(Vec::new()), prop::collection::vec(ends, periods)];
    let breaks = prop::collection::vec(0..=periods, 0..4);
    (".{0,40}", values(), intervals, breaks).prop_map(|(name, values, intervals, breaks)| Line {
        name,
        values,
        intervals,
        breaks,
    })
}

fn any_trend() -> impl Strategy<Value = Trend> {
    any_length().prop_flat_map(|periods| {
        let target = prop_oneof![Just(Vec::new()), prop::collection::vec(any_figure(), periods)];
        let mark = (0..=periods, ".{0,60}").prop_map(|(before, label)| Mark { before, label });
        (
            prop::collection::vec(".{0,20}", periods),
            prop::collection::vec(any_line(periods), 1..5),
            target,
            prop::collection::vec(mark, 0..12),
        )
            .prop_map(|(periods, lines, target, marks)| Trend { periods, lines, target, marks })
    })
}

fn any_bars() -> impl Strategy<Value = Bars> {
    let bar = (".{0,120}", any_figure(), prop::option::of(any_ends()), ".{0,80}")
        .prop_map(|(label, value, interval, note)| Bar { label, value, interval, note });
    any_rows(bar).prop_map(|bars| Bars { bars })
}

fn any_groups() -> impl Strategy<Value = Groups> {
    (1..=6_usize).prop_flat_map(|groups| {
        let count = prop_oneof![0..20_u32, any::<u32>()];
        let row = (".{0,120}", prop::collection::vec(count, groups), prop::option::of(".{0,20}"))
            .prop_map(|(label, counts, href)| GroupRow { label, counts, href });
        let rows = any_rows(row);
        (prop::collection::vec(".{0,40}", groups), rows).prop_map(|(groups, rows)| Groups { groups, rows })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_trend_draws_inside_its_view_box(trend in any_trend(), unit in any_unit()) {
        sound_if(!trend.periods.is_empty(), Shape::Trend(trend), unit)?;
    }

    #[test]
    fn any_bars_draw_inside_their_view_box(bars in any_bars(), unit in any_unit()) {
        sound_if(!bars.bars.is_empty(), Shape::Bars(bars), unit)?;
    }

    #[test]
    fn any_groups_draw_inside_their_view_box(groups in any_groups(), unit in any_unit()) {
        sound_if(!groups.rows.is_empty(), Shape::Groups(groups), unit)?;
    }
}
