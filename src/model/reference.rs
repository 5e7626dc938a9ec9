//! Names of things and references to them: `story:garden-gate`.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Place;

/// Declares the kinds once: variant, name in references, one and many in words.
macro_rules! kinds {
    ($($variant:ident, $name:literal, $one:literal, $many:literal;)*) => {
        /// The kinds of thing a reference can lead to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $one] $variant,)*
        }

        impl Kind {
            /// Every kind, in the order in which pages list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word before the colon of a reference.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// One of them, in words.
            pub fn one(self) -> &'static str {
                match self { $(Self::$variant => $one,)* }
            }

            /// Several of them, in words.
            pub fn many(self) -> &'static str {
                match self { $(Self::$variant => $many,)* }
            }
        }
    };
}

kinds! {
    Theme, "theme", "theme", "themes";
    Statement, "statement", "quality statement", "quality statements";
    Heading, "heading", "heading", "headings";
    Expectation, "expectation", "I statement", "I statements";
    Judgement, "judgement", "judgement", "judgements";
    Metric, "metric", "metric", "metrics";
    Story, "story", "story", "stories";
    Feedback, "feedback", "feedback", "pieces of feedback";
    Meeting, "meeting", "meeting", "meetings";
    Action, "action", "action", "actions";
    Document, "document", "document", "documents";
    Requirement, "requirement", "item of the information return", "items of the information return";
    Page, "page", "page", "pages";
    Rule, "rule", "golden rule", "golden rules";
    Site, "site", "innovation site", "innovation sites";
}

impl Kind {
    /// One of them, as a reader of the site knows it.
    pub fn shown(self) -> &'static str {
        if self == Self::Metric { "figure" } else { self.one() }
    }

    /// Whether things of this kind are evidence: what can support or
    /// challenge a quality statement.
    pub fn is_evidence(self) -> bool {
        matches!(
            self,
            Self::Story | Self::Feedback | Self::Meeting | Self::Action | Self::Metric | Self::Document
        )
    }

    /// The kind that a word before a colon names.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// The name of one thing: its kind and its id, unique in a pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// What it is.
    pub kind: Kind,
    /// Its id, unique in its kind.
    pub id: Arc<str>,
}

impl Ref {
    /// The name of a thing.
    pub fn new(kind: Kind, id: impl Into<Arc<str>>) -> Self {
        Self { kind, id: id.into() }
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.name(), self.id)
    }
}

/// A reference as it stands in a file. After `link`, `to` is the name of a
/// thing that exists, and no alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What is cited.
    pub to: Ref,
    /// A heading in it, or a section of a document: what follows `#`.
    pub part: Option<Arc<str>>,
    /// Where the reference stands.
    pub place: Place,
}

/// Whether a text can be an id: lower-case letters, digits and single hyphens.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// Folds a title or a loose spelling to the form of an id: lower case, runs
/// of anything but letters and digits become one hyphen, apostrophes vanish.
pub fn fold(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words() {
        for good in ["a", "garden-gate", "2026-04-15-making-it-happen"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "Garden", "garden--gate", "-a", "a-", "a b", "é", "a_b"] {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn folding_gives_ids() {
        assert_eq!(fold("Assessing people’s needs"), "assessing-peoples-needs");
        assert_eq!(fold("  Safe pathways, systems & transitions "), "safe-pathways-systems-transitions");
    }
}
