//! Open data: a csv beside every chart.

use super::context::Shared;
use super::figure;
use super::file::{Origin, SiteFile};
use super::pages::EVIDENCE_CSV;
use super::path::SitePath;
use crate::diagnostic::{Code, Finding};
use crate::model::{Detail, Kind};

/// The csv of each metric, and that of evidence by statement.
pub(super) fn all(shared: &Shared<'_>) -> Result<Vec<SiteFile>, Finding> {
    let mut files = vec![evidence(shared).map_err(|error| failed(&error))?];
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
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let titles = categories.iter().map(|category| category.title.as_str());
    writer.write_record(["statement"].into_iter().chain(titles).chain(["against it"]))?;
    for row in &shared.assessment.coverage.rows {
        let counts = row.cells.iter().map(|cell| cell.reliable().to_string());
        let record = std::iter::once(shared.title(&row.statement)).chain(counts);
        writer.write_record(record.chain([row.challenges.len().to_string()]))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(SiteFile { path: SitePath::new(EVIDENCE_CSV), bytes, origin: Origin::Part("the matrix") })
}
