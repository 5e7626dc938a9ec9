//! The practice an authority follows, as data: golden rules, conversations,
//! kinds of meeting.

use std::sync::Arc;

use super::framework::Term;

/// A way of working whose rules stories can show.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Its id, as `practice:` in a pack's settings names it.
    pub id: Arc<str>,
    /// What it is called, unless the pack has a local name for it.
    pub title: String,
    /// Where it comes from.
    pub note: Option<String>,
    /// Its golden rules.
    pub rules: Vec<Rule>,
    /// Its conversations.
    pub conversations: Vec<Conversation>,
    /// The kinds of meeting in which it is lived.
    pub meeting_kinds: Vec<MeetingKind>,
    /// Its words, explained.
    pub glossary: Vec<Term>,
}

impl Practice {
    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| &*rule.id == id)
    }

    /// The kind of meeting of an id.
    pub fn meeting_kind(&self, id: &str) -> Option<&MeetingKind> {
        self.meeting_kinds.iter().find(|kind| &*kind.id == id)
    }
}

/// A golden rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: String,
    /// What it asks for.
    pub means: String,
}

/// One of the practice's conversations.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its number.
    pub conversation: u8,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub means: String,
}

/// A kind of meeting.
#[derive(Clone, Debug)]
pub struct MeetingKind {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub means: String,
}
