//! The matrix: where the evidence of each statement stands, by category. The
//! authority's own edition says the state of each cell; an edition that holds
//! less than the authority has says how many items it holds.

use serde::Serialize;

use super::super::context::{Here, Link};
use super::super::frame::Frame;
use super::super::path::SitePath;
use super::states::StateView;
use super::{Across, EVIDENCE_CSV, View};
use crate::assess::{Cell, CellState, Row};
use crate::diagnostic::counted;
use crate::model::{Audience, Category, Shared, Statement, Theme};

#[derive(Serialize)]
struct MatrixView {
    categories: Vec<CategoryHead>,
    rows: Vec<MatrixRow>,
    /// What each state means; in the authority's own edition.
    key: Vec<KeyView>,
    /// What makes items one source: `the same meeting, site or author`.
    one_source: String,
    csv: String,
}

#[derive(Serialize)]
struct CategoryHead {
    title: String,
    means: String,
}

#[derive(Serialize)]
struct MatrixRow {
    theme: String,
    /// How many rows the theme has, in its first row.
    theme_rows: usize,
    statement: Link,
    cells: Vec<MatrixCell>,
    challenges: MatrixCell,
}

#[derive(Serialize)]
struct MatrixCell {
    count: usize,
    expected: bool,
    /// In the authority's own edition.
    state: Option<StateView>,
    /// `5 items, 3 sources`, or how many are not answered; empty where there
    /// is nothing to add.
    said: String,
    /// The list of what is counted.
    href: String,
    /// `Assessing needs, Processes: thin, 2 items, 1 source`.
    label: String,
}

#[derive(Serialize)]
struct KeyView {
    state: StateView,
    means: String,
}

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let framework = here.release().framework();
    let categories = framework
        .categories
        .iter()
        .map(|category| CategoryHead { title: category.title.clone(), means: category.means.clone() });
    let mut rows = Vec::new();
    for theme in &framework.themes {
        let count = framework.statements_of(&theme.id).count();
        for (at, statement) in framework.statements_of(&theme.id).enumerate() {
            let theme_rows = if at == 0 { count } else { 0 };
            rows.extend(matrix_row(here, theme, statement, theme_rows));
        }
    }
    let view = MatrixView {
        categories: categories.collect(),
        rows,
        key: if is_internal(here) { key(framework.evidence.sources) } else { Vec::new() },
        one_source: one_source(&framework.evidence.one_source),
        csv: here.path.link_to(&SitePath::new(EVIDENCE_CSV)),
    };
    let frame = Frame::new(here.shared, &here.path, Across::Matrix.title());
    here.view("matrix.html", &frame, &[("matrix", &view)])
}

fn is_internal(here: &Here<'_, '_>) -> bool {
    here.release().audience() == Audience::Internal
}

fn matrix_row(
    here: &Here<'_, '_>,
    theme: &Theme,
    statement: &Statement,
    theme_rows: usize,
) -> Option<MatrixRow> {
    let row = here.shared.assessment.coverage.row(&statement.id)?;
    let link = here.link(&row.statement);
    let categories = here.release().framework().categories.iter().zip(&row.cells);
    Some(MatrixRow {
        theme: theme.title.clone(),
        theme_rows,
        cells: categories.map(|(category, cell)| matrix_cell(here, &link, category, cell)).collect(),
        challenges: challenges(here, &link, row),
        statement: link,
    })
}

fn matrix_cell(here: &Here<'_, '_>, statement: &Link, category: &Category, cell: &Cell) -> MatrixCell {
    let state: Option<StateView> = is_internal(here).then(|| cell.state.into());
    let count = cell.reliable();
    let said = match (state.is_some(), count) {
        (true, 1..) => items_and_sources(cell),
        _ => String::new(),
    };
    let spoken = [
        state.map(|state| state.label.to_owned()),
        Some(if said.is_empty() { counted(count, "item") } else { said.clone() }),
        (state.is_none() && !cell.expected()).then(|| "not expected".to_owned()),
    ];
    let spoken: Vec<String> = spoken.into_iter().flatten().collect();
    MatrixCell {
        count,
        expected: cell.expected(),
        state,
        said,
        href: format!("{}#evidence-{}", statement.href, category.id),
        label: format!("{}, {}: {}", statement.text, category.title, spoken.join(", ")),
    }
}

/// `5 items, 3 sources`.
pub(super) fn items_and_sources(cell: &Cell) -> String {
    format!("{}, {}", counted(cell.reliable(), "item"), counted(cell.sources.len(), "source"))
}

fn challenges(here: &Here<'_, '_>, statement: &Link, row: &Row) -> MatrixCell {
    let unanswered = row.counted_challenges().filter(|challenge| !challenge.answered).count();
    let said = if is_internal(here) && unanswered > 0 {
        format!("{unanswered} not answered")
    } else {
        String::new()
    };
    let count = row.counted_challenges().count();
    let spoken = if said.is_empty() { String::new() } else { format!(", {said}") };
    MatrixCell {
        label: format!("{}, against it: {}{spoken}", statement.text, counted(count, "item")),
        href: format!("{}#evidence-against", statement.href),
        expected: true,
        state: None,
        count,
        said,
    }
}

/// What each state means, in the words of `docs/evidence.md`.
fn key(enough: u32) -> Vec<KeyView> {
    let sources = counted(usize::try_from(enough).unwrap_or(usize::MAX), "independent source");
    let means = |state: CellState| match state {
        CellState::Evidenced => format!("What counts is from {sources} or more."),
        CellState::Thin => format!("There is something that counts, from fewer than {sources}."),
        CellState::StaleOnly => "Nothing counts, and something would if it were not too old.".to_owned(),
        CellState::Challenged => {
            "Something here counts against us, and nothing has come of it yet.".to_owned()
        }
        CellState::KnownGap => {
            "Our judgement says that evidence is missing, who will see to it and by when.".to_owned()
        }
        CellState::ExpiredGap => "The same, and that day has passed.".to_owned(),
        CellState::Gap => "Nothing counts, and our judgement does not say so.".to_owned(),
        CellState::NotExpected => "No evidence of this category is expected of the statement.".to_owned(),
    };
    CellState::ALL.map(|state| KeyView { state: state.into(), means: means(state) }).into()
}

fn one_source(shared: &[Shared]) -> String {
    let words: Vec<&str> = shared.iter().map(|shared| shared.label()).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
