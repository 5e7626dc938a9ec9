//! Email addresses.

use std::ops::Range;

use super::text::{LETTER, Pattern, Possible, Sign, ends, group, is_one};

/// The longest parts of an address before and after its `@`, in bytes.
const LOCAL: usize = 64;
const DOMAIN: usize = 255;
/// What ends the names of files, not of domains: `icon@2x.png`.
const FILES: &str = "css csv gif htm html jpeg jpg js json md pdf png svg ts txt webp woff xml yaml zip";

/// `somebody [at] example [dot] org`
pub(super) static WRITTEN: Pattern = Pattern::new(
    Sign::Words(|| {
        format!(r"(?:[0-9._%+\-]|{LETTER}) ?(?:[\[({{](?i:at)[\])}}]|%40|&#64;|@) ?(?:[0-9\-]|{LETTER})")
    }),
    || {
        r"(?i)(?:^|[^0-9a-z._%+\-])([a-z0-9][a-z0-9._%+\-]{0,63} ?(?:\[at\]|\(at\)|\{at\}|%40|&#64;|@) ?[a-z0-9\-]{1,63}(?: ?(?:\.|\[dot\]|\(dot\)) ?[a-z0-9\-]{1,63}){1,5})".into()
    },
);

pub(super) fn emails(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut free = 0;
    for (at, _) in text.match_indices('@') {
        if let Some(span) = around(text, at, free) {
            free = span.end;
            spans.push(span);
        }
    }
    spans.extend(possible.each(&WRITTEN, text, |found| {
        let span = group(found, 1)?;
        let last = text[span.clone()].rsplit(['.', ']', ')', ' ']).next().unwrap_or_default();
        (ends(text, span.end) && is_ending(last)).then_some(span)
    }));
    spans
}

/// The address around an `@`, not before a place.
fn around(text: &str, at: usize, free: usize) -> Option<Range<usize>> {
    let local = |c: &char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '.' | '!'
                    | '#'
                    | '$'
                    | '%'
                    | '&'
                    | '\''
                    | '*'
                    | '+'
                    | '/'
                    | '='
                    | '?'
                    | '^'
                    | '_'
                    | '{'
                    | '|'
                    | '}'
                    | '~'
                    | '-'
            )
    };
    let before = text[free..at].chars().rev().scan(0, |bytes, c| {
        *bytes += c.len_utf8();
        (*bytes <= LOCAL).then_some(c)
    });
    let before: String = before.take_while(local).collect();
    let length = before.len();
    // An address begins with a letter or a digit; what stands before is the text around it.
    let start = at - length;
    let from = start + text[start..at].find(|c: char| c.is_alphanumeric())?;
    // `?mail=someone@…`, `mailto:`, `/someone@`: the name begins behind them.
    let from = text[from..at].rfind(['=', '/', '?', '&', '|']).map_or(from, |mark| from + mark + 1);
    let from = from + text[from..at].find(|c: char| c.is_alphanumeric() || c == '_')?;
    let end = domain(text, at + 1)?;
    Some(from..end)
}

/// Where the domain ends that begins here: labels with dots between them, the last of letters.
fn domain(text: &str, at: usize) -> Option<usize> {
    let (mut end, mut label, mut labels) = (at, at, 0);
    for (offset, c) in text[at..].char_indices().take_while(|(offset, _)| *offset < DOMAIN) {
        let here = at + offset;
        if c.is_alphanumeric() || c == '-' {
            end = here + c.len_utf8();
        } else if c == '.' && here > label {
            let goes_on = text[here + 1..].chars().next().is_some_and(char::is_alphanumeric);
            if !goes_on {
                break;
            }
            (label, labels) = (here + 1, labels + 1);
        } else {
            break;
        }
    }
    let last = text[label.min(end)..end].trim_end_matches('-');
    (labels > 0 && is_ending(last)).then(|| label + last.len())
}

fn is_ending(label: &str) -> bool {
    label.chars().count() >= 2 && label.chars().all(char::is_alphabetic) && !is_one(label, FILES)
}
