//! Stories of difference.

use jiff::civil::Date;

use super::standing::Audience;

/// A story of difference.
#[derive(Clone, Debug)]
pub struct Story {
    /// Whom it is about.
    pub person: Person,
    /// Why it may be told.
    pub consent: Option<Consent>,
    /// The ground for sharing it with the regulator where that is not consent.
    pub basis: Option<String>,
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

/// Why a story about a person may be told.
#[derive(Clone, Debug)]
pub struct Consent {
    /// What was said.
    pub status: ConsentStatus,
    /// How far it goes.
    pub scope: Audience,
    /// When it was recorded.
    pub recorded: Option<Date>,
    /// When it should be asked again.
    pub review_by: Option<Date>,
    /// The role that recorded it.
    pub by: Option<String>,
}

/// What was said about telling a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentStatus {
    /// Yes.
    Given,
    /// Nobody has asked.
    NotSought,
    /// No.
    Declined,
    /// Yes, and then no.
    Withdrawn,
    /// Decided in the person's best interests.
    BestInterests,
    /// The family of somebody who has died.
    BereavedFamily,
}

impl ConsentStatus {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::NotSought => "not sought",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::BestInterests => "decided in the person’s best interests",
            Self::BereavedFamily => "given by the family after a death",
        }
    }
}
