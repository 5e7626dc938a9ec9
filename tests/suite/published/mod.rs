//! Figures read from published files: every layout, what is said where a file
//! does not hold what a metric asks, and real files where they are at hand.

mod layouts;
mod real;
mod refused;
mod streamed;
mod workbooks;

use crate::pack::{Pack, Tree, copy, fixture};
pub use workbooks::small_workbook;

/// The authority's own area, and the peers, in the miniature files.
const SETTINGS: &str = "area: E10000901\npeers:\n  areas:\n    - {name: Otherham, code: E08000902}\n    - {name: Testshire, code: E10000901}\n    - {name: Café Vale, code: E10000903}\n";

/// The small pack with the miniature files and the metrics that read them.
fn pack() -> Pack {
    let pack = Pack::small();
    copy(&fixture("published-files"), pack.root());
    with_settings(pack, SETTINGS).without("expected").without("README.md")
}

/// Adds lines to the settings.
fn with_settings(pack: Pack, lines: &str) -> Pack {
    let settings = std::fs::read_to_string(pack.root().join("data/pack.yaml")).expect("settings");
    pack.file("data/pack.yaml", settings + lines)
}

/// A metric that is read from somewhere, as YAML. Published figures went
/// through their publisher's own disclosure control.
fn metric(unit: &str, from: &str) -> String {
    format!(
        "title: From a file\nstatements: [learning]\ncategory: processes\nunit: {unit}\nbetter: higher\n\
         source: {{name: An invented file, status: official}}\n{from}\n"
    )
}

/// The small pack with one metric that reads one file.
fn reading(file: &str, text: impl AsRef<[u8]>, unit: &str, from: &str) -> Pack {
    let pack = with_settings(Pack::small(), "area: E10000901\n");
    pack.file(file, text).file("data/metrics/read.yaml", metric(unit, from))
}

/// The csv file of a metric, whole, with the ends of intervals to four
/// decimals: as far as they are worked out by hand.
fn printed(site: &Tree, id: &str) -> String {
    let bytes = site.get(&format!("data/metrics/{id}.csv")).unwrap_or_else(|| panic!("a file of {id}"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let ends: Vec<bool> = rows[0].iter().map(|name| matches!(name, "lower" | "upper")).collect();
    for row in &rows {
        let cells = row.iter().zip(&ends).map(|(cell, end)| match cell.parse::<f64>() {
            Ok(number) if *end => ((number * 1e4).round() / 1e4).to_string(),
            _ => cell.to_owned(),
        });
        writer.write_record(cells).expect("a row");
    }
    String::from_utf8(writer.into_inner().expect("all of it")).expect("text")
}
