//! Innovation sites: where each is in its life, its stories, feedback and
//! actions, and its figures before it opened and since, side by side.

use serde::Serialize;

use super::super::address::register;
use super::super::context::{Here, Link};
use super::super::frame::Frame;
use super::super::wording;
use super::View;
use super::cards::{ActionRow, Connections, FeedbackRow, StoryCard, latest_first};
use super::practice::stories;
use crate::assess::{BeforeAndSince, SitePhase, SiteReading, Stretch};
use crate::diagnostic::counted;
use crate::model::{Audience, Detail, Item, Kind, Metric, Ref, Relation, Site, day_label};

#[derive(Serialize)]
struct SiteRow {
    link: Link,
    phase: String,
    area: Option<String>,
    /// What is said where no area is given.
    no_area: &'static str,
    stories: usize,
    feedback: usize,
    actions: usize,
}

pub(super) fn sites(here: &mut Here<'_, '_>) -> View {
    let rows: Vec<SiteRow> =
        here.release().settings().sites.iter().map(|site| site_row(here, site)).collect();
    let frame = Frame::new(here.shared, &here.path, "Innovation sites");
    here.view("sites.html", &frame, &[("sites", &rows)])
}

fn reading<'h>(here: &'h Here<'_, '_>, site: &Site) -> Option<&'h SiteReading> {
    here.shared.assessment.sites.iter().find(|reading| reading.site == site.id)
}

fn site_row(here: &Here<'_, '_>, site: &Site) -> SiteRow {
    let name = Ref::new(Kind::Site, site.id.clone());
    let of = |kind: Kind| here.citing(&name, Relation::ComesFrom, kind).len();
    let reading = reading(here, site);
    let internal = here.release().audience() == Audience::Internal;
    SiteRow {
        stories: of(Kind::Story),
        feedback: of(Kind::Feedback),
        actions: reading.map_or(0, |reading| reading.actions.len()),
        link: here.link(&name),
        phase: reading.map_or(String::new(), |reading| phase(site, reading.phase)),
        area: site.area.clone(),
        no_area: if internal { "Not given" } else { "None in this edition" },
    }
}

/// Where it is in its life, in words.
fn phase(site: &Site, phase: SitePhase) -> String {
    let opened = day_label(site.opened);
    match phase {
        SitePhase::Ahead => format!("Opens on {opened}"),
        SitePhase::Open { week } => format!("Week {week} since it opened on {opened}"),
        SitePhase::Closed { weeks } => {
            let closed = site.closed.map_or(String::new(), day_label);
            let weeks = counted(usize::try_from(weeks).unwrap_or(0), "week");
            format!("Opened on {opened}, closed on {closed} after {weeks}")
        }
    }
}

#[derive(Serialize)]
struct SiteView {
    row: SiteRow,
    opened: String,
    compared: Vec<ComparedView>,
    stories: Vec<StoryCard>,
    feedback: Vec<FeedbackRow>,
    actions: Vec<ActionRow>,
    figures: Vec<String>,
    connections: Connections,
}

/// A metric before the site opened and since.
#[derive(Serialize)]
struct ComparedView {
    link: Link,
    /// What it is measured in.
    unit: String,
    rows: Vec<StretchView>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct StretchView {
    label: &'static str,
    periods: String,
    figures: usize,
    median: String,
    least: String,
    most: String,
}

pub(super) fn site(here: &mut Here<'_, '_>, site: &Site) -> View {
    let name = Ref::new(Kind::Site, site.id.clone());
    let reading = reading(here, site);
    let compared = reading.map_or(Vec::new(), |reading| {
        reading.metrics.iter().filter_map(|metric| compared(here, metric)).collect()
    });
    let actions = reading.map_or(Vec::new(), |reading| {
        here.pressing_first(reading.actions.iter().filter_map(|action| here.release().item(action)))
    });
    let metrics: Vec<Ref> = here
        .citing(&name, Relation::ComesFrom, Kind::Metric)
        .iter()
        .map(|item| item.name().clone())
        .collect();
    let row = site_row(here, site);
    let figures = metrics.iter().map(|metric| here.figure_html(metric)).collect();
    let view = SiteView {
        row,
        opened: day_label(site.opened),
        compared,
        stories: stories(here, here.citing(&name, Relation::ComesFrom, Kind::Story)),
        feedback: feedback(here, here.citing(&name, Relation::ComesFrom, Kind::Feedback)),
        actions,
        figures,
        connections: here.cited_otherwise(
            &name,
            Relation::ComesFrom,
            &[Kind::Story, Kind::Feedback, Kind::Action, Kind::Metric],
        ),
    };
    let frame = Frame::new(here.shared, &here.path, site.name.clone())
        .crumb(&register(Kind::Site), "Innovation sites")
        .contents(&[
            ("before-and-since", "Before and since it opened", !view.compared.is_empty()),
            ("figures", "Figures", !view.figures.is_empty()),
            ("stories", "Stories of difference", !view.stories.is_empty()),
            ("feedback", "What people said", !view.feedback.is_empty()),
            ("actions", "Loops", !view.actions.is_empty()),
        ]);
    here.view("innovation-site.html", &frame, &[("innovation_site", &view)])
}

fn feedback(here: &Here<'_, '_>, mut items: Vec<&Item>) -> Vec<FeedbackRow> {
    latest_first(&mut items);
    let row = |item: &&Item| match &item.detail {
        Detail::Feedback(feedback) => Some(here.feedback_row(item, feedback)),
        _ => None,
    };
    items.iter().filter_map(row).collect()
}

fn compared(here: &Here<'_, '_>, reading: &BeforeAndSince) -> Option<ComparedView> {
    let item = here.release().item(&reading.metric)?;
    let Detail::Metric(metric) = &item.detail else { return None };
    let sides = [("Before it opened", &reading.before), ("Since it opened", &reading.since)];
    let rows = sides.into_iter().filter_map(|(label, side)| Some(stretch(label, metric, side.as_ref()?)));
    let across = match reading.across {
        0 => None,
        1 => Some(
            "1 figure is of a period with days on both sides of the opening, and in neither row.".to_owned(),
        ),
        more => Some(format!(
            "{more} figures are of periods with days on both sides of the opening, and in neither row."
        )),
    };
    let broken = reading
        .broken
        .then(|| "The series breaks within this time, so the two rows cannot be compared.".to_owned());
    Some(ComparedView {
        link: here.link(&reading.metric),
        unit: wording::unit(metric),
        rows: rows.collect(),
        notes: across.into_iter().chain(broken).collect(),
    })
}

fn stretch(label: &'static str, metric: &Metric, stretch: &Stretch) -> StretchView {
    let (first, last) = stretch.periods;
    let value = |number: f64| wording::value(metric, number);
    StretchView {
        label,
        periods: if first == last { first.label() } else { format!("{} to {}", first.label(), last.label()) },
        figures: stretch.figures,
        median: value(stretch.median),
        least: value(stretch.least),
        most: value(stretch.most),
    }
}
