//! Dates near the words for a day of birth.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::text::{FREE, Pattern, Possible, Sign, each, ends, group, is_one, next_word, pattern};

const MONTH: &str = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const ORDINAL: &str = "(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";
/// Words between the one for a birth and a date that is another's: of a meeting, a count, a report.
const OTHERS: &str = "again approach asked audit audited box by card cards checked column completed complete counted counts due field group list meeting met missing opened project quality recorded records reported review reviewed scheme seen since site started team updated until visit visited";
/// What is born without a birth.
const THINGS: &str = "approach club group idea ideas network partnership plan practice programme project question scheme service site team";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?ix)(?:^|[^0-9A-Za-z])(
            [0-9]{{4}}\s?[/.\-]\s?[0-9]{{1,2}}\s?[/.\-]\s?[0-9]{{1,2}}
          | [0-9]{{1,2}}\s?[/.\-\\]\s?[0-9]{{1,2}}\s?[/.\-\\]\s?(?:[0-9]{{4}}|[0-9]{{2}})
          | [0-9]{{1,2}}\ [0-9]{{1,2}}\ (?:[0-9]{{4}}|[0-9]{{2}})
          | (?:[0-9]{{1,2}}\s?(?:st|nd|rd|th)?|{ORDINAL})[\ \-./]?\s?(?:day\s)?(?:of\s)?{MONTH}\b\.?,?(?:[\ \-./]{{0,2}}\n?(?:[0-9]{{4}}|'?[0-9]{{2}}\b)|\snineteen\s[a-z]+(?:[\ \-](?:one|two|three|four|five|six|seven|eight|nine))?)?
          | {MONTH}\b\.?[\ \-]\s?(?:the\s)?(?:[0-9]{{1,2}}\s?(?:st|nd|rd|th)?\b|{ORDINAL})(?:,?[\ \-]\s?(?:[0-9]{{4}}|'[0-9]{{2}}))?
          | {MONTH}\b\.?,?\s(?:of\s)?[0-9]{{4}}
          | [0-9]{{8}} | [0-9]{{6}}
        )"
    ))
});

/// Words for a day of birth.
pub(super) static WORD: Pattern = Pattern::new(
    Sign::Words(|| {
        format!(r"(?i){FREE}(?:d\.? ?o\.? ?b\b|date[ _\-]?of[ _\-]?birth|birth[ _\-]?da|b\.|born)")
    }),
    || {
        r"(?i)(?:^|[^0-9A-Za-z])((d\.? ?o\.? ?b\b\.?|date[ _\-]?of[ _\-]?birth|birth[ _\-]?dat(?:e|es)|birth[ _]?day|b\.)|born)".into()
    },
);

/// How far a date may be from the word, in bytes.
const REACH: usize = 60;

pub(super) fn dates(text: &str, possible: &Possible) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    possible
        .each(&WORD, text, |found| {
            let word = group(found, 1)?;
            let short = &text[word.clone()] == "b." || text[word.clone()].eq_ignore_ascii_case("B.");
            (short || !text[word.end..].starts_with(|c: char| c.is_alphabetic() && c != 's')).then_some(word)
        })
        .into_iter()
        .filter(|word| !is_of_things(text, word, possible))
        .for_each(|word| {
            let short = word.len() == 2;
            let (after, before) = (
                behind(text, &word, short, possible),
                if short { None } else { ahead(text, &word, possible) },
            );
            // Nearer of the two; both where a day stands on either side.
            spans.extend(after.or(before));
        });
    spans
}

/// `an idea was born`, `born of`, `born again`.
fn is_of_things(text: &str, word: &Range<usize>, possible: &Possible) -> bool {
    let lead = possible.lead(text, word.start, 30);
    let thing = lead.split(|c: char| !c.is_alphabetic()).any(|word| is_one(word, THINGS));
    let born = text[word.clone()].eq_ignore_ascii_case("born");
    born && (thing || is_one(next_word(text, word.end), "of out again from"))
}

/// A date behind the word.
fn behind(text: &str, word: &Range<usize>, short: bool, possible: &Possible) -> Option<Range<usize>> {
    let reach = if short { 14 } else { REACH };
    // The heading of a column has its first date in the row below.
    let window = possible.trail(text, word.end, reach + 20);
    let found = first_date(window)?;
    let gap = &window[..found.start];
    let near = if short { gap.trim().is_empty() } else { gap.len() <= reach && is_near(gap) };
    near.then_some(word.end + found.start..word.end + found.end)
}

/// A date before the word, with a few small words between: `3 May 1941 (DOB)`.
fn ahead(text: &str, word: &Range<usize>, possible: &Possible) -> Option<Range<usize>> {
    const SMALL: &str = "he her his i is it its my our s she that the their they was were we when dob day";
    let window = possible.lead(text, word.start, REACH);
    let from = word.start - window.len();
    let found = all_dates(window).pop()?;
    let gap = &window[found.end..];
    let small = gap.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let near = small.clone().count() <= 4
        && small
            .enumerate()
            .all(|(at, word)| is_one(word, SMALL) || (at < 2 && word.starts_with(char::is_uppercase)));
    (near && !gap.contains(['\n', ';'])).then_some(from + found.start..from + found.end)
}

fn is_near(gap: &str) -> bool {
    let words = gap.split(|c: char| !c.is_alphanumeric() && c != '%');
    !gap.contains('%') && !words.into_iter().any(|word| is_one(word, OTHERS))
}

fn first_date(window: &str) -> Option<Range<usize>> {
    all_dates(window).into_iter().next()
}

fn all_dates(window: &str) -> Vec<Range<usize>> {
    each(&DATE, window, |found| {
        let span = group(found, 1)?;
        let run = &window[span.clone()];
        // `3 May` said the pattern of `3 May 12 people`: the year is none then.
        (ends(window, span.end) && is_sound(run))
            .then(|| span.start..span.start + run.trim_end_matches([',', '.', ' ']).len())
    })
}

/// Whether the figures of a date can be a day, a month and a year.
fn is_sound(run: &str) -> bool {
    if run.contains(|c: char| c.is_ascii_alphabetic()) {
        let day = run.split(|c: char| !c.is_ascii_digit()).find(|digits| matches!(digits.len(), 1 | 2));
        return day
            .and_then(|day| day.parse().ok())
            .is_none_or(|day: u32| (1..=31).contains(&day) || run.contains('\''));
    }
    let parts: Vec<u32> =
        run.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    let pair =
        |one: u32, two: u32| (1..=31).contains(&one) && (1..=31).contains(&two) && (one <= 12 || two <= 12);
    let year = |year: u32| (1880..2100).contains(&year);
    match parts[..] {
        [one, two, three] if one > 31 => year(one) && pair(two, three),
        [one, two, three] => pair(one, two) && (three < 100 || year(three)),
        [all] if run.len() == 8 => {
            (year(all % 10_000) && pair(all / 1_000_000, all / 10_000 % 100))
                || (year(all / 10_000) && pair(all / 100 % 100, all % 100))
        }
        [all] => pair(all / 10_000, all / 100 % 100),
        _ => false,
    }
}
