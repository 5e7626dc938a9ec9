//! Axes around a plot: values upright on the left, periods below.

use super::ChartError;
use super::ink::Ink;
use super::number::{UnitFormat, UnitStyle};
use super::place;
use super::scale::{Scale, float};
use super::sheet::{Area, Frame, Sheet, Spot, WIDTH, held, path};
use super::text::{self, Fitted};

/// From the top of the scale to its bottom.
pub(super) const HEIGHT: f64 = 230.0;
/// Between the plot and the words around it.
pub(super) const GAP: f64 = 10.0;
/// The most steps between ticks in that height.
pub(super) const STEPS: usize = 5;
/// The widest label of a period.
const PERIOD: f64 = 130.0;
/// The shortest space between two labels of periods.
const BETWEEN: f64 = 12.0;

/// The axis of values: its scale, and what has to be said of it.
pub(super) struct Upright {
    pub scale: Scale,
    note: Option<Fitted>,
}

impl Upright {
    /// An axis that says so where its scale starts elsewhere than at zero.
    /// `words` name it where the heading does not.
    pub fn of(scale: Scale, unit: UnitFormat, words: &str) -> Self {
        let words = Some(words.trim()).filter(|words| !words.is_empty());
        let days = (unit.style == UnitStyle::Days).then_some("days");
        let start = (!scale.has_zero()).then_some("scale does not start at zero");
        let said: Vec<&str> = words.into_iter().chain(days).chain(start).collect();
        let note = (!said.is_empty()).then(|| text::fit(&said.join(", "), WIDTH, 2));
        Self { scale, note }
    }

    /// Where a plot with this axis can start.
    pub fn left(&self) -> f64 {
        (self.scale.label_width() + GAP).max(20.0).ceil()
    }

    /// The height of what is said of the axis, above the plot.
    pub fn note_height(&self) -> f64 {
        self.note.as_ref().map_or(0.0, Fitted::height)
    }

    /// Where a figure stands in a frame.
    pub fn y(&self, frame: Frame, figure: f64) -> f64 {
        self.place(frame, self.scale.at(figure))
    }

    /// Where a place on the scale stands in a frame.
    fn place(&self, Frame { top, bottom, .. }: Frame, at: f64) -> f64 {
        let Scale { low, high, .. } = self.scale;
        bottom - (bottom - top) * (at - low) / (high - low)
    }

    /// The lines across the plot at the ticks.
    pub fn draw(&self, area: &Area<'_>, frame: Frame) -> Result<(), ChartError> {
        let (zero, others): (Vec<f64>, Vec<f64>) =
            self.scale.ticks.iter().map(|(at, _)| *at).partition(|at| *at == 0.0);
        let lines = others.into_iter().map(|at| (at, Ink::GRID));
        for (at, ink) in lines.chain(zero.into_iter().map(|at| (at, Ink::AXIS))) {
            let y = self.place(frame, at);
            area.draw(&path(&[(frame.left, y), (frame.right, y)], ink))?;
        }
        Ok(())
    }

    /// Writes the labels of the ticks.
    pub fn write(&self, sheet: &mut Sheet, frame: Frame) {
        for (at, label) in &self.scale.ticks {
            let spot = Spot::end(frame.left - GAP / 2.0, self.place(frame, *at));
            sheet.words("ch-tick", spot, &text::whole(label));
        }
    }

    /// Writes what is said of the axis, from `top` down.
    pub fn write_note(&self, sheet: &mut Sheet, top: f64) {
        if let Some(note) = &self.note {
            sheet.words("ch-note", Spot::start(0.0, top + text::LINE / 2.0), note);
        }
    }

    /// What the description adds for a scale that does not start at zero.
    pub fn added(&self) -> String {
        if self.scale.has_zero() {
            return String::new();
        }
        let first = self.scale.ticks.first().map_or("", |(_, label)| label);
        format!("The vertical scale starts at {first}, not at zero.")
    }
}

/// The axis of periods.
///
/// It runs from half a period before the first to half a period after the
/// last, so that marks and steps fall between periods.
pub(super) struct Periods {
    left: f64,
    right: f64,
    /// The labels of all periods; which are written is decided by their width.
    labels: Vec<Fitted>,
}

impl Periods {
    /// An axis from left to right.
    pub fn of(labels: &[String], (left, right): (f64, f64)) -> Self {
        Self { left, right, labels: labels.iter().map(|label| text::fit(label, PERIOD, 1)).collect() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.labels.len()
    }

    /// Where the middle of a period is; halves are between periods.
    pub fn x(&self, period: f64) -> f64 {
        self.left + (self.right - self.left) * (period + 0.5) / float(self.labels.len())
    }

    /// From one period to the next.
    pub fn spacing(&self) -> f64 {
        (self.right - self.left) / float(self.labels.len())
    }

    /// The periods that have labels, and the middle of each label.
    fn shown(&self) -> Vec<(usize, f64)> {
        let middle = |index: usize, half: f64| held(self.x(float(index)), half);
        let span = |(index, label): (usize, &Fitted)| {
            let half = label.width() / 2.0;
            (middle(index, half) - half, middle(index, half) + half)
        };
        let spans: Vec<_> = self.labels.iter().enumerate().map(span).collect();
        let kept = place::thin(&spans, BETWEEN).into_iter();
        kept.map(|at| (at, f64::midpoint(spans[at].0, spans[at].1))).collect()
    }

    /// A tick for each label under a plot with this bottom.
    pub fn draw(&self, area: &Area<'_>, bottom: f64) -> Result<(), ChartError> {
        for (index, ..) in self.shown() {
            let x = self.x(float(index));
            area.draw(&path(&[(x, bottom), (x, bottom + 5.0)], Ink::AXIS))?;
        }
        Ok(())
    }

    /// Writes the labels that there is room for.
    pub fn write(&self, sheet: &mut Sheet, bottom: f64) {
        for (index, x) in self.shown() {
            sheet.words("ch-tick", Spot::middle(x, bottom + GAP + text::LINE / 2.0), &self.labels[index]);
        }
    }
}
