//! What the conversation log says: each of its measures over time, read as
//! any metric is.

use jiff::civil::Date;

use super::figures::FiguresReading;
use super::intervals::{Interval, Level, wilson};
use super::reading::Reading;
use crate::diagnostic::Place;
use crate::model::{
    Among, Counts, FiguresFrom, LogQuery, LogSettings, Markdown, Measure, Metric, Publication, SourceStatus,
};
use crate::release::{Column, LogFigure, LogTables};

/// The whole log, measure by measure.
#[derive(Clone, Debug)]
pub struct LogReading {
    /// How the log was read.
    pub settings: LogSettings,
    /// How many rows contradict themselves and are not counted.
    pub left_out: usize,
    /// Every measure that is shown, in the order of [`Measure::ALL`].
    pub measures: Vec<MeasureReading>,
}

/// A measure of the log over time.
#[derive(Clone, Debug)]
pub struct MeasureReading {
    /// Which.
    pub measure: Measure,
    /// What it is called.
    pub title: String,
    /// It, as a metric.
    pub metric: Metric,
    /// What its figures say.
    pub reading: Reading,
    /// Their intervals.
    pub figures: FiguresReading,
}

impl LogReading {
    /// Reads what the log comes to.
    pub(super) fn of(log: &LogTables, as_of: Date) -> Self {
        let measures = log.measures().map(|measure| {
            let metric = metric(log, measure);
            let reading = Reading::of(&metric, as_of);
            let figures = FiguresReading::of(&metric, as_of);
            MeasureReading { measure, title: measure.title(&log.settings), metric, reading, figures }
        });
        Self { settings: log.settings.clone(), left_out: log.left_out, measures: measures.collect() }
    }

    /// A measure, where it is shown.
    pub fn measure(&self, wanted: Measure) -> Option<&MeasureReading> {
        self.measures.iter().find(|one| one.measure == wanted)
    }
}

/// The 95 % interval of a share of the log, in per cent.
pub fn share_interval(figure: &LogFigure) -> Option<Interval> {
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
    let number = |count: u64| count as f64;
    let (x, n) = figure.numerator.zip(figure.denominator)?;
    let Interval { lower, value, upper } = wilson(number(x), number(n), Level::NinetyFive)?;
    Some(Interval { lower: 100.0 * lower, value: 100.0 * value, upper: 100.0 * upper })
}

/// A measure as a metric of everybody in the log.
fn metric(log: &LogTables, measure: Measure) -> Metric {
    let place = Place::file(&log.path);
    let unit = measure.unit();
    Metric {
        question: None,
        unit,
        per: None,
        decimals: unit.decimals(),
        better: measure.better(),
        target: Vec::new(),
        source: Publication {
            name: "Conversation log".to_owned(),
            status: Some(SourceStatus::Local),
            ..Publication::default()
        },
        method: Markdown::default(),
        finding: None,
        chart: None,
        spc: None,
        survey: false,
        counts: Counts::People,
        part_of: None,
        points: log.points(measure, Column::All, &place),
        from: Some(FiguresFrom::Log(LogQuery { place, measure, among: Among::All })),
        revisions: Vec::new(),
        breaks: Vec::new(),
        phases: Vec::new(),
        comparators: Vec::new(),
    }
}
