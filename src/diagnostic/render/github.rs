//! Findings as GitHub's workflow commands, one a line.

use std::fmt::Write;

use super::super::{Finding, Severity};
use super::Positions;

/// `::error file=…,line=…,col=…,title=…::message`, escaped as GitHub asks.
pub fn render<'a>(findings: &'a [Finding], positions: &Positions<'a>) -> String {
    let mut out = String::new();
    for finding in findings {
        let _ = write!(out, "::{} ", command(finding.severity));
        if let Some(place) = &finding.place {
            let _ = write!(out, "file={},", property(&place.path));
        }
        if let Some((start, end)) = positions.region(finding) {
            let _ = write!(out, "line={},endLine={},col={},", start.line, end.line, start.column);
        }
        let help = finding.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
        let _ =
            writeln!(out, "title={}::{}", finding.code.name(), data(&format!("{}{help}", finding.message)));
    }
    out
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
