//! The conversation log: who made contact, when they were heard, and what
//! came of it. Rows have no names and leave the release as counts alone.

use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use super::item::Audience;
use super::metric::{Better, Unit};
use super::period::Grain;
use super::reference::Citation;
use crate::diagnostic::{Located, Place};

/// How the log is read: `conversations` of the settings.
#[derive(Clone, Debug)]
pub struct LogSettings {
    /// The widest audience that may see what the log comes to.
    pub audience: Audience,
    /// Months or weeks.
    pub by: Grain,
    /// The wait that is meant to be kept, in days.
    pub within: u16,
    /// How long after the last time somebody comes back.
    pub again_within: Span,
    /// The metric of people's experience that stands beside long-term support.
    pub experience: Option<Citation>,
}

/// The log, read.
#[derive(Clone, Debug, Default)]
pub struct ConversationLog {
    /// Its path from the pack's root.
    pub path: Arc<str>,
    /// Every row that agrees with itself, in the order of the file.
    pub rows: Vec<LogRow>,
    /// How many rows contradict themselves and are not among `rows`.
    pub left_out: usize,
}

/// One time that somebody made contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// The day of the first contact.
    pub first_contact: Date,
    /// The day of the first conversation, not before the contact.
    pub first_conversation: Option<Date>,
    /// The highest conversation reached: 1, 2 or 3; 0 for none.
    pub conversation: u8,
    /// The day when Conversation 2 ended, not before the first conversation.
    pub conversation_2_ended: Option<Date>,
    /// The day of the follow-up, not before the first conversation.
    pub followed_up: Option<Date>,
    /// The day when the person was last seen before, not after the contact.
    pub seen_before: Option<Date>,
    /// Whether long-term support began.
    pub long_term_support: bool,
    /// Whether the person is an unpaid carer.
    pub carer: bool,
    /// The innovation site: its place among those of the settings.
    pub site: Option<u16>,
    /// The team: its place among those of the settings.
    pub team: Option<u16>,
}

/// What a metric asks of the log.
#[derive(Clone, Debug)]
pub struct LogQuery {
    /// Where it is asked.
    pub place: Place,
    /// What is worked out.
    pub measure: Measure,
    /// For whom.
    pub among: Among,
}

/// Whose rows are read.
#[derive(Clone, Debug)]
pub enum Among {
    /// Everybody's.
    All,
    /// Those of an innovation site.
    Site(Located<Arc<str>>),
    /// Those of a team.
    Team(Located<Arc<str>>),
}

/// What is worked out from the log; `docs/figures.md` has the definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// People helped.
    People,
    /// The median of the days from contact to conversation.
    DaysMedian,
    /// Their 90th percentile.
    Days90th,
    /// The share who waited no longer than is meant.
    Within,
    /// The share who reached Conversation 1.
    Reached1,
    /// The share who reached Conversation 2.
    Reached2,
    /// The share who reached Conversation 3.
    Reached3,
    /// Of those who reached Conversation 1, the share who went on to 2.
    Step2,
    /// Of those who reached Conversation 2, the share who went on to 3.
    Step3,
    /// The median length of Conversation 2.
    Conversation2Days,
    /// The share of those with Conversation 1 alone who were followed up.
    FollowedUp,
    /// The share who had been seen before, not long ago.
    Again,
    /// Of those, the share who needed only Conversation 1 or 2.
    Again1Or2,
    /// The share who began long-term support.
    LongTermSupport,
    /// The share who are unpaid carers.
    Carers,
}

impl Measure {
    /// Every measure, in the order in which they are shown.
    pub const ALL: [Self; 15] = [
        Self::People,
        Self::DaysMedian,
        Self::Days90th,
        Self::Within,
        Self::Reached1,
        Self::Reached2,
        Self::Reached3,
        Self::Step2,
        Self::Step3,
        Self::Conversation2Days,
        Self::FollowedUp,
        Self::Again,
        Self::Again1Or2,
        Self::LongTermSupport,
        Self::Carers,
    ];

    /// What its values are.
    pub fn unit(self) -> Unit {
        match self {
            Self::People => Unit::Count,
            Self::DaysMedian | Self::Days90th | Self::Conversation2Days => Unit::Days,
            Self::Within
            | Self::Reached1
            | Self::Reached2
            | Self::Reached3
            | Self::Step2
            | Self::Step3
            | Self::FollowedUp
            | Self::Again
            | Self::Again1Or2
            | Self::LongTermSupport
            | Self::Carers => Unit::Percent,
        }
    }

    /// The word for it in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::DaysMedian => "days-median",
            Self::Days90th => "days-90th",
            Self::Within => "within",
            Self::Reached1 => "reached-1",
            Self::Reached2 => "reached-2",
            Self::Reached3 => "reached-3",
            Self::Step2 => "step-2",
            Self::Step3 => "step-3",
            Self::Conversation2Days => "conversation-2-days",
            Self::FollowedUp => "followed-up",
            Self::Again => "again",
            Self::Again1Or2 => "again-1-or-2",
            Self::LongTermSupport => "long-term-support",
            Self::Carers => "carers",
        }
    }

    /// What it is called.
    pub fn title(self, read: &LogSettings) -> String {
        match self {
            Self::People => "People helped".to_owned(),
            Self::DaysMedian => "Wait for a first conversation, median".to_owned(),
            Self::Days90th => "Wait for a first conversation, nine in ten".to_owned(),
            Self::Within => format!("Heard within {} days", read.within),
            Self::Reached1 => "Reached Conversation 1".to_owned(),
            Self::Reached2 => "Reached Conversation 2".to_owned(),
            Self::Reached3 => "Reached Conversation 3".to_owned(),
            Self::Step2 => "Went on from Conversation 1 to 2".to_owned(),
            Self::Step3 => "Went on from Conversation 2 to 3".to_owned(),
            Self::Conversation2Days => "Length of Conversation 2, median".to_owned(),
            Self::FollowedUp => "Followed up after Conversation 1".to_owned(),
            Self::Again => "Had been seen before".to_owned(),
            Self::Again1Or2 => "Came back and needed only Conversation 1 or 2".to_owned(),
            Self::LongTermSupport => "Began long-term support".to_owned(),
            Self::Carers => "Unpaid carers".to_owned(),
        }
    }

    /// Which way is better, where one is by itself.
    pub fn better(self) -> Better {
        match self {
            Self::DaysMedian | Self::Days90th => Better::Lower,
            Self::Within | Self::FollowedUp => Better::Higher,
            _ => Better::Neither,
        }
    }
}
