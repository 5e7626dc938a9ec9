//! What is known of every item before anything is counted: its age, its
//! category, and whether something else has taken its place.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::freshness::{Age, Freshness};
use crate::model::{EvidenceRules, Item, Kind, Ref, Status};
use crate::release::Release;

/// A release, a day, and what both say of each item.
pub(super) struct Ground<'r> {
    pub(super) release: &'r Release,
    pub(super) rules: &'r EvidenceRules,
    pub(super) as_of: Date,
    /// Beside the release's items, in their order.
    facts: Vec<Facts>,
}

/// What is known of an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) age: Age,
    /// Its category, by its place in the framework.
    pub(super) category: Option<usize>,
    /// Whether something that counts says that it replaces it.
    superseded: bool,
    draft: bool,
}

/// Why an item is not counted as evidence of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The authority took it back.
    Withdrawn,
    /// It is being written.
    Draft,
    /// It is about a time after the as-of date.
    Ahead,
    /// Something else has taken its place.
    Superseded,
    /// It has no category.
    NoCategory,
    /// The statement expects nothing in its category.
    CategoryNotExpected,
    /// It only helps to understand the statement.
    Context,
    /// It has no date.
    Undated,
    /// Its last fresh day has passed.
    Stale,
    /// It shares a source with something that is counted.
    DuplicateSource,
}

impl Why {
    /// The kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Draft => "draft",
            Self::Ahead => "ahead",
            Self::Superseded => "superseded",
            Self::NoCategory => "no-category",
            Self::CategoryNotExpected => "category-not-expected",
            Self::Context => "context",
            Self::Undated => "undated",
            Self::Stale => "stale",
            Self::DuplicateSource => "duplicate-source",
        }
    }

    /// In words, after "not counted:".
    pub fn label(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Draft => "a draft",
            Self::Ahead => "dated after the as-of date",
            Self::Superseded => "something newer replaces it",
            Self::NoCategory => "it has no category",
            Self::CategoryNotExpected => "this category is not expected of the statement",
            Self::Context => "it only gives context",
            Self::Undated => "it has no date or figure",
            Self::Stale => "stale",
            Self::DuplicateSource => "from a source that is counted already",
        }
    }
}

impl Facts {
    /// Why it cannot be relied on, whatever it is to show.
    pub(super) fn unreliable(&self) -> Option<Why> {
        self.not_there().or(match self.age.state {
            Freshness::Undated => Some(Why::Undated),
            Freshness::Stale => Some(Why::Stale),
            Freshness::Current | Freshness::DueSoon | Freshness::Ahead => None,
        })
    }

    pub(super) fn is_draft(&self) -> bool {
        self.draft
    }

    pub(super) fn is_superseded(&self) -> bool {
        self.superseded
    }

    /// Why it is no evidence on this day, old or new.
    pub(super) fn not_there(&self) -> Option<Why> {
        match self {
            Self { draft: true, .. } => Some(Why::Draft),
            Self { age: Age { state: Freshness::Ahead, .. }, .. } => Some(Why::Ahead),
            Self { superseded: true, .. } => Some(Why::Superseded),
            _ => None,
        }
    }
}

impl<'r> Ground<'r> {
    pub(super) fn new(release: &'r Release, as_of: Date) -> Self {
        let rules = &release.framework().evidence;
        let ages: Vec<Age> = release.items().par_iter().map(|item| Age::of(item, rules, as_of)).collect();
        let superseded = superseded(release, &ages);
        let category = |item: &Item| {
            let category = release.framework().category_of(item)?;
            release.framework().categories.iter().position(|known| known.id == category.id)
        };
        let facts = release.items().iter().zip(ages).map(|(item, age)| Facts {
            age,
            category: category(item),
            superseded: superseded.contains(item.name()),
            draft: item.basics.status == Status::Draft,
        });
        Self { release, rules, as_of, facts: facts.collect() }
    }

    /// Every item with what is known of it.
    pub(super) fn items(&self) -> impl Iterator<Item = (&'r Item, &Facts)> {
        self.release.items().iter().map(Arc::as_ref).zip(&self.facts)
    }

    /// Evidence and judgements: what has an age.
    pub(super) fn judged(&self) -> impl Iterator<Item = (&'r Item, &Facts)> {
        self.items().filter(|(item, _)| item.name().kind.is_evidence() || item.name().kind == Kind::Judgement)
    }

    /// An item by its name, with what is known of it.
    pub(super) fn item(&self, name: &Ref) -> Option<(&'r Item, &Facts)> {
        let at = self.release.position(name)?;
        Some((&self.release.items()[at], &self.facts[at]))
    }

    /// Whether an item can be relied on.
    pub(super) fn reliable(&self, name: &Ref) -> bool {
        self.item(name).is_some_and(|(_, facts)| facts.unreliable().is_none())
    }
}

/// What something replaces that is itself neither a draft nor ahead.
fn superseded<'r>(release: &'r Release, ages: &[Age]) -> HashSet<&'r Ref> {
    let there = release
        .items()
        .iter()
        .zip(ages)
        .filter(|(item, age)| item.basics.status != Status::Draft && age.state != Freshness::Ahead);
    there.filter_map(|(item, _)| Some(&item.tagging.supersedes.as_ref()?.to)).collect()
}
