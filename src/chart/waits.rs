//! How many waited how long: columns over classes of days, from zero, each
//! with its count over it, and marks such as the median through them.
//!
//! Every column says its count, so there is neither grid nor ticks. A word in
//! the place of a count that is too wide for its column stands under the
//! chart, and a sign for it over the column.

use plotters::element::Rectangle;

use super::ink::Ink;
use super::number::{UnitFormat, UnitStyle, number};
use super::scale::{Scale, float};
use super::sheet::{Area, Frame, Sheet, Spot, WIDTH, path, tenths};
use super::text::{self, Fitted};
use super::{Chart, ChartError, WaitClass, WaitMark, Waits};

/// The height of the tallest column.
const HEIGHT: f64 = 170.0;
/// From a column to its count, and from the plot to the words around it.
const GAP: f64 = 5.0;
/// How much of its place a column takes.
const PART: f64 = 0.86;
/// The most lines of a word under or over a column.
const MOST_LINES: usize = 3;
/// From a mark to its label.
const BESIDE: f64 = 5.0;
/// Signs for words that are too wide, in the order in which they are used.
const SIGNS: [&str; 4] = ["*", "\u{2020}", "\u{2021}", "\u{a7}"];

const COUNT: UnitFormat = UnitFormat { style: UnitStyle::Count, decimals: 0 };

/// Draws waits that have been checked.
pub(super) fn draw(chart: &Chart, waits: &Waits) -> Result<String, ChartError> {
    let layout = Layout::of(waits, chart.unit);
    let mut sheet = Sheet::new(layout.height());
    sheet.shapes(|area| layout.draw(area, waits))?;
    layout.write(&mut sheet, waits);
    Ok(sheet.finish(chart, "ch-waits", &described(waits, chart.unit)))
}

/// Every figure in words, in order.
fn described(waits: &Waits, unit: UnitFormat) -> String {
    let class = |class: &WaitClass| {
        let count = class.count.map_or_else(|| missing(class), |count| number(f64::from(count), COUNT));
        format!("{}.", text::named(&class.label, &count))
    };
    let mark = |mark: &WaitMark| format!("{}.", text::named(&mark.label, &number(mark.days.get(), unit)));
    waits.classes.iter().map(class).chain(waits.marks.iter().map(mark)).collect::<Vec<_>>().join(" ")
}

fn missing(class: &WaitClass) -> String {
    text::or(&class.word, "no figure")
}

/// Where everything goes.
struct Layout {
    /// The columns, from the top of the tallest to where all start.
    frame: Frame,
    scale: Scale,
    /// What stands over each column, or in its place.
    over: Vec<Fitted>,
    under: Vec<Fitted>,
    marks: Vec<Placed>,
    /// Under the plot, from the top.
    foot: Vec<Fitted>,
}

/// A mark, and where its label stands.
struct Placed {
    x: f64,
    label: Fitted,
    start: f64,
    /// The middle of the label.
    y: f64,
}

impl Layout {
    fn of(waits: &Waits, unit: UnitFormat) -> Self {
        let width = WIDTH / float(waits.classes.len());
        let mut foot = Vec::new();
        let mut signs = Vec::new();
        let over: Vec<Fitted> = waits.classes.iter().map(|class| over(class, width, &mut signs)).collect();
        let across = text::fit(&waits.across, WIDTH, 2);
        foot.extend(Some(across).filter(|words| words.width() > 0.0));
        let signed = |(at, word): (usize, &String)| text::fit(&format!("{} {word}", sign(at)), WIDTH, 2);
        foot.extend(signs.iter().enumerate().map(signed));
        let under = waits.classes.iter().map(|class| under(&class.label, width));
        let counts: Vec<f64> = waits.classes.iter().filter_map(|it| it.count).map(f64::from).collect();
        let (marks, height) = marks(waits, unit);
        let words = over.iter().map(Fitted::height).fold(0.0, f64::max);
        let top = height + words + GAP;
        let frame = Frame { left: 0.0, right: WIDTH, top, bottom: top + HEIGHT };
        Self { frame, scale: Scale::from_zero(&counts), over, under: under.collect(), marks, foot }
    }

    /// The bottom of the words under the columns.
    fn below(&self) -> f64 {
        self.frame.bottom + GAP + self.under.iter().map(Fitted::height).fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        let foot: f64 = self.foot.iter().map(Fitted::height).sum();
        self.below() + foot + if foot > 0.0 { GAP } else { 1.0 }
    }

    /// Where so many stand.
    fn y(&self, count: u32) -> f64 {
        let Frame { top, bottom, .. } = self.frame;
        bottom - (bottom - top) * self.scale.at(f64::from(count)) / self.scale.high
    }

    fn draw(&self, area: &Area<'_>, waits: &Waits) -> Result<(), ChartError> {
        let width = WIDTH / float(waits.classes.len());
        let bottom = self.frame.bottom;
        let known = || waits.classes.iter().enumerate().filter_map(|(at, class)| Some((at, class.count?)));
        let ends = |at: usize| {
            let left = (float(at) + (1.0 - PART) / 2.0) * width;
            (left, left + PART * width)
        };
        for (at, count) in known().filter(|(_, count)| *count > 0) {
            let ((left, right), top) = (ends(at), self.y(count));
            let corners = [(tenths(left), tenths(top)), (tenths(right), tenths(bottom))];
            area.draw(&Rectangle::new(corners, Ink::BAR.colour()))?;
        }
        // Nought has what columns stand on; a count that is missing has neither.
        for (left, right) in known().map(|(at, _)| ends(at)) {
            area.draw(&path(&[(left - 1.0, bottom), (right + 1.0, bottom)], Ink::AXIS))?;
        }
        for ink in [Ink::HALO, Ink::WHISKER] {
            for mark in &self.marks {
                area.draw(&path(&[(mark.x, mark.top()), (mark.x, bottom)], ink))?;
            }
        }
        Ok(())
    }

    fn write(&self, sheet: &mut Sheet, waits: &Waits) {
        let width = WIDTH / float(waits.classes.len());
        for (at, class) in waits.classes.iter().enumerate() {
            let x = (float(at) + 0.5) * width;
            let (words, top) = (&self.over[at], class.count.map_or(self.frame.bottom, |count| self.y(count)));
            let first = top - GAP - words.height() + text::LINE / 2.0;
            let kind = if class.count.is_some() { "ch-value ch-over" } else { "ch-note ch-over" };
            sheet.words(kind, Spot::middle(x, first), words);
            let first = self.frame.bottom + GAP + text::LINE / 2.0;
            sheet.words("ch-tick", Spot::middle(x, first), &self.under[at]);
        }
        for mark in &self.marks {
            sheet.words("ch-name", Spot::start(mark.start, mark.y), &mark.label);
        }
        let mut y = self.below() + GAP / 2.0 + text::LINE / 2.0;
        for words in &self.foot {
            sheet.words("ch-note", Spot::middle(WIDTH / 2.0, y), words);
            y += words.height();
        }
    }
}

/// The so-manieth sign: after the last they are doubled.
fn sign(at: usize) -> String {
    SIGNS[at % SIGNS.len()].repeat(at / SIGNS.len() + 1)
}

/// What stands under a column; as wide as the column where that keeps words
/// from being cut.
fn under(label: &str, width: f64) -> Fitted {
    let [narrow, wide] = [width - 6.0, width].map(|width| text::fit(label, width, MOST_LINES));
    if narrow.full.is_some() && wide.full.is_none() { wide } else { narrow }
}

/// What stands over a column: its count, never cut; or the word in its place,
/// or where that is too wide a sign for it.
fn over(class: &WaitClass, width: f64, signs: &mut Vec<String>) -> Fitted {
    if let Some(count) = class.count.map(f64::from) {
        let words = text::whole(&number(count, COUNT));
        return if words.width() <= width { words } else { text::whole(&format!("{count:.1e}")) };
    }
    let word = missing(class);
    let fitted = text::fit(&word, width - 2.0, MOST_LINES);
    if fitted.full.is_none() {
        return fitted;
    }
    let at = signs.iter().position(|known| *known == word).unwrap_or_else(|| {
        signs.push(word);
        signs.len() - 1
    });
    text::whole(&sign(at))
}

/// The marks with their labels in rows, and the height of these.
fn marks(waits: &Waits, unit: UnitFormat) -> (Vec<Placed>, f64) {
    let mut sorted: Vec<&WaitMark> = waits.marks.iter().collect();
    sorted.sort_by(|a, b| a.days.get().total_cmp(&b.days.get()));
    let mut marks: Vec<Placed> = sorted.into_iter().map(|mark| Placed::of(mark, waits, unit)).collect();
    // A mark has as many rows to stand in as there are marks, and two sides: all ways are tried.
    let ways = (2 * marks.len()).pow(u32::try_from(marks.len()).unwrap_or_default());
    let best = (0..ways).map(|way| arranged(&marks, way)).min_by_key(|way| faults(&marks, way));
    let best = best.unwrap_or_default();
    let height = float(best.iter().map(|(row, _)| row + 1).max().unwrap_or_default()) * text::LINE;
    for (mark, (row, side)) in marks.iter_mut().zip(best) {
        mark.y = height - (float(row) + 0.5) * text::LINE;
        mark.start = mark.sides()[side];
    }
    (marks, height)
}

/// The so-manieth way to give each mark a row, counted up from the columns,
/// and a side.
fn arranged(marks: &[Placed], way: usize) -> Vec<(usize, usize)> {
    let mut left = way;
    let mut next = |most: usize| {
        let digit = left % most;
        left /= most;
        digit
    };
    marks.iter().map(|_| (next(marks.len()), next(2))).collect()
}

/// How bad an arrangement is: labels that stand on others or are crossed by
/// the line of another mark, then how high it is, then labels on their lines.
fn faults(marks: &[Placed], way: &[(usize, usize)]) -> (usize, usize, usize, usize) {
    let span = |at: usize| {
        let start = marks[at].sides()[way[at].1];
        (start, start + marks[at].label.width())
    };
    let mut wrong = 0;
    for (at, &(row, _)) in way.iter().enumerate() {
        let (start, end) = span(at);
        for other in (0..way.len()).filter(|&other| other != at) {
            let (from, to) = span(other);
            let overlap = way[other].0 == row && from < end + BESIDE && start < to + BESIDE;
            let crossed = way[other].0 >= row && start < marks[other].x && marks[other].x < end;
            wrong += usize::from(overlap) + usize::from(crossed);
        }
    }
    let on = (0..way.len()).filter(|&at| span(at).0 < marks[at].x && marks[at].x < span(at).1).count();
    let highest = way.iter().map(|(row, _)| *row).max().unwrap_or_default();
    (wrong, highest, on, way.iter().map(|(row, side)| row + side).sum())
}

impl Placed {
    /// The figure is never cut, the name where it has to be.
    fn of(mark: &WaitMark, waits: &Waits, unit: UnitFormat) -> Self {
        let x = across(mark.days.get(), waits);
        let figure = format!(" {}", number(mark.days.get(), unit));
        let mut label = text::fit(&mark.label, WIDTH - text::width(&figure), 1);
        label.lines.iter_mut().chain(&mut label.full).for_each(|words| words.push_str(&figure));
        Self { x, label, start: 0.0, y: 0.0 }
    }

    /// Where the label could start: to the right of its line, on the line
    /// where there is not so much room, or to the left.
    fn sides(&self) -> [f64; 2] {
        let right = (self.x + BESIDE).min(WIDTH - self.label.width());
        [right.max(0.0), (self.x - BESIDE - self.label.width()).max(0.0)]
    }

    /// The top of the line: beside its label, or under the label on it.
    fn top(&self) -> f64 {
        let on = self.start < self.x && self.start + self.label.width() > self.x;
        self.y + if on { text::LINE / 2.0 } else { text::LINE / -2.0 + 2.0 }
    }
}

/// Where a number of days is: a day is as wide as the others of its class, and
/// is in its middle.
fn across(days: f64, waits: &Waits) -> f64 {
    let width = WIDTH / float(waits.classes.len());
    let starts = |class: &WaitClass| f64::from(class.from) - 0.5;
    let class = waits.classes.iter().rposition(|class| starts(class) <= days).unwrap_or_default();
    let from = starts(&waits.classes[class]);
    let part = match waits.classes.get(class + 1) {
        Some(next) => (days - from) / (starts(next) - from),
        None => 0.5,
    };
    (float(class) + part.clamp(0.0, 1.0)) * width
}
