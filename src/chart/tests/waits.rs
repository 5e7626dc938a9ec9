//! How many waited how long.

use proptest::prelude::*;

use super::*;

fn class(label: &str, from: u32, count: Option<u32>) -> WaitClass {
    WaitClass { label: label.to_owned(), from, count, word: "fewer than 5".to_owned() }
}

fn mark(label: &str, days: f64) -> WaitMark {
    WaitMark { label: label.to_owned(), days: figure(days).unwrap_or_default() }
}

/// Four classes: a column has 110 units, of which it fills 0.86.
fn waits(marks: Vec<WaitMark>) -> Waits {
    let classes = vec![
        class("same day", 0, Some(40)),
        class("1 to 2", 1, Some(80)),
        class("3 to 7", 3, None),
        class("8 or more", 8, Some(0)),
    ];
    Waits { classes, marks, across: "Days from first contact".to_owned() }
}

fn of(shape: Waits) -> String {
    drawn(Shape::Waits(shape))
}

#[test]
fn columns_are_as_high_as_their_counts() {
    let svg = of(waits(Vec::new()));
    assert_eq!(
        words(&svg),
        [
            "40",
            "same day",
            "80",
            "1 to 2",
            "fewer than 5",
            "3 to 7",
            "0",
            "8 or more",
            "Days from first contact"
        ]
    );
    let heights: Vec<_> = svg.split(" height=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    // Nought has no column, but the line on which columns stand; what is withheld has neither.
    assert_eq!(heights, ["85", "170"]);
    assert_eq!(path_of(&svg, "ch-axis").matches('M').count(), 3);
    assert!(
        svg.contains("A line falls. same day: 40. 1 to 2: 80. 3 to 7: fewer than 5. 8 or more: 0.</desc>")
    );
}

#[test]
fn a_mark_stands_in_the_middle_of_its_day() {
    let places = |days: &[f64]| {
        let svg = of(waits(days.iter().map(|days| mark("median", *days)).collect()));
        let path = path_of(&svg, "ch-whisker");
        path.split('M')
            .skip(1)
            .map(|line| line.split(' ').next().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    // Day 0 is the whole of the first column; 1 and 2 are halves of the second, 2.5 where it ends;
    // 5 is the third of five days in the third; the last has no end.
    assert_eq!(places(&[0.0, 1.0, 2.0, 2.5]), ["55", "137.5", "192.5", "220"]);
    assert_eq!(places(&[5.0, 8.0, 900.0]), ["275", "385", "385"]);
    let svg = of(waits(vec![mark("90th percentile", 6.0), mark("median", 2.0)]));
    assert!(words(&svg).contains(&"median 2 days".to_owned()), "{:?}", words(&svg));
    assert!(svg.contains("90th percentile: 6 days. median: 2 days.</desc>"));
}

/// The words of all marks: left, right and baseline; and their lines: place, top.
fn labels_and_lines(svg: &str) -> (Vec<[f64; 3]>, Vec<[f64; 2]>) {
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let names = svg.split("ch-name\"><tspan x=\"").skip(1).map(|part| {
        let (x, rest) = part.split_once("\" y=\"").expect("a place");
        let (y, rest) = rest.split_once("\">").expect("a place");
        let words = rest.split('<').next().expect("words");
        [number(x), number(x) + super::super::text::width(words), number(y)]
    });
    let lines = path_of(svg, "ch-whisker").split('M').skip(1).map(|line| {
        let (x, rest) = line.split_once(' ').expect("a place");
        [number(x), number(rest.split('L').next().expect("a top"))]
    });
    (names.collect(), lines.collect())
}

#[test]
fn no_line_of_a_mark_crosses_the_label_of_another() {
    // In the first the second label has no room right of its line, and left of it the first line stands.
    let days: [&[f64]; 4] =
        [&[4.0, 24.0], &[1.0, 2.0, 390.0, 400.0], &[20.0, 21.0, 22.0, 23.0], &[3.0, 3.0, 3.0]];
    for days in days {
        let names = ["median", "90th percentile", "95th percentile", "longest"];
        let marks = days.iter().zip(names).map(|(days, name)| mark(name, *days));
        let mut six = waits(marks.collect());
        six.classes = [0, 1, 3, 8, 15, 29].into_iter().map(|from| class("x", from, Some(from))).collect();
        let svg = of(six);
        let (names, lines) = labels_and_lines(&svg);
        assert_eq!((names.len(), lines.len()), (days.len(), days.len()));
        for (at, [left, right, baseline]) in names.iter().enumerate() {
            let others = lines.iter().enumerate().filter(|(other, _)| *other != at);
            for (_, [x, top]) in others {
                assert!(!(left < x && x < right && top < baseline), "{days:?} {at}: {svg}");
            }
            let apart = |other: &[f64; 3]| {
                (other[2] - baseline).abs() > 1.0 || other[1] <= *left || *right <= other[0]
            };
            assert!(names[..at].iter().all(apart), "{days:?} {at}: {svg}");
        }
    }
}

#[test]
fn the_name_of_a_mark_can_be_cut_and_its_figure_not() {
    let svg = of(waits(vec![mark(&"very long name ".repeat(9), 4.0)]));
    assert!(words(&svg).iter().any(|word| word.ends_with("… 4 days")), "{:?}", words(&svg));
}

#[test]
fn a_word_that_is_wider_than_its_column_stands_under_the_chart() {
    let mut many = waits(Vec::new());
    // Nine columns have 48.9 units each, of which "fewer" takes 45.5.
    many.classes = (0..9).map(|at| class("x", at, None)).collect();
    many.classes[3].word = "suppressed by the publisher".to_owned();
    let svg = of(many);
    assert_eq!(words(&svg).iter().filter(|word| *word == "*").count(), 1);
    assert!(words(&svg).contains(&"* suppressed by the publisher".to_owned()));
}

#[test]
fn contradictions_of_waits_are_errors() {
    let said = |shape| chart(Shape::Waits(shape)).draw().expect_err("a contradiction").to_string();
    assert_eq!(said(Waits::default()), "the chart has no rows");
    let many = Waits { classes: vec![WaitClass::default(); 11], ..Waits::default() };
    assert_eq!(said(many), "the chart has 11 classes, and at most 10 can be read");
    assert_eq!(said(waits(vec![mark("x", 1.0); 5])), "the chart has 5 marks, and at most 4 can be read");
    assert_eq!(said(waits(vec![mark("median", -1.0)])), "`median` stands before the first class");
    let mut unsorted = waits(Vec::new());
    unsorted.classes[1].from = 0;
    assert_eq!(said(unsorted), "`1 to 2` does not start after the class before");
}

fn any_waits() -> impl Strategy<Value = Waits> {
    let count = prop::option::of(prop_oneof![0..20_u32, any::<u32>()]);
    let class = (".{0,60}", count, ".{0,60}");
    let starts = prop::collection::btree_set(prop_oneof![0..40_u32, any::<u32>()], 0..30);
    let mark = (".{0,60}", any_number())
        .prop_map(|(label, days)| WaitMark { label, days: figure(days.abs()).unwrap_or_default() });
    (prop::collection::vec(class, 30), starts, prop::collection::vec(mark, 0..5), ".{0,120}").prop_map(
        |(classes, starts, marks, across)| {
            let first = f64::from(starts.first().copied().unwrap_or_default());
            let classes = classes.into_iter().zip(starts);
            let classes =
                classes.map(|((label, count, word), from)| WaitClass { label, from, count, word }).collect();
            let marks = marks.into_iter().filter(|mark| mark.days.get() >= first).collect();
            Waits { classes, marks, across }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_waits_draw_inside_their_view_box(waits in any_waits(), unit in any_unit()) {
        sound_if((1..=10).contains(&waits.classes.len()), Shape::Waits(waits), unit)?;
    }
}
