//! Breaks and phases of a series, and targets: each once, and where there are
//! figures.

use super::super::fields::Fields;
use super::super::findings::Findings;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Break, Metric, Period, Phase, Target, Unit};
use crate::source::Value;

/// The breaks and phases of a metric, with their places.
pub(super) struct Marks {
    breaks: Vec<(Place, Break)>,
    phases: Vec<(Place, Phase)>,
}

impl Marks {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let breaks = fields.each("breaks", "a break", |inner| {
            let period = inner.required("period", "2024-25", Fields::period);
            let why = inner.required_text("why", "client-level data replaces SALT");
            Some((inner.place_of("period"), Break { period: period?, why: why? }))
        });
        let phases = fields.each("phases", "a phase", |inner| {
            let from = inner.required("from", "2025-09", Fields::period);
            let label = inner.required_text("label", "Eastbrook opens");
            Some((inner.place_of("from"), Phase { from: from?, label: label? }))
        });
        let marks = Self { breaks, phases };
        let breaks = marks.breaks.iter().map(|(place, broken)| (place, broken.period));
        twice("breaks", breaks, fields.findings);
        twice("phases", marks.phases.iter().map(|(place, phase)| (place, phase.from)), fields.findings);
        marks
    }

    /// The marks, after those outside the figures that are written were reported.
    pub(super) fn among(
        self,
        span: Option<(Period, Period)>,
        findings: &Findings,
    ) -> (Vec<Break>, Vec<Phase>) {
        let say = |place: &Place, message: Option<String>| {
            if let Some(message) = message {
                findings.add(stray(message, place.clone()));
            }
        };
        for (place, broken) in &self.breaks {
            say(place, break_outside(broken, span));
        }
        for (place, phase) in &self.phases {
            say(place, phase_outside(phase, span));
        }
        let breaks = self.breaks.into_iter().map(|(_, broken)| broken).collect();
        (breaks, self.phases.into_iter().map(|(_, phase)| phase).collect())
    }
}

/// What lies outside figures that were read from files: only then is it known
/// which periods there are.
pub(in crate::parse) fn outside(metric: &Metric) -> Vec<String> {
    let span = metric.span();
    let breaks = metric.breaks.iter().filter_map(|broken| break_outside(broken, span));
    breaks.chain(metric.phases.iter().filter_map(|phase| phase_outside(phase, span))).collect()
}

/// A break or phase that is not where it should be.
pub(in crate::parse) fn stray(message: String, place: Place) -> Finding {
    Finding::new(Code::StrayMark, place, message).help("is the period right?")
}

fn break_outside(broken: &Break, span: Option<(Period, Period)>) -> Option<String> {
    let (first, last) = span?;
    let (at, period) = (broken.period.start(), broken.period.label());
    if at <= first.start() {
        return Some(format!(
            "the break at {period} has no figure before it: the first is for {}",
            first.label()
        ));
    }
    (at > last.end())
        .then(|| format!("the break at {period} has no figure after it: the last is for {}", last.label()))
}

/// A phase may begin with the first figure, which a break may not.
fn phase_outside(phase: &Phase, span: Option<(Period, Period)>) -> Option<String> {
    let (first, last) = span?;
    let from = phase.from.label();
    if phase.from.end() < first.start() {
        return Some(format!("the phase from {from} begins before the first figure, {}", first.label()));
    }
    (phase.from.start() > last.end())
        .then(|| format!("the phase from {from} begins after the last figure, {}", last.label()))
}

fn twice<'a>(name: &str, marks: impl Iterator<Item = (&'a Place, Period)>, findings: &Findings) {
    let mut seen: Vec<Period> = Vec::new();
    for (place, period) in marks {
        if seen.contains(&period) {
            let message = format!("two of the {name} are at {}", period.label());
            let finding = Finding::new(Code::StrayMark, place.clone(), message);
            findings.add(finding.help("say both in the words of one of them"));
        }
        seen.push(period);
    }
}

/// What is aimed for: one value, or a value from each of several periods on.
pub(super) fn targets(fields: &Fields<'_>, unit: Option<Unit>) -> Vec<Target> {
    let mut targets: Vec<Target> = match fields.node("target").map(|node| (node, &node.value)) {
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
    let say = |code, message: String, help: &str| {
        fields.findings.add(Finding::new(code, fields.place_of("target"), message).help(help));
    };
    if unit == Some(Unit::Percent) && targets.iter().any(|target| !(0.0..=100.0).contains(&target.value)) {
        let message = "a target for a percentage is between 0 and 100".to_owned();
        say(Code::ImpossibleFigure, message, "write 61.4 for 61.4%");
    }
    let not_negative = matches!(unit, Some(Unit::Days | Unit::Count | Unit::Rate));
    if let Some(target) = targets.iter().find(|target| not_negative && target.value < 0.0) {
        let message = format!("the target {} is less than nothing", target.value);
        say(Code::ImpossibleFigure, message, "is the minus sign meant?");
    }
    targets.sort_by_key(|target| target.from);
    for pair in targets.windows(2).filter(|pair| pair[0].from == pair[1].from) {
        let from = pair[0].from.map_or("the beginning".to_owned(), Period::label);
        let message = format!("two targets hold from {from} on");
        say(
            Code::ContradictingFields,
            message,
            "take one of the two out, or say with `from:` when it begins to hold",
        );
    }
    targets
}
