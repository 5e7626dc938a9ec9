//! `data/evidence.csv`: every use of an item as evidence of a statement or
//! against it, and what came of it. The coverage is that of the pages and of
//! `data/pack.json`, with a row for each use, for spreadsheets.

use super::context::Shared;
use super::csv_file::CsvFile;
use super::file::{Origin, SiteFile};
use super::path::SitePath;
use crate::assess::{Cell, Challenge, NotCounted, Row, Why};
use crate::model::{self, Ref, Relation};

const COLUMNS: [&str; 14] = [
    "statement",
    "category",
    "item",
    "kind",
    "title",
    "date",
    "relation",
    "strength",
    "freshness",
    "counted",
    "why",
    "shares",
    "with",
    "answered",
];

/// A row for each use, in the framework's order of statements and categories,
/// then by item; what has no category comes after the others.
pub(super) fn file(shared: &Shared<'_>) -> Result<SiteFile, csv::Error> {
    let mut file = CsvFile::with_columns(COLUMNS)?;
    for row in &shared.assessment.coverage.rows {
        let cells = row.cells.iter().flat_map(|cell| uses_in(row, cell));
        for one in cells.chain(uses_without_category(row)) {
            file.row(one.cells(shared, &row.statement))?;
        }
    }
    let path = SitePath::new("data/evidence.csv");
    Ok(SiteFile { path, bytes: file.bytes()?.into(), origin: Origin::Part("the open data") })
}

/// One use of an item.
struct Use<'a> {
    category: &'a str,
    item: &'a Ref,
    relation: Relation,
    /// Why it is not counted; none where it is.
    why: Option<Why>,
    /// For a duplicate source, the item that is counted, and what they share.
    like: Option<&'a (Ref, model::Shared)>,
    /// For what counts against the statement, whether something is being done about it.
    answered: Option<bool>,
}

fn uses_in<'a>(row: &'a Row, cell: &'a Cell) -> Vec<Use<'a>> {
    let counted = cell.sources.iter().map(|item| Use::supporting(&cell.category, item, None));
    let not_counted = cell.not_counted.iter().map(|NotCounted { item, why, like }| Use {
        like: like.as_ref(),
        ..Use::supporting(&cell.category, item, Some(*why))
    });
    let against = row.challenges.iter().filter(|one| one.category.as_ref() == Some(&cell.category));
    sorted(counted.chain(not_counted).chain(against.map(|one| Use::against(&cell.category, one))))
}

fn uses_without_category(row: &Row) -> Vec<Use<'_>> {
    let supporting = row.uncategorised.iter().map(|item| Use::supporting("", item, Some(Why::NoCategory)));
    let against = row.challenges.iter().filter(|one| one.category.is_none());
    sorted(supporting.chain(against.map(|one| Use::against("", one))))
}

fn sorted<'a>(uses: impl Iterator<Item = Use<'a>>) -> Vec<Use<'a>> {
    let mut uses: Vec<Use<'a>> = uses.collect();
    uses.sort_by_key(|one| (one.item, one.relation));
    uses
}

impl<'a> Use<'a> {
    fn supporting(category: &'a str, item: &'a Ref, why: Option<Why>) -> Self {
        Self { category, item, relation: Relation::Supports, why, like: None, answered: None }
    }

    fn against(category: &'a str, challenge: &'a Challenge) -> Self {
        let Challenge { item, not_counted, answered, .. } = challenge;
        let answered = not_counted.is_none().then_some(*answered);
        Self { category, item, relation: Relation::Challenges, why: *not_counted, like: None, answered }
    }

    /// Of what was withdrawn there is the name alone.
    fn cells(&self, shared: &Shared<'_>, statement: &Ref) -> [String; COLUMNS.len()] {
        let item = shared.release.item(self.item);
        let internal = shared.release.audience() == model::Audience::Internal;
        let age = shared.assessment.ages.get(self.item);
        let said = |words: Option<&str>| words.unwrap_or_default().to_owned();
        let yes_or_no = |yes: bool| if yes { "yes" } else { "no" };
        [
            statement.id.to_string(),
            self.category.to_owned(),
            self.item.to_string(),
            self.item.kind.name().to_owned(),
            said(item.map(|item| item.basics.title.as_str())),
            age.and_then(|age| age.counts_from).map_or_else(String::new, |day| day.to_string()),
            self.relation.name().to_owned(),
            said(item.and_then(|item| self.strength(item, statement))),
            said(age.map(|age| age.state.name())),
            yes_or_no(self.why.is_none()).to_owned(),
            said(self.why.map(Why::name)),
            said(self.like.map(|(_, shares)| shares.label())),
            self.like.map_or_else(String::new, |(with, _)| with.to_string()),
            said(self.answered.filter(|_| internal).map(yes_or_no)),
        ]
    }

    /// An item that names a statement twice bears on it as strongly as it says.
    fn strength(&self, item: &model::Item, statement: &Ref) -> Option<&'static str> {
        let supports = item.tagging.statements.iter().filter(|support| support.statement.to == *statement);
        let strongest = supports.map(|support| support.strength).min();
        strongest.filter(|_| self.relation == Relation::Supports).map(model::Strength::name)
    }
}
