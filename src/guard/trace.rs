//! Where the words and numbers of an item appear: for a withdrawal, when
//! every copy has to be found. A text is read as a run of words, so that line
//! ends, capitals and punctuation do not matter.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::lines::Lines;
use super::words::words_of;
use crate::model::{Detail, Framework, Item, Person};

/// A passage is known again by this many words in a row.
const PASSAGE: usize = 6;
/// Shorter numbers than this, counted in digits, stand everywhere.
const TELLING: usize = 3;

/// By what an item is known again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Its id, in a reference or an address.
    Name,
    /// Its title.
    Title,
    /// The name that the story uses for its person.
    Pseudonym(String),
    /// Words of its texts, as they stand where they were found.
    Passage(String),
    /// One of its figures.
    Figure(String),
}

/// A sign, and the bytes it was found at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What was seen.
    pub sign: Sign,
    /// Where.
    pub span: Range<usize>,
}

/// Everything by which one item is known again.
#[derive(Debug)]
pub struct Signs {
    id: String,
    /// Runs of words, each with its sign.
    runs: Vec<(Vec<String>, Sign)>,
    passages: HashSet<Vec<String>>,
    figures: BTreeSet<String>,
}

impl Signs {
    /// The signs of an item. What it repeats of the framework is not its own.
    pub fn of(item: &Item, framework: &Framework) -> Self {
        let mut runs = vec![(folded(&item.basics.title), Sign::Title)];
        if let Detail::Story(story) = &item.detail
            && let Person::Somebody(name) = &story.person
        {
            runs.push((folded(name), Sign::Pseudonym(name.clone())));
        }
        let mut passages: HashSet<Vec<String>> = item.texts().iter().flat_map(|text| windows(text)).collect();
        let theirs =
            framework.statements.iter().flat_map(|statement| [&statement.title, &statement.commitment.text]);
        let theirs = theirs.chain(framework.expectations.iter().map(|expectation| &expectation.text));
        for window in theirs.flat_map(|text| windows(text)) {
            passages.remove(&window);
        }
        runs.retain(|(words, _)| !words.is_empty());
        Self { id: item.name().id.to_lowercase(), runs, passages, figures: figures(item) }
    }

    /// What of the item is in a text, by place.
    pub fn in_text(&self, text: &str) -> Vec<Seen> {
        let words = words(text);
        let folded: Vec<String> = words.iter().map(|span| text[span.clone()].to_lowercase()).collect();
        let mut seen = Vec::new();
        for (run, sign) in &self.runs {
            let at = folded.windows(run.len()).enumerate().filter(|(_, window)| window == run);
            seen.extend(at.map(|(at, _)| Seen {
                sign: sign.clone(),
                span: words[at].start..words[at + run.len() - 1].end,
            }));
        }
        seen.extend(
            words.iter().zip(&folded).filter(|(_, word)| self.figures.contains(*word)).map(|(span, _)| {
                Seen { sign: Sign::Figure(text[span.clone()].to_owned()), span: span.clone() }
            }),
        );
        seen.extend(self.passages_in(text, &words, &folded));
        seen.sort_by(|a, b| (a.span.start, &a.sign).cmp(&(b.span.start, &b.sign)));
        seen
    }

    /// Passages as long as they go on.
    fn passages_in(&self, text: &str, words: &[Range<usize>], folded: &[String]) -> Vec<Seen> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, window) in folded.windows(PASSAGE).enumerate() {
            if !self.passages.contains(window) {
                continue;
            }
            match runs.last_mut().filter(|run| run.end >= at) {
                Some(run) => run.end = at + PASSAGE,
                None => runs.push(at..at + PASSAGE),
            }
        }
        let passage = |run: Range<usize>| {
            let span = words[run.start].start..words[run.end - 1].end;
            let shown = words[run.start].start..words[(run.start + 10).min(run.end) - 1].end;
            let more = if run.len() > 10 { " …" } else { "" };
            let shown = text[shown].split_whitespace().collect::<Vec<_>>().join(" ");
            Seen { sign: Sign::Passage(format!("{shown}{more}")), span }
        };
        runs.into_iter().map(passage).collect()
    }

    /// What of the item is in a file of a site, each sign once; nothing is
    /// known of a file that is no text.
    pub fn in_file(&self, path: &str, bytes: &[u8]) -> BTreeSet<Sign> {
        let text = words_of(path, bytes, &Lines::default()).unwrap_or_default();
        let mut signs: BTreeSet<Sign> = self.in_text(&text).into_iter().map(|seen| seen.sign).collect();
        let named = path.to_lowercase();
        if named.split(['/', '.']).any(|part| part == self.id) || self.is_referred_to(&text) {
            signs.insert(Sign::Name);
        }
        signs
    }

    /// Whether a text holds the id by itself: in a reference, or in an address.
    fn is_referred_to(&self, text: &str) -> bool {
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        let text = text.to_lowercase();
        text.match_indices(&self.id).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = &text[at + found.len()..];
            // An id of one plain word is known by what stands before and after it.
            let address = before.is_some_and(|c| matches!(c, ':' | '/' | '#')) || after.starts_with(".html");
            address && !before.is_some_and(inside) && !after.starts_with(inside)
        })
    }
}

/// The words of a text: letters and digits, and between digits points and commas.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, c)) = letters.peek() {
            let digit = text[..next].ends_with(|c: char| c.is_ascii_digit());
            let joins =
                matches!(c, '.' | ',') && digit && text[next + 1..].starts_with(|c: char| c.is_ascii_digit());
            if !c.is_alphanumeric() && !joins {
                break;
            }
            end = next + c.len_utf8();
            letters.next();
        }
        words.push(at..end);
    }
    words
}

fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|span| text[span].to_lowercase()).collect()
}

fn windows(text: &str) -> Vec<Vec<String>> {
    folded(text).windows(PASSAGE).map(<[String]>::to_vec).collect()
}

/// The figures of a metric as pages print them, with and without commas.
fn figures(item: &Item) -> BTreeSet<String> {
    let Detail::Metric(metric) = &item.detail else { return BTreeSet::new() };
    let decimals = usize::from(metric.decimals);
    let mut figures = BTreeSet::new();
    for point in &metric.points {
        let value = point.value.known().map(|value| format!("{value:.decimals$}"));
        let counts =
            [point.numerator, point.denominator].into_iter().flatten().map(|count| count.to_string());
        figures.extend(value.into_iter().chain(counts).filter(|number| tells(number)));
    }
    let grouped: Vec<String> = figures.iter().map(|number| with_commas(number)).collect();
    figures.extend(grouped);
    figures
}

fn tells(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_digit).count() >= TELLING
}

fn with_commas(number: &str) -> String {
    let (whole, rest) = number.find('.').map_or((number, ""), |at| number.split_at(at));
    let mut out = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_numbers_together() {
        let text = "On 4 May, 1,204.5 people (61.3%) – “so”.";
        let words: Vec<&str> = words(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(words, ["On", "4", "May", "1,204.5", "people", "61.3", "so"]);
    }

    #[test]
    fn numbers_have_commas_by_threes() {
        assert_eq!(
            ["1204.5", "-120", "999", "1000000"].map(with_commas),
            ["1,204.5", "-120", "999", "1,000,000"]
        );
    }
}
