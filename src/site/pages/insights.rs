//! What was learned that those who commission and shape support should know,
//! and what of it was passed on.

use serde::Serialize;

use super::super::context::{Here, ItemLink, Link};
use super::super::frame::Frame;
use super::View;
use crate::assess::InsightReading;
use crate::model::{Audience, Hearer, Kind, Ref, day_label};

#[derive(Serialize)]
struct InsightsView {
    total: usize,
    hearers: Vec<HearerView>,
    statements: Vec<StatementView>,
}

/// What somebody should hear.
#[derive(Serialize)]
struct HearerView {
    id: String,
    label: &'static str,
    passed_on: usize,
    insights: Vec<InsightView>,
}

#[derive(Serialize)]
struct StatementView {
    id: String,
    link: Link,
    insights: Vec<InsightView>,
}

#[derive(Serialize)]
struct InsightView {
    text: String,
    hearer: &'static str,
    /// When it was passed on, or for the authority alone that it was not.
    passed_on: Option<String>,
    item: ItemLink,
    statements: Vec<Link>,
}

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let all = &here.shared.assessment.insights;
    let mut hearers: Vec<Hearer> = all.iter().map(|insight| insight.hearer).collect();
    hearers.dedup();
    let view = InsightsView {
        total: all.len(),
        hearers: hearers.into_iter().map(|hearer| hearer_view(here, hearer)).collect(),
        statements: statements(here),
    };
    let parts: Vec<(String, String)> = view
        .hearers
        .iter()
        .map(|hearer| (hearer.id.clone(), format!("For {}", hearer.label)))
        .chain([("by-statement".to_owned(), "By statement".to_owned())])
        .collect();
    let contents: Vec<(&str, &str, bool)> =
        parts.iter().map(|(id, text)| (id.as_str(), text.as_str(), true)).collect();
    let frame = Frame::new(here.shared, &here.path, "What we learned").contents(&contents);
    here.view("insights.html", &frame, &[("view", &view)])
}

fn hearer_view(here: &Here<'_, '_>, hearer: Hearer) -> HearerView {
    let own = || here.shared.assessment.insights.iter().filter(|insight| insight.hearer == hearer);
    HearerView {
        id: hearer.label().replace(' ', "-"),
        label: hearer.label(),
        passed_on: own().filter(|insight| insight.passed_on.is_some()).count(),
        insights: own().map(|insight| insight_view(here, insight)).collect(),
    }
}

fn insight_view(here: &Here<'_, '_>, insight: &InsightReading) -> InsightView {
    InsightView {
        text: insight.text.clone(),
        hearer: insight.hearer.label(),
        passed_on: passed_on(here.release().audience(), insight.passed_on),
        item: here.item_link(&insight.item),
        statements: insight.statements.iter().map(|statement| here.link(statement)).collect(),
    }
}

/// When a thing was passed on. That it was not is for the authority alone.
pub(super) fn passed_on(audience: Audience, day: Option<jiff::civil::Date>) -> Option<String> {
    match day {
        Some(day) => Some(format!("Passed on {}", day_label(day))),
        None => (audience == Audience::Internal).then(|| "Not passed on yet".to_owned()),
    }
}

/// What bears on each statement; those with nothing are left out.
fn statements(here: &Here<'_, '_>) -> Vec<StatementView> {
    let of = |statement: &crate::model::Statement| {
        let name = Ref::new(Kind::Statement, statement.id.clone());
        let own = here.shared.assessment.insights.iter();
        let own = own.filter(|insight| insight.statements.contains(&name));
        StatementView {
            id: statement.id.to_string(),
            link: here.link(&name),
            insights: own.map(|insight| insight_view(here, insight)).collect(),
        }
    };
    let all = here.release().framework().statements.iter().map(of);
    all.filter(|view| !view.insights.is_empty()).collect()
}
