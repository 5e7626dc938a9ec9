//! Readiness, for the authority alone: where each statement stands, what to do
//! next, and, apart from both, the authority's own scores added up.

use serde::Serialize;

use super::super::context::{Here, Link, day};
use super::super::frame::Frame;
use super::super::text::message_html;
use super::statement::{ScoreView, score_of};
use super::states::{StateCount, tally};
use super::{Across, View};
use crate::assess::{Concern, Freshness, OwnScores, Readiness, ReadinessRow, Total};
use crate::diagnostic::counted;
use crate::model::{Framework, Rounding};

/// The headings of the list, in the order of worth of `docs/evidence.md`.
const WORTH: [&str; 11] = [
    "Claims without evidence, or whose evidence was withdrawn or is stale",
    "Counter-evidence that nobody has answered",
    "Gaps whose date has passed",
    "Categories without evidence, or with stale evidence only",
    "Statements without a judgement or without a score",
    "Overdue actions, and results that no meeting has heard",
    "Improvements without an action",
    "Consents and reviews that are overdue, judgements that are stale",
    "Claims that stand on one source, and thin categories",
    "Meetings that were missed",
    "Stories, feedback, figures and other items that are stale, undated or dated after the as-of date",
];

/// How many things of one worth the page lists.
const LISTED: usize = 30;

#[derive(Serialize)]
struct ReadinessView {
    rows: Vec<RowView>,
    groups: Vec<GroupView>,
    scores: ScoresView,
}

/// Where a statement stands.
#[derive(Serialize)]
struct RowView {
    statement: Link,
    owner: Option<String>,
    reviewed: Option<String>,
    score: Option<ScoreView>,
    coverage: Vec<StateCount>,
    freshness: Vec<StateCount>,
    loops: Vec<StateCount>,
    claims: Option<Link>,
    /// `2 to mend`, where there are any.
    to_mend: Option<Link>,
    gaps: Option<Link>,
    /// The next thing to do, as HTML, with its place in the list.
    next: Option<Link>,
}

/// Things to do of one worth.
#[derive(Serialize)]
struct GroupView {
    id: String,
    title: &'static str,
    count: usize,
    items: Vec<ConcernView>,
    /// How many are not listed.
    more: usize,
}

#[derive(Serialize)]
struct ConcernView {
    id: String,
    /// As HTML.
    message: String,
    /// As HTML.
    help: String,
    about: Option<Link>,
    /// The file where it is mended.
    path: Option<String>,
}

/// The authority's own scores.
#[derive(Serialize)]
struct ScoresView {
    scored: usize,
    of: usize,
    total: Option<TotalView>,
    note: Option<String>,
}

#[derive(Serialize)]
struct TotalView {
    sum: u32,
    highest: u32,
    /// The percentage to one decimal.
    exact: String,
    percentage: u32,
    rounded: &'static str,
    band: Option<BandView>,
    /// The two bands that the exact percentage lies between.
    between: Option<[BandView; 2]>,
    /// `3 points`, and the band that they lead to.
    next: Option<(String, String)>,
}

#[derive(Serialize)]
struct BandView {
    label: String,
    from: u8,
    to: u8,
}

pub(super) fn page(here: &mut Here<'_, '_>) -> View {
    let frame = Frame::new(here.shared, &here.path, Across::Readiness.title());
    let view = here.shared.assessment.readiness.as_ref().map(|readiness| readiness_view(here, readiness));
    here.view("readiness.html", &frame, &[("readiness", &view)])
}

fn readiness_view(here: &Here<'_, '_>, readiness: &Readiness) -> ReadinessView {
    let ids = ids(&readiness.next);
    let row = |row: &ReadinessRow| row_view(here, row, readiness, &ids);
    ReadinessView {
        rows: readiness.rows.iter().map(row).collect(),
        groups: groups(here, &readiness.next, &ids),
        scores: scores_view(here.release().framework(), &readiness.scores),
    }
}

/// The place of each thing on the page; of those not listed, that of their group.
fn ids(next: &[Concern]) -> Vec<String> {
    let mut seen = [0; WORTH.len() + 1];
    let id = |concern: &Concern| {
        let worth = usize::from(concern.worth);
        let at = seen.get_mut(worth).map_or(LISTED + 1, |seen| {
            *seen += 1;
            *seen
        });
        if at <= LISTED { format!("next-{worth}-{at}") } else { format!("next-{worth}") }
    };
    next.iter().map(id).collect()
}

fn row_view(here: &Here<'_, '_>, row: &ReadinessRow, readiness: &Readiness, ids: &[String]) -> RowView {
    let statement = here.link(&row.statement);
    let part = |part: &str, text: String| Link { href: format!("{}#{part}", statement.href), text };
    let claims = format!("{}#{}", here.path.link_to(&Across::Claims.path()), row.statement.id);
    let ages = here.path.link_to(&Across::Freshness.path());
    let listed = |state: Freshness| (state != Freshness::Current).then(|| format!("{ages}#{}", state.name()));
    let next = row.next.and_then(|at| {
        let message = message_html(&readiness.next.get(at)?.message);
        Some(Link { href: format!("#{}", ids.get(at)?), text: message })
    });
    RowView {
        owner: row.owner.clone(),
        reviewed: day(row.reviewed),
        score: row.score.and_then(|score| score_of(here, score)),
        coverage: tally(&row.coverage, |_| Some(format!("{}#evidence", statement.href))),
        freshness: tally(&row.freshness, listed),
        loops: tally(&row.loops, |_| Some(format!("{}#actions", statement.href))),
        claims: (row.claims > 0).then(|| Link { href: claims.clone(), text: counted(row.claims, "claim") }),
        to_mend: (row.claims_to_mend > 0)
            .then(|| Link { href: claims.clone(), text: format!("{} to mend", row.claims_to_mend) }),
        gaps: (row.gaps > 0).then(|| part("gaps", counted(row.gaps, "known gap"))),
        next,
        statement,
    }
}

fn groups(here: &Here<'_, '_>, next: &[Concern], ids: &[String]) -> Vec<GroupView> {
    let group = |(at, title): (usize, &&'static str)| {
        let of_worth = || next.iter().zip(ids).filter(|(concern, _)| usize::from(concern.worth) == at + 1);
        let count = of_worth().count();
        (count > 0).then(|| GroupView {
            id: format!("next-{}", at + 1),
            title,
            count,
            items: of_worth().take(LISTED).map(|(concern, id)| concern_view(here, concern, id)).collect(),
            more: count.saturating_sub(LISTED),
        })
    };
    WORTH.iter().enumerate().filter_map(group).collect()
}

fn concern_view(here: &Here<'_, '_>, concern: &Concern, id: &str) -> ConcernView {
    // What is about nothing that has a name is about meetings that were not held.
    let rhythm =
        || Link { href: here.path.link_to(&Across::Rhythm.path()), text: Across::Rhythm.title().to_owned() };
    ConcernView {
        id: id.to_owned(),
        message: message_html(&concern.message),
        help: message_html(&concern.help),
        about: Some(concern.about.as_ref().map_or_else(rhythm, |name| here.link(name))),
        path: concern.place.as_ref().map(|place| place.path.to_string()),
    }
}

fn scores_view(framework: &Framework, scores: &OwnScores) -> ScoresView {
    ScoresView {
        scored: scores.scored,
        of: scores.of,
        total: scores.total.as_ref().map(|total| total_view(framework, total)),
        note: framework.rating.note.clone(),
    }
}

fn total_view(framework: &Framework, total: &Total) -> TotalView {
    let band = |label: &String| {
        let band = framework.rating.bands.iter().find(|band| band.label == *label)?;
        Some(BandView { label: band.label.clone(), from: band.from, to: band.to })
    };
    TotalView {
        sum: total.sum,
        highest: total.highest,
        exact: format!("{}.{}", total.tenths / 10, total.tenths % 10),
        percentage: total.percentage,
        rounded: match framework.rating.rounding {
            Rounding::Up => "rounded up to the next whole number",
            Rounding::Nearest => "rounded to the nearest whole number",
        },
        band: total.band.as_ref().and_then(band),
        between: total.between.as_ref().and_then(|(low, high)| Some([band(low)?, band(high)?])),
        next: total.next.as_ref().map(|(band, points)| {
            (counted(usize::try_from(*points).unwrap_or(usize::MAX), "point"), band.clone())
        }),
    }
}
