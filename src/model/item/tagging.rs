//! What every piece of evidence may say of itself.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Located;
use crate::model::reference::Citation;

/// What every piece of evidence may have.
#[derive(Clone, Debug, Default)]
pub struct Tagging {
    /// The quality statements it bears on.
    pub statements: Vec<Support>,
    /// The quality statements it counts against.
    pub challenges: Vec<Citation>,
    /// Its evidence category where the author names one.
    pub category: Option<Located<Arc<str>>>,
    /// The innovation site it comes from.
    pub site: Option<Citation>,
    /// The team it comes from.
    pub team: Option<Located<Arc<str>>>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// Golden rules it shows.
    pub rules: Vec<Citation>,
    /// Conversations it is about.
    pub conversations: Vec<Located<u8>>,
    /// Whether unpaid carers are in it.
    pub carers: bool,
    /// Communities it is about.
    pub groups: Vec<String>,
    /// What those who shape support should know.
    pub insights: Vec<Insight>,
    /// When it should be looked at again.
    pub review_by: Option<Date>,
    /// The item that it replaces.
    pub supersedes: Option<Citation>,
    /// Free words.
    pub tags: Vec<String>,
}

/// How an item bears on a quality statement.
#[derive(Clone, Debug)]
pub struct Support {
    /// The statement.
    pub statement: Citation,
    /// How directly.
    pub strength: Strength,
    /// What people expect, where it shows that in particular.
    pub expectation: Option<Citation>,
    /// Why the author says so.
    pub why: Option<String>,
}

/// How directly an item bears on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Strength {
    /// It shows it.
    #[default]
    Direct,
    /// It agrees with other evidence.
    Corroborates,
    /// It helps to understand it.
    Context,
}

impl Strength {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Corroborates => "corroborates",
            Self::Context => "context",
        }
    }
}

/// What was learned and who should hear it.
#[derive(Clone, Debug)]
pub struct Insight {
    /// What was learned.
    pub text: String,
    /// Who should hear it.
    pub hearer: Hearer,
    /// When it was passed on.
    pub passed_on: Option<Date>,
}

/// Who shapes support and should hear what was learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hearer {
    /// Those who commission care and support.
    Commissioning,
    /// The NHS.
    Health,
    /// Housing.
    Housing,
    /// Voluntary and community organisations.
    VoluntarySector,
    /// Those who plan the workforce.
    Workforce,
    /// Those who build the systems.
    Digital,
}

impl Hearer {
    /// The word for it in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commissioning => "commissioning",
            Self::Health => "health",
            Self::Housing => "housing",
            Self::VoluntarySector => "voluntary-sector",
            Self::Workforce => "workforce",
            Self::Digital => "digital",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Commissioning => "commissioning",
            Self::Health => "health",
            Self::Housing => "housing",
            Self::VoluntarySector => "the voluntary sector",
            Self::Workforce => "workforce",
            Self::Digital => "digital",
        }
    }
}
