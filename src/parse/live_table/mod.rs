//! Live tables: `<!-- table: actions where status=overdue sort=due -->`.
//!
//! ```text
//! table      "table:" KIND clause*
//! clause     "where" condition ("and" condition)*
//!          | "sort" "=" FIELD            with "-" before FIELD: the last first
//!          | "limit" "=" NUMBER
//!          | "columns" "=" FIELD ("," FIELD)*
//! condition  FIELD ("=" | "!=" | "<" | "<=" | ">" | ">=") VALUE ("|" VALUE)*
//! VALUE      a word, or several between quotation marks
//! ```
//!
//! Clauses stand in any order, each once. Space may stand between any two
//! parts, and capitals do not matter. A field that is not known, or a value
//! that its field cannot have, does not stop the reading; a part that cannot
//! stand where it stands does, since what follows it could mean anything.

mod clauses;
mod tokens;
mod values;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::findings::Findings;
use crate::diagnostic::{Code, Finding, Place, list_of, suggestion};
use crate::model::{Field, Kind, LiveTable};
use tokens::{Token, tokens};

/// What authors write where `table:` is meant.
const SLIPS: [&str; 6] = ["tables", "tabel", "live table", "live tables", "live-table", "livetable"];

/// How a comment begins that is about live tables.
pub(super) enum Beginning {
    /// It is one: where its `table:` ends.
    Table(usize),
    /// It was meant to be one: where the word stands that is not `table`.
    Slip(Range<usize>),
}

/// How the inside of a comment begins; none where it is the author's own note.
pub(super) fn beginning(comment: &str) -> Option<Beginning> {
    let start = comment.len() - comment.trim_start().len();
    if let Some(length) = without_colon(&comment[start..]) {
        return Some(Beginning::Slip(start..start + length));
    }
    let colon = start + comment[start..].find(':')?;
    let word = comment[start..colon].trim_end();
    let lower = word.to_lowercase();
    if lower == "table" {
        Some(Beginning::Table(colon + 1))
    } else {
        SLIPS.contains(&&*lower).then(|| Beginning::Slip(start..start + word.len()))
    }
}

/// How long the word is where a table was begun without its colon: `table actions …`.
fn without_colon(comment: &str) -> Option<usize> {
    let mut words = comment.split_whitespace();
    let (first, kind) = (words.next()?, words.next()?.to_lowercase());
    let known = LiveTable::KINDS.iter().any(|(_, one, many)| kind == *one || kind == *many);
    let table = first.eq_ignore_ascii_case("table") || SLIPS.contains(&&*first.to_lowercase());
    (known && table).then_some(first.len())
}

/// Reads what follows `table:`. `place` tells where a run of it stands in the
/// file, `whole` where the comment does. There is no table where there is a finding.
pub(super) fn read(
    text: &str,
    whole: Place,
    place: &dyn Fn(Range<usize>) -> Place,
    findings: &Findings,
) -> Option<LiveTable> {
    let before = findings.len();
    let mut reader = Reader { tokens: tokens(text), at: 0, given: Vec::new(), place, findings };
    let table = reader.table(whole)?;
    (findings.len() == before).then_some(table)
}

/// Reads a table's tokens. Every `None` that it returns stands for a finding
/// that was added, after which nothing more is read of what it was reading.
struct Reader<'a> {
    tokens: Vec<(Token<'a>, Range<usize>)>,
    at: usize,
    /// The clauses that have been read, in order.
    given: Vec<&'static str>,
    place: &'a dyn Fn(Range<usize>) -> Place,
    findings: &'a Findings,
}

impl<'a> Reader<'a> {
    fn table(&mut self, whole: Place) -> Option<LiveTable> {
        let kind = self.kind(&whole)?;
        let mut table = LiveTable::of(kind, whole);
        while self.at < self.tokens.len() {
            self.clause(&mut table)?;
        }
        Some(table)
    }

    fn kind(&mut self, whole: &Place) -> Option<Kind> {
        let many = || LiveTable::KINDS.iter().map(|(_, _, many)| *many);
        let known = || format!("there are live tables of {}", list_of(many(), "and"));
        let Some((token, span)) = self.next() else {
            let help = "write a kind after `table:`, as in `<!-- table: actions where status=overdue -->`";
            self.add(whole.clone(), "this live table does not say what it is of".into(), help.into());
            return None;
        };
        let Token::Word(word) = token else {
            let message = "a live table begins with what it is of".to_owned();
            return self.say(span, message, known());
        };
        let lower = word.to_lowercase();
        let kind = LiveTable::KINDS.iter().find(|(_, one, many)| lower == *one || lower == *many);
        if kind.is_none() {
            let help = suggestion(word, many()).unwrap_or_else(known);
            self.say::<()>(span, format!("there are no live tables of `{word}`"), help);
        }
        kind.map(|(kind, ..)| *kind)
    }

    /// The field that a word names, where the kind has it.
    fn field(&self, word: &str, span: Range<usize>, kind: Kind) -> Option<Field> {
        let tables = tables_of(kind);
        let named = Field::named(word);
        if let Some(field) = named.filter(|field| field.is_of(kind)) {
            return Some(field);
        }
        let known = || Field::all_of(kind).map(Field::name);
        let help = match named {
            Some(field) => {
                let owners: Vec<&str> = field.owners().collect();
                format!(
                    "it is a field of {}; those of {tables} are {}",
                    owners.join(" and "),
                    list_of(known(), "and")
                )
            }
            None => suggestion(word, known())
                .or_else(|| slip(word, known()))
                .unwrap_or_else(|| format!("their fields are {}", list_of(known(), "and"))),
        };
        self.say(span, format!("live tables of {tables} have no field `{word}`"), help)
    }

    fn peek(&self) -> Option<(Token<'a>, Range<usize>)> {
        self.tokens.get(self.at).cloned()
    }

    fn next(&mut self) -> Option<(Token<'a>, Range<usize>)> {
        let token = self.peek();
        self.at += usize::from(token.is_some());
        token
    }

    /// Whether a comparison stands so many tokens ahead.
    fn compares(&self, ahead: usize) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some((Token::Operator(_), _)))
    }

    /// A word that stands next, in small letters.
    fn next_is(&self, word: &str) -> bool {
        matches!(self.peek(), Some((Token::Word(next), _)) if next.eq_ignore_ascii_case(word))
    }

    fn say<T>(&self, span: Range<usize>, message: String, help: impl Into<String>) -> Option<T> {
        self.add((self.place)(span), message, help.into());
        None
    }

    fn add(&self, place: Place, message: String, help: String) {
        self.findings.add(Finding::new(Code::LiveTable, place, message).help(help));
    }
}

/// Two letters of a short name that have changed places, as in `deu`.
fn slip<'a>(word: &str, mut names: impl Iterator<Item = &'a str>) -> Option<String> {
    let lower = word.to_lowercase();
    names.find(|name| strsim::osa_distance(name, &lower) == 1).map(|name| format!("did you mean `{name}`?"))
}

/// What an author calls things of a kind.
fn tables_of(kind: Kind) -> &'static str {
    LiveTable::KINDS.iter().find(|(known, ..)| *known == kind).map_or("things", |(_, _, many)| many)
}
