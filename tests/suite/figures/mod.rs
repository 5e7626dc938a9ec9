//! Figures: the arithmetic of charts and intervals against published
//! implementations, and what pages and files say of them.

mod areas;
mod arithmetic;
mod compared;
mod control;
mod hard;
mod page;
mod peers;
mod signs;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::html::pages;
use crate::pack::{Pack, Tree};

/// A metric's file: what every metric needs, and more.
fn metric(more: &str) -> String {
    format!(
        "title: Heard\nstatements: [learning]\ncategory: processes\ncounts: things\nsource: {{name: Our system}}\n{more}"
    )
}

/// The small pack with this metric, `metrics/heard.html`, built.
#[track_caller]
fn built(more: &str) -> Tree {
    Pack::small().file("data/metrics/heard.yaml", metric(more)).build(&[])
}

/// The open data of the metric.
#[track_caller]
fn open(site: &Tree) -> Value {
    let mut pack: Value = serde_json::from_slice(&site["data/pack.json"]).expect("JSON");
    pack["metrics"]["heard"].take()
}

/// The page of the metric, as it was written.
fn html(site: &Tree) -> String {
    String::from_utf8_lossy(&site["metrics/heard.html"]).into_owned()
}

/// The words of the page of the metric.
fn words(site: &Tree) -> String {
    pages(site)["metrics/heard.html"].text.clone()
}

/// The cells of a row of a table, by what stands at its head.
#[track_caller]
fn row(html: &str, head: &str) -> Vec<String> {
    let start = format!("<th scope=\"row\">{head}</th>");
    let (_, rest) = html.split_once(&start).unwrap_or_else(|| panic!("no row of {head}"));
    let row = rest.split("</tr>").next().unwrap_or_default();
    row.split("<td>").skip(1).map(|cell| cell.trim_end_matches("</td>").to_owned()).collect()
}

/// The rows of the csv file of the metric, by their columns.
fn csv(site: &Tree) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(site["data/metrics/heard.csv"].as_slice());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}
