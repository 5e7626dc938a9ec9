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

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::link::{Edge, Graph};
use crate::model::{
    Audience, Detail, FiguresFrom, Framework, Item, Kind, Practice, Ref, Relation, Settings, When, Wording,
};

pub use conversations::{Column, LogFigure, LogTables, SiteWaits, WaitClass, Waited};
use gate::decide;
pub use gate::{Held, Way};
use ledger::remove_quotations;
pub use ledger::{Entry, Ledger, LostEvidence, Quotations};
pub use statistics::quantile;

/// What one audience may see of a pack.
#[derive(Debug)]
pub struct Release {
    audience: Audience,
    settings: Settings,
    framework: Framework,
    practice: Practice,
    items: Vec<Item>,
    /// Where each stands among them.
    places: HashMap<Ref, usize>,
    /// Sorted by the one that cites.
    outgoing: Vec<Edge>,
    /// The same, sorted by the one that is cited.
    incoming: Vec<Edge>,
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
    let withheld = withheld(&items, &ledger);
    let may_see = |item: &Item| decide(item, audience, as_of).is_ok();
    let hidden = hidden_meetings(&items, &may_see);
    let mut items: Vec<Item> = items.into_iter().filter(may_see).collect();
    let places: HashMap<Ref, usize> =
        items.iter().enumerate().map(|(at, item)| (item.name().clone(), at)).collect();
    let there = |name: &Ref| !is_item(name.kind) || places.contains_key(name);
    for item in &mut items {
        if audience == Audience::Internal {
            count_withdrawn(item, &there);
        }
        hide_meeting(item, &hidden);
        remove_quotations(item, audience, as_of);
        item.retain_citations(&there);
        keep_to(item, audience);
    }
    let marking = marking::highest(&items, &settings);
    let said = mentions(&mut items);
    let outgoing: Vec<Edge> = edges
        .into_iter()
        .filter(|edge| there(&edge.from) && there(&edge.to))
        .filter(|edge| {
            edge.relation != Relation::Mentions || said.contains(&(edge.from.clone(), edge.to.clone()))
        })
        .collect();
    let mut incoming = outgoing.clone();
    incoming.sort_by(|a, b| (&a.to, a.relation, &a.from).cmp(&(&b.to, b.relation, &b.from)));
    let aliases = aliases.into_iter().filter(|(_, now)| there(now)).collect();
    let log = log.filter(|_| settings.conversations.audience.allows(audience));
    let release = Release {
        audience,
        settings,
        framework,
        practice,
        items,
        places,
        outgoing,
        incoming,
        aliases,
        withdrawn,
        withheld,
        marking,
        log,
    };
    (release, ledger)
}

/// Who mentions whom in what is left of the texts: a quotation that stays
/// mentions nothing.
fn mentions(items: &mut [Item]) -> HashSet<(Ref, Ref)> {
    let mut mentions = HashSet::new();
    for item in items {
        let from = item.name().clone();
        item.citations_mut(&mut |relation, citation| {
            if relation == Relation::Mentions {
                mentions.insert((from.clone(), citation.to.clone()));
            }
        });
    }
    mentions
}

/// How much each audience does not get, for the authority's own eyes.
fn withheld(items: &[Item], ledger: &Ledger) -> Vec<Withheld> {
    let count = |ledger: &Ledger| Withheld {
        audience: ledger.audience,
        items: ledger.held.len(),
        quotations: ledger.quotations_held(),
    };
    match ledger.audience {
        Audience::Internal => {
            let others = [Audience::Assessor, Audience::Public];
            let others = others.map(|audience| count(&Ledger::of(items, audience, ledger.as_of)));
            std::iter::once(count(ledger)).chain(others).collect()
        }
        Audience::Assessor | Audience::Public => Vec::new(),
    }
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

fn hidden_meetings(items: &[Item], may_see: &dyn Fn(&Item) -> bool) -> HiddenMeetings {
    let meetings = items.iter().filter(|item| item.name().kind == Kind::Meeting);
    let hidden = meetings.filter(|item| !may_see(item));
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
fn withdrawn(items: &[Item], framework: &Framework, audience: Audience, as_of: Date) -> Vec<Withdrawn> {
    let taken_back = |item: &&Item| {
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

    /// The highest marking of the pack and of the items in it.
    pub fn marking(&self) -> Option<&str> {
        self.marking.as_deref()
    }

    /// How much each audience does not get; nothing but in the authority's
    /// own edition.
    pub fn withheld(&self) -> &[Withheld] {
        &self.withheld
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
        self.places.get(name).copied()
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
