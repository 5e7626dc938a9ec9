//! A Markdown file's front matter: the fields between two lines of `---`.

use std::ops::Range;

use super::fields::{Fields, read_fields};
use super::findings::Findings;
use super::{read_yaml, whole_file};
use crate::diagnostic::{Code, Finding};
use crate::source::SourceText;

/// Where the front matter and the text after it stand in a file.
struct Parts {
    fields: Range<usize>,
    body: Range<usize>,
}

/// Reads the fields of a Markdown file with `read`, which is also given the
/// span of the text that follows them.
pub(super) fn read_markdown<T>(
    source: &SourceText,
    what: &'static str,
    findings: &Findings,
    read: impl Fn(&Fields<'_>, Range<usize>) -> Option<T>,
) -> Option<T> {
    let parts = match split(source) {
        Ok(parts) => parts,
        Err(finding) => {
            findings.add(finding);
            return None;
        }
    };
    let node = read_yaml(source, parts.fields, findings)?;
    read_fields(&node, what, findings, |fields| read(fields, parts.body.clone()))
}

fn split(source: &SourceText) -> Result<Parts, Finding> {
    let text = &*source.text;
    let refused = |message: &str, help: &str| {
        Err(Finding::new(Code::FrontMatter, whole_file(source), message).help(help))
    };
    let Some(start) = opening(text) else {
        if text.starts_with('\n') && text.trim_start().starts_with("---") {
            return refused(
                "this file begins with an empty line",
                "delete the empty lines before the first `---`",
            );
        }
        if text.starts_with(['–', '—']) {
            return refused("the first line is a long dash", "type three hyphens: `---`");
        }
        return refused(
            "this file does not begin with its fields",
            "begin with a line `---`, then lines such as `title: …` and `date: …`, then another line `---`",
        );
    };
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Ok(Parts { fields: start..offset, body: offset + line.len()..text.len() });
        }
        offset += line.len();
    }
    refused(
        "the fields at the top of this file do not end",
        "put a line `---` after the last field, before the text",
    )
}

fn opening(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_end() == "---").then_some(line.len())
}
