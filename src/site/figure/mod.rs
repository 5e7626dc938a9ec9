//! A metric as a figure: its chart, the same figures in tables, and a csv.

mod areas;
mod csv;
mod notes;
mod shape;
mod source;
mod table;
mod words;

use serde::Serialize;

use super::control::Said;
use super::path::SitePath;
use super::wording;
use crate::assess::{Assessment, ControlReading, FiguresReading, Reading};
use crate::chart::{Chart, ChartError};
use crate::model::{Comparator, Detail, Item, Metric, Period, Point};
use source::sources;

pub(super) use csv::csv;
pub(super) use source::Source;
pub(super) use table::Table;

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
    pub(super) tables: Vec<Table>,
    /// What a reader should know: how it compares, breaks and phases, what is
    /// not drawn.
    pub(super) notes: Vec<Said>,
    /// Where the figures come from.
    pub(super) sources: Vec<Source>,
    /// Its csv file, from the site's root.
    pub(super) csv: String,
    /// Its page, from the site's root.
    pub(super) page: String,
}

/// A metric with all that is known of its figures.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    item: &'a Item,
    metric: &'a Metric,
    reading: &'a Reading,
    control: Option<&'a ControlReading>,
    figures: &'a FiguresReading,
    authority: &'a str,
}

impl<'a> Read<'a> {
    /// A metric as it was assessed; none of any other item.
    pub(super) fn of(item: &'a Item, assessment: &'a Assessment, authority: &'a str) -> Option<Self> {
        let Detail::Metric(metric) = &item.detail else { return None };
        Some(Self {
            item,
            metric,
            reading: assessment.readings.get(item.name())?,
            control: assessment.controls.get(item.name()),
            figures: assessment.figures.get(item.name())?,
            authority,
        })
    }

    /// The comparators that a chart over time can draw, in their order, each
    /// with its number among all.
    fn named(&self) -> impl Iterator<Item = (usize, &'a Comparator)> {
        self.metric.comparators.iter().enumerate().filter(|(_, comparator)| !comparator.peer)
    }

    /// Those that only stand beside each other for one period.
    fn peers(&self) -> impl Iterator<Item = (usize, &'a Comparator)> {
        self.metric.comparators.iter().enumerate().filter(|(_, comparator)| comparator.peer)
    }
}

/// Unit, place and period: `Per cent, Aldermere Council, 2018-19 to 2024-25`.
fn caption(read: &Read<'_>, period: &str) -> String {
    format!("{}, {}, {period}", wording::unit(read.metric), read.authority)
}

/// The csv file of a metric.
pub(super) fn csv_path(id: &str) -> SitePath {
    SitePath::new(format!("data/metrics/{id}.csv"))
}

/// Draws a metric.
///
/// # Errors
/// Where the chart cannot be drawn; what the pack checks should rule that out.
pub(super) fn figure(read: &Read<'_>) -> Result<Figure, ChartError> {
    let Read { item, metric, reading, .. } = *read;
    let id = &item.name().id;
    let plan = shape::Plan::of(read);
    let of_areas = plan.areas().filter(|_| metric.finding.is_none());
    let finding = of_areas
        .and_then(|areas| words::finding(read, areas))
        .unwrap_or_else(|| wording::finding(&item.basics.title, metric, reading, read.figures));
    let chart = Chart {
        id: format!("chart-{id}"),
        title: finding.clone(),
        description: words::description(read, &plan),
        unit: wording::unit_format(metric),
        shape: shape::shape(read, &plan)?,
    };
    let covered = match plan.areas() {
        Some(areas) => areas.period.label(),
        None => wording::span(&metric.points),
    };
    let covered = caption(read, &covered);
    let named = finding.starts_with(&item.basics.title);
    let caption = if named { covered } else { format!("{}. {covered}", item.basics.title) };
    Ok(Figure {
        svg: chart.draw()?,
        tables: table::tables(read, &plan),
        notes: notes::notes(read, &plan),
        sources: sources(metric, read.authority),
        csv: csv_path(id).as_str().to_owned(),
        page: super::address::address(item.name()).path.as_str().to_owned(),
        question: metric.question.clone(),
        id: format!("figure-{id}"),
        finding,
        caption,
    })
}

/// Every period of a metric and of those it is compared with, in order.
fn periods(metric: &Metric) -> Vec<Period> {
    let others = metric.comparators.iter().flat_map(|comparator| &comparator.points);
    let mut all: Vec<Period> = metric.points.iter().chain(others).map(|point| point.period).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Why a figure is missing, in words; empty where it is not.
fn reason(point: &Point) -> String {
    match point.value {
        crate::model::PointValue::Missing(reason) => reason.label().into_owned(),
        crate::model::PointValue::Known(_) => String::new(),
    }
}
