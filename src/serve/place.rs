//! Which changes count: those below the folders that a pack is made of, but
//! for what editors leave behind.

use std::ffi::OsStr;
use std::path::{Component, Path};

/// The folders of a pack that are watched.
pub(super) const TOPS: [&str; 3] = ["content", "data", "themes"];

/// Whether a change at this path can change the site. `root` may not be there
/// yet: then a change to a folder that leads to it counts.
pub(super) fn counts(root: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return root.starts_with(path) };
    let mut parts = inside.components();
    match parts.next() {
        None => true,
        Some(Component::Normal(top)) => {
            TOPS.iter().any(|name| top == OsStr::new(name))
                && !parts.any(|part| left_behind(&part.as_os_str().to_string_lossy()))
        }
        Some(_) => false,
    }
}

/// Names of locks, backups and half-written files: vim, Emacs, Kate, Word,
/// `LibreOffice`, file managers.
pub(super) fn left_behind(name: &str) -> bool {
    let ends = |ending: &str| name.len() > ending.len() && name.to_ascii_lowercase().ends_with(ending);
    name.starts_with(['.', '~'])
        || name.ends_with('~')
        || [".swp", ".swx", ".swo", ".tmp"].into_iter().any(ends)
        || (name.starts_with('#') && name.ends_with('#'))
        || ["4913", "Thumbs.db", "desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pack_is_made_of_counts_and_nothing_else() {
        let root = Path::new("/packs/ours");
        for path in ["content", "content/stories/a.md", "data/pack.yaml", "themes/x/static/brand.css", ""] {
            assert!(counts(root, &root.join(path)), "{path}");
        }
        for path in ["public/index.html", ".ninefold/cache", "README.md", ".git/index", "content-old/a.md"] {
            assert!(!counts(root, &root.join(path)), "{path}");
        }
        assert!(counts(root, Path::new("/packs")), "a folder that leads to the root");
        assert!(!counts(root, Path::new("/packs/theirs")));
    }

    #[test]
    fn what_editors_leave_behind_does_not_count() {
        let root = Path::new("/p");
        for name in
            [".a.md.swp", "a.md~", "4913", "~$plan.docx", ".~lock.plan.odt#", "#a.md#", ".git/x", "a.md.TMP"]
        {
            assert!(!counts(root, &root.join("content/stories").join(name)), "{name}");
        }
        for name in ["a.md", "4914", "a~b.md", "swp", "tmp.md"] {
            assert!(counts(root, &root.join("content/stories").join(name)), "{name}");
        }
    }
}
