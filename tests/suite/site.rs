//! The built site as a whole: links, bytes, audiences, frameworks.

use std::path::Path;

use crate::html::{broken_links, pages};
use crate::pack::{Pack, Tree, fixture};

/// The repository is itself a pack: the example.
#[track_caller]
pub fn example() -> Pack {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pack = Pack::empty();
    for folder in ["content", "data"] {
        crate::pack::copy(&root.join(folder), &pack.root().join(folder));
    }
    pack
}

#[test]
fn no_link_of_any_pack_is_broken_for_any_audience() {
    for pack in [example(), Pack::small(), Pack::copy_of(&fixture("published-figures"))] {
        for audience in ["internal", "assessor", "public"] {
            let site = pack.build(&["--audience", audience]);
            let wrong = broken_links(&site);
            assert!(wrong.is_empty(), "{audience}: {} faults\n{}", wrong.len(), wrong.join("\n"));
        }
    }
}

#[test]
fn building_twice_gives_the_same_bytes_and_writes_nothing() {
    let pack = example();
    let first = pack.build(&[]);
    let again = pack.run(&["build"]);
    assert!(again.stdout.contains("\n0 written, "), "{}", again.stdout);
    assert_eq!(pack.tree("public"), first);
    let elsewhere = example();
    assert!(elsewhere.build(&[]) == first, "the same pack in another folder gives other bytes");
}

#[test]
fn each_statement_shows_its_texts_a_chart_and_what_it_cites() {
    let site = example().build(&[]);
    let pages = pages(&site);
    let statements: Vec<_> = pages.iter().filter(|(path, _)| path.starts_with("statements/")).collect();
    let real = statements.iter().filter(|(_, page)| page.ids.iter().any(|id| id == "commitment")).count();
    assert_eq!(real, 9, "nine statements have a commitment; the other pages lead on from earlier names");
    for (path, page) in statements.iter().filter(|(_, page)| page.ids.iter().any(|id| id == "commitment")) {
        let charts = page.elements.iter().filter(|(name, _)| name == "svg").count();
        assert!(charts >= 1, "{path} has no chart");
        let cited = page.links.iter().filter(|(name, link)| {
            name == "a"
                && ["stories/", "metrics/", "feedback/", "actions/"].iter().any(|kind| link.contains(kind))
        });
        assert!(cited.count() >= 2, "{path} cites less than two items");
    }
}

#[test]
fn a_framework_of_any_size_makes_a_site() {
    let pack = Pack::copy_of(&fixture("tiny-framework"));
    let site = pack.build(&[]);
    assert!(broken_links(&site).is_empty(), "{:?}", broken_links(&site));
    let statements: Vec<&String> = site.keys().filter(|path| path.starts_with("statements/")).collect();
    assert_eq!(statements, ["statements/warm-welcome.html"]);
    let pages = pages(&site);
    let columns = pages["matrix.html"].elements.iter().filter(|(name, attributes)| {
        name == "th" && attributes.get("scope").is_some_and(|scope| scope == "col")
    });
    // The theme, the statement, two categories and what counts against it.
    assert!((4..=5).contains(&columns.count()), "the matrix has a column for each category of the framework");
    assert!(pages["statements/warm-welcome.html"].text.contains("7 of 7"), "its scores go up to seven");
    assert!(
        !pages["index.html"].text.contains("Care Quality Commission"),
        "nothing of another framework is shown"
    );
}

#[test]
fn an_earlier_name_leads_on() {
    let site = Pack::small().build(&[]);
    let pages = pages(&site);
    let old = &pages["stories/old-gate.html"];
    assert!(old.links.iter().any(|(_, link)| link == "garden-gate.html"), "{old:?}");
    assert!(site.contains_key("statements/assessing-peoples-needs.html"), "titles that vary lead on too");
}

#[test]
fn the_manifest_lists_every_file() {
    let site = Pack::small().build(&["--audience", "assessor", "--as-of", "2026-05-01"]);
    let manifest: serde_json::Value = serde_json::from_slice(&site["manifest.json"]).expect("JSON");
    let listed: Vec<&str> = manifest["files"]
        .as_array()
        .expect("a list of files")
        .iter()
        .map(|file| file["path"].as_str().expect("a path"))
        .collect();
    let there: Vec<&str> = site.keys().map(String::as_str).filter(|path| *path != "manifest.json").collect();
    assert_eq!(listed, there);
    assert_eq!(manifest["as_of"], "2026-05-01");
    assert_eq!(manifest["audience"], "assessor");
}

#[test]
fn the_as_of_date_moves_an_action_from_open_to_overdue() {
    let pack = Pack::small();
    let said = |site: &Tree| pages(site)["actions/call-back.html"].text.clone();
    let on_the_day = said(&pack.build(&["--as-of", "2026-06-01"]));
    let day_after = said(&pack.build(&["--as-of", "2026-06-02"]));
    assert!(!on_the_day.to_lowercase().contains("overdue"), "{on_the_day}");
    assert!(day_after.to_lowercase().contains("overdue"), "{day_after}");
}

#[test]
fn code_in_a_method_is_highlighted_as_classes() {
    let site = Pack::small().build(&[]);
    let html = String::from_utf8_lossy(&site["metrics/days-to-contact.html"]).into_owned();
    assert!(html.contains("hl-keyword"), "the SQL of the method has classes");
    assert!(!html.contains("style=\"color"), "and no colours of its own");
}

#[test]
fn missing_figures_are_said_and_never_drawn_as_zero() {
    let site = Pack::small().build(&[]);
    let page = &pages(&site)["metrics/days-to-contact.html"];
    assert!(page.text.contains("not collected"));
    let csv = String::from_utf8_lossy(&site["data/metrics/days-to-contact.csv"]).into_owned();
    assert!(
        csv.contains("2026-03,2026-03-01,2026-03-31,Smallbrook Council,days,,,,,,,not collected,"),
        "{csv}"
    );
    assert!(csv.contains("2026-01,2026-01-01,2026-01-31,Smallbrook Council,days,9.1,182,20,,,"), "{csv}");
}

/// The sentence above a metric's chart, and the row on its target.
#[track_caller]
fn said_of(metric: &str) -> String {
    let site = Pack::small().file("data/metrics/extra.yaml", metric).build(&[]);
    pages(&site)["metrics/extra.html"].text.clone()
}

const EXTRA: &str = "title: Extra\nstatements: [learning]\ncategory: processes\nunit: days\nbetter: lower\nsource: {name: Ours}\n";

#[test]
fn a_figure_is_read_in_the_run_that_it_belongs_to() {
    let text = said_of(&format!(
        "{EXTRA}breaks: [{{period: 2023-24, why: Counted anew}}, {{period: 2024-25, why: And again}}]\npoints:\n\
         \x20 - {{period: 2021-22, value: 9}}\n  - {{period: 2022-23, value: 8}}\n  - {{period: 2023-24, missing: not-collected}}\n  - {{period: 2024-25, missing: not-yet}}\n"
    ));
    assert!(text.contains("Extra: 8.0 days in 2022-23, down from 9.0 days in 2021-22"), "{text}");
    let text = said_of(&format!(
        "{EXTRA}breaks: [{{period: 2023-24, why: Counted anew}}]\npoints:\n\
         \x20 - {{period: 2022-23, value: 8}}\n  - {{period: 2023-24, value: 5}}\n  - {{period: 2024-25, value: 6}}\n"
    ));
    assert!(text.contains("Extra: 6.0 days in 2024-25, up from 5.0 days in 2023-24"), "{text}");
}

#[test]
fn a_figure_is_held_to_the_target_of_its_own_period() {
    let text = said_of(&format!(
        "{EXTRA}target: [{{from: 2026-01, value: 7}}, {{from: 2027-04, value: 3}}]\npoints:\n\
         \x20 - {{period: 2026-04, value: 6.5}}\n  - {{period: 2026-05, value: 6}}\n"
    ));
    assert!(text.contains("7.0 days from January 2026; 3.0 days from April 2027"), "{text}");
    assert!(text.contains("The last figure meets the target of its period."), "{text}");
}

#[test]
fn figures_that_print_the_same_are_said_to_be_the_same() {
    let text = said_of(&format!(
        "{EXTRA}decimals: 1\npoints:\n  - {{period: 2026-04, value: 6.04}}\n  - {{period: 2026-05, value: 5.96}}\n"
    ));
    assert!(text.contains("6.0 days in May 2026, the same as in April 2026"), "{text}");
}

#[test]
fn time_is_drawn_as_long_as_it_was() {
    let site = Pack::small()
        .file(
            "data/metrics/extra.yaml",
            format!(
                "{EXTRA}points:\n  - {{period: 2010-11, value: 4}}\n  - {{period: 2011-12, value: 5}}\n  - {{period: 2021-22, value: 6}}\n  - {{period: 2022-23, value: 7}}\n"
            ),
        )
        .build(&[]);
    let page = &pages(&site)["metrics/extra.html"];
    let line = page.elements.iter().find_map(|(_, attributes)| {
        attributes
            .get("d")
            .filter(|_| attributes.get("class").is_some_and(|class| class.contains("ch-line-1")))
    });
    let starts: Vec<f64> = line
        .expect("the line is drawn")
        .split('M')
        .filter_map(|way| way.split(' ').next()?.parse().ok())
        .collect();
    assert_eq!(starts.len(), 2, "ten years without a figure part the line in two: {line:?}");
    // Eleven of the twelve steps of the axis lie between the beginnings.
    assert!(starts[1] - starts[0] > 200.0, "{starts:?}");
}
