//! The figures of all areas for one period: what a benchmark and a funnel draw.

use super::super::wording;
use super::{Read, reason};
use crate::assess::intervals::{Level, funnel};
use crate::assess::{Comparison, Interval, at_period};
use crate::model::{Period, Point, Unit};

/// The areas of a period: the authority, comparators in their order, peers.
#[derive(Debug)]
pub(super) struct Areas {
    /// The last period for which the authority and somebody else have a figure.
    pub(super) period: Period,
    pub(super) all: Vec<Area>,
    /// What all are set beside: the first comparator that is not a peer.
    pub(super) line: Option<(String, f64)>,
}

/// An area with its figure.
#[derive(Clone, Debug)]
pub(super) struct Area {
    pub(super) name: String,
    /// The authority itself.
    pub(super) own: bool,
    pub(super) value: Option<f64>,
    /// Why there is no value.
    pub(super) reason: String,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    pub(super) interval: Option<Interval>,
    /// How many of how many, where they were counted and the share is theirs.
    pub(super) counts: Option<(f64, f64)>,
    /// How the authority stands beside it.
    pub(super) compared: Option<Comparison>,
    /// Where a funnel has it; none where it is not in the funnel.
    pub(super) position: Option<Position>,
}

/// Where a share lies among the limits of a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Within,
    /// Outside the limits of a level, above or below.
    Above(Level),
    Below(Level),
}

impl Position {
    /// `above the 95 per cent limits`.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Within => "within the 95 per cent limits",
            Self::Above(Level::NinetyFive) => "above the 95 per cent limits",
            Self::Above(Level::NinetyNineEight) => "above the 99.8 per cent limits",
            Self::Below(Level::NinetyFive) => "below the 95 per cent limits",
            Self::Below(Level::NinetyNineEight) => "below the 99.8 per cent limits",
        }
    }

    /// Where a share from 0 to 1, of so many, lies around that of all together.
    fn of(share: f64, among_all: f64, n: f64) -> Option<Self> {
        let wide = funnel(among_all, n, Level::NinetyNineEight)?;
        let narrow = funnel(among_all, n, Level::NinetyFive)?;
        Some(match share {
            far if far > wide.upper => Self::Above(Level::NinetyNineEight),
            far if far < wide.lower => Self::Below(Level::NinetyNineEight),
            near if near > narrow.upper => Self::Above(Level::NinetyFive),
            near if near < narrow.lower => Self::Below(Level::NinetyFive),
            _ => Self::Within,
        })
    }
}

impl Areas {
    /// The areas of a benchmark; otherwise why there can be none.
    pub(super) fn benchmark(read: &Read<'_>) -> Result<Self, String> {
        let last = read.reading.last.ok_or_else(|| format!("{} has no figure", read.authority))?;
        let begun = read.metric.points.iter().rev().filter(|point| point.period <= last.period);
        let known =
            |points: &[Point], period| at_period(points, period).is_some_and(|it| it.value.known().is_some());
        let others = |period| read.metric.comparators.iter().any(|other| known(&other.points, period));
        let mut shared = begun.filter(|point| point.value.known().is_some() && others(point.period));
        match shared.next() {
            Some(point) => Ok(Self::of(read, point.period)),
            None => Err("there is no period for which a comparator has a figure too".to_owned()),
        }
    }

    fn of(read: &Read<'_>, period: Period) -> Self {
        let own = at_period(&read.metric.points, period).map(|point| {
            let interval = interval_at(&read.metric.points, &read.figures.own, period);
            Area { own: true, ..area(read.authority, point, interval) }
        });
        let others = read.named().chain(read.peers()).map(|(at, comparator)| {
            let name = comparator.name.value.as_str();
            match at_period(&comparator.points, period) {
                Some(point) => Area {
                    compared: read.figures.against(read.metric, at, period).map(|it| it.result),
                    ..area(name, point, interval_at(&comparator.points, &read.figures.others[at], period))
                },
                None => Area::without(name),
            }
        });
        let first = read.named().next().and_then(|(_, comparator)| {
            let value = at_period(&comparator.points, period)?.value.known()?;
            Some((comparator.name.value.clone(), value))
        });
        Self { period, all: own.into_iter().chain(others).collect(), line: first }
    }

    /// The areas of a funnel; otherwise why there can be none.
    pub(super) fn funnel(read: &Read<'_>) -> Result<Self, String> {
        let metric = read.metric;
        if metric.unit != Unit::Percent {
            return Err("only percentages can be".to_owned());
        }
        if metric.survey {
            return Err("its counts are estimates of a survey".to_owned());
        }
        let mut areas = Self::benchmark(read)?;
        let counted = |area: &Area| area.counts.is_some();
        if !areas.all.iter().any(|area| area.own && counted(area)) {
            let period = areas.period.label();
            return Err(format!(
                "the figure of {} for {period} has no numerator and denominator",
                read.authority
            ));
        }
        let line = areas.line.as_ref().map(|(name, _)| name.clone());
        let placed = |area: &Area| line.as_ref() != Some(&area.name) && counted(area);
        if !areas.all.iter().any(|area| !area.own && placed(area)) {
            let period = areas.period.label();
            let but = line.as_ref().map_or(String::new(), |line| format!(" but {line}"));
            return Err(format!("no comparator{but} has a numerator and denominator for {period}"));
        }
        let among_all = areas.among_all();
        for area in areas.all.iter_mut().filter(|area| placed(area)) {
            let place = |(x, n): (f64, f64)| Position::of(x / n, among_all, n);
            area.position = area.counts.and_then(place);
        }
        Ok(areas)
    }

    /// The share of all areas, 0 to 1: that of the line, otherwise of all areas
    /// that have counts taken together.
    pub(super) fn among_all(&self) -> f64 {
        if let Some((_, value)) = &self.line {
            return value / 100.0;
        }
        let counts = self.all.iter().filter_map(|area| area.counts);
        let (x, n) = counts.fold((0.0, 0.0), |(x, n), counts| (x + counts.0, n + counts.1));
        x / n
    }

    /// The areas from the highest figure to the lowest, then those without one.
    pub(super) fn by_value(areas: impl IntoIterator<Item = Area>) -> Vec<Area> {
        let mut areas: Vec<Area> = areas.into_iter().collect();
        let height = |area: &Area| area.value.unwrap_or(f64::NEG_INFINITY);
        areas.sort_by(|a, b| height(b).total_cmp(&height(a)));
        areas
    }

    /// The name and figure of the line in words: `England 26.6%`.
    pub(super) fn line_words(&self, read: &Read<'_>) -> String {
        match &self.line {
            Some((name, value)) => format!("{name}, {}", wording::value(read.metric, *value)),
            None => {
                format!("all areas taken together, {}", wording::value(read.metric, 100.0 * self.among_all()))
            }
        }
    }
}

impl Area {
    /// An area that has nothing for the period.
    fn without(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            own: false,
            value: None,
            reason: "no figure".to_owned(),
            numerator: None,
            denominator: None,
            interval: None,
            counts: None,
            compared: None,
            position: None,
        }
    }
}

fn area(name: &str, point: &Point, interval: Option<Interval>) -> Area {
    // Those of a survey are estimates, and counts without an interval do not give the share.
    let counted = point.margin.is_none() && interval.is_some();
    Area {
        counts: point.numerator.zip(point.denominator).filter(|_| counted),
        value: point.value.known(),
        reason: reason(point),
        numerator: point.numerator,
        denominator: point.denominator,
        interval,
        ..Area::without(name)
    }
}

/// The interval of the figure of a period.
pub(super) fn interval_at(
    points: &[Point],
    intervals: &[Option<Interval>],
    period: Period,
) -> Option<Interval> {
    let at = points.binary_search_by_key(&period, |point| point.period).ok()?;
    intervals.get(at).copied().flatten()
}
