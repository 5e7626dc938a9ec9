//! Filled marks with an outline: what they mean is in their shape.

use plotters::element::{Circle, Polygon};

use super::ChartError;
use super::ink::Ink;
use super::sheet::{Area, tenths};

/// A mark's shape; all look about as large as each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    Circle,
    Up,
    Down,
    Diamond,
    Square,
}

impl Glyph {
    /// Draws the mark at a place on the sheet. It reaches at most 1.3 times
    /// its size to any side.
    pub fn draw(self, area: &Area<'_>, (x, y): (f64, f64), size: f64, ink: Ink) -> Result<(), ChartError> {
        let corners: &[(f64, f64)] = match self {
            Self::Circle => {
                return Ok(area.draw(&Circle::new((tenths(x), tenths(y)), tenths(size), ink.colour()))?);
            }
            Self::Up => &[(0.0, -1.15), (1.15, 0.85), (-1.15, 0.85)],
            Self::Down => &[(0.0, 1.15), (1.15, -0.85), (-1.15, -0.85)],
            Self::Diamond => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
            Self::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        };
        let corner = |(right, down): &(f64, f64)| (tenths(x + size * right), tenths(y + size * down));
        Ok(area.draw(&Polygon::new(corners.iter().map(corner).collect::<Vec<_>>(), ink.colour()))?)
    }
}
