//! One pass over a file for everything that all metrics ask of it.
//!
//! What is kept grows with what is asked for and found, never with the file:
//! the cells of the rows that are wanted, and short lists of what else there
//! is, for the words of a finding.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::cells::{applies, period_of};
use super::layout::{Columns, Headers, fold};
use crate::diagnostic::Finding;
use crate::model::{FileFormat, FileQuery, Period};
use crate::source::TableRow;

/// How far down the headers may stand: published workbooks begin with titles.
const HEADERS_WITHIN: usize = 40;

/// How many different values of a column are remembered for messages.
const REMEMBERED: usize = 400;

/// How many rows that stand twice, or cannot be read, are reported of a query.
const REPORTED: usize = 5;

/// A cell that is wanted, and its row.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) text: String,
    pub(super) line: usize,
}

/// The cells that make one figure.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) value: Option<Taken>,
    pub(super) numerator: Option<Taken>,
    pub(super) denominator: Option<Taken>,
    pub(super) margin: Option<Taken>,
    pub(super) base: Option<Taken>,
    pub(super) note: Option<String>,
    /// Its first row, to say in what a second one is different.
    row: Vec<String>,
}

/// Two rows for one figure.
#[derive(Clone, Debug)]
pub(super) struct Twice {
    pub(super) period: Period,
    pub(super) first: usize,
    pub(super) second: usize,
    /// The columns in which they are different.
    pub(super) differ: Vec<String>,
    /// The codes of their measures, where they are of two.
    pub(super) codes: Option<(String, String)>,
}

/// What was found of one area for a query.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) figures: BTreeMap<Period, Parts>,
    pub(super) twice: Vec<Twice>,
    /// Rows whose period cannot be read, and what stands there.
    pub(super) no_period: Vec<Taken>,
    /// Periods that there are, where only one is wanted.
    pub(super) other_periods: BTreeSet<Period>,
    /// The first pick that kept a row out, and what stands there instead.
    pub(super) others: BTreeMap<usize, BTreeSet<String>>,
}

/// A query and the areas that it is asked for.
pub(super) struct Pick<'q> {
    pub(super) query: &'q FileQuery,
    /// What is found, by the area's code; the empty one is nobody that is named.
    pub(super) areas: BTreeMap<Arc<str>, Found>,
    /// Whom a table without areas is about: the area that nobody named for
    /// this query in particular.
    pub(super) own: Option<Arc<str>>,
    pub(super) columns: Option<Columns>,
    /// What keeps it from being read.
    pub(super) refused: Option<Finding>,
    /// Whether a row has its code.
    pub(super) seen: bool,
    /// A code that begins as the query's does and has rows that it picks.
    pub(super) akin: Option<String>,
    /// Whether the file gives the base or margin of a survey.
    pub(super) survey: bool,
    /// Areas that the file has for its code, and their names.
    pub(super) other_areas: BTreeMap<String, String>,
}

/// A sheet that is being read.
pub(super) struct Gather<'q> {
    pub(super) picks: Vec<Pick<'q>>,
    format: FileFormat,
    pub(super) headers: Option<Headers>,
    /// The row that is most like headers, where none are found.
    pub(super) longest: Option<Headers>,
    tried: usize,
    code: Option<usize>,
    /// The picks for a code, by the code in small letters.
    by_code: HashMap<String, Vec<usize>>,
    /// The picks without a code.
    any_code: Vec<usize>,
    /// Codes that the file has.
    pub(super) codes: BTreeSet<String>,
    /// The first row with more or fewer cells than there are columns: its
    /// line, how many cells it has, and how many such rows there are.
    pub(super) ragged: Option<(usize, usize, usize)>,
    folded: String,
}

impl<'q> Pick<'q> {
    pub(super) fn new(query: &'q FileQuery) -> Self {
        Self {
            query,
            areas: BTreeMap::new(),
            own: None,
            columns: None,
            refused: None,
            seen: false,
            akin: None,
            survey: false,
            other_areas: BTreeMap::new(),
        }
    }
}

impl<'q> Gather<'q> {
    pub(super) fn new(picks: Vec<Pick<'q>>, format: FileFormat) -> Self {
        Self {
            picks,
            format,
            headers: None,
            longest: None,
            tried: 0,
            code: None,
            by_code: HashMap::new(),
            any_code: Vec::new(),
            codes: BTreeSet::new(),
            ragged: None,
            folded: String::new(),
        }
    }

    /// Takes the next row of the file.
    pub(super) fn row(&mut self, row: TableRow<'_>) -> ControlFlow<()> {
        let Some(headers) = &self.headers else { return self.look_for_headers(row) };
        let width = headers.names.len();
        if self.format == FileFormat::Csv && row.len() != width && is_ragged(row, width, &mut self.ragged) {
            return ControlFlow::Continue(());
        }
        let mut of_code: &[usize] = &[];
        if let Some(column) = self.code {
            let code = row.cell(column);
            self.folded.clear();
            self.folded.extend(code.chars().flat_map(char::to_lowercase));
            of_code = self.by_code.get(&self.folded).map_or(&[], Vec::as_slice);
            if self.codes.len() < REMEMBERED && !code.is_empty() && !self.codes.contains(code) {
                self.codes.insert(code.to_owned());
                self.picks.iter_mut().for_each(|pick| pick.other_code(code, row));
            }
        }
        for at in of_code.iter().chain(&self.any_code) {
            self.picks[*at].row(row, headers);
        }
        ControlFlow::Continue(())
    }

    fn look_for_headers(&mut self, row: TableRow<'_>) -> ControlFlow<()> {
        let headers = Headers::of(row);
        if self.picks.iter().any(|pick| headers.fit(pick.query)) {
            self.begin(headers);
            return ControlFlow::Continue(());
        }
        if self.longest.as_ref().is_none_or(|longest| longest.names.len() < headers.names.len()) {
            self.longest = Some(headers);
        }
        self.tried += 1;
        if self.tried < HEADERS_WITHIN { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Looks up the columns of every query.
    fn begin(&mut self, headers: Headers) {
        self.code = headers.code_column();
        for (at, pick) in self.picks.iter_mut().enumerate() {
            match Columns::of(&headers, pick.query) {
                Ok(columns) => {
                    pick.survey |= columns.margin.is_some();
                    pick.columns = Some(columns);
                    match &pick.query.code {
                        Some(code) => self.by_code.entry(code.value.to_lowercase()).or_default().push(at),
                        None => self.any_code.push(at),
                    }
                }
                Err(finding) => pick.refused = Some(finding),
            }
        }
        self.headers = Some(headers);
    }
}

impl Pick<'_> {
    /// Sees the first row of a code of the file: groups may have codes of their own.
    fn other_code(&mut self, code: &str, row: TableRow<'_>) {
        let (Some(own), Some(columns)) = (&self.query.code, &self.columns) else { return };
        let (own, other) = (own.value.to_lowercase(), code.to_lowercase());
        let begins = other != own && other.starts_with(&own) && !self.query.picks.is_empty();
        let picked = || columns.picks.iter().all(|(column, wanted)| same(row.cell(*column), wanted));
        if self.akin.is_none() && begins && picked() {
            self.akin = Some(code.to_owned());
        }
    }

    /// Takes a row that has the query's code.
    fn row(&mut self, row: TableRow<'_>, headers: &Headers) {
        let Some(columns) = &self.columns else { return };
        self.seen = true;
        let area = match (columns.area, &self.own) {
            (Some(column), _) => row.cell(column),
            (None, Some(own)) => own,
            (None, None) => return,
        };
        let unnamed = columns.area.is_some() && area.is_empty();
        let Some(found) = self.areas.get_mut(area).filter(|_| !unnamed) else {
            let room = self.other_areas.len() < REMEMBERED && !unnamed;
            if room && !self.other_areas.contains_key(area) {
                let name = columns.name.map_or("", |column| row.cell(column));
                self.other_areas.insert(area.to_owned(), name.to_owned());
            }
            return;
        };
        let differs = |(column, wanted): &&(usize, String)| !same(row.cell(*column), wanted);
        if let Some((column, _)) = columns.picks.iter().find(differs) {
            let others = found.others.entry(*column).or_default();
            if others.len() < REMEMBERED {
                others.insert(row.cell(*column).to_owned());
            }
            return;
        }
        self.survey |= found.take(row, columns, headers);
    }
}

impl Found {
    /// Takes a row that is wanted, and says whether it is of a survey.
    fn take(&mut self, row: TableRow<'_>, columns: &Columns, headers: &Headers) -> bool {
        let read = columns.period.map(|column| row.cell(column));
        let period = match (read.map(|text| (text, period_of(text))), columns.fixed) {
            (None, Some(fixed)) => fixed,
            (Some((_, Some(period))), None) => period,
            (Some((_, Some(period))), Some(fixed)) if period == fixed => period,
            (Some((_, Some(period))), Some(_)) => {
                self.other_periods.insert(period);
                return false;
            }
            (Some((text, None)), None) if self.no_period.len() < REPORTED => {
                self.no_period.push(Taken { text: text.to_owned(), line: row.line });
                return false;
            }
            _ => return false,
        };
        let parts = self.figures.entry(period).or_default();
        let taken = |column: usize| Taken { text: row.cell(column).to_owned(), line: row.line };
        let kind = columns.part.map_or_else(|| "outcome".to_owned(), |column| fold(row.cell(column)));
        let slot = match &*kind {
            "outcome" => &mut parts.value,
            "numerator" => &mut parts.numerator,
            "denominator" => &mut parts.denominator,
            "marginoferror" => &mut parts.margin,
            "base" => &mut parts.base,
            _ => return false,
        };
        if let Some(first) = slot.as_ref().map(|first| first.line) {
            if self.twice.len() < REPORTED {
                let differ = parts.differ(row, headers, columns);
                let codes = columns.code.and_then(|column| {
                    let (one, other) = (parts.row.get(column)?, row.cell(column));
                    (one != other).then(|| (one.clone(), other.to_owned()))
                });
                self.twice.push(Twice { period, first, second: row.line, differ, codes });
            }
            return false;
        }
        *slot = Some(taken(columns.value));
        if columns.part.is_none() {
            parts.numerator = columns.numerator.map(taken);
            parts.denominator = columns.denominator.map(taken);
            parts.margin = columns.margin.map(taken);
            parts.note =
                columns.note.map(|column| row.cell(column).to_owned()).filter(|note| !note.is_empty());
        }
        if parts.row.is_empty() {
            parts.row = row.cells().map(str::to_owned).collect();
        }
        matches!(&*kind, "marginoferror" | "base") && applies(row.cell(columns.value))
    }
}

impl Parts {
    /// The columns in which another row for the same figure is different,
    /// besides those of its numbers.
    fn differ(&self, row: TableRow<'_>, headers: &Headers, columns: &Columns) -> Vec<String> {
        let numbers =
            [Some(columns.value), columns.part, columns.numerator, columns.denominator, columns.margin];
        let names = headers.names.iter().zip(&self.row).enumerate();
        names
            .filter(|(at, (_, first))| !numbers.contains(&Some(*at)) && row.cell(*at) != first.as_str())
            .map(|(_, (name, _))| name.clone())
            .take(REPORTED)
            .collect()
    }
}

/// Whether a row's cells cannot be told apart: one that was shifted would give
/// figures of the wrong column. Notes below a table have one cell.
fn is_ragged(row: TableRow<'_>, width: usize, ragged: &mut Option<(usize, usize, usize)>) -> bool {
    let filled = row.cells().filter(|cell| !cell.is_empty()).count();
    let only_empty_ones_more = row.len() > width && row.cells().skip(width).all(str::is_empty);
    if filled > 1 && !only_empty_ones_more {
        let (line, cells, count) = ragged.unwrap_or((row.line, row.len(), 0));
        *ragged = Some((line, cells, count + 1));
    }
    !only_empty_ones_more
}

/// Whether two cells say the same; capitals make no difference.
fn same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}
