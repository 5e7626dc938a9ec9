//! Addresses inside the site. Only a [`SitePath`] makes a link.

use std::fmt;

/// The place of a file in the site: relative, forward slashes, ends in a file
/// name. Pages link to each other relatively, so that a site works from a
/// folder, a file share, a zip and a web server alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// A path inside the site, for example `stories/garden-gate.html`.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path from the site's root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The relative link from this page to another file of the site.
    pub fn link_to(&self, to: &Self) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let target: Vec<&str> = to.0.split('/').collect();
        let folders = from.len() - 1;
        let shared =
            from[..folders].iter().zip(&target[..target.len() - 1]).take_while(|(a, b)| a == b).count();
        let mut link = "../".repeat(folders - shared);
        link.push_str(&target[shared..].join("/"));
        link
    }

    /// The same with the address of a place on that page.
    pub fn link_to_part(&self, to: &Self, part: &str) -> String {
        if self == to { format!("#{part}") } else { format!("{}#{part}", self.link_to(to)) }
    }
}

/// Whether a path ends in a dot and these letters, in any case.
pub(super) fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, known)| known.eq_ignore_ascii_case(ending))
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_short() {
        let story = SitePath::new("stories/garden-gate.html");
        assert_eq!(story.link_to(&SitePath::new("index.html")), "../index.html");
        assert_eq!(story.link_to(&SitePath::new("stories/bus.html")), "bus.html");
        assert_eq!(SitePath::new("index.html").link_to(&story), "stories/garden-gate.html");
        assert_eq!(story.link_to_part(&story, "quotes"), "#quotes");
    }
}
