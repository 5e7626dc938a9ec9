//! The network against an attacker who knows algebra: every sum that readers
//! know as an equation, solved for what is kept back.

use proptest::prelude::*;

use super::*;

/// A table with its totals: rows and columns, the last of each the total.
struct Grid {
    network: Network,
    cells: Vec<Vec<CellId>>,
}

fn grid(counts: &[Vec<u64>], below: u32) -> Grid {
    let mut network = Network::new(below);
    let (rows, columns) = (counts.len(), counts[0].len());
    let row_nodes: Vec<NodeId> = (0..=rows).map(|_| network.node()).collect();
    let column_nodes: Vec<NodeId> = (0..=columns).map(|_| network.node()).collect();
    let at = |row: usize, column: usize| -> u64 {
        let of_row =
            |row: usize| if column < columns { counts[row][column] } else { counts[row].iter().sum() };
        if row < rows { of_row(row) } else { (0..rows).map(of_row).sum() }
    };
    let mut cells = Vec::new();
    for (row, r) in row_nodes.into_iter().enumerate() {
        let cell = |column: usize| {
            let forward = (row < rows) == (column < columns);
            let c = column_nodes[column];
            if forward { network.cell(r, c, at(row, column)) } else { network.cell(c, r, at(row, column)) }
        };
        cells.push((0..=columns).map(cell).collect());
    }
    Grid { network, cells }
}

impl Grid {
    fn fates(&self) -> Vec<Vec<Fate>> {
        self.cells.iter().map(|row| row.iter().map(|cell| self.network.fate(*cell)).collect()).collect()
    }
}

/// Which unknowns the equations leave one value for, by elimination in
/// fractions of whole numbers modulo a large prime.
fn solved(network: &Network) -> Vec<usize> {
    const P: i128 = (1 << 61) - 1;
    let power = |base: i128, mut exponent: i128| {
        let (mut result, mut base) = (1, base.rem_euclid(P));
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result * base % P;
            }
            base = base * base % P;
            exponent >>= 1;
        }
        result
    };
    let unknown: Vec<usize> = (0..network.cells.len()).filter(|cell| network.hidden(*cell)).collect();
    let mut rows: Vec<Vec<i128>> = (0..network.nodes.len())
        .map(|node| {
            let sign = |cell: &usize| {
                let cell = &network.cells[*cell];
                i128::from(cell.from == node) - i128::from(cell.to == node)
            };
            unknown.iter().map(sign).collect()
        })
        .collect();
    let mut pivots = Vec::new();
    for column in 0..unknown.len() {
        let done = pivots.len();
        let Some(found) = (done..rows.len()).find(|row| rows[*row][column].rem_euclid(P) != 0) else {
            continue;
        };
        rows.swap(done, found);
        let inverse = power(rows[done][column], P - 2);
        rows[done].iter_mut().for_each(|value| *value = (*value * inverse).rem_euclid(P));
        for row in (0..rows.len()).filter(|row| *row != done) {
            let factor = rows[row][column].rem_euclid(P);
            let pivot = rows[done].clone();
            if factor != 0 {
                for (value, from) in rows[row].iter_mut().zip(pivot) {
                    *value = (*value - factor * from).rem_euclid(P);
                }
            }
        }
        pivots.push(column);
    }
    let alone = |row: &usize| rows[*row].iter().filter(|value| value.rem_euclid(P) != 0).count() == 1;
    (0..pivots.len()).filter(alone).map(|row| unknown[pivots[row]]).collect()
}

use Fate::{Few, Shown, Withheld};

#[test]
fn one_small_count_takes_three_others_with_it() {
    // Row and column totals are known: 3 alone would be 30 - 12 - 15. The
    // cheapest circle through it is the one of its two smallest neighbours and
    // the count across: 3, 12, 9, 11 rather than anything with 15 or 40.
    let mut table = grid(&[vec![3, 12, 15], vec![9, 11, 40], vec![20, 30, 50]], 5);
    table.network.protect();
    assert_eq!(
        table.fates(),
        [
            vec![Few, Withheld, Shown, Shown],
            vec![Withheld, Withheld, Shown, Shown],
            vec![Shown, Shown, Shown, Shown],
            vec![Shown, Shown, Shown, Shown],
        ]
    );
}

#[test]
fn a_bridge_between_two_circles_is_found() {
    // The first three sums are a circle of counts kept back, and so are the others. What
    // comes into the first circle is 40 and goes out as 37 and 3: no sum by
    // itself tells the 3, all three together do.
    let mut network = Network::new(5);
    let sum: Vec<NodeId> = (0..6).map(|_| network.node()).collect();
    for (from, to, count) in [(0, 1, 10), (1, 2, 50), (2, 0, 10), (3, 4, 55), (4, 5, 15), (5, 3, 15)] {
        let cell = network.cell(sum[from], sum[to], count);
        network.withhold(cell, false);
    }
    let small = network.cell(sum[2], sum[3], 3);
    let beside = network.cell(sum[2], sum[3], 37);
    let back = network.cell(sum[4], sum[1], 40);
    assert_eq!(solved(&network).len(), 1, "the three together tell the 3");
    network.protect();
    assert_eq!(solved(&network), Vec::<usize>::new());
    assert_eq!([small, beside, back].map(|cell| network.fate(cell)), [Few, Withheld, Shown]);
}

#[test]
fn nothing_small_keeps_nothing_back() {
    let mut table = grid(&[vec![5, 12], vec![9, 11]], 5);
    table.network.protect();
    assert!(table.fates().into_iter().flatten().all(|fate| fate == Shown));
}

#[test]
fn labels_do_not_give_away_what_sums_do_not() {
    // 0 and 5 make 5: the first is few, the second kept back and so at least
    // five, and then there is one way. A third count has to go.
    let mut network = Network::new(5);
    let (world, sum) = (network.node(), network.node());
    let cells: Vec<CellId> = [0, 5, 6, 30].map(|count| network.cell(sum, world, count)).to_vec();
    network.cell(world, sum, 41);
    network.protect();
    let fates: Vec<Fate> = cells.iter().map(|cell| network.fate(*cell)).collect();
    assert_eq!(fates, [Few, Withheld, Withheld, Shown]);
}

#[test]
fn four_and_four_of_eight_are_not_left_alone() {
    let mut network = Network::new(5);
    let (world, sum) = (network.node(), network.node());
    let cells: Vec<CellId> = [4, 4, 20, 30].map(|count| network.cell(sum, world, count)).to_vec();
    network.cell(world, sum, 58);
    network.protect();
    let fates: Vec<Fate> = cells.iter().map(|cell| network.fate(*cell)).collect();
    assert_eq!(fates, [Few, Few, Withheld, Shown]);
}

#[test]
fn a_count_that_tells_how_many_it_does_not_count_is_protected_as_a_small_one() {
    let mut table = grid(&[vec![20, 12], vec![9, 11], vec![30, 40]], 5);
    let cell = table.cells[0][0];
    table.network.withhold(cell, true);
    table.network.protect();
    assert_eq!(solved(&table.network), Vec::<usize>::new());
    assert_eq!(table.fates()[0][0], Withheld);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn algebra_finds_no_small_count(
        counts in (1usize..6, 2usize..6).prop_flat_map(|(rows, columns)| {
            let count = prop_oneof![3 => 0u64..8, 2 => 5u64..60];
            prop::collection::vec(prop::collection::vec(count, columns), rows.max(2))
        }),
        below in 0u32..12,
    ) {
        let mut table = grid(&counts, below);
        table.network.protect();
        let found = solved(&table.network);
        let cells = &table.network.cells;
        for cell in found {
            prop_assert!(!cells[cell].sensitive, "{counts:?} gives away {:?}", cells[cell]);
        }
        for cell in cells {
            prop_assert_eq!(cell.count < u64::from(below), cell.fate == Few);
        }
        // No count is small and pinned down by what is said of the others, unless
        // everything is kept back already.
        let pinned = table.network.pinned();
        let all_gone = cells.iter().all(|cell| cell.fate != Shown);
        for (at, cell) in cells.iter().enumerate() {
            prop_assert!(all_gone || !(cell.sensitive && pinned[at]), "{counts:?} pins {cell:?}");
        }
    }
}

/// Every value that each hidden count of a small table can have, given what is
/// shown, what is said of the others, and that they add up: found by trying.
fn possible(table: &Grid) -> Vec<(CellId, Vec<u64>)> {
    let (rows, columns) = (table.cells.len() - 1, table.cells[0].len() - 1);
    let told = |cell: CellId| table.network.told(&table.network.cells[cell.0]);
    let most = |cell: CellId| told(cell).most.unwrap_or(LARGEST);
    let inner: Vec<CellId> = (0..rows).flat_map(|row| table.cells[row][..columns].to_vec()).collect();
    let fits = |cell: CellId, value: u64| {
        told(cell).least <= value && told(cell).most.is_none_or(|most| value <= most)
    };
    let mut found: Vec<Vec<u64>> = vec![Vec::new(); table.network.cells.len()];
    let mut values = vec![0; inner.len()];
    let mut at = 0;
    // Counts up like the digits of a number, each between its own bounds.
    for (value, cell) in values.iter_mut().zip(&inner) {
        *value = told(*cell).least;
    }
    while at < inner.len() {
        let value = |row: usize, column: usize| values[row * columns + column];
        let row_sums: Vec<u64> =
            (0..rows).map(|row| (0..columns).map(|column| value(row, column)).sum()).collect();
        let column_sums: Vec<u64> =
            (0..columns).map(|column| (0..rows).map(|row| value(row, column)).sum()).collect();
        let mut all: Vec<(CellId, u64)> = inner.iter().copied().zip(values.iter().copied()).collect();
        all.extend((0..rows).map(|row| (table.cells[row][columns], row_sums[row])));
        all.extend((0..columns).map(|column| (table.cells[rows][column], column_sums[column])));
        all.push((table.cells[rows][columns], row_sums.iter().sum()));
        if all.iter().all(|(cell, value)| fits(*cell, *value)) {
            for (cell, value) in all {
                if !found[cell.0].contains(&value) {
                    found[cell.0].push(value);
                }
            }
        }
        at = 0;
        while at < inner.len() && values[at] >= most(inner[at]) {
            values[at] = told(inner[at]).least;
            at += 1;
        }
        if let Some(value) = values.get_mut(at) {
            *value += 1;
        }
    }
    found.into_iter().enumerate().map(|(at, values)| (CellId(at), values)).collect()
}

/// Larger than any total of the tables that are tried.
const LARGEST: u64 = 14;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn trying_every_number_pins_no_small_count(
        counts in (2usize..3, 2usize..3).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(0u64..6, columns), rows)
        }),
        below in 1u32..4,
    ) {
        let mut table = grid(&counts, below);
        let protected = table.network.protect();
        for (cell, values) in possible(&table) {
            let open = table.network.cells[cell.0].sensitive && protected;
            prop_assert!(!open || values.len() > 1, "{counts:?} below {below} leaves {values:?} for {cell:?}: {:?}", table.fates());
        }
    }
}
