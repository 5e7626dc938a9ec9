//! From the cells that were found to figures, with the checks that written
//! figures go through.

use std::sync::Arc;

use super::cells::{Cell, cell, places};
use super::gather::{Found, Parts, Taken};
use crate::diagnostic::{Code, Finding, Place, list_of};
use crate::model::{FileQuery, Metric, Period, Point, PointValue};
use crate::parse::findings::Findings;
use crate::parse::metric::{By, Check, impossible};

/// Who reads figures, for what.
pub(super) struct Reader<'a> {
    /// The metric's id.
    pub(super) id: &'a str,
    pub(super) metric: &'a Metric,
    pub(super) query: &'a FileQuery,
    /// Whether the file gives the base or margin of a survey.
    pub(super) survey: bool,
    pub(super) findings: &'a Findings,
}

impl Reader<'_> {
    /// The figures of an area, in order of time.
    pub(super) fn points(&self, found: &Found) -> Vec<Point> {
        if let Some(codes) = found.twice.iter().find_map(|twice| twice.codes.as_ref()) {
            self.findings.add_once(self.several_measures(codes));
            return Vec::new();
        }
        for twice in &found.twice {
            let message = format!(
                "the rows in lines {} and {} are both for {}",
                twice.first,
                twice.second,
                twice.period.label()
            );
            let help = if twice.differ.is_empty() {
                format!(
                    "the metric `{}` reads one row for a period: take one of the two out of the file",
                    self.id
                )
            } else {
                let columns = list_of(twice.differ.iter().map(String::as_str), "and");
                format!(
                    "they differ in {columns}: say with `where: {{Column: value}}` which one `{}` means",
                    self.id
                )
            };
            self.say(Code::DuplicatePeriod, twice.second, message, &help);
        }
        for cell in &found.no_period {
            let message = format!("`{}` is not a period", cell.text);
            let help = "periods of a file are years, financial years, quarters, months, weeks or days; figures for several years together cannot be drawn as a series: leave their rows out with `where`";
            self.say(Code::InvalidPeriod, cell.line, message, help);
        }
        found.figures.iter().filter_map(|(period, parts)| self.point(*period, parts)).collect()
    }

    /// Rows of several measures, and no code that says which is meant.
    fn several_measures(&self, (one, other): &(String, String)) -> Finding {
        let message = format!(
            "the file has several measures, `{one}` and `{other}` among them, and it is not said which is meant"
        );
        let help =
            "write `code:` with the measure's code, and `handbook:` with the handbook that it was counted by";
        Finding::new(Code::MissingField, self.query.place.clone(), message).help(help)
    }

    fn point(&self, period: Period, parts: &Parts) -> Option<Point> {
        let Some(value) = &parts.value else {
            let first = [&parts.numerator, &parts.denominator, &parts.margin, &parts.base];
            let line = first.into_iter().flatten().map(|taken| taken.line).min()?;
            let message = format!(
                "there is no row with the value for {}, only with its counts or margin",
                period.label()
            );
            let help = format!("the metric `{}` needs a row of the measure type Outcome", self.id);
            self.say(Code::FiguresNotFound, line, message, &help);
            return None;
        };
        let mut notes = Vec::new();
        let known = match self.cell(value)? {
            Cell::Number(number, note) => {
                notes.extend(note);
                PointValue::Known(number)
            }
            Cell::Missing(reason, note) => {
                notes.push(note);
                PointValue::Missing(reason)
            }
        };
        let mut count = |name: &str, taken: &Option<Taken>| match self.cell(taken.as_ref()?)? {
            Cell::Number(number, note) => {
                notes.extend(note.map(|note| format!("{name} {note}")));
                Some(number)
            }
            // Where there is no value, its own marker says why.
            Cell::Missing(_, note) => {
                let said = known.known().is_some() && !taken.as_ref()?.text.is_empty();
                notes.extend(said.then(|| format!("{name} {note}")));
                None
            }
        };
        let numerator = count("numerator", &parts.numerator);
        let denominator = count("denominator", &parts.denominator);
        let margin = count("margin of error", &parts.margin);
        notes.extend(parts.note.clone());
        let place = Place::row(&self.query.file.value, value.line);
        let note = (!notes.is_empty()).then(|| notes.join("; "));
        let point = Point { period, place, value: known, numerator, denominator, margin, note };
        self.check(&point, parts, value);
        Some(point)
    }

    /// What cannot be so of a written figure cannot be so of a read one.
    fn check(&self, point: &Point, parts: &Parts, value: &Taken) {
        let check = Check {
            unit: self.metric.unit,
            per: self.metric.per,
            decimals: self.metric.decimals.min(places(&value.text)),
            by: if self.survey || self.metric.survey { By::Survey } else { By::Publisher },
        };
        for (name, finding) in impossible(point, &check) {
            let taken = match name {
                "numerator" => &parts.numerator,
                "denominator" => &parts.denominator,
                "margin" => &parts.margin,
                _ => &parts.value,
            };
            let line = taken.as_ref().map_or(value.line, |taken| taken.line);
            let help = format!(
                "the metric `{}` reads this row for {}: is its `unit` the file's, and is it the row that is meant?",
                self.id,
                point.period.label()
            );
            self.say(finding.code, line, finding.message, &help);
        }
    }

    /// A cell that should hold a number; one that holds something else is reported.
    fn cell(&self, taken: &Taken) -> Option<Cell> {
        let read = cell(&taken.text);
        if read.is_none() {
            let message = format!("`{}` is neither a number nor a marker that is known", taken.text);
            let help = format!(
                "the metric `{}` reads it; numbers are digits, with a point before decimals; figures that are missing have `[c]` (suppressed) or `[x]` (not available)",
                self.id
            );
            self.say(Code::InvalidNumber, taken.line, message, &help);
        }
        read
    }

    fn say(&self, code: Code, line: usize, message: String, help: &str) {
        let place = Place::row(&self.query.file.value, line);
        self.findings.add(Finding::new(code, place, message).help(help));
    }
}

/// What breaks between files that follow each other: the first period after
/// it, and why. `query` is the one that each figure was read for.
pub(super) fn breaks<'q>(read: &[(Period, &'q FileQuery)], whose: Option<&str>) -> Vec<(Period, Arc<str>)> {
    let mut found = Vec::new();
    for pair in read.windows(2) {
        let [(_, before), (period, after)] = pair else { continue };
        if before.handbook == after.handbook || after.continues {
            continue;
        }
        let name =
            |query: &'q FileQuery| query.handbook.as_deref().unwrap_or("another source, without a handbook");
        let whose = whose.map_or(String::new(), |whose| format!("{whose}: "));
        let why = format!("{whose}counted by {} from here on, and by {} before", name(after), name(before));
        found.push((*period, why.into()));
    }
    found
}
