//! Charts that set values beside each other: spreads, dots, funnels, pairs.

use ninefold::chart::{
    DotRow, Dots, Ends, Funnel, FunnelLimits, FunnelPoint, PairRow, PairValue, Pairs, Quartiles, Reference,
    Shape, Spread, SpreadRow, UnitStyle,
};

use super::Case;
use super::hard::{COUNT, DAYS, EXTREMES, HOSTILE, LONG, PERCENT, RATE, finite, wave};

pub fn cases() -> Vec<Case> {
    [spreads(), dots(), funnels(), pairs()].into_iter().flatten().collect()
}

fn spread(label: &str, values: &[f64], quartiles: Option<[f64; 3]>) -> SpreadRow {
    let quartiles = quartiles.map(|it| it.map(finite));
    let quartiles = quartiles.map(|[lower, median, upper]| Quartiles { lower, median, upper });
    SpreadRow {
        label: label.to_owned(),
        values: values.iter().copied().map(finite).collect(),
        quartiles,
        href: None,
    }
}

fn spreads() -> Vec<Case> {
    let of = |name, unit, rows| Case::of("spread", name, unit, Shape::Spread(Spread { rows }));
    let waits = wave(24, 20.0, 12.0);
    vec![
        of(
            "usual",
            DAYS,
            vec![
                spread("Eastbrook", &waits, Some([12.0, 19.0, 28.0])),
                spread("West", &[4.0, 9.0, 31.0], None),
            ],
        ),
        of(
            "long-labels",
            DAYS,
            vec![spread(LONG, &waits, Some([12.0, 19.0, 28.0])), spread(LONG, &[], None)],
        ),
        of("negative", RATE, vec![spread("East", &[-12.0, -4.0, 3.0, 8.0], Some([-8.0, -1.0, 6.0]))]),
        of("one-point", DAYS, vec![spread("East", &[4.0], None)]),
        of("all-missing", DAYS, vec![spread("East", &[], None), spread("West", &[], None)]),
        of("very-large-and-small", RATE, vec![spread("East", &EXTREMES, Some([f64::MIN, 0.0, f64::MAX]))]),
        of(
            "equal-values",
            DAYS,
            vec![spread("Few", &[5.0; 10], Some([5.0; 3])), spread("Many", &[5.0; 60], Some([5.0; 3]))],
        ),
        of("sixty-points", DAYS, vec![spread("East", &wave(60, 30.0, 20.0), Some([14.0, 31.0, 44.0]))]),
        of("thirty-rows", DAYS, vec![spread("Team", &[3.0, 14.0], Some([3.0, 8.0, 14.0])); 30]),
        of("hostile-words", COUNT, vec![spread(HOSTILE, &[3.0, 4.0], None)]),
        of("empty-names", COUNT, vec![spread("", &[3.0, 4.0], None), spread("", &[], None)]),
    ]
}

#[expect(clippy::unnecessary_wraps, reason = "as the fields take it")]
fn interval(lower: f64, upper: f64) -> Option<Ends> {
    Some(Ends { lower: finite(lower), upper: finite(upper) })
}

fn dot(label: &str, value: Option<f64>, half: f64, word: &str) -> DotRow {
    DotRow {
        label: label.to_owned(),
        value: value.map(finite),
        interval: value.and_then(|value| interval(value - half, value + half)),
        own: false,
        word: word.to_owned(),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as the fields take it")]
fn reference(label: &str, value: f64) -> Option<Reference> {
    Some(Reference { label: label.to_owned(), value: finite(value) })
}

fn dots() -> Vec<Case> {
    let of = |name, unit, mut rows: Vec<DotRow>, reference| {
        rows[0].own = true;
        Case::of("dots", name, unit, Shape::Dots(Dots { rows, reference }))
    };
    let england = || reference("England", 65.0);
    let rows = |count: u8| {
        let row = |at: u8| dot(&format!("Council {at}"), Some(f64::from(at % 17) + 55.0), 3.2, "similar");
        (1..=count).map(row).collect::<Vec<_>>()
    };
    let extremes: Vec<DotRow> = EXTREMES.iter().map(|value| dot("Council", Some(*value), 0.0, "")).collect();
    vec![
        of(
            "usual",
            PERCENT,
            vec![
                dot("Eastbrook", Some(71.2), 4.0, "higher"),
                dot("Westmarsh", Some(66.0), 5.0, "similar"),
                dot("Northfold", None, 0.0, "suppressed"),
                dot("England", Some(65.0), 0.3, ""),
            ],
            england(),
        ),
        of(
            "long-labels",
            PERCENT,
            vec![
                dot(LONG, Some(71.2), 4.0, LONG),
                dot(LONG, None, 0.0, LONG),
                dot("Short", Some(60.0), 4.0, "similar"),
            ],
            reference(LONG, 65.0),
        ),
        of(
            "negative",
            RATE,
            vec![dot("East", Some(-12.0), 4.0, ""), dot("West", Some(3.0), 4.0, "")],
            reference("Nought", 0.0),
        ),
        of("one-point", PERCENT, vec![dot("Eastbrook", Some(64.0), 3.0, "similar")], None),
        of(
            "all-missing",
            PERCENT,
            vec![dot("East", None, 0.0, "withheld"), dot("West", None, 0.0, "")],
            england(),
        ),
        of("very-large-and-small", RATE, extremes, reference("Most", f64::MAX)),
        of(
            "equal-values",
            PERCENT,
            (0..5).map(|_| dot("Council", Some(65.0), 0.0, "similar")).collect(),
            england(),
        ),
        of("thirty-rows", PERCENT, rows(30), england()),
        of(
            "hostile-words",
            COUNT,
            vec![dot(HOSTILE, Some(4.0), 1.0, HOSTILE), dot("\u{202e}x", None, 0.0, HOSTILE)],
            reference(HOSTILE, 3.0),
        ),
        of(
            "empty-names",
            COUNT,
            vec![dot("", Some(4.0), 1.0, ""), dot("", None, 0.0, "")],
            reference("", 3.0),
        ),
    ]
}

/// Limits as wide as those of a share, nearly.
fn limits(share: f64, most: u32) -> Vec<FunnelLimits> {
    let limit = |at: u32| {
        let of = f64::from(at) * f64::from(most) / 40.0;
        let half = 100.0 * (share / 100.0 * (1.0 - share / 100.0) / of).sqrt();
        let end = |times: f64| finite((share + times * half).clamp(0.0, 100.0));
        FunnelLimits {
            denominator: finite(of),
            lower95: end(-1.96),
            upper95: end(1.96),
            lower998: end(-3.09),
            upper998: end(3.09),
        }
    };
    (1..=40).map(limit).collect()
}

fn funnel(points: &[(f64, Option<f64>)], share: f64, most: u32) -> Funnel {
    let point = |(at, (of, value)): (usize, &(f64, Option<f64>))| FunnelPoint {
        label: if at == 0 { "Eastbrook".to_owned() } else { "Council".to_owned() },
        denominator: finite(*of),
        value: value.map(finite),
        own: at == 0,
    };
    Funnel {
        points: points.iter().enumerate().map(point).collect(),
        overall: reference("England", share),
        limits: limits(share, most),
        across: "People who answered".to_owned(),
        upright: "Share who are satisfied".to_owned(),
    }
}

fn funnels() -> Vec<Case> {
    let of = |name, unit: (UnitStyle, u8), funnel| Case::of("funnel", name, unit, Shape::Funnel(funnel));
    let many: Vec<_> = wave(150, 64.0, 8.0)
        .into_iter()
        .enumerate()
        .map(|(at, value)| (f64::from(u8::try_from(at).expect("few")) * 4.0 + 10.0, Some(value)))
        .collect();
    let plain = |points: &[(f64, Option<f64>)]| Funnel {
        overall: None,
        limits: Vec::new(),
        ..funnel(points, 64.0, 600)
    };
    let mut long = funnel(&[(300.0, Some(70.0)), (200.0, Some(60.0))], 64.0, 400);
    (long.points[0].label, long.across, long.upright) = (LONG.to_owned(), LONG.to_owned(), LONG.to_owned());
    long.overall = reference(LONG, 64.0);
    let mut hostile = funnel(&[(300.0, Some(70.0)), (200.0, Some(60.0))], 64.0, 400);
    (hostile.points[0].label, hostile.across, hostile.upright) =
        (HOSTILE.to_owned(), HOSTILE.to_owned(), HOSTILE.to_owned());
    hostile.overall = reference(HOSTILE, 64.0);
    let mut empty = funnel(&[(300.0, Some(70.0)), (200.0, Some(60.0))], 64.0, 400);
    (empty.points[0].label, empty.across, empty.upright) = (String::new(), String::new(), String::new());
    let extremes: Vec<_> = EXTREMES.iter().map(|value| (value.abs(), Some(*value))).collect();
    vec![
        of("usual", PERCENT, funnel(&many, 64.0, 620)),
        of("sixty-points", PERCENT, funnel(&many[..60], 64.0, 300)),
        of("without-limits", PERCENT, plain(&many[..20])),
        of("one-point", PERCENT, funnel(&[(120.0, Some(71.0))], 64.0, 200)),
        of("all-missing", PERCENT, funnel(&[(120.0, None), (80.0, None)], 64.0, 200)),
        of("own-missing", PERCENT, funnel(&[(120.0, None), (80.0, Some(60.0))], 64.0, 200)),
        of("negative", RATE, plain(&[(100.0, Some(-4.0)), (50.0, Some(3.0))])),
        of("very-large-and-small", RATE, plain(&extremes)),
        of("equal-values", PERCENT, funnel(&[(100.0, Some(64.0)); 30], 64.0, 200)),
        of("nobody", PERCENT, plain(&[(0.0, Some(5.0))])),
        of("long-labels", PERCENT, long),
        of("hostile-words", PERCENT, hostile),
        of("empty-names", PERCENT, empty),
    ]
}

fn value(value: f64, half: f64) -> PairValue {
    PairValue {
        value: Some(finite(value)),
        interval: interval(value - half, value + half),
        word: String::new(),
    }
}

fn none(word: &str) -> PairValue {
    PairValue { word: word.to_owned(), ..PairValue::default() }
}

fn pairs() -> Vec<Case> {
    let of = |name, unit, rows: Vec<(&str, PairValue, PairValue)>, reference| {
        let row = |(label, before, since): (&str, _, _)| PairRow { label: label.to_owned(), before, since };
        let (before, since) = ("2023-24, before".to_owned(), "2025-26, since".to_owned());
        let pairs = Pairs { before, since, rows: rows.into_iter().map(row).collect(), reference };
        Case::of("pairs", name, unit, Shape::Pairs(pairs))
    };
    let thirty =
        wave(30, 40.0, 9.0).into_iter().map(|at| ("Site", value(at, 4.0), value(at * 0.9 + 6.0, 3.0)));
    let extremes =
        EXTREMES.map(|it| ("Site", PairValue { value: Some(finite(it)), ..none("") }, value(0.0, 1.0)));
    vec![
        of(
            "usual",
            PERCENT,
            vec![
                ("Eastbrook", value(41.0, 6.0), value(62.3, 5.0)),
                ("Westmarsh", value(48.2, 5.0), value(50.1, 5.5)),
                ("Northfold", none("withheld"), value(57.0, 7.0)),
                ("Southmere", none("no figures"), none("withheld")),
            ],
            reference("All sites, before", 45.1),
        ),
        of(
            "long-labels",
            PERCENT,
            vec![
                (LONG, value(41.0, 6.0), value(62.0, 5.0)),
                (LONG, none(LONG), none(LONG)),
                ("Short", value(50.0, 1.0), none("withheld")),
            ],
            reference(LONG, 45.0),
        ),
        of(
            "negative",
            RATE,
            vec![("East", value(-12.0, 3.0), value(4.0, 2.0)), ("West", value(-1.0, 0.5), value(-8.0, 3.0))],
            None,
        ),
        of("one-point", DAYS, vec![("Eastbrook", value(12.0, 2.0), none("no figures"))], None),
        of(
            "all-missing",
            DAYS,
            vec![("East", none("withheld"), none("withheld")), ("West", none(""), none(""))],
            reference("All", 4.0),
        ),
        of("very-large-and-small", RATE, extremes.to_vec(), None),
        of(
            "equal-values",
            PERCENT,
            (0..5).map(|_| ("Site", value(64.0, 3.0), value(64.0, 3.0))).collect(),
            reference("England", 64.0),
        ),
        of("thirty-rows", PERCENT, thirty.collect(), reference("England", 41.0)),
        of(
            "hostile-words",
            COUNT,
            vec![
                (HOSTILE, value(4.0, 1.0), none(HOSTILE)),
                ("\u{202e}x", value(41.0, 1.0), value(14.0, 2.0)),
            ],
            reference(HOSTILE, 9.0),
        ),
        of(
            "empty-names",
            COUNT,
            vec![("", value(4.0, 1.0), value(5.0, 1.0)), ("", none(""), none(""))],
            reference("", 3.0),
        ),
    ]
}
