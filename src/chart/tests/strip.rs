//! Strips of periods.

use proptest::prelude::*;

use super::*;

fn state(label: &str, mark: StripMark) -> StripState {
    StripState { label: label.to_owned(), mark }
}

fn states() -> Vec<StripState> {
    vec![
        state("held", StripMark::Full),
        state("late", StripMark::Half),
        state("missed", StripMark::Crossed),
        state("not expected", StripMark::Dot),
    ]
}

fn cell(from: f64, to: f64, state: usize) -> StripCell {
    let part = |at: f64| figure(at).expect("a finite part");
    StripCell { from: part(from), to: part(to), state }
}

fn row(label: &str, cells: Vec<StripCell>) -> StripRow {
    StripRow { label: label.to_owned(), cells, href: None }
}

fn tick(at: f64, label: &str) -> StripTick {
    StripTick { at: figure(at).expect("a finite part"), label: label.to_owned() }
}

/// Cells of one length, with the states one after the other.
fn even(count: u32) -> Vec<StripCell> {
    let part = |at: u32| f64::from(at) / f64::from(count);
    (0..count).map(|at| cell(part(at), part(at + 1), at as usize % 4)).collect()
}

/// What is inside the first group of a class after the key's sample.
fn shapes<'a>(svg: &'a str, class: &str) -> Vec<&'a str> {
    let start = format!("<g class=\"{class}\">");
    let group = svg.split(start.as_str()).nth(1).and_then(|rest| rest.split("</g>").next());
    group.expect("a group of the class").split_inclusive("/>").skip(1).collect()
}

#[test]
fn each_mark_has_a_shape_of_its_own() {
    let cells = vec![cell(0.0, 0.25, 0), cell(0.25, 0.5, 1), cell(0.5, 0.75, 2), cell(0.75, 1.0, 3)];
    let strip = Strip { states: states(), rows: vec![row("Board", cells)], ticks: Vec::new() };
    let svg = drawn(Shape::Strip(strip));
    assert!(svg.contains("class=\"ch ch-strip\"") && svg.contains("role=\"img\""), "{svg}");
    assert_eq!(words(&svg), ["held", "late", "missed", "not expected", "Board"]);
    // A quarter of 438 is 109.5, of which 1.1 on each side is between two.
    assert_eq!(shapes(&svg, "ch-full"), ["<rect x=\"2.1\" y=\"54\" width=\"107.3\" height=\"22\"/>"]);
    assert_eq!(shapes(&svg, "ch-half"), ["<rect x=\"111.6\" y=\"65\" width=\"107.3\" height=\"11\"/>"]);
    assert_eq!(shapes(&svg, "ch-crossed"), ["<rect x=\"221.1\" y=\"54\" width=\"107.3\" height=\"22\"/>"]);
    assert_eq!(shapes(&svg, "ch-spot"), ["<circle cx=\"384.3\" cy=\"65\" r=\"2.2\"/>"]);
    // The key's tick and the row's; then two strokes of each cross.
    assert_eq!(path_of(&svg, "ch-hatch"), "M5.5 10.5L8.5 14 14.5 6M51.3 65.5L54.3 69 60.3 61");
    assert_eq!(path_of(&svg, "ch-crossed").matches('M').count(), 4);
}

#[test]
fn rows_share_an_axis_that_long_strips_have_twice() {
    let ticks = vec![tick(0.0, "Apr"), tick(0.5, "Oct")];
    let rows = |count: usize| vec![row("Board", even(4)); count];
    let few = Strip { states: states(), rows: rows(2), ticks: ticks.clone() };
    let svg = drawn(Shape::Strip(few.clone()));
    assert_eq!(words(&svg)[4..], ["Apr", "Oct", "Board", "Board"]);
    assert_eq!(path_of(&svg, "ch-grid"), "M1 50L1 80M220 50L220 80M1 105L1 135M220 105L220 135");
    let svg = drawn(Shape::Strip(Strip { rows: rows(7), ..few.clone() }));
    assert_eq!(words(&svg)[4..8], ["Apr", "Oct", "Apr", "Oct"]);
    let svg = drawn(Shape::Strip(Strip { rows: vec![row("New", Vec::new())], ..few }));
    assert_eq!(words(&svg)[6..], ["New", "no periods"]);
}

#[test]
fn a_year_of_weeks_has_boxes_that_can_be_told_apart() {
    let linked = StripRow { href: Some("board.html".to_owned()), ..row("Board", even(53)) };
    let strip = |rows: Vec<StripRow>| Shape::Strip(Strip { states: states(), rows, ticks: Vec::new() });
    let svg = drawn(strip(vec![linked.clone()]));
    let boxes = shapes(&svg, "ch-full");
    assert_eq!(boxes.len(), 14);
    let wide = |rect: &&str| rect.contains("width=\"6.2\"") || rect.contains("width=\"6.1\"");
    assert!(boxes.iter().all(wide), "{boxes:?}");
    assert_eq!(path_of(&svg, "ch-hatch").matches('M').count(), 15);
    assert!(svg.contains("<a class=\"ch-link\" href=\"board.html\">"));
    let svg = drawn(strip(vec![linked; 12]));
    assert!(svg.len() < 55_000, "{}", svg.len());
}

#[test]
fn contradictions_of_a_strip_are_errors() {
    let said = |strip| chart(Shape::Strip(strip)).draw().expect_err("a contradiction").to_string();
    let of =
        |cells| Strip { states: states(), rows: vec![row("Board", cells)], ticks: vec![tick(0.0, "Apr")] };
    assert_eq!(said(Strip::default()), "the chart has no rows");
    assert_eq!(said(Strip { states: Vec::new(), ..of(Vec::new()) }), "the strip has no states");
    let same = vec![state("held", StripMark::Full), state("met", StripMark::Full)];
    assert_eq!(said(Strip { states: same, ..of(Vec::new()) }), "`held` and `met` have the same mark");
    assert_eq!(said(of(vec![cell(-0.1, 0.5, 0)])), "cell 0 of `Board` is not within 0 and 1");
    assert_eq!(said(of(vec![cell(0.0, 1.1, 0)])), "cell 0 of `Board` is not within 0 and 1");
    assert_eq!(said(of(vec![cell(0.5, 0.5, 0)])), "cell 0 of `Board` does not end after it starts");
    let overlap = vec![cell(0.0, 0.5, 0), cell(0.4, 0.6, 0)];
    assert_eq!(said(of(overlap)), "cell 1 of `Board` starts before the end of the one before");
    assert_eq!(said(of(vec![cell(0.0, 0.5, 4)])), "`Board` has a cell in state 4 of 4");
    let ticks = vec![tick(0.5, "Oct"), tick(0.2, "Jun")];
    assert_eq!(
        said(Strip { ticks, ..of(Vec::new()) }),
        "the tick `Jun` starts before the end of the one before"
    );
    let late = vec![tick(1.5, "Oct")];
    assert_eq!(said(Strip { ticks: late, ..of(Vec::new()) }), "the tick `Oct` is not within 0 and 1");
    // Two ways to reckon one place are no overlap.
    assert!(chart(Shape::Strip(of(vec![cell(0.0, 0.3, 0), cell(0.3 - 1e-12, 0.6, 0)]))).draw().is_ok());
}

/// Places within 0 and 1 in order, some nearly the same.
fn any_places(most: usize) -> impl Strategy<Value = Vec<f64>> {
    let place = prop_oneof![4 => 0.0..=1.0_f64, 1 => prop::sample::select(vec![0.0, 5e-324, 1e-12, 1.0])];
    prop::collection::vec(place, 0..most).prop_map(|mut places| {
        places.sort_by(f64::total_cmp);
        places.dedup();
        places
    })
}

fn any_strip() -> impl Strategy<Value = Strip> {
    let cells = |places: Vec<f64>| {
        let pairs = places.windows(2).enumerate();
        pairs.map(|(at, pair)| cell(pair[0], pair[1], at % 4)).collect()
    };
    let row =
        (".{0,120}", prop_oneof![4 => any_places(20), 1 => any_places(200)], prop::option::of(".{0,20}"))
            .prop_map(move |(label, places, href)| StripRow { label, cells: cells(places), href });
    let names = prop::collection::vec(".{0,60}", 4);
    (names, any_rows(row), any_places(40), ".{0,20}").prop_map(|(names, rows, places, label)| {
        let states = states().into_iter().zip(names);
        Strip {
            states: states.map(|(state, label)| StripState { label, ..state }).collect(),
            rows,
            ticks: places.into_iter().map(|at| tick(at, &label)).collect(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_strip_draws_inside_its_view_box(strip in any_strip(), unit in any_unit()) {
        sound_if(!strip.rows.is_empty(), Shape::Strip(strip), unit)?;
    }
}
