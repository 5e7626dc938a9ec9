//! Benchmarks and funnels from a pack to its pages, and what they fall back to.

use std::fmt::Write;

use super::{built, html, row, words};

/// A year of 60 of 100 for the authority, beside others.
fn beside(chart: &str, comparators: &str) -> String {
    format!(
        "chart: {chart}\nunit: percent\nbetter: higher\npoints: [{{period: 2024-25, value: 60, numerator: 60, denominator: 100}}]\n\
         comparators: [{comparators}]\n"
    )
}

const ENGLAND: &str = "{name: England, points: [{period: 2024-25, value: 50}]}";
const UPTON: &str = "{name: Upton, points: [{period: 2024-25, value: 90, numerator: 180, denominator: 200}]}";
const HALE: &str = "{name: Hale, points: [{period: 2024-25, missing: suppressed}]}";

#[test]
fn a_benchmark_has_everybody_under_each_other() {
    let site = built(&beside("benchmark", &[ENGLAND, UPTON, HALE].join(", ")));
    let (page, text) = (html(&site), words(&site));
    assert!(page.contains("class=\"chart ch-dots\"") || page.contains("ch-dots"), "{page}");
    // 60 of 100: (123.841458821 ± 1.959963985 √(3.841458821 + 96)) / 207.682917642.
    assert!(
        text.contains("2024-25, the highest first: Upton 90.0%, interval 85.1 to 93.4 per cent; Smallbrook Council 60.0%, interval 50.2 to 69.1 per cent; England 50.0%; Hale (suppressed)."),
        "{text}"
    );
    assert!(text.contains("Heard: 60.0% in 2024-25; better than England"), "{text}");
    assert_eq!(row(&page, "Upton"), ["90.0%", "180", "200", "85.1 to 93.4", "worse"]);
    assert_eq!(row(&page, "England"), ["50.0%", "", "", "", "better"]);
    assert_eq!(row(&page, "Hale")[0], "suppressed");
    assert_eq!(row(&page, "2024-25")[..2], ["60.0%", "60"].map(str::to_owned), "all periods stand below");
}

#[test]
fn more_areas_than_a_benchmark_can_draw_stand_in_the_table() {
    let mut comparators = ENGLAND.to_owned();
    for at in 1..=35 {
        write!(comparators, ", {{name: Area {at:02}, points: [{{period: 2024-25, value: {at}}}]}}")
            .expect("text");
    }
    let site = built(&beside("benchmark", &comparators));
    let text = words(&site);
    // The authority, England and 35 areas are 37; 30 are drawn.
    assert!(text.contains("7 more areas are in the table and not in the chart."), "{text}");
    let description =
        text.split("the highest first:").nth(1).and_then(|rest| rest.split("England 50").next());
    assert!(description.is_some(), "{text}");
    assert_eq!(row(&html(&site), "Area 35")[0], "35.0%");
}

#[test]
fn a_funnel_says_who_lies_outside_the_limits() {
    // England has counts, and is the line and not one of the areas.
    let england = ENGLAND.replace("value: 50", "value: 50, numerator: 5000, denominator: 10000");
    let site = built(&beside("funnel", &[&*england, UPTON].join(", ")));
    let (page, text) = (html(&site), words(&site));
    assert!(page.contains("ch-funnel"), "{page}");
    // Around England's 0.5: 100 have limits 0.5 ± 1.96 × 0.05, which is 0.402 to 0.598, and
    // 0.5 ± 3.09 × 0.05, to 0.6545: 0.6 lies between. Of 200, 0.9 lies above 0.5 + 3.09 × 0.0354.
    assert!(text.contains("Smallbrook Council lies above the 95 per cent limits."), "{text}");
    assert!(text.contains("Outside the limits: Upton above the 99.8 per cent limits."), "{text}");
    assert!(text.contains("The line is England, 50.0%."), "{text}");
    let last = |head: &str| row(&page, head).pop().expect("a cell");
    assert_eq!(last("England"), "not in the funnel");
    assert_eq!(last("Upton"), "above the 99.8 per cent limits");
}

#[test]
fn a_funnel_without_a_reference_has_all_areas_taken_together() {
    // The first has no figure: 60 + 180 of 300 are 80 %.
    let nowhere = "{name: England, points: [{period: 2023-24, value: 50}]}";
    let text = words(&built(&beside("funnel", &[nowhere, UPTON].join(", "))));
    assert!(text.contains("The line is all areas taken together, 80.0%."), "{text}");
}

#[track_caller]
fn falls_back(metric: &str, why: &str, class: &str) {
    let site = built(metric);
    let text = words(&site);
    assert!(text.contains(why), "{why}\n{text}");
    assert!(html(&site).contains(class), "{class}");
}

#[test]
fn what_cannot_be_a_funnel_or_a_benchmark_says_why_and_is_drawn_otherwise() {
    falls_back(
        &beside("funnel", ENGLAND),
        "This is no funnel: no comparator but England has a numerator and denominator for 2024-25.",
        "ch-dots",
    );
    falls_back(
        &format!("survey: true\n{}", beside("funnel", &[ENGLAND, UPTON].join(", "))),
        "This is no funnel: its counts are estimates of a survey.",
        "ch-dots",
    );
    let days = beside("funnel", UPTON)
        .replace("percent", "score")
        .replace("value: 60, ", "value: 0.6, ")
        .replace("value: 90, ", "value: 0.9, ");
    falls_back(&days, "This is no funnel: only percentages can be.", "ch-dots");
    let uncounted =
        beside("funnel", &[ENGLAND, UPTON].join(", ")).replace(", numerator: 60, denominator: 100", "");
    falls_back(
        &uncounted,
        "This is no funnel: the figure of Smallbrook Council for 2024-25 has no numerator and denominator.",
        "ch-dots",
    );
    let alone = beside("benchmark", "{name: England, points: [{period: 2023-24, value: 50}]}");
    falls_back(
        &alone,
        "This is no benchmark: there is no period for which a comparator has a figure too.",
        "ch-bars",
    );
    let nothing = beside("benchmark", ENGLAND)
        .replace("value: 60, numerator: 60, denominator: 100", "missing: not-yet");
    falls_back(&nothing, "This is no benchmark: Smallbrook Council has no figure.", "ch-bars");
}

#[test]
fn a_benchmark_of_an_earlier_period_says_that_there_is_a_later_figure() {
    let text = words(&built(
        "chart: benchmark\nunit: percent\nbetter: higher\npoints: [{period: 2023-24, value: 40}, {period: 2024-25, value: 60}]\n\
         comparators: [{name: England, points: [{period: 2023-24, value: 50}]}]\n",
    ));
    assert!(text.contains("Heard: 40.0% in 2023-24 Per cent, Smallbrook Council, 2023-24"), "{text}");
    assert!(
        text.contains("The chart is of 2023-24: nobody else has a figure for a later period. That of Smallbrook Council for 2024-25 is 60.0%."),
        "{text}"
    );
}
