//! Room on the stack. What is read level by level takes some of it for each
//! level; a thread that has too little of it ends the program without a word.

use std::cell::Cell;
use std::panic::resume_unwind;
use std::thread;

use rayon::ThreadPoolBuilder;

use crate::model::{Limit, Limits};

/// More than a level of YAML takes in a build that is not optimised: some 60 kB.
const LEVEL: usize = 256 * 1024;

/// What everything else takes.
const REST: usize = 2 * 1024 * 1024;

thread_local! {
    /// How many levels this thread is known to have room for.
    static ROOM: Cell<usize> = const { Cell::new(0) };
}

/// Does work on threads that have room for as many levels as the limits allow:
/// for many texts. What runs in parallel within it has the same room.
pub fn with_room<T: Send>(limits: &Limits, work: impl Fn() -> T + Send + Sync) -> T {
    let levels = limits.count(Limit::Nesting);
    let pool = ThreadPoolBuilder::new()
        .stack_size(REST + levels * LEVEL)
        .start_handler(move |_| ROOM.set(levels))
        .build();
    match pool {
        Ok(pool) => pool.install(work),
        // Each text then makes room for itself.
        Err(_) => work(),
    }
}

/// Does work where there is room for as many levels: here, if this thread is
/// known to have it, otherwise on a thread of its own.
pub(super) fn deep<T: Send>(limits: &Limits, work: impl Fn() -> T + Sync) -> T {
    let levels = limits.count(Limit::Nesting);
    if ROOM.get() >= levels {
        return work();
    }
    thread::scope(|scope| {
        let roomy = thread::Builder::new().stack_size(REST + levels * LEVEL);
        match roomy.spawn_scoped(scope, &work) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(),
        }
    })
}
