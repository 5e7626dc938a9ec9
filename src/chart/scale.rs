//! Scales: from figures of any size to numbers that `plotters` can place.

use super::number::{UnitFormat, UnitStyle, bare_number};
use super::text;

/// Larger figures are divided down to this, for the difference of two doubles
/// can be infinite.
const LARGEST: f64 = 1e15;
/// A narrower range than this is no range: no label could tell its ends apart.
const NARROWEST: f64 = 1e-9;
/// Values are a narrow band far from zero where they differ by less than this
/// part of the smallest.
const BAND: f64 = 0.25;
/// The axis of a narrow band still shows this part of its middle either side,
/// so that noise is not drawn as drama.
const BAND_MARGIN: f64 = 0.1;
/// The widest label that an axis has room for.
const WIDEST: f64 = 110.0;

/// The range of an axis, its ticks, and the way from a figure to the range.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    /// Where each tick stands, and its label.
    pub ticks: Vec<(f64, String)>,
    /// Figures are multiplied by this; 1 but for astronomical ones.
    factor: f64,
}

impl Scale {
    /// A scale with ticks, at most so many steps in height.
    ///
    /// It includes zero unless the figures lie in a narrow band far from it.
    /// One figure alone, or many that are equal, are not a band.
    pub fn ticked(figures: &[f64], unit: UnitFormat, steps: usize) -> Self {
        let (_, low, high) = range(figures);
        Self::over(figures, banded(low, high), unit, steps)
    }

    /// A scale with ticks that always includes zero.
    pub fn ticked_from_zero(figures: &[f64], unit: UnitFormat, steps: usize) -> Self {
        Self::over(figures, None, unit, steps)
    }

    /// A scale with ticks for places and not lengths: it includes zero only
    /// where the figures are nearer to it than to each other.
    pub fn ticked_close(figures: &[f64], unit: UnitFormat, steps: usize) -> Self {
        let (_, low, high) = range(figures);
        Self::over(figures, close(low, high), unit, steps)
    }

    /// A scale with ticks over a band of the figures, or over them and zero.
    fn over(figures: &[f64], band: Option<(f64, f64)>, unit: UnitFormat, steps: usize) -> Self {
        let (factor, low, high) = range(figures);
        let (low, high) = band.unwrap_or((low.min(0.0), high.max(0.0)));
        let high = if unit.style == UnitStyle::Percent && is_share(figures) { high.min(100.0) } else { high };
        let (low, high) = opened(low, high);
        let step = Step::over(high - low, steps, unit.style);
        let first = (low / step.size + NARROWEST).floor();
        let last = (high / step.size - NARROWEST).ceil();
        Self {
            low: first * step.size,
            high: last * step.size,
            ticks: ticks(first, last, step, factor, unit),
            factor,
        }
    }

    /// A scale for bars: from zero, without ticks.
    pub fn from_zero(figures: &[f64]) -> Self {
        let (factor, low, high) = range(figures);
        let (low, high) = opened(low.min(0.0), high.max(0.0));
        Self { low, high, ticks: Vec::new(), factor }
    }

    /// Where a figure stands, never outside the scale.
    pub fn at(&self, figure: f64) -> f64 {
        (figure * self.factor).clamp(self.low, self.high)
    }

    /// True where the scale shows zero.
    pub fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// The largest label of the ticks.
    pub fn label_width(&self) -> f64 {
        self.ticks.iter().map(|(_, label)| text::width(label)).fold(0.0, f64::max)
    }
}

/// A count of things as a float; charts of more than four thousand million
/// things have other troubles.
pub(super) fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// The factor for these figures, and their least and greatest times it.
fn range(figures: &[f64]) -> (f64, f64, f64) {
    let largest = figures.iter().fold(0.0_f64, |largest, figure| largest.max(figure.abs()));
    let factor = if largest > LARGEST { LARGEST / largest } else { 1.0 };
    let ends = figures.iter().map(|figure| figure * factor);
    let (low, high) =
        ends.fold((f64::MAX, f64::MIN), |(low, high), figure| (low.min(figure), high.max(figure)));
    if low <= high { (factor, low, high) } else { (factor, 0.0, 0.0) }
}

/// The range of a narrow band far from zero, if these are the ends of one.
fn banded(low: f64, high: f64) -> Option<(f64, f64)> {
    if high < 0.0 {
        return banded(-high, -low).map(|(low, high)| (-high, -low));
    }
    if low <= NARROWEST || high <= low || high - low >= BAND * low {
        return None;
    }
    let middle = f64::midpoint(low, high);
    let half = ((high - low) * 0.6).max(middle * BAND_MARGIN);
    Some((middle - half, middle + half))
}

/// The range of figures that are further from zero than from each other, if
/// these are their ends.
fn close(low: f64, high: f64) -> Option<(f64, f64)> {
    let nearest = low.max(-high);
    let apart = high > low && nearest > NARROWEST && high - low < nearest;
    banded(low, high).or(apart.then_some((low, high)))
}

/// Percentages of a whole, which no axis should show more of than there is.
fn is_share(figures: &[f64]) -> bool {
    figures.iter().all(|figure| (0.0..=100.0).contains(figure))
}

/// Ends that are apart.
fn opened(low: f64, high: f64) -> (f64, f64) {
    if high - low < NARROWEST { (0.0, 1.0) } else { (low, high) }
}

/// From one tick to the next: 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy)]
struct Step {
    size: f64,
    /// Places after the point that its multiples need.
    decimals: u8,
}

impl Step {
    fn over(range: f64, steps: usize, style: UnitStyle) -> Self {
        let rough = range / float(steps.max(1));
        let power = rough.log10().floor();
        let decade = 10_f64.powf(power);
        let (times, power) = match rough / decade {
            part if part <= 1.0 + NARROWEST => (1.0, power),
            part if part <= 2.0 + NARROWEST => (2.0, power),
            part if part <= 5.0 + NARROWEST => (5.0, power),
            _ => (10.0, power + 1.0),
        };
        let whole = style == UnitStyle::Count && times * decade < 1.0;
        if whole {
            return Self { size: 1.0, decimals: 0 };
        }
        let decimals = (0..=12).find(|&places| power + f64::from(places) >= 0.0).unwrap_or(12);
        Self { size: times * decade, decimals }
    }
}

fn ticks(first: f64, last: f64, step: Step, factor: f64, unit: UnitFormat) -> Vec<(f64, String)> {
    let multiples = std::iter::successors(Some(first), |multiple| Some(multiple + 1.0));
    multiples
        .take_while(|multiple| *multiple <= last)
        .map(|multiple| multiple * step.size)
        .map(|at| (at, tick_label(at / factor, UnitFormat { decimals: step.decimals, ..unit })))
        .collect()
}

/// A label that fits beside an axis; none for a tick past the last double.
fn tick_label(figure: f64, unit: UnitFormat) -> String {
    if !figure.is_finite() {
        return String::new();
    }
    let label = bare_number(figure, unit);
    if text::width(&label) <= WIDEST { label } else { format!("{figure:.1e}").replace('-', "\u{2212}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(figures: &[f64], style: UnitStyle) -> Vec<String> {
        let scale = Scale::ticked(figures, UnitFormat::new(style, 1), 5);
        scale.ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn scales_start_at_zero() {
        assert_eq!(labels(&[3.2, 5.0], UnitStyle::Days), ["0", "1", "2", "3", "4", "5"]);
        assert_eq!(labels(&[40.0, 93.0], UnitStyle::Percent), ["0%", "20%", "40%", "60%", "80%", "100%"]);
        assert_eq!(
            labels(&[-12.0, 30.0], UnitStyle::Count),
            ["\u{2212}20", "\u{2212}10", "0", "10", "20", "30"]
        );
    }

    #[test]
    fn only_a_narrow_band_far_from_zero_does_not() {
        assert_eq!(labels(&[90.0, 92.0], UnitStyle::Percent), ["80%", "85%", "90%", "95%", "100%"]);
        assert_eq!(
            labels(&[-92.0, -90.0], UnitStyle::Rate),
            ["\u{2212}105", "\u{2212}100", "\u{2212}95", "\u{2212}90", "\u{2212}85", "\u{2212}80"]
        );
        // One value, or a constant, is no band.
        assert!(Scale::ticked(&[90.0, 90.0], UnitFormat::new(UnitStyle::Percent, 0), 5).has_zero());
    }

    #[test]
    fn counts_have_whole_ticks_and_nothing_else_repeats_a_label() {
        assert_eq!(labels(&[0.0, 2.0], UnitStyle::Count), ["0", "1", "2"]);
        assert_eq!(labels(&[0.0, 0.2], UnitStyle::Score), ["0.00", "0.05", "0.10", "0.15", "0.20"]);
        assert_eq!(labels(&[0.0], UnitStyle::Count), ["0", "1"]);
    }

    #[test]
    fn figures_of_any_size_have_a_scale() {
        for figures in
            [[1e308, -1e308], [5e-324, 1.0], [0.0, 5e-324], [f64::MAX, f64::MAX], [1e15, 1e15 + 1.0]]
        {
            let scale = Scale::ticked(&figures, UnitFormat::new(UnitStyle::Rate, 2), 5);
            assert!(scale.low < scale.high && (scale.high - scale.low).is_finite(), "{scale:?}");
            assert!(scale.ticks.len() >= 2 && scale.ticks.len() <= 9, "{scale:?}");
            assert!(figures.iter().all(|&figure| (scale.low..=scale.high).contains(&scale.at(figure))));
        }
    }
}
