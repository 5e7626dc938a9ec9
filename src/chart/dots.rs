//! One dot a row with its interval, on one axis, beside a reference.
//!
//! Labels and words stand beside the dots where all are short, and in a line
//! over them where one is long, so that the dots keep most of the width.

use super::across::{self, Across};
use super::glyph::Glyph;
use super::ink::Ink;
use super::scale::Scale;
use super::sheet::{Area, Sheet, Spot, WIDTH, path};
use super::text::{self, Fitted};
use super::{Chart, ChartError, DotRow, Dots, Ends, Finite, UnitFormat};

/// The height of a row's dot.
const TRACK: f64 = 18.0;
/// From a row to the next, where words stand beside the dots.
const BESIDE: f64 = 8.0;
/// The same where words stand over them.
const OVER: f64 = 14.0;
/// Labels up to this width stand beside the dots.
const SHORT: f64 = 150.0;
/// Both together leave more than half of the sheet to the dots.
const TOGETHER: f64 = 170.0;
/// The share of a line that the word over a dot can take.
const SHARE: f64 = 0.5;
/// Between words and dots.
const GAP: f64 = 12.0;
/// The size of another's dot, and of the authority's own.
const SIZE: (f64, f64) = (3.8, 5.6);
/// Half the height of the ends of an interval.
const CAP: f64 = 4.0;
/// The authority's own label is so much wider for being bold.
const BOLD: f64 = 1.15;
/// More rows than this have the axis above them too.
const FAR: usize = 12;

/// Draws dots that have been checked.
pub(super) fn draw(chart: &Chart, dots: &Dots) -> Result<String, ChartError> {
    let columns = Columns::of(dots);
    let axis = axis(dots, chart.unit, &columns);
    let named = dots.reference.as_ref().filter(|_| !axis.is_empty());
    let mut top = if named.is_some() { text::LINE + 2.0 } else { 0.0 };
    let above = (!axis.is_empty() && dots.rows.len() > FAR).then_some(top + text::LINE / 2.0);
    top += above.map_or(0.0, |_| text::LINE + 4.0);
    let rows = columns.rows(dots, top);
    let bottom = rows.last().map_or(top, |row| row.bottom) + 4.0;
    let mut sheet = Sheet::new(bottom + if axis.is_empty() { 0.0 } else { text::LINE + 6.0 });
    sheet.shapes(|area| {
        let stretches = columns.stretches(&rows);
        axis.draw(area, &stretches)?;
        if let Some(reference) = named {
            axis.draw_reference(area, reference, &stretches)?;
        }
        rows.iter().try_for_each(|row| row.draw(area, &axis))
    })?;
    if let Some(reference) = named {
        axis.write_reference(&mut sheet, reference, chart.unit, 0.0);
    }
    for y in above.into_iter().chain([bottom + 2.0 + text::LINE / 2.0]) {
        axis.write(&mut sheet, y);
    }
    for row in &rows {
        row.write(&mut sheet, &axis);
    }
    Ok(sheet.finish(chart, "ch-dots", &axis.added()))
}

/// The axis of everything that is drawn; without ticks where nothing is.
fn axis(dots: &Dots, unit: UnitFormat, columns: &Columns) -> Across {
    let rows = dots.rows.iter().filter(|row| row.value.is_some());
    let mut figures: Vec<f64> = rows
        .flat_map(|row| [row.value, row.interval.map(|it| it.lower), row.interval.map(|it| it.upper)])
        .flatten()
        .map(Finite::get)
        .collect();
    let nothing = figures.is_empty();
    figures.extend(dots.reference.iter().map(|reference| reference.value.get()));
    let axis =
        Across::of(Scale::ticked_close(&figures, unit, across::STEPS), unit, (columns.left, columns.right));
    if nothing { axis.without_ticks() } else { axis }
}

/// Whether words stand beside the dots, and what that leaves for these.
struct Columns {
    left: f64,
    right: f64,
    beside: bool,
}

/// A row and where its parts stand.
struct Placed<'a> {
    row: &'a DotRow,
    label: Fitted,
    label_y: f64,
    word: Fitted,
    /// True where the word ends the line, not where it has one of its own.
    aside: bool,
    word_y: f64,
    /// From where to where the axis runs through the row.
    top: f64,
    bottom: f64,
    middle: f64,
}

fn label_width(row: &DotRow) -> f64 {
    text::width(&text::clean(&row.label)) * if row.own { BOLD } else { 1.0 }
}

impl Columns {
    fn of(dots: &Dots) -> Self {
        let labels = dots.rows.iter().map(label_width).fold(0.0, f64::max);
        let valued = dots.rows.iter().filter(|row| row.value.is_some());
        let words = valued.map(|row| text::width(&text::clean(&row.word))).fold(0.0, f64::max);
        let beside = labels <= SHORT && words <= SHORT && labels + words <= TOGETHER;
        let edge = SIZE.1 * 1.3 + 1.0;
        let (left, right) = if beside { (labels + GAP, words + GAP) } else { (0.0, 0.0) };
        Self { left: (left.max(edge)).ceil(), right: (WIDTH - right.max(edge)).floor(), beside }
    }

    /// From where to where the axis runs: through all rows, or past the words
    /// over each and not through those that stand for a value.
    fn stretches(&self, rows: &[Placed<'_>]) -> Vec<(f64, f64)> {
        let each = rows.iter().filter(|row| row.row.value.is_some()).map(|row| (row.top, row.bottom));
        let all = rows.first().zip(rows.last()).map(|(first, last)| (first.top, last.bottom));
        if self.beside { all.into_iter().collect() } else { each.collect() }
    }

    /// The rows from `top` down.
    fn rows<'a>(&self, dots: &'a Dots, top: f64) -> Vec<Placed<'a>> {
        let mut top = top;
        let place = |row: &'a DotRow| {
            let placed = if self.beside { Placed::beside(row, top) } else { Placed::over(row, top) };
            top = placed.bottom + if self.beside { 0.0 } else { OVER };
            placed
        };
        dots.rows.iter().map(place).collect()
    }
}

impl<'a> Placed<'a> {
    fn beside(row: &'a DotRow, top: f64) -> Self {
        let (label, word) = (text::fit(&row.label, WIDTH, 1), text::fit(&row.word, WIDTH, 1));
        let (bottom, middle) = (top + TRACK + BESIDE, top + f64::midpoint(TRACK, BESIDE));
        Self { row, label, label_y: middle, word, aside: true, word_y: middle, top, bottom, middle }
    }

    /// The word at the end of the label's first line, or under the label
    /// where it would take too much of it.
    fn over(row: &'a DotRow, top: f64) -> Self {
        let word = if row.value.is_some() { row.word.as_str() } else { "" };
        let word = text::fit(word, WIDTH, 1);
        let bold = if row.own { BOLD } else { 1.0 };
        let narrow = text::fit(&row.label, (WIDTH - word.width() - GAP) / bold, 2);
        let none = word.width() <= 0.0;
        let aside = !none && word.width() <= WIDTH * SHARE && narrow.full.is_none();
        let label = if aside { narrow } else { text::fit(&row.label, WIDTH / bold, 2) };
        let label_y = top + text::LINE / 2.0;
        let word_y = label_y + if aside { 0.0 } else { label.height() };
        let words = label.height() + if aside || none { 0.0 } else { text::LINE };
        let over = top + words + 1.0;
        let middle = over + TRACK / 2.0;
        Self { row, label, label_y, word, aside, word_y, top: over, bottom: over + TRACK, middle }
    }

    fn draw(&self, area: &Area<'_>, axis: &Across) -> Result<(), ChartError> {
        let Some(value) = self.row.value else { return Ok(()) };
        let (glyph, size, ink, whisker) = if self.row.own {
            (Glyph::Diamond, SIZE.1, Ink::OURS, Ink::WHISKER)
        } else {
            (Glyph::Circle, SIZE.0, Ink::COMMON, Ink::AXIS)
        };
        if let Some(Ends { lower, upper }) = self.row.interval {
            let (lower, upper, y) = (axis.x(lower.get()), axis.x(upper.get()), self.middle);
            let end = |x: f64| [(x, y - CAP), (x, y + CAP)];
            for line in [[(lower, y), (upper, y)], end(lower), end(upper)] {
                area.draw(&path(&line, whisker))?;
            }
        }
        glyph.draw(area, (axis.x(value.get()), self.middle), size, ink)
    }

    fn write(&self, sheet: &mut Sheet, axis: &Across) {
        let class = if self.row.own { "ch-row ch-own" } else { "ch-row" };
        sheet.words(class, Spot::start(0.0, self.label_y), &self.label);
        if self.row.value.is_none() {
            let words = text::clean(&self.row.word);
            let words = if words.is_empty() { "no figure" } else { &words };
            let words = text::fit(words, WIDTH - axis.left - 4.0, 1);
            sheet.words("ch-note ch-over", Spot::start(axis.left + 4.0, self.middle), &words);
        } else if !self.word.lines.concat().is_empty() {
            let (class, spot) = if self.aside {
                ("ch-word", Spot::end(WIDTH, self.word_y))
            } else {
                ("ch-word ch-note", Spot::start(0.0, self.word_y))
            };
            sheet.words(class, spot, &self.word);
        }
    }
}
