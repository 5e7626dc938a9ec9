//! Values before and since.

use proptest::prelude::*;

use super::*;

fn value(value: f64) -> PairValue {
    let interval = figure(value - 5.0).zip(figure(value + 5.0));
    let interval = interval.map(|(lower, upper)| Ends { lower, upper });
    PairValue { value: figure(value), interval, ..PairValue::default() }
}

fn missing(word: &str) -> PairValue {
    PairValue { word: word.to_owned(), ..PairValue::default() }
}

fn row(label: &str, before: PairValue, since: PairValue) -> PairRow {
    PairRow { label: label.to_owned(), before, since }
}

fn pairs(rows: Vec<PairRow>) -> Pairs {
    Pairs { before: "2023-24".to_owned(), since: "2025-26".to_owned(), rows, reference: None }
}

#[test]
fn a_pair_is_a_circle_a_diamond_and_a_line_between() {
    let svg = drawn(Shape::Pairs(pairs(vec![row("Eastbrook", value(20.0), value(12.0))])));
    // A sample in the key, one at the value, and the mark itself.
    assert_eq!((svg.matches("<circle").count(), svg.matches("<polygon").count()), (3, 3));
    assert_eq!(path_of(&svg, "ch-join").matches('M').count(), 1);
    assert_eq!(words(&svg)[..2], ["2023-24", "2025-26"]);
    assert_eq!(words(&svg)[words(&svg).len() - 3..], ["Eastbrook", "20 days", "12 days"]);
    assert!(svg.contains(
        "A line falls. Eastbrook: 2023-24 20 days (15 to 25 days), 2025-26 12 days (7 to 17 days).</desc>"
    ));
}

#[test]
fn what_is_missing_has_a_word_and_neither_mark_nor_line() {
    let rows = vec![
        row("Eastbrook", missing("withheld"), value(12.0)),
        row("Westbrook", missing("no figures"), missing("")),
    ];
    let svg = drawn(Shape::Pairs(pairs(rows)));
    // Samples only, but for the one value that there is.
    assert_eq!((svg.matches("<circle").count(), svg.matches("<polygon").count()), (3, 4));
    assert!(!svg.contains("ch-join"));
    assert_eq!(
        words(&svg)[words(&svg).len() - 6..],
        ["Eastbrook", "withheld", "12 days", "Westbrook", "no figures", "no figure"]
    );
    let svg = drawn(Shape::Pairs(pairs(vec![row("Westbrook", missing("withheld"), missing("withheld"))])));
    assert_eq!(words(&svg), ["2023-24", "2025-26", "Westbrook", "withheld", "withheld"]);
    assert!(svg.contains("Westbrook: 2023-24 withheld, 2025-26 withheld.</desc>"));
}

#[test]
fn a_reference_is_a_line_with_its_name() {
    let reference = Reference { label: "Aim".to_owned(), value: Finite::from(10) };
    let of = |row| Shape::Pairs(Pairs { reference: Some(reference.clone()), ..pairs(vec![row]) });
    let svg = drawn(of(row("Eastbrook", value(20.0), value(12.0))));
    assert!(
        words(&svg).contains(&"Aim 10".to_owned()) && svg.contains("A line stands at Aim: 10 days.</desc>")
    );
    let svg = drawn(of(row("Eastbrook", missing(""), missing(""))));
    assert!(!words(&svg).contains(&"Aim 10".to_owned()), "there is nothing to compare with it");
}

#[test]
fn thirty_rows_are_small_and_contradictions_are_errors() {
    let rows = |count: u32| (0..count).map(|at| row("Site", value(f64::from(at)), value(9.0))).collect();
    let svg = drawn(Shape::Pairs(pairs(rows(30))));
    assert!(svg.len() < 20_000, "{}", svg.len());
    let said = |rows| chart(Shape::Pairs(pairs(rows))).draw().expect_err("a contradiction").to_string();
    assert_eq!(said(rows(31)), "the chart has 31 rows, and at most 30 can be read");
    assert_eq!(said(Vec::new()), "the chart has no rows");
    let mut reversed = row("Site", value(3.0), value(4.0));
    reversed.since.interval = Some(Ends { lower: Finite::from(2), upper: Finite::from(1) });
    assert_eq!(said(vec![reversed]), "the limits of `Site` are not in order");
}

fn any_pairs() -> impl Strategy<Value = Pairs> {
    let interval = || {
        prop::option::of((any_number(), any_number()).prop_map(|(a, b)| Ends {
            lower: figure(a.min(b)).unwrap_or_default(),
            upper: figure(a.max(b)).unwrap_or_default(),
        }))
    };
    let value = move || {
        (any_figure(), interval(), ".{0,60}").prop_map(|(value, interval, word)| PairValue {
            value,
            interval,
            word,
        })
    };
    let row =
        (".{0,120}", value(), value()).prop_map(|(label, before, since)| PairRow { label, before, since });
    let reference = (".{0,60}", any_number())
        .prop_map(|(label, value)| Reference { label, value: figure(value).unwrap_or_default() });
    (".{0,90}", ".{0,90}", any_rows(row), prop::option::of(reference))
        .prop_map(|(before, since, rows, reference)| Pairs { before, since, rows, reference })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pairs_draw_inside_their_view_box(pairs in any_pairs(), unit in any_unit()) {
        sound_if((1..=30).contains(&pairs.rows.len()), Shape::Pairs(pairs), unit)?;
    }
}
