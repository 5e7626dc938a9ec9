//! Each layout against whole csv files worked out by hand.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{pack, printed, reading};
use crate::pack::{Pack, Tree, fixture, tree};

fn text<'a>(site: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("the site has {path}"))).expect("text")
}

#[test]
fn every_layout_is_read_as_worked_out_by_hand() {
    let site = pack().build(&[]);
    let expected = tree(&fixture("published-files").join("expected"));
    let metrics = tree(&fixture("published-files").join("data/metrics"));
    let ids =
        |tree: &Tree| tree.keys().map(|path| path.split('.').next().unwrap_or_default().to_owned()).collect();
    let (wanted, read): (BTreeSet<String>, BTreeSet<String>) = (ids(&expected), ids(&metrics));
    assert_eq!(wanted, read, "each metric has its expectation");
    for (name, bytes) in &expected {
        let wanted = std::str::from_utf8(bytes).expect("text");
        assert_eq!(printed(&site, name.trim_end_matches(".csv")), wanted, "{name}");
    }
}

#[test]
fn small_numbers_of_a_file_are_kept_back_unless_they_are_published_as_official() {
    let rows = "period,value,helped,asked\n2026-01,15,3,20\n2026-02,50,10,20\n";
    let from = "from: {csv: data/t.csv, numerator: helped, denominator: asked}";
    let pack = || reading("data/t.csv", rows, "percent", from);
    let site = pack().edit("data/metrics/read.yaml", ", status: official", "").build(&[]);
    let csv = printed(&site, "read");
    assert_eq!(
        csv.lines().nth(1),
        Some("2026-01,2026-01-01,2026-01-31,Smallbrook Council,percent,,,,,,,withheld: small numbers,,")
    );
    // Wilson's for 3 of 20, with z = 1.959964 and z squared = 3.841459:
    // middle (0.15 + 3.841459 / 40) / (1 + 3.841459 / 20) = 0.246036 / 1.192073 = 0.206394,
    // half 1.959964 / 1.192073 * sqrt(0.15 * 0.85 / 20 + 3.841459 / 1600) = 0.154025: from 5.2369 to 36.0419.
    let site = pack().build(&[]);
    let csv = printed(&site, "read");
    assert_eq!(
        csv.lines().nth(1),
        Some("2026-01,2026-01-01,2026-01-31,Smallbrook Council,percent,15,3,20,,5.2369,36.0419,,,")
    );
}

#[test]
fn the_open_data_has_the_same_figures_and_the_breaks_between_handbooks() {
    let site = pack().build(&[]);
    let open: Value = serde_json::from_str(text(&site, "data/pack.json")).expect("JSON");
    let metric = &open["metrics"]["over-the-years"];
    // From 2022-23 the author says that the series goes on; from 2024-25 nobody does.
    assert_eq!(
        metric["breaks"],
        json!([{"period": "2024-25", "why": "counted by ASCOF 2024-25 from here on, and by ASCOF 2022-23 before"}])
    );
    assert_eq!(
        metric["points"][1],
        json!({
            "period": "2022-23", "from": "2022-04-01", "to": "2023-03-31", "value": 12, "numerator": 24,
            "denominator": 200, "margin": null, "lower": 8.197_992_706_375_512, "upper": 17.234_252_098_296_75,
            "missing": null, "note": "[p] in the file: provisional", "target": null
        })
    );
    let names: Vec<&Value> =
        metric["comparators"].as_array().expect("a list").iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["England", "Nowhere region", "Otherham", "Café Vale", "Neighbours"]);
    assert_eq!(open["metrics"]["turnover"]["points"][1]["value"], json!(23.954_913_72));
    let page = text(&site, "metrics/over-the-years.html");
    assert!(page.contains("counted by ASCOF 2024-25 from here on"), "the page says why the line breaks");
}

#[test]
fn a_file_that_only_metrics_read_is_not_in_the_site() {
    let site = pack().build(&[]);
    let copied: Vec<&String> = site.keys().filter(|path| path.contains("published/")).collect();
    assert_eq!(copied, Vec::<&String>::new());
    let label = "Proportion of adults in an invented measure".as_bytes();
    assert!(!site.values().any(|bytes| bytes.windows(label.len()).any(|part| part == label)));
}

#[test]
fn the_example_of_the_guide_is_read_as_it_says() {
    let guide = include_str!("../../../docs/writing.md");
    let section =
        guide.split("\n#").find(|part| part.starts_with("## Figures from a file")).expect("a section");
    let mut pack = Pack::small();
    let mut files = 0;
    for part in section.split("\nFile `").skip(1) {
        let (path, rest) = part.split_once("`:\n````").expect("a block follows");
        let text = rest.split_once('\n').and_then(|(_, text)| text.split_once("\n````")).expect("a block").0;
        pack = pack.file(path, format!("{text}\n"));
        files += 1;
    }
    assert_eq!(files, 2, "the file and the metric");
    assert_eq!(
        printed(&pack.build(&[]), "visits-of-the-region"),
        "period,from,to,who,unit,value,numerator,denominator,margin,lower,upper,missing,note,target\r\n\
         2026-01,2026-01-01,2026-01-31,Smallbrook Council,percent,75,45,60,,62.7679,84.2235,,,\r\n\
         2026-02,2026-02-01,2026-02-28,Smallbrook Council,percent,62.5,40,64,,50.2504,73.334,,,\r\n\
         2026-01,2026-01-01,2026-01-31,Next council,percent,60,18,30,,42.3204,75.4094,,,\r\n\
         2026-02,2026-02-01,2026-02-28,Next council,percent,,,,,,,suppressed,[c] in the file: suppressed,\r\n\
         2026-01,2026-01-01,2026-01-31,The region,percent,64,640,1000,,60.9766,66.9162,,,\r\n"
    );
}

#[test]
fn the_order_of_rows_makes_no_difference() {
    let mut site = pack().build(&[]);
    let mut changed = pack();
    for file in ["ascof-2022-23", "ascof-2024-25", "oflog", "fingertips", "markers"] {
        let path = format!("data/published/{file}.csv");
        let bytes = std::fs::read(changed.root().join(&path)).expect("a file");
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        lines[1..].reverse();
        changed = changed.file(&path, lines.concat());
    }
    let mut again = changed.build(&[]);
    // The sources are others, and the manifest says so.
    assert_ne!(again.remove("manifest.json"), site.remove("manifest.json"));
    assert!(again == site, "the site has changed");
}
