//! How many of each group: stacked bars with counts in the segments.
//!
//! Groups differ by pattern as well as by colour, and a key above the rows
//! names them in the order of the stack.

use plotters::element::{PathElement, Rectangle};

use super::ink::Ink;
use super::key::Key;
use super::rows::{Row, Rows};
use super::scale::float;
use super::sheet::{Area, Frame, Sheet, Spot, WIDTH, path, plot, tenths};
use super::text::{self, Fitted};
use super::{Chart, ChartError, GroupRow, Groups, UnitFormat, UnitStyle, number};

/// The height of a bar.
const BAR: f64 = 26.0;
/// Between the lines of a pattern.
const PITCH: f64 = 8.0;
/// More lines than this in all patterns are no page's worth of bytes.
const MOST_LINES: usize = 200;
/// Totals are so much wider for being bold.
const BOLD: f64 = 1.15;
/// From the end of a bar to its total.
const GAP: f64 = 6.0;

/// A rectangle in one group's pattern.
#[derive(Clone, Copy)]
struct Segment {
    group: usize,
    frame: Frame,
}

/// Draws groups that have been checked.
pub(super) fn draw(chart: &Chart, groups: &Groups) -> Result<String, ChartError> {
    let key = Key::of(groups.groups.iter().map(String::as_str));
    let rows = Rows::of(groups.rows.iter().map(|row| row.label.as_str()), BAR, key.bottom);
    let bars = Stacks::of(groups, &rows);
    let mut sheet = Sheet::new(rows.bottom);
    sheet.shapes(|area| {
        let mut samples = key.samples().enumerate().map(|(group, frame)| Segment { group, frame });
        samples.try_for_each(|sample| sample.fill(area).and_then(|()| sample.hatch(area, PITCH)))?;
        bars.draw(area)
    })?;
    key.write(&mut sheet);
    for (row, data) in rows.each.iter().zip(&groups.rows) {
        row.write(&mut sheet, data.href.as_deref());
    }
    bars.write(&mut sheet);
    Ok(sheet.finish(chart, "ch-groups", ""))
}

/// The bars of all rows, on one scale.
struct Stacks<'a> {
    rows: Vec<(&'a Row, &'a GroupRow)>,
    frame: Frame,
    /// How far the baseline reaches past each bar.
    reach: f64,
    /// The longest row's total; at least 1.
    longest: f64,
}

/// A whole number as it stands in a chart.
fn whole(count: f64) -> Fitted {
    text::whole(&number(count, UnitFormat::new(UnitStyle::Count, 0)))
}

fn total(row: &GroupRow) -> f64 {
    row.counts.iter().map(|&count| f64::from(count)).sum()
}

impl<'a> Stacks<'a> {
    fn of(groups: &'a Groups, rows: &'a Rows) -> Self {
        let totals = groups.rows.iter().map(total);
        let room = totals.clone().map(|total| whole(total).width()).fold(0.0, f64::max) * BOLD;
        let frame = Frame {
            left: rows.left,
            right: (WIDTH - room - GAP - 2.0).floor(),
            top: rows.each.first().map_or(0.0, |row| row.top),
            bottom: rows.bottom,
        };
        let longest = totals.fold(1.0, f64::max);
        Self { rows: rows.each.iter().zip(&groups.rows).collect(), frame, reach: rows.reach, longest }
    }

    /// Where so many stand on the sheet.
    fn at(&self, count: f64) -> f64 {
        self.frame.left + (self.frame.right - self.frame.left) * count / self.longest
    }

    /// The segments of one row that have anything in them, with counts.
    fn segments(&self, row: &Row, data: &GroupRow) -> Vec<(Segment, f64)> {
        let mut sum = 0.0;
        let counts = data.counts.iter().map(|&count| f64::from(count)).enumerate();
        let segments = counts.map(|(group, count)| {
            let left = self.at(sum);
            sum += count;
            let frame = Frame { left, right: self.at(sum), top: row.top, bottom: row.bottom };
            (Segment { group, frame }, count)
        });
        segments.filter(|(_, count)| *count > 0.0).collect()
    }

    fn draw(&self, area: &Area<'_>) -> Result<(), ChartError> {
        let mut segments: Vec<_> =
            self.rows.iter().flat_map(|(row, data)| self.segments(row, data)).collect();
        // Shapes of one ink in a row share an element.
        segments.sort_by_key(|(segment, _)| segment.group);
        let pitch = pitch(&segments);
        segments.iter().try_for_each(|(segment, _)| segment.fill(area))?;
        segments.iter().try_for_each(|(segment, _)| segment.hatch(area, pitch))?;
        segments.iter().try_for_each(|(segment, count)| segment.plate(area, &whole(*count)))?;
        for (row, _) in &self.rows {
            let baseline =
                [(self.frame.left, row.top - self.reach), (self.frame.left, row.bottom + self.reach)];
            area.draw(&path(&baseline, Ink::AXIS))?;
        }
        Ok(())
    }

    fn write(&self, sheet: &mut Sheet) {
        for (row, data) in &self.rows {
            let y = row.middle();
            for (segment, count) in self.segments(row, data) {
                let text = &whole(count);
                if segment.has_room(text) {
                    sheet.words("ch-count", Spot::middle(segment.middle(), y), text);
                }
            }
            let (class, text) = if total(data) > 0.0 {
                ("ch-value", whole(total(data)))
            } else {
                ("ch-note", text::whole("none"))
            };
            let x = self.at(total(data)) + GAP;
            sheet.words(class, Spot::start(x, y), &text);
        }
    }
}

impl Segment {
    fn middle(&self) -> f64 {
        f64::midpoint(self.frame.left, self.frame.right)
    }

    fn width(&self) -> f64 {
        self.frame.right - self.frame.left
    }

    fn has_room(&self, text: &Fitted) -> bool {
        text.width() + 4.0 <= self.width()
    }

    fn size(&self) -> (f64, f64) {
        (self.width(), self.frame.bottom - self.frame.top)
    }

    /// The segment without its pattern; a narrower one than a line is none.
    fn fill(&self, area: &Area<'_>) -> Result<(), ChartError> {
        if tenths(self.width()) < 2 {
            return Ok(());
        }
        let Frame { left, right, top, bottom } = self.frame;
        let corners = [(tenths(left), tenths(top)), (tenths(right), tenths(bottom))];
        Ok(area.draw(&Rectangle::new(corners, Ink::group(self.group).colour()))?)
    }

    /// Its pattern, in coordinates of its own.
    fn hatch(&self, area: &Area<'_>, pitch: f64) -> Result<(), ChartError> {
        let (width, height) = self.size();
        if tenths(width) < 2 {
            return Ok(());
        }
        let mut plot = plot(area, self.frame, (0.0, width), (0.0, height))?;
        let lines = pattern(self.group, width, height, pitch);
        plot.draw_series(lines.into_iter().map(|line| PathElement::new(line, Ink::HATCH.colour())))?;
        Ok(())
    }

    /// The ground under the count, where there is a pattern and room for both.
    fn plate(&self, area: &Area<'_>, text: &Fitted) -> Result<(), ChartError> {
        if !self.has_room(text) {
            return Ok(());
        }
        let half = (text.width() / 2.0 + 3.0).min(self.width() / 2.0);
        let corner = |x: f64, y: f64| (tenths(self.middle() + x), tenths(y));
        let corners = [corner(-half, self.frame.top + 3.0), corner(half, self.frame.bottom - 3.0)];
        Ok(area.draw(&Rectangle::new(corners, Ink::PLATE.colour()))?)
    }
}

/// Between the lines of these patterns: more where there are many.
fn pitch(segments: &[(Segment, f64)]) -> f64 {
    let lines = |(segment, _): &(Segment, f64)| {
        let (width, height) = segment.size();
        pattern(segment.group, width, height, PITCH).len()
    };
    let all: usize = segments.iter().map(lines).sum();
    PITCH * (float(all) / float(MOST_LINES)).max(1.0)
}

/// The lines of a group's pattern in a rectangle: plain, rising, level,
/// falling, upright, crossed.
fn pattern(group: usize, width: f64, height: f64, pitch: f64) -> Vec<[(f64, f64); 2]> {
    let rising = || steps(width + height, pitch).map(move |at| [(at, 0.0), (at - height, height)]);
    let mirror = move |line: [(f64, f64); 2]| line.map(|(x, y)| (x, height - y));
    let clipped =
        |lines: Vec<[(f64, f64); 2]>| lines.into_iter().filter_map(|line| clip(line, width)).collect();
    match group {
        0 => Vec::new(),
        1 => clipped(rising().collect()),
        2 => steps(height, pitch).map(|at| [(0.0, at), (width, at)]).collect(),
        3 => clipped(rising().map(mirror).collect()),
        4 => steps(width, pitch).map(|at| [(at, 0.0), (at, height)]).collect(),
        _ => clipped(rising().chain(rising().map(mirror)).collect()),
    }
}

/// Places so far apart up to an end, without the end.
fn steps(end: f64, pitch: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(pitch), move |at| Some(at + pitch)).take_while(move |at| *at < end)
}

/// The part of a slanting line that is between 0 and a width.
fn clip(line: [(f64, f64); 2], width: f64) -> Option<[(f64, f64); 2]> {
    let [(x0, y0), (x1, y1)] = line;
    let slope = (y1 - y0) / (x1 - x0);
    let end = |x: f64| (x.clamp(0.0, width), y0 + (x.clamp(0.0, width) - x0) * slope);
    let (from, to) = (end(x0), end(x1));
    (from.0 > to.0).then_some([from, to])
}
