//! Meetings as they were to be held and as they were, and who was there.
//! The rules are in `docs/evidence.md`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::ground::Ground;
use crate::model::{Detail, Item, Kind, Meeting, Ref};

/// The rhythm of a kind of meeting.
#[derive(Debug)]
pub struct Rhythm {
    /// The kind of meeting, by its id in the practice.
    pub kind: Arc<str>,
    /// How often it is to be held; none where the pack does not say.
    pub every: Option<Span>,
    /// Period by period; empty where there is no rhythm, or nothing was held.
    pub periods: Vec<MeetingPeriod>,
    /// The meetings that were held in the time shown, by day.
    pub meetings: Vec<Ref>,
    /// How many of them somebody senior was at.
    pub with_senior: usize,
    /// How many of them each role was at, the most frequent first.
    pub attendance: Vec<RoleAttendance>,
}

/// A stretch of time in which a meeting was to be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingPeriod {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Whether one was.
    pub state: PeriodState,
}

/// Whether a meeting was held in its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeriodState {
    /// In the period.
    Held,
    /// In the next period, which had more than one.
    Late,
    /// Not at all.
    Missed,
    /// None was expected, or the period is not over.
    NotExpected,
}

impl PeriodState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Held, Self::Late, Self::Missed, Self::NotExpected];

    /// The kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Late => "late",
            Self::Missed => "missed",
            Self::NotExpected => "not-expected",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Late => "late",
            Self::Missed => "missed",
            Self::NotExpected => "not expected",
        }
    }
}

/// How often a role was at a kind of meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleAttendance {
    /// The role.
    pub role: String,
    /// Whether it is a senior one.
    pub senior: bool,
    /// At how many meetings.
    pub meetings: usize,
}

impl Rhythm {
    /// How many periods stand so.
    pub fn count(&self, state: PeriodState) -> usize {
        self.periods.iter().filter(|period| period.state == state).count()
    }

    /// Every kind with a rhythm or a meeting, in the practice's order.
    pub(super) fn all(ground: &Ground<'_>) -> Vec<Self> {
        let settings = ground.release.settings();
        let held = held(ground);
        let every = |kind: &str| {
            settings.rhythm.iter().find(|(known, _)| &*known.value == kind).map(|(_, every)| *every)
        };
        let firsts =
            held.iter().filter(|(kind, _)| every(kind).is_some()).filter_map(|(_, held)| held.first());
        let year_ago = ground.as_of.saturating_sub(1.year());
        let first = firsts.map(|(day, ..)| *day).min().map_or(year_ago, |first| first.max(year_ago));
        let kinds = ground.release.practice().meeting_kinds.iter();
        kinds
            .filter_map(|kind| {
                let (every, held) = (every(&kind.id), held.get(&*kind.id));
                (every.is_some() || held.is_some()).then(|| {
                    let held = held.map_or(&[][..], Vec::as_slice);
                    Self::of(Arc::clone(&kind.id), every, held, (first, ground.as_of))
                })
            })
            .collect()
    }

    fn of(kind: Arc<str>, every: Option<Span>, held: &[Held<'_>], (first, as_of): (Date, Date)) -> Self {
        let days: Vec<Date> = held.iter().map(|(day, ..)| *day).collect();
        let periods = every.map_or(Vec::new(), |every| periods(&days, every, first, as_of));
        let from = periods.first().map_or(first, |period| period.from);
        let shown: Vec<&Held<'_>> = held.iter().filter(|(day, ..)| *day >= from).collect();
        let senior =
            |meeting: &Meeting| meeting.attendance.iter().any(|entry| entry.senior && entry.count > 0);
        Self {
            kind,
            every,
            periods,
            meetings: shown.iter().map(|(_, item, _)| item.name().clone()).collect(),
            with_senior: shown.iter().filter(|(.., meeting)| senior(meeting)).count(),
            attendance: attendance(&shown),
        }
    }
}

/// The day of a meeting that was held, and the meeting.
type Held<'r> = (Date, &'r Item, &'r Meeting);

/// The meetings that were held by the day, by kind and day.
fn held<'r>(ground: &Ground<'r>) -> BTreeMap<&'r str, Vec<Held<'r>>> {
    let mut held: BTreeMap<&str, Vec<Held<'_>>> = BTreeMap::new();
    for item in ground.release.of(Kind::Meeting) {
        let Detail::Meeting(meeting) = &item.detail else { continue };
        let there = ground.item(item.name()).is_some_and(|(_, facts)| facts.not_there().is_none());
        if let Some(day) = item.basics.when.latest().filter(|_| there) {
            held.entry(&meeting.kind.value).or_default().push((day, item, meeting));
        }
    }
    for meetings in held.values_mut() {
        meetings.sort_by(|a, b| (a.0, a.1.name()).cmp(&(b.0, b.1.name())));
    }
    held
}

/// The periods from the one that a first day lies in to the one that the
/// as-of date lies in.
fn periods(days: &[Date], every: Span, first: Date, as_of: Date) -> Vec<MeetingPeriod> {
    let Some(begun) = days.first().map(|day| beginning(*day, every)) else { return Vec::new() };
    // Periods are counted from the first meeting, so that months do not drift.
    let start = |at: i64| every.checked_mul(at).ok().and_then(|span| begun.checked_add(span).ok());
    let mut at = 0;
    while start(at).is_some_and(|day| day > first) {
        at -= 1;
    }
    while start(at + 1).is_some_and(|next| next <= first) {
        at += 1;
    }
    let mut periods = Vec::new();
    while let (Some(from), Some(next)) = (start(at), start(at + 1)) {
        let Some(to) = next.yesterday().ok().filter(|to| from <= as_of && *to >= from) else { break };
        let following = start(at + 2).unwrap_or(Date::MAX);
        let count = |from: Date, to: Date| {
            days.partition_point(|day| *day < to) - days.partition_point(|day| *day < from)
        };
        let state = match (count(from, next), count(next, following)) {
            (1.., _) => PeriodState::Held,
            _ if at < 0 => PeriodState::NotExpected,
            (0, 2..) => PeriodState::Late,
            _ if to < as_of => PeriodState::Missed,
            _ => PeriodState::NotExpected,
        };
        periods.push(MeetingPeriod { from, to: to.min(as_of), state });
        at += 1;
    }
    periods
}

/// The first day of the period that the first meeting lies in.
fn beginning(day: Date, every: Span) -> Date {
    if every.get_weeks() > 0 {
        let since_monday = day.weekday().since(Weekday::Monday);
        day.saturating_sub(since_monday.days())
    } else if every.get_months() > 0 || every.get_years() > 0 {
        day.first_of_month()
    } else {
        day
    }
}

fn attendance(held: &[&Held<'_>]) -> Vec<RoleAttendance> {
    let mut roles: BTreeMap<String, RoleAttendance> = BTreeMap::new();
    for (.., meeting) in held {
        let mut seen: Vec<String> = Vec::new();
        for entry in meeting.attendance.iter().filter(|entry| entry.count > 0) {
            let folded = entry.role.to_lowercase();
            if seen.contains(&folded) {
                continue;
            }
            let role = || RoleAttendance { role: entry.role.clone(), senior: false, meetings: 0 };
            let known = roles.entry(folded.clone()).or_insert_with(role);
            known.meetings += 1;
            known.senior |= entry.senior;
            seen.push(folded);
        }
    }
    let mut roles: Vec<RoleAttendance> = roles.into_values().collect();
    roles.sort_by(|a, b| (b.meetings, &a.role).cmp(&(a.meetings, &b.role)));
    roles
}
