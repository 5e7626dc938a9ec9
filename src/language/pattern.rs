//! Patterns of words: how they are written, and how they are found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use foldhash::HashMap;

use super::words::{Gap, Word, words};

/// More words than this are no expression but a text.
const MOST_WORDS: usize = 12;
/// A stem is looked up by so many of a word's first letters at most.
const LONGEST_STEM: usize = 24;

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// It has no words.
    Empty,
    /// It begins with a star, or a star stands within a word.
    Star,
    /// It has too many words.
    Long,
    /// It has a mark that patterns do not have.
    Mark(char),
}

impl fmt::Display for PatternFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it has no words"),
            Self::Star => f.write_str("a `*` stands at the end of a word, or for a word after the first"),
            Self::Long => write!(f, "it has more than {MOST_WORDS} words"),
            Self::Mark(mark) => {
                write!(f, "it has a `{mark}`; only words, `(s)`, `|` and `*` can stand in it")
            }
        }
    }
}

/// One word of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    /// Any word.
    Any,
    /// Each word that may stand there, and whether it is only its beginning.
    OneOf(Vec<(String, bool)>),
}

impl Element {
    fn matches(&self, word: &str) -> bool {
        match self {
            Self::Any => !word.is_empty(),
            Self::OneOf(options) => options
                .iter()
                .any(|(option, stem)| if *stem { word.starts_with(option.as_str()) } else { word == option }),
        }
    }
}

/// A pattern, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Element>);

impl Pattern {
    /// Reads `service user(s)`, `allocat*`, `refer|refers her`, `in * case`.
    pub(super) fn read(text: &str) -> Result<Self, PatternFault> {
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–'));
        let elements = parts.filter(|part| !part.is_empty()).map(element);
        let elements = elements.collect::<Result<Vec<_>, _>>()?;
        match elements.first() {
            None => Err(PatternFault::Empty),
            Some(Element::Any) => Err(PatternFault::Star),
            _ if elements.len() > MOST_WORDS => Err(PatternFault::Long),
            _ => Ok(Self(elements)),
        }
    }

    /// How many words from this one on it matches.
    fn matches(&self, words: &[Word<'_>]) -> Option<usize> {
        let there = words.len() >= self.0.len();
        let joined = || words[1..self.0.len()].iter().all(|word| word.gap == Gap::Joins);
        let same = || self.0.iter().zip(words).all(|(element, word)| element.matches(&word.text));
        (there && same() && joined()).then_some(self.0.len())
    }
}

fn element(part: &str) -> Result<Element, PatternFault> {
    if part == "*" {
        return Ok(Element::Any);
    }
    let mut options = Vec::new();
    for option in part.split('|') {
        let (option, stem) = option.strip_suffix('*').map_or((option, false), |stem| (stem, true));
        let (option, ending) = match option.strip_suffix(')').and_then(|option| option.split_once('(')) {
            Some((option, ending)) => (option, Some(ending)),
            None => (option, None),
        };
        for word in [Some(option.to_owned()), ending.map(|ending| format!("{option}{ending}"))] {
            options.extend(word.map(|word| Ok((plain(&word)?, stem))).transpose()?);
        }
    }
    Ok(Element::OneOf(options))
}

/// One word as [`words`] gives it.
fn plain(word: &str) -> Result<String, PatternFault> {
    let known = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '£');
    match word.chars().find(|c| !known(*c)) {
        Some('*') => return Err(PatternFault::Star),
        Some(mark) => return Err(PatternFault::Mark(mark)),
        None => {}
    }
    match &words(word)[..] {
        // The sign for pounds begins a sum that only a star can follow.
        [] if word == "£" => Ok(word.to_owned()),
        [only] if !only.text.is_empty() => Ok(only.text.clone().into_owned()),
        _ => Err(PatternFault::Empty),
    }
}

/// Patterns by their first words, each with what it stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Index<T> {
    patterns: Vec<(Pattern, T)>,
    by_word: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    /// How long the stems are, in bytes, by their first byte.
    stem_lengths: BTreeMap<u8, BTreeSet<usize>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self {
            patterns: Vec::new(),
            by_word: HashMap::default(),
            by_stem: HashMap::default(),
            stem_lengths: BTreeMap::new(),
        }
    }
}

impl<T: Copy> Index<T> {
    pub(super) fn add(&mut self, pattern: Pattern, what: T) {
        let at = self.patterns.len();
        if let Some(Element::OneOf(options)) = pattern.0.first() {
            for (option, stem) in options {
                let map = if *stem { &mut self.by_stem } else { &mut self.by_word };
                if let Some(first) = option.bytes().next().filter(|_| *stem && option.len() <= LONGEST_STEM) {
                    self.stem_lengths.entry(first).or_default().insert(option.len());
                }
                let ids = map.entry(option.clone()).or_default();
                if !ids.contains(&at) {
                    ids.push(at);
                }
            }
        }
        self.patterns.push((pattern, what));
    }

    /// What begins with the first of these words, with how many it takes.
    pub(super) fn at(&self, words: &[Word<'_>], found: &mut dyn FnMut(T, usize)) {
        let Some(first) = words.first() else { return };
        let mut try_all = |ids: Option<&Vec<usize>>| {
            for at in ids.into_iter().flatten() {
                let (pattern, what) = &self.patterns[*at];
                if let Some(taken) = pattern.matches(words) {
                    found(*what, taken);
                }
            }
        };
        try_all(self.by_word.get(&*first.text));
        let letter = first.text.bytes().next();
        for length in letter.and_then(|letter| self.stem_lengths.get(&letter)).into_iter().flatten() {
            try_all(first.text.get(..*length).and_then(|stem| self.by_stem.get(stem)));
        }
    }
}
