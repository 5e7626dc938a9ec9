//! Which chart a metric gets, and its shape.

use super::super::{control, wording};
use super::areas::{Area, Areas};
use super::{Read, periods, reason};
use crate::assess::intervals::{Level, funnel};
use crate::assess::{Comparison, Interval};
use crate::chart::{
    Bar, Bars, ChartError, DotRow, Dots, Ends, Finite, Funnel, FunnelLimits, FunnelPoint, Line, Mark,
    Reference, Shape, Trend,
};
use crate::model::{ChartKind, Metric, Period, Point};

/// More periods than this are drawn as they come.
const LONGEST_AXIS: usize = 5000;
/// Four lines are as many as can be told apart; the table has them all.
pub(super) const MOST_OTHER_LINES: usize = 3;
/// Up to so many periods, comparators' lines have their intervals.
pub(super) const MOST_WITH_OTHERS_INTERVALS: usize = 24;
/// More bars than this are no chart but a list.
const MOST_BARS: usize = 60;
/// As many areas as a benchmark can have.
const MOST_DOTS: usize = 30;
/// As many areas as a funnel can have.
const MOST_IN_FUNNEL: usize = 600;
/// Into so many stretches the curves of a funnel are cut.
const FUNNEL_STEPS: u32 = 48;

/// What is drawn, and why it is not what the author asked for.
pub(super) struct Plan {
    pub(super) drawing: Drawing,
    /// Whole sentences.
    pub(super) why: Vec<String>,
}

pub(super) enum Drawing {
    Control,
    Trend,
    Bars,
    Benchmark(Areas),
    Funnel(Areas),
}

impl Plan {
    /// The chart that the author asks for, where its figures allow it;
    /// otherwise the next best, with the reason.
    pub(super) fn of(read: &Read<'_>) -> Self {
        let mut why = Vec::new();
        let mut not_as = |kind: &str, reason: &str| why.push(format!("This is no {kind}: {reason}."));
        if read.control.is_some() {
            return Self { drawing: Drawing::Control, why };
        }
        if read.metric.chart == Some(ChartKind::Funnel) {
            match Areas::funnel(read) {
                Ok(areas) => return Self { drawing: Drawing::Funnel(areas), why },
                Err(reason) => not_as("funnel", &reason),
            }
        }
        if matches!(read.metric.chart, Some(ChartKind::Funnel | ChartKind::Benchmark)) {
            match Areas::benchmark(read) {
                Ok(areas) => return Self { drawing: Drawing::Benchmark(areas), why },
                Err(reason) => not_as("benchmark", &reason),
            }
        }
        let known = read.metric.points.iter().filter(|point| point.value.known().is_some()).count();
        let bars = match read.metric.chart {
            Some(ChartKind::Bars) => true,
            Some(ChartKind::Trend | ChartKind::Spc) => false,
            _ => known < 3,
        };
        let many = own_and_named(read).map(|(_, points, _)| points.len()).sum::<usize>() > MOST_BARS;
        if bars && many {
            why.push("There are too many figures for bars, so they are drawn as a line.".to_owned());
        }
        Self { drawing: if bars && !many { Drawing::Bars } else { Drawing::Trend }, why }
    }

    /// The areas of a chart that draws one period.
    pub(super) fn areas(&self) -> Option<&Areas> {
        match &self.drawing {
            Drawing::Benchmark(areas) | Drawing::Funnel(areas) => Some(areas),
            Drawing::Control | Drawing::Trend | Drawing::Bars => None,
        }
    }

    /// How many areas the chart leaves to the table.
    pub(super) fn left_out(&self) -> usize {
        let most = match &self.drawing {
            Drawing::Benchmark(_) => MOST_DOTS,
            _ => MOST_IN_FUNNEL,
        };
        self.areas().map_or(0, |areas| areas.all.len().saturating_sub(most))
    }
}

pub(super) fn shape(read: &Read<'_>, plan: &Plan) -> Result<Shape, ChartError> {
    match (&plan.drawing, read.control) {
        (Drawing::Control, Some(reading)) => control::shape(read.metric, reading).map(Shape::Control),
        (Drawing::Bars, _) => bars(read).map(Shape::Bars),
        (Drawing::Benchmark(areas), _) => dots(read, areas).map(Shape::Dots),
        (Drawing::Funnel(areas), _) => funnel_of(read, areas).map(Shape::Funnel),
        (Drawing::Control | Drawing::Trend, _) => trend(read).map(Shape::Trend),
    }
}

/// Whose figures, the figures, and their intervals.
type Series<'a> = (&'a str, &'a [Point], &'a [Option<Interval>]);

/// The authority's own figures and those of the comparators that are no peers.
fn own_and_named<'a>(read: &Read<'a>) -> impl Iterator<Item = Series<'a>> {
    let figures = read.figures;
    let own: Series<'a> = (read.authority, &read.metric.points, &figures.own);
    let named = read.named().map(|(at, comparator)| -> Series<'a> {
        (&comparator.name.value, &comparator.points, &figures.others[at])
    });
    std::iter::once(own).chain(named)
}

fn trend(read: &Read<'_>) -> Result<Trend, ChartError> {
    let metric = read.metric;
    let periods = axis(metric);
    let breaks: Vec<Period> = metric.breaks.iter().map(|broken| broken.period).collect();
    // What began may have changed the authority's own figures, and no one else's.
    let own: Vec<Period> =
        breaks.iter().copied().chain(metric.phases.iter().map(|phase| phase.from)).collect();
    let mut lines = Vec::new();
    for (nth, (name, points, intervals)) in own_and_named(read).take(1 + MOST_OTHER_LINES).enumerate() {
        // Among many periods only the authority's own intervals could be told apart.
        let drawn = nth == 0 || periods.len() <= MOST_WITH_OTHERS_INTERVALS;
        let series = (name, points, if drawn { intervals } else { &[] });
        lines.push(line(series, &periods, if nth == 0 { &own } else { &breaks })?);
    }
    let target = |period: &Period| metric.target_at(period.start()).map(finite).transpose();
    let targets = periods.iter().map(target).collect::<Result<Vec<_>, _>>()?;
    let breaks = metric.breaks.iter().map(|broken| (broken.period, &broken.why));
    let phases = metric.phases.iter().map(|phase| (phase.from, &phase.label));
    let marks = breaks
        .chain(phases)
        .map(|(from, label)| Mark { before: index_from(&periods, from), label: label.clone() });
    Ok(Trend {
        periods: periods.iter().map(|period| period.short_label()).collect(),
        lines,
        target: if targets.iter().any(Option::is_some) { targets } else { Vec::new() },
        marks: marks.collect(),
    })
}

/// Every period, with those between them that nobody has a figure for: time is
/// drawn as long as it was.
fn axis(metric: &Metric) -> Vec<Period> {
    let named = periods(metric);
    let mut all = Vec::with_capacity(named.len());
    for period in named {
        let mut next = all.last().copied().and_then(Period::next);
        while let Some(between) = next.filter(|between| *between < period && all.len() < LONGEST_AXIS) {
            all.push(between);
            next = between.next();
        }
        all.push(period);
    }
    all
}

fn index_from(periods: &[Period], from: Period) -> usize {
    periods.partition_point(|period| period.start() < from.start())
}

fn line((name, points, own): Series<'_>, periods: &[Period], breaks: &[Period]) -> Result<Line, ChartError> {
    let mut values = vec![None; periods.len()];
    let mut intervals = vec![None; periods.len()];
    for (nth, point) in points.iter().enumerate() {
        if let Ok(at) = periods.binary_search(&point.period) {
            values[at] = point.value.known().map(finite).transpose()?;
            intervals[at] = own.get(nth).copied().flatten().map(ends).transpose()?;
        }
    }
    let breaks = breaks.iter().map(|from| index_from(periods, *from)).collect();
    let intervals = if intervals.iter().any(Option::is_some) { intervals } else { Vec::new() };
    Ok(Line { name: name.to_owned(), values, intervals, breaks })
}

/// A bar for each figure, and beside it those of the comparators.
fn bars(read: &Read<'_>) -> Result<Bars, ChartError> {
    let series: Vec<Series<'_>> = own_and_named(read).collect();
    let mut bars = Vec::new();
    for period in periods(read.metric) {
        for (name, points, intervals) in &series {
            let named = if series.len() == 1 { String::new() } else { format!("{name}, ") };
            let Ok(at) = points.binary_search_by_key(&period, |point| point.period) else { continue };
            bars.push(Bar {
                label: format!("{named}{}", period.label()),
                value: points[at].value.known().map(finite).transpose()?,
                interval: intervals[at].map(ends).transpose()?,
                note: reason(&points[at]),
            });
        }
    }
    Ok(Bars { bars })
}

fn dots(read: &Read<'_>, areas: &Areas) -> Result<Dots, ChartError> {
    let rows = Areas::by_value(areas.all.iter().take(MOST_DOTS).cloned());
    let reference = areas.line.as_ref().map(|(label, value)| {
        Ok::<_, ChartError>(Reference { label: label.clone(), value: finite(*value)? })
    });
    Ok(Dots {
        rows: rows.iter().map(|area| dot(read, areas, area)).collect::<Result<_, _>>()?,
        reference: reference.transpose()?,
    })
}

/// A row: its word is the figure; the authority's own also says how it stands.
fn dot(read: &Read<'_>, areas: &Areas, area: &Area) -> Result<DotRow, ChartError> {
    let said = area.value.map_or_else(|| area.reason.clone(), |value| wording::value(read.metric, value));
    let beside = beside_line(areas).filter(|_| area.own).map(|(result, name)| (result.label(), name));
    Ok(DotRow {
        label: area.name.clone(),
        value: area.value.map(finite).transpose()?,
        interval: area.interval.map(ends).transpose()?,
        own: area.own,
        word: beside.map_or_else(|| said.clone(), |(label, name)| format!("{said}, {label} {name}")),
    })
}

/// How the authority stands beside the area that the line is of.
pub(super) fn beside_line(areas: &Areas) -> Option<(Comparison, &str)> {
    let (name, _) = areas.line.as_ref()?;
    let area = areas.all.iter().find(|area| area.name == *name && !area.own)?;
    Some((area.compared?, name))
}

fn funnel_of(read: &Read<'_>, areas: &Areas) -> Result<Funnel, ChartError> {
    let among_all = areas.among_all();
    let placed = || areas.all.iter().filter(|area| area.position.is_some()).take(MOST_IN_FUNNEL);
    let point = |area: &Area| {
        Ok(FunnelPoint {
            label: area.name.clone(),
            denominator: finite(area.counts.map_or(0.0, |(_, n)| n))?,
            value: area.value.map(finite).transpose()?,
            own: area.own,
        })
    };
    let all = || placed().filter_map(|area| area.counts).map(|(_, n)| n);
    let (least, most) = (all().fold(f64::MAX, f64::min), all().fold(0.0, f64::max));
    let label = areas.line.as_ref().map_or("All together", |(name, _)| name);
    Ok(Funnel {
        points: placed().map(point).collect::<Result<_, ChartError>>()?,
        overall: Some(Reference { label: label.to_owned(), value: finite(100.0 * among_all)? }),
        limits: limits(among_all, least, most)?,
        across: "How many the share is of".to_owned(),
        upright: wording::unit(read.metric),
    })
}

/// The curves from below the least denominator up to the greatest, in steps
/// that are short where they are steep. Nearer to nothing they leave the page.
fn limits(among_all: f64, least: f64, most: f64) -> Result<Vec<FunnelLimits>, ChartError> {
    let mut limits = Vec::new();
    let first = (least / 2.0).max(1.0).min(most);
    for step in 0..=FUNNEL_STEPS {
        let n = first + (most - first) * (f64::from(step) / f64::from(FUNNEL_STEPS)).powi(2);
        let at = |level| funnel(among_all, n, level);
        let Some((narrow, wide)) = at(Level::NinetyFive).zip(at(Level::NinetyNineEight)) else { continue };
        limits.push(FunnelLimits {
            denominator: finite(n)?,
            lower95: finite(100.0 * narrow.lower)?,
            upper95: finite(100.0 * narrow.upper)?,
            lower998: finite(100.0 * wide.lower)?,
            upper998: finite(100.0 * wide.upper)?,
        });
    }
    Ok(limits)
}

fn ends(interval: Interval) -> Result<Ends, ChartError> {
    Ok(Ends { lower: finite(interval.lower)?, upper: finite(interval.upper)? })
}

/// Figures are finite since `parse`; the chart asks again.
fn finite(value: f64) -> Result<Finite, ChartError> {
    Finite::try_from(value).map_err(|error| ChartError::Drawing(error.to_string()))
}
