//! Words that are written from figures: values and intervals, the finding of a
//! chart, the line under it.

use crate::assess::spc::Control;
use crate::assess::{Compared, Comparison, FiguresReading, Interval, Movement, Reading};
use crate::chart::{UnitFormat, UnitStyle, number};
use crate::diagnostic::counted;
use crate::model::{Metric, Point, Unit};

/// How a metric's values are written.
pub(super) fn unit_format(metric: &Metric) -> UnitFormat {
    format_of(metric.unit, metric.decimals)
}

/// How values of a unit are written.
pub(super) fn format_of(unit: Unit, decimals: u8) -> UnitFormat {
    let style = match unit {
        Unit::Days => UnitStyle::Days,
        Unit::Percent => UnitStyle::Percent,
        Unit::Count => UnitStyle::Count,
        Unit::Rate => UnitStyle::Rate,
        Unit::Score => UnitStyle::Score,
        Unit::Pounds => UnitStyle::Pounds,
    };
    UnitFormat::new(style, decimals)
}

/// A value as a sentence writes it.
pub(super) fn value(metric: &Metric, value: f64) -> String {
    number(value, unit_format(metric))
}

/// A value that is worked out from others, with a place more than they have.
pub(super) fn worked_out(metric: &Metric, value: f64) -> String {
    let format = unit_format(metric);
    number(value, UnitFormat::new(format.style, format.decimals.saturating_add(1)))
}

/// A number as written, for numerators, denominators and files.
pub(super) fn plain(value: f64) -> String {
    value.to_string()
}

/// The same; empty where there is none.
pub(super) fn some(value: Option<f64>) -> String {
    value.map_or(String::new(), plain)
}

/// A whole number with its thousands apart.
pub(super) fn whole(count: usize) -> String {
    let count = u32::try_from(count).map_or(f64::MAX, f64::from);
    number(count, UnitFormat::new(UnitStyle::Count, 0))
}

/// A value as it is said in a sentence, with so many places more than are
/// printed: `65.1 per cent`.
pub(super) fn spoken(metric: &Metric, value: f64, places: u8) -> String {
    let format = unit_format(metric);
    let format = UnitFormat::new(format.style, format.decimals.saturating_add(places));
    match metric.unit {
        Unit::Percent => {
            format!("{} per cent", number(value, UnitFormat { style: UnitStyle::Score, ..format }))
        }
        _ => number(value, format),
    }
}

/// An interval as a table writes it: `59.2 to 73.4`.
pub(super) fn bare_range(metric: &Metric, interval: Interval) -> String {
    let bare = |value| number(value, UnitFormat { style: UnitStyle::Score, ..unit_format(metric) });
    format!("{} to {}", bare(interval.lower), bare(interval.upper))
}

/// An interval as a sentence says it: `59.2 to 73.4 per cent`.
pub(super) fn range(metric: &Metric, interval: Interval) -> String {
    range_with(metric, interval, 0)
}

/// The same with so many places more than are printed.
pub(super) fn range_with(metric: &Metric, interval: Interval, places: u8) -> String {
    let format = unit_format(metric);
    let format = UnitFormat { decimals: format.decimals.saturating_add(places), ..format };
    let style = if metric.unit == Unit::Pounds { UnitStyle::Pounds } else { UnitStyle::Score };
    let lower = number(interval.lower, UnitFormat { style, ..format });
    format!("{lower} to {}", spoken(metric, interval.upper, places))
}

/// `Upton`, `Upton and Hale`, `Upton, Fenby and Hale`.
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What the figures say, in a short sentence; no cause is named. How the last
/// one stands beside the first comparator is said where chance can be; of a
/// control chart its signal is said.
pub(super) fn finding(
    title: &str,
    metric: &Metric,
    reading: &Reading,
    figures: &FiguresReading,
    control: Option<&Control>,
) -> String {
    // The first figure and the last of a control chart are two among its ups and downs.
    if let Some((control, last)) = control.zip(reading.last).filter(|_| metric.finding.is_none()) {
        let now = format!("{title}: {} in {}", value(metric, last.value), last.period.label());
        return control.variation.map_or(now.clone(), |variation| format!("{now}; {}", variation.label()));
    }
    let said = moved(title, metric, reading, figures);
    let own = metric.finding.is_some();
    let Some(last) = reading.last.filter(|_| !own) else { return said };
    let first = metric.comparators.iter().position(|comparator| !comparator.peer);
    let beside = first.and_then(|at| Some((at, figures.beside(at, last.period)?.result)));
    beside.map_or(said.clone(), |(at, result)| {
        format!("{said}; {} {}", result.label(), metric.comparators[at].name.value)
    })
}

/// The way of the figures from the first to the last.
fn moved(title: &str, metric: &Metric, reading: &Reading, figures: &FiguresReading) -> String {
    if let Some(finding) = &metric.finding {
        return finding.clone();
    }
    let (Some(first), Some(last)) = (reading.first, reading.last) else {
        let kept_back = metric.points.iter().any(|point| point.value.is_figure());
        return format!(
            "{title}: {}",
            if kept_back { "withheld, because numbers are small" } else { "no figures yet" }
        );
    };
    let now = format!("{title}: {} in {}", value(metric, last.value), last.period.label());
    let then = format!("{} in {}", value(metric, first.value), first.period.label());
    // Two figures that print the same are the same to a reader.
    let same = value(metric, last.value) == value(metric, first.value);
    let alike = figures.beside_own_first(last.period).filter(|it| it.other_period == first.period);
    let overlap = |it: &Compared| it.result == Comparison::Similar && it.other_interval.is_some();
    let alike = alike.is_some_and(overlap);
    let movement = match reading.movement {
        Movement::Up | Movement::Down | Movement::Within if same => Movement::Level,
        Movement::Up | Movement::Down if alike => Movement::Within,
        movement => movement,
    };
    match movement {
        Movement::Nothing | Movement::Single => now,
        Movement::Level => format!("{now}, the same as in {}", first.period.label()),
        Movement::Up => format!("{now}, up from {then}"),
        Movement::Down => format!("{now}, down from {then}"),
        Movement::Within => format!("{now}; no clear change from {then}"),
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

/// The unit as files name it: `percent`, `rate per 100000`.
pub(super) fn unit_name(metric: &Metric) -> String {
    match metric.per.filter(|_| metric.unit == Unit::Rate) {
        Some(per) => format!("{} per {per}", metric.unit.name()),
        None => metric.unit.name().to_owned(),
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
