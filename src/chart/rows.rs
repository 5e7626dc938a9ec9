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
        let widest = labels.clone().map(|label| text::width(&text::clean(label))).fold(0.0, f64::max);
        let beside = widest <= SHORT;
        let mut bottom = top;
        let each = labels.map(|label| {
            let label = text::fit(label, WIDTH, 2);
            let row = if beside { Row::beside(label, bottom, bar) } else { Row::under(label, bottom, bar) };
            bottom = row.bottom + BETWEEN;
            row
        });
        let each = each.collect();
        let reach = if beside { BETWEEN / 2.0 } else { 2.0 };
        Self { reach, left: if beside { (widest + GAP).ceil() } else { 1.0 }, bottom, each }
    }
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
