//! The conversation log, opened for reading.
//!
//! It is never kept as text: a million rows take no memory here, and no
//! message can show a row of it. Places in it count lines instead of bytes.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

use super::io::{NOT_TEXT, UTF_16, too_large, unreadable};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Limit, Limits};

/// What to do with a log in another encoding.
pub const SAVE_AS_CSV: &str = "save it again: in Excel choose Save As and then `CSV UTF-8 (Comma delimited)`";

/// The conversation log of a pack, not yet read.
#[derive(Clone, Debug)]
pub struct LogFile {
    /// Its path from the pack's root.
    pub path: Arc<str>,
    content: Content,
    limits: Limits,
}

#[derive(Clone, Debug)]
enum Content {
    File(PathBuf),
    Bytes(Arc<[u8]>),
}

impl LogFile {
    /// The one path that a log can have, from the pack's root.
    pub const PATH: &str = "data/conversations.csv";

    /// A log on the disk.
    pub fn on_disk(file: PathBuf, limits: Limits) -> Self {
        Self { path: Self::PATH.into(), content: Content::File(file), limits }
    }

    /// A log that was made in memory, within the limits that hold if nothing is said.
    pub fn in_memory(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { path: Self::PATH.into(), content: Content::Bytes(bytes.into()), limits: Limits::default() }
    }

    /// Its bytes, with LF line ends and one after the last line.
    ///
    /// # Errors
    /// A finding where it cannot be opened, is too large, or begins as a
    /// workbook, a PDF or UTF-16 does.
    pub fn reader(&self) -> Result<Box<dyn Read + '_>, Finding> {
        let mut bytes: Box<dyn Read + '_> = match &self.content {
            Content::Bytes(bytes) => Box::new(&bytes[..]),
            Content::File(file) => {
                let file = File::open(file).map_err(|error| unreadable(&self.path, &error))?;
                let length = file.metadata().map_err(|error| unreadable(&self.path, &error))?.len();
                if length > self.limits.of(Limit::TableSize) {
                    return Err(too_large(&self.path, length, Limit::TableSize, &self.limits));
                }
                Box::new(file)
            }
        };
        let mut start = Vec::with_capacity(8);
        bytes.by_ref().take(8).read_to_end(&mut start).map_err(|error| unreadable(&self.path, &error))?;
        if let Some(finding) = self.no_csv(&start) {
            return Err(finding);
        }
        Ok(Box::new(Lines::new(Cursor::new(start).chain(bytes))))
    }

    fn no_csv(&self, start: &[u8]) -> Option<Finding> {
        let message = if UTF_16.iter().any(|mark| start.starts_with(mark)) {
            "this file is saved as UTF-16, not as UTF-8".to_owned()
        } else {
            let (_, what) = NOT_TEXT.iter().find(|(beginning, _)| start.starts_with(beginning))?;
            let what = if start.starts_with(b"PK") { "a workbook or zip file" } else { what };
            format!("this is {what} under the name of a csv file")
        };
        Some(Finding::new(Code::NotUtf8, Place::file(&self.path), message).help(SAVE_AS_CSV))
    }
}

/// Any line ends as LF, and one after the last line.
struct Lines<R> {
    inner: R,
    after_return: bool,
    last: u8,
}

impl<R> Lines<R> {
    fn new(inner: R) -> Self {
        Self { inner, after_return: false, last: b'\n' }
    }

    /// Turns the line ends of a run of bytes round where they stand; how many are left.
    fn turn(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            if !(byte == b'\n' && self.after_return) {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            self.after_return = byte == b'\r';
        }
        kept
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let length = self.inner.read(buffer)?;
            if length == 0 {
                let open = self.last != b'\n';
                buffer[0] = b'\n';
                self.last = b'\n';
                return Ok(usize::from(open));
            }
            let kept = self.turn(&mut buffer[..length]);
            if kept > 0 {
                self.last = buffer[kept - 1];
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let file = LogFile::in_memory(bytes);
        let mut text = String::new();
        file.reader().map_err(|finding| finding.message)?.read_to_string(&mut text).expect("text");
        Ok(text)
    }

    #[test]
    fn any_line_ends_become_one_and_the_last_line_ends() {
        for text in ["a\nb\n", "a\nb", "a\r\nb\r\n", "a\rb\r", "a\r\nb"] {
            assert_eq!(read(text.as_bytes()), Ok("a\nb\n".into()), "{text:?}");
        }
        assert_eq!(read(b""), Ok(String::new()));
        assert_eq!(read(b"a\r\r\nb\n\n"), Ok("a\n\nb\n\n".into()));
    }

    #[test]
    fn a_line_end_between_two_reads_is_one() {
        struct Single<'a>(&'a [u8]);
        impl Read for Single<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
                self.0 = rest;
                buffer[0] = *first;
                Ok(1)
            }
        }
        let mut text = String::new();
        Lines::new(Single(b"a\r\nb\r\n\r\nc")).read_to_string(&mut text).expect("text");
        assert_eq!(text, "a\nb\n\nc\n");
    }

    #[test]
    fn other_files_are_named() {
        assert!(read(b"\xFF\xFEi\0").expect_err("UTF-16").contains("UTF-16"));
        assert!(read(b"PK\x03\x04rest of it").expect_err("a workbook").contains("a workbook"));
        assert!(read(b"%PDF-1.4").expect_err("a PDF").contains("a PDF"));
    }
}
