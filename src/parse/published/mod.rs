//! Figures of published files: what all metrics ask for is read together, each
//! file once.
//!
//! `layout` knows files by their headers, `gather` takes the cells that are
//! wanted as the rows go by, `points` makes figures of them, `words` says why
//! there are none.

mod cells;
mod gather;
mod layout;
mod points;
mod read;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

use super::findings::Findings;
use super::metric::{check_comparators, covered, series};
use crate::diagnostic::{Code, Finding, Located, Place};
use crate::model::{
    Break, Comparator, Detail, FileQuery, Item, Metric, Period, Point, Publication, Ref, Settings, When,
};
use crate::source::Sources;
use points::{Reader, breaks};
use read::{Ask, ReadSheet};
use words::nothing_for_the_area;

pub(super) use cells::period_of;

/// What a metric asks of published files.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// For its own figures; empty where they are written.
    pub(super) own: Vec<FileQuery>,
    /// Its comparators in the author's order.
    pub(super) comparators: Vec<WantedComparator>,
}

/// A comparator as an author asks for it.
#[derive(Clone, Debug)]
pub(super) enum WantedComparator {
    /// With its figures.
    Written(Box<Comparator>),
    /// With figures that are to be read.
    Read(Box<ReadComparator>),
}

/// A comparator whose figures are to be read.
#[derive(Clone, Debug)]
pub(super) struct ReadComparator {
    pub(super) place: Place,
    /// None stands for every one of the peers.
    pub(super) name: Option<Located<String>>,
    pub(super) source: Option<Publication>,
    /// Files of its own; none reads those of the metric.
    pub(super) queries: Option<Vec<FileQuery>>,
    /// Its ONS code.
    pub(super) area: Option<Arc<str>>,
    /// The column of its values, where it is a column beside the metric's own.
    pub(super) value: Option<Located<String>>,
}

/// A series that is to be read.
struct Wanted {
    /// What each file is asked, and for which area.
    from: Vec<(usize, Arc<str>)>,
    place: Place,
    /// Whether every file has to have something.
    all: bool,
}

/// A comparator on its way.
enum Coming {
    Written(Comparator),
    Read { name: Located<String>, peer: bool, source: Option<Publication>, wanted: Wanted },
}

/// What one metric waits for.
struct Waiting {
    name: Ref,
    own: Option<Wanted>,
    comparators: Vec<Coming>,
}

/// Reads what metrics ask for and fills it in. Where a file or a figure of it
/// cannot be read, a finding says so.
pub(super) fn fill(
    items: &mut [Arc<Item>],
    asked: Vec<(Ref, Asked)>,
    settings: &Settings,
    sources: &Sources,
) -> Vec<Finding> {
    let findings = Findings::default();
    let mut plan = Plan { settings, asks: Vec::new(), findings: &findings };
    let waiting: Vec<Waiting> = asked.into_iter().map(|(name, asked)| plan.metric(name, asked)).collect();
    let asks = plan.asks;
    let (sheets, found) = read::read(&asks, sources);
    let mut answers = Answers { asks: &asks, at: HashMap::new(), findings: &findings };
    for sheet in &sheets {
        for (pick, ask) in sheet.asks.iter().enumerate() {
            answers.at.insert(*ask, (sheet, pick));
        }
    }
    for waiting in waiting {
        let item = items.iter_mut().find(|item| *item.name() == waiting.name);
        if let Some(item) = item {
            answers.fill(Arc::make_mut(item), waiting);
        }
    }
    found.into_iter().chain(findings.into_inner()).collect()
}

/// Collects what is asked, so that each query stands once.
struct Plan<'a> {
    settings: &'a Settings,
    asks: Vec<Ask>,
    findings: &'a Findings,
}

impl Plan<'_> {
    fn metric(&mut self, name: Ref, asked: Asked) -> Waiting {
        let authority = self.settings.area.clone().unwrap_or_default();
        let own = self.add(&asked.own);
        let from = own.iter().map(|ask| self.implicit(*ask, &authority)).collect();
        let place = asked.own.first().map(|query| query.place.clone());
        let of_metric = place.map(|place| Wanted { from, place, all: true });
        let mut comparators = Vec::new();
        for comparator in asked.comparators {
            match comparator {
                WantedComparator::Written(comparator) => comparators.push(Coming::Written(*comparator)),
                WantedComparator::Read(read) if read.name.is_none() => {
                    self.peers(*read, &own, &mut comparators);
                }
                WantedComparator::Read(read) => comparators.extend(self.comparator(*read, &own)),
            }
        }
        Waiting { name, own: of_metric, comparators }
    }

    fn add(&mut self, queries: &[FileQuery]) -> Vec<usize> {
        let first = self.asks.len();
        self.asks.extend(queries.iter().map(|query| Ask {
            query: query.clone(),
            areas: Vec::new(),
            own: None,
        }));
        (first..self.asks.len()).collect()
    }

    /// A query for its own area, or for whom it is about where it names none.
    fn implicit(&mut self, ask: usize, otherwise: &Arc<str>) -> (usize, Arc<str>) {
        let area = self.asks[ask].query.area.clone();
        if area.is_none() {
            self.asks[ask].own = Some(Arc::clone(otherwise));
        }
        self.explicit(ask, area.as_ref().unwrap_or(otherwise))
    }

    fn explicit(&mut self, ask: usize, area: &Arc<str>) -> (usize, Arc<str>) {
        if !self.asks[ask].areas.contains(area) {
            self.asks[ask].areas.push(Arc::clone(area));
        }
        (ask, Arc::clone(area))
    }

    fn comparator(&mut self, read: ReadComparator, of_metric: &[usize]) -> Option<Coming> {
        let ReadComparator { place, name, source, queries, area, value } = read;
        let all = queries.is_some();
        let mut asks = match &queries {
            Some(queries) => self.add(queries),
            None => of_metric.to_vec(),
        };
        if let Some(column) = value {
            // The same rows, and another column of them.
            let other = |ask: &usize| FileQuery {
                value: Some(column.clone()),
                numerator: None,
                denominator: None,
                margin: None,
                ..self.asks[*ask].query.clone()
            };
            let queries: Vec<FileQuery> = asks.iter().map(other).collect();
            asks = self.add(&queries);
        }
        let authority = self.settings.area.clone().filter(|_| !all).unwrap_or_default();
        let from = asks.iter().map(|ask| match &area {
            Some(area) => self.explicit(*ask, area),
            None => self.implicit(*ask, &authority),
        });
        let wanted = Wanted { from: from.collect(), place, all };
        Some(Coming::Read { name: name?, peer: false, source, wanted })
    }

    /// Every council of the settings' list but the authority itself.
    fn peers(&mut self, read: ReadComparator, of_metric: &[usize], coming: &mut Vec<Coming>) {
        let Some(peers) = &self.settings.peers else {
            let finding =
                Finding::new(Code::MissingField, read.place, "the pack does not say who its peers are");
            let help = "list them in `data/pack.yaml`: `peers: {areas: [{name: Kent, code: E10000016}]}`";
            self.findings.add(finding.help(help));
            return;
        };
        let all = read.queries.is_some();
        let asks = match &read.queries {
            Some(queries) => self.add(queries),
            None => of_metric.to_vec(),
        };
        for area in peers.areas.iter().filter(|area| Some(&area.code) != self.settings.area.as_ref()) {
            let from = asks.iter().map(|ask| self.explicit(*ask, &area.code)).collect();
            let name = Located::new(area.name.clone(), read.place.clone());
            let wanted = Wanted { from, place: read.place.clone(), all };
            coming.push(Coming::Read { name, peer: true, source: read.source.clone(), wanted });
        }
    }
}

/// What was found for each ask.
struct Answers<'a> {
    asks: &'a [Ask],
    /// The sheet of an ask, and its place there.
    at: HashMap<usize, (&'a ReadSheet<'a>, usize)>,
    findings: &'a Findings,
}

/// A series that was read.
#[derive(Default)]
struct Series {
    points: Vec<Point>,
    breaks: Vec<(Period, Arc<str>)>,
    survey: bool,
}

impl Answers<'_> {
    fn fill(&self, item: &mut Item, waiting: Waiting) {
        let id = Arc::clone(&item.name().id);
        let Detail::Metric(metric) = &mut item.detail else { return };
        if let Some(own) = &waiting.own {
            let Series { points, breaks, survey } = self.series(&id, metric, own, None);
            metric.points = points;
            metric.survey |= survey;
            add_breaks(metric, breaks);
        }
        for coming in waiting.comparators {
            let comparator = match coming {
                Coming::Written(comparator) => comparator,
                Coming::Read { name, peer, source, wanted } => {
                    let whose = name.value.clone();
                    let Series { points, breaks, .. } = self.series(&id, metric, &wanted, Some(&whose));
                    add_breaks(metric, breaks);
                    Comparator { name, peer, source, points }
                }
            };
            metric.comparators.push(comparator);
        }
        check_comparators(&metric.comparators, &metric.points, self.findings);
        if item.basics.when == When::Undated {
            item.basics.when = covered(&metric.points);
        }
    }

    /// The figures of all the files of a series, and where it breaks between them.
    fn series(&self, id: &str, metric: &Metric, wanted: &Wanted, whose: Option<&str>) -> Series {
        let mut read = Series::default();
        let mut rows: HashMap<Place, &FileQuery> = HashMap::new();
        let mut nothing = Vec::new();
        // What could not be read at all has its finding already.
        let mut unread = wanted.from.is_empty();
        for (ask, area) in &wanted.from {
            let query = &self.asks[*ask].query;
            let Some((sheet, at)) = self.at.get(ask) else {
                unread = true;
                continue;
            };
            let pick = &sheet.gather.picks[*at];
            let (Some(found), Some(headers)) = (pick.areas.get(area), &sheet.gather.headers) else {
                continue;
            };
            read.survey |= pick.survey;
            let reader = Reader { id, metric, query, survey: pick.survey, findings: self.findings };
            let points = reader.points(found);
            if found.figures.is_empty() && found.no_period.is_empty() {
                let place = if whose.is_none() || wanted.all { &query.place } else { &wanted.place };
                if pick.refused.is_some() || !pick.seen {
                    unread = true;
                } else {
                    nothing.push(nothing_for_the_area(pick, (area, whose), found, headers, place));
                }
            }
            rows.extend(points.iter().map(|point| (point.place.clone(), query)));
            read.points.extend(points);
        }
        if wanted.all || (read.points.is_empty() && !unread) {
            let keep = if wanted.all { nothing.len() } else { 1 };
            nothing.into_iter().take(keep).for_each(|finding| self.findings.add(finding));
        }
        read.points = series(read.points, self.findings);
        let of_query = read.points.iter().filter_map(|point| Some((point.period, *rows.get(&point.place)?)));
        read.breaks = breaks(&of_query.collect::<Vec<_>>(), whose);
        read
    }
}

/// Breaks that the author has not written already.
fn add_breaks(metric: &mut Metric, breaks: Vec<(Period, Arc<str>)>) {
    let written = metric.breaks.len();
    for (period, why) in breaks {
        if metric.breaks.iter().all(|known| known.period != period) {
            metric.breaks.push(Break { period, why: why.to_string() });
        }
    }
    if metric.breaks.len() > written {
        metric.breaks.sort_by_key(|known| known.period);
    }
}
