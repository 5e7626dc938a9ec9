//! When changes become one: a save is many events, a checkout thousands.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Changed;

/// So long nothing may happen before a change is taken to be over.
const QUIET: Duration = Duration::from_millis(30);
/// So long somebody waits at most, however much goes on.
const LONGEST: Duration = Duration::from_millis(500);
/// The first and the longest pause where the system keeps losing count.
const LOST: Duration = Duration::from_secs(1);
const LOST_LONGEST: Duration = Duration::from_secs(60);

/// What a watcher says.
#[derive(Debug)]
pub(super) enum Wake {
    /// Something happened to this file or folder.
    Path(PathBuf),
    /// More happened than the system could tell.
    Lost,
}

/// Makes handfuls of events.
pub(super) struct Gather {
    events: Receiver<Wake>,
    /// How often in a row nothing was known but that something was lost. The
    /// build's own reading of a very large pack can do that.
    lost: u32,
}

impl Gather {
    pub(super) fn new(events: Receiver<Wake>) -> Self {
        Self { events, lost: 0 }
    }

    /// Waits for the next change; none where there is nobody left to tell of one.
    pub(super) fn next(&mut self) -> Option<Changed> {
        let mut paths = BTreeSet::new();
        let mut lost = false;
        let mut take = |wake: Wake| match wake {
            Wake::Path(path) => drop(paths.insert(path)),
            Wake::Lost => lost = true,
        };
        take(self.events.recv().ok()?);
        let began = Instant::now();
        while began.elapsed() < LONGEST {
            match self.events.recv_timeout(QUIET) {
                Ok(wake) => take(wake),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.lost = if lost && paths.is_empty() { self.lost + 1 } else { 0 };
        if self.lost > 1 {
            // Nothing that is lost is passed over, and nothing spins.
            std::thread::sleep(LOST.saturating_mul(1 << (self.lost - 2).min(6)).min(LOST_LONGEST));
        }
        Some(if lost { Changed::Everything } else { Changed::Paths(paths) })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn what_comes_together_is_one_change() {
        let (to, from) = channel();
        for number in 0..1000 {
            to.send(Wake::Path(PathBuf::from(format!("{number}")))).expect("somebody listens");
        }
        let mut gather = Gather::new(from);
        let Some(Changed::Paths(paths)) = gather.next() else { panic!("paths are known") };
        assert_eq!(paths.len(), 1000);
        to.send(Wake::Path(PathBuf::from("a"))).expect("somebody listens");
        to.send(Wake::Lost).expect("somebody listens");
        assert_eq!(gather.next(), Some(Changed::Everything));
        drop(to);
        assert_eq!(gather.next(), None);
    }

    #[test]
    fn what_never_ends_is_not_waited_for() {
        let (to, from) = channel();
        let noise = std::thread::spawn(move || while to.send(Wake::Path(PathBuf::from("a"))).is_ok() {});
        let mut gather = Gather::new(from);
        let began = Instant::now();
        assert!(gather.next().is_some());
        assert!(began.elapsed() < LONGEST * 10, "{:?}", began.elapsed());
        drop(gather);
        noise.join().expect("it ends with the other");
    }
}
