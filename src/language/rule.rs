//! What a rule says, as it is written down.

use super::Standing;

/// What is done about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    /// Nothing.
    Exempt,
    /// It is there to be known.
    Note,
    /// Somebody should look.
    Warning,
    /// Nothing is built.
    Error,
}

/// The kinds of text that a rule can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Stories of difference.
    Story,
    /// Meetings.
    Meeting,
    /// Actions.
    Action,
    /// Feedback.
    Feedback,
    /// Judgements.
    Judgement,
    /// Metrics.
    Metric,
    /// Documents and the information return.
    Document,
    /// Free pages, and what the settings say.
    Page,
}

/// What is done where a word does not stand plainly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Within quotation marks.
    pub quoted: Treatment,
    /// In a text of the framework.
    pub official: Treatment,
    /// As what is not done.
    pub negated: Treatment,
    /// As a word that is spoken of.
    pub mention: Treatment,
}

impl Default for When {
    fn default() -> Self {
        Self {
            quoted: Treatment::Exempt,
            official: Treatment::Exempt,
            negated: Treatment::Note,
            mention: Treatment::Note,
        }
    }
}

/// Where a rule's words mean something else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// Phrases, written as matches are.
    pub phrases: Vec<String>,
    /// Names, in the very letters in which they are written.
    pub names: Vec<String>,
}

/// A rule: words, and what to say instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// The words: `(s)` may be there, `|` stands between two that are alike,
    /// `*` ends a stem or stands for any one word.
    pub matches: Vec<String>,
    /// What to write.
    pub instead: String,
    /// Why, in a sentence.
    pub why: String,
    /// Who asks for it.
    pub source: String,
    /// What is done about a word that stands plainly.
    pub severity: Treatment,
    /// The kinds of text that it is about; empty for all.
    pub scopes: Vec<Scope>,
    /// Where its words mean something else.
    pub except: Exceptions,
    /// What is done where a word does not stand plainly.
    pub when: When,
}

impl Rule {
    /// What is done about a word that stands so.
    pub fn treatment(&self, standing: Standing) -> Treatment {
        match standing {
            Standing::Plain => self.severity,
            Standing::Quoted => self.when.quoted,
            Standing::Official => self.when.official,
            Standing::Negated => self.when.negated,
            Standing::Mentioned => self.when.mention,
            Standing::Allowed => Treatment::Exempt,
        }
    }

    /// Whether it is about a kind of text.
    pub fn is_about(&self, scope: Scope) -> bool {
        self.scopes.is_empty() || self.scopes.contains(&scope)
    }
}
