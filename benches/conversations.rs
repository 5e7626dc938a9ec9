//! How long a conversation log of a million rows takes to be read and counted,
//! with its small numbers kept back: `cargo bench --bench conversations`.
//!
//! The log is written to a file and goes from `source` to `release`, as that
//! of a pack does. A quarter of it gives the growth.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Span;
use jiff::civil::date;
use ninefold::link::link;
use ninefold::model::{Audience, Measure};
use ninefold::parse::parse;
use ninefold::release::{Column, release};
use ninefold::source::read;

/// Rows of the large log; the small one has a quarter of them.
const ROWS: usize = 1_000_000;
/// Each size is measured so often, and the fastest run counts.
const RUNS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (small, large) = (measure(folder.path(), ROWS / 4), measure(folder.path(), ROWS));
    let growth = large.as_secs_f64() / small.as_secs_f64();
    println!("four times the log takes {growth:.1} times as long");
    if let Some(memory) = peak_memory() {
        println!("peak memory of the whole run: {memory} MiB");
    }
}

fn measure(root: &Path, rows: usize) -> Duration {
    fs::create_dir_all(root.join("data")).expect("a folder");
    let settings = "authority: Large Council\ntitle: A large log\n\
                    sites: [{id: east, name: East, opened: 2023-01-02}, {id: west, name: West, opened: 2024-03-04}]\n\
                    teams: [{id: first-contact, name: First}, {id: hospital, name: Hospital}]\n";
    fs::write(root.join("data/pack.yaml"), settings).expect("the settings are written");
    let bytes = write_log(&root.join("data/conversations.csv"), rows);
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        let (sources, findings) = read(root);
        assert!(findings.is_empty(), "{:?}", findings.first());
        let (pack, findings) = parse(&sources);
        let read = start.elapsed();
        let pack = pack.expect("the pack can be read");
        let log = pack.log.as_ref().expect("the log can be read");
        // A measurement of something that did nothing is none.
        assert_eq!((log.rows.len(), log.left_out), (rows - rows / 1000, rows / 1000));
        assert_eq!(findings.len(), 1, "{findings:?}");
        let (graph, findings) = link(pack, &sources.attachments);
        assert!(findings.is_empty(), "{:?}", findings.first());
        let (release, _) = release(graph, Audience::Internal, date(2026, 6, 30));
        let counted = start.elapsed();
        let log = release.log().expect("the log is counted");
        let people = log.whole(Measure::People, Column::All).and_then(|figure| figure.value.known());
        let expected = u32::try_from(rows - rows / 1000).map(f64::from).expect("a number of rows");
        assert!(people.is_some_and(|people| (people - expected).abs() < 0.5), "{people:?}");
        (counted, read)
    });
    let (fastest, read) = runs.min().unwrap_or_default();
    println!("{rows} rows, {} MB, read in {read:?} and counted by {fastest:?}", bytes / 1_000_000);
    fastest
}

/// Every thousandth row has its dates in the wrong order.
fn write_log(path: &Path, rows: usize) -> usize {
    use std::io::Write as _;
    let mut file = std::io::BufWriter::new(fs::File::create(path).expect("a file"));
    let header = "id,first_contact,site,team,first_conversation,conversation,conversation_2_ended,\
                  long_term_support,connected,followed_up,new_person,seen_before,carer,group\n";
    file.write_all(header.as_bytes()).expect("the header is written");
    let mut bytes = header.len();
    let first = date(2023, 1, 2);
    let mut row = String::new();
    for n in 0..rows {
        row.clear();
        let days = i32::try_from(n % 1200).unwrap_or_default();
        let day = |after: i32| first.saturating_add(Span::new().days(days + after));
        let wait = if n % 1000 == 999 { -1 } else { i32::try_from(n % 23).unwrap_or_default() };
        let site = ["east", "west", ""][n % 3];
        let team = ["first-contact", "hospital"][n % 2];
        let _ = write!(row, "c-{n:07},{},{site},{team},{},{},", day(0), day(wait), n % 3 + 1);
        if n % 3 > 0 {
            let _ = write!(row, "{}", day(wait.max(0) + 30));
        }
        let _ = write!(row, ",{},choir,", ["no", "yes"][usize::from(n % 11 == 0)]);
        if n % 3 == 0 {
            let _ = write!(row, "{}", day(wait.max(0) + 42));
        }
        let seen = if n % 4 == 0 { day(-200).to_string() } else { String::new() };
        let new = if n % 4 == 0 { "no" } else { "yes" };
        let _ = writeln!(row, ",{new},{seen},{},", ["no", "yes"][usize::from(n % 7 == 0)]);
        file.write_all(row.as_bytes()).expect("a row is written");
        bytes += row.len();
    }
    file.flush().expect("the log is written");
    bytes
}

/// The most memory that this process has had, where the system says.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024)
}
