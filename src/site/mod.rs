//! The sixth stage: what a release says becomes pages.
//!
//! It receives a [`Release`] and its [`Assessment`] and nothing else of the
//! pack, so what is withheld cannot reach a page. Templates get typed views
//! that borrow from the release; figures are drawn once, links are made for
//! the page that they stand on.

mod address;
mod bind;
mod book;
mod context;
mod control;
mod conversations;
mod csv_file;
mod evidence_table;
mod export;
mod figure;
mod file;
mod filters;
mod frame;
mod highlight;
mod live_table;
mod open_data;
mod pages;
mod path;
mod picture;
mod print;
mod redirect;
mod search;
mod tables;
mod text;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use tera::{Kwargs, State, Tera};

use crate::assess::{Assessment, MeasureReading};
use crate::diagnostic::{Code, Finding};
use crate::model::{Detail, DocumentTarget, Kind, Measure, Ref};
use crate::release::Release;
use crate::source::Skin;
use context::{Shared, template_finding};
use figure::Figure;

pub use book::book;
pub use file::{Origin, SiteFile};
pub use open_data::readiness;
pub use path::SitePath;
pub use picture::{Pictures, wanted_pictures};
pub use print::paths as print_packs;
pub use search::search_words;

/// Files of the pack that go into the site as they are, by their path in the pack.
pub type Attachments = BTreeMap<Arc<str>, Vec<u8>>;

/// Is told of each page that is done: for a progress bar.
pub type Progress<'p> = &'p (dyn Fn() + Sync);

/// How many pages a release has.
pub fn page_count(release: &Release) -> usize {
    pages::all(release).len()
}

/// Makes every file of the site.
///
/// # Errors
/// What is wrong with the skin's templates, with a figure, or with a file.
pub fn build(
    release: &Release,
    assessment: &Assessment,
    skin: &Skin,
    attachments: &Attachments,
    pictures: &Pictures,
    progress: Progress<'_>,
) -> Result<Vec<SiteFile>, Vec<Finding>> {
    let tera =
        templates(skin, export::Names::of(release, assessment.as_of)).map_err(|finding| vec![finding])?;
    let figures = figures(release, assessment)?;
    let log_figures = log_figures(release, assessment)?;
    let mut shared =
        Shared { release, assessment, tera, skin: skin.name.clone(), figures, log_figures, pictures };
    let site = frame::site_view(&shared);
    shared.tera.global_context().insert("site", &site);
    // The tree of a large pack takes much room: it is gone before there are pages.
    let open_data = open_data::files(&shared).map_err(|finding| vec![finding])?;
    let mut files = rendered(&shared, progress)?;
    let packs = print::all(&shared, &files)?;
    files.extend(packs);
    files.extend(open_data);
    files.extend(tables::all(&shared).map_err(|finding| vec![finding])?);
    files.extend(redirect::all(&shared).map_err(|finding| vec![finding])?);
    files.extend(search::files(&shared));
    files.extend(statics(skin));
    files.extend(attached(release, attachments));
    files.extend(picture::files(release, pictures));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Every page, rendered in parallel. Findings that many pages share are said once.
fn rendered(shared: &Shared<'_>, progress: Progress<'_>) -> Result<Vec<SiteFile>, Vec<Finding>> {
    let pages = pages::all(shared.release);
    let render = |page: pages::Page<'_>| {
        let file = page.render(shared);
        progress();
        file
    };
    let results: Vec<Result<SiteFile, Finding>> = pages.into_par_iter().map(render).collect();
    let mut files = Vec::with_capacity(results.len());
    let mut findings = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(finding) => findings.push(finding),
        }
    }
    if findings.is_empty() {
        return Ok(files);
    }
    crate::diagnostic::sort(&mut findings);
    Err(findings)
}

/// The skin's templates, ready to render.
fn templates(skin: &Skin, exports: export::Names) -> Result<Tera, Finding> {
    let mut tera = Tera::new();
    tera.register_filter("export", move |path: &str, _: Kwargs, _: &State| exports.name(path));
    tera.autoescape_on([".html", ".svg", ".xml"]);
    let templates = skin.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(templates).map_err(|error| template_finding(&error, &skin.name))?;
    Ok(tera)
}

/// Every metric's figure, drawn once.
fn figures(release: &Release, assessment: &Assessment) -> Result<BTreeMap<Ref, Figure>, Vec<Finding>> {
    let settings = release.settings();
    let draw = |item: &crate::model::Item| {
        let read = figure::Read::of(item, assessment, settings)?;
        let figure = figure::figure(&read).map_err(|error| {
            let message = format!("the chart of this metric cannot be drawn: {error}");
            Finding::new(Code::ImpossibleFigure, item.basics.place.clone(), message)
        });
        Some(figure.map(|figure| (item.name().clone(), figure)))
    };
    let drawn: Vec<_> = release.of(Kind::Metric).par_iter().filter_map(draw).collect();
    let (figures, findings): (Vec<_>, Vec<_>) = drawn.into_iter().partition(Result::is_ok);
    if findings.is_empty() {
        Ok(figures.into_iter().filter_map(Result::ok).collect())
    } else {
        Err(findings.into_iter().filter_map(Result::err).collect())
    }
}

/// The figure of each measure of the conversation log.
fn log_figures(
    release: &Release,
    assessment: &Assessment,
) -> Result<BTreeMap<Measure, Figure>, Vec<Finding>> {
    let authority = &release.settings().authority;
    let Some(log) = &assessment.log else { return Ok(BTreeMap::new()) };
    let draw = |one: &MeasureReading| {
        let figure = figure::figure(&figure::Read::of_log(one, log, authority)).map_err(|error| {
            let message = format!(
                "the chart of `{}` of the conversation log cannot be drawn: {error}",
                one.measure.name()
            );
            vec![Finding::without_place(Code::ImpossibleFigure, message)]
        });
        Ok((one.measure, figure?))
    };
    log.measures.par_iter().map(draw).collect()
}

fn statics(skin: &Skin) -> impl Iterator<Item = SiteFile> + '_ {
    skin.statics.iter().map(|(name, bytes)| SiteFile {
        path: SitePath::new(format!("assets/{name}")),
        bytes: bytes.clone(),
        origin: Origin::Part("the skin"),
    })
}

/// The files of the pack that the released documents name.
pub fn wanted_files(release: &Release) -> Vec<Arc<str>> {
    let documents = release.of(Kind::Document).iter().filter_map(|item| match &item.detail {
        Detail::Document(document) => Some(&document.target),
        _ => None,
    });
    let files = documents.filter_map(|target| match target {
        DocumentTarget::File(file) => Some(Arc::clone(&file.value)),
        DocumentTarget::Url(_) => None,
    });
    files.collect()
}

fn attached(release: &Release, attachments: &Attachments) -> Vec<SiteFile> {
    let mut files = Vec::new();
    for item in release.of(Kind::Document) {
        let Detail::Document(document) = &item.detail else { continue };
        let DocumentTarget::File(file) = &document.target else { continue };
        if let Some(bytes) = attachments.get(&file.value) {
            files.push(SiteFile {
                path: pages::attachment_path(&item.name().id, &file.value),
                bytes: bytes.clone(),
                origin: Origin::Place(file.place.clone()),
            });
        }
    }
    files
}
