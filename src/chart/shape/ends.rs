//! The ends of an interval, and what must hold of them.

use super::{ChartError, Finite};

/// Where a value could as well be. The value mostly lies between them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ends {
    /// The lower end.
    pub lower: Finite,
    /// The upper end, not below the lower.
    pub upper: Finite,
}

impl Ends {
    pub(super) fn check(self, of: &str) -> Result<(), ChartError> {
        if self.lower.get() <= self.upper.get() {
            return Ok(());
        }
        Err(ChartError::LimitsOutOfOrder(format!("`{of}`")))
    }

    /// As figures: the lower and the upper end.
    pub(in crate::chart) fn get(self) -> (f64, f64) {
        (self.lower.get(), self.upper.get())
    }
}
