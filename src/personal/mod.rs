//! What in a text tells who somebody is. It knows nothing of packs: a text
//! goes in, finds with their places come out.
//!
//! What is known of one number alone (its check digit, its area, its prefix)
//! stands here once; the conversation log, which refuses more, asks it as well.
//!
//! [`detect()`] knows the rules that come with Ninefold; `docs/safety.md` has
//! them in words.

mod detect;
mod fold;
mod mask;
mod people;
mod rule;

use std::ops::Range;

pub(crate) use detect::{behind_prefix, checks, is_doubtful_street, is_outward, is_street};
pub use mask::masked;
pub use people::{HashedNames, People, Salt, folded_name};
pub use rule::{Certainty, Rule};

/// What divides texts that do not stand together. No find goes across it, for
/// the record separator stands within no number and no name; what a find is
/// told from may stand on its other side.
pub const APART: &str = "\n\u{1e}\n";

/// Whatever decides on a find stands within so many bytes of it, or of the
/// word that makes it one, as a reader sees them.
pub const FARTHEST: usize = detect::REACH;

/// A run of a text that tells who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The rule that found it.
    pub rule: Rule,
    /// Its bytes.
    pub span: Range<usize>,
}

/// Finds what the built-in rules find, sorted by place; no two overlap but
/// those of different rules. `places` are small places, for ages beside them.
/// Takes time in proportion to the text.
pub fn detect(text: &str, places: &[String]) -> Vec<Detected> {
    detect::all(text, places).0
}

/// Makes what every text is looked through by, which whoever looks through the
/// first would have to wait for.
pub fn ready() {
    detect::all("", &[]);
}

/// Whether one of some rules may find anything in a text that [`APART`]
/// divides from others. If not, none does whatever they are: nothing is found
/// in the text by itself, and no rule wanted to know what is before or behind it.
pub fn may_tell(text: &str, places: &[String], counts: impl Fn(Rule) -> bool) -> bool {
    let (detected, looked_beyond) = detect::all(&[APART, text, APART].concat(), places);
    looked_beyond || detected.iter().any(|detected| counts(detected.rule))
}

/// How many bytes a reader sees of a text.
pub fn seen(text: &str) -> usize {
    fold::seen(text)
}

#[cfg(test)]
pub(crate) mod tests;
