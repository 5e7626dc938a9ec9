//! The key above the rows: a sample and a name each, in lines as words are.

use super::sheet::{Frame, Sheet, Spot, WIDTH};
use super::text::{self, Fitted};

/// The side of a sample.
const SAMPLE: f64 = 18.0;
/// From a sample to its name.
const GAP: f64 = 6.0;

/// Where samples and their names go.
pub(super) struct Key {
    /// Where rows can start.
    pub bottom: f64,
    each: Vec<(Frame, Fitted)>,
}

impl Key {
    /// A key with these names, from the top of the sheet.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let (mut x, mut y) = (1.0, 1.0);
        let mut each: Vec<(Frame, Fitted)> = Vec::new();
        for name in names {
            let name = text::fit(name, WIDTH - SAMPLE - GAP, 1);
            let width = SAMPLE + GAP + name.width();
            if x > 1.0 && x + width > WIDTH {
                (x, y) = (1.0, y + SAMPLE + 8.0);
            }
            let frame = Frame { left: x, right: x + SAMPLE, top: y, bottom: y + SAMPLE };
            each.push((frame, name));
            x += width + 18.0;
        }
        Self { bottom: each.last().map_or(0.0, |(frame, _)| frame.bottom + 14.0), each }
    }

    /// The frame of each sample, in the order of the names.
    pub fn samples(&self) -> impl Iterator<Item = Frame> {
        self.each.iter().map(|(frame, _)| *frame)
    }

    /// Writes the names.
    pub fn write(&self, sheet: &mut Sheet) {
        for (Frame { right, top, bottom, .. }, name) in &self.each {
            sheet.words("ch-key", Spot::start(right + GAP, f64::midpoint(*top, *bottom)), name);
        }
    }
}
