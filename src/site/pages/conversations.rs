//! The page of the conversation log: how many came, how long they waited, how
//! far they went, and what came of it.

use serde::Serialize;

use super::super::context::Here;
use super::super::conversations::{CSV, definition, left_out, said};
use super::super::frame::Frame;
use super::super::path::SitePath;
use super::super::wording;
use super::View;
use super::drawn::{Drawn, draw, finite};
use crate::assess::share_interval;
use crate::chart::{
    Chart, Ends, PairRow, PairValue, Pairs, Shape, Step, StepShare, Steps, UnitFormat, UnitStyle, WaitClass,
    WaitMark, Waits,
};
use crate::diagnostic::Finding;
use crate::diagnostic::capital;
use crate::model::{Measure, day_label};
use crate::release::{Column, LogFigure, LogTables, Waited};

#[derive(Serialize)]
struct LogView {
    /// The time that the log covers.
    covers: String,
    /// What is not in it.
    notes: Vec<String>,
    steps: Option<Drawn>,
    waits: Option<Drawn>,
    sites: Option<Drawn>,
    sections: Vec<SectionView>,
    tables: Vec<TableView>,
    definitions: Vec<DefinitionView>,
    csv: String,
}

/// Figures under a heading.
#[derive(Serialize)]
struct SectionView {
    id: &'static str,
    title: &'static str,
    /// Figures as HTML.
    figures: Vec<String>,
}

/// Every measure over the whole time, place by place.
#[derive(Serialize)]
struct TableView {
    title: &'static str,
    columns: Vec<String>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    measure: String,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    value: String,
    /// `44 of 72`.
    counts: Option<String>,
}

#[derive(Serialize)]
struct DefinitionView {
    title: String,
    text: String,
}

/// What stands under which heading.
const SECTIONS: [(&str, &str, &[Measure]); 5] = [
    ("people", "Who came", &[Measure::People, Measure::Carers]),
    ("wait", "How long they waited", &[Measure::DaysMedian, Measure::Days90th, Measure::Within]),
    ("far", "How far they went", &[Measure::Reached1, Measure::Step2, Measure::Step3]),
    ("kept", "Whether we kept going", &[Measure::FollowedUp, Measure::Conversation2Days]),
    (
        "back",
        "Coming back, long-term support and experience",
        &[Measure::Again, Measure::Again1Or2, Measure::LongTermSupport],
    ),
];

pub(super) fn page(here: &mut Here<'_, '_>) -> Result<View, Finding> {
    let frame = Frame::new(here.shared, &here.path, "Conversations");
    let release = here.release();
    let Some(log) = release.log() else {
        return Ok(here.view("conversations.html", &frame, &[]));
    };
    let settings = &log.settings;
    let section = |here: &mut Here<'_, '_>, (id, title, measures): (_, _, &[Measure])| SectionView {
        id,
        title,
        figures: measures.iter().map(|measure| here.log_figure_html(*measure)).collect(),
    };
    let view = LogView {
        covers: log.periods.first().zip(log.periods.last()).map_or_else(String::new, |(first, last)| {
            format!("{} to {}", day_label(first.start()), day_label(last.end()))
        }),
        notes: left_out(log.left_out).into_iter().collect(),
        steps: steps(here, log)?,
        waits: waits(here, log)?,
        sites: pairs(here, log)?,
        sections: SECTIONS.into_iter().map(|one| section(here, one)).collect(),
        tables: tables(here, log),
        definitions: log
            .measures()
            .map(|measure| DefinitionView {
                title: measure.title(settings),
                text: definition(measure, settings),
            })
            .collect(),
        csv: csv(here),
    };
    let mut parts: Vec<(&str, &str, bool)> = SECTIONS.map(|(id, title, _)| (id, title, true)).to_vec();
    parts.push(("places", "By site and team", !view.tables.is_empty()));
    parts.push(("definitions", "What each measure is", true));
    let frame = frame.contents(&parts);
    Ok(here.view("conversations.html", &frame, &[("log", &view)]))
}

fn csv(here: &Here<'_, '_>) -> String {
    here.path.link_to(&SitePath::new(CSV))
}

fn whole(log: &LogTables, measure: Measure) -> Option<&LogFigure> {
    log.whole(measure, Column::All)
}

fn covers(log: &LogTables) -> String {
    let span = log.periods.first().zip(log.periods.last());
    span.map_or_else(String::new, |(first, last)| {
        if first == last { first.label() } else { format!("{} to {}", first.label(), last.label()) }
    })
}

/// Conversations 1, 2 and 3 over the whole time.
fn steps(here: &Here<'_, '_>, log: &LogTables) -> Result<Option<Drawn>, Finding> {
    let reached = [Measure::Reached1, Measure::Reached2, Measure::Reached3];
    let onwards = [None, Some(Measure::Step2), Some(Measure::Step3)];
    let mut steps = Vec::new();
    let mut rows = Vec::new();
    for (at, (measure, onward)) in reached.into_iter().zip(onwards).enumerate() {
        let Some(figure) = whole(log, measure) else { return Ok(None) };
        let share = onward.and_then(|onward| whole(log, onward));
        let label = format!("Conversation {}", at + 1);
        let count = figure.numerator.and_then(|count| u32::try_from(count).ok());
        let word = count.map_or_else(|| said(measure, figure), |count| wording::whole(count as usize));
        steps.push(Step {
            label: label.clone(),
            count,
            word: word.clone(),
            share: share.and_then(step_share),
            share_word: share
                .filter(|share| share.value.known().is_none())
                .map_or(String::new(), |share| said(Measure::Step2, share)),
        });
        let of_before = share.map_or(String::new(), |share| said(Measure::Step2, share));
        let interval = share.and_then(share_interval);
        let interval = interval.map_or(String::new(), |it| format!("{:.1} to {:.1}", it.lower, it.upper));
        rows.push(vec![label, word, of_before, interval]);
    }
    let title = rows.iter().map(|row| format!("{} reached {}", row[1], row[0]));
    let title = if steps.iter().all(|step| step.count.is_some()) {
        capital(&title.collect::<Vec<_>>().join(", "))
    } else {
        "How many people reached each conversation".to_owned()
    };
    let caption = format!("People, {}, {}", here.release().settings().authority, covers(log));
    let chart = Chart {
        id: "chart-log-steps".to_owned(),
        title: title.clone(),
        description: "How many people reached each conversation, and how many of those before went on."
            .into(),
        unit: UnitFormat::new(UnitStyle::Count, 0),
        shape: Shape::Steps(Steps { steps, onwards: "went on".to_owned(), decimals: 0 }),
    };
    Ok(Some(Drawn {
        id: "steps".to_owned(),
        title,
        caption,
        svg: draw(&chart, here)?,
        columns: vec!["Conversation", "People", "Of those before", "95% interval"],
        rows,
        csv: csv(here),
    }))
}

fn step_share(figure: &LogFigure) -> Option<StepShare> {
    let interval = share_interval(figure);
    let interval = interval.map(|it| Ends { lower: finite(it.lower), upper: finite(it.upper) });
    Some(StepShare { value: finite(figure.value.known()?), interval })
}

/// How many waited how long.
fn waits(here: &Here<'_, '_>, log: &LogTables) -> Result<Option<Drawn>, Finding> {
    if log.waits.is_empty() {
        return Ok(None);
    }
    let label = |from: u16, to: Option<u16>| match to {
        Some(0) => "same day".to_owned(),
        Some(to) if to == from => to.to_string(),
        Some(to) => format!("{from} to {to}"),
        None => format!("{from} or more"),
    };
    let classes = log.waits.iter().map(|class| WaitClass {
        label: label(class.from, class.to),
        from: u32::from(class.from),
        count: u32::try_from(class.people).ok(),
        word: String::new(),
    });
    let place = |measure| whole(log, measure).and_then(|figure| figure.value.known());
    let marks = [("median", Measure::DaysMedian), ("nine in ten", Measure::Days90th)];
    let marks = marks.into_iter().filter_map(|(label, measure)| {
        Some(WaitMark { label: label.to_owned(), days: finite(place(measure)?) })
    });
    let days = |measure| whole(log, measure).map_or(String::new(), |figure| said(measure, figure));
    let title = format!(
        "Half were heard within {}, nine in ten within {}",
        days(Measure::DaysMedian),
        days(Measure::Days90th)
    );
    let chart = Chart {
        id: "chart-log-waits".to_owned(),
        title: title.clone(),
        description: "How many people waited how many days for a first conversation.".to_owned(),
        unit: UnitFormat::new(UnitStyle::Days, 1),
        shape: Shape::Waits(Waits {
            classes: classes.collect(),
            marks: marks.collect(),
            across: "Days from first contact to first conversation".to_owned(),
        }),
    };
    let rows = log.waits.iter().map(|class| vec![label(class.from, class.to), class.people.to_string()]);
    Ok(Some(Drawn {
        id: "waits".to_owned(),
        title,
        caption: format!(
            "People who have had a first conversation, {}, {}. Lengths of wait that few people had are joined to the next.",
            here.release().settings().authority,
            covers(log)
        ),
        svg: draw(&chart, here)?,
        columns: vec!["Days", "People"],
        rows: rows.collect(),
        csv: csv(here),
    }))
}

/// The median wait at each site, before it opened and since.
fn pairs(here: &Here<'_, '_>, log: &LogTables) -> Result<Option<Drawn>, Finding> {
    const MOST_SITES: usize = 30;
    if log.sites.is_empty() {
        return Ok(None);
    }
    let settings = here.release().settings();
    let days = UnitFormat::new(UnitStyle::Days, 0);
    let value = |waited: Waited| match waited {
        Waited::Median(median, interval) => PairValue {
            value: Some(finite(median)),
            interval: interval.map(|(lower, upper)| Ends { lower: finite(lower), upper: finite(upper) }),
            word: String::new(),
        },
        Waited::Few => PairValue { word: "too few".to_owned(), ..PairValue::default() },
    };
    let text = |waited: Waited| match waited {
        Waited::Median(median, Some((lower, upper))) => {
            format!("{} ({lower} to {upper})", crate::chart::number(median, days))
        }
        Waited::Median(median, None) => crate::chart::number(median, days),
        Waited::Few => "too few people".to_owned(),
    };
    let name = |site: usize| settings.sites.get(site).map_or(String::new(), |site| site.name.clone());
    let opened = |site: usize| settings.sites.get(site).map_or(String::new(), |site| day_label(site.opened));
    let rows = log.sites.iter().take(MOST_SITES).map(|site| PairRow {
        label: name(site.site),
        before: value(site.before),
        since: value(site.since),
    });
    let title = "Wait for a first conversation before each site opened and since".to_owned();
    let chart = Chart {
        id: "chart-log-sites".to_owned(),
        title: title.clone(),
        description: "The median wait of people at each site. Nothing here says what caused a difference."
            .into(),
        unit: days,
        shape: Shape::Pairs(Pairs {
            before: "Before it opened".to_owned(),
            since: "Since".to_owned(),
            rows: rows.collect(),
            reference: None,
        }),
    };
    let rows = log
        .sites
        .iter()
        .map(|site| vec![name(site.site), opened(site.site), text(site.before), text(site.since)]);
    Ok(Some(Drawn {
        id: "before-and-since".to_owned(),
        title,
        caption: format!(
            "Days, median with its 95% interval where {} or more were heard, {}. Nothing here says what caused a difference.",
            10, settings.authority
        ),
        svg: draw(&chart, here)?,
        columns: vec!["Site", "Opened", "Before", "Since"],
        rows: rows.collect(),
        csv: csv(here),
    }))
}

/// A table of the sites and one of the teams.
fn tables(here: &Here<'_, '_>, log: &LogTables) -> Vec<TableView> {
    let of = |title: &'static str, wanted: fn(&Column) -> bool| {
        let mut columns: Vec<Column> = log.columns.iter().copied().filter(wanted).collect();
        (!columns.is_empty()).then(|| {
            columns.insert(0, Column::All);
            table(here, log, title, &columns)
        })
    };
    let sites = of("By site", |column| matches!(column, Column::Site(_)));
    sites.into_iter().chain(of("By team", |column| matches!(column, Column::Team(_)))).collect()
}

fn table(here: &Here<'_, '_>, log: &LogTables, title: &'static str, columns: &[Column]) -> TableView {
    let cell = |measure: Measure, column: Column| {
        let figure = log.whole(measure, column);
        CellView {
            value: figure.map_or(String::new(), |figure| said(measure, figure)),
            counts: figure.and_then(|figure| {
                let (part, all) = figure.numerator.zip(figure.denominator)?;
                let count = |count: u64| wording::whole(usize::try_from(count).unwrap_or(usize::MAX));
                Some(format!("{} of {}", count(part), count(all)))
            }),
        }
    };
    let row = |measure: Measure| RowView {
        measure: measure.title(&log.settings),
        cells: columns.iter().map(|column| cell(measure, *column)).collect(),
    };
    let names = columns.iter().map(|column| column.name(here.release().settings()));
    TableView { title, columns: names.collect(), rows: log.measures().map(row).collect() }
}
