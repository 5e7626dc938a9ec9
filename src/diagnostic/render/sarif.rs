//! Findings as SARIF 2.1.0, the format of code-scanning tools.

use serde_json::{Value, json};

use super::super::{Code, Finding, Severity};
use super::Positions;

/// One run, with every code as a rule.
pub fn render<'a>(findings: &'a [Finding], positions: &Positions<'a>) -> String {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| {
            json!({
                "id": code.name(),
                "shortDescription": {"text": code.means()},
                "defaultConfiguration": {"level": code.severity().name()},
            })
        })
        .collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, positions)).collect();
    super::pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "ninefold",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn result<'a>(finding: &'a Finding, positions: &Positions<'a>) -> Value {
    let text = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    json!({
        "ruleId": finding.code.name(),
        "level": level,
        "message": {"text": text},
        "locations": location(finding, positions).into_iter().collect::<Vec<_>>(),
    })
}

fn location<'a>(finding: &'a Finding, positions: &Positions<'a>) -> Option<Value> {
    let place = finding.place.as_ref()?;
    let mut physical = json!({"artifactLocation": {"uri": &*place.path}});
    if let Some((start, end)) = positions.region(finding) {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    Some(json!({"physicalLocation": physical}))
}
