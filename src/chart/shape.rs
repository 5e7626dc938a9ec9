//! The kinds of chart, as figures, and what must hold of them.

use super::{ChartError, Finite};

/// A fifth line could not be told from the others without colour.
const MOST_LINES: usize = 4;
/// As many patterns as the bars of [`Groups`] have.
const MOST_GROUPS: usize = 6;

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Values over periods.
    Trend(Trend),
    /// One value a row.
    Bars(Bars),
    /// Counts by group, stacked, one bar a row.
    Groups(Groups),
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
    /// Empty, or one for each period: half the width of an interval, drawn
    /// as a whisker either side. The sign has no meaning.
    pub margins: Vec<Option<Finite>>,
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
    /// Half the width of an interval. The sign has no meaning.
    pub margin: Option<Finite>,
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

impl Shape {
    /// What must hold before anything is laid out.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        match self {
            Self::Trend(trend) => trend.check(),
            Self::Bars(bars) if bars.bars.is_empty() => Err(ChartError::NoRows),
            Self::Bars(_) => Ok(()),
            Self::Groups(groups) => groups.check(),
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
            same_length_or_none(&line.name, "margins", line.margins.len(), periods)?;
            for &index in &line.breaks {
                inside(index, periods, || format!("a break of `{}`", line.name))?;
            }
        }
        same_length_or_none("target", "values", self.target.len(), periods)?;
        self.marks.iter().try_for_each(|mark| inside(mark.before, periods, || format!("`{}`", mark.label)))
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
