//! Words that respect people, and words that do not. It knows nothing of
//! packs: rules and a text go in, uses with their places come out.
//!
//! A text is cut into [words](words()) once; every pattern is looked up by its
//! first word, so that a text takes time in proportion to its length. How a
//! word stands (plainly, negated, spoken of, within quotation marks, in a text
//! of the framework) is told from the words around it, never from their sense.

mod context;
mod pattern;
mod quotes;
mod rule;
mod scan;
mod words;

#[cfg(test)]
mod tests;

pub use pattern::PatternFault;
pub use rule::{Exceptions, Rule, Scope, Treatment, When};
pub use scan::{Found, Rules};
pub use words::{Gap, Word, words};

/// How a word that a rule is about stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// As the author's own word.
    Plain,
    /// Within quotation marks, among other words: somebody else's.
    Quoted,
    /// As what is not done: `no referrals`.
    Negated,
    /// As a word that is spoken of: `the word “case”`.
    Mentioned,
    /// In a text or a title of the framework.
    Official,
    /// Allowed by the author, with a reason.
    Allowed,
}
