//! What each register can be sorted by.

use super::facets::{state_of, status_of};
use crate::model::{Detail, Item, Kind, Meeting};
use crate::site::context::Shared;
use crate::site::pages::{actions_of, meeting_kind_title, people_at, senior_at};

/// An order, and what an item stands in it by: a date as `2026-05-01`, a
/// number, or a text. What is empty stands last, either way round.
pub(super) struct Order {
    /// What the rows and the address call it: `due`, for `data-sort-due`.
    pub(super) name: &'static str,
    /// What readers call it: `Due`.
    label: &'static str,
    /// Either way round in words.
    ways: [&'static str; 2],
    pub(super) key: fn(&Shared<'_>, &Item) -> String,
}

impl Order {
    /// The order from the least on and the other way round: each as the address
    /// has it, and in words.
    pub(super) fn both_ways(&self) -> [(String, String); 2] {
        let words = |way: &str| format!("{}: {way}", self.label);
        [(self.name.to_owned(), words(self.ways[0])), (format!("{}-down", self.name), words(self.ways[1]))]
    }
}

/// The orders of a register.
pub(super) fn of(kind: Kind) -> Vec<Order> {
    match kind {
        Kind::Story | Kind::Feedback => vec![DATE, TITLE],
        Kind::Meeting => vec![DATE, TITLE, MEETING_KIND, PEOPLE, SENIOR, HEARD, AGREED],
        Kind::Action => vec![STATE, DUE, TITLE, OWNER],
        Kind::Metric => vec![TITLE, FIGURES],
        Kind::Document => vec![DATE, TITLE, OWNER],
        _ => vec![CODE, TITLE, STATUS, OWNER, DUE],
    }
}

/// The order in which a register stands, by its name and in words. The name is
/// empty where it cannot be chosen.
pub(super) fn own(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Action => ("state", "The most pressing first"),
        Kind::Metric => ("title", "By title, A to Z"),
        Kind::Requirement => ("", "The regulator’s own order"),
        _ => ("date-down", "The latest first"),
    }
}

const LETTERS: [&str; 2] = ["A to Z", "Z to A"];
const DAYS: [&str; 2] = ["earliest first", "latest first"];
const NUMBERS: [&str; 2] = ["fewest first", "most first"];

const DATE: Order = Order { name: "date", label: "Date", ways: DAYS, key: date };
const TITLE: Order = Order { name: "title", label: "Title", ways: LETTERS, key: title };
const OWNER: Order = Order { name: "owner", label: "Owner", ways: LETTERS, key: owner };
const DUE: Order = Order { name: "due", label: "Due", ways: DAYS, key: due };
const CODE: Order = Order { name: "ref", label: "Ref", ways: LETTERS, key: code };
const MEETING_KIND: Order = Order { name: "kind", label: "Kind", ways: LETTERS, key: meeting_kind };
const PEOPLE: Order = Order { name: "people", label: "People there", ways: NUMBERS, key: people };
const SENIOR: Order = Order { name: "senior", label: "Senior", ways: NUMBERS, key: senior };
const HEARD: Order = Order { name: "heard", label: "Heard", ways: NUMBERS, key: heard };
const AGREED: Order = Order { name: "actions", label: "Actions agreed", ways: NUMBERS, key: agreed };
const FIGURES: Order = Order { name: "figures", label: "Last figure", ways: DAYS, key: last_figure };
const STATE: Order = Order {
    name: "state",
    label: "State",
    ways: ["most pressing first", "least pressing first"],
    key: |shared, item| state_of(shared, item).map_or(String::new(), |(place, _)| place.to_string()),
};
const STATUS: Order = Order {
    name: "status",
    label: "Status",
    ways: ["open first", "open last"],
    key: |_, item| status_of(item).map_or(String::new(), |status| (status as u8).to_string()),
};

fn date(_: &Shared<'_>, item: &Item) -> String {
    item.basics.when.latest().map_or(String::new(), |date| date.to_string())
}

fn title(_: &Shared<'_>, item: &Item) -> String {
    item.basics.title.clone()
}

fn owner(_: &Shared<'_>, item: &Item) -> String {
    item.tagging.owner.clone().unwrap_or_default()
}

fn due(_: &Shared<'_>, item: &Item) -> String {
    let due = match &item.detail {
        Detail::Action(action) => Some(action.due),
        Detail::Requirement(requirement) => requirement.due,
        _ => None,
    };
    due.map_or(String::new(), |due| due.to_string())
}

fn code(_: &Shared<'_>, item: &Item) -> String {
    match &item.detail {
        Detail::Requirement(requirement) => requirement.code.clone(),
        _ => String::new(),
    }
}

fn meeting_kind(shared: &Shared<'_>, item: &Item) -> String {
    of_meeting(item, |meeting| meeting_kind_title(shared.release, meeting))
}

fn people(_: &Shared<'_>, item: &Item) -> String {
    of_meeting(item, |meeting| people_at(meeting).to_string())
}

fn senior(_: &Shared<'_>, item: &Item) -> String {
    of_meeting(item, |meeting| senior_at(meeting).to_string())
}

fn heard(_: &Shared<'_>, item: &Item) -> String {
    of_meeting(item, |meeting| meeting.heard.len().to_string())
}

fn agreed(shared: &Shared<'_>, item: &Item) -> String {
    of_meeting(item, |_| actions_of(shared.release, item.name()).len().to_string())
}

fn of_meeting(item: &Item, key: impl Fn(&Meeting) -> String) -> String {
    match &item.detail {
        Detail::Meeting(meeting) => key(meeting),
        _ => String::new(),
    }
}

/// The end of the last period that has a figure or says why not.
fn last_figure(_: &Shared<'_>, item: &Item) -> String {
    let Detail::Metric(metric) = &item.detail else { return String::new() };
    metric.points.last().map_or(String::new(), |point| point.period.end().to_string())
}
