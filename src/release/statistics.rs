//! Places in a list of numbers.

/// The number at a share of the way through sorted numbers; between two of
/// them it lies on the straight line that joins them (type 7 of Hyndman and
/// Fan, *Sample quantiles in statistical packages*, 1996). None of none.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lists are far shorter than 2^52, and the place lies within the list"
)]
pub fn quantile<T: Copy>(sorted: &[T], share: f64, number: impl Fn(T) -> f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = number(sorted[place.floor() as usize]);
    let above = number(sorted[place.ceil() as usize]);
    Some(below + (above - below) * place.fract())
}
