//! The authority's accessibility statement, in the order of the model that
//! public bodies follow. What the settings do not say is not claimed.

use serde::Serialize;

use super::super::context::{Here, day};
use super::super::frame::Frame;
use super::View;
use crate::model::{AccessProblem, AccessReason, AccessibilityStatement, Compliance};

#[derive(Serialize, Default)]
struct StatementView {
    /// `full`, `partial` or `none`; nothing where it has not been tested.
    compliance: Option<&'static str>,
    email: Option<String>,
    phone: Option<String>,
    /// The telephone number as a link has it: without spaces and brackets.
    phone_link: Option<String>,
    other: Option<String>,
    reply_within: Option<String>,
    /// Problems by their reason; only reasons that have some.
    problems: Vec<ReasonView>,
    improving: Option<String>,
    tested_on: Option<String>,
    tested_by: Option<String>,
    tested_how: Option<String>,
    prepared: Option<String>,
    reviewed: Option<String>,
}

#[derive(Serialize)]
struct ReasonView {
    title: &'static str,
    /// What the reason means.
    note: &'static str,
    problems: Vec<ProblemView>,
}

#[derive(Serialize)]
struct ProblemView {
    what: String,
    criterion: Option<String>,
    until: Option<String>,
}

/// Each reason with its heading and what it means.
const REASONS: [(AccessReason, &str, &str); 3] = [
    (
        AccessReason::NotCompliant,
        "Does not meet the standard yet",
        "These parts fail the guidelines, and we mean to put them right.",
    ),
    (
        AccessReason::Burden,
        "Would be a disproportionate burden to change",
        "We weighed what these parts would cost to change against what people would gain.",
    ),
    (
        AccessReason::OutOfScope,
        "Outside what the regulations ask for",
        "The regulations leave these parts out. Tell us if you need one of them in another form.",
    ),
];

impl StatementView {
    fn of(statement: &AccessibilityStatement) -> Self {
        let contact = &statement.contact;
        let tested = statement.tested.as_ref();
        Self {
            compliance: statement.compliance.map(|compliance| match compliance {
                Compliance::Full => "full",
                Compliance::Partial => "partial",
                Compliance::None => "none",
            }),
            email: contact.email.clone(),
            // A number is not divided between two lines.
            phone: contact.phone.as_deref().map(|phone| phone.replace(' ', "\u{a0}")),
            phone_link: contact
                .phone
                .as_deref()
                .map(|phone| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()),
            other: contact.other.clone(),
            reply_within: statement.reply_within.clone(),
            problems: reasons(&statement.problems),
            improving: statement.improving.clone(),
            tested_on: day(tested.map(|tested| tested.on)),
            tested_by: tested.map(|tested| tested.by.clone()),
            tested_how: tested.and_then(|tested| tested.how.clone()),
            prepared: day(statement.prepared),
            reviewed: day(statement.reviewed),
        }
    }
}

fn reasons(problems: &[AccessProblem]) -> Vec<ReasonView> {
    let of = |reason: AccessReason| {
        let problems = problems.iter().filter(move |problem| problem.because == reason);
        let view = |problem: &AccessProblem| ProblemView {
            what: problem.what.clone(),
            criterion: problem.criterion.clone(),
            until: day(problem.until),
        };
        problems.map(view).collect::<Vec<_>>()
    };
    let all = REASONS.map(|(reason, title, note)| ReasonView { title, note, problems: of(reason) });
    all.into_iter().filter(|reason| !reason.problems.is_empty()).collect()
}

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let said = here.release().settings().accessibility.as_ref();
    let view = said.map(StatementView::of).unwrap_or_default();
    let frame = Frame::new(here.shared, &here.path, "Accessibility statement").contents(&[
        ("use", "What you can do here", true),
        ("how-accessible", "How accessible it is", true),
        ("contact", "Tell us", true),
        ("enforcement", "If our answer is not enough", true),
        ("technical", "The standard", true),
        ("preparation", "How this was prepared", true),
    ]);
    here.view("accessibility.html", &frame, &[("said", &said.is_some()), ("statement", &view)])
}
