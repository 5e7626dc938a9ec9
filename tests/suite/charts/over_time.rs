//! Charts over periods: trends, control charts, strips.

use ninefold::chart::{
    Control, ControlMark, ControlPoint, ControlSegment, ControlTarget, Ends, Finite, Line, Mark, Shape,
    Strip, StripCell, StripMark, StripRow, StripState, StripTick, Trend,
};

use super::Case;
use super::hard::{COUNT, DAYS, EXTREMES, HOSTILE, LONG, PERCENT, RATE, finite, known, months, wave};

pub fn cases() -> Vec<Case> {
    [trends(), controls(), strips()].into_iter().flatten().collect()
}

fn line(name: &str, values: &[f64]) -> Line {
    Line { name: name.to_owned(), values: known(values), ..Line::default() }
}

fn trend(lines: Vec<Line>) -> Trend {
    let periods = lines.first().map_or(0, |line| line.values.len());
    Trend { periods: months(periods), lines, ..Trend::default() }
}

fn mark(before: usize, label: &str) -> Mark {
    Mark { before, label: label.to_owned() }
}

fn trends() -> Vec<Case> {
    let of = |name, unit, trend| Case::of("trend", name, unit, Shape::Trend(trend));
    let one = |values: &[f64]| trend(vec![line("Eastbrook", values)]);
    let ten_breaks = |values: &[f64]| {
        let mut all = one(values);
        all.lines[0].breaks = (1..=10).map(|at| at * 3).collect();
        all.marks = (1..=10).map(|at| mark(at * 3, &format!("definition {}", at + 1))).collect();
        all
    };
    vec![
        of("usual", PERCENT, usual()),
        of("long-labels", PERCENT, long_trend()),
        of("negative", RATE, one(&[-4.0, 3.0, -12.5, -0.1, 8.0])),
        of("one-point", DAYS, one(&[4.0])),
        of("all-missing", PERCENT, Trend { lines: vec![missing_line(6)], ..one(&[0.0; 6]) }),
        of("ten-breaks", PERCENT, ten_breaks(&wave(33, 60.0, 12.0))),
        of("very-large-and-small", RATE, one(&EXTREMES)),
        of(
            "equal-values",
            PERCENT,
            trend(["Eastbrook", "England", "Peers", "Region"].map(|it| line(it, &[64.0; 8])).to_vec()),
        ),
        of("narrow-band", PERCENT, one(&[91.2, 91.9, 90.8, 91.4])),
        of("sixty-points", PERCENT, sixty()),
        of("gaps-and-an-early-end", DAYS, gaps()),
        of("hostile-words", COUNT, hostile_trend()),
        of(
            "empty-names",
            COUNT,
            Trend {
                periods: vec![String::new(); 3],
                marks: vec![mark(1, "")],
                ..trend(vec![line("", &[1.0, 2.0, 3.0]), line("", &[3.0, 2.0, 2.0])])
            },
        ),
    ]
}

fn missing_line(periods: usize) -> Line {
    Line { name: "Eastbrook".to_owned(), values: vec![None; periods], ..Line::default() }
}

/// Intervals that reach as far above a line's values as below.
fn give_margins(line: &mut Line, margins: &[f64]) {
    let ends = |(value, margin): (&Option<Finite>, &f64)| {
        let value = value.as_ref()?.get();
        Some(Ends { lower: finite(value - margin), upper: finite(value + margin) })
    };
    line.intervals = line.values.iter().zip(margins).map(ends).collect();
}

fn usual() -> Trend {
    let mut all = trend(vec![
        line("Eastbrook", &[58.0, 61.5, 60.2, 66.0, 69.1, 71.4]),
        line("England", &[64.0, 64.2, 64.6, 64.9, 65.1, 65.0]),
        line("Nearest neighbours, median", &[63.0, 63.5, 65.9, 64.1, 66.3, 66.0]),
    ]);
    give_margins(&mut all.lines[0], &[4.0, 3.8, 3.9, 3.5, 3.6, 3.4]);
    all.target = known(&[65.0, 65.0, 65.0, 70.0, 70.0, 70.0]);
    all.marks = vec![mark(3, "three conversations begin")];
    all
}

fn long_trend() -> Trend {
    let names = [
        "Royal Borough of Kingsmarsh and the Lower Valleys",
        LONG,
        "England, all areas with adult social care",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    ];
    let lines = names.iter().zip([60.0, 61.0, 62.0, 63.0]);
    let mut all = trend(lines.map(|(name, at)| line(name, &[at, at + 2.0, at - 1.0, at + 1.0])).collect());
    all.periods = (1..=4).map(|at| format!("The twelve months to March {}", 2021 + at)).collect();
    all.target = known(&[62.5; 4]);
    all.marks = vec![mark(1, LONG), mark(2, LONG), mark(3, "a short one")];
    all
}

fn sixty() -> Trend {
    let lines = ["Eastbrook", "England", "Nearest neighbours", "North region"]
        .into_iter()
        .zip([50.0, 55.0, 60.0, 65.0]);
    let mut all = trend(lines.map(|(name, at)| line(name, &wave(60, at, 9.0))).collect());
    give_margins(&mut all.lines[0], &[3.1; 60]);
    all.target = known(&[65.0; 60]);
    all.marks = vec![mark(20, "three conversations begin"), mark(41, "one front door")];
    all
}

fn gaps() -> Trend {
    let mut all = trend(vec![
        line("Eastbrook", &wave(14, 20.0, 6.0)),
        line("England", &[24.0; 14]),
        line("Region", &[12.0; 14]),
    ]);
    for at in [3, 4, 8] {
        all.lines[0].values[at] = None;
    }
    all.lines[1].values[9..].fill(None);
    all.lines[2].values[2..].fill(None);
    all
}

fn hostile_trend() -> Trend {
    let mut all = trend(vec![line(HOSTILE, &[3.0, 5.0, 4.0]), line("\u{202e}Council", &[41.0, 14.0, 41.0])]);
    all.periods = vec![HOSTILE.to_owned(), String::new(), "]]>".to_owned()];
    all.marks = vec![mark(1, HOSTILE)];
    all
}

fn control(values: &[f64], marks: &[ControlMark]) -> Control {
    let point = |(at, value): (usize, &f64)| {
        Some(ControlPoint { value: finite(*value), mark: marks.get(at).copied().unwrap_or_default() })
    };
    Control {
        periods: months(values.len()),
        points: values.iter().enumerate().map(point).collect(),
        ..Control::default()
    }
}

fn segment(from: usize, mean: f64, half: f64) -> ControlSegment {
    let at = |value| Some(finite(value));
    ControlSegment { from, mean: at(mean), lower: at(mean - half), upper: at(mean + half) }
}

fn controls() -> Vec<Case> {
    use ControlMark::{Common, Concern, ImprovementDown, ImprovementUp, NeutralHigh, NeutralLow};
    let of = |name, unit, control| Case::of("control", name, unit, Shape::Control(control));
    let all = [Common, ImprovementUp, Common, Concern, NeutralHigh, Common, ImprovementDown, NeutralLow];
    let every: Vec<ControlMark> = all.iter().copied().cycle().take(60).collect();
    let mut usual = control(&wave(24, 62.0, 5.0), &[]);
    usual.segments = vec![segment(0, 59.0, 8.0), segment(12, 66.0, 7.0)];
    usual.targets = vec![ControlTarget { from: 0, value: Some(finite(65.0)) }];
    usual.marks = vec![mark(12, "three conversations begin")];
    for (at, kind) in [(3, Concern), (18, ImprovementUp), (19, ImprovementUp)] {
        usual.points[at].iter_mut().for_each(|point| point.mark = kind);
    }
    let mut signals = control(&wave(60, 40.0, 15.0), &every);
    signals.segments = vec![segment(0, 38.0, 22.0), segment(20, 41.0, 19.0), segment(40, 43.0, 24.0)];
    signals.targets = vec![
        ControlTarget { from: 0, value: Some(finite(41.0)) },
        ControlTarget { from: 30, value: Some(finite(44.0)) },
    ];
    let mut breaks = control(&wave(66, 30.0, 8.0), &[]);
    breaks.segments =
        (0..11).map(|at| segment(at * 6, 30.0 + f64::from(u8::try_from(at).expect("few")), 12.0)).collect();
    breaks.marks = (1..=10).map(|at| mark(at * 6, &format!("phase {}", at + 1))).collect();
    let mut phases = control(&wave(41 * 13, 30.0, 8.0), &[]);
    phases.segments = (0..41)
        .map(|at| segment(at * 13, 25.0 + f64::from(u8::try_from(at % 9).expect("few")), 12.0))
        .collect();
    phases.marks = (1..41).map(|at| mark(at * 13, &format!("phase {}", at + 1))).collect();
    let mut short = control(&wave(82, 30.0, 8.0), &[]);
    short.marks = (1..41).map(|at| mark(at * 2, &format!("phase {}", at + 1))).collect();
    short.segments = (0..41).map(|at| ControlSegment { from: at * 2, ..ControlSegment::default() }).collect();
    let mut missing = control(&[1.0; 6], &[]);
    missing.points.fill(None);
    missing.segments = vec![segment(0, 3.0, 1.0)];
    let mut negative = control(&[-4.0, -9.0, 2.0, -6.5, -3.0], &[Common, Concern, ImprovementUp]);
    negative.segments = vec![segment(0, -4.1, 9.0)];
    let mut extreme = control(&EXTREMES, &all);
    extreme.segments = vec![ControlSegment {
        from: 0,
        lower: Some(finite(f64::MIN)),
        mean: Some(finite(0.0)),
        upper: Some(finite(f64::MAX)),
    }];
    let mut hostile = control(&[3.0, 5.0, 4.0], &[]);
    hostile.periods = vec![HOSTILE.to_owned(), String::new(), "\u{202e}321".to_owned()];
    hostile.marks = vec![mark(1, HOSTILE), mark(2, "")];
    let mut long = control(&[61.0, 62.5, 60.0, 64.0], &[]);
    long.periods = vec![LONG.to_owned(); 4];
    long.marks = vec![mark(1, LONG), mark(2, LONG), mark(3, LONG)];
    long.segments = vec![ControlSegment { from: 0, mean: Some(finite(61.875)), ..ControlSegment::default() }];
    let mut level = control(&[64.0; 14], &[]);
    level.targets = vec![ControlTarget { from: 0, value: Some(finite(64.0)) }];
    let mut gaps = control(&wave(14, 12.0, 3.0), &[]);
    for at in [2, 3, 5, 9] {
        gaps.points[at] = None;
    }
    vec![
        of("usual", PERCENT, usual),
        of("sixty-points-and-every-signal", RATE, signals),
        of("ten-breaks", DAYS, breaks),
        of("forty-one-phases", DAYS, phases),
        of("forty-one-short-phases", DAYS, short),
        of("all-missing", DAYS, missing),
        of("gaps-without-limits", DAYS, gaps),
        of("negative", RATE, negative),
        of("one-point", DAYS, control(&[4.0], &[])),
        of("very-large-and-small", RATE, extreme),
        of("equal-values-on-their-target", PERCENT, level),
        of("long-labels", PERCENT, long),
        of("hostile-words", COUNT, hostile),
        of(
            "empty-names",
            COUNT,
            Control { periods: vec![String::new(); 3], ..control(&[1.0, 2.0, 3.0], &[]) },
        ),
    ]
}

fn strip(rows: Vec<(&str, usize)>) -> Strip {
    let state = |label: &str, mark| StripState { label: label.to_owned(), mark };
    let part = |at: usize, of: usize| {
        let (at, of) = (u32::try_from(at).expect("few"), u32::try_from(of.max(1)).expect("few"));
        finite(f64::from(at) / f64::from(of))
    };
    let cell = |at: usize, of: usize| StripCell {
        from: part(at, of),
        to: part(at + 1, of),
        state: (at * 5 + of) % 4,
    };
    let rows = rows.into_iter().map(|(label, count)| StripRow {
        label: label.to_owned(),
        cells: (0..count).map(|at| cell(at, count)).collect(),
        href: None,
    });
    Strip {
        states: vec![
            state("held", StripMark::Full),
            state("partly", StripMark::Half),
            state("not held", StripMark::Crossed),
            state("none due", StripMark::Dot),
        ],
        rows: rows.collect(),
        ticks: (0..=4).map(|at| StripTick { at: part(at, 4), label: format!("Q{}", at + 1) }).collect(),
    }
}

fn strips() -> Vec<Case> {
    let of = |name, strip| Case::of("strip", name, COUNT, Shape::Strip(strip));
    let mut words = strip(vec![(HOSTILE, 4), ("\u{202e}Board", 3)]);
    HOSTILE.clone_into(&mut words.states[0].label);
    HOSTILE.clone_into(&mut words.ticks[2].label);
    let mut long = strip(vec![(LONG, 12), (LONG, 26)]);
    long.states.iter_mut().for_each(|state| LONG.clone_into(&mut state.label));
    long.ticks.iter_mut().for_each(|tick| LONG.clone_into(&mut tick.label));
    let mut empty = strip(vec![("", 4), ("", 0)]);
    empty.states.iter_mut().for_each(|state| state.label.clear());
    empty.ticks.iter_mut().for_each(|tick| tick.label.clear());
    vec![
        of(
            "usual",
            strip(vec![("Adult social care board", 12), ("Carers' forum", 4), ("Case audit group", 52)]),
        ),
        of("sixty-points", strip(vec![("Weekly allocation meeting", 60)])),
        of("one-point", strip(vec![("Annual conference", 1)])),
        of("all-missing", strip(vec![("New board", 0), ("Newer board", 0)])),
        of("thirty-rows", strip(vec![("Locality meeting", 4); 30])),
        of("long-labels", long),
        of("hostile-words", words),
        of("empty-names", empty),
    ]
}
