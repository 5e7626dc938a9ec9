//! Sentences that are written from figures: the finding of a chart, the line
//! under it, and what a sighted reader would see.

use crate::assess::{Movement, Reading};
use crate::chart::{UnitFormat, UnitStyle, number};
use crate::diagnostic::counted;
use crate::model::{Metric, Period, Point, PointValue, Unit};

/// How a metric's values are written.
pub(super) fn unit_format(metric: &Metric) -> UnitFormat {
    let style = match metric.unit {
        Unit::Days => UnitStyle::Days,
        Unit::Percent => UnitStyle::Percent,
        Unit::Count => UnitStyle::Count,
        Unit::Rate => UnitStyle::Rate,
        Unit::Score => UnitStyle::Score,
        Unit::Pounds => UnitStyle::Pounds,
    };
    UnitFormat::new(style, metric.decimals)
}

/// A value as a sentence writes it.
pub(super) fn value(metric: &Metric, value: f64) -> String {
    number(value, unit_format(metric))
}

/// Words that begin a line: with a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A value that is worked out from others, with a place more than they have.
pub(super) fn worked_out(metric: &Metric, value: f64) -> String {
    let format = unit_format(metric);
    number(value, UnitFormat::new(format.style, format.decimals.saturating_add(1)))
}

/// What the figures say, in a short sentence; no cause is named.
pub(super) fn finding(title: &str, metric: &Metric, reading: &Reading) -> String {
    if let Some(finding) = &metric.finding {
        return finding.clone();
    }
    let (Some(first), Some(last)) = (reading.first, reading.last) else {
        return format!("{title}: no figures yet");
    };
    let now = format!("{title}: {} in {}", value(metric, last.value), last.period.label());
    let then = format!("{} in {}", value(metric, first.value), first.period.label());
    // Two figures that print the same are the same to a reader.
    let same = value(metric, last.value) == value(metric, first.value);
    let movement = match reading.movement {
        Movement::Up | Movement::Down | Movement::Within if same => Movement::Level,
        movement => movement,
    };
    match movement {
        Movement::Nothing | Movement::Single => now,
        Movement::Level => format!("{now}, the same as in {}", first.period.label()),
        Movement::Up => format!("{now}, up from {then}"),
        Movement::Down => format!("{now}, down from {then}"),
        Movement::Within => format!("{now}; {then}, and the margins of error overlap"),
    }
}

/// What is measured and in what: `Days`, `Per cent`, `Rate per 100,000`.
pub(super) fn unit(metric: &Metric) -> String {
    match (metric.unit, metric.per) {
        (Unit::Days, _) => "Days".to_owned(),
        (Unit::Percent, _) => "Per cent".to_owned(),
        (Unit::Count, _) => "Number".to_owned(),
        (Unit::Score, _) => "Score".to_owned(),
        (Unit::Pounds, _) => "Pounds".to_owned(),
        (Unit::Rate, None) => "Rate".to_owned(),
        (Unit::Rate, Some(per)) => format!("Rate per {}", number(per, UnitFormat::new(UnitStyle::Count, 0))),
    }
}

/// The time that the figures cover.
pub(super) fn span(points: &[Point]) -> String {
    match (points.first(), points.last()) {
        (Some(first), Some(last)) if first.period != last.period => {
            format!("{} to {}", first.period.label(), last.period.label())
        }
        (Some(only), _) => only.period.label(),
        (None, _) => "no periods".to_owned(),
    }
}

/// A length of time: `18 months`.
pub(super) fn duration(span: &jiff::Span) -> String {
    let parts = [
        (i32::from(span.get_years()), "year"),
        (span.get_months(), "month"),
        (span.get_weeks(), "week"),
        (span.get_days(), "day"),
    ];
    let said = parts.into_iter().filter(|(number, _)| *number > 0);
    let said = said.filter_map(|(number, unit)| Some(counted(usize::try_from(number).ok()?, unit)));
    said.collect::<Vec<_>>().join(" and ")
}

/// What a sighted reader would see in the chart.
pub(super) fn description(metric: &Metric, authority: &str) -> String {
    let mut sentences = vec![series(metric, authority, &metric.points)];
    for comparator in &metric.comparators {
        sentences.push(series(metric, &comparator.name.value, &comparator.points));
    }
    let missing: Vec<String> = metric.points.iter().filter_map(missing).collect();
    if !missing.is_empty() {
        sentences.push(format!("Missing: {}.", missing.join(", ")));
    }
    for broken in &metric.breaks {
        sentences.push(format!("The series breaks at {}: {}.", broken.period.label(), broken.why));
    }
    for phase in &metric.phases {
        sentences.push(format!("From {}: {}.", phase.from.label(), phase.label));
    }
    sentences.join(" ")
}

fn series(metric: &Metric, name: &str, points: &[Point]) -> String {
    let known: Vec<(Period, f64)> =
        points.iter().filter_map(|point| Some((point.period, point.value.known()?))).collect();
    let said = |(period, number): &(Period, f64)| format!("{} in {}", value(metric, *number), period.label());
    let by_value = |a: &&(Period, f64), b: &&(Period, f64)| a.1.total_cmp(&b.1);
    match (known.as_slice(), known.iter().max_by(by_value), known.iter().min_by(by_value)) {
        ([], ..) => format!("{name}: no figures."),
        ([only], ..) => format!("{name}: {}.", said(only)),
        ([first, .., last], Some(high), Some(low)) => format!(
            "{name}: from {} to {}; highest {}, lowest {}.",
            said(first),
            said(last),
            said(high),
            said(low)
        ),
        _ => String::new(),
    }
}

fn missing(point: &Point) -> Option<String> {
    match point.value {
        PointValue::Missing(reason) => Some(format!("{} ({})", point.period.label(), reason.label())),
        PointValue::Known(_) => None,
    }
}
