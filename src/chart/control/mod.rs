//! Control charts: values over periods, what is usual for them, and signals.
//!
//! Mean and limits are level lines of each segment, which do not join: what
//! is usual changes at once, not over a period. Their figures stand at the
//! right-hand end, those of earlier segments in the caller's table.

mod points;

use plotters::element::PathElement;

use self::points::Points;
use super::axes::{GAP, HEIGHT, Periods, STEPS, Upright};
use super::edge::{self, Edge};
use super::ink::Ink;
use super::key::Key;
use super::marks::Marks;
use super::scale::{Scale, float};
use super::sheet::{self, Area, Frame, Sheet, WIDTH, path};
use super::text;
use super::{Chart, ChartError, Control, ControlSegment, Finite, UnitFormat};

/// A level line that is shorter than this is not drawn.
const NARROWEST: f64 = 1.0;

/// Draws a control chart that has been checked.
pub(super) fn draw(chart: &Chart, control: &Control) -> Result<String, ChartError> {
    let figures = figures(control);
    if figures.is_empty() {
        return sheet::empty(chart, "ch-control", "for these periods");
    }
    let scale = Scale::ticked_close(&figures, chart.unit, STEPS);
    let layout = Layout::of(control, Upright::of(scale, chart.unit, ""), chart.unit);
    let mut sheet = Sheet::new(layout.frame.bottom + GAP + text::LINE);
    sheet.shapes(|area| layout.shapes(area))?;
    layout.words(&mut sheet);
    let added = [layout.upright.added(), layout.points.added(), layout.marks.added(), layout.left_out()];
    let added: Vec<String> = added.into_iter().filter(|words| !words.is_empty()).collect();
    Ok(sheet.finish(chart, "ch-control", &added.join(" ")))
}

/// Everything that the scale has to reach; nothing where there is no value.
fn figures(control: &Control) -> Vec<f64> {
    let mut figures: Vec<f64> = control.points.iter().flatten().map(|point| point.value.get()).collect();
    if !figures.is_empty() {
        let lines = control.segments.iter().flat_map(|it| [it.mean, it.lower, it.upper]);
        let lines = lines.chain(control.targets.iter().map(|target| target.value));
        figures.extend(lines.flatten().map(Finite::get));
    }
    figures
}

/// A level line over some periods.
struct Level {
    ink: Ink,
    figure: f64,
    from: usize,
    /// The period after the last.
    to: usize,
    name: &'static str,
}

/// How the figure of a level is written: a mean or limit is worked out, and has
/// a place more than the values, so that none seems to lie on the wrong side.
fn finer(level: &Level, unit: UnitFormat) -> UnitFormat {
    let more = u8::from(level.name != TARGET);
    UnitFormat::new(unit.style, unit.decimals.saturating_add(more))
}

/// What the level of a target is called.
const TARGET: &str = "target";

/// All level lines: limits and means, then targets over them.
fn levels(control: &Control) -> Vec<Level> {
    let periods = control.periods.len();
    let ends = |starts: Vec<usize>| starts.into_iter().skip(1).chain([periods]);
    let mut levels = Vec::new();
    let mut push = |ink, value: Option<Finite>, from, to, name| {
        levels.extend(value.map(|value| Level { ink, figure: value.get(), from, to, name }));
    };
    let starts = control.segments.iter().map(|segment| segment.from).collect();
    for (&ControlSegment { from, mean, lower, upper }, to) in control.segments.iter().zip(ends(starts)) {
        push(Ink::LIMIT, upper, from, to, "upper");
        push(Ink::MEAN, mean, from, to, "mean");
        push(Ink::LIMIT, lower, from, to, "lower");
    }
    let starts = control.targets.iter().map(|target| target.from).collect();
    for (target, to) in control.targets.iter().zip(ends(starts)) {
        push(Ink::AIM, target.value, target.from, to, TARGET);
    }
    levels
}

/// Where everything goes.
struct Layout {
    frame: Frame,
    upright: Upright,
    periods: Periods,
    levels: Vec<Level>,
    edge: Edge,
    marks: Marks,
    points: Points,
    key: Key,
}

impl Layout {
    fn of(control: &Control, upright: Upright, unit: UnitFormat) -> Self {
        let levels = levels(control);
        let current = levels.iter().filter(|level| level.to == control.periods.len());
        let edge = Edge::of(
            current.map(|level| (level.figure, edge::figured(level.name, level.figure, finer(level, unit)))),
        );
        let (left, right) = (upright.left(), (WIDTH - edge.room()).floor());
        let periods = Periods::of(&control.periods, (left, right));
        let points = Points::of(control, &periods);
        let key = Key::of(points.kinds().into_iter().map(|(_, name)| name));
        let marks = Marks::of(&control.marks, control.periods.len(), (left, right));
        let top = key.bottom + upright.note_height() + marks.height() + GAP;
        let frame = Frame { left, right, top, bottom: top + HEIGHT };
        let mut layout = Self { frame, upright, periods, levels, edge, marks, points, key };
        let free = if layout.marks.height() > 0.0 { GAP / 2.0 } else { edge::BEYOND };
        layout.edge.place(frame, free, |figure| layout.upright.y(frame, figure));
        layout
    }

    fn shapes(&self, area: &Area<'_>) -> Result<(), ChartError> {
        self.upright.draw(area, self.frame)?;
        self.periods.draw(area, self.frame.bottom)?;
        self.marks.draw(area, self.frame)?;
        self.edge.draw(area, self.frame)?;
        if !self.points.thinned {
            self.draw_levels(area)?;
        }
        for ((mark, _), frame) in self.points.kinds().into_iter().zip(self.key.samples()) {
            points::sample(area, mark, frame)?;
        }
        let y = |figure| self.upright.y(self.frame, figure);
        self.points.draw_line(area, &self.periods, y)?;
        if self.points.thinned {
            self.draw_levels_over(area)?;
        }
        self.points.draw_marks(area, &self.periods, y)
    }

    fn level(&self, level: &Level, ink: Ink) -> PathElement<(i32, i32)> {
        let x = |period: usize| self.periods.x(float(period) - 0.5);
        let y = self.upright.y(self.frame, level.figure);
        path(&[(x(level.from), y), (x(level.to), y)], ink)
    }

    /// The levels that are wide enough to be seen.
    fn seen(&self) -> impl Iterator<Item = &Level> {
        self.levels.iter().filter(|level| self.is_seen(level))
    }

    fn is_seen(&self, level: &Level) -> bool {
        self.periods.spacing() * float(level.to - level.from) >= NARROWEST
    }

    /// What the description adds where levels are left out.
    fn left_out(&self) -> String {
        match self.levels.iter().filter(|level| !self.is_seen(level)).count() {
            0 => String::new(),
            many => format!("{many} lines of means, limits and targets are too short to be drawn."),
        }
    }

    fn draw_levels(&self, area: &Area<'_>) -> Result<(), ChartError> {
        for ink in [Ink::LIMIT, Ink::MEAN, Ink::AIM] {
            for level in self.seen().filter(|level| level.ink == ink) {
                area.draw(&self.level(level, ink))?;
            }
        }
        Ok(())
    }

    /// The same on ground of their own, over a line so dense that it would
    /// hide them.
    fn draw_levels_over(&self, area: &Area<'_>) -> Result<(), ChartError> {
        for level in self.seen() {
            area.draw(&self.level(level, Ink::HALO))?;
        }
        self.draw_levels(area)
    }

    fn words(&self, sheet: &mut Sheet) {
        self.key.write(sheet);
        self.upright.write_note(sheet, self.key.bottom);
        self.upright.write(sheet, self.frame);
        self.periods.write(sheet, self.frame.bottom);
        self.edge.write(sheet, self.frame);
        self.marks.words(sheet, self.frame.top);
    }
}
