//! Figures: every metric with its points, its comparators and its reading.

use serde_json::{Value, json};

use super::super::figure::whose;
use super::{map, name, number};
use crate::assess::spc::{Assurance, Note, Variation};
use crate::assess::{
    Assessment, Compared, ControlReading, FiguresReading, Interval, Known, Movement, Reading, With,
};
use crate::model::{Comparator, Detail, Kind, Metric, Point, PointValue, Publication, Target};
use crate::release::Release;

pub(super) fn metrics(release: &Release, assessment: &Assessment) -> Value {
    let metrics = release.of(Kind::Metric).iter().filter_map(|item| match &item.detail {
        Detail::Metric(metric) => {
            let analysis = match assessment.controls.get(item.name()) {
                Some(control) => Some(self::control(control)),
                None => assessment.readings.get(item.name()).map(analysis),
            };
            let figures = assessment.figures.get(item.name())?;
            let compared = |one: &Compared| compared(one, metric, whose(metric, release.settings()));
            let comparisons = figures.comparisons.iter().map(compared).collect();
            let mut view = view(&item.basics.title, metric, figures, analysis.as_ref());
            let whole = metric.part_of.as_ref().filter(|whole| release.item(&whole.to).is_some());
            view["comparisons"] = comparisons;
            view["part_of"] = whole.map_or(Value::Null, |whole| name(&whole.to));
            Some((&*item.name().id, view))
        }
        _ => None,
    });
    map(metrics)
}

fn view(title: &str, metric: &Metric, figures: &FiguresReading, analysis: Option<&Value>) -> Value {
    let own = metric.points.iter().zip(&figures.own);
    let own = own.map(|(one, interval)| point(one, *interval, metric.target_at(one.period.start())));
    let others = metric.comparators.iter().zip(&figures.others);
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
        "points": own.collect::<Value>(),
        "breaks": metric.breaks.iter().map(|one| json!({"period": one.period.to_string(), "why": one.why})).collect::<Value>(),
        "phases": metric.phases.iter().map(|one| json!({"from": one.from.to_string(), "label": one.label})).collect::<Value>(),
        "comparators": others.map(|(one, intervals)| comparator(one, intervals)).collect::<Value>(),
        "revisions": metric.revisions.iter().map(|one| json!({"on": one.on.to_string(), "what": one.what})).collect::<Value>(),
        "survey": metric.survey,
        "counts": metric.counts.name(),
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

fn point(point: &Point, interval: Option<Interval>, target: Option<f64>) -> Value {
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
        "lower": interval.map(|interval| number(interval.lower)),
        "upper": interval.map(|interval| number(interval.upper)),
        "missing": missing,
        "note": point.note,
        "target": target.map(number),
    })
}

fn comparator(comparator: &Comparator, intervals: &[Option<Interval>]) -> Value {
    let points = comparator.points.iter().zip(intervals);
    json!({
        "name": comparator.name.value,
        "peer": comparator.peer,
        "source": comparator.source.as_ref().map(source),
        "points": points.map(|(one, interval)| point(one, *interval, None)).collect::<Value>(),
    })
}

/// The last figure that has an interval, set against another. The authority's
/// own first figure has the authority's name.
fn compared(compared: &Compared, metric: &Metric, authority: &str) -> Value {
    let with = match compared.with {
        With::Comparator(at) => metric.comparators[at].name.value.as_str(),
        With::OwnFirst => authority,
    };
    json!({
        "with": with,
        "period": compared.period.to_string(),
        "value": number(compared.figure.value),
        "lower": number(compared.figure.lower),
        "upper": number(compared.figure.upper),
        "other": number(compared.other),
        "other_period": compared.other_period.to_string(),
        "result": compared.result.name(),
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
