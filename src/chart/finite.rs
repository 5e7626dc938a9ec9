//! The only kind of number that a chart takes.

/// A figure that is neither infinite nor "not a number".
///
/// `plotters` draws NaN at the foot of the axis, panics at a NaN range and
/// never returns from an infinite one, so neither can be said.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Finite(f64);

/// A number that is infinite or "not a number".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFinite;

impl Finite {
    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Finite {
    type Error = NotFinite;

    fn try_from(value: f64) -> Result<Self, NotFinite> {
        if value.is_finite() { Ok(Self(value)) } else { Err(NotFinite) }
    }
}

impl From<u32> for Finite {
    fn from(value: u32) -> Self {
        Self(f64::from(value))
    }
}

impl std::fmt::Display for NotFinite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a figure is infinite or not a number")
    }
}

impl std::error::Error for NotFinite {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_on_the_line_are_figures() {
        assert_eq!(Finite::try_from(-0.5).map(Finite::get), Ok(-0.5));
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Finite::try_from(value), Err(NotFinite));
        }
    }
}
