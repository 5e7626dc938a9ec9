//! The fourth stage and the safety boundary: what one audience may see.
//!
//! A [`Release`] *holds* nothing else. It takes the graph by value, drops the
//! items that may not go to the audience, and takes every reference to them
//! out of the items that remain. Later stages get `&Release` alone, so they
//! cannot show, count, index or name what is withheld: it is not there.

mod conversations;
mod small_numbers;
mod statistics;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::link::{Edge, Graph};
use jiff::civil::Date;

use crate::model::{
    Audience, ConsentStatus, Detail, FiguresFrom, Framework, Item, Kind, Person, Practice, Ref, Settings,
    Status, Story, When, Wording,
};

pub use conversations::{Column, LogFigure, LogTables, SiteWaits, WaitClass, Waited};
pub use statistics::quantile;

/// What one audience may see of a pack.
#[derive(Debug)]
pub struct Release {
    audience: Audience,
    settings: Settings,
    framework: Framework,
    practice: Practice,
    items: Vec<Item>,
    /// Sorted by the one that cites.
    outgoing: Vec<Edge>,
    /// The same, sorted by the one that is cited.
    incoming: Vec<Edge>,
    aliases: BTreeMap<Ref, Ref>,
    withdrawn: Vec<Withdrawn>,
    log: Option<LogTables>,
}

/// What is left to say of evidence that the authority took back: that it no
/// longer counts, and where it would have. Nothing is left of a story whose
/// consent was declined or withdrawn.
#[derive(Debug)]
pub struct Withdrawn {
    /// Its name.
    pub name: Ref,
    /// The statements that it was to bear on.
    pub statements: Vec<Ref>,
    /// The statements that it was to count against.
    pub challenges: Vec<Ref>,
    /// Its category.
    pub category: Option<Arc<str>>,
}

/// Makes the release of a graph for an audience, as of a day.
pub fn release(graph: Graph, audience: Audience, as_of: Date) -> Release {
    let Graph { settings, framework, practice, mut items, log, edges, aliases } = graph;
    let log = log.and_then(|log| LogTables::of(&log, &settings, as_of));
    read_log(&mut items, log.as_ref(), &settings);
    // Every edition keeps back the same: two of them, laid side by side, say no more.
    small_numbers::keep_back(&mut items, settings.suppress_below);
    let withdrawn = withdrawn(&items, &framework, audience);
    let hidden = hidden_meetings(&items, audience);
    let mut items: Vec<Item> = items.into_iter().filter(|item| may_see(item, audience)).collect();
    let names: BTreeSet<Ref> = items.iter().map(|item| item.name().clone()).collect();
    let there = |name: &Ref| !is_item(name.kind) || names.contains(name);
    for item in &mut items {
        if audience == Audience::Internal {
            count_withdrawn(item, &there);
        }
        hide_meeting(item, &hidden);
        item.retain_citations(&there);
        keep_to(item, audience);
    }
    let outgoing: Vec<Edge> = edges.into_iter().filter(|edge| there(&edge.from) && there(&edge.to)).collect();
    let mut incoming = outgoing.clone();
    incoming.sort_by(|a, b| (&a.to, a.relation, &a.from).cmp(&(&b.to, b.relation, &b.from)));
    let aliases = aliases.into_iter().filter(|(_, now)| there(now)).collect();
    let log = log.filter(|_| settings.conversations.audience.allows(audience));
    Release { audience, settings, framework, practice, items, outgoing, incoming, aliases, withdrawn, log }
}

/// Metrics that are worked out from the log get their figures.
fn read_log(items: &mut [Item], log: Option<&LogTables>, settings: &Settings) {
    let Some(log) = log else { return };
    for item in items {
        let place = item.basics.place.clone();
        let Detail::Metric(metric) = &mut item.detail else { continue };
        if let Some(FiguresFrom::Log(query)) = &metric.from {
            let column = Column::of(&query.among, settings);
            metric.points = column.map_or_else(Vec::new, |column| log.points(query.measure, column, &place));
        }
    }
}

/// The meetings that an audience may not see, each with a number and its marking.
type HiddenMeetings = BTreeMap<Ref, (usize, Option<String>)>;

fn hidden_meetings(items: &[Item], audience: Audience) -> HiddenMeetings {
    let meetings = items.iter().filter(|item| item.name().kind == Kind::Meeting);
    let hidden = meetings.filter(|item| !may_see(item, audience));
    let numbered = hidden.enumerate();
    numbered.map(|(at, item)| (item.name().clone(), (at, item.basics.marking.clone()))).collect()
}

/// An action has its day, and unless it has one of its own its marking, from
/// its meeting: they go where the meeting goes. That other actions are of the
/// same meeting stays, as a number.
fn hide_meeting(item: &mut Item, hidden: &HiddenMeetings) {
    let Detail::Action(action) = &mut item.detail else { return };
    let Some(meeting) = &action.meeting else { return };
    let Some((number, marking)) = hidden.get(&meeting.to) else { return };
    action.hidden_meeting = Some(*number);
    item.basics.when = When::Undated;
    if *marking == item.basics.marking {
        item.basics.marking = None;
    }
}

/// Evidence that the authority took back, for its own eyes.
fn withdrawn(items: &[Item], framework: &Framework, audience: Audience) -> Vec<Withdrawn> {
    let taken_back = |item: &&Item| {
        audience == Audience::Internal
            && item.basics.status == Status::Withdrawn
            && item.name().kind.is_evidence()
            && consent_allows(item, audience)
    };
    let left = |item: &Item| Withdrawn {
        name: item.name().clone(),
        statements: item.tagging.statements.iter().map(|support| support.statement.to.clone()).collect(),
        challenges: item.tagging.challenges.iter().map(|citation| citation.to.clone()).collect(),
        category: framework.category_of(item).map(|category| Arc::clone(&category.id)),
    };
    items.iter().filter(taken_back).map(left).collect()
}

/// Notes how much of what a claim rests on is about to go. In the authority's
/// own edition nothing goes but what was withdrawn.
fn count_withdrawn(item: &mut Item, there: &dyn Fn(&Ref) -> bool) {
    if let Detail::Judgement(judgement) = &mut item.detail {
        for claim in judgement.strengths.iter_mut().chain(&mut judgement.improvements) {
            claim.withdrawn = claim.evidence.iter().filter(|citation| !there(&citation.to)).count();
        }
    }
}

/// The rule: how far the item may go, and how far it has come. A draft is for
/// the authority's own eyes; what was withdrawn is for nobody's.
fn may_see(item: &Item, audience: Audience) -> bool {
    let come_far_enough = match item.basics.status {
        Status::Ready | Status::Approved => true,
        Status::Draft => audience == Audience::Internal,
        Status::Withdrawn => false,
    };
    come_far_enough && item.basics.audience.allows(audience) && consent_allows(item, audience)
}

/// A story about somebody goes no further than what was said about telling it.
/// What was declined or taken back is in no build; what was never asked, or
/// asked for fewer readers, stays inside, but for the regulator where another
/// ground is recorded.
fn consent_allows(item: &Item, audience: Audience) -> bool {
    let Detail::Story(Story { person: Person::Somebody(_), consent, basis, .. }) = &item.detail else {
        return true;
    };
    let other_ground = audience == Audience::Assessor && basis.is_some();
    match consent.as_ref().map(|consent| (consent.status, consent.scope)) {
        Some((ConsentStatus::Declined | ConsentStatus::Withdrawn, _)) => false,
        Some((ConsentStatus::NotSought, _)) | None => audience == Audience::Internal || other_ground,
        Some((
            ConsentStatus::Given | ConsentStatus::BestInterests | ConsentStatus::BereavedFamily,
            scope,
        )) => scope.allows(audience) || other_ground,
    }
}

/// What of an item the authority keeps to itself.
fn keep_to(item: &mut Item, audience: Audience) {
    if audience == Audience::Internal {
        return;
    }
    item.basics.wording = Wording::default();
    match &mut item.detail {
        Detail::Judgement(judgement) => judgement.gaps.clear(),
        Detail::Story(story) => {
            story.consent = None;
            // The other ground is one for the regulator alone.
            story.basis = story.basis.take().filter(|_| audience == Audience::Assessor);
        }
        _ => {}
    }
}

/// Whether things of this kind are items; all others belong to the framework,
/// the practice or the settings, which every audience sees.
fn is_item(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Theme | Kind::Statement | Kind::Heading | Kind::Expectation | Kind::Rule | Kind::Site
    )
}

impl Release {
    /// Whom it is for.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The pack's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The regulator's framework.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The practice.
    pub fn practice(&self) -> &Practice {
        &self.practice
    }

    /// Every item, sorted by name.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items of a kind, sorted by id.
    pub fn of(&self, kind: Kind) -> &[Item] {
        let start = self.items.partition_point(|item| item.name().kind < kind);
        let end = self.items.partition_point(|item| item.name().kind <= kind);
        &self.items[start..end]
    }

    /// An item by its name.
    pub fn item(&self, name: &Ref) -> Option<&Item> {
        self.items.get(self.position(name)?)
    }

    /// Where an item stands among [`items`](Self::items).
    pub fn position(&self, name: &Ref) -> Option<usize> {
        self.items.binary_search_by(|item| item.name().cmp(name)).ok()
    }

    /// Evidence that the authority took back; none but in its own edition.
    pub fn withdrawn(&self) -> &[Withdrawn] {
        &self.withdrawn
    }

    /// What a thing cites.
    pub fn cites(&self, name: &Ref) -> &[Edge] {
        run(&self.outgoing, name, |edge| &edge.from)
    }

    /// What cites a thing.
    pub fn cited_by(&self, name: &Ref) -> &[Edge] {
        run(&self.incoming, name, |edge| &edge.to)
    }

    /// What the conversation log comes to, where the audience may see it.
    pub fn log(&self) -> Option<&LogTables> {
        self.log.as_ref()
    }

    /// Earlier names and what they lead to now.
    pub fn aliases(&self) -> &BTreeMap<Ref, Ref> {
        &self.aliases
    }
}

/// The run of sorted edges whose key is a name.
fn run<'a>(edges: &'a [Edge], name: &Ref, key: impl Fn(&Edge) -> &Ref) -> &'a [Edge] {
    let start = edges.partition_point(|edge| key(edge) < name);
    let end = edges.partition_point(|edge| key(edge) <= name);
    &edges[start..end]
}
