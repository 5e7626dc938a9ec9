//! Where the authority stands, statement by statement, and what to do next.
//! For the authority alone. Counts stand beside its own scores here, and no
//! score is made from them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::Counted;
use super::concerns::Concern;
use super::coverage::CellState;
use super::freshness::Freshness;
use super::ground::Ground;
use super::loops::LoopState;
use super::rating::OwnScores;
use crate::model::{Detail, Kind, Ref, Statement};

/// Where the authority stands.
#[derive(Debug)]
pub struct Readiness {
    /// A row for each statement, in the framework's order.
    pub rows: Vec<ReadinessRow>,
    /// What to do next, most worthwhile first.
    pub next: Vec<Concern>,
    /// What its own scores come to.
    pub scores: OwnScores,
}

/// Where a statement stands.
#[derive(Debug)]
pub struct ReadinessRow {
    /// The statement.
    pub statement: Ref,
    /// The authority's own score.
    pub score: Option<u8>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// When its judgement was last looked at.
    pub reviewed: Option<Date>,
    /// How many cells stand so.
    pub coverage: BTreeMap<CellState, usize>,
    /// How many items that bear on it or count against it are so fresh; no
    /// drafts, and nothing that something newer replaces.
    pub freshness: BTreeMap<Freshness, usize>,
    /// How many of its actions stand so.
    pub loops: BTreeMap<LoopState, usize>,
    /// How many claims it makes.
    pub claims: usize,
    /// How many of them something is to be done about.
    pub claims_to_mend: usize,
    /// How many gaps are known.
    pub gaps: usize,
    /// What to do next, by its place in the list; none where nothing is to be done.
    pub next: Option<usize>,
}

impl Readiness {
    pub(super) fn of(ground: &Ground<'_>, counted: &Counted, next: Vec<Concern>) -> Self {
        let mut first: BTreeMap<&Ref, usize> = BTreeMap::new();
        for (at, concern) in next.iter().enumerate() {
            for statement in &concern.statements {
                first.entry(statement).or_insert(at);
            }
        }
        let statements = ground.release.framework().statements.iter();
        let mut standings = standings(ground, counted);
        let row = |statement: &Statement| {
            let standing = standings.remove(&statement.id)?;
            Some(row(ground, counted, statement, standing, &first))
        };
        let rows = statements.filter_map(row).collect();
        Self { rows, scores: OwnScores::of(ground.release), next }
    }
}

/// How fresh the items of a statement are, and where its loops stand.
struct Standing {
    freshness: BTreeMap<Freshness, usize>,
    loops: BTreeMap<LoopState, usize>,
}

/// One pass over the items, whatever the number of statements.
fn standings<'r>(ground: &Ground<'r>, counted: &Counted) -> BTreeMap<&'r Arc<str>, Standing> {
    let none = || Standing {
        freshness: Freshness::ALL.map(|state| (state, 0)).into(),
        loops: LoopState::told_to(ground.release.audience()).map(|state| (state, 0)).into(),
    };
    let statements = ground.release.framework().statements.iter();
    let mut all: BTreeMap<&Arc<str>, Standing> = statements.map(|one| (&one.id, none())).collect();
    for (item, facts) in ground.items().filter(|(item, _)| item.name().kind.is_evidence()) {
        let own = counted.loops.actions.get(item.name());
        for statement in item.statements().collect::<BTreeSet<_>>() {
            let Some(standing) = all.get_mut(&statement.id) else { continue };
            if !facts.is_draft() && !facts.is_superseded() {
                *standing.freshness.entry(facts.age.state).or_default() += 1;
            }
            if let Some(own) = own.filter(|own| own.counted) {
                *standing.loops.entry(own.state).or_default() += 1;
            }
        }
    }
    all
}

fn row(
    ground: &Ground<'_>,
    counted: &Counted,
    statement: &Statement,
    standing: Standing,
    first: &BTreeMap<&Ref, usize>,
) -> ReadinessRow {
    let name = Ref::new(Kind::Statement, statement.id.clone());
    let judgement = ground.release.item(&Ref::new(Kind::Judgement, statement.id.clone()));
    let judgement = judgement.and_then(|item| match &item.detail {
        Detail::Judgement(judgement) => Some(judgement),
        _ => None,
    });
    let mut coverage: BTreeMap<CellState, usize> = CellState::ALL.map(|state| (state, 0)).into();
    for cell in counted.coverage.row(&statement.id).map_or(&[][..], |row| &row.cells) {
        *coverage.entry(cell.state).or_default() += 1;
    }
    let claims = counted.claims_of(&statement.id);
    ReadinessRow {
        score: judgement.and_then(|judgement| judgement.score.as_ref()).map(|score| score.value),
        owner: judgement.map(|judgement| judgement.owner.clone()),
        reviewed: judgement.map(|judgement| judgement.reviewed),
        claims: claims.len(),
        claims_to_mend: claims.iter().filter(|claim| claim.is_to_mend()).count(),
        gaps: judgement.map_or(0, |judgement| judgement.gaps.len()),
        next: first.get(&name).copied(),
        statement: name,
        coverage,
        freshness: standing.freshness,
        loops: standing.loops,
    }
}
