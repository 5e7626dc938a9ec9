//! What goes stale, for the authority alone: how old the evidence of each kind
//! is, what stops counting when, and what is to be looked at again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use serde::Serialize;

use super::super::context::{Here, ItemLink};
use super::super::frame::Frame;
use super::super::wording::duration;
use super::states::{StateCount, StateView};
use super::{Across, View};
use crate::assess::{Age, Freshness, Review, Reviewed, StaleMonth};
use crate::model::{Kind, Period, Ref, day_label};

#[derive(Serialize)]
struct FreshnessView {
    /// How long before its last fresh day a thing is due soon.
    due_soon: String,
    /// What stops counting in the next days, the first of it by name.
    next: Vec<AgedView>,
    /// How many more.
    more: usize,
    states: Vec<StateView>,
    kinds: Vec<KindView>,
    lists: Vec<ListView>,
    months: Vec<MonthView>,
    overdue: Vec<ReviewView>,
    upcoming: Vec<ReviewView>,
}

/// A kind, the time it stays fresh, and how many of it stand how.
#[derive(Serialize)]
struct KindView {
    title: &'static str,
    /// None for a kind that never goes stale.
    fresh_for: Option<String>,
    /// One for each state.
    counts: Vec<StateCount>,
}

/// Everything that stands in one state, by kind.
#[derive(Serialize)]
struct ListView {
    id: &'static str,
    title: &'static str,
    means: String,
    count: usize,
    groups: Vec<GroupView>,
}

#[derive(Serialize)]
struct GroupView {
    id: String,
    title: &'static str,
    items: Vec<AgedView>,
}

#[derive(Serialize)]
struct AgedView {
    link: ItemLink,
    /// `Fresh until 11 August 2026`; empty where there is no such day.
    day: String,
}

#[derive(Serialize)]
struct MonthView {
    title: String,
    items: Vec<AgedView>,
}

#[derive(Serialize)]
struct ReviewView {
    link: ItemLink,
    what: &'static str,
    by: String,
}

/// How many days the words at the top look ahead, and how much they name.
const NEXT_DAYS: i32 = 30;
const NAMED: usize = 5;

/// Ages by kind and state, in the order of their last fresh days.
type Aged<'a> = BTreeMap<(Freshness, Kind), Vec<(Age, &'a Ref)>>;

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let assessment = here.shared.assessment;
    let mut aged = Aged::new();
    for (name, age) in &assessment.ages {
        aged.entry((age.state, name.kind)).or_default().push((*age, name));
    }
    for items in aged.values_mut() {
        items.sort_by_key(|(age, name)| (age.last_fresh_day, *name));
    }
    let reviews = |overdue: bool| {
        let reviews = assessment.outlook.reviews.iter().filter(move |review| review.overdue == overdue);
        reviews.map(|review| review_view(here, review)).collect()
    };
    let soon = next_days(here);
    let view = FreshnessView {
        due_soon: duration(&here.release().framework().evidence.due_soon),
        states: Freshness::ALL.map(StateView::from).to_vec(),
        kinds: kinds(here, &aged),
        lists: lists(here, &aged),
        more: soon.len().saturating_sub(NAMED),
        next: soon.into_iter().take(NAMED).collect(),
        months: assessment.outlook.months.iter().map(|month| month_view(here, month)).collect(),
        overdue: reviews(true),
        upcoming: reviews(false),
    };
    let frame = Frame::new(here.shared, &here.path, Across::Freshness.title());
    here.view("freshness.html", &frame, &[("freshness", &view)])
}

/// The kinds that have an age and of which there is something.
fn kinds(here: &Here<'_, '_>, aged: &Aged<'_>) -> Vec<KindView> {
    let rules = &here.release().framework().evidence;
    let kind = |kind: &Kind| {
        let count = |state: Freshness| {
            let count = aged.get(&(state, *kind)).map_or(0, Vec::len);
            // What is current is not listed: it needs nothing. What is due soon
            // is listed by month.
            let href = (state != Freshness::Current && count > 0).then(|| match state {
                Freshness::DueSoon => "#months".to_owned(),
                state => format!("#{}-{}", state.name(), kind.name()),
            });
            StateCount { state: state.into(), count, href }
        };
        let counts = Freshness::ALL.map(count);
        counts.iter().any(|count| count.count > 0).then(|| KindView {
            title: words(*kind),
            fresh_for: rules.fresh_for.get(kind).map(duration),
            counts: counts.into(),
        })
    };
    Kind::ALL.iter().filter_map(kind).collect()
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Metric => "figures",
        Kind::Feedback => "feedback",
        kind => kind.many(),
    }
}

/// What is listed by state: all but what is current.
fn lists(here: &Here<'_, '_>, aged: &Aged<'_>) -> Vec<ListView> {
    let due_soon = duration(&here.release().framework().evidence.due_soon);
    let lists = [
        (
            Freshness::Stale,
            "Stale",
            "The last fresh day has passed. Stale evidence counts no longer.".to_owned(),
        ),
        (
            Freshness::DueSoon,
            "Due soon",
            format!("It counts, and its last fresh day is no more than {due_soon} away."),
        ),
        (Freshness::Undated, "Without a date", "It has no date or no figure, and counts nowhere.".to_owned()),
        (
            Freshness::Ahead,
            "After the as-of date",
            "What it is about begins after the as-of date: it counts nowhere until then.".to_owned(),
        ),
    ];
    lists.into_iter().map(|(state, title, means)| list_view(here, aged, state, title, means)).collect()
}

fn list_view(
    here: &Here<'_, '_>,
    aged: &Aged<'_>,
    state: Freshness,
    title: &'static str,
    means: String,
) -> ListView {
    let of_state = || aged.iter().filter(move |((known, _), _)| *known == state);
    // What is under a month below is not listed twice.
    let months = here.shared.assessment.outlook.months.iter();
    let below: BTreeSet<&Ref> = months.flat_map(|month| &month.items).map(|(name, _)| name).collect();
    let listed = |items: &Vec<(Age, &Ref)>| -> Vec<AgedView> {
        let items = items.iter().filter(|(_, name)| state != Freshness::DueSoon || !below.contains(name));
        items.map(|(age, name)| aged_view(here, name, *age)).collect()
    };
    let group = |((_, kind), items): (&(Freshness, Kind), &Vec<(Age, &Ref)>)| GroupView {
        id: format!("{}-{}", state.name(), kind.name()),
        title: words(*kind),
        items: listed(items),
    };
    ListView {
        id: state.name(),
        title,
        means,
        count: of_state().map(|(_, items)| items.len()).sum(),
        groups: of_state().map(group).filter(|group| !group.items.is_empty()).collect(),
    }
}

fn aged_view(here: &Here<'_, '_>, name: &Ref, age: Age) -> AgedView {
    let day = match (age.state, age.last_fresh_day) {
        (Freshness::Ahead, _) | (_, None) => String::new(),
        (_, Some(day)) => format!("Fresh until {}", day_label(day)),
    };
    AgedView { link: named(here, name), day }
}

/// The link to a thing; a judgement has the title of its statement, and says
/// what it is.
fn named(here: &Here<'_, '_>, name: &Ref) -> ItemLink {
    let mut link = here.item_link(name);
    if name.kind == Kind::Judgement {
        link.title = format!("Judgement: {}", link.title);
    }
    link
}

/// What stops counting in the next days, with the day from which it does not.
fn next_days(here: &Here<'_, '_>) -> Vec<AgedView> {
    let until = here.shared.assessment.as_of.saturating_add(NEXT_DAYS.days());
    let months = here.shared.assessment.outlook.months.iter();
    let soon = months.flat_map(|month| &month.items).filter(|(_, day)| *day <= until);
    soon.map(|(name, day)| AgedView { link: named(here, name), day: day_label(*day) }).collect()
}

fn month_view(here: &Here<'_, '_>, month: &StaleMonth) -> MonthView {
    let item = |(name, day): &(Ref, jiff::civil::Date)| AgedView {
        link: named(here, name),
        day: format!("Stale from {}", day_label(*day)),
    };
    MonthView {
        title: Period::Month(month.month.year(), month.month.month()).label(),
        items: month.items.iter().map(item).collect(),
    }
}

fn review_view(here: &Here<'_, '_>, review: &Review) -> ReviewView {
    ReviewView {
        link: named(here, &review.item),
        what: match review.what {
            Reviewed::Item => "to be looked at again",
            Reviewed::Consent => "consent to be asked for again",
        },
        by: day_label(review.by),
    }
}
