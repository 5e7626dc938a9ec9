//! Sentences on a figure: how it compares, and what a sighted reader would see.

use super::super::{control, wording};
use super::areas::{Area, Areas, Position};
use super::shape::{Drawing, MOST_OTHER_LINES, Plan};
use super::{Read, reason};
use crate::assess::{Compared, Comparison, Interval, With};
use crate::diagnostic::counted;
use crate::model::Point;

/// As many areas outside a funnel, or missing periods, as a sentence names.
const MOST_NAMED: usize = 12;

/// What a sighted reader would see in the chart.
pub(super) fn description(read: &Read<'_>, plan: &Plan) -> String {
    let mut sentences = match &plan.drawing {
        Drawing::Benchmark(areas) => benchmark(read, plan, areas),
        Drawing::Funnel(areas) => funnel(read, areas),
        Drawing::Control => series_of(read, 0),
        Drawing::Trend => series_of(read, MOST_OTHER_LINES),
        Drawing::Bars => series_of(read, usize::MAX),
    };
    if let Some(control) = read.control {
        sentences.extend(control::limits(read.metric, control));
        sentences.extend(control::notes(control).into_iter().map(|said| said.text));
        sentences.extend(control::signals(control));
    }
    sentences.extend(comparisons(read));
    sentences.join(" ")
}

/// The series of a chart over time, with what it marks.
fn series_of(read: &Read<'_>, others: usize) -> Vec<String> {
    let metric = read.metric;
    let own_intervals = if read.control.is_some() { &[][..] } else { &read.figures.own };
    let mut sentences = vec![series(read, read.authority, &metric.points, own_intervals)];
    for (at, comparator) in read.named().take(others) {
        let (name, intervals) = (&comparator.name.value, &read.figures.others[at]);
        sentences.push(series(read, name, &comparator.points, intervals));
    }
    let missing: Vec<String> = metric.points.iter().filter_map(missing).collect();
    if missing.len() > MOST_NAMED {
        sentences.push(format!("Missing: {}.", counted(missing.len(), "period")));
    } else if !missing.is_empty() {
        sentences.push(format!("Missing: {}.", missing.join(", ")));
    }
    for broken in &metric.breaks {
        sentences.push(format!("The series breaks at {}: {}.", broken.period.label(), broken.why));
    }
    for phase in &metric.phases {
        sentences.push(format!("From {}: {}.", phase.from.label(), phase.label));
    }
    sentences
}

fn series(read: &Read<'_>, name: &str, points: &[Point], intervals: &[Option<Interval>]) -> String {
    let metric = read.metric;
    let known: Vec<(usize, f64)> =
        points.iter().enumerate().filter_map(|(at, point)| Some((at, point.value.known()?))).collect();
    let said = |&(at, number): &(usize, f64)| {
        format!("{} in {}", wording::value(metric, number), points[at].period.label())
    };
    let interval = |(at, _): &(usize, f64)| {
        let interval = intervals.get(*at).copied().flatten();
        interval.map_or(String::new(), |it| {
            format!(", with a 95 per cent interval of {}", wording::range(metric, it))
        })
    };
    let by_value = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
    match (known.as_slice(), known.iter().max_by(by_value), known.iter().min_by(by_value)) {
        ([], ..) => format!("{name}: no figures."),
        ([only], ..) => format!("{name}: {}{}.", said(only), interval(only)),
        ([first, .., last], Some(high), Some(low)) => format!(
            "{name}: from {} to {}{}; highest {}, lowest {}.",
            said(first),
            said(last),
            interval(last),
            said(high),
            said(low)
        ),
        _ => String::new(),
    }
}

fn missing(point: &Point) -> Option<String> {
    let known = point.value.known().is_some();
    (!known).then(|| format!("{} ({})", point.period.label(), reason(point)))
}

/// The finding of a chart of areas: the authority's figure for its period, and
/// how it stands beside the area that the line is of.
pub(super) fn finding(read: &Read<'_>, areas: &Areas) -> Option<String> {
    let value = areas.all.iter().find(|area| area.own)?.value?;
    let title = read.title;
    let said = format!("{title}: {} in {}", wording::value(read.metric, value), areas.period.label());
    let beside = super::shape::beside_line(areas);
    Some(beside.map_or(said.clone(), |(result, name)| format!("{said}; {} {name}", result.label())))
}

/// Every row of a benchmark that is drawn, as it stands there.
fn benchmark(read: &Read<'_>, plan: &Plan, areas: &Areas) -> Vec<String> {
    let drawn = areas.all.len() - plan.left_out();
    let rows = Areas::by_value(areas.all.iter().take(drawn).cloned());
    let row = |area: &Area| {
        let Some(value) = area.value else { return format!("{} ({})", area.name, area.reason) };
        let interval = area
            .interval
            .map_or(String::new(), |it| format!(", interval {}", wording::range(read.metric, it)));
        format!("{} {}{interval}", area.name, wording::value(read.metric, value))
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    vec![format!("{}, the highest first: {}.", areas.period.label(), rows.join("; "))]
}

fn funnel(read: &Read<'_>, areas: &Areas) -> Vec<String> {
    let placed: Vec<&Area> = areas.all.iter().filter(|area| area.position.is_some()).collect();
    let mut sentences = vec![format!(
        "{}: the shares of {} by how many each is of, around {}.",
        areas.period.label(),
        counted(placed.len(), "area"),
        areas.line_words(read)
    )];
    sentences.extend(placed.iter().find(|area| area.own).and_then(|own| {
        let (value, position) = (wording::value(read.metric, own.value?), own.position?.label());
        let of = wording::some(own.counts.map(|(_, n)| n));
        Some(format!("{}: {value} of {of}, {position}.", own.name))
    }));
    let outside = |area: &&&Area| !area.own && area.position != Some(Position::Within);
    let outside: Vec<String> = placed
        .iter()
        .filter(outside)
        .filter_map(|area| Some(format!("{} {}", area.name, area.position?.label())))
        .collect();
    sentences.push(match outside.len() {
        0 => "No other area lies outside the limits.".to_owned(),
        many if many > MOST_NAMED => format!("{many} other areas lie outside the limits."),
        _ => format!("Outside the limits: {}.", outside.join("; ")),
    });
    sentences
}

/// What the line and the limits of a chart of areas are.
pub(super) fn reference(read: &Read<'_>, plan: &Plan) -> Vec<String> {
    let Some(areas) = plan.areas() else { return Vec::new() };
    let mut sentences: Vec<String> = older(read, areas).into_iter().collect();
    if !matches!(plan.drawing, Drawing::Funnel(_)) {
        return sentences;
    }
    let own = areas.all.iter().find(|area| area.own);
    let lies = own.and_then(|own| Some(format!("{} lies {}.", own.name, own.position?.label())));
    let limits = format!(
        "The line is {}. If all areas were alike, 95 of 100 would lie within the inner limits, and 99.8 of 100 within the outer ones.",
        areas.line_words(read)
    );
    sentences.extend(lies);
    sentences.push(limits);
    sentences
}

/// That the authority has later figures than those that are drawn.
fn older(read: &Read<'_>, areas: &Areas) -> Option<String> {
    let last = read.reading.last.filter(|last| last.period > areas.period)?;
    let (drawn, later) = (areas.period.label(), last.period.label());
    Some(format!(
        "The chart is of {drawn}: nobody else has a figure for a later period. That of {} for {later} is {}.",
        read.authority,
        wording::value(read.metric, last.value)
    ))
}

/// How the last figure that has an interval compares: a sentence for each of
/// the first comparators, one for all others, one for the own first figure.
pub(super) fn comparisons(read: &Read<'_>) -> Vec<String> {
    let (mut sentences, mut others, mut own) = (Vec::new(), Vec::new(), None);
    for compared in &read.figures.comparisons {
        match compared.with {
            // The limits of a control chart say more of its own figures.
            With::OwnFirst if read.control.is_some() => {}
            With::OwnFirst => own = Some(with_own_first(read, compared)),
            With::Comparator(at) => {
                let comparator = &read.metric.comparators[at];
                if comparator.peer || sentences.len() >= MOST_OTHER_LINES {
                    others.push((comparator.name.value.as_str(), compared));
                } else {
                    sentences.push(with_comparator(read, &comparator.name.value, compared));
                }
            }
        }
    }
    sentences.extend(with_others(&others));
    sentences.extend(own);
    sentences
}

/// `Against England (65.1 per cent) in 2024-25: similar, within the 95 per
/// cent interval 59.2 to 73.4 per cent.`
fn with_comparator(read: &Read<'_>, name: &str, compared: &Compared) -> String {
    let (other, range) = apart(read, compared);
    let (period, result) = (compared.period.label(), compared.result.name());
    let lies = if compared.result == Comparison::Similar { "within" } else { "outside" };
    format!("Against {name} ({other}) in {period}: {result}, {lies} the 95 per cent interval {range}.")
}

fn with_own_first(read: &Read<'_>, compared: &Compared) -> String {
    let (other, range) = apart(read, compared);
    let (then, now) = (compared.other_period.label(), compared.period.label());
    let result = compared.result.name();
    let Some(first) = compared.other_interval else {
        let lies = if compared.result == Comparison::Similar { "within" } else { "outside" };
        return format!(
            "Against {then} ({other}): {result} in {now}; {then} lies {lies} the 95 per cent interval {range}."
        );
    };
    let first = wording::bare_range(read.metric, first);
    let overlap = if compared.result == Comparison::Similar { "overlap" } else { "do not overlap" };
    format!(
        "Against {then} ({other}): {result} in {now}; the 95 per cent intervals {first} and {range} {overlap}."
    )
}

/// The other figure and the interval in words, with as many places as it takes
/// for what is outside to be seen outside.
fn apart(read: &Read<'_>, compared: &Compared) -> (String, String) {
    let Interval { lower, upper, .. } = compared.figure;
    let more = |places: &u8| {
        let said = |value| wording::spoken(read.metric, value, *places);
        compared.result == Comparison::Similar
            || (said(compared.other) != said(lower) && said(compared.other) != said(upper))
    };
    let places = (0..3).find(more).unwrap_or(0);
    (
        wording::spoken(read.metric, compared.other, places),
        wording::range_with(read.metric, compared.figure, places),
    )
}

/// `Of 3 others in 2024-25: better than Upton; similar to Fenby and Hale.` Of
/// many, only how many.
fn with_others(others: &[(&str, &Compared)]) -> Option<String> {
    let (_, first) = others.first()?;
    let mut groups: Vec<(Comparison, Vec<&str>)> = Vec::new();
    for (name, compared) in others {
        match groups.iter_mut().find(|(result, _)| *result == compared.result) {
            Some((_, names)) => names.push(name),
            None => groups.push((compared.result, vec![name])),
        }
    }
    let listed = |names: &[&str]| match names.len() {
        _ if others.len() <= MOST_NAMED => wording::listed(names),
        many => many.to_string(),
    };
    let said = groups.iter().map(|(result, names)| format!("{} {}", result.label(), listed(names)));
    let said: Vec<String> = said.collect();
    let count = counted(others.len(), "other");
    Some(format!("Of {count} in {}: {}.", first.period.label(), said.join("; ")))
}
