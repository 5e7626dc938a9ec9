//! The page of a metric: its question, its figure, what that says, how it is
//! counted, where it comes from, and what leans on it.

use serde::Serialize;

use super::super::address::{address, register};
use super::super::context::{Here, Link, day};
use super::super::control::{self, Said};
use super::super::figure::Source;
use super::super::frame::Frame;
use super::super::wording;
use super::item::{SupportView, view};
use super::statement::claim_id;
use super::states::StateView;
use super::{View, register_title};
use crate::model::{Audience, Item, Kind, Metric, Ref};

#[derive(Serialize)]
struct MetricView {
    question: Option<String>,
    better: &'static str,
    target: Option<String>,
    figure: String,
    /// What the figure says, sentence by sentence.
    says: Vec<Said>,
    /// Each signal of a control chart, with its rule.
    signals: Vec<String>,
    method: String,
    sources: Vec<Source>,
    supports: Vec<SupportView>,
    challenges: Vec<Link>,
    claims: Vec<LeaningView>,
    /// The newest first.
    revisions: Vec<RevisionView>,
    part_of: Option<Link>,
}

/// A claim that cites the metric.
#[derive(Serialize)]
struct LeaningView {
    link: Link,
    statement: String,
    improvement: bool,
    /// Where the claim stands; internal edition only.
    state: Option<StateView>,
}

#[derive(Serialize)]
struct RevisionView {
    on: String,
    what: String,
}

pub(super) fn page(here: &mut Here<'_, '_>, item: &Item, metric: &Metric, frame: Frame) -> View {
    let mut common = view(here, item, &[]);
    let figure = here.figure_html(item.name());
    let method = here.text(&metric.method, 3);
    let whole = metric.part_of.as_ref().filter(|whole| here.release().item(&whole.to).is_some());
    let own = MetricView {
        question: metric.question.clone(),
        better: metric.better.label(),
        target: target(metric),
        figure,
        says: says(here, item),
        signals: signals(here, item),
        method,
        sources: here.shared.figure(item.name()).map_or(Vec::new(), |figure| figure.sources.clone()),
        supports: std::mem::take(&mut common.statements),
        challenges: std::mem::take(&mut common.challenges),
        claims: leaning(here, item.name()),
        revisions: revisions(metric),
        part_of: whole.map(|whole| here.link(&whole.to)),
    };
    let frame = frame.crumb(&register(Kind::Metric), register_title(Kind::Metric));
    here.view("metric.html", &frame, &[("item", &common), ("metric", &own)])
}

/// What is aimed for, each with the period from which it holds.
fn target(metric: &Metric) -> Option<String> {
    let target = |target: &crate::model::Target| {
        let value = wording::value(metric, target.value);
        target.from.map_or_else(|| value.clone(), |from| format!("{value} from {}", from.label()))
    };
    let targets: Vec<String> = metric.target.iter().map(target).collect();
    (!targets.is_empty()).then(|| targets.join("; "))
}

/// What the last figure says of itself and of the target.
fn says(here: &Here<'_, '_>, item: &Item) -> Vec<Said> {
    let assessment = here.shared.assessment;
    let mut says = assessment.controls.get(item.name()).map_or(Vec::new(), control::says);
    let met = assessment.readings.get(item.name()).and_then(|reading| reading.meets_target);
    says.extend(met.map(|met| {
        let not = if met { "meets" } else { "does not meet" };
        Said::from(format!("The last figure {not} the target of its period."))
    }));
    says
}

fn signals(here: &Here<'_, '_>, item: &Item) -> Vec<String> {
    here.shared.assessment.controls.get(item.name()).map_or(Vec::new(), control::signals)
}

/// The claims that cite a metric, in the framework's order of statements.
fn leaning(here: &Here<'_, '_>, name: &Ref) -> Vec<LeaningView> {
    let internal = here.release().audience() == Audience::Internal;
    let mut leaning = Vec::new();
    for statement in &here.release().framework().statements {
        let claims = here.shared.assessment.claims_of(&statement.id).iter().enumerate();
        for (at, claim) in claims.filter(|(_, claim)| claim.evidence.contains(name)) {
            let mut to = address(&Ref::new(Kind::Statement, statement.id.clone()));
            to.part = Some(claim_id(at));
            leaning.push(LeaningView {
                link: Link { href: here.href(&to), text: claim.text.clone() },
                statement: statement.title.clone(),
                improvement: claim.improvement,
                state: internal.then(|| claim.state.into()),
            });
        }
    }
    leaning
}

fn revisions(metric: &Metric) -> Vec<RevisionView> {
    let mut revisions: Vec<_> = metric.revisions.iter().collect();
    revisions.sort_by_key(|revision| std::cmp::Reverse(revision.on));
    let view = |revision: &&crate::model::Revision| RevisionView {
        on: day(Some(revision.on)).unwrap_or_default(),
        what: revision.what.clone(),
    };
    revisions.iter().map(view).collect()
}
