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
    /// Whoever is watching a run over so many files is told what it does, if
    /// those are enough to take a while.
    pub(super) fn over(&mut self, files: usize) {
        self.told |= files >= FILES_WORTH_TELLING && stderr().is_terminal();
    }

    /// Ends the stage that is going on and begins another, which is doing `what`.
    pub(super) fn begin(&mut self, stage: &'static str, what: &str) {
        self.end();
        self.now = Some((stage, Instant::now()));
        self.tell("{msg}", what, 0);
    }

    /// The same where things are counted, by what it gives, as they are done.
    pub(super) fn begin_many(&mut self, stage: &'static str, what: &str, many: usize) -> ProgressBar {
        self.begin(stage, what);
        self.tell("{msg}: {pos} of {len} {bar:30}", what, many);
        self.bar.clone()
    }

    fn tell(&mut self, template: &str, what: &str, many: usize) {
        if !self.told || what.is_empty() {
            return;
        }
        let to = ProgressDrawTarget::stderr_with_hz(TOLD);
        self.bar = ProgressBar::with_draw_target(Some(many as u64), to);
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_message(what.to_owned());
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
