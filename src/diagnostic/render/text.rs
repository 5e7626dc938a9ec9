//! Findings for people.

use std::borrow::Cow;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::super::{Finding, Hidden, Place, Severity};
use super::{Positions, floor};

/// Draws each finding with its file, line, column and excerpt.
pub fn render<'a>(findings: &'a [Finding], positions: &Positions<'a>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&[group(finding, positions)]));
        if let (None, Some(help)) = (&finding.place, &finding.help) {
            // Below an excerpt the help hangs on its margin; here there is none.
            let _ = write!(out, "\n = help: {help}");
        }
        out.push_str("\n\n");
    }
    out
}

/// The message, and where there is a place its excerpt and the help.
fn group<'a>(finding: &'a Finding, positions: &Positions<'a>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let group = Group::with_title(level.primary_title(&finding.message).id(finding.code.name()));
    let Some(place) = &finding.place else { return group };
    let group = match positions.texts.text(&place.path).filter(|text| !text.trim().is_empty()) {
        Some(text) => group.element(excerpt(text, place, positions)),
        None => group.element(match place.line {
            Some(line) => {
                let origin = Origin::path(&*place.path).line(line as usize);
                match place.column {
                    Some(column) => origin.char_column(column as usize),
                    None => origin,
                }
            }
            None => Origin::path(&*place.path),
        }),
    };
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// The line that the place begins in. Only that line: a span over a whole
/// front matter would bury the message.
fn excerpt<'a>(
    text: &'a str,
    place: &'a Place,
    positions: &Positions<'a>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let start = floor(text, place.start);
    let (number, line_start) = positions.line(&place.path, text, start);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = text[line_start..line_end].trim_end_matches('\r');
    let from = (start - line_start).min(line.len());
    let to = (floor(text, place.end).max(start) - line_start).clamp(from, line.len());
    let shown = with_hidden(line, line_start, positions.texts.hidden(&place.path));
    let from_to = same_characters(line, &shown, from)..same_characters(line, &shown, to);
    Snippet::source(shown)
        .path(&*place.path)
        .line_start(number)
        .annotation(AnnotationKind::Primary.span(from_to))
}

/// A line with what stands in for its hidden runs; it keeps its number of characters.
fn with_hidden<'a>(line: &'a str, line_start: usize, hidden: &[Hidden]) -> Cow<'a, str> {
    let line_end = line_start + line.len();
    let here = |(run, _): &&Hidden| run.start < line_end && run.end > line_start;
    let mut runs = hidden.iter().filter(here).peekable();
    if runs.peek().is_none() {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut instead = |at: usize, c: char| {
        while runs.next_if(|(run, _)| run.end <= at).is_some() {}
        let (run, shown) = runs.peek().filter(|(run, _)| run.start <= at)?;
        // A run may begin on an earlier line.
        let before = line.get(run.start.checked_sub(line_start)?..at - line_start)?.chars().count();
        Some(shown.chars().nth(before).unwrap_or(c))
    };
    for (at, c) in line.char_indices() {
        let hidden_here = hidden.iter().any(|(run, _)| run.contains(&(line_start + at)));
        let dot = if c.is_alphanumeric() && hidden_here { '•' } else { c };
        out.push(instead(line_start + at, c).unwrap_or(dot));
    }
    Cow::Owned(out)
}

/// The byte of `shown` that has as many characters before it as `at` has in `line`.
fn same_characters(line: &str, shown: &str, at: usize) -> usize {
    let before = line[..at].chars().count();
    shown.char_indices().nth(before).map_or(shown.len(), |(at, _)| at)
}
