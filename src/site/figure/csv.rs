//! The figures of a metric as a csv file: full precision, one row a figure.

use super::super::csv_file::CsvFile;
use super::super::{control, wording};
use super::{Read, reason};
use crate::assess::Interval;
use crate::model::Point;

/// The columns of every metric; a control chart adds its own.
const COLUMNS: [&str; 14] = [
    "period",
    "from",
    "to",
    "who",
    "unit",
    "value",
    "numerator",
    "denominator",
    "margin",
    "lower",
    "upper",
    "missing",
    "note",
    "target",
];

/// The file: the authority's own figures, then those of each comparator.
///
/// # Errors
/// What `csv` says; with memory behind it there is nothing to say.
pub(in crate::site) fn csv(read: &Read<'_>) -> Result<Vec<u8>, csv::Error> {
    let of_control = read.control.map_or(&[][..], |_| &control::CSV_COLUMNS);
    let mut file = CsvFile::with_columns(COLUMNS.iter().chain(of_control))?;
    let own = std::iter::once((read.authority, &read.metric.points, &read.figures.own));
    let others = read.metric.comparators.iter().zip(&read.figures.others);
    let others = others.map(|(other, intervals)| (other.name.value.as_str(), &other.points, intervals));
    for (nth, (who, points, intervals)) in own.chain(others).enumerate() {
        for (point, interval) in points.iter().zip(intervals) {
            let target = read.metric.target_at(point.period.start()).filter(|_| nth == 0);
            let cells = cells(read, who, point, *interval, target);
            // The lines are the authority's own; the others' rows stay empty there.
            let lines =
                read.control.map(|control| control::csv_cells((nth == 0).then_some(control), point.period));
            file.row(cells.into_iter().chain(lines.into_iter().flatten()))?;
        }
    }
    file.bytes()
}

fn cells(
    read: &Read<'_>,
    who: &str,
    point: &Point,
    interval: Option<Interval>,
    target: Option<f64>,
) -> [String; 14] {
    let number = |value: Option<f64>| value.map_or(String::new(), wording::plain);
    [
        point.period.to_string(),
        point.period.start().to_string(),
        point.period.end().to_string(),
        who.to_owned(),
        wording::unit_name(read.metric),
        number(point.value.known()),
        number(point.numerator),
        number(point.denominator),
        number(point.margin),
        number(interval.map(|interval| interval.lower)),
        number(interval.map(|interval| interval.upper)),
        reason(point),
        point.note.clone().unwrap_or_default(),
        number(target),
    ]
}
