//! Charts of how many: bars, groups, steps, waits.

use ninefold::chart::{
    Bar, Bars, Ends, GroupRow, Groups, Shape, Step, StepShare, Steps, WaitClass, WaitMark, Waits,
};

use super::Case;
use super::hard::{COUNT, DAYS, EXTREMES, HOSTILE, LONG, PERCENT, POUNDS, RATE, finite};

pub fn cases() -> Vec<Case> {
    [bars(), groups(), steps(), waits()].into_iter().flatten().collect()
}

fn bar(label: &str, value: Option<f64>, margin: Option<f64>, note: &str) -> Bar {
    let interval = value
        .zip(margin)
        .map(|(value, margin)| Ends { lower: finite(value - margin), upper: finite(value + margin) });
    Bar { label: label.to_owned(), value: value.map(finite), interval, note: note.to_owned() }
}

fn bars() -> Vec<Case> {
    let of = |name, unit, bars| Case::of("bars", name, unit, Shape::Bars(Bars { bars }));
    let plain = |label: &str, value| bar(label, Some(value), None, "");
    let rows =
        |count: u8| (1..=count).map(|at| plain(&format!("Council {at}"), f64::from(at) * 3.1)).collect();
    vec![
        of(
            "usual",
            PERCENT,
            vec![
                bar("Eastbrook", Some(64.2), Some(4.1), ""),
                bar("England", Some(65.0), Some(0.3), ""),
                bar("Westmarsh", None, None, "suppressed"),
            ],
        ),
        of(
            "long-labels",
            POUNDS,
            vec![plain(LONG, 1_204.0), plain("Short", 12.0), bar(LONG, None, None, LONG)],
        ),
        of(
            "negative",
            RATE,
            vec![
                plain("East", -12.4),
                bar("West", Some(8.0), Some(3.0), ""),
                bar("North", Some(-2.0), Some(5.0), ""),
                bar("South", None, None, "not asked"),
            ],
        ),
        of("one-point", DAYS, vec![plain("Eastbrook", 1.0)]),
        of("all-missing", DAYS, vec![bar("East", None, None, "withheld"), bar("West", None, None, "")]),
        of("very-large-and-small", RATE, EXTREMES.iter().map(|value| plain("Council", *value)).collect()),
        of("equal-values", PERCENT, (0..5).map(|_| bar("Council", Some(64.0), Some(2.0), "")).collect()),
        of("noughts", COUNT, vec![plain("East", 0.0), plain("West", 0.0)]),
        of("thirty-rows", PERCENT, rows(30)),
        of("sixty-points", PERCENT, rows(60)),
        of("hostile-words", COUNT, vec![plain(HOSTILE, 4.0), bar("\u{202e}West", None, None, HOSTILE)]),
        of("empty-names", COUNT, vec![plain("", 4.0), bar("", None, None, "")]),
    ]
}

fn groups() -> Vec<Case> {
    let of = |name, names: &[&str], rows: &[(&str, &[u32])]| {
        let rows = rows.iter().map(|(label, counts)| GroupRow {
            label: (*label).to_owned(),
            counts: counts.to_vec(),
            href: None,
        });
        let groups = names.iter().map(|&name| name.to_owned()).collect();
        Case::of("groups", name, COUNT, Shape::Groups(Groups { groups, rows: rows.collect() }))
    };
    let six = ["Stories", "Feedback", "Meetings", "Actions", "Metrics", "Documents"];
    vec![
        of(
            "usual",
            &six,
            &[
                ("Assessing needs", &[4, 12, 3, 5, 7, 2]),
                ("Supporting people to live healthier lives", &[0, 1, 0, 2, 1, 0]),
            ],
        ),
        of("long-labels", &[LONG; 6], &[(LONG, &[1, 2, 3, 4, 5, 6]), (LONG, &[6, 0, 0, 0, 0, 1])]),
        of("one-point", &["Stories"], &[("Learning", &[1])]),
        of("all-missing", &six, &[("Learning", &[0; 6]), ("Safe systems", &[0; 6])]),
        of("very-large-and-small", &six, &[("Large", &[u32::MAX; 6]), ("Small", &[1, 0, 0, 0, 0, 1])]),
        of("equal-values", &six, &[("Learning", &[5; 6]), ("Safe systems", &[5; 6])]),
        of("thirty-rows", &["Stories", "Feedback"], &[("Statement", [0, 4].as_slice()); 30]),
        of("sixty-points", &six, &[("Statement", [4, 5, 3, 6, 2, 7].as_slice()); 10]),
        of("hostile-words", &[HOSTILE, "\u{202e}Stories"], &[(HOSTILE, &[2, 3])]),
        of("empty-names", &["", ""], &[("", &[2, 3])]),
    ]
}

fn step(label: &str, count: Option<u32>, share: Option<[f64; 3]>) -> Step {
    let share = share.map(|[value, lower, upper]| StepShare {
        value: finite(value),
        interval: Some(Ends { lower: finite(lower), upper: finite(upper) }),
    });
    Step { label: label.to_owned(), count, share, ..Step::default() }
}

fn steps() -> Vec<Case> {
    let of = |name, steps| {
        let onwards = "went on".to_owned();
        Case::of("steps", name, COUNT, Shape::Steps(Steps { steps, onwards, decimals: 0 }))
    };
    let word = |word: &str, step: Step| Step { word: word.to_owned(), ..step };
    let share_word = |word: &str, step: Step| Step { share_word: word.to_owned(), ..step };
    let three = ["Conversation 1", "Conversation 2", "Conversation 3"];
    vec![
        of(
            "usual",
            vec![
                step(three[0], Some(412), None),
                step(three[1], Some(255), Some([61.9, 57.1, 66.5])),
                step(three[2], Some(102), Some([40.0, 34.2, 46.1])),
            ],
        ),
        of(
            "withheld",
            vec![
                step(three[0], Some(38), None),
                share_word("share withheld", word("withheld", step(three[1], None, None))),
                share_word("share withheld", word("fewer than 5", step(three[2], None, None))),
            ],
        ),
        of(
            "nought-of-nought",
            vec![
                step(three[0], Some(31), None),
                step(three[1], Some(0), Some([0.0, 0.0, 11.0])),
                share_word("nobody could go on", step(three[2], Some(0), None)),
            ],
        ),
        of("all-missing", three.map(|label| word("no figures", step(label, None, None))).to_vec()),
        of("one-point", vec![step(three[0], Some(1), None)]),
        of(
            "five-and-equal",
            ["First", "Second", "Third", "Fourth", "Fifth"]
                .map(|label| step(label, Some(90), Some([100.0, 95.9, 100.0])))
                .to_vec(),
        ),
        of(
            "very-large-and-small",
            vec![step("Large", Some(u32::MAX), None), step("Small", Some(1), Some([0.0, 0.0, 0.1]))],
        ),
        of(
            "long-labels",
            vec![
                step(LONG, Some(412), None),
                share_word(LONG, word(LONG, step(LONG, None, None))),
                step(LONG, Some(12), Some([40.0, 34.2, 46.1])),
            ],
        ),
        of(
            "hostile-words",
            vec![
                step(HOSTILE, Some(4), None),
                share_word(HOSTILE, word("\u{202e}withheld", step("\u{202e}x", None, None))),
            ],
        ),
        of(
            "empty-names",
            vec![step("", Some(4), None), step("", Some(2), Some([50.0, 15.0, 85.0])), step("", None, None)],
        ),
    ]
}

fn classes(counts: &[Option<u32>]) -> Vec<WaitClass> {
    let labels = [
        "same day",
        "1 to 2",
        "3 to 7",
        "8 to 14",
        "15 to 28",
        "29 to 42",
        "43 to 56",
        "57 to 84",
        "85 to 168",
        "169 or more",
    ];
    let from = [0, 1, 3, 8, 15, 29, 43, 57, 85, 169];
    let class = |((label, from), count): ((&str, u32), &Option<u32>)| WaitClass {
        label: label.to_owned(),
        from,
        count: *count,
        word: "fewer than 5".to_owned(),
    };
    labels.into_iter().zip(from).zip(counts).map(class).collect()
}

fn waits() -> Vec<Case> {
    let of = |name, classes, marks: &[(&str, f64)]| {
        let marks =
            marks.iter().map(|(label, days)| WaitMark { label: (*label).to_owned(), days: finite(*days) });
        let across = "Days from first contact to first conversation".to_owned();
        Case::of("waits", name, DAYS, Shape::Waits(Waits { classes, marks: marks.collect(), across }))
    };
    let both = [("median", 4.0), ("90th percentile", 24.0)];
    let named = |label: &str| {
        classes(&[Some(4), None, Some(2)])
            .into_iter()
            .map(|class| WaitClass { label: label.to_owned(), word: label.to_owned(), ..class })
            .collect::<Vec<_>>()
    };
    vec![
        of("usual", classes(&[Some(64), Some(121), Some(140), Some(52), Some(31), None]), &both),
        of(
            "ten-classes",
            classes(&[
                Some(64),
                Some(1_121),
                Some(140),
                Some(52),
                Some(31),
                Some(20),
                Some(12),
                None,
                Some(6),
                None,
            ]),
            &both,
        ),
        of("all-missing", classes(&[None; 7]), &[]),
        of("noughts", classes(&[Some(0); 5]), &[]),
        of("one-point", classes(&[Some(1)]), &[("median", 0.0)]),
        of(
            "equal-values-and-near-marks",
            classes(&[Some(20); 7]),
            &[("median", 1.0), ("90th percentile", 2.0), ("longest", 400.0), ("95th percentile", 390.0)],
        ),
        of(
            "very-large-and-small",
            classes(&[
                Some(u32::MAX),
                Some(1),
                Some(0),
                None,
                Some(u32::MAX),
                Some(1),
                Some(1),
                Some(1),
                Some(1),
                Some(u32::MAX),
            ]),
            &[("longest", f64::MAX), ("shortest", 5e-324)],
        ),
        of("long-labels", named(LONG), &[(LONG, 2.0)]),
        of("hostile-words", named(HOSTILE), &[(HOSTILE, 2.0)]),
        of("empty-names", named(""), &[("", 2.0)]),
    ]
}
