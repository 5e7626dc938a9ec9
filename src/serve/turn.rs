//! The turns: something changes, a version is made, and what is shown follows.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::Instant;

use tokio::sync::watch as channel;

use super::gather::{Gather, Wake};
use super::shown::{Shown, Site};
use super::watch::Watch;
use super::{Changed, Make, Notice, Say, Settings, Version, Words, poll};
use crate::diagnostic::{Severity, counted};

/// What makes version after version.
pub(super) struct Turns {
    settings: Settings,
    port: u16,
    make: Make,
    say: Say,
    newest: channel::Sender<Option<Shown>>,
    /// What was printed last: findings that are still there are not said again.
    said: Words,
}

impl Turns {
    pub(super) fn new(
        settings: Settings,
        port: u16,
        make: Make,
        say: Say,
        newest: channel::Sender<Option<Shown>>,
    ) -> Self {
        Self { settings, port, make, say, newest, said: Words::default() }
    }

    /// Goes on as long as the program does.
    pub(super) fn run(mut self) {
        let root = std::path::absolute(&self.settings.root).unwrap_or_else(|_| self.settings.root.clone());
        let root = root.canonicalize().unwrap_or(root);
        let (wakes, events) = mpsc::channel();
        // What is saved while the first version is made is not missed.
        let mut watch = self.watch(root.clone(), &wakes);
        self.first();
        let mut gather = Gather::new(events);
        while let Some(changed) = gather.next() {
            if let Some(of) = &mut watch
                && let Err(error) = of.arm(&changed)
            {
                self.fall_back(&error, root.clone(), &wakes);
                watch = None;
            }
            self.turn(&changed);
        }
    }

    /// The system's own means, or looking again and again; nothing to arm then.
    fn watch(&self, root: PathBuf, wakes: &Sender<Wake>) -> Option<Watch> {
        if self.settings.poll {
            poll::start(root, wakes.clone());
            return None;
        }
        match Watch::start(root.clone(), wakes.clone()) {
            Ok(watch) => Some(watch),
            Err(error) => {
                self.fall_back(&error, root, wakes);
                None
            }
        }
    }

    fn fall_back(&self, error: &notify::Error, root: PathBuf, wakes: &Sender<Wake>) {
        self.note(&format!(
            "the system cannot tell what changes ({error}): the files are looked at again and again, as with `--poll`"
        ));
        poll::start(root, wakes.clone());
    }

    fn note(&self, words: &str) {
        (self.say)(&Words { err: format!("note: {words}\n"), ..Words::default() });
    }

    /// The first version: says where it is to be seen.
    fn first(&mut self) {
        let made = self.made(&Changed::Everything);
        let title = made.title.clone().unwrap_or_else(|| "your pack".into());
        let address = format!("http://127.0.0.1:{}/", self.port);
        let out = format!("serving {title} at {address}\npress Ctrl-C to stop\n");
        (self.say)(&Words { out, ..Words::default() });
        let said = made.words.clone();
        (self.say)(&said);
        self.said = said;
        if made.files.is_none() {
            (self.say)(&Words {
                out: "there is no site to show yet: it appears when this is mended\n".into(),
                ..Words::default()
            });
        }
        let site = made.files.map(|files| Arc::new(Site::of_files(files)));
        self.newest.send_replace(Some(Shown { number: 1, site, notices: made.notices }));
        if self.settings.open
            && let Err(error) = open::that_detached(&address)
        {
            self.note(&format!("the browser could not be opened ({error}): open {address} yourself"));
        }
    }

    /// One more version; sent only where something is other than it was.
    fn turn(&mut self, changed: &Changed) {
        let began = Instant::now();
        let made = self.made(changed);
        let Some(before) = self.newest.borrow().clone() else { return };
        let good = made.files.is_some();
        let site = made.files.map(|files| Arc::new(Site::of_files(files)));
        let (pages, others) = match (&site, &before.site) {
            (Some(now), Some(was)) => now.differs(was),
            (Some(now), None) => now.differs(&Site::default()),
            (None, _) => (0, 0),
        };
        let shown = Shown {
            number: before.number + 1,
            site: site.or_else(|| before.site.clone()),
            notices: made.notices,
        };
        let what = if good { differences(pages, others) } else { no_change(&shown) };
        if pages + others > 0
            || shown.notices != before.notices
            || shown.site.is_some() != before.site.is_some()
        {
            self.newest.send_replace(Some(shown));
        }
        if made.words != self.said {
            (self.say)(&made.words);
            self.said = made.words;
        }
        let out = format!("rebuilt in {:.2} s: {what}\n", began.elapsed().as_secs_f64());
        (self.say)(&Words { out, ..Words::default() });
    }

    /// A version, or one that says that making it failed: a panic ends nothing.
    fn made(&mut self, changed: &Changed) -> Version {
        let make = AssertUnwindSafe(|| (self.make)(changed));
        catch_unwind(make).unwrap_or_else(|_| failed())
    }
}

fn failed() -> Version {
    let message = "the program failed while it made the site: that is a fault of Ninefold, not of the pack";
    let help = "take back the last change and save, and tell those who look after the program";
    let notice = Notice {
        severity: Severity::Error,
        code: None,
        path: None,
        line: None,
        column: None,
        message: message.into(),
        help: Some(help.into()),
    };
    let words = Words { err: format!("error: {message}\nhelp: {help}\n"), ..Words::default() };
    Version { files: None, title: None, notices: vec![notice], words }
}

/// What a good version changed.
fn differences(pages: usize, others: usize) -> String {
    let pages_changed = |pages| format!("{} changed", counted(pages, "page"));
    match (pages, others) {
        (0, 0) => "nothing changed".into(),
        (pages, 0) => pages_changed(pages),
        (0, others) => format!("no page changed, {}", other_files(others)),
        (pages, others) => format!("{}, {}", pages_changed(pages), other_files(others)),
    }
}

fn other_files(count: usize) -> String {
    format!("{count} other {}", if count == 1 { "file" } else { "files" })
}

/// What is said where there is no new site.
fn no_change(shown: &Shown) -> String {
    let errors = counted(shown.count(Severity::Error), "error");
    match shown.site {
        Some(_) => format!("{errors}, the last good site stays"),
        None => format!("{errors}, no site to show yet"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::site::{Origin, SiteFile, SitePath};

    fn version(text: &str) -> Version {
        let origin = Origin::Part("the home page");
        let file = SiteFile { path: SitePath::new("index.html"), bytes: text.into(), origin };
        Version {
            files: Some(vec![file]),
            title: Some("A pack".into()),
            notices: Vec::new(),
            words: Words::default(),
        }
    }

    #[test]
    fn a_panic_keeps_the_last_good_site_and_ends_nothing() {
        let mut number = 0;
        let make: Make = Box::new(move |_| {
            number += 1;
            assert!(number != 2, "a fault of the program");
            version(&format!("version {number}"))
        });
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let say: Say = Arc::new(move |words: &Words| heard.lock().expect("whole").push(words.clone()));
        let (newest, seen) = channel::channel(None);
        let settings = Settings { root: ".".into(), port: None, open: false, poll: false };
        let mut turns = Turns::new(settings, 8000, make, say, newest);
        turns.first();
        let shown = || -> Shown { seen.borrow().clone().expect("a version") };
        let page = |shown: &Shown| shown.site.as_ref().and_then(|site| site.get("index.html").cloned());
        assert_eq!(page(&shown()).as_deref(), Some(&b"version 1"[..]));
        turns.turn(&Changed::Everything);
        assert_eq!(page(&shown()).as_deref(), Some(&b"version 1"[..]));
        assert_eq!((shown().number, shown().count(Severity::Error)), (2, 1));
        turns.turn(&Changed::Everything);
        assert_eq!(page(&shown()).as_deref(), Some(&b"version 3"[..]));
        assert_eq!((shown().number, shown().stale()), (3, false));
        let all = format!("{:?}", said.lock().expect("whole"));
        assert!(
            all.contains("error: the program failed") && all.contains("the last good site stays"),
            "{all}"
        );
    }
}
