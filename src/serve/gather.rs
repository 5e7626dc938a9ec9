//! When changes become one: a save is many events, a checkout thousands.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
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

/// Takes what watchers say, and counts it.
#[derive(Clone, Debug)]
pub(super) struct Wakes {
    to: Sender<Wake>,
    sent: Arc<AtomicUsize>,
}

impl Wakes {
    /// Hands a wake on; false where nobody listens any more.
    pub(super) fn send(&self, wake: Wake) -> bool {
        self.sent.fetch_add(1, Ordering::SeqCst);
        self.to.send(wake).is_ok()
    }
}

/// Makes handfuls of events.
pub(super) struct Gather {
    events: Receiver<Wake>,
    sent: Arc<AtomicUsize>,
    /// How many of those that were sent have been taken.
    taken: usize,
    /// How often in a row nothing was known but that something was lost. The
    /// build's own reading of a very large pack can do that.
    lost: u32,
}

impl Gather {
    /// A new one, and what watchers are given to wake it.
    pub(super) fn new() -> (Self, Wakes) {
        let (to, events) = channel();
        let sent = Arc::new(AtomicUsize::new(0));
        (Self { events, sent: Arc::clone(&sent), taken: 0, lost: 0 }, Wakes { to, sent })
    }

    /// Tells, from any thread, whether something has happened since the last change was taken.
    pub(super) fn more(&self) -> impl Fn() -> bool + Sync + use<> {
        let (sent, taken) = (Arc::clone(&self.sent), self.taken);
        move || sent.load(Ordering::SeqCst) > taken
    }

    /// Waits for the next change; none where there is nobody left to tell of one.
    pub(super) fn next(&mut self) -> Option<Changed> {
        let mut paths = BTreeSet::new();
        let mut lost = false;
        let mut take = |wake: Wake| {
            self.taken += 1;
            match wake {
                Wake::Path(path) => drop(paths.insert(path)),
                Wake::Lost => lost = true,
            }
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
    use super::*;

    #[test]
    fn what_comes_together_is_one_change() {
        let (mut gather, to) = Gather::new();
        for number in 0..1000 {
            assert!(to.send(Wake::Path(PathBuf::from(format!("{number}")))), "somebody listens");
        }
        assert!(gather.more()());
        let Some(Changed::Paths(paths)) = gather.next() else { panic!("paths are known") };
        assert_eq!(paths.len(), 1000);
        let more = gather.more();
        assert!(!more());
        assert!(to.send(Wake::Path(PathBuf::from("a"))) && to.send(Wake::Lost), "somebody listens");
        assert!(more());
        assert_eq!(gather.next(), Some(Changed::Everything));
        drop(to);
        assert_eq!(gather.next(), None);
    }

    #[test]
    fn what_never_ends_is_not_waited_for() {
        let (mut gather, to) = Gather::new();
        let noise = std::thread::spawn(move || while to.send(Wake::Path(PathBuf::from("a"))) {});
        let began = Instant::now();
        assert!(gather.next().is_some());
        assert!(began.elapsed() < LONGEST * 10, "{:?}", began.elapsed());
        drop(gather);
        noise.join().expect("it ends with the other");
    }
}
