//! Meetings and the actions that they agree.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Located;
use crate::model::reference::Citation;

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The kind of meeting, by its id in the practice.
    pub kind: Located<Arc<str>>,
    /// Who was there.
    pub attendance: Vec<Attendance>,
    /// What was heard.
    pub heard: Vec<Citation>,
}

/// Who was at a meeting, by role.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// The role, never a name.
    pub role: String,
    /// Whether it is a senior one.
    pub senior: bool,
    /// How many.
    pub count: u32,
}

/// An action that a meeting agreed; its title is what is to be done.
#[derive(Clone, Debug)]
pub struct Action {
    /// The meeting that agreed it; none where the reader may not see it.
    pub meeting: Option<Citation>,
    /// Which of the meetings that the reader may not see agreed it, by a number
    /// that says nothing else: its actions stay one source.
    pub hidden_meeting: Option<usize>,
    /// What prompted it.
    pub because: Vec<Citation>,
    /// When it is due.
    pub due: Date,
    /// Where it stands.
    pub status: ActionStatus,
    /// When it was done.
    pub done: Option<Date>,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// The meeting that heard the result.
    pub reported_in: Option<Citation>,
}

/// Where an action stands, as its author says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ActionStatus {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Done,
    /// Not to be done after all.
    Dropped,
}
