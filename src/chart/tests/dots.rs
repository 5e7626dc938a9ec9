//! Benchmark dots.

use proptest::prelude::*;

use super::*;

fn row(label: &str, value: Option<f64>, own: bool, word: &str) -> DotRow {
    let ends = value.and_then(|at| Some(Ends { lower: figure(at - 3.0)?, upper: figure(at + 3.0)? }));
    DotRow {
        label: label.to_owned(),
        value: value.and_then(figure),
        interval: ends,
        own,
        word: word.to_owned(),
    }
}

fn dots(rows: Vec<DotRow>) -> Shape {
    let england = Reference { label: "England".to_owned(), value: figure(65.0).unwrap_or_default() };
    Shape::Dots(Dots { rows, reference: Some(england) })
}

#[test]
fn rows_share_an_axis_and_the_own_row_has_a_shape_and_weight_of_its_own() {
    let svg = drawn(dots(vec![
        row("Ours", Some(64.0), true, "similar to England"),
        row("Theirs", Some(71.0), false, "above England"),
        row("Others", None, false, "suppressed"),
        row("None", None, false, ""),
    ]));
    assert!(svg.contains("class=\"ch ch-dots\""));
    assert!(svg.contains("A line falls. The scale starts at 55, not at zero.</desc>"), "{svg}");
    assert_eq!((svg.matches("<polygon").count(), svg.matches("<circle").count()), (1, 1));
    assert!(svg.contains("<g class=\"ch-ours\"><polygon"));
    assert!(svg.contains("<text class=\"ch-label ch-row ch-own\"><tspan x=\"0\""));
    assert_eq!(
        words(&svg),
        [
            "England 65",
            "55 days",
            "60",
            "65",
            "70",
            "75",
            "80",
            "Ours",
            "similar to England",
            "Theirs",
            "above England",
            "Others",
            "suppressed",
            "None",
            "no figure",
        ]
    );
}

#[test]
fn long_words_stand_over_their_dots_and_are_not_lost() {
    let label = "Carers who say that they have been included or consulted in discussions about the person";
    let word = "significantly below England and the region";
    let svg =
        drawn(dots(vec![row(label, Some(64.0), false, word), row("Short", Some(63.0), true, "similar")]));
    assert_eq!(words(&svg)[5..8].join(" "), format!("{label} {word}"));
    // The line of the reference does not run through the words.
    assert_eq!(svg.matches("<title").count(), 1, "nothing is cut");
}

#[test]
fn without_figures_there_is_neither_axis_nor_reference() {
    let svg = drawn(dots(vec![row("Ours", None, true, "")]));
    assert_eq!(words(&svg), ["Ours", "no figure"]);
    assert!(svg.contains("A line falls.</desc>"));
}

#[test]
fn thirty_rows_are_small_have_the_axis_twice_and_are_the_most() {
    let rows =
        |count: u32| (0..count).map(|at| row("Council", Some(f64::from(at)), false, "similar")).collect();
    let svg = drawn(dots(rows(30)));
    assert!(svg.len() < 20_000, "{}", svg.len());
    assert_eq!(words(&svg).iter().filter(|word| word.ends_with(" days")).count(), 2);
    let said = |rows| chart(dots(rows)).draw().expect_err("a contradiction").to_string();
    assert_eq!(said(rows(31)), "the chart has 31 rows, and at most 30 can be read");
    assert_eq!(said(Vec::new()), "the chart has no rows");
    let mut reversed = row("Ours", Some(1.0), false, "");
    reversed.interval = Some(Ends { lower: Finite::from(2), upper: Finite::from(1) });
    assert_eq!(said(vec![reversed]), "the limits of `Ours` are not in order");
    let own = || row("Ours", Some(1.0), true, "");
    assert_eq!(said(vec![own(), own()]), "2 are marked as the authority itself, and one can be");
}

fn any_dots() -> impl Strategy<Value = Dots> {
    let interval = prop::option::of(any_ends());
    let words = || prop_oneof![".{0,12}", ".{0,120}"];
    let row = (words(), any_figure(), interval, words()).prop_map(|(label, value, interval, word)| DotRow {
        label,
        value,
        interval,
        own: false,
        word,
    });
    let reference = (".{0,60}", any_number())
        .prop_map(|(label, value)| Reference { label, value: figure(value).unwrap_or_default() });
    let rows = any_rows(row);
    (rows, prop::option::of(reference)).prop_map(|(mut rows, reference)| {
        rows.iter_mut().take(1).for_each(|row| row.own = true);
        Dots { rows, reference }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_dots_draw_inside_their_view_box(dots in any_dots(), unit in any_unit()) {
        sound_if((1..=30).contains(&dots.rows.len()), Shape::Dots(dots), unit)?;
    }
}
