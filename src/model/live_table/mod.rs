//! Live tables: what an author asks for in place of a list kept by hand.
//!
//! A table is kept as what was understood, never as the author wrote it: the
//! words that are printed over it are made anew by [`LiveTable::filter`], from
//! references that the reader may see.

mod field;

use std::fmt::Write;
use std::sync::Arc;

use jiff::civil::Date;

use super::period::day_label;
use super::reference::{Citation, Kind, Ref};
use crate::diagnostic::{Located, Place};

pub use field::{Field, Holds, Register};

/// A table of everything of a kind that meets some conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveTable {
    /// What it lists: one of [`LiveTable::KINDS`].
    pub kind: Kind,
    /// What a row has to meet, all of it.
    pub conditions: Vec<Condition>,
    /// The order of its rows, where the author gives one.
    pub sort: Option<Sort>,
    /// How many rows it has at most; one or more.
    pub limit: Option<u32>,
    /// Its columns, in order: never none, and none twice.
    pub columns: Vec<Field>,
    /// Where it is written.
    pub place: Place,
}

/// What one field of a row has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The field: one that the table's kind has.
    pub field: Field,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what: never nothing, and all as the field [`Field::holds`] them.
    /// One of them is enough. A field that has several values itself meets
    /// [`Comparison::Is`] with any of these, [`Comparison::IsNot`] with none.
    pub wanted: Vec<Wanted>,
}

/// How a field is compared. Only days come before or after one another, and
/// these comparisons are with one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Before,
    /// `<=`
    OnOrBefore,
    /// `>`
    After,
    /// `>=`
    OnOrAfter,
}

/// A value that a field is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Something that has a name of its own; resolved by `link` like all references.
    Thing(Citation),
    /// Something that is declared by its id alone.
    Declared {
        /// The id; `link` holds that it is declared.
        id: Located<Arc<str>>,
        /// What it is called; `link` fills it in.
        title: String,
    },
    /// The number of a conversation; `link` holds that there is one.
    Number(Located<u8>),
    /// A day.
    Day(Date),
    /// One of the words that the field may hold.
    Word(&'static str),
    /// A text, compared as a whole and without regard to capitals.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

/// The order of a table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub field: Field,
    /// Whether the last comes first.
    pub descending: bool,
}

impl LiveTable {
    /// The kinds that there are tables of, with the words for one and many
    /// of them that an author writes.
    pub const KINDS: &'static [(Kind, &'static str, &'static str)] = &[
        (Kind::Action, "action", "actions"),
        (Kind::Story, "story", "stories"),
        (Kind::Feedback, "feedback", "feedback"),
        (Kind::Meeting, "meeting", "meetings"),
        (Kind::Metric, "metric", "metrics"),
        (Kind::Document, "document", "documents"),
    ];

    /// The table of everything of a kind.
    pub fn of(kind: Kind, place: Place) -> Self {
        let columns = default_columns(kind).to_vec();
        Self { kind, conditions: Vec::new(), sort: None, limit: None, columns, place }
    }

    /// The references that its conditions make.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.conditions.iter().flat_map(|condition| &condition.wanted).filter_map(|wanted| match wanted {
            Wanted::Thing(citation) => Some(citation),
            _ => None,
        })
    }

    /// The same, to be resolved.
    pub fn citations_mut(&mut self) -> impl Iterator<Item = &mut Citation> {
        let wanted = self.conditions.iter_mut().flat_map(|condition| &mut condition.wanted);
        wanted.filter_map(|wanted| match wanted {
            Wanted::Thing(citation) => Some(citation),
            _ => None,
        })
    }

    /// What the table lists, in words: "Actions where status is overdue,
    /// sorted by due date, at most 10".
    pub fn filter(&self, title: impl Fn(&Ref) -> String) -> String {
        let mut words = heading(self.kind).to_owned();
        for (at, condition) in self.conditions.iter().enumerate() {
            words.push_str(if at == 0 { " where " } else { " and " });
            words.push_str(&condition.words(&title));
        }
        // Writing to a string cannot fail.
        if let Some(sort) = self.sort {
            let _ = write!(words, ", sorted by {}", sort.field.label());
            if sort.descending {
                let day = sort.field.holds() == Holds::Day;
                words.push_str(if day { ", latest first" } else { ", last first" });
            }
        }
        if let Some(limit) = self.limit {
            let _ = write!(words, ", at most {limit}");
        }
        words
    }
}

impl Condition {
    fn words(&self, title: &impl Fn(&Ref) -> String) -> String {
        let is_not = self.comparison == Comparison::IsNot;
        let values = self.wanted.iter().map(|wanted| match (wanted, self.field.holds()) {
            (Wanted::Flag(flag), Holds::Flag { yes, no }) => {
                if *flag == is_not { no } else { yes }.to_owned()
            }
            (wanted, _) => wanted.words(title),
        });
        let values: Vec<String> = values.collect();
        if let Holds::Flag { .. } = self.field.holds() {
            return values.join(if is_not { " and " } else { " or " });
        }
        format!("{} {} {}", self.field.label(), self.comparison.words(), values.join(" or "))
    }
}

impl Comparison {
    fn words(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Before => "is before",
            Self::OnOrBefore => "is on or before",
            Self::After => "is after",
            Self::OnOrAfter => "is on or after",
        }
    }
}

impl Wanted {
    fn words(&self, title: &impl Fn(&Ref) -> String) -> String {
        match self {
            Self::Thing(citation) => title(&citation.to),
            Self::Declared { id, title } if title.is_empty() => id.value.to_string(),
            Self::Declared { title, .. } => title.clone(),
            Self::Number(number) => number.value.to_string(),
            Self::Day(day) => day_label(*day),
            Self::Word(word) => word.replace('-', " "),
            Self::Text(text) => format!("“{text}”"),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        }
    }
}

/// What readers call the things of a kind.
fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Action => "Actions",
        Kind::Story => "Stories",
        Kind::Feedback => "Feedback",
        Kind::Meeting => "Meetings",
        Kind::Metric => "Figures",
        Kind::Document => "Documents",
        other => other.many(),
    }
}

/// The columns of a table that names none.
fn default_columns(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Action => &[Field::Title, Field::Owner, Field::Due, Field::Status],
        Kind::Story => &[Field::Title, Field::Date, Field::Statement],
        Kind::Feedback => &[Field::Title, Field::Date, Field::From, Field::Method],
        Kind::Meeting => &[Field::Title, Field::Date, Field::Kind],
        Kind::Metric => &[Field::Title, Field::Statement, Field::Better, Field::Freshness],
        Kind::Document => &[Field::Title, Field::Date, Field::Owner],
        _ => &[Field::Title],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(kind: Kind) -> LiveTable {
        LiveTable::of(kind, Place::file(&"a.md".into()))
    }

    fn condition(field: Field, comparison: Comparison, wanted: Vec<Wanted>) -> Condition {
        Condition { field, comparison, wanted }
    }

    fn statement(id: &str) -> Wanted {
        let place = Place::file(&"a.md".into());
        Wanted::Thing(Citation { to: Ref::new(Kind::Statement, id), part: None, place })
    }

    #[test]
    fn a_filter_is_a_sentence() {
        let mut table = table(Kind::Action);
        assert_eq!(table.filter(ToString::to_string), "Actions");
        table.conditions = vec![
            condition(Field::Status, Comparison::Is, vec![Wanted::Word("open"), Wanted::Word("overdue")]),
            condition(Field::Statement, Comparison::IsNot, vec![statement("equity")]),
        ];
        table.sort = Some(Sort { field: Field::Due, descending: false });
        table.limit = Some(10);
        assert_eq!(
            table.filter(|name| format!("<{name}>")),
            "Actions where status is open or overdue and statement is not <statement:equity>, sorted by due date, at most 10"
        );
    }

    #[test]
    fn days_yes_and_no_and_texts_have_words_of_their_own() {
        let mut table = table(Kind::Story);
        table.conditions = vec![
            condition(Field::Date, Comparison::OnOrAfter, vec![Wanted::Day(jiff::civil::date(2026, 3, 4))]),
            condition(Field::Carers, Comparison::Is, vec![Wanted::Flag(true)]),
            condition(Field::Carers, Comparison::IsNot, vec![Wanted::Flag(true)]),
            condition(Field::Tag, Comparison::Is, vec![Wanted::Text("small things".into())]),
            condition(Field::Freshness, Comparison::Is, vec![Wanted::Word("due-soon")]),
        ];
        table.sort = Some(Sort { field: Field::Date, descending: true });
        assert_eq!(
            table.filter(ToString::to_string),
            "Stories where date is on or after 4 March 2026 and unpaid carers are in it and unpaid carers are not in it \
             and tag is “small things” and freshness is due soon, sorted by date, latest first"
        );
    }

    #[test]
    fn every_default_column_is_a_field_of_its_kind() {
        for (kind, ..) in LiveTable::KINDS {
            let columns = default_columns(*kind);
            assert!(columns.len() > 1 && columns.iter().all(|field| field.is_of(*kind)), "{kind:?}");
        }
    }
}
