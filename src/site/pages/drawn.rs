//! Figures that are drawn from the assessment: a chart, what it is of, the same
//! figures in a table, and a csv.

use serde::Serialize;

use super::super::context::Here;
use super::super::kept::drawn;
use crate::chart::{Chart, Finite};
use crate::diagnostic::{Code, Finding};

/// A chart on a page that looks across the pack.
#[derive(Serialize)]
pub(super) struct Drawn {
    /// Its id on the page.
    pub(super) id: String,
    /// What it says, in a sentence.
    pub(super) title: String,
    /// What is counted, and by what rule.
    pub(super) caption: String,
    /// The drawing.
    pub(super) svg: String,
    /// The same figures.
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
    /// The csv file, from the page.
    pub(super) csv: String,
}

/// Draws a chart.
///
/// # Errors
/// Where the chart contradicts itself.
pub(super) fn draw(chart: &Chart, here: &Here<'_, '_>) -> Result<String, Finding> {
    drawn(chart, here.shared.kept()).map_err(|error| {
        let message = format!("the chart `{}` cannot be drawn: {error}", chart.id);
        Finding::without_place(Code::ImpossibleFigure, message)
    })
}

/// A count as a chart takes it.
pub(super) fn count(count: usize) -> Finite {
    Finite::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A number that came of whole numbers; what is not finite is nought.
pub(super) fn finite(number: f64) -> Finite {
    Finite::try_from(number).unwrap_or_default()
}

/// So many days as a number that can be drawn.
pub(super) fn days(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}
