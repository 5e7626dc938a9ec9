//! Medians, quartiles and the interval of a share.

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
        let at = |share: f64| quantile(&values, share);
        let (lower_quartile, median, upper_quartile) = (at(0.25)?, at(0.5)?, at(0.75)?);
        Some(Self { values, lower_quartile, median, upper_quartile })
    }
}

/// The number at a share of the way through sorted numbers; between two of
/// them it lies on the straight line that joins them (type 7 of Hyndman and
/// Fan, *Sample quantiles in statistical packages*, 1996).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of items and days are far below 2^52, and the place lies within the list"
)]
fn quantile(sorted: &[i64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = sorted[place.floor() as usize] as f64;
    let above = sorted[place.ceil() as usize] as f64;
    Some(below + (above - below) * place.fract())
}

/// So many of so many, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many.
    pub numerator: usize,
    /// Of how many.
    pub denominator: usize,
    /// The share, 0 to 1, and the interval around it; none of none.
    pub interval: Option<Interval>,
}

/// A share and the interval around it, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The share.
    pub value: f64,
    /// The upper end.
    pub upper: f64,
}

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_964;

impl Share {
    /// `numerator` of `denominator`, with Wilson's interval (E. B. Wilson,
    /// *Journal of the American Statistical Association* 22, 1927).
    #[expect(clippy::cast_precision_loss, reason = "counts of items are far below 2^52")]
    pub fn new(numerator: usize, denominator: usize) -> Self {
        let (x, n) = (numerator as f64, denominator as f64);
        let middle = 2.0 * x + Z * Z;
        let reach = Z * (Z * Z + 4.0 * x * (1.0 - x / n)).sqrt();
        let below = 2.0 * (n + Z * Z);
        let interval = Interval {
            lower: ((middle - reach) / below).clamp(0.0, 1.0),
            value: x / n,
            upper: ((middle + reach) / below).clamp(0.0, 1.0),
        };
        let there = denominator > 0 && numerator <= denominator;
        Self { numerator, denominator, interval: there.then_some(interval) }
    }
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

    #[test]
    fn the_interval_is_wilsons() {
        // 8 of 10, by hand: (16 + 3.841459) ± 1.959964 √(3.841459 + 6.4), over 27.682918.
        let interval = Share::new(8, 10).interval.expect("an interval");
        assert!((interval.lower - 0.490_162_5).abs() < 1e-6, "{interval:?}");
        assert!((interval.upper - 0.943_318_0).abs() < 1e-6, "{interval:?}");
        let none = Share::new(0, 5).interval.expect("an interval");
        assert!(none.lower.abs() < f64::EPSILON && none.upper > 0.4, "{none:?}");
        assert_eq!(Share::new(0, 0).interval, None, "0 of 0 is no share");
    }
}
