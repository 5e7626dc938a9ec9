//! The values of a control chart: the line through them, and their marks.

use std::collections::BTreeSet;

use super::super::axes::Periods;
use super::super::glyph::Glyph;
use super::super::ink::Ink;
use super::super::scale::float;
use super::super::sheet::{Area, Frame, path, tenths};
use super::super::thin;
use super::super::{ChartError, Control, ControlMark};

/// Of more values than this only signals are marked.
const MOST: usize = 400;
/// Marks of one kind are at least so far apart where there are more.
const APART: f64 = 10.0;
/// The size of a circle, by how near the periods are.
const CIRCLE: (f64, f64) = (1.6, 3.6);
/// The size of a signal.
const SIGNAL: (f64, f64) = (4.0, 5.2);

/// An index of a period and a figure.
type Point = (usize, f64);

/// What is drawn of the values.
pub(super) struct Points {
    /// Stretches of the line, of at least two points.
    runs: Vec<Vec<Point>>,
    /// In the order in which they are drawn: signals over the others.
    marks: Vec<(ControlMark, Point)>,
    /// Values without a signal have no mark.
    pub thinned: bool,
}

impl Points {
    pub fn of(control: &Control, periods: &Periods) -> Self {
        let known: Vec<(Point, ControlMark)> = control
            .points
            .iter()
            .enumerate()
            .filter_map(|(at, point)| point.map(|point| ((at, point.value.get()), point.mark)))
            .collect();
        let thinned = known.len() > MOST;
        let starts: BTreeSet<usize> = control.segments.iter().map(|segment| segment.from).collect();
        let unit = |index: usize| column(periods, index, 1.0);
        let joined = |a: usize, b: usize| {
            let near = b == a + 1 || (thinned && unit(b) - unit(a) <= STEP);
            near && starts.range(a + 1..=b).next().is_none()
        };
        let runs = known.chunk_by(|a, b| joined(a.0.0, b.0.0));
        let mut points = Self { runs: Vec::new(), marks: Vec::new(), thinned };
        for run in runs {
            let alone = run.len() == 1;
            let kept = run.iter().filter(|(_, mark)| alone || !thinned || *mark != ControlMark::Common);
            points.marks.extend(kept.map(|(point, mark)| (*mark, *point)));
            let line: Vec<Point> = run.iter().map(|(point, _)| *point).collect();
            let line = if thinned { thin::columns(&line, unit) } else { line };
            points.runs.extend(Some(line).filter(|line| line.len() > 1));
        }
        points.marks.sort_by_key(|(mark, _)| *mark);
        if thinned {
            let mut taken = BTreeSet::new();
            points.marks.retain(|(mark, at)| taken.insert((*mark, column(periods, at.0, APART))));
        }
        points
    }

    /// One mark of each kind that is drawn, and the words of the key.
    pub fn kinds(&self) -> Vec<(ControlMark, &'static str)> {
        let drawn: BTreeSet<ControlMark> = self.marks.iter().map(|(mark, _)| *mark).collect();
        let both =
            drawn.contains(&ControlMark::ImprovementUp) && drawn.contains(&ControlMark::ImprovementDown);
        let mut kinds: Vec<_> = drawn.into_iter().map(|mark| (mark, name(mark, both))).collect();
        kinds.dedup_by_key(|(_, name)| *name);
        kinds
    }

    /// What the description adds where marks are left out.
    pub fn added(&self) -> String {
        let added = if self.thinned { "With so many values only signals are marked." } else { "" };
        added.to_owned()
    }

    /// Draws the line; figures have the heights that `y` gives.
    pub fn draw_line(
        &self,
        area: &Area<'_>,
        periods: &Periods,
        y: impl Fn(f64) -> f64,
    ) -> Result<(), ChartError> {
        let place = |&(index, figure): &Point| (periods.x(float(index)), y(figure));
        self.runs
            .iter()
            .try_for_each(|run| Ok(area.draw(&path(&run.iter().map(place).collect::<Vec<_>>(), Ink::THIN))?))
    }

    /// Draws the marks over it.
    pub fn draw_marks(
        &self,
        area: &Area<'_>,
        periods: &Periods,
        y: impl Fn(f64) -> f64,
    ) -> Result<(), ChartError> {
        let circle = (periods.spacing() * 0.4).clamp(CIRCLE.0, CIRCLE.1);
        let signal = (periods.spacing() * 0.6).clamp(SIGNAL.0, SIGNAL.1);
        for (mark, point) in &self.marks {
            let (glyph, ink) = look(*mark);
            let size = if *mark == ControlMark::Common { circle } else { signal };
            glyph.draw(area, (periods.x(float(point.0)), y(point.1)), size, ink)?;
        }
        Ok(())
    }
}

/// The difference of two columns that are neighbours.
const STEP: i32 = 10;

/// Which column of some width a period is in.
fn column(periods: &Periods, index: usize, width: f64) -> i32 {
    tenths((periods.x(float(index)) / width).floor())
}

fn name(mark: ControlMark, both: bool) -> &'static str {
    match mark {
        ControlMark::Common => "no special signal",
        ControlMark::ImprovementUp if both => "improvement, upwards",
        ControlMark::ImprovementDown if both => "improvement, downwards",
        ControlMark::ImprovementUp | ControlMark::ImprovementDown => "improvement",
        ControlMark::Concern => "concern",
        ControlMark::NeutralHigh | ControlMark::NeutralLow => "signal, neither better nor worse",
    }
}

fn look(mark: ControlMark) -> (Glyph, Ink) {
    match mark {
        ControlMark::Common => (Glyph::Circle, Ink::COMMON),
        ControlMark::ImprovementUp => (Glyph::Up, Ink::GOOD),
        ControlMark::ImprovementDown => (Glyph::Down, Ink::GOOD),
        ControlMark::Concern => (Glyph::Diamond, Ink::BAD),
        ControlMark::NeutralHigh | ControlMark::NeutralLow => (Glyph::Square, Ink::ODD),
    }
}

/// A mark in the key.
pub(super) fn sample(area: &Area<'_>, mark: ControlMark, frame: Frame) -> Result<(), ChartError> {
    let (glyph, ink) = look(mark);
    let size = if mark == ControlMark::Common { CIRCLE.1 } else { SIGNAL.1 };
    let middle = (f64::midpoint(frame.left, frame.right), f64::midpoint(frame.top, frame.bottom));
    glyph.draw(area, middle, size, ink)
}
