//! The last version of a preview, from which the next can be shown where
//! nothing but words of some texts has changed: all else, references, counts,
//! settings and looks, is that of the last. All the same it is then worked out
//! again, and the whole site is made from that.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::edition::draft;
use super::session::Session;
use crate::assess::{Assessment, assess_words};
use crate::model::{Audience, Item, Pack};
use crate::release::Release;
use crate::serve::Changed;
use crate::site::{Draft, Materials};
use crate::source::{Role, SourceText, Sources};

/// What of a pack is no text of items.
#[derive(PartialEq, Eq)]
pub(super) struct Around {
    texts: Vec<SourceText>,
    attachments: BTreeMap<Arc<str>, PathBuf>,
}

impl Around {
    pub(super) fn of(sources: &Sources) -> Self {
        let roles = [Role::Settings, Role::Framework, Role::Language, Role::PersonalData, Role::KnownPeople];
        let texts = sources.texts.values().filter(|text| roles.contains(&text.role));
        Self { texts: texts.cloned().collect(), attachments: sources.attachments.clone() }
    }
}

/// A version that had no error before its files were made.
pub(super) struct Last {
    pub(super) around: Around,
    /// The pack's items before their references were followed.
    pub(super) parsed: Vec<Arc<Item>>,
    pub(super) release: Arc<Release>,
    pub(super) assessment: Arc<Assessment>,
    pub(super) materials: Arc<Materials>,
}

impl Last {
    /// The site of a pack that has other words and is the same in all else.
    pub(super) fn with_words(&self, session: &Session, changed: &Changed, pack: &Pack) -> Option<Arc<Draft>> {
        let Changed::Paths(paths) = changed else { return None };
        let same = self.release.audience() == Audience::Internal
            && session.audience == Audience::Internal
            && session.as_of(&pack.settings) == self.assessment.as_of
            && paths.iter().all(|path| is_text(session, path))
            && Around::of(&session.sources) == self.around;
        if !same {
            return None;
        }
        let release = Arc::new(self.release.reworded(&self.parsed, &pack.items)?);
        let assessment = Arc::new(assess_words(&release, &self.assessment));
        draft(session, &release, &assessment, &self.materials).ok()
    }
}

/// Whether a path is that of a text of items.
fn is_text(session: &Session, path: &Path) -> bool {
    let text = session.sources.at(path);
    text.is_some_and(|text| {
        matches!(text.role, Role::Story | Role::Feedback | Role::Meeting | Role::Judgement | Role::Page)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::super::args::Global;
    use super::super::preview::{Known, preview};
    use super::*;
    use crate::diagnostic::render::Format;
    use crate::serve::Turn;

    /// A pack that was shown, and has other words since.
    struct Desk {
        root: PathBuf,
        known: Known,
        _folder: tempfile::TempDir,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
            for entry in walkdir::WalkDir::new(&fixture).into_iter().map(Result::unwrap) {
                let to = root.join(entry.path().strip_prefix(&fixture).unwrap());
                if entry.file_type().is_dir() {
                    fs::create_dir_all(to).unwrap();
                } else {
                    fs::copy(entry.path(), to).unwrap();
                }
            }
            let mut desk = Self { root, known: Known::default(), _folder: folder };
            let session = desk.session("2026-06-30", Audience::Internal);
            let turn =
                Turn { changed: &Changed::Everything, polled: false, early: &|_| (), outdated: &|| false };
            assert!(preview(session, &mut desk.known, &turn).unwrap().files.is_some());
            let text = fs::read_to_string(desk.story()).unwrap();
            fs::write(desk.story(), format!("{text}\nIt is oiled, too.\n")).unwrap();
            desk
        }

        fn story(&self) -> PathBuf {
            self.root.join("content/stories/2026-02-11-garden-gate.md")
        }

        fn session(&self, as_of: &str, audience: Audience) -> Session {
            let global = Global {
                root: self.root.clone(),
                as_of: Some(as_of.into()),
                audience,
                format: Format::Text,
                deny: Vec::new(),
                allow: Vec::new(),
                notes: false,
            };
            Session::open(&global).unwrap()
        }

        /// What is shown of the other words before all else is worked out again.
        fn shown(mut self, changed: &Changed, as_of: &str, audience: Audience) -> Option<String> {
            let mut session = self.session(as_of, audience);
            session.read_before = Some(std::mem::take(&mut self.known.read));
            let pack = session.pack().unwrap();
            let draft = self.known.last.unwrap().with_words(&session, changed, &pack)?;
            let page = draft.file("stories/garden-gate.html").unwrap().unwrap();
            Some(String::from_utf8(page.bytes.to_vec()).unwrap())
        }
    }

    #[test]
    fn other_words_are_shown_and_nothing_that_hangs_on_more() {
        let (day, internal) = ("2026-06-30", Audience::Internal);
        let paths = |desk: &Desk, more: &[&str]| {
            let more = more.iter().map(|path| desk.root.join(path));
            Changed::Paths(more.chain([desk.story()]).collect::<BTreeSet<_>>())
        };
        let shown = |more: &[&str], day: &str, audience: Audience| {
            let desk = Desk::new();
            let changed = paths(&desk, more);
            desk.shown(&changed, day, audience)
        };
        assert!(shown(&[], day, internal).unwrap().contains("It is oiled, too."));
        assert!(shown(&["content/feedback/2026-03-20-carer-calls.md"], day, internal).is_some());
        for more in
            ["data/pack.yaml", "themes/own/static/a.css", "content/stories/gone.md", "data/documents/a.pdf"]
        {
            assert!(shown(&[more], day, internal).is_none(), "{more}");
        }
        // Other settings of which no word has come yet.
        let desk = Desk::new();
        let settings = desk.root.join("data/pack.yaml");
        let text = fs::read_to_string(&settings).unwrap();
        fs::write(&settings, text.replace("title:", "title: Other")).unwrap();
        let changed = paths(&desk, &[]);
        assert!(desk.shown(&changed, day, internal).is_none());
        assert!(shown(&[], "2026-07-01", internal).is_none());
        assert!(shown(&[], day, Audience::Public).is_none());
        assert!(Desk::new().shown(&Changed::Everything, day, internal).is_none());
    }
}
