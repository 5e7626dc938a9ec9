//! Where labels go so that none stands on another. All pure arithmetic.

/// Strides at which people read months, quarters and years.
const STRIDES: [usize; 8] = [1, 2, 3, 4, 6, 12, 24, 60];

/// Which labels of an axis to keep, given where each starts and ends: every
/// one, every second, and so on, always with the first and the last.
pub(super) fn thin(spans: &[(f64, f64)], gap: f64) -> Vec<usize> {
    let doubled =
        (0..).map_while(|power| 120_usize.checked_shl(power)).take_while(|&stride| stride < spans.len());
    STRIDES
        .into_iter()
        .chain(doubled)
        .map(|stride| strided(spans, stride, gap))
        .find(|kept| kept.windows(2).all(|pair| spans[pair[0]].1 + gap <= spans[pair[1]].0))
        .unwrap_or_else(|| strided(spans, spans.len().max(1), gap))
}

/// Every so-manieth label and the last; what would run into the last goes.
fn strided(spans: &[(f64, f64)], stride: usize, gap: f64) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..spans.len()).step_by(stride).collect();
    let Some(last) = spans.len().checked_sub(1) else { return kept };
    while kept.len() > 1 && kept.last().is_some_and(|&at| at != last && spans[at].1 + gap > spans[last].0) {
        kept.pop();
    }
    if kept.last() != Some(&last) {
        kept.push(last);
    }
    kept
}

/// Moves boxes apart vertically, each as near as can be to where it wants to
/// be, in the order in which they want to be.
///
/// Takes the middle and height of each and gives the middles. Boxes that run
/// into each other move by the same amount, so that the group stays centred
/// (this is isotonic regression by pooling neighbours).
pub(super) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0));
    let mut pools: Vec<Pool> = Vec::new();
    for at in order {
        let mut pool = Pool::one(at, wanted[at]);
        while let Some(above) = pools.pop_if(|above| above.end(top, bottom) > pool.start(top, bottom)) {
            pool = above.with(pool);
        }
        pools.push(pool);
    }
    let mut middles = vec![0.0; wanted.len()];
    for pool in pools {
        let mut start = pool.start(top, bottom);
        for at in pool.members {
            middles[at] = start + wanted[at].1 / 2.0;
            start += wanted[at].1;
        }
    }
    middles
}

/// Boxes that touch, from the top.
struct Pool {
    members: Vec<usize>,
    height: f64,
    /// The sum, over the members, of where each wants the pool to start.
    starts: f64,
}

impl Pool {
    fn one(at: usize, (middle, height): (f64, f64)) -> Self {
        Self { members: vec![at], height, starts: middle - height / 2.0 }
    }

    fn with(mut self, below: Self) -> Self {
        self.starts += below.starts - self.height * super::scale::float(below.members.len());
        self.height += below.height;
        self.members.extend(below.members);
        self
    }

    fn start(&self, top: f64, bottom: f64) -> f64 {
        let wanted = self.starts / super::scale::float(self.members.len());
        wanted.min(bottom - self.height).max(top)
    }

    fn end(&self, top: f64, bottom: f64) -> f64 {
        self.start(top, bottom) + self.height
    }
}

/// Rows for labels that stand side by side, counted from the lowest; none
/// where a label finds no room in the rows there are.
///
/// The rightmost label is placed first, so that labels that run to the right
/// pass above the marks of those that come after them.
pub(super) fn rows(spans: &[(f64, f64)], gap: f64, most: usize) -> Vec<Option<usize>> {
    let mut taken: Vec<Vec<(f64, f64)>> = vec![Vec::new(); most];
    let mut placed = vec![None; spans.len()];
    for (at, &(start, end)) in spans.iter().enumerate().rev() {
        let free =
            |row: &Vec<(f64, f64)>| row.iter().all(|other| end + gap <= other.0 || other.1 + gap <= start);
        if let Some(row) = taken.iter().position(free) {
            taken[row].push((start, end));
            placed[at] = Some(row);
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels 40 wide, one every so many units.
    fn axis(count: u32, every: f64) -> Vec<(f64, f64)> {
        (0..count).map(|at| f64::from(at) * every).map(|middle| (middle - 20.0, middle + 20.0)).collect()
    }

    #[test]
    fn labels_with_room_all_stay() {
        assert_eq!(thin(&axis(4, 60.0), 8.0), [0, 1, 2, 3]);
        assert_eq!(thin(&axis(1, 60.0), 8.0), [0]);
        assert_eq!(thin(&[], 8.0), [] as [usize; 0]);
    }

    #[test]
    fn labels_are_thinned_to_a_stride_with_first_and_last() {
        // 48 units are needed for each; 12 apart needs every fourth.
        assert_eq!(thin(&axis(13, 12.0), 8.0), [0, 4, 8, 12]);
        // The last is not on the stride: what it would run into goes.
        assert_eq!(thin(&axis(12, 12.0), 8.0), [0, 4, 11]);
        assert_eq!(thin(&axis(1000, 0.06), 8.0), [0, 999]);
    }

    #[test]
    fn ends_of_lines_move_apart_and_stay_centred() {
        assert_eq!(spread(&[(50.0, 20.0), (100.0, 20.0)], 0.0, 200.0), [50.0, 100.0]);
        assert_eq!(spread(&[(100.0, 20.0), (100.0, 20.0)], 0.0, 200.0), [90.0, 110.0]);
        assert_eq!(spread(&[(104.0, 20.0), (100.0, 20.0), (96.0, 20.0)], 0.0, 200.0), [120.0, 100.0, 80.0]);
        // Pushed in from the edges, and the neighbour with it.
        assert_eq!(spread(&[(0.0, 20.0), (12.0, 20.0)], 0.0, 200.0), [10.0, 30.0]);
        assert_eq!(spread(&[(190.0, 20.0), (200.0, 20.0)], 0.0, 200.0), [170.0, 190.0]);
    }

    #[test]
    fn marks_that_collide_go_a_row_up() {
        let spans = [(0.0, 50.0), (30.0, 80.0), (60.0, 110.0), (62.0, 112.0)];
        assert_eq!(rows(&spans, 4.0, 3), [Some(0), Some(2), Some(1), Some(0)]);
        assert_eq!(rows(&spans, 4.0, 1), [Some(0), None, None, Some(0)]);
    }
}
