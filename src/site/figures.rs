//! The figures of a site, each drawn once: when a page first shows it, or all
//! of them before a whole site is made.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::context::Shared;
use super::figure::{Figure, Read, figure};
use crate::assess::Assessment;
use crate::diagnostic::{Code, Finding};
use crate::model::{Kind, Measure, Ref};
use crate::release::Release;

/// A figure, or why it cannot be drawn; nothing where there is none to draw.
type Drawn = Option<Result<Figure, Finding>>;

/// The figures of metrics, and of the measures of the conversation log.
pub(super) struct Figures {
    metrics: BTreeMap<Ref, OnceLock<Drawn>>,
    log: BTreeMap<Measure, OnceLock<Drawn>>,
}

impl Figures {
    /// Room for the figures that there are. None is drawn yet.
    pub(super) fn of(release: &Release, assessment: &Assessment) -> Self {
        let measures = assessment.log.iter().flat_map(|log| &log.measures);
        Self {
            metrics: release
                .of(Kind::Metric)
                .iter()
                .map(|item| (item.name().clone(), OnceLock::new()))
                .collect(),
            log: measures.map(|one| (one.measure, OnceLock::new())).collect(),
        }
    }

    /// Draws every figure.
    ///
    /// # Errors
    /// Those that cannot be drawn: of metrics, or else of the log.
    pub(super) fn draw(&self, shared: &Shared<'_>) -> Result<(), Vec<Finding>> {
        let failed = |drawn: &Drawn| drawn.as_ref().and_then(|drawn| drawn.as_ref().err().cloned());
        let metrics = self.metrics.par_iter();
        let metrics: Vec<Finding> =
            metrics.filter_map(|(name, room)| failed(room.get_or_init(|| of_metric(name, shared)))).collect();
        if !metrics.is_empty() {
            return Err(metrics);
        }
        let log = self.log.par_iter();
        let log = log.find_map_first(|(one, room)| failed(room.get_or_init(|| of_log(*one, shared))));
        log.map_or(Ok(()), |finding| Err(vec![finding]))
    }

    /// The figure of a metric, if it has one that can be drawn.
    pub(super) fn metric(&self, name: &Ref, shared: &Shared<'_>) -> Option<&Figure> {
        let drawn = self.metrics.get(name)?.get_or_init(|| of_metric(name, shared));
        drawn.as_ref()?.as_ref().ok()
    }

    /// The figure of a measure of the conversation log, if there is one.
    pub(super) fn log(&self, measure: Measure, shared: &Shared<'_>) -> Option<&Figure> {
        let drawn = self.log.get(&measure)?.get_or_init(|| of_log(measure, shared));
        drawn.as_ref()?.as_ref().ok()
    }
}

fn of_metric(name: &Ref, shared: &Shared<'_>) -> Drawn {
    let item = shared.release.item(name)?;
    let read = Read::of(item, shared.assessment, shared.release.settings())?;
    Some(figure(&read, shared.kept()).map_err(|error| {
        let message = format!("the chart of this metric cannot be drawn: {error}");
        Finding::new(Code::ImpossibleFigure, item.basics.place.clone(), message)
    }))
}

fn of_log(measure: Measure, shared: &Shared<'_>) -> Drawn {
    let log = shared.assessment.log.as_ref()?;
    let one = log.measures.iter().find(|one| one.measure == measure)?;
    let read = Read::of_log(one, log, &shared.release.settings().authority);
    Some(figure(&read, shared.kept()).map_err(|error| {
        let message =
            format!("the chart of `{}` of the conversation log cannot be drawn: {error}", measure.name());
        Finding::without_place(Code::ImpossibleFigure, message)
    }))
}
