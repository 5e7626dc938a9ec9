//! Single values and their quartiles, and what must hold of them.

use super::{ChartError, Finite};

/// Single values and their quartiles, row by row, on one axis that has zero.
///
/// Every value is a dot; where there are too many to tell apart, a line runs
/// from the least to the greatest instead, and the description says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// From the top: a dozen can be read.
    pub rows: Vec<SpreadRow>,
}

/// The spread of one group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpreadRow {
    /// What the values are of.
    pub label: String,
    /// The single values, in any order.
    pub values: Vec<Finite>,
    /// A bar and a tick, where there are enough values for them to mean
    /// something. A row with neither has "no figures".
    pub quartiles: Option<Quartiles>,
    /// Where the label leads, relative to the page.
    pub href: Option<String>,
}

/// What a quarter, a half and three quarters of the values are not above, in
/// the chart's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quartiles {
    /// The lower quartile.
    pub lower: Finite,
    /// The median: its number is written.
    pub median: Finite,
    /// The upper quartile.
    pub upper: Finite,
}

impl Spread {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.rows.is_empty() {
            return Err(ChartError::NoRows);
        }
        for row in &self.rows {
            let ordered =
                |all: Quartiles| all.lower.get() <= all.median.get() && all.median.get() <= all.upper.get();
            if !row.quartiles.is_none_or(ordered) {
                return Err(ChartError::QuartilesOutOfOrder(row.label.clone()));
            }
        }
        Ok(())
    }
}
