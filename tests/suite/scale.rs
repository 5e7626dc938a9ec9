//! Large packs: everything grows with the pack and nothing with its square.
//!
//! `NINEFOLD_SCALE=10000 NINEFOLD_KEEP=DIR cargo test --release --test suite scale`
//! leaves a pack of that many stories in DIR, to measure the program on.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::pack::{Pack, STATEMENTS};

/// A pack of so many stories, a fifth as many actions in meetings of twenty,
/// and a fiftieth as many metrics of 24 months; everything cites its neighbours.
pub fn generate(stories: usize) -> Pack {
    let mut pack = Pack::empty()
        .file("data/pack.yaml", "authority: Large Council\ntitle: A large pack\nas_of: 2026-06-30\n");
    let (actions, metrics) = (stories / 5, stories / 50);
    for n in 0..stories {
        pack = pack.file(&format!("content/stories/story-{n}.md"), story(n, stories, metrics));
    }
    for meeting in 0..actions.div_ceil(20) {
        pack = pack.file(
            &format!("content/meetings/meeting-{meeting}.md"),
            self::meeting(meeting, actions, stories),
        );
    }
    for n in 0..metrics {
        pack = pack.file(&format!("data/metrics/metric-{n}.yaml"), metric(n));
    }
    pack
}

fn story(n: usize, stories: usize, metrics: usize) -> String {
    let (month, day) = (n % 12 + 1, n % 28 + 1);
    let (one, two) = (STATEMENTS[n % 9], STATEMENTS[(n + 4) % 9]);
    let (next, metric) = ((n + 1) % stories, n % metrics.max(1));
    let paragraph =
        "It began with a telephone call that nobody had time for, and ended with a neighbour at the door. ";
    format!(
        "---\ntitle: Story number {n}\ndate: 2025-{month:02}-{day:02}\nstatements: [{one}, {two}]\nrules: [stick-like-glue]\n\
         person: {{pseudonym: Mx {n}}}\nconsent: {{status: given, scope: internal}}\nwhat_changed: Something changed for the better.\n---\n\
         {}\n\n## What happened\n\nSee [the next one](story:story-{next}) and [the figures](metric:metric-{metric}).\n\n> It helped.\n> — person\n",
        paragraph.repeat(12)
    )
}

fn meeting(meeting: usize, actions: usize, stories: usize) -> String {
    let mut text = format!(
        "---\nkind: making-it-happen\ndate: 2025-{:02}-{:02}\nheard: [story:story-{}]\n---\n## Actions\n\n| Id | What | Because | Owner | Due | Status | Statements |\n|---|---|---|---|---|---|---|\n",
        meeting % 12 + 1,
        meeting % 28 + 1,
        meeting % stories
    );
    for n in meeting * 20..actions.min((meeting + 1) * 20) {
        let statement = STATEMENTS[n % 9];
        let _ = writeln!(
            text,
            "| action-{n} | Do the {n}th thing | story:story-{} | Team manager | 2026-05-01 | open | {statement} |",
            n % stories
        );
    }
    text
}

fn metric(n: usize) -> String {
    let mut text = format!(
        "title: Metric number {n}\nstatements: [{}]\ncategory: processes\nunit: days\nbetter: lower\nsource: {{name: Our system}}\nmethod: |\n  ```sql\n  select avg(days) from contacts;\n  ```\npoints:\n",
        STATEMENTS[n % 9]
    );
    for month in 0..24 {
        let _ = writeln!(
            text,
            "  - {{period: {}-{:02}, value: {}.5}}",
            2024 + month / 12,
            month % 12 + 1,
            3 + (n + month) % 7
        );
    }
    text
}

fn time_of(stories: usize) -> Duration {
    let pack = generate(stories);
    let start = Instant::now();
    let built = pack.run(&["build"]);
    let taken = start.elapsed();
    assert_eq!((built.code, built.stderr.as_str()), (0, ""));
    taken
}

#[test]
fn four_times_the_pack_takes_no_more_than_seven_times_as_long() {
    let (small, large) = (time_of(150), time_of(600));
    println!("150 stories {small:?}, 600 stories {large:?}");
    assert!(large < small * 7, "150 stories took {small:?}, 600 took {large:?}");
}

#[test]
fn a_pack_can_be_kept_to_measure_on() {
    let (Ok(stories), Ok(folder)) = (std::env::var("NINEFOLD_SCALE"), std::env::var("NINEFOLD_KEEP")) else {
        // A small one, so that the generator itself stays right.
        assert_eq!(generate(50).run(&["check"]).code, 0);
        return;
    };
    let pack = generate(stories.parse().expect("NINEFOLD_SCALE is a number"));
    crate::pack::copy(pack.root(), Path::new(&folder));
}

/// Whoever watches is told of what takes a while; `Pack::build` sees that nobody else is.
#[cfg(target_os = "linux")]
#[test]
fn who_watches_a_long_build_is_told_what_it_does() {
    let told = |stories: usize| {
        let pack = generate(stories);
        let build = format!("{} build", env!("CARGO_BIN_EXE_ninefold"));
        let watched = std::process::Command::new("script")
            .args(["--quiet", "--return", "--command", &build, "/dev/null"])
            .env("TERM", "xterm")
            .current_dir(pack.root())
            .stdin(std::process::Stdio::null())
            .output()
            .expect("`script` is there");
        assert!(watched.status.success());
        String::from_utf8_lossy(&watched.stdout).into_owned()
    };
    let long = told(500);
    for what in ["reading 516 files", "following references", "pages: 1 of ", "writing ", "built "] {
        assert!(long.contains(what), "{what}: {long}");
    }
    let short = told(100);
    assert!(short.contains("built ") && !short.contains("reading "), "{short}");
}
