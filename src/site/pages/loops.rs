//! Loops: what was heard, the action that came of it, and the later meeting
//! that heard the result.

use std::sync::Arc;

use serde::Serialize;

use super::super::address::register;
use super::super::context::{Here, Link};
use super::super::frame::Frame;
use super::super::path::SitePath;
use super::chain::Chain;
use super::drawn::{Drawn, count, days, draw, finite};
use super::{DAYS_CSV, OPEN_CSV, View};
use crate::assess::{LoopState, Loops, Share};
use crate::chart::{Chart, Line, Quartiles, Shape, Spread, SpreadRow, Trend, UnitFormat, UnitStyle, number};
use crate::diagnostic::{Finding, counted};
use crate::model::{Detail, Item, Kind, Period, day_label};

/// How many chains the page has room for.
const MOST_CHAINS: usize = 60;
/// Quartiles of fewer values would say nothing.
const FEWEST_FOR_QUARTILES: usize = 4;
/// What is counted, and what a dot is.
const DAYS_CAPTION: &str = "Days from the meeting that agreed an action to the day it was done, and from the day its reason was first heard to the meeting that heard the result. Each dot is an action.";
/// More values than these are not written out.
const MOST_WRITTEN: usize = 60;
/// With as many as this a share is no longer one of few.
const MANY: usize = 200;

#[derive(Serialize)]
struct LoopsView {
    states: Vec<StateView>,
    /// How many there are.
    total: usize,
    register: String,
    figures: Vec<Drawn>,
    on_time: Option<String>,
    csv: String,
}

/// The loops of one state.
#[derive(Serialize)]
struct StateView {
    state: &'static str,
    label: &'static str,
    count: usize,
    /// Whether nothing is left to do: the chains are folded away.
    folded: bool,
    chains: Vec<Chain>,
    /// How many are only in the register, and where.
    others: usize,
    register: Link,
}

pub(super) fn page(here: &mut Here<'_, '_>) -> Result<View, Finding> {
    let loops = &here.shared.assessment.loops;
    let states: Vec<StateView> = LoopState::told_to(here.release().audience())
        .into_iter()
        .filter_map(|state| state_view(here, loops, state))
        .collect();
    let figures = [open_over_time(here, loops)?, spread(here, loops)?];
    let view = LoopsView {
        total: loops.total(),
        register: here.path.link_to(&register(Kind::Action)),
        figures: figures.into_iter().flatten().collect(),
        on_time: on_time(loops.on_time),
        csv: here.path.link_to(&SitePath::new(DAYS_CSV)),
        states,
    };
    let frame = Frame::new(here.shared, &here.path, "Loops");
    Ok(here.view("loops.html", &frame, &[("loops", &view)]))
}

/// The loops of a state, as many as its part of the whole has room for: those
/// that something is left to do for in the order of the register, the others
/// with the latest agreed first.
fn state_view(here: &Here<'_, '_>, loops: &Loops, state: LoopState) -> Option<StateView> {
    let all = loops.count(state);
    let own =
        |item: &&Item| loops.actions.get(item.name()).is_some_and(|own| own.counted && own.state == state);
    let mut items: Vec<&Item> = here.release().of(Kind::Action).iter().map(Arc::as_ref).filter(own).collect();
    let folded = matches!(state, LoopState::Closed | LoopState::Dropped);
    if folded {
        super::cards::latest_first(&mut items);
    } else {
        items.sort_by_key(|item| (due(item), item.name()));
    }
    let room = room(all, loops.total());
    let chains: Vec<Chain> = items.into_iter().take(room).filter_map(|item| here.chain_of(item)).collect();
    let there = here.path.link_to_part(&register(Kind::Action), state.name());
    (all > 0).then(|| StateView {
        state: state.name(),
        label: state.label(),
        count: all,
        folded,
        others: all - chains.len(),
        register: Link { href: there, text: "the register of actions".to_owned() },
        chains,
    })
}

fn due(item: &Item) -> Option<jiff::civil::Date> {
    match &item.detail {
        Detail::Action(action) => Some(action.due),
        _ => None,
    }
}

/// How many of a state's loops are shown: all, or at least one of each of the
/// five states, and of the rest the same part of each.
fn room(count: usize, of: usize) -> usize {
    if of <= MOST_CHAINS {
        return count;
    }
    count.min(1 + count.saturating_sub(1) * (MOST_CHAINS - 5) / of)
}

fn open_over_time(here: &Here<'_, '_>, loops: &Loops) -> Result<Option<Drawn>, Finding> {
    let months = &loops.open_by_month;
    // One day is no way to follow; the counts have it.
    let (Some(last), Some(most), 2..) =
        (months.last(), months.iter().max_by_key(|month| month.open), months.len())
    else {
        return Ok(None);
    };
    let most = if most.open == last.open {
        "as many as at any time shown".to_owned()
    } else {
        format!("the most was {}, on {}", most.open, day_label(most.day))
    };
    let title = format!("{} open on {}; {most}", counted(last.open, "action"), day_label(last.day));
    let said = months.iter().map(|month| format!("{}: {}.", day_label(month.day), month.open));
    let label =
        |month: &crate::assess::OpenAt| Period::Month(month.day.year(), month.day.month()).short_label();
    let chart = Chart {
        id: "chart-over-time".to_owned(),
        title: title.clone(),
        description: said.collect::<Vec<_>>().join(" "),
        unit: UnitFormat::new(UnitStyle::Count, 0),
        shape: Shape::Trend(Trend {
            periods: months.iter().map(label).collect(),
            lines: vec![Line {
                name: "Open".to_owned(),
                values: months.iter().map(|month| Some(count(month.open))).collect(),
                ..Line::default()
            }],
            ..Trend::default()
        }),
    };
    Ok(Some(Drawn {
        id: "over-time".to_owned(),
        title,
        caption: "Agreed and not done by the last day of each month, overdue ones with them; those that were dropped are left out.".to_owned(),
        svg: draw(&chart, here)?,
        columns: vec!["On", "Open"],
        rows: months.iter().map(|month| vec![day_label(month.day), month.open.to_string()]).collect(),
        csv: here.path.link_to(&SitePath::new(OPEN_CSV)),
    }))
}

/// Days to done, and from heard to reported.
fn spread(here: &Here<'_, '_>, loops: &Loops) -> Result<Option<Drawn>, Finding> {
    let known = [("Agreed to done", &loops.days_to_done), ("Heard to reported", &loops.days_to_reported)];
    let known: Vec<(&str, &crate::assess::Spread)> =
        known.into_iter().filter_map(|(label, spread)| Some((label, spread.as_ref()?))).collect();
    if known.is_empty() {
        return Ok(None);
    }
    let said = |(label, spread): &(&str, &crate::assess::Spread)| {
        let middle = number(spread.median, UnitFormat::new(UnitStyle::Days, places(spread.median)));
        match spread.values.len() {
            1 => format!("{label}: {middle}, for 1 action"),
            more => format!("{label}: a median of {middle} over {more} actions"),
        }
    };
    let title = known.iter().map(said).collect::<Vec<_>>().join("; ");
    let chart = Chart {
        id: "chart-how-long".to_owned(),
        title: title.clone(),
        description: known
            .iter()
            .map(|(label, spread)| described(label, spread))
            .collect::<Vec<_>>()
            .join(" "),
        unit: UnitFormat::new(UnitStyle::Days, 0),
        shape: Shape::Spread(Spread {
            rows: known.iter().map(|(label, spread)| spread_row(label, spread)).collect(),
        }),
    };
    Ok(Some(Drawn {
        id: "how-long".to_owned(),
        title,
        caption: if known.iter().any(|(_, spread)| has_quartiles(spread)) {
            format!("{DAYS_CAPTION} The bar holds the middle half, the thick line is the median.")
        } else {
            DAYS_CAPTION.to_owned()
        },
        svg: draw(&chart, here)?,
        columns: vec![
            "Days",
            "Actions",
            "Least",
            "Lower quartile",
            "Median",
            "Upper quartile",
            "Most",
            "Each",
        ],
        rows: known.iter().map(|(label, spread)| table_row(label, spread)).collect(),
        csv: here.path.link_to(&SitePath::new(DAYS_CSV)),
    }))
}

fn described(label: &str, spread: &crate::assess::Spread) -> String {
    let [_, _, least, lower, median, upper, most, _] =
        <[String; 8]>::try_from(table_row(label, spread)).unwrap_or_default();
    format!("{label}: from {least} to {most} days, median {median}, quartiles {lower} and {upper}.")
}

/// As many decimal places as a number of days has: none, or one.
fn places(number: f64) -> u8 {
    u8::from(number.fract() != 0.0)
}

fn table_row(label: &str, spread: &crate::assess::Spread) -> Vec<String> {
    let plain = |value: f64| number(value, UnitFormat::new(UnitStyle::Count, places(value)));
    let whole = |value: Option<&i64>| value.map_or(String::new(), |value| plain(days(*value)));
    let each = if spread.values.len() <= MOST_WRITTEN {
        spread.values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    } else {
        "in the file".to_owned()
    };
    vec![
        label.to_owned(),
        spread.values.len().to_string(),
        whole(spread.values.first()),
        plain(spread.lower_quartile),
        plain(spread.median),
        plain(spread.upper_quartile),
        whole(spread.values.last()),
        each,
    ]
}

fn has_quartiles(spread: &crate::assess::Spread) -> bool {
    spread.values.len() >= FEWEST_FOR_QUARTILES
}

fn spread_row(label: &str, spread: &crate::assess::Spread) -> SpreadRow {
    let quartiles = Quartiles {
        lower: finite(spread.lower_quartile),
        median: finite(spread.median),
        upper: finite(spread.upper_quartile),
    };
    SpreadRow {
        label: label.to_owned(),
        values: spread.values.iter().map(|value| finite(days(*value))).collect(),
        quartiles: has_quartiles(spread).then_some(quartiles),
        href: None,
    }
}

/// The share with its interval, in words.
fn on_time(share: Share) -> Option<String> {
    let interval = share.interval?;
    let cent = |part: f64| number(part * 100.0, UnitFormat::new(UnitStyle::Count, 0));
    let to_go_by = match share.denominator {
        1 => "With only one to go by".to_owned(),
        few if few < MANY => format!("With only {few} to go by"),
        _ => "Even with as many as these".to_owned(),
    };
    Some(format!(
        "{} of {}, or {} per cent. {to_go_by}, anything from {} to {} per cent would be no surprise.",
        share.numerator,
        share.denominator,
        cent(interval.value),
        cent(interval.lower),
        cent(interval.upper)
    ))
}

impl Here<'_, '_> {
    /// The chain of an action by its item.
    pub(super) fn chain_of(&self, item: &Item) -> Option<Chain> {
        match &item.detail {
            Detail::Action(action) => Some(self.chain(item, action)),
            _ => None,
        }
    }
}
