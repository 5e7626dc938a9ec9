//! Which paths a site may have.
//!
//! One rule serves twice: what it refuses is not written, and a manifest that
//! lists it is not followed, since Ninefold cannot have written it. A site is
//! opened on Windows laptops and copied to file shares whatever it was built
//! on, so the rule is that of Windows everywhere:
//! <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.

use std::fmt;

/// The site's list of its own files, at the folder's root.
pub(super) const MANIFEST: &str = "manifest.json";
/// How the name of a file that is being written starts.
pub(super) const TEMPORARY_PREFIX: &str = ".ninefold-";
/// How it ends.
pub(super) const TEMPORARY_SUFFIX: &str = ".tmp";
/// How many letters and digits stand between the two.
pub(super) const TEMPORARY_RANDOM: usize = 12;

/// Windows opens paths of at most 260 UTF-16 units, the drive and the folder
/// that holds the site included; this leaves 60 for those.
const LONGEST: usize = 200;

/// Names that are devices on Windows, in every folder and with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Why a path cannot be one of a site's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Empty, absolute, or with a segment that is empty, `.` or `..`.
    Outside,
    Device(String),
    /// A name that ends in a dot or a space, which Windows drops.
    Ending,
    Character(char),
    /// A name that this module gives to files being written.
    Temporary,
    /// With the number of characters.
    TooLong(usize),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("which is not a path inside the site"),
            Self::Device(name) => write!(f, "but Windows keeps the name `{name}` for a device"),
            Self::Ending => f.write_str("but on Windows no name ends in a dot or a space"),
            Self::Character(c) if c.is_control() => {
                f.write_str("but on Windows no name has a control character in it")
            }
            Self::Character(c) => write!(f, "but on Windows no name has a `{c}` in it"),
            Self::Temporary => {
                write!(f, "but names that start with `{TEMPORARY_PREFIX}` are kept for files being written")
            }
            Self::TooLong(length) => {
                write!(f, "which is {length} characters long, and Windows may not open more than {LONGEST}")
            }
        }
    }
}

/// The first thing wrong with a path, if there is any.
pub(super) fn trouble(path: &str) -> Option<Trouble> {
    let length = path.chars().count();
    path.split('/')
        .find_map(trouble_of_name)
        .or_else(|| (length > LONGEST).then_some(Trouble::TooLong(length)))
}

fn trouble_of_name(name: &str) -> Option<Trouble> {
    if matches!(name, "" | "." | "..") {
        return Some(Trouble::Outside);
    }
    if let Some(c) = name.chars().find(|c| c.is_control() || r#"<>:"|?*\"#.contains(*c)) {
        return Some(Trouble::Character(c));
    }
    if name.ends_with(['.', ' ']) {
        return Some(Trouble::Ending);
    }
    if fold(name).starts_with(&fold(TEMPORARY_PREFIX)) {
        return Some(Trouble::Temporary);
    }
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ');
    is_device(&stem.to_lowercase()).then(|| Trouble::Device(stem.to_owned()))
}

/// Windows takes the raised digits of Latin-1 for digits here.
fn is_device(stem: &str) -> bool {
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let mut number = port.unwrap_or_default().chars();
    let numbered = number.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
    DEVICES.contains(&stem) || (numbered && number.next().is_none())
}

/// A path as a disk that ignores case sees it.
///
/// Lower case first, so that paths that are equal in lower case always fold
/// alike; then upper case, which also unites what disks unite and lower case
/// does not, such as the two small sigmas.
pub(super) fn fold(path: &str) -> String {
    path.to_lowercase().to_uppercase()
}

/// The folders that a path lies in, the nearest first and without the root.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// The folder that a path lies in; empty for the root.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// True for the name of a file that a publish was writing, exactly as
/// `disk` makes them: nothing else is swept away.
pub(super) fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY_PREFIX).and_then(|rest| rest.strip_suffix(TEMPORARY_SUFFIX)).is_some_and(
        |random| random.len() == TEMPORARY_RANDOM && random.bytes().all(|b| b.is_ascii_alphanumeric()),
    )
}

/// A text without characters that would move the cursor of whoever reads it,
/// or turn the direction of what follows.
pub fn printable(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if hidden(c) { c.escape_default().to_string() } else { c.to_string() }).collect()
}
