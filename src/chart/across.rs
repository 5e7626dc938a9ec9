//! An axis of values from left to right, which the rows of a chart share.

use super::edge;
use super::ink::Ink;
use super::place;
use super::scale::Scale;
use super::sheet::{Area, Sheet, Spot, WIDTH, held, path, tenths};
use super::text::{self, Fitted};
use super::{ChartError, Reference, UnitFormat, UnitStyle};

/// The most steps between ticks.
pub(super) const STEPS: usize = 5;
/// The shortest space between two labels of ticks.
const BETWEEN: f64 = 10.0;

/// The axis and its ticks.
pub(super) struct Across {
    pub left: f64,
    pub right: f64,
    pub scale: Scale,
    /// Where each tick stands and its label, the first with the unit.
    ticks: Vec<(f64, Fitted)>,
}

impl Across {
    /// An axis from left to right, or as far right as its last label lets it.
    pub fn of(scale: Scale, unit: UnitFormat, (left, right): (f64, f64)) -> Self {
        let label = |(at, (tick, label)): (usize, &(f64, String))| {
            let unit = if at == 0 && unit.style == UnitStyle::Days { " days" } else { "" };
            (*tick, text::whole(&format!("{label}{unit}")))
        };
        let labels: Vec<_> = scale.ticks.iter().enumerate().map(label).collect();
        let last = labels.last().map_or(0.0, |(_, label)| label.width() / 2.0);
        let mut axis = Self { left, right: right.min(WIDTH - last), scale, ticks: Vec::new() };
        axis.ticks = labels.into_iter().map(|(tick, label)| (axis.place(tick), label)).collect();
        axis
    }

    /// The same where there is nothing to measure.
    pub fn without_ticks(self) -> Self {
        Self { ticks: Vec::new(), ..self }
    }

    /// True where there is nothing to measure.
    pub fn is_empty(&self) -> bool {
        self.ticks.is_empty()
    }

    /// Where a figure stands on the sheet.
    pub fn x(&self, figure: f64) -> f64 {
        self.place(self.scale.at(figure))
    }

    /// Where a place on the scale stands on the sheet.
    fn place(&self, at: f64) -> f64 {
        let Scale { low, high, .. } = self.scale;
        self.left + (self.right - self.left) * (at - low) / (high - low)
    }

    /// The grid behind each row, from its top to its bottom, and zero where
    /// the scale has it.
    pub fn draw(&self, area: &Area<'_>, rows: &[(f64, f64)]) -> Result<(), ChartError> {
        let zero = self.scale.has_zero().then(|| self.x(0.0));
        let others = self.ticks.iter().map(|(x, _)| *x);
        let others = others.filter(|x| zero.is_none_or(|zero| tenths(*x) != tenths(zero)));
        let lines: Vec<_> =
            others.map(|x| (x, Ink::GRID)).chain(zero.map(|zero| (zero, Ink::AXIS))).collect();
        for (x, ink) in lines {
            for &(top, bottom) in rows {
                area.draw(&path(&[(x, top), (x, bottom)], ink))?;
            }
        }
        Ok(())
    }

    /// The line of a reference through each row, from its top to its bottom.
    pub fn draw_reference(
        &self,
        area: &Area<'_>,
        reference: &Reference,
        rows: &[(f64, f64)],
    ) -> Result<(), ChartError> {
        let x = self.x(reference.value.get());
        rows.iter()
            .try_for_each(|&(top, bottom)| Ok(area.draw(&path(&[(x, top), (x, bottom)], Ink::WHISKER))?))
    }

    /// The name of a reference and its value, over its line, from `top` down.
    pub fn write_reference(&self, sheet: &mut Sheet, reference: &Reference, unit: UnitFormat, top: f64) {
        let words = edge::figured(&reference.label, reference.value.get(), unit);
        let words = text::fit(&words, WIDTH, 1);
        let half = words.width() / 2.0;
        let x = held(self.x(reference.value.get()), half);
        sheet.words("ch-name", Spot::middle(x, top + text::LINE / 2.0), &words);
    }

    /// What the description adds for a scale that does not start at zero.
    pub fn added(&self) -> String {
        if self.is_empty() || self.scale.has_zero() {
            return String::new();
        }
        let first = self.scale.ticks.first().map_or("", |(_, label)| label);
        format!("The scale starts at {first}, not at zero.")
    }

    /// Writes the labels that there is room for.
    pub fn write(&self, sheet: &mut Sheet, y: f64) {
        let middle = |(x, label): &(f64, Fitted)| {
            let half = label.width() / 2.0;
            held(*x, half)
        };
        let middles: Vec<f64> = self.ticks.iter().map(middle).collect();
        let span = |((_, label), x): (&(f64, Fitted), &f64)| {
            let half = label.width() / 2.0;
            (x - half, x + half)
        };
        let spans: Vec<_> = self.ticks.iter().zip(&middles).map(span).collect();
        for at in place::thin(&spans, BETWEEN) {
            sheet.words("ch-tick", Spot::middle(middles[at], y), &self.ticks[at].1);
        }
    }
}
