//! Small numbers in the figures that authors write.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{CellId, Fate, Network, NodeId};
use crate::model::{Detail, Item, KeptBack, Metric, Missing, Period, Point, PointValue, Ref, Unit};

/// Takes what rests on fewer than `below` people out of every metric.
pub(in crate::release) fn keep_back(items: &mut [Arc<Item>], below: u32) {
    if below == 0 {
        return;
    }
    let sums = sums(items, below);
    for (at, item) in items.iter_mut().enumerate() {
        let Detail::Metric(metric) = &item.detail else { continue };
        let kept_back = metric.kept_back();
        if kept_back == KeptBack::Nowhere {
            continue;
        }
        let Metric { unit, per, source, points, comparators, .. } = &**metric;
        let rule = Rule { unit: *unit, per: *per, below };
        let of_sum = |point: &Point| {
            let withheld = sums.get(&point.period).is_some_and(|sums| sums.withholds(at));
            (point.value.known().is_some() && withheld).then_some(Missing::Withheld)
        };
        let own = |point: &Point| rule.reason(point).or_else(|| of_sum(point));
        let own = if kept_back == KeptBack::Here { reasons(points, own) } else { Vec::new() };
        let others = comparators.iter().map(|comparator| {
            let official = comparator.source.as_ref().unwrap_or(source).is_official();
            if official { Vec::new() } else { reasons(&comparator.points, |point| rule.reason(point)) }
        });
        let others: Vec<Reasons> = others.collect();
        if own.is_empty() && others.iter().all(Vec::is_empty) {
            continue;
        }
        let Detail::Metric(metric) = &mut Arc::make_mut(item).detail else { continue };
        take_out(&mut metric.points, own);
        for (comparator, reasons) in metric.comparators.iter_mut().zip(others) {
            take_out(&mut comparator.points, reasons);
        }
    }
}

/// Figures by their place in a series, and why they are kept back.
type Reasons = Vec<(usize, Missing)>;

fn reasons(points: &[Point], reason: impl Fn(&Point) -> Option<Missing>) -> Reasons {
    points.iter().enumerate().filter_map(|(at, point)| Some((at, reason(point)?))).collect()
}

/// Which numbers of a figure must not be small.
struct Rule {
    unit: Unit,
    per: Option<f64>,
    below: u32,
}

impl Rule {
    /// Why a figure is kept back, if it is.
    fn reason(&self, point: &Point) -> Option<Missing> {
        let value = point.value.known()?;
        let small = |count: f64| count < f64::from(self.below);
        if self.unit == Unit::Count && small(value) {
            Some(Missing::Few(self.below))
        } else if self.people(point, value).into_iter().flatten().any(small) {
            Some(Missing::Withheld)
        } else {
            None
        }
    }

    /// The counts of people behind a figure, said or implied: those whom it
    /// counts, those whom it does not, and all of them.
    fn people(&self, point: &Point, value: f64) -> [Option<f64>; 3] {
        let (numerator, denominator) = (point.numerator, point.denominator);
        match self.unit {
            Unit::Percent => {
                let share = value / 100.0;
                let numerator = numerator.or(denominator.map(|of| (of * share).round()));
                let implied = || numerator.filter(|_| share > 0.0).map(|counted| (counted / share).round());
                let of = denominator.or_else(implied);
                [numerator, of.zip(numerator).map(|(of, counted)| of - counted), of]
            }
            Unit::Rate => {
                let implied = || Some((denominator? * value / self.per?).round());
                [numerator.or_else(implied), None, denominator]
            }
            Unit::Count => [numerator, None, denominator],
            Unit::Days | Unit::Score | Unit::Pounds => [None, None, denominator],
        }
    }
}

/// Leaves the periods and the reasons.
fn take_out(points: &mut [Point], reasons: Reasons) {
    for (at, reason) in reasons {
        let point = &mut points[at];
        point.value = PointValue::Missing(reason);
        (point.numerator, point.denominator, point.margin, point.note) = (None, None, None, None);
    }
}

/// The counts of one period that add up.
struct Sums {
    network: Network,
    /// By the place of their metric among the items.
    cells: BTreeMap<usize, CellId>,
}

impl Sums {
    fn withholds(&self, metric: usize) -> bool {
        self.cells.get(&metric).is_some_and(|cell| self.network.fate(*cell) == Fate::Withheld)
    }
}

/// A metric of counts, by its place among the items.
type Counted<'i> = BTreeMap<&'i Ref, (usize, &'i Metric)>;

/// The counts that are parts of others, period by period, with those kept back
/// that would give a small one away.
fn sums(items: &[Arc<Item>], below: u32) -> BTreeMap<Period, Sums> {
    let metrics = items.iter().enumerate().filter_map(|(at, item)| match &item.detail {
        Detail::Metric(metric) if metric.unit == Unit::Count && metric.kept_back() == KeptBack::Here => {
            Some((item.name(), (at, &**metric)))
        }
        _ => None,
    });
    let mut counted: Counted<'_> = metrics.collect();
    let wholes: BTreeSet<&Ref> =
        counted.values().filter_map(|(_, metric)| Some(&metric.part_of.as_ref()?.to)).collect();
    counted.retain(|name, (_, metric)| metric.part_of.is_some() || wholes.contains(name));
    let all = counted.values().flat_map(|(_, metric)| &metric.points);
    let periods: BTreeSet<Period> = all.map(|point| point.period).collect();
    periods.into_iter().map(|period| (period, sums_of(period, &counted, &wholes, below))).collect()
}

fn sums_of(period: Period, counted: &Counted<'_>, wholes: &BTreeSet<&Ref>, below: u32) -> Sums {
    let mut network = Network::new(below);
    let world = network.node();
    let point_of = |metric: &'_ Metric| {
        metric
            .points
            .binary_search_by_key(&period, |point| point.period)
            .ok()
            .map(|at| metric.points[at].value)
    };
    // Parts whose whole is not given for this period are parts of nothing.
    let given =
        counted.iter().filter(|(name, (_, metric))| wholes.contains(*name) && point_of(metric).is_some());
    let nodes: BTreeMap<&Ref, NodeId> = given.map(|(name, _)| (*name, network.node())).collect();
    let mut cells = BTreeMap::new();
    for (name, (at, metric)) in counted {
        let Some(value) = point_of(metric) else { continue };
        let whole = metric.part_of.as_ref().and_then(|whole| nodes.get(&whole.to));
        let (from, to) = (whole.unwrap_or(&world), nodes.get(name).unwrap_or(&world));
        // What the author kept back is protected as a small count is.
        let cell = network.cell(*from, *to, value.known().map_or(0, whole_number));
        cells.insert(*at, cell);
    }
    network.protect();
    Sums { network, cells }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are small and not negative"
)]
fn whole_number(value: f64) -> u64 {
    value.round().clamp(0.0, 1e15) as u64
}
