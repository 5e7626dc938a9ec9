//! Stories of difference.

use jiff::civil::Date;

/// A story of difference.
#[derive(Clone, Debug)]
pub struct Story {
    /// Whom it is about.
    pub person: Person,
    /// How things were, in a sentence.
    pub before: Option<String>,
    /// What changed, in a sentence.
    pub what_changed: String,
    /// How things are now, in a sentence.
    pub now: Option<String>,
    /// What the worker believes was prevented, delayed or reduced.
    pub prevented: Vec<String>,
    /// When it was checked that what was set up works.
    pub followed_up: Option<Date>,
}

/// Whom a story is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// Somebody, by the name the story uses.
    Somebody(String),
    /// A community or a team.
    Nobody,
}
