//! A funnel plot, and what must hold of it.

use super::{ChartError, Finite, Reference, at_most_one_own};

/// More points than this are no page's worth of bytes.
const MOST_POINTS: usize = 600;

/// Proportions by how many each is of, with the limits within which chance
/// alone would leave them.
///
/// The caller works out the limits, and holds them to what a proportion can
/// be. Between two of them the curves are straight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    /// In any order, at most 600.
    pub points: Vec<FunnelPoint>,
    /// The value of all together: a line, named at its end.
    pub overall: Option<Reference>,
    /// In the order of their denominators.
    pub limits: Vec<FunnelLimits>,
    /// What denominators count: "People who answered".
    pub across: String,
    /// What values are: "Share who are satisfied". It may be empty.
    pub upright: String,
}

/// One proportion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunnelPoint {
    /// Who it is of; only the authority's own is written.
    pub label: String,
    /// How many it is of.
    pub denominator: Finite,
    /// The value; one that is missing is not drawn.
    pub value: Option<Finite>,
    /// The authority itself, at most one: a filled diamond with its label.
    pub own: bool,
}

/// The limits for so many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FunnelLimits {
    /// How many.
    pub denominator: Finite,
    /// 95 of 100 lie above this and below the upper.
    pub lower95: Finite,
    /// See `lower95`.
    pub upper95: Finite,
    /// 998 of 1,000 lie above this and below the upper.
    pub lower998: Finite,
    /// See `lower998`.
    pub upper998: Finite,
}

impl Funnel {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.points.len() > MOST_POINTS {
            let (what, found) = ("points".to_owned(), self.points.len());
            return Err(ChartError::TooMany { what, found, most: MOST_POINTS });
        }
        at_most_one_own(self.points.iter().map(|point| point.own))?;
        for point in &self.points {
            counted(point.denominator, || format!("`{}`", point.label))?;
        }
        let mut last = 0.0;
        for (at, limits) in self.limits.iter().enumerate() {
            let name = || format!("limit {at} of the funnel");
            counted(limits.denominator, name)?;
            if limits.denominator.get() < last {
                return Err(ChartError::Overlap(name()));
            }
            last = limits.denominator.get();
            let ends = [limits.lower998, limits.lower95, limits.upper95, limits.upper998];
            if !ends.map(Finite::get).is_sorted() {
                return Err(ChartError::LimitsOutOfOrder(name()));
            }
        }
        Ok(())
    }
}

/// A denominator that can be one.
fn counted(denominator: Finite, what: impl Fn() -> String) -> Result<(), ChartError> {
    if denominator.get() < 0.0 { Err(ChartError::NegativeDenominator(what())) } else { Ok(()) }
}
