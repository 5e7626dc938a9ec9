//! Names of lines at the right-hand edge of a plot, none on another.

use super::ChartError;
use super::ink::Ink;
use super::number::{UnitFormat, bare_number};
use super::place;
use super::sheet::{Area, Frame, Sheet, Spot, path};
use super::text::{self, Fitted};

/// From the plot to the words, with room for the end of a leader.
const INSET: f64 = 14.0;
/// How near the words a leader comes.
const NEAR: f64 = 3.0;
/// The widest name.
const WIDEST: f64 = 128.0;
/// The widest figure.
const FIGURE: f64 = 84.0;
/// What is right of a plot without names.
const GAP_ALONE: f64 = 8.0;
/// How far names can leave the plot, downwards and, where nothing stands, upwards.
pub(super) const BEYOND: f64 = 10.0;

/// Names, each at the height of its line.
pub(super) struct Edge(Vec<Named>);

struct Named {
    figure: f64,
    text: Fitted,
    /// Where the line ends.
    y: f64,
    /// Where the middle of the words is.
    middle: f64,
}

impl Edge {
    /// Names for lines that end at these figures. `place` must come before
    /// anything is drawn.
    pub fn of(lines: impl Iterator<Item = (f64, String)>) -> Self {
        let named = |(figure, name): (f64, String)| Named {
            figure,
            text: text::fit(&name, WIDEST, 2),
            y: 0.0,
            middle: 0.0,
        };
        Self(lines.map(named).collect())
    }

    /// The room that the names need, from the plot to the end of the sheet.
    pub fn room(&self) -> f64 {
        let widest = self.0.iter().map(|named| named.text.width()).fold(0.0, f64::max);
        if self.0.is_empty() { GAP_ALONE } else { widest + INSET + 2.0 }
    }

    /// Places the names beside a frame, where figures have these heights.
    /// `free` is how far names can leave the plot upwards.
    pub fn place(&mut self, frame: Frame, free: f64, y: impl Fn(f64) -> f64) {
        for named in &mut self.0 {
            named.y = y(named.figure);
        }
        let wanted: Vec<_> = self.0.iter().map(|named| (named.y, named.text.height())).collect();
        let middles = place::spread(&wanted, frame.top - free, frame.bottom + BEYOND);
        for (named, middle) in self.0.iter_mut().zip(middles) {
            named.middle = middle;
        }
    }

    /// A leader to each name that had to move.
    pub fn draw(&self, area: &Area<'_>, frame: Frame) -> Result<(), ChartError> {
        for Named { y, middle, .. } in self.0.iter().filter(|named| (named.middle - named.y).abs() > 3.0) {
            area.draw(&path(&[(frame.right, *y), (frame.right + INSET - NEAR, *middle)], Ink::LEADER))?;
        }
        Ok(())
    }

    /// Writes the names.
    pub fn write(&self, sheet: &mut Sheet, frame: Frame) {
        for named in &self.0 {
            let first = named.middle - (named.text.height() - text::LINE) / 2.0;
            sheet.words("ch-name", Spot::start(frame.right + INSET, first), &named.text);
        }
    }
}

/// A name and a figure, never cut: a long figure is written shorter.
pub(super) fn figured(name: &str, figure: f64, unit: UnitFormat) -> String {
    let plain = bare_number(figure, unit);
    let plain =
        if text::width(&plain) <= FIGURE { plain } else { format!("{figure:.1e}").replace('-', "\u{2212}") };
    format!("{name} {plain}")
}
