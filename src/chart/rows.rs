//! Rows with a label and a bar each: beside each other where all labels are
//! short, the label over its bar where one is long.

use super::sheet::{Sheet, Spot, WIDTH};
use super::text::{self, Fitted};

/// Labels up to this width stand beside their bars.
const SHORT: f64 = 150.0;
/// From a label to its bar.
const GAP: f64 = 8.0;
/// Between two rows.
const BETWEEN: f64 = 12.0;
/// Where bars start that have their labels over them.
const OVER: f64 = 1.0;

/// Where rows go.
pub(super) struct Rows {
    /// Where bars can start.
    pub left: f64,
    /// Below the last row.
    pub bottom: f64,
    /// How far the baseline reaches past each bar: to its neighbours, or
    /// short of the label over it.
    pub reach: f64,
    /// From the top.
    pub each: Vec<Row>,
}

/// One row.
pub(super) struct Row {
    label: Fitted,
    /// The middle of the label's first line.
    label_y: f64,
    /// The top of the bar.
    pub top: f64,
    /// The bottom of the bar.
    pub bottom: f64,
}

impl Rows {
    /// Rows of bars of one height, from `top` down.
    pub fn of<'a>(labels: impl Iterator<Item = &'a str> + Clone, bar: f64, top: f64) -> Self {
        let left = left(labels.clone());
        Self::laid(labels.map(|label| (label, bar)), top, left, BETWEEN)
    }

    /// The same with so much between two rows, and no less than words need
    /// after the last.
    pub fn apart<'a>(
        labels: impl Iterator<Item = &'a str> + Clone,
        bar: f64,
        between: f64,
        top: f64,
    ) -> Self {
        let left = left(labels.clone());
        let mut rows = Self::laid(labels.map(|label| (label, bar)), top, left, between);
        rows.bottom += BETWEEN - between;
        rows
    }

    /// The same with a height for each.
    pub fn uneven<'a>(rows: impl Iterator<Item = (&'a str, f64)> + Clone, top: f64) -> Self {
        let left = left(rows.clone().map(|(label, _)| label));
        Self::laid(rows, top, left, BETWEEN)
    }

    /// Rows with every label over its bar, for bars that need the width.
    pub fn wide<'a>(labels: impl Iterator<Item = &'a str>, bar: f64, top: f64) -> Self {
        Self::laid(labels.map(|label| (label, bar)), top, None, BETWEEN)
    }

    /// Rows of labels and heights, with the labels beside bars that start at
    /// `left`, or over them.
    fn laid<'a>(
        rows: impl Iterator<Item = (&'a str, f64)>,
        top: f64,
        left: Option<f64>,
        between: f64,
    ) -> Self {
        let beside = left.is_some();
        let mut bottom = top;
        let each = rows.map(|(label, bar)| {
            let label = text::fit(label, WIDTH, 2);
            let row = if beside { Row::beside(label, bottom, bar) } else { Row::under(label, bottom, bar) };
            bottom = row.bottom + between;
            row
        });
        let each = each.collect();
        let reach = if beside { BETWEEN / 2.0 } else { 2.0 };
        Self { reach, left: left.unwrap_or(OVER), bottom, each }
    }
}

/// Where bars with these labels can start.
pub(super) fn start<'a>(labels: impl Iterator<Item = &'a str>) -> f64 {
    left(labels).unwrap_or(OVER)
}

/// Where bars start that stand beside these labels, if those are short.
fn left<'a>(labels: impl Iterator<Item = &'a str>) -> Option<f64> {
    let widest = labels.map(|label| text::width(&text::clean(label))).fold(0.0, f64::max);
    (widest <= SHORT).then(|| (widest + GAP).ceil())
}

impl Row {
    fn beside(label: Fitted, top: f64, bar: f64) -> Self {
        Self { label, label_y: top + bar / 2.0, top, bottom: top + bar }
    }

    fn under(label: Fitted, top: f64, bar: f64) -> Self {
        let bar_top = top + label.height() + 2.0;
        Self { label, label_y: top + text::LINE / 2.0, top: bar_top, bottom: bar_top + bar }
    }

    /// The middle of the bar.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }

    /// Writes the label.
    pub fn write(&self, sheet: &mut Sheet, href: Option<&str>) {
        let spot = Spot::start(0.0, self.label_y);
        match href {
            Some(href) => sheet.link("ch-row", spot, &self.label, href),
            None => sheet.words("ch-row", spot, &self.label),
        }
    }
}
