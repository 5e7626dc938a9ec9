//! Percentages of which some are written as shares of one: 0.61 beside 61.4.
//! Both can be true of a percentage, so this is asked of all the figures of a
//! metric together, once those of published files have been read.

use crate::diagnostic::{Code, Finding};
use crate::model::{Detail, Item, Point, Unit};

/// How far a share, times a hundred, may be from the percentages that it
/// seems to be one of: a third of the least of them to three times the most.
const NEAR: f64 = 3.0;

/// Reports the first figure of each series that looks like a share of one.
pub(super) fn check(item: &Item, findings: &mut Vec<Finding>) {
    let Detail::Metric(metric) = &item.detail else { return };
    if metric.unit != Unit::Percent {
        return;
    }
    let others = metric.comparators.iter().map(|other| other.points.as_slice());
    let all: Vec<&[Point]> = std::iter::once(metric.points.as_slice()).chain(others).collect();
    let percentages = all.iter().copied().flatten().filter_map(|point| point.value.known());
    let (least, most) = percentages
        .filter(|value| *value > 1.0)
        .fold((f64::INFINITY, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
    let is_share = |point: &&Point| {
        let value = point.value.known().filter(|value| *value > 0.0 && *value < 1.0);
        let near = |value: f64| (least / NEAR..=most * NEAR).contains(&(100.0 * value));
        point.note.is_none() && value.is_some_and(near)
    };
    if let Some(first) = all_shares(&metric.points).filter(|_| least.is_infinite()) {
        let message = format!(
            "every percentage of this metric is 1 or less: {} is read as {} per cent",
            first.value.known().unwrap_or_default(),
            first.value.known().unwrap_or_default()
        );
        findings.push(Finding::new(Code::MixedScales, first.place.clone(), message).help(
            "percentages are written from 0 to 100: 61.4, not 0.614. If the figures are right, say so in a `note`",
        ));
        return;
    }
    for points in all {
        if let Some(point) = points.iter().find(is_share) {
            findings.push(finding(point, least));
        }
    }
}

/// The first of several figures that are all 1 or less and not all nought.
fn all_shares(points: &[Point]) -> Option<&Point> {
    let known = || points.iter().filter(|point| point.value.known().is_some());
    let small = |point: &Point| point.note.is_none() && point.value.known().is_some_and(|value| value <= 1.0);
    let first = known().find(|point| point.value.known().is_some_and(|value| value > 0.0))?;
    (known().count() > 1 && known().all(small)).then_some(first)
}

fn finding(share: &Point, least: f64) -> Finding {
    let value = share.value.known().unwrap_or_default();
    let message = format!("{value} per cent stands beside figures of {least} per cent and more");
    Finding::new(Code::MixedScales, share.place.clone(), message)
        .help("percentages are written from 0 to 100: 61.4, not 0.614. If the figure is right, say so in its `note`")
}
