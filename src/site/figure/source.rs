//! Where figures come from, in words.

use serde::Serialize;

use crate::model::{Metric, Publication, day_label, parse_date};

/// A publication or system that figures come from.
#[derive(Clone, Debug, Serialize)]
pub(in crate::site) struct Source {
    /// Whose figures.
    pub(in crate::site) of: String,
    pub(in crate::site) name: String,
    pub(in crate::site) url: Option<String>,
    /// Publisher, date, code and handbook, licence, status.
    pub(in crate::site) details: Vec<String>,
}

/// The metric's own source, then those of its comparators; a source that
/// several of these have is said once, with all their names.
pub(super) fn sources(metric: &Metric, authority: &str) -> Vec<Source> {
    let others = metric.comparators.iter().filter_map(|comparator| {
        comparator.source.as_ref().map(|publication| source(&comparator.name.value, publication))
    });
    let mut all: Vec<Source> = vec![source(authority, &metric.source)];
    for other in others {
        let same = |one: &&mut Source| {
            (&one.name, &one.url, &one.details) == (&other.name, &other.url, &other.details)
        };
        match all.iter_mut().find(same) {
            Some(one) => one.of = format!("{}, {}", one.of, other.of),
            None => all.push(other),
        }
    }
    all
}

fn source(of: &str, publication: &Publication) -> Source {
    let code = publication.code.as_ref().map(|code| match &publication.handbook {
        Some(handbook) => format!("code {code} of the handbook {handbook}"),
        None => format!("code {code}"),
    });
    let day = |when: &String| parse_date(when).map_or_else(|| when.clone(), day_label);
    let published = publication.published.as_ref().map(|when| format!("published {}", day(when)));
    let status = publication.status.map(|status| status.label().to_owned());
    let details = [publication.publisher.clone(), published, code, publication.licence.clone(), status];
    Source {
        of: of.to_owned(),
        name: publication.name.clone(),
        url: publication.url.clone(),
        details: details.into_iter().flatten().collect(),
    }
}
