//! A text as a reader sees it: digits of any script and width are `0` to `9`,
//! every space is a space, every short dash a hyphen, and what has no width is
//! not there, so that none of them hides a number.

use std::borrow::Cow;
use std::ops::Range;

/// A text as it is read, and where each part of it is written.
pub(super) struct Reading<'a> {
    /// What the rules look at.
    pub text: Cow<'a, str>,
    /// What stands where, in order; empty where both texts are the same.
    runs: Vec<Run>,
}

/// A run of the text that is read as it is written, or one letter that is not.
struct Run {
    read: usize,
    written: Range<usize>,
    same: bool,
}

impl<'a> Reading<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut others = others(text).peekable();
        if others.peek().is_none() {
            return Self { text: Cow::Borrowed(text), runs: Vec::new() };
        }
        let (mut read_as, mut runs) = (String::with_capacity(text.len()), Vec::new());
        let mut from = 0;
        let same = |span: Range<usize>, read_as: &mut String, runs: &mut Vec<Run>| {
            if !span.is_empty() {
                runs.push(Run { read: read_as.len(), written: span.clone(), same: true });
                read_as.push_str(&text[span]);
            }
        };
        for (at, c) in others {
            same(from..at, &mut read_as, &mut runs);
            from = at + c.len_utf8();
            if let Some(letter) = read(c) {
                runs.push(Run { read: read_as.len(), written: at..from, same: false });
                read_as.push(letter);
            }
        }
        same(from..text.len(), &mut read_as, &mut runs);
        Self { text: Cow::Owned(read_as), runs }
    }

    /// Where a run of the text as it is read is written.
    pub fn written(&self, span: &Range<usize>) -> Range<usize> {
        if self.runs.is_empty() || span.is_empty() {
            return span.clone();
        }
        let run = |at: usize| &self.runs[self.runs.partition_point(|run| run.read <= at).max(1) - 1];
        let (first, last) = (run(span.start), run(span.end - 1));
        let start =
            if first.same { first.written.start + span.start - first.read } else { first.written.start };
        let end = if last.same { last.written.start + span.end - last.read } else { last.written.end };
        start..end
    }
}

/// How long a text is as it is read, in bytes.
pub fn seen(text: &str) -> usize {
    let change = |c: char| c.len_utf8() - read(c).map_or(0, char::len_utf8);
    text.len() - others(text).map(|(_, c)| change(c)).sum::<usize>()
}

/// The letters of a text that are not read as they are written, and where they
/// stand; none of them is ASCII, of which most texts are.
fn others(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii())?;
            let (here, c) = (at, text[at..].chars().next()?);
            at += c.len_utf8();
            if read(c) != Some(c) {
                return Some((here, c));
            }
        }
    })
}

/// The letter that a reader sees; nothing where there is nothing to see.
fn read(c: char) -> Option<char> {
    let digit = |zero: u32| char::from_digit((c as u32 - zero) % 10, 10);
    match c {
        '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{20e3}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' => Some('-'),
        '‘' | '’' | 'ʼ' | '′' => Some('\''),
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        '\u{966}'..='\u{96f}' => digit(0x966),
        '\u{1d7ce}'..='\u{1d7ff}' => digit(0x1_d7ce),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_sees_plain_digits_and_spaces() {
        let reading = Reading::of("é９９９\u{a0}1\u{ad}2\u{2011}x");
        assert_eq!(reading.text, "é999 12-x");
        // `12`, with the soft hyphen within; `999`, three bytes each.
        assert_eq!(reading.written(&(6..8)), 13..17);
        assert_eq!(reading.written(&(2..5)), 2..11);
    }

    proptest::proptest! {
        #[test]
        fn places_are_those_of_the_letters(text in "[aé９\u{a0}\u{200b}2 ]{0,20}") {
            let reading = Reading::of(&text);
            for (at, c) in reading.text.char_indices() {
                let written = &text[reading.written(&(at..at + c.len_utf8()))];
                proptest::prop_assert_eq!(written.chars().next().and_then(read), Some(c));
            }
        }
    }
}
