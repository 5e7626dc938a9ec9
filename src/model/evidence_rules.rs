//! How evidence is read: what counts, what is one source, what is fresh.
//!
//! The rules are the framework's data, and a pack may change any of them. What
//! each one means is written down in `docs/evidence.md`.

use std::sync::Arc;

use jiff::Span;

use super::item::Strength;
use super::pack::Durations;
use super::reference::{Citation, Kind};
use crate::diagnostic::Located;

/// The rules by which evidence is read.
#[derive(Clone, Debug)]
pub struct EvidenceRules {
    /// How many independent sources make a category evidenced; at least 1.
    pub sources: u32,
    /// Items that share one of these are one source.
    pub one_source: Vec<Shared>,
    /// Kinds of which each item is a source by itself.
    pub independent: Vec<Kind>,
    /// How directly an item has to bear on a statement to be counted.
    pub strengths: Vec<Strength>,
    /// How long evidence stays fresh; a kind that is not here never goes stale.
    pub fresh_for: Durations<Kind>,
    /// How long before its last day a thing is due soon.
    pub due_soon: Span,
}

/// What makes two items one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shared {
    /// The meeting that agreed them.
    Meeting,
    /// The innovation site that they come from.
    Site,
    /// The role that answers for them.
    Author,
    /// The team that they come from.
    Team,
}

impl Shared {
    /// In words, after "the same".
    pub fn label(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Site => "site",
            Self::Author => "author",
            Self::Team => "team",
        }
    }
}

/// What a pack changes in the framework's rules.
#[derive(Clone, Debug, Default)]
pub struct RuleChanges {
    /// See [`EvidenceRules::sources`].
    pub sources: Option<u32>,
    /// See [`EvidenceRules::one_source`].
    pub one_source: Option<Vec<Shared>>,
    /// See [`EvidenceRules::independent`].
    pub independent: Option<Vec<Kind>>,
    /// See [`EvidenceRules::strengths`].
    pub strengths: Option<Vec<Strength>>,
    /// See [`EvidenceRules::due_soon`].
    pub due_soon: Option<Span>,
    /// The categories that are expected of a statement.
    pub expects: Vec<(Citation, Vec<Located<Arc<str>>>)>,
}

impl EvidenceRules {
    /// The rules as a pack changes them. What is expected of statements stands
    /// in the framework itself and is changed there.
    pub fn change(&mut self, changes: &RuleChanges, fresh_for: &Durations<Kind>) {
        let RuleChanges { sources, one_source, independent, strengths, due_soon, expects: _ } = changes;
        replace(&mut self.sources, sources.as_ref());
        replace(&mut self.one_source, one_source.as_ref());
        replace(&mut self.independent, independent.as_ref());
        replace(&mut self.strengths, strengths.as_ref());
        replace(&mut self.due_soon, due_soon.as_ref());
        self.fresh_for.extend(fresh_for.iter().map(|(kind, span)| (*kind, *span)));
    }
}

fn replace<T: Clone>(own: &mut T, changed: Option<&T>) {
    if let Some(changed) = changed {
        own.clone_from(changed);
    }
}
