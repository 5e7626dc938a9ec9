//! The control chart of a metric: its figures as a series for [`spc`](super::spc).

use jiff::civil::Date;

use super::spc::{Control, Options, Row, Series};
use crate::model::{Metric, Period, Point, SpcOptions};

/// A metric's control chart on a day.
#[derive(Clone, Debug)]
pub struct ControlReading {
    /// The periods of its rows, in order.
    pub periods: Vec<Period>,
    /// The numbers.
    pub control: Control,
}

impl ControlReading {
    /// The control chart of a metric that asks for one, from the figures of
    /// periods that have begun by a day. Limits start again at each break and phase.
    pub fn of(metric: &Metric, options: &SpcOptions, as_of: Date) -> Self {
        let points: Vec<&Point> =
            metric.points.iter().filter(|point| point.period.start() <= as_of).collect();
        let breaks = metric.breaks.iter().map(|broken| broken.period.start());
        let starts: Vec<Date> = breaks.chain(metric.phases.iter().map(|phase| phase.from.start())).collect();
        let row = |point: &&Point| Row {
            segment: starts.iter().filter(|start| **start <= point.period.start()).count(),
            value: point.value.known(),
            target: metric.target_at(point.period.start()),
        };
        let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let options = Options {
            screen: options.screen,
            baseline: options.baseline.map(count),
            least_points: count(options.least_points),
        };
        let series = Series { rows: points.iter().map(row).collect(), better: metric.better, options };
        let periods = points.iter().map(|point| point.period).collect();
        Self { periods, control: Control::of(&series) }
    }
}
