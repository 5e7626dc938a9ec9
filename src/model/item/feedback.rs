//! Feedback and quotations.

use std::sync::Arc;

use super::ground::Ground;

/// Feedback from people, families, staff or partners.
#[derive(Clone, Debug)]
pub struct Feedback {
    /// Whose it is.
    pub from: FeedbackFrom,
    /// How it was given.
    pub method: Method,
    /// How many answered.
    pub responses: Option<u32>,
    /// How many were asked.
    pub asked: Option<u32>,
    /// What they said.
    pub quotes: Vec<Quotation>,
}

/// Whose feedback it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedbackFrom {
    /// People who draw on care and support.
    People,
    /// Their families and unpaid carers.
    Families,
    /// Staff.
    Staff,
    /// Partners.
    Partners,
}

impl FeedbackFrom {
    /// The word for it in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Families => "families",
            Self::Staff => "staff",
            Self::Partners => "partners",
        }
    }
}

/// How feedback was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// A conversation about how it went.
    Interview,
    /// A survey.
    Survey,
    /// A compliment.
    Compliment,
    /// A complaint.
    Complaint,
    /// A workshop.
    Workshop,
    /// An audit.
    Audit,
}

impl Method {
    /// The word for it in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Survey => "survey",
            Self::Compliment => "compliment",
            Self::Complaint => "complaint",
            Self::Workshop => "workshop",
            Self::Audit => "audit",
        }
    }
}

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Quotation {
    /// Their words.
    pub text: String,
    /// The language that they are in, where it is not English: `cy`.
    pub lang: Option<Arc<str>>,
    /// Who said it.
    pub speaker: Speaker,
    /// Why it may be repeated, where the feedback as a whole does not say.
    pub ground: Option<Ground>,
}

/// Who speaks in a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// The person the story is about.
    Person,
    /// Their family.
    Family,
    /// A worker.
    Worker,
    /// A partner.
    Partner,
}

impl Speaker {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Family => "family",
            Self::Worker => "worker",
            Self::Partner => "partner",
        }
    }
}
