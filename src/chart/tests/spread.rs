//! Spreads of values.

use proptest::prelude::*;

use super::*;

fn finite(value: f64) -> Finite {
    figure(value).expect("a finite figure")
}

fn quartiles(lower: f64, median: f64, upper: f64) -> Option<Quartiles> {
    Some(Quartiles { lower: figure(lower)?, median: figure(median)?, upper: figure(upper)? })
}

fn row(label: &str, values: &[f64], quartiles: Option<Quartiles>) -> SpreadRow {
    let values = values.iter().copied().map(finite).collect();
    SpreadRow { label: label.to_owned(), values, quartiles, href: None }
}

fn spread(rows: Vec<SpreadRow>) -> Shape {
    Shape::Spread(Spread { rows })
}

/// Many values that are not the same.
fn many(count: u32) -> Vec<f64> {
    (0..count).map(|at| f64::from(at * 37 % 1000) / 10.0).collect()
}

/// The places of all circles but the key's.
fn dots(svg: &str) -> Vec<(f64, f64)> {
    let number = |part: &str, name: &str| {
        let value = part.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.expect("an attribute").parse::<f64>().expect("a number")
    };
    svg.split("<circle").skip(2).map(|part| (number(part, "cx"), number(part, "cy"))).collect()
}

#[test]
fn a_spread_has_dots_a_bar_and_a_median_with_its_number() {
    let all = row("All", &[30.0, 10.0, 10.0, 20.0, 40.0], quartiles(10.0, 20.0, 30.0));
    let svg = drawn(spread(vec![all, row("Two", &[5.0, 40.0], None), row("None", &[], None)]));
    assert!(
        svg.contains("class=\"ch ch-spread\"")
            && svg.contains("<desc id=\"waits-desc\">A line falls.</desc>")
    );
    assert_eq!(
        words(&svg),
        [
            "one value",
            "middle half",
            "median",
            "0 days",
            "10",
            "20",
            "30",
            "40",
            "All",
            "20 days",
            "Two",
            "None",
            "no figures",
        ]
    );
    let dots = dots(&svg);
    assert_eq!(dots.len(), 7);
    let (first, second) = (dots[0], dots[1]);
    assert!(first.0.total_cmp(&second.0).is_eq() && first.1 > second.1, "equal values stack: {dots:?}");
    // The sample and the row's bar; each median on the ground that sets it off.
    assert_eq!(svg.matches("<rect").count(), 2);
    assert_eq!(svg.matches("class=\"ch-median\"").count(), 2);
}

#[test]
fn dots_never_hide_each_other() {
    let svg = drawn(spread(vec![row("All", &many(200), quartiles(25.0, 50.0, 75.0))]));
    let dots = dots(&svg);
    assert_eq!(dots.len(), 200);
    for (at, a) in dots.iter().enumerate() {
        for b in &dots[..at] {
            assert!((a.0 - b.0).hypot(a.1 - b.1) > 2.4, "{a:?} {b:?}");
        }
    }
}

#[test]
fn too_many_dots_become_a_line_and_the_description_says_so() {
    let few = row("Few", &[1.0, 2.0], None);
    let svg = drawn(spread(vec![row("Many & more", &many(5_000), quartiles(25.0, 50.0, 75.0)), few.clone()]));
    assert_eq!(dots(&svg).len(), 2);
    assert!(svg.contains(
        "A line from the least to the greatest value stands for the single values, too many for a dot each, \
         of: Many &amp; more.</desc>"
    ));
    assert_eq!(words(&svg)[..4], ["one value", "least to greatest", "middle half", "median"]);
    // A heap of equal values is as hard to read.
    let svg = drawn(spread(vec![row("Heap", &[3.0; 40], quartiles(3.0, 3.0, 3.0)), few]));
    assert!(svg.contains("of: Heap.</desc>") && dots(&svg).len() == 2);
}

#[test]
fn twelve_rows_are_small_whatever_they_hold() {
    for count in [10, 23, 24, 100, 280, 281, 5_000] {
        let rows = (0..12).map(|at| row(&format!("Group {at}"), &many(count), quartiles(25.0, 50.0, 75.0)));
        let svg = drawn(spread(rows.collect()));
        assert!(svg.len() < 20_000, "{count}: {}", svg.len());
    }
    let one = drawn(spread(vec![row("All", &many(280), quartiles(25.0, 50.0, 75.0))]));
    assert!(one.len() < 20_000, "{}", one.len());
}

#[test]
fn the_axis_has_zero_and_a_chart_without_figures_has_none() {
    let svg = drawn(spread(vec![row("All", &[90.0, 92.0], quartiles(90.0, 91.0, 92.0))]));
    assert!(words(&svg).contains(&"0 days".to_owned()));
    let svg = drawn(spread(vec![row("All", &[], None)]));
    assert_eq!(words(&svg), ["All", "no figures"]);
    // Quartiles without their values are still drawn.
    let svg = drawn(spread(vec![row("All", &[], quartiles(1.0, 2.0, 3.0))]));
    assert!(words(&svg).contains(&"2 days".to_owned()) && !words(&svg).contains(&"no figures".to_owned()));
}

#[test]
fn contradictions_of_a_spread_are_errors() {
    let said = |rows| chart(spread(rows)).draw().expect_err("a contradiction").to_string();
    assert_eq!(said(Vec::new()), "the chart has no rows");
    for wrong in [quartiles(3.0, 2.0, 4.0), quartiles(1.0, 5.0, 4.0)] {
        assert_eq!(said(vec![row("All", &[1.0], wrong)]), "the quartiles of `All` are not in order");
    }
}

fn any_spread() -> impl Strategy<Value = Spread> {
    let quartiles = prop::collection::vec(any_number(), 3).prop_map(|mut three| {
        three.sort_by(f64::total_cmp);
        quartiles(three[0], three[1], three[2])
    });
    let quartiles = prop_oneof![1 => Just(None), 3 => quartiles];
    let values =
        prop_oneof![prop::collection::vec(any_number(), 0..60), prop::collection::vec(0.0..90.0_f64, 0..400)];
    let row = (".{0,120}", values, quartiles, prop::option::of(".{0,20}"));
    let row = row.prop_map(|(label, values, quartiles, href)| SpreadRow {
        label,
        values: values.into_iter().map(finite).collect(),
        quartiles,
        href,
    });
    prop::collection::vec(row, 0..13).prop_map(|rows| Spread { rows })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_spread_draws_inside_its_view_box(shape in any_spread(), unit in any_unit()) {
        sound_if(!shape.rows.is_empty(), Shape::Spread(shape), unit)?;
    }
}
