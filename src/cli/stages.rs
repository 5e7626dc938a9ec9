//! Which stage a run is in: for the person who waits, and for `--timings`.

use std::fmt::Write;
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer files than this are done before anybody could read what is happening.
const FILES_WORTH_TELLING: usize = 500;
/// How often a second a person is told.
const TOLD: u8 = 10;

/// The stages so far, and the one that is going on.
pub(super) struct Stages {
    done: Vec<(&'static str, Duration)>,
    now: Option<(&'static str, Instant)>,
    told: bool,
    bar: ProgressBar,
}

impl Default for Stages {
    fn default() -> Self {
        Self { done: Vec::new(), now: None, told: false, bar: ProgressBar::hidden() }
    }
}

impl Stages {
    /// Ends the stage that is going on and begins another; tells a person who
    /// is watching what is done to how many things, where it takes a while.
    pub(super) fn begin(&mut self, stage: &'static str, what: &str, many: usize) {
        self.end();
        self.now = Some((stage, Instant::now()));
        self.told |= many >= FILES_WORTH_TELLING && stderr().is_terminal();
        if !self.told {
            return;
        }
        self.bar = ProgressBar::with_draw_target(Some(many as u64), ProgressDrawTarget::stderr_with_hz(TOLD));
        let template = if many > 0 { "{msg}: {pos} of {len} {bar:30}" } else { "{msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_message(what.to_owned());
    }

    /// To be counted up as things are done.
    pub(super) fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// Ends the stage that is going on.
    pub(super) fn end(&mut self) {
        self.bar.finish_and_clear();
        if let Some((stage, since)) = self.now.take() {
            self.done.push((stage, since.elapsed()));
        }
    }

    /// Every stage with its seconds and its share of them all, a line each.
    pub(super) fn table(&mut self) -> String {
        self.end();
        let all: Duration = self.done.iter().map(|(_, taken)| *taken).sum();
        let share = |taken: &Duration| 100.0 * taken.as_secs_f64() / all.as_secs_f64().max(f64::EPSILON);
        let mut out = String::new();
        for (stage, taken) in &self.done {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{stage:<9} {:>8.3} s {:>3.0} %", taken.as_secs_f64(), share(taken));
        }
        let _ = writeln!(out, "{:<9} {:>8.3} s", "all", all.as_secs_f64());
        out
    }
}
