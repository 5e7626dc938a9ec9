//! A table of actions in a meeting's text: the same actions as in its fields.
//!
//! Columns stand in any order and under any of the names that action logs
//! use; a column that is not known is reported rather than dropped.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::common::EVIDENCE;
use super::findings::Findings;
use super::markdown::add_to_cell;
use super::meeting::RawAction;
use super::values::{choices_in_words, chosen, date_help, id_help, parse_reference};
use crate::diagnostic::{Code, Finding, Located, Place, list_of};
use crate::model::{ActionStatus, Citation, Kind, fold, is_id, parse_date};

/// A table as it stands in the text.
#[derive(Debug)]
pub(super) struct RawTable {
    place: Place,
    rows: Vec<Vec<Cell>>,
    /// Where each row stands.
    sources: Vec<Place>,
}

/// A cell: its words, and the references that stand in it as links.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    place: Place,
    words: String,
    links: Vec<(String, Place)>,
    in_link: bool,
    /// The words without those of links.
    bare: String,
}

impl Cell {
    pub(super) fn text(&mut self, text: &str) {
        self.words.push_str(text);
        if !self.in_link {
            self.bare.push_str(text);
        }
    }

    pub(super) fn link(&mut self, dest: &str, place: Place) {
        self.links.push((dest.to_owned(), place));
        self.in_link = true;
    }

    pub(super) fn end_link(&mut self) {
        self.in_link = false;
    }

    fn is_empty(&self) -> bool {
        matches!(self.words.trim(), "" | "-" | "–" | "—") && self.links.is_empty()
    }
}

impl RawTable {
    pub(super) fn new(place: Place) -> Self {
        Self { place, rows: Vec::new(), sources: Vec::new() }
    }

    /// Adds what the Markdown parser says of the table's inside.
    pub(super) fn add(&mut self, event: &Event<'_>, place: Place) {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.rows.push(Vec::new());
                self.sources.push(place);
            }
            Event::Start(Tag::TableCell) => {
                let cell = Cell {
                    place,
                    words: String::new(),
                    links: Vec::new(),
                    in_link: false,
                    bare: String::new(),
                };
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => {}
            event => {
                if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                    add_to_cell(cell, event, place);
                }
            }
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Id,
    What,
    Because,
    Owner,
    Due,
    Status,
    Done,
    Reason,
    Result,
    ReportedIn,
    Statements,
}

/// The names that action logs give their columns, folded; the first is ours.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Id, &["id", "ref", "reference", "action-id", "no", "number"]),
    (Column::What, &["what", "action", "task", "description", "agreed-action", "what-we-will-do"]),
    (Column::Because, &["because", "why", "prompted-by", "came-from", "source", "from", "story"]),
    (Column::Owner, &["owner", "lead", "who", "by-whom", "responsible", "action-owner"]),
    (Column::Due, &["due", "deadline", "due-date", "by-when", "when", "target-date"]),
    (Column::Status, &["status", "state", "progress"]),
    (Column::Done, &["done", "completed", "date-done", "closed", "completed-on", "done-on"]),
    (Column::Reason, &["reason", "why-dropped", "reason-dropped"]),
    (Column::Result, &["result", "outcome", "what-changed", "what-happened", "difference"]),
    (Column::ReportedIn, &["reported-in", "reported", "reported-to", "fed-back", "heard-in"]),
    (Column::Statements, &["statements", "statement", "quality-statement", "quality-statements"]),
];

/// Columns without which a table is no log of actions.
const REQUIRED: [Column; 4] = [Column::Id, Column::What, Column::Owner, Column::Due];

impl Column {
    fn named(folded: &str) -> Option<Self> {
        NAMES.iter().find(|(_, names)| names.contains(&folded)).map(|(column, _)| *column)
    }

    fn name(self) -> &'static str {
        NAMES.iter().find(|(column, _)| *column == self).map_or("", |(_, names)| names[0])
    }
}

/// The actions of a table; rows that cannot be read are reported.
pub(super) fn read(table: &RawTable, text: &str, findings: &Findings) -> Vec<RawAction> {
    report_lost_cells(table, text, findings);
    let Some((head, rows)) = table.rows.split_first() else { return Vec::new() };
    let columns: Vec<Option<Column>> = head.iter().map(|cell| column(cell, findings)).collect();
    let missing: Vec<&str> = REQUIRED
        .iter()
        .filter(|column| !columns.contains(&Some(**column)))
        .map(|column| column.name())
        .collect();
    if !missing.is_empty() {
        let message = format!("this table of actions has no column {}", list_of(missing, "and"));
        let help =
            "name the columns Id, What, Because, Owner, Due, Status, Done, Result, Reported in, Statements";
        findings.add(Finding::new(Code::ActionTable, table.place.clone(), message).help(help));
        return Vec::new();
    }
    for (at, column) in columns.iter().enumerate() {
        if let Some(column) = column.filter(|column| columns[..at].contains(&Some(*column))) {
            let message = format!("two columns of this table hold `{}`", column.name());
            findings.add(
                Finding::new(Code::ActionTable, head[at].place.clone(), message).help("keep one of them"),
            );
        }
    }
    let rows = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    rows.filter_map(|row| Row { cells: row, columns: &columns, findings }.action()).collect()
}

/// A row with more cells than the table has columns loses those at its end:
/// Markdown drops them without a word.
fn report_lost_cells(table: &RawTable, text: &str, findings: &Findings) {
    let columns = table.rows.first().map_or(0, Vec::len);
    for place in &table.sources {
        let row = text.get(place.start..place.end).unwrap_or_default().trim();
        let bars = row.replace("\\|", "").matches('|').count();
        let edges = usize::from(row.starts_with('|')) + usize::from(row.ends_with('|'));
        if bars + 1 > columns + edges {
            let message = format!("this row has more cells than the table has columns ({columns})");
            findings.add(
                Finding::new(Code::ActionTable, place.clone(), message)
                    .help("take the bar `|` out of the words, or write it as `\\|`"),
            );
        }
    }
}

fn column(cell: &Cell, findings: &Findings) -> Option<Column> {
    let folded = fold(&cell.words);
    let column = Column::named(&folded);
    if column.is_none() {
        let help =
            format!("the columns are {}", list_of(NAMES.iter().map(|(column, _)| column.name()), "and"));
        let message = format!("a table of actions has no column `{}`", cell.words.trim());
        findings.add(Finding::new(Code::ActionTable, cell.place.clone(), message).help(help));
    }
    column
}

struct Row<'a> {
    cells: &'a [Cell],
    columns: &'a [Option<Column>],
    findings: &'a Findings,
}

impl Row<'_> {
    fn cell(&self, column: Column) -> Option<&Cell> {
        let at = self.columns.iter().position(|known| *known == Some(column))?;
        self.cells.get(at).filter(|cell| !cell.is_empty())
    }

    fn say(&self, code: Code, cell: &Cell, message: String, help: Option<String>) {
        self.findings.add(Finding::new(code, cell.place.clone(), message).maybe_help(help));
    }

    fn action(&self) -> Option<RawAction> {
        let [id, _, _, due] = REQUIRED.map(|column| self.required(column));
        let id = id.and_then(|cell| self.id(cell));
        let due = due.and_then(|cell| self.date(cell));
        let status = self.cell(Column::Status).map_or(Some(ActionStatus::Open), |cell| self.status(cell));
        let text = |column| self.cell(column).map(|cell| cell.words.trim().to_owned());
        let reported_in = self.references(Column::ReportedIn, &[Kind::Meeting]);
        Some(RawAction {
            place: self.cells.first()?.place.clone(),
            because: self.references(Column::Because, EVIDENCE),
            done: self.cell(Column::Done).and_then(|cell| self.date(cell)),
            reason: text(Column::Reason),
            result: text(Column::Result),
            reported_in: reported_in.into_iter().next(),
            statements: self.references(Column::Statements, &[Kind::Statement]),
            id: id?,
            what: text(Column::What).unwrap_or_default(),
            owner: text(Column::Owner).unwrap_or_default(),
            due: due.unwrap_or(jiff::civil::Date::ZERO),
            status,
            aliases: Vec::new(),
            marking: None,
        })
    }

    fn required(&self, column: Column) -> Option<&Cell> {
        let cell = self.cell(column);
        if cell.is_none()
            && let Some(first) = self.cells.first()
        {
            let message = format!("this action has nothing in the column `{}`", column.name());
            self.say(Code::MissingField, first, message, Some("fill the cell".to_owned()));
        }
        cell
    }

    fn id(&self, cell: &Cell) -> Option<Located<std::sync::Arc<str>>> {
        let text = cell.words.trim();
        if is_id(text) {
            return Some(Located::new(text.into(), cell.place.clone()));
        }
        self.say(Code::InvalidId, cell, format!("`{text}` cannot be an id"), Some(id_help(text)));
        None
    }

    fn date(&self, cell: &Cell) -> Option<jiff::civil::Date> {
        let text = cell.words.trim();
        let date = parse_date(text);
        if date.is_none() {
            self.say(Code::InvalidDate, cell, format!("`{text}` is not a date"), Some(date_help(text)));
        }
        date
    }

    fn status(&self, cell: &Cell) -> Option<ActionStatus> {
        let text = cell.words.trim();
        let status = chosen(text);
        if status.is_none() {
            let help = choices_in_words::<ActionStatus>(text);
            self.say(Code::UnknownValue, cell, format!("`status` cannot be `{text}`"), Some(help));
        }
        status
    }

    /// References as links or bare, with commas between them.
    fn references(&self, column: Column, kinds: &[Kind]) -> Vec<Citation> {
        let Some(cell) = self.cell(column) else { return Vec::new() };
        let links = cell.links.iter().map(|(dest, place)| (dest.as_str(), place));
        let bare = cell.bare.split([',', ';']).map(str::trim).filter(|text| !text.is_empty());
        let bare = bare.map(|text| (text, &cell.place));
        let mut citations = Vec::new();
        for (text, place) in links.chain(bare) {
            match parse_reference(text, kinds, place) {
                Ok(citation) => citations.push(citation),
                Err(finding) => self.findings.add(finding),
            }
        }
        citations
    }
}
