//! Loops: feedback or a story, the action that came of it, and the later
//! meeting that heard the result. The rules are in `docs/evidence.md`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ground::{Facts, Ground};
use super::intervals::Share;
use super::statistics::Spread;
use crate::model::{Action, ActionStatus, Audience, Detail, Item, Ref, Relation};

/// Where a loop stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoopState {
    /// To be done, and the day it is due has passed.
    Overdue,
    /// To be done.
    Open,
    /// Done, and no meeting has heard a result.
    NotReported,
    /// Done. Whether a meeting heard a result is not said: the edition may not
    /// hold that meeting.
    Done,
    /// Done, and a meeting has heard the result.
    Closed,
    /// Not to be done after all.
    Dropped,
}

impl LoopState {
    /// Every state that an edition can tell, from the most pressing on.
    pub fn told_to(audience: Audience) -> [Self; 5] {
        let done = if audience == Audience::Internal { Self::NotReported } else { Self::Done };
        [Self::Overdue, Self::Open, done, Self::Closed, Self::Dropped]
    }

    /// The kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::NotReported => "done-but-not-reported",
            Self::Done => "done",
            Self::Closed => "loop-closed",
            Self::Dropped => "dropped",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::NotReported => "done but not reported",
            Self::Done => "done",
            Self::Closed => "loop closed",
            Self::Dropped => "dropped",
        }
    }
}

/// The loop of an action on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop {
    /// Where it stands.
    pub state: LoopState,
    /// When a meeting first heard what prompted it.
    pub heard: Option<Date>,
    /// When it was agreed.
    pub raised: Option<Date>,
    /// When it is due.
    pub due: Date,
    /// When it was done, by the day.
    pub done: Option<Date>,
    /// When a meeting heard the result.
    pub reported: Option<Date>,
    /// Whether it names a meeting that heard a result, and gives none.
    pub without_result: bool,
    /// Whether it is in counts and figures: no draft, and agreed by the day.
    pub counted: bool,
}

impl Loop {
    fn of(ground: &Ground<'_>, item: &Item, facts: &Facts, action: &Action) -> Self {
        let raised = item.basics.when.latest();
        let done = action.done.filter(|done| *done <= ground.as_of);
        // A meeting that the edition withholds is not there to be reported in.
        let heard_in = action.reported_in.as_ref().and_then(|meeting| held(ground, &meeting.to));
        let reported = heard_in.filter(|_| done.is_some() && action.result.is_some());
        let state = match (action.status, done) {
            (ActionStatus::Dropped, _) => LoopState::Dropped,
            (ActionStatus::Done, Some(_)) if reported.is_some() => LoopState::Closed,
            (ActionStatus::Done, Some(_)) if ground.release.audience() == Audience::Internal => {
                LoopState::NotReported
            }
            (ActionStatus::Done, Some(_)) => LoopState::Done,
            _ if action.due < ground.as_of => LoopState::Overdue,
            _ => LoopState::Open,
        };
        Self {
            state,
            heard: heard(ground, action, raised),
            raised,
            due: action.due,
            done,
            reported,
            without_result: action.reported_in.is_some() && action.result.is_none(),
            counted: facts.not_there().is_none(),
        }
    }

    /// Days from the day it was agreed to the day it was done.
    pub fn days_to_done(&self) -> Option<i64> {
        self.raised.zip(self.done).map(days_between)
    }

    /// Days from the day its prompt was heard to the day its result was.
    pub fn days_to_reported(&self) -> Option<i64> {
        self.heard.zip(self.reported).map(days_between)
    }
}

/// The day of a meeting that was held by the day; a draft is no record of one.
fn held(ground: &Ground<'_>, meeting: &Ref) -> Option<Date> {
    let (item, facts) = ground.item(meeting)?;
    item.basics.when.latest().filter(|_| facts.not_there().is_none())
}

/// When a meeting first heard one of the things that prompted an action: the
/// one that agreed it heard them at the latest.
fn heard(ground: &Ground<'_>, action: &Action, raised: Option<Date>) -> Option<Date> {
    let meetings = |prompt: &Ref| {
        let edges = ground.release.cited_by(prompt).iter().filter(|edge| edge.relation == Relation::Heard);
        edges.filter_map(|edge| held(ground, &edge.from)).min()
    };
    let agreed = raised.filter(|day| *day <= ground.as_of && !action.because.is_empty());
    action.because.iter().filter_map(|prompt| meetings(&prompt.to)).chain(agreed).min()
}

fn days_between((from, to): (Date, Date)) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// All loops, and what they come to.
#[derive(Debug)]
pub struct Loops {
    /// The loop of each action.
    pub actions: BTreeMap<Ref, Loop>,
    /// Days from agreed to done.
    pub days_to_done: Option<Spread>,
    /// Days from heard to reported.
    pub days_to_reported: Option<Spread>,
    /// Those that were done by the day they were due, of those that should have been.
    pub on_time: Share,
    /// How many were open at the end of each month, or on the as-of date.
    pub open_by_month: Vec<OpenAt>,
}

/// How many actions were open on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenAt {
    /// The last day of a month, or the as-of date.
    pub day: Date,
    /// How many.
    pub open: usize,
}

impl Loops {
    pub(super) fn of(ground: &Ground<'_>) -> Self {
        let actions: Vec<(&Item, &Action, Loop)> = ground
            .items()
            .filter_map(|(item, facts)| match &item.detail {
                Detail::Action(action) => Some((item, action, Loop::of(ground, item, facts, action))),
                _ => None,
            })
            .collect();
        let counted: Vec<(&Action, &Loop)> =
            actions.iter().filter(|(.., own)| own.counted).map(|(_, action, own)| (*action, own)).collect();
        let days = |of: fn(&Loop) -> Option<i64>| Spread::of(counted.iter().filter_map(|(_, own)| of(own)));
        Self {
            days_to_done: days(Loop::days_to_done),
            days_to_reported: days(Loop::days_to_reported),
            on_time: on_time(ground.as_of, &counted),
            open_by_month: open_by_month(ground.as_of, &counted),
            actions: actions.into_iter().map(|(item, _, own)| (item.name().clone(), own)).collect(),
        }
    }

    /// How many there are in counts and figures.
    pub fn total(&self) -> usize {
        self.actions.values().filter(|own| own.counted).count()
    }

    /// How many stand so.
    pub fn count(&self, state: LoopState) -> usize {
        self.actions.values().filter(|own| own.counted && own.state == state).count()
    }
}

fn on_time(as_of: Date, actions: &[(&Action, &Loop)]) -> Share {
    let asked = actions.iter().filter(|(action, own)| {
        own.state != LoopState::Dropped && (own.done.is_some() || action.due < as_of)
    });
    let in_time = asked.clone().filter(|(action, own)| own.done.is_some_and(|done| done <= action.due));
    Share::new(in_time.count(), asked.count())
}

/// From the month in which the first was agreed to the as-of date.
fn open_by_month(as_of: Date, actions: &[(&Action, &Loop)]) -> Vec<OpenAt> {
    let pursued = || actions.iter().map(|(_, own)| own).filter(|own| own.state != LoopState::Dropped);
    let mut raised: Vec<Date> = pursued().filter_map(|own| own.raised).filter(|day| *day <= as_of).collect();
    let mut done: Vec<Date> =
        pursued().filter(|own| own.raised.is_some()).filter_map(|own| own.done).collect();
    raised.sort_unstable();
    done.sort_unstable();
    let mut months = Vec::new();
    let mut next = raised.first().map(|day| day.last_of_month().min(as_of));
    while let Some(day) = next {
        let by = |days: &[Date]| days.partition_point(|known| *known <= day);
        months.push(OpenAt { day, open: by(&raised).saturating_sub(by(&done)) });
        next = day.tomorrow().ok().filter(|_| day < as_of).map(|day| day.last_of_month().min(as_of));
    }
    months
}
