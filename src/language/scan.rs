//! Rules, ready to be used, and how a text is gone through.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::{mentioned, negated};
use super::pattern::{Index, Pattern, PatternFault};
use super::quotes::Quotes;
use super::words::{Word, words};
use super::{Rule, Scope, Standing};

/// A use of a rule's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rule, by its place among those given.
    pub rule: usize,
    /// Its bytes.
    pub span: Range<usize>,
    /// How it stands.
    pub standing: Standing,
}

/// A run of words.
type Run = Range<usize>;
/// Runs by rule.
type Runs = BTreeMap<usize, Vec<Run>>;
/// The words of a name, and the rule that it is no use of; none for all.
type Name = (Vec<String>, Option<usize>);

/// Rules, ready to be used. Those that are equal find the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rules {
    all: Vec<Rule>,
    matches: Index<usize>,
    exceptions: Index<usize>,
    /// Names, by their first word in its own letters, with the rule that they
    /// are no use of; none for those that are no use of any.
    names: BTreeMap<String, Vec<Name>>,
    /// Texts of the framework, by their first word and their second.
    official: BTreeMap<String, BTreeMap<String, Vec<Vec<String>>>>,
}

impl Rules {
    /// Adds a rule.
    ///
    /// # Errors
    /// The pattern that cannot be used, and why; the rule is left out.
    pub fn add(&mut self, rule: Rule) -> Result<(), (String, PatternFault)> {
        let read = |texts: &[String]| -> Result<Vec<Pattern>, (String, PatternFault)> {
            texts.iter().map(|text| Pattern::read(text).map_err(|fault| (text.clone(), fault))).collect()
        };
        let (matches, exceptions) = (read(&rule.matches)?, read(&rule.except.phrases)?);
        let at = self.all.len();
        for pattern in matches {
            self.matches.add(pattern, at);
        }
        for pattern in exceptions {
            self.exceptions.add(pattern, at);
        }
        for name in &rule.except.names {
            self.add_name(name, Some(at));
        }
        self.all.push(rule);
        Ok(())
    }

    /// Adds a name in whose words no rule finds anything, or not this one.
    pub fn add_name(&mut self, name: &str, rule: Option<usize>) {
        let parts: Vec<String> = words(name).iter().map(|word| name[word.span.clone()].to_owned()).collect();
        if let Some(first) = parts.first() {
            self.names.entry(first.clone()).or_default().push((parts, rule));
        }
    }

    /// Adds a text of the framework. One of a single word is none: it would
    /// let the word pass wherever it stands.
    pub fn add_official(&mut self, text: &str) {
        let text: Vec<String> = words(text).into_iter().map(|word| word.text.into_owned()).collect();
        if let [first, second, ..] = &text[..] {
            let second = self.official.entry(first.clone()).or_default().entry(second.clone());
            second.or_default().push(text);
        }
    }

    /// The rules.
    pub fn rules(&self) -> &[Rule] {
        &self.all
    }

    /// Every use in a text of a kind, in order; none where no kind is given
    /// leaves out. Two uses of one rule do not overlap. Takes time in
    /// proportion to the text.
    pub fn scan(&self, text: &str, scope: Option<Scope>) -> Vec<Found> {
        self.scan_words(text, &words(text), scope)
    }

    /// The same in a text of which the words are known.
    pub fn scan_words(&self, text: &str, words: &[Word<'_>], scope: Option<Scope>) -> Vec<Found> {
        let (uses, exceptions) = self.runs(words, scope);
        if uses.is_empty() {
            return Vec::new();
        }
        let names = self.name_runs(text, words);
        let official = self.official_runs(words);
        let quotes = Quotes::of(text);
        let longest = |runs: &[Run]| runs.iter().map(Range::len).max().unwrap_or(0);
        let (longest_official, longest_name) = (longest(&official), longest(&names.all));
        let mut found = Vec::new();
        for (rule, run) in uses {
            let own = |runs: &Runs| runs.get(&rule).is_some_and(|runs| covers(runs, &run, longest(runs)));
            if own(&exceptions) || own(&names.own) || covers(&names.all, &run, longest_name) {
                continue;
            }
            let span = words[run.start].span.start..words[run.end - 1].span.end;
            let standing = if covers(&official, &run, longest_official) {
                Standing::Official
            } else {
                standing(text, words, &run, &span, &quotes)
            };
            found.push(Found { rule, span, standing });
        }
        found
    }

    /// Where rules' words stand, and where what they do not mean stands.
    fn runs(&self, words: &[Word<'_>], scope: Option<Scope>) -> (Vec<(usize, Run)>, Runs) {
        let mut uses: Vec<(usize, Run)> = Vec::new();
        let mut exceptions = Runs::new();
        let mut until: BTreeMap<usize, usize> = BTreeMap::new();
        for at in 0..words.len() {
            let mut here: BTreeMap<usize, usize> = BTreeMap::new();
            self.matches.at(&words[at..], &mut |rule, taken| {
                if scope.is_none_or(|scope| self.all[rule].is_about(scope)) {
                    let longest = here.entry(rule).or_default();
                    *longest = taken.max(*longest);
                }
            });
            for (rule, taken) in here {
                let free = until.entry(rule).or_default();
                if *free <= at {
                    *free = at + taken;
                    uses.push((rule, at..at + taken));
                }
            }
            self.exceptions.at(&words[at..], &mut |rule, taken| {
                exceptions.entry(rule).or_default().push(at..at + taken);
            });
        }
        (uses, exceptions)
    }

    fn name_runs(&self, text: &str, words: &[Word<'_>]) -> NameRuns {
        let mut runs = NameRuns::default();
        for (at, word) in words.iter().enumerate() {
            // A name may stand in the possessive.
            let written = |word: &Word<'_>| {
                let written = &text[word.span.clone()];
                written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")).unwrap_or(written)
            };
            for (name, rule) in self.names.get(written(word)).into_iter().flatten() {
                let there = words.len() - at >= name.len();
                if there && name.iter().zip(&words[at..]).all(|(part, word)| *part == written(word)) {
                    let run = at..at + name.len();
                    match rule {
                        Some(rule) => runs.own.entry(*rule).or_default().push(run),
                        None => runs.all.push(run),
                    }
                }
            }
        }
        runs
    }

    fn official_runs(&self, words: &[Word<'_>]) -> Vec<Run> {
        let mut runs = Vec::new();
        if self.official.is_empty() {
            return runs;
        }
        for (at, pair) in words.windows(2).enumerate() {
            let texts = self.official.get(&*pair[0].text).and_then(|texts| texts.get(&*pair[1].text));
            for text in texts.into_iter().flatten() {
                let there = words.len() - at >= text.len();
                if there && text.iter().zip(&words[at..]).all(|(part, word)| *part == word.text) {
                    runs.push(at..at + text.len());
                }
            }
        }
        runs
    }
}

/// Where names stand: those that no rule means, and those that one does not.
#[derive(Default)]
struct NameRuns {
    all: Vec<Run>,
    own: Runs,
}

/// Whether one of some runs, sorted by where they begin, has another in it.
fn covers(runs: &[Run], run: &Run, longest: usize) -> bool {
    let from = runs.partition_point(|known| known.start + longest < run.end);
    let known = runs[from..].iter().take_while(|known| known.start <= run.start);
    known.into_iter().any(|known| known.end >= run.end)
}

fn standing(text: &str, words: &[Word<'_>], run: &Run, span: &Range<usize>, quotes: &Quotes) -> Standing {
    if let Some(quote) = quotes.around(span) {
        let inside = text[quote.clone()].split_whitespace().take(run.len() + 2).count();
        return if inside <= run.len() + 1 { Standing::Mentioned } else { Standing::Quoted };
    }
    if mentioned(words, run.start) {
        return Standing::Mentioned;
    }
    if negated(words, run.start, run.len()) { Standing::Negated } else { Standing::Plain }
}
