//! Findings for people.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::super::{Finding, Place, Severity, Texts};

/// Draws each finding with its file, line, column and excerpt.
pub fn render(findings: &[Finding], texts: &dyn Texts, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&groups(finding, texts)));
        out.push_str("\n\n");
    }
    out
}

/// The message with its excerpt and help; where there is no place, the help
/// stands on a line of its own.
fn groups<'a>(finding: &'a Finding, texts: &'a dyn Texts) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let group = Group::with_title(level.primary_title(&finding.message).id(finding.code.name()));
    let Some(place) = &finding.place else {
        let help = finding.help.as_ref().map(|help| Group::with_title(Level::HELP.secondary_title(help)));
        return std::iter::once(group).chain(help).collect();
    };
    let group = match texts.text(&place.path).filter(|text| !text.trim().is_empty()) {
        Some(text) => group.element(excerpt(text, place)),
        None => group.element(Origin::path(&*place.path)),
    };
    vec![match &finding.help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }]
}

/// The line that the place begins in. Only that line: a span over a whole
/// front matter would bury the message.
fn excerpt<'a>(text: &'a str, place: &'a Place) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let start = floor(text, place.start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = text[line_start..line_end].trim_end_matches('\r');
    let from = (start - line_start).min(line.len());
    let to = (floor(text, place.end) - line_start).clamp(from, line.len());
    Snippet::source(line)
        .path(&*place.path)
        .line_start(text[..line_start].matches('\n').count() + 1)
        .annotation(AnnotationKind::Primary.span(from..to))
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
