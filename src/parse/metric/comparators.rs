//! Those to compare with, and where figures come from.

use super::super::fields::Fields;
use super::super::findings::Findings;
use super::super::published::{ReadComparator, WantedComparator};
use super::figures::{Check, point, series};
use super::from::{area, files, with_handbook};
use crate::diagnostic::{Code, Finding};
use crate::model::{Comparator, Point, Publication};

/// Somebody to compare with, with figures that are written or to be read.
pub(super) fn comparator(fields: &Fields<'_>, check: &Check, reads: bool) -> Option<WantedComparator> {
    if fields.has("peers") {
        return peers(fields, reads);
    }
    let name = fields.required("name", "England", Fields::text_at);
    let source = fields.inner("source", "`source`", publication);
    let points = fields.each("points", "a figure", |inner| point(inner, check));
    let points = series(points, fields.findings);
    let place = fields.place();
    let (queries, area, value) = (files(fields), area(fields), fields.text_at("value"));
    let read = ["from", "area", "value"].into_iter().find(|name| fields.has(name));
    match (fields.has("points"), read) {
        (true, None) => {
            let written = Comparator { name: name?, peer: false, source, points };
            Some(WantedComparator::Written(Box::new(written)))
        }
        (true, Some(other)) => {
            let message = format!("a comparator's figures are written or read: it has `points` or `{other}`");
            let finding = Finding::new(Code::ContradictingFields, fields.place_of(other), message);
            fields.findings.add(finding.help("take one of the two out"));
            None
        }
        (false, None) => {
            fields.missing("points", "[{period: 2024-25, value: 65.1}]` or `area: E92000001");
            None
        }
        (false, Some(_)) => {
            can_be_read(fields, reads)?;
            let read = ReadComparator { place, name: Some(name?), source, queries, area: area.ok()?, value };
            Some(WantedComparator::Read(Box::new(read)))
        }
    }
}

/// `{peers: true}`: every council of the settings' list.
fn peers(fields: &Fields<'_>, reads: bool) -> Option<WantedComparator> {
    let source = fields.inner("source", "`source`", publication);
    let queries = files(fields);
    if !fields.flag("peers") {
        let message = "`peers` is `true`, or is left out";
        fields.findings.add(Finding::new(Code::UnknownValue, fields.place_of("peers"), message));
        return None;
    }
    can_be_read(fields, reads)?;
    let place = fields.place_of("peers");
    let read = ReadComparator { place, name: None, source, queries, area: None, value: None };
    Some(WantedComparator::Read(Box::new(read)))
}

/// Whether there are files to read a comparator's figures from; a `from` of
/// its own that is wrong has been reported.
fn can_be_read(fields: &Fields<'_>, reads: bool) -> Option<()> {
    if !reads && !fields.has("from") {
        let message = "the metric's own figures are written, so there is no file to read these from";
        let finding = Finding::new(Code::MissingField, fields.place(), message);
        fields.findings.add(finding.help("write `points:` here, or `from:` with the file"));
        return None;
    }
    Some(())
}

/// Comparators have names of their own and periods of the metric's length.
pub(in crate::parse) fn check_comparators(comparators: &[Comparator], points: &[Point], findings: &Findings) {
    let grain = points.first().map(|point| point.period.grain());
    for (at, comparator) in comparators.iter().enumerate() {
        let name = &comparator.name;
        if comparators[..at].iter().any(|earlier| earlier.name.value == name.value) {
            let message = format!("two comparators are called `{}`", name.value);
            let finding = Finding::new(Code::DuplicateId, name.place.clone(), message);
            findings.add(finding.help("join their figures, or give one of them another name"));
        }
        let other =
            comparator.points.iter().find(|point| grain.is_some_and(|grain| grain != point.period.grain()));
        if let Some((other, grain)) = other.zip(grain) {
            let message =
                format!("the metric has {} and this figure is for {}", grain.many(), other.period.label());
            let finding = Finding::new(Code::MixedPeriods, other.place.clone(), message);
            findings.add(
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
    let (code, handbook) = (fields.text_at("code"), fields.text("handbook"));
    with_handbook(code.as_ref(), handbook.as_ref(), fields);
    Some(Publication {
        publisher: fields.text("publisher"),
        url: url.map(|url| url.value),
        published: fields.text("published"),
        code: code.map(|code| code.value),
        handbook,
        licence: fields.text("licence"),
        status: fields.choice("status"),
        name: name?,
    })
}
