//! What can be wrong with a chart, and its words.

use std::fmt;

use plotters::drawing::DrawingAreaErrorKind;

/// A chart that contradicts itself. Missing figures are none of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// The id is empty or has characters that ids do not have.
    InvalidId(String),
    /// The title is empty, so the chart would have no name.
    NoTitle,
    /// A chart of periods without periods.
    NoPeriods,
    /// A trend without lines.
    NoLines,
    /// More lines than can be told apart.
    TooManyLines(usize),
    /// A chart of rows without rows.
    NoRows,
    /// Rows without groups to count.
    NoGroups,
    /// More groups than can be told apart.
    TooManyGroups(usize),
    /// A list that is longer or shorter than what it goes with.
    LengthsDiffer {
        /// What the list is, in words.
        what: String,
        /// How long it should be.
        expected: usize,
        /// How long it is.
        found: usize,
    },
    /// A break, mark or stretch that stands after the last period.
    OutsidePeriods {
        /// What it is, in words.
        what: String,
        /// The period it names, from 0.
        index: usize,
        /// How many periods there are.
        periods: usize,
    },
    /// A strip without states.
    NoStates,
    /// Two states of a strip that look the same.
    SameMark {
        /// The state that has the mark.
        first: String,
        /// The state that has it too.
        second: String,
    },
    /// A cell in a state that the strip does not have.
    UnknownState {
        /// The row of the cell.
        row: String,
        /// The state it names, from 0.
        state: usize,
        /// How many states there are.
        states: usize,
    },
    /// A cell or tick that is not within 0 and 1.
    OutsideStretch(String),
    /// A cell that does not end after it starts.
    ReversedCell {
        /// The row of the cell.
        row: String,
        /// Which of its cells, from 0.
        cell: usize,
    },
    /// A part that starts before the end of the one before it.
    Overlap(String),
    /// Quartiles of a row that are not in order.
    QuartilesOutOfOrder(String),
    /// More of something than can be told apart.
    TooMany {
        /// What there are too many of, in words.
        what: String,
        /// How many there are.
        found: usize,
        /// How many there can be.
        most: usize,
    },
    /// Limits, or the ends of an interval, that are not in order.
    LimitsOutOfOrder(String),
    /// More than one row or point is the authority's own.
    ManyOwn(usize),
    /// A proportion of less than nothing.
    NegativeDenominator(String),
    /// A share that is not within 0 and 100 per cent.
    OutsideWhole(String),
    /// Classes of days that do not start after each other.
    ClassesOutOfOrder(String),
    /// A mark that stands before the first class.
    BeforeClasses(String),
    /// The drawing library failed; this is a bug in Ninefold.
    Drawing(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidId(id) => write!(f, "`{id}` cannot be the id of a chart"),
            Self::NoTitle => f.write_str("the chart has no title"),
            Self::NoPeriods => f.write_str("the chart has no periods"),
            Self::NoLines => f.write_str("the trend has no lines"),
            Self::TooManyLines(found) => write!(f, "the trend has {found} lines, and at most 4 can be read"),
            Self::NoRows => f.write_str("the chart has no rows"),
            Self::NoGroups => f.write_str("the chart has no groups"),
            Self::TooManyGroups(found) => {
                write!(f, "the chart has {found} groups, and at most 6 can be read")
            }
            Self::LengthsDiffer { what, expected, found } => {
                write!(f, "{what} has {found} values where {expected} are expected")
            }
            Self::OutsidePeriods { what, index, periods } => {
                write!(f, "{what} stands before period {index} of {periods}")
            }
            Self::NoStates => f.write_str("the strip has no states"),
            Self::SameMark { first, second } => write!(f, "`{first}` and `{second}` have the same mark"),
            Self::UnknownState { row, state, states } => {
                write!(f, "`{row}` has a cell in state {state} of {states}")
            }
            Self::OutsideStretch(what) => write!(f, "{what} is not within 0 and 1"),
            Self::ReversedCell { row, cell } => {
                write!(f, "cell {cell} of `{row}` does not end after it starts")
            }
            Self::Overlap(what) => write!(f, "{what} starts before the end of the one before"),
            Self::QuartilesOutOfOrder(row) => write!(f, "the quartiles of `{row}` are not in order"),
            Self::TooMany { what, found, most } => {
                write!(f, "the chart has {found} {what}, and at most {most} can be read")
            }
            Self::LimitsOutOfOrder(what) => write!(f, "the limits of {what} are not in order"),
            Self::ManyOwn(found) => write!(f, "{found} are marked as the authority itself, and one can be"),
            Self::NegativeDenominator(what) => write!(f, "the denominator of {what} is less than nothing"),
            Self::OutsideWhole(what) => write!(f, "{what} is not within 0 and 100 per cent"),
            Self::ClassesOutOfOrder(what) => write!(f, "{what} does not start after the class before"),
            Self::BeforeClasses(what) => write!(f, "{what} stands before the first class"),
            Self::Drawing(words) => write!(f, "the chart could not be drawn: {words}"),
        }
    }
}

impl std::error::Error for ChartError {}

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for ChartError {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        Self::Drawing(error.to_string())
    }
}
