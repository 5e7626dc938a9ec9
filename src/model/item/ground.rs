//! Why something about a person may be told.

use jiff::civil::Date;

use super::standing::Audience;

/// Why a story about a person may be told, or words of a person repeated.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// What was said about telling it.
    pub consent: Option<Consent>,
    /// The ground for sharing it with the regulator where that is not consent.
    pub basis: Option<String>,
}

/// What a person said about telling their story or repeating their words.
#[derive(Clone, Debug)]
pub struct Consent {
    /// What was said.
    pub status: ConsentStatus,
    /// How far it goes.
    pub scope: Audience,
    /// When it was recorded.
    pub recorded: Option<Date>,
    /// When it has to be asked again: the last day on which it holds.
    pub review_by: Option<Date>,
    /// The role that recorded it.
    pub by: Option<String>,
}

/// What was said about telling it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
