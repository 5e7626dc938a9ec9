//! What a metric asks of a published file.

use std::sync::Arc;

use super::period::Period;
use crate::diagnostic::{Located, Place};

/// The figures of one file that a metric or a comparator asks for.
#[derive(Clone, Debug)]
pub struct FileQuery {
    /// Where it is written.
    pub place: Place,
    /// The file's path from the pack's root.
    pub file: Located<Arc<str>>,
    /// What kind of file it is.
    pub format: FileFormat,
    /// The sheet of a workbook that has several.
    pub sheet: Option<Located<String>>,
    /// The measure's code in the file.
    pub code: Option<Located<String>>,
    /// The handbook that says what the code meant that year; there is one
    /// wherever there is a code.
    pub handbook: Option<String>,
    /// Whether the series goes on from the file before, although its handbook
    /// is another.
    pub continues: bool,
    /// The ONS code of the area, if not the authority's own.
    pub area: Option<Arc<str>>,
    /// The period of all the rows, or the column that has it.
    pub period: Option<Located<FilePeriod>>,
    /// The column of values.
    pub value: Option<Located<String>>,
    /// The column of numerators.
    pub numerator: Option<Located<String>>,
    /// The column of denominators.
    pub denominator: Option<Located<String>>,
    /// The column of published margins of error.
    pub margin: Option<Located<String>>,
    /// The column of ONS codes.
    pub area_column: Option<Located<String>>,
    /// Columns and what they hold in the rows that are meant.
    pub picks: Vec<(Located<String>, String)>,
}

/// The kinds of file that figures are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Cells with commas between them.
    Csv,
    /// A workbook.
    Xlsx,
}

/// Which period the rows of a file are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePeriod {
    /// All for the same one; in a file with periods of its own, the rows for it.
    Fixed(Period),
    /// As a column says.
    Column(String),
}
