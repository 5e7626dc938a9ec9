//! Statistical process control: charts of individual figures and their moving
//! ranges (`XmR`), with limits and rules as NHS plot-the-dots.
//!
//! Numbers in, numbers out: nothing here knows of metrics or pages. The
//! arithmetic is that of NHS England's *Making Data Count* as the NHS-R
//! community's package `NHSRplotthedots` 0.2.2 computes it, with the constants
//! of D. J. Wheeler, *Understanding Variation* (1993). `tests/fixtures/figures`
//! has the package's own output.
//!
//! Four rules mark a point; the first that matches gives its name:
//!
//! | rule | matches |
//! |---|---|
//! | beyond | a point strictly outside the limits |
//! | trend | seven points that rise, or fall, one after the other |
//! | two of three | of three in a row on one side of the mean, those between the two-sigma line and the limit, if they are at least two |
//! | shift | seven in a row on one side of the mean |
//!
//! The package gives limits whatever there is to draw them from. Here a segment
//! has none, no signals and nothing said of its target, and a [`Note`] that
//! tells the reader why:
//!
//! - where it has fewer rows than [`Options::least_points`], or only one;
//! - where no two figures stand side by side;
//! - where the moving range is 0 once outlying moves are left out. The limits
//!   would lie on the mean, and every other point beyond them. A series whose
//!   figures are all the same varies by nothing (common cause), and meets its
//!   target or misses it each time.
//!
//! A missing figure breaks every run and stops nothing, and the last point of a
//! trend takes that trend's direction even where a tie and another trend follow.

mod icons;
mod limits;
mod notes;
mod rules;
mod words;

use crate::model::Better;
use limits::Base;
use rules::Mark;

pub use icons::{Assurance, Variation};
pub use notes::{Note, Reason};
pub use words::{Signal, SignalKind, Way};

/// What every caption of a control chart names.
pub const METHOD: &str = "limits and rules as NHS plot-the-dots";
/// How many rows a segment needs before it has limits.
pub const LEAST_POINTS: usize = 13;
/// How many rows a baseline has at the least.
pub const LEAST_BASELINE: usize = 12;

/// Figures in order of time, to be put on a control chart.
#[derive(Clone, Debug)]
pub struct Series {
    /// A row for each period, those without a figure among them.
    pub rows: Vec<Row>,
    /// Which way is better.
    pub better: Better,
    /// How limits are made.
    pub options: Options,
}

/// A period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// What it belongs to: limits are made anew, and runs end, where the
    /// number changes from one row to the next.
    pub segment: usize,
    /// Its figure. What is not finite counts as missing.
    pub value: Option<f64>,
    /// What is aimed for.
    pub target: Option<f64>,
}

/// How limits are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether outlying moves are left out of the average move.
    pub screen: bool,
    /// How many of a segment's first rows make its mean and limits, at least
    /// [`LEAST_BASELINE`]; none is all.
    pub baseline: Option<usize>,
    /// How many rows a segment needs before it has limits.
    pub least_points: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { screen: true, baseline: None, least_points: LEAST_POINTS }
    }
}

/// A control chart's numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// The rows, in the order of the series.
    pub rows: Vec<ControlRow>,
    /// What the last row shows; none where its segment has no limits and its
    /// figures are not all the same.
    pub variation: Option<Variation>,
    /// Whether the last target will be met; none without a target, a direction
    /// or limits.
    pub assurance: Option<Assurance>,
    /// What a reader must know to understand the chart.
    pub notes: Vec<Note>,
}

/// A row with its lines and what was seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlRow {
    /// What it belongs to, as in the series.
    pub segment: usize,
    /// Its figure.
    pub value: Option<f64>,
    /// The mean of the segment or of its baseline; none where no row has a figure.
    pub mean: Option<f64>,
    /// The lower limit.
    pub lower: Option<f64>,
    /// The upper limit.
    pub upper: Option<f64>,
    /// The lower two-sigma line.
    pub lower_two: Option<f64>,
    /// The upper two-sigma line.
    pub upper_two: Option<f64>,
    /// The first rule that matches.
    pub signal: Signal,
    /// Whether that is good.
    pub kind: SignalKind,
    /// Which way it points: above the mean or rising, below it or falling.
    pub way: Option<Way>,
}

impl Control {
    /// Makes the chart of a series.
    pub fn of(series: &Series) -> Self {
        let mut control = Self { rows: Vec::new(), variation: None, assurance: None, notes: Vec::new() };
        let segments: Vec<&[Row]> = series.rows.chunk_by(|a, b| a.segment == b.segment).collect();
        control.notes.extend(Note::of_options(&series.options));
        for (index, rows) in segments.iter().enumerate() {
            let values: Vec<Option<f64>> =
                rows.iter().map(|row| row.value.filter(|v| v.is_finite())).collect();
            let base = Base::of(&values, &series.options);
            control.add(rows, &values, &base, series.better);
            // Only the last segment is judged: it says how things are now.
            let last = index + 1 == segments.len();
            let target = rows.last().and_then(|row| row.target).filter(|target| target.is_finite());
            let part = (segments.len() > 1).then_some(index + 1);
            if last {
                control.variation = control.rows.last().and_then(|row| Variation::of(row, &base));
                control.assurance = target.and_then(|target| Assurance::of(&base, target, series.better));
            }
            let shown = control.assurance.filter(|_| last);
            control.notes.extend(base.limits.err().map(|reason| Note { part, reason: reason.with(shown) }));
            if last && base.limits.is_ok() && values.last() == Some(&None) {
                control.notes.push(Note { part: None, reason: Reason::LastMissing });
            }
        }
        control
    }

    /// Adds the rows of a segment.
    fn add(&mut self, rows: &[Row], values: &[Option<f64>], base: &Base, better: Better) {
        let limits = base.limits.ok();
        let marks = match (base.mean, limits) {
            (Some(mean), Some(limits)) => rules::marks(values, mean, &limits),
            _ => vec![Mark::NOTHING; rows.len()],
        };
        for ((row, value), mark) in rows.iter().zip(values).zip(marks) {
            self.rows.push(ControlRow {
                segment: row.segment,
                value: *value,
                mean: base.mean,
                lower: limits.map(|limits| limits.lower),
                upper: limits.map(|limits| limits.upper),
                lower_two: limits.map(|limits| limits.lower_two),
                upper_two: limits.map(|limits| limits.upper_two),
                signal: mark.signal,
                kind: SignalKind::of(mark.way, better),
                way: mark.way,
            });
        }
    }
}

#[cfg(test)]
mod tests;
