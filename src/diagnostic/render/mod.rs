//! Findings as people and programs read them, each format in a file.

mod github;
mod json;
mod sarif;
mod text;

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Finding, Position, Severity, Texts};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For people: an excerpt of the file with the place marked.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, as code-scanning tools read it.
    Sarif,
    /// GitHub's workflow commands.
    Github,
}

/// Draws a sorted list of findings; ends with a newline unless it is empty.
pub fn render<'a>(format: Format, findings: &'a [Finding], texts: &'a dyn Texts, colour: bool) -> String {
    let positions = Positions::new(texts);
    match format {
        Format::Text => text::render(findings, &positions, colour),
        Format::Json => json::render(findings, &positions),
        Format::Sarif => sarif::render(findings, &positions),
        Format::Github => github::render(findings, &positions),
    }
}

/// Where each of a list of findings begins, where its file is at hand.
pub fn positions<'a>(findings: &'a [Finding], texts: &'a dyn Texts) -> Vec<Option<Position>> {
    let positions = Positions::new(texts);
    findings.iter().map(|finding| positions.region(finding).map(|(start, _)| start)).collect()
}

/// How many findings there are of a severity.
pub fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

/// Positions in files, with the beginnings of a file's lines found once.
struct Positions<'a> {
    texts: &'a dyn Texts,
    lines: RefCell<BTreeMap<&'a str, Vec<usize>>>,
}

impl<'a> Positions<'a> {
    fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, lines: RefCell::default() }
    }

    /// First and last position of a finding's place, where its file is at hand.
    fn region(&self, finding: &'a Finding) -> Option<(Position, Position)> {
        let place = finding.place.as_ref()?;
        if let Some(line) = place.line {
            let begins = Position { line: line as usize, column: place.column.unwrap_or(1) as usize };
            return Some((begins, begins));
        }
        let text = self.texts.text(&place.path)?;
        Some((self.position(&place.path, text, place.start), self.position(&place.path, text, place.end)))
    }

    /// The number of a byte's line, from 1, and the byte that the line begins at.
    fn line(&self, path: &'a str, text: &str, offset: usize) -> (usize, usize) {
        let mut lines = self.lines.borrow_mut();
        let starts = lines.entry(path).or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let number = starts.partition_point(|start| *start <= offset);
        (number, starts[number - 1])
    }

    fn position(&self, path: &'a str, text: &str, offset: usize) -> Position {
        let offset = floor(text, offset);
        let (line, start) = self.line(path, text, offset);
        Position { line, column: text[start..offset].chars().count() + 1 }
    }
}

/// The nearest beginning of a character at or before a byte.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// JSON with two-space indents and a final newline.
fn pretty(value: &impl serde::Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value)
        .expect("reports hold only strings and numbers, which always serialise");
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        struct Nothing;
        impl Texts for Nothing {
            fn text(&self, _: &str) -> Option<&str> {
                None
            }
        }
        let text = "a\nñandú: x\n";
        let positions = Positions::new(&Nothing);
        let at = |offset| positions.position("a", text, offset);
        assert_eq!(at(text.find('x').expect("x")), Position { line: 2, column: 8 });
        assert_eq!(at(999), Position { line: 3, column: 1 });
    }
}
