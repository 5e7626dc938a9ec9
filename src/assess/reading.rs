//! What a metric's figures say, read plainly: the first, the last, and the
//! way between them. No test of significance is made here, and no cause named.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::model::{Better, Metric, Period, Point};

/// What a series says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The first known figure since the last break.
    pub first: Option<Known>,
    /// The last known figure.
    pub last: Option<Known>,
    /// The way between them.
    pub movement: Movement,
    /// Whether the last figure meets the target of its period; none without a
    /// target or where neither way is better.
    pub meets_target: Option<bool>,
}

/// A figure that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Its period.
    pub period: Period,
    /// Its value.
    pub value: f64,
    /// Its published margin of error.
    pub margin: Option<f64>,
}

impl Known {
    fn of(point: &Point) -> Option<Self> {
        Some(Self { period: point.period, value: point.value.known()?, margin: point.margin })
    }

    /// Whether the values of two figures lie within each other's reach: their
    /// published margins overlap. No margins, no saying.
    fn overlaps(self, other: Self) -> bool {
        let reach = self.margin.zip(other.margin).map(|(a, b)| a + b);
        reach.is_some_and(|reach| (self.value - other.value).abs() <= reach)
    }
}

/// The way from a first figure to a last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// No known figure.
    Nothing,
    /// One known figure.
    Single,
    /// The same figure at both ends.
    Level,
    /// More.
    Up,
    /// Less.
    Down,
    /// More or less, and so little that the margins of error overlap.
    Within,
}

impl Reading {
    /// Reads a metric's own figures of periods that have begun by a day. A
    /// series is not read across a break.
    pub fn of(metric: &Metric, as_of: Date) -> Self {
        let begun = || metric.points.iter().filter(|point| point.period.start() <= as_of);
        // The run that the last figure belongs to begins at the last break before it.
        let latest = begun().rev().find_map(Known::of).map(|known| known.period.start());
        let breaks = metric.breaks.iter().map(|broken| broken.period.start());
        let since = breaks.filter(|start| latest.is_some_and(|latest| *start <= latest)).max();
        let unbroken = |point: &&Point| since.is_none_or(|since| point.period.start() >= since);
        let mut known = begun().filter(unbroken).filter_map(Known::of);
        let first = known.next();
        let last = known.next_back().or(first);
        Self { first, last, movement: movement(first, last), meets_target: meets_target(metric, last) }
    }
}

fn movement(first: Option<Known>, last: Option<Known>) -> Movement {
    let (Some(first), Some(last)) = (first, last) else { return Movement::Nothing };
    match last.value.total_cmp(&first.value) {
        _ if first.period == last.period => Movement::Single,
        Ordering::Equal => Movement::Level,
        _ if first.overlaps(last) => Movement::Within,
        Ordering::Greater => Movement::Up,
        Ordering::Less => Movement::Down,
    }
}

fn meets_target(metric: &Metric, last: Option<Known>) -> Option<bool> {
    let Known { period, value, .. } = last?;
    let target = metric.target_at(period.start())?;
    match metric.better {
        Better::Higher => Some(value >= target),
        Better::Lower => Some(value <= target),
        Better::Neither => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(year: i16, value: f64, margin: Option<f64>) -> Known {
        Known { period: Period::FinancialYear(year), value, margin }
    }

    #[test]
    fn margins_that_touch_overlap() {
        // 72.4 less 68.9 is 3.5; the margins reach 3.2 and 3.4, 6.6 together.
        assert!(known(2018, 68.9, Some(3.4)).overlaps(known(2024, 72.4, Some(3.2))));
        // 80 less 70 is 10, and the margins reach 4 and 5.
        assert!(!known(2018, 70.0, Some(4.0)).overlaps(known(2024, 80.0, Some(5.0))));
        assert!(!known(2018, 70.0, None).overlaps(known(2024, 70.1, Some(5.0))));
    }
}
