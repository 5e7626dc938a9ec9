//! A text as its words, each with what stands before it.

use std::borrow::Cow;
use std::ops::Range;

/// In characters.
const LONGEST_ADDRESS: usize = 300;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Spaces, a line's end, a hyphen: the two can be one expression.
    Joins,
    /// A comma.
    Comma,
    /// Other marks within a sentence: quotation marks, a slash.
    Other,
    /// The end of a sentence or of a part of one, or the beginning of the text.
    Breaks,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Its bytes.
    pub span: Range<usize>,
    /// In lower case, with plain apostrophes and without a final `'s`; empty
    /// for an address.
    pub text: Cow<'a, str>,
    /// What stands before it.
    pub gap: Gap,
}

/// The words of a text, in order. Letters, digits and what stands within them
/// (an apostrophe, the marks of a number) are a word; hyphens part words.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut last = 0;
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let run = address_end(text, start, last);
        let end = run.unwrap_or_else(|| word_end(text, start));
        let gap = if words.is_empty() { Gap::Breaks } else { gap(&text[last..start]) };
        let word = if run.is_some() { Cow::Borrowed("") } else { plain(&text[start..end]) };
        words.push(Word { span: start..end, text: word, gap });
        (last, at) = (end, end);
    }
    words
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    let at = rest.find(|c: char| c.is_alphanumeric() || c == '_')?;
    // The sign of a sum of money belongs to it.
    let pound = rest[..at].ends_with('£');
    Some(from + at - if pound { '£'.len_utf8() } else { 0 })
}

/// Where an address ends that begins with this word: its words are no words.
fn address_end(text: &str, start: usize, last: usize) -> Option<usize> {
    // Only the first word of a run without spaces looks ahead.
    let before = &text[last..start];
    if last > 0 && !before.contains(char::is_whitespace) && !before.contains(['(', '<', '"', '“']) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"');
    // A longer run is no address that anybody wrote.
    let near = text[start..].char_indices().take(LONGEST_ADDRESS);
    let length = near.take_while(|(_, c)| !ends(*c)).last().map(|(at, c)| at + c.len_utf8())?;
    let run = &text[start..start + length];
    let address = run.contains('@') || run.starts_with("www.") || (run.contains(':') && run.contains("://"));
    address.then(|| start + run.trim_end_matches(['.', ',', ')', ';', ':']).len())
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut characters = text[start..].char_indices().peekable();
    let mut digit = false;
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let within = match c {
            '\'' | '’' => at > 0 && next.is_some_and(char::is_alphanumeric),
            ',' | '.' => digit && next.is_some_and(|next| next.is_ascii_digit()),
            '£' => at == 0,
            c => c.is_alphanumeric() || c == '_' || is_joined(c),
        };
        if !within {
            break;
        }
        digit = c.is_ascii_digit();
        end = start + at + c.len_utf8();
    }
    end
}

/// Accents that are characters of their own, and hyphens that are not seen.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

fn plain(word: &str) -> Cow<'_, str> {
    let same = |c: char| !c.is_uppercase() && c != '’' && !is_joined(c);
    let lower: Cow<'_, str> = if word.chars().all(same) {
        Cow::Borrowed(word)
    } else {
        let seen = word.chars().filter(|c| !is_joined(*c)).map(|c| if c == '’' { '\'' } else { c });
        Cow::Owned(seen.collect::<String>().to_lowercase())
    };
    match lower {
        Cow::Borrowed(word) => Cow::Borrowed(word.strip_suffix("'s").unwrap_or(word)),
        Cow::Owned(word) => Cow::Owned(word.strip_suffix("'s").map(str::to_owned).unwrap_or(word)),
    }
}

fn gap(between: &str) -> Gap {
    if between == " " {
        return Gap::Joins;
    }
    let spaced = between.contains(char::is_whitespace);
    let lines = between.matches('\n').count();
    let ends = |c: char| matches!(c, '.' | '!' | '?' | ';' | ':' | '…' | '—' | '(' | ')' | '|');
    let dash = between.contains(['–', '-']) && between.starts_with(char::is_whitespace) && spaced;
    if between.contains(ends) || lines > 1 || dash {
        Gap::Breaks
    } else if between.contains(',') {
        Gap::Comma
    } else if between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '\'' | '’'))
    {
        Gap::Joins
    } else {
        Gap::Other
    }
}
