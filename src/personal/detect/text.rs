//! What the rules share: looking through a text, and what stands around a place.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex, RegexSet, RegexSetBuilder, SetMatches};

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

/// A pattern that whole texts are looked through for; it is made when the
/// first text may have it.
pub(super) struct Pattern {
    source: fn() -> String,
    made: OnceLock<Regex>,
}

impl Pattern {
    pub(super) const fn new(source: fn() -> String) -> Self {
        Self { source, made: OnceLock::new() }
    }
}

/// Patterns that are looked for together, in one pass over a text.
pub(super) struct Patterns {
    all: Vec<&'static Pattern>,
    set: RegexSet,
}

/// Room for the states of all patterns in one, in bytes.
const ROOM: usize = 64 << 20;

impl Patterns {
    pub(super) fn new(all: Vec<&'static Pattern>) -> Self {
        let sources = all.iter().map(|pattern| in_full(&(pattern.source)()));
        #[expect(
            clippy::expect_used,
            reason = "the patterns stand in this program, and a test makes them all"
        )]
        let set = RegexSetBuilder::new(sources)
            .size_limit(ROOM)
            .dfa_size_limit(ROOM)
            .build()
            .expect("the patterns of this program");
        Self { all, set }
    }

    /// Which of them a text has somewhere. Most texts have few or none.
    pub(super) fn possible(&self, text: &str) -> Possible<'_> {
        Possible { patterns: self, found: self.set.matches(text) }
    }
}

/// Which patterns one text has.
pub(super) struct Possible<'p> {
    patterns: &'p Patterns,
    found: SetMatches,
}

impl Possible<'_> {
    /// The same as [`each`], for a pattern of the set and the text that was
    /// looked through.
    pub(super) fn each(
        &self,
        pattern: &Pattern,
        text: &str,
        judge: impl Fn(&Captures<'_>) -> Option<Range<usize>>,
    ) -> Vec<Range<usize>> {
        let at = self.patterns.all.iter().position(|known| std::ptr::eq(*known, pattern));
        if at.is_some_and(|at| !self.found.matched(at)) {
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

/// Up to so many bytes before a place, in the same sentence.
pub(super) fn lead(text: &str, at: usize, reach: usize) -> &str {
    let mut from = at.saturating_sub(reach);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let piece = &text[from..at];
    breaks(piece).last().map_or(piece, |end| &piece[end..])
}

/// Up to so many bytes behind a place, in the same sentence.
pub(super) fn trail(text: &str, at: usize, reach: usize) -> &str {
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
    let rest = lead(text, at, 40).trim_end_matches([' ', '\n', '.', ',', ':']);
    let start = rest
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
    &rest[start..]
}

/// Whether a word is one of a list, in any case.
pub(super) fn is_one(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word))
}
