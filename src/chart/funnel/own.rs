//! The label of the authority's own point, where it hides the fewest others.

use super::super::ChartError;
use super::super::ink::Ink;
use super::super::sheet::{Area, Frame, Sheet, Spot, path};
use super::super::text::{self, Fitted};

/// From the point to its label.
const BESIDE: f64 = 10.0;
/// The widest label.
const WIDEST: f64 = 200.0;
/// It is so much wider for being bold.
const BOLD: f64 = 1.15;
/// How much higher or lower the next try is.
const STEP: f64 = 12.0;
/// The furthest tries, upwards and downwards.
const TRIES: i32 = 12;
/// The label stays so far from other points.
const CLEAR: f64 = 6.0;
/// A point under the label is as bad as so many units between it and its own.
const HIDDEN: f64 = 40.0;

/// The label and where it stands.
pub(super) struct Own {
    text: Fitted,
    point: (f64, f64),
    frame: Frame,
}

impl Own {
    /// A label for a point in a plot, away from what is taken.
    pub fn of(words: &str, point: (f64, f64), plot: Frame, taken: &[(f64, f64)]) -> Self {
        let text = text::fit(words, WIDEST.min((plot.right - plot.left) / BOLD), 2);
        let frames = frames(&text, point, plot);
        let cost = |frame: &Frame| {
            let hidden = taken.iter().filter(|place| is_over(frame, **place)).count();
            super::super::scale::float(hidden) * HIDDEN + distance(frame, point)
        };
        let best = frames.into_iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
        Self { text, point, frame: best.unwrap_or(plot) }
    }

    /// A leader to a label that is not beside its point.
    pub fn draw(&self, area: &Area<'_>) -> Result<(), ChartError> {
        if distance(&self.frame, self.point) <= BESIDE + 1.0 {
            return Ok(());
        }
        let Frame { left, right, top, bottom } = self.frame;
        let (x, y) = self.point;
        let end = (x.clamp(left + 4.0, (right - 4.0).max(left + 4.0)), if y < top { top } else { bottom });
        Ok(area.draw(&path(&[(x, y), end], Ink::AXIS))?)
    }

    pub fn write(&self, sheet: &mut Sheet) {
        let spot = Spot::start(self.frame.left, self.frame.top + text::LINE / 2.0);
        sheet.words("ch-name ch-own ch-over", spot, &self.text);
    }
}

/// Where the label could stand: to the right, to the left, over or under the
/// point, and further up and down; all within the plot.
fn frames(text: &Fitted, (x, y): (f64, f64), plot: Frame) -> Vec<Frame> {
    let (width, height) = (text.width() * BOLD, text.height());
    let farthest = (plot.right - width).max(plot.left);
    let lowest = (plot.bottom - height).max(plot.top);
    let mut frames = Vec::new();
    for step in -TRIES..=TRIES {
        let wanted = y + f64::from(step) * STEP - height / 2.0;
        let top = wanted.clamp(plot.top, lowest);
        for left in [x + BESIDE, x - BESIDE - width, x - width / 2.0] {
            let left = left.clamp(plot.left, farthest);
            let frame = Frame { left, right: left + width, top, bottom: top + height };
            if !is_over(&frame, (x, y)) {
                frames.push(frame);
            }
        }
    }
    frames
}

fn is_over(frame: &Frame, (x, y): (f64, f64)) -> bool {
    let across = (frame.left - CLEAR..frame.right + CLEAR).contains(&x);
    across && (frame.top - CLEAR / 2.0..frame.bottom + CLEAR / 2.0).contains(&y)
}

/// From a point to the nearest place of a frame.
fn distance(frame: &Frame, (x, y): (f64, f64)) -> f64 {
    let right = (frame.left - x).max(x - frame.right).max(0.0);
    let down = (frame.top - y).max(y - frame.bottom).max(0.0);
    right.hypot(down)
}
