//! Values before and since, and what must hold of them.

use super::{ChartError, Ends, Finite, Reference, some_rows};

/// More rows than this are no chart but a table.
const MOST_ROWS: usize = 30;

/// Two values a row, before something changed and since, joined by a line:
/// what was, and what is. It says nothing of why.
///
/// The chart adds every figure to the description, row by row, so that the
/// caller's own need not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs {
    /// What the hollow marks are: "Before, 2023-24".
    pub before: String,
    /// What the filled marks are: "Since, 2025-26".
    pub since: String,
    /// From the top, at most 30.
    pub rows: Vec<PairRow>,
    /// What all rows are compared with: a line through them.
    pub reference: Option<Reference>,
}

/// One pair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairRow {
    /// What the values are of.
    pub label: String,
    /// A hollow circle.
    pub before: PairValue,
    /// A filled diamond.
    pub since: PairValue,
}

/// One value of a pair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairValue {
    /// The value; none has no mark.
    pub value: Option<Finite>,
    /// From the mark to either side.
    pub interval: Option<Ends>,
    /// Stands in the place of a missing value: "withheld".
    pub word: String,
}

impl Pairs {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        some_rows("rows", self.rows.len(), MOST_ROWS)?;
        let reversed = |value: &PairValue| value.interval.is_some_and(|it| it.lower.get() > it.upper.get());
        match self.rows.iter().find(|row| reversed(&row.before) || reversed(&row.since)) {
            Some(row) => Err(ChartError::LimitsOutOfOrder(format!("`{}`", row.label))),
            None => Ok(()),
        }
    }
}
