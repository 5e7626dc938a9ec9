//! Reading files, with errors that name the path and say what to do.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Limit, Limits};

/// Reads a text file of the pack; `shown` is the path that messages print.
pub(super) fn read_text(path: &Path, shown: &Arc<str>, limits: &Limits) -> Result<String, Finding> {
    decode(read_bytes(path, shown, Limit::FileSize, limits)?, shown)
}

/// Reads any file, as bytes, up to one of the limits.
///
/// # Errors
/// Where the file cannot be read, or is larger than the limit allows.
pub fn read_bytes(path: &Path, shown: &Arc<str>, limit: Limit, limits: &Limits) -> Result<Vec<u8>, Finding> {
    let failed = |error: std::io::Error| unreadable(shown, &error);
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let most = limits.of(limit);
    let mut bytes = Vec::new();
    if length <= most {
        // Room for all of it and one byte more, at which reading ends. It may grow while it is read.
        bytes.reserve_exact(usize::try_from(length).unwrap_or_default().saturating_add(1));
        (&mut file).take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    }
    let length = length.max(bytes.len() as u64);
    if length > most { Err(too_large(shown, length, limit, limits)) } else { Ok(bytes) }
}

/// A file that is larger than its limit allows.
pub(super) fn too_large(shown: &Arc<str>, length: u64, limit: Limit, limits: &Limits) -> Finding {
    let message = format!("this file is {}; {}", limit.shown(length), limits.allowed(limit));
    let otherwise = match limit {
        Limit::FileSize => "was something else saved under this name? split a long text into several",
        Limit::TableSize => "keep the rows and columns that the pack speaks of",
        Limit::PictureSize => "make the picture smaller: 2,000 pixels across are enough for a page",
        _ => "make the file smaller, or name its web address instead of the file",
    };
    Finding::new(Code::FileTooLarge, Place::file(shown), message).help(Limits::help(limit, otherwise))
}

pub(super) fn unreadable(shown: &Arc<str>, error: &std::io::Error) -> Finding {
    Finding::new(Code::UnreadableFile, Place::file(shown), format!("this file cannot be read: {error}"))
        .help("is it open in another program, or are you not allowed to read it?")
}

/// How text in UTF-16 begins.
pub(super) const UTF_16: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];

/// How files that are no text begin, and what they are.
pub(super) const NOT_TEXT: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a Word or zip file"),
    (b"\xD0\xCF\x11\xE0", "an old Word or Excel file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text file"),
];

/// Bytes as text: UTF-8 with or without a byte order mark, any line ends.
pub fn decode(bytes: Vec<u8>, shown: &Arc<str>) -> Result<String, Finding> {
    let refused = |message: String| {
        Finding::new(Code::NotUtf8, Place::file(shown), message).help(
            "save it again as UTF-8: in Notepad choose Save As and then Encoding: UTF-8; in Word save as Plain Text and choose Unicode (UTF-8)",
        )
    };
    if UTF_16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(refused("this file is saved as UTF-16, not as UTF-8".into()));
    }
    if let Some((_, what)) = NOT_TEXT.iter().find(|(start, _)| bytes.starts_with(start)) {
        let message = format!("this is {what} under the name of a text file");
        return Err(Finding::new(Code::NotUtf8, Place::file(shown), message).help(
            "open it in the program that made it and save it as Plain Text with Unicode (UTF-8); a document that stays a document is listed in `data/documents.yaml`",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = String::from_utf8_lossy(good).matches('\n').count() + 1;
        refused(format!(
            "this file is not saved as UTF-8, but probably as Windows-1252: line {line} has a byte that UTF-8 does not allow"
        ))
    })?;
    if text.contains('\0') {
        return Err(refused("this file holds characters that are not text".into()));
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, String> {
        decode(bytes.to_vec(), &"a.md".into()).map_err(|finding| finding.message)
    }

    #[test]
    fn a_mark_and_windows_line_ends_are_fine() {
        assert_eq!(decoded(b"\xEF\xBB\xBFa\r\nb\rc\n"), Ok("a\nb\nc\n".into()));
    }

    #[test]
    fn other_encodings_are_named() {
        assert!(decoded(b"\xFF\xFEa\0").expect_err("UTF-16").contains("UTF-16"));
        assert!(decoded(b"one\ncaf\xE9").expect_err("Latin").contains("Windows-1252: line 2"));
        assert!(decoded(b"PK\x03\x04").expect_err("Word").contains("Word"));
        assert!(decoded(b"a\0b").is_err());
    }
}
