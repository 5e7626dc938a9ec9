//! How long a large pack takes to be assessed: `cargo bench --bench assess`.
//!
//! The pack is made in memory and goes through `parse`, `link` and `release`;
//! only `assess` is timed. Two sizes in one run give the growth, which says
//! more than seconds on a machine that does other things as well.

mod large_pack;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::civil::date;
use ninefold::assess::{Assessment, assess};
use ninefold::link::link;
use ninefold::model::Audience;
use ninefold::parse::parse;
use ninefold::release::{Release, release};

use large_pack::sources;

/// Items in the large pack; the small one has a quarter of them.
const ITEMS: usize = 100_000;
/// Each size is measured so often, and the fastest run counts.
const RUNS: usize = 5;

fn main() {
    let (small, large) = (measure(ITEMS / 4), measure(ITEMS));
    let growth = large.as_secs_f64() / small.as_secs_f64();
    println!("four times the pack takes {growth:.1} times as long");
    if let Some(memory) = peak_memory() {
        println!("peak memory of the whole run, texts included: {memory} MiB");
    }
}

fn measure(items: usize) -> Duration {
    let release = released(items);
    let relations: usize = release.items().iter().map(|item| release.cites(item.name()).len()).sum();
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        let assessment = assess(&release, date(2026, 6, 30));
        let taken = start.elapsed();
        check(&assessment, items);
        taken
    });
    let fastest = runs.min().unwrap_or_default();
    println!("{} items and {relations} relations assessed in {fastest:?}", release.items().len());
    fastest
}

/// A measurement of something that did nothing is none.
fn check(assessment: &Assessment, items: usize) {
    assert!(assessment.ages.len() > items * 9 / 10, "everything has an age");
    assert!(assessment.coverage.rows.iter().all(|row| row.cells.iter().any(|cell| cell.reliable() > 0)));
    assert!(assessment.readiness.as_ref().is_some_and(|readiness| !readiness.next.is_empty()));
}

fn released(items: usize) -> Release {
    let (pack, findings) = parse(&sources(items));
    assert!(findings.is_empty(), "{:?}", findings.first());
    let (graph, findings) = link(pack.expect("the pack can be read"), &BTreeMap::new());
    assert!(findings.is_empty(), "{:?}", findings.first());
    release(graph, Audience::Internal, date(2026, 6, 30)).0
}

/// The most memory that this process has had, where the system says.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024)
}
