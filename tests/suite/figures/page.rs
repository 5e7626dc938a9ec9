//! The page of a metric: what stands on it, in what order, for whom; and long
//! series.

use std::fmt::Write;

use super::{built, csv, html, metric, open, words};
use crate::html::broken_links;
use crate::pack::{Pack, Tree};

/// A metric that a claim cites, with all that its page can show.
const FULL: &str = "question: Are people heard?
unit: percent
better: higher
audience: public
method: |
  Everybody who was asked.

  ```sql
  SELECT 1;
  ```
points: [{period: 2024-25, value: 50, numerator: 50, denominator: 100}]
revisions:
  - {on: 2026-03-01, what: Weighted anew}
  - {on: 2026-05-01, what: Two answers were found}
";

const JUDGEMENT: &str = "---
statement: learning
score: 2
because: We say so.
owner: Head
reviewed: 2026-06-01
audience: public
status: approved
strengths:
  - {claim: Another thing, evidence: [metric:days-to-contact]}
improvements:
  - {claim: People are heard, evidence: [metric:heard]}
---
";

#[track_caller]
fn full(audience: &str) -> Tree {
    let pack = Pack::small()
        .file("data/metrics/heard.yaml", metric(&format!("status: approved\n{FULL}")))
        .file("content/judgements/learning.md", JUDGEMENT);
    pack.build(&["--audience", audience])
}

#[test]
fn the_page_goes_from_the_question_to_what_leans_on_it() {
    let site = full("internal");
    assert_eq!(broken_links(&site), Vec::<String>::new());
    let text = words(&site);
    let mut from = text.find("Figures Figure Heard").expect("the page's own part");
    for part in [
        "Are people heard?",
        "Heard: 50.0% in 2024-25",
        "How it is counted",
        "Everybody who was asked.",
        "Where the figures come from",
        "What it supports",
        "Learning, improvement and innovation direct evidence",
        "Claims that lean on it",
        "People are heard Learning, improvement and innovation, to improve Stands on one source",
        "What was changed afterwards",
        "1 May 2026 Two answers were found 1 March 2026 Weighted anew",
    ] {
        let at =
            text[from..].find(part).unwrap_or_else(|| panic!("`{part}` in its place: {}", &text[from..]));
        from += at;
    }
    // The second claim of the statement, after its one strength.
    assert!(html(&site).contains("statements/learning.html#claim-2"), "{}", html(&site));
}

#[test]
fn other_editions_say_nothing_of_where_a_claim_stands() {
    let text = words(&full("public"));
    assert!(text.contains("People are heard Learning, improvement and innovation, to improve"), "{text}");
    assert!(!text.contains("Stands on one source"), "{text}");
    let bare = words(&built("unit: days\nbetter: lower\npoints: [{period: 2024-25, value: 5}]\n"));
    for section in ["Claims that lean on it", "What was changed afterwards", "Part of", "What it says"] {
        assert!(!bare.contains(section), "{section}");
    }
}

#[test]
fn each_signal_of_a_control_chart_stands_with_its_rule() {
    // Seven at 10 and 12, then seven at 20 and 22: the first seven lie below the mean, the others above.
    let mut points = String::new();
    for at in 1..=14 {
        let value = if at <= 7 { 10 } else { 20 } + at % 2 * 2;
        write!(points, "{{period: {}-{:02}, value: {value}}}, ", 2024 + (at - 1) / 12, (at - 1) % 12 + 1)
            .expect("text");
    }
    let site = built(&format!("unit: count\nbetter: lower\nchart: spc\npoints: [{points}]\n"));
    let page = html(&site);
    let signals =
        page.split("class=\"signals\">").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("signals");
    let signals: Vec<&str> =
        signals.split("<li>").skip(1).map(|one| one.trim().trim_end_matches("</li>")).collect();
    let said = signals.join(" ");
    assert!(
        said.contains("in a run of seven or more below the mean: a signal of improvement."),
        "{signals:?}"
    );
    assert!(said.contains("in a run of seven or more above the mean: a signal of concern."), "{signals:?}");
    let description =
        page.split("<desc").nth(1).and_then(|rest| rest.split("</desc>").next()).expect("a description");
    for signal in &signals {
        assert!(description.contains(signal), "{signal} in {description}");
    }
    assert!(description.contains("From January 2024: mean "), "{description}");
}

#[test]
fn ten_thousand_days_are_a_page_that_can_be_read() {
    let mut points = String::new();
    let mut day = jiff::civil::date(1999, 1, 1);
    for at in 0..10_000 {
        writeln!(points, "  - {{period: {day}, value: {}}}", at % 17).expect("text");
        day = day.tomorrow().expect("a day");
    }
    for chart in ["trend", "bars", "spc"] {
        let site = built(&format!("unit: count\nbetter: lower\nchart: {chart}\npoints:\n{points}"));
        let page = html(&site);
        assert!(
            page.contains("The table has the last 100 of 10,000 periods; the csv file has them all."),
            "{chart}"
        );
        assert_eq!(page.matches("<th scope=\"row\">").count(), 100, "{chart}");
        assert!(page.len() < 250_000, "{chart}: {} bytes", page.len());
        assert_eq!(csv(&site).len(), 10_000, "{chart}");
        assert_eq!(open(&site)["points"].as_array().expect("points").len(), 10_000, "{chart}");
        assert_eq!(
            page.contains("There are too many figures for bars, so they are drawn as a line."),
            chart == "bars"
        );
    }
}

#[test]
fn sixty_months_beside_three_others_with_intervals_stay_small() {
    let series = |level: u32| {
        let point = |at: u32| {
            let x = level + at % 7;
            format!(
                "{{period: {}-{:02}, value: {x}, numerator: {x}, denominator: 100}}",
                2020 + at / 12,
                at % 12 + 1
            )
        };
        (0..60).map(point).collect::<Vec<_>>().join(", ")
    };
    let others =
        [30, 50, 70].map(|level| format!("{{name: Area {level}, points: [{}]}}", series(level))).join(", ");
    let site =
        built(&format!("unit: percent\nbetter: higher\npoints: [{}]\ncomparators: [{others}]\n", series(40)));
    let page = html(&site);
    let chart = page.split("<svg").find(|part| part.contains("ch-trend")).expect("a chart");
    let bytes = chart.split("</svg>").next().map_or(0, str::len);
    assert!(bytes < 20_000, "{bytes} bytes");
}
