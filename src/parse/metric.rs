//! `data/metrics/*.yaml`: measures and their figures.
//!
//! What cannot be true is an error here, so that no later stage has to ask:
//! figures are finite, in order of time, one for each period, all periods of
//! one length.

use std::collections::BTreeMap;

use super::common::{Dating, basics, id_from_file, tagging};
use super::fields::Fields;
use super::markdown::read_text_field;
use crate::diagnostic::{Code, Finding, Located, Place};
use crate::model::{
    Better, Break, ChartKind, Comparator, Detail, Item, Kind, Markdown, Metric, Missing, Period, Phase,
    Point, PointValue, Publication, SpcOptions, Target, Unit, When,
};
use crate::source::Value;

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
    let chart = chart(fields);
    let spc = spc(fields, chart);
    let target = targets(fields, unit);
    let unit = unit.unwrap_or(Unit::Score);
    Metric {
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

/// How the metric is drawn, where its author says so; kinds of chart that
/// later versions will draw are refused by name.
fn chart(fields: &Fields<'_>) -> Option<ChartKind> {
    const NOT_BUILT: [&str; 2] = ["funnel", "benchmark"];
    match &fields.node("chart")?.value {
        Value::Text(kind) if NOT_BUILT.contains(&kind.as_str()) => {
            let message = format!("this version does not draw a chart of the kind `{kind}`");
            let finding = Finding::new(Code::NotBuiltYet, fields.place_of("chart"), message);
            fields.findings.add(finding.help("leave `chart:` out, or write `trend`, `bars` or `spc`"));
            None
        }
        _ => fields.choice("chart"),
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

/// How figures are checked against their numerators and denominators.
struct Check {
    unit: Unit,
    per: Option<f64>,
    decimals: u8,
}

fn point(fields: &Fields<'_>, check: &Check) -> Option<Point> {
    let period = fields.required("period", "2026-03", Fields::period);
    let number = fields.number("value");
    let missing = fields.choice("missing");
    let value = point_value(fields, number, missing);
    let numerator = fields.number("numerator");
    let denominator = fields.number("denominator");
    let margin = fields.number("margin");
    let note = fields.text("note");
    let place = fields.place_of("period");
    if missing == Some(Missing::Suppressed) && (numerator.is_some() || denominator.is_some()) {
        let message = "a figure that is suppressed would be given away by its numerator or denominator";
        let finding = Finding::new(Code::ContradictingFields, fields.place_of("missing"), message);
        fields.findings.add(finding.help("take `numerator` and `denominator` out of this figure"));
    }
    let point = Point { place, value: value?, numerator, denominator, margin, note, period: period? };
    for (name, finding) in impossible(&point, check) {
        fields.findings.add(Finding { place: Some(fields.place_of(name)), ..finding });
    }
    Some(point)
}

fn point_value(fields: &Fields<'_>, number: Option<f64>, missing: Option<Missing>) -> Option<PointValue> {
    match (number, missing) {
        (Some(number), None) => Some(PointValue::Known(number)),
        (None, Some(reason)) => Some(PointValue::Missing(reason)),
        (Some(_), Some(_)) => {
            let message = "a figure cannot have a value and be missing";
            fields.findings.add(Finding::new(Code::ContradictingFields, fields.place_of("missing"), message));
            None
        }
        (None, None) => {
            if !fields.has("value") || fields.node("value").is_none() {
                fields.missing("value", "9.1` or `missing: not-collected");
            }
            None
        }
    }
}

/// What cannot be so, and what does not add up, with the field where it shows.
fn impossible(point: &Point, check: &Check) -> Vec<(&'static str, Finding)> {
    let mut findings = Vec::new();
    let mut say = |name, message: String, help: &str| {
        let finding = Finding::new(Code::ImpossibleFigure, point.place.clone(), message).help(help);
        findings.push((name, finding));
    };
    let value = point.value.known();
    if let Some(value) = value {
        if check.unit == Unit::Percent && !(0.0..=100.0).contains(&value) {
            say("value", format!("{value} per cent is not between 0 and 100"), "write 61.4 for 61.4%");
        }
        if matches!(check.unit, Unit::Days | Unit::Count | Unit::Rate) && value < 0.0 {
            say("value", format!("{value} is less than nothing"), "is the minus sign meant?");
        }
    }
    for (name, number) in
        [("numerator", point.numerator), ("denominator", point.denominator), ("margin", point.margin)]
    {
        if let Some(number) = number.filter(|number| *number < 0.0) {
            say(name, format!("the {name} {number} is less than nothing"), "is the minus sign meant?");
        }
    }
    let larger = point.numerator.zip(point.denominator).filter(|(x, n)| check.unit == Unit::Percent && x > n);
    if let Some((x, n)) = larger {
        let message = format!("the numerator {x} is larger than the denominator {n}");
        say("numerator", message, "have the two changed places?");
    } else if let Some((value, computed)) = value.zip(computed(point, check)) {
        let half_a_digit = 0.5 * 10f64.powi(-i32::from(check.decimals)) * 1.000_001;
        if (value - computed).abs() > half_a_digit {
            let digits = usize::from(check.decimals.min(3));
            let message =
                format!("the value is {value}, and numerator and denominator give {computed:.digits$}");
            let finding = Finding::new(Code::FigureDisagrees, point.place.clone(), message);
            findings.push(("value", finding.help("correct one of the three, or say why in `note:`")));
        }
    }
    findings
}

/// The value that numerator and denominator give. Survey measures, which have
/// a margin of their own, are weighted and cannot be checked so; a note says
/// that the author knows.
fn computed(point: &Point, check: &Check) -> Option<f64> {
    let (x, n) = point.numerator.zip(point.denominator).filter(|(_, n)| *n > 0.0)?;
    if point.margin.is_some() || point.note.is_some() {
        return None;
    }
    match check.unit {
        Unit::Percent => Some(100.0 * x / n),
        Unit::Rate => Some(check.per? * x / n),
        Unit::Days | Unit::Score | Unit::Pounds => Some(x / n),
        Unit::Count => None,
    }
}

/// Figures in order of time, one for each period, of one length.
fn series(mut points: Vec<Point>, fields: &Fields<'_>) -> Vec<Point> {
    if points.iter().any(|point| matches!(point.period, Period::Month(..))) {
        for point in &mut points {
            point.period = point.period.as_month();
        }
    }
    let mut seen: BTreeMap<Period, Place> = BTreeMap::new();
    let grain = points.first().map(|point| point.period.grain());
    for point in &points {
        if seen.insert(point.period, point.place.clone()).is_some() {
            let message = format!("there are two figures for {}", point.period.label());
            fields.findings.add(
                Finding::new(Code::DuplicatePeriod, point.place.clone(), message)
                    .help("remove one of the two"),
            );
        }
        if let Some(grain) = grain.filter(|grain| *grain != point.period.grain()) {
            let message = format!(
                "the figures begin with {} and this one is for {}",
                grain.many(),
                point.period.label()
            );
            fields.findings.add(
                Finding::new(Code::MixedPeriods, point.place.clone(), message)
                    .help("keep one length of period in a metric; make a second metric for the other"),
            );
        }
    }
    points.sort_by_key(|point| point.period);
    points
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

fn comparator(fields: &Fields<'_>, check: &Check) -> Option<Comparator> {
    let name = fields.required("name", "England", Fields::text_at);
    let source = fields.inner("source", "`source`", publication);
    let points = fields.each("points", "a figure", |inner| point(inner, check));
    let points = series(points, fields);
    if !fields.has("points") {
        fields.missing("points", "[{period: 2024-25, value: 65.1}]");
    }
    let name: Located<String> = name?;
    Some(Comparator { name, source, points })
}

/// Comparators have names of their own and periods of the metric's length.
fn check_comparators(comparators: &[Comparator], points: &[Point], fields: &Fields<'_>) {
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

fn publication(fields: &Fields<'_>) -> Option<Publication> {
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
