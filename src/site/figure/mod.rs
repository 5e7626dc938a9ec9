//! A metric as a figure: its chart, the same figures in tables, and a csv.

mod areas;
mod csv;
mod notes;
mod shape;
mod source;
mod table;
mod words;

use serde::Serialize;

use super::address::address;
use super::control::Said;
use super::kept::{Kept, drawn};
use super::path::SitePath;
use super::{conversations, wording};
use crate::assess::{Assessment, ControlReading, FiguresReading, LogReading, MeasureReading, Reading};
use crate::chart::{Chart, ChartError};
use crate::model::{
    Among, Comparator, Detail, FiguresFrom, Item, LogQuery, Metric, Period, Point, Ref, Settings,
};
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
    id: &'a str,
    title: &'a str,
    /// Where it has a page, or stands on one, from the site's root.
    home: Home<'a>,
    /// The conversation log, where the figures come from it.
    log: Option<&'a LogReading>,
    metric: &'a Metric,
    reading: &'a Reading,
    control: Option<&'a ControlReading>,
    figures: &'a FiguresReading,
    authority: &'a str,
}

impl<'a> Read<'a> {
    /// A metric as it was assessed; none of any other item.
    pub(super) fn of(item: &'a Item, assessment: &'a Assessment, settings: &'a Settings) -> Option<Self> {
        let Detail::Metric(metric) = &item.detail else { return None };
        let log = assessment.log.as_ref().filter(|_| matches!(metric.from, Some(FiguresFrom::Log(_))));
        Some(Self {
            id: &item.name().id,
            title: &item.basics.title,
            home: Home::Metric(item.name()),
            log,
            metric,
            reading: assessment.readings.get(item.name())?,
            control: assessment.controls.get(item.name()),
            figures: assessment.figures.get(item.name())?,
            authority: whose(metric, settings),
        })
    }

    /// A measure of the conversation log.
    pub(super) fn of_log(one: &'a MeasureReading, log: &'a LogReading, authority: &'a str) -> Self {
        Self {
            id: one.measure.name(),
            title: &one.title,
            home: Home::Log,
            log: Some(log),
            metric: &one.metric,
            reading: &one.reading,
            control: None,
            figures: &one.figures,
            authority,
        }
    }

    /// Whether it has no period, or is of the log and all kept back.
    fn is_empty(&self) -> bool {
        let kept_back = || self.log.is_some() && self.reading.last.is_none();
        kept_back() || periods(self.metric).is_empty()
    }

    /// Its csv file.
    fn csv(&self) -> SitePath {
        match self.home {
            Home::Metric(_) => csv_path(self.id),
            Home::Log => SitePath::new(conversations::CSV),
        }
    }

    /// Its page, or its place on one.
    fn page(&self) -> String {
        match self.home {
            Home::Metric(name) => address(name).path.as_str().to_owned(),
            Home::Log => format!("{}#figure-log-{}", conversations::PAGE, self.id),
        }
    }

    /// Its id on a page.
    fn part(&self) -> String {
        match self.home {
            Home::Metric(_) => self.id.to_owned(),
            Home::Log => format!("log-{}", self.id),
        }
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

/// Whose figures a metric has: the authority's, or those of one site or team.
pub(super) fn whose<'a>(metric: &Metric, settings: &'a Settings) -> &'a str {
    let named = match &metric.from {
        Some(FiguresFrom::Log(LogQuery { among: Among::Site(id), .. })) => {
            settings.sites.iter().find(|site| site.id == id.value).map(|site| &site.name)
        }
        Some(FiguresFrom::Log(LogQuery { among: Among::Team(id), .. })) => {
            settings.teams.iter().find(|team| team.id == id.value).map(|team| &team.name)
        }
        _ => None,
    };
    named.unwrap_or(&settings.authority)
}

/// Where a figure belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home<'a> {
    /// On the page of its metric.
    Metric(&'a Ref),
    /// On the page of the conversation log.
    Log,
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
pub(super) fn figure(read: &Read<'_>, kept: Option<&Kept>) -> Result<Figure, ChartError> {
    let Read { title, metric, reading, .. } = *read;
    let id = read.part();
    let plan = shape::Plan::of(read);
    let of_areas = plan.areas().filter(|_| metric.finding.is_none());
    let finding = of_areas.and_then(|areas| words::finding(read, areas)).unwrap_or_else(|| {
        wording::finding(title, metric, reading, read.figures, read.control.map(|it| &it.control))
    });
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
    let named = finding.starts_with(title);
    let caption = if named { covered } else { format!("{title}. {covered}") };
    Ok(Figure {
        // Where nothing can be drawn, the finding and the table say so.
        svg: if read.is_empty() { String::new() } else { drawn(&chart, kept)? },
        tables: table::tables(read, &plan),
        notes: notes::notes(read, &plan),
        sources: sources(metric, read.authority),
        csv: read.csv().as_str().to_owned(),
        page: read.page(),
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
