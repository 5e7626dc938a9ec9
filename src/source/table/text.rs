//! Csv files.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Result as IoResult};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use encoding_rs::WINDOWS_1252;

use super::super::io::{too_large, unreadable};
use super::{EachRow, TableRow, refused};
use crate::diagnostic::{Finding, Place};
use crate::model::{Limit, Limits};

/// How much is read from the disk at a time.
const BUFFER: usize = 256 * 1024;

/// How files that are no csv begin, what they are, and what to do.
const NOT_CSV: [(&[u8], &str, &str); 4] = [
    (b"PK\x03\x04", "is a workbook and not a csv file", "write `xlsx:` and not `csv:`"),
    (b"\xD0\xCF\x11\xE0", "is a workbook in the old form", "open it in Excel and save it as xlsx or csv"),
    (b"\xFF\xFE", "is saved as UTF-16", "save it again as CSV UTF-8"),
    (b"\xFE\xFF", "is saved as UTF-16", "save it again as CSV UTF-8"),
];

pub(super) fn read(
    path: &Path,
    shown: &Arc<str>,
    limits: &Limits,
    each: &mut EachRow<'_>,
) -> Result<(), Finding> {
    let file = File::open(path).map_err(|error| unreadable(shown, &error))?;
    let length = file.metadata().map_err(|error| unreadable(shown, &error))?.len();
    if length > limits.of(Limit::TableSize) {
        return Err(too_large(shown, length, Limit::TableSize, limits));
    }
    let mut bytes = BufReader::with_capacity(BUFFER, file);
    let start = bytes.fill_buf().map_err(|error| unreadable(shown, &error))?;
    if let Some((_, what, help)) = NOT_CSV.iter().find(|(mark, ..)| start.starts_with(mark)) {
        return Err(refused(shown, format!("this file {what}"), help));
    }
    // The library would take a mark that comes alone for the end of the file.
    if start.starts_with(b"\xEF\xBB\xBF") {
        bytes.consume(3);
    }
    rows(bytes, shown, limits, each)
}

/// The rows of any reader. A quotation mark that is never closed makes one row
/// of a whole file: a row has to be no longer than a text.
fn rows(bytes: impl Read, shown: &Arc<str>, limits: &Limits, each: &mut EachRow<'_>) -> Result<(), Finding> {
    let longest = limits.count(Limit::FileSize);
    let lines = Lines { bytes, left: longest, after_return: false, ended: false };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(BUFFER).from_reader(lines);
    let mut raw = ByteRecord::new();
    loop {
        reader.get_mut().left = longest;
        let begins = number(reader.position().line());
        if !reader.read_byte_record(&mut raw).map_err(|error| failed(shown, begins, error, limits))? {
            return Ok(());
        }
        // Every row ends in a line break by now, and those inside it are in
        // its cells; empty lines before it have been passed over.
        let inside = raw.as_slice().split(|byte| *byte == b'\n').count() - 1;
        let line = number(reader.position().line()).saturating_sub(1 + inside).max(1);
        let (flow, buffer) = with_text(raw, |cells| each(TableRow { line, cells }));
        raw = buffer;
        if flow == ControlFlow::Break(()) {
            return Ok(());
        }
    }
}

fn number(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

fn failed(shown: &Arc<str>, line: usize, error: csv::Error, limits: &Limits) -> Finding {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == ErrorKind::FileTooLarge => {
            let message =
                format!("the row that begins here is too long; {}", limits.allowed(Limit::FileSize));
            let help = Limits::help(Limit::FileSize, "is a quotation mark never closed?");
            Finding { place: Some(Place::row(shown, line)), ..refused(shown, message, &help) }
        }
        csv::ErrorKind::Io(error) => unreadable(shown, &error),
        other => {
            refused(shown, format!("this file cannot be read as csv: {other:?}"), "save it as csv again")
        }
    }
}

/// A row as text, and its buffer back.
fn with_text<T>(raw: ByteRecord, take: impl FnOnce(&StringRecord) -> T) -> (T, ByteRecord) {
    match StringRecord::from_byte_record(raw) {
        Ok(cells) => (take(&cells), cells.into_byte_record()),
        Err(error) => {
            let raw = error.into_byte_record();
            let decoded = raw.iter().map(|cell| WINDOWS_1252.decode_without_bom_handling(cell).0);
            (take(&decoded.collect()), raw)
        }
    }
}

/// Any line ends as LF, one at the end of the file too, so that lines can be
/// counted; and no more than the longest row at a time.
struct Lines<R> {
    bytes: R,
    left: usize,
    after_return: bool,
    ended: bool,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        if self.left == 0 {
            return Err(ErrorKind::FileTooLarge.into());
        }
        loop {
            let count = self.bytes.read(buffer)?;
            if count == 0 {
                if self.ended || buffer.is_empty() {
                    return Ok(0);
                }
                self.ended = true;
                buffer[0] = b'\n';
                return Ok(1);
            }
            self.left = self.left.saturating_sub(count);
            let kept = self.unify(&mut buffer[..count]);
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

impl<R> Lines<R> {
    /// Makes CR LF and CR into LF, in place; how many bytes are left.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let second = self.after_return && byte == b'\n';
            self.after_return = byte == b'\r';
            if !second {
                bytes[kept] = if self.after_return { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines and cells, read a few bytes at a time.
    fn read_all(text: &[u8], step: usize) -> Vec<(usize, Vec<String>)> {
        struct Slowly<'a>(&'a [u8], usize);
        impl Read for Slowly<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
                let count = self.1.min(self.0.len()).min(buffer.len());
                buffer[..count].copy_from_slice(&self.0[..count]);
                self.0 = &self.0[count..];
                Ok(count)
            }
        }
        let mut found = Vec::new();
        rows(Slowly(text, step), &"data/a.csv".into(), &Limits::default(), &mut |row| {
            found.push((row.line, row.cells().map(str::to_owned).collect()));
            ControlFlow::Continue(())
        })
        .expect("the rows are read");
        found
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        // Lines: 1 headers, 2 empty, 3 and 4 one row, 5 the next, 6 the last.
        let text = "a,b \n\n\"one\n1\",2\nthree,\"4\"\"\"\nx,y";
        let expected = vec![
            row(1, &["a", "b"]),
            row(3, &["one\n1", "2"]),
            row(5, &["three", "4\""]),
            row(6, &["x", "y"]),
        ];
        for ends in ["\n", "\r\n", "\r"] {
            for last in ["", ends] {
                let text = text.replace('\n', ends) + last;
                for step in [3, 4, 1000] {
                    assert_eq!(read_all(text.as_bytes(), step), expected, "{ends:?} {last:?} {step}");
                }
            }
        }
    }

    #[test]
    fn a_row_that_is_not_utf8_is_read_as_windows_1252() {
        let text = b"caf\xC3\xA9,\xE2\x80\x93\ncaf\xE9,1\x96\x80";
        assert_eq!(read_all(text, 1000), [row(1, &["café", "–"]), row(2, &["café", "1–€"])]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_does_not_fill_the_memory() {
        let text = format!("a,b\n1,\"{}", "x".repeat(2 * Limits::default().count(Limit::FileSize)));
        let mut count = 0;
        let read = rows(text.as_bytes(), &"data/a.csv".into(), &Limits::default(), &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        let finding = read.expect_err("no such row");
        assert_eq!((count, finding.place), (1, Some(Place::row(&"data/a.csv".into(), 2))));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), step in 1..20_usize) {
            let _ = rows(&bytes[..], &"data/a.csv".into(), &Limits::default(), &mut |_| ControlFlow::Continue(()));
            if bytes.len() > 3 {
                // A mark of UTF-8 would be known only where it does not come alone.
                prop_assert_eq!(read_all(&bytes, step.max(4)), read_all(&bytes, 1000));
            }
        }
    }
}
