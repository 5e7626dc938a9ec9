//! How each period went: a strip of boxes a row, on one axis of time.
//!
//! A mark says what happened by its shape; colour only repeats it.

use plotters::element::{Circle, Rectangle};

use super::ink::Ink;
use super::key::Key;
use super::place;
use super::rows::{Row, Rows};
use super::sheet::{Area, Frame, Sheet, Spot, WIDTH, held, path, tenths};
use super::text::{self, Fitted};
use super::{Chart, ChartError, Strip, StripCell, StripMark, StripRow};

/// The height of a box.
const BOX: f64 = 22.0;
/// Between two boxes; narrow ones have less.
const BETWEEN: f64 = 2.2;
/// How far ticks reach past the boxes of a row.
const REACH: f64 = 4.0;
/// The widest label of a tick.
const WIDEST: f64 = 130.0;
/// The shortest space between two labels of ticks.
const APART: f64 = 12.0;
/// More rows than this have the axis above them too.
const FAR: usize = 6;
/// Half the size of a tick or cross in a box; narrow boxes have smaller ones.
const GLYPH: f64 = 5.0;
/// Smaller ones are blots.
const SMALLEST: f64 = 1.5;

/// A mark and the box it fills or crosses.
#[derive(Clone, Copy)]
struct Cell {
    mark: StripMark,
    frame: Frame,
}

/// Draws a strip that has been checked.
pub(super) fn draw(chart: &Chart, strip: &Strip) -> Result<String, ChartError> {
    let key = Key::of(strip.states.iter().map(|state| state.label.as_str()));
    let axis = axis(strip);
    let above = !axis.is_empty() && strip.rows.len() > FAR;
    let top = key.bottom + if above { text::LINE + REACH } else { 0.0 };
    let rows = Rows::wide(strip.rows.iter().map(|row| row.label.as_str()), BOX, top);
    let bottom = rows.each.last().map_or(top, |row| row.bottom) + REACH;
    let samples = strip.states.iter().zip(key.samples());
    let mut cells: Vec<Cell> = samples.map(|(state, frame)| Cell { mark: state.mark, frame }).collect();
    for (row, data) in rows.each.iter().zip(&strip.rows) {
        cells.extend(data.cells.iter().map(|cell| Cell::of(cell, strip, row)));
    }
    let mut sheet = Sheet::new(bottom + if axis.is_empty() { 1.0 } else { text::LINE + 4.0 });
    sheet.shapes(|area| {
        for (row, (x, _)) in rows.each.iter().flat_map(|row| axis.iter().map(move |tick| (row, tick))) {
            area.draw(&path(&[(*x, row.top - REACH), (*x, row.bottom + REACH)], Ink::GRID))?;
        }
        boxes(area, &cells)
    })?;
    key.write(&mut sheet);
    let lines = [above.then_some(key.bottom - REACH), Some(bottom + 2.0)];
    for line in lines.into_iter().flatten() {
        write_axis(&mut sheet, &axis, line + text::LINE / 2.0);
    }
    for (row, data) in rows.each.iter().zip(&strip.rows) {
        write_row(&mut sheet, row, data);
    }
    Ok(sheet.finish(chart, "ch-strip", ""))
}

/// Where a part of the stretch is on the sheet.
fn across(part: f64) -> f64 {
    1.0 + (WIDTH - 2.0) * part
}

/// The ticks that there is room for: where each stands, and its label.
fn axis(strip: &Strip) -> Vec<(f64, Fitted)> {
    let tick = |(at, label): (f64, &str)| (across(at), text::fit(label, WIDEST, 1));
    let ticks: Vec<_> = strip.ticks.iter().map(|it| tick((it.at.get(), &it.label))).collect();
    let spans: Vec<_> = ticks
        .iter()
        .map(|(x, label)| {
            let (x, half) = (middle(*x, label), label.width() / 2.0);
            (x - half, x + half)
        })
        .collect();
    place::thin(&spans, APART).into_iter().map(|at| ticks[at].clone()).collect()
}

/// The middle of a label that stays on the sheet.
fn middle(x: f64, label: &Fitted) -> f64 {
    let half = label.width() / 2.0;
    held(x, half)
}

fn write_axis(sheet: &mut Sheet, axis: &[(f64, Fitted)], y: f64) {
    for (x, label) in axis {
        sheet.words("ch-tick", Spot::middle(middle(*x, label), y), label);
    }
}

fn write_row(sheet: &mut Sheet, row: &Row, data: &StripRow) {
    row.write(sheet, data.href.as_deref());
    if data.cells.is_empty() {
        sheet.words("ch-note", Spot::start(across(0.0) + REACH, row.middle()), &text::whole("no periods"));
    }
}

impl Cell {
    fn of(cell: &StripCell, strip: &Strip, row: &Row) -> Self {
        let (from, to) = (across(cell.from.get()), across(cell.to.get()));
        let inset = BETWEEN.min((to - from) * 0.25) / 2.0;
        let mark = strip.states.get(cell.state).map_or(StripMark::Dot, |state| state.mark);
        let frame = Frame { left: from + inset, right: to - inset, top: row.top, bottom: row.bottom };
        Self { mark, frame }
    }

    fn middle(&self) -> (f64, f64) {
        let Frame { left, right, top, bottom } = self.frame;
        (f64::midpoint(left, right), f64::midpoint(top, bottom))
    }

    /// Half the size of what stands in the middle of the box, if it can be seen.
    fn glyph(&self) -> Option<f64> {
        let size = GLYPH.min((self.frame.right - self.frame.left) * 0.32);
        (size >= SMALLEST).then_some(size)
    }

    /// A line through places in parts of the glyph from its middle.
    fn stroke(&self, area: &Area<'_>, places: &[(f64, f64)], ink: Ink) -> Result<(), ChartError> {
        let (Some(size), (x, y)) = (self.glyph(), self.middle()) else { return Ok(()) };
        let places: Vec<_> = places.iter().map(|(dx, dy)| (x + dx * size, y + dy * size)).collect();
        Ok(area.draw(&path(&places, ink))?)
    }

    /// The box itself, or its lower half.
    fn fill(&self, area: &Area<'_>, top: f64, ink: Ink) -> Result<(), ChartError> {
        let Frame { left, right, bottom, .. } = self.frame;
        let corners = [(tenths(left), tenths(top)), (tenths(right), tenths(bottom))];
        Ok(area.draw(&Rectangle::new(corners, ink.colour()))?)
    }
}

/// Draws cells, mark by mark: shapes of one ink in a row share an element.
fn boxes(area: &Area<'_>, cells: &[Cell]) -> Result<(), ChartError> {
    let of = |mark: StripMark| cells.iter().filter(move |cell| cell.mark == mark);
    for cell in of(StripMark::Full) {
        cell.fill(area, cell.frame.top, Ink::FULL)?;
    }
    for cell in of(StripMark::Full) {
        cell.stroke(area, &[(-0.9, 0.1), (-0.3, 0.8), (0.9, -0.8)], Ink::HATCH)?;
    }
    for cell in of(StripMark::Half) {
        cell.fill(area, cell.middle().1, Ink::HALF)?;
    }
    for cell in of(StripMark::Half) {
        let Frame { left, right, top, .. } = cell.frame;
        let middle = cell.middle().1;
        area.draw(&path(&[(left, middle), (left, top), (right, top), (right, middle)], Ink::HALF))?;
    }
    for cell in of(StripMark::Crossed) {
        cell.fill(area, cell.frame.top, Ink::CROSSED)?;
    }
    for cell in of(StripMark::Crossed) {
        cell.stroke(area, &[(-1.0, -1.0), (1.0, 1.0)], Ink::CROSSED)?;
        cell.stroke(area, &[(-1.0, 1.0), (1.0, -1.0)], Ink::CROSSED)?;
    }
    for cell in of(StripMark::Dot) {
        let (x, y) = cell.middle();
        let radius = tenths(((cell.frame.right - cell.frame.left) * 0.4).clamp(0.2, 2.2));
        area.draw(&Circle::new((tenths(x), tenths(y)), radius, Ink::SPOT.colour()))?;
    }
    Ok(())
}
