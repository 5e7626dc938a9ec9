//! Items: everything an author writes that has a name of its own.
//!
//! Every item has the same [`Basics`] and [`Tagging`]; what only its kind has
//! stands in its [`Detail`], one file a kind.

mod citations;
mod document;
mod feedback;
mod ground;
mod judgement;
mod meeting;
mod relation;
mod standing;
mod story;
mod tagging;
mod texts;
mod when;
mod words;

use std::sync::Arc;

use super::conversation::Measure;
use super::markdown::Markdown;
use super::metric::{FiguresFrom, Metric};
use super::reference::Ref;
use super::wording::Wording;
use crate::diagnostic::{Located, Place};

pub use document::{Document, DocumentTarget, Requirement, RequirementStatus};
pub use feedback::{Feedback, FeedbackFrom, Method, Quotation, Speaker};
pub use ground::{Consent, ConsentStatus, Ground};
pub use judgement::{Claim, Gap, Judgement};
pub use meeting::{Action, ActionStatus, Attendance, Meeting};
pub use relation::Relation;
pub use standing::{Audience, Status};
pub use story::{Person, Story};
pub use tagging::{Hearer, Insight, Strength, Support, Tagging};
pub use when::When;

/// One thing of the pack.
#[derive(Clone, Debug)]
pub struct Item {
    /// What every item has.
    pub basics: Basics,
    /// What every piece of evidence may have; empty for other items.
    pub tagging: Tagging,
    /// What the author wrote.
    pub body: Markdown,
    /// What only this kind of item has.
    pub detail: Detail,
}

/// What every item has.
#[derive(Clone, Debug)]
pub struct Basics {
    /// Its name.
    pub name: Ref,
    /// Where it is written.
    pub place: Place,
    /// Its title.
    pub title: String,
    /// The date or the time that it is about.
    pub when: When,
    /// The widest audience allowed.
    pub audience: Audience,
    /// How far it has come.
    pub status: Status,
    /// A marking of its own.
    pub marking: Option<String>,
    /// Why the story may be told, or the words of people in it repeated.
    pub ground: Ground,
    /// Earlier ids, which go on working.
    pub aliases: Vec<Located<Arc<str>>>,
    /// How it is worded; empty but in the authority's own edition.
    pub wording: Wording,
}

/// What only one kind of item has.
#[derive(Clone, Debug)]
pub enum Detail {
    /// A story of difference.
    Story(Story),
    /// A meeting.
    Meeting(Meeting),
    /// An action.
    Action(Action),
    /// Feedback.
    Feedback(Feedback),
    /// A metric.
    Metric(Box<Metric>),
    /// A document.
    Document(Document),
    /// The authority's judgement on a statement.
    Judgement(Judgement),
    /// A free page.
    Page(Page),
    /// An item of the regulator's information return.
    Requirement(Requirement),
}

/// A free page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it stands among the others.
    pub order: i64,
}

impl Item {
    /// The measure of the conversation log that it is, where it is a metric of one.
    pub fn measure(&self) -> Option<Measure> {
        match &self.detail {
            Detail::Metric(metric) => match &metric.from {
                Some(FiguresFrom::Log(query)) => Some(query.measure),
                _ => None,
            },
            _ => None,
        }
    }

    /// The item's name.
    pub fn name(&self) -> &Ref {
        &self.basics.name
    }

    /// The quality statements that the item bears on or counts against.
    pub fn statements(&self) -> impl Iterator<Item = &Ref> {
        let supported = self.tagging.statements.iter().map(|support| &support.statement.to);
        supported.chain(self.tagging.challenges.iter().map(|citation| &citation.to))
    }
}
