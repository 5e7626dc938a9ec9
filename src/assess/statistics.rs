//! Medians and quartiles.

use crate::release::quantile;

/// The median, the quartiles and the ends of some whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Every number, in order; at least one.
    pub values: Vec<i64>,
    /// The number below which a quarter lies.
    pub lower_quartile: f64,
    /// The number in the middle.
    pub median: f64,
    /// The number above which a quarter lies.
    pub upper_quartile: f64,
}

impl Spread {
    /// The spread of some numbers; none where there are none.
    pub fn of(values: impl Iterator<Item = i64>) -> Option<Self> {
        let mut values: Vec<i64> = values.collect();
        values.sort_unstable();
        let at = |share: f64| quantile(&values, share, number);
        let (lower_quartile, median, upper_quartile) = (at(0.25)?, at(0.5)?, at(0.75)?);
        Some(Self { values, lower_quartile, median, upper_quartile })
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of items and days are far below 2^52")]
fn number(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_on_the_line_between_two_numbers() {
        // Four numbers: places 0.75, 1.5 and 2.25.
        let spread = Spread::of([21, 7, 14, 40].into_iter()).expect("four numbers");
        assert_eq!(spread.values, [7, 14, 21, 40]);
        let found = [spread.lower_quartile, spread.median, spread.upper_quartile];
        let expected = [7.0 + 0.75 * 7.0, 14.0 + 0.5 * 7.0, 21.0 + 0.25 * 19.0];
        assert!(
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12),
            "{found:?}"
        );
        assert_eq!(Spread::of([].into_iter()), None);
        assert_eq!(Spread::of([3].into_iter()).map(|spread| spread.upper_quartile), Some(3.0));
    }
}
