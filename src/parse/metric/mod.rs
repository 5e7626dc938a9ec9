//! `data/metrics/*.yaml`: measures and their figures.
//!
//! What cannot be true is an error here, so that no later stage has to ask:
//! figures are finite, in order of time, one for each period, all periods of
//! one length.

mod comparators;
mod figures;

use super::common::{Dating, basics, id_from_file, tagging};
use super::fields::Fields;
use super::markdown::read_text_field;
use crate::diagnostic::{Code, Finding};
use crate::model::{
    Better, Break, ChartKind, Counts, Detail, Item, Kind, Markdown, Metric, Phase, Revision, SpcOptions,
    Target, Unit, When,
};
use crate::source::Value;
use comparators::{check_comparators, comparator, publication};
use figures::{Check, point, series};

pub(super) fn read(fields: &Fields<'_>) -> Option<Item> {
    let id = id_from_file(fields, false);
    let title = fields.required_text("title", "Days from contact to first conversation");
    let tagging = tagging(fields, true);
    if tagging.category.is_none() && fields.node("category").is_none() {
        fields.missing("category", "processes");
    }
    let metric = metric(fields);
    let mut basics = basics(fields, Kind::Metric, id, title, Dating::Optional)?;
    if basics.when == When::Undated {
        basics.when = metric
            .points
            .iter()
            .filter(|point| point.value.known().is_some())
            .map(|point| point.period)
            .collect();
    }
    Some(Item { basics, tagging, body: Markdown::default(), detail: Detail::Metric(Box::new(metric)) })
}

fn metric(fields: &Fields<'_>) -> Metric {
    refuse_what_is_not_built(fields);
    let unit = fields.required("unit", "days", Fields::choice);
    let better = fields.required("better", "lower", Fields::choice);
    let source = fields.required("source", "{name: Case management system, status: local}", |f, name| {
        f.inner(name, "`source`", publication)
    });
    let per = fields.number("per");
    if unit == Some(Unit::Rate) && per.is_none() {
        fields.missing("per", "100000");
    }
    let decimals = fields.whole("decimals", 0, 6).and_then(|decimals| u8::try_from(decimals).ok());
    let check = Check {
        unit: unit.unwrap_or(Unit::Score),
        per,
        decimals: decimals.or(unit.map(Unit::decimals)).unwrap_or(6),
    };
    let points = series(fields.each("points", "a figure", |inner| point(inner, &check)), fields);
    if fields.list("points").is_empty() && !fields.has("from") {
        fields.missing("points", "[{period: 2026-03, value: 9.1}]");
    }
    let method =
        fields.text_at("method").map(|text| read_text_field(&text, fields.findings)).unwrap_or_default();
    let breaks = fields.each("breaks", "a break", |inner| {
        let period = inner.required("period", "2024-25", Fields::period);
        let why = inner.required_text("why", "client-level data replaces SALT");
        Some(Break { period: period?, why: why? })
    });
    let phases = fields.each("phases", "a phase", |inner| {
        let from = inner.required("from", "2025-09", Fields::period);
        let label = inner.required_text("label", "Eastbrook opens");
        Some(Phase { from: from?, label: label? })
    });
    let comparators = fields.each("comparators", "a comparator", |inner| comparator(inner, &check));
    check_comparators(&comparators, &points, fields);
    let question = fields.text("question");
    let finding = fields.text("finding");
    let chart = fields.choice("chart");
    let spc = spc(fields, chart);
    let target = targets(fields, unit);
    let unit = unit.unwrap_or(Unit::Score);
    let revisions = fields.each("revisions", "a revision", |inner| {
        let on = inner.required("on", "2026-05-01", Fields::date);
        let what = inner.required_text("what", "March was counted again: six visits were missing");
        Some(Revision { on: on?, what: what? })
    });
    Metric {
        survey: fields.flag("survey"),
        counts: fields.choice("counts").unwrap_or(Counts::People),
        part_of: fields.reference("part_of", &[Kind::Metric]),
        from: None,
        revisions,
        question,
        finding,
        chart: if spc.is_some() { Some(ChartKind::Spc) } else { chart },
        spc,
        target,
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
    }
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

/// Settings that later versions will read; silence would be a wrong picture.
fn refuse_what_is_not_built(fields: &Fields<'_>) {
    let refuse = |name: &'static str, message: &str, help: &str| {
        fields.findings.add(Finding::new(Code::NotBuiltYet, fields.place_of(name), message).help(help));
    };
    if fields.has("from") {
        refuse(
            "from",
            "this version does not read figures from other files",
            "write the figures under `points:`",
        );
    }
}

fn targets(fields: &Fields<'_>, unit: Option<Unit>) -> Vec<Target> {
    let targets = match fields.node("target").map(|node| (node, &node.value)) {
        Some((node, Value::Text(_))) => {
            fields.number_of("target", node).map(|value| Target { from: None, value }).into_iter().collect()
        }
        Some(_) => fields.each("target", "a target", |inner| {
            let from = inner.period("from");
            let value = inner.required("value", "3", Fields::number);
            Some(Target { from, value: value? })
        }),
        None => Vec::new(),
    };
    if unit == Some(Unit::Percent) && targets.iter().any(|target| !(0.0..=100.0).contains(&target.value)) {
        let message = "a target for a percentage is between 0 and 100";
        fields.findings.add(Finding::new(Code::ImpossibleFigure, fields.place_of("target"), message));
    }
    let mut targets: Vec<Target> = targets;
    targets.sort_by_key(|target| target.from);
    targets
}
