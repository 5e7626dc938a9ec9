//! A metric as a control chart: what is drawn, and the same in words.

use serde::Serialize;

use super::wording;
use crate::assess::ControlReading;
use crate::assess::spc::{Assurance, METHOD, Signal, SignalKind, Variation, Way};
use crate::chart::{
    ChartError, Control, ControlMark, ControlPoint, ControlSegment, ControlTarget, Finite, Mark, Sign,
    mark as sign,
};
use crate::diagnostic::capital;
use crate::model::{Metric, Period};

/// As many signals as a page lists.
const MOST_SIGNALS: usize = 20;

/// What is drawn.
pub(super) fn shape(metric: &Metric, reading: &ControlReading) -> Result<Control, ChartError> {
    let rows = &reading.control.rows;
    let points = rows.iter().map(|row| {
        let mark = mark(row.kind, row.way);
        let value = finite(row.value)?;
        Ok(value.map(|value| ControlPoint { value, mark }))
    });
    let mut segments: Vec<ControlSegment> = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        if from == 0 || rows[from - 1].segment != row.segment {
            let (mean, lower, upper) = (finite(row.mean)?, finite(row.lower)?, finite(row.upper)?);
            segments.push(ControlSegment { from, mean, lower, upper });
        }
    }
    let breaks = metric.breaks.iter().map(|broken| (broken.period, &broken.why));
    let phases = metric.phases.iter().map(|phase| (phase.from, &phase.label));
    let before = |from: Period| reading.periods.partition_point(|period| period.start() < from.start());
    Ok(Control {
        periods: reading.periods.iter().map(|period| period.short_label()).collect(),
        points: points.collect::<Result<Vec<_>, ChartError>>()?,
        segments,
        targets: targets(metric, &reading.periods)?,
        marks: breaks
            .chain(phases)
            .map(|(from, label)| Mark { before: before(from), label: label.clone() })
            .collect(),
    })
}

fn finite(value: Option<f64>) -> Result<Option<Finite>, ChartError> {
    let checked = value.map(Finite::try_from).transpose();
    checked.map_err(|error| ChartError::Drawing(error.to_string()))
}

/// A target from each period on in which it changes.
fn targets(metric: &Metric, periods: &[Period]) -> Result<Vec<ControlTarget>, ChartError> {
    let mut targets: Vec<ControlTarget> = Vec::new();
    let mut last = None;
    for (from, period) in periods.iter().enumerate() {
        let target = metric.target_at(period.start());
        if target != last {
            targets.push(ControlTarget { from, value: finite(target)? });
            last = target;
        }
    }
    Ok(targets)
}

fn mark(kind: SignalKind, way: Option<Way>) -> ControlMark {
    match (kind, way) {
        (SignalKind::Common, _) => ControlMark::Common,
        (SignalKind::Improvement, Some(Way::Low)) => ControlMark::ImprovementDown,
        (SignalKind::Improvement, _) => ControlMark::ImprovementUp,
        (SignalKind::Concern, _) => ControlMark::Concern,
        (SignalKind::NeutralHigh, _) => ControlMark::NeutralHigh,
        (SignalKind::NeutralLow, _) => ControlMark::NeutralLow,
    }
}

/// The columns that a control chart adds to the table of figures: a heading,
/// and a cell for each of some periods.
pub(super) fn columns(
    metric: &Metric,
    reading: &ControlReading,
    periods: &[Period],
) -> Vec<(String, Vec<String>)> {
    let row =
        |period: &Period| reading.periods.binary_search(period).ok().map(|at| &reading.control.rows[at]);
    let value = |value: Option<f64>| value.map_or(String::new(), |value| wording::worked_out(metric, value));
    let each = |cell: &dyn Fn(&Period) -> String| periods.iter().map(cell).collect::<Vec<String>>();
    vec![
        ("Mean".to_owned(), each(&|period| value(row(period).and_then(|row| row.mean)))),
        ("Lower limit".to_owned(), each(&|period| value(row(period).and_then(|row| row.lower)))),
        ("Upper limit".to_owned(), each(&|period| value(row(period).and_then(|row| row.upper)))),
        (
            "Signal".to_owned(),
            each(&|period| row(period).map_or(String::new(), |row| signal(row.signal, row.kind))),
        ),
    ]
}

/// What a control chart adds to the csv file of its metric.
pub(super) const CSV_COLUMNS: [&str; 5] = ["mean", "lower_limit", "upper_limit", "signal", "type"];

/// The cells of a period; empty where the row is of somebody else's figure.
pub(super) fn csv_cells(reading: Option<&ControlReading>, period: Period) -> [String; 5] {
    let row = reading.and_then(|reading| {
        let at = reading.periods.binary_search(&period).ok()?;
        Some(&reading.control.rows[at])
    });
    let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let Some(row) = row else { return Default::default() };
    [
        number(row.mean),
        number(row.lower),
        number(row.upper),
        row.signal.name().to_owned(),
        row.kind.name().to_owned(),
    ]
}

/// `seven in a row on one side of the mean: improvement`; empty where there is none.
fn signal(signal: Signal, kind: SignalKind) -> String {
    if signal == Signal::None { String::new() } else { format!("{}: {}", signal.label(), kind.label()) }
}

/// Words, with the mark that stands beside them where there is one. The mark
/// is an `<svg>` that is hidden from assistive software: it says nothing that
/// the words do not say.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) mark: Option<String>,
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { text, mark: None }
    }
}

/// What a reader must know: the method, what the last figures show, whether
/// the target will be met, and why there are no limits where there are none.
pub(super) fn notes(reading: &ControlReading) -> Vec<Said> {
    let control = &reading.control;
    let mut notes = vec![Said::from(format!("{}.", capital(METHOD)))];
    notes.extend(says(reading));
    notes.extend(control.notes.iter().map(|note| note.text().into()));
    notes
}

/// What the last figure shows, and whether the target will be met.
pub(super) fn says(reading: &ControlReading) -> Vec<Said> {
    let variation = |it: Variation| format!("The last figure shows {}.", it.label());
    let assurance = |it: Assurance| format!("{}.", capital(it.label()));
    signed(reading, variation, assurance)
}

/// The same in as few words as a list has room for: `Improvement`, `Target
/// met by chance`.
pub(super) fn in_short(reading: &ControlReading) -> Vec<Said> {
    let variation = |it: Variation| {
        let short = match it {
            Variation::Common => "Usual ups and downs",
            Variation::ImprovementHigh | Variation::ImprovementLow => "Improvement",
            Variation::ConcernHigh | Variation::ConcernLow => "Concern",
            Variation::NeutralHigh => "Higher",
            Variation::NeutralLow => "Lower",
        };
        short.to_owned()
    };
    let assurance = |it: Assurance| {
        let short = match it {
            Assurance::Pass => "Target will be met as things are",
            Assurance::Fail => "Target will not be met as things are",
            Assurance::HitOrMiss => "Target met or missed by chance",
        };
        short.to_owned()
    };
    signed(reading, variation, assurance)
}

/// Variation and assurance in words, each with its mark; nothing of what a
/// chart does not have.
fn signed(
    reading: &ControlReading,
    variation: impl Fn(Variation) -> String,
    assurance: impl Fn(Assurance) -> String,
) -> Vec<Said> {
    let control = &reading.control;
    let said = |text: String, kind: Sign| Said { text, mark: Some(sign(kind)) };
    let variation = control.variation.map(|it| said(variation(it), variation_sign(it)));
    let assurance = control.assurance.map(|it| said(assurance(it), assurance_sign(it)));
    variation.into_iter().chain(assurance).collect()
}

fn variation_sign(variation: Variation) -> Sign {
    match variation {
        Variation::Common => Sign::Common,
        Variation::ImprovementHigh => Sign::ImprovementHigh,
        Variation::ImprovementLow => Sign::ImprovementLow,
        Variation::ConcernHigh => Sign::ConcernHigh,
        Variation::ConcernLow => Sign::ConcernLow,
        Variation::NeutralHigh => Sign::NeutralHigh,
        Variation::NeutralLow => Sign::NeutralLow,
    }
}

fn assurance_sign(assurance: Assurance) -> Sign {
    match assurance {
        Assurance::Pass => Sign::Pass,
        Assurance::Fail => Sign::Fail,
        Assurance::HitOrMiss => Sign::HitOrMiss,
    }
}

/// The mean and the limits of each part of a series that has them.
pub(super) fn limits(metric: &Metric, reading: &ControlReading) -> Vec<String> {
    let rows = reading.control.rows.iter().zip(&reading.periods);
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for (row, period) in rows {
        let lines = row.mean.zip(row.lower).zip(row.upper).filter(|_| last != Some(row.segment));
        last = Some(row.segment);
        let Some(((mean, lower), upper)) = lines else { continue };
        let [mean, lower, upper] = [mean, lower, upper].map(|line| wording::worked_out(metric, line));
        let from = period.label();
        parts.push(format!("From {from}: mean {mean}, lower limit {lower}, upper limit {upper}."));
    }
    parts
}

/// Each run of figures that show one signal, with its rule in words: `June
/// 2025 to December 2025: a run of seven or more above the mean: a signal of
/// concern.` Of many the last ones, with how many came before.
pub(super) fn signals(reading: &ControlReading) -> Vec<String> {
    let rows = &reading.control.rows;
    let numbered: Vec<usize> = (0..rows.len()).collect();
    let alike = |a: &usize, b: &usize| {
        let key = |at: usize| (rows[at].signal, rows[at].kind, rows[at].way, rows[at].segment);
        key(*a) == key(*b)
    };
    let runs = numbered.chunk_by(alike).filter(|run| rows[run[0]].signal != Signal::None);
    let said = |run: &[usize]| {
        let (first, last) = (reading.periods[run[0]], reading.periods[run[run.len() - 1]]);
        let span =
            if run.len() == 1 { first.label() } else { format!("{} to {}", first.label(), last.label()) };
        let row = &rows[run[0]];
        format!("{}: {}: {}.", capital(&span), rule(row.signal, row.way), row.kind.label())
    };
    let runs: Vec<&[usize]> = runs.collect();
    let earlier = runs.len().saturating_sub(MOST_SIGNALS);
    let before = match earlier {
        0 => None,
        1 => Some("One earlier signal is in the csv file.".to_owned()),
        many => Some(format!("{} earlier signals are in the csv file.", wording::whole(many))),
    };
    before.into_iter().chain(runs[earlier..].iter().map(|run| said(run))).collect()
}

/// The rule that a signal follows, with its side.
fn rule(signal: Signal, way: Option<Way>) -> &'static str {
    let high = way == Some(Way::High);
    match signal {
        Signal::None => "",
        Signal::Beyond if high => "above the upper limit",
        Signal::Beyond => "below the lower limit",
        Signal::Trend if high => "in a run of seven or more that rise",
        Signal::Trend => "in a run of seven or more that fall",
        Signal::TwoOfThree if high => "of two in three that lie close to the upper limit",
        Signal::TwoOfThree => "of two in three that lie close to the lower limit",
        Signal::Shift if high => "in a run of seven or more above the mean",
        Signal::Shift => "in a run of seven or more below the mean",
    }
}
