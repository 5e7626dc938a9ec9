//! Exact ages.

use std::ops::Range;

use super::text::{
    FREE, Pattern, Possible, REACH, Sign, after, before, ends, group, is_one, last_word, next_word,
};

/// An age that a text says of somebody.
pub(super) struct Age {
    pub span: Range<usize>,
    pub years: u32,
}

const ONES: &str = "one|two|three|four|five|six|seven|eight|nine";
const TENS: &str = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const TEENS: &str = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";

/// A number that may be an age, in figures or in words.
fn number() -> String {
    format!(
        r"([0-9]{{1,3}}|(?:a|one)[ \-]hundred(?:[ \-]and[ \-](?:{ONES}|{TEENS}))?|(?:{TENS})(?:[ \-](?:{ONES}))?|{TEENS}|{ONES})"
    )
}

/// How every number begins that may be an age, and how every one ends.
const BEGINS: &str = r"(?:[0-9]|a[ \-]hundred|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty)";
const ENDS: &str = "(?:[0-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty|hundred)";

/// `93 years old`, `93-year-old`, `93yo`, `ninety-three years of age`
static OLD: Pattern = Pattern::new(
    Sign::Words(|| {
        format!(
            r"(?i){ENDS}(?:[ \-]?(?:years?|yrs?)[ \-\n](?:old|of[ \-]age|young)|[ ]?(?:yo|y/o|yrs old)\b)"
        )
    }),
    || {
        let number = number();
        format!(
            r"(?i)(?:^|[^0-9A-Za-z.,\-]|[^0-9][,.\-])({number}(?:[ \-]?(?:years?|yrs?)[ \-\n](?:old|of[ \-]age|young)|[ ]?(?:yo|y/o|yrs old)\b))"
        )
    },
);

/// `aged 93`, `age: 93`, `turned ninety`, `reached 100`
static AGED: Pattern = Pattern::new(
    Sign::Words(|| {
        format!(
            r"(?i){FREE}(?:aged?|ages|turned|turning|turns)(?: of| about| around| nearly| just| exactly| only)?[ \n]?[:=]?[ \n]?{BEGINS}"
        )
    }),
    || {
        let number = number();
        format!(
            r"(?i)(?:^|[^0-9A-Za-z])((?:aged?|ages|turned|turning|turns)(?: of| about| around| nearly| just| exactly| only)?[ \n]?[:=]?[ \n]?{number})"
        )
    },
);

/// `her 93rd birthday`
static BIRTHDAY: Pattern = Pattern::new(Sign::Words(|| r"(?i)(?:st|nd|rd|th)[ \-]birthday".into()), || {
    format!(
        r"(?i)(?:^|[^0-9A-Za-z])(([0-9]{{1,3}}(?:st|nd|rd|th)|hundredth|(?:{TENS})[ \-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|ninetieth)[ \-]birthday)"
    )
});

/// `she is 93`, `Doris, 93, who`
static SHE_IS: Pattern = Pattern::new(
    Sign::Words(|| {
        format!(
            r"(?:(?: is| was|'s| are| were)(?: now| nearly| only| just| already)? |I am |I'm |\p{{Lu}}\p{{L}}+(?:,? \(|, )){BEGINS}"
        )
    }),
    || {
        let number = number();
        format!(
            r"(?:^|[^0-9A-Za-z])((?:(?i:she|he|who|they|mum|dad|mother|father|gran|nan|grandad|husband|wife)(?: is| was|'s| are| were)(?: now| nearly| only| just| already)? |I am |I'm |\p{{Lu}}\p{{L}}{{1,30}},? \(|\p{{Lu}}\p{{L}}{{1,30}}, )({number}))"
        )
    },
);

/// How ages are written.
pub(super) static SHAPES: [&Pattern; 4] = [&OLD, &AGED, &BIRTHDAY, &SHE_IS];

/// Every exact age in a text, by place; bands (`aged 90 and over`) are none.
pub(super) fn exact(text: &str, possible: &Possible) -> Vec<Age> {
    let mut ages = Vec::new();
    for (shape, pattern) in SHAPES.iter().enumerate() {
        let spans = possible.each(pattern, text, |found| {
            let (span, number) = (group(found, 1)?, group(found, 2)?);
            (is_age(text, shape, &span, &number, possible)).then_some(span)
        });
        for span in spans {
            let said = text[span.clone()].to_ascii_lowercase();
            if let Some(years) = years(&said) {
                ages.push(Age { span, years });
            }
        }
    }
    ages.sort_by_key(|age| (age.span.start, age.span.end));
    ages
}

/// Whether a number that stands as an age does is one, and exact.
fn is_age(text: &str, shape: usize, span: &Range<usize>, number: &Range<usize>, possible: &Possible) -> bool {
    let end = span.end;
    let next = next_word(text, end);
    let open = || {
        next_is_band(text, end)
            || is_one(
                last_word(text, number.start),
                "over under above below than least to between most up from",
            )
            || possible.lead(text, number.start, 20).to_ascii_lowercase().contains("between")
    };
    let joined = after(text, end).is_some_and(|c| c.is_alphanumeric() || "+%/:".contains(c))
        || text[end..].starts_with(|c: char| "-.,".contains(c))
            && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    let range = before(text, span.start).is_some_and(|c| "-".contains(c));
    match shape {
        0 => ends(text, end) && !range && !open() && !is_of_things(text, span, possible),
        1 => {
            !joined
                && !is_unit(next)
                && (text[span.clone()].starts_with(['a', 'A']) || is_at_end(text, end))
                && !open()
        }
        2 => !is_of_things(text, span, possible),
        _ => !joined && is_said(text, span, next) && !open(),
    }
}

/// `She is 93.`, `Doris (93)`, `Doris, 93, who`.
fn is_said(text: &str, span: &Range<usize>, next: &str) -> bool {
    let run = &text[span.clone()];
    let rest = &text[span.end..];
    if run.contains('(') {
        return rest.starts_with(')')
            && !run.starts_with(|c: char| c.is_ascii_digit())
            && is_person(text, span.end + 1);
    }
    if run.contains(',') {
        return rest.starts_with(',') && is_person(text, span.end + 1);
    }
    is_at_end(text, span.end) && !is_unit(next)
}

/// Whether a clause ends here, or goes on with a small word.
fn is_at_end(text: &str, at: usize) -> bool {
    let mark = after(text, at).is_none_or(|c| ".,;:!?\n)”\"'|".contains(c));
    mark || is_one(
        next_word(text, at),
        "after and at before but in last now on that the this today when while with years yesterday",
    )
}

/// Whether what goes on speaks of a person.
fn is_person(text: &str, at: usize) -> bool {
    is_one(
        next_word(text, at),
        "who whose lives lived has had said says told lost moved came went rang wanted wants is was",
    )
}

fn is_unit(next: &str) -> bool {
    is_one(
        next,
        "days day weeks week months month hours hour minutes minute percent per pages points people people's times miles of cases calls places steps visits pounds rooms minutes' km metres",
    )
}

/// Words behind an age that make it the bound of a band.
fn next_is_band(text: &str, end: usize) -> bool {
    let next = next_word(text, end);
    let second = next_word(text, (end + 1 + next.len()).min(text.len()));
    let open = "over under above below older younger more up upwards less";
    text[end..].trim_start_matches(' ').starts_with(['+', '%'])
        || is_one(next, "to plus or upwards")
        || (is_one(next, "and") && is_one(second, open))
        || (is_one(next, "and")
            && second.is_empty()
            && text[end..].starts_with(" and ")
            && text[end + 5..].starts_with(|c: char| c.is_ascii_digit()))
}

/// `a 120-year-old mill`, `the building is 98 years old`, `its 100th birthday`.
fn is_of_things(text: &str, span: &Range<usize>, possible: &Possible) -> bool {
    const THINGS: &str = "act agreement almshouse almshouses boiler bridge building carpet census charity church clock company cottage council estate hall hospital house houses library lunch it its law lift mill oak organisation piano policy pub rule rules school server shop site society system the tradition tree trees trust wall";
    let behind = possible
        .trail(text, span.end, 30)
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(2);
    let ahead: Vec<&str> = possible
        .lead(text, span.start, 30)
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let subject = ahead.iter().rev().take(3).any(|word| is_one(word, THINGS) && !is_one(word, "the"));
    let named = behind
        .into_iter()
        .any(|word| is_one(word, THINGS) && !is_one(word, "it its the site house estate council system"))
        || is_one(next_word(text, span.end), "house site estate system");
    subject || named
}

/// How many years a run says.
fn years(said: &str) -> Option<u32> {
    let digits: String =
        said.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse().ok().filter(|years| *years <= 125);
    }
    let words = said.split(|c: char| !c.is_ascii_alphabetic());
    let count = |word: &str| {
        let place = |list: &str| {
            list.split('|').position(|known| known == word).and_then(|at| u32::try_from(at).ok())
        };
        let ordinals = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth";
        place(ONES)
            .or_else(|| place(ordinals))
            .map(|at| at + 1)
            .or_else(|| place(TEENS).map(|at| at + 10))
            .or_else(|| place(TENS).map(|at| (at + 2) * 10))
            .or_else(|| (word == "ninetieth").then_some(90))
            .or_else(|| word.starts_with("hundred").then_some(100))
    };
    let counts: Vec<u32> = words.filter_map(count).collect();
    // `one hundred and three`: the first word counts the hundreds.
    let hundred = counts.iter().position(|count| *count == 100);
    let total = counts[hundred.unwrap_or(0)..].iter().sum();
    (!counts.is_empty()).then_some(total)
}

/// The ages of 90 and over.
pub(super) fn ninety(ages: &[Age]) -> Vec<Range<usize>> {
    ages.iter().filter(|age| age.years >= 90).map(|age| age.span.clone()).collect()
}

/// The ages in one sentence with one of these places.
pub(super) fn beside(text: &str, ages: &[Age], places: &[String], possible: &Possible) -> Vec<Range<usize>> {
    let places: Vec<String> =
        places.iter().map(|place| place.to_lowercase()).filter(|place| !place.is_empty()).collect();
    let named = |piece: &str| {
        let piece = piece.to_lowercase();
        places.iter().any(|place| {
            piece.match_indices(place.as_str()).any(|(at, _)| {
                let whole = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
                whole(before(&piece, at)) && whole(after(&piece, at + place.len()))
            })
        })
    };
    let near = |age: &&Age| {
        named(possible.lead(text, age.span.start, REACH)) || named(possible.trail(text, age.span.end, REACH))
    };
    if places.is_empty() {
        return Vec::new();
    }
    ages.iter().filter(near).map(|age| age.span.clone()).collect()
}
