//! NHS numbers and National Insurance numbers.

use std::ops::Range;

use super::text::{GAP, Pattern, Possible, Sign, decimals, ends, group, is_amount, is_one};

/// Ten digits that the last of them checks (modulus 11).
pub(crate) fn checks(digits: &[u8; 10]) -> bool {
    let sum: u32 = (2..=10).rev().zip(digits).map(|(weight, digit)| weight * u32::from(*digit)).sum();
    // 11 stands for 0, and 10 is never issued.
    (11 - sum % 11) % 11 == u32::from(digits[9])
}

/// Who issues a number of ten digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NhsNumber {
    /// England, Wales and the Isle of Man.
    Nhs,
    /// Scotland: a day, a month, a year, and four digits.
    Chi,
    /// Northern Ireland.
    HealthAndCare,
    /// Nobody: 999 is for tests.
    Test,
}

impl NhsNumber {
    /// The range that a number lies in, whatever its check digit.
    fn issuer(digits: &[u8; 10]) -> Option<Self> {
        let number =
            |digits: &[u8]| digits.iter().fold(0u32, |number, digit| number * 10 + u32::from(*digit));
        match number(&digits[..9]) {
            400_000_000..=499_999_999 | 600_000_000..=799_999_999 => Some(Self::Nhs),
            320_000_001..=399_999_999 => Some(Self::HealthAndCare),
            999_000_000..=999_999_999 => Some(Self::Test),
            _ => {
                let dated = matches!((number(&digits[..2]), number(&digits[2..4])), (1..=31, 1..=12));
                dated.then_some(Self::Chi)
            }
        }
    }
}

/// The digits of a run, if there are ten.
fn ten(run: &str) -> Option<[u8; 10]> {
    let digits: Vec<u8> = run.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
    digits.try_into().ok()
}

/// Ten digits in groups.
pub(super) static SHAPE: Pattern = Pattern::new(Sign::Digits(10), || {
    format!("(?:^|[^0-9A-Za-z])([0-9]{{3}}{GAP}?[0-9]{{3}}{GAP}?[0-9]{{4}}|[0-9]{{6}}{GAP}[0-9]{{4}})")
});

/// Ten digits that are said to be an NHS number. More texts have the words for it than the digits.
pub(super) static NAMED: Pattern = Pattern::new(Sign::Digits(10), || {
    format!(
        r"(?i)(?:^|[^a-z])(?:nhs|chi|hcn|h&c|health (?:and|&) care)(?:['’]s)?[ _\-]?(number|num\b|no\b\.?|no_|id\b|#|[:=])?[^0-9.!?]{{0,30}}?((?:[0-9]{GAP}?){{9}}[0-9])"
    )
});

pub(super) fn nhs_numbers(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    let mut spans = possible.each(&SHAPE, text, |found| {
        let span = group(found, 1)?;
        (number_alone(text, &span) && sound(&text[span.clone()]) && !is_book(text, span.start, possible))
            .then_some(span)
    });
    // The words for it may stand in what comes before the text: between them and the digits may be any mark.
    if possible.has(&NAMED) {
        possible.look_beyond();
    }
    spans.extend(possible.each(&NAMED, text, |found| {
        let span = group(found, 2)?;
        let named = found.get(1).is_some() && !is_figure(&text[span.clone()]);
        (ends(text, span.end) && (named || sound(&text[span.clone()]))).then_some(span)
    }));
    spans
}

/// Whether a number has its range and its check digit.
fn sound(run: &str) -> bool {
    ten(run).is_some_and(|digits| NhsNumber::issuer(&digits).is_some() && checks(&digits))
}

fn number_alone(text: &str, span: &Range<usize>) -> bool {
    ends(text, span.end) && !decimals(text, span.end) && !is_amount(text, span.start)
}

/// Whether a number is that of a book: ISBNs of ten digits have the same check digit.
fn is_book(text: &str, at: usize, possible: &Possible) -> bool {
    let lead = possible.lead(text, at, 12).to_ascii_lowercase();
    lead.contains("isbn") || lead.ends_with("978-") || lead.ends_with("979-") || lead.ends_with("issn ")
}

/// Whether ten digits are written as a figure in thousands: `1 234 567 890`.
fn is_figure(run: &str) -> bool {
    let mut groups = run.split([' ', '.', '\n']).map(str::len);
    groups.next() == Some(1) && groups.clone().count() == 3 && groups.all(|digits| digits == 3)
}

/// What may stand between the parts of a National Insurance number.
const WITHIN: &str = r"(?:[ .\-/]|[ ]?\n[ ]{0,8})?";

/// `QQ 12 34 56 C`
pub(super) static WHOLE: Pattern = Pattern::new(Sign::Digits(6), || {
    format!("(?i)(?:^|[^0-9A-Za-z])([A-Z]{{2}}{WITHIN}(?:[0-9]{WITHIN}){{6}}[A-D])")
});

/// One without its last letter that is said to be one.
pub(super) static NAMED_INSURANCE: Pattern = Pattern::new(Sign::Digits(6), || {
    format!(
        r"(?i)(?:^|[^0-9A-Za-z])(?:national insurance|n\.?i\.?|nino)[ _\-]?(?:number|num\b|no\b\.?|#)?[^0-9A-Z\n]{{0,4}}(?:is |was )?([A-Z]{{2}}{WITHIN}(?:[0-9]{WITHIN}){{5}}[0-9])"
    )
});

pub(super) fn insurance_numbers(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    let mut spans = possible.each(&WHOLE, text, |found| {
        let span = group(found, 1)?;
        (ends(text, span.end) && !is_words(&text[span.clone()])).then_some(span)
    });
    spans.extend(possible.each(&NAMED_INSURANCE, text, |found| {
        let span = group(found, 1)?;
        (ends(text, span.end) && !decimals(text, span.end)).then_some(span)
    }));
    spans
}

/// Whether the two letters are a word before figures: `to 10 20 30 a day`.
fn is_words(run: &str) -> bool {
    const WORDS: &str = "am an as at be by do go he if in is it me my no of ok on or pm so to up us we";
    let word = run.get(..2).unwrap_or_default();
    run.get(2..).is_some_and(|rest| rest.starts_with([' ', '\n']))
        && word != word.to_ascii_uppercase()
        && is_one(word, WORDS)
}
