//! What may follow a live table's kind: conditions, order, length, columns;
//! and what to say of everything else.

use std::ops::Range;

use super::values::{Written, example, example_help};
use super::{Reader, Token};
use crate::diagnostic::suggestion;
use crate::model::{Comparison, Field, Kind, LiveTable, Sort};

/// The words that clauses begin with.
const CLAUSES: [&str; 4] = ["where", "sort", "limit", "columns"];

/// What may stand after a table's kind, in words.
const KNOWN: &str = "after the kind may come `where` with conditions, `sort=`, `limit=` and `columns=`";

impl<'a> Reader<'a> {
    pub(super) fn clause(&mut self, table: &mut LiveTable) -> Option<()> {
        let (token, span) = self.next()?;
        let clause = match token {
            Token::Word(word) => CLAUSES.into_iter().find(|clause| word.eq_ignore_ascii_case(clause)),
            _ => None,
        };
        let Some(clause) = clause else { return self.stray(token, span, table.kind) };
        if self.given.contains(&clause) {
            let help = match clause {
                "where" => "join conditions by `and`: `where status=open and carers=yes`",
                "sort" => "a table is sorted by one field; leave the other out",
                _ => "leave one of the two out",
            };
            return self.say(span, format!("`{clause}` stands twice in this live table"), help);
        }
        self.given.push(clause);
        if clause == "where" {
            return self.conditions(table, span);
        }
        let span = self.equals(clause, span)?;
        match clause {
            "sort" => self.sort(table, span),
            "limit" => self.limit(table, span),
            _ => self.columns(table, span),
        }
    }

    fn conditions(&mut self, table: &mut LiveTable, after: Range<usize>) -> Option<()> {
        self.condition(table, "where", after)?;
        while self.next_is("and") {
            let span = self.next()?.1;
            self.condition(table, "and", span)?;
        }
        Some(())
    }

    /// One condition after `where` or `and`, which stands at `after`.
    fn condition(&mut self, table: &mut LiveTable, joint: &str, after: Range<usize>) -> Option<()> {
        let clause = self.compares(1) && CLAUSES.iter().any(|clause| self.next_is(clause));
        let (word, span) = match self.peek() {
            Some((Token::Word(word), span)) if !clause => (word, span),
            _ => {
                let help = format!(
                    "write a field, `=` and a value: `{joint} {}`, or leave `{joint}` out",
                    example(Field::Carers)
                );
                return self.say(after, format!("there is no condition after `{joint}`"), help);
            }
        };
        self.at += 1;
        let comparison = self.comparison(word, &span, table.kind)?;
        let start = span.start;
        let field = self.field(word, span, table.kind);
        let values = self.values(field, word, start..comparison.1.end)?;
        let condition = field.and_then(|field| self.condition_of(field, comparison, &values));
        table.conditions.extend(condition);
        Some(())
    }

    /// The comparison after a field's name.
    fn comparison(
        &mut self,
        word: &str,
        span: &Range<usize>,
        kind: Kind,
    ) -> Option<(Comparison, Range<usize>)> {
        let Some((Token::Operator(signs), at)) = self.peek() else {
            let name = word.split(':').next().unwrap_or(word);
            let field = Field::named(name).filter(|field| field.is_of(kind));
            let help =
                field.map_or_else(|| "a condition is a field, `=` and a value".to_owned(), example_help);
            return self.say(
                span.start..span.start + name.len(),
                format!("there is no `=` after `{name}`"),
                help,
            );
        };
        self.at += 1;
        let comparison = match signs {
            "=" => Comparison::Is,
            "!=" => Comparison::IsNot,
            "<" => Comparison::Before,
            "<=" => Comparison::OnOrBefore,
            ">" => Comparison::After,
            ">=" => Comparison::OnOrAfter,
            _ => {
                let help = "write `=` or `!=`; for dates also `<`, `<=`, `>` or `>=`";
                return self.say(at, format!("`{signs}` compares nothing"), help);
            }
        };
        Some((comparison, at))
    }

    /// The values after a comparison; `before` is where field and comparison stand.
    fn values(&mut self, field: Option<Field>, name: &str, before: Range<usize>) -> Option<Vec<Written<'a>>> {
        let mut values = Vec::new();
        loop {
            match self.peek() {
                Some((Token::Word(word), span)) if !self.begins_something(word) => values.push((word, span)),
                Some((Token::Quoted(words), span)) => values.push((words, span)),
                Some((Token::Unclosed, span)) => return self.unclosed(span),
                _ => {
                    let help = field.map_or_else(|| KNOWN.to_owned(), example_help);
                    return self.say(before, format!("there is no value after `{name}`"), help);
                }
            }
            self.at += 1;
            if !matches!(self.peek(), Some((Token::Bar, _))) {
                return Some(values);
            }
            self.at += 1;
        }
    }

    /// Whether the word that stands next is no value but what comes after one.
    fn begins_something(&self, word: &str) -> bool {
        self.compares(1) || ["and", "where"].iter().any(|joint| word.eq_ignore_ascii_case(joint))
    }

    fn unclosed<T>(&self, span: Range<usize>) -> Option<T> {
        self.say(span, "this quotation mark is not closed".into(), "write a second one after the last word")
    }

    /// The `=` after a clause's name; gives the place of both.
    fn equals(&mut self, clause: &str, span: Range<usize>) -> Option<Range<usize>> {
        if let Some((Token::Operator("="), at)) = self.peek() {
            self.at += 1;
            return Some(span.start..at.end);
        }
        self.say(span, format!("there is no `=` after `{clause}`"), clause_help(clause))
    }

    fn sort(&mut self, table: &mut LiveTable, before: Range<usize>) -> Option<()> {
        let (word, span) = self.name("sort", before.clone())?;
        let ascending = word.strip_prefix(['-', '–', '−']);
        let descending = ascending.is_some();
        let (name, span) = match ascending {
            Some("") => self.name("sort", before)?,
            Some(name) => (name, span.end - name.len()..span.end),
            None => (word, span),
        };
        let field = self.field(name, span, table.kind);
        table.sort = field.map(|field| Sort { field, descending });
        Some(())
    }

    fn limit(&mut self, table: &mut LiveTable, before: Range<usize>) -> Option<()> {
        let (word, span) = self.name("limit", before)?;
        table.limit = word.parse().ok().filter(|limit| *limit > 0);
        if table.limit.is_none() {
            let message = format!("`limit` is a whole number, 1 or more, not `{word}`");
            self.say::<()>(span, message, clause_help("limit"));
        }
        Some(())
    }

    fn columns(&mut self, table: &mut LiveTable, before: Range<usize>) -> Option<()> {
        table.columns.clear();
        loop {
            let (word, span) = self.name("columns", before.clone())?;
            let field = self.field(word, span.clone(), table.kind);
            if field.is_some_and(|field| table.columns.contains(&field)) {
                let message = format!("the column `{word}` stands twice");
                self.say::<()>(span, message, "leave one of the two out");
            } else {
                table.columns.extend(field);
            }
            if !matches!(self.peek(), Some((Token::Comma, _))) {
                return Some(());
            }
            self.at += 1;
        }
    }

    /// The word that a clause needs next; `before` is where the clause stands.
    fn name(&mut self, clause: &str, before: Range<usize>) -> Option<(&'a str, Range<usize>)> {
        match self.peek() {
            Some((Token::Word(word), span)) if !self.compares(1) => {
                self.at += 1;
                Some((word, span))
            }
            Some((Token::Quoted(word), span)) => {
                self.at += 1;
                Some((word, span))
            }
            Some((Token::Unclosed, span)) => self.unclosed(span),
            _ => self.say(before, format!("there is nothing after `{clause}=`"), clause_help(clause)),
        }
    }

    /// A part that cannot stand where it stands; it has been read already.
    fn stray(&self, token: Token<'a>, span: Range<usize>, kind: Kind) -> Option<()> {
        let last = self.given.last().copied();
        let word = match token {
            Token::Word(word) => word,
            Token::Unclosed => return self.unclosed(span),
            Token::Bar => return self.say(span, "`|` cannot stand here".into(), KNOWN),
            Token::Operator(_) => return self.say(span, "a comparison cannot stand here".into(), KNOWN),
            Token::Quoted(_) => {
                return self.say(span, "a text in quotation marks cannot stand here".into(), KNOWN);
            }
            Token::Comma => {
                let help = match last {
                    _ if self.compares(1) => "join conditions by `and`",
                    Some("where") => "put `|` between several values: `status=open|overdue`",
                    _ => KNOWN,
                };
                return self.say(span, "a comma cannot stand here".into(), help);
            }
        };
        if self.compares(0) && Field::named(word).is_some_and(|field| field.is_of(kind)) {
            let joint = if self.given.contains(&"where") { "and" } else { "where" };
            let help = format!("conditions begin with `where` and are joined by `and`: `{joint} {word}=…`");
            return self.say(span, format!("there is no `{joint}` before `{word}`"), help);
        }
        self.say(span, format!("`{word}` cannot stand here"), help_with(word, last))
    }
}

/// What a word may have been meant to be that cannot stand where it stands.
fn help_with(word: &str, last: Option<&str>) -> String {
    let lower = word.to_lowercase();
    match (&*lower, last) {
        ("or", _) => return "for any of several values write `|`: `status=open|overdue`".to_owned(),
        ("and", Some("sort" | "limit" | "columns") | None) => {
            return "`and` joins conditions, and they stand together after `where`".to_owned();
        }
        ("order" | "order-by" | "sorted" | "sort-by", _) => return clause_help("sort").to_owned(),
        ("show" | "with" | "fields", _) => return clause_help("columns").to_owned(),
        ("desc" | "descending" | "asc" | "ascending", Some("sort")) => {
            return "write `sort=due` for the first date first, `sort=-due` for the last".to_owned();
        }
        _ => {}
    }
    suggestion(word, CLAUSES).unwrap_or_else(|| match last {
        Some("where") => {
            "put a value of several words in quotation marks: `owner=\"Head of Finance\"`".to_owned()
        }
        Some("columns") => "put commas between columns: `columns=title,owner,due`".to_owned(),
        _ => KNOWN.to_owned(),
    })
}

/// How a clause is written.
fn clause_help(clause: &str) -> &'static str {
    match clause {
        "sort" => "write the field to sort by: `sort=title`, or `sort=-title` for the last first",
        "limit" => "write how many rows there should be at most: `limit=10`",
        _ => "write the fields to show, with commas between them: `columns=title,date`",
    }
}
