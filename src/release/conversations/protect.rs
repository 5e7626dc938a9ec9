//! Which counts of the log are shown: none that is small, none that tells how
//! few are not counted, none that gives one of these away.
//!
//! The counts of one kind make a table: a row for each period and one for the
//! whole time, a column for each site (or team) and one for all. The tables of
//! two kinds have no sum in common, so they can be looked at one by one: a
//! difference between two counts can be worked out only where both can. Kinds
//! whose counts hold all of another's are done first. Sites and teams share the
//! column for all. It is settled first; where a period is kept back there, its
//! whole row is.

use super::Column;
use super::counts::{Counts, Var};
use crate::release::small_numbers::{CellId, Fate, Network, NodeId};

/// What becomes of each count: by row, column and kind.
pub(super) struct Fates(Vec<Vec<[Fate; Var::ALL.len()]>>);

impl Fates {
    /// Settles every count.
    pub(super) fn of(counts: &Counts, below: u32) -> Self {
        let row = vec![[Fate::Shown; Var::ALL.len()]; counts.columns.len()];
        let mut fates = Self(vec![row; counts.rows.len()]);
        for var in Var::ALL {
            let table = Table { counts, var, below };
            table.settle_totals(&mut fates);
            table.settle(|column| matches!(column, Column::Site(_)), &mut fates);
            table.settle(|column| matches!(column, Column::Team(_)), &mut fates);
        }
        fates
    }

    pub(super) fn at(&self, row: usize, column: usize, var: Var) -> Fate {
        self.0[row][column][var as usize]
    }

    fn set(&mut self, row: usize, column: usize, var: Var, fate: Fate) {
        self.0[row][column][var as usize] = fate;
    }
}

/// The counts of one kind.
struct Table<'c> {
    counts: &'c Counts,
    var: Var,
    below: u32,
}

impl Table<'_> {
    fn count(&self, row: usize, column: usize) -> u64 {
        self.counts.rows[row][column].count(self.var)
    }

    /// The row of the whole time.
    fn whole(&self) -> usize {
        self.counts.rows.len() - 1
    }

    /// Keeps a count back that would tell how few of a greater one it does not
    /// count, and notes the greater ones that readers see.
    fn withhold(&self, network: &mut Network, id: CellId, (row, column): (usize, usize), fates: &Fates) {
        let cell = &self.counts.rows[row][column];
        let shown = |var| fates.at(row, column, var) == Fate::Shown;
        for (whole, less) in self.var.wholes() {
            let of = cell.count(*whole) - less.map_or(0, |less| cell.count(less));
            if of - self.count(row, column) < u64::from(self.below) {
                network.withhold(id, true);
            }
            if shown(*whole) && less.is_none_or(shown) {
                network.cap(id, of);
            }
        }
    }

    /// The column for all: its periods make the whole time.
    fn settle_totals(&self, fates: &mut Fates) {
        let mut network = Network::new(self.below);
        let (world, sum) = (network.node(), network.node());
        let cells: Vec<CellId> = (0..=self.whole())
            .map(|row| {
                let count = self.count(row, 0);
                let is_whole = row == self.whole();
                let id =
                    if is_whole { network.cell(world, sum, count) } else { network.cell(sum, world, count) };
                self.withhold(&mut network, id, (row, 0), fates);
                id
            })
            .collect();
        let done = network.protect();
        for (row, id) in cells.into_iter().enumerate() {
            fates.set(row, 0, self.var, kept(network.fate(id), done));
        }
    }

    /// The columns of sites or of teams.
    fn settle(&self, wanted: impl Fn(&Column) -> bool, fates: &mut Fates) {
        let all = self.counts.columns.iter().enumerate();
        let columns: Vec<usize> = all.filter(|(_, column)| wanted(column)).map(|(at, _)| at).collect();
        if columns.is_empty() {
            return;
        }
        let mut network = Network::new(self.below);
        let rows: Vec<NodeId> = (0..=self.whole()).map(|_| network.node()).collect();
        let total = network.node();
        for (row, node) in rows.iter().enumerate() {
            // Row to column, column to the whole time, and for the totals back.
            let (from, to) = if row == self.whole() { (*node, total) } else { (total, *node) };
            let id = network.cell(from, to, self.count(row, 0));
            if fates.at(row, 0, self.var) == Fate::Shown {
                network.settle(id);
            } else {
                network.withhold(id, true);
            }
        }
        let mut cells = Vec::new();
        for column in columns {
            let node = network.node();
            for (row, row_node) in rows.iter().enumerate() {
                let (from, to) = if row == self.whole() { (node, *row_node) } else { (*row_node, node) };
                let id = network.cell(from, to, self.count(row, column));
                self.withhold(&mut network, id, (row, column), fates);
                if fates.at(row, 0, self.var) != Fate::Shown {
                    network.withhold(id, true);
                }
                cells.push((row, column, id));
            }
        }
        let done = network.protect();
        for (row, column, id) in cells {
            fates.set(row, column, self.var, kept(network.fate(id), done));
        }
    }
}

/// Where not everything could be protected, nothing is shown.
fn kept(fate: Fate, protected: bool) -> Fate {
    if protected || fate == Fate::Few { fate } else { Fate::Withheld }
}
