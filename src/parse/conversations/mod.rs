//! `data/conversations.csv`: the conversation log, row by row in one pass.
//!
//! A file with a column or a value that tells who somebody is is refused
//! whole. A row that contradicts itself is left out and counted; its fault is
//! a finding. Nothing of a row is kept but what [`LogRow`] has.
//!
//! [`LogRow`]: crate::model::LogRow

mod columns;
mod faults;
mod personal;
mod row;
mod words;

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};

use crate::diagnostic::{Code, Finding, Place, counted};
use crate::model::{ConversationLog, Settings};
use crate::source::{LogFile, SAVE_AS_CSV};
use columns::Layout;
use row::Rows;

/// Reads the log. None where it is refused: the findings say why. Without
/// settings no site or team is looked for.
pub(super) fn read(
    file: &LogFile,
    settings: Option<&Settings>,
    findings: &mut Vec<Finding>,
) -> Option<ConversationLog> {
    let read = file.reader().map_err(|finding| vec![finding]).and_then(|bytes| {
        let mut lines = Lines::new(bytes, file);
        rows(&mut lines, settings)
    });
    match read {
        Ok((log, mut found)) => {
            findings.append(&mut found);
            Some(log)
        }
        Err(mut found) => {
            findings.append(&mut found);
            None
        }
    }
}

/// From so many rows on, a log of which more than half cannot be counted is refused.
const MANY: usize = 50;

/// All rows and the findings on them, or why there are none.
fn rows(
    lines: &mut Lines<'_>,
    settings: Option<&Settings>,
) -> Result<(ConversationLog, Vec<Finding>), Vec<Finding>> {
    let alone = |finding: Finding| vec![finding];
    let layout = header(lines)?;
    let width = layout.width;
    let mut rows = Rows::new(layout, settings);
    let mut log = ConversationLog { path: lines.file.path.clone(), ..ConversationLog::default() };
    while let Some(line) = lines.next().map_err(alone)? {
        if lines.swallowed(width) {
            // Within the quotation the end of the file's last line is none of a row's.
            let to_the_end = lines.record.as_slice().ends_with(b"\n");
            return Err(alone(lines.open_quote(line + usize::from(to_the_end))));
        }
        match rows.read(&lines.record, line) {
            Some(row) => log.rows.push(row),
            None => log.left_out += 1,
        }
    }
    let all = log.rows.len() + log.left_out;
    let told = rows.faults.tell_who();
    let mut findings = rows.faults.into_findings(lines.file, all);
    if all == 0 {
        let finding = Finding::new(Code::LogRow, lines.place(1), "the conversation log has no rows");
        findings
            .push(finding.help("write a row for each time that somebody made contact, or remove the file"));
    }
    if all >= MANY && log.left_out * 2 > all {
        let message = format!("{} of {} cannot be counted", log.left_out, counted(all, "row"));
        let finding = Finding::new(Code::LogFile, Place::file(&lines.file.path), message);
        findings.push(finding.help(
            "figures of the rest would be wrong: mend what the other findings of this file name, which may be one fault throughout",
        ));
        return Err(findings);
    }
    if told { Err(findings) } else { Ok((log, findings)) }
}

fn header(lines: &mut Lines<'_>) -> Result<Layout, Vec<Finding>> {
    let Some(line) = lines.next().map_err(|finding| vec![finding])? else {
        let finding =
            Finding::new(Code::LogFile, Place::file(&lines.file.path), "the conversation log is empty");
        return Err(vec![
            finding
                .help("begin it with a line such as `id,first_contact,site,first_conversation,conversation`"),
        ]);
    };
    let cells: Vec<&str> =
        lines.record.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default().trim()).collect();
    Layout::read(&cells, lines.file, line)
}

/// The file as records, with the line that each begins in.
struct Lines<'a> {
    reader: Reader<Box<dyn Read + 'a>>,
    record: ByteRecord,
    file: &'a LogFile,
}

impl<'a> Lines<'a> {
    fn new(bytes: Box<dyn Read + 'a>, file: &'a LogFile) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(256 * 1024)
            .from_reader(bytes);
        Self { reader, record: ByteRecord::new(), file }
    }

    fn place(&self, line: usize) -> Place {
        Place::row(&self.file.path, line)
    }

    /// Reads the next record that is not empty from end to end; the line that
    /// it begins in, or none at the end.
    fn next(&mut self) -> Result<Option<usize>, Finding> {
        loop {
            let more = self.reader.read_byte_record(&mut self.record).map_err(|error| {
                let message = format!("this file cannot be read: {error}");
                Finding::new(Code::UnreadableFile, Place::file(&self.file.path), message)
                    .help("is it open in another program, or are you not allowed to read it?")
            })?;
            if !more {
                return Ok(None);
            }
            let bytes = self.record.as_slice();
            // Every record ends with the end of its line; empty lines before it are none of its own.
            let breaks = bytes.split(|byte| *byte == b'\n').count() - 1;
            let after = usize::try_from(self.reader.position().line()).unwrap_or(usize::MAX);
            let line = after.saturating_sub(1 + breaks).max(1);
            self.is_text(line)?;
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }

    fn is_text(&self, line: usize) -> Result<(), Finding> {
        let bytes = self.record.as_slice();
        let refused =
            |message: String| Err(Finding::new(Code::NotUtf8, self.place(line), message).help(SAVE_AS_CSV));
        if bytes.contains(&0) {
            return refused("this file holds characters that are not text".to_owned());
        }
        if !bytes.is_ascii() && self.record.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            return refused(format!(
                "this file is not saved as UTF-8, but probably as Windows-1252: line {line} has a byte that UTF-8 does not allow"
            ));
        }
        Ok(())
    }

    /// Whether a quotation mark that is never closed has taken other rows into
    /// this one: it goes over several lines, and has not the right number of
    /// cells or a line within a cell that is a row itself.
    fn swallowed(&self, width: usize) -> bool {
        if !self.record.as_slice().contains(&b'\n') {
            return false;
        }
        let row = |line: &[u8]| line.split(|byte| *byte == b',').count() >= width;
        self.record.len() != width
            || self.record.iter().any(|cell| cell.split(|byte| *byte == b'\n').skip(1).any(row))
    }

    fn open_quote(&self, line: usize) -> Finding {
        let message = format!("a quotation mark opens in line {line} and does not close within its row");
        Finding::new(Code::LogFile, self.place(line), message)
            .help("close it before the next comma, or take it out; as it is, the rows after it cannot be told apart")
    }
}

#[cfg(test)]
mod tests;
