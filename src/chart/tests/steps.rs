//! Steps that people take one after the other.

use proptest::prelude::*;

use super::*;

fn share(value: f64, lower: f64, upper: f64) -> Option<StepShare> {
    let interval = Some(Ends { lower: figure(lower)?, upper: figure(upper)? });
    Some(StepShare { value: figure(value)?, interval })
}

fn step(label: &str, count: Option<u32>, share: Option<StepShare>) -> Step {
    Step { label: label.to_owned(), count, share, ..Step::default() }
}

fn steps(steps: Vec<Step>) -> Shape {
    Shape::Steps(Steps { steps, onwards: "went on".to_owned(), decimals: 0 })
}

/// The lengths of the bars.
fn bars(svg: &str) -> Vec<f64> {
    let rects = svg.split("<rect").skip(1).filter_map(|rect| rect.split(" width=\"").nth(1));
    rects.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

#[test]
fn bars_are_as_long_as_their_counts_with_the_share_between() {
    let svg = drawn(steps(vec![
        step("Conversation 1", Some(412), None),
        step("Conversation 2", Some(206), share(50.0, 45.2, 54.8)),
        step("Conversation 3", Some(103), share(50.0, 43.2, 56.8)),
    ]));
    assert_eq!(
        words(&svg),
        [
            "Conversation 1",
            "412",
            "Conversation 2",
            "206",
            "Conversation 3",
            "103",
            "50% went on (45% to 55%)",
            "50% went on (43% to 57%)"
        ]
    );
    let lengths = bars(&svg);
    assert_eq!(lengths.len(), 3);
    // Lengths are drawn in tenths.
    assert!((lengths[0] / 2.0 - lengths[1]).abs() < 0.2 && (lengths[0] / 4.0 - lengths[2]).abs() < 0.2);
    assert!(svg.contains(
        "A line falls. Conversation 1: 412. 50% went on (45% to 55%). Conversation 2: 206. \
         50% went on (43% to 57%). Conversation 3: 103.</desc>"
    ));
}

#[test]
fn a_count_that_is_kept_back_is_not_nought() {
    let withheld = Step { word: "fewer than 5".to_owned(), ..step("Second", None, None) };
    let unable = Step { share_word: "nobody could go on".to_owned(), ..step("Third", Some(0), None) };
    let svg = drawn(steps(vec![step("First", Some(8), None), withheld, unable]));
    assert_eq!(words(&svg), ["First", "8", "Second", "fewer than 5", "Third", "0", "nobody could go on"]);
    // A bar has a line where it starts, and nought has it too.
    assert_eq!((bars(&svg).len(), path_of(&svg, "ch-axis").matches('M').count()), (2, 2));
    assert!(svg.contains("First: 8. Second: fewer than 5. nobody could go on. Third: 0.</desc>"), "{svg}");
}

#[test]
fn contradictions_of_steps_are_errors() {
    let said = |shape| chart(steps(shape)).draw().expect_err("a contradiction").to_string();
    assert_eq!(said(Vec::new()), "the chart has no rows");
    assert_eq!(said(vec![Step::default(); 6]), "the chart has 6 steps, and at most 5 can be read");
    let of = |share| vec![step("Second", None, share)];
    assert_eq!(said(of(share(101.0, 1.0, 2.0))), "the share of `Second` is not within 0 and 100 per cent");
    assert_eq!(said(of(share(1.0, -1.0, 2.0))), "the share of `Second` is not within 0 and 100 per cent");
    assert_eq!(said(of(share(1.0, 3.0, 2.0))), "the limits of the share of `Second` are not in order");
}

fn any_step() -> impl Strategy<Value = Step> {
    let share = prop::collection::vec(0.0..=100.0_f64, 3).prop_map(|mut three| {
        three.sort_by(f64::total_cmp);
        share(three[1], three[0], three[2])
    });
    let share = prop_oneof![1 => Just(None), 2 => share];
    let count = prop::option::of(prop_oneof![0..20_u32, any::<u32>()]);
    (".{0,120}", count, ".{0,60}", share, ".{0,90}")
        .prop_map(|(label, count, word, share, share_word)| Step { label, count, word, share, share_word })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_steps_draw_inside_their_view_box(
        steps in any_rows(any_step()),
        few in 1..6_usize,
        onwards in ".{0,40}",
        decimals in any::<u8>(),
        unit in any_unit(),
    ) {
        let some = Steps { steps: steps.iter().take(few).cloned().collect(), onwards, decimals };
        sound_if(!steps.is_empty(), Shape::Steps(some.clone()), unit)?;
        sound_if((1..=5).contains(&steps.len()), Shape::Steps(Steps { steps, ..some }), unit)?;
    }
}
