//! The names at the right-hand ends of lines.

use super::super::ink::Ink;
use super::super::number::{UnitFormat, number};
use super::super::scale::float;
use super::super::sheet::{Area, Frame, path};
use super::super::text::{self, Fitted};
use super::super::{ChartError, Finite, Trend};
use super::series;

/// From the plot to the words: room for the end of a leader and a marker.
pub(super) const INSET: f64 = 24.0;
/// From the plot to the marker beside the words.
const MARKER: f64 = 14.0;
/// The widest line of words.
const WIDEST: f64 = 128.0;

/// The most lines of a name.
const MOST_LINES: usize = 3;

/// The end of a line, or of the target, and the words that name it.
pub(super) struct End {
    /// Which line; none for the target.
    pub series: Option<usize>,
    /// The period of the last value.
    pub period: f64,
    /// The last value.
    pub value: f64,
    /// The name, and the last value where it is the last period's.
    pub text: Fitted,
    /// Where the middle of the words is.
    pub middle: f64,
}

/// The ends of all lines that have one, the target's last, with as much of
/// the names as a height has room for.
pub(super) fn of(trend: &Trend, unit: UnitFormat, height: f64) -> Vec<End> {
    let named = |most| of_names(trend, unit, most);
    let fits = |ends: &Vec<End>| ends.iter().map(|end| end.text.height()).sum::<f64>() <= height;
    (2..=MOST_LINES).rev().map(named).find(fits).unwrap_or_else(|| named(1))
}

/// The ends with names of at most so many lines.
fn of_names(trend: &Trend, unit: UnitFormat, most: usize) -> Vec<End> {
    let lines = trend.lines.iter().enumerate().map(|(at, line)| (Some(at), line.name.as_str(), &line.values));
    let all = lines.chain([(None, "Target", &trend.target)]);
    all.filter_map(|(series, name, values)| {
        let period = values.iter().rposition(Option::is_some)?;
        let value = values[period].map_or(0.0, Finite::get);
        let figure = (period + 1 == values.len()).then(|| number(value, unit));
        let text = named(name, figure, most);
        Some(End { series, period: float(period), value, text, middle: 0.0 })
    })
    .collect()
}

/// A name and a figure: the figure on the name's last line if it fits.
fn named(name: &str, figure: Option<String>, most: usize) -> Fitted {
    let mut fitted = text::fit(name, WIDEST, most);
    let Some(figure) = figure else { return fitted };
    let figure = text::fit(&figure, WIDEST, 1).lines.concat();
    match fitted.lines.last_mut() {
        Some(last) if text::width(last) + text::width(" ") + text::width(&figure) <= WIDEST => {
            last.push(' ');
            last.push_str(&figure);
        }
        _ => fitted.lines.push(figure),
    }
    fitted
}

/// How much wider the authority's own name is for being bold.
const BOLD: f64 = 1.2;

impl End {
    /// The room that the words need.
    pub fn width(&self) -> f64 {
        self.text.width() * if self.series == Some(0) { BOLD } else { 1.0 }
    }

    /// The class of the words.
    pub fn class(&self) -> &'static str {
        match self.series {
            Some(0) => "ch-name ch-own",
            Some(_) => "ch-name",
            None => "ch-name ch-target-name",
        }
    }

    /// The marker beside the words, and a leader to it where the eye would
    /// not find the way.
    pub fn draw(&self, area: &Area<'_>, (x, y): (f64, f64), frame: Frame) -> Result<(), ChartError> {
        let first = self.middle - (self.text.height() - text::LINE) / 2.0;
        let marker = frame.right + MARKER;
        let from = if self.series.is_none() { frame.right } else { x };
        if (first - y).abs() > 3.0 || marker - from > 30.0 {
            area.draw(&path(&[(from, y), (marker - 7.0, first)], Ink::LEADER))?;
        }
        match self.series {
            Some(index) => series::marker(area, index, (marker, first)),
            None => Ok(area.draw(&path(&[(marker - 7.0, first), (marker + 6.0, first)], Ink::TARGET))?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_goes_beside_the_name_or_under_it() {
        assert_eq!(named("England", Some("62%".to_owned()), 2).lines, ["England 62%"]);
        assert_eq!(
            named("Nearest neighbours, median", Some("62.5%".to_owned()), 2).lines,
            ["Nearest", "neighbours, m…", "62.5%"]
        );
    }
}
