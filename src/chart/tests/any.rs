//! Any figures, units and lengths, and what must hold of a chart of them.

use proptest::prelude::*;

use super::*;

/// How many rows or periods: mostly few, from none to more than can be read.
pub fn any_length() -> impl Strategy<Value = usize> {
    prop_oneof![4 => 1..16_usize, 1 => 0..200_usize]
}

/// As many rows.
pub fn any_rows<S: Strategy + 'static>(row: S) -> impl Strategy<Value = Vec<S::Value>> {
    let row = row.boxed();
    any_length().prop_flat_map(move |rows| prop::collection::vec(row.clone(), rows))
}

/// A chart is sound and the same again, or is refused where it is not drawn.
pub fn sound_if(drawn: bool, shape: Shape, unit: UnitFormat) -> Result<(), TestCaseError> {
    let chart = Chart { unit, ..chart(shape) };
    let Ok(svg) = chart.draw() else {
        prop_assert!(!drawn, "{:?}", chart.draw());
        return Ok(());
    };
    prop_assert!(drawn, "more or less than can be read");
    sound(&svg)?;
    prop_assert_eq!(Ok(svg), chart.draw());
    Ok(())
}

/// Any finite number, with those that break arithmetic made likely.
pub fn any_number() -> impl Strategy<Value = f64> {
    let hard = [
        0.0,
        -0.0,
        1e308,
        -1e308,
        f64::MAX,
        f64::MIN,
        5e-324,
        -5e-324,
        f64::MIN_POSITIVE,
        1e15,
        1e-9,
        100.0,
        1.0,
    ];
    prop_oneof![
        3 => prop::sample::select(hard.to_vec()),
        3 => -200.0..200.0_f64,
        1 => any::<f64>().prop_filter("finite", |value| value.is_finite()),
    ]
}

pub fn any_figure() -> impl Strategy<Value = Option<Finite>> {
    prop::option::weighted(0.8, any_number()).prop_map(|value| value.and_then(figure))
}

pub fn any_unit() -> impl Strategy<Value = UnitFormat> {
    use UnitStyle::{Count, Days, Percent, Pounds, Rate, Score};
    (prop::sample::select(vec![Days, Percent, Count, Rate, Score, Pounds]), any::<u8>())
        .prop_map(|(style, decimals)| UnitFormat { style, decimals })
}
