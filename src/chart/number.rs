//! The one way in which numbers are written.
//!
//! Numbers are rounded half away from zero on their shortest decimal form, as
//! people round on paper: 2.5 is 3 and 1.005 to two places is 1.01, which
//! neither Rust's formatting (half to even) nor the binary fraction gives.

/// More places than any measure has; keeps a careless format from filling a page.
const MOST_DECIMALS: u8 = 12;
/// From here on a number is written with an exponent: a double does not hold
/// every whole number above, and no axis has room for its digits.
const EXPONENT_FROM: f64 = 1e15;

/// What a value counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitStyle {
    /// "3 days".
    Days,
    /// "62%"; the value is 62, not 0.62.
    Percent,
    /// "1,204": whole things.
    Count,
    /// "614.2": per 100,000 people, or what else the subtitle says.
    Rate,
    /// "3.1": a score on a scale that the subtitle names.
    Score,
    /// "£1,204".
    Pounds,
}

/// A style and how many decimal places its values have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitFormat {
    /// What a value counts or measures.
    pub style: UnitStyle,
    /// Places after the point, always written: "62.0%".
    pub decimals: u8,
}

impl UnitFormat {
    /// A style with places after the point.
    pub fn new(style: UnitStyle, decimals: u8) -> Self {
        Self { style, decimals }
    }
}

/// A value with its unit: thousands apart, "£" before, "%" or "days" after, a
/// true minus sign, and no minus before nought.
///
/// What is not finite is "no figure", for a page must not print NaN.
pub fn number(value: f64, format: UnitFormat) -> String {
    let bare = bare_number(value, format);
    match format.style {
        UnitStyle::Days if !value.is_finite() => bare,
        UnitStyle::Days if bare.trim_start_matches('\u{2212}') == "1" => format!("{bare} day"),
        UnitStyle::Days => format!("{bare} days"),
        _ => bare,
    }
}

/// A value as an axis writes it: as [`number`], but without the word "days".
pub(super) fn bare_number(value: f64, format: UnitFormat) -> String {
    if !value.is_finite() {
        return "no figure".to_owned();
    }
    let digits = match value.abs() {
        large if large >= EXPONENT_FROM => format!("{large:.1e}"),
        size => grouped(&rounded(size, format.decimals.min(MOST_DECIMALS))),
    };
    let minus =
        if value < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { "\u{2212}" } else { "" };
    match format.style {
        UnitStyle::Pounds => format!("{minus}£{digits}"),
        UnitStyle::Percent => format!("{minus}{digits}%"),
        _ => format!("{minus}{digits}"),
    }
}

/// The digits of a number of no sign, below [`EXPONENT_FROM`], with exactly
/// so many after the point.
fn rounded(size: f64, decimals: u8) -> String {
    let shortest = size.to_string();
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let places = usize::from(decimals);
    let mut digits: Vec<u8> =
        whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(places)).collect();
    if fraction.as_bytes().get(places).is_some_and(|&next| next >= b'5') {
        carry(&mut digits);
    }
    let point = digits.len() - places;
    let text: String = digits.into_iter().map(char::from).collect();
    if places == 0 { text } else { format!("{}.{}", &text[..point], &text[point..]) }
}

/// Adds one to the last of some decimal digits.
fn carry(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

/// Commas between thousands.
fn grouped(digits: &str) -> String {
    let point = digits.find('.').unwrap_or(digits.len());
    let mut text = String::with_capacity(digits.len() + point / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && at < point && (point - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::UnitStyle::{Count, Days, Percent, Pounds, Rate, Score};
    use super::*;

    #[test]
    fn numbers_are_written_one_way() {
        let cases = [
            (3.0, Days, 0, "3 days"),
            (1.0, Days, 0, "1 day"),
            (1.0, Days, 1, "1.0 days"),
            (-1.0, Days, 0, "\u{2212}1 day"),
            (62.0, Percent, 0, "62%"),
            (62.25, Percent, 1, "62.3%"),
            (1_204.0, Count, 0, "1,204"),
            (999.0, Count, 0, "999"),
            (1_234_567.0, Count, 0, "1,234,567"),
            (614.25, Rate, 1, "614.3"),
            (3.05, Score, 1, "3.1"),
            (-1_204.5, Pounds, 2, "\u{2212}£1,204.50"),
            (999_999.5, Pounds, 0, "£1,000,000"),
            (1.7e308, Rate, 3, "1.7e308"),
        ];
        for (value, style, decimals, expected) in cases {
            assert_eq!(number(value, UnitFormat::new(style, decimals)), expected);
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero_as_on_paper() {
        let cases = [
            (2.5, 0, "3"),
            (-2.5, 0, "\u{2212}3"),
            (1.005, 2, "1.01"),
            (0.125, 2, "0.13"),
            (9.995, 2, "10.00"),
        ];
        for (value, decimals, expected) in cases {
            assert_eq!(number(value, UnitFormat::new(Rate, decimals)), expected);
        }
    }

    #[test]
    fn nought_has_no_sign_and_nothing_prints_nan() {
        for value in [-0.0, -0.4, -5e-324] {
            assert_eq!(number(value, UnitFormat::new(Percent, 0)), "0%");
        }
        assert_eq!(number(f64::NAN, UnitFormat::new(Days, 0)), "no figure");
        assert_eq!(number(f64::NEG_INFINITY, UnitFormat::new(Pounds, 0)), "no figure");
    }
}
