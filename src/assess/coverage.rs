//! How much evidence there is for each statement, by category.

use crate::model::{Category, Detail, Framework, Item, Kind, Ref, Statement, Status};
use crate::release::Release;

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
    /// What counts against it, by name.
    pub challenges: Vec<Ref>,
}

/// The evidence of a statement in a category.
#[derive(Debug)]
pub struct Cell {
    /// Whether the framework expects evidence here.
    pub expected: bool,
    /// What supports the statement, by name. Drafts are not counted.
    pub items: Vec<Ref>,
}

impl Coverage {
    /// Counts a release's evidence, in one pass over it.
    pub(super) fn of(release: &Release) -> Self {
        let framework = release.framework();
        let mut rows: Vec<Row> =
            framework.statements.iter().map(|statement| empty(framework, statement)).collect();
        let at = |id: &str| framework.statements.iter().position(|statement| &*statement.id == id);
        for item in release.items().iter().filter(|item| counts(item)) {
            let column = category_of(item, framework)
                .and_then(|category| framework.categories.iter().position(|known| known.id == category.id));
            for support in &item.tagging.statements {
                if let (Some(row), Some(column)) = (at(&support.statement.to.id), column) {
                    add(&mut rows[row].cells[column].items, item.name());
                }
            }
            for challenge in &item.tagging.challenges {
                if let Some(row) = at(&challenge.to.id) {
                    add(&mut rows[row].challenges, item.name());
                }
            }
        }
        Self { rows }
    }

    /// The row of a statement.
    pub fn row(&self, statement: &str) -> Option<&Row> {
        self.rows.iter().find(|row| &*row.statement.id == statement)
    }
}

fn empty(framework: &Framework, statement: &Statement) -> Row {
    let expects =
        |category: &Category| statement.expects.iter().any(|expected| expected.value == category.id);
    let cells = framework.categories.iter();
    Row {
        statement: Ref::new(Kind::Statement, statement.id.clone()),
        cells: cells.map(|category| Cell { expected: expects(category), items: Vec::new() }).collect(),
        challenges: Vec::new(),
    }
}

/// An item that names a statement twice counts once.
fn add(items: &mut Vec<Ref>, name: &Ref) {
    if items.last() != Some(name) {
        items.push(name.clone());
    }
}

fn counts(item: &Item) -> bool {
    item.name().kind.is_evidence() && item.basics.status != Status::Draft
}

/// The category of a piece of evidence: the author's, or the one that the
/// framework gives to its kind.
pub fn category_of<'a>(item: &Item, framework: &'a Framework) -> Option<&'a Category> {
    if let Some(category) = &item.tagging.category {
        return framework.category(&category.value);
    }
    match &item.detail {
        Detail::Feedback(feedback) => {
            framework.default_category(&format!("feedback-from-{}", feedback.from.name()))
        }
        _ => framework.default_category(item.name().kind.name()),
    }
}
