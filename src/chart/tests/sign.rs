//! The marks of variation and assurance.

use std::collections::BTreeSet;

use super::*;

const ALL: [Sign; 10] = [
    Sign::Common,
    Sign::ImprovementHigh,
    Sign::ImprovementLow,
    Sign::ConcernHigh,
    Sign::ConcernLow,
    Sign::NeutralHigh,
    Sign::NeutralLow,
    Sign::Pass,
    Sign::Fail,
    Sign::HitOrMiss,
];

#[test]
fn marks_differ_in_shape_and_have_no_colour_of_their_own() {
    let mut shapes = BTreeSet::new();
    for svg in ALL.map(mark) {
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert!(svg.contains("viewBox=\"0 0 32 32\" aria-hidden=\"true\""));
        for wrong in [" fill=", " stroke=", " style=", "#", "<title"] {
            assert!(!svg.contains(wrong), "{wrong} in {svg}");
        }
        // Without the classes that colour them they still differ.
        let bare: Vec<&str> =
            svg.split("class=\"").map(|part| part.split_once('"').map_or(part, |it| it.1)).collect();
        assert!(shapes.insert(bare.concat()), "{svg}");
    }
}

#[test]
fn high_stands_over_what_is_usual_and_low_under_it() {
    let height = |kind| {
        let svg = mark(kind);
        let points = svg.split("points=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
        let ys = points.split(' ').filter_map(|point| point.split(',').nth(1)?.parse::<f64>().ok());
        ys.fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(y), high.max(y)))
    };
    for high in [Sign::ImprovementHigh, Sign::ConcernHigh, Sign::NeutralHigh] {
        assert!(height(high).0 >= 0.0 && height(high).1 <= 16.0);
    }
    for low in [Sign::ImprovementLow, Sign::ConcernLow, Sign::NeutralLow] {
        assert!(height(low).0 >= 16.0 && height(low).1 <= 32.0);
    }
}
