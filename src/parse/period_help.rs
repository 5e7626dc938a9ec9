//! What to write instead of a period that is none.

use super::values::{month_named, turned_round};
use crate::model::Period;

/// Periods written the way people say them are turned round for them.
pub(super) fn period_help(text: &str) -> String {
    let said = text.replace(['/', '.', ' ', ',', '–', '—', '_'], "-").to_lowercase();
    let parts: Vec<&str> = said.split('-').filter(|part| !part.is_empty()).collect();
    let meant = match parts[..] {
        [year, rest] if is_year(year) => Some((year, rest, true)),
        [rest, year] if is_year(year) => Some((year, rest, false)),
        _ => None,
    };
    if let Some((year, rest, first)) = meant {
        if let Some(period) = turned(year, rest, first) {
            return did_you_mean(period);
        }
        if let Some(why) = why_not(year, rest) {
            return why;
        }
    }
    match turned_round(text) {
        Some(day) => format!("did you mean `{day}`?"),
        None => "periods are written `2026`, `2025-26`, `2026-03`, `2026-Q1`, `2026-W09` or `2026-03-04`"
            .to_owned(),
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A year, and what stands after it or before it, as a period.
fn turned(year: &str, rest: &str, year_first: bool) -> Option<Period> {
    let number = |text: &str| text.parse::<u16>().ok();
    let form = if let Some(quarter) = rest.strip_prefix('q').and_then(number) {
        format!("{year}-Q{quarter}")
    } else if let Some(week) = rest.strip_prefix('w').and_then(number) {
        format!("{year}-W{week:02}")
    } else if let Some(month) = month_named(rest) {
        format!("{year}-{month:02}")
    } else if is_year(rest) {
        let follows = number(rest)? == number(year)? + 1;
        format!("{year}-{:02}", number(rest).filter(|_| follows)? % 100)
    } else if year_first || number(rest)? <= 12 {
        format!("{year}-{:02}", number(rest)?)
    } else {
        return None;
    };
    Period::parse(&form)
}

fn did_you_mean(period: Period) -> String {
    match period {
        // Councils say Q1 for April to June.
        Period::Quarter(..) => format!(
            "did you mean `{period}`? That is {}: quarters are those of the calendar year",
            period.label()
        ),
        _ => format!("did you mean `{period}`?"),
    }
}

/// Why there is no such quarter, week, month or financial year.
fn why_not(year: &str, rest: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if rest.strip_prefix('q').is_some_and(digits) {
        return Some(format!("quarters are `{year}-Q1` to `{year}-Q4`"));
    }
    if rest.strip_prefix('w').is_some_and(digits) {
        let last = if Period::parse(&format!("{year}-W53")).is_some() { 53 } else { 52 };
        return Some(format!("weeks of {year} are `{year}-W01` to `{year}-W{last}`"));
    }
    let next = year.parse::<u16>().ok()?.checked_add(1)? % 100;
    (digits(rest) && rest.len() <= 2).then(|| {
        format!("months are `{year}-01` to `{year}-12`, and the financial year from April {year} on is `{year}-{next:02}`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_say_is_turned_round() {
        for (said, meant) in [
            ("2025/26", "2025-26"),
            ("2025–26", "2025-26"),
            ("2025-2026", "2025-26"),
            ("2025/2026", "2025-26"),
            ("February 2026", "2026-02"),
            ("Feb-2026", "2026-02"),
            ("2026/02", "2026-02"),
            ("2026-2", "2026-02"),
            ("02/2026", "2026-02"),
            ("2026-w9", "2026-W09"),
            ("4/3/2026", "2026-03-04"),
        ] {
            assert_eq!(period_help(said), format!("did you mean `{meant}`?"), "{said}");
        }
        for said in ["Q1 2026", "2026-q1", "2026 Q1"] {
            let help = period_help(said);
            assert!(
                help.starts_with("did you mean `2026-Q1`? That is January to March 2026"),
                "{said}: {help}"
            );
        }
    }

    #[test]
    fn what_is_in_no_calendar_says_what_is() {
        assert_eq!(period_help("2026-Q5"), "quarters are `2026-Q1` to `2026-Q4`");
        // 2026 begins on a Thursday and has 53 weeks; 2025 has 52.
        assert_eq!(period_help("2026-W54"), "weeks of 2026 are `2026-W01` to `2026-W53`");
        assert_eq!(period_help("2025-W53"), "weeks of 2025 are `2025-W01` to `2025-W52`");
        let month =
            "months are `2026-01` to `2026-12`, and the financial year from April 2026 on is `2026-27`";
        assert_eq!(period_help("2026-13"), month);
        assert_eq!(period_help("2026-00"), month);
        assert!(period_help("soon").starts_with("periods are written"));
    }

    proptest! {
        #[test]
        fn arbitrary_text_has_help(text in ".{0,14}") {
            prop_assert!(!period_help(&text).is_empty());
        }

        #[test]
        fn what_is_offered_is_a_period(text in "[0-9QqWw/ -]{4,9}") {
            if let Some(offer) = period_help(&text).strip_prefix("did you mean `") {
                let offered = offer.split('`').next().unwrap_or_default();
                prop_assert!(Period::parse(offered).is_some(), "{}", offered);
            }
        }
    }
}
