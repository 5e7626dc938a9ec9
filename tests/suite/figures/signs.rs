//! The marks of a control chart stand beside words, and say nothing alone.

use std::fmt::Write;

use ninefold::chart::{Sign, mark};

use super::{built, html};
use crate::pack::Tree;

/// The opening of a mark.
const MARK: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ch-sign\" viewBox=\"0 0 32 32\" aria-hidden=\"true\" focusable=\"false\">";

/// Twelve figures about 10 and one that is far above.
fn rising(better: &str, more: &str) -> Tree {
    let mut points = String::new();
    for month in 1..=12 {
        write!(points, "{{period: 2025-{month:02}, value: {}}}, ", 10 + month % 2).expect("text");
    }
    built(&format!(
        "chart: spc\nunit: count\nbetter: {better}\n{more}points: [{points}{{period: 2026-01, value: 40}}]\n"
    ))
}

fn register(site: &Tree) -> String {
    String::from_utf8_lossy(&site["metrics/index.html"]).into_owned()
}

/// The marks of a text, each with the words beside it.
fn marks(html: &str) -> Vec<(String, String)> {
    let found = html.split(MARK).skip(1).map(|rest| {
        let (drawing, rest) = rest.split_once("</svg><span>").expect("words follow a mark");
        (drawing.to_owned(), rest.split_once("</span>").expect("they end").0.to_owned())
    });
    found.collect()
}

/// The marks as they were drawn.
fn drawn(marks: &[(String, String)]) -> Vec<String> {
    marks.iter().map(|(drawing, _)| format!("{MARK}{drawing}</svg>")).collect()
}

#[test]
fn a_mark_stands_before_its_words_in_notes_on_the_page_and_in_the_register() {
    // Moves of 1 and one of 29: it is screened out, and the mean is (6 × 10 + 6 × 11 + 40) / 13 =
    // 12.77 with limits 2.66 away, from 10.1 to 15.4. A target of 5 is below them.
    let site = rising("lower", "target: 5\n");
    let said = [
        "The last figure shows concern: higher, where lower is better.",
        "The target will not be met unless something changes.",
    ];
    let found = marks(&html(&site));
    let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words, [said, said].concat(), "in the notes, then in what it says");
    assert_eq!(drawn(&found), [Sign::ConcernHigh, Sign::Fail, Sign::ConcernHigh, Sign::Fail].map(mark));
    let short = marks(&register(&site));
    let words: Vec<&str> = short.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words, ["Concern", "Target will not be met as things are"]);
    assert_eq!(drawn(&short), [Sign::ConcernHigh, Sign::Fail].map(mark));
}

#[test]
fn each_reading_has_a_mark_and_words_of_its_own() {
    let expect = |better: &str, more: &str, signs: &[Sign], said: &[&str]| {
        let found = marks(&register(&rising(better, more)));
        let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, said);
        assert_eq!(drawn(&found), signs.iter().copied().map(mark).collect::<Vec<_>>());
    };
    let met = ["Improvement", "Target will be met as things are"];
    expect("higher", "target: 5\n", &[Sign::ImprovementHigh, Sign::Pass], &met);
    expect("neither", "target: 5\n", &[Sign::NeutralHigh], &["Higher"]);
    let chance = ["Improvement", "Target met or missed by chance"];
    expect("higher", "target: 12\n", &[Sign::ImprovementHigh, Sign::HitOrMiss], &chance);
}

#[test]
fn a_chart_without_limits_has_no_mark() {
    let site = built(
        "chart: spc\nunit: count\nbetter: lower\npoints: [{period: 2024-25, value: 9}, {period: 2025-26, value: 8}]\n",
    );
    assert!(
        html(&site).contains("there are only 2 periods") || html(&site).contains("There are only 2 periods")
    );
    assert_eq!(marks(&html(&site)), []);
    assert_eq!(marks(&register(&site)), []);
}
