//! `init`: a small pack that builds, to be changed bit by bit into one's own.

use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};
use jiff::Span;
use jiff::civil::Date;

use super::session::today;
use super::{Outcome, refuse};
use crate::model::parse_date;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// The month in which the starter's files say that they were written.
const WRITTEN: Date = Date::constant(2026, 3, 1);

pub(super) fn run(folder: &Path) -> Outcome {
    // The example is of the last few months: on any day it is fresh, and
    // nothing in it is still to come.
    let today = today();
    let months = (i32::from(today.year()) - i32::from(WRITTEN.year())) * 12
        + i32::from(today.month() - WRITTEN.month())
        - 1;
    let files: Vec<(String, String)> = files(&STARTER)
        .into_iter()
        .map(|(path, text)| (later(&path, months), later(&text, months)))
        .collect();
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

/// A text with its dates and months moved.
fn later(text: &str, months: i32) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after_word = moved.ends_with(|c: char| c.is_ascii_alphanumeric());
        let found = [10, 7].into_iter().filter(|_| !after_word).find_map(|length| {
            let (date, after) = rest.split_at_checked(length)?;
            let whole = if length == 7 { format!("{date}-01") } else { date.to_owned() };
            let day = parse_date(&whole).filter(|_| !after.starts_with(|c: char| c.is_ascii_digit()))?;
            let day = day.checked_add(Span::new().months(months)).ok()?.to_string();
            Some((day.get(..length)?.to_owned(), after))
        });
        let (piece, after) = found.unwrap_or_else(|| (first.to_string(), &rest[first.len_utf8()..]));
        moved.push_str(&piece);
        rest = after;
    }
    moved
}

/// The starter's files by the path that they get. The one that git reads has
/// no dot in the source, so that it means nothing there.
fn files(dir: &'static Dir<'static>) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let path = if path == "gitignore" { ".gitignore".to_owned() } else { path };
        files.push((path, file.contents_utf8().unwrap_or_default().to_owned()));
    }
    for inner in dir.dirs() {
        files.extend(self::files(inner));
    }
    files
}

/// Writes a file, with the folders that it needs.
pub(super) fn write(path: &Path, contents: impl AsRef<[u8]>) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_months_move_and_nothing_else_does() {
        let text = "date: 2026-01-14, period: 2025-10, meeting:2026-02-18-making-it-happen; 12026-01-14 2026 x2026-01";
        assert_eq!(
            later(text, 10),
            "date: 2026-11-14, period: 2026-08, meeting:2026-12-18-making-it-happen; 12026-01-14 2026 x2026-01"
        );
        assert_eq!(later("2026-03-31", -1), "2026-02-28");
    }
}
