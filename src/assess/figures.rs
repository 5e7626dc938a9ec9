//! The interval of each of a metric's figures, and what the last of them says
//! beside those of others. `docs/figures.md` has the rules in words; pages, csv
//! files and open data all take them from here.

use jiff::civil::Date;

use super::intervals::{Comparison, Interval, Level, compare, rate, wilson};
use crate::model::{Metric, Period, Point, Unit};

/// A metric's figures with what can be said of chance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FiguresReading {
    /// The 95 % interval of each own figure, in the metric's unit and the
    /// order of its points; none where none can be worked out honestly.
    pub own: Vec<Option<Interval>>,
    /// The same for each comparator, in their order.
    pub others: Vec<Vec<Option<Interval>>>,
    /// What the last own figure that has an interval is set against: the
    /// comparators in their order, then the authority's own first figure.
    pub comparisons: Vec<Compared>,
}

/// A figure set against another.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What it is set against.
    pub with: With,
    /// The period of the own figure.
    pub period: Period,
    /// The own figure and its 95 % interval.
    pub figure: Interval,
    /// The period of the other figure: the same, but for the own first one.
    pub other_period: Period,
    /// The other figure.
    pub other: f64,
    /// The interval of the own first figure. Others' intervals are not
    /// considered: their figures stand as they are published.
    pub other_interval: Option<Interval>,
    /// How it stands.
    pub result: Comparison,
}

/// What a figure is set against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// The comparator with this number, from 0.
    Comparator(usize),
    /// The authority's own first figure since the last break.
    OwnFirst,
}

impl FiguresReading {
    /// Reads a metric's figures; those of periods that have not begun by a day
    /// are not compared.
    pub fn of(metric: &Metric, as_of: Date) -> Self {
        let of = |points: &[Point]| -> Vec<Option<Interval>> {
            points.iter().map(|point| interval(metric, point)).collect()
        };
        let others = metric.comparators.iter().map(|comparator| of(&comparator.points));
        let mut reading = Self { own: of(&metric.points), others: others.collect(), comparisons: Vec::new() };
        reading.comparisons = reading.compared(metric, as_of);
        reading
    }

    /// The last own figure with an interval, against everything that it can be.
    fn compared(&self, metric: &Metric, as_of: Date) -> Vec<Compared> {
        let begun = |at: &usize| metric.points[*at].period.start() <= as_of;
        let mut own = (0..metric.points.len()).rev().filter(begun);
        let Some((last, figure)) = own.find_map(|at| Some((at, self.own[at]?))) else { return Vec::new() };
        let period = metric.points[last].period;
        let others = (0..metric.comparators.len()).filter_map(|at| self.against(metric, at, period));
        others.chain(self.with_own_first(metric, period, figure)).collect()
    }

    /// The own figure of a period against a comparator's; none where one of
    /// them is missing or the own one has no interval.
    pub fn against(&self, metric: &Metric, comparator: usize, period: Period) -> Option<Compared> {
        let at = metric.points.binary_search_by_key(&period, |point| point.period).ok()?;
        let figure = self.own[at]?;
        let other = at_period(&metric.comparators.get(comparator)?.points, period)?.value.known()?;
        let result = compare(figure, other, metric.better);
        let with = With::Comparator(comparator);
        Some(Compared { with, period, figure, other_period: period, other, other_interval: None, result })
    }

    /// The own first figure has an interval as wide as the last one's: where
    /// the two overlap, the figures are similar.
    fn with_own_first(&self, metric: &Metric, period: Period, figure: Interval) -> Option<Compared> {
        let breaks = metric.breaks.iter().map(|broken| broken.period.start());
        let since = breaks.filter(|start| *start <= period.start()).max();
        let unbroken = |point: &Point| since.is_none_or(|since| point.period.start() >= since);
        let known = |point: &&Point| unbroken(point) && point.value.known().is_some();
        let first = metric.points.iter().find(known).filter(|first| first.period < period)?;
        let other = first.value.known()?;
        let at = metric.points.binary_search_by_key(&first.period, |point| point.period).ok()?;
        let other_interval = self.own[at];
        let overlap = |it: Interval| it.lower <= figure.upper && it.upper >= figure.lower;
        let result = if other_interval.is_some_and(overlap) {
            Comparison::Similar
        } else {
            compare(figure, other, metric.better)
        };
        let other_period = first.period;
        Some(Compared { with: With::OwnFirst, period, figure, other_period, other, other_interval, result })
    }

    /// What the figure of a period is beside a comparator.
    pub fn beside(&self, comparator: usize, period: Period) -> Option<&Compared> {
        let with = With::Comparator(comparator);
        self.comparisons.iter().find(|one| one.with == with && one.period == period)
    }

    /// What the figure of a period is beside the own first one.
    pub fn beside_own_first(&self, period: Period) -> Option<&Compared> {
        self.comparisons.iter().find(|one| one.with == With::OwnFirst && one.period == period)
    }
}

/// The figure of a period, of figures in order of time.
pub fn at_period(points: &[Point], period: Period) -> Option<&Point> {
    points.binary_search_by_key(&period, |point| point.period).ok().map(|found| &points[found])
}

/// The 95 % interval of a figure, in the metric's unit.
fn interval(metric: &Metric, point: &Point) -> Option<Interval> {
    let value = point.value.known()?;
    match point.margin {
        Some(margin) => Interval::of_margin(value, margin).map(|it| held(it, metric.unit)),
        None if metric.survey => None,
        None => {
            let (x, n) = point.numerator.zip(point.denominator)?;
            around(value, counted(metric, x, n)?, metric.decimals)
        }
    }
}

/// The interval of so many of so many.
fn counted(metric: &Metric, x: f64, n: f64) -> Option<Interval> {
    match metric.unit {
        Unit::Percent => {
            let share = wilson(x, n, Level::NinetyFive)?;
            let [lower, value, upper] = [share.lower, share.value, share.upper].map(|part| 100.0 * part);
            Some(Interval { lower, value, upper })
        }
        Unit::Rate => rate(x, n, metric.per?, Level::NinetyFive),
        Unit::Days | Unit::Count | Unit::Score | Unit::Pounds => None,
    }
}

/// An interval of counts around the value as it is published: counts that give
/// another value are not its counts. Rounding to the printed digits is no other.
fn around(value: f64, counted: Interval, decimals: u8) -> Option<Interval> {
    let rounding = 0.5 * 10f64.powi(-i32::from(decimals));
    let its_own = value >= counted.lower - rounding && value <= counted.upper + rounding;
    let (lower, upper) = (counted.lower.min(value), counted.upper.max(value));
    its_own.then_some(Interval { lower, value, upper })
}

/// An interval that ends where the measure does.
fn held(interval: Interval, unit: Unit) -> Interval {
    let Interval { lower, value, upper } = interval;
    let least = match unit {
        Unit::Percent | Unit::Days | Unit::Count | Unit::Rate => 0.0,
        Unit::Score | Unit::Pounds => f64::MIN,
    };
    let most = if unit == Unit::Percent { 100.0 } else { f64::MAX };
    Interval { lower: lower.max(least).min(value), value, upper: upper.min(most).max(value) }
}
