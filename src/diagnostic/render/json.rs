//! Findings as one JSON object, for programs.

use serde::Serialize;

use super::super::{Finding, Severity};
use super::Positions;

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Row<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    severity: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// One object with `findings` and `summary`, indented, with a final newline.
pub fn render<'a>(findings: &'a [Finding], positions: &Positions<'a>) -> String {
    let count = |severity| super::count(findings, severity);
    let report = Report {
        findings: findings.iter().map(|finding| row(finding, positions)).collect(),
        summary: Summary {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        },
    };
    super::pretty(&report)
}

fn row<'a>(finding: &'a Finding, positions: &Positions<'a>) -> Row<'a> {
    let region = positions.region(finding);
    Row {
        code: finding.code.name(),
        severity: finding.severity.name(),
        path: finding.place.as_ref().map(|place| &*place.path),
        line: region.map(|(start, _)| start.line),
        column: region.map(|(start, _)| start.column),
        end_line: region.map(|(_, end)| end.line),
        end_column: region.map(|(_, end)| end.column),
        message: &finding.message,
        help: finding.help.as_deref(),
    }
}
