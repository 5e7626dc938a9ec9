//! Where evidence stands for each statement, by category, with a reason for
//! every item that is not counted. The rules are in `docs/evidence.md`.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::ground::{Facts, Ground, Why};
use super::source::Sources;
use crate::model::{
    Action, ActionStatus, Citation, Detail, Item, Judgement, Kind, Ref, Relation, Shared, Statement, Support,
};

/// Evidence by statement and category: the matrix.
#[derive(Debug)]
pub struct Coverage {
    /// A row for each statement, in the framework's order.
    pub rows: Vec<Row>,
}

/// The evidence of a statement.
#[derive(Debug)]
pub struct Row {
    /// The statement.
    pub statement: Ref,
    /// A cell for each category, in the framework's order.
    pub cells: Vec<Cell>,
    /// What names the statement as something that it counts against, by name.
    pub challenges: Vec<Challenge>,
    /// What bears on the statement and has no category.
    pub uncategorised: Vec<Ref>,
}

/// The evidence of a statement in a category.
#[derive(Debug)]
pub struct Cell {
    /// The category.
    pub category: Arc<str>,
    /// Where it stands.
    pub state: CellState,
    /// What is counted, one item for each source, by name.
    pub sources: Vec<Ref>,
    /// What is not, by name.
    pub not_counted: Vec<NotCounted>,
    /// The day by which a known gap is to be closed.
    pub gap_until: Option<Date>,
}

/// Where the evidence of a statement in a category stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellState {
    /// From as many sources as the rules ask for.
    Evidenced,
    /// From fewer.
    Thin,
    /// What there is, is stale.
    StaleOnly,
    /// Counter-evidence is not answered.
    Challenged,
    /// The authority says that it is missing, and by when it will be there.
    KnownGap,
    /// The same, and the day has passed.
    ExpiredGap,
    /// Nothing.
    Gap,
    /// Nothing is expected.
    NotExpected,
}

impl CellState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Evidenced,
        Self::Thin,
        Self::StaleOnly,
        Self::Challenged,
        Self::KnownGap,
        Self::ExpiredGap,
        Self::Gap,
        Self::NotExpected,
    ];

    /// The kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Evidenced => "evidenced",
            Self::Thin => "thin",
            Self::StaleOnly => "stale-only",
            Self::Challenged => "challenged",
            Self::KnownGap => "known-gap",
            Self::ExpiredGap => "expired-gap",
            Self::Gap => "gap",
            Self::NotExpected => "not-expected",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Evidenced => "evidenced",
            Self::Thin => "thin",
            Self::StaleOnly => "stale only",
            Self::Challenged => "challenged",
            Self::KnownGap => "known gap",
            Self::ExpiredGap => "expired gap",
            Self::Gap => "gap",
            Self::NotExpected => "not expected",
        }
    }
}

/// An item that bears on a statement and is not counted.
#[derive(Debug, PartialEq, Eq)]
pub struct NotCounted {
    /// Its name.
    pub item: Ref,
    /// Why.
    pub why: Why,
    /// For a duplicate source, the item that is counted, and what they share.
    pub like: Option<(Ref, Shared)>,
}

/// An item that counts against a statement.
#[derive(Debug)]
pub struct Challenge {
    /// Its name.
    pub item: Ref,
    /// Its category.
    pub category: Option<Arc<str>>,
    /// Why it does not count; none where it does.
    pub not_counted: Option<Why>,
    /// Whether something is being done about it.
    pub answered: bool,
}

impl Cell {
    /// How many items can be relied on: each source, and what says it again.
    pub fn reliable(&self) -> usize {
        let again = self.not_counted.iter().filter(|one| one.why == Why::DuplicateSource).count();
        self.sources.len() + again
    }

    /// Whether evidence is expected.
    pub fn expected(&self) -> bool {
        self.state != CellState::NotExpected
    }
}

impl Row {
    /// What counts against the statement.
    pub fn counted_challenges(&self) -> impl Iterator<Item = &Challenge> {
        self.challenges.iter().filter(|challenge| challenge.not_counted.is_none())
    }
}

impl Coverage {
    /// The row of a statement.
    pub fn row(&self, statement: &str) -> Option<&Row> {
        self.rows.iter().find(|row| &*row.statement.id == statement)
    }

    pub(super) fn of(ground: &Ground<'_>) -> Self {
        let statements = &ground.release.framework().statements;
        let mut bearing: HashMap<&str, Bearing<'_>> =
            statements.iter().map(|statement| (&*statement.id, Bearing::default())).collect();
        for (item, facts) in ground.items().filter(|(item, _)| item.name().kind.is_evidence()) {
            for support in once_each(&item.tagging.statements) {
                if let Some(bearing) = bearing.get_mut(&*support.statement.to.id) {
                    bearing.supports.push((item, *facts, support));
                }
            }
            for challenge in &item.tagging.challenges {
                if let Some(bearing) = bearing.get_mut(&*challenge.to.id) {
                    bearing.challenges.push((item, *facts));
                }
            }
        }
        // Statements share nothing: each is worked out by itself.
        let rows = statements.par_iter().map(|statement| row(ground, statement, &bearing[&*statement.id]));
        Self { rows: rows.collect() }
    }
}

/// An item that names a statement twice bears on it once, as strongly as it says.
fn once_each(supports: &[Support]) -> impl Iterator<Item = &Support> {
    supports.iter().enumerate().filter_map(move |(at, support)| {
        let others = || supports.iter().filter(|other| other.statement.to == support.statement.to);
        let first = supports[..at].iter().all(|other| other.statement.to != support.statement.to);
        first.then(|| others().min_by_key(|other| other.strength)).flatten()
    })
}

/// What bears on a statement.
#[derive(Default)]
struct Bearing<'r> {
    supports: Vec<(&'r Item, Facts, &'r Support)>,
    challenges: Vec<(&'r Item, Facts)>,
}

fn row(ground: &Ground<'_>, statement: &Statement, bearing: &Bearing<'_>) -> Row {
    let name = Ref::new(Kind::Statement, statement.id.clone());
    let judgement = judgement(ground, &statement.id);
    let challenges: Vec<Challenge> = bearing
        .challenges
        .iter()
        .map(|(item, facts)| Challenge {
            item: item.name().clone(),
            category: facts.category.map(|at| ground.release.framework().categories[at].id.clone()),
            not_counted: facts.unreliable(),
            answered: answered(ground, item.name(), judgement),
        })
        .chain(withdrawn_challenges(ground, &name))
        .collect();
    let columns = 0..ground.release.framework().categories.len();
    let cells = columns.map(|at| Column { ground, statement, judgement, at }.cell(bearing, &challenges));
    let no_category = bearing.supports.iter().filter(|(_, facts, _)| facts.category.is_none());
    let uncategorised = no_category.map(|(item, ..)| item.name().clone()).collect();
    Row { cells: cells.collect(), uncategorised, statement: name, challenges }
}

/// What was to count against a statement and was taken back.
fn withdrawn_challenges(ground: &Ground<'_>, statement: &Ref) -> impl Iterator<Item = Challenge> {
    let here = ground.release.withdrawn().iter().filter(|one| one.challenges.contains(statement));
    here.map(|one| Challenge {
        item: one.name.clone(),
        category: one.category.clone(),
        not_counted: Some(Why::Withdrawn),
        answered: false,
    })
}

fn judgement<'r>(ground: &Ground<'r>, statement: &Arc<str>) -> Option<&'r Judgement> {
    let item = ground.release.item(&Ref::new(Kind::Judgement, Arc::clone(statement)))?;
    match &item.detail {
        Detail::Judgement(judgement) => Some(judgement),
        _ => None,
    }
}

/// Whether something is being done about counter-evidence: an action came of
/// it, or an improvement that cites it has one; a dropped one does nothing.
fn answered(ground: &Ground<'_>, name: &Ref, judgement: Option<&Judgement>) -> bool {
    let came_of_it = ground.release.cited_by(name).iter().filter(|edge| edge.relation == Relation::Because);
    let improvements = judgement.map_or(&[][..], |judgement| &judgement.improvements);
    let cites = |citation: &Citation| citation.to == *name;
    let improved = improvements.iter().filter(|claim| claim.evidence.iter().any(cites));
    came_of_it.map(|edge| &edge.from).any(|action| is_pursued(ground, action))
        || improved.filter_map(|claim| claim.action.as_ref()).any(|action| is_pursued(ground, &action.to))
}

/// Whether an action has been agreed by the day and was not dropped.
pub(super) fn is_pursued(ground: &Ground<'_>, action: &Ref) -> bool {
    let there = ground.item(action).is_some_and(|(_, facts)| facts.not_there().is_none());
    there && !is_dropped(ground, action)
}

/// Whether an action was dropped.
pub(super) fn is_dropped(ground: &Ground<'_>, action: &Ref) -> bool {
    ground.item(action).is_some_and(|(item, _)| {
        matches!(&item.detail, Detail::Action(Action { status: ActionStatus::Dropped, .. }))
    })
}

/// One category of one statement.
struct Column<'g, 'r> {
    ground: &'g Ground<'r>,
    statement: &'r Statement,
    judgement: Option<&'r Judgement>,
    /// The category's place in the framework.
    at: usize,
}

impl<'r> Column<'_, 'r> {
    fn id(&self) -> &'r Arc<str> {
        &self.ground.release.framework().categories[self.at].id
    }

    fn cell(&self, bearing: &Bearing<'r>, challenges: &[Challenge]) -> Cell {
        let expected = self.statement.expects.iter().any(|expected| expected.value == *self.id());
        let mut not_counted = self.withdrawn();
        let mut reliable = Vec::new();
        for (item, facts, support) in &bearing.supports {
            if facts.category != Some(self.at) {
                continue;
            }
            match self.why_not(facts, support, expected) {
                Some(why) => not_counted.push(NotCounted { item: item.name().clone(), why, like: None }),
                None => reliable.push(*item),
            }
        }
        let sources = Sources::of(reliable, self.ground.rules);
        not_counted.extend(sources.duplicates.iter().map(|duplicate| NotCounted {
            item: duplicate.item.name().clone(),
            why: Why::DuplicateSource,
            like: Some((duplicate.of.name().clone(), duplicate.shared)),
        }));
        not_counted.sort_by(|a, b| a.item.cmp(&b.item));
        let gap_until = self.gap_until();
        Cell {
            category: Arc::clone(self.id()),
            state: self.state(expected, challenges, gap_until, sources.counted.len(), &not_counted),
            sources: sources.counted.iter().map(|item| item.name().clone()).collect(),
            not_counted,
            gap_until,
        }
    }

    fn why_not(&self, facts: &Facts, support: &Support, expected: bool) -> Option<Why> {
        let context = !self.ground.rules.strengths.contains(&support.strength);
        facts
            .not_there()
            .or((!expected).then_some(Why::CategoryNotExpected))
            .or(context.then_some(Why::Context))
            .or(facts.unreliable())
    }

    fn withdrawn(&self) -> Vec<NotCounted> {
        let here = |one: &&crate::release::Withdrawn| {
            one.category.as_ref() == Some(self.id())
                && one.statements.iter().any(|statement| statement.id == self.statement.id)
        };
        let left = self.ground.release.withdrawn().iter().filter(here);
        left.map(|one| NotCounted { item: one.name.clone(), why: Why::Withdrawn, like: None }).collect()
    }

    /// The last day on which the authority means to have closed the gap.
    fn gap_until(&self) -> Option<Date> {
        let gaps = self.judgement.map_or(&[][..], |judgement| &judgement.gaps);
        gaps.iter().filter(|gap| gap.category.value == *self.id()).map(|gap| gap.until).max()
    }

    /// The first that holds, in the order of `docs/evidence.md`.
    fn state(
        &self,
        expected: bool,
        challenges: &[Challenge],
        gap_until: Option<Date>,
        sources: usize,
        not_counted: &[NotCounted],
    ) -> CellState {
        let unanswered = |challenge: &Challenge| {
            challenge.category.as_ref() == Some(self.id())
                && challenge.not_counted.is_none()
                && !challenge.answered
        };
        let enough = usize::try_from(self.ground.rules.sources).unwrap_or(usize::MAX);
        match gap_until {
            _ if !expected => CellState::NotExpected,
            _ if challenges.iter().any(unanswered) => CellState::Challenged,
            Some(until) if until >= self.ground.as_of => CellState::KnownGap,
            Some(_) => CellState::ExpiredGap,
            None if sources >= enough => CellState::Evidenced,
            None if sources > 0 => CellState::Thin,
            None if not_counted.iter().any(|one| one.why == Why::Stale) => CellState::StaleOnly,
            None => CellState::Gap,
        }
    }
}
