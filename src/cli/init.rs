//! `init`: a small pack that builds, to be changed bit by bit into one's own.

use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::{Outcome, refuse};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

pub(super) fn run(folder: &Path) -> Outcome {
    let files = files(&STARTER);
    let there = files.iter().find(|(path, _)| folder.join(path).exists());
    if let Some((path, _)) = there {
        let message = format!("there is already a file `{path}` in `{}`", folder.display());
        return refuse(
            &message,
            Some("nothing was written; name an empty folder, such as `ninefold init our-pack`"),
        );
    }
    for (path, contents) in &files {
        if let Err(error) = write(&folder.join(path), contents) {
            return refuse(&format!("`{path}` cannot be written in `{}`: {error}", folder.display()), None);
        }
    }
    println!("began a pack of {} files in {}", files.len(), folder.display());
    let root = if folder == Path::new(".") { String::new() } else { format!(" --root {}", folder.display()) };
    println!("next: ninefold build{root}");
    Outcome::Clean
}

/// The starter's files by the path that they get. The one that git reads has
/// no dot in the source, so that it means nothing there.
fn files(dir: &'static Dir<'static>) -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let path = if path == "gitignore" { ".gitignore".to_owned() } else { path };
        files.push((path, file.contents()));
    }
    for inner in dir.dirs() {
        files.extend(self::files(inner));
    }
    files
}

fn write(path: &Path, contents: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, contents)
}
