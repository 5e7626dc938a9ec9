//! Intervals around shares and rates, and what they say of a comparator.
//!
//! How far a figure may lie from the one that the same care would give again:
//! with few people, far. The formulas are those of the English public health
//! profiles (E. Flowers and others, `PHEindicatormethods`; *Technical Guide:
//! Confidence Intervals*, Public Health England, 2018). Figures of surveys are
//! weighted: their published margin of error is used, never a formula.

use puruspe::invgammp;

use crate::model::Better;

/// A figure and the interval around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The figure.
    pub value: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// A figure with its published margin of error; none where they are no
    /// numbers or the margin is negative.
    pub fn of_margin(value: f64, margin: f64) -> Option<Self> {
        let sound = margin >= 0.0;
        sound.then(|| Self { lower: value - margin, value, upper: value + margin }.finite()).flatten()
    }

    /// The interval, if it is made of numbers.
    fn finite(self) -> Option<Self> {
        let all = self.lower.is_finite() && self.value.is_finite() && self.upper.is_finite();
        all.then_some(self)
    }
}

/// How wide an interval is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// One in twenty lies outside by chance.
    NinetyFive,
    /// Two in a thousand lie outside by chance.
    NinetyNineEight,
}

/// The 0.975 quantile of the normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;
/// The 0.999 quantile of the normal distribution.
const Z_998: f64 = 3.090_232_306_167_813_5;
/// How much lies beyond either end of a 95 % interval.
const TAIL_95: f64 = 0.025;
/// How much lies beyond either end of a 99.8 % interval.
const TAIL_998: f64 = 0.001;
/// From so many on, Byar's approximation stands for the exact interval.
const BYAR_FROM: f64 = 10.0;

impl Level {
    /// The quantile of the normal distribution that it reaches to.
    fn z(self) -> f64 {
        match self {
            Self::NinetyFive => Z_95,
            Self::NinetyNineEight => Z_998,
        }
    }

    /// What lies beyond either end.
    fn tail(self) -> f64 {
        match self {
            Self::NinetyFive => TAIL_95,
            Self::NinetyNineEight => TAIL_998,
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::NinetyFive => "95 per cent interval",
            Self::NinetyNineEight => "99.8 per cent interval",
        }
    }
}

/// Wilson's interval of `x` of `n`, from 0 to 1 (E. B. Wilson, *Journal of the
/// American Statistical Association* 22, 1927). None of none: 0 of 0 is no
/// share, and neither is more than all.
pub fn wilson(x: f64, n: f64, level: Level) -> Option<Interval> {
    if !(n > 0.0 && n.is_finite() && (0.0..=n).contains(&x)) {
        return None;
    }
    let (z, value) = (level.z(), x / n);
    let middle = 2.0 * x + z * z;
    let reach = z * (z * z + 4.0 * x * (1.0 - value)).sqrt();
    let below = 2.0 * (n + z * z);
    // Rounding puts no end on the wrong side of the share, nor outside 0 to 1.
    let lower = ((middle - reach) / below).clamp(0.0, value);
    let upper = ((middle + reach) / below).clamp(value, 1.0);
    Interval { lower, value, upper }.finite()
}

/// The interval of a rate: `x` events among `n`, given per `per`. Fewer than
/// ten have the exact interval of a Poisson count (F. Garwood, *Biometrika* 28,
/// 1936), others Byar's approximation to it (N. E. Breslow and N. E. Day,
/// *Statistical Methods in Cancer Research* II, 1987). None where there is
/// nobody to count among, or less than nothing.
pub fn rate(x: f64, n: f64, per: f64, level: Level) -> Option<Interval> {
    if !(x >= 0.0 && n > 0.0 && per > 0.0) {
        return None;
    }
    let (lower, upper) = if x < BYAR_FROM { exact(x, level) } else { byar(x, level) };
    Interval { lower: lower * per / n, value: x * per / n, upper: upper * per / n }.finite()
}

/// The ends within which a Poisson count's mean lies. Half a chi-squared
/// quantile of 2k degrees is the gamma quantile of k.
fn exact(x: f64, level: Level) -> (f64, f64) {
    let lower = if x > 0.0 { invgammp(level.tail(), x) } else { 0.0 };
    (lower, invgammp(1.0 - level.tail(), x + 1.0))
}

/// Byar's approximation to the same ends.
fn byar(x: f64, level: Level) -> (f64, f64) {
    let end = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
    (end(x, -level.z()), end(x + 1.0, level.z()))
}

/// The limits of a funnel at a denominator of `n`: where the shares of places
/// that are all alike, with the share `among_all`, would lie (D. J.
/// Spiegelhalter, *Statistics in Medicine* 24, 2005).
pub fn funnel(among_all: f64, n: f64, level: Level) -> Option<Interval> {
    if !(n > 0.0 && (0.0..=1.0).contains(&among_all)) {
        return None;
    }
    let reach = level.z() * (among_all * (1.0 - among_all) / n).sqrt();
    let (lower, upper) = ((among_all - reach).max(0.0), (among_all + reach).min(1.0));
    Interval { lower, value: among_all, upper }.finite()
}

/// How a figure stands against another, its 95 % interval considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Better, by more than chance explains.
    Better,
    /// No further away than chance explains.
    Similar,
    /// Worse, by more than chance explains.
    Worse,
    /// Higher, where neither way is better.
    Higher,
    /// Lower, where neither way is better.
    Lower,
}

impl Comparison {
    /// The word for it in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Similar => "similar",
            Self::Worse => "worse",
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }

    /// In words, before the name of the comparator.
    pub fn label(self) -> &'static str {
        match self {
            Self::Better => "better than",
            Self::Similar => "similar to",
            Self::Worse => "worse than",
            Self::Higher => "higher than",
            Self::Lower => "lower than",
        }
    }
}

/// Sets a figure against another: similar where that lies within the interval,
/// its ends among it.
pub fn compare(figure: Interval, comparator: f64, better: Better) -> Comparison {
    let (higher, lower) = match better {
        Better::Higher => (Comparison::Better, Comparison::Worse),
        Better::Lower => (Comparison::Worse, Comparison::Better),
        Better::Neither => (Comparison::Higher, Comparison::Lower),
    };
    if comparator < figure.lower {
        higher
    } else if comparator > figure.upper {
        lower
    } else {
        Comparison::Similar
    }
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

impl Share {
    /// `numerator` of `denominator`, with Wilson's interval.
    #[expect(clippy::cast_precision_loss, reason = "counts of items are far below 2^52")]
    pub fn new(numerator: usize, denominator: usize) -> Self {
        let interval = wilson(numerator as f64, denominator as f64, Level::NinetyFive);
        Self { numerator, denominator, interval }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-9 * expected.abs() + 1e-12
    }

    #[test]
    fn a_share_has_wilsons_interval() {
        // 8 of 10, by hand: (16 + 3.841458821) ± 1.959963985 √(3.841458821 + 6.4), over 27.682917641.
        let interval = Share::new(8, 10).interval.expect("an interval");
        assert!((interval.lower - 0.490_162_472).abs() < 1e-9, "{interval:?}");
        assert!((interval.upper - 0.943_317_849).abs() < 1e-9, "{interval:?}");
        let none = Share::new(0, 5).interval.expect("an interval");
        assert!(none.lower.abs() < f64::MIN_POSITIVE && none.upper > 0.4, "{none:?}");
        let all = Share::new(5, 5).interval.expect("an interval");
        assert!((1.0 - all.upper).abs() < f64::MIN_POSITIVE && all.lower < 0.6, "{all:?}");
        assert_eq!(Share::new(0, 0).interval, None, "0 of 0 is no share");
        assert_eq!(Share::new(6, 5).interval, None, "6 of 5 is a mistake");
    }

    #[test]
    fn the_ends_of_an_exact_rate_leave_its_tails() {
        // Should the mean be the lower end, x or more come with the chance of
        // the tail; should it be the upper end, x or fewer do.
        let at_most = |x: u32, mean: f64| -> f64 {
            let mut term = (-mean).exp();
            let mut sum = 0.0;
            for k in 0..=x {
                sum += term;
                term *= mean / f64::from(k + 1);
            }
            sum
        };
        for level in [Level::NinetyFive, Level::NinetyNineEight] {
            for x in 0..10 {
                let interval = rate(f64::from(x), 1.0, 1.0, level).expect("an interval");
                assert!((at_most(x, interval.upper) - level.tail()).abs() < 1e-11, "{x} {interval:?}");
                if x > 0 {
                    let more = 1.0 - at_most(x - 1, interval.lower);
                    assert!((more - level.tail()).abs() < 1e-11, "{x} {interval:?}");
                }
            }
        }
    }

    #[test]
    fn ten_are_byars_and_nine_exact() {
        // 10 by hand: 10 (1 − 1/90 − 1.959963985 / (3 × 3.16227766))³ = 10 × 0.782290545³.
        let ten = rate(10.0, 1.0, 1.0, Level::NinetyFive).expect("an interval");
        assert!(near(ten.lower, 4.787_449_913_967_562), "{ten:?}");
        // The exact one would be 4.795389.
        assert!((ten.lower - 4.795_389).abs() > 1e-3, "{ten:?}");
        let none = rate(0.0, 500.0, 1000.0, Level::NinetyFive).expect("an interval");
        assert!(none.lower.abs() < f64::MIN_POSITIVE, "{none:?}");
        // Nothing seen: the upper end is −ln 0.025, times 1000 / 500.
        assert!(near(none.upper, 2.0 * 3.688_879_454_113_936), "{none:?}");
        assert_eq!(rate(3.0, 0.0, 1000.0, Level::NinetyFive), None, "nobody to count among");
    }

    #[test]
    fn a_funnel_is_wide_where_few_are_counted_and_ends_at_all() {
        // 0.9 ± 1.959963985 √(0.09 / 36) = 0.9 ± 0.09799819923.
        let few = funnel(0.9, 36.0, Level::NinetyFive).expect("limits");
        assert!(
            near(few.lower, 0.802_001_800_772_997_3) && near(few.upper, 0.997_998_199_227_002_7),
            "{few:?}"
        );
        let fewer = funnel(0.9, 9.0, Level::NinetyFive).expect("limits");
        assert!(near(fewer.upper, 1.0), "{fewer:?}");
        assert_eq!(funnel(0.9, 0.0, Level::NinetyFive), None);
    }

    #[test]
    fn a_comparator_within_the_interval_is_similar() {
        let figure = Interval::of_margin(70.0, 3.0).expect("an interval");
        let against = |comparator, better| compare(figure, comparator, better);
        for end in [67.0, 70.0, 73.0] {
            assert_eq!(against(end, Better::Higher), Comparison::Similar, "{end}");
        }
        assert_eq!(against(66.9, Better::Higher), Comparison::Better);
        assert_eq!(against(66.9, Better::Lower), Comparison::Worse);
        assert_eq!(against(66.9, Better::Neither), Comparison::Higher);
        assert_eq!(against(73.1, Better::Higher), Comparison::Worse);
        assert_eq!(against(73.1, Better::Lower), Comparison::Better);
        assert_eq!(against(73.1, Better::Neither), Comparison::Lower);
        assert_eq!(Interval::of_margin(70.0, -1.0), None);
        assert_eq!(Interval::of_margin(f64::MAX, f64::MAX), None);
    }
}
