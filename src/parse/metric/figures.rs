//! Single figures and series of them: what cannot be true is an error here.

use std::collections::BTreeMap;

use super::super::fields::Fields;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Missing, Period, Point, PointValue, Unit};

/// How figures are checked against their numerators and denominators.
pub(super) struct Check {
    pub(super) unit: Unit,
    pub(super) per: Option<f64>,
    pub(super) decimals: u8,
}

pub(super) fn point(fields: &Fields<'_>, check: &Check) -> Option<Point> {
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
pub(super) fn series(mut points: Vec<Point>, fields: &Fields<'_>) -> Vec<Point> {
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
