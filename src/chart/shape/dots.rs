//! Benchmark dots, and what must hold of them.

use super::{ChartError, Ends, Finite, at_most_one_own};

/// More rows than this are no chart but a table.
const MOST_ROWS: usize = 30;

/// One value a row as a dot with its interval, on one axis that need not
/// start at zero: how the authority compares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dots {
    /// From the top, at most 30.
    pub rows: Vec<DotRow>,
    /// What all rows are compared with: a line through them.
    pub reference: Option<Reference>,
}

/// One dot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotRow {
    /// What the value is of.
    pub label: String,
    /// The value; none is a row without a dot.
    pub value: Option<Finite>,
    /// From the dot to either side; drawn as far as it is known.
    pub interval: Option<Ends>,
    /// The authority itself, at most one: a filled diamond and a bold label.
    pub own: bool,
    /// Stands at the end of the row: "similar to England". It may be empty.
    /// Where the value is missing it stands in its place: "suppressed".
    pub word: String,
}

/// A value that others are compared with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reference {
    /// Stands with the value at the end of its line: "England".
    pub label: String,
    /// The value.
    pub value: Finite,
}

impl Dots {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        match self.rows.len() {
            0 => return Err(ChartError::NoRows),
            found if found > MOST_ROWS => {
                return Err(ChartError::TooMany { what: "rows".to_owned(), found, most: MOST_ROWS });
            }
            _ => {}
        }
        at_most_one_own(self.rows.iter().map(|row| row.own))?;
        self.rows.iter().try_for_each(|row| row.interval.map_or(Ok(()), |ends| ends.check(&row.label)))
    }
}
