//! One edition of a pack, as far as its files can be made: for `build` and
//! `check`, for `trace`, and for the preview.

use std::sync::Arc;

use super::ahead;
use super::pictures::{attachments, pictures};
use super::session::Session;
use super::stages::Stages;
use crate::assess::{Assessment, assess};
use crate::diagnostic::Finding;
use crate::link::Graph;
use crate::model::Audience;
use crate::release::{Ledger, Release, release};
use crate::site::{Draft, Materials, SiteFile, read_ahead};
use crate::source::{Skin, load_skin};

/// One edition of a pack, before its files are made.
pub(super) struct Edition {
    pub(super) release: Arc<Release>,
    pub(super) ledger: Ledger,
    pub(super) assessment: Arc<Assessment>,
    /// What goes into the site beside that; none where the skin cannot be used:
    /// the session has the findings.
    pub(super) materials: Option<Arc<Materials>>,
    pub(super) draft: Option<Arc<Draft>>,
}

impl Edition {
    /// Makes every file of its site and gives what `take` makes of each, as long
    /// as `go_on` says so; none where a page could not be made: the findings say why.
    pub(super) fn files<T: Send>(
        &self,
        (stages, findings): (&mut Stages, &mut Vec<Finding>),
        go_on: &(dyn Fn() -> bool + Sync),
        take: &(dyn Fn(SiteFile) -> T + Sync),
    ) -> Option<Vec<T>> {
        let draft = self.draft.as_ref()?;
        let bar = stages.begin_many("pages", "pages", draft.page_count());
        let each = || {
            bar.inc(1);
            go_on()
        };
        draft.files(&each, take).map_err(|found| findings.extend(found)).ok()?
    }
}

/// Takes a pack to where the files of its edition for an audience can be made.
pub(super) fn edition(
    session: &mut Session,
    graph: Graph,
    audience: Audience,
    skin: Option<Skin>,
) -> Edition {
    session.stages.begin("assess", "counting");
    let as_of = session.as_of(&graph.settings);
    let (release, ledger) = release(graph, audience, as_of);
    let release = Arc::new(release);
    let shown = Arc::clone(&release);
    ahead(move || read_ahead(&shown));
    let assessment = Arc::new(assess(&release, as_of));
    let attachments = attachments(session, &release);
    let pictures = pictures(session, &release);
    let materials = skin.map(|skin| Arc::new(Materials { skin, attachments, pictures }));
    let draft = materials.as_ref().and_then(|materials| {
        let draft = draft(session, &release, &assessment, materials);
        draft.map_err(|found| session.findings.extend(found)).ok()
    });
    Edition { release, ledger, assessment, materials, draft }
}

/// A site before its files are made, with what is kept of the last one.
pub(super) fn draft(
    session: &Session,
    release: &Arc<Release>,
    assessment: &Arc<Assessment>,
    materials: &Arc<Materials>,
) -> Result<Arc<Draft>, Vec<Finding>> {
    let draft = Draft::new(Arc::clone(release), Arc::clone(assessment), Arc::clone(materials))?;
    Ok(Arc::new(match &session.made_before {
        Some(made) => draft.keeping(Arc::clone(made)),
        None => draft,
    }))
}

/// The skin that the pack asks for.
pub(super) fn skin(session: &mut Session, graph: &Graph) -> Option<Skin> {
    let skin = load_skin(&session.root, &graph.settings);
    skin.map_err(|findings| session.findings.extend(findings)).ok()
}
