//! Lines, their markers and their intervals.

use std::collections::BTreeSet;

use plotters::element::{Circle, EmptyElement, PathElement, Polygon, Rectangle};
use plotters::series::{LineSeries, PointSeries};

use super::super::ink::Ink;
use super::super::scale::{Scale, float};
use super::super::sheet::{Area, Plot, tenths};
use super::super::thin;
use super::super::{ChartError, Finite, Line};

/// The largest radius of a marker.
const RADIUS: f64 = 3.8;
/// The smallest.
const SMALL: f64 = 2.2;
/// Markers nearer than this are thinned: those of the authority's own line, and
/// of the others, which so stand back.
const NEAREST: (f64, f64) = (5.0, 7.0);
/// Half the width of the ends of a whisker.
const CAP: f64 = 3.0;
/// Where periods stand nearer than this, whiskers are without their ends.
const ROOMY: f64 = 10.0;

/// A run of values without gap or break: index of the period, and figure.
type Run = Vec<(usize, f64)>;

/// One line and what it is drawn on.
pub(super) struct Series<'a> {
    /// Which of the lines, from 0.
    pub index: usize,
    pub line: &'a Line,
    pub scale: &'a Scale,
    /// The width of the plot.
    pub width: f64,
}

impl Series<'_> {
    /// Draws intervals, then the line over them, then the markers.
    pub fn draw(&self, plot: &mut Plot<'_>) -> Result<(), ChartError> {
        let runs = runs(self.line);
        self.whiskers(plot)?;
        for run in runs.iter().filter(|run| run.len() > 1) {
            let points =
                self.thinned(run).into_iter().map(|(index, figure)| (float(index), self.scale.at(figure)));
            plot.draw_series(LineSeries::new(points, Ink::line(self.index).colour()))?;
        }
        let points = self.marked(&runs, plot);
        self.markers(plot, points)
    }

    /// From one period to the next.
    fn spacing(&self) -> f64 {
        self.width / float(self.line.values.len())
    }

    /// Every so-manieth period has a marker.
    fn stride(&self, nearest: f64) -> usize {
        (1..=self.line.values.len()).find(|&stride| float(stride) * self.spacing() >= nearest).unwrap_or(1)
    }

    /// The points that a reader can see: of those that fall on one unit of
    /// width the first, the last and the two extremes.
    fn thinned(&self, run: &[(usize, f64)]) -> Run {
        let column = |index: usize| tenths((float(index) * self.spacing()).floor());
        thin::columns(run, column)
    }

    /// The points that get a marker: the ends of each run always, and what
    /// the spacing leaves room for; of those on one spot only the first.
    fn marked(&self, runs: &[Run], plot: &Plot<'_>) -> Vec<(f64, f64)> {
        let stride = self.stride(if self.index == 0 { NEAREST.0 } else { NEAREST.1 });
        let mut spots = BTreeSet::new();
        let mut points = Vec::new();
        for run in runs {
            for (at, &(index, figure)) in run.iter().enumerate() {
                let point = (float(index), self.scale.at(figure));
                let end = at == 0 || at + 1 == run.len();
                let (x, y) = plot.backend_coord(&point);
                let spot = (x.div_euclid(40), y.div_euclid(40));
                if stride == 1 || ((end || index % stride == 0) && spots.insert(spot)) {
                    points.push(point);
                }
            }
        }
        points
    }

    fn markers(&self, plot: &mut Plot<'_>, points: Vec<(f64, f64)>) -> Result<(), ChartError> {
        let ink = Ink::dot(self.index).colour();
        let size = tenths((self.spacing() * 0.35).clamp(SMALL, RADIUS));
        match self.index {
            0 => plot.draw_series(PointSeries::of_element(points, size, ink, &|at, size, style| {
                EmptyElement::at(at) + Circle::new((0, 0), size, style)
            }))?,
            1 => plot.draw_series(PointSeries::of_element(points, size, ink, &|at, size, style| {
                EmptyElement::at(at) + Rectangle::new(square(size), style)
            }))?,
            other => plot.draw_series(PointSeries::of_element(points, size, ink, &|at, size, style| {
                EmptyElement::at(at) + Polygon::new(corners(other, size), style)
            }))?,
        };
        Ok(())
    }

    fn whiskers(&self, plot: &mut Plot<'_>) -> Result<(), ChartError> {
        let cap = (CAP / self.spacing()).min(0.4);
        let values =
            self.line.values.iter().zip(&self.line.intervals).enumerate().step_by(self.stride(NEAREST.0));
        for (index, (value, ends)) in values {
            let (Some(_), Some(ends)) = (value, ends) else { continue };
            let (below, above) = ends.get();
            let (x, below, above) = (float(index), self.scale.at(below), self.scale.at(above));
            // One path an interval: the lower end, the way up, the upper end.
            let (left, right) = (x - cap, x + cap);
            let ends = [(left, below), (right, below), (x, below), (x, above), (left, above), (right, above)];
            let ends = if self.spacing() < ROOMY { &ends[2..4] } else { &ends[..] };
            let ink = Ink::whisker(self.index).colour();
            plot.draw_series([PathElement::new(ends.to_vec(), ink)])?;
        }
        Ok(())
    }
}

/// The marker of a line, at a place on the sheet: for the words beside it.
pub(super) fn marker(area: &Area<'_>, index: usize, (x, y): (f64, f64)) -> Result<(), ChartError> {
    let (ink, size) = (Ink::dot(index).colour(), tenths(RADIUS));
    let at = EmptyElement::at((tenths(x), tenths(y)));
    match index {
        0 => area.draw(&(at + Circle::new((0, 0), size, ink)))?,
        1 => area.draw(&(at + Rectangle::new(square(size), ink)))?,
        other => area.draw(&(at + Polygon::new(corners(other, size), ink)))?,
    }
    Ok(())
}

fn square(size: i32) -> [(i32, i32); 2] {
    let half = size * 9 / 10;
    [(-half, -half), (half, half)]
}

/// A triangle for the third line, a diamond for the fourth.
fn corners(index: usize, size: i32) -> Vec<(i32, i32)> {
    let far = size * 13 / 10;
    match index {
        2 => vec![(0, -far), (far, size), (-far, size)],
        _ => vec![(0, -far), (far, 0), (0, far), (-far, 0)],
    }
}

/// The target as steps: level over each period, upright between two.
pub(super) fn target(
    plot: &mut Plot<'_>,
    target: &[Option<Finite>],
    scale: &Scale,
) -> Result<(), ChartError> {
    let known: Vec<_> =
        target.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?.get()))).collect();
    for run in known.chunk_by(|a, b| a.0 + 1 == b.0) {
        let mut corners = Vec::new();
        for same in run.chunk_by(|a, b| a.1.total_cmp(&b.1).is_eq()) {
            let (first, last) = (same[0], same[same.len() - 1]);
            let y = scale.at(first.1);
            corners.extend([(float(first.0) - 0.5, y), (float(last.0) + 0.5, y)]);
        }
        plot.draw_series(LineSeries::new(corners, Ink::TARGET.colour()))?;
    }
    Ok(())
}

/// The values of a line without its gaps and breaks.
fn runs(line: &Line) -> Vec<Run> {
    let breaks: BTreeSet<usize> = line.breaks.iter().copied().collect();
    let values = line.values.iter().enumerate();
    let known: Run = values.filter_map(|(index, value)| Some((index, (*value)?.get()))).collect();
    let joined = |a: &(usize, f64), b: &(usize, f64)| a.0 + 1 == b.0 && !breaks.contains(&b.0);
    known.chunk_by(joined).map(<[_]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[Option<u32>], breaks: &[usize]) -> Line {
        let values = values.iter().map(|value| value.map(Finite::from)).collect();
        Line { values, breaks: breaks.to_vec(), ..Line::default() }
    }

    #[test]
    fn a_missing_value_is_a_gap_and_never_zero() {
        let runs = runs(&line(&[Some(3), None, Some(5), Some(6)], &[]));
        assert_eq!(runs, [vec![(0, 3.0)], vec![(2, 5.0), (3, 6.0)]]);
    }

    #[test]
    fn a_break_splits_a_line_before_its_period() {
        let runs = runs(&line(&[Some(3), Some(4), Some(5), Some(6)], &[2, 2, 0, 4]));
        assert_eq!(runs, [vec![(0, 3.0), (1, 4.0)], vec![(2, 5.0), (3, 6.0)]]);
    }
}
