//! Counts that add up, and which of them must be kept back so that none that
//! is small can be worked out from the others.
//!
//! Each sum is a node, each count an arrow between the sums that it is in: it
//! leaves the sum that it is a part of for the one whose total it is (or for a
//! node that stands for the world). A table of rows and columns with its totals
//! is such a network: row to column, column to total, total to row. What is
//! known at a node is that as much comes in as goes out. So a count that is
//! kept back can be worked out exactly if no circle of counts that are kept
//! back leads through it: if it is a bridge (D. Gusfield, *SIAM Journal on
//! Computing* 17, 1988). Where one is, the cheapest circle through it is kept back.
//!
//! Beside that, readers know that *fewer than five* is none to four, and that
//! what is kept back for another's sake is five or more: a count whose bounds
//! leave one number is given away too.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A count's place in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::release) struct CellId(usize);

/// A sum's place in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::release) struct NodeId(usize);

/// What becomes of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::release) enum Fate {
    /// It is shown.
    Shown,
    /// It is small: only that is said.
    Few,
    /// It is not small, and would give a smaller one away.
    Withheld,
}

#[derive(Clone, Debug)]
struct Cell {
    from: usize,
    to: usize,
    count: u64,
    fate: Fate,
    /// Whether it must not be worked out.
    sensitive: bool,
    /// Whether it stays as it is, whatever others need.
    settled: bool,
    /// What it is known not to be above.
    most: Option<u64>,
}

/// Counts that add up.
#[derive(Clone, Debug)]
pub(in crate::release) struct Network {
    below: u64,
    /// The cells at each node.
    nodes: Vec<Vec<usize>>,
    cells: Vec<Cell>,
}

impl Network {
    /// A network whose counts under `below` are small.
    pub(in crate::release) fn new(below: u32) -> Self {
        Self { below: u64::from(below), nodes: Vec::new(), cells: Vec::new() }
    }

    /// Adds a sum.
    pub(in crate::release) fn node(&mut self) -> NodeId {
        self.nodes.push(Vec::new());
        NodeId(self.nodes.len() - 1)
    }

    /// Adds a count that is a part of one sum and the total of another.
    pub(in crate::release) fn cell(&mut self, part_of: NodeId, total_of: NodeId, count: u64) -> CellId {
        let small = count < self.below;
        let fate = if small { Fate::Few } else { Fate::Shown };
        let id = self.cells.len();
        self.cells.push(Cell {
            from: part_of.0,
            to: total_of.0,
            count,
            fate,
            sensitive: small,
            settled: false,
            most: None,
        });
        self.nodes[part_of.0].push(id);
        self.nodes[total_of.0].push(id);
        CellId(id)
    }

    /// Notes what readers know a count not to be above: that which it is a part of.
    pub(in crate::release) fn cap(&mut self, CellId(id): CellId, most: u64) {
        let cell = &mut self.cells[id];
        cell.most = Some(cell.most.map_or(most, |known| known.min(most)));
    }

    /// Leaves a count as it is: others are kept back in its place.
    pub(in crate::release) fn settle(&mut self, CellId(id): CellId) {
        self.cells[id].settled = true;
    }

    /// Keeps a count back that is not small. It is protected as a small one is
    /// where it would give away how many it does *not* count.
    pub(in crate::release) fn withhold(&mut self, CellId(id): CellId, protect: bool) {
        let cell = &mut self.cells[id];
        if cell.fate == Fate::Shown {
            cell.fate = Fate::Withheld;
        }
        cell.sensitive |= protect;
    }

    /// What becomes of a count.
    pub(in crate::release) fn fate(&self, CellId(id): CellId) -> Fate {
        self.cells[id].fate
    }

    /// Keeps back what would give small counts away. False where that cannot
    /// be done without the counts that are settled.
    pub(in crate::release) fn protect(&mut self) -> bool {
        let mut given_up = vec![false; self.cells.len()];
        loop {
            let bridges = self.bridges();
            if let Some(open) = self.first(&given_up, |cell| bridges[cell]) {
                given_up[open] = !self.keep_circle_back(open);
                continue;
            }
            let known = self.pinned();
            let Some(open) = self.first(&given_up, |cell| known[cell]) else {
                return !given_up.contains(&true);
            };
            given_up[open] = !self.widen(open);
        }
    }

    fn first(&self, given_up: &[bool], open: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.cells.len()).find(|cell| self.cells[*cell].sensitive && !given_up[*cell] && open(*cell))
    }

    fn hidden(&self, cell: usize) -> bool {
        self.cells[cell].fate != Fate::Shown
    }

    fn other_end(&self, cell: usize, node: usize) -> usize {
        let Cell { from, to, .. } = self.cells[cell];
        if from == node { to } else { from }
    }

    /// Which of the counts kept back are on no circle of such counts.
    fn bridges(&self) -> Vec<bool> {
        let mut bridges = vec![false; self.cells.len()];
        let mut order = vec![usize::MAX; self.nodes.len()];
        let mut low = vec![usize::MAX; self.nodes.len()];
        let mut next = 0;
        for root in 0..self.nodes.len() {
            if order[root] != usize::MAX {
                continue;
            }
            // A walk in depth: each step has its node, the cell it came by, and how far it has looked.
            let mut walk = vec![(root, usize::MAX, 0)];
            (order[root], low[root]) = (next, next);
            next += 1;
            while let Some((node, by, looked)) = walk.last_mut() {
                let (node, by) = (*node, *by);
                if let Some(&cell) = self.nodes[node].get(*looked) {
                    *looked += 1;
                    if cell == by || !self.hidden(cell) {
                        continue;
                    }
                    let far = self.other_end(cell, node);
                    if order[far] == usize::MAX {
                        (order[far], low[far]) = (next, next);
                        next += 1;
                        walk.push((far, cell, 0));
                    } else {
                        low[node] = low[node].min(order[far]);
                    }
                } else {
                    walk.pop();
                    if let Some((parent, ..)) = walk.last() {
                        low[*parent] = low[*parent].min(low[node]);
                        bridges[by] = low[node] > order[*parent];
                    }
                }
            }
        }
        bridges
    }

    /// Keeps back the cheapest way from one end of a count to the other that
    /// does not lead through it. False where there is none.
    fn keep_circle_back(&mut self, around: usize) -> bool {
        let (start, goal) = (self.cells[around].to, self.cells[around].from);
        let mut best = vec![u64::MAX; self.nodes.len()];
        let mut came_by = vec![usize::MAX; self.nodes.len()];
        let mut open = BinaryHeap::from([Reverse((0, start))]);
        best[start] = 0;
        while let Some(Reverse((cost, node))) = open.pop() {
            if cost > best[node] {
                continue;
            }
            for &cell in self.nodes[node].iter().filter(|cell| **cell != around) {
                if !self.hidden(cell) && self.cells[cell].settled {
                    continue;
                }
                let step = if self.hidden(cell) { 0 } else { 1 + self.cells[cell].count };
                let far = self.other_end(cell, node);
                if cost + step < best[far] {
                    best[far] = cost + step;
                    came_by[far] = cell;
                    open.push(Reverse((cost + step, far)));
                }
            }
        }
        if best[goal] == u64::MAX {
            return false;
        }
        let mut node = goal;
        while node != start {
            let cell = came_by[node];
            self.withhold(CellId(cell), false);
            node = self.other_end(cell, node);
        }
        true
    }

    /// Keeps back one more count beside a count whose bounds are too narrow:
    /// the smallest that stands in one of its sums, or else anywhere.
    fn widen(&mut self, around: usize) -> bool {
        let Cell { from, to, .. } = self.cells[around];
        let shown = |cell: &usize| !self.hidden(*cell) && !self.cells[*cell].settled;
        let beside = self.nodes[from].iter().chain(&self.nodes[to]).copied().filter(shown);
        let cheapest = beside.min_by_key(|cell| (self.cells[*cell].count, *cell));
        let anywhere =
            || (0..self.cells.len()).filter(shown).min_by_key(|cell| (self.cells[*cell].count, *cell));
        let Some(cell) = cheapest.or_else(anywhere) else { return false };
        self.withhold(CellId(cell), false);
        // Where no circle leads through it, it is known, and helps nobody.
        self.keep_circle_back(cell)
    }

    /// Which of the counts kept back have bounds that leave one number.
    fn pinned(&self) -> Vec<bool> {
        let mut bounds: Vec<Bounds> = self.cells.iter().map(|cell| self.told(cell)).collect();
        // Bounds that still move after so many rounds are far apart.
        for _ in 0..self.nodes.len().clamp(1, 64) {
            let moved =
                (0..self.nodes.len()).fold(false, |moved, node| self.tighten(node, &mut bounds) | moved);
            if !moved {
                break;
            }
        }
        let pinned = |cell: usize| self.hidden(cell) && bounds[cell].most == Some(bounds[cell].least);
        (0..self.cells.len()).map(pinned).collect()
    }

    /// What a reader is told of a count.
    fn told(&self, cell: &Cell) -> Bounds {
        match cell.fate {
            Fate::Shown => Bounds { least: cell.count, most: Some(cell.count) },
            Fate::Few => {
                let few = self.below.saturating_sub(1);
                Bounds { least: 0, most: Some(cell.most.map_or(few, |most| most.min(few))) }
            }
            Fate::Withheld => Bounds { least: self.below, most: cell.most },
        }
    }

    /// As much comes in as goes out: narrows each count at a node to what the
    /// others leave for it. Says whether anything moved.
    fn tighten(&self, node: usize, bounds: &mut [Bounds]) -> bool {
        let leaves = |cell: usize| self.cells[cell].from == node;
        let mut sides = [Side::default(), Side::default()];
        for &cell in &self.nodes[node] {
            sides[usize::from(leaves(cell))].add(bounds[cell]);
        }
        let mut moved = false;
        for &cell in self.nodes[node].iter().filter(|cell| self.hidden(**cell)) {
            let own = usize::from(leaves(cell));
            sides[own].take(bounds[cell]);
            let (rest, other) = (sides[own], sides[1 - own]);
            let mut narrowed = bounds[cell];
            if other.unbounded == 0 {
                let most = other.most.saturating_sub(rest.least);
                narrowed.most = Some(narrowed.most.map_or(most, |known| known.min(most)));
            }
            if rest.unbounded == 0 {
                narrowed.least = narrowed.least.max(other.least.saturating_sub(rest.most));
            }
            moved |= narrowed != bounds[cell];
            bounds[cell] = narrowed;
            sides[own].add(narrowed);
        }
        moved
    }
}

/// The least and the most that a count can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    least: u64,
    /// None has no end.
    most: Option<u64>,
}

/// The bounds of all counts on one side of a sum.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    least: u64,
    most: u64,
    /// How many have no end.
    unbounded: usize,
}

impl Side {
    fn add(&mut self, bounds: Bounds) {
        self.least += bounds.least;
        self.most += bounds.most.unwrap_or(0);
        self.unbounded += usize::from(bounds.most.is_none());
    }

    fn take(&mut self, bounds: Bounds) {
        self.least -= bounds.least;
        self.most -= bounds.most.unwrap_or(0);
        self.unbounded -= usize::from(bounds.most.is_none());
    }
}

#[cfg(test)]
mod tests;
