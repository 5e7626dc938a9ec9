//! The glossary, and what the pack is made from.

use serde::Serialize;

use super::super::context::Here;
use super::super::frame::Frame;
use super::{View, context};
use crate::diagnostic::counted;
use crate::model::{Term, TextSource};
use crate::release::Withheld;

#[derive(Serialize)]
struct TermView {
    term: String,
    means: String,
    /// Whose word it is.
    from: &'static str,
}

pub(super) fn glossary(here: &mut Here<'_, '_>) -> View {
    let release = here.release();
    let from = |terms: &[Term], from: &'static str| -> Vec<TermView> {
        terms
            .iter()
            .map(|term| TermView { term: term.term.clone(), means: term.means.clone(), from })
            .collect()
    };
    // The pack's own explanation of a word comes before the others'.
    let mut terms = from(&release.settings().glossary, "local");
    for known in from(&release.practice().glossary, "practice")
        .into_iter()
        .chain(from(&release.framework().glossary, "framework"))
    {
        if !terms.iter().any(|term| term.term.eq_ignore_ascii_case(&known.term)) {
            terms.push(known);
        }
    }
    terms.sort_by_key(|term| term.term.to_lowercase());
    let frame = Frame::new(here.shared, &here.path, "Glossary");
    ("glossary.html", context(&frame, &[("terms", &terms)]))
}

#[derive(Serialize)]
struct AboutView {
    framework: String,
    framework_version: String,
    practice: String,
    practice_note: Option<String>,
    attribution: Vec<String>,
    sources: Vec<SourceView>,
    rating_note: Option<String>,
    /// What each audience does not get; the authority's own edition only.
    withheld: Vec<WithheldView>,
    /// Where figures come from: publication, publisher, licence; once each.
    publications: Vec<PublicationView>,
}

#[derive(Serialize)]
struct WithheldView {
    audience: &'static str,
    /// `4 items`.
    items: String,
    /// `2 quotations`; none where there are none.
    quotations: Option<String>,
}

impl WithheldView {
    fn of(withheld: &Withheld) -> Self {
        Self {
            audience: withheld.audience.name(),
            items: counted(withheld.items, "item"),
            quotations: (withheld.quotations > 0).then(|| counted(withheld.quotations, "quotation")),
        }
    }
}

#[derive(Serialize)]
struct SourceView {
    title: String,
    publisher: Option<String>,
    url: Option<String>,
    dated: Option<String>,
    licence: Option<String>,
    certainty: Option<String>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct PublicationView {
    name: String,
    publisher: Option<String>,
    url: Option<String>,
    licence: Option<String>,
}

pub(super) fn about(here: &mut Here<'_, '_>) -> View {
    let release = here.release();
    let (framework, practice) = (release.framework(), release.practice());
    let source = |source: &TextSource| SourceView {
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        url: source.url.clone(),
        dated: source.dated.clone(),
        licence: source.licence.clone(),
        certainty: source.certainty.clone(),
    };
    let view = AboutView {
        framework: framework.title.clone(),
        framework_version: framework.version.clone(),
        practice: practice.title.clone(),
        practice_note: practice.note.clone(),
        attribution: framework.attribution.clone(),
        sources: framework.sources.iter().map(source).collect(),
        rating_note: framework.rating.note.clone(),
        withheld: release.withheld().iter().map(WithheldView::of).collect(),
        publications: publications(here),
    };
    let frame = Frame::new(here.shared, &here.path, "About this pack");
    ("about.html", context(&frame, &[("about", &view)]))
}

fn publications(here: &Here<'_, '_>) -> Vec<PublicationView> {
    let mut publications = Vec::new();
    for item in here.release().of(crate::model::Kind::Metric) {
        let crate::model::Detail::Metric(metric) = &item.detail else { continue };
        let comparators = metric.comparators.iter().filter_map(|comparator| comparator.source.as_ref());
        for source in std::iter::once(&metric.source).chain(comparators) {
            publications.push(PublicationView {
                name: source.name.clone(),
                publisher: source.publisher.clone(),
                url: source.url.clone(),
                licence: source.licence.clone(),
            });
        }
    }
    publications.sort();
    publications.dedup();
    publications
}
