//! The figures of a metric as tables: what is drawn, with what a drawing
//! cannot say.

use serde::Serialize;

use super::super::{control, wording};
use super::areas::{Area, Areas};
use super::shape::{Drawing, MOST_OTHER_LINES, Plan};
use super::{Read, periods};
use crate::assess::{Comparison, Interval, at_period};
use crate::model::{Comparator, Metric, Period, Point, PointValue};

/// A table on a page has the last so many periods: longer ones are for the csv file.
const MOST_ROWS: usize = 100;

/// The heading of intervals.
const INTERVAL: &str = "95% interval";

/// Figures as rows.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct Table {
    /// Measure, unit, place and period.
    pub(in crate::site) caption: String,
    /// The heading of the first column.
    pub(in crate::site) head: &'static str,
    pub(in crate::site) columns: Vec<String>,
    pub(in crate::site) rows: Vec<Row>,
}

#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct Row {
    /// The period or area.
    pub(in crate::site) head: String,
    pub(in crate::site) cells: Vec<String>,
}

/// The table of what is drawn, and that of all periods where it is another.
pub(super) fn tables(read: &Read<'_>, plan: &Plan) -> Vec<Table> {
    let by_area = plan.areas().map(|areas| by_area(read, plan, areas));
    by_area.into_iter().chain([by_period(read, plan)]).collect()
}

/// What is said where the table does not have all periods.
pub(super) fn shortened(metric: &Metric) -> Option<String> {
    let count = periods(metric).len();
    (count > MOST_ROWS).then(|| {
        let all = wording::whole(count);
        format!("The table has the last {MOST_ROWS} of {all} periods; the csv file has them all.")
    })
}

/// Columns in the making: those that would be empty are left out.
struct Columns(Vec<(String, Vec<String>)>);

impl Columns {
    fn add(&mut self, name: impl Into<String>, cells: Vec<String>) {
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.0.push((name.into(), cells));
        }
    }

    fn table(self, caption: String, head: &'static str, heads: impl Iterator<Item = String>) -> Table {
        let row = |(at, head): (usize, String)| Row {
            head,
            cells: self.0.iter().map(|(_, cells)| cells[at].clone()).collect(),
        };
        let rows = heads.enumerate().map(row).collect();
        Table { caption, head, rows, columns: self.0.iter().map(|(name, _)| name.clone()).collect() }
    }
}

/// A row for each of the last periods.
fn by_period(read: &Read<'_>, plan: &Plan) -> Table {
    let metric = read.metric;
    let all = periods(metric);
    let periods = &all[all.len().saturating_sub(MOST_ROWS)..];
    let own = Series { metric, points: &metric.points, intervals: &read.figures.own, periods };
    let mut columns = Columns(vec![(read.authority.to_owned(), own.values())]);
    columns.add("Numerator", own.each(|point| wording::some(point.numerator)));
    columns.add("Denominator", own.each(|point| wording::some(point.denominator)));
    columns.add(INTERVAL, own.intervals());
    let target = |period: &Period| metric.target_at(period.start());
    let target = |period| target(period).map_or(String::new(), |value| wording::value(metric, value));
    columns.add("Target", periods.iter().map(target).collect());
    for (name, cells) in read.control.map_or(Vec::new(), |control| control::columns(metric, control, periods))
    {
        columns.add(name, cells);
    }
    for (at, comparator) in over_time(read, plan) {
        let name = &comparator.name.value;
        let intervals = &read.figures.others[at];
        let series = Series { metric, points: &comparator.points, intervals, periods };
        columns.add(name, series.values());
        columns.add(format!("{name}, {INTERVAL}"), series.intervals());
        columns.add(format!("{name}, note"), series.notes());
    }
    columns.add("Note", own.notes());
    let caption = super::caption(read, &wording::span(&metric.points));
    columns.table(caption, "Period", periods.iter().map(|period| period.label()))
}

/// The comparators in the table of periods, each with its number: all, but for
/// those that stand under each other in the table of areas.
fn over_time<'a>(read: &Read<'a>, plan: &Plan) -> impl Iterator<Item = (usize, &'a Comparator)> {
    let most = if plan.areas().is_some() { MOST_OTHER_LINES } else { usize::MAX };
    let peers = read.peers().filter(move |_| most == usize::MAX);
    read.named().take(most).chain(peers)
}

/// What is said where a table of areas leaves out others' figures.
pub(super) fn other_periods(read: &Read<'_>, plan: &Plan) -> Option<&'static str> {
    let period = plan.areas()?.period;
    let there: Vec<usize> = over_time(read, plan).map(|(at, _)| at).collect();
    let others = read.metric.comparators.iter().enumerate().filter(|(at, _)| !there.contains(at));
    let left_out = |points: &[Point]| points.iter().any(|point| point.period != period);
    let any = others.into_iter().any(|(_, other)| left_out(&other.points));
    any.then_some("Others’ figures for other periods are in the csv file.")
}

/// Somebody's figures of some periods.
struct Series<'a> {
    metric: &'a Metric,
    points: &'a [Point],
    intervals: &'a [Option<Interval>],
    periods: &'a [Period],
}

impl Series<'_> {
    /// A cell for each period; empty where there is no figure.
    fn each(&self, cell: impl Fn(&Point) -> String) -> Vec<String> {
        let cells = self.periods.iter().map(|period| at_period(self.points, *period));
        cells.map(|point| point.map_or(String::new(), &cell)).collect()
    }

    fn values(&self) -> Vec<String> {
        let said = |period: &Period| match at_period(self.points, *period).map(|point| point.value) {
            Some(PointValue::Known(value)) => wording::value(self.metric, value),
            Some(PointValue::Missing(reason)) => reason.label().into_owned(),
            None => "–".to_owned(),
        };
        self.periods.iter().map(said).collect()
    }

    fn intervals(&self) -> Vec<String> {
        let interval = |period: &Period| super::areas::interval_at(self.points, self.intervals, *period);
        self.periods.iter().map(|period| range(self.metric, interval(period))).collect()
    }

    fn notes(&self) -> Vec<String> {
        self.each(|point| point.note.clone().unwrap_or_default())
    }
}

/// `59.2 to 73.4`; empty where there is none.
fn range(metric: &Metric, interval: Option<Interval>) -> String {
    interval.map_or(String::new(), |interval| wording::bare_range(metric, interval))
}

/// A row for each area, the highest figure first.
fn by_area(read: &Read<'_>, plan: &Plan, areas: &Areas) -> Table {
    let rows = Areas::by_value(areas.all.iter().cloned());
    let each = |cell: &dyn Fn(&Area) -> String| -> Vec<String> { rows.iter().map(cell).collect() };
    let value =
        |area: &Area| area.value.map_or(area.reason.clone(), |value| wording::value(read.metric, value));
    let beside = |area: &Area| area.compared.map_or("", Comparison::name).to_owned();
    let mut columns = Columns(vec![(wording::unit(read.metric), each(&value))]);
    columns.add("Numerator", each(&|area| wording::some(area.numerator)));
    columns.add("Denominator", each(&|area| wording::some(area.denominator)));
    columns.add(INTERVAL, each(&|area| range(read.metric, area.interval)));
    columns.add(format!("{} beside it", read.authority), each(&beside));
    if matches!(plan.drawing, Drawing::Funnel(_)) {
        let position = |area: &Area| area.position.map_or("not in the funnel", |position| position.label());
        columns.add("In the funnel", each(&|area| position(area).to_owned()));
    }
    columns.table(
        super::caption(read, &areas.period.label()),
        "Area",
        rows.iter().map(|area| area.name.clone()),
    )
}
