//! Big files are read row by row: what the program needs does not grow with them.

use super::{metric, with_settings};
use crate::pack::Pack;

/// A pack whose one file has so many rows besides the one that is wanted.
fn pack(rows: usize) -> Pack {
    use std::fmt::Write;
    let mut text =
        String::from("Financial year,Local authority code,Local authority name,Measure,Code,Value\n");
    for row in 0..rows {
        // Codes and areas that nobody asks for, and ever new ones of both.
        let code = if row % 2 == 0 { "ASC1".to_owned() } else { format!("X{row}") };
        let _ = writeln!(
            text,
            "2015-16,E{row:08},\"Invented council {row}, county of\",An invented measure,{code},{row}.5"
        );
    }
    text.push_str("2016-17,E10000901,Testshire,An invented measure,ASC1,7.25\n");
    let from = "from: {csv: data/published/big.csv, code: ASC1, handbook: Oflog}";
    let pack = with_settings(Pack::small(), "area: E10000901\n");
    pack.file("data/published/big.csv", text).file("data/metrics/read.yaml", metric("score", from))
}

/// The most memory that a build of a pack has had, in kilobytes.
#[cfg(target_os = "linux")]
fn peak(pack: &Pack) -> u64 {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_ninefold"))
        .args(["build", "--format", "json"])
        .current_dir(pack.root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("the program is there").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let most = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(most.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(child.wait().expect("the program ends").success());
    peak
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_forty_times_as_big_needs_no_more_memory() {
    let (small, big) = (pack(10_000), pack(400_000));
    let size =
        |pack: &Pack| std::fs::metadata(pack.root().join("data/published/big.csv")).expect("a file").len();
    assert!(size(&big) > 30_000_000, "the big file is big: {}", size(&big));
    let (small, big) = (peak(&small), peak(&big));
    assert!(small > 1000, "the memory was measured: {small} kB");
    assert!(big < small + 8_000, "{small} kB for the small file, {big} kB for the big one");
}

#[test]
fn the_last_row_of_a_big_file_is_found() {
    let site = pack(50_000).build(&[]);
    let csv = String::from_utf8_lossy(&site["data/metrics/read.csv"]).into_owned();
    assert_eq!(
        csv.lines().nth(1),
        Some("2016-17,2016-04-01,2017-03-31,Smallbrook Council,score,7.25,,,,,,,,")
    );
}
