//! Open data: a csv beside every chart.

use jiff::civil::Date;

use super::context::Shared;
use super::conversations;
use super::csv_file::CsvFile;
use super::evidence_table;
use super::figure;
use super::file::{Origin, SiteFile};
use super::pages::{DAYS_CSV, EVIDENCE_CSV, LANGUAGE_CSV, OPEN_CSV, RHYTHM_CSV};
use super::path::SitePath;
use crate::diagnostic::{Code, Finding};
use crate::model::{Audience, Detail, Item, Kind};

/// The csv of each metric, and those of evidence by statement.
pub(super) fn all(shared: &Shared<'_>) -> Result<Vec<SiteFile>, Finding> {
    let mut files = vec![
        evidence(shared).map_err(|error| failed(&error))?,
        evidence_table::file(shared).map_err(|error| failed(&error))?,
    ];
    if !shared.release.of(Kind::Action).is_empty() {
        files.push(open_by_month(shared).map_err(|error| failed(&error))?);
        files.push(days_to_done(shared).map_err(|error| failed(&error))?);
    }
    if shared.release.audience() == Audience::Internal {
        files.push(rhythm(shared).map_err(|error| failed(&error))?);
        files.push(language(shared).map_err(|error| failed(&error))?);
    }
    if let Some(log) = shared.release.log() {
        let bytes = conversations::csv(log, shared).map_err(|error| failed(&error))?.into();
        let origin = Origin::Part("the page of conversations");
        files.push(SiteFile { path: SitePath::new(conversations::CSV), bytes, origin });
    }
    let settings = shared.release.settings();
    for item in shared.release.of(Kind::Metric) {
        let Some(read) = figure::Read::of(item, shared.assessment, settings) else { continue };
        let bytes = figure::csv(&read).map_err(|error| failed(&error))?.into();
        let origin = Origin::Place(item.basics.place.clone());
        files.push(SiteFile { path: figure::csv_path(&item.name().id), bytes, origin });
    }
    Ok(files)
}

fn failed(error: &csv::Error) -> Finding {
    Finding::without_place(Code::OutputFailed, format!("a csv file could not be made: {error}"))
}

/// Rows with a heading as a file of its own.
fn file<R>(path: &str, of: &'static str, heading: &[&str], rows: R) -> Result<SiteFile, csv::Error>
where
    R: IntoIterator<Item = Vec<String>>,
{
    let mut file = CsvFile::with_columns(heading)?;
    for row in rows {
        file.row(row)?;
    }
    Ok(SiteFile { path: SitePath::new(path), bytes: file.bytes()?.into(), origin: Origin::Part(of) })
}

fn open_by_month(shared: &Shared<'_>) -> Result<SiteFile, csv::Error> {
    let months = shared.assessment.loops.open_by_month.iter();
    let rows = months.map(|month| vec![month.day.to_string(), month.open.to_string()]);
    file(OPEN_CSV, "the page of loops", &["day", "open"], rows)
}

/// One row an action; what is not known is empty.
fn days_to_done(shared: &Shared<'_>) -> Result<SiteFile, csv::Error> {
    let said = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    let days = |days: Option<i64>| days.map_or(String::new(), |days| days.to_string());
    let row = |item: &Item| {
        let Detail::Action(action) = &item.detail else { return None };
        let own = shared.assessment.loops.actions.get(item.name())?;
        Some(vec![
            item.name().id.to_string(),
            said(own.raised),
            said(own.done),
            action.due.to_string(),
            days(own.days_to_done()),
            said(own.heard),
            said(own.reported),
            days(own.days_to_reported()),
            own.state.name().to_owned(),
        ])
    };
    let heading =
        ["id", "raised", "done", "due", "days_to_done", "heard", "reported", "days_to_reported", "state"];
    let rows = shared.release.of(Kind::Action).iter().filter_map(|item| row(item));
    file(DAYS_CSV, "the page of loops", &heading, rows)
}

/// One row a period.
fn rhythm(shared: &Shared<'_>) -> Result<SiteFile, csv::Error> {
    let rows = shared.assessment.rhythm.iter().flat_map(|rhythm| {
        rhythm.periods.iter().map(|period| {
            let (from, to) = (period.from.to_string(), period.to.to_string());
            vec![rhythm.kind.to_string(), from, to, period.state.name().to_owned()]
        })
    });
    file(RHYTHM_CSV, "the page of meetings", &["kind", "from", "to", "state"], rows)
}

/// One row a month and kind of text.
fn language(shared: &Shared<'_>) -> Result<SiteFile, csv::Error> {
    let months = shared.assessment.language.months.iter();
    let rows = months.flat_map(|(month, kinds)| {
        kinds.iter().map(|(kind, worded)| {
            let (month, kind) = (month.strftime("%Y-%m").to_string(), kind.name().to_owned());
            vec![month, kind, worded.uses.to_string(), worded.words.to_string()]
        })
    });
    file(LANGUAGE_CSV, "the page of language", &["month", "kind", "uses", "words"], rows)
}

fn evidence(shared: &Shared<'_>) -> Result<SiteFile, csv::Error> {
    let categories = &shared.release.framework().categories;
    let titles = categories.iter().map(|category| category.title.as_str());
    let heading: Vec<&str> = ["statement"].into_iter().chain(titles).chain(["against it"]).collect();
    let rows = shared.assessment.coverage.rows.iter().map(|row| {
        let counts = row.cells.iter().map(|cell| cell.reliable().to_string());
        let record = std::iter::once(shared.title(&row.statement)).chain(counts);
        record.chain([row.counted_challenges().count().to_string()]).collect()
    });
    file(EVIDENCE_CSV, "the matrix", &heading, rows)
}
