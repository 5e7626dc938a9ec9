//! Figures: every metric with its points, its comparators and its reading.

use serde_json::{Value, json};

use super::{map, number};
use crate::assess::spc::{Assurance, Note, Variation};
use crate::assess::{Assessment, ControlReading, Known, Movement, Reading};
use crate::model::{Comparator, Detail, Kind, Metric, Point, PointValue, Publication, Target};
use crate::release::Release;

pub(super) fn metrics(release: &Release, assessment: &Assessment) -> Value {
    let metrics = release.of(Kind::Metric).iter().filter_map(|item| match &item.detail {
        Detail::Metric(metric) => {
            let analysis = match assessment.controls.get(item.name()) {
                Some(control) => Some(self::control(control)),
                None => assessment.readings.get(item.name()).map(analysis),
            };
            Some((&*item.name().id, view(&item.basics.title, metric, analysis.as_ref())))
        }
        _ => None,
    });
    map(metrics)
}

fn view(title: &str, metric: &Metric, analysis: Option<&Value>) -> Value {
    json!({
        "title": title,
        "question": metric.question,
        "finding": metric.finding,
        "unit": metric.unit.name(),
        "per": metric.per.map(number),
        "decimals": metric.decimals,
        "better": metric.better.name(),
        "target": metric.target.iter().map(target).collect::<Value>(),
        "source": source(&metric.source),
        "method": metric.method.plain_text(),
        "points": metric.points.iter().map(|one| point(one, metric.target_at(one.period.start()))).collect::<Value>(),
        "breaks": metric.breaks.iter().map(|one| json!({"period": one.period.to_string(), "why": one.why})).collect::<Value>(),
        "phases": metric.phases.iter().map(|one| json!({"from": one.from.to_string(), "label": one.label})).collect::<Value>(),
        "comparators": metric.comparators.iter().map(comparator).collect::<Value>(),
        "analysis": analysis,
    })
}

fn target(target: &Target) -> Value {
    json!({"from": target.from.map(|from| from.to_string()), "value": number(target.value)})
}

fn source(source: &Publication) -> Value {
    json!({
        "name": source.name,
        "publisher": source.publisher,
        "url": source.url,
        "published": source.published,
        "code": source.code,
        "handbook": source.handbook,
        "licence": source.licence,
        "status": source.status.map(crate::model::SourceStatus::name),
    })
}

fn point(point: &Point, target: Option<f64>) -> Value {
    let missing = match point.value {
        PointValue::Known(_) => None,
        PointValue::Missing(reason) => Some(reason.name()),
    };
    json!({
        "period": point.period.to_string(),
        "from": point.period.start().to_string(),
        "to": point.period.end().to_string(),
        "value": point.value.known().map(number),
        "numerator": point.numerator.map(number),
        "denominator": point.denominator.map(number),
        "margin": point.margin.map(number),
        "missing": missing,
        "note": point.note,
        "target": target.map(number),
    })
}

fn comparator(comparator: &Comparator) -> Value {
    json!({
        "name": comparator.name.value,
        "source": comparator.source.as_ref().map(source),
        "points": comparator.points.iter().map(|one| point(one, None)).collect::<Value>(),
    })
}

/// A control chart, every number with all its digits.
fn control(reading: &ControlReading) -> Value {
    let control = &reading.control;
    let points = reading.periods.iter().zip(&control.rows).map(|(period, row)| {
        json!({
            "period": period.to_string(),
            "value": row.value.map(number),
            "mean": row.mean.map(number),
            "lower": row.lower.map(number),
            "upper": row.upper.map(number),
            "segment": row.segment,
            "signal": row.signal.name(),
            "type": row.kind.name(),
        })
    });
    let notes: Vec<String> = control.notes.iter().map(Note::text).collect();
    json!({
        "method": "spc",
        "points": points.collect::<Value>(),
        "variation": control.variation.map(Variation::name),
        "assurance": control.assurance.map(Assurance::name),
        "note": notes.join(" "),
    })
}

/// The plain reading of a series; other methods join with their charts.
fn analysis(reading: &Reading) -> Value {
    let known = |known: Known| json!({"period": known.period.to_string(), "value": number(known.value)});
    json!({
        "method": "first-and-last",
        "first": reading.first.map(known),
        "last": reading.last.map(known),
        "movement": match reading.movement {
            Movement::Nothing => "nothing",
            Movement::Single => "single",
            Movement::Level => "level",
            Movement::Up => "up",
            Movement::Down => "down",
            Movement::Within => "within-margins",
        },
        "meets_target": reading.meets_target,
    })
}
