//! Where something stands: a file of the pack and a run of bytes in it.

use std::ops::Range;
use std::sync::Arc;

/// A run of bytes in a file of the pack, or a line of one that is not kept as
/// text: a published table, a log, a template.
///
/// The path is relative to the pack's root, with forward slashes on every
/// system, so that messages and sorting are the same everywhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as messages print it.
    pub path: Arc<str>,
    /// First byte of the run.
    pub start: usize,
    /// One past the last byte; equal to `start` for a place without width.
    pub end: usize,
    /// The line (of a workbook: the row), from 1, of a file that is not kept
    /// as text; the bytes are 0 then.
    pub line: Option<u32>,
    /// The column in that line, in characters from 1, where it is known.
    pub column: Option<u32>,
}

impl Place {
    /// A run of bytes in a file.
    pub fn new(path: &Arc<str>, span: Range<usize>) -> Self {
        Self {
            path: Arc::clone(path),
            start: span.start,
            end: span.end.max(span.start),
            line: None,
            column: None,
        }
    }

    /// A line of a file that is not kept as text.
    pub fn row(path: &Arc<str>, line: usize) -> Self {
        Self { line: Some(number(line)), ..Self::file(path) }
    }

    /// A line and a column of such a file.
    pub fn at(path: &Arc<str>, line: usize, column: usize) -> Self {
        Self { column: Some(number(column)), ..Self::row(path, line) }
    }

    /// The beginning of a file: for what is said of a file as a whole.
    pub fn file(path: &Arc<str>) -> Self {
        Self::new(path, 0..0)
    }
}

/// Places stand beside everything: a number that no file reaches is cut short.
fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A value that can turn out wrong later, with the place that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub place: Place,
}

impl<T> Located<T> {
    /// A value and its place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

/// A place as people count: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Whoever can give the text of a file that a place names.
pub trait Texts {
    /// The text of a file, if it was read as text.
    fn text(&self, path: &str) -> Option<&str>;

    /// Runs of a file's text that are not to be shown, sorted and apart, each
    /// with what is shown in its place: as many characters as the run has.
    fn hidden(&self, path: &str) -> &[Hidden] {
        let _ = path;
        &[]
    }
}

/// Bytes of a text, and what is shown in their place.
pub type Hidden = (Range<usize>, String);
