//! Those to compare with, and where figures come from.

use super::super::fields::Fields;
use super::figures::{Check, point, series};
use crate::diagnostic::{Code, Finding, Located};
use crate::model::{Comparator, Point, Publication};

pub(super) fn comparator(fields: &Fields<'_>, check: &Check) -> Option<Comparator> {
    let name = fields.required("name", "England", Fields::text_at);
    let source = fields.inner("source", "`source`", publication);
    let points = fields.each("points", "a figure", |inner| point(inner, check));
    let points = series(points, fields);
    if !fields.has("points") {
        fields.missing("points", "[{period: 2024-25, value: 65.1}]");
    }
    let name: Located<String> = name?;
    Some(Comparator { name, peer: false, source, points })
}

/// Comparators have names of their own and periods of the metric's length.
pub(super) fn check_comparators(comparators: &[Comparator], points: &[Point], fields: &Fields<'_>) {
    let grain = points.first().map(|point| point.period.grain());
    for (at, comparator) in comparators.iter().enumerate() {
        let name = &comparator.name;
        if comparators[..at].iter().any(|earlier| earlier.name.value == name.value) {
            let message = format!("two comparators are called `{}`", name.value);
            let finding = Finding::new(Code::DuplicateId, name.place.clone(), message);
            fields.findings.add(finding.help("join their figures, or give one of them another name"));
        }
        let other =
            comparator.points.iter().find(|point| grain.is_some_and(|grain| grain != point.period.grain()));
        if let Some((other, grain)) = other.zip(grain) {
            let message =
                format!("the metric has {} and this figure is for {}", grain.many(), other.period.label());
            let finding = Finding::new(Code::MixedPeriods, other.place.clone(), message);
            fields.findings.add(
                finding.help("compare like with like: give the comparator's figures for the same periods"),
            );
        }
    }
}

pub(super) fn publication(fields: &Fields<'_>) -> Option<Publication> {
    let name = fields.required_text("name", "Adult Social Care Outcomes Framework");
    let url = fields.text_at("url").filter(|url| {
        let web = url.value.starts_with("https://") || url.value.starts_with("http://");
        if !web {
            let finding = Finding::new(
                Code::LinkScheme,
                url.place.clone(),
                format!("`{}` is not an address", url.value),
            );
            fields.findings.add(finding.help("addresses begin with `https://`"));
        }
        web
    });
    Some(Publication {
        publisher: fields.text("publisher"),
        url: url.map(|url| url.value),
        published: fields.text("published"),
        code: fields.text("code"),
        handbook: fields.text("handbook"),
        licence: fields.text("licence"),
        status: fields.choice("status"),
        name: name?,
    })
}
