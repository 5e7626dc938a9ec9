//! Ctrl-C while a site is built: what was begun goes, and the site that stands stays.

use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::SIGINT;
use signal_hook::flag::{register, register_conditional_shutdown};

/// Whether Ctrl-C was pressed, or ends the program when it is.
static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// What a program ends with that was stopped at once.
const STOPPED: i32 = 130;

/// Listens from now on. Pressed again, Ctrl-C ends the program at once. Where the
/// system gives no way to listen, it does so the first time.
pub(super) fn listen() {
    // In this order: the first time nobody has asked yet.
    let again = register_conditional_shutdown(SIGINT, STOPPED, Arc::clone(&ASKED));
    if again.is_ok() {
        let _ = register(SIGINT, Arc::clone(&ASKED));
    }
}

/// Whether somebody has pressed Ctrl-C.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// There is nothing left to take back: Ctrl-C ends the program at once.
pub(super) fn no_longer() {
    if ASKED.swap(true, Ordering::Relaxed) {
        exit(STOPPED);
    }
}
