//! What the conversation log comes to, in words and as a csv file.

use serde_json::{Value, json};

use super::context::Shared;
use super::csv_file::CsvFile;
use super::wording;
use crate::assess::{Interval, LogReading, share_interval};
use crate::diagnostic::counted;
use crate::model::{FiguresFrom, Grain, LogSettings, Measure, Metric, Missing, PointValue, Unit};
use crate::release::{Column, LogFigure, LogTables};

/// The page of the log, from the site's root.
pub(super) const PAGE: &str = "conversations.html";
/// Its csv file.
pub(super) const CSV: &str = "data/conversation-measures.csv";

/// What a measure is, in a sentence.
pub(super) fn definition(measure: Measure, read: &LogSettings) -> String {
    let period = if read.by == Grain::Week { "week" } else { "month" };
    let within = counted(usize::from(read.within), "day");
    let again = wording::duration(&read.again_within);
    match measure {
        Measure::People => format!("People whose first contact was in the {period}."),
        Measure::DaysMedian => {
            "Days from first contact to first conversation: half of those who have had one waited no longer."
                .to_owned()
        }
        Measure::Days90th => {
            "Days from first contact to first conversation: nine in ten of those who have had one waited no longer."
                .to_owned()
        }
        Measure::Within => format!(
            "Of the people helped, those who had their first conversation within {within} of their first contact."
        ),
        Measure::Reached1 => reached("first"),
        Measure::Reached2 => reached("second"),
        Measure::Reached3 => reached("third"),
        Measure::Step2 => "Of those who reached Conversation 1, those who went on to Conversation 2.".to_owned(),
        Measure::Step3 => "Of those who reached Conversation 2, those who went on to Conversation 3.".to_owned(),
        Measure::Conversation2Days => {
            "Days from the first conversation to the end of Conversation 2: the median of those for whom it has ended. The log does not hold the day when Conversation 2 began. A month is told once its people have had 90 days."
                .to_owned()
        }
        Measure::FollowedUp => {
            "Of those whose highest conversation was the first, those who were followed up by the as-of date. A month is told once its people have had 90 days.".to_owned()
        }
        Measure::Again => format!(
            "Of the people helped, those who had been seen before, no more than {again} before this contact."
        ),
        Measure::Again1Or2 => format!(
            "Of the people who had been seen in the {again} before, those who needed only Conversation 1 or 2."
        ),
        Measure::LongTermSupport => {
            "Of the people helped, those who began long-term support. For people of the latest months more may follow.".to_owned()
        }
        Measure::Carers => "Of the people helped, those who are unpaid carers.".to_owned(),
    }
}

fn reached(which: &str) -> String {
    format!(
        "Of the people helped, those whose highest conversation was at least the {which}. For people of the latest months more may follow."
    )
}

/// What a reader of a figure of the log must know: what it is, and what is not
/// in it.
pub(super) fn notes(metric: &Metric, log: Option<&LogReading>) -> Vec<String> {
    let (Some(FiguresFrom::Log(query)), Some(log)) = (&metric.from, log) else { return Vec::new() };
    let mut notes = vec![definition(query.measure, &log.settings)];
    notes.extend(left_out(log.left_out));
    notes
}

/// How many rows are not counted, where there are any.
pub(super) fn left_out(rows: usize) -> Option<String> {
    let verb = if rows == 1 {
        "cannot be read or contradicts itself, and is"
    } else {
        "cannot be read or contradict themselves, and are"
    };
    (rows > 0).then(|| format!("{} of the log {verb} not counted.", counted(rows, "row")))
}

/// A figure of the log as a table writes it.
pub(super) fn said(measure: Measure, figure: &LogFigure) -> String {
    match figure.value {
        PointValue::Known(value) => {
            let unit = measure.unit();
            let whole = unit == Unit::Days && value.fract() == 0.0;
            crate::chart::number(value, wording::format_of(unit, if whole { 0 } else { unit.decimals() }))
        }
        PointValue::Missing(Missing::Withheld) => "withheld".to_owned(),
        PointValue::Missing(reason) => reason.label().into_owned(),
    }
}

/// Every figure: a measure, whose, a period or the whole time.
fn rows(log: &LogTables) -> impl Iterator<Item = (Measure, Column, String, &LogFigure)> {
    log.measures().flat_map(move |measure| {
        log.columns.iter().flat_map(move |column| {
            let periods = log.periods.iter().zip(log.series(measure, *column));
            let periods = periods.map(|(period, figure)| (period.to_string(), figure));
            let whole = log.whole(measure, *column).map(|figure| ("whole".to_owned(), figure));
            periods.chain(whole).map(move |(period, figure)| (measure, *column, period, figure))
        })
    })
}

/// The words by which files tell whose a figure is: a kind, and an id where it has one.
fn place(column: Column, shared: &Shared<'_>) -> (&'static str, String) {
    let settings = shared.release.settings();
    let site = |at: usize| settings.sites.get(at).map_or(String::new(), |site| site.id.to_string());
    let team = |at: usize| settings.teams.get(at).map_or(String::new(), |team| team.id.to_string());
    match column {
        Column::All => ("all", String::new()),
        Column::Site(at) => ("site", at.map_or(String::new(), site)),
        Column::Team(at) => ("team", at.map_or(String::new(), team)),
    }
}

fn missing(figure: &LogFigure) -> Option<&'static str> {
    match figure.value {
        PointValue::Known(_) => None,
        PointValue::Missing(reason) => Some(reason.name()),
    }
}

/// The csv file of the log's measures.
///
/// # Errors
/// What `csv` says; with memory behind it there is nothing to say.
pub(super) fn csv(log: &LogTables, shared: &Shared<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut file = CsvFile::with_columns([
        "measure",
        "unit",
        "of",
        "id",
        "period",
        "value",
        "numerator",
        "denominator",
        "lower",
        "upper",
        "missing",
    ])?;
    let number = |value: Option<f64>| value.map_or(String::new(), wording::plain);
    let count = |value: Option<u64>| value.map_or(String::new(), |value| value.to_string());
    for (measure, column, period, figure) in rows(log) {
        let (of, id) = place(column, shared);
        let interval = share_interval(figure);
        file.row([
            measure.name().to_owned(),
            measure.unit().name().to_owned(),
            of.to_owned(),
            id,
            period,
            number(figure.value.known()),
            count(figure.numerator),
            count(figure.denominator),
            number(interval.map(|interval: Interval| interval.lower)),
            number(interval.map(|interval: Interval| interval.upper)),
            missing(figure).unwrap_or_default().to_owned(),
        ])?;
    }
    file.bytes()
}

/// The log's measures as open data.
pub(super) fn json(log: &LogTables, shared: &Shared<'_>) -> Value {
    let figures = rows(log).map(|(measure, column, period, figure)| {
        let (of, id) = place(column, shared);
        let interval = share_interval(figure);
        json!({
            "measure": measure.name(),
            "of": of,
            "id": (!id.is_empty()).then_some(id),
            "period": period,
            "value": figure.value.known().map(super::open_data::number),
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "lower": interval.map(|interval| interval.lower),
            "upper": interval.map(|interval| interval.upper),
            "missing": missing(figure),
        })
    });
    let read = &log.settings;
    let definitions = log.measures().map(|measure| {
        json!({
            "measure": measure.name(),
            "title": measure.title(read),
            "unit": measure.unit().name(),
            "definition": definition(measure, read),
        })
    });
    let waits =
        log.waits.iter().map(|class| json!({"from": class.from, "to": class.to, "people": class.people}));
    json!({
        "by": if read.by == Grain::Week { "week" } else { "month" },
        "rows_left_out": log.left_out,
        "measures": definitions.collect::<Value>(),
        "figures": figures.collect::<Value>(),
        "waits": waits.collect::<Value>(),
    })
}
