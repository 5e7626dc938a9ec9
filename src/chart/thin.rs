//! The points of a long line that a reader can see.

/// Of the points that fall on one column the first, the last and the two
/// extremes, in order. Points are an index and a figure.
pub(super) fn columns(points: &[(usize, f64)], column: impl Fn(usize) -> i32) -> Vec<(usize, f64)> {
    points.chunk_by(|a, b| column(a.0) == column(b.0)).flat_map(extremes).collect()
}

/// The first, the last and the two extremes of some points, in order.
fn extremes(points: &[(usize, f64)]) -> Vec<(usize, f64)> {
    let by_figure = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
    let least = points.iter().min_by(by_figure);
    let greatest = points.iter().max_by(by_figure);
    let ends = points.first().into_iter().chain(least).chain(greatest).chain(points.last());
    let mut kept: Vec<_> = ends.copied().collect();
    kept.sort_by_key(|point| point.0);
    kept.dedup_by_key(|point| point.0);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_keeps_the_extremes() {
        let points = [(0, 2.0), (1, 9.0), (2, 3.0), (3, 1.0), (4, 2.0)];
        assert_eq!(columns(&points, |_| 0), [(0, 2.0), (1, 9.0), (3, 1.0), (4, 2.0)]);
        assert_eq!(columns(&points[..1], |_| 0), [(0, 2.0)]);
    }
}
