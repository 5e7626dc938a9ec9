//! Each layout against whole csv files worked out by hand.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::pack;
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
        assert_eq!(text(&site, &format!("data/metrics/{name}")), wanted, "{name}");
    }
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
            "denominator": 200, "margin": null, "missing": null, "note": "[p] in the file: provisional", "target": null
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
        text(&pack.build(&[]), "data/metrics/visits-of-the-region.csv"),
        "period,who,value,numerator,denominator,margin,missing,note,target\r\n\
         2026-01,Smallbrook Council,75,45,60,,,,\r\n\
         2026-02,Smallbrook Council,62.5,40,64,,,,\r\n\
         2026-01,Next council,60,18,30,,,,\r\n\
         2026-02,Next council,,,,,suppressed,[c] in the file: suppressed,\r\n\
         2026-01,The region,64,640,1000,,,,\r\n"
    );
}

#[test]
fn the_order_of_rows_makes_no_difference() {
    let site = pack().build(&[]);
    let mut changed = pack();
    for file in ["ascof-2022-23", "ascof-2024-25", "oflog", "fingertips", "markers"] {
        let path = format!("data/published/{file}.csv");
        let bytes = std::fs::read(changed.root().join(&path)).expect("a file");
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        lines[1..].reverse();
        changed = changed.file(&path, lines.concat());
    }
    assert_eq!(changed.build(&[]), site);
}
