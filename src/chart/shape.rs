//! The kinds of chart, as figures, and what must hold of them.

mod control;
mod dots;
mod ends;
mod funnel;
mod pairs;
mod spread;
mod steps;
mod waits;

pub use control::{Control, ControlMark, ControlPoint, ControlSegment, ControlTarget};
pub use dots::{DotRow, Dots, Reference};
pub use ends::Ends;
pub use funnel::{Funnel, FunnelLimits, FunnelPoint};
pub use pairs::{PairRow, PairValue, Pairs};
pub use spread::{Quartiles, Spread, SpreadRow};
pub use steps::{Step, StepShare, Steps};
pub use waits::{WaitClass, WaitMark, Waits};

use super::{ChartError, Finite};

/// A fifth line could not be told from the others without colour.
const MOST_LINES: usize = 4;
/// As many patterns as the bars of [`Groups`] have.
const MOST_GROUPS: usize = 6;
/// Two parts of a stretch that were reckoned in two ways are this near.
const ROUNDING: f64 = 1e-9;

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Values over periods.
    Trend(Trend),
    /// One value a row.
    Bars(Bars),
    /// Counts by group, stacked, one bar a row.
    Groups(Groups),
    /// How each period went, row by row, on one axis of time.
    Strip(Strip),
    /// Single values and their quartiles, row by row.
    Spread(Spread),
    /// Values over periods with what is usual for them.
    Control(Control),
    /// One value a row with its interval, beside a reference.
    Dots(Dots),
    /// Proportions by how many they are of, within limits.
    Funnel(Funnel),
    /// How many reached each of some steps, and the share that went on.
    Steps(Steps),
    /// Two values a row, before and since.
    Pairs(Pairs),
    /// How many waited how long.
    Waits(Waits),
}

/// Values over periods, in order. A missing value is a gap, never zero.
///
/// The axis starts at zero unless the values lie in a narrow band far from
/// it; then the chart says so, in the drawing and in the description.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// Short labels of all periods on the axis, in order: "Apr 2025".
    pub periods: Vec<String>,
    /// The authority's own line, then at most three to compare it with.
    pub lines: Vec<Line>,
    /// Empty, or one for each period: drawn dashed and stepped.
    pub target: Vec<Option<Finite>>,
    /// Phases and breaks.
    pub marks: Vec<Mark>,
}

/// One line of a trend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Stands at the line's right-hand end.
    pub name: String,
    /// One for each period.
    pub values: Vec<Option<Finite>>,
    /// Empty, or one for each period: the ends of an interval, drawn as a
    /// whisker. Those of a missing value are not drawn.
    pub intervals: Vec<Option<Ends>>,
    /// The line stops before these periods and starts again.
    pub breaks: Vec<usize>,
}

/// A vertical mark with a label, for what changed between two periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The mark stands before this period; the number of periods stands
    /// after the last.
    pub before: usize,
    /// What changed.
    pub label: String,
}

/// One horizontal bar a row, from zero. Values can be negative, labels long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// From the top.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What the value is of.
    pub label: String,
    /// The value; none is a row without a bar.
    pub value: Option<Finite>,
    /// The ends of its interval.
    pub interval: Option<Ends>,
    /// Stands in the place of a missing value: "suppressed".
    pub note: String,
}

/// How many of each group there are, row by row, stacked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// Names of the groups, in the order of the stack: at most six.
    pub groups: Vec<String>,
    /// From the top.
    pub rows: Vec<GroupRow>,
}

/// One stacked bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupRow {
    /// What the counts are of.
    pub label: String,
    /// One for each group.
    pub counts: Vec<u32>,
    /// Where the label leads, relative to the page.
    pub href: Option<String>,
}

/// How each period went, row by row.
///
/// Time runs from 0 to 1 for all rows, so that rows with periods of different
/// lengths stand under each other. Labels stand over the rows, which have the
/// whole width: a year of weeks can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// The key, in its order; no two with one mark.
    pub states: Vec<StripState>,
    /// From the top.
    pub rows: Vec<StripRow>,
    /// The axis of time, in order; written as far as there is room, with the
    /// first and the last.
    pub ticks: Vec<StripTick>,
}

/// What a mark means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripState {
    /// Stands in the key: "held".
    pub label: String,
    /// How a period in this state looks.
    pub mark: StripMark,
}

/// How a period looks; each can be told from the others without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripMark {
    /// A filled box with a tick.
    Full,
    /// A box with its lower half filled.
    Half,
    /// A hollow box with a cross.
    Crossed,
    /// A small dot without a box.
    Dot,
}

/// The periods of one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StripRow {
    /// What the periods are of.
    pub label: String,
    /// In order. They need not touch; a row without cells says so.
    pub cells: Vec<StripCell>,
    /// Where the label leads, relative to the page.
    pub href: Option<String>,
}

/// One period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StripCell {
    /// Where it starts, as a part of the whole stretch: 0 to 1.
    pub from: Finite,
    /// Where it ends, after its start: the next may start there.
    pub to: Finite,
    /// Which of the states, from 0.
    pub state: usize,
}

/// A place on the axis of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StripTick {
    /// As a part of the whole stretch: 0 to 1.
    pub at: Finite,
    /// Short: "Apr 2025".
    pub label: String,
}

impl Shape {
    /// What must hold before anything is laid out.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        match self {
            Self::Trend(trend) => trend.check(),
            Self::Bars(bars) if bars.bars.is_empty() => Err(ChartError::NoRows),
            Self::Bars(bars) => bars.bars.iter().try_for_each(Bar::check),
            Self::Groups(groups) => groups.check(),
            Self::Strip(strip) => strip.check(),
            Self::Spread(spread) => spread.check(),
            Self::Control(control) => control.check(),
            Self::Dots(dots) => dots.check(),
            Self::Funnel(funnel) => funnel.check(),
            Self::Steps(steps) => steps.check(),
            Self::Pairs(pairs) => pairs.check(),
            Self::Waits(waits) => waits.check(),
        }
    }
}

impl Trend {
    fn check(&self) -> Result<(), ChartError> {
        let periods = self.periods.len();
        match self.lines.len() {
            _ if periods == 0 => return Err(ChartError::NoPeriods),
            0 => return Err(ChartError::NoLines),
            found if found > MOST_LINES => return Err(ChartError::TooManyLines(found)),
            _ => {}
        }
        for line in &self.lines {
            same_length(&line.name, "values", line.values.len(), periods)?;
            same_length_or_none(&line.name, "intervals", line.intervals.len(), periods)?;
            line.intervals.iter().flatten().try_for_each(|ends| ends.check(&line.name))?;
            for &index in &line.breaks {
                inside(index, periods, || format!("a break of `{}`", line.name))?;
            }
        }
        same_length_or_none("target", "values", self.target.len(), periods)?;
        self.marks.iter().try_for_each(|mark| inside(mark.before, periods, || format!("`{}`", mark.label)))
    }
}

impl Bar {
    fn check(&self) -> Result<(), ChartError> {
        self.interval.map_or(Ok(()), |ends| ends.check(&self.label))
    }
}

impl Groups {
    fn check(&self) -> Result<(), ChartError> {
        match self.groups.len() {
            _ if self.rows.is_empty() => return Err(ChartError::NoRows),
            0 => return Err(ChartError::NoGroups),
            found if found > MOST_GROUPS => return Err(ChartError::TooManyGroups(found)),
            _ => {}
        }
        self.rows
            .iter()
            .try_for_each(|row| same_length(&row.label, "counts", row.counts.len(), self.groups.len()))
    }
}

impl Strip {
    fn check(&self) -> Result<(), ChartError> {
        if self.rows.is_empty() {
            return Err(ChartError::NoRows);
        }
        if self.states.is_empty() {
            return Err(ChartError::NoStates);
        }
        for (at, state) in self.states.iter().enumerate() {
            if let Some(first) = self.states[..at].iter().find(|first| first.mark == state.mark) {
                let (first, second) = (first.label.clone(), state.label.clone());
                return Err(ChartError::SameMark { first, second });
            }
        }
        self.rows.iter().try_for_each(|row| row.check(self.states.len()))?;
        let mut last = 0.0;
        for StripTick { at, label } in &self.ticks {
            last = after(last, at.get(), || format!("the tick `{label}`"))?;
        }
        Ok(())
    }
}

impl StripRow {
    fn check(&self, states: usize) -> Result<(), ChartError> {
        let mut last = 0.0;
        for (cell, &StripCell { from, to, state }) in self.cells.iter().enumerate() {
            let row = || self.label.clone();
            let what = || format!("cell {cell} of `{}`", self.label);
            within(from.get(), what)?;
            within(to.get(), what)?;
            if from.get() >= to.get() {
                return Err(ChartError::ReversedCell { row: row(), cell });
            }
            after(last, from.get(), what)?;
            last = to.get();
            if state >= states {
                return Err(ChartError::UnknownState { row: row(), state, states });
            }
        }
        Ok(())
    }
}

/// A place on the axis of time that is on it.
fn within(place: f64, what: impl Fn() -> String) -> Result<(), ChartError> {
    if (0.0..=1.0).contains(&place) { Ok(()) } else { Err(ChartError::OutsideStretch(what())) }
}

/// A place on the axis of time that is not before another; gives it.
fn after(last: f64, place: f64, what: impl Fn() -> String) -> Result<f64, ChartError> {
    within(place, &what)?;
    if place + ROUNDING < last { Err(ChartError::Overlap(what())) } else { Ok(place) }
}

fn same_length(name: &str, list: &str, found: usize, expected: usize) -> Result<(), ChartError> {
    if found == expected {
        return Ok(());
    }
    Err(ChartError::LengthsDiffer { what: format!("the list of {list} of `{name}`"), expected, found })
}

fn same_length_or_none(name: &str, list: &str, found: usize, expected: usize) -> Result<(), ChartError> {
    if found == 0 { Ok(()) } else { same_length(name, list, found, expected) }
}

fn inside(index: usize, periods: usize, what: impl Fn() -> String) -> Result<(), ChartError> {
    if index <= periods {
        return Ok(());
    }
    Err(ChartError::OutsidePeriods { what: what(), index, periods })
}

/// No more of something than can be read, and at least one.
fn some_rows(what: &str, found: usize, most: usize) -> Result<(), ChartError> {
    match found {
        0 => Err(ChartError::NoRows),
        found if found > most => Err(ChartError::TooMany { what: what.to_owned(), found, most }),
        _ => Ok(()),
    }
}

fn at_most_one_own(own: impl Iterator<Item = bool>) -> Result<(), ChartError> {
    match own.filter(|own| *own).count() {
        0 | 1 => Ok(()),
        found => Err(ChartError::ManyOwn(found)),
    }
}
