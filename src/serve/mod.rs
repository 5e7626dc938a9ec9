//! The preview: the site from memory over HTTP on this machine alone, made
//! anew whenever something is saved.
//!
//! The stage stands between `output` and `cli` and knows nothing of packs: it
//! is given a [`Make`] that makes the next [`Version`], and says when that has
//! to be asked. Nothing is written to disk, so the preview cannot wake itself
//! and has no folder to serve a file from but the site's own.
//!
//! One thread (`turn`) waits for changes and makes versions, another answers
//! (`answer`), and the newest version lies between them (`shown`). Of a large
//! pack a version takes seconds: meanwhile each page that somebody looks at is
//! made from an [`Early`]: where nothing but words has changed, before links are
//! followed and anything is counted again. While a version has errors the last
//! good site stays, and every page says what is wrong; errors that only a whole
//! site tells come when it is made, and until they are mended no page is made
//! early.
//!
//! `watch` and `poll` see changes, `gather` decides when a handful of them is
//! one change, `place` which files count; `live.js` is the part that runs in
//! the page.

mod answer;
mod events;
mod gather;
mod key;
mod kind;
mod page;
mod place;
mod poll;
mod port;
mod shown;
mod turn;
mod watch;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use serde::{Deserialize, Serialize};
use tokio::sync::watch as channel;

use crate::diagnostic::Severity;
use crate::site::{Draft, SiteFile};
use answer::Front;
use turn::Turns;

/// Where and how to serve.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder whose `content`, `data` and `themes` are watched; it need not be there yet.
    pub root: PathBuf,
    /// The port; 0 for any that is free, none for the first free one from 8000 on.
    pub port: Option<u16>,
    /// Whether the browser is opened.
    pub open: bool,
    /// Whether files are looked at again and again, for folders of which the
    /// system does not say what changes in them.
    pub poll: bool,
    /// Whether a program reads the standard output, which then gets findings
    /// alone: what the preview says of itself goes where errors go.
    pub for_program: bool,
}

impl Settings {
    /// A line that the preview says of itself.
    fn own(&self, line: String) -> Words {
        let words = Words::default();
        if self.for_program { Words { err: line, ..words } } else { Words { out: line, ..words } }
    }
}

/// What is to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Nobody knows what changed: the first version, or more than the system could tell.
    Everything,
    /// Files and folders that were written, moved or removed.
    Paths(BTreeSet<PathBuf>),
}

/// One thing found, as the page shows it. Nothing in it may tell who somebody
/// is: whoever makes it has masked it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// How much it matters.
    #[serde(serialize_with = "severity_name")]
    pub severity: Severity,
    /// The stable name of its kind; none for what is no fault of the pack.
    pub code: Option<&'static str>,
    /// The file, from the root.
    pub path: Option<String>,
    /// Line and column, from 1.
    pub line: Option<usize>,
    /// See `line`.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn severity_name<S: serde::Serializer>(severity: &Severity, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(severity.name())
}

/// What a [`Make`] made.
#[derive(Clone, Debug)]
pub struct Version {
    /// Every file of the site; none where there is an error.
    pub files: Option<Vec<SiteFile>>,
    /// What it is called, for the terminal.
    pub title: Option<String>,
    /// What was found, in order.
    pub notices: Vec<Notice>,
    /// The same as it is printed.
    pub words: Words,
}

/// Words for the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// For the standard output.
    pub out: String,
    /// For the standard error output.
    pub err: String,
}

/// A site before its files are made: good as far as that can be told from the
/// files of the pack alone.
#[derive(Clone, Debug)]
pub struct Early {
    /// Makes any file of it.
    pub draft: Arc<Draft>,
    /// What it is called, for the terminal.
    pub title: String,
}

/// What a [`Make`] is asked for.
pub struct Turn<'t> {
    /// What is to be looked at again.
    pub changed: &'t Changed,
    /// Whether files are looked at again and again. Where their times are coarse
    /// that does not see every change.
    pub polled: bool,
    /// Takes the site as soon as its files can be made one by one: pages are
    /// answered from it until the version is there.
    pub early: &'t dyn Fn(Early),
    /// Whether something has changed since, so that the version is of no use.
    pub outdated: &'t (dyn Fn() -> bool + Sync),
}

/// Makes the next version; none where that was given up as outdated. It may
/// panic: the last good site stays then.
pub type Make = Box<dyn FnMut(&Turn<'_>) -> Option<Version> + Send>;

/// Prints words.
pub type Say = Arc<dyn Fn(&Words) + Send + Sync>;

/// Why there is no preview: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Serves until somebody presses Ctrl-C.
///
/// # Errors
/// Where the port is taken, or the system gives no socket, threads or signals.
pub fn serve(settings: Settings, make: Make, say: &Say) -> Result<(), Trouble> {
    let (listener, port) = port::listen(settings.port)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Trouble {
        message: format!("the preview could not be started: {error}"),
        help: "try again, or use `ninefold build`".into(),
    })?;
    let (newest, seen) = channel::channel(None);
    let stopped = settings.own("stopped\n".into());
    let turns = Turns::new(settings, port, make, Arc::clone(say), newest);
    // It is not waited for at the end: a version in the making is of no use then.
    thread::spawn(move || turns.run());
    let front = Arc::new(Front::new(port, seen));
    let ended = runtime.block_on(answer::until_stopped(listener, front));
    runtime.shutdown_background();
    ended.map_err(|error| Trouble {
        message: format!("the preview cannot go on: {error}"),
        help: "start it again; `ninefold build` works without it".into(),
    })?;
    say(&stopped);
    Ok(())
}
