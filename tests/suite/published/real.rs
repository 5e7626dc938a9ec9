//! Real published files, whole, where they are at hand: every figure that the
//! site prints for three councils against the file's own rows, which are read
//! here by another way.
//!
//! The files are no part of the project. They are looked for in the folder
//! that `NINEFOLD_REAL_DATA` names, otherwise in the folder `data` of any
//! folder beside the project's own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{metric, with_settings};
use crate::pack::{Pack, Tree};

const ASCOF: &str = "ascof_2020-21_open_data_v2_trimmed.csv";
const OFLOG: &str = "oflog_asc_2015-16_to_2022-23.csv";

/// Councils with the regions that they are in.
const COUNCILS: [(&str, &str, &str); 3] = [
    ("Oxfordshire", "E10000025", "E12000008"),
    ("Kent", "E10000016", "E12000008"),
    ("Manchester", "E08000003", "E12000002"),
];

const ENGLAND: &str = "E92000001";

/// A folder with both files.
fn folder() -> Result<PathBuf, String> {
    let holds = |folder: &Path| [ASCOF, OFLOG].iter().all(|file| folder.join(file).is_file());
    if let Some(named) = std::env::var_os("NINEFOLD_REAL_DATA").map(PathBuf::from) {
        let found = holds(&named).then(|| named.clone());
        return found.ok_or_else(|| {
            format!("NINEFOLD_REAL_DATA names {}, which does not hold both", named.display())
        });
    }
    let beside =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().and_then(|parent| std::fs::read_dir(parent).ok());
    let folders = beside.into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path().join("data"));
    let mut folders: Vec<PathBuf> = folders.filter(|folder| holds(folder)).collect();
    folders.sort();
    folders.into_iter().next().ok_or_else(|| {
        "no folder beside the project has them in `data`, and NINEFOLD_REAL_DATA is not set".to_owned()
    })
}

/// A row of a file by its headers.
type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("the file opens");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// What stands in a cell of the site's csv file for a number of a published file.
fn printed(text: &str) -> String {
    let number = text.parse::<f64>().is_ok();
    if !number {
        return String::new();
    }
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    short.to_owned()
}

fn missing(text: &str) -> &'static str {
    match text {
        "[c]" => "suppressed",
        "[x]" | "[z]" | "" => "not available",
        _ => "",
    }
}

/// Period, who, value, numerator, denominator, margin, and why it is missing.
type Line = [String; 7];

/// What the site should print of a measure, by the file's own rows.
type Expected = BTreeMap<String, BTreeSet<Line>>;

fn ascof(rows: &[Row], code: &str, whose: &[(&str, &str)]) -> BTreeSet<Line> {
    let mut lines = BTreeSet::new();
    for (who, area) in whose {
        let part = |kind: &str| {
            let mut found = rows.iter().filter(|row| {
                row["ONS Code"] == **area
                    && row["ASCOF Measure Code"] == code
                    && row["Disaggregation Level"] == "Total"
                    && row["Measure Type"] == kind
            });
            found.next().map(|row| row["Measure Value"].clone())
        };
        let value = part("Outcome").expect("the file has an outcome for every area");
        let [numerator, denominator, margin] = ["Numerator", "Denominator", "Margin Of Error"]
            .map(|kind| printed(&part(kind).unwrap_or_default()));
        let why = missing(&value).to_owned();
        lines.insert(["2020-21".into(), (*who).into(), printed(&value), numerator, denominator, margin, why]);
    }
    lines
}

fn oflog(rows: &[Row], code: &str, whose: &[(&str, &str, &str)]) -> BTreeSet<Line> {
    let mut lines = BTreeSet::new();
    for (who, area, column) in whose {
        for row in rows.iter().filter(|row| row["Code"] == code && row["Local authority code"] == **area) {
            let value = &row[*column];
            let none = String::new;
            let why = missing(value).to_owned();
            lines.insert([
                row["Financial year"].clone(),
                (*who).into(),
                printed(value),
                none(),
                none(),
                none(),
                why,
            ]);
        }
    }
    lines
}

fn unit(code: &str) -> &'static str {
    match code {
        "1A" | "1J" | "ASC1" | "ASC2" => "score",
        "2A1" | "2A2" | "ASC6" => "rate\nper: 100000",
        _ => "percent",
    }
}

/// The codes of a column, in order.
fn codes(rows: &[Row], column: &str, wanted: impl Fn(&Row) -> bool) -> BTreeSet<String> {
    rows.iter().filter(|row| wanted(row)).map(|row| row[column].clone()).collect()
}

/// A pack of one council with every measure of both files.
fn pack(folder: &Path, at: usize, ascof_rows: &[Row], oflog_rows: &[Row]) -> (Pack, Expected) {
    let (_, area, region) = COUNCILS[at];
    let peers: Vec<(&str, &str)> =
        COUNCILS.iter().filter(|(_, code, _)| *code != area).map(|(name, code, _)| (*name, *code)).collect();
    let mut settings = format!("area: {area}\npeers:\n  areas:\n");
    for (name, code) in &peers {
        let _ = writeln!(settings, "    - {{name: {name}, code: {code}}}");
    }
    let mut pack = with_settings(Pack::small(), &settings);
    for file in [ASCOF, OFLOG] {
        let bytes = std::fs::read(folder.join(file)).expect("the file is read");
        pack = pack.file(&format!("data/published/{file}"), bytes);
    }
    let mut expected = Expected::new();
    let own = "Smallbrook Council";
    // Some measures have rows for regions alone.
    let of_council = |row: &Row| row["Disaggregation Level"] == "Total" && row["ONS Code"] == area;
    for code in codes(ascof_rows, "ASCOF Measure Code", of_council) {
        let from = format!(
            "from: {{csv: data/published/{ASCOF}, code: {code}, period: 2020-21, handbook: ASCOF 2020-21}}\n\
             comparators: [{{name: England, area: {ENGLAND}}}, {{name: Region, area: {region}}}, {{peers: true}}]"
        );
        let id = format!("ascof-{}", code.to_lowercase());
        pack = pack.file(&format!("data/metrics/{id}.yaml"), metric(unit(&code), &from));
        let whose = [&[(own, area), ("England", ENGLAND), ("Region", region)], &peers[..]].concat();
        expected.insert(id, ascof(ascof_rows, &code, &whose));
    }
    for code in codes(oflog_rows, "Code", |_| true) {
        let from = format!(
            "from: {{csv: data/published/{OFLOG}, code: {code}, handbook: Oflog adult social care}}\n\
             comparators: [{{name: Median of councils, value: MEDIAN}}, {{peers: true}}]"
        );
        let id = format!("oflog-{}", code.to_lowercase());
        pack = pack.file(&format!("data/metrics/{id}.yaml"), metric(unit(&code), &from));
        let mut whose = vec![(own, area, "Value"), ("Median of councils", area, "MEDIAN")];
        whose.extend(peers.iter().map(|(name, code)| (*name, *code, "Value")));
        expected.insert(id, oflog(oflog_rows, &code, &whose));
    }
    (pack, expected)
}

/// The lines of the site's csv file of a metric.
fn built(site: &Tree, id: &str) -> BTreeSet<Line> {
    let mut reader = csv::Reader::from_reader(&site[&format!("data/metrics/{id}.csv")][..]);
    let columns = ["period", "who", "value", "numerator", "denominator", "margin", "missing"];
    let cells = |row: Row| columns.map(|column| row[column].clone());
    reader.deserialize().map(|row| cells(row.expect("a row"))).collect()
}

/// The same of the open data.
fn open(metrics: &Value, id: &str) -> BTreeSet<Line> {
    let metric = &metrics[id];
    let mut lines = BTreeSet::new();
    let others = metric["comparators"].as_array().expect("comparators");
    let others = others.iter().map(|one| (one["name"].as_str().expect("a name"), &one["points"]));
    for (who, points) in std::iter::once(("Smallbrook Council", &metric["points"])).chain(others) {
        for point in points.as_array().expect("points") {
            let number = |name: &str| point[name].as_f64().map_or(String::new(), |number| number.to_string());
            let text = |name: &str| point[name].as_str().unwrap_or_default().replace('-', " ");
            let period = point["period"].as_str().expect("a period").to_owned();
            let [value, numerator, denominator, margin] =
                ["value", "numerator", "denominator", "margin"].map(number);
            lines.insert([period, who.to_owned(), value, numerator, denominator, margin, text("missing")]);
        }
    }
    lines
}

#[test]
fn every_figure_of_three_councils_is_what_the_real_files_say() {
    let folder = match folder() {
        Ok(folder) => folder,
        Err(why) => {
            // Written past the harness, which keeps what passing tests print.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: the real files {ASCOF} and {OFLOG} are not at hand: {why}"
            );
            return;
        }
    };
    let (ascof_rows, oflog_rows) = (rows(&folder.join(ASCOF)), rows(&folder.join(OFLOG)));
    assert_eq!((ascof_rows.len(), oflog_rows.len()), (20_280, 6376), "the whole files");
    let mut compared = 0;
    for (at, (council, ..)) in COUNCILS.iter().enumerate() {
        let (pack, expected) = pack(&folder, at, &ascof_rows, &oflog_rows);
        let site = pack.build(&[]);
        let data: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
        for (id, lines) in &expected {
            assert_eq!(built(&site, id), *lines, "{council}, the csv file of {id}");
            assert_eq!(open(&data["metrics"], id), *lines, "{council}, {id} in the open data");
            compared += lines.len();
        }
    }
    assert!(compared > 500, "{compared} figures were compared");
    let _ = writeln!(std::io::stderr(), "{compared} figures of three councils are those of the real files");
}
