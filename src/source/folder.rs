//! Walking a pack's folder, in a stable order, without leaving it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::io::unreadable;
use super::kept::{Kept, read_once};
use super::limits::of_pack;
use super::private::NameList;
use super::{LogFile, Role, SourceText, Sources};
use crate::diagnostic::{Code, Finding, Place, list_of, suggestion};
use crate::model::{Limit, Limits};
use crate::picture::Format;

/// The folders of `content/` and what their files hold.
const CONTENT: [(&str, Role); 5] = [
    ("stories", Role::Story),
    ("meetings", Role::Meeting),
    ("feedback", Role::Feedback),
    ("judgements", Role::Judgement),
    ("pages", Role::Page),
];

/// Where pictures of texts are at home; they may also stand beside the texts.
const PICTURES: &str = "pictures";

/// What is done with a file.
enum Use {
    Read(Role),
    Log,
    Attach,
    Unexpected(String),
}

/// So often a pack is read of which files go meanwhile.
const TRIES: u32 = 5;

/// Reads the folder; what `kept` has of it only where it has changed.
pub(super) fn read(root: &Path, kept: Option<&mut Kept>) -> (Sources, Vec<Finding>) {
    read_within(TRIES, root, kept)
}

fn read_within(tries: u32, root: &Path, kept: Option<&mut Kept>) -> (Sources, Vec<Finding>) {
    let mut sources = Sources { root: root.to_path_buf(), ..Sources::default() };
    let mut findings = Vec::new();
    if !root.join("data").join("pack.yaml").is_file() {
        findings.push(no_pack(root));
        return (sources, findings);
    }
    sources.limits = of_pack(root);
    let limits = sources.limits;
    let mut kept = kept.map(|kept| (kept.take(limits), kept));
    let known = kept.as_mut().and_then(|(before, _)| before.walked.take());
    let is_known = known.is_some();
    let walked = known.unwrap_or_else(|| walk(root));
    findings.extend(walked.findings.iter().cloned());
    let mut to_read = sort(&walked, &mut sources, &mut findings);
    match NameList::of(root, &limits) {
        Ok(list) => sources.known_people = list,
        Err(finding) => findings.push(finding),
    }
    if let Some(finding) = too_many(to_read.iter().map(|(.., role)| *role), &limits) {
        findings.push(finding);
        to_read.retain(|(.., role)| *role == Role::Settings);
    }
    let before = kept.as_ref().map(|(before, _)| before);
    let text = |path: &Path, shown: &Arc<str>| match before {
        Some(before) => before.read(path, shown, &limits),
        None => read_once(path, shown, &limits),
    };
    let read_or_gone =
        |path: &Path, shown: &Arc<str>| text(path, shown).map_err(|found| (found, !path.exists()));
    let all: Vec<_> = to_read
        .into_par_iter()
        .map(|(shown, path, role)| (read_or_gone(&path, &shown), shown, role))
        .collect();
    let mut has_gone = false;
    for (read, path, role) in all {
        match read {
            Ok(read) => {
                if let Some((_, kept)) = &mut kept {
                    kept.keep(&path, &read);
                }
                sources.texts.insert(Arc::clone(&path), SourceText { path, text: read.text, role });
            }
            Err((finding, gone)) => {
                has_gone |= gone;
                findings.push(finding);
                sources.unread.push((path, role));
            }
        }
    }
    let kept = kept.map(|(_, kept)| kept);
    // Which files there are is another matter by now, or may be.
    if tries > 1 && (has_gone || is_known && !findings.is_empty()) {
        return read_within(tries - 1, root, kept);
    }
    // What there is to say of files may be mended where nobody hears of it.
    if let Some(kept) = kept.filter(|_| findings.is_empty() && !walked.links) {
        kept.keep_walked(walked);
    }
    (sources, findings)
}

/// Files by what they are for; those that are texts are still to be read.
fn sort(
    walked: &Walked,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> Vec<(Arc<str>, PathBuf, Role)> {
    let mut to_read = Vec::new();
    let log = sources.root.join(LogFile::PATH).canonicalize().ok();
    for (shown, path) in walked.files.iter().cloned() {
        // Under another name, by a link, the log is still the log.
        if &*shown != LogFile::PATH && log.is_some() && path.canonicalize().ok() == log {
            findings.push(unexpected(&shown, "it is the conversation log under another name: keep one of the two, `data/conversations.csv`".into()));
            continue;
        }
        match purpose(&shown) {
            Use::Read(role) => to_read.push((shown, path, role)),
            Use::Log => sources.log = Some(LogFile::on_disk(path, sources.limits)),
            Use::Attach => drop(sources.attachments.insert(shown, path)),
            Use::Unexpected(help) => findings.push(unexpected(&shown, help)),
        }
    }
    to_read
}

fn no_pack(root: &Path) -> Finding {
    let message = format!("there is no pack in `{}`: it has no file `data/pack.yaml`", root.display());
    Finding::without_place(Code::PackNotFound, message)
        .help("go to the pack's folder, name it with `--root`, or begin one with `ninefold init`")
}

/// Every text of `content` and every metric is an item at least: a pack with
/// more of them than it may have items is not read.
fn too_many(roles: impl Iterator<Item = Role>, limits: &Limits) -> Option<Finding> {
    let other = [Role::Settings, Role::Framework, Role::Documents, Role::InformationReturn];
    let count = roles.filter(|role| !other.contains(role)).count();
    (count > limits.count(Limit::Items)).then(|| too_many_items(count, limits))
}

/// A pack that has more items than its limit allows.
pub fn too_many_items(count: usize, limits: &Limits) -> Finding {
    let count = Limit::Items.shown(count as u64);
    let message = format!("this pack has {count} items; {}", limits.allowed(Limit::Items));
    let help = Limits::help(Limit::Items, "was a folder copied into the pack by mistake?");
    Finding::without_place(Code::TooManyItems, message).help(help)
}

/// What is found on a walk through a pack.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Files below `content` and `data`, by their path from the root.
    files: Vec<(Arc<str>, PathBuf)>,
    findings: Vec<Finding>,
    /// Whether a link was met: what it leads to can change without a word.
    links: bool,
}

fn walk(root: &Path) -> Walked {
    let (mut findings, mut links) = (Vec::new(), false);
    let home = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut files = Vec::new();
    for top in ["content", "data"] {
        let folder = root.join(top);
        if !folder.exists() {
            continue;
        }
        let mut walker = WalkDir::new(&folder).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walker.next() {
            match entry {
                Ok(entry) => {
                    links |= entry.path_is_symlink();
                    let shown = shown_path(root, entry.path());
                    if is_private_or_hidden(&entry, &shown) || leaves(&entry, &home, &shown, &mut findings) {
                        if entry.file_type().is_dir() {
                            walker.skip_current_dir();
                        }
                    } else if entry.file_type().is_file() {
                        files.push((shown, entry.into_path()));
                    }
                }
                Err(error) => findings.push(walk_error(root, &error)),
            }
        }
    }
    Walked { files, findings, links }
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Finding {
    let shown = shown_path(root, error.path().unwrap_or(root));
    if error.loop_ancestor().is_some() {
        return Finding::new(
            Code::LeavesPack,
            Place::file(&shown),
            "this link leads back to a folder that it stands in",
        )
        .help("remove the link");
    }
    match error.io_error() {
        Some(error) => unreadable(&shown, error),
        None => unreadable(&shown, &std::io::Error::other(error.to_string())),
    }
}

/// A link whose target is outside the pack is not followed.
fn leaves(entry: &DirEntry, home: &Path, shown: &Arc<str>, findings: &mut Vec<Finding>) -> bool {
    // A folder can also be reached by a link that stands further up.
    if !entry.path_is_symlink() && !entry.file_type().is_dir() {
        return false;
    }
    let private = home.join("data").join("private");
    let inside = entry
        .path()
        .canonicalize()
        .is_ok_and(|target| target.starts_with(home) && !target.starts_with(&private));
    if !inside {
        let message = "this is a link to a place outside the pack's folder, or to what it keeps private";
        findings.push(
            Finding::new(Code::LeavesPack, Place::file(shown), message)
                .help("copy what it leads to into the pack, or remove the link"),
        );
    }
    !inside
}

/// Files that programs leave behind, and what the pack keeps to itself.
fn is_private_or_hidden(entry: &DirEntry, shown: &str) -> bool {
    let name = entry.file_name().to_string_lossy();
    let left_behind = name.starts_with(['.', '~'])
        || name.ends_with('~')
        || ["Thumbs.db", "desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known));
    left_behind || shown.eq_ignore_ascii_case("data/private")
}

pub(super) fn shown_path(root: &Path, path: &Path) -> Arc<str> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").into()
}

/// What a file is for, by its path.
fn purpose(shown: &str) -> Use {
    let mut parts = shown.split('/');
    let top = parts.next().unwrap_or_default();
    let folder = parts.next().unwrap_or_default();
    let inside = parts.next().is_some();
    if top == "content" { content(shown, folder, inside) } else { data(shown, folder, inside) }
}

fn content(shown: &str, folder: &str, inside: bool) -> Use {
    if Format::of_name(shown).is_some() {
        return Use::Attach;
    }
    if folder == PICTURES || has_ending(shown, &["svg", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif"])
    {
        let help = "pictures are JPEG, PNG or WebP: open it in the program that made it, and save or export it as one of them";
        return Use::Unexpected(help.into());
    }
    let role = CONTENT.iter().find(|(name, _)| inside && *name == folder).map(|(_, role)| *role);
    let folders = || list_of(CONTENT.map(|(name, _)| name), "or");
    match (role, has_ending(shown, &["md"])) {
        (Some(role), true) => Use::Read(role),
        (Some(_), false) if has_ending(shown, &["docx", "doc", "odt", "pdf", "xlsx", "pptx"]) => Use::Unexpected(
            "copy its text into a new file whose name ends in `.md`; a document that stays a document is listed in `data/documents.yaml`".into(),
        ),
        (Some(_), false) => Use::Unexpected("only files whose name ends in `.md` are read here".into()),
        (None, _) => {
            let guess = suggestion(folder, CONTENT.map(|(name, _)| name).into_iter().chain([PICTURES])).filter(|_| inside);
            Use::Unexpected(guess.unwrap_or_else(|| format!("move it into one of the folders {} of `content`", folders())))
        }
    }
}

fn data(shown: &str, folder: &str, inside: bool) -> Use {
    let yaml = has_ending(shown, &["yaml", "yml"]);
    match (shown, folder, inside) {
        (LogFile::PATH, ..) => Use::Log,
        ("data/pack.yaml", ..) => Use::Read(Role::Settings),
        ("data/documents.yaml", ..) => Use::Read(Role::Documents),
        ("data/information-return.yaml", ..) => Use::Read(Role::InformationReturn),
        (_, "metrics", true) if yaml => Use::Read(Role::Metric),
        (_, "framework", true) if yaml => Use::Read(Role::Framework),
        ("data/personal-data.yaml", ..) => Use::Read(Role::PersonalData),
        ("data/known-people.yaml", ..) => Use::Read(Role::KnownPeople),
        (_, "language", true) if yaml => Use::Read(Role::Language),
        (_, "metrics" | "language", true) => {
            Use::Unexpected("only files whose name ends in `.yaml` are read here".into())
        }
        _ if yaml => {
            let name = shown.strip_prefix("data/").unwrap_or(shown);
            let known = [
                "pack.yaml",
                "documents.yaml",
                "information-return.yaml",
                "personal-data.yaml",
                "known-people.yaml",
            ];
            let guess = suggestion(name, known);
            Use::Unexpected(guess.unwrap_or_else(|| "metrics belong in the folder `data/metrics`".into()))
        }
        _ if !inside && nearly_the_log(folder) => Use::Unexpected(format!(
            "the conversation log is read from `{}`: give it that name",
            LogFile::PATH
        )),
        _ if nearly_the_list(shown) => Use::Unexpected(format!(
            "the list of known people is read from `{}`, which git leaves out: move it there",
            NameList::PATH
        )),
        _ => Use::Attach,
    }
}

/// A list of names that stands elsewhere, or has another name: it is not
/// handed out as a document.
fn nearly_the_list(shown: &str) -> bool {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let words = stem.replace(['_', ' '], "-");
    strsim::levenshtein(&words, "known-people") <= 2
}

/// A table whose name is a slip away from the log's: it is not handed out as a document.
fn nearly_the_log(name: &str) -> bool {
    let table = has_ending(name, &["csv", "tsv", "txt", "xlsx", "xls"]);
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    table && strsim::levenshtein(&stem, "conversations") <= 2
}

fn unexpected(shown: &Arc<str>, help: String) -> Finding {
    Finding::new(Code::UnexpectedFile, Place::file(shown), "this file is not read").help(help)
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}
