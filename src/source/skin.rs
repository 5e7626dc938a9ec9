//! The skin: the site's look, embedded in the binary, with the pack's own
//! files laid over it. A file of the same name in the pack wins.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use super::io::{decode, read_bytes, unreadable};
use crate::diagnostic::{Code, Finding, Located, nearest};
use crate::model::{Limit, Settings};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates and static files, by their path below `templates/` and `static/`.
#[derive(Clone, Debug, Default)]
pub struct Skin {
    /// What it is called.
    pub name: String,
    /// Templates.
    pub templates: BTreeMap<String, String>,
    /// Where those of the pack stand in it; the others are embedded.
    pub own: BTreeMap<String, Arc<str>>,
    /// Files that are copied into the site's `assets/`.
    pub statics: BTreeMap<String, Bytes>,
}

/// The embedded skin, and over it `themes/NAME/` of the pack.
///
/// # Errors
/// A skin that is not there, and files that cannot be read.
pub fn load_skin(root: &Path, settings: &Settings) -> Result<Skin, Vec<Finding>> {
    let name = &settings.skin;
    let mut skin = Skin { name: name.value.to_string(), ..Skin::default() };
    let mut findings = Vec::new();
    for (inner, bytes) in embedded_skin() {
        let shown: Arc<str> = format!("themes/default/{inner}").into();
        add(&inner, &shown, bytes.to_vec(), &mut skin, &mut findings);
    }
    let themes = root.join("themes");
    let folder = themes.join(&*name.value);
    if folder.is_dir() {
        add_folder(&folder, settings, &mut skin, &mut findings);
    } else if &*name.value != "default" {
        findings.push(unknown_skin(&themes, name));
    }
    if findings.is_empty() { Ok(skin) } else { Err(findings) }
}

/// The files of the embedded skin, by their path in it: `static/style.css`.
pub fn embedded_skin() -> BTreeMap<String, &'static [u8]> {
    fn add(dir: &'static Dir<'static>, files: &mut BTreeMap<String, &'static [u8]>) {
        for file in dir.files() {
            files.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents());
        }
        for inner in dir.dirs() {
            add(inner, files);
        }
    }
    let mut files = BTreeMap::new();
    add(&DEFAULT, &mut files);
    files
}

/// The pack's own files of a skin, by their path from the pack's root. What
/// cannot be read is left to [`load_skin`].
pub fn skin_files(root: &Path, name: &str) -> Vec<(Arc<str>, PathBuf)> {
    let folder = root.join("themes").join(name);
    let files = WalkDir::new(&folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inner = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
            let inner = inner.to_string_lossy().replace('\\', "/");
            (format!("themes/{name}/{inner}").into(), entry.into_path())
        })
        .collect()
}

/// The pack's own files of a skin; links are not followed.
fn add_folder(folder: &Path, settings: &Settings, skin: &mut Skin, findings: &mut Vec<Finding>) {
    let name = &settings.skin.value;
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_file() => entry,
            Ok(_) => continue,
            Err(error) => {
                let shown: Arc<str> = format!("themes/{name}").into();
                findings.push(unreadable(&shown, &std::io::Error::other(error.to_string())));
                continue;
            }
        };
        let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let inner = inner.to_string_lossy().replace('\\', "/");
        let shown: Arc<str> = format!("themes/{name}/{inner}").into();
        if let Some(name) = inner.strip_prefix("templates/") {
            skin.own.insert(name.to_owned(), Arc::clone(&shown));
        }
        match read_bytes(entry.path(), &shown, Limit::AttachmentSize, &settings.limits) {
            Ok(bytes) => add(&inner, &shown, bytes, skin, findings),
            Err(finding) => findings.push(finding),
        }
    }
}

fn add(inner: &str, shown: &Arc<str>, bytes: Vec<u8>, skin: &mut Skin, findings: &mut Vec<Finding>) {
    if let Some(name) = inner.strip_prefix("templates/") {
        match decode(bytes, shown) {
            Ok(text) => drop(skin.templates.insert(name.to_owned(), text)),
            Err(finding) => findings.push(finding),
        }
    } else if let Some(name) = inner.strip_prefix("static/") {
        skin.statics.insert(name.to_owned(), bytes.into());
    }
}

fn unknown_skin(themes: &Path, name: &Located<Arc<str>>) -> Finding {
    let mut known: Vec<String> = WalkDir::new(themes)
        .min_depth(1)
        .max_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    known.push("default".to_owned());
    let help = match nearest(&name.value, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("a skin is a folder: make `themes/{}`, or leave `skin:` out", name.value),
    };
    Finding::new(Code::UnknownSkin, name.place.clone(), format!("there is no skin called `{}`", name.value))
        .help(help)
}
