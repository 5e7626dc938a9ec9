//! Values over periods: lines with their names at the right-hand end.
//!
//! First everything is measured (the scale, the names, the rows that marks
//! need above the plot), then shapes are drawn, then words over them.

mod ends;
mod series;

use self::ends::End;
use super::axes::{GAP, HEIGHT, Periods, STEPS, Upright};
use super::marks::Marks;
use super::place;
use super::scale::{Scale, float, interval};
use super::sheet::{self, Area, Frame, Sheet, Spot, WIDTH, plot};
use super::text;
use super::{Chart, ChartError, Finite, Trend, UnitFormat};

/// Draws a trend that has been checked.
pub(super) fn draw(chart: &Chart, trend: &Trend) -> Result<String, ChartError> {
    let figures = figures(trend, chart.unit);
    if figures.is_empty() {
        return sheet::empty(chart, "ch-trend", "for these periods");
    }
    let scale = Scale::ticked(&figures, chart.unit, STEPS);
    let layout = Layout::of(trend, Upright::of(scale, chart.unit, ""), chart.unit);
    let mut sheet = Sheet::new(layout.frame.bottom + GAP + text::LINE);
    sheet.shapes(|area| layout.shapes(area, trend, chart.unit))?;
    layout.words(&mut sheet);
    Ok(sheet.finish(chart, "ch-trend", &layout.upright.added()))
}

/// Everything that the scale has to reach; nothing where no line has a value.
fn figures(trend: &Trend, unit: UnitFormat) -> Vec<f64> {
    let mut figures = Vec::new();
    for line in &trend.lines {
        for (index, value) in line.values.iter().enumerate() {
            let Some(value) = value.map(Finite::get) else { continue };
            let margin = line.margins.get(index).copied().flatten().map_or(0.0, Finite::get);
            let (below, above) = interval(value, margin, unit);
            figures.extend([below, value, above]);
        }
    }
    if !figures.is_empty() {
        figures.extend(trend.target.iter().flatten().map(|value| value.get()));
    }
    figures
}

/// Where everything goes.
struct Layout {
    frame: Frame,
    upright: Upright,
    periods: Periods,
    ends: Vec<End>,
    marks: Marks,
}

impl Layout {
    fn of(trend: &Trend, upright: Upright, unit: UnitFormat) -> Self {
        let ends = ends::of(trend, unit, HEIGHT + 2.0 * GAP);
        let names = ends.iter().map(End::width).fold(0.0, f64::max);
        let left = upright.left();
        let right = (WIDTH - names - ends::INSET - 2.0).floor();
        let marks = Marks::of(&trend.marks, trend.periods.len(), (left, right));
        let top = text::LINE * float(marks.rows()) + upright.note_height() + GAP;
        let mut layout = Self {
            frame: Frame { left, right, top, bottom: top + HEIGHT },
            upright,
            periods: Periods::of(&trend.periods, (left, right)),
            ends,
            marks,
        };
        layout.spread_ends();
        layout
    }

    fn spread_ends(&mut self) {
        let y = |figure| self.upright.y(self.frame, figure);
        let wanted: Vec<_> = self.ends.iter().map(|end| (y(end.value), end.text.height())).collect();
        let middles = place::spread(&wanted, self.frame.top - GAP, self.frame.bottom + GAP);
        for (end, middle) in self.ends.iter_mut().zip(middles) {
            end.middle = middle;
        }
    }

    fn shapes(&self, area: &Area<'_>, trend: &Trend, unit: UnitFormat) -> Result<(), ChartError> {
        let scale = &self.upright.scale;
        let across = (-0.5, float(self.periods.count()) - 0.5);
        let mut plot = plot(area, self.frame, across, (scale.low, scale.high))?;
        self.upright.draw(area, self.frame)?;
        self.periods.draw(area, self.frame.bottom)?;
        self.marks.draw(area, self.frame)?;
        series::target(&mut plot, &trend.target, scale)?;
        // Leaders go under the lines, whose hollow markers they would cross.
        for end in &self.ends {
            let from = (self.periods.x(end.period), self.upright.y(self.frame, end.value));
            end.draw(area, from, self.frame)?;
        }
        let width = self.frame.right - self.frame.left;
        for (index, line) in trend.lines.iter().enumerate().rev() {
            series::Series { index, line, scale, width }.draw(&mut plot, unit)?;
        }
        Ok(())
    }

    fn words(&self, sheet: &mut Sheet) {
        self.upright.write(sheet, self.frame);
        self.periods.write(sheet, self.frame.bottom);
        self.upright.write_note(sheet, 0.0);
        for end in &self.ends {
            let first = end.middle - (end.text.height() - text::LINE) / 2.0;
            sheet.words(end.class(), Spot::start(self.frame.right + ends::INSET, first), &end.text);
        }
        self.marks.words(sheet, self.frame.top);
    }
}
