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
    detect::all(text, places)
}

#[cfg(test)]
mod tests;
