//! The home page and the page of a theme.

use std::sync::Arc;

use serde::Serialize;

use super::super::address::register;
use super::super::context::{Here, Link};
use super::super::frame::Frame;
use super::super::kept::drawn;
use super::super::path::SitePath;
use super::cards::{Connections, MeetingRow, StoryCard, latest_first};
use super::statement::{ScoreView, score_view};
use super::{Across, EVIDENCE_CSV, REGISTERS, View};
use crate::assess::Cell;
use crate::chart::{Chart, GroupRow, Groups, Shape, UnitFormat, UnitStyle};
use crate::diagnostic::{Code, Finding};
use crate::model::{Detail, Item, Kind, Ref, Statement, Theme};

/// A statement on an overview.
#[derive(Serialize)]
struct StatementCard {
    link: Link,
    commitment: String,
    score: Option<ScoreView>,
    because: Option<String>,
    evidence: usize,
    challenges: usize,
}

#[derive(Serialize)]
struct ThemeCard {
    link: Link,
    statements: Vec<StatementCard>,
}

#[derive(Serialize)]
struct HomeView {
    themes: Vec<ThemeCard>,
    /// Evidence by statement, drawn.
    chart: String,
    matrix: Link,
    csv: String,
    stories: Vec<StoryCard>,
    meetings: Vec<MeetingRow>,
    counts: Vec<CountView>,
    /// Where the authority stands, for itself alone.
    readiness: Option<ReadinessLine>,
}

/// The way to the readiness page, with how many things are to be done.
#[derive(Serialize)]
struct ReadinessLine {
    link: Link,
    next: usize,
}

/// How many of a kind there are, with the register that lists them.
#[derive(Serialize)]
struct CountView {
    count: usize,
    link: Link,
}

/// How many stories and meetings the home page shows.
const RECENT: usize = 6;

pub(super) fn home(here: &mut Here<'_, '_>) -> Result<View, Finding> {
    let release = here.release();
    let themes = release.framework().themes.iter().map(|theme| theme_card(here, theme)).collect();
    let view = HomeView {
        themes,
        chart: evidence_chart(here)?,
        matrix: Link {
            href: here.path.link_to(&SitePath::new("matrix.html")),
            text: "Evidence matrix".to_owned(),
        },
        csv: here.path.link_to(&SitePath::new(EVIDENCE_CSV)),
        stories: recent_stories(here),
        meetings: recent_meetings(here),
        counts: counts(here),
        readiness: here.shared.assessment.readiness.as_ref().map(|readiness| ReadinessLine {
            link: Link {
                href: here.path.link_to(&Across::Readiness.path()),
                text: Across::Readiness.title().to_owned(),
            },
            next: readiness.next.len(),
        }),
    };
    let frame = Frame::new(here.shared, &here.path, release.settings().title.clone());
    Ok(here.view("home.html", &frame, &[("home", &view)]))
}

pub(super) fn theme(here: &mut Here<'_, '_>, theme: &Theme) -> View {
    #[derive(Serialize)]
    struct ThemeView {
        card: ThemeCard,
        connections: Connections,
    }
    let name = Ref::new(Kind::Theme, theme.id.clone());
    let view = ThemeView { card: theme_card(here, theme), connections: here.connections(&name, &[]) };
    let mut frame = Frame::new(here.shared, &here.path, theme.title.clone());
    frame.theme = Some(theme.id.to_string());
    here.view("theme.html", &frame, &[("theme", &view)])
}

fn theme_card(here: &Here<'_, '_>, theme: &Theme) -> ThemeCard {
    let statements = here.release().framework().statements_of(&theme.id);
    ThemeCard {
        link: here.link(&Ref::new(Kind::Theme, theme.id.clone())),
        statements: statements.map(|statement| statement_card(here, statement)).collect(),
    }
}

fn statement_card(here: &Here<'_, '_>, statement: &Statement) -> StatementCard {
    let item = here.release().item(&Ref::new(Kind::Judgement, statement.id.clone()));
    let judgement = item.and_then(|item| match &item.detail {
        Detail::Judgement(judgement) => Some(judgement),
        _ => None,
    });
    let row = here.shared.assessment.coverage.row(&statement.id);
    StatementCard {
        link: here.link(&Ref::new(Kind::Statement, statement.id.clone())),
        commitment: statement.commitment.text.clone(),
        score: judgement.and_then(|judgement| score_view(here, judgement)),
        because: judgement.and_then(|judgement| judgement.because.clone()),
        evidence: row.map_or(0, |row| row.cells.iter().map(Cell::reliable).sum()),
        challenges: row.map_or(0, |row| row.counted_challenges().count()),
    }
}

/// Evidence by statement and category, as stacked bars that lead to the statements.
fn evidence_chart(here: &Here<'_, '_>) -> Result<String, Finding> {
    let framework = here.release().framework();
    let coverage = &here.shared.assessment.coverage;
    let rows = coverage.rows.iter().map(|row| GroupRow {
        label: here.shared.title(&row.statement),
        counts: row.cells.iter().map(|cell| u32::try_from(cell.reliable()).unwrap_or(u32::MAX)).collect(),
        href: Some(here.link(&row.statement).href),
    });
    let total: usize = coverage.rows.iter().flat_map(|row| &row.cells).map(Cell::reliable).sum();
    let described = coverage.rows.iter().map(|row| {
        let cells = framework.categories.iter().zip(&row.cells);
        let counts: Vec<String> =
            cells.map(|(category, cell)| format!("{} {}", category.title, cell.reliable())).collect();
        format!("{}: {}.", here.shared.title(&row.statement), counts.join(", "))
    });
    let chart = Chart {
        id: "evidence-by-statement".to_owned(),
        title: format!("Evidence by statement and category: {total} uses of an item as evidence"),
        description: described.collect::<Vec<_>>().join(" "),
        unit: UnitFormat::new(UnitStyle::Count, 0),
        shape: Shape::Groups(Groups {
            groups: framework.categories.iter().map(|category| category.title.clone()).collect(),
            rows: rows.collect(),
        }),
    };
    match drawn(&chart, here.shared.kept()) {
        Ok(svg) => Ok(svg),
        // A framework with more categories than can be told apart has its matrix.
        Err(crate::chart::ChartError::TooManyGroups { .. }) => Ok(String::new()),
        Err(error) => Err(Finding::without_place(
            Code::Framework,
            format!("the chart of evidence cannot be drawn: {error}"),
        )),
    }
}

fn recent_stories(here: &Here<'_, '_>) -> Vec<StoryCard> {
    let mut items: Vec<&Item> = here.release().of(Kind::Story).iter().map(Arc::as_ref).collect();
    latest_first(&mut items);
    let card = |item: &&Item| match &item.detail {
        Detail::Story(story) => Some(here.story_card(item, story)),
        _ => None,
    };
    items.iter().take(RECENT).filter_map(card).collect()
}

fn recent_meetings(here: &Here<'_, '_>) -> Vec<MeetingRow> {
    let mut items: Vec<&Item> = here.release().of(Kind::Meeting).iter().map(Arc::as_ref).collect();
    latest_first(&mut items);
    let row = |item: &&Item| match &item.detail {
        Detail::Meeting(meeting) => Some(here.meeting_row(item, meeting)),
        _ => None,
    };
    items.iter().take(RECENT).filter_map(row).collect()
}

fn counts(here: &Here<'_, '_>) -> Vec<CountView> {
    let view = |kind: Kind| {
        let count = here.release().of(kind).len();
        let words = match (kind, count) {
            (Kind::Metric, 1) => "figure",
            (Kind::Metric, _) => "figures",
            (Kind::Feedback, 1) => "piece of feedback",
            (kind, 1) => kind.one(),
            (kind, _) => kind.many(),
        };
        let link = Link { href: here.path.link_to(&register(kind)), text: words.to_owned() };
        (count > 0 && kind.is_evidence()).then_some(CountView { count, link })
    };
    REGISTERS.into_iter().filter_map(view).collect()
}
