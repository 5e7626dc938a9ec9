//! What `serve` shows: what `build` would make, again and again, with what one
//! version leaves for the next.

use std::sync::Arc;

use super::build::{Concerns, build};
use super::edition::Edition;
use super::last::{Around, Last};
use super::session::{Said, Session};
use crate::guard::Clean;
use crate::model::{Audience, Item, Pack};
use crate::parse;
use crate::serve::{Changed, Early, Notice, Turn, Version};
use crate::site::{self, Draft};
use crate::source;

/// What one preview leaves for the next of the same pack.
#[derive(Default)]
pub(super) struct Known {
    texts: source::Kept,
    pub(super) read: parse::Kept,
    pub(super) last: Option<Last>,
    clean: Clean,
    made: Arc<site::Kept>,
}

/// A preview while it is made.
pub(super) struct Watched<'t> {
    turn: &'t Turn<'t>,
    /// The last version, and as soon as it is there this one.
    last: Option<Last>,
    /// The pack's items before their references were followed.
    parsed: Vec<Arc<Item>>,
    /// Whether some of it is shown already.
    shown: bool,
}

impl<'t> Watched<'t> {
    /// Tells whether something has changed since, so that it is of no use.
    pub(super) fn outdated(&self) -> &'t (dyn Fn() -> bool + Sync) {
        self.turn.outdated
    }

    /// Where nothing but words has changed, that is shown before all else is looked at.
    pub(super) fn read(&mut self, session: &Session, pack: &Pack) {
        let before = self.last.take();
        let words = before.as_ref().and_then(|before| before.with_words(session, self.turn.changed, pack));
        self.shown = self.show(session, words);
        self.parsed.clone_from(&pack.items);
    }

    /// All else is shown when it has been linked and counted.
    pub(super) fn counted(&mut self, session: &Session, edition: &Edition) {
        if !self.shown {
            self.show(session, edition.draft.clone());
        }
        let worth = session.audience == Audience::Internal && !session.has_errors();
        self.last = edition.materials.clone().filter(|_| worth).map(|materials| Last {
            around: Around::of(&session.sources),
            parsed: std::mem::take(&mut self.parsed),
            release: Arc::clone(&edition.release),
            assessment: Arc::clone(&edition.assessment),
            materials,
        });
    }

    /// Hands a version on to be looked at before its files are made. What goes
    /// to others, or is to hold nothing that `--deny` names, is shown only when
    /// all of it has been looked through.
    fn show(&self, session: &Session, draft: Option<Arc<Draft>>) -> bool {
        let may_show =
            session.audience == Audience::Internal && !session.is_strict() && !session.has_errors();
        let Some(draft) = draft.filter(|_| may_show) else { return false };
        let title = session.scanner.masked(draft.title());
        (self.turn.early)(Early { draft, title });
        true
    }
}

/// What `build` would make, and what it would say of it, without writing; none
/// where that was given up because something has changed since.
pub(super) fn preview(mut session: Session, known: &mut Known, turn: &Turn<'_>) -> Option<Version> {
    session.count_notes = false;
    session.clean = std::mem::take(&mut known.clean);
    let mut texts = std::mem::take(&mut known.texts);
    match turn.changed {
        Changed::Paths(paths) if !turn.polled => texts.forget(&session.root, paths),
        Changed::Everything | Changed::Paths(_) => texts = source::Kept::default(),
    }
    session.texts_before = Some(texts);
    session.read_before = Some(std::mem::take(&mut known.read));
    session.made_before = Some(Arc::clone(&known.made));
    let mut watched = Watched { turn, last: known.last.take(), parsed: Vec::new(), shown: false };
    let built = build(&mut session, Concerns::Denied, Some(&mut watched), &|file, _| file);
    let built = built.filter(|_| !session.has_errors());
    known.last = watched.last;
    session.stages.end();
    let given_up = built.is_none() && (turn.outdated)();
    let Said { words, begin, .. } = session.said();
    let notices = session.findings.iter().zip(begin).map(|(finding, begin)| Notice {
        severity: finding.severity,
        code: Some(finding.code.name()),
        path: finding.place.as_ref().map(|place| place.path.to_string()),
        line: begin.map(|begin| begin.line),
        column: begin.map(|begin| begin.column),
        message: finding.message.clone(),
        help: finding.help.clone(),
    });
    let title = built.as_ref().map(|(built, _)| session.scanner.masked(&built.provenance.title));
    let notices = notices.collect();
    known.texts = session.texts_before.unwrap_or_default();
    known.read = session.read_before.unwrap_or_default();
    known.clean = if given_up { session.clean.forgetting_nothing() } else { session.clean };
    (!given_up).then(|| Version { files: built.map(|(_, files)| files), title, notices, words })
}
