//! Findings for people.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::super::{Finding, Place, Severity};
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
            Some(line) => Origin::path(&*place.path).line(line),
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
    let to = (floor(text, place.end) - line_start).clamp(from, line.len());
    Snippet::source(line)
        .path(&*place.path)
        .line_start(number)
        .annotation(AnnotationKind::Primary.span(from..to))
}
