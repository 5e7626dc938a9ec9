//! A metric as a figure: its chart, the same figures in a table, and a csv.

use std::collections::BTreeSet;

use serde::Serialize;

use super::control;
use super::csv_file::CsvFile;
use super::path::SitePath;
use super::wording;
use crate::assess::{ControlReading, Reading};
use crate::chart::{Bar, Bars, Chart, ChartError, Finite, Line, Mark, Shape, Trend};
use crate::model::{ChartKind, Item, Metric, Period, Point, PointValue, Publication, day_label, parse_date};

/// More periods than this are drawn as they come.
const LONGEST_AXIS: usize = 5000;

/// What a page shows of a metric.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Figure {
    /// Its id on a page.
    pub(super) id: String,
    /// The finding: the chart's title.
    pub(super) finding: String,
    /// Measure, unit, place and period.
    pub(super) caption: String,
    /// The plain question that it answers.
    pub(super) question: Option<String>,
    /// The drawing.
    pub(super) svg: String,
    /// The same figures.
    pub(super) table: Table,
    /// What a reader should know of breaks and phases.
    pub(super) notes: Vec<String>,
    /// Where the figures come from.
    pub(super) sources: Vec<Source>,
    /// Its csv file, from the site's root.
    pub(super) csv: String,
    /// Its page, from the site's root.
    pub(super) page: String,
}

/// The figures of a metric as rows.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    pub(super) period: String,
    pub(super) cells: Vec<String>,
}

/// Where figures come from, in words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Source {
    /// Whose figures.
    pub(super) of: String,
    pub(super) name: String,
    pub(super) url: Option<String>,
    /// Publisher, date, code and handbook, licence, status.
    pub(super) details: Vec<String>,
}

/// The csv file of a metric.
pub(super) fn csv_path(id: &str) -> SitePath {
    SitePath::new(format!("data/metrics/{id}.csv"))
}

/// Draws a metric.
///
/// # Errors
/// Where the chart cannot be drawn; what the pack checks should rule that out.
pub(super) fn figure(
    item: &Item,
    metric: &Metric,
    reading: &Reading,
    control: Option<&ControlReading>,
    authority: &str,
) -> Result<Figure, ChartError> {
    let id = format!("figure-{}", item.name().id);
    let finding = wording::finding(&item.basics.title, metric, reading);
    let chart = Chart {
        id: format!("chart-{}", item.name().id),
        title: finding.clone(),
        description: wording::description(metric, authority),
        unit: wording::unit_format(metric),
        shape: shape(metric, control, authority)?,
    };
    let covered = format!("{}, {authority}, {}", wording::unit(metric), wording::span(&metric.points));
    let named = finding.starts_with(&item.basics.title);
    let caption = if named { covered } else { format!("{}. {covered}", item.basics.title) };
    Ok(Figure {
        svg: chart.draw()?,
        table: table(metric, control, authority),
        notes: notes(metric, control),
        sources: sources(metric, authority),
        csv: csv_path(&item.name().id).as_str().to_owned(),
        page: super::address::address(item.name()).path.as_str().to_owned(),
        question: metric.question.clone(),
        id,
        finding,
        caption,
    })
}

/// A line where there is a way to follow, bars where there are one or two figures.
fn shape(metric: &Metric, control: Option<&ControlReading>, authority: &str) -> Result<Shape, ChartError> {
    if let Some(control) = control {
        return control::shape(metric, control).map(Shape::Control);
    }
    let known = metric.points.iter().filter(|point| point.value.known().is_some()).count();
    let kind = metric.chart.unwrap_or(if known < 3 { ChartKind::Bars } else { ChartKind::Trend });
    match kind {
        ChartKind::Trend | ChartKind::Spc => trend(metric, authority).map(Shape::Trend),
        ChartKind::Bars => bars(metric, authority).map(Shape::Bars),
    }
}

fn trend(metric: &Metric, authority: &str) -> Result<Trend, ChartError> {
    let periods = axis(metric);
    let breaks: Vec<Period> = metric.breaks.iter().map(|broken| broken.period).collect();
    // What began may have changed the authority's own figures, and no one else's.
    let own: Vec<Period> =
        breaks.iter().copied().chain(metric.phases.iter().map(|phase| phase.from)).collect();
    let mut lines = vec![line(authority, &metric.points, &periods, &own)?];
    // Four lines are as many as can be told apart; the table has them all.
    for comparator in metric.comparators.iter().take(3) {
        lines.push(line(&comparator.name.value, &comparator.points, &periods, &breaks)?);
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

/// Every period of the metric and of those it is compared with.
fn periods(metric: &Metric) -> Vec<Period> {
    let others = metric.comparators.iter().flat_map(|comparator| &comparator.points);
    let all: BTreeSet<Period> = metric.points.iter().chain(others).map(|point| point.period).collect();
    all.into_iter().collect()
}

/// The same, with the periods between them that nobody has a figure for: time
/// is drawn as long as it was.
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

fn line(name: &str, points: &[Point], periods: &[Period], breaks: &[Period]) -> Result<Line, ChartError> {
    let mut values = vec![None; periods.len()];
    let mut margins = vec![None; periods.len()];
    for point in points {
        if let Ok(at) = periods.binary_search(&point.period) {
            values[at] = point.value.known().map(finite).transpose()?;
            margins[at] = point.margin.filter(|_| point.value.known().is_some()).map(finite).transpose()?;
        }
    }
    let breaks = breaks.iter().map(|from| index_from(periods, *from)).collect();
    let margins = if margins.iter().any(Option::is_some) { margins } else { Vec::new() };
    Ok(Line { name: name.to_owned(), values, margins, breaks })
}

/// A bar for each figure, and beside it those of the comparators.
fn bars(metric: &Metric, authority: &str) -> Result<Bars, ChartError> {
    let own = std::iter::once((authority, &metric.points));
    let others =
        metric.comparators.iter().map(|comparator| (comparator.name.value.as_str(), &comparator.points));
    let series: Vec<(&str, &Vec<Point>)> = own.chain(others).collect();
    let mut bars = Vec::new();
    for period in periods(metric) {
        for (name, points) in &series {
            let named = if series.len() == 1 { String::new() } else { format!("{name}, ") };
            bars.extend(at(points, period).map(|point| bar(&named, point)).transpose()?);
        }
    }
    Ok(Bars { bars })
}

fn bar(named: &str, point: &Point) -> Result<Bar, ChartError> {
    Ok(Bar {
        label: format!("{named}{}", point.period.label()),
        value: point.value.known().map(finite).transpose()?,
        margin: point.margin.map(finite).transpose()?,
        note: reason(point),
    })
}

/// Figures are finite since `parse`; the chart asks again.
fn finite(value: f64) -> Result<Finite, ChartError> {
    Finite::try_from(value).map_err(|error| ChartError::Drawing(error.to_string()))
}

fn reason(point: &Point) -> String {
    match point.value {
        PointValue::Missing(reason) => reason.label().into_owned(),
        PointValue::Known(_) => String::new(),
    }
}

/// The figures as they are drawn, with what a drawing cannot say. Columns that
/// would be empty are left out.
fn table(metric: &Metric, control: Option<&ControlReading>, authority: &str) -> Table {
    let periods = periods(metric);
    let own = |period: &Period| at(&metric.points, *period);
    let mut columns: Vec<(String, Vec<String>)> =
        vec![(authority.to_owned(), periods.iter().map(|period| said(metric, own(period))).collect())];
    let count = |value: Option<f64>| value.map_or(String::new(), plain);
    let mut add = |name: &str, cells: Vec<String>| {
        if cells.iter().any(|cell| !cell.is_empty()) {
            columns.push((name.to_owned(), cells));
        }
    };
    let each = |read: &dyn Fn(&Point) -> Option<f64>| -> Vec<String> {
        periods.iter().map(|period| count(own(period).and_then(read))).collect()
    };
    add("Numerator", each(&|point| point.numerator));
    add("Denominator", each(&|point| point.denominator));
    add("Margin of error, ±", each(&|point| point.margin));
    let target = |period: &Period| metric.target_at(period.start());
    add(
        "Target",
        periods
            .iter()
            .map(|period| target(period).map_or(String::new(), |v| wording::value(metric, v)))
            .collect(),
    );
    for (name, cells) in control.map_or(Vec::new(), |control| control::columns(metric, control, &periods)) {
        add(&name, cells);
    }
    for comparator in &metric.comparators {
        let cells = periods.iter().map(|period| match at(&comparator.points, *period) {
            None => "–".to_owned(),
            point => said(metric, point),
        });
        let name = &comparator.name.value;
        add(name, cells.collect());
        let point = |period: &Period| at(&comparator.points, *period);
        let margins = periods.iter().map(|period| count(point(period).and_then(|point| point.margin)));
        add(&format!("{name}, margin of error, ±"), margins.collect());
        let notes = periods
            .iter()
            .map(|period| point(period).and_then(|point| point.note.clone()).unwrap_or_default());
        add(&format!("{name}, note"), notes.collect());
    }
    let note = |period: &Period| own(period).and_then(|point| point.note.clone()).unwrap_or_default();
    add("Note", periods.iter().map(note).collect());
    let rows = periods.iter().enumerate().map(|(at, period)| Row {
        period: period.label(),
        cells: columns.iter().map(|(_, cells)| cells[at].clone()).collect(),
    });
    Table { rows: rows.collect(), columns: columns.iter().map(|(name, _)| name.clone()).collect() }
}

fn at(points: &[Point], period: Period) -> Option<&Point> {
    points.binary_search_by_key(&period, |point| point.period).ok().map(|found| &points[found])
}

fn said(metric: &Metric, point: Option<&Point>) -> String {
    match point.map(|point| point.value) {
        Some(PointValue::Known(value)) => wording::value(metric, value),
        Some(PointValue::Missing(reason)) => reason.label().into_owned(),
        None => "–".to_owned(),
    }
}

/// A number as written, for numerators, denominators and files.
pub(super) fn plain(value: f64) -> String {
    value.to_string()
}

fn notes(metric: &Metric, control: Option<&ControlReading>) -> Vec<String> {
    let own = control.map_or(Vec::new(), control::notes);
    let breaks = metric.breaks.iter().map(|broken| {
        format!(
            "The line breaks at {}: {}. Figures on either side cannot be compared.",
            broken.period.label(),
            broken.why
        )
    });
    let phases = metric.phases.iter().map(|phase| format!("From {}: {}.", phase.from.label(), phase.label));
    let hidden = metric
        .comparators
        .iter()
        .skip(if control.is_some() { 0 } else { 3 })
        .map(|comparator| format!("{} is in the table and not in the chart.", comparator.name.value));
    let drawn_as_bars = metric.chart == Some(ChartKind::Bars) && !metric.target.is_empty();
    let target = drawn_as_bars.then(|| "The target is in the table.".to_owned());
    own.into_iter().chain(breaks).chain(phases).chain(hidden).chain(target).collect()
}

fn sources(metric: &Metric, authority: &str) -> Vec<Source> {
    let own = source(authority, &metric.source);
    let others = metric.comparators.iter().filter_map(|comparator| {
        comparator.source.as_ref().map(|publication| source(&comparator.name.value, publication))
    });
    std::iter::once(own).chain(others).collect()
}

fn source(of: &str, publication: &Publication) -> Source {
    let code = publication.code.as_ref().map(|code| match &publication.handbook {
        Some(handbook) => format!("code {code} of the handbook {handbook}"),
        None => format!("code {code}"),
    });
    let day = |when: &String| parse_date(when).map_or_else(|| when.clone(), day_label);
    let published = publication.published.as_ref().map(|when| format!("published {}", day(when)));
    let status = publication.status.map(|status| status.label().to_owned());
    let details = [publication.publisher.clone(), published, code, publication.licence.clone(), status];
    Source {
        of: of.to_owned(),
        name: publication.name.clone(),
        url: publication.url.clone(),
        details: details.into_iter().flatten().collect(),
    }
}

/// The figures as a csv file: full precision, one row a figure.
pub(super) fn csv(
    metric: &Metric,
    control: Option<&ControlReading>,
    authority: &str,
) -> Result<Vec<u8>, csv::Error> {
    let columns =
        ["period", "who", "value", "numerator", "denominator", "margin", "missing", "note", "target"];
    let of_control = control.map_or(&[][..], |_| &control::CSV_COLUMNS);
    let mut file = CsvFile::with_columns(columns.iter().chain(of_control))?;
    let own = std::iter::once((authority, &metric.points));
    let others =
        metric.comparators.iter().map(|comparator| (comparator.name.value.as_str(), &comparator.points));
    for (who, points) in own.chain(others) {
        for point in points {
            let number = |value: Option<f64>| value.map_or(String::new(), plain);
            let cells = [
                point.period.to_string(),
                who.to_owned(),
                number(point.value.known()),
                number(point.numerator),
                number(point.denominator),
                number(point.margin),
                reason(point),
                point.note.clone().unwrap_or_default(),
                number(metric.target_at(point.period.start()).filter(|_| who == authority)),
            ];
            // The lines are the authority's own; the others' rows stay empty there.
            let lines = control
                .map(|control| control::csv_cells((who == authority).then_some(control), point.period));
            file.row(cells.into_iter().chain(lines.into_iter().flatten()))?;
        }
    }
    file.bytes()
}
