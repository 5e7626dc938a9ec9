//! What people type that tells who somebody is: dates, ages, addresses, and
//! names after a title, in cells that hold a few words.
//!
//! It errs on the side of refusing; a few words can be written another way. A
//! name without a title (`Margaret Jones`) is not known from the name of a
//! charity (`Age Concern`), and numbers in words are not known at all.

use super::super::values::month_named;
use super::personal::Tells;
use crate::personal::{is_doubtful_street, is_street as is_street_word};

/// A run of digits or of letters, with what stands between it and the one before.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    gap: &'a str,
    text: &'a str,
    /// What it counts, where it is digits: never more than eight of them.
    number: Option<u32>,
    /// Whether a plus stands after it.
    plus: bool,
}

/// What a few words look like.
pub(super) fn of_words(value: &[u8]) -> Option<Tells> {
    // A million cells pass here, and nearly all have neither a digit nor such a beginning.
    if !may_tell(value) {
        return None;
    }
    let tokens = tokens(std::str::from_utf8(value).ok()?);
    let at = |tells: fn(&[Token<'_>], usize) -> bool| (0..tokens.len()).any(|at| tells(&tokens, at));
    if at(birth) {
        Some(Tells::Birth)
    } else if at(date) {
        Some(Tells::Date)
    } else if at(age) {
        Some(Tells::Age)
    } else if at(address) {
        Some(Tells::Address)
    } else {
        at(name).then_some(Tells::Name)
    }
}

/// Whether there is a digit, or a word that begins as a title does or as one for the day of birth.
fn may_tell(value: &[u8]) -> bool {
    let mut within = false;
    value.iter().enumerate().any(|(at, byte)| {
        let begins = byte.is_ascii_alphabetic() && !within;
        within = byte.is_ascii_alphanumeric();
        let next = || value.get(at + 1).map_or(0, u8::to_ascii_lowercase);
        byte.is_ascii_digit()
            || begins
                && match byte.to_ascii_lowercase() {
                    b'm' => b"rsxi".contains(&next()),
                    b'd' => b"ro.a ".contains(&next()),
                    b'p' => next() == b'r',
                    b'r' => next() == b'e',
                    b's' => next() == b'i',
                    b'l' => next() == b'a',
                    _ => false,
                }
    })
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    /// Digits, letters, and what is neither.
    fn kind(c: char) -> u8 {
        match c {
            '0'..='9' => 0,
            '\'' | '’' => 1,
            _ if c.is_alphabetic() => 1,
            _ => 2,
        }
    }
    let (mut tokens, mut gap, mut rest) = (Vec::new(), "", text);
    while let Some(first) = rest.chars().next().map(kind) {
        let end = rest.find(|c| kind(c) != first).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        // An apostrophe is of a word, or stands for a century.
        if first == 2 || run.chars().all(|c| "'’".contains(c)) {
            gap = run;
        } else {
            let number = if first == 0 && run.len() <= 8 { run.parse().ok() } else { None };
            tokens.push(Token { gap, text: run, number, plus: after.starts_with('+') });
            gap = "";
        }
        rest = after;
    }
    tokens
}

impl Token<'_> {
    fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    fn names_a_month(&self) -> bool {
        self.number.is_none() && month_named(&self.text.to_ascii_lowercase()).is_some()
    }

    fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    fn is_digits(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is a number of so many digits within the bounds.
    fn counts(&self, digits: std::ops::RangeInclusive<usize>, from: u32, to: u32) -> bool {
        digits.contains(&self.text.len()) && self.number.is_some_and(|number| (from..=to).contains(&number))
    }

    fn is_day(&self) -> bool {
        self.counts(1..=2, 1, 31)
    }

    fn is_month(&self) -> bool {
        self.counts(1..=2, 1, 12)
    }

    fn is_year(&self) -> bool {
        self.counts(4..=4, 1800, 2199)
    }
}

/// The token so many places after this one, if it is one of these words.
fn is_at(tokens: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|token| token.is(words))
}

fn before<'a, 'b>(tokens: &'b [Token<'a>], at: usize) -> Option<&'b Token<'a>> {
    at.checked_sub(1).and_then(|at| tokens.get(at))
}

/// `DOB`, `D.O.B.`, `date of birth`, or `born` beside digits.
fn birth(tokens: &[Token<'_>], at: usize) -> bool {
    let phrase = |words: [&str; 3]| (0..3).all(|n| is_at(tokens, at + n, &[words[n]]));
    let born = tokens[at].is(&["born"]) && tokens.iter().any(Token::is_digits);
    tokens[at].is(&["dob"]) || phrase(["d", "o", "b"]) || phrase(["date", "of", "birth"]) || born
}

/// A date of any form: in numbers, with the month in letters, or a year alone.
fn date(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    if token.names_a_month() {
        return beside_month(tokens, at);
    }
    let alone = token.is_year() && tokens.len() == 1;
    alone || together(token) || in_numbers(&tokens[at..])
}

/// A day or a year before the name of a month, or after it.
fn beside_month(tokens: &[Token<'_>], at: usize) -> bool {
    let (small, day) =
        (["st", "nd", "rd", "th", "of", "the"], |token: &Token<'_>| token.is_day() || token.is_year());
    let earlier = tokens[..at].iter().rev().find(|token| !token.is(&small));
    let later = tokens[at + 1..].iter().find(|token| !token.is(&small));
    earlier.is_some_and(day) || later.is_some_and(|token| day(token) || token.counts(2..=2, 0, 99))
}

/// `19100201`, `01021910`, `010210`.
fn together(token: &Token<'_>) -> bool {
    let Some(number) = token.number else { return false };
    let sound = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let year = |year: u32| (1900..2100).contains(&year);
    match token.text.len() {
        8 => {
            let last = number % 10_000;
            (year(number / 10_000) && sound(number % 100, number / 100 % 100))
                || (year(last) && sound(number / 1_000_000, number / 10_000 % 100))
        }
        6 => sound(number / 10_000, number / 100 % 100),
        _ => false,
    }
}

/// `01/02/1910`, `1.2.10`, `1910-02-01`, `02/1910`, `1910-02`; with spaces where the year has four digits.
fn in_numbers(tokens: &[Token<'_>]) -> bool {
    let [one, two, rest @ ..] = tokens else { return false };
    let mark = two.gap.trim();
    let marked = ["/", "-", ".", "–", "\\"].contains(&mark);
    if !marked && (!mark.is_empty() || two.gap.is_empty()) {
        return false;
    }
    let three = rest.first().filter(|three| three.gap.trim() == mark);
    if let Some(three) = three {
        let pair = (one.is_day() && two.is_month()) || (one.is_month() && two.is_day());
        let year = three.is_year() || (marked && three.counts(2..=2, 0, 99));
        if (pair && year) || (one.is_year() && two.is_month() && three.is_day()) {
            return true;
        }
    }
    marked && ((one.is_month() && two.is_year()) || (one.is_year() && two.is_month() && two.text.len() == 2))
}

const ABOUT: [&str; 6] = ["about", "approx", "around", "circa", "c", "nearly"];

/// `aged 82`, `82 years old`, `82yo`; no band of ages (`aged 65 and over`, `18-64`, `over 65`).
fn age(tokens: &[Token<'_>], at: usize) -> bool {
    if !tokens[at].counts(1..=3, 0, 120) || is_band(tokens, at) {
        return false;
    }
    let earlier = tokens[..at].iter().rev().find(|token| !token.is(&ABOUT));
    let word = |n: usize, words: &[&str]| is_at(tokens, at + n, words);
    let years = word(1, &["year", "years", "yr", "yrs"]);
    let old = (years && (word(2, &["old"]) || (word(2, &["of"]) && word(3, &["age"]))))
        || word(1, &["yo"])
        || (word(1, &["y"]) && word(2, &["o"]));
    old || earlier.is_some_and(|token| token.is(&["age", "aged", "ages"]))
}

/// Whether a number is the bound of a band.
fn is_band(tokens: &[Token<'_>], at: usize) -> bool {
    let open = ["over", "under", "above", "below", "to", "than", "least", "and"];
    let joined = |token: &Token<'_>| ["-", "–", "—"].contains(&token.gap.trim());
    let from = before(tokens, at);
    let next = tokens.get(at + 1);
    tokens[at].plus
        || from.is_some_and(|token| token.is(&open) || (token.is_digits() && joined(&tokens[at])))
        || next.is_some_and(|token| token.is_digits() && joined(token))
        || is_at(tokens, at + 1, &["to", "plus"])
        || (is_at(tokens, at + 1, &["and", "or"])
            && is_at(tokens, at + 2, &["over", "under", "above", "below", "older", "younger", "more", "up"]))
}

/// Words after which a number is none of a house.
const NO_NAMES: [&str; 26] = [
    "at", "in", "on", "for", "and", "or", "to", "with", "near", "from", "by", "old", "year", "years",
    "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minute", "minutes", "am", "pm",
];

/// A house number before the name of a street, or the number of a flat.
fn address(tokens: &[Token<'_>], at: usize) -> bool {
    if tokens[at].is(&["flat", "apartment"]) {
        return tokens.get(at + 1).is_some_and(Token::is_digits);
    }
    let counted = before(tokens, at).is_some_and(|token| token.is(&["over", "under", "aged"]));
    if !tokens[at].counts(1..=4, 1, 9999) || counted {
        return false;
    }
    let mut from = at + 1;
    if let Some(next) = tokens.get(from).filter(|next| next.gap.is_empty()) {
        // `10a` is a house; `65s` and `2nd` are none.
        if next.text.len() > 1 || next.is(&["s"]) {
            return false;
        }
        from += 1;
    }
    let names = tokens.iter().skip(from).take(4);
    let names = names.take_while(|token| !token.is_digits() && !token.is(&NO_NAMES)).count();
    // A word of its own stands before that of the street.
    (from + 1..from + names).any(|end| is_street(tokens, end))
}

fn is_street(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let ends = tokens.get(at + 1).is_none_or(|next| next.gap.contains([',', ';', '.', '(']));
    is_street_word(token.text) || (is_doubtful_street(token.text) && (token.is_capital() || ends))
}

/// A title before a word with a capital letter; before any word where it can be nothing else.
fn name(tokens: &[Token<'_>], at: usize) -> bool {
    let title = &tokens[at];
    let plain = title.is(&["mr", "mrs", "mx"]);
    let other = title.is(&["miss", "dr", "prof", "professor", "rev", "revd", "reverend", "sir", "lady"]);
    // `MS` is an illness.
    let titled = plain || (title.is_capital() && (other || title.text == "Ms"));
    let our = before(tokens, at).is_some_and(|token| token.is(&["our"]));
    titled
        && !our
        && tokens.get(at + 1).is_some_and(|next| {
            let near = next.gap.chars().all(|c| c.is_whitespace() || "._-".contains(c));
            let word = !next.is_digits() && !next.is(&["and", "or"]);
            near && word && (plain || next.is_capital())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    #[test]
    fn words_that_tell_who_somebody_is() {
        let told = [
            (Tells::Birth, "DOB unknown;D.O.B. 1/2/10;date of birth;born in 1941"),
            (Tells::Date, "01/02/1910;1.2.10;1910-02-01;2026-03-04;1 / 2 / 1910;02 01 1910;1910/2/1"),
            (
                Tells::Date,
                "1 February 1910;1st of Feb;Feb 10;choir since May 2026;1Feb1910;March '41;Sept. 3",
            ),
            (Tells::Date, "19100201;01021910;010210;1941;02/1910;1910-02;seen 3-4-1910 or so"),
            (
                Tells::Age,
                "aged 10;age 82;Age: 82;aged about 82;82 years old;82-year-old;82yo;82 y/o;82 yrs of age",
            ),
            (Tells::Address, "10 High Street;10a mill lane;10, High St.;Flat 2;near 10 Upper St Mary's Road"),
            (Tells::Address, "10-hill-close;10 Mill Drive surgery;12 The Grove;10 Mill Dr;3 Oak Way"),
            (
                Tells::Name,
                "Mrs Patel;mr patel;MR PATEL;Ms Jones;Miss A. Lee;Mx. Lee;Dr O'Neill;dog of Mrs Öz",
            ),
            (Tells::Name, "Prof Lee;Rev. Lee;Sir John;Lady Ann;mr-patel;Mr and Mrs Lee;Dr Lee's surgery"),
        ];
        for (tells, values) in told {
            for value in values.split(';') {
                assert_eq!(of_words(value.as_bytes()), Some(tells), "{value}");
            }
        }
    }

    #[test]
    fn groups_and_places_tell_nothing() {
        let quiet = [
            "lunch club;Dr surgery group;walking group, Mill Lane;over 65s;18-64;65 and over;Age UK;Age Concern",
            "aged 65 and over;aged 18-64;aged over 65;aged 65+;18 to 64 years old;over 65 years old;stage 2",
            "over 65s club, Mill Lane;65 and over, Mill Road;2nd floor, Mill Street;Room B1 2nd floor;24/7 line",
            "2 friends close by;12 week course, Park Road;20 minute drive;10am walk, Park Lane;3 gardens visits",
            "MS Society;near miss clinic;Our Lady Immaculate;hospital Dr, Mill Lane;Mr and Ms;residents' group",
            "2025-26 cohort;2025/26;may;May Day;those over 65 may join;born again;50+ choir;step 1;c-0001;;10;1",
            "Margaret Jones;carers;older people;learning disability;eastbrook;community-west;prosthetics",
        ];
        for value in quiet.iter().flat_map(|values| values.split(';')) {
            assert_eq!(of_words(value.as_bytes()), None, "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(value: Vec<u8>, text: String) {
            of_words(&value);
            of_words(text.as_bytes());
        }

        #[test]
        fn every_date_is_known(year in 1900i16..2100, month in 1i8..=12, day in 1u32..=28, mark in "[/.-]") {
            for text in [
                format!("{day}{mark}{month}{mark}{year}"),
                format!("on {day:02}{mark}{month:02}{mark}{:02}, twice", year % 100),
                format!("{year}{mark}{month:02}{mark}{day:02}"),
                format!("{day} {}", Period::Month(year, month).label()),
            ] {
                proptest::prop_assert_eq!(of_words(text.as_bytes()), Some(Tells::Date), "{}", text);
            }
        }
    }
}
