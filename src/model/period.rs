//! Dates and periods as authors write them.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A stretch of time that a figure covers.
///
/// Two periods compare by their first day, then by their last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar year: `2026`.
    Year(i16),
    /// A financial year, April to March, by the year it starts in: `2025-26`.
    FinancialYear(i16),
    /// A calendar quarter, 1 to 4: `2026-Q1`.
    Quarter(i16, i8),
    /// A month, 1 to 12: `2026-03`.
    Month(i16, i8),
    /// A week from its Monday, by ISO 8601: `2026-W09`.
    Week(Date),
    /// A day: `2026-03-04`.
    Day(Date),
}

/// The length of periods; a series keeps to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Calendar years.
    Year,
    /// Financial years.
    FinancialYear,
    /// Quarters.
    Quarter,
    /// Months.
    Month,
    /// Weeks.
    Week,
    /// Days.
    Day,
}

impl Grain {
    /// Several of them, in words.
    pub fn many(self) -> &'static str {
        match self {
            Self::Year => "calendar years",
            Self::FinancialYear => "financial years",
            Self::Quarter => "quarters",
            Self::Month => "months",
            Self::Week => "weeks",
            Self::Day => "days",
        }
    }
}

impl Period {
    /// Reads one of the forms above; years from 1900 to 2199.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if !text.is_ascii() || bytes.len() < 4 {
            return None;
        }
        let year = year(&text[..4])?;
        let rest = text.get(5..).unwrap_or_default();
        match (bytes.get(4), bytes.len()) {
            (None, 4) => Some(Self::Year(year)),
            (Some(b'-'), 7) => Self::parse_short(year, rest),
            (Some(b'-'), 8) if rest.starts_with('W') => {
                let week = ISOWeekDate::new(year, two_digits(&rest[1..])?, Weekday::Monday).ok()?;
                Some(Self::Week(week.date()))
            }
            (Some(b'-'), 10) => parse_date(text).map(Self::Day),
            _ => None,
        }
    }

    /// `2026-03`, `2025-26` and `2026-Q1` have one length. Two digits that
    /// follow on from the year's own are a financial year, so that `2011-12`
    /// is one; figures of December 2011 are read only from series of months.
    fn parse_short(year: i16, rest: &str) -> Option<Self> {
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
            return Some(Self::Quarter(year, quarter));
        }
        let number = two_digits(rest)?;
        if i16::from(number) == (year + 1) % 100 {
            Some(Self::FinancialYear(year))
        } else if (1..=12).contains(&number) {
            Some(Self::Month(year, number))
        } else {
            None
        }
    }

    /// The period's length.
    pub fn grain(self) -> Grain {
        match self {
            Self::Year(_) => Grain::Year,
            Self::FinancialYear(_) => Grain::FinancialYear,
            Self::Quarter(..) => Grain::Quarter,
            Self::Month(..) => Grain::Month,
            Self::Week(_) => Grain::Week,
            Self::Day(_) => Grain::Day,
        }
    }

    /// The same two numbers read as a month where they can be both
    /// (`2011-12`): a series of months says which is meant.
    #[must_use]
    pub fn as_month(self) -> Self {
        match self {
            Self::FinancialYear(year) if (1..=12).contains(&((year + 1) % 100)) => {
                i8::try_from((year + 1) % 100).map_or(self, |month| Self::Month(year, month))
            }
            other => other,
        }
    }

    /// The period of the same length that follows.
    pub fn next(self) -> Option<Self> {
        let after = self.end().tomorrow().ok()?;
        Some(match self {
            Self::Year(year) => Self::Year(year + 1),
            Self::FinancialYear(year) => Self::FinancialYear(year + 1),
            Self::Quarter(..) => Self::Quarter(after.year(), (after.month() + 2) / 3),
            Self::Month(..) => Self::Month(after.year(), after.month()),
            Self::Week(_) => Self::Week(after),
            Self::Day(_) => Self::Day(after),
        })
    }

    /// The first day.
    pub fn start(self) -> Date {
        match self {
            Self::Year(year) => day(year, 1),
            Self::FinancialYear(year) => day(year, 4),
            Self::Quarter(year, quarter) => day(year, quarter * 3 - 2),
            Self::Month(year, month) => day(year, month),
            Self::Week(date) | Self::Day(date) => date,
        }
    }

    /// The last day.
    pub fn end(self) -> Date {
        match self {
            Self::Year(year) => Date::constant(year, 12, 31),
            Self::FinancialYear(year) => Date::constant(year + 1, 3, 31),
            Self::Quarter(..) => (self.start() + 2.months()).last_of_month(),
            Self::Month(..) => self.start().last_of_month(),
            Self::Week(date) => date + 6.days(),
            Self::Day(date) => date,
        }
    }

    /// As a sentence names it: `March 2026`, `2025-26`, `January to March 2026`.
    pub fn label(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::FinancialYear(_) => self.to_string(),
            Self::Quarter(year, _) => {
                format!("{} to {} {year}", month_name(self.start().month()), month_name(self.end().month()))
            }
            Self::Month(year, month) => format!("{} {year}", month_name(month)),
            Self::Week(date) => format!("week of {}", day_label(date)),
            Self::Day(date) => day_label(date),
        }
    }

    /// As an axis has room for: `Mar 2026`, `2025-26`, `Q1 2026`, `4 Mar`.
    pub fn short_label(self) -> String {
        match self {
            Self::Year(_) | Self::FinancialYear(_) => self.label(),
            Self::Quarter(year, quarter) => format!("Q{quarter} {year}"),
            Self::Month(year, month) => format!("{} {year}", &month_name(month)[..3]),
            Self::Week(date) | Self::Day(date) => {
                format!("{} {} {}", date.day(), &month_name(date.month())[..3], date.year())
            }
        }
    }
}

impl fmt::Display for Period {
    /// As authors write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(year) => write!(f, "{year}"),
            Self::FinancialYear(year) => write!(f, "{year}-{:02}", (year + 1) % 100),
            Self::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Week(date) => {
                let week = date.iso_week_date();
                write!(f, "{}-W{:02}", week.year(), week.week())
            }
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start(), self.end()).cmp(&(other.start(), other.end()))
    }
}

/// A date of the form `2026-03-04`, from 1900 to 2199.
pub fn parse_date(text: &str) -> Option<Date> {
    let (date, rest) = text.split_at_checked(4)?;
    let year = year(date)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    Date::new(year, two_digits(month)?, two_digits(day)?).ok()
}

/// `4 March 2026`.
pub fn day_label(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| digits && (1900..2200).contains(year))
}

fn two_digits(text: &str) -> Option<i8> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn day(year: i16, month: i8) -> Date {
    Date::constant(year, month, 1)
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[usize::try_from(month - 1).expect("months are counted from 1")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_reads_and_prints_the_same() {
        for text in ["2026", "2025-26", "2026-03", "2026-Q1", "2026-W09", "2026-03-04", "1999-00"] {
            let period = Period::parse(text).unwrap_or_else(|| panic!("{text} is a period"));
            assert_eq!(period.to_string(), text);
        }
        for text in ["", "26", "2026-13", "2025-27", "2026-Q5", "2026-W54", "2026-02-30", "2026-3", "20é6"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_financial_year_runs_from_april_to_march() {
        let year = Period::parse("2025-26").expect("a financial year");
        assert_eq!(
            (year.start().to_string(), year.end().to_string()),
            ("2025-04-01".into(), "2026-03-31".into())
        );
        let quarter = Period::parse("2026-Q1").expect("a quarter");
        assert_eq!(quarter.label(), "January to March 2026");
        assert_eq!(quarter.end().to_string(), "2026-03-31");
    }

    #[test]
    fn each_period_has_a_next_one() {
        for (text, next) in [
            ("2025", "2026"),
            ("2024-25", "2025-26"),
            ("2025-Q4", "2026-Q1"),
            ("2025-12", "2026-01"),
            ("2025-W52", "2026-W01"),
            ("2026-02-28", "2026-03-01"),
        ] {
            let following = Period::parse(text).and_then(Period::next).map(|period| period.to_string());
            assert_eq!(following.as_deref(), Some(next));
        }
    }

    #[test]
    fn two_numbers_that_follow_on_are_a_year_unless_months_surround_them() {
        let both = Period::parse("2011-12").expect("a period");
        assert_eq!(both, Period::FinancialYear(2011));
        assert_eq!(both.as_month(), Period::Month(2011, 12));
    }

    proptest! {
        #[test]
        fn arbitrary_text_is_read_without_panic(text in ".{0,12}") {
            if let Some(period) = Period::parse(&text) {
                prop_assert_eq!(period.to_string(), text);
                prop_assert!(period.start() <= period.end());
            }
        }
    }
}
