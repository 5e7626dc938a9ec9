//! Documents, and what the regulator asked for.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Located;
use crate::model::reference::Citation;

/// A document of the authority's.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it is.
    pub target: DocumentTarget,
    /// The section that matters.
    pub section: Option<String>,
}

/// Where a document is.
#[derive(Clone, Debug)]
pub enum DocumentTarget {
    /// A file in the pack, copied into the site.
    File(Located<Arc<str>>),
    /// An address.
    Url(String),
}

/// One thing that the regulator asked for.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The regulator's own reference.
    pub code: String,
    /// When it is due.
    pub due: Option<Date>,
    /// Where it stands.
    pub status: RequirementStatus,
    /// What answers it.
    pub answered_by: Vec<Citation>,
    /// Why it does not apply.
    pub not_applicable: Option<String>,
}

/// Where an answer to the regulator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum RequirementStatus {
    /// Not answered yet.
    #[default]
    Open,
    /// Being worked on.
    InProgress,
    /// Answered.
    Answered,
    /// Asked of others, not of this authority.
    NotApplicable,
}

impl RequirementStatus {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Answered => "answered",
            Self::NotApplicable => "not applicable",
        }
    }
}
