//! What looks as if it told who somebody is: in headers, and in values.
//!
//! It errs on the side of refusing. Names in free words cannot be known by
//! their look; that is what the guide tells the person who makes the file.
//! What people type in words is looked at in [`words`].

use super::words;

/// What something looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tells {
    Name,
    Birth,
    Date,
    Age,
    Nhs,
    Number,
    Address,
    Phone,
    Email,
    Postcode,
    /// An id that was not made by a machine: spaces, commas.
    NoToken,
}

impl Tells {
    /// In words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Name => "a name",
            Self::Date => "a date",
            Self::Birth => "a date of birth",
            Self::Age => "an exact age",
            Self::Nhs => "an NHS number",
            Self::Number => "the number of a person or case",
            Self::Address => "an address",
            Self::Phone => "a telephone number",
            Self::Email => "an email address",
            Self::Postcode => "a postcode",
            Self::NoToken => "words",
        }
    }
}

/// Parts of a folded header, and whole words of one, with what they tell; the first counts.
const PARTS: [(&str, Tells); 24] = [
    ("nhs", Tells::Nhs),
    ("birth", Tells::Birth),
    ("email", Tells::Email),
    ("phone", Tells::Phone),
    ("mobile", Tells::Phone),
    ("landline", Tells::Phone),
    ("contactn", Tells::Phone),
    ("contactdetail", Tells::Phone),
    ("address", Tells::Address),
    ("postcode", Tells::Address),
    ("street", Tells::Address),
    ("uprn", Tells::Address),
    ("latitude", Tells::Address),
    ("longitude", Tells::Address),
    ("easting", Tells::Address),
    ("northing", Tells::Address),
    ("mosaic", Tells::Number),
    ("liquidlogic", Tells::Number),
    ("carefirst", Tells::Number),
    ("systmone", Tells::Number),
    ("insurance", Tells::Number),
    ("passport", Tells::Number),
    ("initials", Tells::Name),
    ("name", Tells::Name),
];
const WORDS: [(&str, Tells); 27] = [
    ("dob", Tells::Birth),
    ("yob", Tells::Birth),
    ("born", Tells::Birth),
    ("age", Tells::Age),
    ("tel", Tells::Phone),
    ("addr", Tells::Address),
    ("road", Tells::Address),
    ("house", Tells::Address),
    ("zip", Tells::Address),
    ("case", Tells::Number),
    ("caseid", Tells::Number),
    ("las", Tells::Number),
    ("lasid", Tells::Number),
    ("nino", Tells::Number),
    ("personid", Tells::Number),
    ("clientid", Tells::Number),
    ("person", Tells::Name),
    ("client", Tells::Name),
    ("customer", Tells::Name),
    ("patient", Tells::Name),
    ("resident", Tells::Name),
    ("citizen", Tells::Name),
    ("serviceuser", Tells::Name),
    ("worker", Tells::Name),
    ("practitioner", Tells::Name),
    ("kin", Tells::Name),
    ("gp", Tells::Name),
];
/// Words that make a person's column one of a number.
const NUMBERS: [&str; 6] = ["id", "no", "number", "num", "ref", "reference"];

/// What a header looks like.
pub(super) fn of_header(header: &str) -> Option<Tells> {
    let lower = header.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let folded = words.concat();
    let has = |word: &str| words.contains(&word) || folded == word || folded == format!("{word}s");
    // The name of a site, and the band that an age lies in, tell nobody apart.
    let of_many = ["site", "team", "group"].iter().any(|many| words.first() == Some(many));
    if of_many || (has("age") && ["band", "group", "range"].iter().any(|band| has(band))) {
        return None;
    }
    let part = PARTS.iter().find(|(part, _)| folded.contains(part));
    let (_, tells) = part.or_else(|| WORDS.iter().find(|(word, _)| has(word)))?;
    let numbered = *tells == Tells::Name && NUMBERS.iter().any(|number| words.contains(number));
    Some(if numbered { Tells::Number } else { *tells })
}

/// What an id looks like: it has letters from A to Z, digits, hyphens, underscores and dots.
pub(super) fn of_id(id: &[u8]) -> Option<Tells> {
    let token = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    of_value(id, true).or_else(|| (!id.iter().all(token)).then_some(Tells::NoToken))
}

/// What a few words that somebody typed look like.
pub(super) fn of_words(value: &[u8]) -> Option<Tells> {
    of_value(value, false).or_else(|| words::of_words(value))
}

/// What a value looks like. A `token` is made by a machine: letters and
/// digits without a space are a postcode there only in capitals.
fn of_value(value: &[u8], token: bool) -> Option<Tells> {
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    if value.contains(&b'@') && email(value) {
        return Some(Tells::Email);
    }
    if digits >= 10
        && let Some(tells) = number(value)
    {
        return Some(tells);
    }
    (digits >= 2 && value.len() >= 5 && postcode(value, token)).then_some(Tells::Postcode)
}

fn email(value: &[u8]) -> bool {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    value.split(u8::is_ascii_whitespace).any(|part| {
        let mut sides = part.splitn(2, |byte| *byte == b'@');
        let (before, after) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        before.last().is_some_and(word) && after.first().is_some_and(word) && after.contains(&b'.')
    })
}

/// A number of ten digits or more that begins where no letter or digit stands before.
fn number(value: &[u8]) -> Option<Tells> {
    (0..value.len()).find_map(|start| {
        let begins = value[start].is_ascii_digit() || value[start] == b'+';
        let before = start.checked_sub(1).map(|at| value[at]);
        let free = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'+');
        if begins && free { number_from(&value[start..]) } else { None }
    })
}

fn number_from(run: &[u8]) -> Option<Tells> {
    let mut digits: Vec<u8> = Vec::with_capacity(15);
    let mut gap = 0;
    for (at, byte) in run.iter().enumerate() {
        if byte.is_ascii_digit() {
            digits.push(byte - b'0');
            gap = 0;
        } else if at > 0 {
            gap += 1;
            if gap > 2 || !b" -().".contains(byte) {
                return None;
            }
        }
        let after = run.get(at + 1);
        let ends = byte.is_ascii_digit() && after.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if ends && nhs(&digits, &run[..=at]) {
            return Some(Tells::Nhs);
        }
        if ends && phone(&digits, run[0] == b'+') {
            return Some(Tells::Phone);
        }
        if digits.len() > 15 {
            return None;
        }
    }
    None
}

/// Ten digits, together or with spaces, or with hyphens after the third and
/// sixth, of which the last checks the others. No number begins with 00.
fn nhs(digits: &[u8], written: &[u8]) -> bool {
    let [first, second, ..] = digits else { return false };
    let hyphens = || written.len() == 12 && written[3] == b'-' && written[7] == b'-';
    let spaces = || written.iter().all(|byte| byte.is_ascii_digit() || *byte == b' ');
    if digits.len() != 10 || (*first, *second) == (0, 0) || !(spaces() || hyphens()) {
        return false;
    }
    digits.try_into().is_ok_and(crate::personal::checks)
}

/// A number of the United Kingdom, from inside or from abroad. Any of about
/// the right length: a cell has no words around it that could tell.
fn phone(digits: &[u8], plus: bool) -> bool {
    let abroad = plus || digits.starts_with(&[4, 4]) || digits.starts_with(&[0, 0, 4, 4]);
    crate::personal::behind_prefix(digits, plus).is_some_and(|rest| {
        if abroad {
            (8..=11).contains(&rest.len())
        } else {
            (9..=10).contains(&rest.len()) && matches!(rest, [1 | 2 | 3 | 7 | 8 | 9, ..])
        }
    })
}

fn postcode(value: &[u8], token: bool) -> bool {
    (1..value.len().saturating_sub(2)).any(|at| {
        let [digit, one, two] = [value[at], value[at + 1], value[at + 2]];
        let letter = |byte: u8| byte.is_ascii_alphabetic() && !b"CIKMOV".contains(&byte.to_ascii_uppercase());
        let ends = value.get(at + 3).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        // `B1 2nd floor` is a room.
        let ordinal = [b"st", b"nd", b"rd", b"th"].contains(&&[one, two]);
        if !(digit.is_ascii_digit() && letter(one) && letter(two) && ends) || ordinal {
            return false;
        }
        let outward = value[..at].trim_ascii_end();
        let spaced = outward.len() < at;
        let begin = outward.iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
        let capitals = one.is_ascii_uppercase() && two.is_ascii_uppercase();
        (spaced || !token || capitals)
            && std::str::from_utf8(&outward[begin..]).is_ok_and(crate::personal::is_outward)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_tell_who_somebody_is() {
        let told = [
            ("Name", Tells::Name),
            ("Surname", Tells::Name),
            ("first name", Tells::Name),
            ("ServiceUserName", Tells::Name),
            ("Person", Tells::Name),
            ("client", Tells::Name),
            ("Initials", Tells::Name),
            ("D.O.B.", Tells::Birth),
            ("date_of_birth", Tells::Birth),
            ("Born", Tells::Birth),
            ("Age", Tells::Age),
            ("NHS No.", Tells::Nhs),
            ("nhsnumber", Tells::Nhs),
            ("Case ID", Tells::Number),
            ("LAS id", Tells::Number),
            ("Mosaic ref", Tells::Number),
            ("person_number", Tells::Number),
            ("Address1", Tells::Address),
            ("Post Code", Tells::Address),
            ("UPRN", Tells::Address),
            ("E-mail", Tells::Email),
            ("Mobile", Tells::Phone),
            ("contact number", Tells::Phone),
        ];
        for (header, tells) in told {
            assert_eq!(of_header(header), Some(tells), "{header}");
        }
        for header in ["age band", "Site name", "team name", "outcome", "Source", "days", "message", "stage"]
        {
            assert_eq!(of_header(header), None, "{header}");
        }
    }

    #[test]
    fn values_that_tell_who_somebody_is() {
        let told = [
            // 9×10 + 4×9 + 3×8 + 4×7 + 7×6 + 6×5 + 5×4 + 9×3 + 1×2 = 299 = 27×11 + 2, and 11 − 2 = 9.
            ("9434765919", Tells::Nhs),
            ("943 476 5919", Tells::Nhs),
            ("943-476-5919", Tells::Nhs),
            ("number 943 476 5919 again", Tells::Nhs),
            ("someone@example.org", Tells::Email),
            ("write to a.b@example.org.uk", Tells::Email),
            ("07700 900123", Tells::Phone),
            ("+44 7700 900123", Tells::Phone),
            ("ring (020) 7946 0000 - 4 times", Tells::Phone),
            ("flat in ab1 2xy", Tells::Postcode),
            ("M11AE", Tells::Postcode),
            ("EC1A 1BB", Tells::Postcode),
        ];
        for (value, tells) in told {
            assert_eq!(of_value(value.as_bytes(), true), Some(tells), "{value}");
        }
    }

    #[test]
    fn tokens_and_words_tell_nothing() {
        let quiet = [
            "c-0001",
            "9434765918",
            "0000000019",
            "2026-06-30-0001",
            "550e8400-e29b-41d4-a716-446655440000",
            "b12c3ab",
            "walking group",
            "Room B1 2nd floor",
            "eastbrook",
            "2026-06-30 12:00",
            "@home",
            // No postcode ends in a C.
            "AB1 2DC",
            "",
        ];
        for value in quiet {
            assert_eq!(of_value(value.as_bytes(), true), None, "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(value: Vec<u8>, header: String) {
            of_value(&value, false);
            of_header(&header);
        }

        #[test]
        fn one_digit_in_eleven_checks_nine(nine in 400_000_000u32..800_000_000) {
            let sound = (0..10).filter(|last| {
                of_value(format!("{nine}{last}").as_bytes(), true) == Some(Tells::Nhs)
            });
            proptest::prop_assert!(sound.count() <= 1);
        }
    }
}
