//! Golden rules, innovation sites, and what people expect.

use serde::Serialize;

use super::super::address::register;
use super::super::context::{Here, ItemLink, Link};
use super::super::frame::Frame;
use super::cards::{ActionRow, Connections, FeedbackRow, StoryCard, latest_first};
use super::{View, context};
use crate::model::{Detail, Expectation, Item, Kind, Ref, Relation, Rule, Site, day_label};

#[derive(Serialize)]
struct RuleView {
    link: Link,
    means: String,
    stories: Vec<StoryCard>,
    connections: Connections,
}

pub(super) fn rule(here: &mut Here<'_, '_>, rule: &Rule) -> View {
    let view = rule_view(here, rule);
    let frame =
        Frame::new(here.shared, &here.path, rule.title.clone()).crumb(&register(Kind::Rule), "Golden rules");
    ("rule.html", context(&frame, &[("rule", &view)]))
}

fn rule_view(here: &Here<'_, '_>, rule: &Rule) -> RuleView {
    let name = Ref::new(Kind::Rule, rule.id.clone());
    RuleView {
        link: here.link(&name),
        means: rule.means.clone(),
        stories: stories(here, here.citing(&name, Relation::ShowsRule, Kind::Story)),
        connections: here.cited_otherwise(&name, Relation::ShowsRule, &[Kind::Story]),
    }
}

fn stories(here: &Here<'_, '_>, mut items: Vec<&Item>) -> Vec<StoryCard> {
    latest_first(&mut items);
    let card = |item: &&Item| match &item.detail {
        Detail::Story(story) => Some(here.story_card(item, story)),
        _ => None,
    };
    items.iter().filter_map(card).collect()
}

/// A golden rule in the list of them.
#[derive(Serialize)]
struct RuleRow {
    link: Link,
    means: String,
    stories: usize,
}

pub(super) fn rules(here: &mut Here<'_, '_>) -> View {
    let row = |rule: &Rule| {
        let name = Ref::new(Kind::Rule, rule.id.clone());
        RuleRow {
            link: here.link(&name),
            means: rule.means.clone(),
            stories: here.citing(&name, Relation::ShowsRule, Kind::Story).len(),
        }
    };
    let rows: Vec<RuleRow> = here.release().practice().rules.iter().map(row).collect();
    let frame = Frame::new(here.shared, &here.path, "Golden rules");
    let note = here.release().practice().note.clone();
    ("rules.html", context(&frame, &[("rules", &rows), ("note", &note)]))
}

#[derive(Serialize)]
struct SiteRow {
    link: Link,
    opened: String,
    closed: Option<String>,
    area: Option<String>,
    stories: usize,
}

fn site_row(here: &Here<'_, '_>, site: &Site) -> SiteRow {
    let name = Ref::new(Kind::Site, site.id.clone());
    SiteRow {
        stories: here.citing(&name, Relation::ComesFrom, Kind::Story).len(),
        link: here.link(&name),
        opened: day_label(site.opened),
        closed: site.closed.map(day_label),
        area: site.area.clone(),
    }
}

pub(super) fn sites(here: &mut Here<'_, '_>) -> View {
    let rows: Vec<SiteRow> =
        here.release().settings().sites.iter().map(|site| site_row(here, site)).collect();
    let frame = Frame::new(here.shared, &here.path, "Innovation sites");
    ("sites.html", context(&frame, &[("sites", &rows)]))
}

#[derive(Serialize)]
struct SiteView {
    row: SiteRow,
    stories: Vec<StoryCard>,
    feedback: Vec<FeedbackRow>,
    actions: Vec<ActionRow>,
    figures: Vec<String>,
    connections: Connections,
}

pub(super) fn site(here: &mut Here<'_, '_>, site: &Site) -> View {
    let name = Ref::new(Kind::Site, site.id.clone());
    let metrics: Vec<Ref> = here
        .citing(&name, Relation::ComesFrom, Kind::Metric)
        .iter()
        .map(|item| item.name().clone())
        .collect();
    let figures = metrics.iter().map(|metric| here.figure_html(metric)).collect();
    let actions = here.citing(&name, Relation::ComesFrom, Kind::Action);
    let view = SiteView {
        row: site_row(here, site),
        stories: stories(here, here.citing(&name, Relation::ComesFrom, Kind::Story)),
        feedback: feedback(here, here.citing(&name, Relation::ComesFrom, Kind::Feedback)),
        actions: actions.iter().filter_map(|item| here.action_named(item.name())).collect(),
        figures,
        connections: here.cited_otherwise(
            &name,
            Relation::ComesFrom,
            &[Kind::Story, Kind::Feedback, Kind::Action, Kind::Metric],
        ),
    };
    let frame = Frame::new(here.shared, &here.path, site.name.clone())
        .crumb(&register(Kind::Site), "Innovation sites");
    ("innovation-site.html", context(&frame, &[("innovation_site", &view)]))
}

fn feedback(here: &Here<'_, '_>, mut items: Vec<&Item>) -> Vec<FeedbackRow> {
    latest_first(&mut items);
    let row = |item: &&Item| match &item.detail {
        Detail::Feedback(feedback) => Some(here.feedback_row(item, feedback)),
        _ => None,
    };
    items.iter().filter_map(row).collect()
}

#[derive(Serialize)]
struct ExpectationView {
    id: String,
    text: String,
    statements: Vec<Link>,
    /// What shows it, in which people, families or unpaid carers speak.
    from_people: Vec<ItemLink>,
    /// What else shows it.
    others: Vec<ItemLink>,
    /// What names it and cannot be relied on.
    not_counted: Vec<ItemLink>,
    connections: Connections,
}

pub(super) fn expectations(here: &mut Here<'_, '_>) -> View {
    let expectations = &here.release().framework().expectations;
    let views: Vec<ExpectationView> =
        expectations.iter().map(|expectation| expectation_view(here, expectation)).collect();
    let frame = Frame::new(here.shared, &here.path, "What people expect");
    ("expectations.html", context(&frame, &[("expectations", &views)]))
}

fn expectation_view(here: &Here<'_, '_>, expectation: &Expectation) -> ExpectationView {
    let name = Ref::new(Kind::Expectation, expectation.id.clone());
    let readings = &here.shared.assessment.expectations;
    let reading = readings.iter().find(|reading| reading.expectation == expectation.id);
    let items = reading.map_or(&[][..], |reading| &reading.items);
    let from_people = reading.map_or(&[][..], |reading| &reading.from_people);
    let edges = here.release().cited_by(&name).iter().filter(|edge| edge.relation == Relation::Shows);
    let links = |names: Vec<&Ref>| names.into_iter().map(|name| here.item_link(name)).collect();
    ExpectationView {
        id: expectation.id.to_string(),
        text: expectation.text.clone(),
        statements: expectation
            .statements
            .iter()
            .map(|statement| here.link(&Ref::new(Kind::Statement, statement.value.clone())))
            .collect(),
        from_people: links(from_people.iter().collect()),
        others: links(items.iter().filter(|item| !from_people.contains(item)).collect()),
        not_counted: links(edges.map(|edge| &edge.from).filter(|item| !items.contains(item)).collect()),
        connections: here.connections(&name, &[Relation::Shows]),
    }
}
