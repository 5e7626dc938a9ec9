//! Open data: a csv beside every chart.

use super::context::Shared;
use super::csv_file::CsvFile;
use super::evidence_table;
use super::figure;
use super::file::{Origin, SiteFile};
use super::pages::EVIDENCE_CSV;
use super::path::SitePath;
use crate::diagnostic::{Code, Finding};
use crate::model::{Detail, Kind};

/// The csv of each metric, and those of evidence by statement.
pub(super) fn all(shared: &Shared<'_>) -> Result<Vec<SiteFile>, Finding> {
    let evidence = evidence(shared).and_then(|counts| Ok(vec![counts, evidence_table::file(shared)?]));
    let mut files = evidence.map_err(|error| failed(&error))?;
    let authority = &shared.release.settings().authority;
    for item in shared.release.of(Kind::Metric) {
        let Detail::Metric(metric) = &item.detail else { continue };
        let bytes = figure::csv(metric, authority).map_err(|error| failed(&error))?;
        let origin = Origin::Place(item.basics.place.clone());
        files.push(SiteFile { path: figure::csv_path(&item.name().id), bytes, origin });
    }
    Ok(files)
}

fn failed(error: &csv::Error) -> Finding {
    Finding::without_place(Code::OutputFailed, format!("a csv file could not be made: {error}"))
}

fn evidence(shared: &Shared<'_>) -> Result<SiteFile, csv::Error> {
    let categories = &shared.release.framework().categories;
    let titles = categories.iter().map(|category| category.title.as_str());
    let mut file = CsvFile::with_columns(["statement"].into_iter().chain(titles).chain(["against it"]))?;
    for row in &shared.assessment.coverage.rows {
        let counts = row.cells.iter().map(|cell| cell.reliable().to_string());
        let record = std::iter::once(shared.title(&row.statement)).chain(counts);
        file.row(record.chain([row.challenges.len().to_string()]))?;
    }
    Ok(SiteFile {
        path: SitePath::new(EVIDENCE_CSV),
        bytes: file.bytes()?,
        origin: Origin::Part("the matrix"),
    })
}
