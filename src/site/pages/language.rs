//! Our language: words that do not respect people, by month, by kind of text
//! and by rule. It names no author, owner or team.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::context::{Here, ItemLink};
use super::super::frame::Frame;
use super::super::path::SitePath;
use super::drawn::{Drawn, draw, finite};
use super::{Across, LANGUAGE_CSV, View};
use crate::assess::{LanguageReading, RuleReading, Worded};
use crate::chart::{Chart, Line, Shape, Trend, UnitFormat, UnitStyle, number};
use crate::diagnostic::{Finding, counted};
use crate::model::{Kind, Period};

#[derive(Serialize)]
struct LanguageView {
    /// What it comes to, in a sentence.
    words: String,
    figure: Option<Drawn>,
    kinds: Vec<KindView>,
    heads: Vec<&'static str>,
    rows: Vec<RowView>,
    rules: Vec<RuleView>,
    allowed: Vec<AllowedView>,
}

#[derive(Serialize)]
struct KindView {
    title: &'static str,
    uses: usize,
    words: usize,
    rate: String,
}

/// A month, with a cell for each kind and one for all.
#[derive(Serialize)]
struct RowView {
    title: String,
    cells: Vec<String>,
}

#[derive(Serialize)]
struct RuleView {
    id: String,
    words: String,
    instead: String,
    why: String,
    source: String,
    plain: usize,
    negated: usize,
    mentioned: usize,
    items: Vec<UsedView>,
}

#[derive(Serialize)]
struct UsedView {
    link: ItemLink,
    times: Option<String>,
}

#[derive(Serialize)]
struct AllowedView {
    found: String,
    rule: String,
    reason: String,
    link: ItemLink,
}

pub(super) fn page(here: &mut Here<'_, '_>) -> Result<View, Finding> {
    let reading = &here.shared.assessment.language;
    let all = Worded::total(reading.kinds.iter().map(|(_, worded)| worded));
    let view = LanguageView {
        words: summary(all),
        figure: over_time(here, reading)?,
        kinds: reading.kinds.iter().map(|(kind, worded)| kind_view(*kind, *worded)).collect(),
        heads: reading.kinds.iter().map(|(kind, _)| kind.many()).collect(),
        rows: rows(reading),
        rules: reading.rules.iter().map(|rule| rule_view(here, rule)).collect(),
        allowed: allowed(here, reading),
    };
    let frame = Frame::new(here.shared, &here.path, Across::Language.title());
    Ok(here.view("language.html", &frame, &[("language", &view)]))
}

fn summary(all: Worded) -> String {
    let words =
        number(f64::from(u32::try_from(all.words).unwrap_or(u32::MAX)), UnitFormat::new(UnitStyle::Count, 0));
    match all.uses {
        0 => format!("None of the rules' words stands plainly in the {words} words of this pack."),
        uses => format!("The rules' words stand plainly {} in the {words} words of this pack.", times(uses)),
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => counted(more, "time"),
    }
}

fn rate(worded: Worded) -> String {
    worded.rate().map_or("none written".to_owned(), |rate| number(rate, UnitFormat::new(UnitStyle::Count, 1)))
}

fn kind_view(kind: Kind, worded: Worded) -> KindView {
    KindView { title: kind.many(), uses: worded.uses, words: worded.words, rate: rate(worded) }
}

/// `2 in 340`, or nothing where nothing was written.
fn cell(worded: Option<&Worded>) -> String {
    let worded = worded.copied().unwrap_or_default();
    if worded.words == 0 { "–".to_owned() } else { format!("{} in {}", worded.uses, worded.words) }
}

fn rows(reading: &LanguageReading) -> Vec<RowView> {
    let row = |title: String, counts: &BTreeMap<Kind, Worded>| {
        let kinds = reading.kinds.iter().map(|(kind, _)| cell(counts.get(kind)));
        let all = Worded::total(counts.values());
        RowView { title, cells: kinds.chain([cell(Some(&all))]).collect() }
    };
    let mut rows = Vec::new();
    let rest = |title: &str, counts: &BTreeMap<Kind, Worded>, rows: &mut Vec<RowView>| {
        if Worded::total(counts.values()).words > 0 {
            rows.push(row(title.to_owned(), counts));
        }
    };
    rest("Earlier", &reading.earlier, &mut rows);
    for (month, counts) in &reading.months {
        rows.push(row(Period::Month(month.year(), month.month()).label(), counts));
    }
    rest("Later than the as-of date", &reading.later, &mut rows);
    rest("Without a date", &reading.undated, &mut rows);
    rows
}

/// Uses for every thousand words, month by month; a month in which nothing was
/// written is a gap.
fn over_time(here: &Here<'_, '_>, reading: &LanguageReading) -> Result<Option<Drawn>, Finding> {
    let months: Vec<(Period, Worded)> = reading
        .months
        .iter()
        .map(|(month, counts)| (Period::Month(month.year(), month.month()), Worded::total(counts.values())))
        .collect();
    let written = months.iter().filter(|(_, worded)| worded.words > 0).count();
    let used = months.iter().any(|(_, worded)| worded.uses > 0);
    // A line along nothing says no more than the words above it.
    let (Some((first, _)), Some((last, _)), 2.., true) = (months.first(), months.last(), written, used)
    else {
        return Ok(None);
    };
    let title = format!("Uses for every 1,000 words, {} to {}", first.label(), last.label());
    let said = months.iter().map(|(month, worded)| format!("{}: {}.", month.label(), rate(*worded)));
    let chart = Chart {
        id: "chart-language".to_owned(),
        title: title.clone(),
        description: said.collect::<Vec<_>>().join(" "),
        unit: UnitFormat::new(UnitStyle::Count, 1),
        shape: Shape::Trend(Trend {
            periods: months.iter().map(|(month, _)| month.short_label()).collect(),
            lines: vec![Line {
                name: "All texts".to_owned(),
                values: months.iter().map(|(_, worded)| worded.rate().map(finite)).collect(),
                ..Line::default()
            }],
            ..Trend::default()
        }),
    };
    Ok(Some(Drawn {
        id: "over-time".to_owned(),
        title,
        caption: "Plain uses, by the month that a text is about. In a month with few words a single use makes a peak.".to_owned(),
        svg: draw(&chart, here)?,
        columns: vec!["Month", "Uses", "Words", "For every 1,000"],
        rows: months
            .iter()
            .map(|(month, worded)| {
                vec![month.label(), worded.uses.to_string(), worded.words.to_string(), rate(*worded)]
            })
            .collect(),
        csv: here.path.link_to(&SitePath::new(LANGUAGE_CSV)),
    }))
}

fn rule_view(here: &Here<'_, '_>, reading: &RuleReading) -> RuleView {
    let rule = &reading.rule;
    let used = |(item, count): &(crate::model::Ref, usize)| UsedView {
        link: here.item_link(item),
        times: (*count > 1).then(|| times(*count)),
    };
    RuleView {
        id: rule.id.clone(),
        words: rule.id.replace('-', " "),
        instead: rule.instead.clone(),
        why: rule.why.clone(),
        source: rule.source.clone(),
        plain: reading.plain,
        negated: reading.negated,
        mentioned: reading.mentioned,
        items: reading.items.iter().map(used).collect(),
    }
}

fn allowed(here: &Here<'_, '_>, reading: &LanguageReading) -> Vec<AllowedView> {
    let view = |one: &crate::assess::AllowedWord| AllowedView {
        found: one.found.clone(),
        rule: one.rule.clone(),
        reason: one.reason.clone(),
        link: here.item_link(&one.item),
    };
    reading.allowed.iter().map(view).collect()
}
