//! Phases and breaks: vertical marks with their labels in rows above the plot.

use super::axes::GAP;
use super::ink::Ink;
use super::place;
use super::scale::float;
use super::sheet::{Area, Frame, Sheet, Spot, WIDTH, path};
use super::text::{self, Fitted};
use super::{ChartError, Mark};

/// More rows of labels than this would be taller than the chart.
const MOST_ROWS: usize = 6;
/// The widest label.
const WIDEST: f64 = 250.0;
/// From a mark to its label.
const BESIDE: f64 = 4.0;
/// Marks nearer to each other than this are drawn as one.
const NEAREST: f64 = 2.0;

/// The marks over a plot from left to right.
pub(super) struct Marks(Vec<Placed>);

struct Placed {
    x: f64,
    label: Fitted,
    /// Where the label starts: beside the line, or further left where it
    /// would leave the sheet; then it stands on the line.
    start: f64,
    /// Counted up from the plot; none where the label found no room.
    row: Option<usize>,
}

impl Placed {
    fn of(x: f64, label: &str) -> Self {
        let label = text::fit(label, WIDEST, 1);
        let start = (x + BESIDE).min(WIDTH - label.width() - 1.0);
        Self { x, label, start, row: None }
    }

    fn span(&self) -> (f64, f64) {
        (self.start.min(self.x), (self.start + self.label.width()).max(self.x))
    }

    /// The top of the line, under a plot that starts at `top`.
    fn top(&self, top: f64) -> f64 {
        let half = if self.start > self.x { text::LINE / -2.0 } else { text::LINE / 2.0 - 1.0 };
        self.row.map_or(top, |row| middle(top, row) + half)
    }
}

impl Marks {
    /// Places marks over a plot of so many periods that reaches from left to
    /// right.
    pub fn of(marks: &[Mark], periods: usize, (left, right): (f64, f64)) -> Self {
        let place = |before: usize| left + (right - left) * float(before) / float(periods);
        let mut sorted: Vec<_> = marks.iter().collect();
        sorted.sort_by_key(|mark| mark.before);
        let mut placed: Vec<Placed> = Vec::new();
        for mark in sorted {
            let x = place(mark.before);
            if placed.last().is_some_and(|last| x - last.x < NEAREST && x > last.x) {
                continue;
            }
            placed.push(Placed::of(x, &mark.label));
        }
        let spans: Vec<_> = placed.iter().map(Placed::span).collect();
        for (mark, row) in placed.iter_mut().zip(place::rows(&spans, BESIDE, MOST_ROWS)) {
            mark.row = row;
        }
        Self(placed)
    }

    /// How many rows the labels need.
    pub fn rows(&self) -> usize {
        self.0.iter().filter_map(|mark| mark.row).max().map_or(0, |row| row + 1)
    }

    /// The lines, from each label down through the plot.
    pub fn draw(&self, area: &Area<'_>, frame: Frame) -> Result<(), ChartError> {
        for mark in &self.0 {
            area.draw(&path(&[(mark.x, mark.top(frame.top)), (mark.x, frame.bottom)], Ink::MARK))?;
        }
        Ok(())
    }

    /// The labels, over a plot that starts at `top`.
    pub fn words(&self, sheet: &mut Sheet, top: f64) {
        for mark in &self.0 {
            let Some(row) = mark.row else { continue };
            let spot = Spot::start(mark.start, middle(top, row));
            sheet.words("ch-mark-label", spot, &mark.label);
        }
    }
}

/// The middle of a row of labels.
fn middle(top: f64, row: usize) -> f64 {
    top - GAP / 2.0 - text::LINE * (float(row) + 0.5)
}
