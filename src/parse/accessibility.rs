//! `accessibility:` of the settings: what the accessibility statement says.

use super::fields::Fields;
use crate::diagnostic::{Code, Finding};
use crate::model::{AccessProblem, AccessReason, AccessibilityStatement, Compliance, Contact, Tested};

pub(super) fn statement(fields: &Fields<'_>) -> AccessibilityStatement {
    let contact = fields.inner("contact", "`contact`", |inner| {
        Some(Contact { email: inner.text("email"), phone: inner.text("phone"), other: inner.text("other") })
    });
    let statement = AccessibilityStatement {
        compliance: fields.choice("compliance"),
        contact: contact.unwrap_or_default(),
        reply_within: fields.text("reply_within"),
        problems: fields.each("problems", "a problem", problem),
        improving: fields.text("improving"),
        tested: fields.inner("tested", "`tested`", tested),
        prepared: fields.date("prepared"),
        reviewed: fields.date("reviewed"),
    };
    contradictions(fields, &statement);
    statement
}

fn problem(fields: &Fields<'_>) -> Option<AccessProblem> {
    let what = fields.required_text("what", "The plans of our offices are pictures without words");
    Some(AccessProblem {
        criterion: fields.text("criterion"),
        because: fields.choice("because").unwrap_or(AccessReason::NotCompliant),
        until: fields.date("until"),
        what: what?,
    })
}

fn tested(fields: &Fields<'_>) -> Option<Tested> {
    let on = fields.required("on", "2026-05-12", Fields::date);
    let by = fields.required_text("by", "our own web team");
    Some(Tested { on: on?, by: by?, how: fields.text("how") })
}

/// What a statement claims has to have been looked at, and has to agree with
/// what it says beside.
fn contradictions(fields: &Fields<'_>, statement: &AccessibilityStatement) {
    let contradiction = |field: &'static str, message: &str, help: &str| {
        let finding = Finding::new(Code::ContradictingFields, fields.place_of(field), message);
        fields.findings.add(finding.help(help));
    };
    let none = statement.problems.is_empty();
    match statement.compliance {
        Some(Compliance::Full) if !none => contradiction(
            "compliance",
            "`compliance: full` stands beside problems that are named",
            "write `compliance: partial`, or take out of `problems` what has been put right",
        ),
        Some(Compliance::Partial) if none => contradiction(
            "compliance",
            "`compliance: partial` does not say what is not accessible",
            "name each in `problems`, such as `- {what: The plans of our offices are pictures without words}`",
        ),
        Some(_) if statement.tested.is_none() && !fields.has("tested") => contradiction(
            "compliance",
            "`compliance` says how accessible the site is, and nothing says that it was tested",
            "add `tested: {on: 2026-05-12, by: our own web team}`, or leave `compliance` out until it has been",
        ),
        _ => {}
    }
    if statement.prepared.zip(statement.reviewed).is_some_and(|(prepared, reviewed)| reviewed < prepared) {
        contradiction(
            "reviewed",
            "`reviewed` is before `prepared`",
            "`prepared` is the day on which the statement was first written",
        );
    }
}
