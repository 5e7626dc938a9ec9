//! Counting the rows of the log, by period and place.

use jiff::civil::{Date, ISOWeekDate};

use super::Column;
use crate::model::{ConversationLog, Grain, LogRow, LogSettings, Period, Settings};

/// What rows are counted by: how many people each holds of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Var {
    People,
    Reached1,
    Reached2,
    Reached3,
    Within,
    FollowedUp,
    Again,
    Again1Or2,
    LongTermSupport,
    Carers,
}

impl Var {
    /// Every one, each after those whose counts it is a part of.
    pub(super) const ALL: [Self; 10] = [
        Self::People,
        Self::Reached1,
        Self::Reached2,
        Self::Reached3,
        Self::Within,
        Self::FollowedUp,
        Self::Again,
        Self::Again1Or2,
        Self::LongTermSupport,
        Self::Carers,
    ];

    /// The sums of counts that hold all of this one's, each as what is added
    /// and what is taken away: what is left of such a sum when this count is
    /// taken away too is a count of people.
    pub(super) fn wholes(self) -> &'static [(Self, Option<Self>)] {
        const PEOPLE: (Var, Option<Var>) = (Var::People, None);
        const HEARD: (Var, Option<Var>) = (Var::Reached1, None);
        match self {
            Self::People => &[],
            Self::Reached1 | Self::Again | Self::LongTermSupport | Self::Carers => &[PEOPLE],
            Self::Reached2 | Self::Within => &[HEARD, PEOPLE],
            Self::Reached3 => &[(Self::Reached2, None), HEARD, PEOPLE],
            // Those with Conversation 1 alone are those who reached it less those who went on.
            Self::FollowedUp => &[(Self::Reached1, Some(Self::Reached2)), HEARD, PEOPLE],
            Self::Again1Or2 => &[(Self::Again, None), PEOPLE],
        }
    }
}

/// The people of one period and place.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    of: [u64; Var::ALL.len()],
    /// Days from contact to conversation, in no order.
    pub(super) waits: Vec<u16>,
    /// Days from the first conversation to the end of Conversation 2.
    pub(super) lengths: Vec<u16>,
}

impl Cell {
    /// How many people it counts.
    pub(super) fn count(&self, var: Var) -> u64 {
        self.of[var as usize]
    }

    fn add(&mut self, row: &Told) {
        for (var, holds) in Var::ALL.into_iter().zip(row.holds) {
            self.of[var as usize] += u64::from(holds);
        }
        self.waits.extend(row.wait);
        self.lengths.extend(row.length);
    }

    fn join(&mut self, other: &Self) {
        self.of.iter_mut().zip(other.of).for_each(|(own, other)| *own += other);
        self.waits.extend(&other.waits);
        self.lengths.extend(&other.lengths);
    }
}

/// The counts of the whole log.
pub(super) struct Counts {
    /// Every period, without a gap.
    pub(super) periods: Vec<Period>,
    /// The whole log, then those of each site and team.
    pub(super) columns: Vec<Column>,
    /// A row of cells for each period and one for the whole time; a cell for each column.
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Counts {
    /// Counts the rows of every period in which all have had the wait that is
    /// meant; none where there is no such period.
    pub(super) fn of(log: &ConversationLog, settings: &Settings, as_of: Date) -> Option<Self> {
        let read = &settings.conversations;
        let periods = periods(log, read, as_of)?;
        let (first, last) = (periods.first()?.start(), periods.last()?.end());
        let rows = || log.rows.iter().filter(|row| (first..=last).contains(&row.first_contact));
        let columns = columns(settings, rows());
        let at = |wanted: &Column| columns.iter().position(|column| column == wanted);
        let sites: Vec<Option<usize>> = places(settings.sites.len(), |site| at(&Column::Site(site)));
        let teams: Vec<Option<usize>> = places(settings.teams.len(), |team| at(&Column::Team(team)));
        let in_list = |list: &[Option<usize>], place: Option<u16>| {
            list.get(place.map_or(list.len() - 1, usize::from)).copied().flatten()
        };
        let mut cells = vec![vec![Cell::default(); columns.len()]; periods.len()];
        for row in rows() {
            let told = Told::by(row, read, as_of);
            let period = periods.partition_point(|period| period.end() < row.first_contact);
            let places = [Some(0), in_list(&sites, row.site), in_list(&teams, row.team)];
            for place in places.into_iter().flatten() {
                cells[period][place].add(&told);
            }
        }
        let mut whole = vec![Cell::default(); columns.len()];
        for row in &cells {
            whole.iter_mut().zip(row).for_each(|(whole, cell)| whole.join(cell));
        }
        cells.push(whole);
        Some(Self { periods, columns, rows: cells })
    }
}

/// The column of each declared place, and last that of rows without one.
fn places(declared: usize, column: impl Fn(Option<usize>) -> Option<usize>) -> Vec<Option<usize>> {
    (0..declared).map(Some).chain([None]).map(column).collect()
}

/// The whole log, each site and team that a row names, and those without.
fn columns<'r>(settings: &Settings, rows: impl Iterator<Item = &'r LogRow>) -> Vec<Column> {
    let mut sites = vec![false; settings.sites.len() + 1];
    let mut teams = vec![false; settings.teams.len() + 1];
    for row in rows {
        let (no_site, no_team) = (sites.len() - 1, teams.len() - 1);
        sites[row.site.map_or(no_site, usize::from)] = true;
        teams[row.team.map_or(no_team, usize::from)] = true;
    }
    let named = |there: Vec<bool>| {
        let declared = there.len() - 1;
        // Rows that all name no place make no column of their own.
        let any = there[..declared].contains(&true);
        let all = there.into_iter().enumerate().filter(move |(_, there)| any && *there);
        all.map(move |(place, _)| Some(place).filter(|place| *place < declared))
    };
    let sites = named(sites).map(Column::Site);
    std::iter::once(Column::All).chain(sites).chain(named(teams).map(Column::Team)).collect()
}

/// More periods than this come of a year that is mistyped.
const MOST_PERIODS: usize = 1200;

/// The periods from the first contact on to the last in which everybody has
/// had the wait that is meant, by the as-of date.
fn periods(log: &ConversationLog, read: &LogSettings, as_of: Date) -> Option<Vec<Period>> {
    let first = log.rows.iter().map(|row| row.first_contact).min()?;
    let of = |day: Date| match read.by {
        Grain::Week => Period::Week(day.iso_week_date().first_of_week().map_or(day, ISOWeekDate::date)),
        _ => Period::Month(day.year(), day.month()),
    };
    let over = |period: &Period| {
        let wait = jiff::Span::new().days(i64::from(read.within));
        period.end().checked_add(wait).is_ok_and(|day| day <= as_of)
    };
    let newest = log.rows.iter().map(|row| row.first_contact).filter(|day| *day <= as_of).max()?;
    let all = std::iter::successors(Some(of(first)), |period| period.next());
    let all: Vec<Period> =
        all.take_while(|period| period.start() <= newest && over(period)).take(MOST_PERIODS).collect();
    (!all.is_empty()).then_some(all)
}

/// What a row tells by the as-of date.
struct Told {
    holds: [bool; Var::ALL.len()],
    wait: Option<u16>,
    length: Option<u16>,
}

impl Told {
    fn by(row: &LogRow, read: &LogSettings, as_of: Date) -> Self {
        let by_then = |day: Option<Date>| day.filter(|day| *day <= as_of);
        let heard = by_then(row.first_conversation);
        let reached = if heard.is_some() { row.conversation } else { 0 };
        let wait = heard.map(|day| days(row.first_contact, day));
        let again = row.seen_before.is_some_and(|last| {
            last.checked_add(read.again_within).is_ok_and(|until| row.first_contact <= until)
        });
        let ended = by_then(row.conversation_2_ended).filter(|_| reached >= 2);
        let holds = |var| match var {
            Var::People => true,
            Var::Reached1 => reached >= 1,
            Var::Reached2 => reached >= 2,
            Var::Reached3 => reached >= 3,
            Var::Within => wait.is_some_and(|wait| wait <= read.within),
            Var::FollowedUp => reached == 1 && by_then(row.followed_up).is_some(),
            Var::Again => again,
            Var::Again1Or2 => again && matches!(reached, 1 | 2),
            Var::LongTermSupport => row.long_term_support,
            Var::Carers => row.carer,
        };
        Self {
            holds: Var::ALL.map(holds),
            wait: wait.filter(|_| reached >= 1),
            length: ended.zip(heard).map(|(ended, heard)| days(heard, ended)),
        }
    }
}

/// Whole days from one day to another that is not before it.
fn days(from: Date, to: Date) -> u16 {
    let days = (to - from).get_days();
    u16::try_from(days.max(0)).unwrap_or(u16::MAX)
}
