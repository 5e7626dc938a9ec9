//! The names at the right-hand ends of lines.

use super::super::ink::Ink;
use super::super::number::{UnitFormat, number};
use super::super::scale::float;
use super::super::sheet::{Area, Frame, path};
use super::super::text::{self, Fitted};
use super::super::{ChartError, Finite, Trend};
use super::beside::Corner;
use super::series;

/// From the plot to the words: room for the end of a leader and a marker.
pub(super) const INSET: f64 = 24.0;
/// From the plot to the marker beside the words.
const MARKER: f64 = 14.0;
/// The widest line of words.
const WIDEST: f64 = 128.0;

/// The most lines of a name.
const MOST_LINES: usize = 3;

/// The widest line of words inside the plot.
const WIDEST_BESIDE: f64 = 220.0;
/// A level leader that is longer would read as a line that goes on.
const LEVEL: f64 = 60.0;
/// The last part of the plot, in which a line ends at its end.
const LAST: f64 = 0.1;

/// The end of a line, or of the target, and the words that name it.
pub(super) struct End {
    /// Which line; none for the target.
    pub series: Option<usize>,
    /// The period of the last value.
    pub period: f64,
    /// The last value.
    pub value: f64,
    /// Whether that is well before the end of the plot. Then no leader goes
    /// from it to its name: it would read as a line that rises or falls.
    pub early: bool,
    /// The name and the last value, with its period where that is not the last.
    pub text: Fitted,
    /// The same words as they stand inside the plot.
    pub beside: Fitted,
    /// Where the words stand inside the plot; none at its end.
    pub corner: Option<Corner>,
    /// Where the middle of the words at the end of the plot is.
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
        let at = values.iter().rposition(Option::is_some)?;
        let value = values[at].map_or(0.0, Finite::get);
        let (period, last) = (float(at), at + 1 == values.len());
        let figure = figure(number(value, unit), trend.periods.get(at).filter(|_| !last), most);
        Some(End {
            series,
            period,
            value,
            early: !last && (period + 0.5) / float(values.len()) < 1.0 - LAST,
            text: named(name, &figure, WIDEST, most),
            beside: named(name, &figure, WIDEST_BESIDE, 2),
            corner: None,
            middle: 0.0,
        })
    })
    .collect()
}

/// A figure, with the period that it is of where that has to be said: two
/// parts that can stand on two lines, but where room is short.
fn figure(value: String, period: Option<&String>, most: usize) -> Vec<String> {
    match period {
        None => vec![value],
        Some(period) if most == 1 => vec![format!("{value}, {period}")],
        Some(period) => vec![format!("{value},"), period.clone()],
    }
}

/// A name and a figure: each part of it on the last line if it fits.
fn named(name: &str, figure: &[String], widest: f64, most: usize) -> Fitted {
    let mut fitted = text::fit(name, widest, most);
    for part in figure {
        let part = text::fit(part, widest, 1).lines.concat();
        match fitted.lines.last_mut() {
            Some(last) if text::width(last) + text::width(" ") + text::width(&part) <= widest => {
                last.push(' ');
                last.push_str(&part);
            }
            _ => fitted.lines.push(part),
        }
    }
    fitted
}

/// How much wider the authority's own name is for being bold.
const BOLD: f64 = 1.2;

impl End {
    /// The room that the words need at the end of the plot.
    pub fn width(&self) -> f64 {
        if self.corner.is_some() { 0.0 } else { self.text.width() * self.bold() }
    }

    /// The room that the words need inside the plot.
    pub fn beside_width(&self) -> f64 {
        self.beside.width() * self.bold()
    }

    fn bold(&self) -> f64 {
        if self.series == Some(0) { BOLD } else { 1.0 }
    }

    /// The class of the words.
    pub fn class(&self) -> &'static str {
        match self.series {
            Some(0) => "ch-name ch-own",
            Some(_) => "ch-name",
            None => "ch-name ch-target-name",
        }
    }

    /// The marker beside words at the end of the plot, and a leader to it
    /// where the eye would not find the way.
    pub fn draw(&self, area: &Area<'_>, (x, y): (f64, f64), frame: Frame) -> Result<(), ChartError> {
        if self.corner.is_some() {
            return Ok(());
        }
        let first = self.middle - (self.text.height() - text::LINE) / 2.0;
        let marker = frame.right + MARKER;
        let from = if self.series.is_none() { frame.right } else { x };
        let level = (first - y).abs() <= 3.0;
        let far = marker - from;
        if !self.early && if level { far > 30.0 && far <= LEVEL } else { true } {
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

    fn lines(name: &str, figure: &[&str], most: usize) -> Vec<String> {
        let figure: Vec<String> = figure.iter().map(|&part| part.to_owned()).collect();
        named(name, &figure, WIDEST, most).lines
    }

    #[test]
    fn a_figure_goes_beside_the_name_or_under_it() {
        assert_eq!(lines("England", &["62%"], 2), ["England 62%"]);
        assert_eq!(lines("Nearest neighbours, median", &["62.5%"], 2), ["Nearest", "neighbours,…", "62.5%"]);
    }

    #[test]
    fn a_figure_of_an_earlier_period_says_which() {
        assert_eq!(figure("45.4%".to_owned(), Some(&"2016-17".to_owned()), 2), ["45.4%,", "2016-17"]);
        assert_eq!(figure("45.4%".to_owned(), Some(&"2016-17".to_owned()), 1), ["45.4%, 2016-17"]);
        assert_eq!(lines("England", &["45.4%,", "2016-17"], 2), ["England 45.4%,", "2016-17"]);
    }
}
