//! `check` and `build`: the whole way through, once without and once with
//! writing. `check` does everything that `build` does but write, so that a
//! pack that passes it builds.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};

use jiff::civil::Date;

use super::args::BuildArgs;
use super::edition::{Edition, edition, skin};
use super::fingerprint::{Beside, fingerprint};
use super::kept::Kept;
use super::preview::Watched;
use super::report::{self, Account};
use super::session::{Session, today};
use super::{Outcome, refuse, stop};
use crate::diagnostic::{Finding, counted};
use crate::guard::{Guard, Looked, Verdict, released_paths};
use crate::model::{Audience, day_label};
use crate::output::{self, Alone, Browser, Provenance, Published, Staged, Staging};
use crate::release::Release;
use crate::site::{self, SiteFile};

/// What there is to say of a site whose files are made.
pub(super) struct Built {
    pub(super) provenance: Provenance,
    summary: String,
    account: Account,
    release: Arc<Release>,
    /// The name of the skin, for messages.
    skin: String,
}

pub(super) fn check(mut session: Session) -> Outcome {
    let built = build(&mut session, Concerns::All, None, &|_, _| ());
    let done = built.map(|(built, _)| format!("no errors: {}", built.summary));
    session.report(done.as_deref())
}

pub(super) fn run(mut session: Session, args: &BuildArgs) -> Outcome {
    let folder = tidy(&args.output.clone().unwrap_or_else(|| session.root.join("public")));
    let wanted = args.report.is_some() || session.audience != Audience::Internal;
    let report = wanted.then(|| tidy(&report::path(args.report.as_ref(), &folder)));
    session.findings.extend(report.as_ref().and_then(|report| report::check_path(report, &folder)));
    let follows = match args.previous.as_deref().map(output::previous).transpose() {
        Ok(follows) => follows,
        Err(finding) => return refuse(&finding.message, finding.help.as_deref()),
    };
    // Nobody should wait for a site to hear that it cannot be printed.
    let browser = args.pdf.then(|| output::find_browser(args.browser.as_deref())).transpose();
    // `check` is where somebody asks what there is to know.
    session.count_notes = false;
    session.stages.begin("compare", "looking at what has changed");
    // What leaves the authority is always looked through whole.
    let keeps = !args.no_cache && session.audience == Audience::Internal;
    let kept = keeps.then(|| Kept::open(&session, &folder));
    // What else is asked for is made from the pages, which nobody keeps.
    let pages_alone = !wanted && !args.zip && !args.single_file && !args.pdf && follows.is_none();
    if let Some(outcome) = kept.as_ref().filter(|_| pages_alone).and_then(|kept| kept.say_again(&folder)) {
        return timed(&mut session, args, outcome);
    }
    session.clean = kept.as_ref().map(Kept::clean).unwrap_or_default();
    let to = (&*folder, report.as_deref());
    let Some(made) = make(&mut session, follows, to, browser, args) else {
        session.stages.end();
        return refuse("stopped before the site was put in place: nothing there has changed", None);
    };
    session.stages.begin("report", "");
    let said = session.said();
    let outcome = said.print(made.done.as_deref());
    // A build that came to nothing knows nothing worth keeping.
    if let Some(kept) = kept.filter(|_| made.done.is_some()) {
        session.stages.begin("keep", "keeping what the next build can use");
        kept.keep(&session, &folder, made.again.filter(|_| pages_alone).map(|done| (said, done)));
    }
    let outcome = timed(&mut session, args, outcome);
    match made.unprinted {
        Some(finding) => refuse(&finding.message, finding.help.as_deref()),
        None => outcome,
    }
}

/// What came of a site, in words that are masked.
#[derive(Default)]
struct Made {
    /// What was done; none where the site could not be put in place.
    done: Option<String>,
    /// What there is to say of a site that stands there already.
    again: Option<String>,
    /// Why there is no PDF.
    unprinted: Option<Finding>,
}

/// Makes a site aside and puts it in place; none if somebody stops it before.
fn make(
    session: &mut Session,
    follows: Option<String>,
    (folder, report): (&Path, Option<&Path>),
    browser: Result<Option<Browser>, Finding>,
    args: &BuildArgs,
) -> Option<Made> {
    let opened = Alone::in_folder(folder).and_then(|alone| Ok((alone, Staging::open(folder, args.adopt)?)));
    let (_alone, staging) = match opened {
        Ok(opened) => opened,
        // What else there is to say of the pack is said with it.
        Err(finding) => {
            session.pack();
            session.findings.push(finding);
            return Some(Made::default());
        }
    };
    let listening = Once::new();
    // What something is wrong with stands on no disk before all is well.
    let take = |file, is_clean| {
        listening.call_once(stop::listen);
        if is_clean { staging.stage(file) } else { staging.hold(file) }
    };
    let built = build(session, Concerns::Denied, None, &take);
    if stop::asked() {
        return None;
    }
    // The site that stands is not touched while there is an error.
    let Some((mut built, files)) = built.filter(|_| !session.has_errors()) else {
        return Some(Made::default());
    };
    built.provenance.follows = follows;
    Some(put_in_place(session, &built, (&staging, files), (folder, report), browser, args))
}

/// Puts a site in place with all that was asked for beside it; errors go to
/// the session.
fn put_in_place(
    session: &mut Session,
    built: &Built,
    (staging, files): (&Staging, Vec<Staged>),
    (folder, report): (&Path, Option<&Path>),
    browser: Result<Option<Browser>, Finding>,
    args: &BuildArgs,
) -> Made {
    let count = files.len();
    session.stages.begin("write", &format!("writing {}", counted(count, "file")));
    let mut made = Made::default();
    let mut done = match publish(built, (staging, files), folder, args) {
        Ok(done) => done,
        Err(findings) => {
            session.findings.extend(findings);
            return made;
        }
    };
    match browser.and_then(|browser| print(built, folder, browser.as_ref())) {
        Ok(printed) => done += &printed,
        Err(finding) => made.unprinted = Some(finding),
    }
    if let Some(report) = report {
        done += &write_report(session, built, report);
    }
    let standing = Published { unchanged: count, ..Published::default() };
    made.done = Some(session.scanner.masked(&done));
    made.again = Some(session.scanner.masked(&in_place(&built.summary, &standing, folder)));
    made
}

/// Says where the time went, if somebody asked.
fn timed(session: &mut Session, args: &BuildArgs, outcome: Outcome) -> Outcome {
    if args.timings {
        eprint!("{}", session.stages.table());
    }
    session.stages.end();
    outcome
}

/// Has a browser print the packs of a site that stands; what to say of it.
fn print(built: &Built, folder: &Path, browser: Option<&Browser>) -> Result<String, Finding> {
    let Some(browser) = browser else { return Ok(String::new()) };
    let packs = site::print_packs(&built.release);
    let at = output::write_pdfs(&packs, &built.provenance, folder, browser)?;
    Ok(format!("\nprinted {} in {}", counted(packs.len(), "PDF"), at.display()))
}

/// Writes the release report, and gives it in short.
fn write_report(session: &mut Session, built: &Built, file: &Path) -> String {
    let whole = session.scanner.masked(&report::whole(&built.account, &built.provenance));
    match output::write_beside(file, whole.as_bytes()) {
        Ok(()) => report::short(&built.account, file, today()),
        Err(finding) => {
            session.findings.push(finding);
            String::new()
        }
    }
}

/// Writes the site, its zip and its single file if they were asked for; what to
/// say of it.
fn publish(
    built: &Built,
    (staging, files): (&Staging, Vec<Staged>),
    folder: &Path,
    args: &BuildArgs,
) -> Result<String, Vec<Finding>> {
    let published = output::publish(staging, files, &built.provenance)?;
    stop::no_longer();
    let mut said = in_place(&built.summary, &published, folder);
    if args.zip {
        let zip = output::write_zip(&built.provenance, folder).map_err(|finding| vec![finding])?;
        // Writing to a string cannot fail.
        let _ = write!(said, "\nsend {}", zip.display());
    }
    if args.single_file {
        let written = output::read_back(folder)
            .and_then(|files| site::book(&built.release, &built.skin, &files))
            .and_then(|html| output::write_single_file(&html, &built.provenance, folder));
        let file = written.map_err(|finding| vec![finding])?;
        let _ = write!(said, "\nsend {}", file.display());
    }
    Ok(said)
}

/// A path without `./` at its start, for messages.
fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

/// Which of the things that the evidence says are findings: `check` reports
/// them all, `build` only those that it must not pass over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Concerns {
    All,
    Denied,
}

/// Takes the pack through every stage but the last; no further than it is of
/// use, where somebody watches. Each file of the site is looked through and given
/// to `take` as soon as it is made, with whether all is well so far and nothing is
/// found in it. Gives what there is to say of the site, and what `take` gave.
pub(super) fn build<T: Send>(
    session: &mut Session,
    concerns: Concerns,
    mut watched: Option<&mut Watched<'_>>,
    take: &(dyn Fn(SiteFile, bool) -> T + Sync),
) -> Option<(Built, Vec<T>)> {
    let pack = session.pack()?;
    if let Some(watched) = &mut watched {
        watched.read(session, &pack);
    }
    // Pages are made only from what holds together: collisions of a duplicate
    // id, say, would be said twice.
    let graph = Some(session.linked(pack)).filter(|_| !session.has_errors())?;
    let beside = Beside::of(&session.sources, &graph);
    let skin = skin(session, &graph);
    let audience = session.audience;
    let skin_name = skin.as_ref().map(|skin| skin.name.clone()).unwrap_or_default();
    let edition = edition(session, graph, audience, skin);
    if let Some(watched) = &mut watched {
        watched.counted(session, &edition);
    }
    let sources = fingerprint(&session.sources, &beside);
    let sources = sources.map_err(|findings| session.findings.extend(findings));
    let outdated = watched.map(|watched| watched.outdated());
    let is_outdated = || stop::asked() || outdated.is_some_and(|outdated| outdated());
    let (files, verdict) = look_through(session, &edition, &|| !is_outdated(), take);
    if is_outdated() {
        return None;
    }
    let Edition { release, ledger, assessment, .. } = edition;
    let as_of = assessment.as_of;
    session.findings.extend(verdict.findings);
    if let Some(readiness) = &assessment.readiness {
        session.add_concerns(&readiness.next, concerns == Concerns::All);
    }
    let files = files?;
    let provenance = provenance(&release, as_of, sources.ok()?);
    let summary = summary(&release, as_of, files.len());
    let account = Account {
        ledger,
        allowed: verdict.allowed,
        softened: session.personal.softened(),
        not_looked_into: verdict.not_looked_into,
    };
    Some((Built { provenance, summary, account, release, skin: skin_name }, files))
}

/// Makes every file of a site and looks through it, and through the texts of its
/// pack. Gives what `take` gave, if the files could be made, and what was found.
fn look_through<T: Send>(
    session: &mut Session,
    edition: &Edition,
    go_on: &(dyn Fn() -> bool + Sync),
    take: &(dyn Fn(SiteFile, bool) -> T + Sync),
) -> (Option<Vec<T>>, Verdict) {
    let (audience, as_of) = (session.audience, edition.assessment.as_of);
    let mut guard = Guard::new(&session.scanner, &session.clean, &session.personal, audience, as_of);
    session.stages.begin("guard", "looking for personal data");
    guard.sources(&session.sources, &released_paths(&edition.release));
    let well = !session.has_errors() && !guard.has_errors();
    let looked = |file: SiteFile| {
        let looked = guard.look(&file);
        let taken = take(file, well && looked.is_clean());
        (looked, taken)
    };
    let to = (&mut session.stages, &mut session.findings);
    let files = edition.files(to, go_on, &looked);
    let files: Option<Vec<T>> = files.map(|files| {
        let (looked, files): (Vec<Looked>, _) = files.into_iter().unzip();
        session.findings.extend(output::check(looked.iter().map(|looked| (&looked.path, &looked.origin))));
        guard.site(looked);
        files
    });
    let verdict = guard.verdict(files.is_some());
    (files, verdict)
}

/// What was built, from what and for whom.
fn summary(release: &Release, as_of: Date, files: usize) -> String {
    let empty = release.items().iter().all(|item| !item.name().kind.is_evidence());
    let hint = if empty && release.audience() != Audience::Internal {
        "\nno evidence is for this audience yet: everything is internal until its `audience:` says otherwise"
    } else {
        ""
    };
    format!(
        "{} from {}, for the {} audience, as of {}{hint}",
        counted(files, "file"),
        counted(release.items().len(), "item"),
        release.audience().name(),
        day_label(as_of)
    )
}

/// What the manifest says of a site, from the fingerprint of its sources.
fn provenance(release: &Release, as_of: Date, sources: String) -> Provenance {
    let framework = release.framework();
    Provenance {
        as_of: as_of.to_string(),
        audience: release.audience().name().to_owned(),
        framework: framework.id.to_string(),
        framework_version: framework.version.clone(),
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        authority: release.settings().authority.clone(),
        title: release.settings().title.clone(),
        marking: release.marking().map(str::to_owned),
        sources,
        follows: None,
    }
}

/// What was built, and what that changed in the folder.
fn in_place(summary: &str, published: &Published, folder: &Path) -> String {
    format!(
        "built {}\n{} written, {} unchanged, {} removed in {}\nopen {}",
        summary,
        published.written,
        published.unchanged,
        published.removed,
        folder.display(),
        folder.join("index.html").display()
    )
}
