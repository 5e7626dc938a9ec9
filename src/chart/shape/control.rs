//! A control chart, and what must hold of it.

use super::{ChartError, Finite, Mark, inside, same_length};

/// Values over periods with what is usual for them: an `XmR` chart.
///
/// The caller works out limits and signals; the chart draws them. A missing
/// value is a gap. Every mark says what it is by its shape, in an outline
/// that does not change; colour only repeats it.
///
/// Of more than 400 values only the signals are marked, and values that stand
/// alone: one of a kind for every ten units of width. The line then goes,
/// in each unit of width, through the first, the last, the least and the
/// greatest value, and stops only for gaps that are wider than a unit. The
/// description says that values without a signal have no mark.
///
/// There is no limit to phases: levels of stretches that are less than a unit
/// wide, and labels of marks that find no room, are left out, and the
/// description says how many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Control {
    /// Short labels of all periods on the axis, in order: "Apr 2025".
    pub periods: Vec<String>,
    /// One for each period.
    pub points: Vec<Option<ControlPoint>>,
    /// In order. The line stops before each of them. The figures
    /// of one that reaches the last period are written at its end.
    pub segments: Vec<ControlSegment>,
    /// In order: drawn dotted.
    pub targets: Vec<ControlTarget>,
    /// Phases: vertical marks with a label, mostly where segments start.
    pub marks: Vec<Mark>,
}

/// A value and whether it is a signal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlPoint {
    /// The value.
    pub value: Finite,
    /// What it looks like.
    pub mark: ControlMark,
}

/// Whether a value is a signal, and of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ControlMark {
    /// No special signal: a small hollow circle.
    #[default]
    Common,
    /// Better, by being higher: a triangle that points up.
    ImprovementUp,
    /// Better, by being lower: a triangle that points down.
    ImprovementDown,
    /// Worse: a diamond.
    Concern,
    /// Higher, and neither better nor worse: a square.
    NeutralHigh,
    /// Lower, and neither better nor worse: a square.
    NeutralLow,
}

/// Periods with one mean and one pair of limits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ControlSegment {
    /// The first period, from 0; it reaches to the next segment or the end.
    pub from: usize,
    /// A thin line.
    pub mean: Option<Finite>,
    /// A dashed line, not above the mean; none where it would lie where no
    /// value can.
    pub lower: Option<Finite>,
    /// A dashed line, not below the mean.
    pub upper: Option<Finite>,
}

/// What the values should be from a period on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ControlTarget {
    /// The first period, from 0; it holds up to the next or the end.
    pub from: usize,
    /// None where there is no target from here on.
    pub value: Option<Finite>,
}

impl Control {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        let periods = self.periods.len();
        if periods == 0 {
            return Err(ChartError::NoPeriods);
        }
        same_length("points", "values", self.points.len(), periods)?;
        in_order("segment", self.segments.iter().map(|segment| segment.from), periods)?;
        in_order("target", self.targets.iter().map(|target| target.from), periods)?;
        for (at, segment) in self.segments.iter().enumerate() {
            let lines = [segment.lower, segment.mean, segment.upper];
            if !lines.into_iter().flatten().map(Finite::get).is_sorted() {
                return Err(ChartError::LimitsOutOfOrder(format!("segment {at}")));
            }
        }
        self.marks.iter().try_for_each(|mark| inside(mark.before, periods, || format!("`{}`", mark.label)))
    }
}

/// Stretches of periods that start after each other, before the last period.
fn in_order(name: &str, starts: impl Iterator<Item = usize>, periods: usize) -> Result<(), ChartError> {
    let mut free = 0;
    for (at, from) in starts.enumerate() {
        inside(from, periods - 1, || format!("{name} {at}"))?;
        if from < free {
            return Err(ChartError::Overlap(format!("{name} {at}")));
        }
        free = from + 1;
    }
    Ok(())
}
