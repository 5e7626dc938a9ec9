//! Funnel plots.

use proptest::prelude::*;

use super::*;

fn point(label: &str, denominator: u32, value: Option<f64>, own: bool) -> FunnelPoint {
    let value = value.and_then(figure);
    FunnelPoint { label: label.to_owned(), denominator: Finite::from(denominator), value, own }
}

/// Limits so far either side of 50.
fn limits(denominator: u32, near: f64, far: f64) -> FunnelLimits {
    let at = |value: f64| figure(value).unwrap_or_default();
    FunnelLimits {
        denominator: Finite::from(denominator),
        lower95: at(50.0 - near),
        upper95: at(50.0 + near),
        lower998: at(50.0 - far),
        upper998: at(50.0 + far),
    }
}

fn funnel(points: Vec<FunnelPoint>) -> Funnel {
    Funnel {
        points,
        overall: Some(Reference { label: "England".to_owned(), value: Finite::from(50) }),
        limits: vec![limits(10, 30.0, 45.0), limits(100, 10.0, 15.0), limits(400, 5.0, 7.0)],
        across: "People who answered".to_owned(),
        upright: "Share who are satisfied".to_owned(),
    }
}

fn percents(funnel: Funnel) -> String {
    let chart = Chart { unit: UnitFormat::new(UnitStyle::Percent, 0), ..chart(Shape::Funnel(funnel)) };
    chart.draw().expect("no contradiction")
}

#[test]
fn the_own_point_is_named_and_others_are_hollow() {
    let svg = percents(funnel(vec![
        point("Ours", 200, Some(61.0), true),
        point("Theirs", 300, Some(48.0), false),
        point("Others", 90, None, false),
    ]));
    assert!(svg.contains("class=\"ch ch-funnel\""));
    assert_eq!((svg.matches("<polygon").count(), svg.matches("<circle").count()), (1, 1));
    let said = words(&svg);
    assert!(!said.contains(&"Theirs".to_owned()));
    assert_eq!(said[0], "Share who are satisfied");
    assert_eq!(
        said[said.len() - 7..],
        [
            "99.8% limit",
            "95% limit",
            "95% limit",
            "99.8% limit",
            "England 50%",
            "Ours 61%",
            "People who answered"
        ]
    );
    // Two curves of each kind through three limits, and one line for all.
    for (class, points) in [("ch-limit", 3), ("ch-far", 3), ("ch-mean", 2)] {
        let start = format!("<path class=\"{class}\" d=\"");
        let paths = svg.split(start.as_str()).skip(1).filter_map(|part| part.split('"').next());
        let curves: Vec<usize> =
            paths.flat_map(|d| d.split('M').skip(1)).map(|part| part.split(['L', ' ']).count() / 2).collect();
        assert!(curves.iter().all(|count| *count == points), "{class}: {curves:?}");
    }
}

#[test]
fn a_funnel_without_figures_says_so_and_the_own_that_is_missing_too() {
    let svg = percents(funnel(vec![point("Ours", 200, None, true)]));
    assert_eq!(words(&svg), ["no figures"]);
    let svg = percents(funnel(vec![point("Ours", 2, None, true), point("Theirs", 3, Some(5.0), false)]));
    assert!(svg.contains("A line falls. Ours has no figure.</desc>"), "{svg}");
    // Neither limits nor anything to compare with.
    let alone = Funnel { points: vec![point("Ours", 0, Some(5.0), true)], ..Funnel::default() };
    assert!(words(&percents(alone)).contains(&"Ours 5%".to_owned()));
}

#[test]
fn all_councils_are_small() {
    let points = (0..153_u32).map(|at| point("Council", at * 5, Some(f64::from(at * 37 % 100)), at == 7));
    let mut all = funnel(points.collect());
    all.limits = (1..5_000).map(|at| limits(at, 20.0, 30.0)).collect();
    let svg = percents(all);
    assert!(svg.len() < 30_000, "{}", svg.len());
}

#[test]
fn contradictions_of_a_funnel_are_errors() {
    let said = |shape| chart(Shape::Funnel(shape)).draw().expect_err("a contradiction").to_string();
    assert_eq!(
        said(funnel(vec![FunnelPoint::default(); 601])),
        "the chart has 601 points, and at most 600 can be read"
    );
    let own = || point("Ours", 1, Some(1.0), true);
    assert_eq!(said(funnel(vec![own(), own()])), "2 are marked as the authority itself, and one can be");
    let below = FunnelPoint { denominator: figure(-1.0).unwrap_or_default(), ..own() };
    assert_eq!(said(funnel(vec![below])), "the denominator of `Ours` is less than nothing");
    let of = |limits: Vec<FunnelLimits>| Funnel { limits, ..funnel(vec![own()]) };
    assert_eq!(said(of(vec![limits(3, 9.0, 2.0)])), "the limits of limit 0 of the funnel are not in order");
    let unsorted = of(vec![limits(3, 1.0, 2.0), limits(2, 1.0, 2.0)]);
    assert_eq!(said(unsorted), "limit 1 of the funnel starts before the end of the one before");
}

fn any_funnel() -> impl Strategy<Value = Funnel> {
    let finite = |value: f64| figure(value).unwrap_or_default();
    let point = (".{0,80}", any_number(), any_figure()).prop_map(move |(label, denominator, value)| {
        FunnelPoint { label, denominator: finite(denominator.abs()), value, own: false }
    });
    let limit = (any_number(), prop::collection::vec(any_number(), 4)).prop_map(move |(of, mut ends)| {
        ends.sort_by(f64::total_cmp);
        FunnelLimits {
            denominator: finite(of.abs()),
            lower998: finite(ends[0]),
            lower95: finite(ends[1]),
            upper95: finite(ends[2]),
            upper998: finite(ends[3]),
        }
    });
    let reference =
        (".{0,60}", any_number()).prop_map(move |(label, value)| Reference { label, value: finite(value) });
    let parts = (
        any_rows(point),
        prop::option::of(reference),
        prop::collection::vec(limit, 0..60),
        ".{0,90}",
        ".{0,90}",
    );
    parts.prop_map(|(mut points, overall, mut limits, across, upright)| {
        limits.sort_by(|a, b| a.denominator.get().total_cmp(&b.denominator.get()));
        if let Some(first) = points.first_mut() {
            first.own = true;
        }
        Funnel { points, overall, limits, across, upright }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_funnel_draws_inside_its_view_box(funnel in any_funnel(), unit in any_unit()) {
        sound_if(true, Shape::Funnel(funnel), unit)?;
    }
}
