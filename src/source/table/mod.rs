//! Tables, row by row: published files can be hundreds of megabytes, and only
//! a few of their rows are wanted.
//!
//! A row is a borrowed view of buffers that are used again for the next one;
//! nothing of a csv file stays in memory. Of a workbook its table of shared
//! texts does, as the format asks for.

mod text;
mod workbook;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use csv::StringRecord;

use crate::diagnostic::{Code, Finding, Place};
use crate::model::Limits;

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableRow<'a> {
    /// The line that it begins in, from 1; of a workbook, the row's number.
    pub line: usize,
    cells: &'a StringRecord,
}

impl<'a> TableRow<'a> {
    /// A cell without the blanks around it; nothing where the row is shorter.
    pub fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).unwrap_or_default().trim()
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Its cells, without the blanks around them.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cells.iter().map(str::trim)
    }
}

/// Whoever takes the rows: breaking off ends the reading.
pub type EachRow<'a> = dyn FnMut(TableRow<'_>) -> ControlFlow<()> + 'a;

/// Hands over the rows of a csv file, its headers first, in the order of the
/// file; `shown` is the path that messages print.
///
/// Cells are separated by commas; quotes may hold commas and line breaks. A
/// row that is not UTF-8 is read as Windows-1252.
///
/// # Errors
/// Where the file cannot be read, is no text, or is larger than the limits allow.
pub fn read_csv(
    path: &Path,
    shown: &Arc<str>,
    limits: &Limits,
    each: &mut EachRow<'_>,
) -> Result<(), Finding> {
    text::read(path, shown, limits, each)
}

/// Hands over the rows of a sheet of a workbook (xlsx), its headers first.
/// Without a name it is the only sheet.
///
/// Numbers have the 15 significant digits that a workbook shows at most, without
/// what binary arithmetic left over after them; those that are shown as
/// percentages are the percentages that a reader of the workbook sees.
///
/// # Errors
/// Where the file cannot be read, is no workbook, has no such sheet, or is
/// larger than the limits allow once it is unpacked.
pub fn read_workbook(
    path: &Path,
    shown: &Arc<str>,
    sheet: Option<&str>,
    limits: &Limits,
    each: &mut EachRow<'_>,
) -> Result<(), Finding> {
    workbook::read(path, shown, sheet, limits, each)
}

/// A file that cannot be read as a table.
fn refused(shown: &Arc<str>, message: impl Into<String>, help: &str) -> Finding {
    Finding::new(Code::FiguresFile, Place::file(shown), message).help(help)
}
