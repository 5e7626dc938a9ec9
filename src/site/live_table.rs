//! Live tables: what an author's filter finds on the day, as a table that
//! prints the filter.
//!
//! Everything comes from the release and its assessment: a row that an edition
//! does not hold is in no table of it.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use tera::Context;

use super::context::{Here, ItemLink, Link};
use crate::assess::LoopState;
use crate::diagnostic::Finding;
use crate::model::{
    Audience, Comparison, Condition, Detail, Field, Item, Kind, LiveTable, Ref, Register, Wanted, day_label,
};

/// One of the values that a field of an item has.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Held {
    Thing(Ref),
    Declared(String),
    Number(u8),
    Day(Date),
    Word(&'static str),
    Loop(LoopState),
    Text(String),
    Flag(bool),
}

#[derive(Serialize)]
struct TableView {
    /// What it lists, in words.
    filter: String,
    /// `3 of 50`.
    count: String,
    /// The heads of the columns.
    heads: Vec<String>,
    rows: Vec<Vec<CellView>>,
}

/// What stands in a cell: the item itself, a state, links, or words.
#[derive(Default, Serialize)]
struct CellView {
    item: Option<ItemLink>,
    state: Option<StateView>,
    links: Vec<Link>,
    words: String,
}

#[derive(Serialize)]
struct StateView {
    name: &'static str,
    label: &'static str,
}

impl Here<'_, '_> {
    /// A live table as HTML.
    ///
    /// # Errors
    /// What is wrong with the skin's template.
    pub(super) fn live_table(&self, table: &LiveTable) -> Result<String, Finding> {
        // Another edition cannot tell what was reported back: its list would be
        // short for a reason that it does not say.
        let asks_for_loops = table.conditions.iter().any(|condition| condition.field == Field::Loop);
        if asks_for_loops && self.release().audience() != Audience::Internal {
            return Ok(String::new());
        }
        let all = self.release().of(table.kind);
        let mut found: Vec<&Item> =
            all.iter().map(Arc::as_ref).filter(|item| self.meets_all(item, table)).collect();
        self.sort(&mut found, table);
        let shown = table.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let rows = found.iter().take(shown);
        let row = |item: &&Item| table.columns.iter().map(|field| self.cell(item, *field)).collect();
        let view = TableView {
            filter: table.filter(|name| self.shared.title(name)),
            count: format!("{} of {}", found.len(), all.len()),
            heads: table.columns.iter().map(|field| field.label().to_owned()).collect(),
            rows: rows.map(row).collect(),
        };
        let mut context = Context::new();
        context.insert("table", &view);
        context.insert("audience", self.release().audience().name());
        self.shared.render("live-table.html", &context)
    }

    fn meets_all(&self, item: &Item, table: &LiveTable) -> bool {
        table.conditions.iter().all(|condition| meets(&self.held(item, condition.field), condition))
    }

    /// As the author asks; otherwise what is most pressing first, or the latest.
    fn sort(&self, items: &mut [&Item], table: &LiveTable) {
        items.sort_by(|a, b| a.name().cmp(b.name()));
        let Some(sort) = table.sort else {
            match table.kind {
                Kind::Action => items.sort_by_key(|item| (self.loop_state(item.name()), due(item))),
                _ => items.sort_by_key(|item| Reverse(item.basics.when.latest())),
            }
            return;
        };
        let first = |item: &Item| self.held(item, sort.field).into_iter().next();
        items.sort_by_cached_key(|item| first(item).map_or(Key::None, |held| Key::Some(self.key(&held))));
        if sort.descending {
            // What has no value stays at the end.
            let known = items.partition_point(|item| first(item).is_some());
            items[..known].reverse();
        }
    }

    /// What a value sorts by: days and numbers by size, the rest by their words.
    fn key(&self, held: &Held) -> (i64, String) {
        match held {
            Held::Day(day) => {
                (i64::from(Date::ZERO.until(*day).map_or(0, |span| span.get_days())), String::new())
            }
            Held::Number(number) => (i64::from(*number), String::new()),
            Held::Loop(state) => (*state as i64, String::new()),
            Held::Flag(flag) => (i64::from(!flag), String::new()),
            other => (0, self.words(other).to_lowercase()),
        }
    }

    fn held(&self, item: &Item, field: Field) -> Vec<Held> {
        let tagging = &item.tagging;
        let things = |names: &mut dyn Iterator<Item = &Ref>| names.cloned().map(Held::Thing).collect();
        let one = |held: Option<Held>| held.into_iter().collect();
        let texts = |texts: &[String]| texts.iter().cloned().map(Held::Text).collect();
        match field {
            Field::Title => vec![Held::Text(item.basics.title.clone())],
            Field::Date => one(item.basics.when.latest().map(Held::Day)),
            Field::Statement => things(&mut tagging.statements.iter().map(|support| &support.statement.to)),
            Field::Challenges => things(&mut tagging.challenges.iter().map(|citation| &citation.to)),
            Field::Theme => self.themes(item),
            Field::Site => one(tagging.site.as_ref().map(|site| Held::Thing(site.to.clone()))),
            Field::Team => one(tagging.team.as_ref().map(|team| Held::Declared(team.value.to_string()))),
            Field::Owner => one(tagging.owner.clone().map(Held::Text)),
            Field::Category => {
                let category = self.release().framework().category_of(item);
                one(category.map(|category| Held::Declared(category.id.to_string())))
            }
            Field::Group => texts(&tagging.groups),
            Field::Carers => vec![Held::Flag(tagging.carers)],
            Field::Tag => texts(&tagging.tags),
            Field::Audience => vec![Held::Word(item.basics.audience.name())],
            Field::Freshness => {
                let age = self.shared.assessment.ages.get(item.name());
                one(age.map(|age| Held::Word(age.state.name())))
            }
            Field::Rule => things(&mut tagging.rules.iter().map(|citation| &citation.to)),
            Field::Conversation => {
                tagging.conversations.iter().map(|number| Held::Number(number.value)).collect()
            }
            own => one(self.own(item, own)),
        }
    }

    fn themes(&self, item: &Item) -> Vec<Held> {
        let framework = self.release().framework();
        let statements = item.tagging.statements.iter();
        let themes = statements.filter_map(|support| framework.statement(&support.statement.to.id));
        let mut themes: Vec<Held> = themes
            .map(|statement| Held::Thing(Ref::new(Kind::Theme, statement.theme.value.clone())))
            .collect();
        themes.dedup();
        themes
    }

    /// A field that only one kind has.
    fn own(&self, item: &Item, field: Field) -> Option<Held> {
        match (&item.detail, field) {
            (Detail::Action(_), Field::Status) => Some(Held::Word(match self.loop_state(item.name()) {
                LoopState::NotReported | LoopState::Done | LoopState::Closed => "done",
                other => other.name(),
            })),
            (Detail::Action(_), Field::Loop) => Some(Held::Loop(self.loop_state(item.name()))),
            (Detail::Action(action), Field::Due) => Some(Held::Day(action.due)),
            (Detail::Action(_), Field::Done) => {
                let own = self.shared.assessment.loops.actions.get(item.name())?;
                own.done.map(Held::Day)
            }
            (Detail::Action(action), Field::Meeting) => {
                action.meeting.as_ref().map(|meeting| Held::Thing(meeting.to.clone()))
            }
            (Detail::Story(story), Field::FollowedUp) => story.followed_up.map(Held::Day),
            (Detail::Feedback(feedback), Field::From) => Some(Held::Word(feedback.from.name())),
            (Detail::Feedback(feedback), Field::Method) => Some(Held::Word(feedback.method.name())),
            (Detail::Meeting(meeting), Field::Kind) => Some(Held::Declared(meeting.kind.value.to_string())),
            (Detail::Meeting(meeting), Field::Senior) => {
                Some(Held::Flag(meeting.attendance.iter().any(|entry| entry.senior && entry.count > 0)))
            }
            (Detail::Metric(metric), Field::Unit) => Some(Held::Word(metric.unit.name())),
            (Detail::Metric(metric), Field::Better) => Some(Held::Word(metric.better.name())),
            _ => None,
        }
    }

    fn cell(&self, item: &Item, field: Field) -> CellView {
        if field == Field::Title {
            let link = self.item_link(item.name());
            return CellView { item: Some(link), ..CellView::default() };
        }
        let held = self.held(item, field);
        let state = |state: LoopState| StateView { name: state.name(), label: state.label() };
        if let (Field::Status | Field::Loop, Kind::Action) = (field, item.name().kind) {
            let state = state(self.loop_state(item.name()));
            return CellView { state: Some(state), ..CellView::default() };
        }
        let links = held.iter().filter_map(|held| match held {
            Held::Thing(name) => Some(self.link(name)),
            _ => None,
        });
        let words = held.iter().filter(|held| !matches!(held, Held::Thing(_)));
        let words: Vec<String> = words.map(|held| self.declared(field, held)).collect();
        CellView { links: links.collect(), words: words.join(", "), ..CellView::default() }
    }

    /// The title of what is declared by its id alone, and the words of the rest.
    fn declared(&self, field: Field, held: &Held) -> String {
        let (Held::Declared(id), crate::model::Holds::Declared(register)) = (held, field.holds()) else {
            return self.words(held);
        };
        let release = self.release();
        let title = match register {
            Register::Categories => release.framework().category(id).map(|category| category.title.clone()),
            Register::Teams => {
                release.settings().teams.iter().find(|team| *team.id == **id).map(|team| team.name.clone())
            }
            Register::MeetingKinds => release.practice().meeting_kind(id).map(|kind| kind.title.clone()),
        };
        title.unwrap_or_else(|| id.clone())
    }

    fn words(&self, held: &Held) -> String {
        match held {
            Held::Thing(name) => self.shared.title(name),
            Held::Declared(id) => id.clone(),
            Held::Number(number) => number.to_string(),
            Held::Day(day) => day_label(*day),
            Held::Word(word) => word.replace('-', " "),
            Held::Loop(state) => state.label().to_owned(),
            Held::Text(text) => text.clone(),
            Held::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        }
    }
}

/// The order of rows: those without a value last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Some((i64, String)),
    None,
}

fn due(item: &Item) -> Option<Date> {
    match &item.detail {
        Detail::Action(action) => Some(action.due),
        _ => None,
    }
}

/// Whether values meet a condition: any of them is enough, and for `!=` none
/// may be one of those named.
fn meets(held: &[Held], condition: &Condition) -> bool {
    let any = |is: &dyn Fn(&Held, &Wanted) -> bool| {
        held.iter().any(|held| condition.wanted.iter().any(|wanted| is(held, wanted)))
    };
    let ordered = |wanted: &[Ordering]| {
        any(&|held, other| order(held, other).is_some_and(|order| wanted.contains(&order)))
    };
    match condition.comparison {
        Comparison::Is => any(&is),
        Comparison::IsNot => !any(&is),
        Comparison::Before => ordered(&[Ordering::Less]),
        Comparison::OnOrBefore => ordered(&[Ordering::Less, Ordering::Equal]),
        Comparison::After => ordered(&[Ordering::Greater]),
        Comparison::OnOrAfter => ordered(&[Ordering::Greater, Ordering::Equal]),
    }
}

fn is(held: &Held, wanted: &Wanted) -> bool {
    match (held, wanted) {
        (Held::Thing(name), Wanted::Thing(citation)) => citation.to == *name,
        (Held::Declared(id), Wanted::Declared { id: wanted, .. }) => *wanted.value == **id,
        (Held::Number(number), Wanted::Number(wanted)) => wanted.value == *number,
        (Held::Day(day), Wanted::Day(wanted)) => wanted == day,
        (Held::Word(word), Wanted::Word(wanted)) => wanted == word,
        (Held::Loop(state), Wanted::Word(wanted)) => *wanted == state.name(),
        (Held::Text(text), Wanted::Text(wanted)) => text.to_lowercase() == wanted.to_lowercase(),
        (Held::Flag(flag), Wanted::Flag(wanted)) => wanted == flag,
        _ => false,
    }
}

fn order(held: &Held, wanted: &Wanted) -> Option<Ordering> {
    match (held, wanted) {
        (Held::Day(day), Wanted::Day(wanted)) => Some(day.cmp(wanted)),
        _ => None,
    }
}
