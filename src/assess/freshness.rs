//! How old evidence is on a day, and what falls due.
//!
//! Ages count from the date or the period that a thing is about, never from a
//! file's date. The rules are in `docs/evidence.md`.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::ground::Ground;
use crate::model::{Detail, EvidenceRules, Item, Kind, Metric, Ref, When};

/// How a thing stands against the time it stays fresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Freshness {
    /// It can be relied on.
    Current,
    /// It can be relied on, and not for long.
    DueSoon,
    /// Its last fresh day has passed.
    Stale,
    /// It has no date.
    Undated,
    /// What it is about begins after the day.
    Ahead,
}

impl Freshness {
    /// Every state, from fresh to not there yet.
    pub const ALL: [Self; 5] = [Self::Current, Self::DueSoon, Self::Stale, Self::Undated, Self::Ahead];

    /// The kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::DueSoon => "due-soon",
            Self::Stale => "stale",
            Self::Undated => "undated",
            Self::Ahead => "ahead",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::DueSoon => "due soon",
            Self::Stale => "stale",
            Self::Undated => "undated",
            Self::Ahead => "after the as-of date",
        }
    }
}

/// The age of a thing on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// How it stands.
    pub state: Freshness,
    /// The day it counts from.
    pub counts_from: Option<Date>,
    /// The last day on which it is fresh; none where it never goes stale.
    pub last_fresh_day: Option<Date>,
}

impl Age {
    /// The age of evidence or of a judgement.
    pub fn of(item: &Item, rules: &EvidenceRules, as_of: Date) -> Self {
        let Some((from, to)) = covered(item, as_of) else {
            // An action is undated where the edition withholds its meeting; its day
            // is not known there, and that it was agreed is.
            let hidden = item.name().kind == Kind::Action;
            let state = if hidden { Freshness::Current } else { Freshness::Undated };
            return Self { state, counts_from: None, last_fresh_day: None };
        };
        let counts_from = if from > as_of { to } else { to.min(as_of) };
        let span = rules.fresh_for.get(&item.name().kind);
        let last_fresh_day = span.and_then(|span| counts_from.checked_add(*span).ok());
        let state = match last_fresh_day {
            _ if from > as_of => Freshness::Ahead,
            Some(last) if last < as_of => Freshness::Stale,
            Some(last) if last <= later(as_of, rules.due_soon) => Freshness::DueSoon,
            _ => Freshness::Current,
        };
        Self { state, counts_from: Some(counts_from), last_fresh_day }
    }

    /// Whether it can be relied on.
    pub fn is_fresh(self) -> bool {
        matches!(self.state, Freshness::Current | Freshness::DueSoon)
    }

    /// The first day on which it is stale.
    pub fn stale_from(self) -> Option<Date> {
        self.last_fresh_day?.tomorrow().ok()
    }
}

fn later(day: Date, span: Span) -> Date {
    day.saturating_add(span)
}

/// The first and the last day that a thing is about.
fn covered(item: &Item, as_of: Date) -> Option<(Date, Date)> {
    match (&item.detail, item.basics.when) {
        (Detail::Metric(metric), _) => figures(metric, as_of),
        (_, When::On(day)) => Some((day, day)),
        (_, When::Over(from, to)) => Some((from, to)),
        (_, When::Undated) => None,
    }
}

/// The last period with a figure that has begun; where none has, the first.
fn figures(metric: &Metric, as_of: Date) -> Option<(Date, Date)> {
    let known = || metric.points.iter().filter(|point| point.value.is_figure()).map(|point| point.period);
    let begun = known().filter(|period| period.start() <= as_of).max_by_key(|period| period.end());
    begun.or_else(|| known().next()).map(|period| (period.start(), period.end()))
}

/// What goes stale, and what is to be looked at again.
#[derive(Debug, Default)]
pub struct Outlook {
    /// What goes stale in the six months after the day, by month.
    pub months: Vec<StaleMonth>,
    /// What is to be looked at again: what is overdue or due soon, by day.
    pub reviews: Vec<Review>,
}

/// A month, and what goes stale in it.
#[derive(Debug)]
pub struct StaleMonth {
    /// Its first day.
    pub month: Date,
    /// What goes stale, with the first day on which it is.
    pub items: Vec<(Ref, Date)>,
}

/// Something that is to be looked at again.
#[derive(Clone, Debug)]
pub struct Review {
    /// What.
    pub item: Ref,
    /// What about it.
    pub what: Reviewed,
    /// By when.
    pub by: Date,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// What about a thing is to be looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reviewed {
    /// The thing itself.
    Item,
    /// The consent to tell it.
    Consent,
}

/// How far ahead the list of what goes stale looks.
const MONTHS_AHEAD: i32 = 6;

impl Outlook {
    pub(super) fn of(ground: &Ground<'_>) -> Self {
        let judged = ground.judged().filter(|(_, facts)| !facts.is_superseded());
        let mut reviews: Vec<Review> = judged.flat_map(|(item, _)| reviews(ground, item)).collect();
        reviews.sort_by(|a, b| (a.by, &a.item, a.what).cmp(&(b.by, &b.item, b.what)));
        Self { months: months(ground), reviews }
    }
}

fn months(ground: &Ground<'_>) -> Vec<StaleMonth> {
    let until = later(ground.as_of, MONTHS_AHEAD.months());
    let mut falling: Vec<(Date, Ref)> = ground
        .judged()
        .filter(|(_, facts)| facts.age.is_fresh() && !facts.is_superseded())
        .filter_map(|(item, facts)| Some((facts.age.stale_from()?, item.name().clone())))
        .filter(|(day, _)| *day <= until)
        .collect();
    falling.sort();
    let mut months: Vec<StaleMonth> = Vec::new();
    for (day, name) in falling {
        let month = day.first_of_month();
        match months.last_mut().filter(|last| last.month == month) {
            Some(last) => last.items.push((name, day)),
            None => months.push(StaleMonth { month, items: vec![(name, day)] }),
        }
    }
    months
}

fn reviews(ground: &Ground<'_>, item: &Item) -> Vec<Review> {
    let consent = item.basics.ground.consent.as_ref().and_then(|consent| consent.review_by);
    let soon = later(ground.as_of, ground.rules.due_soon);
    [(Reviewed::Item, item.tagging.review_by), (Reviewed::Consent, consent)]
        .into_iter()
        .filter_map(|(what, by)| Some((what, by.filter(|by| *by <= soon)?)))
        .map(|(what, by)| Review { item: item.name().clone(), what, by, overdue: by < ground.as_of })
        .collect()
}
