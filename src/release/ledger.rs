//! What went to an audience on which ground, what stayed and why: for the
//! authority, which has to be able to show it. It is no part of the
//! [`Release`](super::Release): no page can be made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::gate::{Held, Way, decide, may_tell};
use crate::diagnostic::Place;
use crate::model::{Audience, Detail, Ground, Item, Markdown, Ref, Speaker};

/// The account of a release.
#[derive(Debug)]
pub struct Ledger {
    /// Whom it is for.
    pub audience: Audience,
    /// The day that consents were judged against.
    pub as_of: Date,
    /// Every item that goes, by name, and on which ground.
    pub released: Vec<(Entry, Way)>,
    /// Every item that stays, by name, and why.
    pub held: Vec<(Entry, Vec<Held>)>,
    /// Quotations of the items that go, each alike of an item once.
    pub quotations: Vec<Quotations>,
    /// Consents on which something goes, that have a last day, soonest first.
    pub until: Vec<(Date, Entry)>,
    /// Claims that lost evidence.
    pub claims: Vec<LostEvidence>,
}

/// A thing of the pack as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: Ref,
    /// Its title.
    pub title: String,
    /// Where it is written.
    pub place: Place,
}

/// Quotations of an item that have one ground and one speaker.
#[derive(Clone, Debug)]
pub struct Quotations {
    /// The item.
    pub entry: Entry,
    /// Who speaks, where that is named.
    pub speaker: Option<Speaker>,
    /// How many there are.
    pub count: usize,
    /// On which ground they go, or why they stay.
    pub decision: Result<Way, Held>,
}

/// A claim that cites more than the audience gets.
#[derive(Clone, Debug)]
pub struct LostEvidence {
    /// The judgement it stands in.
    pub judgement: Ref,
    /// The sentence.
    pub claim: String,
    /// Where it is written.
    pub place: Place,
    /// What it cites that stays.
    pub lost: Vec<Ref>,
    /// How many of the things it cites go.
    pub left: usize,
}

impl Entry {
    fn of(item: &Item) -> Self {
        Self { name: item.name().clone(), title: item.basics.title.clone(), place: item.basics.place.clone() }
    }
}

impl Ledger {
    /// The account of releasing these items, all that the pack has.
    pub(super) fn of(items: &[Arc<Item>], audience: Audience, as_of: Date) -> Self {
        let mut ledger = Self {
            audience,
            as_of,
            released: Vec::new(),
            held: Vec::new(),
            quotations: Vec::new(),
            until: Vec::new(),
            claims: Vec::new(),
        };
        for item in items {
            match decide(item, audience, as_of) {
                Ok(way) => {
                    ledger.runs_until(&way, item);
                    ledger.quotations_of(item);
                    ledger.released.push((Entry::of(item), way));
                }
                Err(reasons) => ledger.held.push((Entry::of(item), reasons)),
            }
        }
        ledger.lost_evidence(items);
        ledger.until.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
        ledger.until.dedup();
        ledger
    }

    fn runs_until(&mut self, way: &Way, item: &Item) {
        if let Way::Consent { until: Some(until), .. } = way {
            self.until.push((*until, Entry::of(item)));
        }
    }

    fn quotations_of(&mut self, item: &Item) {
        let mut alike: Vec<Quotations> = Vec::new();
        for (speaker, ground) in spoken(item) {
            let decision = may_tell(ground, self.audience, self.as_of);
            if let Ok(way) = &decision {
                self.runs_until(way, item);
            }
            match alike.iter_mut().find(|known| known.speaker == speaker && known.decision == decision) {
                Some(known) => known.count += 1,
                None => alike.push(Quotations { entry: Entry::of(item), speaker, count: 1, decision }),
            }
        }
        self.quotations.extend(alike);
    }

    fn lost_evidence(&mut self, items: &[Arc<Item>]) {
        let held: BTreeSet<&Ref> = self.held.iter().map(|(entry, _)| &entry.name).collect();
        for item in items.iter().filter(|item| !held.contains(item.name())) {
            let Detail::Judgement(judgement) = &item.detail else { continue };
            for claim in judgement.strengths.iter().chain(&judgement.improvements) {
                let (lost, left): (Vec<_>, Vec<_>) =
                    claim.evidence.iter().map(|citation| &citation.to).partition(|name| held.contains(name));
                if !lost.is_empty() {
                    self.claims.push(LostEvidence {
                        judgement: item.name().clone(),
                        claim: claim.text.clone(),
                        place: claim.place.clone(),
                        lost: lost.into_iter().cloned().collect(),
                        left: left.len(),
                    });
                }
            }
        }
    }

    /// Consents on which something goes that run out no later than `days`
    /// after the as-of date, soonest first.
    pub fn running_out(&self, days: i64) -> impl Iterator<Item = &(Date, Entry)> {
        let last = self.as_of.saturating_add(jiff::Span::new().days(days));
        self.until.iter().filter(move |(until, _)| *until <= last)
    }

    /// Consents that held on the as-of date and do not hold on a later day.
    pub fn lapsed_by(&self, day: Date) -> impl Iterator<Item = &(Date, Entry)> {
        self.until.iter().filter(move |(until, _)| *until < day)
    }

    /// How many quotations stay although their item goes.
    pub fn quotations_held(&self) -> usize {
        self.quotations.iter().filter(|quotes| quotes.decision.is_err()).map(|quotes| quotes.count).sum()
    }

    /// Items that stay, by their reasons.
    pub fn held_by_reason(&self) -> BTreeMap<&[Held], Vec<&Entry>> {
        let mut reasons: BTreeMap<&[Held], Vec<&Entry>> = BTreeMap::new();
        for (entry, why) in &self.held {
            reasons.entry(why).or_default().push(entry);
        }
        reasons
    }
}

/// The quotations of an item, each with its ground.
fn spoken(item: &Item) -> impl Iterator<Item = (Option<Speaker>, &Ground)> {
    let own = &item.basics.ground;
    let listed = match &item.detail {
        Detail::Feedback(feedback) => feedback.quotes.as_slice(),
        _ => &[],
    };
    let listed = listed.iter().map(move |quote| (Some(quote.speaker), quote.ground.as_ref().unwrap_or(own)));
    let method = match &item.detail {
        Detail::Metric(metric) => Some(&metric.method),
        _ => None,
    };
    let written = std::iter::once(&item.body).chain(method).flat_map(Markdown::quotations);
    listed.chain(written.map(move |speaker| (speaker, own)))
}

/// How many items stay, and how many quotations of those that go: what the
/// account would say, without its words.
pub(super) fn count_held(items: &[Arc<Item>], audience: Audience, as_of: Date) -> (usize, usize) {
    let held = items.par_iter().map(|item| match decide(item, audience, as_of) {
        Ok(_) => {
            let stays = |(_, ground): &(_, &Ground)| may_tell(ground, audience, as_of).is_err();
            (0, spoken(item).filter(stays).count())
        }
        Err(_) => (1, 0),
    });
    held.reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1))
}

/// Whether an item that goes has quotations that stay.
pub(super) fn loses_quotations(item: &Item, audience: Audience, as_of: Date) -> bool {
    spoken(item).any(|(_, ground)| may_tell(ground, audience, as_of).is_err())
}

/// Takes out of an item that goes the quotations that stay.
pub(super) fn remove_quotations(item: &mut Item, audience: Audience, as_of: Date) {
    let own = item.basics.ground.clone();
    let goes = |ground: &Ground| may_tell(ground, audience, as_of).is_ok();
    match &mut item.detail {
        Detail::Feedback(feedback) => {
            feedback.quotes.retain(|quote| goes(quote.ground.as_ref().unwrap_or(&own)));
        }
        Detail::Metric(metric) if !goes(&own) => metric.method.remove_quotations(),
        _ => {}
    }
    if !goes(&own) {
        item.body.remove_quotations();
    }
}
