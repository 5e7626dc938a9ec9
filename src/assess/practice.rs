//! What stories show of the practice, what innovation sites have had since
//! they opened, and what was learned that others should know. Numbers stand
//! side by side here; that one thing came of another is never said.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::ground::Ground;
use crate::model::{Detail, Hearer, Insight, Item, Kind, Metric, Period, Point, Ref, Relation, Site};

/// Which golden rules and conversations the stories show, by statement.
#[derive(Debug, Default)]
pub struct PracticeReading {
    /// The stories that show a rule, by rule and statement.
    pub rules: BTreeMap<(Ref, Ref), Vec<Ref>>,
    /// The stories of a conversation, by its number and statement.
    pub conversations: BTreeMap<(u8, Ref), Vec<Ref>>,
}

impl PracticeReading {
    pub(super) fn of(ground: &Ground<'_>) -> Self {
        let mut shown = Self::default();
        let stories = ground.items().filter(|(item, _)| item.name().kind == Kind::Story);
        for (story, _) in stories.filter(|(_, facts)| facts.not_there().is_none()) {
            for support in &story.tagging.statements {
                let statement = &support.statement.to;
                for rule in &story.tagging.rules {
                    let stories = shown.rules.entry((rule.to.clone(), statement.clone())).or_default();
                    add(stories, story.name());
                }
                for number in &story.tagging.conversations {
                    let stories = shown.conversations.entry((number.value, statement.clone())).or_default();
                    add(stories, story.name());
                }
            }
        }
        shown
    }
}

/// A story that says a thing twice shows it once.
fn add(stories: &mut Vec<Ref>, name: &Ref) {
    if stories.last() != Some(name) {
        stories.push(name.clone());
    }
}

/// An innovation site on a day.
#[derive(Debug)]
pub struct SiteReading {
    /// Its id.
    pub site: Arc<str>,
    /// Where it is in its life.
    pub phase: SitePhase,
    /// The figures of each of its metrics, before it opened and since.
    pub metrics: Vec<BeforeAndSince>,
    /// The actions that come from it, or came of something that does.
    pub actions: Vec<Ref>,
}

/// Where an innovation site is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePhase {
    /// It opens on a later day.
    Ahead,
    /// It is open, and this is so many weeks, the first one being 1.
    Open {
        /// The week.
        week: i64,
    },
    /// It has closed, after so many weeks.
    Closed {
        /// How many weeks it was open for, begun ones included.
        weeks: i64,
    },
}

/// A metric's figures on both sides of the day on which a site opened.
#[derive(Debug)]
pub struct BeforeAndSince {
    /// The metric.
    pub metric: Ref,
    /// The figures of periods that ended before that day.
    pub before: Option<Stretch>,
    /// The figures of periods that began on that day or later.
    pub since: Option<Stretch>,
    /// How many figures are of periods on both sides of it, and in neither.
    pub across: usize,
    /// Whether the series breaks between the two, so that they cannot be compared.
    pub broken: bool,
}

/// A run of figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// How many there are.
    pub figures: usize,
    /// The first and the last period.
    pub periods: (Period, Period),
    /// The middle one, or the mean of the middle two.
    pub median: f64,
    /// The lowest.
    pub least: f64,
    /// The highest.
    pub most: f64,
}

impl SiteReading {
    pub(super) fn all(ground: &Ground<'_>) -> Vec<Self> {
        let read = |site: &Site| {
            let name = Ref::new(Kind::Site, site.id.clone());
            Self {
                site: site.id.clone(),
                phase: SitePhase::of(site, ground.as_of),
                metrics: metrics(ground, site, &name),
                actions: actions(ground, &name),
            }
        };
        ground.release.settings().sites.iter().map(read).collect()
    }
}

impl SitePhase {
    fn of(site: &Site, as_of: Date) -> Self {
        let weeks = |to: Date| i64::from(site.opened.until(to).map_or(0, |span| span.get_days())) / 7 + 1;
        match site.closed.filter(|closed| *closed <= as_of) {
            _ if site.opened > as_of => Self::Ahead,
            Some(closed) => Self::Closed { weeks: weeks(closed) },
            None => Self::Open { week: weeks(as_of) },
        }
    }
}

/// What comes from a site.
fn from_site<'r>(ground: &Ground<'r>, site: &Ref) -> impl Iterator<Item = &'r Ref> {
    let edges = ground.release.cited_by(site).iter().filter(|edge| edge.relation == Relation::ComesFrom);
    edges.map(|edge| &edge.from)
}

fn actions(ground: &Ground<'_>, site: &Ref) -> Vec<Ref> {
    let mut actions: Vec<Ref> = Vec::new();
    for name in from_site(ground, site) {
        let led_to = ground.release.cited_by(name).iter().filter(|edge| edge.relation == Relation::Because);
        actions.extend(led_to.map(|edge| edge.from.clone()));
        actions.extend(Some(name.clone()).filter(|name| name.kind == Kind::Action));
    }
    actions.sort();
    actions.dedup();
    actions
}

fn metrics(ground: &Ground<'_>, site: &Site, name: &Ref) -> Vec<BeforeAndSince> {
    let items = from_site(ground, name).filter_map(|name| ground.release.item(name));
    items
        .filter_map(|item| match &item.detail {
            Detail::Metric(metric) => Some(BeforeAndSince::of(item, metric, site.opened, ground.as_of)),
            _ => None,
        })
        .collect()
}

impl BeforeAndSince {
    fn of(item: &Item, metric: &Metric, opened: Date, as_of: Date) -> Self {
        let there = |point: &&Point| point.value.known().is_some() && point.period.start() <= as_of;
        let points: Vec<&Point> = metric.points.iter().filter(there).collect();
        let before: Vec<&Point> =
            points.iter().copied().filter(|point| point.period.end() < opened).collect();
        let since: Vec<&Point> =
            points.iter().copied().filter(|point| point.period.start() >= opened).collect();
        let reach = before.first().zip(since.last()).map(|(a, b)| (a.period.start(), b.period.start()));
        let within = |day: Date| reach.is_some_and(|(from, to)| from < day && day <= to);
        Self {
            metric: item.name().clone(),
            across: points.len() - before.len() - since.len(),
            before: Stretch::of(&before),
            since: Stretch::of(&since),
            broken: metric.breaks.iter().any(|broken| within(broken.period.start())),
        }
    }
}

impl Stretch {
    fn of(points: &[&Point]) -> Option<Self> {
        let mut values: Vec<f64> = points.iter().filter_map(|point| point.value.known()).collect();
        values.sort_by(f64::total_cmp);
        let (middle, last) = (values.len() / 2, values.len().checked_sub(1)?);
        let median = f64::midpoint(values[last - middle], values[middle]);
        Some(Self {
            figures: values.len(),
            periods: (points.first()?.period, points.last()?.period),
            median,
            least: values[0],
            most: values[last],
        })
    }
}

/// The statements that an item bears on, each once.
fn bears_on(item: &Item) -> Vec<Ref> {
    let mut statements: Vec<Ref> = Vec::new();
    for support in &item.tagging.statements {
        if !statements.contains(&support.statement.to) {
            statements.push(support.statement.to.clone());
        }
    }
    statements
}

/// What was learned and who should hear it, on a day.
#[derive(Clone, Debug)]
pub struct InsightReading {
    /// Where it was learned.
    pub item: Ref,
    /// What was learned.
    pub text: String,
    /// Who should hear it.
    pub hearer: Hearer,
    /// When it was passed on, by the day.
    pub passed_on: Option<Date>,
    /// The statements that the item bears on.
    pub statements: Vec<Ref>,
}

impl InsightReading {
    /// By who should hear it, then by item.
    pub(super) fn all(ground: &Ground<'_>) -> Vec<Self> {
        let there = ground.items().filter(|(_, facts)| facts.not_there().is_none());
        let of_item = |item: &Item, insight: &Insight| Self {
            item: item.name().clone(),
            text: insight.text.clone(),
            hearer: insight.hearer,
            passed_on: insight.passed_on.filter(|day| *day <= ground.as_of),
            statements: bears_on(item),
        };
        let mut all: Vec<Self> = there
            .flat_map(|(item, _)| item.tagging.insights.iter().map(move |insight| of_item(item, insight)))
            .collect();
        all.sort_by(|a, b| (a.hearer, &a.item).cmp(&(b.hearer, &b.item)));
        all
    }
}
