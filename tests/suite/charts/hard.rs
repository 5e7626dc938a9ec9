//! What makes a chart hard to draw, and the descriptions of charts.

use ninefold::chart::{Finite, Shape, SpreadRow, UnitFormat, UnitStyle, number};

pub const LONG: &str = "Adults who use services and say that they have as much control over their daily \
    life as they want, first quarter of the year";
pub const HOSTILE: &str = "<b>&amp; \"O'Neill\"</b> \u{1b}[31m\u{7}\u{0}\u{fffe} \u{202e}\u{0645}\u{0631}\u{062d}\u{0628}\u{0627} \u{05e9}\u{05dc}\u{05d5}\u{05dd}";

pub const PERCENT: (UnitStyle, u8) = (UnitStyle::Percent, 1);
pub const DAYS: (UnitStyle, u8) = (UnitStyle::Days, 0);
pub const COUNT: (UnitStyle, u8) = (UnitStyle::Count, 0);
pub const RATE: (UnitStyle, u8) = (UnitStyle::Rate, 1);
pub const POUNDS: (UnitStyle, u8) = (UnitStyle::Pounds, 0);

/// Figures from the smallest to the largest that there are.
pub const EXTREMES: [f64; 8] = [5e-324, 1e-300, -0.000_001, 0.0, 1e9, -1e15, f64::MIN, f64::MAX];

pub fn finite(value: f64) -> Finite {
    Finite::try_from(value).expect("a figure")
}

pub fn known(values: &[f64]) -> Vec<Option<Finite>> {
    values.iter().map(|value| Some(finite(*value))).collect()
}

/// So many values that rise and fall.
pub fn wave(count: u32, middle: f64, height: f64) -> Vec<f64> {
    let value = |at: f64| middle + height * (at * 0.7).sin() + height * 0.4 * (at * 2.3).cos();
    (0..count).map(|at| (value(f64::from(at)) * 10.0).round() / 10.0).collect()
}

/// The labels of so many months from April 2021.
pub fn months(count: usize) -> Vec<String> {
    let names = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"];
    (0..count).map(|at| format!("{} {}", names[at % 12], 2021 + (at + 3) / 12)).collect()
}

/// What a sighted reader would see of it, as the caller of a chart writes it.
pub fn described(shape: &Shape, unit: UnitFormat) -> String {
    let figure = |value: Option<Finite>| {
        value.map_or_else(|| "no figure".to_owned(), |value| number(value.get(), unit))
    };
    let row = |label: &str, values: Vec<String>| format!("{label}: {}.", values.join(", "));
    let all =
        |label: &str, values: &[Option<Finite>]| row(label, values.iter().map(|it| figure(*it)).collect());
    let said: Vec<String> = match shape {
        Shape::Trend(trend) => trend.lines.iter().map(|line| all(&line.name, &line.values)).collect(),
        Shape::Bars(bars) => bars.bars.iter().map(|bar| all(&bar.label, &[bar.value])).collect(),
        Shape::Groups(groups) => {
            let total = |counts: &[u32]| counts.iter().map(|count| f64::from(*count)).sum::<f64>();
            let rows = groups.rows.iter();
            let total = |counts: &[u32]| number(total(counts), UnitFormat::new(UnitStyle::Count, 0));
            rows.map(|it| format!("{}: {} in all.", it.label, total(&it.counts))).collect()
        }
        Shape::Strip(strip) => {
            strip.rows.iter().map(|it| format!("{}: {} periods.", it.label, it.cells.len())).collect()
        }
        Shape::Spread(spread) => {
            let rows = spread.rows.iter();
            let median = |row: &SpreadRow| row.quartiles.map(|all| all.median);
            let values = |row: &SpreadRow| -> Vec<_> {
                row.values.iter().copied().map(Some).chain([median(row)]).collect()
            };
            rows.map(|it| all(&it.label, &values(it))).collect()
        }
        Shape::Control(control) => {
            let values: Vec<_> = control.points.iter().map(|point| point.map(|point| point.value)).collect();
            vec![all("Values", &values)]
        }
        Shape::Dots(dots) => dots.rows.iter().map(|it| all(&it.label, &[it.value])).collect(),
        Shape::Funnel(funnel) => {
            let points = funnel.points.iter().filter(|point| point.own);
            let own = points.map(|point| all(&point.label, &[point.value]));
            [format!("{} points.", funnel.points.len())].into_iter().chain(own).collect()
        }
        // These add their figures themselves.
        Shape::Steps(_) => vec!["People by the conversation they reached.".to_owned()],
        Shape::Pairs(_) => vec!["Values before and since, by site.".to_owned()],
        Shape::Waits(_) => vec!["People by how long they waited.".to_owned()],
    };
    said.join(" ")
}
