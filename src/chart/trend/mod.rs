//! Values over periods: lines with their names at the right-hand end.
//!
//! First everything is measured (the scale, the names, the rows that marks
//! need above the plot), then shapes are drawn, then words over them.

mod beside;
mod ends;
mod series;

use self::ends::End;
use super::axes::{GAP, HEIGHT, Periods, STEPS, Upright};
use super::marks::Marks;
use super::place;
use super::scale::{Scale, float};
use super::sheet::{self, Area, Frame, Sheet, Spot, WIDTH, plot};
use super::text;
use super::{Chart, ChartError, Ends, Finite, Trend, UnitFormat};

/// Draws a trend that has been checked.
pub(super) fn draw(chart: &Chart, trend: &Trend) -> Result<String, ChartError> {
    let figures = figures(trend);
    if figures.is_empty() {
        return sheet::empty(chart, "ch-trend", "for these periods");
    }
    let scale = Scale::ticked(&figures, chart.unit, STEPS);
    let layout = Layout::around(trend, Upright::of(scale, chart.unit, ""), chart.unit);
    let mut sheet = Sheet::new(layout.frame.bottom + GAP + text::LINE);
    sheet.shapes(|area| layout.shapes(area, trend))?;
    layout.words(&mut sheet);
    let added = [layout.upright.added(), layout.marks.added()];
    Ok(sheet.finish(chart, "ch-trend", added.join(" ").trim()))
}

/// Everything that the scale has to reach; nothing where no line has a value.
fn figures(trend: &Trend) -> Vec<f64> {
    let mut figures = Vec::new();
    for line in &trend.lines {
        for (index, value) in line.values.iter().enumerate() {
            let Some(value) = value.map(Finite::get) else { continue };
            let (below, above) =
                line.intervals.get(index).copied().flatten().map_or((value, value), Ends::get);
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
    /// The layout in which the names of lines that end early stand inside the
    /// plot, where they find room.
    fn around(trend: &Trend, upright: Upright, unit: UnitFormat) -> Self {
        let mut layout = Self::of(trend, upright, unit);
        let mut room = 0;
        for end in layout.ends.iter_mut().filter(|end| end.early) {
            end.corner = Some((0.0, 0.0));
            room += 1;
        }
        // With a name at its end the plot is less wide, and the others are tried again.
        while room > 0 {
            layout.set_width(trend);
            let places = beside::places(&layout, trend);
            for (end, place) in layout.ends.iter_mut().zip(&places) {
                end.corner = *place;
            }
            let found = places.iter().flatten().count();
            room = if found == room { 0 } else { found };
            layout.set_width(trend);
        }
        layout.spread_ends();
        layout
    }

    fn of(trend: &Trend, upright: Upright, unit: UnitFormat) -> Self {
        let left = upright.left();
        let mut layout = Self {
            frame: Frame { left, right: left, top: 0.0, bottom: 0.0 },
            upright,
            periods: Periods::of(&trend.periods, (left, left)),
            ends: ends::of(trend, unit, HEIGHT + 2.0 * GAP),
            marks: Marks::default(),
        };
        layout.set_width(trend);
        layout
    }

    /// Leaves room for the names at the end of the plot; what stands over the
    /// plot depends on its width.
    fn set_width(&mut self, trend: &Trend) {
        let names = self.ends.iter().map(End::width).fold(0.0, f64::max);
        let left = self.frame.left;
        let right = (WIDTH - names - ends::INSET - 2.0).floor();
        self.periods = Periods::of(&trend.periods, (left, right));
        self.marks = Marks::of(&trend.marks, trend.periods.len(), (left, right));
        let top = self.marks.height() + self.upright.note_height() + GAP;
        self.frame = Frame { left, right, top, bottom: top + HEIGHT };
    }

    /// Where a figure of a period is; halves are between periods.
    fn spot(&self, period: f64, figure: f64) -> (f64, f64) {
        (self.periods.x(period), self.y(figure))
    }

    fn y(&self, figure: f64) -> f64 {
        self.upright.y(self.frame, figure)
    }

    fn spread_ends(&mut self) {
        // What ended early stands at the foot, as in a key, and not where a value would.
        let wanted =
            |end: &End| (if end.early { self.frame.bottom } else { self.y(end.value) }, end.text.height());
        let at_end: Vec<usize> = (0..self.ends.len()).filter(|&at| self.ends[at].corner.is_none()).collect();
        let wanted: Vec<_> = at_end.iter().map(|&at| wanted(&self.ends[at])).collect();
        // The labels of marks stand over the plot, and may reach over the names.
        let above = if self.marks.height() > 0.0 { GAP / 2.0 } else { GAP };
        let middles = place::spread(&wanted, self.frame.top - above, self.frame.bottom + GAP);
        for (at, middle) in at_end.into_iter().zip(middles) {
            self.ends[at].middle = middle;
        }
    }

    fn shapes(&self, area: &Area<'_>, trend: &Trend) -> Result<(), ChartError> {
        let scale = &self.upright.scale;
        let across = (-0.5, float(self.periods.count()) - 0.5);
        let mut plot = plot(area, self.frame, across, (scale.low, scale.high))?;
        self.upright.draw(area, self.frame)?;
        self.periods.draw(area, self.frame.bottom)?;
        self.marks.draw(area, self.frame)?;
        series::target(&mut plot, &trend.target, scale)?;
        // Leaders go under the lines, whose hollow markers they would cross.
        for end in &self.ends {
            end.draw(area, self.spot(end.period, end.value), self.frame)?;
        }
        let width = self.frame.right - self.frame.left;
        for (index, line) in trend.lines.iter().enumerate().rev() {
            series::Series { index, line, scale, width }.draw(&mut plot)?;
        }
        Ok(())
    }

    fn words(&self, sheet: &mut Sheet) {
        self.upright.write(sheet, self.frame);
        self.periods.write(sheet, self.frame.bottom);
        self.upright.write_note(sheet, 0.0);
        for end in &self.ends {
            if let Some((x, y)) = end.corner {
                sheet.words(&format!("{} ch-over", end.class()), Spot::start(x, y), &end.beside);
                continue;
            }
            let first = end.middle - (end.text.height() - text::LINE) / 2.0;
            sheet.words(end.class(), Spot::start(self.frame.right + ends::INSET, first), &end.text);
        }
        self.marks.words(sheet, self.frame.top);
    }
}
