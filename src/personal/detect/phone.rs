//! Telephone numbers of the United Kingdom.

use std::ops::Range;

use super::text::{Pattern, Possible, Sign, before, ends, group, is_amount};

/// Whether these are the digits of a number of the United Kingdom, without the
/// 0 or the 44 before them. A few areas and freephone numbers have nine digits
/// or seven; those count where they are written in groups.
fn is_national(digits: &[u8], grouped: bool) -> bool {
    let short = || grouped && matches!(digits, [1, 2..=9, ..] | [5 | 8, 0, 0, ..]);
    match digits.len() {
        10 => matches!(
            digits,
            [1, 1, 3..=8, ..]
                | [1, 2..=9, ..]
                | [2, 0 | 3 | 4 | 8 | 9, ..]
                | [3, 0 | 3 | 4 | 7, ..]
                | [5, 5 | 6, ..]
                | [7, ..]
                | [8, 0 | 4 | 7, ..]
                | [9, 0 | 1 | 8, ..]
        ),
        9 => short(),
        7 => matches!(digits, [8, 0, 0, 1, 1, 1, 1] | [8, 4, 5, 4, 6, 4, 7]),
        _ => false,
    }
}

/// The digits behind the 0 of a number, or behind the 44 from abroad and the
/// 0 that some write there as well.
pub(crate) fn behind_prefix(digits: &[u8], plus: bool) -> Option<&[u8]> {
    let from_abroad = |rest| <[u8]>::strip_prefix(rest, &[0]).unwrap_or(rest);
    match digits {
        [4, 4, rest @ ..] if plus => Some(from_abroad(rest)),
        [0, 0, 4, 4, rest @ ..] => Some(from_abroad(rest)),
        // Twelve digits without a mark: only a mobile.
        [4, 4, rest @ ..] if rest.len() == 10 && rest.starts_with(&[7]) => Some(rest),
        [0, rest @ ..] if !plus => Some(rest),
        _ => None,
    }
}

/// Digits that are said to be a telephone number.
pub(super) static NAMED: Pattern = Pattern::new(Sign::Digits(9), || {
    r"(?i)(?:^|[^0-9a-z])(?:tel|telephone|phone|mobile|mob|ring|rang|call|text|whatsapp|fax)(?:[ _](?:number|no))?\b[^0-9\n+]{0,12}([1237-8][0-9]{9}|[127][0-9]{2,4} [0-9]{3} ?[0-9]{3,4})".into()
});

/// `116 123`
pub(super) static SHORT: Pattern = Pattern::new(Sign::Digits(6), || {
    r"(?i)\b(?:tel|telephone|phone|ring|rang|call|dial|text|line|helpline|Samaritans)\b[^0-9\n.!?]{0,30}(116[ \-]?(?:000|006|111|117|123))".into()
});

pub(super) fn phones(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    let mut spans = from_zero(text);
    spans.extend(possible.each(&NAMED, text, |found| {
        let span = group(found, 1)?;
        let digits: Vec<u8> = digits(&text[span.clone()]);
        (ends(text, span.end) && is_national(&digits, true)).then_some(span)
    }));
    spans.extend(possible.each(&SHORT, text, |found| group(found, 1).filter(|span| ends(text, span.end))));
    spans
}

fn digits(run: &str) -> Vec<u8> {
    run.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect()
}

/// Numbers that begin with 0, 44, +44 or 0044.
fn from_zero(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut spans, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let found = may_begin(text, at).then(|| number_at(bytes, at)).flatten();
        let found = found.filter(|end| ends(text, *end));
        if let Some(end) = found {
            // A bracket around the whole is none of the number's.
            let around = text[at..end].starts_with('(') && !text[at..end].contains(')');
            spans.push(at + usize::from(around)..end);
        }
        at = found.unwrap_or(at + 1);
    }
    spans
}

fn may_begin(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let begins = match bytes[at] {
        b'0' => true,
        b'+' => bytes.get(at + 1).is_some_and(|byte| b"4(".contains(byte)),
        b'4' => bytes.get(at + 1) == Some(&b'4'),
        b'(' => bytes.get(at + 1).is_some_and(|byte| b"0+".contains(byte)),
        _ => false,
    };
    // A number within another number or a code is none: `2024-01632960123`, `3.0163296`.
    let free = |c: char| {
        let joined = "-./".contains(c) && before(text, at - 1).is_some_and(|c| c.is_ascii_digit());
        !(c.is_ascii_digit() || c.is_alphabetic() || c == '+' || joined)
    };
    begins && !is_amount(text, at) && before(text, at).is_none_or(free)
}

/// A run of digits in groups, and the marks between them.
#[derive(Default)]
struct Groups {
    digits: Vec<u8>,
    lengths: Vec<usize>,
    gaps: Vec<u8>,
    plus: bool,
}

/// Where the longest number ends that begins here.
fn number_at(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut groups, mut longest, mut gap, mut at) = (Groups::default(), None, 0, start);
    while let Some(byte) = bytes.get(at).filter(|_| groups.digits.len() < 16) {
        if byte.is_ascii_digit() {
            if groups.lengths.is_empty() || gap > 0 {
                groups.lengths.push(0);
                if gap > 0 {
                    groups.gaps.push(bytes[at - 1]);
                }
            }
            gap = 0;
            groups.digits.push(byte - b'0');
            *groups.lengths.last_mut()? += 1;
            let last = !bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            if last && groups.is_number() {
                longest = Some(at + 1);
            }
        } else {
            groups.plus |= *byte == b'+' && groups.digits.is_empty();
            let opens = groups.digits.is_empty() && b"(+".contains(byte);
            gap += usize::from(!groups.digits.is_empty());
            if !opens && (!b" -./()\n".contains(byte) || gap > 3) {
                break;
            }
        }
        at += 1;
    }
    longest
}

impl Groups {
    fn is_number(&self) -> bool {
        let Some(national) = behind_prefix(&self.digits, self.plus) else { return false };
        let abroad = self.plus || !self.digits.starts_with(&[0]) || self.digits.starts_with(&[0, 0]);
        is_national(national, self.lengths.len() > 1) && self.is_grouped(abroad)
    }

    /// Whether the groups are those of a number, and not of a date, a row of figures or hours.
    fn is_grouped(&self, abroad: bool) -> bool {
        let [first, others @ ..] = &self.lengths[..] else { return false };
        let hours = self.lengths.starts_with(&[4, 4]) && self.gaps.starts_with(b"- ");
        let area = *first > 2
            || *first == 2 && self.digits.starts_with(&[0, 7]) && others.iter().all(|digits| *digits > 2);
        let wide = others.iter().all(|digits| *digits > 1) && others.len() < 5;
        (abroad && others.len() < 7) || (area && wide && !hours)
    }
}
