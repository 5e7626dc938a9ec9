//! Inks: what a shape is for, as `plotters` and as the stylesheet say it.
//!
//! `plotters` writes colours and the page needs classes, so every shape is
//! drawn in a colour that is no colour but the number of an ink; `sheet`
//! turns it into the ink's class.

use plotters::style::RGBColor;

const CLASSES: [&str; 45] = [
    "ch-grid",
    "ch-axis",
    "ch-target",
    "ch-mark",
    "ch-leader",
    "ch-bar",
    "ch-hatch",
    "ch-plate",
    "ch-whisker",
    "ch-line ch-line-1 ch-own",
    "ch-line ch-line-2",
    "ch-line ch-line-3",
    "ch-line ch-line-4",
    "ch-dot ch-dot-1 ch-own",
    "ch-dot ch-dot-2",
    "ch-dot ch-dot-3",
    "ch-dot ch-dot-4",
    "ch-whisker ch-whisker-1 ch-own",
    "ch-whisker ch-whisker-2",
    "ch-whisker ch-whisker-3",
    "ch-whisker ch-whisker-4",
    "ch-g1",
    "ch-g2",
    "ch-g3",
    "ch-g4",
    "ch-g5",
    "ch-g6",
    "ch-halo",
    "ch-full",
    "ch-half",
    "ch-crossed",
    "ch-spot",
    "ch-dot ch-dot-1",
    "ch-median",
    "ch-line ch-line-1",
    "ch-mean",
    "ch-limit",
    "ch-far",
    "ch-aim",
    "ch-dot ch-common",
    "ch-good",
    "ch-bad",
    "ch-odd",
    "ch-ours",
    "ch-join",
];

/// What a shape is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink(u8);

impl Ink {
    pub const GRID: Self = Self(0);
    pub const AXIS: Self = Self(1);
    pub const TARGET: Self = Self(2);
    pub const MARK: Self = Self(3);
    /// From the end of a line to its label, where the label had to move.
    pub const LEADER: Self = Self(4);
    pub const BAR: Self = Self(5);
    /// The pattern over a group's segment.
    pub const HATCH: Self = Self(6);
    /// The ground under a number that stands on a pattern.
    pub const PLATE: Self = Self(7);
    /// The interval of a bar.
    pub const WHISKER: Self = Self(8);

    /// The ground under an interval that lies on a bar.
    pub const HALO: Self = Self(27);
    /// A period of a strip that is filled.
    pub const FULL: Self = Self(28);
    /// A period of a strip that is half filled.
    pub const HALF: Self = Self(29);
    /// A period of a strip that is hollow and crossed.
    pub const CROSSED: Self = Self(30);
    /// A period of a strip that has nothing but a dot.
    pub const SPOT: Self = Self(31);
    /// One value of a spread.
    pub const ONE: Self = Self(32);
    /// The middle of a spread.
    pub const MEDIAN: Self = Self(33);

    /// From one value of a control chart to the next.
    pub const THIN: Self = Self(34);
    /// What is usual, and the whole of a funnel.
    pub const MEAN: Self = Self(35);
    /// What a value is seldom beyond.
    pub const LIMIT: Self = Self(36);
    /// What a value is hardly ever beyond.
    pub const FAR: Self = Self(37);
    /// The target of a control chart, which has dashes for its limits.
    pub const AIM: Self = Self(38);
    /// A value that is no signal.
    pub const COMMON: Self = Self(39);
    /// A signal of improvement.
    pub const GOOD: Self = Self(40);
    /// A signal of concern.
    pub const BAD: Self = Self(41);
    /// A signal that is neither.
    pub const ODD: Self = Self(42);
    /// The authority's own value among others.
    pub const OURS: Self = Self(43);
    /// From one thing to the next that it belongs with.
    pub const JOIN: Self = Self(44);

    /// The line of a series, counted from 0.
    pub fn line(series: usize) -> Self {
        Self::nth(9, series, 4)
    }

    /// The markers of a series.
    pub fn dot(series: usize) -> Self {
        Self::nth(13, series, 4)
    }

    /// The intervals of a series.
    pub fn whisker(series: usize) -> Self {
        Self::nth(17, series, 4)
    }

    /// The segments of a group, counted from 0.
    pub fn group(group: usize) -> Self {
        Self::nth(21, group, 6)
    }

    fn nth(first: u8, index: usize, of: u8) -> Self {
        Self(first + u8::try_from(index).unwrap_or(u8::MAX).min(of - 1))
    }

    /// The ink that a colour of [`Self::colour`] stands for.
    pub fn of_colour(colour: &str) -> Option<Self> {
        let code = u8::from_str_radix(colour.strip_prefix("#0000")?, 16).ok()?;
        (usize::from(code) < CLASSES.len()).then_some(Self(code))
    }

    /// The colour that stands for the ink on the way through `plotters`.
    pub fn colour(self) -> RGBColor {
        RGBColor(0, 0, self.0)
    }

    /// The classes that the stylesheet knows.
    pub fn class(self) -> &'static str {
        CLASSES[usize::from(self.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ink_comes_back_from_its_colour() {
        for ink in [Ink::GRID, Ink::line(0), Ink::whisker(3), Ink::group(5)] {
            let RGBColor(red, green, blue) = ink.colour();
            assert_eq!(Ink::of_colour(&format!("#{red:02X}{green:02X}{blue:02X}")), Some(ink));
        }
        assert_eq!(Ink::of_colour("#0000FF"), None);
        assert_eq!((Ink::line(0).class(), Ink::group(5).class()), ("ch-line ch-line-1 ch-own", "ch-g6"));
    }
}
