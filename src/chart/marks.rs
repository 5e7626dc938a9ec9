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
/// The most lines of a label.
const MOST_LINES: usize = 2;

/// The marks over a plot from left to right.
#[derive(Default)]
pub(super) struct Marks {
    placed: Vec<Placed>,
    /// From the plot up to the foot of each row, and to the top of the last.
    feet: Vec<f64>,
    /// How many were given.
    given: usize,
}

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
        let label = text::fit(label, WIDEST, MOST_LINES);
        let start = (x + BESIDE).min(WIDTH - label.width() - 1.0);
        Self { x, label, start, row: None }
    }

    fn span(&self) -> (f64, f64) {
        (self.start.min(self.x), (self.start + self.label.width()).max(self.x))
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
        Self { feet: feet(&placed), placed, given: marks.len() }
    }

    /// The height of the rows that the labels need.
    pub fn height(&self) -> f64 {
        self.feet.last().copied().unwrap_or(0.0)
    }

    /// What the description adds where there is no room for all labels.
    pub fn added(&self) -> String {
        let written = self.placed.iter().filter(|mark| mark.row.is_some()).count();
        match self.given - written {
            0 => String::new(),
            without => format!("There is no room for the labels of {without} of {} marks.", self.given),
        }
    }

    /// Where the lines stand.
    pub fn lines(&self) -> impl Iterator<Item = f64> {
        self.placed.iter().map(|mark| mark.x)
    }

    /// The lines, from each label down through the plot.
    pub fn draw(&self, area: &Area<'_>, frame: Frame) -> Result<(), ChartError> {
        for mark in &self.placed {
            area.draw(&path(&[(mark.x, self.top(mark, frame.top)), (mark.x, frame.bottom)], Ink::MARK))?;
        }
        Ok(())
    }

    /// The labels, over a plot that starts at `top`.
    pub fn words(&self, sheet: &mut Sheet, top: f64) {
        for mark in &self.placed {
            let Some(first) = self.first(mark, top) else { continue };
            sheet.words("ch-mark-label", Spot::start(mark.start, first), &mark.label);
        }
    }

    /// The middle of a label's first line: it stands on the foot of its row.
    fn first(&self, mark: &Placed, top: f64) -> Option<f64> {
        let foot = self.feet.get(mark.row?)?;
        Some(top - GAP / 2.0 - foot - mark.label.height() + text::LINE / 2.0)
    }

    /// The top of a line: beside its label, or under the label on it.
    fn top(&self, mark: &Placed, top: f64) -> f64 {
        let beside = mark.start > mark.x;
        self.first(mark, top).map_or(top, |first| {
            first + if beside { text::LINE / -2.0 } else { mark.label.height() - text::LINE / 2.0 - 1.0 }
        })
    }
}

/// How far over the plot each row begins; a row is as high as its highest label.
fn feet(placed: &[Placed]) -> Vec<f64> {
    let rows = placed.iter().filter_map(|mark| mark.row).max().map_or(0, |row| row + 1);
    let height = |row: usize| {
        let of_row = placed.iter().filter(|mark| mark.row == Some(row));
        of_row.map(|mark| mark.label.height()).fold(0.0, f64::max)
    };
    let mut feet = vec![0.0];
    for row in 0..rows {
        feet.push(feet[row] + height(row));
    }
    feet
}
