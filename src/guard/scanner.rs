//! All rules of a pack in one: built-in ones as the settings change them,
//! patterns of its own, known people.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diagnostic::Hidden;
use crate::model::{KNOWN_PERSON, OwnPattern, PersonalData};
use crate::personal::{Certainty, People, Rule, detect, folded_name, masked, may_tell};

/// A run of a text that tells who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The name of the rule that found it.
    pub rule: Arc<str>,
    /// What it is, with its article: `an NHS number`.
    pub title: Arc<str>,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// Its bytes.
    pub span: Range<usize>,
    /// How it may be printed.
    pub shown: String,
}

impl Find {
    /// How it may be printed, on one line.
    pub fn printed(&self) -> String {
        self.shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A rule's name and title.
type Named = (Arc<str>, Arc<str>);

/// Finds what a pack's rules find in a text.
pub struct Scanner {
    rules: BTreeMap<Rule, (Certainty, Named)>,
    patterns: Vec<OwnPattern>,
    places: Vec<String>,
    people: People,
    known_person: Option<(Certainty, Named)>,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new(&PersonalData::default(), People::default())
    }
}

impl Scanner {
    /// The rules of a pack.
    pub fn new(data: &PersonalData, people: People) -> Self {
        let named = |name: &str, title: &str| (Arc::from(name), Arc::from(title));
        let rules = data.rules.iter();
        Self {
            rules: rules
                .map(|(rule, certainty)| (*rule, (*certainty, named(rule.name(), rule.title()))))
                .collect(),
            patterns: data.patterns.clone(),
            places: data.places.iter().map(|place| place.value.clone()).collect(),
            people,
            known_person: data
                .known_person
                .map(|certainty| (certainty, named(KNOWN_PERSON, "a name of the list of known people"))),
        }
    }

    /// What stands in a text, sorted by place; where finds overlap, the
    /// hardest one, and among those the longest.
    pub fn scan(&self, text: &str) -> Vec<Find> {
        hardest(self.all(text))
    }

    /// The same with everything that overlaps, in no order.
    pub(super) fn all(&self, text: &str) -> Vec<Find> {
        let mut finds: Vec<Find> = self.by_rules(text).collect();
        finds.extend(self.by_patterns(text));
        finds.extend(self.by_people(text));
        finds
    }

    /// What the rules find that come with Ninefold.
    pub(super) fn by_rules(&self, text: &str) -> impl Iterator<Item = Find> {
        detect(text, &self.places).into_iter().filter_map(move |detected| {
            let (certainty, named) = self.rules.get(&detected.rule)?;
            let shown = masked(detected.rule, &text[detected.span.clone()]);
            Some(find(named, *certainty, detected.span, shown))
        })
    }

    /// What the pack's own patterns find, which may be anything.
    pub(super) fn by_patterns(&self, text: &str) -> Vec<Find> {
        let mut finds = Vec::new();
        for pattern in &self.patterns {
            let named = (Arc::clone(&pattern.id.value), Arc::clone(&pattern.title));
            let matches = pattern.matches.find_iter(text).filter(|found| !found.is_empty());
            finds
                .extend(matches.map(|found| {
                    find(&named, pattern.certainty, found.range(), mostly_dots(found.as_str()))
                }));
        }
        finds
    }

    /// Where known people are named.
    pub(super) fn by_people(&self, text: &str) -> impl Iterator<Item = Find> {
        let known = self.known_person.as_ref();
        known.into_iter().flat_map(move |(certainty, named)| {
            self.people.find(text).into_iter().map(move |span| {
                let shown = mostly_dots(&text[span.clone()]);
                find(named, *certainty, span, shown)
            })
        })
    }

    /// Whether anything could be found in a text that [`APART`](crate::personal::APART)
    /// divides from others, whatever those are; patterns of the pack's own left out.
    pub(super) fn may_tell(&self, text: &str) -> bool {
        may_tell(text, &self.places, |rule| self.rules.contains_key(&rule))
            || self.by_people(text).next().is_some()
    }

    /// Whether the pack has patterns of its own, which may go across anything.
    pub(super) fn has_patterns(&self) -> bool {
        !self.patterns.is_empty()
    }

    /// A hash of all that decides what is found.
    pub(super) fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let patterns =
            self.patterns.iter().map(|own| (&own.id.value, &own.title, own.matches.as_str(), own.certainty));
        hash.update(format!("{:?}{:?}{:?}", self.rules, self.places, self.known_person));
        hash.update(format!("{:?}", patterns.collect::<Vec<_>>()));
        self.people.add_to(&mut hash);
        hash.finalize().into()
    }

    /// A text with every find masked.
    pub fn masked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (run, shown) in self.hidden(text) {
            out.push_str(&text[from..run.start]);
            out.push_str(&shown);
            from = run.end;
        }
        out + &text[from..]
    }

    /// The runs of a text that are not to be shown, sorted and apart, with
    /// what is shown in their place: as many characters.
    pub fn hidden(&self, text: &str) -> Vec<Hidden> {
        let mut finds = self.all(text);
        finds.sort_by_key(|find| (find.span.start, Reverse(find.span.end)));
        let mut hidden: Vec<Hidden> = Vec::new();
        for find in finds {
            match hidden.last_mut() {
                Some((run, shown)) if find.span.start < run.end => {
                    let whole = run.start..run.end.max(find.span.end);
                    // Two rules show different parts of one run: neither is shown.
                    if *run != find.span || *shown != find.shown {
                        *shown = dots(&text[whole.clone()]);
                    }
                    *run = whole;
                }
                _ => {
                    let found = &text[find.span.clone()];
                    let same = find.shown.chars().count() == found.chars().count();
                    hidden.push((find.span, if same { find.shown } else { dots(found) }));
                }
            }
        }
        hidden
    }
}

fn find(named: &Named, certainty: Certainty, span: Range<usize>, shown: String) -> Find {
    let (rule, title) = (Arc::clone(&named.0), Arc::clone(&named.1));
    Find { rule, title, certainty, span, shown }
}

/// Of finds that overlap the hardest, and among those the longest; sorted by place.
pub(super) fn hardest(mut finds: Vec<Find>) -> Vec<Find> {
    finds.sort_by(|a, b| {
        let of = |find: &Find| (Reverse(find.certainty), Reverse(find.span.len()), find.span.start);
        of(a).cmp(&of(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    // Kept by where they begin: only a neighbour can overlap.
    let mut kept: BTreeMap<usize, Find> = BTreeMap::new();
    for find in finds {
        let before = kept.range(..find.span.end).next_back();
        if before.is_none_or(|(_, known)| known.span.end <= find.span.start) {
            kept.insert(find.span.start, find);
        }
    }
    kept.into_values().collect()
}

/// The letters and digits of a find, as they are compared: lower case, without
/// accents; of a telephone number without the country.
pub(super) fn essence(rule: &str, found: &str) -> String {
    let letters: String =
        folded_name(found).unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect();
    let phone = rule == Rule::Phone.name() && letters.bytes().all(|byte| byte.is_ascii_digit());
    let national = letters.strip_prefix("0044").or_else(|| letters.strip_prefix("44"));
    match national.filter(|national| phone && national.len() >= 9) {
        Some(national) => format!("0{}", national.trim_start_matches('0')),
        None => letters,
    }
}

fn dots(found: &str) -> String {
    found.chars().map(|c| if c.is_alphanumeric() { '•' } else { c }).collect()
}

/// Dots, but for the first letter or digit.
fn mostly_dots(found: &str) -> String {
    let mut first = true;
    let dot = |c: char| {
        let hidden = c.is_alphanumeric() && !std::mem::take(&mut first);
        if hidden { '•' } else { c }
    };
    found.chars().map(dot).collect()
}
