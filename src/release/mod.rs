//! The fourth stage and the safety boundary: what one audience may see.
//!
//! A [`Release`] *holds* nothing else. It takes the graph by value, drops the
//! items that may not go to the audience, and takes every reference to them
//! out of the items that remain. Later stages get `&Release` alone, so they
//! cannot show, count, index or name what is withheld: it is not there.

mod conversations;
mod gate;
mod ledger;
mod marking;
mod small_numbers;
mod statistics;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::link::{Edge, Graph};
use crate::model::{
    Audience, Detail, FiguresFrom, Framework, Item, Kind, Practice, Ref, Relation, Settings, When, Wording,
};

pub use conversations::{Column, LogFigure, LogTables, SiteWaits, WaitClass, Waited};
use gate::decide;
pub use gate::{Held, Way};
pub use ledger::{Entry, Ledger, LostEvidence, Quotations};
use ledger::{count_held, loses_quotations, remove_quotations};
pub use statistics::quantile;

/// What one audience may see of a pack.
#[derive(Debug)]
pub struct Release {
    items: Vec<Arc<Item>>,
    around: Arc<Around>,
}

/// What a release has besides its items. None of it hangs on their words.
#[derive(Debug)]
struct Around {
    audience: Audience,
    settings: Settings,
    framework: Framework,
    practice: Practice,
    /// Where each item stands among them.
    places: HashMap<Ref, usize>,
    /// Sorted by the one that cites.
    outgoing: Vec<Edge>,
    /// The same by the one that is cited, sorted by relation and by the one that cites.
    incoming: HashMap<Ref, Vec<Edge>>,
    aliases: BTreeMap<Ref, Ref>,
    withdrawn: Vec<Withdrawn>,
    withheld: Vec<Withheld>,
    marking: Option<String>,
    log: Option<LogTables>,
}

/// How much of a pack an audience does not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The audience.
    pub audience: Audience,
    /// Items of all kinds.
    pub items: usize,
    /// Quotations in the items that it gets.
    pub quotations: usize,
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

/// Makes the release of a graph for an audience, as of a day, and the account
/// of what went and what stayed, which is for the authority alone.
pub fn release(graph: Graph, audience: Audience, as_of: Date) -> (Release, Ledger) {
    let Graph { settings, framework, practice, mut items, log, edges, aliases } = graph;
    let log = log.and_then(|log| LogTables::of(&log, &settings, as_of));
    read_log(&mut items, log.as_ref(), &settings);
    // Every edition keeps back the same: two of them, laid side by side, say no more.
    small_numbers::keep_back(&mut items, settings.suppress_below);
    let ledger = Ledger::of(&items, audience, as_of);
    let withdrawn = withdrawn(&items, &framework, audience, as_of);
    let withheld = withheld(&items, audience, as_of);
    let may_see = |item: &Item| decide(item, audience, as_of).is_ok();
    let hidden = hidden_meetings(&items, &may_see);
    items.retain(|item| may_see(item));
    let places: HashMap<Ref, usize> =
        items.iter().enumerate().map(|(at, item)| (item.name().clone(), at)).collect();
    let there = |name: &Ref| !is_item(name.kind) || places.contains_key(name);
    let mentions = withhold(&mut items, (audience, as_of), &hidden, &there);
    let marking = marking::highest(&items, &settings);
    let said = |edge: &Edge| mentions.get(&edge.from).is_none_or(|said| said.contains(&edge.to));
    let mut outgoing = edges;
    outgoing.retain(|edge| {
        there(&edge.from) && there(&edge.to) && (edge.relation != Relation::Mentions || said(edge))
    });
    let incoming = incoming(&outgoing);
    let aliases = aliases.into_iter().filter(|(_, now)| there(now)).collect();
    let log = log.filter(|_| settings.conversations.audience.allows(audience));
    let around = Around {
        audience,
        settings,
        framework,
        practice,
        places,
        outgoing,
        incoming,
        aliases,
        withdrawn,
        withheld,
        marking,
        log,
    };
    (Release { items, around: Arc::new(around) }, ledger)
}

/// Takes out of the items that go what does not, and gives what is left of the
/// texts that lost something mentions. An item that loses nothing is not touched.
fn withhold(
    items: &mut [Arc<Item>],
    (audience, as_of): (Audience, Date),
    hidden: &HiddenMeetings,
    there: &(dyn Fn(&Ref) -> bool + Sync),
) -> HashMap<Ref, HashSet<Ref>> {
    let loses = |item: &Item| {
        let mut loses = audience != Audience::Internal || hidden_meeting(item, hidden).is_some();
        loses |= loses_quotations(item, audience, as_of);
        item.citations(&mut |_, citation| loses |= !there(&citation.to));
        loses
    };
    let mentions = items.par_iter_mut().filter(|item| loses(item)).map(|shared| {
        let item = Arc::make_mut(shared);
        if audience == Audience::Internal {
            count_withdrawn(item, there);
        }
        hide_meeting(item, hidden);
        remove_quotations(item, audience, as_of);
        item.retain_citations(there);
        keep_to(item, audience);
        (item.name().clone(), mentions(item))
    });
    mentions.collect()
}

/// References by the one that is cited; they are sorted by the one that cites.
fn incoming(outgoing: &[Edge]) -> HashMap<Ref, Vec<Edge>> {
    let mut incoming: HashMap<Ref, Vec<Edge>> = HashMap::default();
    for edge in outgoing {
        incoming.entry(edge.to.clone()).or_default().push(edge.clone());
    }
    for edges in incoming.values_mut() {
        edges.sort_by_key(|edge| edge.relation);
    }
    incoming
}

/// What the texts of an item mention.
fn mentions(item: &Item) -> HashSet<Ref> {
    let mut mentions = HashSet::new();
    item.citations(&mut |relation, citation| {
        if relation == Relation::Mentions {
            mentions.insert(citation.to.clone());
        }
    });
    mentions
}

/// How much each audience does not get, for the authority's own eyes.
fn withheld(items: &[Arc<Item>], audience: Audience, as_of: Date) -> Vec<Withheld> {
    let count = |audience: Audience| {
        let (items, quotations) = count_held(items, audience, as_of);
        Withheld { audience, items, quotations }
    };
    match audience {
        Audience::Internal => [Audience::Internal, Audience::Assessor, Audience::Public].map(count).into(),
        Audience::Assessor | Audience::Public => Vec::new(),
    }
}

/// Metrics that are worked out from the log get their figures.
fn read_log(items: &mut [Arc<Item>], log: Option<&LogTables>, settings: &Settings) {
    let Some(log) = log else { return };
    for item in items.iter_mut().filter(|item| item.measure().is_some()) {
        let item = Arc::make_mut(item);
        let Detail::Metric(metric) = &mut item.detail else { continue };
        if let Some(FiguresFrom::Log(query)) = &metric.from {
            let column = Column::of(&query.among, settings);
            let points = |column| log.points(query.measure, column, &item.basics.place);
            metric.points = column.map_or_else(Vec::new, points);
        }
    }
}

/// The meetings that an audience may not see, each with a number and its marking.
type HiddenMeetings = BTreeMap<Ref, (usize, Option<String>)>;

fn hidden_meetings(items: &[Arc<Item>], may_see: &dyn Fn(&Item) -> bool) -> HiddenMeetings {
    let meetings = items.iter().filter(|item| item.name().kind == Kind::Meeting);
    let hidden = meetings.filter(|item| !may_see(item));
    let numbered = hidden.enumerate();
    numbered.map(|(at, item)| (item.name().clone(), (at, item.basics.marking.clone()))).collect()
}

/// An action has its day, and unless it has one of its own its marking, from
/// its meeting: they go where the meeting goes. That other actions are of the
/// same meeting stays, as a number.
fn hide_meeting(item: &mut Item, hidden: &HiddenMeetings) {
    let Some((number, marking)) = hidden_meeting(item, hidden) else { return };
    let Detail::Action(action) = &mut item.detail else { return };
    action.hidden_meeting = Some(*number);
    item.basics.when = When::Undated;
    if *marking == item.basics.marking {
        item.basics.marking = None;
    }
}

/// The meeting of an action, where the audience may not see it.
fn hidden_meeting<'h>(item: &Item, hidden: &'h HiddenMeetings) -> Option<&'h (usize, Option<String>)> {
    let Detail::Action(action) = &item.detail else { return None };
    hidden.get(&action.meeting.as_ref()?.to)
}

/// Evidence that the authority took back, for its own eyes.
fn withdrawn(items: &[Arc<Item>], framework: &Framework, audience: Audience, as_of: Date) -> Vec<Withdrawn> {
    let taken_back = |item: &&Arc<Item>| {
        audience == Audience::Internal
            && item.name().kind.is_evidence()
            && decide(item, audience, as_of) == Err(vec![Held::Withdrawn])
    };
    let left = |item: &Item| Withdrawn {
        name: item.name().clone(),
        statements: item.tagging.statements.iter().map(|support| support.statement.to.clone()).collect(),
        challenges: item.tagging.challenges.iter().map(|citation| citation.to.clone()).collect(),
        category: framework.category_of(item).map(|category| Arc::clone(&category.id)),
    };
    items.iter().filter(taken_back).map(|item| left(item)).collect()
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

/// What of an item the authority keeps to itself.
fn keep_to(item: &mut Item, audience: Audience) {
    if audience == Audience::Internal {
        return;
    }
    item.basics.wording = Wording::default();
    match &mut item.detail {
        Detail::Judgement(judgement) => judgement.gaps.clear(),
        Detail::Feedback(feedback) => feedback.quotes.iter_mut().for_each(|quote| quote.ground = None),
        _ => {}
    }
    let ground = &mut item.basics.ground;
    ground.consent = None;
    // The other ground is one for the regulator alone.
    ground.basis = ground.basis.take().filter(|_| audience == Audience::Assessor);
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
    /// The release of a pack in which nothing but words of items has changed
    /// since this one was made; none where more has. `before` and `now` are the
    /// items as they were read then and now: those that were not read again are
    /// the very same.
    pub fn reworded(&self, before: &[Arc<Item>], now: &[Arc<Item>]) -> Option<Self> {
        if before.len() != now.len() {
            return None;
        }
        let mut release = Self { items: self.items.clone(), around: Arc::clone(&self.around) };
        for (before, now) in before.iter().zip(now).filter(|(before, now)| !Arc::ptr_eq(before, now)) {
            // What is read from published files is made anew each time.
            if now.is_same(before) {
                continue;
            }
            let item = &mut release.items[self.position(before.name())?];
            // What was changed in the one on its way here would have to be in the other.
            if !Arc::ptr_eq(item, before) || !now.is_same_but_for_words(before) {
                return None;
            }
            *item = Arc::clone(now);
        }
        Some(release)
    }

    /// Whom it is for.
    pub fn audience(&self) -> Audience {
        self.around.audience
    }

    /// The pack's settings.
    pub fn settings(&self) -> &Settings {
        &self.around.settings
    }

    /// The regulator's framework.
    pub fn framework(&self) -> &Framework {
        &self.around.framework
    }

    /// The practice.
    pub fn practice(&self) -> &Practice {
        &self.around.practice
    }

    /// The highest marking of the pack and of the items in it.
    pub fn marking(&self) -> Option<&str> {
        self.around.marking.as_deref()
    }

    /// How much each audience does not get; nothing but in the authority's
    /// own edition.
    pub fn withheld(&self) -> &[Withheld] {
        &self.around.withheld
    }

    /// Every item, sorted by name.
    pub fn items(&self) -> &[Arc<Item>] {
        &self.items
    }

    /// The items of a kind, sorted by id.
    pub fn of(&self, kind: Kind) -> &[Arc<Item>] {
        let start = self.items.partition_point(|item| item.name().kind < kind);
        let end = self.items.partition_point(|item| item.name().kind <= kind);
        &self.items[start..end]
    }

    /// An item by its name.
    pub fn item(&self, name: &Ref) -> Option<&Item> {
        self.items.get(self.position(name)?).map(Arc::as_ref)
    }

    /// Where an item stands among [`items`](Self::items).
    pub fn position(&self, name: &Ref) -> Option<usize> {
        self.around.places.get(name).copied()
    }

    /// Evidence that the authority took back; none but in its own edition.
    pub fn withdrawn(&self) -> &[Withdrawn] {
        &self.around.withdrawn
    }

    /// What a thing cites.
    pub fn cites(&self, name: &Ref) -> &[Edge] {
        let start = self.around.outgoing.partition_point(|edge| edge.from < *name);
        let end = self.around.outgoing.partition_point(|edge| edge.from <= *name);
        &self.around.outgoing[start..end]
    }

    /// What cites a thing.
    pub fn cited_by(&self, name: &Ref) -> &[Edge] {
        self.around.incoming.get(name).map_or(&[], Vec::as_slice)
    }

    /// What the conversation log comes to, where the audience may see it.
    pub fn log(&self) -> Option<&LogTables> {
        self.around.log.as_ref()
    }

    /// Earlier names and what they lead to now.
    pub fn aliases(&self) -> &BTreeMap<Ref, Ref> {
        &self.around.aliases
    }
}
