//! The four rules that mark a point.

use std::cmp::Ordering;

use super::limits::Limits;
use super::words::{Signal, Way};

/// So many points make a trend or a shift.
const RUN: usize = 7;
/// Two of so many near a limit.
const OF: usize = 3;
/// So many of three near a limit.
const NEAR: usize = 2;

/// What was seen at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The rule.
    pub signal: Signal,
    /// Which way it points.
    pub way: Option<Way>,
}

impl Mark {
    /// Nothing was seen.
    pub(super) const NOTHING: Self = Self { signal: Signal::None, way: None };
}

/// What each rule sees at each row.
type Ways = Vec<Option<Way>>;

/// The first rule that matches at each row of a segment.
pub(super) fn marks(values: &[Option<f64>], mean: f64, limits: &Limits) -> Vec<Mark> {
    let sides: Ways = values.iter().map(|value| side(*value, mean)).collect();
    let seen = [
        (Signal::Beyond, outside(values, limits.lower, limits.upper)),
        (Signal::Trend, trend(values)),
        (Signal::TwoOfThree, two_of_three(&sides, values, limits)),
        (Signal::Shift, runs(&sides, RUN, 0)),
    ];
    let first = |row: usize| {
        let found = seen.iter().find_map(|(signal, ways)| ways[row].map(|way| (*signal, way)));
        found.map_or(Mark::NOTHING, |(signal, way)| Mark { signal, way: Some(way) })
    };
    (0..values.len()).map(first).collect()
}

/// Which side of a line a figure lies on; none on the line, or without a figure.
fn side(value: Option<f64>, line: f64) -> Option<Way> {
    match value?.partial_cmp(&line)? {
        Ordering::Greater => Some(Way::High),
        Ordering::Less => Some(Way::Low),
        Ordering::Equal => None,
    }
}

/// The figures strictly outside two lines.
fn outside(values: &[Option<f64>], lower: f64, upper: f64) -> Ways {
    let above = |value: &Option<f64>| side(*value, upper).filter(|way| *way == Way::High);
    let below = |value: &Option<f64>| side(*value, lower).filter(|way| *way == Way::Low);
    values.iter().map(|value| above(value).or_else(|| below(value))).collect()
}

/// Points of which each lies strictly higher, or lower, than the one before. A
/// point where two trends meet takes the way of the move to its right.
fn trend(values: &[Option<f64>]) -> Ways {
    let steps: Ways = values.windows(2).map(|pair| side(pair[1], pair[0]?)).collect();
    let mut ways = runs(&steps, RUN - 1, 1);
    ways.resize(values.len(), None);
    ways
}

/// Marks every run of `least` that all point one way, and `more` places after
/// each; where two overlap, with the way of the later.
fn runs(ways: &[Option<Way>], least: usize, more: usize) -> Ways {
    let mut marked = vec![None; ways.len() + more];
    for (start, run) in ways.windows(least).enumerate() {
        if run[0].is_some() && run.iter().all(|way| *way == run[0]) {
            marked[start..start + least + more].fill(run[0]);
        }
    }
    marked
}

/// Of three in a row on one side of the mean, those close to the limit, if
/// they are at least two: beyond the two-sigma line and not beyond the limit.
fn two_of_three(sides: &Ways, values: &[Option<f64>], limits: &Limits) -> Ways {
    let beyond = outside(values, limits.lower, limits.upper);
    let mut close = outside(values, limits.lower_two, limits.upper_two);
    for (close, beyond) in close.iter_mut().zip(beyond) {
        *close = close.filter(|_| beyond.is_none());
    }
    let mut marked = vec![None; values.len()];
    for start in 0..values.len().saturating_sub(OF - 1) {
        let three = start..start + OF;
        let side = sides[start];
        let together = side.is_some() && sides[three.clone()].iter().all(|other| *other == side);
        if together && close[three.clone()].iter().flatten().count() >= NEAR {
            for row in three.filter(|row| close[*row].is_some()) {
                marked[row] = side;
            }
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean 50, two-sigma lines 48 and 52, limits 47 and 53.
    const LINES: Limits = Limits { lower: 47.0, upper: 53.0, lower_two: 48.0, upper_two: 52.0 };

    /// The marks as letters: B, T, N for near a limit, S, and a dot for none;
    /// small where low.
    fn seen(values: &[Option<f64>]) -> String {
        let letter = |mark: Mark| {
            let letter = match mark.signal {
                Signal::None => '.',
                Signal::Beyond => 'B',
                Signal::Trend => 'T',
                Signal::TwoOfThree => 'N',
                Signal::Shift => 'S',
            };
            if mark.way == Some(Way::Low) { letter.to_ascii_lowercase() } else { letter }
        };
        marks(values, 50.0, &LINES).into_iter().map(letter).collect()
    }

    fn of(values: &[f64]) -> String {
        seen(&values.iter().copied().map(Some).collect::<Vec<_>>())
    }

    #[test]
    fn on_a_limit_is_not_beyond_it() {
        assert_eq!(of(&[53.0, 50.0, 47.0, 50.0, 53.1, 50.0, 46.9]), "....B.b");
    }

    #[test]
    fn a_trend_is_seven_points_without_a_tie() {
        assert_eq!(of(&[48.5, 49.0, 49.4, 49.8, 50.2, 50.4]), "......");
        assert_eq!(of(&[48.5, 49.0, 49.4, 49.8, 50.2, 50.4, 50.6]), "TTTTTTT");
        assert_eq!(of(&[50.6, 50.4, 50.2, 49.8, 49.4, 49.0, 48.5]), "ttttttt");
        assert_eq!(of(&[48.5, 49.0, 49.4, 49.4, 50.2, 50.4, 50.6]), ".......");
        let mut missing: Vec<_> = [48.5, 49.0, 49.4, 49.8, 50.2, 50.4, 50.6].map(Some).to_vec();
        missing[6] = None;
        assert_eq!(seen(&missing), ".......");
    }

    #[test]
    fn where_two_trends_meet_the_later_gives_the_way() {
        let up = [48.5, 49.0, 49.4, 49.8, 50.2, 50.4, 50.6];
        let down = [50.3, 50.1, 49.9, 49.7, 49.5, 49.3];
        assert_eq!(of(&[up.as_slice(), &down].concat()), "TTTTTTttttttt");
        // A tie between them belongs to neither: each keeps its own way.
        let down = [50.6, 50.3, 50.1, 49.9, 49.7, 49.5, 49.3];
        assert_eq!(of(&[up.as_slice(), &down].concat()), "TTTTTTTttttttt");
    }

    #[test]
    fn two_of_three_marks_the_close_ones_on_one_side() {
        assert_eq!(of(&[50.0, 52.5, 50.5, 52.6, 50.0]), ".N.N.");
        assert_eq!(of(&[50.0, 47.5, 47.5, 49.5, 50.0]), ".nn..");
        assert_eq!(of(&[52.5, 49.9, 52.6]), "...", "the one between lies below the mean");
        assert_eq!(of(&[52.5, 50.0, 52.6]), "...", "the one between lies on the mean");
        assert_eq!(of(&[52.0, 52.5, 50.5]), "...", "on the two-sigma line is not beyond it");
        assert_eq!(of(&[53.5, 52.5, 50.5]), "B..", "one beyond the limit is none of the two");
        assert_eq!(of(&[53.5, 52.5, 52.6]), "BNN", "and may be the third");
        assert_eq!(of(&[53.0, 52.5, 50.5]), "NN.", "on the limit is not beyond it");
        assert_eq!(of(&[52.5, 52.5]), "..", "two are no three");
        assert_eq!(seen(&[Some(52.5), None, Some(52.5)]), "...");
    }

    #[test]
    fn a_shift_is_seven_on_one_side() {
        assert_eq!(of(&[51.0, 50.5, 51.0, 50.5, 51.0, 50.5]), "......");
        assert_eq!(of(&[49.0, 51.0, 50.5, 51.0, 50.5, 51.0, 50.5, 51.0]), ".SSSSSSS");
        assert_eq!(of(&[49.0, 49.5, 49.0, 49.5, 49.0, 49.5, 49.0]), "sssssss");
        assert_eq!(of(&[51.0, 50.5, 51.0, 50.0, 51.0, 50.5, 51.0]), ".......", "one on the mean");
        let mut missing = [51.0, 50.5, 51.0, 50.5, 51.0, 50.5, 51.0].map(Some);
        missing[3] = None;
        assert_eq!(seen(&missing), ".......");
    }

    #[test]
    fn the_first_rule_names_the_point() {
        // Rising all the way, the last beyond the limit, all seven above the mean.
        assert_eq!(of(&[50.1, 50.2, 50.3, 50.4, 50.5, 52.5, 53.5]), "TTTTTTB");
    }
}
