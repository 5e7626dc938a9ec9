//! Metrics: figures over time, with where they come from.

use std::borrow::Cow;

use jiff::civil::Date;

use super::conversation::LogQuery;
use super::file_query::FileQuery;
use super::markdown::Markdown;
use super::period::Period;
use super::reference::Citation;
use crate::diagnostic::{Located, Place};

/// A measure and its figures.
#[derive(Clone, Debug)]
pub struct Metric {
    /// The plain question that it answers.
    pub question: Option<String>,
    /// What its values are.
    pub unit: Unit,
    /// For rates: per how many.
    pub per: Option<f64>,
    /// Decimal places to print.
    pub decimals: u8,
    /// Which way is better.
    pub better: Better,
    /// What the authority aims for, from a period on; in order.
    pub target: Vec<Target>,
    /// Where the figures come from.
    pub source: Publication,
    /// How they are counted.
    pub method: Markdown,
    /// The author's own title for the chart.
    pub finding: Option<String>,
    /// How it is drawn, where the author says.
    pub chart: Option<ChartKind>,
    /// How its limits are made, where it is drawn as a control chart.
    pub spc: Option<SpcOptions>,
    /// Whether it is a survey's: numerators and denominators are weighted
    /// estimates, and only a published margin makes an interval.
    pub survey: bool,
    /// What a count counts: people are given away by small numbers.
    pub counts: Counts,
    /// The metric whose counts this one's are a part of.
    pub part_of: Option<Citation>,
    /// Where the figures are read, if they are not written in the metric.
    pub from: Option<FiguresFrom>,
    /// What was changed in figures that had been given before, in order.
    pub revisions: Vec<Revision>,
    /// The figures, in order of time.
    pub points: Vec<Point>,
    /// Where the series cannot be read across.
    pub breaks: Vec<Break>,
    /// Where something began that may have changed it.
    pub phases: Vec<Phase>,
    /// Others to compare with.
    pub comparators: Vec<Comparator>,
}

/// Where figures are read, if they are not written in the metric.
#[derive(Clone, Debug)]
pub enum FiguresFrom {
    /// Published files of the pack, in the author's order.
    Files(Vec<FileQuery>),
    /// The conversation log.
    Log(LogQuery),
}

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// People, whom a small number gives away.
    People,
    /// Things.
    Things,
}

impl Counts {
    /// The word for it in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Things => "things",
        }
    }
}

/// A change to figures that had been given before.
#[derive(Clone, Debug)]
pub struct Revision {
    /// When.
    pub on: Date,
    /// What was changed, and why.
    pub what: String,
}

/// What the values of a metric are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Per cent, 0 to 100.
    Percent,
    /// A number of things or people.
    Count,
    /// So many per so many.
    Rate,
    /// A score on a scale of its own.
    Score,
    /// Pounds sterling.
    Pounds,
}

impl Unit {
    /// The word for it in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Percent => "percent",
            Self::Count => "count",
            Self::Rate => "rate",
            Self::Score => "score",
            Self::Pounds => "pounds",
        }
    }

    /// How many decimal places are printed unless a metric says otherwise.
    pub fn decimals(self) -> u8 {
        match self {
            Self::Count | Self::Pounds => 0,
            Self::Days | Self::Percent | Self::Rate | Self::Score => 1,
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More.
    Higher,
    /// Less.
    Lower,
    /// Neither by itself.
    Neither,
}

impl Better {
    /// The word for it in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Neither => "neither",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Higher => "higher is better",
            Self::Lower => "lower is better",
            Self::Neither => "neither higher nor lower is better by itself",
        }
    }
}

/// How a metric is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A line over time.
    Trend,
    /// A bar for each period.
    Bars,
    /// A control chart.
    Spc,
    /// The authority and others under each other, for one period.
    Benchmark,
    /// Shares of areas by how many they are of, within limits.
    Funnel,
}

/// How the limits of a control chart are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpcOptions {
    /// Whether outlying moves are left out of the average move.
    pub screen: bool,
    /// How many of a segment's first periods make its limits; all where none is said.
    pub baseline: Option<u32>,
    /// How many periods a segment needs before it has limits.
    pub least_points: u32,
}

/// What is aimed for, from a period on.
#[derive(Clone, Debug)]
pub struct Target {
    /// From when; none is from the beginning.
    pub from: Option<Period>,
    /// The value aimed for.
    pub value: f64,
}

/// A figure for a period.
#[derive(Clone, Debug)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// Where it is written.
    pub place: Place,
    /// The value, or why there is none.
    pub value: PointValue,
    /// How many of the denominator.
    pub numerator: Option<f64>,
    /// Out of how many.
    pub denominator: Option<f64>,
    /// The published margin of error: the value plus or minus this.
    pub margin: Option<f64>,
    /// What a reader should know.
    pub note: Option<String>,
}

/// A value, or the reason why there is none. Never zero for missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PointValue {
    /// A finite number.
    Known(f64),
    /// None, for a reason.
    Missing(Missing),
}

impl PointValue {
    /// The number, if there is one.
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Missing(_) => None,
        }
    }

    /// Whether there is a number, be it one that is kept back.
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Known(_) | Self::Missing(Missing::Few(_) | Missing::Withheld))
    }
}

/// Why a figure is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Too small to be published safely.
    Suppressed,
    /// Nobody counted.
    NotCollected,
    /// Counted, and not to be had.
    NotAvailable,
    /// The period is not over, or its figures are not in.
    NotYet,
    /// A count below this, kept back by the release.
    Few(u32),
    /// Kept back by the release: it rests on a small count or would give one away.
    Withheld,
}

impl Missing {
    /// The word for it in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suppressed => "suppressed",
            Self::NotCollected => "not-collected",
            Self::NotAvailable => "not-available",
            Self::NotYet => "not-yet",
            Self::Few(_) => "few",
            Self::Withheld => "withheld",
        }
    }

    /// In words.
    pub fn label(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Suppressed => "suppressed",
            Self::NotCollected => "not collected",
            Self::NotAvailable => "not available",
            Self::NotYet => "not yet available",
            Self::Few(below) => return Cow::Owned(format!("fewer than {below}")),
            Self::Withheld => "withheld: small numbers",
        })
    }
}

/// Where figures come from.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// The publication or system.
    pub name: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// When.
    pub published: Option<String>,
    /// The measure's code there.
    pub code: Option<String>,
    /// The handbook that says what the code meant that year.
    pub handbook: Option<String>,
    /// Under what licence.
    pub licence: Option<String>,
    /// How official the figures are.
    pub status: Option<SourceStatus>,
}

/// How official figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceStatus {
    /// Official statistics.
    Official,
    /// Official statistics in development.
    InDevelopment,
    /// The authority's own.
    Local,
}

impl SourceStatus {
    /// The word for it in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::InDevelopment => "in-development",
            Self::Local => "local",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Official => "official statistics",
            Self::InDevelopment => "official statistics in development",
            Self::Local => "the authority’s own figures",
        }
    }
}

/// Where a series cannot be read across.
#[derive(Clone, Debug)]
pub struct Break {
    /// The first period after it.
    pub period: Period,
    /// What changed.
    pub why: String,
}

/// Where something began that may have changed a series.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The first period of it.
    pub from: Period,
    /// What began.
    pub label: String,
}

/// Somebody else's figures for the same measure.
#[derive(Clone, Debug)]
pub struct Comparator {
    /// Who.
    pub name: Located<String>,
    /// Whether it is one of the peers that the settings list.
    pub peer: bool,
    /// Where their figures come from, if not from the metric's own source.
    pub source: Option<Publication>,
    /// Their figures, in order of time.
    pub points: Vec<Point>,
}

/// The first and the last period for which anybody has a figure or says why not.
pub fn span(points: &[Point], comparators: &[Comparator]) -> Option<(Period, Period)> {
    let others = comparators.iter().flat_map(|comparator| &comparator.points);
    let periods = || points.iter().chain(others.clone()).map(|point| point.period);
    periods().min().zip(periods().max())
}

impl Metric {
    /// The first and the last period of its figures and of those beside them.
    pub fn span(&self) -> Option<(Period, Period)> {
        span(&self.points, &self.comparators)
    }

    /// What is aimed for in a period.
    pub fn target_at(&self, date: Date) -> Option<f64> {
        let begun = |target: &&Target| target.from.is_none_or(|from| from.start() <= date);
        self.target.iter().rev().find(begun).map(|target| target.value)
    }
}
