//! Whose voice is in the pack, statement by statement. The rules are in
//! `docs/evidence.md`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ground::Ground;
use crate::model::{Detail, FeedbackFrom, Item, Kind, Person, Piece, Ref, Speaker};

/// Whose voice it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// People who draw on care and support.
    People,
    /// Their families.
    Families,
    /// Unpaid carers.
    Carers,
    /// Staff.
    Staff,
    /// Partners.
    Partners,
    /// Communities.
    Communities,
}

impl Voice {
    /// Every voice, in the order in which pages list them.
    pub const ALL: [Self; 6] =
        [Self::People, Self::Families, Self::Carers, Self::Staff, Self::Partners, Self::Communities];

    /// One word.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Families => "families",
            Self::Carers => "carers",
            Self::Staff => "staff",
            Self::Partners => "partners",
            Self::Communities => "communities",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        if self == Self::Carers { "unpaid carers" } else { self.name() }
    }
}

/// Whose voice is in the evidence of a statement.
#[derive(Debug)]
pub struct Voices {
    /// The statement.
    pub statement: Ref,
    /// What each voice is heard in, by name; every voice is there.
    pub heard: BTreeMap<Voice, Vec<Ref>>,
    /// What each community is heard in, by the community's name in the pack.
    pub communities: BTreeMap<String, Vec<Ref>>,
}

impl Voices {
    pub(super) fn all(ground: &Ground<'_>) -> Vec<Self> {
        let empty = |statement: &crate::model::Statement| Self {
            statement: Ref::new(Kind::Statement, statement.id.clone()),
            heard: Voice::ALL.iter().map(|voice| (*voice, Vec::new())).collect(),
            communities: BTreeMap::new(),
        };
        let mut all: Vec<Self> = ground.release.framework().statements.iter().map(empty).collect();
        let at: HashMap<Ref, usize> =
            all.iter().enumerate().map(|(at, voices)| (voices.statement.clone(), at)).collect();
        for (item, facts) in ground.items() {
            if !item.name().kind.is_evidence() || facts.unreliable().is_some() {
                continue;
            }
            let voices = voices_of(item);
            for statement in item.statements().collect::<BTreeSet<_>>() {
                if let Some(at) = at.get(statement) {
                    all[*at].add(item, &voices);
                }
            }
        }
        all
    }

    fn add(&mut self, item: &Item, voices: &BTreeSet<Voice>) {
        for voice in voices {
            self.heard.entry(*voice).or_default().push(item.name().clone());
        }
        for group in item.tagging.groups.iter().collect::<BTreeSet<_>>() {
            self.communities.entry(group.clone()).or_default().push(item.name().clone());
        }
    }
}

/// Whether people, families or unpaid carers speak in an item.
pub(super) fn is_own_voice(item: &Item) -> bool {
    let own = [Voice::People, Voice::Families, Voice::Carers];
    voices_of(item).iter().any(|voice| own.contains(voice))
}

fn voices_of(item: &Item) -> BTreeSet<Voice> {
    let mut voices = BTreeSet::new();
    match &item.detail {
        Detail::Feedback(feedback) => {
            voices.insert(match feedback.from {
                FeedbackFrom::People => Voice::People,
                FeedbackFrom::Families => Voice::Families,
                FeedbackFrom::Staff => Voice::Staff,
                FeedbackFrom::Partners => Voice::Partners,
            });
            voices.extend(feedback.quotes.iter().map(|quote| speaker(quote.speaker)));
        }
        Detail::Story(story) if matches!(story.person, Person::Somebody(_)) => {
            voices.insert(Voice::People);
        }
        _ => {}
    }
    let quoted = item.body.pieces.iter().filter_map(|piece| match piece {
        Piece::QuoteStart(speaker) => *speaker,
        _ => None,
    });
    voices.extend(quoted.map(speaker));
    if item.tagging.carers {
        voices.insert(Voice::Carers);
    }
    if !item.tagging.groups.is_empty() {
        voices.insert(Voice::Communities);
    }
    voices
}

fn speaker(speaker: Speaker) -> Voice {
    match speaker {
        Speaker::Person => Voice::People,
        Speaker::Family => Voice::Families,
        Speaker::Worker => Voice::Staff,
        Speaker::Partner => Voice::Partners,
    }
}
