//! Steps that people take one after the other: a bar each from zero, and the
//! share that went on between two bars. Not a funnel that narrows: its slopes
//! would say something of people between two steps, and there are none.

use plotters::element::{PathElement, Rectangle};

use super::bars::label;
use super::ink::Ink;
use super::number::{UnitFormat, UnitStyle, number};
use super::rows::{Row, Rows};
use super::scale::Scale;
use super::sheet::{Area, Frame, Sheet, Spot, WIDTH, path, plot};
use super::text::{self, Fitted};
use super::{Chart, ChartError, Ends, Step, StepShare, Steps};

/// The height of a bar.
const BAR: f64 = 26.0;
/// Between two bars, for the words of the step.
const BETWEEN: f64 = 34.0;
/// From the end of a bar to its count.
const GAP: f64 = 6.0;
/// Counts are so much wider for being bold.
const BOLD: f64 = 1.15;
/// From where bars start to the middle of an arrow.
const ARROW: f64 = 9.0;
/// From where bars start to the words of a step.
const INSET: f64 = 22.0;
/// Half the width of the head of an arrow, and its height.
const HEAD: f64 = 4.0;
/// Between an arrow and the bar over it.
const CLEAR: f64 = 5.0;

const COUNT: UnitFormat = UnitFormat { style: UnitStyle::Count, decimals: 0 };

/// Draws steps that have been checked.
pub(super) fn draw(chart: &Chart, steps: &Steps) -> Result<String, ChartError> {
    let rows = Rows::apart(steps.steps.iter().map(|step| step.label.as_str()), BAR, BETWEEN, 1.0);
    let bars: Vec<Bar> = rows.each.iter().zip(&steps.steps).map(|(row, step)| Bar::of(row, step)).collect();
    let counts: Vec<f64> = bars.iter().filter_map(|bar| bar.count).collect();
    let scale = Scale::from_zero(&counts);
    let room = bars.iter().filter(|bar| bar.count.is_some()).map(|bar| bar.words.width());
    let room = room.fold(0.0, f64::max) * BOLD + GAP + 1.0;
    let frame = Frame { left: rows.left, right: (WIDTH - room).floor(), top: 0.0, bottom: rows.bottom };
    let said: Vec<Option<String>> = steps.steps.iter().map(|step| said(step, steps)).collect();
    let mut sheet = Sheet::new(rows.bottom);
    sheet.shapes(|area| {
        let mut plot = plot(area, frame, (scale.low, scale.high), (frame.bottom, frame.top))?;
        // A start without a bar is nought: a count that is missing has neither.
        let of = |ink: Ink| bars.iter().filter_map(move |bar| Some((bar.row, bar.count?, ink)));
        let bar = |(row, count, ink): (&Row, f64, Ink)| {
            Rectangle::new([(0.0, row.top), (scale.at(count), row.bottom)], ink.colour())
        };
        plot.draw_series(of(Ink::BAR).map(bar))?;
        let start = |(row, _, ink): (&Row, f64, Ink)| {
            PathElement::new([(0.0, row.top - 1.0), (0.0, row.bottom + 1.0)], ink.colour())
        };
        plot.draw_series(of(Ink::AXIS).map(start))?;
        let below = said.iter().skip(1).zip(&rows.each).filter(|(said, _)| said.is_some());
        below.map(|(_, row)| row).try_for_each(|row| arrow(area, frame.left + ARROW, row.bottom))
    })?;
    for bar in &bars {
        bar.row.write(&mut sheet, None);
        let width = (frame.right - frame.left) / (scale.high - scale.low);
        bar.write(&mut sheet, frame.left, |count| frame.left + scale.at(count) * width);
    }
    for (said, row) in said.iter().skip(1).zip(&rows.each) {
        let Some(said) = said else { continue };
        let x = frame.left + INSET;
        let spot = Spot::start(x, row.bottom + BETWEEN / 2.0);
        sheet.words("ch-step", spot, &text::fit(said, WIDTH - x, 1));
    }
    Ok(sheet.finish(chart, "ch-steps", &described(steps, &said)))
}

/// What is said between a step and the one before: "62% went on (54% to 70%)".
fn said(step: &Step, steps: &Steps) -> Option<String> {
    let percent = |figure: f64| number(figure, UnitFormat::new(UnitStyle::Percent, steps.decimals));
    let Some(StepShare { value, interval }) = step.share else {
        let word = text::clean(&step.share_word);
        return (!word.is_empty()).then_some(word);
    };
    let share = format!("{} {}", percent(value.get()), text::clean(&steps.onwards));
    let ends = |Ends { lower, upper }| format!(" ({} to {})", percent(lower.get()), percent(upper.get()));
    Some(format!("{}{}", share.trim_end(), interval.map(ends).unwrap_or_default()))
}

/// Every figure in words, in order.
fn described(steps: &Steps, said: &[Option<String>]) -> String {
    let step = |(at, (step, said)): (usize, (&Step, &Option<String>))| {
        let count = step.count.map_or_else(|| missing(step), |count| number(f64::from(count), COUNT));
        let step = format!("{}.", text::named(&step.label, &count));
        match said {
            Some(said) if at > 0 => format!("{said}. {step}"),
            _ => step,
        }
    };
    steps.steps.iter().zip(said).enumerate().map(step).collect::<Vec<_>>().join(" ")
}

/// What stands in the place of a count.
fn missing(step: &Step) -> String {
    text::or(&step.word, "no figure")
}

/// From a bar towards the next.
fn arrow(area: &Area<'_>, x: f64, bar: f64) -> Result<(), ChartError> {
    let (top, tip) = (bar + CLEAR, bar + BETWEEN - CLEAR);
    area.draw(&path(&[(x, top), (x, tip)], Ink::JOIN))?;
    Ok(area.draw(&path(&[(x - HEAD, tip - HEAD), (x, tip), (x + HEAD, tip - HEAD)], Ink::JOIN))?)
}

/// A bar and the words at its end.
struct Bar<'a> {
    row: &'a Row,
    count: Option<f64>,
    words: Fitted,
}

impl<'a> Bar<'a> {
    fn of(row: &'a Row, step: &Step) -> Self {
        let count = step.count.map(f64::from);
        let words = match count {
            Some(count) => text::whole(&label(count, COUNT)),
            None => text::fit(&missing(step), WIDTH, 1),
        };
        Self { row, count, words }
    }

    fn write(&self, sheet: &mut Sheet, left: f64, at: impl Fn(f64) -> f64) {
        let y = self.row.middle();
        if let Some(count) = self.count {
            return sheet.words("ch-value", Spot::start(at(count) + GAP, y), &self.words);
        }
        let full = self.words.full.as_deref().unwrap_or(&self.words.lines[0]);
        let words = text::fit(full, WIDTH - left - GAP, 1);
        sheet.words("ch-note", Spot::start(left + GAP, y), &words);
    }
}
