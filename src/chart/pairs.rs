//! Two values a row, before and since, joined by a line on one axis.
//!
//! The values are written at the end of the line of words over each row, each
//! with a sample of its mark, so that no number stands on another's interval.
//! The mark of the earlier value is a little higher than that of the later
//! one: two intervals of one row can be told apart.

use super::across::Across;
use super::bars::label;
use super::glyph::Glyph;
use super::ink::Ink;
use super::key::Key;
use super::number::{bare_number, number};
use super::scale::Scale;
use super::sheet::{Area, Sheet, Spot, WIDTH, path};
use super::text::{self, Fitted};
use super::{Chart, ChartError, Ends, Finite, PairRow, PairValue, Pairs, UnitFormat};

/// The most steps between ticks: all rows have a grid of their own.
const STEPS: usize = 4;
/// The height of the marks of a row.
const TRACK: f64 = 26.0;
/// Between the marks of a row and the words of the next.
const BETWEEN: f64 = 10.0;
/// Half the way from the height of one mark down to the other.
const APART: f64 = 5.5;
/// The size of a mark before, and since.
const SIZE: (f64, f64) = (4.4, 5.2);
/// Between the words of a row.
const GAP: f64 = 14.0;
/// From the middle of a sample to its value.
const SAMPLE: f64 = 11.0;
/// The widest word in the place of a value.
const WIDEST: f64 = 130.0;
/// Values are so much wider for being bold.
const BOLD: f64 = 1.15;
/// With more rows than this values have no samples beside them: they stand in
/// the order of the key.
const MOST_SAMPLED: usize = 15;
/// More rows than this have the axis above them too.
const FAR: usize = 12;

/// Draws pairs that have been checked.
pub(super) fn draw(chart: &Chart, pairs: &Pairs) -> Result<String, ChartError> {
    let names = [text::or(&pairs.before, "before"), text::or(&pairs.since, "since")];
    let key = Key::of(names.iter().map(String::as_str));
    let axis = axis(pairs, chart.unit);
    let reference = pairs.reference.as_ref().filter(|_| !axis.is_empty());
    let mut top = key.bottom + if reference.is_some() { text::LINE + 2.0 } else { 0.0 };
    let above = (!axis.is_empty() && pairs.rows.len() > FAR).then_some(top + text::LINE / 2.0);
    top += above.map_or(0.0, |_| text::LINE + 4.0);
    let rows = rows(pairs, chart.unit, top);
    let bottom = rows.last().map_or(top, |row| row.bottom);
    let mut sheet = Sheet::new(bottom + if axis.is_empty() { 2.0 } else { text::LINE + 6.0 });
    sheet.shapes(|area| {
        let stretches: Vec<_> =
            rows.iter().filter(|row| row.has_marks()).map(|row| (row.top, row.bottom)).collect();
        axis.draw(area, &stretches)?;
        if let Some(reference) = reference {
            axis.draw_reference(area, reference, &stretches)?;
        }
        let samples =
            key.samples().map(|it| (f64::midpoint(it.left, it.right), f64::midpoint(it.top, it.bottom)));
        draw_rows(area, &rows, &axis, &samples.collect::<Vec<_>>())
    })?;
    key.write(&mut sheet);
    if let Some(reference) = reference {
        axis.write_reference(&mut sheet, reference, chart.unit, key.bottom - 6.0);
    }
    for y in above.into_iter().chain([bottom + 2.0 + text::LINE / 2.0]) {
        axis.write(&mut sheet, y);
    }
    for row in &rows {
        row.write(&mut sheet);
    }
    let added = [axis.added(), described(pairs, &names, chart.unit)];
    Ok(sheet.finish(chart, "ch-pairs", added.join(" ").trim()))
}

/// The axis of everything that is drawn; without ticks where nothing is.
fn axis(pairs: &Pairs, unit: UnitFormat) -> Across {
    let values = pairs.rows.iter().flat_map(|row| [&row.before, &row.since]);
    let mut figures: Vec<f64> = values
        .filter(|value| value.value.is_some())
        .flat_map(|it| [it.value, it.interval.map(|ends| ends.lower), it.interval.map(|ends| ends.upper)])
        .flatten()
        .map(Finite::get)
        .collect();
    let nothing = figures.is_empty();
    figures.extend(pairs.reference.iter().map(|reference| reference.value.get()));
    let edge = SIZE.1 * 1.3 + 1.0;
    let scale = Scale::ticked_close(&figures, unit, STEPS);
    let axis = Across::of(scale, unit, (edge.ceil(), (WIDTH - edge).floor()));
    if nothing { axis.without_ticks() } else { axis }
}

/// Every figure in words, row by row.
fn described(pairs: &Pairs, names: &[String; 2], unit: UnitFormat) -> String {
    let value = |name: &str, it: &PairValue| {
        let ends = |ends: Ends| {
            format!(" ({} to {})", bare_number(ends.lower.get(), unit), number(ends.upper.get(), unit))
        };
        let ends = it.value.and(it.interval).map(ends).unwrap_or_default();
        let words = it.value.map_or_else(|| missing(it), |value| number(value.get(), unit));
        format!("{name} {words}{ends}")
    };
    let row = |row: &PairRow| {
        let both = format!("{}, {}", value(&names[0], &row.before), value(&names[1], &row.since));
        format!("{}.", text::named(&row.label, &both))
    };
    let reference = pairs.reference.iter().map(|it| {
        let value = number(it.value.get(), unit);
        format!("A line stands at {}.", text::named(&it.label, &value))
    });
    pairs.rows.iter().map(row).chain(reference).collect::<Vec<_>>().join(" ")
}

fn missing(value: &PairValue) -> String {
    text::or(&value.word, "no figure")
}

/// Lines of all rows, then the marks over them, kind by kind: shapes of one
/// ink in a row share an element.
fn draw_rows(
    area: &Area<'_>,
    rows: &[Placed<'_>],
    axis: &Across,
    samples: &[(f64, f64)],
) -> Result<(), ChartError> {
    for (before, since) in rows.iter().filter_map(|row| both(row.places(axis))) {
        area.draw(&path(&[before, since], Ink::JOIN))?;
    }
    for (at, kind) in [Kind::Before, Kind::Since].into_iter().enumerate() {
        for row in rows {
            let (written, place) = ([&row.before, &row.since][at], row.places(axis)[at]);
            if let (Some((_, y)), Some(Ends { lower, upper })) = (place, written.value.interval) {
                area.draw(&path(&[(axis.x(lower.get()), y), (axis.x(upper.get()), y)], kind.whisker()))?;
            }
        }
    }
    for (at, kind) in [Kind::Before, Kind::Since].into_iter().enumerate() {
        let beside = if rows.len() > MOST_SAMPLED { &[] } else { rows };
        let written = beside.iter().map(|row| ([&row.before, &row.since][at].x, row.values_y));
        let marks = rows.iter().filter_map(|row| row.places(axis)[at]);
        let samples = samples.get(at).copied().into_iter();
        samples.chain(written).chain(marks).try_for_each(|place| kind.mark(area, place))?;
    }
    Ok(())
}

/// Both places of a pair, where it has both.
fn both([before, since]: [Option<(f64, f64)>; 2]) -> Option<((f64, f64), (f64, f64))> {
    before.zip(since)
}

#[derive(Clone, Copy)]
enum Kind {
    Before,
    Since,
}

impl Kind {
    fn mark(self, area: &Area<'_>, at: (f64, f64)) -> Result<(), ChartError> {
        match self {
            Self::Before => Glyph::Circle.draw(area, at, SIZE.0, Ink::COMMON),
            Self::Since => Glyph::Diamond.draw(area, at, SIZE.1, Ink::OURS),
        }
    }

    fn whisker(self) -> Ink {
        match self {
            Self::Before => Ink::AXIS,
            Self::Since => Ink::WHISKER,
        }
    }
}

/// A value as it is written over its row.
struct Written<'a> {
    value: &'a PairValue,
    words: Fitted,
    /// The middle of the sample of its mark.
    x: f64,
}

impl<'a> Written<'a> {
    fn of(value: &'a PairValue, unit: UnitFormat) -> Self {
        let words = match value.value {
            Some(value) => text::whole(&label(value.get(), unit)),
            None => text::fit(&missing(value), WIDEST, 1),
        };
        Self { value, words, x: 0.0 }
    }

    /// With its sample.
    fn width(&self) -> f64 {
        SAMPLE + self.words.width() * BOLD + SIZE.1 * 1.3
    }
}

/// A row and where its parts stand.
struct Placed<'a> {
    label: Fitted,
    label_y: f64,
    before: Written<'a>,
    since: Written<'a>,
    values_y: f64,
    /// From where to where the axis runs through the row.
    top: f64,
    bottom: f64,
}

/// The rows from `top` down.
fn rows(pairs: &Pairs, unit: UnitFormat, top: f64) -> Vec<Placed<'_>> {
    let before = || pairs.rows.iter().map(|row| Written::of(&row.before, unit));
    let since = || pairs.rows.iter().map(|row| Written::of(&row.since, unit));
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let widths = (widest(&mut before().map(|it| it.width())), widest(&mut since().map(|it| it.width())));
    let mut top = top;
    let place = |((row, before), since)| {
        let placed = Placed::of(row, (before, since), widths, top);
        top = placed.bottom + BETWEEN;
        placed
    };
    pairs.rows.iter().zip(before()).zip(since()).map(place).collect()
}

impl<'a> Placed<'a> {
    /// The values in columns at the end of the label's first line, or on a
    /// line of their own under the label where they would take too much of it.
    fn of(row: &'a PairRow, values: (Written<'a>, Written<'a>), widths: (f64, f64), top: f64) -> Self {
        let (mut before, mut since) = values;
        let room = WIDTH - widths.0 - widths.1 - 2.0 * GAP;
        let narrow = text::fit(&row.label, room, 2);
        let aside = narrow.full.is_none();
        let label = if aside { narrow } else { text::fit(&row.label, WIDTH, 2) };
        let label_y = top + text::LINE / 2.0;
        let half = SIZE.1 * 1.3;
        let left = if aside { WIDTH - widths.0 - widths.1 - GAP } else { 0.0 } + half;
        (before.x, since.x) = (left, left + widths.0 + GAP);
        let values_y = label_y + if aside { 0.0 } else { label.height() };
        let over = top + label.height() + if aside { 0.0 } else { text::LINE } + 2.0;
        let mut placed = Self { label, label_y, before, since, values_y, top: over, bottom: over + TRACK };
        if !placed.has_marks() {
            placed.bottom = placed.top;
        }
        placed
    }

    fn has_marks(&self) -> bool {
        self.before.value.value.is_some() || self.since.value.value.is_some()
    }

    /// Where the marks before and since stand.
    fn places(&self, axis: &Across) -> [Option<(f64, f64)>; 2] {
        let middle = f64::midpoint(self.top, self.bottom);
        [(&self.before, middle - APART), (&self.since, middle + APART)]
            .map(|(written, y)| written.value.value.map(|value| (axis.x(value.get()), y)))
    }

    fn write(&self, sheet: &mut Sheet) {
        sheet.words("ch-row", Spot::start(0.0, self.label_y), &self.label);
        for written in [&self.before, &self.since] {
            let class = if written.value.value.is_some() { "ch-value" } else { "ch-note" };
            sheet.words(class, Spot::start(written.x + SAMPLE, self.values_y), &written.words);
        }
    }
}
