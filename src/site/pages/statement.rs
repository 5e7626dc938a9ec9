//! The page of a quality statement, in the order of the regulator's report:
//! the authority's own score and reason, what people expect, the commitment,
//! key findings with their evidence, and then what there is to read.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::context::{Here, ItemLink, Link};
use super::super::frame::Frame;
use super::cards::{ActionRow, Connections, DocumentRow, FeedbackRow, StoryCard, latest_first};
use super::evidence::{self, CategoryView, ChallengeView, NotCountedView};
use super::states::StateView;
use super::{View, theme_path};
use crate::assess::{ClaimReading, ClaimState};
use crate::model::{
    Audience, Citation, Claim, Detail, Item, Judgement, Kind, Ref, Relation, Statement, Status, day_label,
};

#[derive(Serialize)]
struct StatementView {
    id: String,
    title: String,
    theme: Link,
    commitment: String,
    judgement: Option<JudgementView>,
    expectations: Vec<ExpectationView>,
    /// The regulator's finer headings that something names.
    headings: Vec<HeadingView>,
    /// The titles of those that nothing names.
    unnamed: Vec<String>,
    /// Figures as HTML.
    figures: Vec<String>,
    stories: Vec<StoryCard>,
    feedback: Vec<FeedbackRow>,
    actions: Vec<ActionRow>,
    documents: Vec<DocumentRow>,
    coverage: Vec<CategoryView>,
    /// What is in no category, and so in no cell.
    uncategorised: Vec<NotCountedView>,
    challenges: Vec<ChallengeView>,
    connections: Connections,
    previous: Option<Link>,
    next: Option<Link>,
}

/// The authority's own judgement.
#[derive(Serialize)]
struct JudgementView {
    score: Option<ScoreView>,
    because: Option<String>,
    owner: String,
    reviewed: String,
    strengths: Vec<ClaimView>,
    improvements: Vec<ClaimView>,
    gaps: Vec<GapView>,
    /// The narrative, as HTML.
    narrative: String,
    written_in: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ScoreView {
    pub(super) score: u8,
    /// The highest score there is.
    pub(super) of: u8,
    pub(super) label: String,
}

#[derive(Serialize)]
struct ClaimView {
    /// Its id on the page.
    id: String,
    text: String,
    /// In the authority's own edition, where something is to be mended.
    state: Option<StateView>,
    /// Whether it is to be improved and nobody has been asked to; in the
    /// authority's own edition.
    without_action: bool,
    evidence: Vec<EvidenceView>,
    action: Option<ActionRow>,
}

#[derive(Serialize)]
struct EvidenceView {
    link: ItemLink,
    category: Option<String>,
}

#[derive(Serialize)]
struct GapView {
    category: String,
    why: String,
    owner: String,
    until: String,
}

#[derive(Serialize)]
struct ExpectationView {
    id: String,
    text: String,
    link: Link,
}

#[derive(Serialize)]
struct HeadingView {
    id: String,
    title: String,
    cited_by: Vec<ItemLink>,
}

pub(super) fn page(here: &mut Here<'_, '_>, statement: &Statement) -> View {
    let name = Ref::new(Kind::Statement, statement.id.clone());
    let judgement = here.release().item(&Ref::new(Kind::Judgement, statement.id.clone()));
    // The narrative comes first: a figure that it shows is not shown again.
    let judgement_view = judgement.and_then(|item| judgement_view(here, item));
    let figures = figures(here, &name);
    let (headings, unnamed) = headings(here, statement);
    let view = StatementView {
        id: statement.id.to_string(),
        title: statement.title.clone(),
        theme: here.link(&Ref::new(Kind::Theme, statement.theme.value.clone())),
        commitment: statement.commitment.text.clone(),
        judgement: judgement_view,
        expectations: expectations(here, statement),
        headings,
        unnamed,
        figures,
        stories: stories(here, &name),
        feedback: feedback(here, &name),
        actions: actions(here, &name),
        documents: documents(here, &name),
        coverage: evidence::coverage(here, statement),
        uncategorised: evidence::uncategorised(here, statement),
        challenges: evidence::challenges(here, statement),
        connections: connections(here, &name),
        previous: neighbour(here, statement, -1),
        next: neighbour(here, statement, 1),
    };
    let frame = frame(here, statement, &view);
    here.view("statement.html", &frame, &[("statement", &view)])
}

fn frame(here: &Here<'_, '_>, statement: &Statement, view: &StatementView) -> Frame {
    let theme = here.release().framework().theme(&statement.theme.value);
    let mut frame = Frame::new(here.shared, &here.path, statement.title.clone());
    frame.theme = Some(statement.theme.value.to_string());
    frame.statement = Some(statement.id.to_string());
    if let Some(item) = here.release().item(&Ref::new(Kind::Judgement, statement.id.clone())) {
        frame.draft = item.basics.status == Status::Draft;
        frame = frame.marked(item);
    }
    let judgement = view.judgement.as_ref();
    let claims = judgement.is_some_and(|view| !view.strengths.is_empty() || !view.improvements.is_empty());
    frame
        .crumb(&theme_path(&statement.theme.value), theme.map_or(String::new(), |theme| theme.title.clone()))
        .contents(&[
            ("score", "Our own score", judgement.is_some()),
            ("expectations", "What people expect", !view.expectations.is_empty()),
            ("commitment", "The commitment", true),
            ("findings", "Key findings", claims),
            ("narrative", "In our own words", judgement.is_some_and(|view| !view.narrative.is_empty())),
            ("figures", "Figures", !view.figures.is_empty()),
            ("stories", "Stories of difference", !view.stories.is_empty()),
            ("feedback", "What people said", !view.feedback.is_empty()),
            ("actions", "Actions", !view.actions.is_empty()),
            ("documents", "Documents", !view.documents.is_empty()),
            ("evidence", "Evidence by category", true),
            ("connections", "Connections", !view.connections.is_empty()),
        ])
}

fn judgement_view(here: &mut Here<'_, '_>, item: &Item) -> Option<JudgementView> {
    let Detail::Judgement(judgement) = &item.detail else { return None };
    // What is said of them stands in the same order: strengths, then improvements.
    let read = here.shared.assessment.claims_of(&item.name().id);
    let (strengths, improvements) = read.split_at(judgement.strengths.len().min(read.len()));
    let claims = |claims: &[Claim], read: &[ClaimReading], from: usize| {
        claims
            .iter()
            .zip(read)
            .zip(from..)
            .map(|((claim, read), at)| claim_view(here, claim, read, at))
            .collect()
    };
    let framework = here.release().framework();
    let gap = |gap: &crate::model::Gap| GapView {
        category: framework
            .category(&gap.category.value)
            .map_or(String::new(), |category| category.title.clone()),
        why: gap.why.clone(),
        owner: gap.owner.clone(),
        until: day_label(gap.until),
    };
    Some(JudgementView {
        score: score_view(here, judgement),
        because: judgement.because.clone(),
        owner: judgement.owner.clone(),
        reviewed: day_label(judgement.reviewed),
        strengths: claims(&judgement.strengths, strengths, 0),
        improvements: claims(&judgement.improvements, improvements, strengths.len()),
        gaps: judgement.gaps.iter().map(gap).collect(),
        narrative: here.text(&item.body, 3),
        written_in: here.written_in(item),
    })
}

/// The authority's score with the label that the framework gives it.
pub(super) fn score_view(here: &Here<'_, '_>, judgement: &Judgement) -> Option<ScoreView> {
    score_of(here, judgement.score.as_ref()?.value)
}

/// A score with the label that the framework gives it.
pub(super) fn score_of(here: &Here<'_, '_>, score: u8) -> Option<ScoreView> {
    let framework = here.release().framework();
    let label = framework.score(score)?.label.clone();
    let of = framework.scores.iter().map(|score| score.score).max().unwrap_or(score);
    Some(ScoreView { score, of, label })
}

/// Where a claim stands on the page of its statement: its number, from 0, among
/// the strengths and then the improvements.
pub(super) fn claim_id(at: usize) -> String {
    format!("claim-{}", at + 1)
}

fn claim_view(here: &Here<'_, '_>, claim: &Claim, read: &ClaimReading, at: usize) -> ClaimView {
    let internal = here.release().audience() == Audience::Internal;
    let evidence = |citation: &Citation| {
        let item = here.release().item(&citation.to);
        let category = item.and_then(|item| here.release().framework().category_of(item));
        EvidenceView { link: here.cited(citation), category: category.map(|category| category.title.clone()) }
    };
    ClaimView {
        id: claim_id(at),
        text: claim.text.clone(),
        state: (internal && read.state != ClaimState::Supported).then(|| read.state.into()),
        without_action: internal && read.without_action,
        evidence: claim.evidence.iter().map(evidence).collect(),
        action: claim.action.as_ref().and_then(|citation| here.action_named(&citation.to)),
    }
}

fn expectations(here: &Here<'_, '_>, statement: &Statement) -> Vec<ExpectationView> {
    let view = |expectation: &crate::model::Expectation| ExpectationView {
        id: expectation.id.to_string(),
        text: expectation.text.clone(),
        link: here.link(&Ref::new(Kind::Expectation, expectation.id.clone())),
    };
    here.release().framework().expectations_of(&statement.id).map(view).collect()
}

/// The headings that something names, and the titles of the others.
fn headings(here: &Here<'_, '_>, statement: &Statement) -> (Vec<HeadingView>, Vec<String>) {
    let view = |heading: &crate::model::Heading| HeadingView {
        id: heading.id.to_string(),
        title: heading.title.clone(),
        cited_by: here
            .release()
            .cited_by(&statement.heading_ref(heading))
            .iter()
            .map(|edge| here.item_link(&edge.from))
            .collect(),
    };
    let all = statement.headings.iter().map(view);
    let (named, others): (Vec<HeadingView>, Vec<HeadingView>) =
        all.partition(|heading| !heading.cited_by.is_empty());
    (named, others.into_iter().map(|heading| heading.title).collect())
}

/// Everything of a kind that bears on the statement or counts against it.
fn bearing<'h>(here: &'h Here<'_, '_>, name: &Ref, kind: Kind) -> Vec<&'h Item> {
    let supporting = here.citing(name, Relation::Supports, kind);
    let known: BTreeSet<&Ref> = supporting.iter().map(|item| item.name()).collect();
    let challenging = here.citing(name, Relation::Challenges, kind);
    let others: Vec<&Item> = challenging.into_iter().filter(|item| !known.contains(item.name())).collect();
    supporting.into_iter().chain(others).collect()
}

fn figures(here: &mut Here<'_, '_>, name: &Ref) -> Vec<String> {
    let metrics: Vec<Ref> =
        bearing(here, name, Kind::Metric).iter().map(|item| item.name().clone()).collect();
    metrics.iter().map(|metric| here.figure_html(metric)).collect()
}

fn stories(here: &Here<'_, '_>, name: &Ref) -> Vec<StoryCard> {
    let mut items = bearing(here, name, Kind::Story);
    latest_first(&mut items);
    let card = |item: &&Item| match &item.detail {
        Detail::Story(story) => Some(here.story_card(item, story)),
        _ => None,
    };
    items.iter().filter_map(card).collect()
}

fn feedback(here: &Here<'_, '_>, name: &Ref) -> Vec<FeedbackRow> {
    let mut items = bearing(here, name, Kind::Feedback);
    latest_first(&mut items);
    let row = |item: &&Item| match &item.detail {
        Detail::Feedback(feedback) => Some(here.feedback_row(item, feedback)),
        _ => None,
    };
    items.iter().filter_map(row).collect()
}

/// What is still to be done first, then the rest, by the day that it is due.
fn actions(here: &Here<'_, '_>, name: &Ref) -> Vec<ActionRow> {
    here.pressing_first(bearing(here, name, Kind::Action))
}

fn documents(here: &Here<'_, '_>, name: &Ref) -> Vec<DocumentRow> {
    let mut items = bearing(here, name, Kind::Document);
    latest_first(&mut items);
    let row = |item: &&Item| match &item.detail {
        Detail::Document(document) => {
            Some(here.document_row(item, &document.target, document.section.as_ref()))
        }
        _ => None,
    };
    items.iter().filter_map(row).collect()
}

/// What cites the statement or its judgement, and what the judgement cites.
fn connections(here: &Here<'_, '_>, name: &Ref) -> Connections {
    let shown =
        [Relation::Supports, Relation::Challenges, Relation::Judges, Relation::Evidence, Relation::Improves];
    let mut connections = here.connections(name, &shown);
    let judgement = here.connections(&Ref::new(Kind::Judgement, name.id.clone()), &shown);
    connections.cites.extend(judgement.cites);
    for group in judgement.cited_by {
        match connections.cited_by.iter_mut().find(|known| known.label == group.label) {
            Some(known) => known.links.extend(group.links),
            None => connections.cited_by.push(group),
        }
    }
    connections
}

fn neighbour(here: &Here<'_, '_>, statement: &Statement, step: isize) -> Option<Link> {
    let statements = &here.release().framework().statements;
    let at = statements.iter().position(|known| known.id == statement.id)?;
    let neighbour = statements.get(at.checked_add_signed(step)?)?;
    Some(here.link(&Ref::new(Kind::Statement, neighbour.id.clone())))
}
