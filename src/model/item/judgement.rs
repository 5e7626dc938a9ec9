//! The authority's own judgement on a statement: claims and known gaps.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Located, Place};
use crate::model::reference::Citation;

/// The authority's own judgement on a quality statement.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The statement.
    pub statement: Citation,
    /// The authority's score; never computed from evidence.
    pub score: Option<Located<u8>>,
    /// Why this score.
    pub because: Option<String>,
    /// The role that answers for it.
    pub owner: String,
    /// When it was last looked at.
    pub reviewed: Date,
    /// What is strong.
    pub strengths: Vec<Claim>,
    /// What is to be improved.
    pub improvements: Vec<Claim>,
    /// What is known to be missing.
    pub gaps: Vec<Gap>,
}

/// One sentence of a judgement, and what it rests on.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where it is written.
    pub place: Place,
    /// The sentence.
    pub text: String,
    /// The evidence it cites.
    pub evidence: Vec<Citation>,
    /// What is being done about it.
    pub action: Option<Citation>,
    /// How many things it cited that were withdrawn. The release says so, and
    /// to the authority alone.
    pub withdrawn: usize,
}

/// A known gap in the evidence.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The category that is thin.
    pub category: Located<Arc<str>>,
    /// Why.
    pub why: String,
    /// The role that answers for closing it.
    pub owner: String,
    /// By when.
    pub until: Date,
}
