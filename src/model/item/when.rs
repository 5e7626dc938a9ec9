//! The time that an item is about.

use jiff::civil::Date;

use crate::model::period::{Period, day_label};

/// The time an item is about; never the day it was written or uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// One day.
    On(Date),
    /// From one day to another.
    Over(Date, Date),
    /// Not said.
    Undated,
}

impl When {
    /// The last day it is about: what sorting and ages count from.
    pub fn latest(self) -> Option<Date> {
        match self {
            Self::On(date) | Self::Over(_, date) => Some(date),
            Self::Undated => None,
        }
    }

    /// In words: `4 March 2026`; empty where it is not said.
    pub fn label(self) -> String {
        match self {
            Self::On(date) => day_label(date),
            Self::Over(from, to) => format!("{} to {}", day_label(from), day_label(to)),
            Self::Undated => String::new(),
        }
    }
}

/// The stretch of time that a list of periods covers.
impl FromIterator<Period> for When {
    fn from_iter<I: IntoIterator<Item = Period>>(periods: I) -> Self {
        let mut periods = periods.into_iter();
        let Some(first) = periods.next() else { return Self::Undated };
        let (from, to) = periods.fold((first.start(), first.end()), |(from, to), period| {
            (from.min(period.start()), to.max(period.end()))
        });
        Self::Over(from, to)
    }
}
