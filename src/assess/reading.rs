//! What a metric's figures say, read plainly: the first, the last, and the
//! way between them. No test of significance is made here, and no cause named.

use crate::model::{Better, Metric, Period, Point};

/// What a series says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The first known figure since the last break.
    pub first: Option<(Period, f64)>,
    /// The last known figure.
    pub last: Option<(Period, f64)>,
    /// The way between them.
    pub movement: Movement,
    /// Whether the last figure meets the target of its period; none without a
    /// target or where neither way is better.
    pub meets_target: Option<bool>,
}

/// The way from a first figure to a last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// No known figure.
    Nothing,
    /// One known figure.
    Single,
    /// The same figure at both ends, as printed.
    Level,
    /// More.
    Up,
    /// Less.
    Down,
}

impl Reading {
    /// Reads a metric's own figures. A series is not read across a break.
    pub fn of(metric: &Metric) -> Self {
        let since = metric.breaks.iter().map(|broken| broken.period.start()).max();
        let unbroken = |point: &&Point| since.is_none_or(|since| point.period.start() >= since);
        let mut known = metric
            .points
            .iter()
            .filter(unbroken)
            .filter_map(|point| Some((point.period, point.value.known()?)));
        let first = known.next();
        let last = known.next_back().or(first);
        Self {
            first,
            last,
            movement: movement(metric, first, last),
            meets_target: meets_target(metric, last),
        }
    }
}

fn movement(metric: &Metric, first: Option<(Period, f64)>, last: Option<(Period, f64)>) -> Movement {
    let (Some(first), Some(last)) = (first, last) else { return Movement::Nothing };
    let scale = 10f64.powi(i32::from(metric.decimals));
    let (a, b) = ((first.1 * scale).round(), (last.1 * scale).round());
    match b.total_cmp(&a) {
        _ if first.0 == last.0 => Movement::Single,
        std::cmp::Ordering::Equal => Movement::Level,
        std::cmp::Ordering::Greater => Movement::Up,
        std::cmp::Ordering::Less => Movement::Down,
    }
}

fn meets_target(metric: &Metric, last: Option<(Period, f64)>) -> Option<bool> {
    let (period, value) = last?;
    let target = metric.target_at(period.start())?;
    match metric.better {
        Better::Higher => Some(value >= target),
        Better::Lower => Some(value <= target),
        Better::Neither => None,
    }
}
