//! The name of a line that ends early, beside its own last mark: wherever else
//! it stood, it would seem to have a value that it has not.

use super::super::axes::GAP;
use super::super::scale::float;
use super::super::text;
use super::super::{Finite, Line, Trend};
use super::Layout;
use super::ends::End;

/// From a mark to the words above or below it, nearest first.
const AWAY: [f64; 3] = [7.0, 12.0, 18.0];
/// Around words, where nothing else may be.
const CLEAR: f64 = 3.0;
/// How many spots stand for a stretch of a line.
const SPOTS: u8 = 24;

/// A rectangle: left, top, right, bottom.
type Area = [f64; 4];

/// Where the words of an end stand in the plot: their left, and the middle of
/// their first line.
pub(super) type Corner = (f64, f64);

/// Finds room for the names that are to stand in the plot. `None` for those
/// that find none, and for the others.
pub(super) fn places(layout: &Layout, trend: &Trend) -> Vec<Option<Corner>> {
    let drawn = drawn(layout, trend);
    let mut taken: Vec<Area> = Vec::new();
    let mut place = |end: &End| {
        let free = |area: &Area| {
            layout.holds(area)
                && drawn.iter().all(|spot| !within(area, *spot))
                && taken.iter().all(|other| apart(area, other))
        };
        let area = candidates(layout, end).into_iter().find(free)?;
        taken.push(area);
        Some((area[0] + CLEAR, area[1] + CLEAR + text::LINE / 2.0))
    };
    layout.ends.iter().map(|end| end.corner.and_then(|_| place(end))).collect()
}

/// Where words could stand: above the mark, then below it; with their middle
/// over it, then to its right, then to its left.
fn candidates(layout: &Layout, end: &End) -> Vec<Area> {
    let (x, y) = layout.spot(end.period, end.value);
    let (width, height) = (end.beside_width(), end.beside.height());
    let mut areas = Vec::new();
    for away in AWAY {
        for top in [y - away - height, y + away] {
            for left in [x - width / 2.0, x - GAP, x + GAP - width] {
                areas.push([left - CLEAR, top - CLEAR, left + width + CLEAR, top + height + CLEAR]);
            }
        }
    }
    areas
}

impl Layout {
    /// Whether words can stand there without leaving the plot; they may reach
    /// a little over its top, where nothing stands.
    fn holds(&self, [left, top, right, bottom]: &Area) -> bool {
        let inside = &self.frame;
        *left >= inside.left && *right <= inside.right && *top >= inside.top - GAP && *bottom <= inside.bottom
    }
}

/// Spots on everything that is drawn in the plot, but for its grid.
fn drawn(layout: &Layout, trend: &Trend) -> Vec<(f64, f64)> {
    let mut spots = Vec::new();
    for line in &trend.lines {
        let known: Vec<(usize, f64)> = known(&line.values).collect();
        let marks = known.iter().map(|(at, value)| layout.spot(float(*at), *value));
        let marks: Vec<(f64, f64)> = marks.collect();
        for pair in marks.windows(2) {
            along(pair[0], pair[1], &mut spots);
        }
        spots.extend(marks);
        whiskers(layout, line, &mut spots);
    }
    for (at, value) in known(&trend.target) {
        along(layout.spot(float(at) - 0.5, value), layout.spot(float(at) + 0.5, value), &mut spots);
    }
    for x in layout.marks.lines() {
        along((x, layout.frame.top - GAP), (x, layout.frame.bottom), &mut spots);
    }
    spots
}

fn whiskers(layout: &Layout, line: &Line, spots: &mut Vec<(f64, f64)>) {
    for (at, (value, ends)) in line.values.iter().zip(&line.intervals).enumerate() {
        let (Some(_), Some(ends)) = (value, ends) else { continue };
        let (below, above) = ends.get();
        along(layout.spot(float(at), below), layout.spot(float(at), above), spots);
    }
}

fn known(values: &[Option<Finite>]) -> impl Iterator<Item = (usize, f64)> {
    values.iter().enumerate().filter_map(|(at, value)| Some((at, value.map(Finite::get)?)))
}

fn along(from: (f64, f64), to: (f64, f64), spots: &mut Vec<(f64, f64)>) {
    let part = |at: u8| f64::from(at) / f64::from(SPOTS);
    let between = |at: u8| (from.0 + (to.0 - from.0) * part(at), from.1 + (to.1 - from.1) * part(at));
    spots.extend((0..=SPOTS).map(between));
}

fn within([left, top, right, bottom]: &Area, (x, y): (f64, f64)) -> bool {
    x > *left && x < *right && y > *top && y < *bottom
}

fn apart(one: &Area, other: &Area) -> bool {
    one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1]
}
