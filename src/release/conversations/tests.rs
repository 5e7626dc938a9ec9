//! The log's counts by hand, and an attacker who knows algebra.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::Located;
use crate::model::{Audience, Durations, Grain, LogRow, RuleChanges, Site, Team};

fn settings(below: u32) -> Settings {
    let place = Place::file(&"data/pack.yaml".into());
    let named = |id: &str| Located::new(Arc::from(id), place.clone());
    let site = |id: &str| Site {
        id: id.into(),
        place: place.clone(),
        name: id.to_owned(),
        opened: date(2026, 2, 1),
        closed: None,
        area: None,
    };
    let team = |id: &str| Team { id: id.into(), name: id.to_owned() };
    Settings {
        authority: "Testshire".into(),
        title: "Test".into(),
        framework: named("cqc-local-authority"),
        practice: named("three-conversations"),
        as_of: None,
        marking: None,
        markings: Vec::new(),
        notice: None,
        skin: named("default"),
        practice_name: None,
        fresh_for: Durations::new(),
        evidence: RuleChanges::default(),
        rhythm: Vec::new(),
        suppress_below: below,
        limits: crate::model::Limits::default(),
        area: None,
        peers: None,
        conversations: LogSettings {
            audience: Audience::Internal,
            by: Grain::Month,
            within: 7,
            again_within: Span::new().months(12),
            experience: None,
        },
        sites: vec![site("east"), site("west")],
        teams: vec![team("one"), team("two")],
        accessibility: None,
        glossary: Vec::new(),
        place,
    }
}

fn row(month: i8, day: i8, wait: Option<i64>, conversation: u8) -> LogRow {
    let first_contact = date(2026, month, day);
    LogRow {
        first_contact,
        first_conversation: wait.map(|wait| first_contact + Span::new().days(wait)),
        conversation,
        conversation_2_ended: None,
        followed_up: None,
        seen_before: None,
        long_term_support: false,
        carer: false,
        site: None,
        team: None,
    }
}

fn log(rows: Vec<LogRow>) -> ConversationLog {
    ConversationLog { path: "data/conversations.csv".into(), rows, left_out: 0 }
}

fn known(tables: &LogTables, measure: Measure, column: Column) -> Vec<Option<f64>> {
    tables.series(measure, column).iter().map(|figure| figure.value.known()).collect()
}

#[test]
fn shares_are_of_those_whom_their_definition_names() {
    // January: ten people, waits 1 to 10 days, four of them came to Conversation 2.
    let mut rows: Vec<LogRow> = (1..=10).map(|at| row(1, 3, Some(at), if at <= 4 { 2 } else { 1 })).collect();
    // Two who were never heard, and three of the six with Conversation 1 alone were followed up.
    rows.extend([row(1, 4, None, 0), row(1, 5, None, 0)]);
    rows[4].followed_up = Some(date(2026, 2, 20));
    rows[5].followed_up = Some(date(2026, 2, 28));
    // After the as-of date, and so not yet.
    rows[6].followed_up = Some(date(2026, 5, 20));
    // Seen before: to the day twelve months ago, a day more, and on the same day.
    rows[0].seen_before = Some(date(2025, 1, 3));
    rows[1].seen_before = Some(date(2025, 1, 2));
    rows[9].seen_before = Some(date(2026, 1, 3));
    rows[0].conversation_2_ended = Some(date(2026, 1, 14));
    rows[1].conversation_2_ended = Some(date(2026, 1, 25));
    // January is told of follow-ups 90 days after its end: on 1 May.
    let early = LogTables::of(&log(rows.clone()), &settings(0), date(2026, 4, 30)).expect("figures");
    assert_eq!(early.series(Measure::FollowedUp, Column::All)[0].value, PointValue::Missing(Missing::NotYet));
    let tables = LogTables::of(&log(rows), &settings(0), date(2026, 5, 1)).expect("figures");
    assert_eq!(tables.periods, [Period::Month(2026, 1)]);
    let share = |measure| {
        let figure = tables.series(measure, Column::All)[0];
        (figure.numerator, figure.denominator)
    };
    assert_eq!(known(&tables, Measure::People, Column::All), [Some(12.0)]);
    assert_eq!(share(Measure::Within), (Some(7), Some(12)));
    assert_eq!(share(Measure::Reached1), (Some(10), Some(12)));
    assert_eq!(share(Measure::Reached2), (Some(4), Some(12)));
    assert_eq!(share(Measure::Reached3), (Some(0), Some(12)));
    assert_eq!(share(Measure::Step2), (Some(4), Some(10)));
    assert_eq!(share(Measure::FollowedUp), (Some(2), Some(6)));
    assert_eq!(share(Measure::Again), (Some(2), Some(12)));
    assert_eq!(share(Measure::Again1Or2), (Some(2), Some(2)));
    // 1 to 10: the median at place 4.5, the 90th percentile at place 8.1.
    assert_eq!(known(&tables, Measure::DaysMedian, Column::All), [Some(5.5)]);
    assert_eq!(known(&tables, Measure::Days90th, Column::All), [Some(9.1)]);
    // Heard on 4 and 5 January: ten and twenty days, so fifteen.
    assert_eq!(known(&tables, Measure::Conversation2Days, Column::All), [Some(15.0)]);
}

#[test]
fn a_period_is_told_once_everybody_in_it_has_had_the_wait_that_is_meant() {
    let rows = || log(vec![row(1, 3, Some(1), 1), row(2, 28, Some(1), 1), row(3, 1, Some(1), 1)]);
    let periods = |month, day| {
        LogTables::of(&rows(), &settings(0), date(2026, month, day)).map_or(0, |tables| tables.periods.len())
    };
    // February ends on the 28th, and 7 days later is 7 March.
    assert_eq!((periods(2, 6), periods(2, 7), periods(3, 6), periods(3, 7)), (0, 1, 1, 2));
}

#[test]
fn nobody_is_counted_as_heard_before_they_were() {
    let rows = vec![row(1, 3, Some(20), 3), row(1, 3, Some(10), 1)];
    let tables = LogTables::of(&log(rows), &settings(0), date(2026, 2, 7)).expect("figures");
    assert_eq!(known(&tables, Measure::Reached1, Column::All), [Some(100.0)]);
    let rows = vec![row(1, 31, Some(20), 3), row(1, 3, Some(10), 1)];
    let tables = LogTables::of(&log(rows), &settings(0), date(2026, 2, 7)).expect("figures");
    assert_eq!(known(&tables, Measure::Reached1, Column::All), [Some(50.0)]);
}

#[test]
fn waits_are_told_in_classes_of_which_none_is_small() {
    let mut rows: Vec<LogRow> = (0..40).map(|at| row(1, 3, Some(at / 4), 1)).collect();
    rows.extend((0..8).map(|_| row(1, 3, None, 0)));
    rows.extend([row(1, 3, Some(29), 1), row(1, 3, Some(30), 1)]);
    let tables = LogTables::of(&log(rows), &settings(5), date(2026, 3, 10)).expect("figures");
    let told: Vec<_> = tables.waits.iter().map(|class| (class.from, class.to, class.people)).collect();
    // Four of 0 days join the eight of 1 and 2; 3 to 7 are twenty; eight of 8
    // and 9, joined by the two who waited longest.
    assert_eq!(told, [(0, Some(2), 12), (3, Some(7), 20), (8, None, 10)]);
}

#[test]
fn no_length_of_wait_stands_across_the_one_that_is_meant() {
    // 98 within two days, 2 of three to five, 2 of six and seven, 20 of twenty.
    let waits = [(98, 1), (1, 3), (1, 5), (2, 6), (20, 20)];
    let mut rows: Vec<LogRow> =
        waits.iter().flat_map(|(people, wait)| (0..*people).map(|_| row(1, 3, Some(*wait), 1))).collect();
    rows.extend((0..9).map(|_| row(1, 3, None, 0)));
    let mut settings = settings(5);
    settings.conversations.within = 5;
    let tables = LogTables::of(&log(rows), &settings, date(2026, 3, 10)).expect("figures");
    assert_eq!(tables.series(Measure::Within, Column::All)[0].numerator, Some(100));
    let told: Vec<_> = tables.waits.iter().map(|class| (class.from, class.to, class.people)).collect();
    assert_eq!(told, [(0, Some(5), 100), (6, None, 22)]);
}

#[test]
fn parts_that_only_fill_their_wholes_are_kept_back() {
    // At the first site 10 of 10 were heard, at the second 20 of 20, of no site
    // 25 of 30. The 55 of all less the 25 are the 30 of the two together, and
    // neither can have more than all its people: a third has to go.
    let mut rows = Vec::new();
    for (site, people, heard) in [(Some(0), 10, 10), (Some(1), 20, 20), (None, 30, 25)] {
        for at in 0..people {
            let mut one = row(1, 3, (at < heard).then_some(1), u8::from(at < heard));
            one.site = site;
            rows.push(one);
        }
    }
    let tables = LogTables::of(&log(rows), &settings(5), date(2026, 3, 10)).expect("figures");
    let heard = |column| tables.series(Measure::Reached1, column)[0].numerator;
    assert_eq!(heard(Column::All), Some(55));
    assert_eq!([Some(0), Some(1), None].map(|site| heard(Column::Site(site))), [None, None, None]);
}

#[test]
fn a_wait_does_not_tell_how_many_were_heard() {
    // Twelve came and ten were heard, waiting 0 to 9 days: 8.1 days would tell the ten.
    let few = |people: usize| {
        let mut rows: Vec<LogRow> =
            (0..people).map(|at| row(1, 3, Some(i64::try_from(at % 10).expect("small")), 1)).collect();
        rows.extend([row(1, 3, None, 0), row(1, 3, None, 0)]);
        let tables = LogTables::of(&log(rows), &settings(5), date(2026, 3, 10)).expect("figures");
        assert_eq!(tables.series(Measure::Reached1, Column::All)[0].numerator, None);
        [Measure::DaysMedian, Measure::Days90th].map(|measure| known(&tables, measure, Column::All)[0])
    };
    assert_eq!(few(10), [None, None]);
    // Of twenty and more the days are told, whole: 4.5 and 8.1.
    assert_eq!(few(20), [Some(5.0), Some(8.0)]);
}

/// Unknown counts by kind, row and column, and what is known of them.
struct Attacker {
    unknown: BTreeMap<(usize, usize, usize), usize>,
    rows: Vec<Vec<i64>>,
}

const P: i64 = 1_000_003;

impl Attacker {
    /// Knows what is published, that columns and rows add up, and nothing else.
    fn of(tables: &LogTables, counts: &Counts) -> Self {
        let known = |var: Var, row: usize, column: usize| published(tables, counts, var, row, column);
        let (rows, columns) = (counts.rows.len(), counts.columns.len());
        let mut unknown = BTreeMap::new();
        for var in Var::ALL {
            for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
                if !known(var, row, column) {
                    let next = unknown.len();
                    unknown.insert((var as usize, row, column), next);
                }
            }
        }
        let mut attacker = Self { unknown, rows: Vec::new() };
        for var in Var::ALL {
            for row in 0..rows {
                for group in [true, false] {
                    let parts =
                        (1..columns).filter(|at| matches!(counts.columns[*at], Column::Site(_)) == group);
                    let parts: Vec<usize> = parts.collect();
                    if !parts.is_empty() {
                        let cells = parts.iter().map(|at| (row, *at, 1)).chain([(row, 0, -1)]);
                        attacker.learn(cells.map(|(row, column, sign)| (var, row, column, sign)));
                    }
                }
            }
            for column in 0..columns {
                let cells = (0..rows).map(|row| (var, row, column, if row + 1 == rows { -1 } else { 1 }));
                attacker.learn(cells);
            }
        }
        attacker.solve();
        attacker
    }

    fn learn(&mut self, terms: impl Iterator<Item = (Var, usize, usize, i64)>) {
        let row = self.vector(terms);
        self.rows.push(row);
    }

    fn vector(&self, terms: impl Iterator<Item = (Var, usize, usize, i64)>) -> Vec<i64> {
        let mut vector = vec![0; self.unknown.len()];
        for (var, row, column, sign) in terms {
            if let Some(at) = self.unknown.get(&(var as usize, row, column)) {
                vector[*at] += sign;
            }
        }
        vector
    }

    fn solve(&mut self) {
        let mut done = 0;
        for column in 0..self.unknown.len() {
            let Some(found) = (done..self.rows.len()).find(|row| self.rows[*row][column].rem_euclid(P) != 0)
            else {
                continue;
            };
            self.rows.swap(done, found);
            let inverse = power(self.rows[done][column], P - 2);
            self.rows[done].iter_mut().for_each(|value| *value = (*value * inverse).rem_euclid(P));
            let pivot = self.rows[done].clone();
            for (at, row) in self.rows.iter_mut().enumerate() {
                let factor = row[column].rem_euclid(P);
                if at != done && factor != 0 {
                    row.iter_mut()
                        .zip(&pivot)
                        .for_each(|(value, from)| *value = (*value - factor * from).rem_euclid(P));
                }
            }
            done += 1;
        }
        self.rows.truncate(done);
    }

    /// Whether a sum of counts can be worked out.
    fn works_out(&self, terms: &[(Var, usize, usize, i64)]) -> bool {
        let mut rest = self.vector(terms.iter().copied());
        for row in &self.rows {
            let pivot = row.iter().position(|value| *value != 0).expect("a row that says something");
            let factor = rest[pivot].rem_euclid(P);
            if factor != 0 {
                rest.iter_mut()
                    .zip(row)
                    .for_each(|(value, from)| *value = (*value - factor * from).rem_euclid(P));
            }
        }
        rest.iter().all(|value| value.rem_euclid(P) == 0)
    }
}

fn power(base: i64, mut exponent: i64) -> i64 {
    let (mut result, mut base) = (1, base.rem_euclid(P));
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % P;
        }
        base = base * base % P;
        exponent >>= 1;
    }
    result
}

/// Whether some published figure gives a count: as a value, a numerator or a
/// denominator. Those with Conversation 1 alone are told only where both of
/// the counts that they are the difference of are.
fn published(tables: &LogTables, counts: &Counts, var: Var, row: usize, column: usize) -> bool {
    let at = |measure| {
        let column = counts.columns[column];
        let last = row + 1 == counts.rows.len();
        if last {
            *tables.whole(measure, column).expect("a figure")
        } else {
            tables.series(measure, column)[row]
        }
    };
    let numerator = |measure| at(measure).numerator.is_some();
    let denominator = |measure| at(measure).denominator.is_some();
    match var {
        Var::People => at(Measure::People).value.known().is_some() || denominator(Measure::Reached1),
        Var::Reached1 => numerator(Measure::Reached1) || denominator(Measure::Step2),
        Var::Reached2 => {
            numerator(Measure::Reached2) || numerator(Measure::Step2) || denominator(Measure::Step3)
        }
        Var::Reached3 => numerator(Measure::Reached3) || numerator(Measure::Step3),
        Var::Within => numerator(Measure::Within),
        Var::FollowedUp => numerator(Measure::FollowedUp),
        Var::Again => numerator(Measure::Again) || denominator(Measure::Again1Or2),
        Var::Again1Or2 => numerator(Measure::Again1Or2),
        Var::LongTermSupport => numerator(Measure::LongTermSupport),
        Var::Carers => numerator(Measure::Carers),
    }
}

fn rows() -> impl Strategy<Value = Vec<LogRow>> {
    let one = (
        (1i8..5, 1i8..28, prop_oneof![4 => (0i64..12).prop_map(Some), 1 => Just(None)], 1u8..4),
        (any::<bool>(), prop_oneof![3 => Just(false), 1 => Just(true)], any::<bool>(), any::<bool>()),
        prop_oneof![3 => Just(Some(0u16)), 2 => Just(Some(1)), 1 => Just(None)],
        prop_oneof![3 => Just(Some(0u16)), 2 => Just(Some(1)), 1 => Just(None)],
    );
    let one =
        one.prop_map(|((month, day, wait, conversation), (followed, again, support, carer), site, team)| {
            let conversation = if wait.is_some() { conversation } else { 0 };
            let mut row = row(month, day, wait, conversation);
            row.followed_up = row.first_conversation.filter(|_| followed);
            row.seen_before = again.then(|| date(2025, 12, 1));
            (row.long_term_support, row.carer, row.site, row.team) = (support, carer, site, team);
            row
        });
    prop::collection::vec(one, 0..260)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn algebra_finds_no_small_count_of_the_log(rows in rows(), below in 1u32..8) {
        let (log, settings) = (log(rows), settings(below));
        let as_of = date(2026, 6, 1);
        let Some(tables) = LogTables::of(&log, &settings, as_of) else { return Ok(()) };
        let counts = Counts::of(&log, &settings, as_of).expect("counts");
        let attacker = Attacker::of(&tables, &counts);
        let below = u64::from(below);
        for var in Var::ALL {
            for (row, cells) in counts.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let own = (var, row, column, 1);
                    let small = cell.count(var) < below;
                    prop_assert!(!(small && attacker.works_out(&[own])), "{var:?} in row {row}, column {column}");
                    for (whole, less) in var.wholes() {
                        let of = cell.count(*whole) - less.map_or(0, |less| cell.count(less));
                        let few = of - cell.count(var) < below;
                        let mut rest = vec![(*whole, row, column, 1), (var, row, column, -1)];
                        rest.extend(less.map(|less| (less, row, column, -1)));
                        prop_assert!(
                            !(few && attacker.works_out(&rest)),
                            "those of {whole:?} who are not {var:?} in row {row}, column {column}"
                        );
                    }
                }
            }
        }
        for class in &tables.waits {
            prop_assert!(class.people >= below);
        }
    }
}
