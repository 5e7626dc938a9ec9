//! Single figures and series of them: what cannot be true is an error here,
//! whether they are written in the pack or read from a published file.

use std::collections::BTreeMap;

use super::super::fields::Fields;
use super::super::findings::Findings;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Missing, Period, Point, PointValue, Unit};

/// How figures are checked against their numerators and denominators.
pub(in crate::parse) struct Check {
    pub(in crate::parse) unit: Unit,
    pub(in crate::parse) per: Option<f64>,
    /// To how many decimal places the value has to agree with its counts.
    pub(in crate::parse) decimals: u8,
    /// Whose figures they are.
    pub(in crate::parse) by: By,
}

/// Whose figures are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum By {
    /// The author's: a note says that the author knows of what is odd.
    Author,
    /// A publisher's: the notes are the file's own.
    Publisher,
    /// A publisher's survey: numerator and denominator are weighted estimates.
    Survey,
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
pub(in crate::parse) fn impossible(point: &Point, check: &Check) -> Vec<(&'static str, Finding)> {
    let mut findings: Vec<_> = given_away(point, check).into_iter().collect();
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
    if let Some(margin) = point.margin.filter(|margin| check.unit == Unit::Percent && *margin > 100.0) {
        let message = format!("the margin {margin} is wider than percentages can be apart");
        say(
            "margin",
            message,
            "write the half of the interval, in the unit of the value: 2.1 for 2.1 points",
        );
    }
    let larger = point
        .numerator
        .zip(point.denominator)
        .filter(|(x, n)| check.unit == Unit::Percent && *n >= 0.0 && x > n);
    if let Some((x, n)) = larger {
        let message = format!("the numerator {x} is larger than the denominator {n}");
        say("numerator", message, "have the two changed places?");
    } else if let Some(value) = value.filter(|_| of_nobody(point, check)) {
        let message = format!("the value is {value}, and the denominator is 0: it is of nobody");
        let code = if check.by == By::Author { Code::ImpossibleFigure } else { Code::FigureDisagrees };
        let finding = Finding::new(code, point.place.clone(), message);
        findings.push(("denominator", finding.help("write `missing: not-available` instead of the value")));
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

/// A suppressed figure whose counts give it away. A publisher may leave one of
/// the two where it gives nothing away.
fn given_away(point: &Point, check: &Check) -> Option<(&'static str, Finding)> {
    let given = match check.by {
        By::Author => point.numerator.is_some() || point.denominator.is_some(),
        By::Publisher | By::Survey => point.numerator.is_some() && point.denominator.is_some(),
    };
    (given && point.value == PointValue::Missing(Missing::Suppressed)).then(|| {
        let message = "a figure that is suppressed would be given away by its numerator or denominator";
        let finding = Finding::new(Code::ContradictingFields, point.place.clone(), message);
        ("missing", finding.help("take `numerator` and `denominator` out of this figure"))
    })
}

/// Whether a value is a share, a rate or an average of none. A survey's base
/// is an estimate, and can round to 0.
fn of_nobody(point: &Point, check: &Check) -> bool {
    point.denominator == Some(0.0) && check.unit != Unit::Count && check.by != By::Survey
}

/// The value that numerator and denominator give. Survey measures, which have
/// a margin of their own, are weighted and cannot be checked so; a note says
/// that the author knows.
fn computed(point: &Point, check: &Check) -> Option<f64> {
    let (x, n) = point.numerator.zip(point.denominator).filter(|(_, n)| *n > 0.0)?;
    let author_knows = check.by == By::Author && point.note.is_some();
    if point.margin.is_some() || author_knows || check.by == By::Survey {
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
pub(in crate::parse) fn series(mut points: Vec<Point>, findings: &Findings) -> Vec<Point> {
    if points.iter().any(|point| matches!(point.period, Period::Month(..))) {
        for point in &mut points {
            point.period = point.period.as_month();
        }
    }
    let mut seen: BTreeMap<Period, Place> = BTreeMap::new();
    let grain = points.first().map(|point| point.period.grain());
    for point in &points {
        if let Some(first) = seen.insert(point.period, point.place.clone()) {
            let message = format!("there are two figures for {}", point.period.label());
            let help = first.line.map_or_else(
                || "remove one of the two".to_owned(),
                |line| {
                    format!(
                        "the other is in line {line} of `{}`: read the period from one of them",
                        first.path
                    )
                },
            );
            findings.add(Finding::new(Code::DuplicatePeriod, point.place.clone(), message).help(help));
        }
        if let Some(grain) = grain.filter(|grain| *grain != point.period.grain()) {
            let message = format!(
                "the figures begin with {} and this one is for {}",
                grain.many(),
                point.period.label()
            );
            findings.add(
                Finding::new(Code::MixedPeriods, point.place.clone(), message)
                    .help("keep one length of period in a metric; make a second metric for the other"),
            );
        }
    }
    points.sort_by_key(|point| point.period);
    points
}
