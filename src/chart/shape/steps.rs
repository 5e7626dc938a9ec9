//! Steps that people take one after the other, and what must hold of them.

use super::{ChartError, Ends, Finite, some_rows};

/// More steps than this are no path that a reader can follow.
const MOST_STEPS: usize = 5;

/// How many reached each of some steps, one bar a step from zero, and between
/// two bars the share that went on: Conversations 1, 2 and 3.
///
/// The chart adds every figure to the description, in order, so that the
/// caller's own need not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// In order, at most five.
    pub steps: Vec<Step>,
    /// Stands after a share: "went on".
    pub onwards: String,
    /// Places after the point of shares.
    pub decimals: u8,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Who reached it: "Conversation 1".
    pub label: String,
    /// How many; none has no bar, which nought has not either but says so.
    pub count: Option<u32>,
    /// Stands in the place of a missing count: "fewer than 5".
    pub word: String,
    /// Of those of the step before, who reached this one; the first has none.
    pub share: Option<StepShare>,
    /// Stands in the place of a missing share, for nought of nought is no
    /// share: "nobody could go on". It may be empty.
    pub share_word: String,
}

/// A share in per cent, and its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StepShare {
    /// 0 to 100.
    pub value: Finite,
    /// Its ends, 0 to 100.
    pub interval: Option<Ends>,
}

impl Steps {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        some_rows("steps", self.steps.len(), MOST_STEPS)?;
        self.steps.iter().try_for_each(Step::check)
    }
}

impl Step {
    fn check(&self) -> Result<(), ChartError> {
        let Some(StepShare { value, interval }) = self.share else { return Ok(()) };
        let whole = |figure: Finite| (0.0..=100.0).contains(&figure.get());
        let name = || format!("the share of `{}`", self.label);
        if !whole(value) || !interval.is_none_or(|ends| whole(ends.lower) && whole(ends.upper)) {
            return Err(ChartError::OutsideWhole(name()));
        }
        if interval.is_some_and(|ends| ends.lower.get() > ends.upper.get()) {
            return Err(ChartError::LimitsOutOfOrder(name()));
        }
        Ok(())
    }
}
