//! `check` and `build`: the whole way through, once without and once with
//! writing. `check` does everything that `build` does but write, so that a
//! pack that passes it builds.

use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Outcome;
use super::args::BuildArgs;
use super::session::Session;
use crate::assess::assess;
use crate::diagnostic::{Finding, counted};
use crate::model::{Audience, day_label};
use crate::output::{self, Provenance, Published};
use crate::release::{Release, release};
use crate::site::{self, Attachments, SiteFile};
use crate::source::{load_skin, read_bytes};

/// A site in memory, and what its manifest says.
struct Built {
    files: Vec<SiteFile>,
    provenance: Provenance,
    summary: String,
}

pub(super) fn check(mut session: Session) -> Outcome {
    let built = build(&mut session, Concerns::All);
    let done = built.map(|built| format!("no errors: {}", built.summary));
    session.report(done.as_deref())
}

pub(super) fn run(mut session: Session, args: &BuildArgs) -> Outcome {
    let folder = tidy(&args.output.clone().unwrap_or_else(|| session.root.join("public")));
    let mut done = None;
    // `check` is where somebody asks what there is to know.
    session.count_notes = false;
    // Nothing on disk is touched while there is an error.
    if let Some(built) = build(&mut session, Concerns::Denied).filter(|_| !session.has_errors()) {
        match output::publish(&built.files, &built.provenance, &folder, args.adopt) {
            Ok(published) => done = Some(summary(&built, &published, &folder)),
            Err(findings) => session.findings.extend(findings),
        }
    }
    session.report(done.as_deref())
}

/// A path without `./` at its start, for messages.
fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

/// Which of the things that the evidence says are findings: `check` reports
/// them all, `build` only those that it must not pass over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Concerns {
    All,
    Denied,
}

/// Takes the pack through every stage but the last.
fn build(session: &mut Session, concerns: Concerns) -> Option<Built> {
    // Pages are made only from what holds together: collisions of a duplicate
    // id, say, would be said twice.
    let graph = session.graph().filter(|_| !session.has_errors())?;
    let as_of = session.as_of(&graph);
    let skin =
        load_skin(&session.root, &graph.settings.skin).map_err(|findings| session.findings.extend(findings));
    let release = release(graph, session.audience, as_of);
    let assessment = assess(&release, as_of);
    if let Some(readiness) = &assessment.readiness {
        session.add_concerns(&readiness.next, concerns == Concerns::All);
    }
    let attachments = attachments(session, &release);
    let bar = progress_bar(site::page_count(&release));
    let files = site::build(&release, &assessment, &skin.ok()?, &attachments, &|| bar.inc(1));
    bar.finish_and_clear();
    let files = files.map_err(|findings| session.findings.extend(findings)).ok()?;
    session.findings.extend(output::check(&files));
    let framework = release.framework();
    let provenance = Provenance {
        as_of: as_of.to_string(),
        audience: release.audience().name().to_owned(),
        framework: framework.id.to_string(),
        framework_version: framework.version.clone(),
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let empty = release.items().iter().all(|item| !item.name().kind.is_evidence());
    let hint = if empty && release.audience() != Audience::Internal {
        "\nno evidence is for this audience yet: everything is internal until its `audience:` says otherwise"
    } else {
        ""
    };
    let summary = format!(
        "{} from {}, for the {} audience, as of {}{hint}",
        counted(files.len(), "file"),
        counted(release.items().len(), "item"),
        release.audience().name(),
        day_label(as_of)
    );
    Some(Built { files, provenance, summary })
}

/// The files of the pack that the released documents name, and no others.
fn attachments(session: &mut Session, release: &Release) -> Attachments {
    let mut attachments = Attachments::new();
    for path in site::wanted_files(release) {
        let Some(file) = session.sources.attachments.get(&path) else { continue };
        let bytes: Result<Vec<u8>, Finding> = read_bytes(file, &path);
        match bytes {
            Ok(bytes) => drop(attachments.insert(path, bytes)),
            Err(finding) => session.findings.push(finding),
        }
    }
    attachments
}

/// Fewer pages than this are done before anybody could read a bar.
const PAGES_WORTH_A_BAR: usize = 500;

/// A bar where a person is watching, silence in a pipe.
fn progress_bar(pages: usize) -> ProgressBar {
    if pages < PAGES_WORTH_A_BAR || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(pages as u64), ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} pages") {
        bar.set_style(style);
    }
    bar
}

fn summary(built: &Built, published: &Published, folder: &Path) -> String {
    format!(
        "built {}\n{} written, {} unchanged, {} removed in {}\nopen {}",
        built.summary,
        published.written,
        published.unchanged,
        published.removed,
        folder.display(),
        folder.join("index.html").display()
    )
}
