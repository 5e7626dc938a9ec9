//! The regulator's framework: its texts as data, with their sources.
//!
//! How many themes, statements, categories and scores there are is whatever
//! the data file says; nothing in the code counts on a number.

use std::sync::Arc;

use super::evidence_rules::EvidenceRules;
use super::item::{Detail, Item};
use super::reference::{Kind, Ref};
use crate::diagnostic::Located;

/// A version of a regulator's framework.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Its id, as `framework:` in a pack's settings names it.
    pub id: Arc<str>,
    /// What it is called.
    pub title: String,
    /// The years whose texts it holds.
    pub version: String,
    /// Who wrote the framework.
    pub regulator: String,
    /// Paragraphs to print where the texts are shown.
    pub attribution: Vec<String>,
    /// Where the texts come from.
    pub sources: Vec<TextSource>,
    /// Themes, in order.
    pub themes: Vec<Theme>,
    /// Evidence categories, in the order of the matrix.
    pub categories: Vec<Category>,
    /// What people expect (the I statements).
    pub expectations: Vec<Expectation>,
    /// Quality statements, in order.
    pub statements: Vec<Statement>,
    /// The scores a statement can be given.
    pub scores: Vec<Score>,
    /// How scores make a rating.
    pub rating: Rating,
    /// How evidence is read.
    pub evidence: EvidenceRules,
    /// The regulator's and the law's words, explained.
    pub glossary: Vec<Term>,
}

impl Framework {
    /// The statement of an id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| &*statement.id == id)
    }

    /// The theme of an id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| &*theme.id == id)
    }

    /// The category of an id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| &*category.id == id)
    }

    /// The statements of a theme, in order.
    pub fn statements_of<'a>(&'a self, theme: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.statements.iter().filter(move |statement| &*statement.theme.value == theme)
    }

    /// The expectations that belong to a statement, in order.
    pub fn expectations_of<'a>(&'a self, statement: &'a str) -> impl Iterator<Item = &'a Expectation> {
        self.expectations
            .iter()
            .filter(move |expectation| expectation.statements.iter().any(|named| &*named.value == statement))
    }

    /// The label of a score.
    pub fn score(&self, score: u8) -> Option<&Score> {
        self.scores.iter().find(|known| known.score == score)
    }

    /// The category of a piece of evidence: the author's, or the one that the
    /// framework gives to its kind.
    pub fn category_of(&self, item: &Item) -> Option<&Category> {
        if let Some(category) = &item.tagging.category {
            return self.category(&category.value);
        }
        match &item.detail {
            Detail::Feedback(feedback) => {
                self.default_category(&format!("feedback-from-{}", feedback.from.name()))
            }
            _ => self.default_category(item.name().kind.name()),
        }
    }

    /// The category that takes a kind of evidence unless an author says
    /// otherwise; `what` is a kind's name, or `feedback-from-people` and so on.
    pub fn default_category(&self, what: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.default_for.iter().any(|kind| kind == what))
    }
}

/// A publication that texts of the framework were taken from.
#[derive(Clone, Debug)]
pub struct TextSource {
    /// The id by which texts name it.
    pub id: Arc<str>,
    /// The publication.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its date, as it states it.
    pub dated: Option<String>,
    /// The licence of its text.
    pub licence: Option<String>,
    /// How sure we are of it: read there, read elsewhere, or inferred.
    pub certainty: Option<String>,
}

/// The id of the [`TextSource`] of a text.
pub type Origin = Option<Located<Arc<str>>>;

/// A theme of the regulator's.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: String,
    /// Where the title comes from.
    pub source: Origin,
}

/// An evidence category: a column of the matrix.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: String,
    /// What belongs there.
    pub means: String,
    /// The kinds of evidence that fall into it unless an author says otherwise.
    pub default_for: Vec<String>,
    /// Where it comes from.
    pub source: Origin,
}

/// What people should be able to say: an I statement.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Its id.
    pub id: Arc<str>,
    /// The sentence.
    pub text: String,
    /// The statements that it belongs to.
    pub statements: Vec<Located<Arc<str>>>,
    /// Where the sentence comes from.
    pub source: Origin,
}

/// A quality statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its id.
    pub id: Arc<str>,
    /// The theme that it belongs to.
    pub theme: Located<Arc<str>>,
    /// Its title.
    pub title: String,
    /// Other titles in use; references accept them too.
    pub aliases: Vec<String>,
    /// The commitment.
    pub commitment: Commitment,
    /// The categories in which evidence is expected.
    pub expects: Vec<Located<Arc<str>>>,
    /// The finer headings that the regulator writes under.
    pub headings: Vec<Heading>,
    /// Where the headings come from.
    pub headings_source: Origin,
}

impl Statement {
    /// The name by which references lead to one of its finer headings.
    pub fn heading_ref(&self, heading: &Heading) -> Ref {
        Ref::new(Kind::Heading, format!("{}/{}", self.id, heading.id))
    }
}

/// What an authority commits to: a We statement.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The text.
    pub text: String,
    /// Where it comes from.
    pub source: Origin,
}

/// A finer heading under a statement.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its id, unique in its statement.
    pub id: Arc<str>,
    /// Its title.
    pub title: String,
}

/// A score that a statement can be given.
#[derive(Clone, Debug)]
pub struct Score {
    /// The number.
    pub score: u8,
    /// Its label.
    pub label: String,
    /// What it means.
    pub means: Option<String>,
}

/// How a regulator turns scores into a rating.
#[derive(Clone, Debug)]
pub struct Rating {
    /// How percentages are rounded.
    pub rounding: Rounding,
    /// Bands of percentages, from low to high.
    pub bands: Vec<Band>,
    /// What is not certain about it.
    pub note: Option<String>,
    /// Where it comes from.
    pub source: Origin,
}

/// How a percentage becomes a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the next whole number.
    Up,
    /// To the nearest whole number.
    Nearest,
}

/// A band of percentages, both ends included.
#[derive(Clone, Debug)]
pub struct Band {
    /// What it is called.
    pub label: String,
    /// The lowest percentage.
    pub from: u8,
    /// The highest percentage.
    pub to: u8,
}

/// A word and what it means.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word.
    pub term: String,
    /// What it means.
    pub means: String,
}
