//! Values over periods: lines with their names at the right-hand end.
//!
//! First everything is measured (the scale, the names, the rows that marks
//! need above the plot), then shapes are drawn, then words over them.

mod beside;
mod ends;
mod marks;
mod series;

use plotters::element::PathElement;

use self::ends::End;
use self::marks::Marks;
use super::ink::Ink;
use super::place;
use super::scale::{Scale, float, interval};
use super::sheet::{Area, Frame, Plot, Sheet, Spot, WIDTH, path, plot};
use super::text::{self, Fitted};
use super::{Chart, ChartError, Finite, Trend, UnitFormat, UnitStyle};

/// From the top of the scale to its bottom.
const HEIGHT: f64 = 230.0;
/// The most steps between ticks in that height.
const STEPS: usize = 5;
/// Between the plot and the words around it.
const GAP: f64 = 10.0;
/// The widest label of a period.
const PERIOD: f64 = 130.0;
/// The shortest space between two labels of periods.
const BETWEEN: f64 = 12.0;

/// Draws a trend that has been checked.
pub(super) fn draw(chart: &Chart, trend: &Trend) -> Result<String, ChartError> {
    let figures = figures(trend, chart.unit);
    if figures.is_empty() {
        return empty(chart);
    }
    let layout = Layout::around(trend, Scale::ticked(&figures, chart.unit, STEPS), chart.unit);
    let mut sheet = Sheet::new(layout.frame.bottom + GAP + text::LINE);
    sheet.shapes(|area| layout.shapes(area, trend, chart.unit))?;
    layout.words(&mut sheet);
    let added = if layout.scale.has_zero() { String::new() } else { off_zero(&layout.scale) };
    Ok(sheet.finish(chart, "ch-trend", &added))
}

/// An empty frame that says so.
fn empty(chart: &Chart) -> Result<String, ChartError> {
    let mut sheet = Sheet::new(120.0);
    sheet.shapes(|area| {
        let corners = [(1.0, 1.0), (WIDTH - 1.0, 1.0), (WIDTH - 1.0, 119.0), (1.0, 119.0), (1.0, 1.0)];
        Ok(area.draw(&path(&corners, Ink::GRID))?)
    })?;
    let text = text::fit("no figures for these periods", WIDTH, 1);
    sheet.words("ch-note", Spot::middle(WIDTH / 2.0, 60.0), &text);
    Ok(sheet.finish(chart, "ch-trend", "There are no figures for these periods."))
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

/// What the description adds for a scale that does not start at zero.
fn off_zero(scale: &Scale) -> String {
    let first = scale.ticks.first().map_or("", |(_, label)| label);
    format!("The vertical scale starts at {first}, not at zero.")
}

/// Where everything goes.
///
/// The horizontal axis runs from half a period before the first to half a
/// period after the last, so that marks and steps fall between periods.
struct Layout {
    frame: Frame,
    scale: Scale,
    /// The labels of all periods; which are written is decided by their width.
    periods: Vec<Fitted>,
    ends: Vec<End>,
    marks: Marks,
    note: Option<Fitted>,
}

impl Layout {
    /// The layout in which the names of lines that end early stand inside the
    /// plot, where they find room.
    fn around(trend: &Trend, scale: Scale, unit: UnitFormat) -> Self {
        let mut layout = Self::of(trend, scale, unit);
        let mut room = 0;
        for end in layout.ends.iter_mut().filter(|end| end.early) {
            end.corner = Some((0.0, 0.0));
            room += 1;
        }
        // With a name at its end the plot is less wide, and the others are tried again.
        while room > 0 {
            layout.set_width(trend);
            let places = beside::places(&layout, trend, unit);
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

    fn of(trend: &Trend, scale: Scale, unit: UnitFormat) -> Self {
        let ends = ends::of(trend, unit, HEIGHT + 2.0 * GAP);
        let note = note(&scale, unit);
        let left = (scale.label_width() + GAP).max(20.0).ceil();
        let mut layout = Self {
            frame: Frame { left, right: left, top: 0.0, bottom: 0.0 },
            scale,
            periods: trend.periods.iter().map(|label| text::fit(label, PERIOD, 1)).collect(),
            ends,
            marks: Marks::default(),
            note,
        };
        layout.set_width(trend);
        layout
    }

    /// Leaves room for the names at the end of the plot; what stands over the
    /// plot depends on its width.
    fn set_width(&mut self, trend: &Trend) {
        let names = self.ends.iter().map(End::width).fold(0.0, f64::max);
        let right = (WIDTH - names - ends::INSET - 2.0).floor();
        self.marks = Marks::of(trend, (self.frame.left, right));
        let note = text::LINE * f64::from(u8::from(self.note.is_some()));
        let top = self.marks.height() + note + GAP;
        self.frame = Frame { right, top, bottom: top + HEIGHT, ..self.frame };
    }

    fn count(&self) -> f64 {
        float(self.periods.len())
    }

    /// Where the middle of a period is; halves are between periods.
    fn x(&self, period: f64) -> f64 {
        let Frame { left, right, .. } = self.frame;
        left + (right - left) * (period + 0.5) / self.count()
    }

    fn y(&self, figure: f64) -> f64 {
        let Scale { low, high, .. } = self.scale;
        let Frame { top, bottom, .. } = self.frame;
        bottom - (bottom - top) * (self.scale.at(figure) - low) / (high - low)
    }

    fn spread_ends(&mut self) {
        // What ended early stands at the foot, as in a key, and not where a value would.
        let wanted =
            |end: &End| (if end.early { self.frame.bottom } else { self.y(end.value) }, end.text.height());
        let at_end: Vec<usize> = (0..self.ends.len()).filter(|&at| self.ends[at].corner.is_none()).collect();
        let wanted: Vec<_> = at_end.iter().map(|&at| wanted(&self.ends[at])).collect();
        let middles = place::spread(&wanted, self.frame.top - GAP, self.frame.bottom + GAP);
        for (at, middle) in at_end.into_iter().zip(middles) {
            self.ends[at].middle = middle;
        }
    }

    fn shapes(&self, area: &Area<'_>, trend: &Trend, unit: UnitFormat) -> Result<(), ChartError> {
        let Scale { low, high, .. } = self.scale;
        let mut plot = plot(area, self.frame, (-0.5, self.count() - 0.5), (low, high))?;
        self.grid(area, &mut plot)?;
        self.marks.draw(area, self.frame)?;
        series::target(&mut plot, &trend.target, &self.scale)?;
        // Leaders go under the lines, whose hollow markers they would cross.
        for end in &self.ends {
            end.draw(area, (self.x(end.period), self.y(end.value)), self.frame)?;
        }
        for (index, line) in trend.lines.iter().enumerate().rev() {
            let series =
                series::Series { index, line, scale: &self.scale, width: self.frame.right - self.frame.left };
            series.draw(&mut plot, unit)?;
        }
        Ok(())
    }

    fn grid(&self, area: &Area<'_>, plot: &mut Plot<'_>) -> Result<(), ChartError> {
        let across = |at: f64| vec![(-0.5, at), (self.count() - 0.5, at)];
        let (zero, others): (Vec<f64>, Vec<f64>) =
            self.scale.ticks.iter().map(|(at, _)| *at).partition(|at| *at == 0.0);
        plot.draw_series(others.into_iter().map(|at| PathElement::new(across(at), Ink::GRID.colour())))?;
        plot.draw_series(zero.into_iter().map(|at| PathElement::new(across(at), Ink::AXIS.colour())))?;
        for (index, ..) in self.period_labels() {
            let x = self.x(float(index));
            area.draw(&path(&[(x, self.frame.bottom), (x, self.frame.bottom + 5.0)], Ink::AXIS))?;
        }
        Ok(())
    }

    /// The periods that have labels, and the middle of each label.
    fn period_labels(&self) -> Vec<(usize, f64)> {
        let middle = |index: usize, half: f64| self.x(float(index)).clamp(half, WIDTH - half);
        let span = |(index, label): (usize, &Fitted)| {
            let half = label.width() / 2.0;
            (middle(index, half) - half, middle(index, half) + half)
        };
        let spans: Vec<_> = self.periods.iter().enumerate().map(span).collect();
        place::thin(&spans, BETWEEN)
            .into_iter()
            .map(|at| (at, f64::midpoint(spans[at].0, spans[at].1)))
            .collect()
    }

    fn words(&self, sheet: &mut Sheet) {
        let Frame { left, bottom, .. } = self.frame;
        for (at, label) in &self.scale.ticks {
            let y = bottom
                - (bottom - self.frame.top) * (at - self.scale.low) / (self.scale.high - self.scale.low);
            sheet.words("ch-tick", Spot::end(left - GAP / 2.0, y), &text::whole(label));
        }
        for (index, x) in self.period_labels() {
            sheet.words("ch-tick", Spot::middle(x, bottom + GAP + text::LINE / 2.0), &self.periods[index]);
        }
        if let Some(note) = &self.note {
            sheet.words("ch-note", Spot::start(0.0, text::LINE / 2.0), note);
        }
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

/// What has to be said of the scale: its unit where the ticks do not, and
/// that it does not start at zero.
fn note(scale: &Scale, unit: UnitFormat) -> Option<Fitted> {
    let days = (unit.style == UnitStyle::Days).then_some("days");
    let start = (!scale.has_zero()).then_some("scale does not start at zero");
    let words: Vec<&str> = days.into_iter().chain(start).collect();
    (!words.is_empty()).then(|| text::fit(&words.join(", "), WIDTH, 1))
}
