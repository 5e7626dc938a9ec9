//! Evidence by category on the page of a statement: what is counted, what is
//! not and why, and what counts against the statement.

use serde::Serialize;

use super::super::context::{Here, ItemLink, Link};
use super::matrix::items_and_sources;
use super::states::StateView;
use crate::assess::{Cell, Challenge, NotCounted, Why};
use crate::model::{Audience, Category, Ref, Statement};

/// The evidence of a category: what the matrix counts.
#[derive(Serialize)]
pub(super) struct CategoryView {
    id: String,
    title: String,
    means: String,
    expected: bool,
    /// In the authority's own edition.
    state: Option<StateView>,
    /// `5 items, 3 sources`; empty where nothing is counted.
    counts: String,
    /// One item for each source.
    items: Vec<ItemLink>,
    not_counted: Vec<NotCountedView>,
}

/// An item that is not counted.
#[derive(Serialize)]
pub(super) struct NotCountedView {
    /// None for what was withdrawn: it has no page.
    link: Option<ItemLink>,
    /// Its reference.
    name: String,
    /// `stale`, or `same site as`.
    why: String,
    /// For a duplicate source, the item that is counted.
    like: Option<Link>,
}

/// Something that counts against the statement.
#[derive(Serialize)]
pub(super) struct ChallengeView {
    /// None for what was withdrawn: it has no page.
    link: Option<ItemLink>,
    /// Its reference.
    name: String,
    /// Whether something has come of it; in the authority's own edition, and
    /// where it counts.
    state: Option<StateView>,
    /// Why it does not count.
    why: Option<&'static str>,
}

/// The cells of a statement.
pub(super) fn coverage(here: &Here<'_, '_>, statement: &Statement) -> Vec<CategoryView> {
    let Some(row) = here.shared.assessment.coverage.row(&statement.id) else { return Vec::new() };
    let categories = here.release().framework().categories.iter().zip(&row.cells);
    categories.map(|(category, cell)| category_view(here, category, cell)).collect()
}

fn category_view(here: &Here<'_, '_>, category: &Category, cell: &Cell) -> CategoryView {
    CategoryView {
        id: category.id.to_string(),
        title: category.title.clone(),
        means: category.means.clone(),
        expected: cell.expected(),
        state: is_internal(here).then(|| cell.state.into()),
        counts: if cell.sources.is_empty() { String::new() } else { items_and_sources(cell) },
        items: cell.sources.iter().map(|name| here.item_link(name)).collect(),
        not_counted: cell.not_counted.iter().map(|one| not_counted_view(here, one)).collect(),
    }
}

fn not_counted_view(here: &Here<'_, '_>, one: &NotCounted) -> NotCountedView {
    let like = one.like.as_ref();
    NotCountedView {
        link: (one.why != Why::Withdrawn).then(|| here.item_link(&one.item)),
        name: one.item.to_string(),
        why: like
            .map_or_else(|| one.why.label().to_owned(), |(_, shared)| format!("same {} as", shared.label())),
        like: like.map(|(counted, _)| here.link(counted)),
    }
}

/// What bears on the statement and is in no category.
pub(super) fn uncategorised(here: &Here<'_, '_>, statement: &Statement) -> Vec<NotCountedView> {
    let row = here.shared.assessment.coverage.row(&statement.id);
    let view = |name: &Ref| NotCountedView {
        link: Some(here.item_link(name)),
        name: name.to_string(),
        why: Why::NoCategory.label().to_owned(),
        like: None,
    };
    row.map_or(Vec::new(), |row| row.uncategorised.iter().map(view).collect())
}

/// What counts against the statement.
pub(super) fn challenges(here: &Here<'_, '_>, statement: &Statement) -> Vec<ChallengeView> {
    let row = here.shared.assessment.coverage.row(&statement.id);
    row.map_or(Vec::new(), |row| row.challenges.iter().map(|one| challenge_view(here, one)).collect())
}

fn challenge_view(here: &Here<'_, '_>, challenge: &Challenge) -> ChallengeView {
    let state = if challenge.answered {
        StateView { name: "answered", label: "answered" }
    } else {
        StateView { name: "unanswered", label: "not answered" }
    };
    ChallengeView {
        link: (challenge.not_counted != Some(Why::Withdrawn)).then(|| here.item_link(&challenge.item)),
        name: challenge.item.to_string(),
        state: (is_internal(here) && challenge.not_counted.is_none()).then_some(state),
        why: challenge.not_counted.map(Why::label),
    }
}

fn is_internal(here: &Here<'_, '_>) -> bool {
    here.release().audience() == Audience::Internal
}
