//! The turns: something changes, a version is made, and what is shown follows.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch as channel;

use super::gather::{Gather, Wakes};
use super::shown::{Shown, Site};
use super::watch::Watch;
use super::{Changed, Early, Make, Notice, Say, Settings, Turn, Version, Words, poll};
use crate::diagnostic::{Severity, counted};

/// So many versions in a row are given up because something changed again;
/// the next is finished whatever happens.
const GIVEN_UP: u32 = 3;

/// What makes version after version.
pub(super) struct Turns {
    settings: Settings,
    port: u16,
    /// Whether files are looked at again and again: as was asked, or because the
    /// system cannot tell what changes.
    polled: bool,
    make: Make,
    say: Say,
    newest: channel::Sender<Option<Shown>>,
    /// The last good site, whole.
    good: Option<Site>,
    /// Whether the last version that was finished had errors that its draft did
    /// not tell: until they are mended, drafts may have them too, and none is shown.
    late: bool,
    /// What was printed last: findings that are still there are not said again.
    said: Words,
    /// How many versions were given up since the last that was finished.
    given_up: u32,
}

impl Turns {
    pub(super) fn new(
        settings: Settings,
        port: u16,
        make: Make,
        say: Say,
        newest: channel::Sender<Option<Shown>>,
    ) -> Self {
        Self {
            polled: settings.poll,
            settings,
            port,
            make,
            say,
            newest,
            good: None,
            late: false,
            said: Words::default(),
            given_up: 0,
        }
    }

    /// Goes on as long as the program does.
    pub(super) fn run(mut self) {
        let root = std::path::absolute(&self.settings.root).unwrap_or_else(|_| self.settings.root.clone());
        let root = root.canonicalize().unwrap_or(root);
        let (mut gather, wakes) = Gather::new();
        // What is saved while the first version is made is not missed.
        let mut watch = self.watch(root.clone(), &wakes);
        self.first();
        while let Some(changed) = gather.next() {
            if let Some(of) = &mut watch
                && let Err(error) = of.arm(&changed)
            {
                self.fall_back(&error, root.clone(), &wakes);
                watch = None;
            }
            self.turn(&changed, &gather.more());
        }
    }

    /// The system's own means, or looking again and again; nothing to arm then.
    fn watch(&mut self, root: PathBuf, wakes: &Wakes) -> Option<Watch> {
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

    fn fall_back(&mut self, error: &notify::Error, root: PathBuf, wakes: &Wakes) {
        self.note(&format!(
            "the system cannot tell what changes ({error}): the files are looked at again and again, as with `--poll`"
        ));
        self.polled = true;
        poll::start(root, wakes.clone());
    }

    /// Says a line of the preview's own.
    fn tell(&self, line: String) {
        (self.say)(&self.settings.own(line));
    }

    fn note(&self, words: &str) {
        (self.say)(&Words { err: format!("note: {words}\n"), ..Words::default() });
    }

    /// The first version: says where it is to be seen. It is finished whatever
    /// happens, so that there is a whole site to stay.
    fn first(&mut self) {
        let address = format!("http://127.0.0.1:{}/", self.port);
        let told = Cell::new(false);
        let (settings, say) = (self.settings.clone(), Arc::clone(&self.say));
        let tell = |title: &str| {
            if !told.replace(true) {
                say(&settings.own(format!("serving {title} at {address}\npress Ctrl-C to stop\n")));
            }
        };
        let made = self.made(&Changed::Everything, &|| false, &|title| tell(title));
        tell(made.as_ref().and_then(|made| made.title.as_deref()).unwrap_or("your pack"));
        if let Some(made) = made {
            (self.say)(&made.words);
            self.said = made.words;
            self.good = made.files.map(Site::of_files);
            if self.good.is_none() {
                self.tell("there is no site to show yet: it appears when this is mended\n".into());
            }
            self.show(self.good.clone(), made.notices);
        }
        if self.settings.open
            && let Err(error) = open::that_detached(&address)
        {
            self.note(&format!("the browser could not be opened ({error}): open {address} yourself"));
        }
    }

    /// One more version. Where it is given up, the draft that is shown of it
    /// stays until the next.
    fn turn(&mut self, changed: &Changed, more: &(dyn Fn() -> bool + Sync)) {
        let began = Instant::now();
        let Some(made) = self.made(changed, more, &|_| ()) else { return };
        let good = made.files.is_some();
        let site = made.files.map(Site::of_files);
        let (pages, others) = match (&site, &self.good) {
            (Some(now), Some(was)) => now.differs(was),
            (Some(now), None) => now.differs(&Site::default()),
            (None, _) => (0, 0),
        };
        self.good = site.or_else(|| self.good.take());
        self.show(self.good.clone(), made.notices);
        let what = if good { differences(pages, others) } else { self.no_change() };
        if made.words != self.said {
            (self.say)(&made.words);
            self.said = made.words;
        }
        self.tell(format!("rebuilt in {:.2} s: {what}\n", began.elapsed().as_secs_f64()));
    }

    /// A version, or one that says that making it failed: a panic ends nothing.
    /// Until it is there, pages are shown from its draft. None where it was
    /// given up for the next. `early` hears what it is called.
    fn made(
        &mut self,
        changed: &Changed,
        more: &(dyn Fn() -> bool + Sync),
        early: &dyn Fn(&str),
    ) -> Option<Version> {
        let give_up = self.given_up < GIVEN_UP;
        let (newest, good, late) = (&self.newest, self.good.clone().unwrap_or_default(), self.late);
        let drafted = Cell::new(false);
        let turn = Turn {
            changed,
            polled: self.polled,
            early: &|made: Early| {
                early(&made.title);
                drafted.set(true);
                if !late {
                    show_early(newest, good.with(made.draft));
                }
            },
            outdated: &|| give_up && more(),
        };
        let version = AssertUnwindSafe(|| (self.make)(&turn));
        let version = catch_unwind(version).unwrap_or_else(|_| Some(failed()));
        match &version {
            Some(version) => (self.given_up, self.late) = (0, drafted.get() && version.files.is_none()),
            None => self.given_up += 1,
        }
        version
    }

    fn show(&self, site: Option<Site>, notices: Vec<Notice>) {
        let number = self.newest.borrow().as_ref().map_or(1, |before| before.number + 1);
        self.newest.send_replace(Some(Shown { number, site, notices }));
    }

    /// What is said where there is no new site.
    fn no_change(&self) -> String {
        let errors = self.newest.borrow().as_ref().map_or(0, |shown| shown.count(Severity::Error));
        let errors = counted(errors, "error");
        match self.good {
            Some(_) => format!("{errors}, the last good site stays"),
            None => format!("{errors}, no site to show yet"),
        }
    }
}

/// Shows a site that is not whole yet. What was found in the files of the pack
/// is mended by then; what else there is to say comes with the whole.
fn show_early(newest: &channel::Sender<Option<Shown>>, site: Site) {
    newest.send_modify(|shown| {
        let (number, mut notices) =
            shown.take().map_or((1, Vec::new()), |before| (before.number + 1, before.notices));
        notices.retain(|notice| notice.severity != Severity::Error);
        *shown = Some(Shown { number, site: Some(site), notices });
    });
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

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::site::{self, Origin, SiteFile, SitePath};

    fn version(text: &str) -> Version {
        let origin = Origin::Part("the home page");
        let file = SiteFile { path: SitePath::new("index.html"), bytes: text.to_owned().into(), origin };
        Version {
            files: Some(vec![file]),
            title: Some("A pack".into()),
            notices: Vec::new(),
            words: Words::default(),
        }
    }

    /// The draft of the site of a pack.
    fn draft() -> Arc<site::Draft> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
        let sources = crate::source::read(&root).0;
        let pack = crate::parse::parse(&sources).0.expect("a pack");
        let graph = crate::link::link(pack, &sources.attachments).0;
        let skin = crate::source::load_skin(&root, &graph.settings).expect("the embedded skin");
        let materials = site::Materials { skin, ..site::Materials::default() };
        let day = jiff::civil::date(2026, 6, 30);
        let release = Arc::new(crate::release::release(graph, crate::model::Audience::Internal, day).0);
        let assessment = Arc::new(crate::assess::assess(&release, day));
        let draft = site::Draft::new(release, assessment, Arc::new(materials));
        Arc::new(draft.expect("the embedded skin"))
    }

    /// A version with an error.
    fn wrong() -> Version {
        let notice = failed().notices.swap_remove(0);
        Version { files: None, title: None, notices: vec![notice], words: Words::default() }
    }

    #[test]
    fn only_a_whole_site_is_the_last_good_one() {
        let (newest, seen) = channel::channel(None);
        let page = || {
            let shown: Shown = seen.borrow().clone()?;
            Some((shown.site.as_ref()?.get("index.html")?, shown.stale()))
        };
        let is = |words: &str, stale: bool| {
            let page = page();
            let text = page.as_ref().map(|(bytes, _)| String::from_utf8_lossy(bytes).contains(words));
            assert_eq!(
                page.as_ref().map(|(_, stale)| *stale).zip(text),
                Some((stale, true)),
                "{words}: {page:?}"
            );
        };
        let (mut number, seen_in_making) = (0, seen.clone());
        let drafts = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&drafts);
        let make: Make = Box::new(move |turn| {
            number += 1;
            let early = || {
                (turn.early)(Early { draft: draft(), title: "A pack".into() });
                let shown: Shown = seen_in_making.borrow().clone().expect("a version");
                let page = shown.site.and_then(|site| site.get("index.html")).expect("a page");
                heard.lock().expect("whole").push(page != b"whole"[..]);
            };
            match number {
                // One that is given up, one with an error that its draft does
                // not tell, one with another, and two that are good.
                2 => {
                    early();
                    None
                }
                3 | 4 => {
                    early();
                    Some(wrong())
                }
                5 | 6 => {
                    early();
                    Some(version("mended"))
                }
                _ => Some(version("whole")),
            }
        });
        let say: Say = Arc::new(|_| ());
        let settings =
            Settings { root: ".".into(), port: None, open: false, poll: false, for_program: false };
        let mut turns = Turns::new(settings, 8000, make, say, newest);
        turns.first();
        is("whole", false);
        let mut turn = || turns.turn(&Changed::Everything, &|| true);
        turn();
        is("A small pack", false);
        turn();
        is("whole", true);
        turn();
        is("whole", true);
        turn();
        is("mended", false);
        turn();
        is("mended", false);
        // Drafts are shown, but while an error stands that they do not tell.
        assert_eq!(*drafts.lock().expect("whole"), [true, true, false, false, true]);
    }

    #[test]
    fn a_panic_keeps_the_last_good_site_and_ends_nothing() {
        let mut number = 0;
        let make: Make = Box::new(move |_| {
            number += 1;
            assert!(number != 2, "a fault of the program");
            Some(version(&format!("version {number}")))
        });
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let say: Say = Arc::new(move |words: &Words| heard.lock().expect("whole").push(words.clone()));
        let (newest, seen) = channel::channel(None);
        let settings =
            Settings { root: ".".into(), port: None, open: false, poll: false, for_program: false };
        let mut turns = Turns::new(settings, 8000, make, say, newest);
        turns.first();
        let shown = || -> Shown { seen.borrow().clone().expect("a version") };
        let page = |shown: &Shown| shown.site.as_ref().and_then(|site| site.get("index.html"));
        assert_eq!(page(&shown()).as_deref(), Some(&b"version 1"[..]));
        turns.turn(&Changed::Everything, &|| false);
        assert_eq!(page(&shown()).as_deref(), Some(&b"version 1"[..]));
        assert_eq!((shown().number, shown().count(Severity::Error)), (2, 1));
        turns.turn(&Changed::Everything, &|| false);
        assert_eq!(page(&shown()).as_deref(), Some(&b"version 3"[..]));
        assert_eq!((shown().number, shown().stale()), (3, false));
        let all = format!("{:?}", said.lock().expect("whole"));
        assert!(
            all.contains("error: the program failed") && all.contains("the last good site stays"),
            "{all}"
        );
    }
}
