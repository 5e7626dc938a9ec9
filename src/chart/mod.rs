//! Charts: checked figures in, accessible inline SVG out.
//!
//! This stands beside the way through the program and imports nothing of it:
//! the pages that have figures describe a [`Chart`] and put the string that
//! [`Chart::draw`] gives into the page. The caller writes the visible heading
//! and the table of the same figures; the chart carries its own title and
//! description for readers who cannot see it.
//!
//! `plotters` has the coordinates, series and shapes. What it cannot do is
//! done here: every figure is finite before it gets there (`finite`,
//! `scale`), colours become classes so that dark mode and print work from the
//! same SVG (`ink`, `sheet`), and words are measured and placed by us
//! (`text`, `place`), because `plotters` guesses widths by the byte.
//!
//! The same chart gives the same bytes, on any machine.

mod across;
mod axes;
mod bars;
mod control;
mod dots;
mod edge;
mod error;
mod finite;
mod funnel;
mod glyph;
mod groups;
mod ink;
mod key;
mod marks;
mod number;
mod pairs;
mod place;
mod rows;
mod scale;
mod shape;
mod sheet;
mod sign;
mod spread;
mod steps;
mod strip;
#[cfg(test)]
mod tests;
mod text;
mod thin;
mod trend;
mod waits;

pub use error::ChartError;
pub use finite::{Finite, NotFinite};
pub use number::{UnitFormat, UnitStyle, number};
pub use shape::{
    Bar, Bars, Control, ControlMark, ControlPoint, ControlSegment, ControlTarget, DotRow, Dots, Ends, Funnel,
    FunnelLimits, FunnelPoint, GroupRow, Groups, Line, Mark, PairRow, PairValue, Pairs, Quartiles, Reference,
    Shape, Spread, SpreadRow, Step, StepShare, Steps, Strip, StripCell, StripMark, StripRow, StripState,
    StripTick, Trend, WaitClass, WaitMark, Waits,
};
pub use sign::{Sign, mark};

pub use text::width as text_width;

/// A chart and what every chart has.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Unique on a page, of `a` to `z`, `0` to `9` and `-`; prefixes the ids
    /// in the SVG.
    pub id: String,
    /// The finding in a short sentence. It names the chart for those who
    /// cannot see it and is not drawn.
    pub title: String,
    /// What a sighted reader would see. The chart adds what it decides
    /// itself, such as a scale that does not start at zero.
    pub description: String,
    /// How values are written at axes and labels.
    pub unit: UnitFormat,
    /// The figures.
    pub shape: Shape,
}

impl Chart {
    /// One `<svg>` element without prolog, width, height, colours or styles.
    ///
    /// # Errors
    /// A chart that contradicts itself, such as a line with more values than
    /// there are periods. Missing figures are no error.
    pub fn draw(&self) -> Result<String, ChartError> {
        self.check()?;
        match &self.shape {
            Shape::Trend(trend) => trend::draw(self, trend),
            Shape::Bars(bars) => bars::draw(self, bars),
            Shape::Groups(groups) => groups::draw(self, groups),
            Shape::Strip(strip) => strip::draw(self, strip),
            Shape::Spread(spread) => spread::draw(self, spread),
            Shape::Control(control) => control::draw(self, control),
            Shape::Dots(dots) => dots::draw(self, dots),
            Shape::Funnel(funnel) => funnel::draw(self, funnel),
            Shape::Steps(steps) => steps::draw(self, steps),
            Shape::Pairs(pairs) => pairs::draw(self, pairs),
            Shape::Waits(waits) => waits::draw(self, waits),
        }
    }

    fn check(&self) -> Result<(), ChartError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if self.id.is_empty() || !self.id.bytes().all(plain) {
            return Err(ChartError::InvalidId(self.id.clone()));
        }
        if self.title.trim().is_empty() {
            return Err(ChartError::NoTitle);
        }
        self.shape.check()
    }
}
