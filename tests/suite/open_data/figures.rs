//! Figures have every digit that the author wrote.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{edition, list};
use crate::pack::{fixture, has_ending, tree};

/// A metric's file, its numbers as they are written.
#[derive(Deserialize)]
struct Written {
    /// None where the figures are read from another file.
    points: Option<Vec<WrittenPoint>>,
    #[serde(default)]
    comparators: Vec<WrittenComparator>,
}

#[derive(Deserialize)]
struct WrittenPoint {
    period: String,
    value: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    margin: Option<String>,
}

#[derive(Deserialize)]
struct WrittenComparator {
    #[serde(default)]
    points: Vec<WrittenPoint>,
    from: Option<WrittenFrom>,
}

/// A file in the layout of ASCOF, of which one measure of one area is read.
#[derive(Deserialize)]
struct WrittenFrom {
    csv: String,
    code: String,
    period: String,
    area: String,
}

impl WrittenFrom {
    /// What stands in the rows of the file.
    fn point(&self, folder: &Path) -> WrittenPoint {
        let mut reader = csv::Reader::from_path(folder.join(&self.csv)).expect("the file opens");
        let rows: Vec<BTreeMap<String, String>> =
            reader.deserialize().map(|row| row.expect("a row")).collect();
        let part = |kind: &str| {
            let mut found = rows.iter().filter(|row| {
                row["ASCOF Measure Code"] == self.code
                    && row["ONS Code"] == self.area
                    && row["Measure Type"] == kind
            });
            found.next().map(|row| row["Measure Value"].clone())
        };
        WrittenPoint {
            period: self.period.clone(),
            value: part("Outcome"),
            numerator: part("Numerator"),
            denominator: part("Denominator"),
            margin: part("Margin Of Error"),
        }
    }
}

/// A number's digits: zeros at the end of a fraction say nothing.
fn digits(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, fraction)) => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
        }
        None => number.to_owned(),
    }
}

#[track_caller]
fn same(metric: &str, written: &[WrittenPoint], told: &Value, kept_back: &mut Vec<String>) -> usize {
    assert_eq!(list(told).count(), written.len(), "{metric}: as many points");
    let mut compared = 0;
    for point in written {
        let told = list(told).find(|told| told["period"] == point.period.as_str());
        let told = told.unwrap_or_else(|| panic!("{metric}: {} is not there", point.period));
        if ["few", "withheld"].iter().any(|reason| told["missing"] == *reason) {
            kept_back.push(format!("{metric} {}", point.period));
            continue;
        }
        let WrittenPoint { value, numerator, denominator, margin, .. } = point;
        let fields =
            [("value", value), ("numerator", numerator), ("denominator", denominator), ("margin", margin)];
        for (field, expected) in fields {
            let expected = expected.as_deref().map(digits);
            let found = told[field].as_number().map(ToString::to_string);
            assert_eq!(found, expected, "{metric}: {field} of {}", point.period);
            compared += usize::from(expected.is_some());
        }
    }
    compared
}

#[test]
fn every_figure_has_the_digits_that_stand_in_its_file() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    let packs = [
        ("the example, internal", example),
        ("small, internal", fixture("small")),
        ("judged, internal", fixture("judged")),
        ("published-figures, internal", fixture("published-figures")),
        ("hard, internal", fixture("hard")),
    ];
    let mut kept_back = Vec::new();
    for (name, folder) in packs {
        let metrics = &edition(name).pack["metrics"];
        let mut compared = 0;
        for (path, bytes) in tree(&folder.join("data/metrics")) {
            let Some(id) = path.strip_suffix(".yaml").filter(|_| has_ending(&path, "yaml")) else { continue };
            let text = String::from_utf8(bytes).expect("text");
            let written: Written =
                serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let told = &metrics[id];
            if let Some(points) = &written.points {
                compared += same(id, points, &told["points"], &mut kept_back);
            }
            for (comparator, told) in written.comparators.into_iter().zip(list(&told["comparators"])) {
                let read = comparator.from.iter().map(|from| from.point(&folder));
                let points: Vec<WrittenPoint> = comparator.points.into_iter().chain(read).collect();
                compared += same(id, &points, &told["points"], &mut kept_back);
            }
        }
        assert!(compared > 5, "{name}: {compared} figures were compared");
    }
    assert_eq!(kept_back, ["equipment-lent-millrace 2026-04", "equipment-lent-northfell 2026-04"]);
}
