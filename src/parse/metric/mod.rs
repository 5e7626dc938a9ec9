//! `data/metrics/*.yaml`: measures and their figures.
//!
//! What cannot be true is an error here, so that no later stage has to ask:
//! figures are finite, in order of time, one for each period, all periods of
//! one length.

mod comparators;
mod figures;
mod from;
mod from_log;
mod marks;

use super::common::{Dating, basics, id_from_file, tagging};
use super::fields::Fields;
use super::markdown::read_text_field;
use super::published::{Asked, WantedComparator};
use crate::diagnostic::{Code, Finding};
use crate::model::{
    Better, ChartKind, Comparator, Counts, Detail, FiguresFrom, Item, Kind, Markdown, Metric, Point,
    Revision, SpcOptions, Unit, When, span,
};
use comparators::{comparator, publication};
use figures::point;
use marks::{Marks, targets};

pub(super) use comparators::check_comparators;
pub(super) use figures::{By, Check, impossible, series};
pub(super) use marks::{outside, stray};

/// A metric, and what it reads from published files.
pub(super) fn read(fields: &Fields<'_>) -> Option<(Item, Option<Asked>)> {
    let id = id_from_file(fields, false);
    let title = fields.required_text("title", "Days from contact to first conversation");
    let tagging = tagging(fields, true);
    if tagging.category.is_none() && fields.node("category").is_none() {
        fields.missing("category", "processes");
    }
    let (metric, asked) = metric(fields);
    let mut basics = basics(fields, Kind::Metric, id, title, Dating::Optional)?;
    if basics.when == When::Undated {
        basics.when = covered(&metric.points);
    }
    let item = Item { basics, tagging, body: Markdown::default(), detail: Detail::Metric(Box::new(metric)) };
    Some((item, asked))
}

/// The time that figures are about.
pub(super) fn covered(points: &[Point]) -> When {
    let known = points.iter().filter(|point| point.value.known().is_some());
    known.map(|point| point.period).collect()
}

fn metric(fields: &Fields<'_>) -> (Metric, Option<Asked>) {
    let unit = fields.required("unit", "days", Fields::choice);
    let better = fields.required("better", "lower", Fields::choice);
    let source = fields.required("source", "{name: Case management system, status: local}", |f, name| {
        f.inner(name, "`source`", publication)
    });
    let per = fields.number("per");
    check_per(fields, unit, per);
    let decimals = fields.whole("decimals", 0, 6).and_then(|decimals| u8::try_from(decimals).ok());
    let check = Check {
        unit: unit.unwrap_or(Unit::Score),
        per,
        decimals: decimals.or(unit.map(Unit::decimals)).unwrap_or(6),
        by: By::Author,
    };
    let points = series(fields.each("points", "a figure", |inner| point(inner, &check)), fields.findings);
    let from = from(fields);
    let method =
        fields.text_at("method").map(|text| read_text_field(&text, fields.findings)).unwrap_or_default();
    let marks = Marks::read(fields);
    let reads = fields.node("from").is_some_and(|node| !from_log::is_log(node));
    let wanted = fields.each("comparators", "a comparator", |inner| comparator(inner, &check, reads));
    let (comparators, asked) = asked(wanted, from.as_ref());
    if asked.is_none() {
        check_comparators(&comparators, &points, fields.findings);
    }
    let written = asked.is_none().then(|| span(&points, &comparators)).flatten();
    let (breaks, phases) = marks.among(written, fields.findings);
    let chart = fields.choice("chart");
    let spc = spc(fields, chart);
    let said_unit = unit;
    let unit = unit.unwrap_or(Unit::Score);
    let metric = Metric {
        survey: fields.flag("survey"),
        counts: fields.choice("counts").unwrap_or(Counts::People),
        part_of: fields.reference("part_of", &[Kind::Metric]),
        from,
        revisions: fields.each("revisions", "a revision", revision),
        question: fields.text("question"),
        finding: fields.text("finding"),
        chart: if spc.is_some() { Some(ChartKind::Spc) } else { chart },
        spc,
        target: targets(fields, said_unit),
        decimals: decimals.unwrap_or(unit.decimals()),
        unit,
        per,
        better: better.unwrap_or(Better::Neither),
        source: source.unwrap_or_default(),
        method,
        points,
        breaks,
        phases,
        comparators,
    };
    if let Some(FiguresFrom::Log(query)) = &metric.from {
        from_log::check(query, &metric, said_unit, fields);
    }
    (metric, asked)
}

/// A change to figures that had been given before.
fn revision(fields: &Fields<'_>) -> Option<Revision> {
    let on = fields.required("on", "2026-05-01", Fields::date);
    let what = fields.required_text("what", "March was counted again: six visits were missing");
    Some(Revision { on: on?, what: what? })
}

/// A rate says per how many it is: more than none.
fn check_per(fields: &Fields<'_>, unit: Option<Unit>, per: Option<f64>) {
    if unit == Some(Unit::Rate) && !fields.has("per") {
        fields.missing("per", "100000");
    }
    if let Some(per) = per.filter(|per| *per <= 0.0) {
        let message = format!("a rate cannot be per {per}");
        let finding = Finding::new(Code::ImpossibleFigure, fields.place_of("per"), message);
        fields.findings.add(finding.help("say per how many it is counted, for example `per: 100000`"));
    }
}

/// Where the figures are read, if they are not written.
fn from(fields: &Fields<'_>) -> Option<FiguresFrom> {
    let written = !fields.list("points").is_empty();
    if written && fields.has("from") {
        let message = "the figures are written under `points` or read by `from`, not both";
        let finding = Finding::new(Code::ContradictingFields, fields.place_of("from"), message);
        fields.findings.add(finding.help("take one of the two out"));
    } else if !written && fields.node("from").is_none() {
        fields.missing("points", "[{period: 2026-03, value: 9.1}]");
    }
    if fields.node("from").is_some_and(from_log::is_log) {
        return from_log::read(fields).map(FiguresFrom::Log);
    }
    from::files(fields).map(FiguresFrom::Files)
}

/// The comparators that are written, or all of them with what is to be read.
fn asked(wanted: Vec<WantedComparator>, from: Option<&FiguresFrom>) -> (Vec<Comparator>, Option<Asked>) {
    let files = match from {
        Some(FiguresFrom::Files(files)) => Some(files),
        _ => None,
    };
    let reads = files.is_some() || wanted.iter().any(|one| matches!(one, WantedComparator::Read(_)));
    if reads {
        return (Vec::new(), Some(Asked { own: files.cloned().unwrap_or_default(), comparators: wanted }));
    }
    let written = wanted.into_iter().filter_map(|one| match one {
        WantedComparator::Written(comparator) => Some(*comparator),
        WantedComparator::Read(_) => None,
    });
    (written.collect(), None)
}

/// How limits are made, where the author asks for a control chart by `chart:`
/// or by `spc:`.
fn spc(fields: &Fields<'_>, chart: Option<ChartKind>) -> Option<SpcOptions> {
    let said = fields.inner("spc", "`spc`", |inner| {
        Some(SpcOptions {
            screen: !inner.has("screen") || inner.flag("screen"),
            baseline: inner.whole("baseline", 12, 1000),
            least_points: inner.whole("least_points", 2, 1000).unwrap_or(LEAST_POINTS),
        })
    });
    let wanted = said.is_some() || chart == Some(ChartKind::Spc);
    let usual = SpcOptions { screen: true, baseline: None, least_points: LEAST_POINTS };
    wanted.then(|| said.unwrap_or(usual))
}

/// How many periods a control chart needs unless the author says otherwise.
const LEAST_POINTS: u32 = 13;
