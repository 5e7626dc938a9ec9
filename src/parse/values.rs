//! What a single value means: a word of a choice, a reference, a date that is
//! turned round, a length of time.

use std::sync::Arc;

use jiff::Span;

use crate::diagnostic::{Code, Finding, Place, list_of, suggestion};
use crate::model::{Citation, Kind, Ref, is_id, is_lang, parse_date};

/// A word that stands for one of a few values.
pub(super) trait Choice: Copy + 'static {
    /// Every word and what it stands for.
    const WORDS: &'static [(&'static str, Self)];
}

/// The value that a word stands for, in any case.
pub(super) fn chosen<T: Choice>(text: &str) -> Option<T> {
    let text = text.trim();
    T::WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, value)| *value)
}

/// What is wrong with the tag of a language.
pub(super) fn lang_finding(tag: &str, place: Place) -> Option<Finding> {
    let message = format!("`{tag}` is not the code of a language");
    let help =
        "write the language by its code: `cy` for Welsh, `ur` for Urdu, `pl` for Polish, `bn` for Bengali";
    (!is_lang(tag)).then(|| Finding::new(Code::UnknownValue, place, message).help(help))
}

/// What may stand in place of a word that is none of the choices.
pub(super) fn choices_in_words<T: Choice>(text: &str) -> String {
    words_in_help(text, T::WORDS.iter().map(|(word, _)| *word))
}

/// The same for words that are listed elsewhere.
pub(super) fn words_in_help<'a>(text: &str, words: impl Iterator<Item = &'a str> + Clone) -> String {
    // A slip of a letter or two is corrected; what only sounds alike is not,
    // since the wrong word would be believed.
    let slip = words.clone().find(|word| strsim::levenshtein(word, &text.trim().to_lowercase()) <= 2);
    slip.map_or_else(|| format!("write {}", list_of(words, "or")), |word| format!("did you mean `{word}`?"))
}

/// Reads `kind:id#part`.
pub(super) fn parse_reference(text: &str, kinds: &[Kind], place: &Place) -> Result<Citation, Finding> {
    let text = text.trim();
    if text.contains([',', ';']) {
        let message = format!("`{text}` names several things at once");
        let listed: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|one| !one.is_empty()).collect();
        let help =
            format!("put them in square brackets, with commas between them: `[{}]`", listed.join(", "));
        return Err(Finding::new(Code::UnknownReference, place.clone(), message).help(help));
    }
    let (whole, part) = match text.split_once('#') {
        Some((whole, part)) => (whole.trim(), Some(Arc::from(part.trim()))),
        None => (text, None),
    };
    let (kind, id) = match (whole.split_once(':'), kinds) {
        (Some((kind, id)), _) => (kind_named(kind.trim(), place)?, id.trim()),
        (None, [kind]) => (*kind, whole),
        (None, _) => {
            let message = format!("`{text}` does not say what kind of thing it is");
            let examples =
                kinds.iter().take(3).map(|kind| format!("{}:{whole}", kind.name())).collect::<Vec<_>>();
            let help =
                format!("write the kind first: {}", list_of(examples.iter().map(String::as_str), "or"));
            return Err(Finding::new(Code::UnknownReference, place.clone(), message).help(help));
        }
    };
    if !kinds.is_empty() && !kinds.contains(&kind) {
        let message =
            format!("`{whole}` is a {}, and this field is for {}", kind.one(), kinds_in_words(kinds));
        return Err(Finding::new(Code::ReferenceKind, place.clone(), message));
    }
    Ok(Citation { to: Ref::new(kind, id), part, place: place.clone() })
}

fn kinds_in_words(kinds: &[Kind]) -> String {
    let mut words: Vec<&str> = kinds.iter().map(|kind| kind.many()).collect();
    let last = words.pop().unwrap_or("nothing");
    if words.is_empty() { last.to_owned() } else { format!("{} or {last}", words.join(", ")) }
}

fn kind_named(name: &str, place: &Place) -> Result<Kind, Finding> {
    Kind::named(name).ok_or_else(|| {
        let names = || Kind::ALL.iter().map(|kind| kind.name());
        let help = suggestion(name, names())
            .unwrap_or_else(|| format!("references begin with {}", list_of(names(), "or")));
        Finding::new(
            Code::UnknownReference,
            place.clone(),
            format!("there is no kind of thing called `{name}`"),
        )
        .help(help)
    })
}

pub(super) fn id_help(text: &str) -> String {
    let folded = crate::model::fold(text);
    if is_id(&folded) {
        format!("ids are lower-case letters, digits and hyphens: `{folded}`")
    } else {
        "ids are lower-case letters, digits and hyphens: `garden-gate`".to_owned()
    }
}

/// Dates written the way people say them are turned round for them.
pub(super) fn date_help(text: &str) -> String {
    if let Some(turned) = turned_round(text) {
        return format!("dates are written year first: `{turned}`");
    }
    let digits: Vec<&str> = text.trim().split('-').collect();
    if let [year, month, day] = digits[..]
        && (year.len(), month.len(), day.len()) == (4, 2, 2)
        && digits.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return if matches!(year.parse(), Ok(1900..2200)) {
            "there is no such day in the calendar".to_owned()
        } else {
            "a pack knows the years 1900 to 2199".to_owned()
        };
    }
    "dates are written year first, with two digits for month and day: `2026-03-04`".to_owned()
}

/// `4/3/2026`, `4 March 2026` or `2026–3–4` as a date, if it is one.
pub(super) fn turned_round(text: &str) -> Option<String> {
    let text = text.replace(['/', '.', ' ', ',', '–', '—'], "-").to_lowercase();
    let parts: Vec<&str> = text.split('-').filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts[..] else { return None };
    let (day, month, year) = if one.len() == 4 { (three, two, one) } else { (one, two, three) };
    let day: u8 = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let month = month.parse::<usize>().ok().or_else(|| month_named(month))?;
    let year: u16 = year.parse().ok()?;
    let year = if year < 100 { year + 2000 } else { year };
    let turned = format!("{year:04}-{month:02}-{day:02}");
    parse_date(&turned).map(|_| turned)
}

/// A month by at least the three first letters of its name.
pub(super) fn month_named(word: &str) -> Option<usize> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word)).map(|at| at + 1)
}

pub(super) fn parse_duration(text: &str) -> Option<Span> {
    let (number, unit) = text.split_once(' ')?;
    let number: i32 = number.parse().ok().filter(|number| (1..=1200).contains(number))?;
    let span = Span::new();
    match unit.trim().trim_end_matches('s') {
        "day" => span.try_days(number).ok(),
        "week" => span.try_weeks(number).ok(),
        "month" => span.try_months(number).ok(),
        "year" => span.try_years(number).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_turned_round() {
        assert_eq!(date_help("4/3/2026"), "dates are written year first: `2026-03-04`");
        for said in ["4 March 2026", "4th mar 26", "2026-3-4", "2026–03–04", "4.3.26"] {
            assert_eq!(date_help(said), "dates are written year first: `2026-03-04`", "{said}");
        }
        assert!(date_help("soon").contains("year first, with two digits"));
    }

    #[test]
    fn durations_have_a_number_and_a_unit() {
        assert_eq!(parse_duration("18 months").map(|span| span.get_months()), Some(18));
        assert_eq!(parse_duration("1 week").map(|span| span.get_weeks()), Some(1));
        assert!(
            ["soon", "0 weeks", "9999 years", "weeks 2", "-1 days"]
                .iter()
                .all(|text| parse_duration(text).is_none())
        );
    }

    proptest! {
        #[test]
        fn arbitrary_references_never_panic(text in ".{0,60}") {
            let place = Place::file(&"a.md".into());
            let _ = parse_reference(&text, &[], &place);
            let _ = parse_reference(&text, &[Kind::Story], &place);
            let _ = date_help(&text);
            let _ = parse_duration(&text);
        }
    }
}
