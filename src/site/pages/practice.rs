//! Golden rules and conversations by statement, and what people expect.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::address::register;
use super::super::context::{Here, ItemLink, Link};
use super::super::frame::Frame;
use super::View;
use super::cards::{Connections, StoryCard, latest_first};
use crate::assess::PracticeReading;
use crate::diagnostic::counted;
use crate::model::{Conversation, Detail, Expectation, Item, Kind, Practice, Ref, Relation, Rule};

#[derive(Serialize)]
struct RuleView {
    link: Link,
    means: String,
    stories: Vec<StoryCard>,
    /// The same by statement, as they are counted.
    by_statement: Vec<StatementStories>,
    connections: Connections,
}

/// The stories of a statement.
#[derive(Serialize)]
struct StatementStories {
    id: String,
    link: Link,
    links: Vec<ItemLink>,
}

pub(super) fn rule(here: &mut Here<'_, '_>, rule: &Rule) -> View {
    let view = rule_view(here, rule);
    let frame =
        Frame::new(here.shared, &here.path, rule.title.clone()).crumb(&register(Kind::Rule), "Golden rules");
    here.view("rule.html", &frame, &[("rule", &view)])
}

fn rule_view(here: &Here<'_, '_>, rule: &Rule) -> RuleView {
    let name = Ref::new(Kind::Rule, rule.id.clone());
    let shown = &here.shared.assessment.practice.rules;
    RuleView {
        by_statement: by_statement(here, |statement| shown.get(&(name.clone(), statement.clone()))),
        link: here.link(&name),
        means: rule.means.clone(),
        stories: stories(here, here.citing(&name, Relation::ShowsRule, Kind::Story)),
        connections: here.cited_otherwise(&name, Relation::ShowsRule, &[Kind::Story]),
    }
}

/// Every statement that has stories, in the framework's order.
fn by_statement<'r>(here: &Here<'_, '_>, of: impl Fn(&Ref) -> Option<&'r Vec<Ref>>) -> Vec<StatementStories> {
    let statements = here.release().framework().statements.iter();
    let names = statements.map(|statement| Ref::new(Kind::Statement, statement.id.clone()));
    let view = |name: Ref| {
        let links = of(&name)?.iter().map(|story| here.item_link(story)).collect();
        Some(StatementStories { id: name.id.to_string(), link: here.link(&name), links })
    };
    names.filter_map(view).collect()
}

pub(super) fn stories(here: &Here<'_, '_>, mut items: Vec<&Item>) -> Vec<StoryCard> {
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

/// A conversation, with its stories by statement.
#[derive(Serialize)]
struct ConversationView {
    number: u8,
    title: String,
    means: String,
    by_statement: Vec<StatementStories>,
}

/// A table of statements, and how many stories each has of a thing.
#[derive(Serialize)]
struct ShownTable {
    heads: Vec<ShownHead>,
    rows: Vec<ShownRow>,
}

#[derive(Serialize)]
struct ShownHead {
    number: usize,
    title: String,
}

#[derive(Serialize)]
struct ShownRow {
    statement: Link,
    cells: Vec<ShownCell>,
}

#[derive(Serialize)]
struct ShownCell {
    count: usize,
    /// The list of what is counted.
    href: String,
    label: String,
}

pub(super) fn rules(here: &mut Here<'_, '_>) -> View {
    let practice = here.release().practice();
    let shown = &here.shared.assessment.practice;
    let row = |rule: &Rule| {
        let name = Ref::new(Kind::Rule, rule.id.clone());
        let of_rule = shown.rules.iter().filter(|((shown, _), _)| *shown == name);
        let stories: BTreeSet<&Ref> = of_rule.flat_map(|(_, stories)| stories).collect();
        RuleRow { link: here.link(&name), means: rule.means.clone(), stories: stories.len() }
    };
    let rows: Vec<RuleRow> = practice.rules.iter().map(row).collect();
    let conversation = |known: &Conversation| ConversationView {
        number: known.conversation,
        title: known.title.clone(),
        means: known.means.clone(),
        by_statement: by_statement(here, |statement| {
            shown.conversations.get(&(known.conversation, statement.clone()))
        }),
    };
    let conversations: Vec<ConversationView> = practice.conversations.iter().map(conversation).collect();
    let by_rule = rule_table(here, practice, shown);
    let by_conversation = conversation_table(here, practice, shown);
    let frame = Frame::new(here.shared, &here.path, "Golden rules");
    let views: [(&'static str, &dyn super::Shown); 5] = [
        ("rules", &rows),
        ("note", &practice.note),
        ("by_rule", &by_rule),
        ("conversations", &conversations),
        ("by_conversation", &by_conversation),
    ];
    here.view("rules.html", &frame, &views)
}

/// Golden rules by statement: each count leads to the rule's page.
fn rule_table(here: &Here<'_, '_>, practice: &Practice, shown: &PracticeReading) -> ShownTable {
    let heads = practice.rules.iter().zip(1..);
    let heads = heads.map(|(rule, number)| ShownHead { number, title: rule.title.clone() });
    let cell = |rule: &Rule, statement: &Ref| {
        let name = Ref::new(Kind::Rule, rule.id.clone());
        let href = format!("{}#on-{}", here.link(&name).href, statement.id);
        shown_cell(here, (&rule.title, href), statement, shown.rules.get(&(name, statement.clone())))
    };
    let cells = |statement: &Ref| practice.rules.iter().map(|rule| cell(rule, statement)).collect();
    ShownTable { heads: heads.collect(), rows: shown_rows(here, cells) }
}

/// Conversations by statement: each count leads to a list on the page.
fn conversation_table(here: &Here<'_, '_>, practice: &Practice, shown: &PracticeReading) -> ShownTable {
    let head = |known: &Conversation| ShownHead {
        number: usize::from(known.conversation),
        title: known.title.clone(),
    };
    let cell = |known: &Conversation, statement: &Ref| {
        let number = known.conversation;
        let found = shown.conversations.get(&(number, statement.clone()));
        let href = format!("#conversation-{number}-{}", statement.id);
        shown_cell(here, (&known.title, href), statement, found)
    };
    let cells = |statement: &Ref| practice.conversations.iter().map(|known| cell(known, statement)).collect();
    ShownTable { heads: practice.conversations.iter().map(head).collect(), rows: shown_rows(here, cells) }
}

fn shown_rows(here: &Here<'_, '_>, cells: impl Fn(&Ref) -> Vec<ShownCell>) -> Vec<ShownRow> {
    let statements = here.release().framework().statements.iter();
    let names = statements.map(|statement| Ref::new(Kind::Statement, statement.id.clone()));
    names.map(|name| ShownRow { statement: here.link(&name), cells: cells(&name) }).collect()
}

fn shown_cell(
    here: &Here<'_, '_>,
    (title, href): (&str, String),
    statement: &Ref,
    stories: Option<&Vec<Ref>>,
) -> ShownCell {
    let count = stories.map_or(0, Vec::len);
    let label = format!("{}, {title}: {}", here.shared.title(statement), counted(count, "story"));
    ShownCell { count, href, label }
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
    here.view("expectations.html", &frame, &[("expectations", &views)])
}

fn expectation_view(here: &Here<'_, '_>, expectation: &Expectation) -> ExpectationView {
    let name = Ref::new(Kind::Expectation, expectation.id.clone());
    let readings = &here.shared.assessment.expectations;
    let reading = readings.iter().find(|reading| reading.expectation == expectation.id);
    let items = reading.map_or(&[][..], |reading| &reading.items);
    let from_people = reading.map_or(&[][..], |reading| &reading.from_people);
    // Both lists are in the order of names.
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
        others: links(items.iter().filter(|item| from_people.binary_search(item).is_err()).collect()),
        not_counted: links(
            edges.map(|edge| &edge.from).filter(|item| items.binary_search(item).is_err()).collect(),
        ),
        connections: here.connections(&name, &[Relation::Shows]),
    }
}
