//! Figures read from published files: every layout, what is said where a file
//! does not hold what a metric asks, and real files where they are at hand.

mod layouts;
mod real;
mod refused;
mod streamed;
mod workbooks;

use crate::pack::{Pack, copy, fixture};

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

/// A metric that is read from somewhere, as YAML.
fn metric(unit: &str, from: &str) -> String {
    format!(
        "title: From a file\nstatements: [learning]\ncategory: processes\nunit: {unit}\nbetter: higher\n\
         source: {{name: An invented file}}\n{from}\n"
    )
}

/// The small pack with one metric that reads one file.
fn reading(file: &str, text: impl AsRef<[u8]>, unit: &str, from: &str) -> Pack {
    let pack = with_settings(Pack::small(), "area: E10000901\n");
    pack.file(file, text).file("data/metrics/read.yaml", metric(unit, from))
}
