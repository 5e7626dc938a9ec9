//! What the conversation log comes to: counts, shares and waits that are safe
//! to show. The rows themselves go no further.
//!
//! `docs/figures.md` has the definition of each measure and the rule of small
//! numbers. Everything that is published of the log is made here, together, so
//! that one number cannot give away another that is kept back.

mod counts;
mod protect;
#[cfg(test)]
mod tests;
mod waits;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use super::small_numbers::Fate;
use super::statistics::quantile;
use crate::diagnostic::Place;
use crate::model::{
    Among, ConversationLog, LogSettings, Measure, Missing, Period, Point, PointValue, Settings,
};
use counts::{Cell, Counts, Var};
use protect::Fates;
pub use waits::{SiteWaits, WaitClass, Waited};

/// What the conversation log comes to, as of a day.
#[derive(Clone, Debug)]
pub struct LogTables {
    /// How the log was read.
    pub settings: LogSettings,
    /// Its path from the pack's root.
    pub path: Arc<str>,
    /// Every period, in order and without a gap, in which everybody has had
    /// the wait that is meant.
    pub periods: Vec<Period>,
    /// The whole log, then its sites and its teams.
    pub columns: Vec<Column>,
    /// How long people waited, over the whole time; none where that would give
    /// small numbers away.
    pub waits: Vec<WaitClass>,
    /// Waits at each innovation site before it opened and since.
    pub sites: Vec<SiteWaits>,
    /// How many rows contradict themselves and are not counted.
    pub left_out: usize,
    /// Counts of people below this are kept back.
    pub below: u32,
    /// A figure for each period and one for the whole time, by measure and column.
    figures: BTreeMap<Measure, Vec<Vec<LogFigure>>>,
}

/// Whose rows are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Everybody's.
    All,
    /// Those of a site, by its place in the settings; none for rows without one.
    Site(Option<usize>),
    /// Those of a team, likewise.
    Team(Option<usize>),
}

/// A figure of the log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogFigure {
    /// The value, in the measure's unit, or why there is none.
    pub value: PointValue,
    /// Of a share: how many.
    pub numerator: Option<u64>,
    /// Of a share: of how many, where that can be shown.
    pub denominator: Option<u64>,
}

/// What a share is of.
struct ShareOf {
    part: Var,
    whole: Var,
    /// Taken away from the whole: those who went on.
    less: Option<Var>,
}

fn share_of(measure: Measure) -> Option<ShareOf> {
    let share = |part, whole| Some(ShareOf { part, whole, less: None });
    match measure {
        Measure::Within => share(Var::Within, Var::People),
        Measure::Reached1 => share(Var::Reached1, Var::People),
        Measure::Reached2 => share(Var::Reached2, Var::People),
        Measure::Reached3 => share(Var::Reached3, Var::People),
        Measure::Step2 => share(Var::Reached2, Var::Reached1),
        Measure::Step3 => share(Var::Reached3, Var::Reached2),
        Measure::FollowedUp => {
            Some(ShareOf { part: Var::FollowedUp, whole: Var::Reached1, less: Some(Var::Reached2) })
        }
        Measure::Again => share(Var::Again, Var::People),
        Measure::Again1Or2 => share(Var::Again1Or2, Var::Again),
        Measure::LongTermSupport => share(Var::LongTermSupport, Var::People),
        Measure::Carers => share(Var::Carers, Var::People),
        Measure::People | Measure::DaysMedian | Measure::Days90th | Measure::Conversation2Days => None,
    }
}

impl LogTables {
    /// Counts a log; none where it has no period to tell of yet.
    pub(super) fn of(log: &ConversationLog, settings: &Settings, as_of: Date) -> Option<Self> {
        let mut counts = Counts::of(log, settings, as_of)?;
        for cell in counts.rows.iter_mut().flatten() {
            cell.waits.sort_unstable();
            cell.lengths.sort_unstable();
        }
        let below = settings.suppress_below;
        let fates = Fates::of(&counts, below);
        let reader = Reader { counts: &counts, fates: &fates, below, as_of };
        let figures = Measure::ALL.map(|measure| (measure, reader.all(measure)));
        Some(Self {
            settings: settings.conversations.clone(),
            path: Arc::clone(&log.path),
            waits: waits::classes(&counts, &fates, settings),
            sites: waits::before_and_since(log, settings, as_of),
            left_out: log.left_out,
            below,
            figures: figures.into_iter().collect(),
            periods: counts.periods,
            columns: counts.columns,
        })
    }

    /// The figures of a measure for a column, one for each period.
    pub fn series(&self, measure: Measure, column: Column) -> &[LogFigure] {
        self.row(measure, column).and_then(|all| all.split_last()).map_or(&[], |(_, periods)| periods)
    }

    /// The figure of a measure for a column over the whole time.
    pub fn whole(&self, measure: Measure, column: Column) -> Option<&LogFigure> {
        self.row(measure, column)?.last()
    }

    fn row(&self, measure: Measure, column: Column) -> Option<&Vec<LogFigure>> {
        let at = self.columns.iter().position(|known| *known == column)?;
        self.figures.get(&measure)?.get(at)
    }

    /// The measures that are shown. Long-term support stands beside people's
    /// experience or nowhere.
    pub fn measures(&self) -> impl Iterator<Item = Measure> {
        let experience = self.settings.experience.is_some();
        Measure::ALL.into_iter().filter(move |measure| experience || *measure != Measure::LongTermSupport)
    }

    /// The figures of a measure as those of a metric, each at the place of the question.
    pub fn points(&self, measure: Measure, column: Column, place: &Place) -> Vec<Point> {
        let point = |(period, figure): (&Period, &LogFigure)| Point {
            period: *period,
            place: place.clone(),
            value: figure.value,
            numerator: figure.numerator.map(whole_number),
            denominator: figure.denominator.filter(|_| figure.numerator.is_some()).map(whole_number),
            margin: None,
            note: None,
        };
        self.periods.iter().zip(self.series(measure, column)).map(point).collect()
    }
}

impl Column {
    /// The column of those whom a metric asks for.
    pub(super) fn of(among: &Among, settings: &Settings) -> Option<Self> {
        match among {
            Among::All => Some(Self::All),
            Among::Site(id) => {
                settings.sites.iter().position(|site| site.id == id.value).map(|at| Self::Site(Some(at)))
            }
            Among::Team(id) => {
                settings.teams.iter().position(|team| team.id == id.value).map(|at| Self::Team(Some(at)))
            }
        }
    }

    /// What a reader calls it.
    pub fn name(self, settings: &Settings) -> String {
        let named = match self {
            Self::All => return "Everybody".to_owned(),
            Self::Site(Some(site)) => settings.sites.get(site).map(|site| &site.name),
            Self::Team(Some(team)) => settings.teams.get(team).map(|team| &team.name),
            Self::Site(None) => return "No site".to_owned(),
            Self::Team(None) => return "No team".to_owned(),
        };
        named.cloned().unwrap_or_default()
    }
}

/// Makes figures of counts.
struct Reader<'c> {
    counts: &'c Counts,
    fates: &'c Fates,
    below: u32,
    as_of: Date,
}

/// Days after which most follow-ups are made and most of Conversation 2 is over.
const SETTLES_AFTER: i64 = 90;

impl Reader<'_> {
    /// The figures of a measure, by column, for each period and the whole time.
    fn all(&self, measure: Measure) -> Vec<Vec<LogFigure>> {
        let rows = 0..self.counts.rows.len();
        let column = |column: usize| rows.clone().map(|row| self.figure(measure, row, column)).collect();
        (0..self.counts.columns.len()).map(column).collect()
    }

    fn figure(&self, measure: Measure, row: usize, column: usize) -> LogFigure {
        let cell = &self.counts.rows[row][column];
        if self.is_early(measure, row) {
            let value = PointValue::Missing(Missing::NotYet);
            return LogFigure { value, numerator: None, denominator: None };
        }
        if let Some(share) = share_of(measure) {
            return self.share(&share, cell, row, column);
        }
        let value = match measure {
            Measure::Days90th => self.wait(cell, row, column, 0.9),
            Measure::DaysMedian => self.wait(cell, row, column, 0.5),
            Measure::Conversation2Days => {
                let people = cell.count(Var::Reached2);
                self.rounded(people, self.fates.at(row, column, Var::Reached2), &cell.lengths, 0.5)
            }
            _ => self.people(cell, row, column),
        };
        LogFigure { value, numerator: None, denominator: None }
    }

    /// Whether people of a period have not had the time that it takes: those
    /// of the latest would look worse, or quicker, than they are.
    fn is_early(&self, measure: Measure, row: usize) -> bool {
        let slow = matches!(measure, Measure::FollowedUp | Measure::Conversation2Days);
        let Some(period) = self.counts.periods.get(row).filter(|_| slow) else { return false };
        !period.end().checked_add(Span::new().days(SETTLES_AFTER)).is_ok_and(|day| day <= self.as_of)
    }

    fn people(&self, cell: &Cell, row: usize, column: usize) -> PointValue {
        match self.fates.at(row, column, Var::People) {
            Fate::Shown => PointValue::Known(whole_number(cell.count(Var::People))),
            Fate::Few => PointValue::Missing(Missing::Few(self.below)),
            Fate::Withheld => PointValue::Missing(Missing::Withheld),
        }
    }

    /// A share where both its counts are shown. Of its counts readers are not
    /// told whether they are small: beside the whole that would tell too much.
    fn share(&self, share: &ShareOf, cell: &Cell, row: usize, column: usize) -> LogFigure {
        let shown = |var| self.fates.at(row, column, var) == Fate::Shown;
        let whole_shown = shown(share.whole) && share.less.is_none_or(shown);
        let whole = cell.count(share.whole) - share.less.map_or(0, |less| cell.count(less));
        let part = cell.count(share.part);
        let denominator = whole_shown.then_some(whole);
        let value = match denominator {
            // None of none is no share.
            Some(0) => PointValue::Missing(Missing::NotAvailable),
            Some(whole) if shown(share.part) => {
                PointValue::Known(100.0 * whole_number(part) / whole_number(whole))
            }
            _ => PointValue::Missing(Missing::Withheld),
        };
        let numerator = value.known().map(|_| part);
        LogFigure { value, numerator, denominator }
    }

    /// The number at a share of the way through the waits: with its fraction
    /// where readers know how many were heard, otherwise in whole days.
    fn wait(&self, cell: &Cell, row: usize, column: usize, share: f64) -> PointValue {
        if self.fates.at(row, column, Var::Reached1) == Fate::Shown {
            // A place between two whole days has tenths of a day; what is finer is noise.
            let found = quantile(&cell.waits, share, f64::from).map(|days| (days * 1000.0).round() / 1000.0);
            return found.map_or(PointValue::Missing(Missing::NotAvailable), PointValue::Known);
        }
        self.rounded(cell.count(Var::People), self.fates.at(row, column, Var::People), &cell.waits, share)
    }

    /// A place in a list whose length readers do not know: in whole days, since
    /// a fraction tells of the length, and only of many people.
    fn rounded(&self, people: u64, fate: Fate, days: &[u16], share: f64) -> PointValue {
        let below = u64::from(self.below);
        let enough = people >= below * u64::from(waits::LEAST_PEOPLE) && days.len() as u64 >= below;
        if fate != Fate::Shown || !enough {
            return PointValue::Missing(Missing::Withheld);
        }
        let found = quantile(days, share, f64::from).map(f64::round);
        found.map_or(PointValue::Missing(Missing::NotAvailable), PointValue::Known)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn whole_number(count: u64) -> f64 {
    count as f64
}
