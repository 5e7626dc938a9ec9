//! Claims and their evidence, for the authority alone: what each claim of a
//! judgement stands on, and which are to be mended.

use serde::Serialize;

use super::super::context::{Here, ItemLink, Link};
use super::super::frame::Frame;
use super::states::StateView;
use super::{Across, View};
use crate::assess::{ClaimReading, ClaimState, Freshness, JudgedClaims};
use crate::diagnostic::counted;
use crate::model::{Kind, Ref, Relation, Statement, Status};

#[derive(Serialize)]
struct ClaimsView {
    count: usize,
    /// Claims by state, the most pressing first.
    states: Vec<StateGroup>,
    /// Improvements that nobody has been asked to bring about.
    without_action: Vec<Link>,
    statements: Vec<StatementView>,
    /// Statements without a judgement.
    unjudged: Vec<Link>,
}

#[derive(Serialize)]
struct StateGroup {
    state: StateView,
    count: usize,
    /// The claims, but for those that need nothing.
    claims: Vec<Link>,
}

#[derive(Serialize)]
struct StatementView {
    id: String,
    link: Link,
    /// The file of the judgement.
    path: Option<String>,
    claims: Vec<ClaimView>,
}

#[derive(Serialize)]
struct ClaimView {
    id: String,
    text: String,
    improvement: bool,
    state: StateView,
    sources: String,
    categories: Vec<String>,
    evidence: Vec<CitedView>,
    without_action: bool,
}

/// An item that a claim cites.
#[derive(Serialize)]
struct CitedView {
    link: ItemLink,
    /// Why it can no longer be relied on, in a word or two.
    weak: Option<&'static str>,
}

/// The order of the summary.
const STATES: [ClaimState; 5] = [
    ClaimState::WithoutEvidence,
    ClaimState::Withdrawn,
    ClaimState::Stale,
    ClaimState::OneSource,
    ClaimState::Supported,
];

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let judged = in_order(here);
    let all = || {
        judged.iter().flat_map(|(_, judged)| {
            judged.claims.iter().enumerate().map(|(at, claim)| (claim, claim_id(&judged.statement, at)))
        })
    };
    let link =
        |(claim, id): (&ClaimReading, String)| Link { href: format!("#{id}"), text: claim.text.clone() };
    let group = |state: ClaimState| {
        let of_state = || all().filter(move |(claim, _)| claim.state == state);
        let listed = of_state().filter(|_| state != ClaimState::Supported);
        StateGroup { state: state.into(), count: of_state().count(), claims: listed.map(link).collect() }
    };
    let statements = &here.release().framework().statements;
    let unjudged =
        statements.iter().filter(|statement| judged.iter().all(|(known, _)| known.id != statement.id));
    let view = ClaimsView {
        count: all().count(),
        states: STATES.map(group).into_iter().filter(|group| group.count > 0).collect(),
        without_action: all().filter(|(claim, _)| claim.without_action).map(link).collect(),
        statements: judged
            .iter()
            .map(|(statement, judged)| statement_view(here, statement, judged))
            .collect(),
        unjudged: unjudged
            .map(|statement| here.link(&Ref::new(Kind::Statement, statement.id.clone())))
            .collect(),
    };
    let contents: Vec<(&str, &str, bool)> =
        view.statements.iter().map(|one| (one.id.as_str(), one.link.text.as_str(), true)).collect();
    let frame = Frame::new(here.shared, &here.path, Across::Claims.title()).contents(&contents);
    here.view("claims.html", &frame, &[("claims", &view)])
}

/// The judgements in the order of the framework's statements.
fn in_order<'s>(here: &Here<'_, 's>) -> Vec<(&'s Statement, &'s JudgedClaims)> {
    let claims = &here.shared.assessment.claims;
    let judged = |statement: &'s Statement| {
        Some((statement, claims.iter().find(|judged| judged.statement == statement.id)?))
    };
    here.shared.release.framework().statements.iter().filter_map(judged).collect()
}

fn claim_id(statement: &str, at: usize) -> String {
    format!("claim-{statement}-{}", at + 1)
}

fn statement_view(here: &Here<'_, '_>, statement: &Statement, judged: &JudgedClaims) -> StatementView {
    let judgement = here.release().item(&Ref::new(Kind::Judgement, statement.id.clone()));
    let claims = judged.claims.iter().enumerate();
    StatementView {
        id: statement.id.to_string(),
        link: here.link(&Ref::new(Kind::Statement, statement.id.clone())),
        path: judgement.and_then(|item| here.written_in(item)),
        claims: claims.map(|(at, claim)| claim_view(here, claim, claim_id(&statement.id, at))).collect(),
    }
}

fn claim_view(here: &Here<'_, '_>, claim: &ClaimReading, id: String) -> ClaimView {
    let framework = here.release().framework();
    let categories = claim.categories.iter().filter_map(|id| framework.category(id));
    ClaimView {
        id,
        text: claim.text.clone(),
        improvement: claim.improvement,
        state: claim.state.into(),
        sources: counted(claim.sources, "source"),
        categories: categories.map(|category| category.title.clone()).collect(),
        evidence: claim.evidence.iter().map(|name| cited_view(here, name)).collect(),
        without_action: claim.without_action,
    }
}

fn cited_view(here: &Here<'_, '_>, name: &Ref) -> CitedView {
    CitedView { link: here.item_link(name), weak: weak(here, name) }
}

/// Why an item can no longer be relied on, whatever it is to show: in the
/// order in which the rules of `docs/evidence.md` ask.
fn weak(here: &Here<'_, '_>, name: &Ref) -> Option<&'static str> {
    let age = |name: &Ref| here.shared.assessment.ages.get(name).map(|age| age.state);
    let draft =
        |name: &Ref| here.release().item(name).is_some_and(|item| item.basics.status == Status::Draft);
    let replaces = |edge: &crate::link::Edge| {
        edge.relation == Relation::Supersedes
            && !draft(&edge.from)
            && age(&edge.from) != Some(Freshness::Ahead)
    };
    if draft(name) {
        return Some("draft");
    }
    match age(name) {
        Some(Freshness::Ahead) => Some("dated ahead"),
        _ if here.release().cited_by(name).iter().any(replaces) => Some("replaced"),
        Some(Freshness::Undated) => Some("no date"),
        Some(Freshness::Stale) => Some("stale"),
        _ => None,
    }
}
