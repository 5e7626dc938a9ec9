//! What a cell of a published file says: a number, why there is none, a period.

use super::super::values::month_named;
use crate::model::{Missing, Period};

/// A cell that should hold a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// A number, with what the file says of it.
    Number(f64, Option<String>),
    /// No number, why, and what the file says of it.
    Missing(Missing, String),
}

/// Markers in place of a number, without their brackets, and what they mean.
const MISSING: [(&str, Missing, &str); 13] = [
    ("c", Missing::Suppressed, "suppressed"),
    ("*", Missing::Suppressed, "suppressed"),
    ("x", Missing::NotAvailable, "not available"),
    ("z", Missing::NotAvailable, "not applicable"),
    ("w", Missing::NotAvailable, "not available"),
    ("..", Missing::NotAvailable, "not available"),
    (":", Missing::NotAvailable, "not available"),
    ("-", Missing::NotAvailable, "not available"),
    ("–", Missing::NotAvailable, "not available"),
    ("n/a", Missing::NotAvailable, "not available"),
    ("na", Missing::NotAvailable, "not available"),
    ("#n/a", Missing::NotAvailable, "not available"),
    ("", Missing::NotAvailable, "not available"),
];

/// Markers after a number, and what they mean.
const NOTES: [(&str, &str); 7] = [
    ("p", "provisional"),
    ("r", "revised"),
    ("e", "estimated"),
    ("low", "more than nothing, and rounded to it"),
    ("u", "of low reliability"),
    ("b", "the series breaks here"),
    ("f", "forecast"),
];

/// Reads a cell; nothing where it is neither a number nor a known marker.
///
/// Thousands may have commas between them; a number may have `%` after it or
/// `£` before it.
pub(super) fn cell(text: &str) -> Option<Cell> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let marker = bare.trim().to_lowercase();
    if let Some((_, reason, means)) = MISSING.iter().find(|(known, ..)| *known == marker) {
        let note =
            if text.is_empty() { "empty in the file: not available".to_owned() } else { note(text, means) };
        return Some(Cell::Missing(*reason, note));
    }
    let (digits, mark) = match text.split_once('[') {
        Some((digits, mark)) => (digits, Some(mark.strip_suffix(']')?.trim())),
        None => (text, None),
    };
    let notes = mark.map(|mark| {
        let known = NOTES.iter().find(|(known, _)| known.eq_ignore_ascii_case(mark));
        known.map(|(_, means)| note(&format!("[{mark}]"), means))
    });
    let notes = match notes {
        Some(known) => Some(known?),
        None => None,
    };
    number(digits).map(|number| Cell::Number(number, notes))
}

fn note(marker: &str, means: &str) -> String {
    format!("{marker} in the file: {means}")
}

/// Digits as a number, exactly as they are written.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let text = text.strip_prefix('£').unwrap_or(text).trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim();
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = thousands(whole) && digits(part);
    let scaled =
        exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)));
    if !sound || !scaled {
        return None;
    }
    let plain = format!("{sign}{}", text.replace(',', ""));
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Digits, in threes where there are commas between them.
fn thousands(text: &str) -> bool {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let alone = !text.contains(',');
    digits(first) && (alone || first.len() <= 3) && groups.all(|group| group.len() == 3 && digits(group))
}

/// Whether a cell says something of what it is about: a base that is empty or
/// not applicable is not one of a survey.
pub(super) fn applies(text: &str) -> bool {
    !matches!(text.trim(), "" | "z" | "[z]" | "Z" | "[Z]")
}

/// How many decimal places a number was written with.
pub(super) fn places(text: &str) -> u8 {
    let part = text.split_once('.').map_or("", |(_, part)| part);
    let count = part.bytes().take_while(u8::is_ascii_digit).count();
    if text.contains(['e', 'E']) { u8::MAX } else { u8::try_from(count).unwrap_or(u8::MAX) }
}

/// A period as authors and as publishers write it: also `2021/22`, `2021-2022`
/// and `April 2024`. Nothing for spans of several years.
pub(in crate::parse) fn period_of(text: &str) -> Option<Period> {
    let text = text.trim();
    Period::parse(text).or_else(|| financial_year(text)).or_else(|| month(text))
}

fn financial_year(text: &str) -> Option<Period> {
    let (first, second) = text.split_once(['/', '-', '–'])?;
    let (first, second) = (first.trim(), second.trim());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let long = second.len() == 4 && first.get(..2) == second.get(..2);
    let turn = second.len() == 4 && first.ends_with("99") && second.ends_with("00");
    if first.len() != 4 || !digits(first) || !digits(second) || !(second.len() == 2 || long || turn) {
        return None;
    }
    let short = second.get(second.len() - 2..)?;
    match Period::parse(&format!("{first}-{short}"))? {
        Period::FinancialYear(year) => Some(Period::FinancialYear(year)),
        _ => None,
    }
}

fn month(text: &str) -> Option<Period> {
    let (name, year) = text.split_once([' ', '-'])?;
    let at = month_named(&name.trim().to_lowercase())?;
    Period::parse(&format!("{}-{at:02}", year.trim())).map(Period::as_month)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, number) in [
            ("18.6", 18.6),
            ("0.3333333333333353", 0.333_333_333_333_335_3),
            ("109125", 109_125.0),
            ("1,234,567.5", 1_234_567.5),
            ("61.4%", 61.4),
            ("£1,250", 1250.0),
            ("-0.792110147", -0.792_110_147),
            ("1e-7", 1e-7),
            ("0", 0.0),
        ] {
            assert_eq!(cell(text), Some(Cell::Number(number, None)), "{text}");
        }
        for text in
            ["1,23", "12,3456", "1.2.3", "about 5", "inf", "NaN", "1e999", "<5", "5 [q]", "--1", "1 2", "."]
        {
            assert_eq!(cell(text), None, "{text}");
        }
        assert_eq!((places("61.4%"), places("1250"), places("7.60 [p]")), (1, 0, 2));
    }

    #[test]
    fn markers_keep_their_reason() {
        let missing = |text, reason, note: &str| {
            assert_eq!(cell(text), Some(Cell::Missing(reason, note.to_owned())), "{text}");
        };
        missing("[c]", Missing::Suppressed, "[c] in the file: suppressed");
        missing("c", Missing::Suppressed, "c in the file: suppressed");
        missing("*", Missing::Suppressed, "* in the file: suppressed");
        missing("[x]", Missing::NotAvailable, "[x] in the file: not available");
        missing("[z]", Missing::NotAvailable, "[z] in the file: not applicable");
        for marker in ["..", ":", "-", "–", "N/A"] {
            missing(marker, Missing::NotAvailable, &format!("{marker} in the file: not available"));
        }
        missing(" ", Missing::NotAvailable, "empty in the file: not available");
        let noted = |text, means: &str| {
            assert_eq!(cell(text), Some(Cell::Number(7.5, Some(means.to_owned()))), "{text}");
        };
        noted("7.5 [p]", "[p] in the file: provisional");
        noted("7.5[r]", "[r] in the file: revised");
        noted("7.5 [e]", "[e] in the file: estimated");
    }

    #[test]
    fn periods_are_read_as_publishers_write_them() {
        for (text, period) in [
            ("2021/22", "2021-22"),
            ("2021-22", "2021-22"),
            ("2021–22", "2021-22"),
            ("2020-2021", "2020-21"),
            ("1999/2000", "1999-00"),
            ("2016", "2016"),
            ("April 2024", "2024-04"),
            ("Dec 2011", "2011-12"),
        ] {
            assert_eq!(period_of(text).map(|period| period.to_string()).as_deref(), Some(period), "{text}");
        }
        for text in
            ["2021/23", "2021 - 23", "2022/23 - 24/25", "2021/22 Q1", "Value", "", "2020-2022", "2020/1921"]
        {
            assert_eq!(period_of(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".{0,20}") {
            let _ = (cell(&text), period_of(&text), places(&text));
        }

        #[test]
        fn every_finite_number_is_read_back(number in any::<f64>()) {
            prop_assume!(number.is_finite());
            prop_assert_eq!(cell(&number.to_string()), Some(Cell::Number(number, None)));
        }
    }
}
