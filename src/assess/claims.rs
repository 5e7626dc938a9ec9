//! What the claims of a judgement stand on, and which of what people expect is
//! shown by people themselves. The rules are in `docs/evidence.md`.

use std::sync::Arc;

use super::coverage::{is_dropped, is_pursued};
use super::ground::Ground;
use super::source::Sources;
use super::voices::is_own_voice;
use crate::model::{Claim, Detail, Item, Judgement, Kind, Ref, Relation};

/// The claims of a judgement.
#[derive(Debug)]
pub struct JudgedClaims {
    /// The statement that it is on, by id.
    pub statement: Arc<str>,
    /// Its strengths and then its improvements, in the order of the judgement.
    pub claims: Vec<ClaimReading>,
}

/// What a claim stands on.
#[derive(Debug)]
pub struct ClaimReading {
    /// The sentence.
    pub text: String,
    /// Whether it is something to improve.
    pub improvement: bool,
    /// Where it stands.
    pub state: ClaimState,
    /// How many independent sources it has that can be relied on.
    pub sources: usize,
    /// What it cites, in its order.
    pub evidence: Vec<Ref>,
    /// The categories that it draws on, in the framework's order.
    pub categories: Vec<Arc<str>>,
    /// Whether it is to be improved and nobody has been asked to.
    pub without_action: bool,
    /// Whether the action that it names was dropped.
    pub action_dropped: bool,
    /// Where it is written.
    pub place: crate::diagnostic::Place,
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimState {
    /// It cites nothing.
    WithoutEvidence,
    /// All that it cites was withdrawn.
    Withdrawn,
    /// Nothing that it cites can be relied on any more.
    Stale,
    /// It stands on one source.
    OneSource,
    /// It stands on two or more.
    Supported,
}

impl ClaimState {
    /// The kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::WithoutEvidence => "without-evidence",
            Self::Withdrawn => "withdrawn",
            Self::Stale => "stale",
            Self::OneSource => "one-source",
            Self::Supported => "supported",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::WithoutEvidence => "without evidence",
            Self::Withdrawn => "its evidence was withdrawn",
            Self::Stale => "its evidence has gone stale",
            Self::OneSource => "stands on one source",
            Self::Supported => "supported",
        }
    }
}

impl ClaimReading {
    /// Whether something is to be done about it.
    pub fn is_to_mend(&self) -> bool {
        self.state != ClaimState::Supported || self.without_action
    }
}

impl JudgedClaims {
    pub(super) fn all(ground: &Ground<'_>) -> Vec<Self> {
        let judged = |item: &Item| match &item.detail {
            Detail::Judgement(judgement) => Some(Self::of(ground, item, judgement)),
            _ => None,
        };
        ground.release.of(Kind::Judgement).iter().filter_map(|item| judged(item)).collect()
    }

    fn of(ground: &Ground<'_>, item: &Item, judgement: &Judgement) -> Self {
        let read = |improvement: bool| move |claim: &Claim| reading(ground, claim, improvement);
        let claims = judgement.strengths.iter().map(read(false));
        Self {
            statement: item.name().id.clone(),
            claims: claims.chain(judgement.improvements.iter().map(read(true))).collect(),
        }
    }
}

fn reading(ground: &Ground<'_>, claim: &Claim, improvement: bool) -> ClaimReading {
    let cited = || claim.evidence.iter().filter_map(|citation| ground.item(&citation.to));
    let reliable = cited().filter(|(_, facts)| facts.unreliable().is_none()).map(|(item, _)| item);
    let sources = Sources::of(once_each(reliable), ground.rules).counted.len();
    let mut columns: Vec<usize> = cited().filter_map(|(_, facts)| facts.category).collect();
    columns.sort_unstable();
    columns.dedup();
    let categories = &ground.release.framework().categories;
    let pursued = claim.action.as_ref().is_some_and(|action| is_pursued(ground, &action.to));
    ClaimReading {
        text: claim.text.clone(),
        improvement,
        state: match sources {
            _ if claim.evidence.is_empty() && claim.withdrawn == 0 => ClaimState::WithoutEvidence,
            _ if claim.evidence.is_empty() => ClaimState::Withdrawn,
            0 => ClaimState::Stale,
            1 => ClaimState::OneSource,
            _ => ClaimState::Supported,
        },
        sources,
        evidence: claim.evidence.iter().map(|citation| citation.to.clone()).collect(),
        categories: columns.into_iter().map(|at| Arc::clone(&categories[at].id)).collect(),
        without_action: improvement && !pursued,
        action_dropped: claim.action.as_ref().is_some_and(|action| is_dropped(ground, &action.to)),
        place: claim.place.clone(),
    }
}

/// An item that is cited twice, for two of its sections, say, is there once.
fn once_each<'r>(items: impl Iterator<Item = &'r Item>) -> Vec<&'r Item> {
    let mut items: Vec<&Item> = items.collect();
    items.sort_by(|a, b| a.name().cmp(b.name()));
    items.dedup_by(|a, b| a.name() == b.name());
    items
}

/// What shows something that people expect.
#[derive(Debug)]
pub struct ExpectationReading {
    /// Its id.
    pub expectation: Arc<str>,
    /// What shows it and can be relied on.
    pub items: Vec<Ref>,
    /// Those in which people, families or unpaid carers speak.
    pub from_people: Vec<Ref>,
}

impl ExpectationReading {
    pub(super) fn all(ground: &Ground<'_>) -> Vec<Self> {
        let read = |expectation: &crate::model::Expectation| {
            let name = Ref::new(Kind::Expectation, expectation.id.clone());
            let showing =
                ground.release.cited_by(&name).iter().filter(|edge| edge.relation == Relation::Shows);
            let items: Vec<Ref> =
                showing.map(|edge| edge.from.clone()).filter(|item| ground.reliable(item)).collect();
            let own = |name: &&Ref| ground.item(name).is_some_and(|(item, _)| is_own_voice(item));
            let from_people = items.iter().filter(own).cloned().collect();
            Self { expectation: expectation.id.clone(), items, from_people }
        };
        ground.release.framework().expectations.iter().map(read).collect()
    }
}
