//! What stands under a figure: how it compares, and what a reader should know
//! of its chart.

use super::super::control::{self, Said};
use super::super::conversations;
use super::shape::{Drawing, MOST_OTHER_LINES, Plan};
use super::{Read, table, words};
use crate::diagnostic::counted;

/// The notes, whole sentences in the order in which they are needed.
pub(super) fn notes(read: &Read<'_>, plan: &Plan) -> Vec<Said> {
    let metric = read.metric;
    let mut notes: Vec<Said> = plan.why.iter().cloned().map(Said::from).collect();
    notes.extend(conversations::notes(metric, read.log).into_iter().map(Said::from));
    notes.extend(read.control.map_or(Vec::new(), control::notes));
    let mut rest = words::reference(read, plan);
    rest.extend(words::comparisons(read));
    rest.extend(without_interval(read));
    let what = if plan.areas().is_some() { "The series breaks" } else { "The line breaks" };
    rest.extend(metric.breaks.iter().map(|broken| {
        let (period, why) = (broken.period.label(), &broken.why);
        format!("{what} at {period}: {why}. Figures on either side cannot be compared.")
    }));
    rest.extend(metric.phases.iter().map(|phase| format!("From {}: {}.", phase.from.label(), phase.label)));
    rest.extend(not_drawn(read, plan));
    rest.extend(table::shortened(metric));
    rest.extend(table::other_periods(read, plan).map(str::to_owned));
    notes.extend(rest.into_iter().map(Said::from));
    notes
}

/// Why the figures of a survey have no intervals: nobody may take them for
/// figures that need none.
fn without_interval(read: &Read<'_>) -> Option<String> {
    let known = read.metric.points.iter().any(|point| point.value.known().is_some());
    let none = read.figures.own.iter().all(Option::is_none);
    (read.metric.survey && known && none).then(|| {
        "There are no intervals: the figures are those of a survey, and no margin of error is given with them."
            .to_owned()
    })
}

/// What is in the table and not in the chart.
fn not_drawn(read: &Read<'_>, plan: &Plan) -> Vec<String> {
    let drawn = match plan.drawing {
        Drawing::Control => 0,
        Drawing::Trend => MOST_OTHER_LINES,
        Drawing::Bars | Drawing::Benchmark(_) | Drawing::Funnel(_) => usize::MAX,
    };
    let hidden = read.named().skip(drawn);
    let mut notes: Vec<String> = hidden
        .map(|(_, comparator)| format!("{} is in the table and not in the chart.", comparator.name.value))
        .collect();
    if plan.areas().is_none() {
        let names: Vec<&str> = read.peers().map(|(_, peer)| peer.name.value.as_str()).collect();
        match names.as_slice() {
            [] => {}
            [only] => notes.push(format!("{only} is in the table and not in the chart.")),
            many => {
                notes.push(format!("{} are in the table and not in the chart.", counted(many.len(), "peer")));
            }
        }
    }
    match plan.left_out() {
        0 => {}
        1 => notes.push("One more area is in the table and not in the chart.".to_owned()),
        more => notes.push(format!("{more} more areas are in the table and not in the chart.")),
    }
    let has_target = matches!(plan.drawing, Drawing::Control | Drawing::Trend);
    if !has_target && !read.metric.target.is_empty() {
        notes.push("The target is in the table.".to_owned());
    }
    notes
}
