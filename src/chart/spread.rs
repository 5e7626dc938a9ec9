//! How values are spread: a dot each, a bar for the middle half, a tick for
//! the median with its number.
//!
//! Dots stand where their values are and go up where they would cover each
//! other, so that none is hidden.

use plotters::element::{Circle, Rectangle};

use super::across::{self, Across};
use super::bars::label;
use super::ink::Ink;
use super::key::Key;
use super::rows::{self, Row, Rows};
use super::scale::{Scale, float};
use super::sheet::{Area, Frame, Sheet, Spot, WIDTH, path, tenths};
use super::text::{self, Fitted};
use super::{Chart, ChartError, Finite, Quartiles, Spread, SpreadRow, UnitFormat};

/// The radius of a dot.
const RADIUS: f64 = 2.6;
/// From one dot to the next.
const APART: f64 = 6.2;
/// The height that dots get; higher stacks are pushed together.
const STACK: f64 = 36.0;
/// As many as can be told apart when they are.
const MOST_LEVELS: usize = 13;
/// More dots than this in a chart are no page's worth of bytes.
const MOST_DOTS: usize = 280;
/// The height of the bar.
const BAR: f64 = 9.0;
/// How far the median reaches past the bar; and half the end of a line.
const REACH: f64 = 4.0;
/// Between the plot and the words around it.
const GAP: f64 = 6.0;

/// Draws a spread that has been checked.
pub(super) fn draw(chart: &Chart, spread: &Spread) -> Result<String, ChartError> {
    let labels = || spread.rows.iter().map(|row| row.label.as_str());
    let axis = axis(spread, chart.unit, rows::start(labels()));
    let groups = groups(spread, &axis);
    let kinds = kinds(&groups);
    let key = Key::of(kinds.iter().map(|kind| kind.name()));
    let rows = Rows::uneven(labels().zip(groups.iter().map(Group::height)), key.bottom);
    let bottom = rows.each.last().map_or(key.bottom, |row| row.bottom) + rows.reach;
    let mut sheet = Sheet::new(bottom + if axis.is_empty() { 0.0 } else { text::LINE + GAP });
    sheet.shapes(|area| {
        axis.draw(
            area,
            &rows.each.iter().map(|row| (row.top - rows.reach, row.bottom + rows.reach)).collect::<Vec<_>>(),
        )?;
        kinds.iter().zip(key.samples()).try_for_each(|(kind, frame)| kind.sample(area, frame))?;
        for (row, group) in rows.each.iter().zip(&groups) {
            group.draw(area, &axis, row)?;
        }
        Ok(())
    })?;
    key.write(&mut sheet);
    axis.write(&mut sheet, bottom + GAP / 2.0 + text::LINE / 2.0);
    for (row, group) in rows.each.iter().zip(&groups) {
        row.write(&mut sheet, group.row.href.as_deref());
        group.write(&mut sheet, &axis, row, chart.unit);
    }
    Ok(sheet.finish(chart, "ch-spread", &added(&groups)))
}

/// The axis that all rows share, from zero; it has no ticks where no row has a
/// figure.
fn axis(spread: &Spread, unit: UnitFormat, left: f64) -> Across {
    let values = spread.rows.iter().flat_map(|row| &row.values).map(|value| value.get());
    let quartiles = spread.rows.iter().filter_map(|row| row.quartiles);
    let quartiles = quartiles.flat_map(|all| [all.lower, all.median, all.upper].map(Finite::get));
    let figures: Vec<f64> = values.chain(quartiles).collect();
    let scale = Scale::ticked_from_zero(&figures, unit, across::STEPS);
    let axis = Across::of(scale, unit, (left + RADIUS, WIDTH - RADIUS - 2.0));
    if figures.is_empty() { axis.without_ticks() } else { axis }
}

/// What a chart of spreads has, and the key names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dot,
    Line,
    Bar,
    Median,
}

/// The kinds that a chart has, in the order of the key.
fn kinds(groups: &[Group<'_>]) -> Vec<Kind> {
    let quartiles = groups.iter().any(|group| group.row.quartiles.is_some());
    let all = [
        (Kind::Dot, groups.iter().any(|group| matches!(group.singles, Singles::Dots { .. }))),
        (Kind::Line, groups.iter().any(|group| matches!(group.singles, Singles::Ends(..)))),
        (Kind::Bar, quartiles),
        (Kind::Median, quartiles),
    ];
    all.into_iter().filter_map(|(kind, shown)| shown.then_some(kind)).collect()
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Dot => "one value",
            Self::Line => "least to greatest",
            Self::Bar => "middle half",
            Self::Median => "median",
        }
    }

    fn sample(self, area: &Area<'_>, frame: Frame) -> Result<(), ChartError> {
        let Frame { left, right, top, bottom } = frame;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        match self {
            Self::Dot => dot(area, (x, y)),
            Self::Line => line(area, (left, right), y),
            Self::Bar => bar(area, (left, right), y),
            Self::Median => median(area, x, y),
        }
    }
}

fn dot(area: &Area<'_>, (x, y): (f64, f64)) -> Result<(), ChartError> {
    Ok(area.draw(&Circle::new((tenths(x), tenths(y)), tenths(RADIUS), Ink::ONE.colour()))?)
}

/// From the least value to the greatest, with ends.
fn line(area: &Area<'_>, (left, right): (f64, f64), y: f64) -> Result<(), ChartError> {
    let end = |x: f64| [(x, y - REACH), (x, y + REACH)];
    let lines = [[(left, y), (right, y)], end(left), end(right)];
    lines.iter().try_for_each(|line| Ok(area.draw(&path(line, Ink::WHISKER))?))
}

/// From the lower quartile to the upper.
fn bar(area: &Area<'_>, (left, right): (f64, f64), y: f64) -> Result<(), ChartError> {
    let corners = [(tenths(left), tenths(y - BAR / 2.0)), (tenths(right), tenths(y + BAR / 2.0))];
    Ok(area.draw(&Rectangle::new(corners, Ink::BAR.colour()))?)
}

fn median(area: &Area<'_>, x: f64, y: f64) -> Result<(), ChartError> {
    let tick = [(x, y - BAR / 2.0 - REACH), (x, y + BAR / 2.0 + REACH)];
    [Ink::HALO, Ink::MEDIAN].into_iter().try_for_each(|ink| Ok(area.draw(&path(&tick, ink))?))
}

/// A row and how its single values are shown.
struct Group<'a> {
    row: &'a SpreadRow,
    singles: Singles,
}

/// How the single values of a row are shown.
enum Singles {
    /// There are none.
    None,
    /// The place across and the level of each, the lowest level being 0.
    Dots { dots: Vec<(f64, usize)>, levels: usize },
    /// The least and the greatest of too many.
    Ends(f64, f64),
}

/// All rows. Those with the fewest values have their dots first, up to what a
/// chart has room for; rows of one length are shown in one way.
fn groups<'a>(spread: &'a Spread, axis: &Across) -> Vec<Group<'a>> {
    let mut lengths: Vec<usize> = spread.rows.iter().map(|row| row.values.len()).collect();
    lengths.sort_unstable();
    let fits = |most: usize| lengths.iter().take_while(|&&length| length <= most).sum::<usize>() <= MOST_DOTS;
    let most = lengths.iter().copied().filter(|&length| fits(length)).max().unwrap_or(0);
    let group = |row: &'a SpreadRow| Group { row, singles: Singles::of(row, axis, most) };
    spread.rows.iter().map(group).collect()
}

impl Singles {
    /// Dots where there are at most so many and none would be hidden.
    fn of(row: &SpreadRow, axis: &Across, most: usize) -> Self {
        let mut values: Vec<f64> = row.values.iter().map(|value| value.get()).collect();
        values.sort_by(f64::total_cmp);
        let (Some(&least), Some(&greatest)) = (values.first(), values.last()) else { return Self::None };
        let dots = if values.len() <= most { levels(&values, axis) } else { None };
        dots.unwrap_or(Self::Ends(least, greatest))
    }

    /// From the middle of a dot to that of the next above it.
    fn pitch(levels: usize) -> f64 {
        let steps = float(levels.saturating_sub(1)).max(1.0);
        APART.min((STACK - 2.0 * RADIUS) / steps)
    }

    fn height(&self) -> f64 {
        match self {
            Self::Dots { levels, .. } => {
                2.0 * RADIUS + 2.0 + float(levels.saturating_sub(1)) * Self::pitch(*levels)
            }
            Self::None | Self::Ends(..) => 0.0,
        }
    }
}

/// Each of some values in order on the lowest level that has room for it; none
/// where that takes more levels than there are.
fn levels(values: &[f64], axis: &Across) -> Option<Singles> {
    let mut taken: Vec<f64> = Vec::new();
    let mut dots = Vec::new();
    for x in values.iter().map(|value| axis.x(*value)) {
        let level = taken.iter().position(|last| last + APART <= x).unwrap_or(taken.len());
        if level == taken.len() {
            taken.push(x);
        }
        taken[level] = x;
        dots.push((x, level));
    }
    (taken.len() <= MOST_LEVELS).then_some(Singles::Dots { dots, levels: taken.len() })
}

impl Group<'_> {
    /// The height of the bar with its median, of the number under it.
    fn below(&self) -> (f64, f64) {
        match (&self.singles, self.row.quartiles) {
            (_, Some(_)) => (BAR + 2.0 * REACH, text::LINE),
            (Singles::Ends(..), None) => (BAR + 2.0 * REACH, 0.0),
            _ => (0.0, 0.0),
        }
    }

    /// The height of the whole row: never less than words have.
    fn height(&self) -> f64 {
        let (bar, number) = self.below();
        (self.singles.height() + bar + number).max(text::LINE)
    }

    fn draw(&self, area: &Area<'_>, axis: &Across, row: &Row) -> Result<(), ChartError> {
        let (height, number) = self.below();
        let ground = row.bottom - number - height;
        let y = ground + height / 2.0;
        match &self.singles {
            Singles::None => {}
            Singles::Ends(least, greatest) => line(area, (axis.x(*least), axis.x(*greatest)), y)?,
            Singles::Dots { dots, levels } => {
                let pitch = Singles::pitch(*levels);
                for (x, level) in dots {
                    dot(area, (*x, ground - RADIUS - 1.0 - float(*level) * pitch))?;
                }
            }
        }
        if let Some(Quartiles { lower, median: middle, upper }) = self.row.quartiles {
            bar(area, (axis.x(lower.get()), axis.x(upper.get())), y)?;
            median(area, axis.x(middle.get()), y)?;
        }
        Ok(())
    }

    fn write(&self, sheet: &mut Sheet, axis: &Across, row: &Row, unit: UnitFormat) {
        if let Some(quartiles) = self.row.quartiles {
            let value = quartiles.median.get();
            let words = text::whole(&label(value, unit));
            let spot = Spot::middle(middle(axis, axis.x(value), &words), row.bottom - text::LINE / 2.0);
            sheet.words("ch-value ch-over", spot, &words);
        } else if matches!(self.singles, Singles::None) {
            let words = text::fit("no figures", WIDTH - axis.left - GAP, 1);
            sheet.words("ch-note ch-over", Spot::start(axis.left + GAP, row.middle()), &words);
        }
    }
}

/// The middle of a number that stays between the left edge and the sheet's end.
fn middle(axis: &Across, x: f64, words: &Fitted) -> f64 {
    let half = words.width() / 2.0;
    x.min(WIDTH - half).max(axis.left + GAP + half)
}

/// What the description adds where dots are left out.
fn added(groups: &[Group<'_>]) -> String {
    let without = groups.iter().filter(|group| matches!(group.singles, Singles::Ends(..)));
    let without: Vec<&str> = without.map(|group| group.row.label.as_str()).collect();
    if without.is_empty() {
        return String::new();
    }
    format!(
        "A line from the least to the greatest value stands for the single values, too many for a dot each, \
         of: {}.",
        without.join("; ")
    )
}
