//! Findings as people and programs read them, each format in a file.

mod github;
mod json;
mod sarif;
mod text;

use super::{Finding, Position, Severity, Texts, position};

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
pub fn render(format: Format, findings: &[Finding], texts: &dyn Texts, colour: bool) -> String {
    match format {
        Format::Text => text::render(findings, texts, colour),
        Format::Json => json::render(findings, texts),
        Format::Sarif => sarif::render(findings, texts),
        Format::Github => github::render(findings, texts),
    }
}

/// How many findings there are of each severity.
pub fn count(findings: &[Finding]) -> (usize, usize) {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    (errors, findings.len() - errors)
}

/// First and last position of a finding's place, where its file is at hand.
fn region(finding: &Finding, texts: &dyn Texts) -> Option<(Position, Position)> {
    let place = finding.place.as_ref()?;
    let text = texts.text(&place.path)?;
    Some((position(text, place.start), position(text, place.end)))
}

/// JSON with two-space indents and a final newline.
fn pretty(value: &impl serde::Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value)
        .expect("reports hold only strings and numbers, which always serialise");
    out.push('\n');
    out
}
