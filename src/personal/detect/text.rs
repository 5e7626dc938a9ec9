//! What the rules share: looking through a text, and what stands around a place.

use std::cell::Cell;
use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{RegexSet, RegexSetBuilder};
use regex::{Captures, Regex};

use crate::personal::APART;

/// One space, hyphen or dot, or two of them, or the end of a line: what may
/// stand between the digits of a number.
pub(super) const GAP: &str = r"(?:[ .\-]{1,2}| - |[ ]?\n[ ]{0,8})";

/// What patterns may write, and what it stands for here. Every run of the
/// program makes them anew, and tables of all the letters, digits and word
/// boundaries of the world take most of that time; digits are folded to ASCII
/// before anything is looked for, and letters are those of Latin script.
const SHORT: [(&str, &str); 4] =
    [(r"\b", r"(?-u:\b)"), (r"\d", "[0-9]"), (r"\p{Lu}", "[A-ZÀ-ÖØ-Þ]"), (r"\p{L}", "[A-Za-zÀ-ÖØ-öø-ɏ]")];

/// A pattern of this program.
pub(super) fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns stand in this program, and a test compiles each")]
    Regex::new(&in_full(text)).expect("a pattern of this program")
}

fn in_full(text: &str) -> String {
    SHORT.iter().fold(text.to_owned(), |text, (short, long)| text.replace(short, long))
}

/// What stands before a match: anything but a letter or a digit. Of letters
/// that are not ASCII only the last byte is looked at.
pub(super) const FREE: &str = "(?:^|(?-u:[^0-9A-Za-z]))";
/// A letter, of any script: signs need not tell more.
pub(super) const LETTER: &str = r"(?:[A-Za-z]|(?-u:[\x80-\xFF]){2,3})";

/// What stands in everything that a pattern matches. It is looked for first,
/// so it counts no letters and ends as soon as it tells something: what counts
/// them has so many states that each text meets new ones.
#[derive(Clone, Copy)]
pub(super) enum Sign {
    /// So many digits, with nothing but marks between them.
    Digits(usize),
    /// What this matches; a digit is in all of the pattern's matches.
    Number(fn() -> String),
    /// What this matches.
    Words(fn() -> String),
}

/// A pattern that whole texts are looked through for; it is made when the
/// first text may have it.
pub(super) struct Pattern {
    sign: Sign,
    source: fn() -> String,
    made: OnceLock<Regex>,
}

impl Pattern {
    pub(super) const fn new(sign: Sign, source: fn() -> String) -> Self {
        Self { sign, source, made: OnceLock::new() }
    }
}

/// Patterns whose signs are looked for together, in one pass over a text or in
/// two: together the signs with digits and those without would have many times
/// the states.
pub(super) struct Patterns {
    all: Vec<&'static Pattern>,
    numbers: RegexSet,
    words: RegexSet,
}

/// Room for the states of all signs in one, in bytes.
const ROOM: usize = 64 << 20;

fn set(signs: impl Iterator<Item = fn() -> String>) -> RegexSet {
    #[expect(clippy::expect_used, reason = "the signs stand in this program, and a test makes them all")]
    RegexSetBuilder::new(signs.map(|sign| in_full(&sign())))
        .size_limit(ROOM)
        .dfa_size_limit(ROOM)
        .build()
        .expect("the signs of this program")
}

impl Patterns {
    pub(super) fn new(all: Vec<&'static Pattern>) -> Self {
        let numbers = all.iter().filter_map(|pattern| match pattern.sign {
            Sign::Number(sign) => Some(sign),
            _ => None,
        });
        let words = all.iter().filter_map(|pattern| match pattern.sign {
            Sign::Words(sign) => Some(sign),
            _ => None,
        });
        Self { numbers: set(numbers), words: set(words), all }
    }

    /// Which of them a text may have somewhere. Most texts have few or none.
    pub(super) fn possible(&self, text: &str) -> Possible<'_> {
        let digits = most_digits(text);
        let numbers = (digits > 0).then(|| self.numbers.matches(text.as_bytes()));
        let words = self.words.matches(text.as_bytes());
        let (mut number, mut word) = (0, 0);
        let found = self.all.iter().map(|pattern| match pattern.sign {
            Sign::Digits(least) => digits >= least,
            Sign::Number(_) => {
                number += 1;
                numbers.as_ref().is_some_and(|found| found.matched(number - 1))
            }
            Sign::Words(_) => {
                word += 1;
                words.matched(word - 1)
            }
        });
        Possible { patterns: self, found: found.collect(), beyond: Cell::new(false) }
    }

    /// Each pattern with whether a text has its sign, and whether it matches there.
    #[cfg(test)]
    fn with_signs(&self, text: &str) -> impl Iterator<Item = (String, bool, bool)> {
        let possible = self.possible(text);
        self.all.iter().map(move |own| {
            let matches = own.made.get_or_init(|| pattern(&(own.source)())).is_match(text);
            ((own.source)(), possible.has(own), matches)
        })
    }
}

/// The digits of the longest number in a text, whatever marks divide them.
fn most_digits(text: &str) -> usize {
    let (mut most, mut run) = (0, 0);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            run += 1;
            most = run.max(most);
        } else if !matches!(byte, b' ' | b'.' | b'-' | b'/' | b'\n') {
            run = 0;
        }
    }
    most
}

/// Which patterns one text may have, and whether a rule wanted to know what
/// stands beyond its ends.
pub(super) struct Possible<'p> {
    patterns: &'p Patterns,
    found: Vec<bool>,
    beyond: Cell<bool>,
}

impl Possible<'_> {
    /// Whether the text may have a pattern of the set.
    pub(super) fn has(&self, pattern: &Pattern) -> bool {
        let at = self.patterns.all.iter().position(|known| std::ptr::eq(*known, pattern));
        at.is_none_or(|at| self.found[at])
    }

    /// Notes that what stands beyond the text may decide.
    pub(super) fn look_beyond(&self) {
        self.beyond.set(true);
    }

    /// Whether it may. If not, the same is found in the text between any others
    /// that [`APART`] divides from it.
    pub(super) fn looked_beyond(&self) -> bool {
        self.beyond.get()
    }

    /// Up to so many bytes before a place, in the same sentence.
    pub(super) fn lead<'t>(&self, text: &'t str, at: usize, reach: usize) -> &'t str {
        debug_assert!(reach <= REACH);
        if at < reach {
            self.look_beyond();
        }
        lead(text, at, reach)
    }

    /// Up to so many bytes behind a place, in the same sentence.
    pub(super) fn trail<'t>(&self, text: &'t str, at: usize, reach: usize) -> &'t str {
        debug_assert!(reach <= REACH);
        if at + reach > text.len() {
            self.look_beyond();
        }
        trail(text, at, reach)
    }

    /// The same as [`each`], for a pattern of the set and the text that was
    /// looked through.
    pub(super) fn each(
        &self,
        pattern: &Pattern,
        text: &str,
        judge: impl Fn(&Captures<'_>) -> Option<Range<usize>>,
    ) -> Vec<Range<usize>> {
        if !self.has(pattern) {
            return Vec::new();
        }
        each(pattern.made.get_or_init(|| self::pattern(&(pattern.source)())), text, judge)
    }
}

#[cfg(test)]
thread_local! {
    /// How often a pattern was asked, for the test that the time is in proportion to the text.
    pub(super) static ASKED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Every run that a pattern finds and `judge` takes, which gives its bytes.
/// After one that is not taken the search goes on at the next letter: the
/// patterns are bounded, so that the time is in proportion to the text.
pub(super) fn each(
    pattern: &Regex,
    text: &str,
    judge: impl Fn(&Captures<'_>) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let (mut spans, mut at) = (Vec::new(), 0);
    while let Some(found) = pattern.captures_at(text, at) {
        #[cfg(test)]
        ASKED.set(ASKED.get() + 1);
        let start = found.get_match().start();
        let next = start + text[start..].chars().next().map_or(1, char::len_utf8);
        at = next;
        if let Some(span) = judge(&found) {
            at = span.end.max(next);
            spans.push(span);
        }
        if at > text.len() {
            break;
        }
    }
    spans
}

/// The bytes of a group, or nothing.
pub(super) fn group(found: &Captures<'_>, number: usize) -> Option<Range<usize>> {
    found.get(number).map(|group| group.range())
}

pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|text| text.chars().next_back())
}

pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|text| text.chars().next())
}

/// Whether no letter and no digit goes on here.
pub(super) fn ends(text: &str, at: usize) -> bool {
    !after(text, at).is_some_and(|c| c.is_ascii_digit() || c.is_alphabetic())
}

/// Whether a number goes on behind a decimal point.
pub(super) fn decimals(text: &str, at: usize) -> bool {
    text.as_bytes().get(at) == Some(&b'.') && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether a number here is the decimals of another, or an amount of money.
pub(super) fn is_amount(text: &str, at: usize) -> bool {
    let mut back = text[..at].chars().rev();
    let money = |text: &str| text.ends_with(['£', '$', '€']);
    match back.next() {
        Some('.') => back.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => money(text[..at].strip_suffix(' ').unwrap_or(&text[..at])),
        None => false,
    }
}

/// Words that end in a full stop where no sentence does.
const SHORTENED: &str = "approx ave cllr dr mob mr mrs ms no nr num prof rd ref reg regn rev revd st tel";

/// How far a rule looks from a place at most, in bytes.
pub(in crate::personal) const REACH: usize = 300;

/// Up to so many bytes before a place, in the same sentence and not beyond [`APART`].
pub(super) fn close(text: &str, at: usize, reach: usize) -> &str {
    let piece = lead(text, at, reach);
    piece.rfind(APART).map_or(piece, |apart| &piece[apart + APART.len() - 1..])
}

fn lead(text: &str, at: usize, reach: usize) -> &str {
    let mut from = at.saturating_sub(reach);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let piece = &text[from..at];
    breaks(piece).last().map_or(piece, |end| &piece[end..])
}

fn trail(text: &str, at: usize, reach: usize) -> &str {
    let mut to = (at + reach).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let piece = &text[at..to];
    breaks(piece).next().map_or(piece, |end| &piece[..end])
}

/// Where sentences end: a mark and white space before a capital letter, or an empty line.
fn breaks(piece: &str) -> impl Iterator<Item = usize> {
    piece.char_indices().filter_map(move |(at, c)| {
        let rest = &piece[at + c.len_utf8()..];
        let ended = match c {
            '.' => {
                // `D.O.B.`, `Mr.`
                let word = piece[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                word.len() != 1 && !is_one(word, SHORTENED) && begins_sentence(rest)
            }
            '!' | '?' => begins_sentence(rest),
            '\n' => rest.starts_with('\n'),
            _ => false,
        };
        ended.then_some(at + c.len_utf8())
    })
}

fn begins_sentence(rest: &str) -> bool {
    let next = rest.trim_start();
    next.len() < rest.len() && next.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// The word that begins behind a space here, if a word does.
pub(super) fn next_word(text: &str, at: usize) -> &str {
    let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix([' ', '\n'])) else { return "" };
    let end = rest.char_indices().take(30).find(|(_, c)| !c.is_alphabetic() && *c != '\'');
    let end = end.map_or_else(|| rest.char_indices().nth(30).map_or(rest.len(), |(at, _)| at), |(at, _)| at);
    &rest[..end]
}

/// The word that ends before a place, but for spaces.
pub(super) fn last_word(text: &str, at: usize) -> &str {
    let rest = close(text, at, 40).trim_end_matches([' ', '\n', '.', ',', ':']);
    let start = rest
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
    &rest[start..]
}

/// Whether a word is one of a list, in any case.
pub(super) fn is_one(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::string::string_regex;

    use super::super::patterns;
    use super::*;
    use crate::personal::tests::corpus_texts;

    /// The patterns that match a text, of which each has to have its sign.
    fn matching(text: &str) -> usize {
        let mut matching = 0;
        for (source, sign, matches) in patterns().with_signs(text) {
            assert!(sign || !matches, "{source} matches {text:?}, which has no sign of it");
            matching += usize::from(matches);
        }
        matching
    }

    #[test]
    fn every_example_has_the_signs_of_what_matches_it() {
        let texts = corpus_texts();
        assert!(texts.iter().map(|text| matching(text)).sum::<usize>() > texts.len() / 2);
    }

    /// Any text that one of the patterns matches, and most that nearly do.
    fn matched() -> impl Strategy<Value = String> {
        let made = patterns().all.iter().map(|own| {
            let source = in_full(&(own.source)()).replace(r"(?-u:\b)", "").replace("(?:^|", "(?:");
            string_regex(&source).unwrap().boxed()
        });
        proptest::strategy::Union::new(made)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn whatever_matches_has_its_sign(text in matched(), before in "[ .a1]?", behind in "[ .a1]?") {
            matching(&[&*before, &text, &behind].concat());
        }
    }
}
