//! The glossary, and what the pack is made from.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::context::Here;
use super::super::frame::Frame;
use super::View;
use crate::diagnostic::counted;
use crate::model::{Term, TextSource, fold, is_id};
use crate::release::{Release, Withheld};

#[derive(Serialize)]
struct TermView {
    id: String,
    term: String,
    means: String,
    /// Whose word it is.
    from: &'static str,
}

/// The words of the glossary in order, each with its address on the page.
pub(in crate::site) fn glossary_terms(release: &Release) -> Vec<(String, &Term)> {
    explained(release).into_iter().map(|(id, term, _)| (id, term)).collect()
}

/// Address, word, and whose it is. The pack's own explanation of a word comes
/// before the others'.
fn explained(release: &Release) -> Vec<(String, &Term, &'static str)> {
    let own = release.settings().glossary.iter().map(|term| (term, "local"));
    let practice = release.practice().glossary.iter().map(|term| (term, "practice"));
    let framework = release.framework().glossary.iter().map(|term| (term, "framework"));
    let mut known = BTreeSet::new();
    // A pack that explains a word twice shows both.
    let mut terms: Vec<(&Term, &str)> = own.collect();
    known.extend(terms.iter().map(|(term, _)| term.term.to_ascii_lowercase()));
    terms.extend(practice.chain(framework).filter(|(term, _)| known.insert(term.term.to_ascii_lowercase())));
    terms.sort_by_key(|(term, _)| term.term.to_lowercase());
    let mut ids = BTreeSet::new();
    let mut place = |at: usize, term: &Term| {
        let id = fold(&term.term);
        let free = is_id(&id) && ids.insert(id.clone());
        if free { format!("term-{id}") } else { format!("term-number-{}", at + 1) }
    };
    terms.into_iter().enumerate().map(|(at, (term, from))| (place(at, term), term, from)).collect()
}

pub(super) fn glossary(here: &mut Here<'_, '_>) -> View {
    let view = |(id, term, from): (String, &Term, &'static str)| TermView {
        id,
        term: term.term.clone(),
        means: term.means.clone(),
        from,
    };
    let terms: Vec<TermView> = explained(here.release()).into_iter().map(view).collect();
    let frame = Frame::new(here.shared, &here.path, "Glossary");
    here.view("glossary.html", &frame, &[("terms", &terms)])
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
    here.view("about.html", &frame, &[("about", &view)])
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
