//! Where an action stands on a day.

use jiff::civil::Date;

use crate::model::{Action, ActionStatus};

/// Where an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionState {
    /// To be done, and the day it is due has passed.
    Overdue,
    /// To be done.
    Open,
    /// Done. Whether a meeting heard the result is not said: the release may
    /// not hold that meeting.
    Done,
    /// Done, and a meeting has heard the result.
    Reported,
    /// Not to be done after all.
    Dropped,
}

impl ActionState {
    /// The state on a day: overdue from the day after it was due.
    pub fn of(action: &Action, as_of: Date) -> Self {
        match action.status {
            ActionStatus::Open if action.due < as_of => Self::Overdue,
            ActionStatus::Open => Self::Open,
            ActionStatus::Done if action.reported_in.is_some() => Self::Reported,
            ActionStatus::Done => Self::Done,
            ActionStatus::Dropped => Self::Dropped,
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::Done => "done",
            Self::Reported => "done and reported back",
            Self::Dropped => "dropped",
        }
    }

    /// One word, for addresses and styles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::Done => "done",
            Self::Reported => "reported",
            Self::Dropped => "dropped",
        }
    }
}
