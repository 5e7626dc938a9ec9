//! The mean of a segment and its limits.

use super::notes::Reason;
use super::{LEAST_BASELINE, Options};

/// From the mean to a limit, in average moves: three sigma, where the average
/// move between neighbours is 1.128 sigma (Wheeler 1993).
const LIMIT: f64 = 2.66;
/// From the mean to a two-sigma line, in average moves.
const TWO_SIGMA: f64 = 2.0 * (LIMIT / 3.0);
/// A move of so many average moves or more is outlying: the upper limit of a
/// chart of moving ranges of two (Wheeler 1993).
const OUTLYING: f64 = 3.267;

/// What the rows of a segment are judged against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    /// The mean; none where there is no figure.
    pub mean: Option<f64>,
    /// The limits, or why there are none.
    pub limits: Result<Limits, Reason>,
}

/// The lines around a mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// The lower two-sigma line.
    pub lower_two: f64,
    /// The upper two-sigma line.
    pub upper_two: f64,
}

impl Base {
    /// What the rows of a segment are judged against.
    pub(super) fn of(values: &[Option<f64>], options: &Options) -> Self {
        let rows = options.baseline.map_or(values.len(), |rows| rows.max(LEAST_BASELINE).min(values.len()));
        let base = &values[..rows];
        let known = || base.iter().flatten().copied();
        let mean = mean(known());
        let limits = match (values.len(), mean) {
            (1, _) => Err(Reason::OneRow),
            (rows, _) if rows < options.least_points => {
                Err(Reason::FewRows { rows, least: options.least_points })
            }
            (_, None) if known().next().is_none() => Err(Reason::NoFigures),
            (_, None) => Err(Reason::TooLarge),
            (_, Some(mean)) => Limits::around(mean, base, options.screen).map_err(|reason| match reason {
                Reason::NoMovement if all_the_same(values) => Reason::Constant { meets_target: None },
                other => other,
            }),
        };
        Self { mean, limits }
    }
}

impl Limits {
    /// The lines around a mean, from the moves between neighbours. They are
    /// not cut off at 0 or 100.
    fn around(mean: f64, base: &[Option<f64>], screen: bool) -> Result<Self, Reason> {
        let moves = moves(base);
        if moves.is_empty() {
            return Err(Reason::NoNeighbours);
        }
        let a = average_move(&moves, screen).ok_or(Reason::TooLarge)?;
        if a <= 0.0 {
            return Err(Reason::NoMovement);
        }
        let (reach, two) = (LIMIT * a, TWO_SIGMA * a);
        let lines =
            Self { lower: mean - reach, upper: mean + reach, lower_two: mean - two, upper_two: mean + two };
        let finite = lines.lower.is_finite() && lines.upper.is_finite();
        if finite { Ok(lines) } else { Err(Reason::TooLarge) }
    }
}

/// How far each figure lies from the one in the row before it; none beside a
/// row without a figure.
fn moves(values: &[Option<f64>]) -> Vec<f64> {
    let pairs = values.windows(2).filter_map(|pair| pair[0].zip(pair[1]));
    pairs.map(|(before, after)| (after - before).abs()).collect()
}

/// The average move. Screening leaves out, once, the moves that are outlying.
fn average_move(moves: &[f64], screen: bool) -> Option<f64> {
    let all = mean(moves.iter().copied())?;
    if !screen || all <= 0.0 {
        return Some(all);
    }
    mean(moves.iter().copied().filter(|one| *one < OUTLYING * all))
}

/// The average of some numbers, never a zero below zero; none of none, or if
/// their sum is no number.
///
/// Compensated (A. Neumaier, *Zeitschrift für Angewandte Mathematik und
/// Mechanik* 54, 1974): a plain sum of tenths drifts off, and figures that lie
/// on the mean would seem to lie on one side of it.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut lost, mut count) = (0.0_f64, 0.0, 0.0);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
        count += 1.0;
    }
    let rough = sum / count;
    // What the division rounded away, and what the sum did.
    let rest = (-rough).mul_add(count, sum) + lost;
    // Half of the smallest number below zero is a zero below zero; with zero it is zero.
    let mean = rough + rest / count + 0.0;
    mean.is_finite().then_some(mean)
}

fn all_the_same(values: &[Option<f64>]) -> bool {
    let mut known = values.iter().flatten();
    let first = known.next();
    known.all(|value| Some(value) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    fn near(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-12 * expected.abs()
    }

    #[test]
    fn a_mean_of_tenths_lies_on_the_tenth() {
        let tenths: Vec<f64> = [0.1, 0.2, 0.3].repeat(7);
        assert_eq!(mean(tenths.into_iter()).map(f64::to_bits), Some(0.2_f64.to_bits()));
        assert_eq!(mean([0.1; 13].into_iter()).map(f64::to_bits), Some(0.1_f64.to_bits()));
        assert_eq!(mean([1e16, 1.0, -1e16].into_iter()).map(f64::to_bits), Some((1.0_f64 / 3.0).to_bits()));
        assert_eq!(mean([].into_iter()), None);
        assert_eq!(mean([f64::MAX, f64::MAX].into_iter()), None);
        assert_eq!(mean([0.0, -5e-324].into_iter()).map(f64::to_bits), Some(0));
    }

    #[test]
    fn limits_stand_two_and_two_thirds_average_moves_from_the_mean() {
        // 10, 14, 12, 16: moves 4, 2, 4, on average 10/3; mean 13.
        let lines = Limits::around(13.0, &known(&[10.0, 14.0, 12.0, 16.0]), true).expect("limits");
        assert!(near(lines.upper, 13.0 + 26.6 / 3.0) && near(lines.lower, 13.0 - 26.6 / 3.0), "{lines:?}");
        assert!(near(lines.upper_two, 13.0 + 53.2 / 9.0) && near(lines.lower_two, 13.0 - 53.2 / 9.0));
    }

    #[test]
    fn an_outlying_move_is_left_out_once_and_only_if_asked() {
        // Nine moves of 1 and one of 11: on average 2; 11 is more than 3.267 × 2 = 6.534.
        let moves = [1.0, 1.0, 1.0, 11.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
        assert_eq!(average_move(&moves, true), Some(1.0));
        assert_eq!(average_move(&moves, false), Some(2.0));
        // 326.6 and 326.8 against a hundred on average: the first stays.
        for (large, left_out) in [(326.6, false), (326.8, true)] {
            let others = (1000.0 - large) / 9.0;
            let mut moves = vec![others; 9];
            moves.push(large);
            let expected = if left_out { others } else { 100.0 };
            let found = average_move(&moves, true).expect("moves");
            assert!(near(found, expected), "{large}: {found}");
        }
    }

    #[test]
    fn a_move_at_the_limit_itself_is_outlying() {
        // 3.267 × 1000 is exact in the product: 3267 is not less than it.
        let mut moves = vec![6733.0 / 9.0; 9];
        moves.push(3267.0);
        let found = average_move(&moves, true).expect("moves");
        assert!(near(found, 6733.0 / 9.0), "{found}");
    }

    #[test]
    fn a_row_without_a_figure_takes_both_its_moves_away() {
        assert_eq!(moves(&[Some(1.0), Some(3.0), None, Some(9.0), Some(8.0)]), [2.0, 1.0]);
    }
}
