//! One bar a row, from zero, with its value at the end of it.
//!
//! Every bar says its value, so there is neither grid nor ticks.

use plotters::element::{PathElement, Rectangle};

use super::ink::Ink;
use super::number::{UnitFormat, bare_number, number};
use super::rows::{Row, Rows};
use super::scale::Scale;
use super::sheet::{Frame, Plot, Sheet, Spot, WIDTH, plot};
use super::text::{self, Fitted};
use super::{Bar, Bars, Chart, ChartError, Ends, Finite};

/// The height of a bar.
const BAR: f64 = 22.0;
/// From the end of a bar to its value.
const GAP: f64 = 6.0;
/// The widest value that leaves room for a bar.
const WIDEST: f64 = 140.0;
/// Values are so much wider for being bold.
const BOLD: f64 = 1.15;
/// Half the height of the ends of a whisker.
const CAP: f64 = 5.0;

/// Draws bars that have been checked.
pub(super) fn draw(chart: &Chart, bars: &Bars) -> Result<String, ChartError> {
    let rows = Rows::of(bars.bars.iter().map(|bar| bar.label.as_str()), BAR, 6.0);
    let drawn: Vec<Drawn> = bars.bars.iter().map(|bar| Drawn::of(bar, chart.unit)).collect();
    let figures: Vec<f64> = drawn.iter().filter_map(|bar| bar.ends).flat_map(<[f64; 3]>::from).collect();
    let scale = Scale::from_zero(&figures);
    let frame = frame(&rows, &drawn);
    let mut sheet = Sheet::new(rows.bottom);
    sheet.shapes(|area| {
        let mut plot = plot(area, frame, (scale.low, scale.high), (frame.bottom, frame.top))?;
        for (row, bar) in rows.each.iter().zip(&drawn) {
            bar.draw(&mut plot, row, &scale)?;
        }
        let zero = scale.at(0.0);
        let baselines =
            rows.each.iter().map(|row| [(zero, row.top - rows.reach), (zero, row.bottom + rows.reach)]);
        plot.draw_series(baselines.map(|line| PathElement::new(line, Ink::AXIS.colour())))?;
        Ok(())
    })?;
    for (row, bar) in rows.each.iter().zip(&drawn) {
        row.write(&mut sheet, None);
        bar.write(&mut sheet, row, |figure| across(frame, &scale, figure));
    }
    Ok(sheet.finish(chart, "ch-bars", ""))
}

/// The plot, with room either side for the values.
fn frame(rows: &Rows, drawn: &[Drawn]) -> Frame {
    let room = |below: bool| {
        let widths = drawn.iter().filter(|bar| bar.ends.is_some_and(|(value, ..)| (value < 0.0) == below));
        widths.map(|bar| bar.words.width() * BOLD + GAP + 1.0).fold(2.0, f64::max)
    };
    let left = rows.left + if drawn.iter().any(Drawn::is_below) { room(true) } else { 0.0 };
    Frame { left, right: WIDTH - room(false), top: 0.0, bottom: rows.bottom.ceil() }
}

/// Where a figure stands on the sheet.
fn across(frame: Frame, scale: &Scale, figure: f64) -> f64 {
    frame.left + (frame.right - frame.left) * (scale.at(figure) - scale.low) / (scale.high - scale.low)
}

/// A bar and the words at its end.
struct Drawn {
    /// The value and the ends of its interval.
    ends: Option<(f64, f64, f64)>,
    has_interval: bool,
    words: Fitted,
}

impl Drawn {
    fn of(bar: &Bar, unit: UnitFormat) -> Self {
        let Some(value) = bar.value.map(Finite::get) else {
            let note = if bar.note.trim().is_empty() { "no figure" } else { &bar.note };
            return Self { ends: None, has_interval: false, words: text::fit(note, WIDTH, 1) };
        };
        let (below, above) = bar.interval.map_or((value, value), Ends::get);
        // The words stand past the bar and past its interval.
        let ends = Some((value, below.min(value), above.max(value)));
        Self { ends, has_interval: bar.interval.is_some(), words: text::whole(&label(value, unit)) }
    }

    fn is_below(&self) -> bool {
        self.ends.is_some_and(|(value, ..)| value < 0.0)
    }

    fn draw(&self, plot: &mut Plot<'_>, row: &Row, scale: &Scale) -> Result<(), ChartError> {
        let Some((value, below, above)) = self.ends else { return Ok(()) };
        let corners = [(scale.at(0.0), row.top), (scale.at(value), row.bottom)];
        plot.draw_series([Rectangle::new(corners, Ink::BAR.colour())])?;
        if self.has_interval {
            let (below, above, middle) = (scale.at(below), scale.at(above), row.middle());
            let cap = |at: f64| [(at, middle - CAP), (at, middle + CAP)];
            let bars = [[(below, middle), (above, middle)], cap(below), cap(above)];
            for ink in [Ink::HALO, Ink::WHISKER] {
                plot.draw_series(bars.into_iter().map(|bar| PathElement::new(bar, ink.colour())))?;
            }
        }
        Ok(())
    }

    fn write(&self, sheet: &mut Sheet, row: &Row, at: impl Fn(f64) -> f64) {
        let y = row.middle();
        let Some((value, below, above)) = self.ends else {
            return self.write_note(sheet, at(0.0), y);
        };
        let below_zero = Spot::end(at(below) - GAP, y);
        let spot = if value < 0.0 { below_zero } else { Spot::start(at(above) + GAP, y) };
        sheet.words("ch-value", spot, &self.words);
    }

    /// The words in the place of a bar, on the side of zero that has more room.
    fn write_note(&self, sheet: &mut Sheet, zero: f64, y: f64) {
        let full = self.words.full.as_deref().unwrap_or(&self.words.lines[0]);
        let leftwards = zero > WIDTH / 2.0;
        let room = if leftwards { zero } else { WIDTH - zero } - GAP;
        let spot = if leftwards { Spot::end(zero - GAP, y) } else { Spot::start(zero + GAP, y) };
        sheet.words("ch-note", spot, &text::fit(full, room, 1));
    }
}

/// A value with its unit, or as much of it as there is room for; never cut,
/// for half a number is a wrong one.
pub(super) fn label(value: f64, unit: UnitFormat) -> String {
    let shorter = UnitFormat { decimals: 0, ..unit };
    let ways = [number(value, unit), bare_number(value, unit), bare_number(value, shorter)];
    let fitting = ways.into_iter().find(|words| text::width(words) <= WIDEST);
    fitting.unwrap_or_else(|| format!("{value:.1e}").replace('-', "\u{2212}"))
}
